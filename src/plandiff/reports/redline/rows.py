"""Makes the lines of a redline hold whole table rows: a row that stays keeps its cells, any other is gone or new whole.

Tracked changes cannot turn a row into a paragraph, nor part or join cells. So where lines that do not end together on
both sides touch a row, all of them are gone and then new; else each changed cell has its own changes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapidfuzz.distance import Postfix, Prefix

from plandiff.judging.change import Change
from plandiff.reading.document import Document, Unit
from plandiff.reading.docx.tracking import Track
from plandiff.reports.redline.marked import Paragraph, Piece
from plandiff.text.span import Pair


@dataclass(frozen=True, slots=True)
class Rows:
    """Tells which lines of a document are table rows."""

    texts: frozenset[str]

    @classmethod
    def of(cls, document: Document) -> "Rows":
        """Find the rows by the places that the reader gave; a table of a single column is a frame and has none."""
        rows = [
            (address.place[0], document.text[address.start : address.end])
            for address in document.addresses
            if address.place[-1][0] is Unit.ROW
        ]
        tables = {table for table, text in rows if "\t" in text}
        return cls(frozenset(text for table, text in rows if table in tables))

    def holds(self, line: str) -> bool:
        """Say whether a line is a row: it has cells, or the document has such a row."""
        return bool(self.texts) and ("\t" in line or line in self.texts)


def with_rows(paragraphs: Iterable[Paragraph], rows: Pair[Rows]) -> list[Paragraph]:
    """Return the lines of a redline with its rows marked as such; the texts of both sides stay as they are.

    In a row, tabs part its cells; they stay, or are gone or new with all of it.
    """
    found = [line for block in blocks(paragraphs) for line in _with_rows(block, rows)]
    moved = {piece.change.id for line in found if line.is_row for piece in line.pieces if piece.change}
    return [_unmoved(line, moved) for line in found]


def blocks(paragraphs: Iterable[Paragraph]) -> Iterator[list[Paragraph]]:
    """Cut the lines of a redline wherever a line ends on either side that has begun one."""
    block: list[Paragraph] = []
    left = right = False  # whether a line has begun there that has not ended
    for paragraph in paragraphs:
        block.append(paragraph)
        left = not paragraph.track.on_left and (left or any(piece.track.on_left for piece in paragraph.pieces))
        right = not paragraph.track.on_right and (right or any(piece.track.on_right for piece in paragraph.pieces))
        if not (left or right):
            yield block
            block = []
    if block:
        yield block


def one_fate(paragraph: Paragraph) -> bool:
    """Say whether a whole line, its end too, is gone or is new."""
    tracks = {paragraph.track, *(piece.track for piece in paragraph.pieces)}
    return not any(track.on_left for track in tracks) or not any(track.on_right for track in tracks)


def cells_of(row: Paragraph) -> list[list[Piece]]:
    """Return the pieces of each cell of a row."""
    cells: list[list[Piece]] = [[]]
    for piece in row.pieces:
        if piece.text == "\t":
            cells.append([])
        else:
            cells[-1].append(piece)
    return cells


def text_of(pieces: Iterable[Piece], *, left: bool) -> str:
    """Return what pieces are on one side."""
    return "".join(piece.text for piece in pieces if (piece.track.on_left if left else piece.track.on_right))


def _with_rows(block: Sequence[Paragraph], rows: Pair[Rows]) -> Iterator[Paragraph]:
    sides = Pair(_lines(block, left=True), _lines(block, left=False))
    if not any(rows.left.holds(line) for line in sides.left) and not any(
        rows.right.holds(line) for line in sides.right
    ):
        yield from block
    elif len(block) == 1 and one_fate(block[0]):
        yield _row(block[0], [*_cut(block[0].pieces)])
    elif len(block) == 1 and sides.left[0].count("\t") == sides.right[0].count("\t"):
        pieces = [*_cut(block[0].pieces)]
        cells = sides.map(lambda lines: lines[0].split("\t"))
        stay = all(piece.track is Track.STAYS for piece in pieces if piece.text == "\t")
        yield _row(block[0], pieces if stay else [*_by_cell(cells, block[0].right, _first_change(block))])
    else:
        yield from _replaced(block, sides, rows)


def _row(paragraph: Paragraph, pieces: Sequence[Piece]) -> Paragraph:
    return replace(paragraph, pieces=tuple(pieces), is_row=True)


def _lines(block: Sequence[Paragraph], *, left: bool) -> list[str]:
    """Return the lines of one side of a block."""
    text = "".join(
        text_of(line.pieces, left=left) + "\n" * (line.track.on_left if left else line.track.on_right) for line in block
    )
    return text.removesuffix("\n").split("\n") if text else []


def _cut(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Cut pieces so that each tab is one of its own."""
    for piece in pieces:
        at = 0
        for n, part in enumerate(piece.text.split("\t")):
            for text in (["\t"] if n else []) + ([part] if part else []):
                yield replace(piece, text=text, right=piece.right + at * piece.track.on_right)
                at += len(text)


