"""Files of decisions of several people become one: nothing is lost, and the order makes no difference."""

import itertools
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import given
from hypothesis import strategies as st
from test_reviewing import LEFT, RIGHT, material

from plandiff.comparison import compare
from plandiff.decisions.decision import Decision, Ruling, State, Subject, Verdict, joined
from plandiff.decisions.store import Store, formatted
from plandiff.reading import read
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.review import Review

NAMES = ("l.txt", "r.txt")
SMALL = material()


def page(folder: Path, by: str, rulings: dict[int, Ruling]) -> Path:
    """Write a file as a page saves it: only what its person has said."""
    said = {}
    for n, ruling in rulings.items():
        change = SMALL.changes[n]
        said[change.id] = Decision(SMALL.subject(change), Ruling(ruling.verdict, ruling.comment, "", by, ruling.at))
    file = folder / f"{by}.review.json"
    file.write_text(formatted(NAMES, said), encoding="utf-8")
    return file


def at(second: int, verdict: Verdict | None, comment: str = "") -> Ruling:
    return Ruling(verdict, comment, at=f"2026-11-28T08:00:{second:02}.000+00:00")


THREE = {
    "甲": {0: at(1, Verdict.ACCEPT), 1: at(2, Verdict.ACCEPT, "照准"), 2: at(3, None, "問統計局")},
    "乙": {0: at(4, Verdict.REJECT, "有疑"), 1: at(5, Verdict.ACCEPT), 2: at(1, Verdict.ACCEPT)},
    "丙": {0: at(2, Verdict.ACCEPT), 3: at(9, Verdict.SKIP)},
}


def test_three_pages_in_all_orders_are_one_result(tmp_path):
    files = [page(tmp_path, by, rulings) for by, rulings in THREE.items()]
    results, told = set(), set()
    for number, order in enumerate(itertools.permutations(files)):
        review = Review(SMALL, Store(tmp_path / f"{number}.json", NAMES), "丁")
        disagreed = [id_ for file in order for id_ in review.merge(Store(file, NAMES).read())]
        results.add((tmp_path / f"{number}.json").read_text(encoding="utf-8"))
        told.add(frozenset(disagreed))

    assert len(results) == 1
    assert told == {frozenset({SMALL.changes[0].id})}
    assert [review.state(n) for n in range(4)] == [State.REJECTED, State.ACCEPTED, State.ACCEPTED, State.SKIPPED]
    assert (review.signed(1), set(review.objecting(0))) == (("甲", "乙"), {"甲", "丙"})
    assert "問統計局" in {ruling.comment for ruling in review.earlier(2)}


RULINGS = st.builds(
    Ruling,
    st.sampled_from([None, *Verdict]),
    st.sampled_from(["", "有疑"]),
    st.just(""),
    st.sampled_from(["甲", "乙", "丙"]),
    st.sampled_from(["2026-11-28T08:00:01", "2026-11-28T08:00:02", "2026-11-28T08:00:03"]),
)
SUBJECT = Subject("number", "1", "2")
DECISIONS = st.builds(lambda ruling, earlier: Decision(SUBJECT, ruling, tuple(earlier)), RULINGS, st.lists(RULINGS))


@given(DECISIONS, DECISIONS, DECISIONS)
def test_joining_loses_nothing_whatever_the_order(one, other, third):
    whole = joined(joined(one, other), third)

    assert whole == joined(one, joined(third, other)) == joined(joined(whole, other), one)
    said = {ruling for each in (one, other, third) for ruling in (each.ruling, *each.earlier)}
    assert {whole.ruling, *whole.earlier} == said


def test_a_merge_keeps_what_another_review_writes_meanwhile(tmp_path):
    """It is done on what the file says by then."""
    mine = Review(SMALL, Store(tmp_path / "x.json", NAMES), "丁")
    other = Review(SMALL, Store(tmp_path / "x.json", NAMES), "戊")
    other.decide([3], Verdict.REJECT)
    mine.merge(Store(page(tmp_path, "甲", THREE["甲"]), NAMES).read())

    assert (mine.ruling(3).by, mine.ruling(0).by) == ("戊", "甲")


def test_a_damaged_file_stops_all_before_anything_is_written(tmp_path, plandiff: Run):
    (tmp_path / "l.txt").write_text(LEFT, encoding="utf-8")
    (tmp_path / "r.txt").write_text(RIGHT, encoding="utf-8")
    good = page(tmp_path, "甲", THREE["甲"])
    (tmp_path / "bad.json").write_text('{"format": "plandiff-review/2", "decisions": [{}]}', encoding="utf-8")
    done = plandiff("review", "--import", str(good), "--import", "bad.json", "l.txt", "r.txt")

    assert done.returncode == 2
    assert b"bad.json is damaged" in done.stderr
    assert not list(tmp_path.glob("l--r*"))


def test_the_command_tells_who_disagreed(tmp_path, plandiff: Run):
    """Exit status 1, for something is open; each disagreement is named, the first reader of a change is not."""
    (tmp_path / "l.txt").write_text(LEFT, encoding="utf-8")
    (tmp_path / "r.txt").write_text(RIGHT, encoding="utf-8")
    plandiff("review", "--html", "page.html", "l.txt", "r.txt")
    review = Review(_pair(tmp_path), Store(tmp_path / "l--r.review.json", NAMES), "甲")
    review.decide([0], Verdict.ACCEPT)
    change = review.material.changes[0]
    theirs = {change.id: Decision(review.material.subject(change), at(1, Verdict.REJECT))}
    theirs["ffffffff"] = Decision(SUBJECT, at(1, Verdict.REJECT))
    (tmp_path / "yi.json").write_text(formatted(NAMES, theirs).replace('"at"', '"by": "乙", "at"'), encoding="utf-8")
    done = plandiff("review", "--import", "yi.json", "l.txt", "r.txt")
    told = done.stderr.decode()

    assert done.returncode == 1
    assert f"{change.id}: 甲 decided accepted, overruled: 乙 decided rejected: a query" in told
    assert "yi.json: 2 decisions merged" in told
    assert "1 is on a change that is not there" in told


def _pair(folder: Path):
    left, right = (read(str(folder / name)) for name in NAMES)
    made = material_of(compare(left, right))
    assert made.changes
    return made


@pytest.mark.parametrize("option", ["--html", "--import"])
def test_a_page_is_of_two_documents(option, plandiff: Run):
    done = plandiff("review", option, "x")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
