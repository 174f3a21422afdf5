"""Quantities: a number with its unit and what bounds it (约500家, 1.5公里, 10个百分点, 三十日以内).

An edit inside a quantity changes the quantity, also where no digit differs (1.5米, 1.5公里); and one quantity may be
written in two ways (5000人, 0.5万人).
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from plandiff.chinese.numbering import numeral_value
from plandiff.text.signs import SIGN
from plandiff.text.span import Pair, Span

_HAN = "〇零一二三四五六七八九十百千万亿两"
_UNIT = (
    "个?(?:百分点|工作日|月|小时|自然日|季度|年度|批次)|平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|米|公顷|亩"
    "|公斤|千克|毫克|克|吨|升|千瓦时|千瓦|兆瓦|吉瓦|度|美元|港元|元|角|%|‰|倍|成|年|日|天|周|分钟|秒"
    "|户次|人次|户|家|人|名|个|项|所|座|条|次|批|辆|台|套|只|头|件|处|种|类"
)
_QUANTITY = re.compile(
    r"(?P<about>不?(?:超过|少于|低于|高于|多于|足)|大?约|将近|近|逾|超|至少|至多|最多|最少)?"
    rf"(?P<sign>{SIGN})?"
    rf"(?P<number>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?|[{_HAN}]+)(?P<scale>[十百千万亿]*)"
    rf"(?P<more>[多余几]?)(?P<unit>{_UNIT})?(?P<bound>以上|以下|以内|以外|左右|上下|内)?"
)
_ALIKE = {"千米": "公里", "平方千米": "平方公里", "千克": "公斤", "天": "日", "自然日": "日", "个月": "月"}
_REACH = 24
"""Code points around an edit in which its quantity begins and ends."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity, so that equal ones compare equal however they are written.

    Attributes:
        value: The number; its text if it has no value (十四五) or is a code (001).
        unit: The unit; empty if there is none.
        bounds: What stands before and behind: 约, -, 多, 以上; the sign 负 is written -.
    """

    value: Decimal | str
    unit: str
    bounds: tuple[str, ...]


def quantities(keys: Pair[str], spans: Pair[Span]) -> Pair[Quantity] | None:
    """Return the quantities of both sides that hold an edit; None if one side has none there.

    A unit that only one side has is a word more, and no other quantity (500家企业, 500企业).
    """
    left, right = _around(keys.left, spans.left), _around(keys.right, spans.right)
    if left is None or right is None or bool(left.unit) != bool(right.unit):
        return None
    return Pair(left, right)


def _around(key: str, span: Span) -> Quantity | None:
    start = max(0, span.start - _REACH)
    for match in _QUANTITY.finditer(key, start, span.end + _REACH):
        if match.start() <= span.start and span.end <= match.end():
            return _read(match)
    return None


def _read(match: re.Match[str]) -> Quantity:
    unit = match["unit"] or ""
    sign = "-" if match["sign"] == "负" else match["sign"]
    bounds = tuple(filter(None, (match["about"], sign, match["more"], match["bound"])))
    quantity = Quantity(match["number"] + match["scale"], _ALIKE.get(unit, unit), bounds)
    value = _value(match["number"].replace(",", ""), match["scale"], unit)
    return quantity if value is None else replace(quantity, value=value)


_LARGE = {"万": 10**4, "亿": 10**8}


def _value(number: str, scale: str, unit: str) -> Decimal | None:
    if number[0] in _HAN:
        value = _han_value(number)
        return None if value is None else Decimal(value)
    if len(number) > 1 and number[0] == "0" and number[1] != "." and unit not in ("月", "日"):
        return None  # 001 is a code
    if not scale and "." in number and number.endswith("0"):
        return None  # 1.10 may be a version
    factors = (_LARGE.get(char) or numeral_value(char) or 1 for char in scale)
    return Decimal(number) * prod(factors)


def _han_value(numeral: str) -> int | None:
    """Return the value of a numeral with 万 and 亿 (三百五十万)."""
    for char in "亿万":
        head, found, tail = numeral.partition(char)
        if found:
            high, low = _han_value(head), _han_value(tail) if tail else 0
            return None if high is None or low is None else high * _LARGE[char] + low
    return numeral_value(numeral)
