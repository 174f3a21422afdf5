"""Walks what is drawn on an OFD page, and notes each character and each rule with its place.

Lengths are in millimetres. Pages of OFD measure y downwards; here it grows upwards, as everywhere in reading pages.
"""

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from plandiff.patterns import late_pattern
from plandiff.reading.lines import is_wide
from plandiff.reading.ofd.parts import child, children, local
from plandiff.reading.page_lines import Before, Box, Sign
from plandiff.reading.ruled_tables import Rule, rules_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST = 64
_MOST_DRAWN = 300_000
_MOST_SIGNS = 1_000_000
"""A drawing may use others that use others; more objects and characters than these are on no page."""
_ASCENT, _DESCENT = 0.88, 0.12
"""The height of Chinese type above and below its line, as a share of its size."""
_NARROW = 0.5
"""The width of a character that is not wide, as a share of its size, about."""
_WIDE_BLANK = "\u3000"
"""Set like a character, as between the number of an article and its text."""
_POINTS = 72 / 25.4
"""Rules are looked for in points."""
_STEP = late_pattern(r"([MLC])\s+(-?[\d.]+)\s+(-?[\d.]+)", re.ASCII)
_SHORTEST_RULE = 4.0
"""What is shorter is a stroke of a character that is drawn as lines."""
_MOST_STEPS = 500


class _Matrix(NamedTuple):
    """An affine map, in the order of the attribute CTM."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: "_Matrix") -> "_Matrix":
        """Return the map that does ``first`` and then this one."""
        e, f = self.at(first.e, first.f)
        return _Matrix(
            self.a * first.a + self.c * first.b,
            self.b * first.a + self.d * first.b,
            self.a * first.c + self.c * first.d,
            self.b * first.c + self.d * first.d,
            e,
            f,
        )

    @property
    def is_upright(self) -> bool:
        """Whether what is upright stays so."""
        return abs(self.b) <= abs(self.a) / 100 and self.a > 0


class Drawing:
    """What is drawn on one page.

    Attributes:
        runs: The visible characters, in runs that are drawn at one go.
        rules: Straight rules and boxes.
        pictures: How many pictures it has.
        hidden: How many characters are marked as not visible.
    """

    def __init__(self, units: "dict[str, Element]") -> None:
        """Begin a page that may use the drawings of ``units``."""
        self.runs: list[list[Sign]] = []
        self.rules: list[Rule] = []
        self.pictures = 0
        self.hidden = 0
        self._units = units
        self._signs = self._steps = 0

    def add(self, content: "Element | None") -> None:
        """Add what a layer, a page or a template holds.

        Raises:
            OverflowError: It is nested too deeply, or draws more than is on any page.
        """
        if content is not None:
            self._walk(content, _Matrix(), 0)

    def _walk(self, element: "Element", outer: _Matrix, depth: int) -> None:
        if depth > _DEEPEST:
            raise OverflowError
        for drawn in element:
            self._steps += 1
            if self._steps > _MOST_DRAWN or self._signs > _MOST_SIGNS:
                raise OverflowError
            name = local(drawn)
            if drawn.get("Visible") == "false":
                self.hidden += sum(len((code.text or "").strip()) for code in drawn.iter() if local(code) == "TextCode")
            elif name == "TextObject":
                self._text(drawn, outer.after(_placed(drawn)))
            elif name == "PathObject":
                self._path(drawn, outer.after(_placed(drawn)))
            elif name == "ImageObject":
                self.pictures += 1
            elif name == "CompositeObject" and (unit := self._units.get(drawn.get("ResourceID", ""))) is not None:
                self._walk(unit, outer.after(_placed(drawn)), depth + 1)
            elif name in {"Layer", "PageBlock", "Content"}:
                self._walk(drawn, outer, depth + 1)

    def _text(self, drawn: "Element", matrix: _Matrix) -> None:
        size = _number(drawn.get("Size"), 3.5)
        x = y = 0.0
        for code in children(drawn, "TextCode"):
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            text = code.text or ""
            right, down = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
            flows = matrix.is_upright and code.get("DeltaY") is None
            before = Before.BREAK
            run: list[Sign] = []
            for char in text:
                width = size * (1.0 if is_wide(char) else _NARROW)
                if char.isspace() and char != _WIDE_BLANK:
                    before = before if before is Before.BREAK else Before.BLANK
                else:
                    run.append(Sign(char, _box(matrix, x, y, width, size), before))
                    before = Before.UNSAID if flows else Before.NOTHING
                x += next(right, 0.0 if code.get("DeltaY") is not None else width)
                y += next(down, 0.0)
            self._signs += len(run)
            self.runs += [run] if run else []

    def _path(self, drawn: "Element", matrix: _Matrix) -> None:
        data = child(drawn, "AbbreviatedData")
        steps = _STEP.findall((data.text or "") if data is not None else "")[: _MOST_STEPS + 1]
        if len(steps) > _MOST_STEPS or not matrix.is_upright:
            return
        last: tuple[float, float] | None = None
        for kind, x, y in steps:
            point = matrix.at(_number(x, 0.0), _number(y, 0.0))
            if kind == "L" and last is not None:
                (left, right), (low, high) = sorted((last[0], point[0])), sorted((-last[1], -point[1]))
                if max(right - left, high - low) >= _SHORTEST_RULE and min(right - left, high - low) < 1:
                    self.rules += rules_of(left * _POINTS, low * _POINTS, right * _POINTS, high * _POINTS)
            last = point


def _placed(drawn: "Element") -> _Matrix:
    """Return the map from an object's own coordinates to those of what it stands in."""
    edges = [_number(piece, 0.0) for piece in drawn.get("Boundary", "").split()[:2]]
    left, top = edges if len(edges) == 2 else (0.0, 0.0)
    own = [_number(piece, 0.0) for piece in drawn.get("CTM", "").split()]
    return _Matrix(e=left, f=top).after(_Matrix(*own) if len(own) == 6 else _Matrix())


def _box(matrix: _Matrix, x: float, y: float, width: float, size: float) -> Box:
    corners = [matrix.at(x, y - _ASCENT * size), matrix.at(x + width, y + _DESCENT * size)]
    (left, right), (low, high) = sorted(corner[0] for corner in corners), sorted(-corner[1] for corner in corners)
    return Box(left * _POINTS, low * _POINTS, right * _POINTS, high * _POINTS)


def _steps(text: str | None) -> Iterator[float]:
    """Yield the distances from character to character: numbers, or "g n v", which is v repeated n times."""
    pieces = iter((text or "").split())
    for piece in pieces:
        if piece == "g":
            count, value = _number(next(pieces, None), 0.0), _number(next(pieces, None), 0.0)
            for _ in range(int(min(max(count, 0), _MOST_SIGNS))):
                yield value
        else:
            yield _number(piece, 0.0)


def _number(text: str | None, default: float) -> float:
    """Return a finite number of reasonable size, else the default."""
    try:
        found = float(text) if text else default
    except ValueError:
        return default
    return found if math.isfinite(found) and abs(found) < 1e6 else default
