"""Hidden characters are shown, named and harmless; everything else is left alone."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandiff.text import visible as visible_module
from plandiff.text.visible import INVISIBLE_CLASS, is_invisible, visible

EVERY_CODE_POINT = [chr(code) for code in range(0x110000)]
HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}

# Unicode files these under letters and marks, but no font draws them.
UNDRAWN_LETTERS_AND_MARKS = {
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0",
    *(chr(code) for code in range(0xFE00, 0xFE10)),
    *(chr(code) for code in range(0xE0100, 0xE01F0)),
}

HOSTILE = st.text(st.one_of(st.sampled_from("国家2035年，⟨⟩␀↵ \n\t\x1b\x85\u200b\u202e\ue7c7\ud800"), st.characters()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("第一章\n总则", "第一章↵总则"),
        ("一、\t目标", "一、⇥目标"),
        ("一行\r\n", "一行␍↵"),
        ("\x1b[31m红色\x1b[0m", "␛[31m红色␛[0m"),
        ("\x00\x07\x1f\x7f", "␀␇␟␡"),
        ("下一行\x85", "下一行⟨U+0085⟩"),
        ("资源\u200b型", "资源⟨ZWSP⟩型"),
        ("\ufeff规划", "⟨BOM⟩规划"),
        ("增长\u202e%5.31\u202c", "增长⟨RLO⟩%5.31⟨PDF⟩"),
        ("\u2066左\u2069\u200e\u200f", "⟨LRI⟩左⟨PDI⟩⟨LRM⟩⟨RLM⟩"),
        ("连\u2060接\u00ad符", "连⟨WJ⟩接⟨SHY⟩符"),
        ("段\u2029落", "段⟨PS⟩落"),
        ("葛\U000e0100洲坝", "葛⟨VS17⟩洲坝"),
        ("❤\ufe0f", "❤⟨VS16⟩"),
        ("空\u3164白", "空⟨U+3164⟩白"),
        ("标\U000e0041签", "标⟨U+E0041⟩签"),
        ("私\ue7c7用", "私⟨U+E7C7⟩用"),
        ("半个\ud83d字", "半个⟨U+D83D⟩字"),
    ],
)
def test_hidden_characters_have_a_readable_mark(text, shown):
    """A reader sees that something is there, and which character it is."""
    assert visible(text) == shown


def test_ordinary_text_is_returned_as_it_is():
    """Text with nothing to hide is not even copied."""
    text = "到2035年，基本实现现代化——“十四五”　规划（GB/T 15834）…… café\u0301"
    assert visible(text) is text


def test_every_code_point_is_marked_exactly_if_it_is_hidden():
    """No control, format, surrogate or private use character gets through; no drawn one is touched."""
    marked = {char for char in EVERY_CODE_POINT if visible(char) != char}
    hidden = {char for char in EVERY_CODE_POINT if unicodedata.category(char) in HIDDEN_CATEGORIES}
    assigned = {char for char in marked if unicodedata.category(char) != "Cn"}
    # A newer Unicode version than Python's may have given an unassigned character a format role.
    assert hidden <= marked
    assert assigned == hidden | UNDRAWN_LETTERS_AND_MARKS


def test_marks_tell_characters_apart():
    """Two different hidden characters never look the same."""
    marks = [visible(char) for char in EVERY_CODE_POINT if visible(char) != char]
    assert len(set(marks)) == len(marks)


@given(HOSTILE)
def test_visible_text_is_safe_and_stays_as_it_is(text):
    """The result prints on one line, holds nothing hidden, and is its own visible form."""
    shown = visible(text)
    assert not {unicodedata.category(char) for char in shown} & HIDDEN_CATEGORIES
    assert len(shown.splitlines()) <= 1
    assert visible(shown) is shown


@pytest.mark.parametrize("char", list("\x00\x0c\x1b\x7f\x85\u00ad\u200b\u200d\u202e\u2066\ufeff\ufe0f\u3164\ud800"))
def test_characters_without_a_picture_are_invisible(char):
    """The cleaning stage may drop these without changing a word."""
    assert is_invisible(char)


@pytest.mark.parametrize("char", list("\n\r\t \u3000\u2028\ue7c7国a，\u0301\u0600"))
def test_characters_that_carry_or_separate_text_are_not_invisible(char):
    """Line ends, spaces, combining marks and private use characters mean something."""
    assert not is_invisible(char)


def test_the_class_and_the_question_agree():
    """There is one list: the exported class removes exactly what `is_invisible` names, and all of it is shown."""
    invisible = {char for char in EVERY_CODE_POINT if is_invisible(char)}
    kept = re.sub(f"[{INVISIBLE_CLASS}]", "", "".join(EVERY_CODE_POINT))
    assert invisible.isdisjoint(kept)
    assert len(kept) + len(invisible) == len(EVERY_CODE_POINT)
    assert all(visible(char) != char for char in invisible)


def test_what_is_passed_quickly_is_never_marked() -> None:
    """The characters that most texts are made of are asked for first; none of them is shown as a mark."""
    block = map(chr, range(0x110000))
    quick = [char for char in block if visible_module._ORDINARY.fullmatch(char)]

    assert len(quick) > 27_000
    assert [
        char for char in quick if visible_module._MARKED.search(char) or visible_module._UNSEEN_IN_JSON.search(char)
    ] == []
