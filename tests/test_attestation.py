"""The judgement on a single traditional character: which words make it wrong, under which standard, how surely.

Each row is one word in a sentence that is right everywhere else. The rows were judged by hand; the mergers, the names
and the converters' mistakes among them are those that editors of the seeds met.
"""

from typing import NamedTuple

import pytest
from conftest import document, seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.chinese.script import fold, variant_forms
from plandiff.choices import Standard
from plandiff.conversion.lexicon import candidates
from plandiff.conversion.standards import Spelling
from plandiff.judging.change import Certainty, Kind
from plandiff.outline.cleaning import clean
from plandiff.proofreading.linting import lint

FRAME = "國家發展規劃綱要：{}，這樣對應兩個時期。"
WRONG, LEFTOVER, REGIONAL = Kind.WRONG_CHARACTER, Kind.LEFTOVER_CHARACTER, Kind.REGIONAL_FORM
CERTAIN, CHECK = Certainty.CERTAIN, Certainty.CHECK
ANY, TAIWAN, HONG_KONG, MAINLAND = Standard
NO_ONE_WRITES = frozenset("爲羣衆喫纔覈")
"""Forms that converters pass through and no region's print asks for."""
SEEDS = [
    clean(seed(f"{name}.hant")).kept
    for name in ("national-special-regions", "national-demonstration-zones", "henan-resource-regions")
]
quick = settings(max_examples=100, deadline=None)


class Found(NamedTuple):
    """What is said of a character, and the word it stands in, rightly written."""

    text: str
    expected: str | None
    kind: Kind
    certainty: Certainty
    word: str | None


def judged(word: str, standard: Standard = ANY, *names: str) -> list[Found]:
    """Return what is found in a traditional sentence that holds ``word``."""
    text = FRAME.format(word)
    return [
        Found(f.span.of(text), f.judgement.expected, f.judgement.kind, f.judgement.certainty, f.judgement.word)
        for f in lint(document(text), Spelling(standard, names), "hant").findings
    ]


@pytest.mark.parametrize("standard", Standard)
@pytest.mark.parametrize(
    ("text", "found", "expected", "word"),
    [
        ("搬遷后續扶持", "后", "後", "後續"),
        ("保護范圍", "范", "範", "範圍"),
        ("示范城市", "范", "範", "示範"),
        ("先進制造業", "制", "製", "製造"),
        ("骨干企業", "干", "幹", "骨幹"),
        ("天氣干旱", "干", "乾", "乾旱"),
        ("云計算平台", "云", "雲", "雲計算"),
        ("更加復雜", "復", "複", "複雜"),
        ("勞動關系", "系", "係", "關係"),
        ("戰斗堡壘", "斗", "鬥", "戰鬥"),
        ("沈陽市", "沈", "瀋", "瀋陽"),
        ("人才鐘愛", "鐘", "鍾", "鍾愛"),
        ("大樓時鍾", "鍾", "鐘", "時鐘"),
        ("依法批準", "準", "准", "批准"),
        ("技術標准", "准", "準", "標準"),
        ("這里的村莊", "里", "裡", "這裡"),
        ("完善征信體系", "征", "徵", "徵信"),
        ("陜西延安", "陜", "陝", "陝西"),
    ],
)
def test_a_merger_or_wrong_code_point_is_wrong_everywhere(
    text: str, found: str, expected: str, word: str, standard: Standard
) -> None:
    """What simplification merged is certainly wrong under every standard, with the right character and its word."""
    forms = {"裡": "裏"} if standard is HONG_KONG else {}
    table = str.maketrans(forms)
    expected, word = expected.translate(table), word.translate(table)

    assert judged(text, standard) == [Found(found, expected, WRONG, CERTAIN, word)]


@pytest.mark.parametrize(
    ("text", "found", "expected", "word"),
    [
        ("關于印發", "于", "於", "關於"),
        ("綜合采用", "采", "採", "採用"),
        ("鄉村旅游", "游", "遊", "旅遊"),
        ("合理并且可行", "并", "並", "並且"),
        ("重要標志", "志", "誌", "標誌"),
    ],
)
def test_what_the_mainland_merged_is_checked_and_on_the_mainland_right(
    text: str, found: str, expected: str, word: str
) -> None:
    """Mergers of the table of 1955 ask for a look; Taiwan and Hong Kong call them wrong, the mainland prints them."""
    assert judged(text, ANY) == [Found(found, expected, WRONG, CHECK, word)]
    assert judged(text, TAIWAN) == [Found(found, expected, WRONG, CERTAIN, word)]
    assert judged(text, HONG_KONG) == [Found(found, expected, WRONG, CERTAIN, word)]
    assert judged(text, MAINLAND) == []


