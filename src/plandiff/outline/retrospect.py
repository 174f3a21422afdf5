"""Where a report turns from what was done to what is to be done.

The titles of its chapters say it, or the words that they use. Source of the words: government work reports of provinces
and cities, 1979-2026 (lawtext/gov on GitHub); in two of 1,000 drawn by lot the place found lies in the first or last
tenth of the text, or there is none.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from plandiff.outline.headings import Heading
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset

_LOOKS_BACK = late_pattern("回顾|过去[一五]年|去年工作|成[绩就]|完成情况|工作总结|执行情况")
_LOOKS_AHEAD = late_pattern("目标|任务|要求|安排|部署|建议|取向")
_TURN = late_pattern(
    r"(?:今年|[12][0-9]{3}年|今后)[^。；]{0,24}(?:(?:预期)?目标(?:是|为|:|任务)|总体要求|工作任务|主要任务|重点工作|工作安排|工作的建议|政策取向|总体部署|工作总体)"
)
_PLAN = late_pattern("十[一二三四五六]五")
_WAS_DONE = late_pattern("了|同比|比上年|累计|增长[0-9]")
_IS_AIMED_AT = late_pattern("(?<![重主需只])要(?![素求点])|力争|确保|进一步|加快|着力")
_ENOUGH = 0.1
"""Share of the words for what is aimed at from which on a chapter is one of tasks, and no small part or glossary."""


def looks_back(title: str) -> bool:
    """Say whether a chapter tells what was done, by its folded title."""
    return bool(_LOOKS_BACK.search(title))


def looks_ahead(title: str) -> bool:
    """Say whether a chapter tells what is to be done, by its folded title."""
    return bool(_LOOKS_AHEAD.search(title))


def tasks_begin(key: str, headings: Sequence[Heading]) -> CleanOffset | None:
    """Return where the tasks begin: with the first chapter that names what is aimed at or speaks of it.

    Without such a chapter it is the first sentence that names what is aimed at.

    Args:
        key: The folded clean text.
        headings: Its headings, in order.

    Returns:
        A clean offset; None if nothing in the text tells.
    """
    chapters = [one for one in headings if one.rank <= headings[0].rank]
    words = _Words(key)
    begin = 0
    for n, chapter in enumerate(chapters):
        end = chapters[n + 1].start if n + 1 < len(chapters) else len(key)
        if not looks_back(chapter.title):
            done, aimed = words.shares(chapter.start, end)
            named = looks_ahead(chapter.title)
            if (named or aimed > _ENOUGH) if aimed > done else (named and n):
                return chapter.start
            continue
        begin = chapter.end
        plans = _PLAN.findall(chapter.title) if looks_ahead(chapter.title) else ()
        ahead = re.search(rf"{plans[-1]}[”\"]?时期", key[begin:]) if plans else None
        if ahead:
            return CleanOffset(begin + ahead.start())
    found = _TURN.search(key, begin)
    return CleanOffset(found.start()) if found else None


class _Words:
    """Where a text (folded) uses words for what was done and for what is aimed at."""

    def __init__(self, key: str) -> None:
        self._starts = [[one.start() for one in words.finditer(key)] for words in (_WAS_DONE, _IS_AIMED_AT)]

    def shares(self, start: int, end: int) -> tuple[float, float]:
        """Return which share of the words for what was done and of the others stands in a stretch (clean offsets)."""
        done, aimed = (
            (bisect_left(starts, end) - bisect_left(starts, start)) / max(1, len(starts)) for starts in self._starts
        )
        return done, aimed
