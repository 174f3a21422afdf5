"""What alignment promises: shared text is matched exactly once, and every segment finds its place exactly once."""

from itertools import combinations, pairwise

import pytest
from conftest import document
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.alignment.anchors import Run, anchors, common_prefix, heaviest_chain
from plandiff.alignment.beads import Bead, beads
from plandiff.alignment.bindings import Side
from plandiff.alignment.boilerplate import frame
from plandiff.alignment.damage import Damage, find_damage, outside_damage
from plandiff.alignment.headings_from_twin import shared_headings
from plandiff.alignment.matching import match
from plandiff.outline.cleaning import CleanText, clean
from plandiff.outline.headings import Evidence, find_headings
from plandiff.outline.lines import Lines
from plandiff.outline.segments import Segment, segments
from plandiff.text.span import Pair, Span

SENTENCES = [
    "坚持以人民为中心的发展思想，不断增强人民群众的获得感。",
    "支持老工业城市改造提升传统产业，培育壮大新兴产业。",
    "推进采煤沉陷区综合治理，实施避险搬迁和生态修复工程。",
    "健全生态保护补偿机制，探索碳汇权益交易。",
    "统筹革命老区红色文化传承弘扬，建设一批研学基地。",
    "到2025年，边境地区城镇化率明显提高，基础设施更加完善。",
    "加强组织领导，落实主体责任，强化评估考核。",
    "鼓励社会资本参与以工代赈项目，扩大就业容量。",
]
quick = settings(max_examples=60, deadline=None)
short_text = st.text(st.sampled_from("推进产业转型发展。，"), max_size=24)
order = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12).map("".join)


@st.composite
def edited(draw: st.DrawFn) -> Pair[str]:
    """A text and a copy of it, with pieces dropped, put in, moved and repeated."""
    left = right = draw(order)
    for _ in range(draw(st.integers(0, 5))):
        a, b, c = sorted(draw(st.tuples(*[st.integers(0, len(right))] * 3)))
        piece = draw(st.sampled_from(["", right[b:c] + right[a:b], draw(short_text), right[a:b] * 2]))
        right = right[:a] + piece + right[c if piece else b :]
    return Pair(left, right)


def aligned(left: str, right: str) -> tuple[Pair[CleanText], Pair[list[Segment]], Pair[Lines], list[Bead]]:
    """Take two documents through the stages up to beads."""
    texts = Pair(document(left), document(right)).map(clean)
    lines = texts.map(Lines.of)
    headings = Pair(find_headings(texts.left, lines.left), find_headings(texts.right, lines.right))
    cut = Pair(
        segments(texts.left, headings.left, lines.left.hard, []),
        segments(texts.right, headings.right, lines.right.hard, []),
    )
    keys = texts.map(lambda text: text.key)
    sides = Pair(Side(keys.left, cut.left, headings.left), Side(keys.right, cut.right, headings.right))
    return texts, cut, lines, beads(sides, match(keys.left, keys.right).runs)


def shown(left: str, right: str) -> list[tuple[str, str, bool]]:
    """Return the beads as their text on either side, and whether they are moved."""
    texts, cut, _, found = aligned(left, right)
    return [
        (
            "".join(texts.left.kept[cut.left[n].start : cut.left[n].end] for n in bead.left),
            "".join(texts.right.kept[cut.right[n].start : cut.right[n].end] for n in bead.right),
            bead.moved,
        )
        for bead in found
    ]


def is_chain(runs: tuple[Run, ...]) -> bool:
    return all(one.left < other.left and one.right < other.right for one, other in pairwise(runs))


@quick
@given(st.lists(st.builds(Run, st.integers(0, 30), st.integers(0, 12), st.integers(1, 9)), max_size=8))
def test_the_heaviest_chain_is_the_heaviest_of_all(runs: list[Run]) -> None:
    """No other subset that rises on both sides weighs more."""
    distinct = sorted({run.left: run for run in runs}.values())
    chain = tuple(distinct[n] for n in heaviest_chain(distinct))
    every = (subset for size in range(len(distinct) + 1) for subset in combinations(distinct, size))

    assert is_chain(chain)
    assert max(sum(run.size for run in subset) for subset in every if is_chain(subset)) == sum(r.size for r in chain)


