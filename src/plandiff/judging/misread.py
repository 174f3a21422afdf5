"""Judges a difference that comes from text recognition: a misreading, not another wording.

Either it says of itself that it is not sure, or what stands there is what only machines write.
"""

from collections.abc import Iterable, Iterator

from rapidfuzz.distance.Postfix import similarity as postfix
from rapidfuzz.distance.Prefix import similarity as prefix

from plandiff.chinese.misreadings import LOOKALIKES, PARTS
from plandiff.chinese.script import fold
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.text.span import CleanSpan, Pair, clean_span, holds

_SHARE = 0.5
"""So much of a passage must be unsure: where more was read surely, the passage differs."""

_LONGEST = 4
"""Characters of a misreading that is known by its form: 扌 and what is left of its character."""


def misread(texts: Pair[CleanText], edit: Pair[CleanSpan]) -> Judgement | None:
    """Return the judgement of an edit that is a misreading, with the other side's text as the right one.

    Args:
        texts: Both texts.
        edit: The edit, in clean offsets.
    """
    core = _without_shared_ends(texts, edit)
    if told := _told_by_form(texts, core):
        return told
    unsure = Pair(_is_unsure(texts.left, core.left), _is_unsure(texts.right, core.right))
    if not (unsure.left or unsure.right):
        return None
    expected = None
    if not (unsure.left and unsure.right):
        text, span = (texts.right, edit.right) if unsure.left else (texts.left, edit.left)
        expected = text.kept[span.start : span.end]
    return Judgement(Kind.OCR, Reason.MISREAD, Certainty.CHECK, expected=expected)


def _told_by_form(texts: Pair[CleanText], edit: Pair[CleanSpan]) -> Judgement | None:
    """Judge an edit of which one side holds a part of a character, or a form misread for the other (岀, 出)."""
    left, right = edit.left.of(texts.left.kept), edit.right.of(texts.right.kept)
    if max(len(left), len(right)) > _LONGEST:
        return None
    for misread_, other in ((left, right), (right, left)):
        if fold(LOOKALIKES.get(misread_, "")) == fold(other) != "":
            return Judgement(Kind.OCR, Reason.LOOKALIKE, expected=other)
        if not PARTS.isdisjoint(misread_) and PARTS.isdisjoint(other):
            return Judgement(Kind.OCR, Reason.PART_OF_CHARACTER, expected=other)
    return None


def joined_misreadings(texts: Pair[CleanText], edits: Iterable[Pair[CleanSpan]]) -> Iterator[Pair[CleanSpan]]:
    """Put neighbouring edits together that are one misreading: the comparison takes numbers out of a rewrite."""
    last: Pair[CleanSpan] | None = None
    for edit in sorted(edits, key=lambda edit: (edit.left, edit.right)):
        touching = last and (last.left.end, last.right.end) == (edit.left.start, edit.right.start)
        both = (
            Pair(clean_span(last.left.start, edit.left.end), clean_span(last.right.start, edit.right.end))
            if last
            else edit
        )
        if touching and misread(texts, both):
            last = both
        else:
            if last:
                yield last
            last = edit
    if last:
        yield last


def _without_shared_ends(texts: Pair[CleanText], edit: Pair[CleanSpan]) -> Pair[CleanSpan]:
    """Return the part of an edit that differs: numbers are compared whole, 三干万 and 三千万."""
    left, right = edit.left.of(texts.left.key), edit.right.of(texts.right.key)
    head = prefix(left, right)
    tail = postfix(left[head:], right[head:])
    return edit.map(lambda span: clean_span(span.start + head, span.end - tail))


def _is_unsure(text: CleanText, span: CleanSpan) -> bool:
    if not text.doubts or not span:
        return False
    return sum(holds(text.doubts, clean_span(at, at + 1)) for at in range(span.start, span.end)) >= _SHARE * len(span)
