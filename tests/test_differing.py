"""What differing promises: equal runs and edits rebuild both sides, and edits are what a person would have marked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.alignment.matching import match
from plandiff.chinese.tokens import Alphabet
from plandiff.judging.edits import Differing, differing
from plandiff.text.span import Pair, Span

PIECES = [
    "推进产业",
    "转型升级",
    "，",
    "。",
    "到2025年",
    "13.5%",
    "1,000亿元",
    "二十三个",
    "GDP",
    "G219线",
    "可以",
    "应当",
    "县",
]
LONG = "坚持以人民为中心的发展思想,深入实施创新驱动发展战略,推动资源型地区转型发展,不断增强获得感、幸福感和安全感;"
sides = st.lists(st.sampled_from([*PIECES, LONG]), min_size=1, max_size=9).map("".join)
quick = settings(max_examples=60, deadline=None)


@st.composite
def revised(draw: st.DrawFn) -> Pair[str]:
    """A text and a revision of it."""
    left = right = draw(sides)
    for _ in range(draw(st.integers(0, 4))):
        a, b = sorted(draw(st.tuples(st.integers(0, len(right)), st.integers(0, len(right)))))
        right = right[:a] + draw(st.sampled_from(["", *PIECES])) + right[min(b, a + 6) :]
    return Pair(left, right)


def whole(keys: Pair[str]) -> Pair[Span]:
    return keys.map(lambda key: Span(0, len(key)))


def differ(left: str, right: str, fixed: tuple[Pair[Span], ...] = ()) -> Differing:
    keys = Pair(left, right)
    return differing(keys, whole(keys), match(left, right).runs, fixed)


def edits(left: str, right: str) -> list[tuple[str, str]]:
    return [(edit.left.of(left), edit.right.of(right)) for edit in differ(left, right).edits]


def assert_tiles(found: Differing, keys: Pair[str], bead: Pair[Span]) -> None:
    """Walk both sides: each step begins where the last one ended, equal runs are equal, edits are not."""
    steps = [Pair(Span(r.left, r.left_end), Span(r.right, r.right_end)) for r in found.equal]
    assert all(step.left.of(keys.left) == step.right.of(keys.right) and step.left for step in steps)
    assert all(edit.left.of(keys.left) != edit.right.of(keys.right) for edit in found.edits)
    at = Pair(bead.left.start, bead.right.start)
    for step in sorted([*steps, *found.edits], key=lambda step: (step.left.start, step.right.start, step.left.end)):
        assert at == Pair(step.left.start, step.right.start)
        at = Pair(step.left.end, step.right.end)
    assert at == Pair(bead.left.end, bead.right.end)


@quick
@given(revised())
def test_equal_runs_and_edits_tile_and_rebuild_both_sides(keys: Pair[str]) -> None:
    """Equal runs with the left of the edits are the left side; with the right of the edits, the right side."""
    assert_tiles(differ(keys.left, keys.right), keys, whole(keys))


@quick
@given(revised(), revised(), st.integers(0, 20))
def test_a_bead_is_compared_within_its_bounds(inside: Pair[str], around: Pair[str], cut: int) -> None:
    """Matches that reach over the edge of a bead are clipped; its neighbours are not touched."""
    keys = Pair(around.left + inside.left + LONG, around.right + inside.right + LONG)
    bead = Pair(Span(len(around.left), len(keys.left) - cut), Span(len(around.right), len(keys.right) - cut))

    assert_tiles(differing(keys, bead, match(keys.left, keys.right).runs, ()), keys, bead)


@quick
@given(revised())
def test_no_edit_cuts_a_number_or_a_word(keys: Pair[str]) -> None:
    """Where an edit begins or ends, a token of the text begins or ends."""
    for key, spans in (
        (keys.left, [edit.left for edit in differ(keys.left, keys.right).edits]),
        (keys.right, [edit.right for edit in differ(keys.left, keys.right).edits]),
    ):
        alphabet = Alphabet()
        encoded = alphabet.encode(key)
        bounds = {alphabet.width(encoded[:n]) for n in range(len(encoded) + 1)}
        assert {place for span in spans for place in span} <= bounds


@quick
@given(sides)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    """The same text on both sides has no edits."""
    assert not differ(text, text).edits


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("到2025年完成", "到2035年完成", [("2025", "2035")]),
        ("降低13.5%左右", "降低14.5%左右", [("13.5%", "14.5%")]),
        ("投资1,000亿元", "投资1,200亿元", [("1,000", "1,200")]),
        ("二十三个区县", "二十二个区县", [("二十三", "二十二")]),
        ("沿国道G219线布局", "沿国道219线布局", [("G", "")]),
        ("GDP增长8%", "GNP增长8%", [("GDP", "GNP")]),
        ("可以给予支持", "应当给予支持", [("可以", "应当")]),
        ("支持鹤壁市、永城市转型", "支持鹤壁市、焦作市、永城市转型", [("", "焦作市、")]),
        ("推进转型发展。", "推进绿色转型发展。", [("", "绿色")]),
        ("探索建立生态补偿机制", "建立生态补偿机制", [("探索", "")]),
        ("2021年11月30日", "2021年12月31日", [("11", "12"), ("30", "31")]),
        ("发展改革委、能源局、数据局加强", "能源局、发展改革委加强", [("", "能源局、"), ("、能源局、数据局", "")]),
        ("重点支持12个县、45个乡镇", "重点支持13个县、46个乡镇", [("12", "13"), ("45", "46")]),
    ],
)
def test_an_edit_is_what_a_person_would_mark(left: str, right: str, expected: list[tuple[str, str]]) -> None:
    """Whole numbers and words are exchanged, and each number is a decision of its own."""
    assert expected == edits(left, right)


def test_chance_matches_do_not_shred_a_rewritten_clause() -> None:
    """A clause that was written anew is one edit, though both versions share a character here and there."""
    kept = "坚持以人民为中心的发展思想,"
    old, new = "培育壮大新兴产业集群", "大力发展现代服务行业"

    assert [(old, new)] == edits(f"{kept}{old}。{kept}", f"{kept}{new}。{kept}")


def test_edits_far_apart_stay_apart() -> None:
    """Two changes in one long sentence are two edits, each no larger than it must be."""
    left = f"{LONG}到2025年完成{LONG}可以给予支持。"
    right = f"{LONG}到2030年完成{LONG}应当给予支持。"
    expected = [("2025", "2030"), ("可以", "应当")]

    assert expected == edits(left, right)


def test_proven_damage_is_an_edit_of_its_own() -> None:
    """An edit that is already known is kept as it is, and what stands beside it is compared apart."""
    left, right = "取得成就?!笆?三五时期到2025年", '取得成就。"十三五时期到2035年'
    damage = Pair(Span(4, 8), Span(4, 7))
    found = differ(left, right, (damage,))

    assert [damage, Pair(Span(13, 17), Span(12, 16))] == list(found.edits)
    assert_tiles(found, Pair(left, right), whole(Pair(left, right)))


def test_a_side_that_is_empty_is_one_edit() -> None:
    """Against nothing, all of a text is added or dropped at once."""
    all_of_it = f"推进产业转型{LONG}"

    assert [(all_of_it, "")] == edits(all_of_it, "")
    assert [("", all_of_it)] == edits("", all_of_it)
