"""The house rules that a machine can check: lint, types, layers."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

TOOLS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
    "layers": ["lint-imports"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_house_rule(tool: str) -> None:
    """The source is clean under every tool of the house."""
    command, *arguments = TOOLS[tool]
    done = subprocess.run(
        [str(Path(sys.executable).parent / command), *arguments],
        cwd=ROOT,
        capture_output=True,
        check=False,
        timeout=300,
    )

    assert done.returncode == 0, (done.stdout + done.stderr).decode()


def test_the_project_watches_its_own_documents() -> None:
    """The seeds and their pair are as they were accepted; a check of them writes nothing and loads no engine."""
    before = {path: path.stat().st_mtime_ns for path in (ROOT / "snapshots").rglob("*")}
    program = (
        "import sys; sys.argv = ['plandiff', 'check']\n"
        "from plandiff.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "heavy = {'opencc', 'rapidfuzz', 'textual', 'rich', 'plandiff.comparison'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False, timeout=60)

    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    assert before == {path: path.stat().st_mtime_ns for path in (ROOT / "snapshots").rglob("*")}
