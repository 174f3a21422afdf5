"""Why a change was judged as it was and, in a table, in which cell it stands: the words that all reports show."""

from plandiff.judging.change import Change
from plandiff.judging.reasons import REASONS, cell_words
from plandiff.language import labelled, tr
from plandiff.presentation.excerpts import harmless


def reason_words(change: Change, *, said: bool = False) -> str:
    """Return why, behind the row, the column and both values of a cell; empty where that says no more than the kind.

    Args:
        change: The change.
        said: Whether the reader knows the reason from a change before it.
    """
    place = place_words(change)
    row = REASONS[change.judgement.reason]
    why = "" if row.silent or said else tr(row.sentence)
    return labelled(why, place) if why and place else why or place


def place_words(change: Change) -> str:
    """Return the row, the column and both values of a cell; empty outside of tables."""
    return cell_words(change.cell, change.judgement.reason, tr, harmless) if change.cell else ""
