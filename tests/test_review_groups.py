"""Deciding in groups, knowingly; clearing, confirming, rewording, jumping: a review as its person steers it."""

from pathlib import Path

import pytest
from conftest import document
from test_reviewing import material, numbered

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.store import Store
from plandiff.judging.change import Direction, Kind, Weight
from plandiff.presentation.moments import moment_text
from plandiff.presentation.styled import painted
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.groups import Group
from plandiff.reviewing.messages import detail_lines, full_lines, people_lines, title_lines
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.repairs import corrected
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session

KEPT = "推进产业结构调整升级。"
PLANS = (
    document(
        "国家规划\n一、总体要求\n推进产业结构调整升级，培育壮大接续替代产业。\n加强生态修复，建设绿色矿山示范区。\n",
        "n.txt",
    ),
    document("某省方案\n来源：某网\n一、总体要求\n推进产业结构调整和升级，培育壮大产业。\n", "l.txt"),
)
RUN = ["设立专项资金。", "严格控制新增产能。", "推进就业。"]


def opened(by: str = "甲", folder: Path | None = None, chosen: Filter | None = None, left=None, right=None) -> Session:
    made = material() if left is None else material(left, right)
    store = Store(folder / "x.review.json", ("l", "r")) if folder else None
    return Session(Review(made, store, by), chosen=chosen)


def words(lines) -> str:
    return painted(lines, colour=False)


# Groups


def test_a_run_of_new_sentences_is_not_called_equal():
    """A decides what says the same; a run of different sentences is decided as a group, under its own name."""
    session = opened(left=KEPT * 2, right=KEPT + "".join(RUN) + KEPT)
    told = words(detail_lines(session, brief=False))

    assert "D decides 3 in a row" in told and "equal" not in told
    assert session.group(Group.EQUAL) == [session.current]
    session.decide(Verdict.ACCEPT, Group.EQUAL)
    assert session.counts()[State.ACCEPTED] == 1
    session.decide(Verdict.REJECT, Group.ROW)
    assert session.counts() == {State.ACCEPTED: 1, State.REJECTED: 2}


def test_each_group_holds_what_it_says():
    """Of its kind, in its section, marked, listed: and none holds what is settled or not listed."""
    session = opened()
    word = numbered(session.material, Kind.WRONG_CHARACTER, "制")
    session.select(word[0])
    session.mark()
    session.select(word[2])
    session.mark()
    groups = session.groups()

    assert groups[Group.MARKED] == [word[0], word[2]]
    assert groups[Group.LISTED] == session.listed
    assert {session.material.changes[n].kind for n in groups[Group.KIND]} == {Kind.WRONG_CHARACTER}
    assert set(groups[Group.SECTION]) <= set(session.listed)
    session.decide(Verdict.SKIP, Group.MARKED)
    assert (session.review.state(word[0]), session.review.state(word[1])) == (State.SKIPPED, State.OPEN)
    assert not session.marked
    session.select(word[1])
    session.decide(Verdict.REJECT)
    assert word[1] not in session.group(Group.LISTED)
    session.undo()
    session.undo()
    assert session.counts() == {State.OPEN: len(session.listed)}


# Moving


def test_tab_goes_round_and_says_so():
    """Whoever decides the last one first comes back to the first that is open; backwards likewise."""
    session = opened()
    session.select(session.listed[-1])
    assert "back at the first that is open" in session.decide(Verdict.ACCEPT)
    assert session.current == session.listed[0]
    assert "on from the last" in session.step_open(forward=False)
    assert session.current == session.listed[-2]
    session.decide(Verdict.ACCEPT, Group.LISTED)
    assert "are decided" in session.step_open()


def test_the_worst_comes_first():
    """! goes to the heaviest that is open, wherever the review stands."""
    session = opened()
    session.step_worst()
    assert session.change.weight is Weight.SUBSTANTIVE
    session.decide(Verdict.ACCEPT, Group.LISTED)
    assert "are decided" in session.step_worst()


def test_after_another_filter_the_first_open_one_is_current():
    """Not the nearest, behind which the others would be forgotten."""
    session = opened()
    session.select(session.listed[-1])
    session.choose(Filter(frozenset({Weight.CONVERSION})))
    session.decide(Verdict.ACCEPT)
    session.choose(Filter(frozenset({Weight.SUBSTANTIVE})))
    assert session.current == session.listed[0]


@pytest.mark.parametrize("to", ["0", "99999", "l99999", "r", "x", "ffffffff", "l0x"])
def test_a_jump_to_nowhere_stays_and_says_so(to):
    session = opened()
    at = session.current
    assert session.jump(to)
    assert session.current == at


