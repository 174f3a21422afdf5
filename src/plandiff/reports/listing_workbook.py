"""Listings as workbooks: a sheet each, numbers as numbers, heads that stay in sight."""

from collections.abc import Sequence

from plandiff.reading.office import xml_text
from plandiff.reports.listing import Listing
from plandiff.reports.looks import MAINLAND, SHADE_HEAD
from plandiff.reports.workbook import sheet_name, workbook
from plandiff.text.width import cell_width

_MOST_WIDTH = 60
"""Characters of a column."""
_EXACT = 2**53
"""Up to here a workbook holds whole numbers exactly; a larger one is written as text."""


def written(title: str, listings: Sequence[Listing]) -> bytes:
    """Return listings as a workbook, a sheet each, with heads that stay and filters."""
    with workbook(title) as opened:
        border = {"border": 1, "border_color": "#8C8C8C", "valign": "top", "text_wrap": True}
        head = opened.book.add_format({"font_name": MAINLAND.head, "bg_color": f"#{SHADE_HEAD}", **border})
        body = opened.book.add_format({"font_name": MAINLAND.body, **border})
        for listing in listings:
            sheet = opened.book.add_worksheet(sheet_name(listing.title))
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
