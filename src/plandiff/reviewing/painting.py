"""A block as rows of styled runs: both texts beside each other, or under each other where there is no room.

Lines are broken by the code of the terminal report, so the rules of Chinese typesetting hold here too. Each run that
shows a change carries the change's number as its tag.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from plandiff.decisions.decision import State
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.kinds import KINDS
from plandiff.judging.passages import Status
from plandiff.language import labelled, listed, tr
from plandiff.presentation.entry_lines import marked
from plandiff.presentation.excerpts import Source, harmless
from plandiff.presentation.places import move_of
from plandiff.presentation.states import REVIEW_STATES
from plandiff.presentation.styled import Hold, Line, Role, Styled, cells, flow
from plandiff.presentation.words import STATUSES
from plandiff.reviewing.material import Block, Material
from plandiff.text.span import Pair, Span

HIT = -1
"""The tag of a run that a search has found."""

_MARKS = {state: row.mark for state, row in REVIEW_STATES.items()}
_ASCII_MARKS = {state: row.ascii for state, row in REVIEW_STATES.items()}
_GUTTER = 2
_LEAST_COLUMN = 28
"""Cells of one column below which the texts stand under each other."""


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """How rows are laid out.

    Attributes:
        width: Cells of a row.
        stacked: Whether the texts stand under each other whatever the width.
        ascii: Whether frames and marks keep to ASCII.
        ambiguous: Cells of an East Asian ambiguous character, 1 or 2.
        meant: Whether the texts are shown as they were meant: without what cleaning sets aside, damage as repaired.
    """

    width: int = 80
    stacked: bool = False
    ascii: bool = False
    ambiguous: int = 1
    meant: bool = False

    @property
    def beside(self) -> bool:
        """Whether both texts stand beside each other."""
        return not self.stacked and self.columns.left >= _LEAST_COLUMN

    @property
    def divider(self) -> str:
        """What stands between the two columns."""
        return " | " if self.ascii or self.ambiguous > 1 else " │ "

    @property
    def columns(self) -> Pair[int]:
        """The cells of either column, where they stand beside each other."""
        room = self.width - _GUTTER - 3
        return Pair(room // 2, room - room // 2)

    @property
    def marks(self) -> Mapping[State, str]:
        """What stands behind a change that is decided."""
        return _ASCII_MARKS if self.ascii else _MARKS


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a block.

    Attributes:
        block: The block.
        changes: Its changes that are listed, by number.
        states: Where each of them stands.
        hits: Source spans that a search has found in it.
    """

    block: Block
    changes: tuple[int, ...]
    states: tuple[State, ...]
    hits: Pair[tuple[Span, ...]]


def block_rows(material: Material, shown: Shown, layout: LayoutOptions) -> list[Line]:
    """Return the rows of a block, none wider than the layout (unless that is too narrow for a character)."""
    block = shown.block
    moves = [n for n in shown.changes if material.changes[n].kind is Kind.MOVED]
    rows: list[Line] = [()] if block.level else []
    for n in moves:
        rows += _move_rows(material, n, layout)
    runs = Pair(text_runs(material, shown, layout, left=True), text_runs(material, shown, layout, left=False))
    mark = block_mark(block)
    return rows + (_beside(runs, mark, layout) if layout.beside else _stacked(runs, shown, mark, layout))


def block_mark(block: Block) -> str:
    """Return the sign of what a block is; a blank for one that is the same on both sides."""
    if block.moved or block.furniture or block.formula:
        return ">" if block.moved else "." if block.furniture else "f"
    return " " if block.status is Status.SAME else STATUSES[block.status][0]


def _beside(runs: Pair[list[Styled]], mark: str, layout: LayoutOptions) -> list[Line]:
    columns, ambiguous = layout.columns, layout.ambiguous
    left = flow(runs.left, columns.left, ambiguous=ambiguous) if runs.left else []
    right = flow(runs.right, columns.right, ambiguous=ambiguous) if runs.right else []
    rows = []
    divider = Styled(layout.divider, Role.FAINT)
    for n, (ours, theirs) in enumerate(zip_longest(left, right, fillvalue=())):
        gap = Styled(" " * max(0, columns.left - cells(ours, ambiguous)))
        gutter = Styled((mark if n == 0 else " ") + " ", Role.STRONG)
        rows.append((gutter, *ours, gap, divider, *theirs))
    return rows


def _stacked(runs: Pair[list[Styled]], shown: Shown, mark: str, layout: LayoutOptions) -> list[Line]:
    """Set the left text and under it the right one; of a passage that is the same on both sides only the left."""
    alike = shown.block.status is Status.SAME and not shown.changes and runs.left and not any(shown.hits.right)
    sides = [(runs.left, "  " if alike else "- ", Role.LEFT)]
    if not alike:
        sides.append((runs.right, "+ ", Role.RIGHT))
    rows: list[Line] = []
    for side, gutter, role in sides:
        if side:
            shape = mark + " " if mark in ">.f" else gutter
            first = (Styled(shape, role),)
            rows += flow(side, layout.width, first, (Styled("  "),), ambiguous=layout.ambiguous)
    return rows


