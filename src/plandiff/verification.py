"""The self-check: a comparison must account for every character of both documents.

It runs in the product, on every comparison. A result that fails is a defect of plandiff and is never shown.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from plandiff.chinese.script import fold
from plandiff.errors import InvariantError
from plandiff.judging.change import Change, Kind
from plandiff.judging.passages import Passage
from plandiff.judging.set_aside_changes import Same
from plandiff.reading.document import Document
from plandiff.text.span import Pair, Span, merged

T = TypeVar("T")


def verify(
    documents: Pair[Document], passages: Sequence[Passage], changes: Sequence[Change], same: Sequence[Same]
) -> None:
    """Check that both documents can be rebuilt and that nothing is lost or counted twice.

    Shared pieces and changes must tile either text, and a shared piece must read the same on both sides once folded:
    so each document is the other one with the changes applied, up to script. Passages and page furniture must hold
    every character but white space exactly once.

    Raises:
        InvariantError: One of these does not hold.
    """
    folded = documents.map(lambda document: fold(document.text))
    for piece in same:
        if piece.spans.left.of(folded.left) != piece.spans.right.of(folded.right):
            raise InvariantError(
                "the shared piece at {offset} does not read the same on both sides", offset=piece.spans.left.start
            )
    local = [change for change in changes if change.kind is not Kind.MOVED]
    furniture = [change for change in changes if change.kind is Kind.FURNITURE]
    for document, pick in ((documents.left, _left), (documents.right, _right)):
        pieces = [pick(piece.spans) for piece in same] + [pick(change.spans) for change in local]
        _check_tiling(document, pieces)
        held = [span for passage in passages for span in pick(passage.spans)]
        _check_coverage(document, [*held, *(pick(change.spans) for change in furniture)])


def verify_held(document: Document, spans: Iterable[Span]) -> None:
    """Check that every character but white space lies in one of some spans; they may overlap here.

    Raises:
        InvariantError: A character is lost.
    """
    _check_coverage(document, merged([*spans]))


def _left(pair: Pair[T]) -> T:
    return pair.left


def _right(pair: Pair[T]) -> T:
    return pair.right


def _check_tiling(document: Document, spans: Iterable[Span]) -> None:
    at = 0
    for span in sorted(span for span in spans if span.end > span.start):
        if span.start != at:
            raise InvariantError("{name} cannot be rebuilt at character {at}", name=document.name, at=at)
        at = span.end
    if at != len(document.text):
        raise InvariantError("{name} cannot be rebuilt at character {at}", name=document.name, at=at)


def _check_coverage(document: Document, spans: Iterable[Span]) -> None:
    at = 0
    for span in [
        *sorted(span for span in spans if span.end > span.start),
        Span(len(document.text), len(document.text)),
    ]:
        if span.start < at:
            raise InvariantError("{name} has a character in two passages at {at}", name=document.name, at=span.start)
        if document.text[at : span.start].strip():
            raise InvariantError("{name} has a character in no passage at {at}", name=document.name, at=at)
        at = span.end