def test_jumps_by_number_id_and_line():
    session = opened()
    session.jump("3")
    assert session.current == session.listed[2]
    session.jump(session.material.changes[session.listed[4]].id)
    assert session.current == session.listed[4]
    last = session.material.changes[session.listed[-1]]
    line = session.material.documents.left.position(last.spans.left.start).line
    assert not session.jump(f"l{line}")
    assert session.material.documents.left.position(session.change.spans.left.start).line >= line


# Filters


def test_filters_by_state_person_direction_and_comment():
    session = opened("甲")
    weaker = [n for n, c in enumerate(session.material.changes) if c.judgement.direction is Direction.WEAKER]
    session.review.decide([session.listed[0]], Verdict.REJECT)
    session.review.comment(session.listed[1], "問統計局")

    def listed(**chosen):
        session.choose(Filter(frozenset(Weight), **chosen))
        return session.listed

    assert listed(directions=frozenset({Direction.WEAKER})) == weaker
    rejected = listed(states=frozenset({State.REJECTED}))
    assert [session.review.state(n) for n in rejected] == [State.REJECTED]
    assert len(listed(people=frozenset({"甲"}))) == 2
    assert not listed(people=frozenset({"乙"}))
    assert [session.review.ruling(n).comment for n in listed(commented=True)] == ["問統計局"]
    assert session.commented() == session.listed


def test_the_title_says_how_heavy_what_is_open_is():
    session = opened()
    counts = session.open_between(0, len(session.material.changes))
    assert f"{counts[Weight.SUBSTANTIVE]}~" in words(title_lines(session, brief=False))


# Clearing and taking back


def test_a_decision_can_be_cleared_after_a_restart_and_that_taken_back(tmp_path):
    first = opened(folder=tmp_path)
    n = first.current
    first.comment("問統計局")
    first.decide(Verdict.ACCEPT)
    again = opened(folder=tmp_path)
    again.select(n)
    again.clear()
    assert (again.review.state(n), again.review.ruling(n).comment) == (State.OPEN, "問統計局")
    again.undo()
    assert again.review.state(n) is State.ACCEPTED


def test_steps_are_taken_back_across_restarts_the_last_first(tmp_path):
    """A step on many is one, and only one's own are taken back."""
    first = opened("甲", tmp_path)
    word = numbered(first.material, Kind.WRONG_CHARACTER, "制")
    number = numbered(first.material, Kind.NUMBER)[0]
    first.review.decide([number], Verdict.REJECT)
    first.review.decide(word, Verdict.ACCEPT)
    other = opened("乙", tmp_path)
    other.review.decide([word[0]], Verdict.REJECT)

    again = opened("甲", tmp_path)
    again.undo()
    assert [again.review.state(n) for n in word] == [State.REJECTED, State.OPEN, State.OPEN]
    again.undo()
    assert again.review.state(number) is State.OPEN
    assert again.undo() == "nothing to take back"
    assert Review(again.material, Store(tmp_path / "x.review.json", ("l", "r"))).ruling(word[0]).by == "乙"


def test_taking_back_after_a_restart_gives_the_others_ruling_back(tmp_path):
    n = opened().current
    opened("乙", tmp_path).review.decide([n], Verdict.REJECT)
    opened("甲", tmp_path).review.decide([n], Verdict.ACCEPT)
    again = opened("甲", tmp_path)
    again.undo()
    assert (again.review.ruling(n).by, again.review.state(n)) == ("乙", State.REJECTED)


# Who decided


def test_each_who_confirms_is_one_reading_more(tmp_path):
    """First, second and final reading; whoever decides otherwise objects, and is named."""
    n = opened().current
    for by in "甲乙丙":
        session = opened(by, tmp_path)
        session.select(n)
        if by == "甲":
            session.decide(Verdict.ACCEPT)
        else:
            session.confirm()
    assert session.review.signed(n) == ("甲", "乙", "丙")
    session.select(n)
    assert "final reading: 甲, 乙, 丙" in words(detail_lines(session, brief=False))
    told = words(people_lines(session))
    assert "甲:  1 accepted" in told and "final reading done: 1" in told

    objecting = opened("丁", tmp_path)
    objecting.select(n)
    objecting.decide(Verdict.REJECT)
    assert (objecting.review.signed(n), objecting.review.objecting(n)) == (("丁",), ("甲", "乙", "丙"))
    assert "decided otherwise by somebody: 1" in words(people_lines(objecting))


