"""What the documents name exists: files, commands and options."""

import re
from pathlib import Path

import pytest
from conftest import ROOT

from plandiff.cli import COMMANDS

PAPERS = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
ROOMS = (ROOT, ROOT / "src" / "plandiff", ROOT / "tests", ROOT / "docs", ROOT / "benchmarks")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_FILE = re.compile(r"`([\w-]+(?:/[\w.-]+)*/[\w.-]+\.(?:py|toml|md|txt))`")
_COMMAND = re.compile(r"`plandiff ([a-z][a-z-]*)")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_name_in_the_documents_exists(paper: str) -> None:
    """Links lead to files of the repository; files and commands that are named are there."""
    text = (ROOT / paper).read_text(encoding="utf-8")
    folder = (ROOT / paper).parent
    links = [link for link in _LINK.findall(text) if "://" not in link]
    files = [] if paper == "CHANGELOG.md" else _FILE.findall(text)

    assert [link for link in links if not (folder / link).exists()] == []
    assert [file for file in files if not any((room / file).exists() for room in (*ROOMS, folder))] == []
    assert [name for name in _COMMAND.findall(text) if name not in COMMANDS] == []


def test_there_are_documents_to_look_at() -> None:
    assert {"README.md", "ARCHITECTURE.md", "docs/ci.md"} <= set(PAPERS)
    assert all(Path(ROOT, paper).is_file() for paper in PAPERS)
