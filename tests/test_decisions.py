"""Decisions: what is carried to a newer version of the documents, and that no write can lose one."""

import errno
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from plandiff import writing
from plandiff.config import Config
from plandiff.decisions import store as store_module
from plandiff.decisions.decision import Decision, Ruling, Subject, Verdict, brief, carried
from plandiff.decisions.locking import locked
from plandiff.decisions.store import Step, Store, formatted, parsed
from plandiff.errors import UsageError
from plandiff.reviewing.decision_files import decisions_file, file_stem, pending_file
from plandiff.writing import user_folder

G = Subject("number", "G", "", section=("第四章", "第一節"), before="邊國道", after="219線")
ACCEPT = Decision(G, Ruling(Verdict.ACCEPT, "已核對", by="王", at="2026-01-02T03:04:05.678+00:00"))
REJECT = replace(ACCEPT, ruling=Ruling(Verdict.REJECT, by="李", at="2026-01-02T03:04:06.000+00:00"))


# Carrying decisions to a newer version


@pytest.mark.parametrize(
    ("change", "fate"),
    [
        ({}, "current"),
        ({"left": "S"}, "again"),
        ({"expected": "X"}, "again"),
        ({"section": ("第五章", "第一節")}, "again"),
        ({"before": "沿海國道"}, "again"),
        ({"after": "331線"}, "again"),
    ],
)
def test_a_decision_holds_only_for_the_same_text_in_the_same_place(change, fate):
    """The same subject is decided; another text, section or neighbourhood under the same id is looked at again."""
    found = carried({"a1": replace(G, **change)}, {"a1": ACCEPT})

    assert {fate: getattr(found, fate)} == {fate: {"a1": ACCEPT}}


def test_a_decision_on_a_change_with_another_id_is_found_by_text_and_place():
    """The id hashes text and section: when they change, the place or the text leads to the old decision."""
    text_changed, section_changed = replace(G, left="S"), replace(G, section=("第五章",))

    assert carried({"b2": text_changed}, {"a1": ACCEPT}).again == {"b2": ACCEPT}
    assert carried({"b2": section_changed}, {"a1": ACCEPT}).again == {"b2": ACCEPT}


def test_the_id_alone_brings_a_decision_back_to_be_looked_at_again():
    """Text, section and neighbourhood have all changed; the id says that it is still the same difference."""
    other = Subject("wording", "推進", "探索", section=("第九章",), before="應當", after="改革")

    assert carried({"a1": other}, {"a1": ACCEPT}).again == {"a1": ACCEPT}


def test_when_one_of_equal_changes_goes_the_others_keep_their_decisions():
    """Equal changes of a section are numbered; each is recognised by its neighbourhood, not by its number."""
    first, second, third = (replace(G, before=word) for word in ("一號", "二號", "三號"))
    stored = {"n0": replace(ACCEPT, subject=first), "n1": replace(REJECT, subject=second)}
    stored["n2"] = replace(ACCEPT, subject=third)

    found = carried({"n0": second, "n1": third}, stored)

    assert found.current == {"n0": stored["n1"], "n1": stored["n2"]}
    assert found.gone == {"n0": stored["n0"]}


def test_a_decision_whose_change_is_gone_is_kept():
    """Nothing of today is like it: it is not given to another change, and not dropped."""
    other = Subject("wording", "推進", "探索", section=("第九章",), before="應當", after="改革")

    assert carried({"c3": other}, {"a1": ACCEPT}).gone == {"a1": ACCEPT}


def test_long_texts_are_told_apart_by_their_end():
    """A long text is kept by beginning and digest, so two that differ at the end are two."""
    one, other = "規劃" * 200 + "甲", "規劃" * 200 + "乙"

    assert brief(one) != brief(other)
    assert len(brief(one)) < 120


# The file

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
RULINGS = st.builds(Ruling, st.none() | st.sampled_from(Verdict), TEXT, TEXT, TEXT, TEXT)
DECISIONS = st.builds(
    Decision,
    st.builds(Subject, TEXT, TEXT, TEXT, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple), TEXT, TEXT),
    RULINGS,
    st.lists(RULINGS, max_size=2).map(tuple),
)


