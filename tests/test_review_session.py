"""The session: what is current, listed and searched, and the rows that are laid out for it. No Textual here."""

import re
import subprocess
import sys

import pytest
from conftest import document, golden, seed
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reviewing import LEFT, RIGHT, material, numbered
from test_terminal_report import CONTROL, READABLE, compared

from plandiff.comparison import compare
from plandiff.errors import UsageError
from plandiff.judging.change import Kind, Weight
from plandiff.reports.excerpts import harmless
from plandiff.reports.styled import cells
from plandiff.reviewing.decisions import State, Verdict
from plandiff.reviewing.material import material_of
from plandiff.reviewing.review import Review
from plandiff.text.width import cell_width
from plandiff.text.wrap import _CLOSING, _OPENING
from plandiff.tui.painting import Look, pointed
from plandiff.tui.session import Filter, Session
from plandiff.tui.sums import Sums
from plandiff.tui.telling import detail_lines, full_lines, name_around, path_line, title_lines

ALL = Filter(frozenset(Weight))


def session(left=LEFT, right=RIGHT, look=None, chosen=None) -> Session:
    return Session(Review(material(left, right)), look or Look(80), chosen)


@pytest.fixture(scope="module")
def seeds():
    return material_of(compare(seed("national-special-regions.hant"), seed("national-special-regions.hans")))


def bare(line) -> str:
    return "".join(run.text for run in line)


def rows(found: Session) -> list:
    """Return all rows, from the top on."""
    found.view.go_to_row(0)
    found.view.screen = 10 * found.view.height + 100
    found.view.scroll(0)
    return found.view.rows()


def screen(found: Session) -> str:
    """Return the rows around the current change as a screen shows them."""
    found.view.bring(found.place.block, found.place.tag)
    shown = [pointed(line) if any(run.tag == found.current for run in line) else line for line in found.view.rows()]
    return "\n".join(bare(line).rstrip() for line in shown) + "\n"


def test_the_state_knows_nothing_of_textual():
    """Session and rows are plain values: importing and using them loads no Textual and no Rich."""
    code = "import sys, plandiff.tui.session, plandiff.tui.telling; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode().split()

    assert not {"textual", "rich"} & set(loaded)


# Moving


def test_next_and_previous_go_through_the_listed_changes():
    """n and p meet each listed change once, in reading order, and say when there is none."""
    found = session()
    met = [found.current]
    while not found.step(forward=True):
        met.append(found.current)

    assert met == found.listed
    assert found.step(forward=True) == "none after this one; 8 are open"
    while not found.step(forward=False):
        met.pop()
    assert (found.current, len(met)) == (found.listed[0], 1)


def test_after_a_decision_the_next_open_change_is_current():
    """Deciding goes on by itself, past what is decided or skipped, and says when all is done."""
    found = session()
    found.decide(Verdict.SKIP)
    assert found.current == found.listed[1]
    found.step(forward=False)
    for _ in range(20):
        told = found.decide(Verdict.ACCEPT, all_equal=True)
        if told.endswith("export them") or "e exports" in told:
            break

    assert told.endswith("all 8 listed changes are decided; e exports them")
    assert found.counts() == {State.ACCEPTED: 8}


def test_sections_are_stepped_through():
    """] and [ go to the headings."""
    found = session()
    first, second = (heading.block for heading in found.material.outline)

    assert [found.section_from(0, forward=True), found.section_from(first, forward=True)] == [second, second]
    assert (found.section_from(second, forward=True), found.section_from(second, forward=False)) == (None, first)


# Searching


@pytest.mark.parametrize("query", ["製造業", "制造业", "制 造业", "制造業"])
def test_typing_either_script_finds_both_texts(query):
    """A search is folded: script, width and white space make no difference; both sides count."""
    found = session(LEFT.replace("制造業發展", "制造\n業發展"))
    assert found.find(query) == ""

    assert (found.found.count, len(found.found.blocks)) == (4, 2)
    block = found.hit_from(-1, forward=True)
    assert found.hit_from(found.found.blocks[-1], forward=True) == block
    assert found.hit_from(block, forward=False) == found.found.blocks[-1]


def test_a_search_without_a_hit_says_so():
    """Nothing found is told; an empty query ends the search."""
    found = session()

    assert found.find("碳达峰") == "“碳达峰” stands in neither text"
    assert (found.find("制造业"), found.found.count) == ("", 4)
    assert (found.find(" "), found.found.count, found.hit_from(0, forward=True)) == ("", 0, None)


def test_query_characters_have_no_special_meaning():
    """What is typed is text, not a pattern."""
    found = session("规划(试行)[a.b]为五年。", "规划(试行)[a.b]为十年。")
    found.find("(试行)[a.b]")
    assert found.found.count == 2
    found.find(".*")
    assert found.found.count == 0


