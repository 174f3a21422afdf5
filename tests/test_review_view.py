"""The rows of a review: what is laid out, how it looks, how it scrolls, and that little is done. No Textual here."""

import re

import pytest
from conftest import document, golden
from hypothesis import given, settings
from hypothesis import strategies as st
from test_review_session import ALL, bare, rows, session
from test_reviewing import numbered
from test_terminal_report import CONTROL, READABLE, compared

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.decisions.decision import Verdict
from plandiff.errors import UsageError
from plandiff.judging.change import Kind
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import cells
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.messages import detail_lines, full_lines, path_line, title_lines
from plandiff.reviewing.painting import Look, pointed
from plandiff.reviewing.prefix_sums import Sums
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session
from plandiff.text.width import cell_width
from plandiff.text.wrap import _CLOSING, _OPENING


def screen(found: Session) -> str:
    """Return the rows around the current change as a screen shows them."""
    found.view.bring(found.place.block, found.place.tag)
    shown = [pointed(line) if any(run.tag == found.current for run in line) else line for line in found.view.rows()]
    return "\n".join(bare(line).rstrip() for line in shown) + "\n"


# Rows


def test_screens_a_reader_can_judge(seeds):
    """The rows around damage and wrong characters, beside each other and under each other."""
    found = Session(Review(seeds), Look(80))
    found.select(numbered(seeds, Kind.MOJIBAKE)[1])
    found.review.decide([found.current - 2], Verdict.ACCEPT)
    found.review.decide([found.current - 1], Verdict.REJECT)
    golden(screen(found), "beside_80.txt")
    found.view.set_look(Look(40))
    golden(screen(found), "stacked_40.txt")


def test_moved_added_and_dropped_passages_are_marked():
    """Before a passage stands how it relates; of a moved one it is said where it stands on either side."""
    kept = ["推进产业结构调整升级。", "完善政策保障体系建设。", "培育壮大新兴产业集群。", "提升基层公共服务水平。"]
    moved = "鼓励各地开展碳排放权交易试点工作。"
    left = ["第一章 总体要求\n", moved, *kept, "严格控制新增矿山数量。"]
    right = ["第一章 总体要求\n", *kept[:2], "设立专项资金。", *kept[2:], moved]
    found = session("".join(left), "".join(right))
    golden("\n".join(bare(line).rstrip() for line in rows(found)) + "\n", "moved_80.txt")


def test_a_derivation_is_clause_beside_clause():
    """National clauses stand beside the local ones made from them, in whatever order; the others are marked."""
    left = (
        "一、總體要求\n全面貫徹新發展理念，推動高質量發展。\n二、重點任務\n"
        "支持資源型城市建設接續替代產業示範區，培育壯大新興產業集群。加強采煤沉陷區綜合治理，推進獨立工礦區改造提升。"
        "完善跨區域協同創新和成果轉化長效機制。\n"
    )
    right = (
        "一、總體思路\n全面貫徹新發展理念，推動高質量發展。\n二、主要任務\n"
        "加強采煤沉陷區綜合治理，穩妥推進獨立工礦區改造提升。支持我省資源型城市建設接續替代產業示範區，培育壯大新興產業集群。"
        "設立省級轉型升級專項資金。\n"
    )
    compared_plans = compare(document(left, "l"), document(right, "r"), Relation.DERIVATION)
    found = Session(Review(material_of(compared_plans)), Look(90))
    golden("\n".join(bare(line).rstrip() for line in rows(found)) + "\n", "derivation_90.txt")


@settings(max_examples=80, deadline=None)
@given(
    left=READABLE,
    right=READABLE,
    width=st.integers(12, 110),
    flags=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    ambiguous=st.integers(1, 2),
)
def test_any_documents_give_rows_that_are_harmless_and_fit(left, right, width, flags, ambiguous):
    """Whatever the texts, no row commands the terminal or is wider than it."""
    try:
        comparison = compared(left, right)
    except UsageError:
        return
    stacked, ascii_only, folded = flags
    found = Session(Review(material_of(comparison)), Look(width, stacked, ascii_only, ambiguous), ALL)
    found.decide(Verdict.ACCEPT)
    found.find(left[:3])
    found.view.fold(folded=folded)
    told = [*title_lines(found, brief=False), *detail_lines(found, brief=False), *full_lines(found)]
    assert CONTROL.search("".join(map(bare, [*told, path_line(found, 0, brief=False)]))) is None
    for line in rows(found):
        assert cells(line, ambiguous) <= width or not found.view.look.beside
        assert CONTROL.search(bare(line)) is None


def columns_of(found: Session) -> tuple[list[str], list[str]]:
    """Return the lines of the left and of the right column, without gutter, marks and padding."""
    left, right = [], []
    for line in rows(found):
        at = next((n for n, run in enumerate(line) if run.text == found.view.look.divider), len(line))
        left.append(re.sub("[⟦⟧]", "", bare(line[1:at])).strip())
        right.append(re.sub("[⟦⟧]", "", bare(line[at + 1 :])).strip())
    return left, right