def _move_rows(material: Material, n: int, layout: LayoutOptions) -> list[Line]:
    """Say of a moved passage where it stands on either side."""
    change = material.changes[n]
    move = move_of(material.sources, change.spans)
    words = labelled(tr(KINDS[Kind.MOVED].label), move.sections + tr("; ") if move.sections else "")
    runs = [
        Styled(words, Role.STRONG, tag=n),
        Styled(listed((f"{tr('left')} {move.places.left}", f"{tr('right')} {move.places.right}")), tag=n),
    ]
    return flow(runs, layout.width, (Styled("> ", Role.STRONG),), (Styled("  "),), ambiguous=layout.ambiguous)


def text_runs(material: Material, shown: Shown, layout: LayoutOptions, *, left: bool) -> list[Styled]:
    """Return the text of one side, its listed changes in marks."""
    sources = material.meant if layout.meant else material.sources
    side = _Side(
        source=sources.left if left else sources.right,
        hits=shown.hits.left if left else shown.hits.right,
        role=_role(shown.block),
        left=left,
        marks=layout.marks,
        meant=layout.meant,
    )
    spans = shown.block.spans.left if left else shown.block.spans.right
    marked_changes = []
    for n, state in zip(shown.changes, shown.states, strict=True):
        change = material.changes[n]
        if change.kind is not Kind.MOVED:
            marked_changes.append(_Marked(change.spans.left if left else change.spans.right, n, change, state))
    marked_changes.sort(key=lambda item: item.span)
    return list(side.runs(spans, marked_changes))


def _role(block: Block) -> Role:
    if block.level:
        return Role.STRONG
    return Role.FAINT if block.furniture or block.formula else Role.PLAIN


class _Marked(NamedTuple):
    """A change to be marked in one side, and where it stands there."""

    span: Span
    number: int
    change: Change
    state: State


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a block while it is set."""

    source: Source
    hits: Sequence[Span]
    role: Role
    left: bool
    marks: Mapping[State, str]
    meant: bool

    def runs(self, spans: Sequence[Span], found: list[_Marked]) -> Iterator[Styled]:
        """Yield the text of ``spans``, with a sign where something else stands between two of them."""
        for number, span in enumerate(spans):
            if number and self.source.shown(Span(spans[number - 1].end, span.start)).strip():
                yield Styled(" … ", Role.FAINT)
            at, last = span.start, number + 1 == len(spans)
            while found and (found[0].span.start < span.end or (found[0].span.start == span.end and last)):
                marked_change = found.pop(0)
                start, end = marked_change.span
                if start < at or end > span.end:
                    continue  # It stands beside this text, or another change covers it.
                yield from self._plain(Span(at, start))
                yield from self._changed(marked_change)
                at = end
            yield from self._plain(Span(at, span.end))

    def _changed(self, item: _Marked) -> Iterator[Styled]:
        """Yield a change in marks, and behind it how it was decided."""
        role = self._role_of(item)
        repair = self.source.repair(item.span)
        if repair is not None:
            yield Styled(harmless(repair), Role.REPAIR, tag=item.number)
        elif self.meant and item.change.weight in (Weight.DAMAGE, Weight.COSMETIC):
            yield from self._piece(item.span, item.number)
        else:
            for run in marked(self.source.differing(item.span, whole=True), role):
                yield run._replace(tag=item.number)
        if mark := self.marks[item.state]:
            yield Styled(mark, role, Hold.BEFORE, item.number)

    def _role_of(self, item: _Marked) -> Role:
        if item.state in (State.ACCEPTED, State.NAMED):
            return Role.FAINT
        if item.change.weight is Weight.SUBSTANTIVE:
            return Role.LEFT_DIFFERENCE if self.left else Role.RIGHT_DIFFERENCE
        return {Weight.CONVERSION: Role.WARNING, Weight.DAMAGE: Role.REPAIR}.get(item.change.weight, Role.PATH)

    def _plain(self, span: Span) -> Iterator[Styled]:
        """Yield unchanged text; what a search has found in it carries the tag `HIT`."""
        at = span.start
        for hit in self.hits:
            start, end = max(at, hit.start), min(span.end, hit.end)
            if start < end:
                yield from self._piece(Span(at, start), None)
                yield from self._piece(Span(start, end), HIT)
                at = end
        yield from self._piece(Span(at, span.end), None)

    def _piece(self, span: Span, tag: int | None) -> Iterator[Styled]:
        if text := harmless(self.source.shown(span)):
            yield Styled(text, self.role, tag=tag)


def pointed(line: Line) -> Line:
    """Return a row with a pointer in its gutter: it shows the current change, also where nothing can be reversed."""
    first = line[0]
    return (first._replace(text=first.text[:1] + "*" + first.text[2:]), *line[1:])
