"""What the text layer promises: spans and maps are exact, folding is blind to script only, numerals and tokens read."""

import copy
import re
import tomllib
from itertools import pairwise

import pytest
from conftest import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.chinese.numbering import MARK, mark_value, scheme_of
from plandiff.chinese.numerals import numeral_value
from plandiff.chinese.script import fold, is_han, script_of, variant_forms
from plandiff.chinese.tokens import Alphabet, is_number
from plandiff.patterns import late_pattern
from plandiff.text.offsets import OffsetMap
from plandiff.text.span import Pair, Span, merged, overlaps, without

LENGTH = 40
SPANS = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).map(lambda ends: Span(*sorted(ends)))
POLICY_TEXT = st.text(
    st.one_of(
        st.sampled_from("產业業發发乾干着著“”「」‘’，。：；—－·①㎡％１2Ａa⻓⺠裡\u200b\n\t"),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)
quick = settings(max_examples=60, deadline=None)


def points(spans: list[Span]) -> set[int]:
    return {point for span in spans for point in range(span.start, span.end)}


def test_a_span_names_a_slice() -> None:
    """A span is the half-open range it says, and knows its length."""
    assert Span(2, 5).of("推进产业转型") == "产业转"
    assert len(Span(2, 5)) == 3


def test_a_pair_maps_both_sides_and_mirrors() -> None:
    """What is done to a pair is done to either side; mirroring exchanges them."""
    pair = Pair("左", "右边")

    assert Pair(1, 2) == pair.map(len)
    assert Pair("右边", "左") == pair.mirrored()


@quick
@given(st.lists(SPANS, max_size=8))
def test_merged_spans_hold_the_same_points_apart_from_each_other(spans: list[Span]) -> None:
    """Merging keeps every point, sorts, and leaves a gap between neighbours."""
    result = merged(spans)

    assert points(spans) == points(result)
    assert all(span.start < span.end for span in result)
    assert all(before.end < after.start for before, after in pairwise(result))


@quick
@given(SPANS, st.lists(SPANS, max_size=6))
def test_what_is_left_of_a_span_and_its_holes_hold_it(span: Span, spans: list[Span]) -> None:
    """Cutting holes out takes away their points and no others."""
    rest = without(span, merged(spans))

    assert points([span]) - points(spans) == points(rest)


@quick
@given(SPANS, st.lists(SPANS, max_size=6))
def test_overlap_is_a_shared_point(span: Span, spans: list[Span]) -> None:
    """A span that has text overlaps others exactly if they share a point."""
    if span:
        assert bool(points([span]) & points(spans)) == overlaps(span, merged(spans))


@quick
@given(st.lists(SPANS, max_size=6), st.integers(0, LENGTH))
def test_an_offset_map_finds_every_kept_character_again(holes: list[Span], position: int) -> None:
    """Derived → source → derived is the identity, the characters are the same, and what was left out maps forward."""
    source = [chr(0x4E00 + n) for n in range(LENGTH)]
    kept = without(Span(0, LENGTH), merged(holes))
    offsets = OffsetMap(kept, LENGTH)
    derived = [char for span in kept for char in source[span.start : span.end]]

    assert kept == list(offsets.kept())
    assert len(derived) == offsets.length
    assert derived == [source[offsets.to_source(n)] for n in range(offsets.length)]
    assert list(range(offsets.length + 1)) == [offsets.to_clean(offsets.to_source(n)) for n in range(len(derived) + 1)]
    assert len([char for char in derived if char < chr(0x4E00 + position)]) == offsets.to_clean(position)


@quick
@given(st.lists(SPANS, max_size=6), SPANS)
def test_a_source_span_begins_and_ends_with_kept_characters(holes: list[Span], span: Span) -> None:
    """A derived span and its source span hold the same kept characters, and the source span no others at its edges."""
    offsets = OffsetMap(without(Span(0, LENGTH), merged(holes)), LENGTH)
    start, end = min(span.start, offsets.length), min(span.end, offsets.length)
    source = offsets.source_span(start, end)
    kept = points(list(offsets.kept()))

    assert end - start == len(kept & points([source]))
    assert not source or {source.start, source.end - 1} <= kept


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("產業轉型升級，採煤沉陷區", "产业转型升级,采煤沉陷区"),
        ("陝西、黃河、靑海、衞生", "陕西、黄河、青海、卫生"),
        ("⻓江、⺠族、⻛险", "长江、民族、风险"),
        ("ＧＤＰ增長１３．５％", "GDP增长13.5%"),
        ("「規劃」與“规划”", '"规划"与"规划"'),
        ("２０２１－２０２５", "2021-2025"),
        ("①建設㎡、㎞", "①建设㎡、㎞"),
    ],
)
def test_folding_sets_script_width_and_form_aside(written: str, folded: str) -> None:
    """Renderings of one wording fold to the same text; marks that mean something of their own stay."""
    assert folded == fold(written)