@given(names=st.tuples(TEXT, TEXT), decisions=st.dictionaries(TEXT, DECISIONS, max_size=4))
def test_what_is_written_reads_back_exactly(names, decisions):
    """Any texts round-trip, one line each, and no character of the file commands a terminal."""
    text = formatted(names, decisions)

    assert parsed(text, "file") == decisions
    assert text.count("\n") <= len(decisions) + 7
    assert not any((ord(char) < 32 and char != "\n") or 0x7F <= ord(char) < 0xA0 for char in text)


def test_a_person_can_read_the_file():
    """A decision is one line of plain JSON that says the verdict, the texts and the place."""
    assert formatted(("a.txt", "b.txt"), {"fe1d98c1": ACCEPT}) == (
        '{\n"format": "plandiff-review/2",\n"left": "a.txt",\n"right": "b.txt",\n"decisions": [\n'
        '{"id": "fe1d98c1", "verdict": "accept", "comment": "已核對", "by": "王", "at": '
        '"2026-01-02T03:04:05.678+00:00", "kind": "number", "left": "G", "right": "", "section": ["第四章", "第一節"], '
        '"before": "邊國道", "after": "219線"}\n]\n}\n'
    )


def test_what_an_older_plandiff_decided_stays_decided():
    """A file of version 1 says the same, nobody's name aside, and its decisions hold for the changes of today."""
    old = """{"format": "plandiff-review/1", "left": "a.txt", "right": "b.txt", "decisions": {
"fe1d98c1": {"verdict": "accept", "comment": "已核對", "at": "2026-01-02T03:04:05.678+00:00",
"kind": "number", "left": "G", "right": "", "expected": "",
"section": "第四章/第一節(甲/乙)", "before": "邊國道", "after": "219線",
"earlier": [{"verdict": "reject"}]}}}"""
    found = parsed(old, "file")
    today = replace(G, section=("第四章", "第一節 (甲/乙)"))

    assert found["fe1d98c1"].ruling == replace(ACCEPT.ruling, by="")
    assert found["fe1d98c1"].earlier == (Ruling(Verdict.REJECT),)
    assert carried({"fe1d98c1": today}, found).current == found


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "damaged"),
        ("<<<<<<< HEAD\n{", "damaged"),
        ("[" * 100_000, "damaged"),
        (f"[{'9' * 9999}]", "damaged"),
        ("[]", "is no plandiff-review/2 file"),
        ('{"format": "plandiff-review/3", "decisions": []}', "is no plandiff-review/2 file"),
        ('{"format": "plandiff-review/1", "decisions": {"a": {"verdict": "maybe"}}}', "damaged"),
        ('{"format": "plandiff-review/1", "decisions": [1]}', "damaged"),
        ('{"format": "plandiff-review/2", "decisions": [1]}', "damaged"),
        ('{"format": "plandiff-review/2", "decisions": [{"id": "a", "kind": "", "left": "", "right": 1}]}', "damaged"),
        (
            '{"format": "plandiff-review/2", "decisions": [{"id": "a", "kind": "", "left": "", "right": "", "x": ""}]}',
            "keys",
        ),
        ("\udcff", "cannot read"),
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(tmp_path, content, words):
    """What cannot be read is never written over: somebody's work may be in it."""
    path = tmp_path / "x.review.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    store = Store(path, ("a", "b"))

    for step in (store.read, lambda: store.write({"a1": Step(ACCEPT, None)})):
        with pytest.raises(UsageError, match=words):
            step()
    assert path.read_bytes() == content.encode("utf-8", "surrogateescape")


# Two reviews at once, full disks, sudden ends


def test_two_reviews_of_one_pair_keep_each_others_decisions(tmp_path):
    """What another review wrote in the meantime stays in the file, and comes back with the next write."""
    one, other = (Store(tmp_path / "x.review.json", ("a", "b")) for _ in range(2))
    one.write({"a1": Step(ACCEPT, None)})
    written = other.write({"b2": Step(REJECT, None)})

    assert (written.others, other.decisions) == (True, {"a1": ACCEPT, "b2": REJECT})
    assert one.write({}).others
    assert one.decisions == {"a1": ACCEPT, "b2": REJECT}


