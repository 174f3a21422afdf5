"""What waits since a check, as values: what is decided on it, what goes into the snapshots, what is left."""

from pathlib import Path

import pytest
from watched import EVERYTHING, LAW, PRINT, WEB, Project

from plandiff.decisions import results
from plandiff.decisions.accepting import Selection
from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.document_file import parsed
from plandiff.decisions.store import Store
from plandiff.errors import SnapshotError, UsageError
from plandiff.judging.change import Kind
from plandiff.reviewing.queue_session import QueueSession
from plandiff.reviewing.review_queue import ReviewQueue
from plandiff.reviewing.to_review import load_waiting

CHANGED = LAW.replace("应当", "可以").replace("五十元", "八十元")
CATS = LAW.replace("犬", "猫")
OLD = "本市城市绿化的若干规定已于去年废止，现予公布。\n"
PAIR = "web.txt ↔ print.txt"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test write to the state folder of whoever runs it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def queue(project: Project, before: ReviewQueue | None = None) -> ReviewQueue:
    return ReviewQueue.of(load_waiting(project.config, lambda _stage: None), "", before)


def item(found: ReviewQueue, name: str):
    return next(one for one in found.items if one.name == name)


def number_of(review, kind: Kind) -> int:
    return next(n for n, change in enumerate(review.material.changes) if change.kind is kind)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that is accepted, and then two of its documents change."""
    made = Project(tmp_path)
    made.write("laws/cats.txt", CATS)
    made.write("laws/old.txt", OLD)
    made.accept()
    made.write("laws/dogs.txt", CHANGED)
    made.write("laws/cats.txt", CATS.replace("五十元", "九十"))
    return made


def test_what_waits_is_what_pending_lists(project: Project) -> None:
    """Each document with its pending changes and no others, then what could not be read; nothing that is the same."""
    project.write("laws/new.txt", "关于供水的规定\n")
    project.write("laws/bad.txt", bytes(range(256)))
    (project.root / "laws/old.txt").unlink()
    project.write("print.txt", PRINT.replace("六十", "五十"))
    found = queue(project)

    assert [(one.name, one.standing) for one in found.items] == [
        ("laws/cats.txt", ""),
        ("laws/dogs.txt", ""),
        ("laws/new.txt", "new"),
        ("laws/old.txt", "obsolete"),
        (PAIR, "gone"),
        ("laws/bad.txt", "unreadable"),
    ]
    ids = {change.id for review in found.reviews() for change in review.material.changes}
    assert ids == {one.change.id for result in project.check().undecided for one in result.pending}
    assert found.counts() == {State.OPEN: 6} and found.troubled


def test_cosmetic_changes_are_not_asked_about_but_their_text_is_there(project: Project) -> None:
    """A line break beside a changed number is no change to decide; all of both texts is shown."""
    project.write("laws/dogs.txt", CHANGED.replace("，登记费", "，\n登记费"))
    material = item(queue(project), "laws/dogs.txt").review.material

    assert {change.kind for change in material.changes} == {Kind.COMMITMENT, Kind.NUMBER}
    for text, side in ((material.documents.left.text, "left"), (material.documents.right.text, "right")):
        shown = "".join(span.of(text) for block in material.blocks for span in getattr(block.spans, side))
        assert "".join(shown.split()) == "".join(text.split())


def test_a_decision_is_kept_at_once_and_touches_no_snapshot(project: Project) -> None:
    """Whoever comes back finds it; the snapshots are as they were."""
    before = project.snapshots()
    review = item(queue(project), "laws/dogs.txt").review
    review.decide([0], Verdict.ACCEPT)
    review.comment(1, "問統計局")

    again = item(queue(project), "laws/dogs.txt").review
    assert (again.state(0), again.ruling(1).comment) == (State.ACCEPTED, "問統計局")
    assert project.snapshots() == before


def test_what_is_accepted_goes_into_the_snapshots_and_nothing_else(project: Project) -> None:
    """One change of one document with its comment; the query stays, with its comment, under the same id."""
    found = queue(project)
    review = item(found, "laws/dogs.txt").review
    number, duty = number_of(review, Kind.NUMBER), number_of(review, Kind.COMMITMENT)
    review.decide([number], Verdict.ACCEPT)
    review.comment(number, "tell the\nstatistics office")
    review.decide([duty], Verdict.REJECT)
    review.comment(duty, "谁同意的？")
    asked = review.material.changes[duty].id
    found.write()

    snapshot = parsed(project.snapshots()["laws/dogs.txt.snap"])
    assert snapshot.text == LAW.replace("五十", "八十")
    ((_, note),) = snapshot.notes
    assert (note.subject.right, note.ruling.comment) == ("八十元", "tell the statistics office")
    after = queue(project, found)
    left = item(after, "laws/dogs.txt").review
    assert [(change.id, left.ruling(0).comment) for change in left.material.changes] == [(asked, "谁同意的？")]
    assert left.state(0) is State.REJECTED and left.gone == {}
    assert item(after, "laws/cats.txt").counts() == {State.OPEN: 1}


def test_the_file_of_decisions_goes_when_all_is_in_the_snapshots(project: Project) -> None:
    found = queue(project)
    for review in found.reviews():
        review.decide(range(len(review.material.changes)), Verdict.ACCEPT)
    assert len(list((project.root / "reviews").rglob("*.json"))) == 2
    found.write()

    assert queue(project, found).items == []
    assert list((project.root / "reviews").rglob("*.json")) == []
    assert set(project.states().values()) == {results.Outcome.SAME}


@pytest.mark.parametrize("verdict", [Verdict.ACCEPT, Verdict.REJECT, None])
def test_documents_are_decided_on_as_a_whole(tmp_path: Path, verdict: Verdict | None) -> None:
    """New, renamed and gone documents, and pairs that lost a difference: accepted as they stand, or not at all."""
    project = Project(tmp_path)
    project.write("laws/old.txt", OLD)
    project.write("laws/moved.txt", CATS)
    project.accept()
    (project.root / "laws/old.txt").unlink()
    (project.root / "laws/moved.txt").rename(project.root / "laws/cats.txt")
    project.write("laws/new.txt", "关于供水的规定\n")
    project.write("print.txt", PRINT.replace("六十元", "五十元"))
    before = project.snapshots()
    found = queue(project)
    waiting_ = [one.name for one in found.items]
    assert [one.standing for one in found.items] == ["renamed", "new", "obsolete", "gone"]
    for one in found.items:
        one.decide(Verdict.ACCEPT)
        one.decide(verdict)
    kept = queue(project)
    assert {one.state() for one in kept.items} == {
        {Verdict.ACCEPT: State.ACCEPTED, Verdict.REJECT: State.REJECTED, None: State.OPEN}[verdict]
    }
    kept.write()

    if verdict is Verdict.ACCEPT:
        assert queue(project).items == []
        assert set(project.snapshots()) == {
            *("laws/cats.txt.snap", "laws/dogs.txt.snap", "laws/new.txt.snap"),
            "web.txt.pairs/print.txt.pair",
        }
    else:
        assert (project.snapshots(), [one.name for one in queue(project).items]) == (before, waiting_)


def test_a_whole_that_changes_again_is_looked_at_again(tmp_path: Path) -> None:
    """Accepted was what stood there then."""
    project = Project(tmp_path)
    project.accept()
    project.write("laws/new.txt", "关于供水的规定\n")
    queue(project).items[0].decide(Verdict.ACCEPT)
    project.write("laws/new.txt", "关于供电的规定\n")
    found = queue(project)

    assert found.items[0].state() is State.AGAIN
    assert found.write().taken == []


@pytest.mark.parametrize("moved", ["laws/dogs.txt", "laws/cats.txt", "web.txt"])
def test_nothing_is_written_if_a_file_has_changed_meanwhile(project: Project, moved: str) -> None:
    """Be it the document in question or another: the snapshots stay, the decisions too, and a new check goes on."""
    found, before = queue(project), project.snapshots()
    review = item(found, "laws/dogs.txt").review
    review.decide([number_of(review, Kind.NUMBER)], Verdict.ACCEPT)
    project.write(moved, {"laws/dogs.txt": CHANGED, "laws/cats.txt": CATS, "web.txt": WEB}[moved] + "附则\n")

    with pytest.raises(SnapshotError, match=f"{moved} has changed"):
        found.write()
    assert project.snapshots() == before
    after = queue(project, found)
    again = item(after, "laws/dogs.txt").review
    assert again.state(number_of(again, Kind.NUMBER)) is State.ACCEPTED
    after.write()
    assert "八十元" in parsed(project.snapshots()["laws/dogs.txt.snap"]).text


def test_nothing_is_written_if_somebody_else_has_accepted_meanwhile(project: Project) -> None:
    """Their snapshot stands; what is decided here waits for another look."""
    found = queue(project)
    review = item(found, "laws/dogs.txt").review
    review.decide([number_of(review, Kind.NUMBER)], Verdict.ACCEPT)
    project.accept(Selection(kinds=frozenset([Kind.COMMITMENT])))

    with pytest.raises(SnapshotError, match="has changed"):
        found.write()
    queue(project, found).write()
    assert [one.name for one in queue(project).items] == ["laws/cats.txt"]


def test_an_accepted_change_whose_words_change_is_looked_at_again(project: Project) -> None:
    """The consent was to 八十; 七十 is another change."""
    found = queue(project)
    review = item(found, "laws/dogs.txt").review
    review.decide([number_of(review, Kind.NUMBER)], Verdict.ACCEPT)
    project.write("laws/dogs.txt", CHANGED.replace("八十", "七十"))
    after = queue(project, found)

    assert item(after, "laws/dogs.txt").counts()[State.AGAIN] == 1
    assert after.write().taken == []


def test_equal_changes_of_which_one_is_accepted_keep_their_decisions(tmp_path: Path) -> None:
    """When the first is in the snapshot, the second takes its id; the query on it stays a query."""
    text = "第一条 每年登记费五十元，向市里缴纳。若逾期不缴，则登记费五十元，向县里缴纳。\n"
    project = Project(tmp_path)
    project.write("laws/dogs.txt", text)
    project.accept()
    project.write("laws/dogs.txt", text.replace("五十", "八十"))
    found = queue(project)
    review = found.items[0].review
    assert len(review.material.changes) == 2
    review.decide([0], Verdict.ACCEPT)
    review.decide([1], Verdict.REJECT)
    found.write()

    after = queue(project, found).items[0]
    assert after.counts() == {State.REJECTED: 1}
    assert project.check().results[0].pending[0].change.id == after.review.material.changes[0].id


def test_a_pair_takes_the_differences_that_are_accepted(project: Project) -> None:
    """A new difference of a pair, accepted with a note, is a line of its snapshot."""
    project.accept(EVERYTHING)
    project.write("print.txt", PRINT.replace("不得", "可以"))
    found = queue(project)
    review = found.items[0].review
    review.decide(range(len(review.material.changes)), Verdict.ACCEPT)
    review.comment(0, "印本如此")
    found.write()

    assert queue(project, found).items == []
    assert "印本如此" in project.snapshots()["web.txt.pairs/print.txt.pair"].decode()


def test_decisions_that_cannot_be_written_are_told_and_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those on a document that does not wait any more by the next check."""
    found = queue(project)
    with monkeypatch.context() as full:
        full.setattr(Store, "write", _disk_is_full)
        for review in found.reviews():
            review.decide([0], Verdict.REJECT)
        assert (found.unsaved, found.save(), found.trouble) == (2, False, "no space left")
        project.write("laws/cats.txt", CATS)
        after = queue(project, found)
        assert (len(after.items), after.unsaved, after.save()) == (1, 2, False)

    assert after.save() and after.unsaved == 0
    assert len(list((project.root / "reviews").rglob("*.json"))) == 2


