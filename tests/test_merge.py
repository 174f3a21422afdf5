"""Two people accept changes of one document: what git makes of their snapshots."""

import subprocess
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from test_check_git import ENVIRONMENT, git
from watched import Project

from plandiff.decisions import document_file, pair_file
from plandiff.decisions.accepting import Selection
from plandiff.decisions.document_file import DocumentSnapshot, file_of
from plandiff.decisions.merge import merged, merged_text
from plandiff.errors import SnapshotError
from plandiff.text.span import Pair

LAW = (
    "第一章 总则\n"
    "第一条 为了规范养犬行为，保障公众安全，\n制定本办法。\n"
    "第二条 养犬人应当为犬只办理登记，登记费五十元。\n"
    "第三条 不得携犬进入学校。\n"
)


def snapshot(text: str) -> bytes:
    return file_of(DocumentSnapshot("laws/dogs.txt", text)).encode()


@pytest.mark.parametrize(
    ("ours", "theirs", "expected", "conflicts"),
    [
        pytest.param(("五十", "八十"), ("学校", "医院"), [("五十", "八十"), ("学校", "医院")], 0, id="neighbours"),
        pytest.param(("五十", "八十"), ("五十", "八十"), [("五十", "八十")], 0, id="the same"),
        pytest.param(("五十", "八十"), ("五十", "六十"), [], 1, id="one clause"),
        pytest.param(
            ("五十", "八十"),
            ("第三条 不得携犬进入学校。\n", ""),
            [("五十", "八十"), ("第三条 不得携犬进入学校。\n", "")],
            0,
            id="dropped",
        ),
        pytest.param(
            ("，\n制定", "，制定"), ("规范", "加强"), [("，\n制定", "，制定"), ("规范", "加强")], 0, id="a line break"
        ),
    ],
)
def test_what_each_side_has_accepted_is_kept(
    ours: tuple[str, str], theirs: tuple[str, str], expected: list[tuple[str, str]], conflicts: int
) -> None:
    """Articles beside each other never collide; one clause that both have changed stands as it was."""
    whole = LAW
    for old, new in expected:
        whole = whole.replace(old, new)

    result = merged(snapshot(LAW), snapshot(LAW.replace(*ours)), snapshot(LAW.replace(*theirs)))

    assert (document_file.parsed(result.content.encode()).text, result.conflicts) == (whole, conflicts)


TEXTS = st.lists(st.sampled_from(["甲。", "乙，", "丙\n", "丁", "戊。\n", "\r\n　己；"]), max_size=12).map("".join)


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_is_symmetric_and_takes_the_only_side_that_moved(base: str, ours: str, theirs: str) -> None:
    assert merged_text(base, ours, base) == (ours, 0)
    assert merged_text(base, base, theirs) == (theirs, 0)
    assert merged_text(base, ours, ours) == (ours, 0)
    assert merged_text(base, ours, theirs) == merged_text(base, theirs, ours)


def test_two_who_accept_a_new_document_in_two_states_are_told(tmp_path: Path) -> None:
    result = merged(b"", snapshot(LAW), snapshot(LAW.replace("五十", "八十")))

    assert result.conflicts and document_file.parsed(result.content.encode()).text == LAW


def test_what_is_no_snapshot_is_not_merged() -> None:
    with pytest.raises(SnapshotError):
        merged(snapshot(LAW), snapshot(LAW), b"<<<<<<< ours\n")
    with pytest.raises(SnapshotError):
        merged(b"", snapshot(LAW), file_of(DocumentSnapshot("laws/cats.txt", LAW)).encode())


def accepted(project: Project, *kinds: str, note: str) -> bytes:
    plan = project.plan(Selection(kinds=frozenset(kinds), note=note))[1]  # type: ignore[arg-type]
    return plan.writes["web.txt.pairs/print.txt.pair"]


def test_decisions_on_a_pair_are_joined_where_both_looked_at_the_same_texts(tmp_path: Path) -> None:
    """One accepts a number, the other a changed duty: both are accepted then, with both notes."""
    project = Project(tmp_path)
    project.accept()
    base = project.snapshots()["web.txt.pairs/print.txt.pair"]
    project.write("print.txt", (tmp_path / "print.txt").read_text().replace("六十", "七十").replace("不得", "可以"))
    ours, theirs = accepted(project, "number", note="fee"), accepted(project, "commitment", note="duty")
    whole = accepted(project, "number", "commitment", note="all")

    both = pair_file.parsed(merged(base, ours, theirs).content.encode())

    assert {*both.accepted} - {*pair_file.parsed(base).accepted} == {*pair_file.parsed(whole).accepted}
    assert {decision.ruling.comment for decision in both.accepted.values()} >= {"fee", "duty"}
    assert both.digests == Pair("", "")
    again = pair_file.parsed(merged(ours, whole, whole).content.encode())
    assert again.digests == pair_file.parsed(whole).digests != Pair("", "")
    assert pair_file.parsed(merged(base, whole, theirs).content.encode()).digests == Pair("", "")


def test_git_merges_what_two_people_have_accepted(tmp_path: Path, plandiff: Run) -> None:
    """Two branches, an article of one chapter each, a note each: git merge ends well and nothing waits."""
    project = Project(tmp_path, 'documents = ["laws/*.txt"]\n')
    (tmp_path / "plandiff.toml").write_text(project.settings, encoding="utf-8")
    project.write("laws/dogs.txt", LAW)
    plandiff("accept", "--all")
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitignore").write_text(".plandiff\n", encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Begin")
    assert plandiff("git-setup", PATH=ENVIRONMENT["PATH"]).returncode == 0
    for branch, edit in (("fee", ("五十", "八十")), ("place", ("学校。\n", "医院。\n"))):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        project.write("laws/dogs.txt", LAW.replace(*edit))
        assert plandiff("accept", "--all", "--note", branch).returncode == 0
        git(tmp_path, "commit", "-qam", branch)
    project.write("laws/dogs.txt", LAW)
    git(tmp_path, "checkout", "-q", "-f", "fee")

    subprocess.run(
        ["git", "merge", "-q", "-X", "ours", "place"],
        cwd=tmp_path,
        env=ENVIRONMENT
        | {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        check=False,
        capture_output=True,
        timeout=60,
    )
    project.write("laws/dogs.txt", LAW.replace("五十", "八十").replace("学校。\n", "医院。\n"))
    done = plandiff("check")

    text = (tmp_path / "snapshots/laws/dogs.txt.snap").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stdout.decode()
    assert '"comment": "fee"' in text and '"comment": "place"' in text