def test_a_file_that_vanishes_takes_no_decision_with_it(tmp_path):
    """If somebody removes the file under a review, the next step writes all of it anew."""
    store = Store(tmp_path / "x.review.json", ("a", "b"))
    store.write({"a1": Step(ACCEPT, None)})
    store.path.unlink()
    assert store.read() == {"a1": ACCEPT}
    store.write({"b2": Step(REJECT, None)})

    assert Store(store.path, ("a", "b")).read() == {"a1": ACCEPT, "b2": REJECT}


def test_two_rulings_on_one_change_are_both_kept_and_told(tmp_path):
    """The later one stands, the other is kept beside it, and the person is told."""
    one, other = (Store(tmp_path / "x.review.json", ("a", "b")) for _ in range(2))
    one.write({"a1": Step(ACCEPT, None)})
    written = other.write({"a1": Step(REJECT, None)})

    assert written.overruled == {"a1": ACCEPT}
    assert other.decisions == {"a1": replace(REJECT, earlier=(ACCEPT.ruling,))}


def test_taking_back_touches_only_what_was_said_here(tmp_path):
    """Undo removes this review's decision, not a newer one of somebody else, and says which it has kept."""
    one, other = (Store(tmp_path / "x.review.json", ("a", "b")) for _ in range(2))
    one.write({"a1": Step(ACCEPT, None)})
    other.read()
    other.write({"a1": Step(REJECT, ACCEPT)})

    assert one.write({"a1": Step(None, ACCEPT, back=True)}).kept == ["a1"]
    assert one.decisions == {"a1": REJECT}
    assert one.write({"a1": Step(None, REJECT, back=True)}).kept == [] and one.decisions == {}


def test_a_failed_write_changes_nothing_and_can_be_repeated(tmp_path, monkeypatch):
    """With a full disk the old file stays whole; once there is room, the same step is written."""
    store = Store(tmp_path / "x.review.json", ("a", "b"))
    store.write({"a1": Step(ACCEPT, None)})
    before = store.path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(writing.os, "fsync", full)
        with pytest.raises(UsageError, match="No space left on device"):
            store.write({"b2": Step(REJECT, None)})
    assert store.path.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["x.review.json"]
    store.write({"b2": Step(REJECT, None)})
    assert Store(store.path, ("a", "b")).read() == {"a1": ACCEPT, "b2": REJECT}


def test_a_held_lock_is_an_error_not_a_wait_without_end(tmp_path, monkeypatch):
    """While another program holds the folder, a write gives up after a moment and says so."""
    monkeypatch.setattr(store_module, "_PATIENCE", 0.05)
    store = Store(tmp_path / "x.review.json", ("a", "b"))
    with FileLock(tmp_path / ".plandiff.lock"), pytest.raises(UsageError, match="another program holds"):
        store.write({"a1": Step(ACCEPT, None)})
    store.write({"a1": Step(ACCEPT, None)})

    assert store.read() == {"a1": ACCEPT}
    assert [path.name for path in tmp_path.iterdir()] == ["x.review.json"]


def test_a_lock_that_a_killed_process_has_left_keeps_nobody_out(tmp_path):
    """Whoever shares the folder can take it, and it is gone after the next write."""
    path = tmp_path / ".plandiff.lock"
    with locked(path, 0, UsageError("busy")):
        assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o666
    path.touch()
    Store(tmp_path / "x.review.json", ("a", "b")).write({"a1": Step(ACCEPT, None)})

    assert [file.name for file in tmp_path.iterdir()] == ["x.review.json"]


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_written_to_all_the_same(tmp_path, monkeypatch, number):
    """A network share that knows no locks takes decisions."""

    def unknown(_lock):
        raise OSError(number, "no locks")

    monkeypatch.setattr(FileLock, "acquire", unknown)
    store = Store(tmp_path / "x.review.json", ("a", "b"))
    store.write({"a1": Step(ACCEPT, None)})

    assert Store(store.path, ("a", "b")).read() == {"a1": ACCEPT}


WRITER = """
import sys
from pathlib import Path
from plandiff.decisions.decision import Decision, Ruling, Subject, Verdict
from plandiff.decisions import store as store_module
from plandiff.decisions.store import Step, Store
store_module._PATIENCE = 30  # a busy machine may let a process wait for long
store = Store(Path(sys.argv[1]), ("a", "b"))
subject = Subject("number", "G", "")
for n in range(int(sys.argv[2])):
    id_ = f"{sys.argv[3]}{n}"
    store.write({id_: Step(Decision(subject, Ruling(Verdict.ACCEPT)), None)})
    print(id_, flush=True)
"""


