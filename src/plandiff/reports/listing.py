"""A list or table for people and spreadsheets: heads and rows, written as a page, a workbook or CSV.

What `targets`, `history` and `find` tell has this one shape; each says which columns there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from plandiff.language import language
from plandiff.reports.csv_rows import csv_row
from plandiff.text.visible import visible

Cell = str | int | float
"""Text as documents have it, or a number."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows under heads.

    Attributes:
        title: What it lists.
        heads: The names of the columns.
        rows: Each as long as the heads.
        fixed: Columns that stay in sight when a reader scrolls.
    """

    title: str
    heads: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    fixed: int = 1


def listing_csv(listing: Listing) -> str:
    """Return a listing as CSV with a row of heads; numbers are written whole."""
    return "".join(map(csv_row, (listing.heads, *listing.rows))).removesuffix("\r\n")


def listing_html(title: str, listings: Sequence[Listing]) -> str:
    """Return listings as one page, a table each."""
    from plandiff.reports.page import page  # noqa: PLC0415 - loads the templates, which only pages need

    tables = [
        {
            "title": listing.title,
            "heads": [visible(head) for head in listing.heads],
            "rows": [[_shown(cell) for cell in row] for row in listing.rows],
            "fixed": listing.fixed,
        }
        for listing in listings
    ]
    return page("listing", language=language(), title=visible(title), tables=tables)


def _shown(cell: Cell) -> str:
    return visible(cell) if isinstance(cell, str) else f"{cell:,}"


def listing_xlsx(title: str, listings: Sequence[Listing]) -> bytes:
    """Return listings as a workbook, a sheet each, with heads that stay and filters."""
    from plandiff.reports.listing_workbook import written  # noqa: PLC0415 - loads what only workbooks need

    return written(title, listings)
