"""Snapshot files: exact, readable, hard to spoil unnoticed."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS, document
from hypothesis import example, given
from hypothesis import strategies as st

from plandiff.config import Config
from plandiff.decisions import document_file, pair_file
from plandiff.decisions.decision import Decision, Ruling, Subject, Verdict
from plandiff.decisions.document_file import DocumentSnapshot, clauses_of, file_of
from plandiff.decisions.folder import folder_of, located
from plandiff.decisions.line_breaks import put_together
from plandiff.decisions.pair_file import PairSnapshot
from plandiff.errors import SnapshotError
from plandiff.text.span import Pair

TEXT = st.text(st.one_of(st.sampled_from("甲乙。，；\n\r \t\u3000|\\#\u200b\u2028\ud800<"), st.characters(codec=None)))
SUBJECTS = st.builds(Subject, TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=2).map(tuple), TEXT, TEXT)
DECISIONS = st.builds(Decision, SUBJECTS, st.builds(Ruling, st.just(Verdict.ACCEPT), TEXT, TEXT, TEXT, TEXT))
NOTES = st.tuples(TEXT, DECISIONS)
SEED_TEXTS = {path.name: path.read_bytes().decode("utf-8") for path in SEEDS.glob("*.txt")}
HENAN = "henan-resource-regions.hant.txt"


@given(TEXT, TEXT, st.lists(NOTES, max_size=2), st.lists(st.integers(0, 40)), st.lists(st.integers(0, 40)))
@example("a", "\r\n\n|\n", [], [1, 2], [1])
def test_a_document_snapshot_reads_back_exactly(
    path: str, text: str, notes: list[tuple[str, Decision]], cuts: list[int], sections: list[int]
) -> None:
    """Any text, wherever it is cut into lines and blocks, with any notes, comes back as it was."""
    snapshot = DocumentSnapshot(path, text, tuple(notes))

    assert document_file.parsed(document_file.written(snapshot, cuts, sections).encode()) == snapshot


@given(st.dictionaries(TEXT, DECISIONS, max_size=4))
def test_a_pair_snapshot_reads_back_exactly(accepted: dict[str, Decision]) -> None:
    """Accepted differences with any texts and notes come back as they were, in their order."""
    snapshot = PairSnapshot(Pair("a", "b/\n"), "auto", Pair("0", "1"), accepted)
    found = pair_file.parsed(pair_file.written(snapshot).encode())

    assert found == snapshot and list(found.accepted) == list(accepted)


OLD_PAIR = """plandiff-pair 1
left: a.txt
right: b.txt
relation: rendering
left text: 7580c019d8e2258c
right text: 32b771c0616f5f40

{"id": "bc563f0e", "kind": "number", "section": "总则 › 第一节", "left": "五", "right": "六", "note": "as agreed"}
| 994f8902
"""


def test_what_an_older_plandiff_accepted_stays_accepted() -> None:
    """Files of version 1 are read as they are, and written anew as today's say the same."""
    old = pair_file.parsed(OLD_PAIR.encode())
    subject = Subject("number", "五", "六", section=("总则", "第一节"))
    assert old.accepted == {"bc563f0e": Decision(subject, Ruling(Verdict.ACCEPT, "as agreed"))}
    assert pair_file.parsed(pair_file.written(old).encode()) == old

    note = '{"id": "", "kind": "new", "section": "", "left": "", "right": "", "note": "fetched"}'
    content = CONTENT.replace(b"plandiff-snapshot 2", b"plandiff-snapshot 1").replace(
        b"\n\n", f"\nnote: {note}\n\n".encode(), 1
    )
    found = document_file.parsed(content)
    assert found.text == SEED_TEXTS[HENAN]
    assert found.notes == (("", Decision(Subject("new", "", ""), Ruling(Verdict.ACCEPT, "fetched"))),)


def test_the_snapshots_of_this_project_hold_all_that_was_accepted() -> None:
    """Each line of the pairs that plandiff watches itself is an accepted difference, whatever version wrote it."""
    for file in (ROOT / "snapshots").rglob("*.pair"):
        content = file.read_bytes()
        assert len(pair_file.parsed(content).accepted) == content.count(b'{"id": ') > 100


@pytest.mark.parametrize("name", SEED_TEXTS)
def test_a_seed_comes_back_also_from_a_checkout_with_other_line_ends(name: str) -> None:
    """A snapshot is ASCII controls aside plain UTF-8, each line ends in a line feed, and CRLF does not spoil it."""
    content = file_of(DocumentSnapshot(name, SEED_TEXTS[name])).encode()

    assert content.endswith(b"\n") and b"\r" not in content
    assert document_file.parsed(content.replace(b"\n", b"\r\n")).text == SEED_TEXTS[name]


def test_a_snapshot_shows_a_clause_a_line() -> None:
    """What a reader of a git diff sees: headings and clauses on lines of their own, marks of layout apart."""
    text = (
        "第一章　总则\n第一条　为了规范管理，保障安全，\n制定本办法。\u200b\n第二章　附则\n第二条　自公布之日起施行。"
    )

    lines = file_of(DocumentSnapshot("laws/甲.txt", text)).split("\n")

    assert [re.sub("^[|] [0-9a-f]{8}", "| ________", line) for line in lines] == [
        "plandiff-snapshot 2",
        "document: laws/甲.txt",
        "",
        "第一章　总则",
        "第一条　为了规范管理，保障安全，制定本办法。",
        "\\u{200b}",
        "| ________ 6 16 7",
        "第二章　附则",
        "第二条　自公布之日起施行。",
        "| ________ 6",
        "",
    ]


