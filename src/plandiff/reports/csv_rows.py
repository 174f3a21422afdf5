"""Rows of CSV that a spreadsheet opens as they are: nothing in a cell runs."""

import csv
import io
from collections.abc import Iterable

from plandiff.text.visible import visible

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""With these a cell begins that a spreadsheet would run."""


def csv_row(cells: Iterable[str | int | float]) -> str:
    """Return one row with its line end; a text that a spreadsheet would run has an apostrophe before it."""
    line = io.StringIO()
    safe = [
        "'" * cell.startswith(_FORMULA_SIGNS) + visible(cell) if isinstance(cell, str) else repr(cell) for cell in cells
    ]
    csv.writer(line, lineterminator="\r\n").writerow(safe)
    return line.getvalue()
