"""Numerals: their characters, and the one parser of their values (二十三, 二〇三五, 三百五十万, 1.2万, １２)."""

from fractions import Fraction
from functools import lru_cache
from math import prod

from plandiff.patterns import late_pattern

HAN_DIGITS = "〇零一二三四五六七八九"
HAN_NUMERALS = HAN_DIGITS + "十百千"
"""The characters of the numbers of chapters, articles and points."""
HAN_NUMBERS = HAN_NUMERALS + "万亿两"
"""The characters of any number."""

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"亿": 10**8, "万": 10**4}
_SIZES = _UNITS | _LARGE
_WRITTEN = late_pattern(r"(?P<digits>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<scale>[十百千万亿]*)")
_NAMED_PLAN = late_pattern(r"[一二三四五六七八九][一二三四五六七八九]")
"""十四五 is the fourteenth five-year plan, not a number: within units, a digit does not follow a digit."""
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


@lru_cache(maxsize=4096)
def number_value(numeral: str) -> Fraction | None:
    """Return the value of a number in Chinese characters, digits or both, None if it is none."""
    numeral = numeral.translate(_HALF_WIDTH)
    written = _WRITTEN.fullmatch(numeral)
    if written:
        return Fraction(written["digits"].replace(",", "")) * prod(_SIZES[char] for char in written["scale"])
    whole, point, decimals = numeral.partition("点")
    if point:
        head, tail = _han_value(whole), _counted(decimals)
        return None if head is None or tail is None else head + Fraction(tail, 10 ** len(decimals))
    read = _han_value(numeral)
    return None if read is None else Fraction(read)


def numeral_value(numeral: str) -> int | None:
    """Return the value of a whole number (二十三, 二〇三五, 12), None if it is none."""
    value = number_value(numeral)
    return int(value) if value is not None and value.denominator == 1 else None


def _han_value(numeral: str) -> int | None:
    for large, factor in _LARGE.items():
        head, found, tail = numeral.rpartition(large)
        if found:
            high, low = _han_value(head) if head else 1, _han_value(tail) if tail else 0
            return None if high is None or low is None else high * factor + low
    if not any(char in _UNITS for char in numeral):
        return _counted(numeral)
    if _NAMED_PLAN.search(numeral) or any(char not in _DIGITS and char not in _UNITS for char in numeral):
        return None
    total = digit = 0
    for char in numeral:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def _counted(numeral: str) -> int | None:
    """Return the value of a numeral that names its digits one by one: 二〇三五."""
    if not numeral or any(char not in _DIGITS for char in numeral):
        return None
    return int("".join(str(_DIGITS[char]) for char in numeral))
