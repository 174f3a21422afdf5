"""The session: what is current, listed and searched, and the rows that are laid out for it. No Textual here."""

import subprocess
import sys

import pytest
from test_reviewing import LEFT, RIGHT, material, numbered

from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.store import Store
from plandiff.judging.change import Kind, Weight
from plandiff.presentation.excerpts import harmless
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.groups import Group
from plandiff.reviewing.messages import name_around
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session

ALL = Filter(frozenset(Weight))


def session(left=LEFT, right=RIGHT, layout=None, chosen=None) -> Session:
    return Session(Review(material(left, right)), layout or LayoutOptions(80), chosen)


def bare(line) -> str:
    return "".join(run.text for run in line)


def rows(found: Session) -> list:
    """Return all rows, from the top on."""
    found.view.go_to_row(0)
    found.view.screen = 10 * found.view.height + 100
    found.view.scroll(0)
    return found.view.rows()


def test_the_state_knows_nothing_of_textual():
    """Session and rows are plain values: importing and using them loads no Textual and no Rich."""
    code = "import sys, plandiff.reviewing.session, plandiff.reviewing.messages; print(*sys.modules)"
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
        told = found.decide(Verdict.ACCEPT, Group.EQUAL)
        if told.endswith("export them") or "e exports" in told:
            break

    assert told.endswith("all 8 listed changes are decided; e exports the decisions")
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
    assert len(found.group(Group.EQUAL)) == 2
    assert found.toggle_words() == "equal: the same characters in any word"
    assert len(found.group(Group.EQUAL)) == 3
    assert found.decide(Verdict.ACCEPT, Group.EQUAL).startswith("3 accepted")


def test_a_name_must_stand_around_the_finding():
    """Only a name that holds the finding settles it; the prompt begins with the word as written."""
    found = session()
    found.select(numbered(found.material, Kind.WRONG_CHARACTER, "制")[0])

    assert found.change.judgement.word.replace("製", "制") == name_around(found)
    assert found.confirm_name("后續") == "“后續” does not stand around this finding"
    assert found.confirm_name(" 制造 業 ").startswith("2 settled by this name")


def test_undo_goes_back_to_the_change():
    """u takes the last step back and shows where it was made."""
    found = session()
    first = found.current
    found.decide(Verdict.REJECT)

    assert (found.undo(), found.current) == ("1 decision taken back", first)
    assert found.undo() == "nothing to take back"


def test_undo_says_what_another_review_has_decided_since(tmp_path):
    """Nobody is left to wonder why a decision is still there."""
    one, other = (Session(Review(material(), Store(tmp_path / "x.json", ("l", "r")))) for _ in range(2))
    one.review.decide([0, 1], Verdict.ACCEPT)
    other.review.decide([0], Verdict.REJECT)

    assert one.undo() == "1 decision taken back; 1 was decided since by another review, whose ruling stands"


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
