"""Characters that are wrong by themselves: invisible, private, replaced, or a radical in place of a character."""

import unicodedata
from collections import Counter
from collections.abc import Iterator

from plandiff.chinese.script import distinct, has_any, is_han, is_radical, unified
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText, RemovalKind
from plandiff.patterns import late_pattern
from plandiff.proofreading.finding import Finding
from plandiff.text.span import source_span

_SELECTOR = late_pattern("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_MISENCODED = late_pattern(
    "\ufffd+|[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]|[\ue000-\uf8ff\U000f0000-\U0010fffd]+"
)
_PICTURES = late_pattern("[\ufe0e\ufe0f]")
_SYMBOLS = frozenset({"So", "Sm", "Nd", "Sk"})
"""Categories of characters that have a picture form."""
_HABIT = 3
"""Readings from which on a document is taken to be annotated throughout."""


def invisible(text: CleanText) -> Iterator[Finding]:
    """Zero-width, bidi and control characters; a selector of a character's shape may be meant."""
    source = text.document.text
    for old in text.ledger:
        if old.kind is RemovalKind.INVISIBLE:
            before = source[old.span.start - 1 : old.span.start] or " "
            selector = _SELECTOR.fullmatch(old.span.of(source))
            if (
                selector
                and _PICTURES.match(selector[0])
                and (unicodedata.category(before) in _SYMBOLS or before in "‼⁉#*")
            ):
                continue  # ⚠️: it chooses between text and picture
            certainty = Certainty.CHECK if selector and is_han(before) else Certainty.CERTAIN
            yield Finding(old.span, Judgement(Kind.INVISIBLE, Reason.INVISIBLE, certainty, ""))


def annotations(text: CleanText) -> Iterator[Finding]:
    """Readings inserted behind characters: 產(chǎn)業(yè).

    The document itself shows whether they were inserted by a machine: then a character that is annotated once is
    annotated nearly everywhere. A single reading behind a rare character may be the author's.
    """
    places = [old.span for old in text.ledger if old.kind is RemovalKind.PINYIN]
    bearers = [text.kept[max(0, text.offsets.to_clean(span.start) - 1)] for span in places]
    annotated, all_of_them = Counter(bearers), text.counts
    for span, bearer in zip(places, bearers, strict=True):
        habit = len(places) >= _HABIT and annotated[bearer] * 2 > all_of_them[bearer]
        certainty = Certainty.CERTAIN if habit or not is_han(bearer) else Certainty.CHECK
        yield Finding(span, Judgement(Kind.ANNOTATION, Reason.PINYIN, certainty, ""))


def misencoded(text: CleanText) -> Iterator[Finding]:
    """Radicals and compatibility ideographs, private-use characters, and marks of lost bytes."""
    if not has_any(distinct(text.document.text), _MISENCODED):
        return
    for match in _MISENCODED.finditer(text.document.text):
        char, span = match[0], source_span(*match.span())
        if is_radical(char[0]):
            plain = unified(char)
            if plain == char:
                yield Finding(span, Judgement(Kind.OCR, Reason.RADICAL, Certainty.CHECK))
            else:
                yield Finding(span, Judgement(Kind.OCR, Reason.RADICAL, expected=plain))
        elif char[0] == "\ufffd":
            yield Finding(span, Judgement(Kind.MOJIBAKE, Reason.BYTES_LOST))
        elif not is_han(char[0]):
            yield Finding(span, Judgement(Kind.OCR, Reason.PRIVATE_USE, Certainty.CHECK))
