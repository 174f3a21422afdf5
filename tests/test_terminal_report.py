"""The terminal report: cases a Chinese reader can judge, and what must hold for every document."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import document
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.comparison import AlignedComparison, Notice, compare
from plandiff.errors import UsageError
from plandiff.judging.change import Certainty, Change, Judgement, Kind, Reason
from plandiff.judging.kinds import sign
from plandiff.presentation.styled import Hold, Role, Styled, filled, flow, painted
from plandiff.reading.document import Address, Document, Unit
from plandiff.reports.to_terminal import comparison_text
from plandiff.text.span import Pair, Span
from plandiff.text.width import cell_width

CASES = sorted((Path(__file__).parent / "cases" / "terminal").glob("*.txt"))
SGR = re.compile(r"\x1b\[[0-9;]+m")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def compared(left, right) -> AlignedComparison:
    return compare(document(left, "left.txt"), document(right, "right.txt"))


def report(result, columns=80, *, colour=False, show_all=False, meant=False) -> str:
    return comparison_text(result, columns, colour=colour, show_all=show_all, meant=meant)


def read_case(path) -> dict[str, str]:
    parts = re.split(r"^%%% (\w+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path):
    """To write the reports anew: WRITE_CASES=1 pytest -n0 tests/test_terminal_report.py; then read the diff."""
    case = read_case(path)
    options = case.get("options", "")
    width = re.search(r"--width (\d+)", options)
    result = compared(case["left"], case["right"])
    text = report(result, int(width[1]) if width else 80, show_all="--all" in options) + "\n"
    if os.environ.get("WRITE_CASES"):
        head = path.read_text(encoding="utf-8").partition("%%% report\n")[0]
        path.write_text(f"{head}%%% report\n{text}", encoding="utf-8")
    else:
        assert text == case["report"]


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("国家规划2035年13.5%，。；“”（）《》⟦⟧⟨⟩— \n\t\r\u3000\xa0"),
        st.sampled_from("\x1b\x07\x85\u200b\u202e\u2066\u2028\ue7c7\ud800\u0301👍🏽🇨\u200d\ufe0f"),
        st.characters(),
    ),
    max_size=120,
)
READABLE = HOSTILE.map(lambda text: text.encode("utf-8", "ignore").decode()).filter(str.strip)
"""What reading can yield: no lone surrogates, and more than white space."""
COLUMNS = st.integers(20, 120)


@st.composite
def comparisons(draw):
    """Any changes on any texts: more than plandiff ever finds, so that nothing depends on what it finds."""
    texts = Pair(draw(HOSTILE), draw(HOSTILE))
    documents = texts.map(lambda text: document(text, draw(HOSTILE) or "-"))
    page = Address(0, len(texts.left), ((Unit.SHEET, draw(HOSTILE)),))
    return AlignedComparison(
        documents=Pair(replace(documents.left, addresses=(page,)), documents.right),
        scripts=Pair("hans", "hant"),
        relation=compared("国家规划", "国家规划").relation,
        relation_given=draw(st.booleans()),
        shared=draw(st.floats(0, 1)),
        sections=Pair((), ()),
        section_pairs=(),
        passages=(),
        changes=tuple(draw(changes_on(texts))),
        same=(),
        notices=tuple(draw(st.sets(st.sampled_from(Notice)))),
    )


@st.composite
def changes_on(draw, texts):
    count = draw(st.integers(0, 8))
    left, right = draw(spans_in(texts.left, count)), draw(spans_in(texts.right, count))
    judgements = st.builds(
        Judgement,
        st.sampled_from(Kind),
        st.sampled_from(Reason),
        st.sampled_from(Certainty),
        st.one_of(st.none(), HOSTILE),
    )
    return [Change(Pair(*spans), draw(judgements), f"{n:08x}") for n, spans in enumerate(zip(left, right, strict=True))]


@st.composite
def spans_in(draw, text, count):
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * count, max_size=2 * count)))
    return [Span(*cuts[n : n + 2]) for n in range(0, len(cuts), 2)]


def check_layout(text, columns):
    for line in text.split("\n"):
        assert cell_width(line) <= columns
        assert line == line.rstrip()
    assert CONTROL.search(text) is None
    assert re.fullmatch(r"[^⟦⟧]*(⟦[^⟦⟧]*⟧[^⟦⟧]*)*", text)


@settings(max_examples=300)
@given(result=comparisons(), columns=COLUMNS, show_all=st.booleans(), meant=st.booleans())
def test_any_comparison_is_harmless_and_fits(result, columns, show_all, meant):
    plain = report(result, columns, show_all=show_all, meant=meant)
    check_layout(plain, columns)
    assert SGR.sub("", report(result, columns, show_all=show_all, meant=meant, colour=True)) == plain


@settings(max_examples=60, deadline=None)
@given(left=READABLE, right=READABLE, columns=COLUMNS, show_all=st.booleans())
def test_any_documents_give_a_report_that_is_harmless_and_fits(left, right, columns, show_all):
    try:
        result = compared(left, right)
    except UsageError:
        return
    check_layout(report(result, columns, show_all=show_all), columns)


LEFT = """第一章 总体要求
到2025年，资源型地区研发经费投入强度达到13.5%。严格控制新增矿山数量。
"""
RIGHT = LEFT.replace("13.5", "13.8").replace("严格控制新增矿山数量。", "")


def test_sides_exchanged_show_the_same_findings_mirrored():
    forth, back = report(compared(LEFT, RIGHT)), report(compared(RIGHT, LEFT))
    assert "- dropped" in forth and "+ added" in back
    assert "- 到2025年，资源型地区研发经费投入强度⟦达到13.5%⟧。" in forth
    assert "+ 到2025年，资源型地区研发经费投入强度⟦达到13.5%⟧。" in back


def test_colour_is_only_painted_on():
    result = compared(LEFT, RIGHT)
    painted_report = report(result, colour=True)
    assert "\x1b[1;31m⟦达到13.5%⟧\x1b[0m" in painted_report
    assert "\x1b[1;32m⟦达到13.8%⟧\x1b[0m" in painted_report
    assert all(line.count("\x1b[0m") * 2 == line.count("\x1b[") for line in painted_report.split("\n"))


def test_hostile_names_command_nothing():
    result = compare(document("规划期限为五年。", "a\x1b]0;x\x07\nb.txt"), document("规划期限为十年。"))
    assert "a␛]0;x␇↵b.txt" in report(result)


def test_a_mark_in_a_document_is_no_mark_of_the_report():
    assert "规划期限⟨U+27E6⟩为⟦五年⟧。" in report(compared("规划期限⟦为五年。", "规划期限⟦为十年。"))


def test_whatever_a_context_is_cut_to_a_figure_stays_whole():
    filler = "的" * 30
    for pad in range(20):
        text = f"{filler}1,234.5万元{'之' * pad}"
        shown = report(compared(f"{text}甲{text}", f"{text}乙{text}"), 120)
        assert not re.search(r"…[\d.,]|(?<!4)\d…", shown)


def test_what_is_left_out_is_counted():
    sentences = [f"推进第{n}号矿区的生态修复和综合治理。" for n in range(100, 400)]
    left = "甲乙丙丁。" + "".join(sentences)
    right = "甲乙丙丁。" + "".join(
        sentence.replace("修复", f"修{chr(0x6000 + n)}") if n % 3 == 0 else sentence
        for n, sentence in enumerate(sentences)
    )
    result = compared(left, right)
    assert report(result).count("~ wording") == 50
    assert "… and 50 more (--all shows them)" in report(result)
    assert report(result, show_all=True).count("~ wording") == 100


def test_a_long_passage_is_shown_whole_if_all_is_asked_for():
    passage = "".join(f"落实第{n}项任务。" for n in range(100, 160))
    result = compared("总体要求如下。", "总体要求如下。" + passage)
    assert passage not in report(result, 2000)
    assert passage in report(result, 2000, show_all=True)


def test_equal_conversion_findings_are_one_entry_with_a_count():
    left, right = "推動制造業發展，提升制造業水平。", "推动制造业发展，提升制造业水平。"
    judgement = Judgement(Kind.LEFTOVER_CHARACTER, Reason.WORDING, expected="製")
    spans = [Span(match.start(), match.end()) for match in re.finditer("制", left)]
    changes = tuple(Change(Pair(span, span), judgement, f"id{n}") for n, span in enumerate(spans, 1))
    text = report(replace(compared(left, right), changes=changes))
    assert "1..2 x leftover character ×2  left 1:3  right 1:3  id1  id2" in text
    assert "- 推動⟦制⟧造業發展，提升制造業水平。" in text
    assert "= expected ⟦製⟧" in text
    assert "no substantive difference · 2 conversion" in text
    listed = report(replace(compared(left, right), changes=changes), show_all=True)
    assert listed.count("x leftover character  left") == 2


def test_a_place_stands_before_line_and_column():
    left = replace(document(LEFT), addresses=(Address(0, len(LEFT), ((Unit.TABLE, 2), (Unit.ROW, 3))),))
    assert "left table 2, row 3, 2:29  right 2:29" in report(compare(left, document(RIGHT)))


def test_many_cosmetic_changes_cost_little(monkeypatch):
    result = compared("甲，" * 10, "甲," * 10)
    many = replace(result, changes=result.changes * 7_500)
    monkeypatch.setattr(Document, "position", None)  # Nothing is looked up that is not shown.
    assert "cosmetic: 75,000 punctuation" in report(many)


def test_every_kind_has_a_sign_of_one_cell():
    assert all(cell_width(sign(kind)) == 1 and sign(kind).isascii() for kind in Kind)


@given(
    texts=st.lists(st.text("规划，。（）13.5% a", max_size=30), max_size=6),
    columns=COLUMNS,
)
def test_marks_stay_with_the_text_they_mark(texts, columns):
    runs = []
    for text in texts:
        bare = text.strip() or "无"
        runs += [Styled("⟦", Role.LEFT, Hold.AFTER), Styled(bare), Styled("⟧", Role.LEFT, Hold.BEFORE), Styled("文")]
    lines = painted(flow(runs, columns), colour=False).split("\n")
    assert not any(line.startswith("⟧") or line.endswith("⟦") for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(run.text for run in runs).split())


def test_a_figure_stays_whole_around_a_mark():
    runs = [Styled("投入强度达到13."), Styled("⟦", hold=Hold.AFTER), Styled("5"), Styled("⟧", hold=Hold.BEFORE)]
    runs.append(Styled("%以上"))
    for columns in range(20, 30):
        assert any("13.⟦5⟧%" in line for line in painted(flow(runs, columns), colour=False).split("\n"))


def test_parts_are_kept_together_while_they_fit():
    parts = [(Styled("left 12:26"),), (Styled("right 1:1134"),), (Styled("370502de"),)]
    lines = painted(filled(parts, 24, (Styled("1 "),), (Styled("  "),)), colour=False)
    assert lines == "1 left 12:26\n  right 1:1134  370502de"
