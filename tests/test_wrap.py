"""Lines break where a Chinese reader expects them to, and never run past the edge."""

import os
import re
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from plandiff.text import width
from plandiff.text.width import cell_width
from plandiff.text.wrap import wrap

NOT_FIRST = "，。、；：！？）》」』】〕”’…%％·,.;:!?)]}"
NOT_LAST = "（《「『【〔“‘([{"
FIGURE = re.compile(r"(?<![A-Za-z\d.,-])\d+(?:[.,]\d+)*(?:%|年|万元)")

# Phrases as they occur in plans: at most two marks on either side, so that none is wider than 17 cells.
TOKENS = st.sampled_from(["国", "资源型地区", "2035年", "13.5%", "1,000万元", "GDP", "COVID-19", "——", "5G"])
HANZI = st.text("国家发展规划", min_size=1, max_size=4)
MARKS_BEFORE = st.text(NOT_LAST, max_size=2)
MARKS_AFTER = st.text(NOT_FIRST, max_size=2)
PHRASES = st.tuples(MARKS_BEFORE, TOKENS, MARKS_AFTER, HANZI, st.sampled_from(["", "", " ", "　"])).map("".join)
PARAGRAPHS = st.lists(PHRASES, min_size=1, max_size=20).map("".join)

# Characters as a reader counts them, some of several code points.
CHARACTERS = [*"国a。（—9", "e\u0301", "“\u0301", "葛\U000e0100", "👍🏽", "👩🏽\u200d💻", "🇨🇳", "\u1112\u1161"]
HOSTILE = st.text(
    st.one_of(st.sampled_from([*"国a9，（%— \t\u3000\u0301\u200b\u200d\u2028\u0903\u094d\ufe0f🇨🏽"]), st.characters())
)


def lines(text, width, ambiguous=1):
    return [text[start:end] for start, end in wrap(text, width, ambiguous)]


@pytest.mark.parametrize(
    ("width", "text", "expected"),
    [
        # Between any two characters, full lines.
        (8, "资源型地区转型发展", ["资源型地", "区转型发", "展"]),
        # 避头: a mark that may not begin a line takes the character before it down.
        (8, "资源型地，区", ["资源型", "地，区"]),
        (8, "能源资源”。等", ["能源资", "源”。等"]),
        (8, "全国(2021)。", ["全国", "(2021)。"]),
        (10, "绿水青山·金山", ["绿水青山·", "金山"]),
        (9, "绿水青山·金山", ["绿水青山·", "金山"]),
        (8, "绿水青山·金山", ["绿水青", "山·金山"]),
        # 避尾: a mark that may not end a line goes down with what it opens.
        (8, "印发了《规划》", ["印发了", "《规划》"]),
        (8, "城市群（“双城", ["城市群", "（“双城"]),
        (9, "城市群（ 双城", ["城市群", "（ 双城"]),
        (8, "城市群（", ["城市群（"]),
        # A figure keeps sign, decimal point, thousands and unit.
        (8, "到本世纪2035年", ["到本世纪", "2035年"]),
        (8, "到世纪2035年", ["到世纪", "2035年"]),
        (8, "增长了13.5%以上", ["增长了", "13.5%以", "上"]),
        (12, "总投资1,000万元。", ["总投资", "1,000万元。"]),
        (8, "下降为-5.2%左右", ["下降为", "-5.2%左", "右"]),
        (9, "造林共260 万亩", ["造林共", "260 万亩"]),
        (8, "升温约30°C", ["升温约", "30°C"]),
        (8, "时长２０年", ["时长", "２０年"]),
        # A range breaks after its hyphen only; after a unit the hyphen may be a minus and holds both sides.
        (8, "今年5月-6月完成", ["今年", "5月-6月", "完成"]),
        (8, "中国-东盟合作", ["中国-东", "盟合作"]),
        (4, "中国-东盟合作", ["中", "国-", "东盟", "合作"]),
        (12, "规划期2021-2025年", ["规划期2021-", "2025年"]),
        # Latin words stay whole.
        (10, "应对COVID-19疫情", ["应对", "COVID-19疫", "情"]),
        (9, "发展5G网络和PM2.5治理", ["发展5G网", "络和PM2.5", "治理"]),
        (8, "the main goals", ["the main", "goals"]),
        # Dash and ellipsis are one sign. A dash may begin a line (GB/T 15834, 5.1.4).
        (7, "现代化——资源", ["现代化", "——资源"]),
        (8, "现代化……资源", ["现代化……", "资源"]),
        (7, "现代化……资源", ["现代", "化……资", "源"]),
        (3, "化……", ["化", "……"]),
        # A joining dash, a tilde, a slash do not begin a line, a slash does not end one either.
        (6, "北京市—天津市", ["北京", "市—天", "津市"]),
        (6, "五万元～十万元", ["五万", "元～十", "万元"]),
        (5, "各县/区", ["各", "县/区"]),
        # White space at a break belongs to no line, and does not let a mark slip to the next.
        (8, "　　资源型  城市  ", ["资源型", "城市"]),
        (8, "资源城市   转型", ["资源城市", "转型"]),
        (8, "资源城市 ，", ["资源城", "市 ，"]),
        # Straight quotes may stand on either side.
        (8, '坚持四个"两高"', ["坚持四个", '"两高"']),
        # A mark of visible() is one thing.
        (9, "规划⟨U+200B⟩纲要", ["规划", "⟨U+200B⟩", "纲要"]),
        # A mark belongs to the character before it, be it a space; at the very start to the one after it.
        (8, "资源城市 \u0301转型", ["资源城市", " \u0301转型"]),
        (2, "\u094d\u0915a", ["\u094d\u0915", "a"]),
        # What is too wide is cut: beside a mark if there is one, else anywhere.
        (6, "（13.5%）", ["（", "13.5%", "）"]),
        (4, "ABCDEFGHIJ", ["ABCD", "EFGH", "IJ"]),
        (4, "。。。。", ["。。", "。。"]),
        (3, "————", ["—" * 3, "—"]),
        (1, "规划", ["规", "划"]),
        (0, "ab", ["a", "b"]),
        (-5, "ab", ["a", "b"]),
        (8, "", []),
        (8, " 　\t", []),
    ],
)
def test_lines_break_as_a_reader_expects(width, text, expected):
    """The rules of GB/T 15834, one case each."""
    assert lines(text, width) == expected


