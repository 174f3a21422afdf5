"""File names are as hostile as documents: no writer passes on a character of one that commands or hides."""

import re
from pathlib import Path

import pytest
from conftest import Run
from watched import LAW, Project

from plandiff.reports.formats import FORMATS
from plandiff.text.visible import INVISIBLE_CLASS

NAME = "laws/法\x1b[31m律\n::error::x\x9b31m\u202e\u200b|`<b>.txt"
RUNS = {
    "compare": ["compare", NAME, "b.txt", "--relation", "revision"],
    "lint": ["lint", NAME],
    "trace": ["trace", NAME, NAME, "b.txt"],
    "check": ["check"],
    "pending": ["pending"],
    "explain": ["explain", f"{NAME}:1:3"],
    "outline": ["outline", NAME],
}
FORMS = [(command, form.name) for command in RUNS for form in FORMATS[command] if not form.binary]
UNSEEN = re.compile(f"[{INVISIBLE_CLASS}]")
OUR_OWN = "ℹ️"


@pytest.mark.parametrize(("command", "form"), FORMS)
def test_a_name_is_harmless_in_every_format(tmp_path: Path, plandiff: Run, command: str, form: str) -> None:
    """Escapes, line feeds, commands of a service, C1 and bidi; what is written still says something."""
    project = Project(tmp_path, 'documents = ["laws/*.txt"]\n')
    (tmp_path / "plandiff.toml").write_text(project.settings, encoding="utf-8")
    project.write(NAME, LAW)
    project.write("b.txt", LAW.replace("五十", "八十"))

    done = plandiff(*RUNS[command], "--format", form)

    shown = (done.stdout + done.stderr).decode().replace(OUR_OWN, "")
    assert done.returncode in (0, 1) and len(shown) > 20
    assert not UNSEEN.search(shown)
    assert not [line for line in shown.splitlines() if line.startswith("::error::x")]


@pytest.mark.parametrize(
    "arguments", [["accept", NAME], ["lint", f"no{NAME}"], ["trace", "b.txt", f"no{NAME}", NAME], ["text", f"no{NAME}"]]
)
def test_a_name_is_harmless_in_what_is_told(tmp_path: Path, plandiff: Run, arguments: list[str]) -> None:
    project = Project(tmp_path, 'documents = ["laws/*.txt"]\n')
    (tmp_path / "plandiff.toml").write_text(project.settings, encoding="utf-8")
    project.write(NAME, LAW)
    project.write("b.txt", LAW)

    told = plandiff(*arguments).stderr.decode()

    assert "律↵" in told and not UNSEEN.search(told)
