"""A comparison as a redline: a Word document with tracked changes that a person accepts or rejects."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from plandiff.errors import ReadingError, UsageError
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.language import tr
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, DocumentKind
from plandiff.reading.docx.placing import CannotPlace
from plandiff.reading.docx.tracking import Track
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.signature import Signature
from plandiff.reports.redline.marked import Paragraph, Piece, paragraphs_of, pieces_of, slid
from plandiff.reports.redline.onto import redline_onto
from plandiff.reports.redline.rows import Rows, text_of, with_rows
from plandiff.reports.redline.spans import unpaired
from plandiff.reports.redline.to_docx import plain_redline
from plandiff.text.span import Pair


def comparison_redline(
    result: Comparison, *, show_all: bool, signature: Signature, tell: Callable[[str], None] = lambda _words: None
) -> bytes:
    """Return a redline as a .docx file. Accepted, it is the right text.

    Args:
        result: The comparison.
        show_all: Whether every change is tracked, so that it is the left text when all are rejected; else those of
            substance.
        signature: Who is said to have made the changes.
        tell: Is told what a reader of the redline must know.

    Raises:
        UsageError: The documents are no versions of one text: a plan and one made from it have no common order.
    """
    if not isinstance(result, AlignedComparison):
        raise UsageError(
            "a redline needs two versions of one text, and these relate as a derivation",
            "hand on a table, or say --relation revision",
        )
    lines = paragraphs_of(unpaired(slid(_ended(pieces_of(result, show_all=show_all), result.documents))))
    paragraphs = with_rows(lines, result.documents.map(Rows.of))
    right = result.documents.right
    if right.kind is DocumentKind.DOCX:
        made = _onto(right, paragraphs, signature, show_all=show_all)
        if made is not None:
            return made
        tell(tr("a change has no place in the right-hand Word document: the redline is a plain page without its looks"))
    return plain_redline(paragraphs, signature, result.scripts.right)


def _ended(pieces: Iterable[Piece], documents: Pair[Document]) -> Iterator[Piece]:
    """Yield pieces with an end of the last line where both texts have none: a line at the end is a line too."""
    yield from pieces
    if not documents.left.text.endswith("\n") and not documents.right.text.endswith("\n"):
        yield Piece("\n", Track.STAYS, None, len(documents.right.text))


def _onto(right: Document, paragraphs: Sequence[Paragraph], signature: Signature, *, show_all: bool) -> bytes | None:
    """Return the redline in the right-hand Word document; None if it has no place there, or does not read back."""
    try:
        data = Path(right.name).read_bytes()
        if hashlib.sha256(data).hexdigest() != right.sha256:
            return None
        made, bare = redline_onto(data, right.text, paragraphs, signature)
        final = _read(made, right.name, Revisions.FINAL)
        # Where not all is tracked, what is rejected has the numbers that follow from it.
        original = _read(made, right.name, Revisions.ORIGINAL, numbers=show_all)
    except (CannotPlace, OSError, ReadingError):
        return None
    before = _text(paragraphs if show_all else bare, left=True)
    return made if (final, original) == (_text(paragraphs, left=False), before) else None


def _read(data: bytes, name: str, state: Revisions, *, numbers: bool = True) -> str:
    return read_bytes(data, name, ReadingOptions(revisions=state, numbers=numbers)).text.strip("\n")


def _text(paragraphs: Sequence[Paragraph], *, left: bool) -> str:
    """Return the text of a redline with all changes accepted, or rejected."""
    parts = []
    for paragraph in paragraphs:
        parts.append(text_of(paragraph.pieces, left=left))
        if paragraph.track.on_left if left else paragraph.track.on_right:
            parts.append("\n")
    return "".join(parts).strip("\n")
