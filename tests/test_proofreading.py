"""Damage that a document shows by itself: each sign in a true case, and beside it what only looks like one."""

import re

import pytest
from conftest import document, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.chinese.script import is_han
from plandiff.judging.change import Certainty, Kind
from plandiff.proofreading.linting import lint

SIMPLIFIED = "国家发展规划纲要对应两个时期{}这样对应发展。"
TRADITIONAL = "國家發展規劃綱要對應兩個時期{}這樣對應發展。"
CERTAIN, CHECK = Certainty.CERTAIN, Certainty.CHECK
READING = r"\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)"

Found = tuple[str, str | None, Kind, Certainty]


def found(text: str) -> list[Found]:
    """Return (found, expected, kind, certainty) of all that is wrong in a text."""
    return [
        (f.span.of(text), f.judgement.expected, f.judgement.kind, f.judgement.certainty)
        for f in lint(document(text)).findings
    ]


def in_simplified(passage: str) -> list[Found]:
    return found(SIMPLIFIED.format(passage))


def test_replacement_characters_are_lost_bytes() -> None:
    """U+FFFD says that something was there; what, it does not say."""
    assert in_simplified("，推动\ufffd业转型，") == [("\ufffd", None, Kind.MOJIBAKE, CERTAIN)]


# Readings


def test_the_readings_of_the_seed_are_found_to_the_last_and_can_be_removed_exactly() -> None:
    """683 readings; without their spans the text has none and is otherwise the same."""
    source = seed("national-demonstration-zones.hant")
    readings = [f for f in lint(source).findings if f.judgement.kind is Kind.ANNOTATION]
    rest = source.text
    for finding in reversed(readings):
        rest = rest[: finding.span.start] + rest[finding.span.end :]

    assert len(readings) == 683
    assert {(f.judgement.expected, f.judgement.certainty) for f in readings} == {("", CERTAIN)}
    assert rest == re.sub(READING, "", source.text)
    assert not re.search("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", rest)


def test_a_single_reading_may_be_the_authors() -> None:
    """A reading behind one rare character asks for a look; so does one of many places of a character."""
    assert in_simplified("，黟(yī)县的") == [("(yī)", "", Kind.ANNOTATION, CHECK)]
    assert in_simplified("，黟(yī)县、黟县和黟县、歙(shè)县、歙县、歙县、亳(bó)州、亳州和亳州，") == [
        ("(yī)", "", Kind.ANNOTATION, CHECK),
        ("(shè)", "", Kind.ANNOTATION, CHECK),
        ("(bó)", "", Kind.ANNOTATION, CHECK),
    ]


@pytest.mark.parametrize("passage", ["（GDP）", "(cm)", "（Wi-Fi）", "(a)", "（Café）推广", "(PM2.5)"])
def test_words_in_brackets_are_no_readings(passage: str) -> None:
    """Abbreviations and units stand behind characters too."""
    assert [finding for finding in in_simplified(passage) if finding[2] is Kind.ANNOTATION] == []


# Misread pages


@pytest.mark.parametrize("passage", ["扌青少年", "各项彳壬务", "一扌", "氵可流", "亻呆护"])
def test_a_part_of_a_character_that_stands_alone_is_half_of_one(passage: str) -> None:
    """扌 彳 氵 亻 are no words."""
    [part] = [char for char in passage if char in "扌彳氵亻"]

    assert in_simplified(f"，{passage}，") == [(part, None, Kind.OCR, CERTAIN)]


@pytest.mark.parametrize("passage", ["木材", "火力", "水土", "人口", "门户", "口岸", "金山", "一心一意"])
def test_characters_that_are_words_and_parts_are_silent(passage: str) -> None:
    """木 火 水 stand in other characters, and for themselves."""
    assert in_simplified(f"，{passage}，") == []


