"""The two renderings of the national plan: what an editor must be told, and nothing else."""

import json
from collections import Counter
from functools import cache

import pytest
from conftest import SEEDS, seed

from plandiff.comparison import Comparison, compare
from plandiff.judging.change import Certainty, Kind, Reason, Weight
from plandiff.judging.passages import Status
from plandiff.outline import outlined
from plandiff.outline.cleaning import clean
from plandiff.reports.to_json import comparison_json

HANT, HANS = "national-special-regions.hant", "national-special-regions.hans"
ALL_SEEDS = sorted(path.stem for path in SEEDS.glob("*.txt"))


@cache
def renderings(order: str) -> Comparison:
    left, right = (HANT, HANS) if order == "hant-hans" else (HANS, HANT)
    return compare(seed(left), seed(right))


ORDERS = pytest.mark.parametrize("order", ["hant-hans", "hans-hant"])


def shown(result: Comparison, weight: Weight) -> list[tuple[str, str, str | None]]:
    left, right = result.documents.left.text, result.documents.right.text
    return [
        (change.spans.left.of(left), change.spans.right.of(right), change.judgement.expected)
        for change in result.changes
        if change.weight is weight
    ]


@ORDERS
def test_the_only_substantive_changes_are_the_two_lost_letters(order: str) -> None:
    """國道 G219 線和 G331 線 lost its letters; nothing else in the wording differs."""
    result = renderings(order)
    lost = ("G", "", None) if order == "hant-hans" else ("", "G", None)

    assert shown(result, Weight.SUBSTANTIVE) == [lost, lost]
    assert {c.kind for c in result.changes if c.weight is Weight.SUBSTANTIVE} == {Kind.NUMBER}


@ORDERS
def test_five_damaged_spans_each_with_its_proven_repair(order: str) -> None:
    """Every damaged span is found whole, and the repair is in the damaged document's script."""
    repairs = [
        ("?!笆?", "。“十", "。“十"),
        ("?!笆奈濉睍r", "。“十四五”时", "。“十四五”時"),
        ("?;瘶藴驶纳?", "模化标准化，改善", "模化標準化，改善"),
        ("??偨Y", "。总结", "。總結"),
        ("??h", "海县", "海縣"),
    ]
    expected = [pair if order == "hant-hans" else (pair[1], pair[0], pair[2]) for pair in repairs]
    result = renderings(order)
    damage = [change.judgement for change in result.changes if change.weight is Weight.DAMAGE]

    assert shown(result, Weight.DAMAGE) == expected
    assert {(j.reason, j.certainty) for j in damage} == {(Reason.BYTES_PROVEN, Certainty.CERTAIN)}


@ORDERS
def test_forty_five_headings_a_side_paired_one_to_one(order: str) -> None:
    """前言, 9 chapters, 29 sections and 6 boxes stand on each side, and each has its twin."""
    result = renderings(order)
    kinds = Counter({"preface": 1, "chapter": 9, "section": 29, "box": 6})

    assert (kinds, kinds) == tuple(
        Counter(s.kind for s in side) for side in (result.sections.left, result.sections.right)
    )
    assert [((s.id,), (s.id,)) for s in result.sections.left] == [
        (pair.ids.left, pair.ids.right) for pair in result.section_pairs
    ]
    assert not any(pair.moved or pair.renumbered for pair in result.section_pairs)
    assert {"第四章", "第一节" if order == "hans-hant" else "第一節"} == {
        section.number
        for pair in result.section_pairs
        if pair.status is Status.REWORDED
        for section in (result.sections.left[int(pair.ids.left[0]) - 1],)
    }


@ORDERS
def test_no_sentence_is_added_dropped_or_moved(order: str) -> None:
    """Both documents hold the same sentences in the same order."""
    passages = renderings(order).passages

    assert Counter(p.status for p in passages) == {Status.SAME: len(passages) - 1, Status.REWORDED: 1}
    assert not any(p.moved for p in passages)
    assert min(p.similarity for p in passages) > 0.9


