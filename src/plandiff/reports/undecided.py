"""Sets the undecided changes of one watched document or pair in lines of the terminal report."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plandiff.comparison import Comparison
from plandiff.decisions.results import Checked
from plandiff.judging.change import COUNTED, Change
from plandiff.language import tr, tr_n
from plandiff.presentation.entries import Entry, entries
from plandiff.presentation.entry_lines import Setter
from plandiff.presentation.excerpts import Source, harmless, sources_of
from plandiff.presentation.styled import Line, Role, Styled, flow
from plandiff.presentation.words import NOTICES
from plandiff.text.span import Pair

_MOST = 50
"""Entries of one document that are shown unless all are asked for."""
_MARGIN: Line = (Styled("  "),)


def undecided(result: Checked, comparison: Comparison, columns: int, *, show_all: bool) -> list[Line]:
    """Return what fails, then what does not, then how much is ignored and what is no longer there.

    Args:
        result: The document or pair.
        comparison: Its comparison.
        columns: Cells of a line.
        show_all: Whether to list cosmetic changes too and to shorten nothing.
    """
    lines: list[Line] = []
    for notice in comparison.notices:
        lines += flow([Styled(tr(NOTICES[notice]), Role.WARNING)], columns, (Styled("! ", Role.WARNING),), _MARGIN)
    ruled = result.changes if show_all else result.pending
    setter = Setter(sources_of(comparison), columns, whole=show_all)
    failing = [one.change for one in ruled if one.effect.fails]
    others = [one.change for one in ruled if not one.effect.fails and not one.effect.ignored]
    lines += _entries(failing, setter)
    if failing and others:
        lines += [(), *flow([Styled(tr("these do not fail the check:"), Role.FAINT)], columns)]
    lines += _entries(others, setter)
    for reason, count in Counter(one.effect.ignored for one in result.changes if one.effect.ignored).items():
        words = tr_n("{n} change ignored: {reason}", "{n} changes ignored: {reason}", count)
        lines += flow([Styled(words.format(n=f"{count:,}", reason=harmless(reason)), Role.FAINT)], columns, _MARGIN)
    for id_, decision in result.gone.items():
        gone = decision.subject
        words = tr("no longer there: {kind} {left} → {right}  {id}").format(
            kind=gone.kind, left=harmless(gone.left), right=harmless(gone.right), id=id_
        )
        lines += flow([Styled(words, Role.FAINT)], columns, _MARGIN)
    return lines


def _entries(changes: Sequence[Change], setter: Setter) -> list[Line]:
    lines: list[Line] = []
    shown = count = 0
    for entry in _by_weight(changes, setter.sources, whole=setter.whole):
        if count == _MOST and not setter.whole:
            rest = tr("… and {n} more (--all shows them)").format(n=f"{len(changes) - shown:,}")
            return [*lines, (), *flow([Styled(rest, Role.STRONG)], setter.columns)]
        lines += setter.entry(entry)
        shown, count = shown + len(entry.changes), count + 1
    return lines


def _by_weight(changes: Sequence[Change], sources: Pair[Source], *, whole: bool) -> Iterator[Entry]:
    """Yield the entries, the heaviest first."""
    for weight in COUNTED:
        yield from entries((change for change in changes if change.weight is weight), sources, listed=whole)