@pytest.mark.parametrize(
    ("char", "simplified", "traditional"),
    [
        ("硏", "研", "研"),
        ("岀", "出", "出"),
        ("歩", "步", "步"),
        ("関", "关", "關"),
        ("囯", "国", "國"),
        ("発", "发", "發"),
        ("査", "查", "查"),
        ("実", "实", "實"),
    ],
)
def test_a_look_alike_is_named_with_the_usual_form_of_the_documents_script(
    char: str, simplified: str, traditional: str
) -> None:
    """硏 for 研 in both scripts, 関 for 关 or 關."""
    assert in_simplified(char) == [(char, simplified, Kind.OCR, CERTAIN)]
    assert found(TRADITIONAL.format(char)) == [(char, traditional, Kind.OCR, CERTAIN)]


@pytest.mark.parametrize("passage", ["保?护环境", "培育?业集群", "常压页岩气?口陆相页岩油"])
def test_a_question_mark_inside_words_stands_for_a_lost_character(passage: str) -> None:
    """Where nothing is asked, ? is what a program writes for a character it could not keep."""
    assert in_simplified(f"，{passage}，") == [("?", None, Kind.OCR, CHECK)]


@pytest.mark.parametrize(
    "passage",
    [
        *(
            "做到了吗?做到了",
            "怎么办?不知道",
            "为何?因为",
            "是不是?是",
            "谁负责?我们",
            "多少?十个",
            "答案?有",
            "能否?能",
        ),
        *("环境？保护", "2?3", "A?b", "产业?\n推动", "等级?", "（?）"),
    ],
)
def test_a_question_mark_that_asks_is_none(passage: str) -> None:
    """Questions, wide marks, formulas and line ends are left alone."""
    assert in_simplified(f"，{passage}，") == []


# What is missing


@pytest.mark.parametrize("mark", [*"“”「」『』《》【】（）"])
def test_a_mark_without_its_partner_is_to_be_checked(mark: str) -> None:
    """Opened and not closed, or closed and not opened."""
    assert in_simplified(f"，推动{mark}产业转型，") == [(mark, None, Kind.OCR, CHECK)]


@pytest.mark.parametrize(
    ("passage", "expected"),
    [('“产业"转型', "”"), ('"产业”转型', "“"), ('“产业”和"转型', None), ('"产业"转型"升级', None)],
)
def test_an_odd_straight_quotation_mark_is_to_be_checked(passage: str, expected: str | None) -> None:
    """It pairs with no other of its sort; beside a curly one without partner it is the other half: one finding."""
    assert in_simplified(f"，{passage}，") == [('"', expected, Kind.OCR, CHECK)]


@pytest.mark.parametrize("passage", ['"产业"转型', '“产业”与"转型"', '屏幕15"以上', 'class="a"的', '"产业"\n"转型"'])
def test_straight_quotation_marks_in_pairs_are_silent(passage: str) -> None:
    """Pairs of either sort, inches and marks inside code."""
    assert in_simplified(f"，{passage}，") == []


@pytest.mark.parametrize(
    "passage",
    [
        *(
            "“产业”",
            "「产业『转型』」",
            "《规划（草案）》",
            "“产\n业”",
            "（一）产业",
            "1)产业，2)转型",
            "一)产业",
            "(产业）",
            "“产业‘转型’”",
        ),
        *("’90年代", ":-)", "5<6>4"),
    ],
)
def test_paired_marks_and_numbers_are_silent(passage: str) -> None:
    """Pairs may be nested, of mixed width and over lines; a bracket may close an item's number."""
    assert in_simplified(f"，{passage}，") == []


def test_a_habit_of_the_document_is_no_damage() -> None:
    """Where each paragraph opens a quotation and only the last closes it, the author writes so."""
    text = "".join(f"“第{number}段的话，推动发展。\n" for number in "一二三四五六七八")

    assert found(text + "规划”。") == []


@pytest.mark.parametrize(
    "passage", ["产业、、转型", "产业，，转型", "产业，。", "《》印发", "根据（）规定", "名为“”的", "产业；；"]
)
def test_marks_with_nothing_between_them_have_lost_a_word(passage: str) -> None:
    """Two separators in a row, or brackets around nothing."""
    [(text, _, kind, certainty)] = in_simplified(passage)

    assert text in passage
    assert (kind, certainty) == (Kind.LOST_TEXT, CHECK)


