"""Quantities: a number with its sign, unit, range, what bounds it and per what it counts, as one value.

Equal values compare equal in whatever notation: 百分之五 and 5%, 三成 and 30%, 2/3 and 三分之二, 5—10公里 and 5到10
公里, 3.5亿元 and 35000万元. Ordinals are apart: 第三条 is no quantity, and 十四五 one without a value. All texts are
folded; the words of units and bounds are data (``quantities.toml``).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from plandiff.chinese.numerals import HAN_DIGITS, HAN_NUMBERS, number_value
from plandiff.chinese.places import divisions
from plandiff.chinese.signs import NEGATIVE, SIGN
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, clean_span

_DATA = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_MEASURES, _COUNTERS, _ITSELF = (_DATA[name].split() for name in ("measures", "counters", "itself"))
_ALIKE = {word: unit for unit, words in _DATA["alike"].items() for word in words.split()}
_SHARES = {unit: Fraction(1, part) for unit, part in {"%": 100, "‰": 1000, "‱": 10000, "成": 10, "半": 2}.items()}
_SHARE = "share"
_WORDS_BEFORE = {word: bound for bound, words in _DATA["before"].items() for word in words.split()}
_BOUNDS = _WORDS_BEFORE | {word: bound for bound, words in _DATA["behind"].items() for word in words.split()}
_VAGUE = "多余几来"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_PER = (
    r"(?:每个?(?:人|户|亩|吨|平方米|公里|家|次|年|月|日|天|周|季度|季|半年|班|生|学年|村|县|头|名|百万|万人|千人)"
    r"|按[年月日]|人均|户均|年均|月均|日均|亩均)+"
)
_BEFORE = _any([*_WORDS_BEFORE, *_ITSELF])
_BEHIND = (
    r"(?:\(含\))?(?:[及或]?以[上下]|以[内外]|之[内外]|左右|上下(?!游)|内(?![资部容外地涵蒙陆设需生]))"
    r"(?:\(含(?:本数)?\))?"
)
_NUMBER = rf"(?:[0-9]+(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*|[{HAN_NUMBERS}]+(?:点[{HAN_DIGITS}]+)?)"
_SCALE = r"(?:[十百千万亿](?![瓦克米帕伏卡赫焦]|分点))*"
_UNIT = rf"(?:{_any([*_COUNTERS, *_MEASURES])})"


def _amount(n: int) -> str:
    """Return the pattern of a signed number with its unit; ``n`` tells its groups apart."""
    return (
        rf"(?P<sign{n}>(?<![%‰年月日时元]){SIGN}|正|{NEGATIVE})?(?:(?P<whole{n}>[0-9{HAN_NUMBERS}]+)分之)?"
        rf"(?<![第0-9A-Za-z.{HAN_NUMBERS}])(?P<number{n}>{_NUMBER}(?:/[0-9]+(?![0-9/]))?)(?P<vague{n}>[多余几来]?)"
        rf"(?P<scale{n}>{_SCALE})(?P<more{n}>[多余]?)(?P<unit{n}>{_UNIT})?(?P<bound{n}>{_BEHIND})?"
    )


_EDGE_OF_NUMBER = rf"(?<![第0-9A-Za-z.{HAN_NUMBERS}])"
_SMALL = rf"(?:[0-9]{{1,2}}|[{HAN_NUMBERS}]{{1,3}})"
_TO = "(?:--?|到|至)"
_YEAR = rf"(?:[12][0-9]{{3}}|[一二][{HAN_DIGITS}]{{3}})年(?!{_TO}[12][0-9]{{3}}年|[度均产终级])"
_DATE = (
    rf"{_EDGE_OF_NUMBER}(?:(?P<year>{_YEAR})(?:(?P<month>{_SMALL})月(?:(?P<day>{_SMALL})日)?)?"
    rf"|(?P<only>{_SMALL})月(?P<of>{_SMALL})日"
    r"|(?P<iso>[12][0-9]{3}(?P<cut>[-./])[0-9]{1,2}(?P=cut)[0-9]{1,2})(?![0-9.]))"
    rf"(?P<edge>(?:上半年|下半年|底|末|初|中旬|上旬|下旬)?(?:以前|之前|前(?![0-9{HAN_NUMBERS}])|以后|之后|后)?)"
)
_DATE_AGAIN = re.sub(r"\?P<\w+>", "", _DATE.replace("(?P=cut)", "[-./]"))
_IDIOM = "一(?:起(?![^,。;]{0,8}[事案])|度(?!电)|次性|对一|条龙|家[人亲])"
"""Words that begin like a number and a unit: 一起推进, but not 一起事故."""
_FIRST = "".join(sorted({word[0] for word in [*_WORDS_BEFORE, *_ITSELF, *"每按人户年月日亩正负+-[", *HAN_NUMBERS]}))
_FIGURE = late_pattern(
    rf"(?=[0-9①-⑳{re.escape(_FIRST)}])(?!{_IDIOM})(?:(?P<mark>\[[0-9]{{1,3}}\]|[①-⑳])|(?P<date>{_DATE})"
    rf"|(?P<per>{_PER})?(?P<about>(?:{_BEFORE})*)(?!{_DATE_AGAIN}){_amount(1)}"
    rf"(?:(?:{_TO}|(?P<between>(?<=以上))){_amount(2)}(?(between)(?<=以下)))?(?P<rate>/[百千万]?(?:{_UNIT}))?)"
)
_NUMERAL = late_pattern(f"[0-9{HAN_NUMBERS}]")
_HAN_FIGURE = late_pattern(f"[{HAN_NUMBERS}]{_UNIT}")
_WORDS = frozenset(["千万", "万千", "千百", "万万", "一一", "百万千", "万一", "一千一万", "三三", "两两"])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity, so that equal ones compare equal however they are written.

    Attributes:
        low: The number, or the lower of a range; its text if it has no value (十四五) or is a code (001).
        high: The upper of a range, else equal to ``low``.
        unit: The unit; empty if there is none; shares (%, 成, 分之) have one of their own.
        bounds: What stands before and behind: about, at-least, 以上.
        per: Per what it counts: 每年, 人均, /亩.
    """

    low: Fraction | str
    high: Fraction | str
    unit: str
    bounds: frozenset[str] = frozenset()
    per: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity where it stands.

    Attributes:
        span: All that belongs to it, from what bounds it to its unit.
        quantity: Its value.
        is_date: Whether it is a point of time.
        counter: The word that only counts (家, 个): no part of the value.
    """

    span: CleanSpan
    quantity: Quantity
    is_date: bool = False
    counter: str = ""

    @property
    def is_indefinite(self) -> bool:
        """Whether it is 一批, 一个: a batch, not one batch."""
        value = self.quantity
        return bool(self.counter) and value.low == value.high == 1 and not value.bounds


def figures(key: str, span: CleanSpan) -> Iterator[Figure]:
    """Yield the quantities and dates in a span of folded text, in order; note marks ([1], ①) are none."""
    if not _NUMERAL.search(key, *span):
        return
    named = [clean_span(*match.span()) for match in _names().finditer(key, *span)]
    for match in _FIGURE.finditer(key, *span):
        if any(name.start <= match.start() < name.end for name in named):
            continue
        figure = None if match["mark"] else _dated(match) if match["date"] else _counted(match)
        if figure:
            yield figure


@cache
def _names() -> re.Pattern[str]:
    """Return a pattern of the names in which a numeral and the word behind it look like a figure: 长三角, 三门峡."""
    places = (name for name in divisions() if _HAN_FIGURE.search(name))
    return re.compile(_any([*_DATA["names"].split(), *places]))


def is_unit(text: str) -> bool:
    """Say whether folded text is a unit, as it stands behind a number: %, 万人, 元/人."""
    figure = next(figures("1" + text, clean_span(0, 1 + len(text))), None)
    return figure is not None and figure.span.end == 1 + len(text)


def by_value(text: str) -> str:
    """Return folded text with its figures written in one way: 占三分之二 and 占2/3 are alike."""
    parts, at = [], 0
    for figure in figures(text, clean_span(0, len(text))):
        value = figure.quantity
        unit = "%" if value.unit == _SHARE else value.unit
        high = "" if value.high == value.low else f"-{value.high}"
        parts += [text[at : figure.span.start], f"{value.low}{high}{unit}{figure.counter}"]
        at = figure.span.end
    return "".join([*parts, text[at:]])


def _dated(match: re.Match[str]) -> Figure:
    if match["iso"]:
        parts = re.split("[-./]", match["iso"])
    else:
        parts = [
            (match["year"] or "").rstrip("年"),
            match["month"] or match["only"] or "",
            match["day"] or match["of"] or "",
        ]
    values = [str(number_value(part)) if part else "" for part in parts]
    edge = re.sub("以前|之前", "前", re.sub("以后|之后", "后", match["edge"].replace("末", "底")))
    text = "-".join(values)
    return Figure(
        clean_span(*match.span()), Quantity(text, text, "date", frozenset([edge] if edge else ())), is_date=True
    )


def _counted(match: re.Match[str]) -> Figure | None:
    number: str = match["number1"]
    unit: str = match["unit1"] or match["unit2"] or ""
    bare = not (unit or match["scale1"] or match["whole1"] or match["vague1"] or match["number2"])
    if bare and number[0] in HAN_NUMBERS and (len(number) == 1 or number in _WORDS):
        return None
    span = clean_span(*match.span())
    words = (match["about"], match["bound1"], match["vague1"], match["more1"], match["bound2"])
    bounds = frozenset(bound for text in words if text for bound in _bounds(text))
    low = _value(match, 1, unit, "" if match["unit1"] else match["scale2"] or "")
    high = _value(match, 2, unit, "") if match["number2"] else low
    counter = unit if unit in _COUNTERS else ""
    named = "" if counter else _ALIKE.get(unit, unit)
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        is_share = match["whole1"] or "/" in number or named in _SHARES
        if is_share:
            named = _SHARE
    per = (match["per"] or "") + (match["rate"] or "")
    return Figure(span, Quantity(low, high, named, bounds, per.replace("天", "日").replace("个", "")), counter=counter)


@cache
def _bounds(text: str) -> tuple[str, ...]:
    words = re.findall(rf"{_any([*_BOUNDS, *_ITSELF, *_VAGUE])}", text)
    said = dict.fromkeys(_BOUNDS.get(word, "多" if word == "余" else word) for word in words)
    return tuple(said)


def _value(match: re.Match[str], n: int, unit: str, other_scale: str) -> Fraction | str:
    number, scale = match[f"number{n}"], match[f"scale{n}"] or other_scale
    sign = -1 if match[f"sign{n}"] in ("-", "负") else 1
    text = (match[f"sign{n}"] or "") + number + scale
    if number[0].isdecimal():
        whole = number.partition(".")[0]
        if len(whole) > 1 and whole[0] == "0" and _ALIKE.get(unit, unit) not in ("月", "日"):
            return text  # 001 is a code
        if not scale and "." in number and not unit and number.endswith("0"):
            return text  # 1.10 may be a version
    head, _, below = number.partition("/")
    value = number_value(head + scale)
    if value is None:
        return text
    if below:
        if not int(below):
            return text
        value /= int(below)
    if match[f"whole{n}"] or (n > 1 and match["whole1"]):
        whole_value = number_value(match[f"whole{n}"] or match["whole1"])
        if not whole_value:
            return text
        value /= whole_value
    return sign * value * _SHARES.get(unit, Fraction(1))
