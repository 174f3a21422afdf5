"""Writes a synopsis as a page: the same table, which prints on A4 as the Word document does."""

from collections.abc import Iterator
from typing import Any

from plandiff.judging.fates import Fate
from plandiff.reports.page import page
from plandiff.reports.synopsis.rows import Band, Row, Synopsis, Taken

_CLASSES = {
    Fate.NEW: "k-added",
    Fate.REPEALED: "k-dropped",
    Fate.MOVED: "k-moved",
    Fate.SPLIT: "k-moved",
    Fate.MERGED: "k-moved",
    Fate.RECAST: "k-moved",
    Fate.REWORDED: "k-moved",
    Taken.OWN: "k-added",
    Taken.NOT_TAKEN: "k-dropped",
}
"""By what a row is filtered in which no change of wording is marked."""


def synopsis_html(synopsis: Synopsis) -> str:
    """Return a synopsis as one HTML file."""
    terms = synopsis.terms
    return page(
        "synopsis",
        language=terms.language,
        synopsis=synopsis,
        heads=synopsis.ordered(synopsis.heads),
        rows=table_rows(synopsis),
        new=terms.fates["new"],
        gone=terms.fates["repealed"],
    )


def table_rows(synopsis: Synopsis) -> list[dict[str, Any]]:
    """Return the rows of a synopsis as the templates take them."""
    return [{"band": row} if isinstance(row, Band) else _row(synopsis, row) for row in synopsis.rows]


def _row(synopsis: Synopsis, row: Row) -> dict[str, Any]:
    return {
        "band": None,
        "number": row.number,
        "height": row.height,
        "place": row.place,
        "classes": " ".join(f"k-{kind}" for kind in sorted(row.kinds)) or _CLASSES.get(row.fate, "k-same"),
        "remarks": row.remarks,
        "lines": [[*_line(synopsis, row, n)] for n in range(row.height)],
    }


def _line(synopsis: Synopsis, row: Row, n: int) -> Iterator[dict[str, Any]]:
    """Yield the cells that begin in a line: the last of the shorter side spans the rest."""
    for cells, head in zip(synopsis.cells(row), synopsis.ordered(synopsis.heads), strict=True):
        if n < len(cells):
            last = n == len(cells) - 1
            yield {"text": cells[n], "span": row.height - n if last else 1, "head": head}
