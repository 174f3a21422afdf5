"""A comparison as a redline: a Word document with tracked changes that a person accepts or rejects."""

from plandiff.errors import UsageError
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.reports.redline.elements import Signature
from plandiff.reports.redline.marked import paragraphs_of, pieces_of
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
    paragraphs = [*paragraphs_of(unpaired(pieces_of(result, show_all=show_all)))]
    return plain_redline(paragraphs, signature, result.scripts.right)
