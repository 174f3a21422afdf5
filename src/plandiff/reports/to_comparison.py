"""A comparison for a person at a terminal: a derivation is told by sections, all else by changes."""

from plandiff.comparison import Comparison
from plandiff.derivation.result import Derivation
from plandiff.reports.to_terminal import comparison_text


def comparison_report(result: Comparison, columns: int, *, colour: bool, show_all: bool, meant: bool) -> str:
    """Return the report.

    Args:
        result: The comparison.
        columns: Cells of a line.
        colour: Whether to write escape codes; without them the text is the same.
        show_all: Whether to show cosmetic changes too and to shorten nothing.
        meant: Whether excerpts show the texts as they were meant, see `presentation.meant`.
    """
    if isinstance(result, Derivation):
        from plandiff.reports.to_derivation import derivation_text  # noqa: PLC0415 - only derivations need it

        return derivation_text(result, columns, colour=colour, show_all=show_all, meant=meant)
    return comparison_text(result, columns, colour=colour, show_all=show_all, meant=meant)
