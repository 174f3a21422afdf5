"""A comparison as a redline: a Word document with tracked changes that a person accepts or rejects."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from plandiff.errors import ReadingError, UsageError
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.reading import read_bytes
from plandiff.reading.document import DocumentKind
from plandiff.reading.docx.placing import CannotPlace
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reports.redline.marked import Paragraph, paragraphs_of, pieces_of, slid
from plandiff.reports.redline.onto import redline_onto
from plandiff.reports.redline.signature import Signature
from plandiff.reports.redline.spans import unpaired
from plandiff.reports.redline.to_docx import plain_redline


def comparison_redline(result: Comparison, *, show_all: bool, signature: Signature) -> bytes:
    """Return a redline as a .docx file. Accepted, it is the right text.

    Args:
        result: The comparison.
        show_all: Whether every change is tracked, so that it is the left text when all are rejected; else those of
            substance.
        signature: Who is said to have made the changes.

    Raises:
        UsageError: The documents are no versions of one text: a plan and one made from it have no common order.
    """
    if not isinstance(result, AlignedComparison):
        raise UsageError(
            "a redline needs two versions of one text, and these relate as a derivation",
            "hand on a table, or say --relation revision",
        )
    paragraphs = [*paragraphs_of(unpaired(slid(pieces_of(result, show_all=show_all))))]
    return _onto_right(result, paragraphs, signature) or plain_redline(paragraphs, signature, result.scripts.right)


def _onto_right(result: AlignedComparison, paragraphs: Sequence[Paragraph], signature: Signature) -> bytes | None:
    """Return the redline in the right-hand Word document; None if there is none, or it does not read back."""
    right = result.documents.right
    if right.kind is not DocumentKind.DOCX:
        return None
    try:
        data = Path(right.name).read_bytes()
        if hashlib.sha256(data).hexdigest() != right.sha256:
            return None
        made = redline_onto(data, right.text, paragraphs, signature)
        states = [
            read_bytes(made, right.name, ReadingOptions(revisions=state)).text
            for state in (Revisions.FINAL, Revisions.ORIGINAL)
        ]
    except (CannotPlace, OSError, ReadingError):
        return None
    wanted = [_text(paragraphs, left=False), _text(paragraphs, left=True)]
    return made if [state.strip("\n") for state in states] == wanted else None


def _text(paragraphs: Sequence[Paragraph], *, left: bool) -> str:
    """Return the text of a redline with all changes accepted, or rejected."""
    parts = []
    for paragraph in paragraphs:
        parts += [piece.text for piece in paragraph.pieces if (piece.track.on_left if left else piece.track.on_right)]
        if paragraph.track.on_left if left else paragraph.track.on_right:
            parts.append("\n")
    return "".join(parts).strip("\n")
