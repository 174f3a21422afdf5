"""Computes the automatic numbers of headings and lists, which a Word document does not hold as text.

A paragraph names a list (``num``) and a level, itself or by its style; the list takes its levels from an abstract list
and may override them. Counters belong to the abstract list, so lists made from one go on counting, unless they say
where to start. ECMA-376 part 1, 17.9.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandiff.patterns import late_pattern
from plandiff.reading.docx.styles import Styles
from plandiff.reading.docx.xml import MC, W, child, is_on, number, value
from plandiff.reading.numerals import BULLET, numeral, parted

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PLACEHOLDER = late_pattern(r"%([1-9])")
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks.

    Attributes:
        start: Its first number.
        format: The format of the number; see `numerals.numeral`.
        text: What stands around it, with ``%1`` for the number of the first level, and so on.
        gap: What parts it from the text: "tab", "space" or "nothing".
        restart: The number of the outer level after which it starts anew: 0 for never, None for any.
        legal: Whether all numbers in it are written in digits.
        style: The paragraph style that stands for this level.
    """

    start: int
    format: str
    text: str
    gap: str
    restart: int | None
    legal: bool
    style: str | None

    @classmethod
    def of(cls, level: "Element") -> "Level":
        """Return the level that an element ``lvl`` describes."""
        restart = value(level, "lvlRestart")
        return cls(
            start=number(value(level, "start"), 0),
            format=_format(level),
            text=value(level, "lvlText") or "",
            gap=value(level, "suff") or "tab",
            restart=None if restart is None else number(restart),
            legal=is_on(level, "isLgl"),
            style=value(level, "pStyle"),
        )


def _format(level: "Element") -> str:
    """Return the format of a level; one of Word 2010 and later stands beside a fallback and gives an example."""
    newer = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    found = newer if newer is not None else child(level, "numFmt")
    if found is None:
        return "decimal"
    example: str = found.get(f"{W}format", "")
    named: str = found.get(f"{W}val", "decimal")
    return example.partition(",")[0].strip() or named


@dataclass(frozen=True, slots=True)
class List:
    """One list: the abstract list it counts with, its levels, and the levels that start at a number of their own."""

    counter: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, and how far each has counted.

    Attributes:
        unknown: How many numbers have a format that is not known; they are written in digits.
    """

    def __init__(self, tree: "Element | None", styles: Styles) -> None:
        self.unknown = 0
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._nums: dict[str, Element] = {}
        for element in () if tree is None else tree:
            if element.tag == f"{W}abstractNum":
                self._abstract[element.get(f"{W}abstractNumId", "")] = element
            elif element.tag == f"{W}num":
                self._nums[element.get(f"{W}numId", "")] = element
        self._lists: dict[str, List | None] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def next_number(self, properties: "Element | None", *, own: bool) -> str:
        """Count a paragraph, and return its number with the blank behind it; empty if it has none.

        Args:
            properties: The properties of the paragraph.
            own: Whether a numbering that the paragraph itself names counts.
        """
        num_id, level, passed = None, None, list[str]()
        if own:
            num_id, said = value(properties, "numPr", "numId"), value(properties, "numPr", "ilvl")
            level = None if said is None else number(said)
        if num_id is None:
            by_style = self._styles.numbering(value(properties, "pStyle"))
            if by_style is None:
                return ""
            num_id, style_level, passed = by_style
            level = style_level if level is None else level
        found = self._list(num_id)
        if found is None:
            return ""
        if level is None:
            level = next((n for n, one in found.levels.items() if one.style in passed), 0)
        return self._counted(num_id, found, level)

    def _counted(self, num_id: str, found: List, level: int) -> str:
        described = found.levels.get(level)
        if described is None:
            return ""
        counts = self._counts.setdefault(found.counter, {})
        if level in found.starts and (num_id, level) not in self._started:
            self._started.add((num_id, level))
            counts[level] = found.starts[level]
        else:
            counts[level] = counts.get(level, described.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return self._text(found, described, counts)

    def _text(self, found: List, described: Level, counts: dict[int, int]) -> str:
        if described.format == "bullet":
            return parted(BULLET, described.gap)

        def written(match: re.Match[str]) -> str:
            n = int(match.group(1)) - 1
            level = found.levels.get(n, described)
            count = counts.get(n, level.start)
            text = numeral(count, "decimal" if described.legal else level.format)
            if text is None:
                self.unknown += 1
                return str(count)
            return text

        text = _PLACEHOLDER.sub(written, described.text)
        return parted(text, described.gap)

    def _list(self, num_id: str) -> List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._resolved(num_id)
        return self._lists[num_id]

    def _resolved(self, num_id: str) -> List | None:
        num = self._nums.get(num_id)
        counter = value(num, "abstractNumId") or ""
        abstract = self._abstract.get(counter)
        if num is None or abstract is None:
            return None  # Also the list 0, by which a paragraph says that it has none.
        linked = value(abstract, "numStyleLink")
        if linked is not None:
            styled = self._nums.get(self._styles.list_of(linked) or "")
            counter = value(styled, "abstractNumId") or counter
            abstract = self._abstract.get(counter, abstract)
        levels = {number(level.get(f"{W}ilvl")): Level.of(level) for level in abstract.iterfind(f"{W}lvl")}
        starts = {}
        for override in num.iterfind(f"{W}lvlOverride"):
            n = number(override.get(f"{W}ilvl"))
            if (level := child(override, "lvl")) is not None:
                levels[n] = Level.of(level)
            if (start := value(override, "startOverride")) is not None:
                starts[n] = number(start)
        return List(counter, {n: level for n, level in levels.items() if 0 <= n < _LEVELS}, starts)
