"""The tables that tags of HTML make in a text: cells that are merged over several columns or rows stand once."""

import re
from collections.abc import Iterator

from plandiff.patterns import late_pattern
from plandiff.text.span import SourceSpan, source_span

_TAG = late_pattern(r"<(/?)(table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)\b([^<>]*)>", re.IGNORECASE)
_SPAN = late_pattern(r"(col|row)span\s*=\s*[\"']?\s*([0-9]{1,3})", re.IGNORECASE)
_MOST_COLUMNS = 200
"""Cells of a row that merged cells may fill; what a hostile table claims beyond is not there."""

Rows = tuple[tuple[SourceSpan, ...], ...]


def html_grids(text: str) -> Iterator[tuple[Rows, tuple[SourceSpan, ...]]]:
    """Yield the rows of each table that tags make, and its tags (source spans), in order.

    A merged cell stands in the first of its places; the others are empty. A table inside another is part of it.
    """
    table: _Table | None = None
    if "<t" not in text and "<T" not in text:
        return
    for tag in _TAG.finditer(text):
        if table is None:
            if tag[2].lower() != "table" or tag[1]:
                continue
            table = _Table(text)
        table.take(tag)
        if not table.depth:
            yield from table.finished()
            table = None
    if table:
        yield from table.finished()


class _Table:
    """A table as its tags come by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.rows: list[list[SourceSpan]] = []
        self.marks: list[SourceSpan] = []
        self.running: dict[int, int] = {}
        """Rows through which a merged cell goes on, by column."""
        self.open: tuple[int, int, int] | None = None
        """Where the cell that is open begins, and over how many columns and rows it goes."""

    def take(self, tag: re.Match[str]) -> None:
        """Take the next tag."""
        closes, name = bool(tag[1]), tag[2].lower()
        self.marks.append(source_span(*tag.span()))
        if name == "table":
            self.depth += -1 if closes else 1
        if self.depth > 1:
            return
        if name in ("td", "th"):
            self._close(tag.start())
            if not closes:
                self.rows = self.rows or [[]]
                spans = {what.lower(): int(count) for what, count in _SPAN.findall(tag[3])}
                self.open = tag.end(), max(1, spans.get("col", 1)), max(1, spans.get("row", 1))
        elif name in ("tr", "table"):
            self._close(tag.start())
            if self.rows:
                self._fill(tag.start())
            if name == "tr" and not closes:
                self.rows.append([])

    def _close(self, end: int) -> None:
        if self.open is None:
            return
        start, columns, rows = self.open
        self.open = None
        row = self.rows[-1]
        self._fill(start)
        written = self.text[start:end]
        begin = start + len(written) - len(written.lstrip())
        for n in range(min(columns, _MOST_COLUMNS - len(row))):
            if rows > 1:
                self.running[len(row)] = rows - 1
            row.append(source_span(begin, begin + len(written.strip())) if not n else source_span(end, end))

    def _fill(self, at: int) -> None:
        """Put an empty cell where a cell of a row above goes on."""
        row = self.rows[-1]
        while self.running.get(len(row)) and len(row) < _MOST_COLUMNS:
            self.running[len(row)] -= 1
            row.append(source_span(at, at))

    def finished(self) -> Iterator[tuple[Rows, tuple[SourceSpan, ...]]]:
        """Yield the table, if it has a cell."""
        rows = tuple(tuple(row) for row in self.rows if row)
        if rows:
            yield rows, tuple(self.marks)