@quick
@given(POLICY_TEXT, POLICY_TEXT)
def test_folding_looks_at_each_character_alone(one: str, other: str) -> None:
    """Folding keeps the length, and the fold of a whole is the folds of its parts."""
    assert len(one) == len(fold(one))
    assert fold(one) + fold(other) == fold(one + other)


def test_every_character_folds_to_one_character() -> None:
    """No character grows or vanishes in folding, up to the last ideograph of Unicode."""
    characters = "".join(chr(code) for code in range(0x32400) if not 0xD800 <= code < 0xE000)

    assert len(characters) == len(fold(characters))


def test_folding_the_seeds_twice_changes_nothing_more() -> None:
    """What is folded stays as it is, in every document we have."""
    for path in SEEDS.glob("*.txt"):
        folded = fold(path.read_bytes().decode("utf-8"))
        assert folded == fold(folded)


def test_a_variant_folds_to_the_character_it_is_listed_under() -> None:
    """The forms that the damage model tries are exactly characters that folding makes equal."""
    forms = variant_forms()

    assert set("發髮") <= set(forms["发"])
    assert all(set(fold(others)) == {folded} for folded, others in forms.items())


@pytest.mark.parametrize("char", "一龥㐀𠮷豈⻓⿕〇")
def test_chinese_characters(char: str) -> None:
    """Ideographs of every block, radicals and the zero are Chinese characters."""
    assert is_han(char)


@pytest.mark.parametrize("char", "a1①，。％あㄅ㎡ ")
def test_other_characters(char: str) -> None:
    """Letters, digits, marks, kana and bopomofo are not Chinese characters."""
    assert not is_han(char)


MANIFEST = tomllib.loads((SEEDS / "manifest.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", MANIFEST["document"], ids=lambda entry: entry["file"])
def test_the_script_of_each_seed(entry: dict[str, str]) -> None:
    """Each seed is in the script that its manifest says."""
    assert entry["script"] == script_of((SEEDS / entry["file"]).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("国家发展规划", "hans"),
        ("國家發展規劃", "hant"),
        ("国家发展規劃", "mixed"),
        ("国家发展规划纲要确定的重点任务和专项规划，资源环境约束条件產", "hans"),
        ("后里云", "none"),
        ("2021-11-30", "none"),
        ("", "none"),
    ],
)
def test_script_of_short_texts(text: str, script: str) -> None:
    """Only characters of one script vote; one stray character does not make a text mixed."""
    assert script == script_of(text)


