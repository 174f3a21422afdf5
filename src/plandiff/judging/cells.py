"""Keeps the cells of a table row apart: white space is gone from the text that is compared, and 60 and 65 read 6065."""

from collections.abc import Container, Iterator
from dataclasses import replace

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.judging.edits import Differing
from plandiff.outline.clean_text import CleanText
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span


def cut_at_cells(texts: Pair[CleanText], found: Differing, whole: Container[Pair[CleanSpan]]) -> Differing:
    """Return what differs, each edit over as many cells on either side cut into its cells; equal ones are none.

    The edits in ``whole`` stay as they are.
    """
    equal, edits = list[CleanRun](), list[Pair[CleanSpan]]()
    for edit in found.edits:
        cells = Pair(list(_cells(texts.left, edit.left)), list(_cells(texts.right, edit.right)))
        if edit in whole or len(cells.left) != len(cells.right) or len(cells.left) == 1:
            edits.append(edit)
            continue
        for left, right in zip(cells.left, cells.right, strict=True):
            if left.of(texts.left.key) == right.of(texts.right.key):
                equal += [Run(left.start, right.start, len(left))] if left else []
            else:
                edits.append(Pair(left, right))
    return replace(found, equal=tuple(sorted((*found.equal, *equal))), edits=tuple(edits))


def _cells(text: CleanText, span: CleanSpan) -> Iterator[CleanSpan]:
    """Yield the parts of a clean span that tabs part."""
    start = span.start
    for offset in range(span.start + 1, span.end):
        at = CleanOffset(offset)
        if "\t" in text.gap(at).of(text.folded):
            yield Span(start, at)
            start = at
    yield Span(start, span.end)