@ORDERS
def test_what_stands_around_the_text_is_furniture(order: str) -> None:
    """Page marks, contents list, news preface, title, editor and copyright lines are accounted for, and harmless."""
    result = renderings(order)
    left, right = result.documents.left.text, result.documents.right.text
    furniture = [c for c in result.changes if c.kind is Kind.FURNITURE]
    texts = [c.spans.left.of(left) + c.spans.right.of(right) for c in furniture]

    assert Counter(c.judgement.reason for c in furniture) == {
        Reason.PAGE_MARK: 37,
        Reason.CONTENTS: 1,
        Reason.FRAME: 11,
    }
    for start in (
        "時間:2021",
        "來源:",
        "11月26日",
        "《規劃》提出",
        "“十四五”特殊类型",
        "目录前言1",
        "編輯:",
        "版權聲明",
        "E20",
    ):
        assert any(text.startswith(start) for text in texts), start


def test_every_difference_of_width_and_quotes_is_cosmetic() -> None:
    """The half-width commas of one side are as many punctuation changes, and all of them cosmetic."""
    result = renderings("hant-hans")
    left = result.documents.left.text
    commas = [c for c in result.changes if c.spans.left.of(left) == ","]

    assert {Kind.PUNCTUATION} == {c.kind for c in commas}
    assert len(commas) > 600


@pytest.mark.parametrize("name", ALL_SEEDS)
def test_a_document_does_not_differ_from_itself(name: str) -> None:
    """Comparing a document with itself gives no change at all, whatever oddities it holds."""
    result = compare(seed(name), seed(name))

    assert result.changes == ()
    assert {p.status for p in result.passages} == {Status.SAME}


def test_swapping_the_sides_mirrors_the_result() -> None:
    """Left and right exchanged, the result says the same of the other side."""
    one, other = renderings("hant-hans"), renderings("hans-hant")

    assert {(c.kind, c.spans, c.judgement.expected) for c in one.changes} == {
        (c.kind, c.spans.mirrored(), c.judgement.expected) for c in other.changes
    }
    assert {(p.spans, p.status) for p in one.passages} == {(p.spans.mirrored(), p.status) for p in other.passages}


@pytest.mark.parametrize(
    ("name", "count"),
    [
        (HANT, 45),
        (HANS, 45),
        ("henan-resource-regions.hant", 41),
        ("national-demonstration-zones.hant", 20),
        ("chongqing-resource-regions.hans", 19),
    ],
)
def test_outline_of_one_document_alone(name: str, count: int) -> None:
    """Each seed's headings are found by its own evidence, also where the text has no line break."""
    assert len(outlined(seed(name)).sections) == count


def test_readings_inserted_behind_characters_are_all_set_aside() -> None:
    """The 683 pinyin readings of the demonstration-zone plan are annotations, and no other bracket is."""
    ledger = clean(seed("national-demonstration-zones.hant")).ledger

    assert sum(removal.kind == "pinyin" for removal in ledger) == 683


@ORDERS
def test_json_says_what_the_contract_asks(order: str) -> None:
    """Spans slice, lines and columns are right, ids are unique, every character lies in one bead or in furniture."""
    result = renderings(order)
    value = json.loads(comparison_json(result))
    texts = {"left": result.documents.left.text, "right": result.documents.right.text}

    assert len({change["id"] for change in value["changes"]}) == len(value["changes"])
    for side, text in texts.items():
        held = [0] * len(text)
        spans = [span for bead in value["beads"] for span in bead[side]]
        spans += [(c[side]["start"], c[side]["end"]) for c in value["changes"] if c["kind"] == "furniture"]
        for start, end in spans:
            for at in range(start, end):
                held[at] += 1
        assert {1} == {count for count, char in zip(held, text, strict=True) if not char.isspace()}
        for change in value["changes"]:
            place = change[side]
            lines = text[: place["start"]].split("\n")
            assert (len(lines), len(lines[-1]) + 1) == (place["line"], place["column"])
            assert text[place["start"] : place["end"]] == place["text"]