def test_a_paragraph():
    """A paragraph of a plan, set in 30 cells."""
    text = (
        "到2035年，资源型地区与全国同步基本实现社会主义现代化——资源能源安全保障能力大幅提升；"
        "总投资1,000万元，增长13.5%（其中PM2.5浓度下降-5.2%），《全国资源型城市可持续发展规划"
        "（2013-2020年）》提出“十四五”目标。"
    )
    assert lines(text, 30) == [
        "到2035年，资源型地区与全国同步",
        "基本实现社会主义现代化——资源能",
        "源安全保障能力大幅提升；总投资",
        "1,000万元，增长13.5%（其中",
        "PM2.5浓度下降-5.2%），《全国资",
        "源型城市可持续发展规划（2013-",
        "2020年）》提出“十四五”目标。",
    ]


def test_ambiguous_characters_count_as_the_terminal_draws_them():
    """Where quotes and dashes take two cells, the line holds fewer characters."""
    text = "“十四五”规划"
    assert lines(text, 8) == ["“十四五”", "规划"]
    assert lines(text, 8, ambiguous=2) == ["“十四", "五”规划"]


@given(HOSTILE, st.integers(1, 20), st.sampled_from([1, 2]))
def test_the_lines_are_the_text_without_the_space_between_them(text, width, ambiguous):
    """Nothing but white space is lost, and no line ends with it."""
    spans = wrap(text, width, ambiguous)
    gaps = [text[before[1] : after[0]] for before, after in pairwise([(0, 0), *spans, (len(text), len(text))])]
    assert not "".join(gaps).strip()
    assert all(start < end for start, end in spans)
    rebuilt = "".join(gap + text[start:end] for gap, (start, end) in zip(gaps, spans, strict=False))
    assert rebuilt + gaps[-1] == text
    assert not any(text[end - 1].isspace() for _, end in spans)