def test_nobody_confirms_alone(tmp_path):
    session = opened("甲", tmp_path)
    n = session.current
    assert "nobody has decided" in session.confirm()
    session.decide(Verdict.ACCEPT)
    session.select(n)
    assert "your own" in session.confirm()
    assert session.review.signed(n) == ("甲",)


# The right text


def test_the_right_text_is_typed_and_the_others_taken():
    session = opened()
    character = numbered(session.material, Kind.WRONG_CHARACTER, "制")[0]
    number = numbered(session.material, Kind.NUMBER)[0]
    session.select(character)
    side, proposed = session.to_reword()
    assert proposed == session.change.judgement.expected
    session.reword("㘝")
    session.select(number)
    texts = session.material.texts(session.change)
    session.take(left=True)
    made = corrected(session.review)

    assert "㘝" in (made.left if side == "left" else made.right)
    assert texts.left in made.right and texts.right not in made.right
    session.select(number)
    assert "in the right copy" in words(detail_lines(session, brief=False))
    session.undo()
    assert corrected(session.review).right is None


def test_a_typed_text_is_kept_in_the_file(tmp_path):
    session = opened(folder=tmp_path)
    n = session.current
    session.reword("")
    again = opened(folder=tmp_path)
    assert (again.review.ruling(n).text, again.review.ruling(n).side) == ("", session.review.ruling(n).side)


# Seeing


def test_details_name_the_words_that_were_asked_and_all_places():
    session = opened()
    session.select(numbered(session.material, Kind.WRONG_CHARACTER, "制")[0])
    told = words(full_lines(session))
    assert "words that were asked:" in told and "製造" in told
    assert "the same change in 2 places:" in told


def test_read_what_was_meant():
    """Without readings in brackets and page marks; damage as it is repaired."""
    left = "推動高（gāo）質（zhì）量（liàng）發展，加強（jiāng）建設。" * 3
    session = opened(left=left, right="推动高质量发展，加强建设。" * 3, chosen=Filter(frozenset(Weight)))

    def text(meant: bool) -> str:
        session.view.set_layout(LayoutOptions(120, meant=meant))
        session.view.screen = 100
        session.view.go_to_row(0)
        return words(session.view.rows())

    assert "gāo" in text(meant=False)
    assert "推動高質量發展，加強建設。" in text(meant=True)


def test_damage_is_read_as_repaired_on_either_side_in_its_own_script():
    """The repair stands in the text that is damaged; the sound text stays as it is."""
    left = "全面建成小康社會，特殊類型地區振興發展取得重大成就?!笆?三五”時期，各地區各部門深入貫徹落實決策部署。"
    right = "全面建成小康社会，特殊类型地区振兴发展取得重大成就。“十三五”时期，各地区各部门深入贯彻落实决策部署。"
    session = opened(left=left, right=right, chosen=Filter(frozenset(Weight)))
    session.view.set_layout(LayoutOptions(160, stacked=True, meant=True))
    session.view.screen = 100
    session.view.go_to_row(0)
    shown = words(session.view.rows())
    assert "重大成就。“十三五”時期" in shown and "重大成就。“十三五”时期" in shown


def test_a_derivation_opens_at_a_clause_that_both_have():
    """Titles come before it; what only one plan has names no place in the other."""
    session = Session(Review(material_of(compare(*PLANS, Relation.DERIVATION))))
    block = session.material.blocks[session.material.block_of[session.current]]
    assert block.spans.left and block.spans.right
    only = next(n for n, c in enumerate(session.material.changes) if c.kind is Kind.DROPPED)
    session.select(only)
    told = words(detail_lines(session, brief=False))
    assert "left " in told and "right 1:1" not in told


def test_a_derivation_accuses_nobody(monkeypatch):
    """What a plan has left out is not taken up (未承接); in two versions of one text it is deleted (删去)."""
    monkeypatch.setenv("PLANDIFF_LANGUAGE", "zh-Hans")
    for relation, words_of_it in ((Relation.DERIVATION, "未承接"), (Relation.REVISION, "删去")):
        session = Session(Review(material_of(compare(*PLANS, relation))))
        session.select(next(n for n, c in enumerate(session.material.changes) if c.kind is Kind.DROPPED))
        assert f"- {words_of_it}" in words(detail_lines(session, brief=False))


def test_times_are_the_readers():
    assert moment_text("2026-11-28T15:05:00.000+00:00")[:11] in {"2026-11-28 ", "2026-11-29 "}
    assert moment_text("\x1b[31m") == "␛[31m"
