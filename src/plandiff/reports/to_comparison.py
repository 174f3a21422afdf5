"""A comparison for a person at a terminal: a derivation is told by sections, all else by changes."""

from typing import TYPE_CHECKING

from plandiff.judging.result import AlignedComparison
from plandiff.reports.to_terminal import comparison_text

if TYPE_CHECKING:
    from plandiff.derivation.result import Derivation


def comparison_report(
    result: "AlignedComparison | Derivation", columns: int, *, colour: bool, show_all: bool, meant: bool
) -> str:
    """Return the report.

    Args:
        result: The comparison.
        columns: Cells of a line.
        colour: Whether to write escape codes; without them the text is the same.
        show_all: Whether to show cosmetic changes too and to shorten nothing.
        meant: Whether excerpts show the texts as they were meant, see `presentation.meant`.
    """
    if isinstance(result, AlignedComparison):
        return comparison_text(result, columns, colour=colour, show_all=show_all, meant=meant)
    from plandiff.reports.to_derivation import derivation_text  # noqa: PLC0415 - only derivations need it

    return derivation_text(result, columns, colour=colour, show_all=show_all, meant=meant)