@pytest.mark.parametrize("width", [63, 80, 120])
def test_no_text_is_cut_and_lines_keep_the_rules(seeds, width):
    """Both texts are on screen whole; no line of either begins with a closing mark or ends with an opening one."""
    columns = columns_of(Session(Review(seeds), Look(width)))
    for column, source, sides in (
        (columns[0], seeds.sources.left, [block.spans.left for block in seeds.blocks if not block.furniture]),
        (columns[1], seeds.sources.right, [block.spans.right for block in seeds.blocks if not block.furniture]),
    ):
        lines = [line for line in column if line]
        assert not [line for line in lines if line[0] in _CLOSING or line[-1] in _OPENING]
        whole = "".join(source.shown(span) for spans in sides for span in spans)
        assert "".join("".join(lines).split()) == harmless("".join(whole.split()))


def test_the_two_columns_line_up(seeds):
    """The divider stands in the same cell in every row, whatever characters stand before it."""
    for ambiguous in (1, 2):
        found = Session(Review(seeds), Look(90, ambiguous=ambiguous))
        divider = found.view.look.divider
        places = {
            cell_width(bare(line).rpartition(divider)[0], ambiguous)
            for line in rows(found)
            if any(run.text == divider for run in line)
        }
        assert places == {2 + found.view.look.columns.left}


def test_ascii_marks_keep_to_ascii():
    """With --ascii neither frame nor marks of decisions need a special font."""
    found = session(look=Look(80, ascii=True))
    for verdict in (Verdict.ACCEPT, Verdict.REJECT, Verdict.SKIP):
        found.decide(verdict)
    text = "".join(map(bare, rows(found)))

    assert not set("│✓✗»") & set(text)
    assert "⟧a" in text and "⟧r" in text and "⟧s" in text


# Cost


def test_only_what_is_near_the_screen_is_laid_out():
    """A long pair is laid out by need: stepping, jumping and deciding touch a screenful each, not the text."""
    sentences = [f"推进第{n}号矿区的生态修复和综合治理，落实责任。" for n in range(10_000, 16_000)]
    left = "".join(sentences)
    right = "".join(s.replace("修复", "恢复") if n % 60 == 0 else s for n, s in enumerate(sentences))
    found = Session(Review(material_of(compare(document(left, "l"), document(right, "r")))), Look(80))
    assert len(found.material.blocks) >= 6_000
    for _ in range(5):
        found.decide(Verdict.ACCEPT)
        found.view.bring(found.place.block, found.place.tag)
    found.view.go_to_end()
    found.view.set_look(Look(60))
    found.view.go_to_row(found.view.height // 2)
    found.view.scroll(-30)

    assert len(found.view.rows()) == found.view.screen
    assert found.view.laid_out < 200


@given(numbers=st.lists(st.integers(0, 5), min_size=1, max_size=60), data=st.data())
def test_sums_stay_exact_through_changes(numbers, data):
    """Sums and look-ups say what a plain list would, before and after corrections."""
    sums = Sums(numbers)
    for _ in range(5):
        item = data.draw(st.integers(0, len(numbers) - 1))
        numbers[item] = data.draw(st.integers(0, 5))
        sums.set(item, numbers[item])
        at = data.draw(st.integers(0, len(numbers)))
        assert (sums.before(at), sums.total) == (sum(numbers[:at]), sum(numbers))
        row = data.draw(st.integers(0, max(0, sums.total - 1)))
        if sums.total:
            item, offset = sums.find(row)
            assert 0 <= offset < numbers[item]
            assert sum(numbers[:item]) + offset == row


@pytest.fixture(scope="module", params=[40, 80])
def scrolled(request, seeds) -> Session:
    return Session(Review(seeds), Look(request.param))


@given(start=st.integers(0, 3000), steps=st.lists(st.integers(-40, 40), max_size=12), fresh=st.booleans())
@settings(max_examples=50, deadline=None)
def test_scrolling_moves_what_is_seen_by_exactly_that_many_rows(scrolled, start, steps, fresh):
    """Although heights are estimates until a block is seen, a row that stays on screen moves as far as one scrolls."""
    view = scrolled.view
    if fresh:
        scrolled.choose(scrolled.filter)
    view.go_to_row(start)
    for step in steps:
        before, top = view.rows(), view.top
        view.scroll(step)
        after, overlap = view.rows(), view.screen - abs(step)
        assert len(after) == view.screen
        if overlap > 0 and step > 0 and view.top + view.screen < view.height:
            assert after[:overlap] == before[step:]
        if overlap > 0 and step < 0 and top + step > 0 and view.top:
            assert after[-overlap:] == before[:overlap]


def test_the_end_fills_the_screen(scrolled):
    """G shows the last row at the bottom and no blank screen below it; g the first at the top."""
    view = scrolled.view
    view.go_to_end()
    assert (len(view.rows()), view.top + view.screen) == (view.screen, view.height)
    view.go_to_row(0)
    assert (view.top, view.top_block) == (0, view.block_at(0))