@pytest.mark.parametrize(
    "passage",
    [
        *("填写（  ）", "填写（　　）", "产业……", "产业。。", "产业——", "f()", "如下，\n（一）产业", "所说：“产业”，"),
        *("“推动产业！”。", "《产业》、《转型》", "“产业”“转型”", "（产业）（转型）"),
    ],
)
def test_marks_that_belong_together_are_silent(passage: str) -> None:
    """Blanks to be filled in, dots, dashes and neighbouring quotations have lost nothing."""
    assert in_simplified(passage) == []


# Code points


@pytest.mark.parametrize(
    ("char", "expected"), [("⼀", "一"), ("⼈", "人"), ("⻓", "长"), ("⺠", "民"), ("\uf900", "豈"), ("\uf9dc", "隆")]
)
def test_a_radical_or_compatibility_code_point_is_named_with_its_character(char: str, expected: str) -> None:
    """PDF fonts write ⻓ for 长: it looks right and is not found by any search."""
    assert in_simplified(char) == [(char, expected, Kind.OCR, CERTAIN)]


@pytest.mark.parametrize("char", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_private_character_is_to_be_checked(char: str) -> None:
    """What it shows depends on the font."""
    assert in_simplified(char) == [(char, None, Kind.OCR, CHECK)]


@pytest.mark.parametrize("char", [*"\u200b\u200d\ufeff\u00ad\u202e\u2066\u0000\u0007\u001b\u007f\u009b"])
def test_an_invisible_character_is_found_and_may_go(char: str) -> None:
    """Zero width, direction and control characters."""
    assert in_simplified(f"产业{char}转型") == [(char, "", Kind.INVISIBLE, CERTAIN)]


def test_a_selector_behind_a_character_may_be_meant() -> None:
    """葛 with a selector is a certain shape of it, and asks for a look; one without a character is left over."""
    assert in_simplified("葛\U000e0100") == [("\U000e0100", "", Kind.INVISIBLE, CHECK)]
    assert in_simplified("。\ufe00") == [("\ufe00", "", Kind.INVISIBLE, CERTAIN)]


def test_white_space_and_form_feeds_are_the_page() -> None:
    """Spaces of every width, tabs, line ends and page breaks are no damage."""
    assert in_simplified("产业 转型\u3000升级\t发展\r\n规划\x0c\n推动\xa0") == []


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=30))
def test_plain_characters_are_never_code_point_damage(text: str) -> None:
    """Any sequence of unified characters may be right as far as its code points go."""
    kinds = {finding[2] for finding in found(text)}

    assert all(map(is_han, text))
    assert kinds.isdisjoint({Kind.MOJIBAKE, Kind.INVISIBLE, Kind.ANNOTATION, Kind.LOST_TEXT})


@pytest.mark.parametrize("passage", ["好不好?好", "去不去?去", "会不会?会", "对不对?对"])
def test_a_question_by_choice_is_a_question(passage: str) -> None:
    """X不X asks."""
    assert lint(document(SIMPLIFIED.format(passage))).findings == ()


@pytest.mark.parametrize(("char", "expected"), [("\U0002f804", "你"), ("\U0002f80f", "兔")])
def test_compatibility_ideographs_of_the_supplement_are_named(char: str, expected: str) -> None:
    """U+2F800 to U+2FA1F are compatibility ideographs as U+F900 to U+FAFF are."""
    assert [f.judgement.expected for f in lint(document(SIMPLIFIED.format(char))).findings] == [expected]


@pytest.mark.parametrize("char", "\ufa0e\ufa11\ufa27")
def test_the_twelve_unified_characters_of_the_compatibility_block_are_right(char: str) -> None:
    """U+FA0E, FA0F, FA11, FA13, FA14, FA1F, FA21, FA23, FA24, FA27-29 are unified ideographs (Unicode, chapter 18)."""
    assert lint(document(SIMPLIFIED.format(char))).findings == ()
