"""A plan printed anew with edits: exactly the edits are reported, whatever the page does to the text."""

import random
import re
from collections import Counter

import pytest
from conftest import document, seed
from mutations import (
    INLINE_STYLES,
    PAGE_STYLES,
    Edited,
    chapters_swapped,
    inline_paged,
    numbers_changed,
    paged,
    sentences_dropped,
    without_furniture,
    wrapped,
)

from plandiff.comparison import Comparison, compare
from plandiff.judging.change import Kind, Weight

ORIGINAL = seed("national-special-regions.hans")


def edited(rng: random.Random) -> tuple[Edited, int]:
    first, second = rng.sample(range(1, 10), 2)
    copy = chapters_swapped(Edited(without_furniture(ORIGINAL.text)), first, second)
    return sentences_dropped(numbers_changed(copy, 10, rng), 3, rng), abs(first - second)


def digits(figure: str) -> list[str]:
    """Return the numbers of a whole figure (2021年5月, 13.5%), whatever page furniture stands in it."""
    return re.findall("[0-9]+", re.sub(r"\s|—\d+—", "", figure))


def assert_exactly(copy: Edited, distance: int, result: Comparison) -> None:
    left, right = result.documents.left.text, result.documents.right.text
    found = [c for c in result.changes if c.weight in (Weight.SUBSTANTIVE, Weight.DAMAGE)]
    figures = [c.spans for c in found if c.kind is Kind.NUMBER]
    numbers = [
        pair
        for spans in figures
        for pair in zip(digits(spans.left.of(left)), digits(spans.right.of(right)), strict=True)
        if pair[0] != pair[1]
    ]
    dropped = [c.spans.left.of(left) for c in found if c.kind is Kind.DROPPED]
    moved = [c.spans.left.of(left) for c in found if c.kind is Kind.MOVED]

    assert Counter(copy.numbers) == Counter(numbers)
    assert sorted(copy.dropped) == sorted(re.sub(r"—\d+—", "", text) for text in dropped)
    assert len(found) == len(figures) + len(dropped) + len(moved)
    assert 1 <= len(moved) <= distance + 1
    assert all(text.startswith("第") and text[2] == "章" for text in moved)
    assert any(title in copy.moved for title in (text[:3] for text in moved)) or distance > 1


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("style", PAGE_STYLES)
def test_a_wrapped_and_paged_copy_shows_its_edits_and_nothing_else(style: str, number: int) -> None:
    """Wrapped at 30 columns, with page furniture of any style between lines: ten numbers, three sentences, a move."""
    rng = random.Random(f"{style}{number}")
    copy, distance = edited(rng)
    text = paged(wrapped(copy.text, 30), style)

    assert_exactly(copy, distance, compare(ORIGINAL, document(text, "copy.txt")))


@pytest.mark.parametrize("style", INLINE_STYLES)
def test_page_furniture_glued_into_sentences_hides_nothing(style: str) -> None:
    """Page marks and running heads without any line break, in the middle of words."""
    rng = random.Random(style)
    copy, distance = edited(rng)

    assert_exactly(copy, distance, compare(ORIGINAL, document(inline_paged(copy.text, style), "copy.txt")))


def test_swapped_chapters_are_moved_sections() -> None:
    """The section pairs say which chapters stand elsewhere; the sections inside went with them."""
    copy = chapters_swapped(Edited(without_furniture(ORIGINAL.text)), 3, 4)
    result = compare(ORIGINAL, document(copy.text, "copy.txt"))
    chapters = [
        (result.sections.left[int(pair.ids.left[0]) - 1].number, pair.moved)
        for pair in result.section_pairs
        if pair.ids.left and result.sections.left[int(pair.ids.left[0]) - 1].kind == "chapter"
    ]

    assert len(chapters) == 9
    assert {number for number, moved in chapters if moved} in ({"第三章"}, {"第四章"})