def test_an_edit_touches_its_own_line_and_new_line_breaks_touch_none() -> None:
    """Between two snapshots, the clause that changed differs, and the closing lines; nothing else does."""
    old = SEED_TEXTS["national-special-regions.hans.txt"]
    edited = old.replace("规划期为2021至2025年", "规划期为2021至2026年")
    rewrapped = re.sub(r"(.{30})", r"\1\n", old)

    def body(text: str) -> list[str]:
        lines = file_of(DocumentSnapshot("a.txt", text)).split("\n")
        return [line for line in lines if not line.startswith("| ")]

    before = set(body(old))
    assert [line for line in body(edited) if line not in before] == ["规划期为2021至2026年，"]
    assert "".join(body(rewrapped)) == "".join(body(old))


LAW = (ROOT / "tests/texts/law.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "rewrapped",
    [
        lambda text: re.sub(r"([，；])", r"\1\n", text),
        lambda text: re.sub(r"(.{20})", r"\1\n", text),
        lambda text: re.sub(r"(.{28})", r"\1\r\n", text),
        lambda text: text.replace("\n", "\n\n　　"),
    ],
    ids=["at commas", "at 20", "at 28", "indented"],
)
def test_clauses_do_not_depend_on_line_breaks(rewrapped: Callable[[str], str]) -> None:
    """A law that is wrapped elsewhere has the same lines in its snapshot, so that git diff shows words alone."""

    def body(text: str) -> list[str]:
        lines = file_of(DocumentSnapshot("a.txt", text)).split("\n")
        return [line for line in lines if not line.startswith("| ")]

    assert body(rewrapped(LAW)) == body(LAW)


CONTENT = file_of(DocumentSnapshot(HENAN, SEED_TEXTS[HENAN])).encode()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data.replace("2025年".encode(), "2026年".encode(), 1), "edited or merged by hand"),
        (lambda data: data.replace("\n政策原文".encode(), "\n<<<<<<< ours\n政策原文".encode(), 1), "merge conflict"),
        (lambda data: data.replace(b"document:", b"<<<<<<< ours\ndocument:"), "head holds a merge conflict; take"),
        (lambda data: data[:-400], "not closed"),
        (lambda data: data.replace(b"plandiff-snapshot 2", b"plandiff-snapshot 3"), "version 3 of the format"),
        (lambda data: data.replace(b"plandiff-snapshot", b"something else"), "does not begin with"),
        (lambda data: data.replace(b"document:", b"file:"), "does not name a document"),
        (lambda data: data.replace(b"document: ", b"document"), "is not understood"),
        (lambda data: data.replace("總體要求".encode(), b"\xff", 1), "edited or merged by hand"),
        (lambda _: b"", "does not begin with"),
        (lambda data: data.replace(b" 45 132 ", b" 45  132 "), "edited or merged by hand"),
    ],
)
def test_a_spoilt_snapshot_is_told(spoil: object, message: str) -> None:
    """An edit by hand, a bad merge, a truncated file, a later format: each is named, none is taken for accepted."""
    with pytest.raises(SnapshotError, match=message):
        document_file.parsed(spoil(CONTENT))  # type: ignore[operator]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_snapshot_or_a_snapshot_error(data: bytes) -> None:
    """No file makes the parsers fail in another way, also if it has the right head and digest."""
    for parsed in (document_file.parsed, pair_file.parsed):
        for content in (data, b"plandiff-snapshot 2\ndocument: a\n\n" + data, b"plandiff-pair 2\n\n" + data):
            with suppress(SnapshotError):
                parsed(content)


@pytest.mark.parametrize("name", ["../a.snap", "/etc/a.snap", "a/../../b.snap", "", f"{'长' * 81}.snap", "a\\b.snap"])
def test_no_snapshot_lies_outside_its_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(SnapshotError):
        located(tmp_path, name)


@pytest.mark.parametrize("breaks", ["3  4", "9", "x", "3q", "-1", "٣ x", " 3", "1 1 1 1"])
def test_breaks_that_fit_no_text_are_told(breaks: str) -> None:
    """Whoever reads a snapshot without comparing digests gets a text or an error, too."""
    with pytest.raises(SnapshotError):
        put_together("甲乙丙", breaks)


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    """Neither the folder of the snapshots nor a folder in it nor a snapshot may be a link to elsewhere."""
    project, outside = tmp_path / "project", tmp_path / "outside"
    (project / "snapshots").mkdir(parents=True)
    outside.mkdir()
    (project / "snapshots/laws").symlink_to(outside)
    (project / "snapshots/a.snap").symlink_to(outside / "a.snap")
    (project / "elsewhere").symlink_to(outside)

    for name in ("laws/b.snap", "a.snap"):
        with pytest.raises(SnapshotError, match="leads out"):
            located(project / "snapshots", name)
    with pytest.raises(SnapshotError, match="leads out"):
        folder_of(Config(project, snapshots="elsewhere"))


def test_clauses_are_those_of_the_snapshot() -> None:
    """What git shows as the text of a document is what a snapshot of it would show."""
    text = SEED_TEXTS[HENAN]
    body = [line for line in CONTENT.decode("utf-8").split("\n")[3:-1] if not line.startswith("| ")]

    assert clauses_of(document(text)) == body
