"""Applies some of the changes of a comparison to the old text."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from plandiff.comparison import AlignedComparison
from plandiff.judging.change import Change, Kind
from plandiff.text.span import Pair, Span


@dataclass(frozen=True, slots=True)
class _Tile:
    """A piece of both texts, and whether the new text stands for it."""

    spans: Pair[Span]
    taken: bool


def applied(result: AlignedComparison, ids: Container[str], *, in_new_script: bool = False) -> str:
    """Return the left text with the changes whose ids are in ``ids``; all others are still to come.

    With ``in_new_script``, what both texts share is written as in the right one, which is in the other script.

    Shared pieces and changes tile both texts, so each piece is taken from one of them. A moved passage is taken out and
    put behind what it follows on the right.
    """
    old, new = result.documents.left.text, result.documents.right.text
    local = (change for change in result.changes if change.kind is not Kind.MOVED)
    tiles = [_Tile(same.spans, in_new_script) for same in result.same]
    tiles += [_Tile(change.spans, change.id in ids) for change in local]
    tiles.sort(key=lambda tile: (tile.spans.left, tile.spans.right))
    moves = [change for change in result.changes if change.kind is Kind.MOVED and change.id in ids]
    for move in sorted(moves, key=lambda move: move.spans.right):
        tiles = _moved(tiles, move)
    return "".join(tile.spans.right.of(new) if tile.taken else tile.spans.left.of(old) for tile in tiles)


def _moved(tiles: Sequence[_Tile], move: Change) -> list[_Tile]:
    """Put the tiles of a moved passage behind the tile that ends where it begins on the right."""
    whole = _with_company(tiles, move.spans)
    block: list[_Tile] = []
    rest: list[_Tile] = []
    for tile in tiles:
        (block if _inside(tile.spans, whole) else rest).append(tile)
    before = [n for n, tile in enumerate(rest) if tile.spans.right and tile.spans.right.end <= whole.right.start]
    at = 1 + max(before, key=lambda n: rest[n].spans.right.end, default=-1)
    return [*rest[:at], *block, *rest[at:]]


def _with_company(tiles: Iterable[_Tile], spans: Pair[Span]) -> Pair[Span]:
    """Return the spans of a passage with what goes along with it.

    A line break that was set aside goes with the text it opens, and what was added behind the passage on the right
    goes with the passage: its place on the left is behind it too.
    """
    ending = {(tile.spans.left.end, tile.spans.right.end): tile.spans for tile in tiles}
    start = Pair(spans.left.start, spans.right.start)
    while (before := ending.pop((start.left, start.right), None)) is not None:
        start = Pair(before.left.start, before.right.start)
    place = spans.left.end
    added = {tile.spans.right.start: tile.spans.right.end for tile in tiles if tile.spans.left == (place, place)}
    end = spans.right.end
    while added.get(end, end) > end:
        end = added[end]
    return Pair(Span(start.left, place), Span(start.right, end))


def _inside(spans: Pair[Span], whole: Pair[Span]) -> bool:
    if spans.left:
        return whole.left.start <= spans.left.start and spans.left.end <= whole.left.end
    if whole.left.start < spans.left.start < whole.left.end:
        return True  # added in the middle of the passage
    return whole.right.start <= spans.right.start and spans.right.end <= whole.right.end