def _by_cell(cells: Pair[list[str]], right: int, change: Change | None) -> Iterator[Piece]:
    """Yield the pieces of a row anew, each cell by itself: what it begins and ends with stays."""
    for n, (old, new) in enumerate(zip(cells.left, cells.right, strict=True)):
        if n:
            yield Piece("\t", Track.STAYS, None, right)
            right += 1
        head = Prefix.similarity(old, new)
        tail = Postfix.similarity(old[head:], new[head:])
        ends = Pair(len(old) - tail, len(new) - tail)
        for text, track, of, at in (
            (new[:head], Track.STAYS, None, 0),
            (old[head : ends.left], Track.GONE, change, head),
            (new[head : ends.right], Track.NEW, change, head),
            (new[ends.right :], Track.STAYS, None, ends.right),
        ):
            if text:
                yield Piece(text, track, of, right + at)
        right += len(new)


def _replaced(block: Sequence[Paragraph], sides: Pair[list[str]], rows: Pair[Rows]) -> Iterator[Paragraph]:
    """Yield the lines of a block anew: rows that go by one name have their cells compared, all else is gone or new."""
    change, at = _first_change(block), block[0].right
    names = sides.map(lambda lines: [*map(_name, lines)])
    for _, i, i_end, j, j_end in SequenceMatcher(None, names.left, names.right, autojunk=False).get_opcodes():
        if names.left[i:i_end] == names.right[j:j_end]:
            for pair in zip(sides.left[i:i_end], sides.right[j:j_end], strict=True):
                cells = Pair(*pair).map(lambda line: line.split("\t"))
                is_row = rows.right.holds(pair[1])
                yield Paragraph(tuple(_by_cell(cells, at, change)), Track.STAYS, None, at, is_row=is_row)
                at += len(pair[1]) + 1
            continue
        for side, track, holds in (
            (sides.left[i:i_end], Track.GONE, rows.left.holds),
            (sides.right[j:j_end], Track.NEW, rows.right.holds),
        ):
            for text in side:
                pieces = (Piece(text, track, change, at),) if text else ()
                line = Paragraph(pieces, track, change, at)
                yield _row(line, [*_cut(pieces)]) if holds(text) else line
                at += (len(text) + 1) * track.on_right


def _name(line: str) -> tuple[int, str]:
    """Return what a row goes by: how many cells it has, and the first that is more than a number."""
    cells = line.split("\t")
    return len(cells), next((cell for cell in cells if cell.strip("0123456789.、 ")), line)


def _first_change(block: Iterable[Paragraph]) -> Change | None:
    changes = (change for line in block for change in (*(piece.change for piece in line.pieces), line.change))
    return next(filter(None, changes), None)


def _unmoved(line: Paragraph, moved: set[str]) -> Paragraph:
    """Return a line in which what moved into or out of a row is new or gone: rows are not moved."""
    return replace(line, pieces=tuple(replace(p, track=_still(p.track, p.change, moved)) for p in line.pieces))


def _still(track: Track, change: Change | None, moved: set[str]) -> Track:
    if change is None or change.id not in moved or track not in (Track.MOVED_FROM, Track.MOVED_TO):
        return track
    return Track.GONE if track is Track.MOVED_FROM else Track.NEW
