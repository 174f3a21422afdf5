"""What all tests share: the seeds, documents from strings, and the command line in a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from plandiff import language
from plandiff.comparison import compare
from plandiff.reading.document import Document, Evidence
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.material import Material

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"

# A program that is installed has its modules compiled. So has each process that a test starts, even where that is
# switched off for sources.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ.setdefault("PYTHONPYCACHEPREFIX", str(ROOT / ".pytest_cache" / "bytecode"))


def document(text: str, name: str = "text.txt") -> Document:
    """Return a document that holds ``text``."""
    return Document(name, text, "utf-8", Evidence.UTF_8, "0" * 64)


def seed(name: str) -> Document:
    """Return a seed document by its file name without ``.txt``."""
    return document((SEEDS / f"{name}.txt").read_bytes().decode("utf-8"), f"{name}.txt")


KNOWN: set[str] = set()
"""Every text that the catalogues translate, each form by itself."""


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_said_that_has_no_translation():
    """Whatever any test has shown to people was marked as a text to translate, in whatever language it ran."""
    with (ROOT / "translations" / "zh-Hans.po").open("rb") as file:
        for entry in read_po(file):
            KNOWN.update([entry.id] if isinstance(entry.id, str) else entry.id)
    before = language._catalogue
    language._catalogue = lambda tag: _Checked(before(tag))
    yield
    language._catalogue = before


class _Checked:
    """A catalogue that refuses to be asked for what no catalogue has."""

    def __init__(self, catalogue: NullTranslations) -> None:
        self._catalogue = catalogue

    def gettext(self, message: str) -> str:
        # Tests make errors of their own, and the command line library asks for helps that are translated already.
        exempt = Path(sys._getframe(2).f_code.co_filename).name in ("errors.py", "speaking.py")
        assert exempt or message in KNOWN, f"it has no translation: {message!r}"
        return self._catalogue.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        assert {one, many} <= KNOWN, f"it has no translation: {one!r}"
        return self._catalogue.ngettext(one, many, count)


@pytest.fixture(scope="session")
def seeds() -> Material:
    """Return what there is to review in the two renderings of the national plan."""
    return material_of(compare(seed("national-special-regions.hant"), seed("national-special-regions.hans")))


@pytest.fixture(scope="session")
def plan() -> Material:
    """Return what there is to review in a short plan: findings of each weight, whatever the vocabulary learns."""
    folder = ROOT / "tests" / "cases" / "review"
    texts = [(folder / f"plan.{script}.txt").read_text(encoding="utf-8") for script in ("hant", "hans")]
    return material_of(compare(document(texts[0], "plan.hant.txt"), document(texts[1], "plan.hans.txt")))


def golden(text: str, name: str) -> None:
    """Hold ``text``, ids of changes aside, against a file of ``cases/review``; write it if ``WRITE_CASES`` is set."""
    text = re.sub(r"\b[0-9a-f]{8}\b", "xxxxxxxx", text)
    path = ROOT / "tests" / "cases" / "review" / name
    if os.environ.get("WRITE_CASES"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def plandiff(tmp_path: Path) -> Run:
    """Run the command line in a temporary folder; bytes in, bytes out."""

    def run(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [sys.executable, "-m", "plandiff", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "COLUMNS": "80", **environment},
            check=False,
            timeout=120,
        )

    return run


FAST = frozenset(
    [
        "alignment",
        "articles",
        "attestation",
        "cells",
        "cleaning",
        "config",
        "conversion",
        "decoding",
        "differing",
        "docx",
        "facts",
        "figures",
        "judging",
        "laws",
        "layout",
        "misdecoded",
        "mojibake",
        "native_usage",
        "ofd",
        "outline",
        "reading_formats",
        "related",
        "rules",
        "series",
        "snapshots",
        "synopsis",
        "thresholds",
        "tricky_cases",
        "visible",
        "watching",
    ]
)
"""Test files that start no process and no app and look at small texts: ``pytest -m fast`` runs them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the fast tests."""
    for item in items:
        if item.path.stem.removeprefix("test_") in FAST:
            item.add_marker(pytest.mark.fast)
