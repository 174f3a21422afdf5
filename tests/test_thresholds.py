"""Numbers that decide: each of these fails when the number it names is moved to the far side of the case."""

from types import SimpleNamespace
from typing import cast

import pytest
from conftest import document
from test_alignment import shown

from plandiff.alignment.matching import match
from plandiff.comparison import compare
from plandiff.decisions.renaming import renamed
from plandiff.derivation.prepared import Prepared
from plandiff.derivation.related import Clauses, needed
from plandiff.derivation.reuse import Link, Place
from plandiff.judging.change import Kind
from plandiff.judging.edits import differing
from plandiff.outline.cleaning import clean
from plandiff.proofreading.lost import unpaired_marks
from plandiff.text.span import Pair, Span


def test_a_heading_and_a_sentence_that_share_half_of_their_words_are_no_match() -> None:
    """``_LINK_UNLIKE``: a section that was dropped is not a sentence reworded because both speak of a 农村服务网络."""
    head = "一、总体要求\n坚持统筹规划、分步推进，确保各项任务落到实处。\n"
    left = head + "二、健全农村医疗服务体系\n各县建立巡回诊疗制度。\n"

    found = shown(left, head + "各县健全农村养老服务网络。\n")

    assert ("二、健全农村医疗服务体系", "", False) in found
    assert ("", "各县健全农村养老服务网络。", False) in found


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("牵头单位：省发展改革委、省财政厅", Kind.ADDED),
        ("主办：省发展改革委信息中心", Kind.ADDED),
        ("扫一扫在手机打开当前页", Kind.FURNITURE),
        ("来源：省财政厅网站 责任编辑：李某", Kind.FURNITURE),
    ],
)
def test_a_line_that_speaks_as_the_text_does_is_no_footer(line: str, kind: Kind) -> None:
    """``_FOREIGN``: a last line is the page's only if the text hardly has its words; a new line of the plan is told."""
    body = "河谷生态保护补偿办法\n" + "".join(
        f"第{n}项　省发展改革委会同省财政厅安排{n}个县开展河谷生态保护补偿，资金由省财政厅拨付到县，市州核查。\n"
        for n in range(1, 50)
    )

    changes = compare(document(body), document(f"{body}{line}\n")).changes

    assert [change.kind for change in changes if change.kind is not Kind.LAYOUT] == [kind]


class Scored(Clauses):
    """Clauses whose pairs have these scores, each clause with one item."""

    def __init__(self, scores: dict[Place, float]) -> None:
        self._given = scores

    def _met(self) -> set[Place]:
        return set(self._given)

    def _score(self, place: Place) -> float:
        return self._given[place]

    def _support(self, scores) -> dict[Place, float]:
        return dict.fromkeys(scores, 0.0)

    def _items(self, place: Place) -> Place:
        return 0, 0

    def _holds(self, place: Place) -> bool:
        return False


def test_each_better_counterpart_takes_a_bit_from_related_clauses() -> None:
    """``_STEP``, ``_BETTER``: what is second best must tell more, and behind two better ones nothing is related."""
    found = Scored({(0, 0): 9.0, (0, 1): 6.0, (1, 1): 7.0, (0, 2): 4.0, (0, 3): 3.9}).seeds(list[Link]())

    assert found == pytest.approx({(0, 0): 9.0, (0, 1): 4.4, (1, 1): 7.0, (0, 2): 2.4})


class Supported(Scored):
    """Such clauses, each pair with six bits of its sentences' best other pair."""

    def _support(self, scores) -> dict[Place, float]:
        return dict.fromkeys(scores, 6.0)


def test_what_the_sentences_share_helps_against_rivals_and_no_further() -> None:
    """A pair that shares little itself is not related because other clauses of its sentences are."""
    assert Supported({(0, 0): 1.4}).seeds(list[Link]()) == {(0, 0): 1.4}


@pytest.mark.parametrize(("telling", "level"), [(10, 1.5), (256, 1.5), (1024, 4.0)])
def test_the_level_of_related_clauses(telling: int, level: float) -> None:
    """``RELATED``, ``_CHANCE``: 1.5 bits for small texts; of 1,024 clauses beside as many, 20 bits less 16."""
    side = SimpleNamespace(index=SimpleNamespace(telling=range(telling)))

    assert needed(cast("Pair[Prepared]", Pair(side, side))) == pytest.approx(level)


@pytest.mark.parametrize(("count", "paired", "told"), [(5, 0, 5), (5, 40, 5), (6, 0, 0), (6, 18, 0), (6, 40, 6)])
def test_unpaired_marks_are_a_habit_from_six_on_that_are_a_quarter_of_all(count: int, paired: int, told: int) -> None:
    """``_HABIT``: a few marks without partner are damage; many are how the document is written."""
    text = document("一“段话。" * count + "一“段”话。" * (paired // 2))

    assert len(list(unpaired_marks(clean(text)))) == told


def edits(left: str, right: str) -> list[tuple[str, str]]:
    spans = Pair(Span(0, len(left)), Span(0, len(right)))
    found = differing(Pair(left, right), spans, match(left, right).runs, ()).edits
    return [(pair.left.of(left), pair.right.of(right)) for pair in found]


def test_one_character_on_either_side_of_an_equal_one_is_an_exchanged_word_and_more_is_not() -> None:
    """``_is_one_word``: 禁止 became 严禁; but 老城 was dropped before 区, and 域 added behind it."""
    assert edits("推进禁止采砂工作", "推进严禁采砂工作") == [("禁止", "严禁")]
    assert edits("推进老城区改造工程", "推进区域改造工程") == [("老城", ""), ("", "域")]


@pytest.mark.parametrize(("kept", "found"), [(4, {}), (6, {"new.txt": "old.txt"})])
def test_a_document_is_renamed_if_it_has_half_of_the_old_text(kept: int, found: dict[str, str]) -> None:
    """``_SAME_TEXT``: two plans of one office share a third of their sentences, and are two plans."""
    old = [f"第{n}条　渠首第{n}号闸门由第{n}管理站负责启闭和养护。" for n in range(10, 20)]
    new = [f"第{n}条　修缮城墙第{n}段时应当留存旧砖并拍照存档。" for n in range(10, 20)]

    assert renamed({"old.txt": "\n".join(old)}, {"new.txt": "\n".join([*old[:kept], *new[kept:]])}) == found
