"""A list or table for people and spreadsheets: heads and rows, written as a page, a workbook or CSV.

What `targets`, `history` and `find` tell has this one shape; each says which columns there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from plandiff.language import language_tag
from plandiff.reports.csv_rows import csv_row
from plandiff.text.visible import visible

Cell = str | int | float
"""Text as documents have it, or a number."""
_MOST_WIDTH = 60
_EXACT = 2**53
"""Up to here a workbook holds whole numbers exactly; a larger one is written as text."""


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
    return page("listing", language=language_tag(), title=visible(title), tables=tables)


def _shown(cell: Cell) -> str:
    return visible(cell) if isinstance(cell, str) else f"{cell:,}"


def listing_xlsx(title: str, listings: Sequence[Listing]) -> bytes:
    """Return listings as a workbook, a sheet each, with heads that stay and filters."""
    from plandiff.reports.looks import MAINLAND, SHADE_HEAD  # noqa: PLC0415 - only workbooks need them
    from plandiff.reports.office import xml_text  # noqa: PLC0415
    from plandiff.reports.workbook import workbook  # noqa: PLC0415
    from plandiff.text.width import cell_width  # noqa: PLC0415

    with workbook(title) as opened:
        border = {"border": 1, "border_color": "#8C8C8C", "valign": "top", "text_wrap": True}
        head = opened.book.add_format({"font_name": MAINLAND.head, "bg_color": f"#{SHADE_HEAD}", **border})
        body = opened.book.add_format({"font_name": MAINLAND.body, **border})
        for listing in listings:
            sheet = opened.book.add_worksheet(listing.title[:31])
            for n, name in enumerate(listing.heads):
                longest = max((cell_width(str(row[n])) for row in listing.rows), default=0)
                sheet.set_column(n, n, min(_MOST_WIDTH, max(longest, cell_width(name)) + 2))
                sheet.write_string(0, n, xml_text(name), head)
            for at, row in enumerate(listing.rows, 1):
                for n, cell in enumerate(row):
                    if isinstance(cell, str) or abs(cell) > _EXACT:
                        sheet.write_string(at, n, xml_text(str(cell)), body)
                    else:
                        sheet.write_number(at, n, cell, body)
            sheet.freeze_panes(1, listing.fixed)
            sheet.autofilter(0, 0, max(1, len(listing.rows)), len(listing.heads) - 1)
            sheet.repeat_rows(0)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
    return opened.data
