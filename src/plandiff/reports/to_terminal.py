"""The comparison for a person at a terminal: the worst first, cosmetic changes as one line of counts.

Nothing is counted or left out here but by weight, and what is not shown is said.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from plandiff.comparison import Comparison
from plandiff.judging.change import Change, Weight
from plandiff.judging.kinds import KINDS
from plandiff.language import listed, tr
from plandiff.presentation.entries import entries
from plandiff.presentation.entry_lines import Setter, cosmetic_line
from plandiff.presentation.meant import shown_sources
from plandiff.presentation.styled import Line, Role, Styled, flow, painted
from plandiff.presentation.words import weighed
from plandiff.reports.header import header, identical, summary
from plandiff.reports.opening import opening

_MOST = 50
"""Entries of one weight that are shown unless all are asked for."""
_SHOWN = (Weight.SUBSTANTIVE, Weight.CONVERSION, Weight.DAMAGE)


def comparison_text(result: Comparison, columns: int, *, colour: bool, show_all: bool, meant: bool = False) -> str:
    """Return the report.

    Args:
        result: The comparison.
        columns: Cells of a line; from 20 on no line is wider.
        colour: Whether to write escape codes; without them the text is the same.
        show_all: Whether to list the cosmetic changes and shorten nothing.
        meant: Whether excerpts show the texts as they were meant, see `presentation.meant`.
    """
    return painted(report(result, columns, show_all=show_all, meant=meant), colour=colour)


def report(result: Comparison, columns: int, *, show_all: bool, meant: bool) -> list[Line]:
    """Return the lines of the report; see `comparison_text`."""
    if result.documents.left.text == result.documents.right.text:
        return identical(result, columns)
    changes, everything = _by_weight(result.changes), _by_weight(result.everything)
    lines = header(result, columns)
    sources = shown_sources(result, meant=meant)
    first = opening(result, columns, sources if meant else None)
    lines += [(), *first] if first else []
    if any(changes[weight] for weight in _SHOWN):
        setter = Setter(sources, columns, whole=show_all)
        for weight in _SHOWN:
            lines += _weight(weight, changes[weight], setter)
    lines += _cosmetic(changes[Weight.COSMETIC], result, columns, show_all=show_all)
    return [*lines, (), *summary(everything, columns)]


def _by_weight(changes: Sequence[Change]) -> dict[Weight, list[Change]]:
    return {weight: [change for change in changes if change.weight is weight] for weight in Weight}


def _weight(weight: Weight, changes: Sequence[Change], setter: Setter) -> list[Line]:
    """Set the changes of one weight under a heading."""
    if not changes:
        return []
    lines = [(), *_heading(weighed(weight, len(changes)), setter.columns)]
    shown = 0
    found = sorted(entries(changes, setter.sources, listed=setter.whole), key=lambda entry: entry.rank)
    for entry in islice(found, None if setter.whole else _MOST):
        lines += setter.entry(entry)
        shown += len(entry.changes)
    if shown < len(changes):
        rest = tr("… and {n} more (--all shows them)").format(n=f"{len(changes) - shown:,}")
        lines += [(), *flow([Styled(rest, Role.STRONG)], setter.columns)]
    return lines


def _heading(words: str, columns: int) -> list[Line]:
    return flow([Styled(f"== {words} ==", Role.STRONG)], columns)


def _cosmetic(changes: Sequence[Change], result: Comparison, columns: int, *, show_all: bool) -> list[Line]:
    """Count the cosmetic changes of each kind in one line, or list them."""
    if not changes:
        return []
    if show_all:
        lines = [(), *_heading(weighed(Weight.COSMETIC, len(changes)), columns)]
        for change in changes:
            lines += cosmetic_line(change, result.documents, columns)
        return lines
    counts = Counter(change.kind for change in changes).most_common()
    kinds = listed(f"{count:,} {tr(KINDS[kind].label)}" for kind, count in counts)
    line = tr("cosmetic: {kinds}  (--all shows them)").format(kinds=kinds)
    return [(), *flow([Styled(line)], columns)]
