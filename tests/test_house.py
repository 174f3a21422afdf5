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
