"""A review without a screen: what there is to review, what decisions do to it, and what comes out of it."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from conftest import document, seed
from hypothesis import given, settings
from test_terminal_report import READABLE

from plandiff.comparison import AlignedComparison, compare
from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.store import Store
from plandiff.errors import UsageError
from plandiff.judging.change import Change, Judgement, Kind, Reason, Weight
from plandiff.judging.passages import Status
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.export import decisions_json, decisions_markdown
from plandiff.reviewing.material import Material
from plandiff.reviewing.review import Review
from plandiff.text.span import Pair, Span, merged

LEFT = """第一章 總體要求
到2025年，制造業研發經費投入強度達到13.5%。推動制造業發展，加強后續扶持。
第二章 重點任務
嚴格控制新增礦山數量。支持企業復制推廣。應當加強監測。
"""
RIGHT = """第一章 总体要求
到2025年，制造业研发经费投入强度达到13.8%。推动制造业发展，加强后续扶持。
第二章 重点任务
支持企业复制推广。可以加强监测。
"""


def material(left=LEFT, right=RIGHT) -> Material:
    return material_of(compare(document(left, "left.txt"), document(right, "right.txt")))


def numbered(found: Material, kind: Kind, text: str = "") -> list[int]:
    return [n for n, change in enumerate(found.changes) if change.kind is kind and text in str(found.texts(change))]


# Material


def check_blocks(found: Material) -> None:
    """White space aside, both texts stand in the blocks whole; and once, but in a derivation."""
    aligned = isinstance(found.comparison, AlignedComparison)
    shared = [same.spans for same in found.comparison.same if same.furniture] if aligned else []
    for text, spans, furniture in (
        (found.documents.left.text, [b.spans.left for b in found.blocks], [pair.left for pair in shared]),
        (found.documents.right.text, [b.spans.right for b in found.blocks], [pair.right for pair in shared]),
    ):
        shown = sorted(span for side in (*spans, furniture) for span in side)
        if aligned:
            assert all(before.end <= after.start for before, after in pairwise(shown))
        gaps = pairwise([Span(0, 0), *merged(shown), Span(len(text), 0)])
        assert not "".join(text[before.end : after.start] for before, after in gaps).split()
    assert [n for block in found.blocks for n in range(block.first, block.end)] == list(range(len(found.changes)))
    asked = (change for change in found.comparison.changes if change.weight is not Weight.RELATED)
    assert sorted(change.id for change in found.changes) == sorted(change.id for change in asked)


@pytest.mark.parametrize(
    "names",
    [
        ("national-special-regions.hant", "national-special-regions.hans"),
        ("national-demonstration-zones.hant", "henan-resource-regions.hant"),
        ("national-special-regions.hans", "chongqing-resource-regions.hans"),
    ],
)
def test_blocks_hold_every_character_and_every_change_once(names):
    """A review never hides what was compared, in renderings and in texts that share little."""
    check_blocks(material_of(compare(*map(seed, names))))


def test_a_moved_chapter_is_shown_once():
    """A move spans many passages; each stands in its own block, and the move is one change."""
    chapters = ["".join(f"{name}第{n}项任务要落实到位。" for n in range(10, 30)) for name in "甲乙丙"]
    headed = [
        f"第{number}章 {title}\n{text}\n" for number, title, text in zip("一二三", "甲乙丙", chapters, strict=True)
    ]
    found = material("".join(headed), "".join([headed[1], headed[2], headed[0]]))

    assert numbered(found, Kind.MOVED)
    check_blocks(found)


def test_a_passage_without_a_full_stop_is_cut():
    """A text of one endless sentence is shown in parts that begin at the same place on both sides."""
    left = "".join(f"推进第{n}号矿区的生态修复和综合治理，落实责任，" for n in range(100, 900))
    found = material(left, left.replace("第345号", "第346号").replace("第700号", ""))

    check_blocks(found)
    assert len(found.blocks) > 20
    assert max(len(block.spans.left[0]) for block in found.blocks) < 1_000
    assert [block.status for block in found.blocks].count(Status.REWORDED) == 2
    for block in found.blocks:
        left, right = (block.spans.left[0], block.spans.right[0])
        assert left.of(found.documents.left.text)[:6] == right.of(found.documents.right.text)[:6]


def test_the_outline_counts_each_section_with_its_subsections(seeds):
    """The changes of a chapter are those of its sections; no change lies in two chapters."""
    chapters = [heading for heading in seeds.outline if heading.level == 1]
    for before, after in pairwise(chapters):
        assert before.first <= before.end <= after.first
    fourth = next(heading for heading in seeds.outline if heading.sections.left[0].number == "第四章")
    assert set(numbered(seeds, Kind.NUMBER)) <= set(range(fourth.first, fourth.end))


@settings(max_examples=60, deadline=None)
@given(left=READABLE, right=READABLE)
def test_any_pair_can_be_reviewed(left, right):
    """Whatever the texts, each change lies in one block and is about something; points can be written down."""
    try:
        found = material(left, right)
    except UsageError:
        return
    review = Review(found)
    for n, block in enumerate(found.block_of):
        assert found.blocks[block].first <= n < found.blocks[block].end
    if found.changes:
        review.decide([0], Verdict.REJECT)
    assert json.loads(decisions_json(review))["summary"]["rejected"] == bool(found.changes)
    assert decisions_markdown(review).startswith("# Review of")


# Deciding


def test_equal_findings_are_decided_at_once():
    """制→製 in 製造業 is decided once for all its places; another word with 制 is not touched unless asked for."""
    review = Review(material())
    n = numbered(review.material, Kind.WRONG_CHARACTER, "制")[0]
    words, characters = review.equal(n, words=True), review.equal(n, words=False)
    review.decide(words, Verdict.ACCEPT)

    assert (len(words), len(characters)) == (2, 3)
    assert [review.state(n) for n in characters] == [State.ACCEPTED, State.ACCEPTED, State.OPEN]


def test_sentences_in_a_row_are_decided_at_once():
    """A run of added sentences is one decision; the same sentence added elsewhere is another."""
    kept = "推进产业结构调整升级。"
    added = ["设立专项资金。", "严格控制新增产能。", "设立专项资金。"]
    review = Review(material(kept * 2, kept + "".join(added[:2]) + kept + added[2]))
    first = numbered(review.material, Kind.ADDED)[0]

    assert review.material.in_a_row(first) == numbered(review.material, Kind.ADDED)[:2]
    assert review.equal(first, words=True) == [first, numbered(review.material, Kind.ADDED)[2]]


def test_what_is_settled_is_not_decided_again_with_its_equals():
    """A finding that was rejected by itself keeps its verdict when all equal ones are accepted."""
    review = Review(material())
    first, second = numbered(review.material, Kind.WRONG_CHARACTER, "制")[:2]
    review.decide([second], Verdict.REJECT)
    review.decide(review.equal(first, words=True), Verdict.ACCEPT)

    assert review.state(second) is State.REJECTED


def test_undo_takes_back_one_step_after_another(tmp_path):
    """Each step, however many changes it decided, is one undo; the file follows."""
    store = Store(tmp_path / "x.review.json", ("l", "r"))
    review = Review(material(), store)
    first, second = numbered(review.material, Kind.WRONG_CHARACTER, "制")[:2]
    review.decide([first, second], Verdict.ACCEPT)
    review.comment(first, "為何？")
    review.decide([first], Verdict.REJECT)

    assert review.undo() == [first]
    assert review.ruling(first).verdict is Verdict.ACCEPT
    review.undo()
    assert (review.ruling(first).comment, len(store.decisions)) == ("", 2)
    assert review.undo() == [first, second]
    assert (review.state(first), store.decisions, review.undo()) == (State.OPEN, {}, [])


def test_a_comment_stays_when_the_verdict_changes():
    """Comment and verdict are two things; an empty comment takes it away."""
    review = Review(material())
    review.comment(0, "  請核對\n第二行 ")
    review.decide([0], Verdict.ACCEPT)

    assert (review.ruling(0).comment, review.ruling(0).verdict) == ("請核對\n第二行", Verdict.ACCEPT)
    review.comment(0, "")
    assert review.ruling(0).comment == ""


def test_a_confirmed_name_settles_all_findings_in_it():
    """A name is right as written, wherever it stands, also across a line break; other findings stay open."""
    left = "支持范公堤建設，建設示范區。保護范公\n堤。"
    review = Review(material(left, "支持范公堤建设，建设示范区。保护范公堤。"))
    found = tuple(
        Change(
            Pair(Span(at, at + 1), Span(0, 0)),
            Judgement(Kind.WRONG_CHARACTER, Reason.ACROSS, expected="範"),
            f"{at:08x}",
        )
        for at in (2, 12, 17)
    )
    review = Review(material_of(replace(review.material.comparison, changes=found)))
    assert review.holds_name(0, "范公堤")
    assert not review.holds_name(1, "范公堤")
    review.decide(review.named(0, "范公堤"), Verdict.NAME, "范公堤")

    assert [review.state(n) for n in range(3)] == [State.NAMED, State.OPEN, State.NAMED]
    assert 'names = ["范公堤"]' in decisions_markdown(review)


# Coming back tomorrow


def test_decisions_come_back(tmp_path):
    """A second review of the same pair begins where the first ended."""
    store = tmp_path / "x.review.json"
    Review(material(), Store(store, ("l", "r"))).decide([0, 1], Verdict.ACCEPT)

    assert Review(material(), Store(store, ("l", "r"))).counts(range(3))[State.ACCEPTED] == 2


def test_decisions_survive_a_new_version_unless_it_touches_them(tmp_path):
    """Text elsewhere and line breaks change nothing; where the decided text changed, it is to be looked at again."""
    path = tmp_path / "x.review.json"
    review = Review(material(), Store(path, ("l", "r")))
    number, duty = numbered(review.material, Kind.NUMBER)[0], numbered(review.material, Kind.COMMITMENT)[0]
    review.decide([number, duty], Verdict.ACCEPT)
    newer = (
        RIGHT.replace("13.8", "13.9").replace("支持企业", "支\n持企业").replace("第一章", "前言\n概述如下。\n第一章")
    )

    later = Review(material(LEFT, newer), Store(path, ("l", "r")))

    assert later.state(numbered(later.material, Kind.COMMITMENT)[0]) is State.ACCEPTED
    again = numbered(later.material, Kind.NUMBER, "13.9")[0]
    assert (later.state(again), later.ruling(again).verdict) == (State.AGAIN, Verdict.ACCEPT)


def test_a_decision_whose_change_is_gone_stays_in_the_file_and_is_told(tmp_path):
    """A change that a new version mends takes no decision with it: it is kept, and exported as gone."""
    path = tmp_path / "x.review.json"
    review = Review(material(), Store(path, ("l", "r")))
    number = numbered(review.material, Kind.NUMBER)[0]
    review.decide([number], Verdict.REJECT)

    later = Review(material(LEFT, RIGHT.replace("13.8", "13.5")), Store(path, ("l", "r")))
    later.decide([0], Verdict.ACCEPT)

    assert review.material.changes[number].id in Store(path, ("l", "r")).read()
    assert json.loads(decisions_json(later))["gone"][0]["left"] == "達到13.5%"


def disk_full(*_arguments):
    raise UsageError("cannot write: No space left on device")


def test_a_write_that_fails_keeps_the_decision_and_is_tried_again(tmp_path, monkeypatch):
    """With a full disk a decision stays in memory and in sight; the next write takes it along."""
    store = Store(tmp_path / "x.review.json", ("l", "r"))
    review = Review(material(), store)

    with monkeypatch.context() as patched:
        patched.setattr("plandiff.decisions.store.write_atomically", disk_full)
        review.decide([0], Verdict.ACCEPT)
        assert (review.state(0), review.unsaved, "No space" in review.trouble) == (State.ACCEPTED, 1, True)
        continued = review.continued(material())
        assert (continued.state(0), continued.unsaved) == (State.ACCEPTED, 1)
    continued.decide([1], Verdict.REJECT)
    assert (continued.unsaved, continued.trouble, len(store.read())) == (0, "", 2)


def test_undo_works_on_what_is_not_written_yet(tmp_path, monkeypatch):
    """With a full disk, taking back the second of two decisions leaves the first to be written."""
    store = Store(tmp_path / "x.review.json", ("l", "r"))
    review = Review(material(), store)

    with monkeypatch.context() as patched:
        patched.setattr("plandiff.decisions.store.write_atomically", disk_full)
        review.decide([0], Verdict.ACCEPT)
        review.decide([0], Verdict.REJECT)
        review.undo()
    assert review.save()

    assert [decision.ruling.verdict for decision in store.read().values()] == [Verdict.ACCEPT]


def test_another_file_keeps_what_it_held(tmp_path):
    """Decisions taken to a file that has its own: the newer rulings stand, the others are kept beside them."""
    first, second = (Store(tmp_path / name, ("l", "r")) for name in ("one.json", "two.json"))
    Review(material(), Store(second.path, ("l", "r"))).decide([0, 1], Verdict.REJECT)
    review = Review(material(), first)
    review.decide([0], Verdict.ACCEPT)
    review.keep_in(second)

    assert (review.state(0), review.state(1)) == (State.ACCEPTED, State.REJECTED)
    assert [ruling.verdict for ruling in review.earlier(0)] == [Verdict.REJECT]


def test_decisions_can_be_taken_to_another_file(tmp_path):
    """When the first file cannot be written to, all decisions go to another that the person names."""
    first, second = (Store(tmp_path / name, ("l", "r")) for name in ("one.json", "two.json"))
    review = Review(material(), first)
    review.decide([0], Verdict.ACCEPT)
    review.keep_in(second)
    review.decide([1], Verdict.REJECT)

    assert (len(first.read()), len(second.read())) == (1, 2)


def test_two_reviews_at_once_see_each_other(tmp_path):
    """What the other review decided shows after the next step; a clash is told and both rulings are kept."""
    path = tmp_path / "x.review.json"
    one, other = (Review(material(), Store(path, ("l", "r"))) for _ in range(2))
    one.decide([0], Verdict.ACCEPT)
    other.decide([1], Verdict.REJECT)
    other.decide([0], Verdict.SKIP)
    assert (other.state(0), one.state(1), other.overruled) == (State.SKIPPED, State.OPEN, [])

    one.decide([1], Verdict.ACCEPT)
    assert [ruling.verdict for ruling in one.overruled] == [Verdict.REJECT]
    assert (one.state(0), one.earlier(1)[0].verdict) == (State.SKIPPED, Verdict.REJECT)


def two_reviews(tmp_path):
    path = tmp_path / "x.review.json"
    return [Review(material(), Store(path, ("l", "r"))) for _ in range(2)]


@pytest.mark.parametrize("between", [False, True])
def test_undo_leaves_what_another_review_has_decided_since(tmp_path, between):
    """Ruling and comment of a colleague stand, whether this review has seen them or not; the rest goes back."""
    one, other = two_reviews(tmp_path)
    one.decide([0, 1], Verdict.ACCEPT)
    other.refresh()
    other.decide([0], Verdict.REJECT)
    other.comment(0, "請核對")
    if between:
        one.decide([2], Verdict.SKIP)
        one.undo()

    assert one.undo() == [0, 1]
    assert one.kept == (one.material.changes[0].id,)
    for review in (one, *two_reviews(tmp_path)):
        assert (review.state(0), review.ruling(0).comment) == (State.REJECTED, "請核對")
        assert review.state(1) is State.OPEN


def test_undo_of_a_ruling_that_overruled_another_brings_that_one_back(tmp_path):
    """A ruling made without having seen a colleague's gives way to it again, here and in the file."""
    one, other = two_reviews(tmp_path)
    one.decide([0], Verdict.ACCEPT)
    other.decide([0], Verdict.REJECT)
    other.decide([1], Verdict.SKIP)
    other.undo()
    other.undo()

    assert [review.state(0) for review in (other, *two_reviews(tmp_path))] == [State.ACCEPTED] * 3
    assert other.earlier(0) == ()


