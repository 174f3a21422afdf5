"""Judges a difference at characters of which text recognition was not sure: a misreading, not another wording."""

from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.text.span import Pair, Span, holds

_SHARE = 0.5
"""So much of a passage must be unsure: where more was read surely, the passage differs."""


def misread(texts: Pair[CleanText], edit: Pair[Span]) -> Judgement | None:
    """Return the judgement of an edit that is a misreading, with the other side's text as the right one.

    Args:
        texts: Both texts.
        edit: The edit, in clean offsets.
    """
    unsure = Pair(_is_unsure(texts.left, edit.left), _is_unsure(texts.right, edit.right))
    if not (unsure.left or unsure.right):
        return None
    expected = None
    if not (unsure.left and unsure.right):
        text, span = (texts.right, edit.right) if unsure.left else (texts.left, edit.left)
        expected = text.kept[span.start : span.end]
    return Judgement(Kind.OCR, Reason.MISREAD, Certainty.CHECK, expected=expected)


def _is_unsure(text: CleanText, span: Span) -> bool:
    if not text.doubts or not span:
        return False
    return sum(holds(text.doubts, Span(at, at + 1)) for at in range(span.start, span.end)) >= _SHARE * len(span)
