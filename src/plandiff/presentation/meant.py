"""The documents as they were meant: without what cleaning has set aside, and with what is damaged as it is repaired.

A reader asks for it where the text as written cannot be read for its readings in brackets, page marks and broken lines.
Nothing is hidden by it: what was set aside and what is damaged stays a change of its own, which shows it as written.
"""

from collections.abc import Iterator
from dataclasses import replace

from plandiff.chinese.script import fold
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.result import Comparison
from plandiff.outline.clean_text import CleanText, RemovalKind
from plandiff.outline.cleaning import clean
from plandiff.outline.lines import Lines
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import Source, sources_of
from plandiff.text.span import Pair, Span, merged, overlaps

_WORDS = late_pattern(r"[0-9A-Za-z,.;:)%][0-9A-Za-z(]")
"""Characters of words or figures that white space may part; between others it is layout."""


def shown_sources(result: Comparison, *, meant: bool) -> Pair[Source]:
    """Return both documents as a report takes excerpts from them: as they were meant, or as they are written."""
    sources = sources_of(result)
    return meant_sources(result, sources, result.documents.map(clean)) if meant else sources


def meant_sources(result: Comparison, sources: Pair[Source], cleaned: Pair[CleanText]) -> Pair[Source]:
    """Return both documents as they were meant.

    Args:
        result: The comparison.
        sources: Its documents as excerpts are taken from them.
        cleaned: The same documents with what cleaning has set aside.
    """
    lefts, rights = set[tuple[Span, str]](), set[tuple[Span, str]]()
    texts, hant_left = result.documents.map(lambda document: document.text), result.scripts.left == "hant"
    for change in result.everything:
        if change.weight is not Weight.DAMAGE or change.judgement.expected is None:
            continue
        both = Pair(change.spans.left.of(texts.left), change.spans.right.of(texts.right))
        on_left, expected = repairs_left(change, both, hant_left=hant_left), change.judgement.expected
        lefts.add((change.spans.left, expected if on_left else both.left))
        rights.add((change.spans.right, both.right if on_left else expected))
    return Pair(_meant(sources.left, cleaned.left, lefts), _meant(sources.right, cleaned.right, rights))


def repairs_left(change: Change, texts: Pair[str], *, hant_left: bool) -> bool:
    """Say whether the expected text belongs on the left: it belongs where the other side's text is sound.

    Where both sides have the same character, it belongs in the traditional text, unless it is a traditional character
    that was left in the simplified one.

    Args:
        change: A change that has an expected text.
        texts: Its two texts, as written.
        hant_left: Whether the left document is the traditional one.
    """
    from plandiff.conversion.leftovers import is_foreign  # noqa: PLC0415 - only texts in two scripts need the words

    expected = change.judgement.expected or ""
    for sound in (texts.map(expected.__eq__), texts.map(lambda text: fold(text) == fold(expected))):
        if sound.left is not sound.right:
            return sound.right
    simplified = texts.right if hant_left else texts.left
    left_over = change.kind is Kind.LEFTOVER_CHARACTER and any(map(is_foreign, simplified))
    return hant_left is not left_over


def _meant(source: Source, cleaned: CleanText, found: set[tuple[Span, str]]) -> Source:
    """Return a source that leaves out what was set aside, and knows what to show for what is damaged on either side."""
    repairs: list[tuple[Span, str]] = []
    for span, text in sorted(found):
        if span and (not repairs or span.start >= repairs[-1][0].end):
            repairs.append((span, text))
    damaged = [span for span, _ in repairs]
    aside = (span for span in _aside(cleaned) if not overlaps(span, damaged))
    return replace(source, furniture=merged([*source.furniture, *aside]), repairs=tuple(repairs))


def _aside(cleaned: CleanText) -> Iterator[Span]:
    """Yield what cleaning has set aside, but for the white space that parts paragraphs or words."""
    paragraphs, kept = set(Lines.of(cleaned).paragraphs), cleaned.kept
    for removal in cleaned.ledger:
        if removal.kind is RemovalKind.SPACE:
            at = cleaned.offsets.to_clean(removal.span.end)
            if at in paragraphs or _WORDS.match(kept, max(0, at - 1)):
                continue
        yield Span(int(removal.span.start), int(removal.span.end))
