"""What reaches over several runs of a redline: moved passages, which Word pairs by name, and comments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plandiff.judging.change import Certainty, Change, Kind
from plandiff.judging.kinds import KINDS
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import tr
from plandiff.presentation.reason_words import reason_words
from plandiff.reading.docx.tracking import Elements, Track
from plandiff.reports.redline.marked import Paragraph, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLAIN = frozenset({Kind.WORDING, Kind.ADDED, Kind.DROPPED, Kind.MOVED})
"""Kinds that the tracked change itself shows."""


def comment_on(change: Change) -> str | None:
    """Return what a comment says of a change: kind, direction, reason; None where the change itself says it all."""
    judgement = change.judgement
    checked = judgement.certainty is Certainty.CHECK
    words = reason_words(change)
    if change.kind in _PLAIN and not words and not checked:
        return None
    head = tr(KINDS[change.kind].label)
    if judgement.direction:
        head += f" {tr(DIRECTIONS[judgement.direction])}"
    if checked:
        head += f" ({tr('check')})"
    return f"{head}: {words}" if words else head


@dataclass
class _Reach:
    """The first and the last piece of something, by their place in the order of all pieces."""

    first: int
    last: int


@dataclass
class Spans:
    """The moves and comments of a redline: what opens before a piece and closes behind it.

    Attributes:
        comments: The texts of the comments, in the order of their numbers from 0.
    """

    elements: Elements
    comments: list[str] = field(default_factory=list)
    _opens: dict[int, list["Element"]] = field(default_factory=dict)
    _closes: dict[int, list["Element"]] = field(default_factory=dict)

    @classmethod
    def over(cls, paragraphs: Sequence[Paragraph], elements: Elements) -> "Spans":
        """Find what reaches over the pieces of a redline."""
        spans = cls(elements)
        pieces = [piece for paragraph in paragraphs for piece in paragraph.pieces]
        reaches: dict[tuple[str, Track], _Reach] = {}
        changes: dict[str, Change] = {}
        for n, piece in enumerate(pieces):
            if piece.change is None:
                continue
            changes.setdefault(piece.change.id, piece.change)
            key = (piece.change.id, piece.track if piece.change.kind is Kind.MOVED else Track.STAYS)
            reaches.setdefault(key, _Reach(n, n)).last = n
        for id_, change in changes.items():
            if change.kind is Kind.MOVED:
                spans._move(reaches.get((id_, Track.MOVED_FROM)), reaches.get((id_, Track.MOVED_TO)))
            elif (said := comment_on(change)) and (reach := reaches.get((id_, Track.STAYS))):
                spans._comment(said, reach)
        return spans

    def before(self, n: int) -> list["Element"]:
        """Return what opens before the n-th piece."""
        return self._opens.get(n, [])

    def after(self, n: int) -> list["Element"]:
        """Return what closes behind the n-th piece."""
        return self._closes.get(n, [])

    def _move(self, source: _Reach | None, goal: _Reach | None) -> None:
        if source is None or goal is None:
            return  # without its other half a move is shown as gone or new text
        name = f"move{self.elements.number()}"
        for tag, reach in (("moveFromRange", source), ("moveToRange", goal)):
            start = self.elements.signed(f"{tag}Start", name=name)
            number = start.get(next(key for key in start.keys() if key.endswith("}id")))  # noqa: SIM118 - lxml
            self._opens.setdefault(reach.first, []).append(start)
            self._closes.setdefault(reach.last, []).insert(0, self.elements.make(f"{tag}End", id=str(number)))

    def _comment(self, said: str, reach: _Reach) -> None:
        number = str(len(self.comments))
        self.comments.append(said)
        self._opens.setdefault(reach.first, []).append(self.elements.make("commentRangeStart", id=number))
        reference = self.elements.make("r")
        reference.append(self.elements.make("commentReference", id=number))
        self._closes.setdefault(reach.last, []).extend([self.elements.make("commentRangeEnd", id=number), reference])


def unpaired(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield pieces; a moved one whose other half stays in its place is gone or new instead."""
    held = [*pieces]
    sides = {track: {p.change.id for p in held if p.track is track and p.change} for track in Track}
    both = sides[Track.MOVED_FROM] & sides[Track.MOVED_TO]
    for piece in held:
        if piece.track in (Track.MOVED_FROM, Track.MOVED_TO) and (piece.change is None or piece.change.id not in both):
            track = Track.GONE if piece.track is Track.MOVED_FROM else Track.NEW
            yield Piece(piece.text, track, piece.change, piece.right)
        else:
            yield piece
