"""Several people review one pair at once: whatever they do in whatever order, nobody's ruling is wiped."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reviewing import material

from plandiff.decisions import store
from plandiff.decisions.decision import Decision, Ruling, State, Verdict
from plandiff.decisions.store import Store
from plandiff.errors import UsageError
from plandiff.reviewing.groups import Group
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session

SMALL = material()
IDS = [change.id for change in SMALL.changes]
FINDING = next(n for n, change in enumerate(SMALL.changes) if change.judgement.expected)

Step = Callable[[Session], object]


def deciding(n: int, verdict: Verdict) -> Step:
    return lambda session: session.review.decide([n], verdict)


def said(path: Path) -> dict[str, set[Ruling]]:
    """Return all that the file says of each change, in force or overruled."""
    found = Store(path, ("l", "r")).read()
    return {id_: {decision.ruling, *decision.earlier} for id_, decision in found.items()}


NUMBERS = st.sampled_from([0, 1, FINDING])
STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(deciding, NUMBERS, st.sampled_from([Verdict.ACCEPT, Verdict.REJECT, Verdict.SKIP])),
    st.builds(lambda n: lambda session: session.review.comment(n, "問統計局"), NUMBERS),
    st.just(lambda session: session.review.decide([0, 1, FINDING], Verdict.ACCEPT)),
    st.just(lambda session: session.review.decide([FINDING], Verdict.NAME, "示范")),
    st.just(lambda session: session.review.refresh()),
    st.just(lambda session: session.review.undo()),
    st.just(lambda session: session.review.undo()),
)


@settings(max_examples=100, deadline=None)
@given(st.integers(2, 3).flatmap(lambda people: st.lists(st.tuples(st.integers(0, people - 1), STEPS), max_size=14)))
def test_no_step_of_one_wipes_what_another_has_said(steps: list[tuple[int, Step]]) -> None:
    """After each step the file still says all that others had said before; each screen can be brought to agree."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.review.json"
        people = [Session(Review(SMALL, Store(path, ("l", "r")), by)) for by in "甲乙丙"]
        for who, step in steps:
            before, by = said(path), people[who].review.by
            step(people[who])
            now = said(path)
            for id_, rulings in before.items():
                assert {ruling for ruling in rulings if ruling.by != by} <= now.get(id_, set())
        there = Store(path, ("l", "r")).read()
        for session in people:
            session.review.refresh()
            assert session.review.unsaved == 0
            for n, id_ in enumerate(IDS):
                assert session.review.ruling(n) == (there[id_].ruling if id_ in there else Ruling())


def at(n: int, step: Callable[[Session], object]) -> Step:
    """Make a change the current one first, as a person goes there."""

    def go(session: Session) -> None:
        session.select(n)
        step(session)

    return go


def grouped(n: int, group: Group, verdict: Verdict) -> Step:
    return at(n, lambda session: session.mark() if group is Group.MARKED else session.decide(verdict, group))


def merging(n: int, verdict: Verdict, second: int) -> Step:
    """Merge the file of a person who has no review open."""
    subject = SMALL.subject(SMALL.changes[n])
    theirs = Decision(subject, Ruling(verdict, "", "", "丁", f"2026-11-28T08:00:{second:02}.000+00:00"))
    return lambda session: session.review.merge({IDS[n]: theirs})


VERDICTS = st.sampled_from([Verdict.ACCEPT, Verdict.REJECT, Verdict.SKIP])
ALL_STEPS = st.one_of(
    STEPS,
    st.builds(grouped, NUMBERS, st.sampled_from(list(Group)), VERDICTS),
    st.just(lambda session: session.decide(Verdict.REJECT, Group.MARKED)),
    st.builds(merging, NUMBERS, VERDICTS, st.integers(0, 9)),
    *(
        st.builds(at, NUMBERS, st.just(step))
        for step in (Session.clear, Session.confirm, lambda s: s.take(left=True), lambda s: s.reword("另拟"))
    ),
)


class Killed(BaseException):
    """The process has gone, in the middle of a write."""


class Disk:
    """Writes, unless it is full or the process is killed, before the new file takes the place of the old or after."""

    def __init__(self) -> None:
        self.fault = ""
        self._write = store.write_atomically

    def __call__(self, path: Path, data: bytes, remedy: str) -> None:
        if self.fault == "full":
            raise UsageError("cannot write {path}: {why}", path=path, why="No space left on device")
        if self.fault != "killed before":
            self._write(path, data, remedy)
        if self.fault.startswith("killed"):
            raise Killed


FAULTS = st.sampled_from(["", "", "", "", "full", "killed before", "killed after"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), ALL_STEPS, FAULTS), max_size=16))
def test_kills_and_a_full_disk_wipe_nothing_either(steps: list[tuple[int, Step, str]]) -> None:
    """Three at once, deciding alone and in groups, clearing, confirming, rewording, merging and taking back.

    What others have said stays through every step; a step that is not on disk has changed nothing there; who was
    killed finds what was written; and when there is room again, every screen agrees with the file.
    """
    disk = Disk()
    with tempfile.TemporaryDirectory() as folder, patch.object(store, "write_atomically", disk):
        path = Path(folder) / "x.review.json"

        def opened(by: str) -> Session:
            return Session(Review(SMALL, Store(path, ("l", "r")), by))

        people = list(map(opened, "甲乙丙"))
        for who, step, fault in steps:
            by, before, content = people[who].review.by, said(path), path.read_bytes() if path.exists() else b""
            disk.fault = fault
            try:
                with suppress(UsageError):  # A merge says so itself; decisions wait.
                    step(people[who])
            except Killed:
                people[who] = opened(by)
            disk.fault = ""
            if fault in ("full", "killed before"):
                assert (path.read_bytes() if path.exists() else b"") == content
            now = said(path)
            for id_, rulings in before.items():
                assert {ruling for ruling in rulings if ruling.by != by} <= now.get(id_, set())
        for session in people:
            assert session.review.save() and session.review.unsaved == 0
        there = Store(path, ("l", "r")).read()
        for session in people:
            session.review.refresh()
            for n, id_ in enumerate(IDS):
                assert session.review.ruling(n) == (there[id_].ruling if id_ in there else Ruling())