def writer(path, count, name) -> subprocess.Popen:
    command = [sys.executable, "-c", WRITER, str(path), str(count), name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_writers_at_the_same_time_lose_nothing(tmp_path):
    """Two processes that write as fast as they can end with all decisions of both."""
    path = tmp_path / "x.review.json"
    for process in [writer(path, 25, "one"), writer(path, 25, "two")]:
        process.communicate(timeout=60)
    found = Store(path, ("a", "b")).read()

    assert len(found) == 50


def test_kill_9_loses_no_decision_that_was_answered(tmp_path):
    """Killed in the midst of writing: all decisions that were answered are in the file, which is whole."""
    path = tmp_path / "x.review.json"
    with writer(path, 100_000, "n") as process:
        answered = [process.stdout.readline().strip() for _ in range(25)]
        process.send_signal(signal.SIGKILL)
        answered += process.stdout.read().split()

    assert set(answered) <= Store(path, ("a", "b")).read().keys()


# Where decisions are kept


def test_decisions_are_kept_beside_the_left_document(tmp_path):
    """Outside a project: one file beside the left document, named for both."""
    file = decisions_file(tmp_path / "plan.hant.txt", tmp_path / "plan.hans.txt", Config(tmp_path))

    assert file == tmp_path / "plan.hant--plan.hans.review.json"


def test_in_a_project_decisions_mirror_the_folders(tmp_path):
    """In a project they can be committed: reviews/ in its folder mirrors the documents."""
    config = Config(tmp_path, tmp_path / "plandiff.toml")
    file = decisions_file(tmp_path / "laws" / "a.txt", tmp_path / "laws" / "b.txt", config)

    assert file == tmp_path / "reviews" / "laws" / "a--b.review.json"


def test_where_the_folder_is_read_only_decisions_go_to_the_state_folder(tmp_path, monkeypatch):
    """Documents on a read-only disk can be reviewed; a file that is there already is used wherever it is."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("os.access", lambda folder, _mode: "docs" not in str(folder))
    left, right = tmp_path / "docs" / "a.txt", tmp_path / "docs" / "b.txt"
    left.parent.mkdir()
    file = decisions_file(left, right, Config(tmp_path))

    assert file.is_relative_to(tmp_path / "state" / "plandiff" / "reviews")
    (left.parent / "a--b.review.json").touch()
    assert decisions_file(left, right, Config(tmp_path)) == left.parent / "a--b.review.json"


def test_who_has_no_home_keeps_decisions_beside_the_documents(tmp_path, monkeypatch):
    """A container may run as a user that the system knows nothing of: no name, no home."""

    def nobody(*_: object) -> str:
        raise KeyError

    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", "not/from/the/root")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", nobody)

    assert decisions_file(tmp_path / "a.txt", tmp_path / "b.txt", Config(tmp_path)) == tmp_path / "a--b.review.json"
    assert pending_file("a.txt.snap", Config(tmp_path)) == tmp_path / "reviews" / "a.txt.snap.review.json"
    assert user_folder("XDG_CACHE_HOME", ".cache") is None


def test_pairs_do_not_share_a_file(tmp_path):
    """Equal names in other folders, and long names that are cut, are told apart; every name fits a file system."""
    old, new, other = (tmp_path / folder / "plan.txt" for folder in ("old", "new", "other"))
    long_one, long_other = (tmp_path / f"{'国务院关于加快推进' * 9}{end}.txt" for end in "甲乙")
    stems = [file_stem(old, new), file_stem(old, other), file_stem(long_one, old), file_stem(long_other, old)]

    assert len(set(stems)) == 4
    assert all(len(stem.encode()) < 200 for stem in stems)


def test_the_file_holds_what_json_readers_expect(tmp_path):
    """Any JSON reader reads the file."""
    store = Store(tmp_path / "x.review.json", ("a.txt", "b.txt"))
    store.write({"a1": Step(ACCEPT, None)})
    data = json.loads(store.path.read_text(encoding="utf-8"))

    assert (data["left"], data["decisions"][0]["verdict"]) == ("a.txt", "accept")