# Listing


def test_a_filter_chooses_what_is_listed_and_marked():
    """Hidden weights and kinds are neither stepped to nor marked nor counted."""
    found = session()
    assert "⟦后⟧" in "".join(map(bare, rows(found)))
    found.toggle_weight(Weight.CONVERSION)

    assert {found.material.changes[n].weight for n in found.listed} == {Weight.SUBSTANTIVE}
    assert "⟦后⟧" not in "".join(map(bare, rows(found)))
    found.choose(Filter(frozenset({Weight.SUBSTANTIVE}), frozenset({Kind.NUMBER})))
    assert {found.material.changes[n].kind for n in found.listed} == {Kind.COMMITMENT, Kind.DROPPED}
    assert found.choose(Filter(frozenset())) == "no change is listed; f chooses which are"
    assert (found.current, found.decide(Verdict.ACCEPT)) == (None, "no change is listed; f chooses which are")


def test_stepping_to_undecided_changes_only():
    """With U, n and p pass by what is settled; skipped changes are still open."""
    found = session()
    second, third = found.listed[1:3]
    found.review.decide([second], Verdict.REJECT)
    found.review.decide([third], Verdict.SKIP)
    found.toggle_open_only()
    found.step(forward=True)

    assert found.current == third


def test_cosmetic_changes_are_listed_if_there_are_no_others():
    """A pair that differs in commas only opens with its commas, not with an empty list."""
    found = session("规划期为五年，共十年。", "规划期为五年,共十年。")

    assert [found.material.changes[n].kind for n in found.listed] == [Kind.PUNCTUATION]


def test_page_furniture_is_shown_only_where_it_is_listed(seeds):
    """Site header and page numbers do not stand between the texts, unless one asks for them."""
    found = Session(Review(seeds))
    assert "索引號" not in "".join(map(bare, rows(found)))
    header = seeds.documents.left.text[:40].split()[0]
    found.choose(ALL)
    assert harmless(header) in "".join("".join(map(bare, rows(found))).split())


def test_folding_leaves_headings_and_changes():
    """Folded, unchanged passages are one row that counts them."""
    same = "".join(f"落实第{n}项任务。" for n in range(100, 120))
    found = session("一、总体要求\n规划期为五年。" + same, "一、总体要求\n规划期为十年。" + same)
    found.view.fold(folded=True)
    text = [bare(line).strip() for line in rows(found)]

    assert text[-1] == "--- 20 passages unchanged ---"
    assert len(text) == 4
    found.find("第110项")
    assert "第110项" in "".join(map(bare, rows(found)))


# Deciding


def test_all_equal_in_a_word_or_in_any_word():
    """A decides the findings of one word; = widens it to the same characters in any word."""
    found = session()
    found.select(numbered(found.material, Kind.WRONG_CHARACTER, "制")[0])
    assert len(found.equal()) == 2
    assert found.toggle_words() == "equal: the same characters in any word"
    assert len(found.equal()) == 3
    assert found.decide(Verdict.ACCEPT, all_equal=True).startswith("3 accepted")


def test_a_name_must_stand_around_the_finding():
    """Only a name that holds the finding settles it; the prompt begins with the word as written."""
    found = session()
    found.select(numbered(found.material, Kind.WRONG_CHARACTER, "制")[0])

    assert name_around(found) == "制造業"
    assert found.confirm_name("后續") == "“后續” does not stand around this finding"
    assert found.confirm_name(" 制造 業 ").startswith("2 settled by this name")


def test_undo_goes_back_to_the_change():
    """u takes the last step back and shows where it was made."""
    found = session()
    first = found.current
    found.decide(Verdict.REJECT)

    assert (found.undo(), found.current) == ("1 decision taken back", first)
    assert found.undo() == "nothing to take back"


def test_counts_follow_decisions(seeds):
    """What is open in a section is known after each step without counting anew."""
    found = Session(Review(seeds))
    whole = (0, len(seeds.changes))
    assert found.open_between(*whole) == {Weight.SUBSTANTIVE: 2, Weight.CONVERSION: 213, Weight.DAMAGE: 5}
    found.select(numbered(seeds, Kind.NUMBER)[0])
    found.decide(Verdict.ACCEPT)
    assert found.open_between(*whole)[Weight.SUBSTANTIVE] == 1
    found.undo()
    assert found.open_between(*whole)[Weight.SUBSTANTIVE] == 2


def test_a_newer_version_keeps_place_and_filter():
    """After the files are compared again the person is where they were."""
    found = session(chosen=Filter(frozenset({Weight.SUBSTANTIVE})))
    found.step(forward=True)
    id_ = found.change.id
    later = found.continued(found.review.continued(material(LEFT, RIGHT.replace("13.8", "13.9"))))

    assert (later.change.id, later.filter) == (id_, found.filter)


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
