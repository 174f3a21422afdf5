"""Passages: the beads as reports show them, in source offsets."""

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from plandiff.judging.change import Change, Kind
from plandiff.judging.set_aside_changes import Same
from plandiff.outline.clean_text import FURNITURE, CleanText, RemovalKind
from plandiff.text.span import Pair, SourceOffset, SourceSpan, merged

T = TypeVar("T")


class Status(StrEnum):
    """How two passages relate."""

    SAME = "same"
    REWORDED = "reworded"
    RELATED = "related"
    ADDED = "added"
    DROPPED = "dropped"


_MIRRORED = {Status.ADDED: Status.DROPPED, Status.DROPPED: Status.ADDED}


def mirrored_status(status: Status) -> Status:
    """Return the status seen from the other side."""
    return _MIRRORED.get(status, status)


@dataclass(frozen=True, slots=True)
class Passage:
    """A bead as reports show it.

    Attributes:
        spans: Source spans on either side, without page furniture.
        status: How the two sides relate.
        moved: Whether it stands out of order.
        similarity: Share of the characters that both sides have, from 0 to 1.
        anchor: Where the passage stands, or would stand, in either source.
        formula: Whether it is a standing formula (derivation only).
        bits: How much related clauses have in common (derivation only).
    """

    spans: Pair[tuple[SourceSpan, ...]]
    status: Status
    moved: bool
    similarity: float
    anchor: Pair[SourceOffset]
    formula: bool = False
    bits: float = 0.0


@dataclass
class Collation:
    """What the walk has found; ``coarse`` if a passage was too large to be compared token by token."""

    passages: list[Passage] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: list[Same] = field(default_factory=list)
    coarse: bool = False


def hold_loose(found: Collation, texts: Pair[CleanText]) -> None:
    """Give readings and invisible characters at the edge of a passage to it: only page furniture lies outside."""
    for text, side in ((texts.left, 0), (texts.right, 1)):
        _hold_loose(found, text, side)


def _hold_loose(found: Collation, text: CleanText, side: int) -> None:
    spans = [(span, n) for n, passage in enumerate(found.passages) for span in _sides(passage.spans)[side]]
    spans += [(_sides(change.spans)[side], -1) for change in found.changes if change.kind is Kind.FURNITURE]
    held = sorted(item for item in spans if item[0])
    starts = [span.start for span, _ in held]
    owners = [(span.end, n) for span, n in held if n >= 0]
    for removal in text.ledger:
        if removal.kind is RemovalKind.SPACE or removal.kind in FURNITURE:
            continue
        at = bisect_right(starts, removal.span.start) - 1
        if at >= 0 and removal.span.end <= held[at][0].end:
            continue
        owner = owners[max(0, bisect_right(owners, (removal.span.start, len(found.passages))) - 1)][1]
        passage = found.passages[owner]
        sides = [*_sides(passage.spans)]
        sides[side] = tuple(merged([*sides[side], removal.span]))
        found.passages[owner] = replace(passage, spans=Pair(*sides))


def _sides(pair: Pair[T]) -> tuple[T, T]:
    return pair.left, pair.right
