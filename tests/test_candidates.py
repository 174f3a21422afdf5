"""What is passed over when clauses are looked for that have something in common: nothing that a plain search finds."""

from collections import defaultdict

from conftest import document, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.derivation.alike_headings import _NAMED, ALIKE, _keep_company, alike_headings
from plandiff.derivation.candidates import Kin, Nearness, meeting
from plandiff.derivation.indexed import Indexed
from plandiff.derivation.prepared import Prepared, prepare
from plandiff.derivation.reuse import COMMON, Place
from plandiff.derivation.section_topics import near
from plandiff.derivation.topic_similarity import Matter
from plandiff.outline import outlined
from plandiff.text.span import Pair

_WORDS = [
    "山塘",
    "渔港",
    "茶园",
    "竹编",
    "水闸",
    "灌渠",
    "果园",
    "梯田",
    "蜂蜜",
    "酿酒",
    "支持",
    "加快",
    "建设",
    "推动",
    "修缮",
    "、",
    "25",
    "万亩",
    "的",
]
_CLAUSES = st.lists(st.sampled_from(_WORDS), min_size=3, max_size=9).map("".join)
_SECTIONS = st.lists(st.lists(_CLAUSES, min_size=1, max_size=4), min_size=1, max_size=4)


def _prepared(sections: list[list[str]]) -> Prepared:
    lines = (f"{'一二三四'[n]}、{one[0]}\n{'，'.join(one)}。\n" for n, one in enumerate(sections))
    return prepare(outlined(document("县水产办法\n\n" + "\n".join(lines))))


def _plainly(sides: Pair[Prepared], kin: Kin) -> set[Place]:
    """Meet each clause with each, by what a pair of them must tell: 6 bits."""
    left, right, nearness = sides.left.index, sides.right.index, Nearness(sides, kin)
    found = set()
    for i in left.telling:
        for j in right.telling:
            shared = left.matters[i].pairs & right.matters[j].pairs & left.rare.keys()
            few = (pair for pair in shared if len(left.holding[pair]) * len(right.holding[pair]) <= COMMON)
            if sum(left.rare[pair] for pair in few) * nearness.of(i, j) >= 6.0:
                found.add((i, j))
    return found


@settings(deadline=None)
@given(_SECTIONS, _SECTIONS)
def test_counting_first_loses_no_pair_of_clauses(one: list[list[str]], other: list[list[str]]) -> None:
    """Whatever the sections have in common, and whichever document is indexed."""
    sides = Pair(one, other).map(_prepared)
    kin = near(sides.left.topics, sides.right.topics)

    assert set(meeting(sides, Nearness(sides, kin))) == _plainly(sides, kin)
    mirrored = {(right, left): cosine for (left, right), cosine in kin.items()}
    back = sides.mirrored()
    assert set(meeting(back, Nearness(back, mirrored))) == {(j, i) for i, j in _plainly(sides, kin)}


def test_in_two_plans_no_pair_is_lost() -> None:
    """Strings that stand in very many clauses bring none together; far sections need more."""
    sides = Pair(seed("national-demonstration-zones.hant"), seed("chongqing-resource-regions.hans")).map(
        lambda one: prepare(outlined(one))
    )
    for kin in ({}, near(sides.left.topics, sides.right.topics)):
        found = _plainly(sides, kin)
        assert set(meeting(sides, Nearness(sides, kin))) == found and len(found) > 100


def _cosines(side: Indexed, n: int, other: Indexed) -> dict[int, float]:
    cosines: dict[int, float] = defaultdict(float)
    for m in other.telling:
        for pair, weight in side.vector(n).items():
            cosines[m] += weight * other.vector(m).get(pair, 0.0)
    return cosines


def _plain_counterparts(side: Indexed, other: Indexed) -> set[Place]:
    found = set()
    for n in side.telling:
        if not side.clauses[n].is_heading or len(side.texts[n]) < 5:
            continue
        cosines = _cosines(side, n, other)
        for m, cosine in cosines.items():
            back = _cosines(other, m, side)
            is_best = cosine == max(cosines.values()) or (cosine >= _NAMED and back[n] == max(back.values()))
            if cosine >= ALIKE and is_best and _keep_company(side, n, other, m):
                found.add((n, m))
    return found


@settings(deadline=None)
@given(_SECTIONS, _SECTIONS)
def test_no_counterpart_of_a_heading_is_lost(one: list[list[str]], other: list[list[str]]) -> None:
    """The bound that spares most cosines spares none that counts."""
    sides = Pair(one, other).map(lambda text: _prepared(text).index)
    back = {(i, j) for j, i in _plain_counterparts(sides.right, sides.left)}

    assert set(alike_headings(sides)) == _plain_counterparts(sides.left, sides.right) | back


@settings(deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map("".join))
def test_the_pairs_of_a_clause_are_those_outside_figures_and_over_no_comma(text: str) -> None:
    """Character by character."""
    matter = Matter.of(text)
    places = range(len(text) - 1)

    assert matter.pairs == {
        text[at : at + 2] for at in places if "、" not in text[at : at + 2] and any(matter.weights[at : at + 2])
    }
