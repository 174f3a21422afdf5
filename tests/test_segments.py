"""A place is judged in a part of its clause, and lines by how they begin: never is anything found otherwise for it."""

import re

import pytest
from conftest import seed
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.chinese.script import counts, distinct, fold, has_any, is_han, leaning
from plandiff.conversion.attestation import weighed
from plandiff.conversion.cuts import clause_at, segment_at
from plandiff.conversion.lexicon import SIMPLIFIED, TRADITIONAL, Lexicon
from plandiff.outline.cleaning import clean
from plandiff.outline.line_search import line_matches

SEEDS = {script: clean(seed(f"national-special-regions.{script}")).kept for script in ("hant", "hans")}
LEXICONS = {"hant": TRADITIONAL, "hans": SIMPLIFIED}
WORDS = [
    "發展",
    "生髮",
    "內生",
    "後",
    "于",
    "隻",
    "12",
    "只",
    "系",
    "里",
    "，",
    "喬治·克魯尼",
    "伯克希爾-哈撒韋",
    "說",
    "于先生",
    "院、",
    "髮",
]


def same_weighing(text: str, at: int, lexicon: Lexicon) -> bool:
    """Say whether a part of the clause gives the same words as all of it, each lighter or heavier by as much."""
    part, whole = segment_at(fold(text), text, at, lexicon), clause_at(fold(text), text, at, lexicon)
    inner, outer = part.options(), whole.options()
    apart = {round(outer[char].weight - option.weight, 6) for char, option in inner.items()}
    apart.add(round(whole.unheard() - part.unheard(), 6))
    same = all(outer[char].word == option.word for char, option in inner.items())
    return inner.keys() == outer.keys() and same and len(apart) == 1


@pytest.mark.parametrize("script", ["hant", "hans"])
def test_a_part_of_a_clause_weighs_as_the_whole(script: str) -> None:
    """What lies beyond the border that no word crosses weighs the same whatever stands in the place."""
    text = SEEDS[script]

    assert all(same_weighing(text, at, LEXICONS[script]) for at in range(0, 6_000, 29) if is_han(text[at]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map("".join), st.data())
def test_a_part_of_any_clause_weighs_as_the_whole(text: str, data: st.DataObject) -> None:
    """Surnames, numbers and lists make characters heavier by what stands around them, inside of the part or not."""
    at = data.draw(st.sampled_from([n for n, char in enumerate(fold(text)) if is_han(char)] or [-1]))

    assert at < 0 or same_weighing(text, at, TRADITIONAL)


def test_a_part_ends_where_no_word_leads_out() -> None:
    """The same few characters come back in many places: 內生|發展|動力."""
    text = "形成內生發展動力強勁的局面"

    assert segment_at(fold(text), text, text.index("發")).written == "內生發展"
    assert clause_at(fold(text), text, text.index("發")).written == text[:15]


def test_a_word_with_a_point_leads_out_of_no_clause() -> None:
    """The lexicon has 乔治·克鲁尼; a clause ends at the point."""
    text = "喬治·克魯尼"

    assert segment_at(fold(text), text, 1).written == "喬治"


def test_a_surname_is_known_by_what_stands_outside_of_the_part() -> None:
    """The words of 葉 end with it, and 說明 stands two characters further on."""
    text = "立委叶名揚說明立場"
    weighing = weighed(segment_at(fold(text), text, 2), "叶")

    assert dict(weighing.others)["葉"].weight > weighing.own_weight
    assert segment_at(fold(text), text, 2).heavier


LINE = re.compile(r"^[ \t\f]*(?:-[0-9]+|第\s*[0-9]+\s*页)[ \t]*$", re.MULTILINE)


@given(st.text(alphabet="-第页12 \t\f\n文", max_size=40))
def test_lines_are_found_by_how_they_begin(text: str) -> None:
    """It finds what a search through all of the text finds."""
    assert [m.span() for m in line_matches(LINE, text, "-第")] == [m.span() for m in LINE.finditer(text)]


@pytest.mark.parametrize("size", [3, 5_000])
def test_characters_are_counted_alike_in_short_texts_and_long_ones(size: int) -> None:
    """A short text is looked through, a long one once only."""
    text = SEEDS["hant"][:size]

    assert distinct(text) == counts(text).keys() == set(text)
    assert leaning(text) == leaning(text * 2)
    assert has_any(distinct(text), re.compile(f"[{text[0]}]"))
    assert not has_any(distinct(text), re.compile("\ufffd"))


@pytest.mark.parametrize("name", ["national-special-regions.hant", "henan-resource-regions.hant"])
def test_what_is_kept_is_counted(name: str) -> None:
    """The characters kept are those of the source less those set aside."""
    text = clean(seed(name))

    assert text.counts == counts(text.kept)
    assert text.offsets.of(text.document.text) == "".join(span.of(text.document.text) for span in text.offsets.kept())