@pytest.mark.parametrize(
    ("text", "found", "expected", "word"),
    [("河南省境内", "内", "內", "境內"), ("强化管理", "强", "強", "強化"), ("不斷增强", "强", "強", "增強")],
)
def test_mainland_letterforms_are_left_over_except_on_the_mainland(
    text: str, found: str, expected: str, word: str
) -> None:
    """内 and 强 stand in the mainland's traditional print too: to be checked where any standard will do."""
    assert judged(text, ANY) == [Found(found, expected, LEFTOVER, CHECK, word)]
    assert judged(text, TAIWAN) == [Found(found, expected, LEFTOVER, CERTAIN, word)]
    assert judged(text, HONG_KONG) == [Found(found, expected, LEFTOVER, CERTAIN, word)]
    assert judged(text, MAINLAND) == []


@pytest.mark.parametrize("standard", Standard)
@pytest.mark.parametrize(
    ("text", "found", "expected"), [("国家戰略", "国", "國"), ("革命圣地", "圣", "聖"), ("发展目標", "发", "發")]
)
def test_a_simplified_character_is_left_over(text: str, found: str, expected: str, standard: Standard) -> None:
    """A character that no traditional print has is certainly wrong under every standard."""
    [finding] = judged(text, standard)

    assert (finding.text, finding.expected, finding.certainty) == (found, expected, CERTAIN)


@pytest.mark.parametrize("standard", Standard)
@pytest.mark.parametrize(
    "text",
    [
        *("內生發展動力", "足額發放", "新征程", "開展採煤", "煤製油", "煤製氣", "電解水製氫", "市場准入"),
        *("鍾愛", "時鐘", "批准", "標準", "皇后", "天干地支", "干預", "制度創新", "里程碑", "關係", "系統", "北斗導航"),
        *("編制規劃", "編製規劃", "瞭解情況", "了解情況", "恢復生產", "反覆試驗", "覆蓋面", "著名品牌"),
    ],
)
def test_right_words_are_silent(text: str, standard: Standard) -> None:
    """Right characters raise no alarm, and least of all those that converters get wrong."""
    assert judged(text, standard) == []


@pytest.mark.parametrize("standard", Standard)
@pytest.mark.parametrize(
    "text",
    [
        *("江西于都縣", "雲南扎西", "紀念長征", "西征路線", "楊闇公陵園", "雲南個舊市", "青杠坡遺址"),
        *("范仲淹紀念館", "岳陽市", "谷城縣", "沈從文故居", "曲阜市"),
    ],
)
def test_names_that_look_like_mergers_are_silent(text: str, standard: Standard) -> None:
    """Places and people are written as they are written."""
    assert judged(text, standard) == []


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("內生髮展", "髮", "發"),
        ("足額髮放", "髮", "發"),
        ("開啟新徵程", "徵", "征"),
        ("市場準入", "準", "准"),
    ],
)
@pytest.mark.parametrize("standard", Standard)
def test_the_mistakes_of_converters_are_found(text: str, found: str, expected: str, standard: Standard) -> None:
    """生髮, 額髮 and 新徵 are words, but not here: they cut 發展, 發放 and 征程 apart."""
    [finding] = judged(text, standard)

    assert (finding.text, finding.expected, finding.kind) == (found, expected, WRONG)


@pytest.mark.parametrize("standard", [ANY, TAIWAN, MAINLAND])
@pytest.mark.parametrize(
    "text", ["公布名錄", "公佈名錄", "雇主責任", "僱主責任", "調整周期", "調整週期", "占用", "佔用"]
)
def test_pairs_that_print_has_both_ways_are_silent(text: str, standard: Standard) -> None:
    """Neither of two spellings that official print has side by side is wrong."""
    assert judged(text, standard) == []


@pytest.mark.parametrize(
    ("text", "found", "expected"), [("占用耕地", "占", "佔"), ("雇主責任", "雇", "僱")], ids=["占用", "雇主"]
)
def test_hong_kong_tells_apart_what_taiwan_does_not(text: str, found: str, expected: str) -> None:
    """佔用 and 僱主 are the only right spellings in Hong Kong."""
    [finding] = judged(text, HONG_KONG)

    assert (finding.text, finding.expected, finding.kind) == (found, expected, WRONG)
    assert judged(text.replace(found, expected), HONG_KONG) == []


