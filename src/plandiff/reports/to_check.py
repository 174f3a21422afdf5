"""The result of a check for a person at a terminal: what must be decided on, and how."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plandiff.judging.change import Change, Weight
from plandiff.language import tr, tr_n
from plandiff.reports.entries import Entry, entries
from plandiff.reports.excerpts import Source, harmless, sources_of
from plandiff.reports.setting import Setter
from plandiff.reports.styled import Line, Role, Styled, flow, painted
from plandiff.reports.words import weighed
from plandiff.snapshots.checking import Check, Checked, State
from plandiff.text.span import Pair

_MOST = 50
"""Entries of one document that are shown unless all are asked for."""
_MARKS = {
    State.CHANGED: "~",
    State.NEW: "+",
    State.OBSOLETE: "-",
    State.RENAMED: ">",
    State.UNREADABLE: "?",
    State.SAME: "=",
}


def check_text(check: Check, columns: int, *, colour: bool, show_all: bool) -> str:
    """Return the report.

    Args:
        check: The result.
        columns: Cells of a line.
        colour: Whether to write escape codes; without them the text is the same.
        show_all: Whether to list cosmetic changes too and to shorten nothing.
    """
    lines: list[Line] = []
    for result in check.results:
        if result.state is not State.SAME:
            lines += [*_result(result, columns, show_all=show_all), ()]
    return painted([*lines, *_summary(check, columns)], colour=colour)


def _result(result: Checked, columns: int, *, show_all: bool) -> list[Line]:
    mark = _MARKS[result.state]
    role = Role.WARNING if result.fails or result.state is State.UNREADABLE else Role.STRONG
    head = [Styled(f"{mark} {harmless(result.name)}", role), Styled(f"  {'; '.join(_facts(result))}")]
    lines = flow(head, columns, (), (Styled("  "),))
    if result.comparison is None:
        return lines
    ruled = result.changes if show_all else result.pending
    setter = Setter(sources_of(result.comparison), columns, whole=show_all)
    failing = [one.change for one in ruled if one.ruling.fails]
    others = [one.change for one in ruled if not one.ruling.fails and not one.ruling.ignored]
    lines += _entries(failing, setter)
    if failing and others:
        lines += [(), *flow([Styled(tr("these do not fail the check:"), Role.FAINT)], columns)]
    lines += _entries(others, setter)
    for reason, count in Counter(one.ruling.ignored for one in result.changes if one.ruling.ignored).items():
        words = tr_n("{n} change ignored: {reason}", "{n} changes ignored: {reason}", count)
        lines += flow([Styled(words.format(n=f"{count:,}", reason=harmless(reason)), Role.FAINT)], columns, _MARGIN)
    for gone in result.gone:
        words = tr("no longer there: {kind} {left} → {right}  {id}").format(
            kind=gone.kind, left=harmless(gone.left), right=harmless(gone.right), id=gone.id
        )
        lines += flow([Styled(words, Role.FAINT)], columns, _MARGIN)
    return lines


_MARGIN: Line = (Styled("  "),)


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
    for weight in Weight:
        yield from entries((change for change in changes if change.weight is weight), sources, listed=whole)


def _facts(result: Checked) -> Iterator[str]:
    """Say what became of a document or pair."""
    if result.state is State.UNREADABLE:
        yield harmless(result.error)
    elif result.state is State.NEW:
        yield tr("new: nothing is accepted of it yet")
    elif result.state is State.OBSOLETE:
        yield tr("gone, or no longer watched: its snapshot is obsolete (accept --prune deletes it)")
    elif result.state is State.RENAMED:
        yield tr("renamed, was {path}").format(path=harmless(result.was))
    weights = Counter(one.change.weight for one in result.changes)
    for weight in Weight:
        if weights[weight]:
            yield weighed(weight, weights[weight])
    if not result.pending and result.state is State.CHANGED and not result.gone:
        yield tr("nothing to decide on")


def _summary(check: Check, columns: int) -> list[Line]:
    documents = sum(not result.is_pair for result in check.results)
    pairs = len(check.results) - documents
    done = tr("{documents} and {pairs} checked against {base}").format(
        documents=tr_n("{n} document", "{n} documents", documents).format(n=f"{documents:,}"),
        pairs=tr_n("{n} pair", "{n} pairs", pairs).format(n=f"{pairs:,}"),
        base=harmless(check.base),
    )
    failing = sum(one.ruling.fails for result in check.results for one in result.changes)
    facts = [tr_n("{n} change fails", "{n} changes fail", failing).format(n=f"{failing:,}")] if failing else []
    states = Counter(result.state for result in check.results)
    for state, words in (
        (State.NEW, tr("{n} new")),
        (State.RENAMED, tr("{n} renamed")),
        (State.OBSOLETE, tr("{n} obsolete")),
        (State.UNREADABLE, tr("{n} could not be checked")),
    ):
        if states[state]:
            facts.append(words.format(n=f"{states[state]:,}"))
    verdict = ", ".join(facts) or tr("nothing fails")
    return flow([Styled(f"{done}: {verdict}", Role.STRONG)], columns)
