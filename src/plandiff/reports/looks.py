"""How the papers and pages that people hand on look: fonts, sizes, widths, shades, each once.

Lengths are in the unit that their name says; colours are six hexadecimal digits. A paper is read in black and white
too, so nothing is told by colour alone.
"""

from typing import NamedTuple


class Fonts(NamedTuple):
    """The typefaces of a Chinese official paper, by what they set.

    Attributes:
        title: The title of the paper.
        head: The heads of tables and the numbers of articles.
        body: Running text.
        note: Notes, and words of the form.
        latin: Latin letters and digits.
    """

    title: str
    head: str
    body: str
    note: str
    latin: str


MAINLAND = Fonts("方正小标宋简体", "黑体", "仿宋", "楷体", "Times New Roman")
"""As the rules for the layout of official papers (GB/T 9704) name them."""
TAIWAN = Fonts("標楷體", "標楷體", "標楷體", "標楷體", "Times New Roman")

TITLE_PT, HEAD_PT, BODY_PT, NOTE_PT = 22.0, 12.0, 12.0, 10.5

A4_LANDSCAPE_CM = (29.7, 21.0)
MARGIN_CM = 2.0
COLUMNS_CM = (1.3, 10.4, 10.4, 3.6)
"""Number, first text, second text, remarks: as wide as a landscape A4 page between its margins."""
COLUMNS_CHARACTERS = (6, 60, 60, 20)
"""The same in a workbook, in the widths of a digit."""

SHADE_GONE = "E0E0E0"
SHADE_HEAD = "F2F2F2"
HEAT = ("FFFFFF", "E3EEF9", "C6DBEF", "9ECAE1", "6BAED6", "3182BD")
"""Shares from none to all; dark text is readable on all but the last, which has white text."""


def heat(share: float) -> int:
    """Return the index in `HEAT` for a share from 0 to 1: 0 for nothing, the last from nine tenths on."""
    if share <= 0:
        return 0
    return min(len(HEAT) - 1, 1 + int(share * (len(HEAT) - 1) / 0.9 - 1e-9)) if share < 0.9 else len(HEAT) - 1
