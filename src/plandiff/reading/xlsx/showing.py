"""Shows a number as its cell does: dates as dates, shares as percentages, with the words that a format adds.

A format that says more than that (colours, conditions, fractions) is read for what it has in common with these. The
built-in formats are those of ECMA-376 part 1, 18.8.30.
"""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

from plandiff.patterns import late_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0"}
_BUILT_IN |= {39: "#,##0.00", 40: "#,##0.00", 57: "yyyy年m月", 58: "m月d日", 31: "yyyy年m月d日", 28: "m月d日"}
_BUILT_IN |= dict.fromkeys((*range(14, 18), 22, 27, 29, 30, 36, 50, 51, 52, 53, 54), "yyyy-mm-dd")
_BUILT_IN |= dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), "hh:mm")

_ASIDE = late_pattern(r"\[[^\]]*\]|[_*].")
"""Colours, conditions and locales; blanks as wide as a sign, and fillings."""
_LITERAL = late_pattern(r'"([^"]*)"|\\(.)')
_PLACES = late_pattern(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_DIGITS = 15
"""Significant digits a workbook keeps."""
_LAST_DAY = 2_958_465
"""31 December 9999."""


class Formats:
    """The number formats of a workbook, by the style of a cell."""

    def __init__(self, styles: "Element | None", *, since_1904: bool) -> None:
        self._epoch = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet has no zone
        self._formats: list[str] = []
        if styles is not None:
            own = {
                one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iterfind(f"{_S}numFmts/{_S}numFmt")
            }
            for style in styles.iterfind(f"{_S}cellXfs/{_S}xf"):
                id_ = style.get("numFmtId", "0")
                self._formats.append(own.get(id_) or (_BUILT_IN.get(int(id_), "") if id_.isdecimal() else ""))

    def shown(self, text: str, style: str) -> str:
        """Return a number, given as the file has it, as the cell of a style shows it; what is no number as it is."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite() or abs(number.adjusted()) > 300:
            return text
        index = int(style) if style.isdecimal() and len(style) < 9 else 0
        code = self._formats[index] if index < len(self._formats) else ""
        if code in {"", "General", "@"}:
            return _general(number)
        sections = _ASIDE.sub("", code).split(";")
        section = sections[1] if number < 0 and len(sections) > 1 and sections[1] else sections[0]
        bare = _LITERAL.sub("", section).lower()
        if re.search(r"[ymdhs]", bare.replace("general", "")):
            return self._moment(number, _LITERAL.sub(_words, section).lower())
        return _formatted(abs(number) if section is not sections[0] else number, section)

    def _moment(self, number: Decimal, code: str) -> str:
        """Return a date or time in the order that is usual where the format has Chinese words, else as ISO 8601."""
        if not 0 <= number <= _LAST_DAY:
            return _general(number)
        at = self._epoch + timedelta(days=float(number))
        if not re.search(r"[yd年日]", code):
            return at.strftime("%H:%M")
        if "月" in code:
            year = f"{at.year}年" if "y" in code else ""
            return f"{year}{at.month}月" + (f"{at.day}日" if "d" in code else "")
        return at.strftime("%Y-%m-%d %H:%M" if "h" in code else "%Y-%m-%d")


def _general(number: Decimal) -> str:
    """Return a number without the noise of binary fractions: 0.1 where the file has 0.10000000000000001."""
    return f"{float(number):.{_DIGITS}g}" if number % 1 or abs(number) >= 10**_DIGITS else str(int(number))


def _formatted(number: Decimal, section: str) -> str:
    places = _PLACES.search(_LITERAL.sub("", section))
    if places is None:
        return _LITERAL.sub(_words, section).replace("General", _general(number)).strip() or _general(number)
    if "%" in section:
        number *= 100
    decimals = places[1] or ""
    exact = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP) if len(decimals) < _DIGITS else number
    text = f"{exact:,f}" if "," in places[0].rstrip(",") else f"{exact:f}"
    if decimals.endswith(("#", "?")) and "." in text:
        text = text.rstrip("0").rstrip(".")
    found = _PLACES.search(section)
    assert found is not None  # noqa: S101 - it was there without the literals
    before, after = section[: found.start()], section[found.end() :]
    return _LITERAL.sub(_words, before).strip() + text + _LITERAL.sub(_words, after).strip()


def _words(match: re.Match[str]) -> str:
    return match[1] if match[1] is not None else match[2]