def test_undo_with_a_full_disk_leaves_what_another_review_decides_meanwhile(tmp_path, monkeypatch):
    """What waits to be taken back, or was never written, does not touch a ruling that came in between."""
    one, other = two_reviews(tmp_path)
    one.decide([0], Verdict.ACCEPT)
    with monkeypatch.context() as patched:
        patched.setattr("plandiff.decisions.store.write_atomically", disk_full)
        one.decide([1], Verdict.ACCEPT)
        one.undo()
        one.undo()
    other.refresh()
    other.decide([0, 1], Verdict.REJECT)

    assert one.save()
    assert [one.state(n) for n in (0, 1)] == [State.REJECTED] * 2


def test_what_was_taken_back_on_a_full_disk_is_not_kept_elsewhere(tmp_path, monkeypatch):
    """Another file gets what is decided by now, and nothing that was undone."""
    review = two_reviews(tmp_path)[0]
    review.decide([0], Verdict.ACCEPT)
    with monkeypatch.context() as patched:
        patched.setattr("plandiff.decisions.store.write_atomically", disk_full)
        review.undo()
        review.decide([1], Verdict.REJECT)
    review.keep_in(Store(tmp_path / "other.json", ("l", "r")))

    assert list(Store(tmp_path / "other.json", ("l", "r")).read()) == [review.material.changes[1].id]
