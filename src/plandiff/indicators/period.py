"""Of which year a document speaks, where it turns from what was done to what is aimed at, and of which place it is."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from plandiff.chinese.numerals import numeral_value
from plandiff.chinese.places import divisions
from plandiff.outline import Outlined
from plandiff.outline.retrospect import looks_ahead, looks_back, tasks_begin
from plandiff.patterns import late_pattern

_OPENING = 400
"""Code points of a text in which its title and date stand."""
_YEAR = late_pattern(r"((?:19|20)[0-9]{2}|二[〇零0○]{1}[一二三四五六七八九〇零]{2})年")
_LONE_YEAR = late_pattern(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_SPAN = late_pattern(r"((?:19|20)[0-9]{2})年?[-至到]((?:19|20)[0-9]{2})年?")
_FIVE_YEARS = late_pattern("第?十([一二三四五六])个?五年?")
_BULLETIN = late_pattern("公报|年鉴|统计资料|决算|执行情况的?报告")
_REPORT = late_pattern("工作报告|工作的报告|报告工作")
_PLAN = late_pattern("规划|计划|纲要|方案|意见|目标")
_BEFORE_PLANS = 1955
"""The tenth five-year plan ended in 2005, the fourteenth in 2025."""


class Tense(StrEnum):
    """Whether a value is aimed at, was reached, or is what a plan starts from."""

    TARGET = "target"
    RESULT = "result"
    BASELINE = "baseline"


@dataclass(frozen=True, slots=True)
class Period:
    """What holds of a figure whose sentence does not say its year and tense itself.

    Attributes:
        year: The year of the document: that of a report's tasks, of a bulletin's figures, the last of a plan.
        turn: Clean offset from which on figures are targets; before it they are results.
        result_year: The year of the results; None if nothing tells it.
        place: The province, city or county whose document it is; empty if nothing tells it.
        plans: Where the outermost chapters begin (clean offsets), each with the last year of the five-year plan whose
            targets it tells; None for the others.
    """

    year: int | None
    turn: int
    result_year: int | None
    place: str
    plans: tuple[tuple[int, int | None], ...] = ()

    def at(self, offset: int) -> "Period":
        """Return what holds at a clean offset: in a chapter on a five-year plan the year is the last of that plan."""
        n = bisect_right(self.plans, offset, key=lambda plan: plan[0]) - 1
        year = self.plans[n][1] if n >= 0 else None
        return replace(self, year=year, result_year=None, turn=0) if year else self


def period_of(document: Outlined) -> Period:
    """Return the period of a document: by its title, its date and its headings, then by the name of its file."""
    key = document.text.key
    opening, name = key[:_OPENING], document.text.document.name
    title = opening[:120]
    place = next((one for one in sorted(divisions(), key=len, reverse=True) if one in opening[:60] or one in name), "")
    span = _SPAN.search(opening) or _SPAN.search(name)
    years = [year for match in _YEAR.finditer(opening) if (year := numeral_value(match[1]))]
    lone = _LONE_YEAR.search(name)
    year = years[0] if years else int(lone[1]) if lone else None
    if _BULLETIN.search(title) and not _REPORT.search(title):
        return Period(year, len(key), year, place)
    if _REPORT.search(title) or _REPORT.search(name):
        turn = _turn(document)
        year = _reported(title, _ahead(document, turn), opening) or (int(lone[1]) if lone else year)
        return Period(year, turn, year - 1 if year else None, place, tuple(_plans(document, turn)))
    if span:
        return Period(int(span[2]), 0, None, place)
    if last := _last_year(title):
        return Period(last, 0, None, place)
    return Period(year, 0 if _PLAN.search(title) else _turn(document), None, place)


_TITLED = late_pattern(r"((?:19|20)[0-9]{2})年[^\n。]{0,16}工作报告")
_DELIVERED = late_pattern(r"((?:19|20)[0-9]{2})年([0-9]{1,2})月[0-9]{1,2}日")
_CLOSING_MONTHS = 11
"""The month from which on a report is one on the tasks of the next year."""


def _reported(title: str, ahead: int | None, opening: str) -> int | None:
    """Return the year of whose tasks a report speaks: as its title, its headings or the day it was given tell it."""
    titled, given = _TITLED.search(title), _DELIVERED.search(opening)
    if titled or ahead:
        return int(titled[1]) if titled else ahead
    return int(given[1]) + (int(given[2]) >= _CLOSING_MONTHS) if given else None


def _ahead(document: Outlined, turn: int) -> int | None:
    """Return the year that the headings behind the turn name with what is aimed at; of several the first."""
    for heading in document.headings:
        named = _YEAR.search(heading.title)
        if heading.start >= turn and named and looks_ahead(heading.title) and "远景" not in heading.title:
            value = numeral_value(named[1])
            return int(value) if value else None
    return None


def _last_year(title: str) -> int | None:
    """Return the last year of the five-year plan that a title names; of several, of the one it names last."""
    plans = _FIVE_YEARS.findall(title)
    return _BEFORE_PLANS + 5 * (11 + "一二三四五六".index(plans[-1])) if plans else None


def _plans(document: Outlined, turn: int) -> Iterator[tuple[int, int | None]]:
    """Yield where chapters begin with the last year of the plan whose targets they tell.

    A chapter that looks back first (十三五时期发展成就和十四五时期主要目标任务) tells them from the turn on.
    """
    for heading in document.headings:
        if heading.rank > document.headings[0].rank:
            continue
        year = _last_year(heading.title)
        if not looks_back(heading.title):
            yield heading.start, year
            continue
        yield heading.start, None
        if looks_ahead(heading.title) and turn > heading.start:
            yield turn, year


def _turn(document: Outlined) -> int:
    begin = tasks_begin(document.text.key, document.headings)
    return len(document.text.key) if begin is None else begin