@pytest.mark.parametrize(
    ("text", "mark", "kind", "value"),
    [
        ("第一章总则", "第一章", "chapter", 1),
        ("第十二节机制", "第十二节", "section", 12),
        ("第2部分现状", "第2部分", "part", 2),
        ("第一百二十条国家", "第一百二十条", "article", 120),
        ("第三条之一国家", "第三条之一", "article", 3),
        ("二十一、附则", "二十一、", "item", 21),
        ("(三)基本原则", "(三)", "item", 3),
        ("1.加强领导", "1.", "item", 1),
        ("12、加强领导", "12、", "item", 12),
        ("(4)煤炭", "(4)", "item", 4),
        ("③焦煤", "③", "item", 3),
        ("专栏12重点工程", "专栏12", "box", 12),
        ("附件2分工表", "附件2", "appendix", 2),
        ("前言", "前言", "preface", None),
    ],
)
def test_marks_and_their_numbers(text: str, mark: str, kind: str, value: int | None) -> None:
    """Every usual mark is read whole, with its kind and its number."""
    found = MARK.match(text)

    assert found is not None
    assert (mark, kind, value) == (found.group(), scheme_of(found).kind, mark_value(mark))


@pytest.mark.parametrize("text", ["六盘水市", "三区三州", "第一书记", "一是加强", "十四五时期", "3.5亿元", "2021年"])
def test_what_only_looks_numbered(text: str) -> None:
    """Names and quantities that begin with a numeral bear no mark."""
    assert MARK.match(text) is None


def spelt(number: int) -> str:
    """Spell 1–9999 as it is read aloud: 305 → 三百零五."""
    text, zero = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            text += "零" * (zero and bool(text)) + "零一二三四五六七八九"[digit] + unit
        zero = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


@quick
@given(st.integers(1, 9999))
def test_a_numeral_reads_back_as_the_number_it_spells(number: int) -> None:
    """Spelt numerals, digits, and years written digit by digit give the number."""
    assert number == numeral_value(spelt(number)) == numeral_value(str(number))
    assert 2035 == numeral_value("二〇三五") == numeral_value("二零三五")


@pytest.mark.parametrize("text", ["", "点", "年", "十年", "3.5", "一至三", "万年"])
def test_what_is_no_numeral_has_no_value(text: str) -> None:
    """Anything but a numeral has no value."""
    assert numeral_value(text) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("13.5%", 1),
        ("1,000.5", 1),
        ("2021-11-30", 5),
        ("二〇三五年", 2),
        ("GDP增长", 3),
        ("十四五时期", 3),
        ("一是", 2),
    ],
)
def test_units_that_no_difference_may_cut(text: str, count: int) -> None:
    """Whole numbers, numerals and Latin words are one unit; Chinese characters stand alone."""
    assert count == len(Alphabet().encode(text))


@quick
@given(
    st.text(st.sampled_from("推进产业GDPab0123.,%十二三万〇年 \n\ue000\U000f0000\U000f0001"), max_size=40),
    st.integers(0, 40),
)
def test_tokens_read_back(text: str, cut: int) -> None:
    """Encoded text decodes to itself, and any part of it is as wide as what it stands for."""
    alphabet = Alphabet()
    encoded = alphabet.encode(text)

    assert text == alphabet.decode(encoded[:cut]) + alphabet.decode(encoded[cut:])
    assert len(alphabet.decode(encoded[:cut])) == alphabet.width(encoded[:cut])


def test_numbers_are_digits_or_numerals() -> None:
    """A number is one in digits or in Chinese numerals, nothing else."""
    tokens = ["2025", "13.5%", "1,000", "二十三", "两", "年", "GDP", "G219", ""]

    assert tokens[:5] == [token for token in tokens if is_number(token)]


def test_a_late_pattern_answers_as_the_compiled_one() -> None:
    """Every method that is asked of patterns, its groups and its source; copying it compiles nothing."""
    pattern = late_pattern("(?P<digits>[0-9]+)|x", re.IGNORECASE)
    assert (pattern.pattern, copy.copy(pattern).pattern, type(pattern).__name__) == ("(?P<digits>[0-9]+)|x",) * 2 + (
        "_Late",
    )

    found = [match.lastgroup for match in pattern.finditer("12X")]

    assert found == ["digits", None]
    assert pattern.findall("1x") == ["1", ""]
    assert pattern.sub("-", "a1X") == "a--"
    assert pattern.groupindex == {"digits": 1}
    with pytest.raises(AttributeError):
        pattern.nothing  # noqa: B018