@given(st.lists(st.sampled_from(CHARACTERS)), st.integers(1, 12), st.sampled_from([1, 2]))
def test_no_line_is_too_wide_and_no_character_is_cut(characters, width, ambiguous):
    """Marks, selectors and joined emoji stay with their base; only a lone character may be too wide."""
    text = "".join(characters)
    edges = {len("".join(characters[:count])) for count in range(len(characters) + 1)}
    for start, end in wrap(text, width, ambiguous):
        assert {start, end} <= edges
        assert cell_width(text[start:end], ambiguous) <= width or text[start:end] in CHARACTERS


@given(HOSTILE, st.integers(1, 20), st.sampled_from([1, 2]))
def test_a_line_too_wide_cannot_be_cut_again(text, width, ambiguous):
    """Whatever the text, a line wider than the width holds a single character."""
    for line in lines(text, width, ambiguous):
        if cell_width(line, ambiguous) > width:
            assert lines(line, 1, ambiguous) == [line]


@given(PARAGRAPHS, st.integers(17, 60))
def test_marks_stand_on_the_right_side_of_a_break(text, width):
    """No closing mark begins a line, no opening mark ends one, no dash is cut."""
    for (_, end), (start, _) in pairwise(wrap(text, width)):
        assert text[start] not in NOT_FIRST
        assert text[end - 1] not in NOT_LAST
        assert text[end - 1 : start + 1] != "——"


@given(PARAGRAPHS, st.integers(2, 40))
def test_figures_stay_whole_where_they_fit(text, width):
    """A number and its unit are never on two lines if one line can hold them."""
    ends = {end for _, end in wrap(text, width)}
    for figure in FIGURE.finditer(text):
        if cell_width(figure[0]) <= width:
            assert ends.isdisjoint(range(figure.start() + 1, figure.end()))


@given(st.lists(st.sampled_from(["国", "规", "2035年", "（13.5%）", "《规》", "绿，", "5G、"])), st.integers(10, 40))
def test_lines_are_filled(pieces, width):
    """Each line takes every piece that still fits, and no more."""
    expected = [""]
    for piece in pieces:
        if cell_width(expected[-1] + piece) > width:
            expected.append("")
        expected[-1] += piece
    assert lines("".join(pieces), width) == [line for line in expected if line]


@pytest.mark.parametrize(
    "text",
    [
        "资源型地区，" * 40_000,
        "国" + " " * 200_000 + "国",
        "（" * 200_000,
        "1," * 100_000,
        "a-" * 100_000,
        "e" + "\u0301" * 200_000,
    ],
    ids=["prose", "spaces", "brackets", "figures", "hyphens", "marks"],
)
@pytest.mark.parametrize("width", [2, 80, 100_000])
def test_long_text_takes_linear_time(text, width):
    """No paragraph, however odd, makes the program hang: quadratic work would take minutes here."""
    before = time.process_time()
    assert wrap(text, width)
    assert time.process_time() - before < 10


@pytest.mark.parametrize(
    ("text", "ambiguous", "cells"),
    [
        ("plan 2035", 1, 9),
        ("规划，", 1, 6),
        ("——“”…", 1, 5),
        ("——“”…", 2, 10),
        ("e\u0301", 1, 1),
        ("葛\U000e0100", 1, 2),
        ("👩🏽\u200d💻", 1, 2),
        ("规\t划\x1b", 1, 6),
        ("\t", 1, 1),
        ("", 1, 0),
    ],
)
def test_cell_width(text, ambiguous, cells):
    """Cells as a terminal draws them; a control character counts as one."""
    assert cell_width(text, ambiguous) == cells


def test_common_text_needs_no_tables():
    """Measuring and wrapping what most texts are made of does not pay for importing wcwidth."""
    code = (
        "import sys; from plandiff.text.wrap import wrap; wrap('a plan, (13.5%)', 8)\n"
        "wrap('《規劃》提出“五年”目标，增长6%（约束性）…', 8); print('wcwidth' in sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert run.stdout.strip() == "False"


@pytest.mark.parametrize("ambiguous", [1, 2])
def test_common_characters_take_the_cells_that_wcwidth_says(ambiguous):
    """Each of those that are measured without it."""
    block = map(chr, range(0x20, 0x10000))
    common = [char for char in block if width._COMMON.fullmatch(char)]

    assert len(common) > 27_000
    assert [char for char in common if cell_width(char, ambiguous) != wcswidth(char, ambiguous_width=ambiguous)] == []
