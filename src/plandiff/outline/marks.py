"""Where numbering marks stand in a text, and which of them only refer to a section.

Marks are matched on text whose gaps are gone. So a mark ends where the source has white space or a line end, as far as
what is before it is a mark: 附件1⏎2026年清单 is no 附件1202, and 第七十九条之一　二以上机关 no 之一二.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from plandiff.chinese.numbering import MARK, PAREN_RANK, mark_number, mark_value, scheme_of
from plandiff.chinese.numerals import numeral_value
from plandiff.outline.clean_text import CleanText
from plandiff.outline.lines import Lines, ends_sentence
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset

LEGAL = frozenset(("part", "chapter", "section", "article"))
_CITES = late_pattern(
    r"规定|所称|所列|所定|所指|但书|[前后]段|各款|的|[及和或至、,]第|第[一二三四五六七八九十百0-9(]{1,6}[款项目)]"
    r"|之(?:规定|罪|情形|[^一二三四五六七八九十0-9])|[,]?准用"
)
"""What stands behind the mark of a section that is cited, at the beginning of a line too."""
_CITES_IN_TEXT = late_pattern(r"[第的至和、,及或所]|规定|款")
_CITES_BOX = late_pattern(r"[所中的列]")
_TWO_NUMERALS = late_pattern(r"([0-9]+|[一二三四五六七八九十]+)、([0-9]|[一二三四五六七八九十])")
"""三、四线城市: one numeral, and the first character of the next."""
_NUMBERED_POINT = late_pattern(r"[0-9]{1,2}\.(?=[0-9])")
"""1．10项任务: no decimal if the source has a gap or a wide point."""

_SET_OFF = 0.8
"""Share of the articles at line starts with white space behind them, from which on one without it is a citation, unless
it counts on. Of 37,500 articles of 159 Taiwan laws set in two ways, one such mark in six hundred is one."""


class Marks:
    """The marks of a text, in order.

    Attributes:
        all: Matches of `MARK` in the key.
    """

    def __init__(self, text: CleanText, lines: Lines) -> None:
        self._text, self._lines = text, lines
        self.all = list(_marks(text, lines))
        self._counted = {(match.lastgroup, mark_value(match.group())) for match in self.all}
        self._opening = {
            (match.lastgroup, mark_value(match.group()))
            for match in self.all
            if match.start() in lines.hard or ends_sentence(text.key, match.start())
        }
        articles = [match for match in self.all if match.start() in lines.hard and scheme_of(match).kind == "article"]
        self._spaces = sum(map(self.is_spaced, articles)) > _SET_OFF * len(articles)
        self._last_article: tuple[int, int] | None = None

    def is_spaced(self, match: re.Match[str]) -> bool:
        """Say whether white space stands behind a mark that is no mere wrapping of lines."""
        return bool(self._text.gap(CleanOffset(match.end()))) and match.end() not in self._lines.soft

    def counts(self, match: re.Match[str]) -> bool:
        """Say whether the text has a mark of the same sort that is one lower or higher."""
        return _has_neighbour(match, self._counted)

    def refers(self, match: re.Match[str], *, behind_title: bool) -> bool:
        """Say whether a mark refers to a section instead of opening one: 第三条规定的, 有前款第(一)项, 三、四线城市.

        Marks are to be asked in order, since an article counts on from the one before it.

        Args:
            match: The mark.
            behind_title: Whether a heading ends right before it.
        """
        key, end, scheme = self._text.key, match.end(), scheme_of(match)
        on_line = match.start() in self._lines.hard
        if scheme.kind in LEGAL:
            refers = self._cites(match, on_line=on_line, behind_title=behind_title)
            if scheme.kind == "article" and not refers:
                self._last_article = mark_number(match.group())
            return refers
        if scheme.kind == "box":
            return bool(_CITES_BOX.match(key, end))
        if belongs_to_citation(key, match):
            return True
        numerals = _TWO_NUMERALS.match(key, match.start()) if match.group().endswith("、") else None
        if numerals is None:
            return False
        goes_up = (numeral_value(numerals[1]) or 0) < (numeral_value(numerals[2]) or 0)
        return goes_up and not (on_line and _has_neighbour(match, self._opening))

    def _cites(self, match: re.Match[str], *, on_line: bool, behind_title: bool) -> bool:
        key, start, end = self._text.key, match.start(), match.end()
        is_article = scheme_of(match).kind == "article"
        if is_article and behind_title and not on_line and _is_article(start, self.all):
            return True  # 第三条 第一条之规定
        if is_article and self._last_article and not self._counts_on(match):
            runs_on = on_line and not behind_title and not ends_sentence(key, start)
            if runs_on or (not self.is_spaced(match) and (self._spaces or _CITES.match(key, end))):
                return True
        if self.is_spaced(match):
            return False
        return bool((_CITES if on_line else _CITES_IN_TEXT).match(key, end))

    def _counts_on(self, match: re.Match[str]) -> bool:
        number, last = mark_number(match.group()), self._last_article
        return bool(number and last and number in ((last[0] + 1, 0), (last[0], last[1] + 1)))


def _is_article(end: int, marks: list[re.Match[str]]) -> bool:
    """Say whether the mark of an article ends at a clean offset."""
    at = bisect_right(marks, end - 1, key=lambda mark: mark.start()) - 1
    return at >= 0 and marks[at].end() == end and scheme_of(marks[at]).kind == "article"


def belongs_to_citation(key: str, match: re.Match[str]) -> bool:
    """Say whether an （一） belongs to a citation: 第(一)项, 款(二)."""
    if scheme_of(match).rank != PAREN_RANK:
        return False
    return key.startswith(("项", "款"), match.end()) or key.endswith(("第", "条", "款"), 0, match.start())


def _has_neighbour(match: re.Match[str], known: set[tuple[str | None, int | None]]) -> bool:
    value = mark_value(match.group()) or 0
    return not known.isdisjoint({(match.lastgroup, value - 1), (match.lastgroup, value + 1)})


def _marks(text: CleanText, lines: Lines) -> Iterator[re.Match[str]]:
    at = 0
    points = {point.start(): point for point in _numbered_points(text, lines)}
    starts = sorted(points)
    while True:
        match = MARK.search(text.key, at)
        following = bisect_right(starts, at - 1)
        point = points[starts[following]] if following < len(starts) else None
        if point and (match is None or point.start() <= match.start()):
            match = point
        elif match:
            match = _until_gap(text, match)
        if match is None:
            return
        yield match
        at = match.end()


def _until_gap(text: CleanText, match: re.Match[str]) -> re.Match[str]:
    """Return the mark up to the last gap inside it, if that is one, and no gap stands behind the whole."""
    if text.gap(CleanOffset(match.end())):
        return match
    for end in range(match.end() - 1, match.start(), -1):
        if text.gap(CleanOffset(end)):
            shorter = MARK.match(text.key, match.start(), end)
            if shorter and shorter.end() == end:
                return shorter
    return match


def _numbered_points(text: CleanText, lines: Lines) -> Iterator[re.Match[str]]:
    for start in lines.paragraphs:
        point = _NUMBERED_POINT.match(text.key, start)
        if point and (text.gap(CleanOffset(point.end())) or text.kept[point.end() - 1] == "．"):
            match = MARK.match(text.key, start, point.end())
            if match:
                yield match
