"""Computes the numbers of lists and headings, which an OpenDocument text does not hold as text either."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plandiff.patterns import late_pattern
from plandiff.reading.numerals import BULLET, numeral, parted
from plandiff.reading.odt.names import EXTENDED, STYLE, TEXT, whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# By what the format begins with; "一, 二, 三, ..." gives its first numbers.
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCountingThousand",
    "壹": "chineseLegalSimplified",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "①": "decimalEnclosedCircle",
    "１": "decimalFullWidth",
}
_PLACEHOLDER = late_pattern(r"%([1-9])%")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and looks: its format, what stands around the number, the blank behind it, its start."""

    format: str | None
    text: str
    gap: str
    start: int

    @classmethod
    def of(cls, level: "Element", number: int) -> "Level":
        """Return the level that an element of a list style describes; ``number`` counts levels from 1."""
        given = level.get(f"{STYLE}num-format", "")
        label = next(level.iter(f"{STYLE}list-level-label-alignment"), None)
        text = level.get(f"{EXTENDED}num-list-format")
        if text is None:
            shown = whole(level.get(f"{TEXT}display-levels"), 1, number)
            places = ".".join(f"%{n}%" for n in range(number - shown + 1, number + 1)) if given else ""
            text = level.get(f"{STYLE}num-prefix", "") + places + level.get(f"{STYLE}num-suffix", "")
        return cls(
            format=None if level.tag.endswith("bullet") else _FORMATS.get(given[:1], "decimal") if given else "none",
            text=text,
            gap="listtab" if label is None else label.get(f"{TEXT}label-followed-by", "listtab"),
            start=whole(level.get(f"{TEXT}start-value"), 1),
        )


class Lists:
    """The list styles, and how far the lists of each have counted."""

    def __init__(self, trees: Iterable["Element"]) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        for tree in trees:
            for style in tree.iter(f"{TEXT}list-style", f"{TEXT}outline-style"):
                levels: dict[int, Level] = {}
                for level in style:
                    if isinstance(level.tag, str) and (number := whole(level.get(f"{TEXT}level"), 0)):
                        levels[number] = Level.of(level, number)
                self._levels.setdefault(style.get(f"{STYLE}name", ""), levels)
        self._counts: dict[str, dict[int, int]] = {}

    def begin(self, style: str, *, goes_on: bool) -> None:
        """Begin an outermost list, which counts from its start unless it goes on where the last of its style ended."""
        if not goes_on:
            self._counts.pop(style, None)

    def number(self, style: str, level: int, start: int | None) -> str:
        """Count an item on a level (from 1) and return its number with the blank behind it; empty if it has none."""
        levels = self._levels.get(style, {})
        described = levels.get(level)
        if described is None:
            return ""
        if described.format is None:
            return parted(BULLET, described.gap)
        counts = self._counts.setdefault(style, {})
        counts[level] = start if start is not None else counts.get(level, described.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]

        def written(match: re.Match[str]) -> str:
            n = int(match[1])
            one = levels.get(n, described)
            return numeral(counts.get(n, one.start), one.format or "none") or ""

        return parted(_PLACEHOLDER.sub(written, described.text), described.gap)
