"""Who decides: the name stands with each decision, in the file, in the details, in exports and in snapshots."""

import json
from pathlib import Path

import pytest
from conftest import Run
from test_reviewing import material
from watched import CONFIG, LAW, Project

from plandiff.cli.reviewer import reviewer
from plandiff.config import parse_config
from plandiff.decisions.decision import Verdict
from plandiff.decisions.pair_file import parsed
from plandiff.errors import ConfigError
from plandiff.presentation.styled import painted
from plandiff.reviewing.export import decisions_json, decisions_markdown
from plandiff.reviewing.messages import full_lines
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session

FILE = Path("plandiff.toml")
HOUSE = parse_config('as = "編輯部"', FILE)
PLAIN = parse_config("", FILE)


def test_the_nearest_name_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The option, then the variable, then the project, then the login; an empty one is none."""
    monkeypatch.setattr("getpass.getuser", lambda: "wang")
    monkeypatch.setenv("PLANDIFF_AS", "李")
    assert [reviewer(" 王  芳 ", HOUSE), reviewer(None, HOUSE), reviewer("", HOUSE)] == ["王 芳", "李", "李"]
    monkeypatch.setenv("PLANDIFF_AS", "")
    assert [reviewer(None, HOUSE), reviewer(None, PLAIN)] == ["編輯部", "wang"]


def test_where_nobody_has_a_name_decisions_have_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a container without users, deciding works all the same."""

    def nobody() -> str:
        raise OSError("no such user")

    monkeypatch.setattr("getpass.getuser", nobody)
    monkeypatch.delenv("PLANDIFF_AS", raising=False)
    assert reviewer(None, PLAIN) == ""


@pytest.mark.parametrize("text", ["as = 3", 'as = ""'])
def test_a_name_in_the_configuration_is_a_name(text: str) -> None:
    with pytest.raises(ConfigError, match="as"):
        parse_config(text, FILE)


def test_details_and_exports_name_who_decided() -> None:
    """Enter, the points for people and those for programs say the same name, harmless."""
    review = Review(material(), by="王\x1b[31m芳")
    session = Session(review)
    review.decide([session.current], Verdict.REJECT)

    assert ", by 王␛[31m芳" in painted(full_lines(session), colour=False)
    assert "decided by: 王␛\\[31m芳" in decisions_markdown(review)
    decided = [one for one in json.loads(decisions_json(review))["changes"] if one["by"]]
    assert [(one["state"], one["by"]) for one in decided] == [("rejected", "王\x1b[31m芳")]


def test_a_review_and_a_snapshot_keep_the_name(plandiff: Run, tmp_path: Path) -> None:
    """``review --as``, and ``accept`` under PLANDIFF_AS."""
    project = Project(tmp_path)
    project.write("plandiff.toml", CONFIG)
    assert plandiff("accept", "--all", PLANDIFF_AS="李").returncode == 0
    (pair,) = (content for name, content in project.snapshots().items() if name.endswith(".pair"))
    assert {decision.ruling.by for decision in parsed(pair).accepted.values()} == {"李"}

    project.write("laws/dogs.txt", LAW.replace("五十", "八十"))
    plandiff("review", "--plain", "--as", "王", stdin=b"c why\na\nq\n")
    (file,) = (tmp_path / "reviews").rglob("*.json")
    assert [one["by"] for one in json.loads(file.read_text(encoding="utf-8"))["decisions"]] == ["王"]
    plandiff("review", "--plain", "--as", "李", stdin=b"w\nq\n")
    assert '"comment": "why", "by": "王"' in project.snapshots()["laws/dogs.txt.snap"].decode()


def test_a_decision_on_a_whole_document_is_taken_back_by_whoever_made_it(plandiff: Run, tmp_path: Path) -> None:
    """What another has decided on a new document stays until somebody overrules it."""
    project = Project(tmp_path)
    project.write("plandiff.toml", CONFIG)
    project.accept()
    project.write("laws/new.txt", "关于供水的规定\n")
    plandiff("review", "--plain", "--as", "王", stdin=b"a\nq\n")

    other = plandiff("review", "--plain", "--as", "李", stdin=b"u\nr\nq\n")
    assert "王 has decided that; a or r overrules it" in other.stdout.decode()
    (file,) = (tmp_path / "reviews").rglob("*.json")
    (entry,) = json.loads(file.read_text(encoding="utf-8"))["decisions"]
    assert (entry["verdict"], entry["by"], entry["earlier"][0]["by"]) == ("reject", "李", "王")
    plandiff("review", "--plain", "--as", "李", stdin=b"u\nq\n")
    (entry,) = json.loads(file.read_text(encoding="utf-8"))["decisions"]
    assert (entry["verdict"], entry["by"]) == ("accept", "王")