def test_what_a_failed_write_has_read_is_shown(tmp_path: Path) -> None:
    """The disk is full when 乙 decides after 甲: 乙 sees what 甲 has decided, and taking back goes back to it."""
    disk = Disk()
    with patch.object(store, "write_atomically", disk):
        one, other = (Review(SMALL, Store(tmp_path / "x.json", ("l", "r")), by) for by in "甲乙")
        one.decide([0, 1], Verdict.ACCEPT)
        disk.fault = "full"
        other.decide([0], Verdict.REJECT)
        assert (other.state(0), other.state(1)) == (State.REJECTED, State.ACCEPTED)
        other.undo()
        assert (other.state(0), other.ruling(0).by) == (State.ACCEPTED, "甲")
        disk.fault = ""
        other.decide([1], Verdict.REJECT)
        other.undo()
        assert other.ruling(1).by == "甲"


def test_what_was_overruled_on_a_full_disk_is_kept_through_later_steps(tmp_path: Path) -> None:
    """乙 could not write at once, and has written over 甲's word since: it stays beside all that 乙 says later."""
    disk = Disk()
    with patch.object(store, "write_atomically", disk):
        one, other = (Review(SMALL, Store(tmp_path / "x.json", ("l", "r")), by) for by in "甲乙")
        one.decide([0], Verdict.ACCEPT)
        disk.fault = "full"
        other.decide([0], Verdict.REJECT)
        disk.fault = ""
        other.comment(0, "問統計局")
        other.decide([0], Verdict.SKIP)
        assert {ruling.by for ruling in said(tmp_path / "x.json")[IDS[0]]} == {"甲", "乙"}


@settings(max_examples=60, deadline=None)
@given(st.lists(STEPS, max_size=8))
def test_alone_undo_goes_back_to_the_beginning(steps: list[Step]) -> None:
    """As many times as there were steps, and the file says nothing any more."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Review(SMALL, Store(Path(folder) / "x.review.json", ("l", "r")), "甲"))
        for step in steps:
            step(session)
        while session.review.undo():
            pass
        assert session.review.store.decisions == {} and session.review.kept == ()
        assert set(session.review.states()) == {State.OPEN}


def two(folder: Path) -> tuple[Session, Session]:
    one, other = (Session(Review(SMALL, Store(folder / "x.review.json", ("l", "r")), by)) for by in ("甲", "乙"))
    return one, other


@pytest.mark.parametrize("between", [False, True], ids=["directly", "after another decision"])
def test_undo_keeps_what_a_colleague_has_decided_since(tmp_path: Path, between: bool) -> None:
    """乙 accepts, 甲 has seen it and rejects with a comment; 乙 takes back: 甲's word stays, and 乙 is told."""
    one, other = two(tmp_path)
    other.review.decide([0], Verdict.ACCEPT)
    one.review.refresh()
    one.review.decide([0], Verdict.REJECT)
    one.review.comment(0, "請法規處核對")
    if between:
        other.review.decide([1], Verdict.SKIP)
        other.undo()

    assert other.undo() == "1 was decided since by another review, whose ruling stands"
    assert other.review.state(0) is State.REJECTED and other.review.ruling(0).comment == "請法規處核對"
    assert [ruling.by for ruling in other.review.earlier(0)] == ["乙"]


def test_undo_of_an_unseen_clash_gives_back_what_was_overruled(tmp_path: Path) -> None:
    """甲 accepts, 乙 has not seen it and rejects; 乙 takes back: 甲's accept is in force again."""
    one, other = two(tmp_path)
    one.review.decide([0], Verdict.ACCEPT)
    other.review.decide([0], Verdict.REJECT)
    assert other.overruled_words() == "甲 had decided 1 of these otherwise: yours stands, Enter shows both"

    assert other.undo() == "1 decision taken back"
    assert (other.review.state(0), other.review.ruling(0).by) == (State.ACCEPTED, "甲")


def test_undo_of_many_keeps_those_that_others_touched(tmp_path: Path) -> None:
    """Of three decided at once, one has been decided on since: two are taken back, and both counts are told."""
    one, other = two(tmp_path)
    other.review.decide([0, 1, 2], Verdict.SKIP)
    one.review.refresh()
    one.review.decide([1], Verdict.REJECT)

    assert other.undo().startswith("2 decisions taken back; 1 was decided since")
    assert [other.review.state(n) for n in range(3)] == [State.OPEN, State.REJECTED, State.OPEN]


def test_each_ruling_says_whose_it_is(tmp_path: Path) -> None:
    """A second reader's word stands in force, and the first one's is kept beside it though it was seen."""
    one, other = two(tmp_path)
    one.review.decide([0], Verdict.ACCEPT)
    other.review.refresh()
    other.review.decide([0], Verdict.REJECT)

    assert (other.review.ruling(0).by, [ruling.by for ruling in other.review.earlier(0)]) == ("乙", ["甲"])