@pytest.mark.parametrize(
    ("word", "taiwan", "hong_kong"),
    [
        ("成爲", "為", "為"),
        ("羣島", "群", None),
        ("公衆", "眾", "眾"),
        ("這裏", "裡", None),
        ("沿着", "著", None),
        ("路綫", "線", "線"),
        ("生産", "產", "產"),
        ("平臺", None, "台"),
    ],
)
def test_a_regional_form_is_told_only_to_who_asks_for_another_region(
    word: str, taiwan: str | None, hong_kong: str | None
) -> None:
    """A form that another region prints is information under tw and hk, no fault, and nothing elsewhere."""
    [char] = [char for char in word if char in "爲羣衆裏着綫産臺"]

    for standard, expected in ((ANY, None), (MAINLAND, None), (TAIWAN, taiwan), (HONG_KONG, hong_kong)):
        found = [(f.text, f.expected, f.kind) for f in judged(word, standard)]
        assert found == ([(char, expected, REGIONAL)] if expected else []), standard
        assert lint(document(FRAME.format(word)), Spelling(standard), "hant").faults == ()


@st.composite
def converted_badly(draw: st.DrawFn) -> str:
    """Return a piece of a traditional seed with some characters exchanged for others that may stand for the same."""
    text = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(text) - 1))
    piece = [*text[start : start + 60]]
    for at in draw(st.lists(st.integers(0, len(piece) - 1), max_size=20)):
        simple = fold(piece[at])
        others = {simple, *candidates(simple), *variant_forms().get(simple, "")}
        piece[at] = draw(st.sampled_from(sorted(char for char in others if fold(char) == simple)))
    return "".join(piece)


@quick
@given(converted_badly(), st.sampled_from(Standard))
def test_no_expected_form_is_one_that_only_converters_write(text: str, standard: Standard) -> None:
    """爲 羣 衆 喫 are steps of a conversion, not what an editor should write."""
    findings = lint(document(text), Spelling(standard), "hant").findings

    assert not [f for f in findings if NO_ONE_WRITES & {*(f.judgement.expected or ""), *(f.judgement.word or "")}]


@quick
@given(converted_badly(), st.data())
def test_nothing_is_found_inside_a_confirmed_name(text: str, data: st.DataObject) -> None:
    """A name that a person has confirmed is right as written, wherever it stands, and hides nothing beside it."""
    start = data.draw(st.integers(0, len(text) - 1))
    name = text[start : start + data.draw(st.integers(1, 8))]
    plain = {f.span.start: f for f in lint(document(text), Spelling(), "hant").findings if f.judgement.word}
    named = {f.span.start for f in lint(document(text), Spelling(names=(name,)), "hant").findings if f.judgement.word}

    inside = range(start, start + len(name))
    assert named.isdisjoint(inside)
    assert all(name in text[max(0, at - len(name) + 1) : at + len(name)] for at in plain.keys() - named)


def test_a_confirmed_name_is_silent_only_as_it_is_written() -> None:
    """澤于 is a person here; 有利于 stays what it is."""
    assert judged("澤于有利于發展", ANY, "澤于") == judged("有利于發展")
    assert judged("有利于發展", ANY, "澤于") == judged("有利于發展")


@pytest.mark.parametrize("pair", ["衞衛", "脱脫", "説說", "税稅", "户戶", "温溫"])
def test_letterforms_of_hong_kong_are_regional_in_taiwan(pair: str) -> None:
    """Forms that Hong Kong prints are information under tw, as 爲 and 綫 are."""
    text = FRAME.format(pair[0])
    found = lint(document(text), Spelling(Standard.TAIWAN), "hant").findings
    assert [(f.span.of(text), f.judgement.expected, f.judgement.kind.value) for f in found] == [
        (pair[0], pair[1], "regional-form")
    ]


@pytest.mark.parametrize(
    "passage",
    ["村里幹事", "村里辦公處", "曲院長報告", "臺灣縣志", "編修地方志", "民間采風", "污蔑他人", "鬱鬱蔥蔥", "憂心鬱鬱"],
)
def test_right_words_that_the_vocabulary_knows_otherwise_are_silent(passage: str) -> None:
    """村里 is Taiwan's unit of self-government, 曲院長 a person, 縣志 and 采風 are in the dictionary."""
    text = FRAME.format(passage)
    assert [(f.span.of(text), f.judgement.expected) for f in lint(document(text), script="hant").findings] == []
