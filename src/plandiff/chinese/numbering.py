"""Marks that number the parts of a Chinese document.

All patterns read folded text (simplified, half-width, no spaces). Ranks order the schemes from the outermost inwards
as drafting manuals do: 编, 章, 节, 条, then 一、 （一） 1. （1） ①. A rank says nothing about depth: a plan may begin
at 一、 and a law at 章.
"""

import re
from dataclasses import dataclass

from plandiff.chinese.numerals import HAN_NUMERALS, numeral_value
from plandiff.patterns import late_pattern

_HAN = HAN_NUMERALS + "两"
_NUMBER = rf"(?:[{_HAN}]{{1,9}}|[0-9]{{1,4}})"

_ARTICLE = rf"(?:[{_HAN}万]{{1,9}}|[0-9]{{1,5}})"
"""A collection of laws that is counted through has more than 9,999 articles."""

_UP_TO_99 = r"(?:[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of numbering: the kind of section it opens, its rank, and the pattern of its mark."""

    kind: str
    rank: int
    pattern: str


UNNUMBERED_RANK = 3
PAREN_RANK = 6
"""The rank of （一）, the only mark above which a title without one runs in."""
BOX_RANK = 20

SCHEMES = (
    Scheme("part", 0, rf"第{_NUMBER}(?:[编篇]|部分)"),
    Scheme("chapter", 1, rf"第{_NUMBER}章"),
    Scheme("section", 2, rf"第{_NUMBER}节"),
    Scheme("article", 4, rf"第{_ARTICLE}(?:-[0-9]{{1,2}})?条(?:之(?:{_UP_TO_99}|[0-9]{{1,2}}))?"),
    Scheme("item", 5, rf"[{_HAN}]{{1,4}}、"),
    Scheme("item", 6, rf"\([{_HAN}]{{1,4}}\)"),
    Scheme("item", 7, r"[0-9]{1,2}(?:、|\.(?![0-9]))"),
    Scheme("item", 8, r"\([0-9]{1,2}\)"),
    Scheme("item", 9, r"[①-⑳]"),
    Scheme("box", BOX_RANK, rf"专栏[0-9{_HAN}]{{1,3}}"),
    Scheme("appendix", 1, rf"附(?:件|录|表){_NUMBER}?"),
    Scheme("preface", 1, r"前言|序言|引言|导言"),
)

MARK = late_pattern("|".join(f"(?P<s{n}>{scheme.pattern})" for n, scheme in enumerate(SCHEMES)))
"""Matches any mark; the name of the matched group tells the scheme."""


def scheme_of(match: re.Match[str]) -> Scheme:
    """Return the scheme whose mark ``match`` (of ``MARK``) has found."""
    return SCHEMES[int((match.lastgroup or "s0")[1:])]


_NUMERAL = late_pattern(rf"[{_HAN}万]+|[0-9]+")


def mark_value(mark: str) -> int | None:
    """Return the number a section mark bears (第十二章 → 12, （三） → 3, ② → 2), None if it bears none."""
    if "①" <= mark[:1] <= "⑳":
        return ord(mark[0]) - ord("①") + 1
    found = _NUMERAL.search(mark)
    return numeral_value(found.group()) if found else None


_BETWEEN = late_pattern(r"之(\w+)$|-([0-9]+)条$")


def mark_number(mark: str) -> tuple[int, int] | None:
    """Return the number a mark bears and which it is of those put in behind: 第十条 → (10, 0), 第十条之一 → (10, 1)."""
    value = mark_value(mark)
    between = _BETWEEN.search(mark)
    return None if value is None else (value, (between and numeral_value(between[1] or between[2])) or 0)
