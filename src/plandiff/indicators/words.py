"""The words of indicators: what leads to a figure, what opens a clause, and one name for what has several.

All texts are folded; the words are data (``indicators.toml``).
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

RISE, FALL = "增长", "下降"
"""The one form of the words that say how an indicator changes."""


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads(Path(__file__).with_name("indicators.toml").read_text(encoding="utf-8"))
    return data


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of the words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def words(*path: str) -> list[str]:
    """Return the words of an entry of the data."""
    entry: Any = _data()
    for name in path:
        entry = entry[name]
    return list(str(entry).split())


_TIME = (
    r"(?:[12][0-9]{3}年?[-至到][12][0-9]{3}年|(?:到|至)?[12][0-9]{3}年(?:底|末|以来|前)?"
    r"|[“\"]?十[一二三四五六]五[”\"]?(?:期间|时期|以来|末)?|[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9一二三四五六七八九十]+年(?:来|间))"
)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{_TIME}|{any_of(words('opening'))}|[-、和与及\s\"“”'》①-⑳])+")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('leading'))}|(?<![平人户年月日亩])均)+$")


@cache
def _change() -> re.Pattern[str]:
    return re.compile(rf"(?:(?P<rise>{any_of(words('rise'))})|(?P<fall>{any_of(words('fall'))}))(?:率)?$")


@cache
def _alike() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {other: name for name, others in _data()["alike"].items() for other in others.split()}
    return re.compile(any_of(names)), names


@cache
def _acting() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of([*words('acting'), *words('leading')])})*(?:[一-鿿]{{1,2}}了?)?")


@cache
def _doing() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('doing'))})(?=[一-鿿]{{3}})")


@cache
def _changing() -> re.Pattern[str]:
    rise, fall = ([word for word in words(name) if len(word) > 1] for name in ("rise", "fall"))
    return re.compile(rf"再?(?:(?P<rise>{any_of(rise)})|(?P<fall>{any_of(fall)}))(?=[一-鿿]{{3}})")


def is_bare(name: str) -> bool:
    """Say whether the words before a figure only act (完成, 新建): what they count stands behind it."""
    return not name or bool(_acting().fullmatch(name))


@cache
def _verb_last() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of([*words('acting'), '安排'])})了?$")


def ends_acting(before: str) -> bool:
    """Say whether the words before a figure end with a verb whose object stands behind the figure."""
    return bool(_verb_last().search(before))


def named(before: str) -> tuple[str, str]:
    """Return what the words before a figure name, and how it changes: 今年GDP要增长 is 国内生产总值 and 增长.

    Args:
        before: The words of the clause before the figure.

    Returns:
        The name, empty if the words hold none; and ``RISE``, ``FALL`` or nothing.
    """
    opened = _opening().match(before)
    name = before[opened.end() :] if opened else before
    change = ""
    for _ in range(4):
        bare = _leading().sub("", name)
        found = None if change else _change().search(bare)
        if found:
            change = RISE if found["rise"] else FALL
            bare = bare[: found.start()]
        if bare == name:
            break
        name = bare
    name = _doing().sub("", name, count=1) if _doing().match(name) else name
    verb = _changing().match(name)
    if verb:
        name = name[verb.end() :]
        change = change or (RISE if verb["rise"] else FALL)
    pattern, names = _alike()
    return pattern.sub(lambda match: names[match[0]], name), change


def in_row(indicator: str) -> str:
    """Return the name of the row that an indicator stands in: 地区生产总值增长 is in that of 国内生产总值增长."""
    change = next((word for word in (RISE, FALL) if indicator.endswith(word)), "")
    name = indicator.removesuffix(change)
    return _together().get(name, name) + change


@cache
def _together() -> dict[str, str]:
    return {other: name for name, others in _data()["together"].items() for other in others.split()}