@quick
@given(short_text, short_text, st.text(max_size=200), st.integers(0, 24), st.integers(0, 24))
def test_the_common_prefix_is_as_long_as_it_can_be(one: str, other: str, shared: str, i: int, j: int) -> None:
    """All counted characters are equal, and the next ones are not."""
    left, right = one[:i] + shared + one, other[:j] + shared + other
    i, j = min(i, len(one)), min(j, len(other))
    size = common_prefix(left, right, i, j)

    assert left[i : i + size] == right[j : j + size]
    assert size >= len(shared)
    assert left[i + size : i + size + 1] != right[j + size : j + size + 1] or i + size == len(left)


@quick
@given(edited())
def test_matched_runs_are_equal_text_and_disjoint(texts: Pair[str]) -> None:
    """A run holds the same characters on both sides, and no character is matched twice."""
    found = match(texts.left, texts.right)

    assert sorted(found.runs) == list(found.runs)
    assert all(texts.left[r.left : r.left_end] == texts.right[r.right : r.right_end] and r.size for r in found.runs)
    assert all(one.left_end <= other.left for one, other in pairwise(found.runs))
    assert all(one.right_end <= other.right for one, other in pairwise(sorted(found.runs, key=lambda r: r.right)))


@quick
@given(order)
def test_a_text_matches_itself_in_one_run(text: str) -> None:
    """Identical texts are one run, however often they repeat themselves."""
    assert (Run(0, 0, len(text)),) == match(text, text).runs


def longest_common_subsequence(left: str, right: str) -> int:
    best = [0] * (len(right) + 1)
    for a in left:
        row = [0]
        for n, b in enumerate(right):
            row.append(best[n] + 1 if a == b else max(best[n + 1], row[n]))
        best = row
    return best[-1]


@quick
@given(short_text.map(lambda text: text[:15]), short_text)
def test_what_is_too_short_for_anchors_is_matched_as_well_as_can_be(left: str, right: str) -> None:
    """Between anchors, the matching is a longest common subsequence."""
    assert longest_common_subsequence(left, right) == sum(run.size for run in match(left, right).runs)


def test_moved_text_is_matched_whole() -> None:
    """Two chapters that change places are matched to the last character; only the backbone keeps its order."""
    one, two, three = ("".join(SENTENCES[n : n + 2]) for n in (0, 2, 4))
    found = match(one + two + three, one + three + two)

    assert len(one + two + three) == sum(run.size for run in found.runs)
    assert [run.right for run in found.runs] != sorted(run.right for run in found.runs)
    assert len(anchors(one + two + three, one + three + two).moved) == 1


def test_a_repetitive_text_is_matched_piece_by_piece_and_says_so() -> None:
    """Where nothing is unique and the window is large, the matching is coarse, states it, and stays close."""
    left = "推动发展，促进转型。" * 900
    right = left[:4000] + "加快" + left[4000:7000] + left[7010:] + "完善机制"
    found = match(left, right)

    assert len(left) == found.coarse
    assert sum(run.size for run in found.runs) == len(left) - 10


@quick
@given(edited())
def test_every_segment_lies_in_exactly_one_bead(texts: Pair[str]) -> None:
    """Beads hold each segment of either side once, as neighbours, in left order."""
    left, right = (text or "。" for text in (texts.left, texts.right))
    _, cut, _, found = aligned(left, right)

    assert list(range(len(cut.left))) == [n for bead in found for n in bead.left]
    assert list(range(len(cut.right))) == sorted(n for bead in found for n in bead.right)
    assert all(b == a + 1 for bead in found for side in (bead.left, bead.right) for a, b in pairwise(side))
    assert not any(bead.moved for bead in found if not bead.left or not bead.right)


def test_a_sentence_split_in_two_stays_one_bead() -> None:
    """Two sentences made of one are its counterpart together."""
    one = SENTENCES[1]
    two = one.replace("，", "。")

    assert [(SENTENCES[0], SENTENCES[0], False), (one, two, False)] == shown(SENTENCES[0] + one, SENTENCES[0] + two)


def test_what_only_one_side_has_stands_alone_in_its_place() -> None:
    """Dropped and added sentences have no counterpart and tear nothing apart."""
    a, b, c, d = SENTENCES[:4]

    assert [(a, a, False), ("", d, False), (b, "", False), (c, c, False)] == shown(a + b + c, a + d + c)


def test_a_sentence_out_of_order_is_moved_even_if_reworded() -> None:
    """The lighter of two blocks that change places is the moved one; an edit does not hide it."""
    a, b, c, d = SENTENCES[:4]
    new = b.replace("改造提升", "加快改造").replace("壮大", "发展")

    assert [(a, a, False), (b, new, True), (c, c, False), (d, d, False)] == shown(a + b + c + d, a + c + d + new)


