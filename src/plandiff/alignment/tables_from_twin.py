"""Lets each document learn tables from its aligned twin.

A table whose cells stand on lines of their own and hold words alone, or leave empty cells out, cannot be told from a
list; the other document, where bars or tabs part the cells, knows where each row begins.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.outline.clean_text import CleanText
from plandiff.outline.grids import is_value
from plandiff.outline.tables import Table, table_of
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span, overlaps

_MATCHED = 0.5
"""Share of a table's text that must be matched in the other document for it to stand there."""
_LONGEST_CELL = 40
"""Code points of a piece beside the matched ones that may be a changed cell."""
_MOST = 4_000_000
"""Cells of a table, times pieces of the other document, that are aligned."""


def shared_tables(texts: Pair[CleanText], tables: Pair[list[Table]], runs: Sequence[CleanRun]) -> Pair[list[Table]]:
    """Return both documents' tables, each completed by those that only the other one shows to be tables."""
    if not tables.left and not tables.right:
        return tables
    swapped = sorted(Run(run.right, run.left, run.size) for run in runs)
    return Pair(
        _completed(texts.left, tables.left, texts.right.key, tables.right, swapped),
        _completed(texts.right, tables.right, texts.left.key, tables.left, runs),
    )


def _completed(
    text: CleanText, own: list[Table], twin: str, theirs: Sequence[Table], runs: Sequence[CleanRun]
) -> list[Table]:
    """Return the tables of a text with those that ``runs`` (from its twin to it) carry over."""
    taken = [table.span for table in own]
    starts: list[CleanOffset] = []
    learned: list[Table] = []
    for table in theirs:
        hull = _carried(table.span, runs)
        if hull is None or overlaps(hull, taken):
            continue
        starts = starts or _pieces(text)
        found = _rows(text.key, starts, twin, table, hull)
        if found:
            learned.append(table_of(text, found, sum(row.is_head for row in table.rows)))
            taken = sorted([*taken, learned[-1].span])
    return sorted([*own, *learned], key=lambda table: table.span)


def _carried(span: CleanSpan, runs: Sequence[CleanRun]) -> CleanSpan | None:
    """Return what the matched characters of a span stretch over on the other side; None if too few are matched."""
    n = max(0, bisect_right(runs, span.start, key=lambda run: run.left) - 1)
    inside: list[CleanSpan] = []
    while n < len(runs) and runs[n].left < span.end:
        start, end = max(runs[n].left, span.start), min(runs[n].left_end, span.end)
        if end > start:
            inside.append(Span(start + runs[n].diagonal, end + runs[n].diagonal))
        n += 1
    if sum(map(len, inside)) < _MATCHED * len(span):
        return None
    return Span(inside[0].start, inside[-1].end)


def _pieces(text: CleanText) -> list[CleanOffset]:
    """Return where what line ends, tabs and wide blanks part begins in a clean text, and the end of the text."""
    starts = {CleanOffset(0), text.offsets.length}
    for removal in text.ledger:
        written = removal.span.of(text.folded)
        if written.isspace() and (len(written) > 1 or written in "\n\t　"):
            starts.add(text.offsets.to_clean(removal.span.end))
    return sorted(starts)


def _rows(
    key: str, starts: Sequence[CleanOffset], twin: str, table: Table, hull: CleanSpan
) -> list[list[CleanSpan]] | None:
    """Return the cells of a table as pieces of another text, row by row; None if the pieces are no such cells.

    Args:
        key: The folded clean text.
        starts: Where its pieces begin.
        twin: The folded clean text that the table stands in.
        table: The table.
        hull: What its matched characters stretch over.
    """
    cells = [(n, m) for n, row in enumerate(table.rows) for m, cell in enumerate(row.cells) if cell]
    said = [table.rows[n].cells[m].of(twin) for n, m in cells]
    first, last = bisect_right(starts, hull.start) - 1, bisect_left(starts, hull.end)
    pieces = [Span(*ends) for ends in pairwise(starts[first : last + 1])]
    if not pieces or len(pieces) > 2 * len(cells) or len(pieces) * len(cells) > _MOST:
        return None
    missing = len(cells) - len(pieces)
    if missing > 0:  # a changed cell at either end is not matched
        pieces = _widened(key, starts, first, last, said)
    places = dict(_placed(said, [piece.of(key) for piece in pieces]))
    told = sum(said[at] == pieces[n].of(key) for n, at in places.items())
    if len(places) < len(pieces) or told < _MATCHED * len(pieces):
        return None
    width = max(len(row.cells) for row in table.rows)
    rows = [[Span(CleanOffset(0), CleanOffset(0))] * width for _ in table.rows]
    for piece, at in places.items():
        row, column = cells[at]
        rows[row][column] = pieces[piece]
    return [row for row in rows if any(row)]


def _widened(key: str, starts: Sequence[CleanOffset], first: int, last: int, said: Sequence[str]) -> list[CleanSpan]:
    """Return the pieces with those before and behind that may be the changed first and last cells."""
    texts = [Span(*ends).of(key) for ends in pairwise(starts[first : last + 1])]
    before = next((n for n, text in enumerate(said) if text == texts[0]), 0)
    behind = next((n for n, text in enumerate(reversed(said)) if text == texts[-1]), 0)
    while before and first and starts[first] - starts[first - 1] <= _LONGEST_CELL:
        first, before = first - 1, before - 1
    while behind and last + 1 < len(starts) and starts[last + 1] - starts[last] <= _LONGEST_CELL:
        last, behind = last + 1, behind - 1
    return [Span(*ends) for ends in pairwise(starts[first : last + 1])]


def _placed(said: Sequence[str], pieces: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield for each piece, by number, which cell it is: an equal one, or one exchanged for it between equal ones."""
    i = j = 0
    for op in [*(op for op in Indel.opcodes(said, pieces) if op.tag == "equal"), None]:
        until = (op.src_start, op.dest_start) if op else (len(said), len(pieces))
        if until[1] - j <= until[0] - i:
            yield from _exchanged(said, pieces, range(i, until[0]), range(j, until[1]))
        if op:
            yield from ((op.dest_start + n, op.src_start + n) for n in range(op.src_end - op.src_start))
            i, j = op.src_end, op.dest_end


def _exchanged(said: Sequence[str], pieces: Sequence[str], ours: range, theirs: range) -> Iterator[tuple[int, int]]:
    """Yield which of the cells between two equal ones the fewer pieces there are: the likest, in order."""
    at = ours.start
    for n in theirs:
        room = range(at, ours.stop - (theirs.stop - n - 1))
        best = max(room, key=lambda m: (is_value(said[m]) == is_value(pieces[n]), ratio(said[m], pieces[n]), -m))
        yield n, best
        at = best + 1