def _disk_is_full(*_arguments: object) -> None:
    raise UsageError("no space left")


def test_steps_go_from_document_to_document(project: Project) -> None:
    """Forward and back, past what cannot be decided; numbers that are not there are refused."""
    project.write("laws/bad.txt", bytes(range(256)))
    reviewed = QueueSession(queue(project))

    assert reviewed.item.name == "laws/cats.txt"
    assert reviewed.step(forward=True) == "" and reviewed.item.name == "laws/dogs.txt"
    assert "last document" in reviewed.step(forward=True) and reviewed.item.name == "laws/dogs.txt"
    assert reviewed.step(forward=False) == "" and "first document" in reviewed.step(forward=False)
    assert reviewed.go(2) == "" and "binary" in reviewed.whole_words() and reviewed.session is None
    assert "binary" in reviewed.decide_whole(Verdict.ACCEPT)
    assert "no such document" in reviewed.go(3) and reviewed.at == 2


def test_a_desk_goes_on_where_it_was(project: Project) -> None:
    """After another check the same document and the same change are in question."""
    reviewed = QueueSession(queue(project))
    reviewed.step(forward=True)
    reviewed.session.step(forward=True)
    chosen = reviewed.session.change.id
    project.write("laws/ants.txt", CATS.replace("猫", "蚁"))
    after = reviewed.continued(queue(project, reviewed.queue))

    assert after.queue.items[0].name == "laws/ants.txt"
    assert (after.item.name, after.session.change.id) == ("laws/dogs.txt", chosen)


def test_what_is_told_of_writing(project: Project) -> None:
    """How many changes and documents went in, or that nothing did."""
    project.write("laws/new.txt", "关于供水的规定\n")
    reviewed = QueueSession(queue(project))
    assert reviewed.write() == "nothing is accepted that is not in the snapshots" and reviewed.unwritten() == ""
    reviewed.session.decide(Verdict.ACCEPT)
    reviewed.go(2)
    reviewed.decide_whole(Verdict.ACCEPT)

    assert reviewed.unwritten() == "2 are accepted but not in the snapshots"
    assert reviewed.write() == "written into the snapshots: 1 change, 1 document as it stands"
