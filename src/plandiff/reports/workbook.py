"""Workbooks that hold document text: every cell stays text, nothing reaches outside, every run gives the same bytes."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any

import xlsxwriter

from plandiff.reading.office import xml_text
from plandiff.reports.office import timeless

MOST = 32_767
"""Code units (UTF-16) that a cell can hold."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LONGEST_NAME = 31
"""Code units (UTF-16) that the name of a sheet may have."""
_NOT_IN_A_NAME = frozenset("[]:*?/\\'")
"""Characters that a reference to a sheet uses."""
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A workbook must say when it was made; that this one does not know."""


class Opened:
    """A workbook of XlsxWriter while it is written, then its bytes."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - of XlsxWriter, which has no types
        self.book = book
        self.data = b""


@contextmanager
def workbook(title: str) -> Iterator[Opened]:
    """Open a workbook; when the block ends, ``data`` holds its bytes.

    Args:
        title: Its title, as its properties tell it.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"title": xml_text(title)[:255], "author": "plandiff", "created": _LONG_AGO})
    opened = Opened(book)
    yield opened
    book.close()
    opened.data = timeless(out.getvalue())


def sheet_name(title: str) -> str:
    """Return a title that can name a sheet."""
    name = "".join(char for char in xml_text(title) if char not in _NOT_IN_A_NAME).strip()
    lengths = accumulate(map(units, name[:_LONGEST_NAME]))
    return name[: sum(length <= _LONGEST_NAME for length in lengths)] or "1"


def units(text: str) -> int:
    """Return how long a text is for a workbook: a character outside the basic plane counts twice."""
    return len(text) + sum(char > "\uffff" for char in text)