def test_a_quotation_does_not_tear_a_sentence_out_of_its_place() -> None:
    """A sentence that is quoted elsewhere as well keeps its counterpart in order."""
    a, b, c = SENTENCES[:3]
    quoting = f"会议强调，{b[:-1]}，并对下一步工作作出部署，要求各地各部门抓好落实，确保取得实效。"

    assert [(a, a, False), (b, b, False), (c, c, False), ("", quoting, False)] == shown(a + b + c, a + b + c + quoting)


BEFORE, AFTER = "决战脱贫攻坚取得重大成就", "特殊类型地区振兴发展"


def damage_between(left: str, right: str) -> list[Damage]:
    return find_damage(Pair(left, right), Pair(left=True, right=False), match(left, right).runs)


def test_damage_is_found_between_matched_text_and_proven() -> None:
    """The whole damaged span is found, with its repair in the damaged side's script, from either side."""
    spoilt, clear = f"{BEFORE}?!笆?三五时期{AFTER}", f'{BEFORE}。"十三五时期{AFTER}'
    start = len(BEFORE)
    expected = Pair(Span(start, start + 4), Span(start, start + 3))

    assert [Damage(expected, on_left=True, expected="。“十")] == damage_between(spoilt, clear)
    assert [Damage(expected.mirrored(), on_left=False, expected="。“十")] == damage_between(clear, spoilt)


@pytest.mark.parametrize(
    ("left", "right"),
    [("?", "。"), ("是否可行?因此", "不可行,因此"), ("?!笆?", "?!笆?"), ("?!笆?", ""), ("?!笆?", ',"十')],
)
def test_question_marks_alone_are_no_damage(left: str, right: str) -> None:
    """What the byte model does not reproduce, or what both sides share, is not proven damage."""
    assert not damage_between(BEFORE + left + AFTER, BEFORE + right + AFTER)


def test_chance_matches_inside_damage_are_dropped() -> None:
    """A character that happens to be equal inside a damaged span is no shared text."""
    damage = [Damage(Pair(Span(10, 14), Span(10, 13)), on_left=True, expected="。“十")]
    firm = [Run(0, 0, 10), Run(14, 13, 8)]

    assert firm == outside_damage([firm[0], Run(12, 11, 1), firm[1]], damage)


def test_a_heading_is_learnt_from_the_other_rendering() -> None:
    """Where one text has no line breaks, the other one's lines say where a box's title ends."""
    body = "赣州、吉安、龙岩、三明、梅州、延安、庆阳、六安等城市要发挥示范带动作用，加快振兴发展。"
    broken = f"{SENTENCES[0]}\n专栏1 革命老区重点城市\n{body}\n{SENTENCES[1]}\n"
    texts = Pair(document(broken), document(broken.replace("\n", "").replace(" ", ""))).map(clean)
    own = texts.map(lambda text: find_headings(text, Lines.of(text)))
    keys = texts.map(lambda text: text.key)
    both = shared_headings(keys, own, match(keys.left, keys.right).runs)

    assert not [heading for heading in own.right if heading.evidence > Evidence.OPEN]
    assert own.left == both.left == both.right


def framed(left: str, right: str) -> list[str]:
    texts, cut, lines, found = aligned(left, right)
    keys = texts.map(lambda text: text.key)
    return [span.of(texts.left.kept) for span in frame(keys, cut, lines, found).left]


def test_the_site_around_the_text_is_told_from_added_text() -> None:
    """Header lines, a preface that quotes the plan, and a copyright notice are frame; a new closing sentence is not."""
    body = "\n".join(SENTENCES)
    quoting = f"《规划》提出，{SENTENCES[3]}"
    footer = "版权所有：某某网站，未经授权禁止转载；联系电话：010-12345678。"
    added = "各省要结合推进采煤沉陷区治理等任务，健全生态保护机制，加强项目考核，落实好评估。"
    left = f"时间：2021-11-30\n来源：发展改革委\n{quoting}\n{body}\n{footer}\n"

    assert ["时间：2021-11-30", "来源：发展改革委", quoting, footer] == framed(left, body)
    assert not framed(f"{body}\n{added}\n", body)


def test_two_documents_without_much_in_common_have_no_frame() -> None:
    """Only where half of a text is shared can one speak of what stands around it."""
    assert not framed(f"来源：发展改革委\n{SENTENCES[0]}\n{SENTENCES[1] * 3}", SENTENCES[0] + SENTENCES[4] * 3)
