"""What words are about, by the company they keep (Firth 1957): 光伏 and 风电 stand in the same sentences.

Each pair of characters has a direction (``company.txt``, written by latent semantic analysis: Deerwester et al. 1990),
a text the sum of its pairs', rare ones weighing more. Sums are whole numbers, so no order of adding changes them.
"""

from collections.abc import Iterable
from functools import cache
from math import hypot, sqrt
from operator import mul
from pathlib import Path

from plandiff.chinese.frequencies import usual_rate

SIZE = 32
"""Directions among which a text points."""
Direction = tuple[int, ...]
"""Where a text points among the directions; empty if no pair of it is known."""
_ZERO = ord("P")
_USUAL = 2.0
"""Bits of a pair of characters that says nothing; what a pair weighs is the square of what it tells beyond."""
_UNIT = 100.0


@cache
def _written() -> dict[str, str]:
    data = Path(__file__).with_name("company.txt").read_text(encoding="utf-8")
    return {line[:2]: line[2:] for line in data.partition("\n\n")[2].splitlines()}


@cache
def _of_pair(pair: str) -> Direction:
    coordinates = [ord(char) - _ZERO for char in _written().get(pair, "")]
    weight = max(0.0, usual_rate(pair) - _USUAL) ** 2
    return tuple(round(_UNIT * weight * value / hypot(*coordinates)) for value in coordinates) if weight else ()


def direction_of(pairs: Iterable[str]) -> Direction:
    """Return the direction of a text (folded) by its pairs of characters."""
    return added(filter(None, map(_of_pair, pairs)))


def added(directions: Iterable[Direction]) -> Direction:
    """Return the sum of directions."""
    return tuple(map(sum, zip(*directions, strict=True)))


def closeness(one: Direction, other: Direction) -> float:
    """Return how near two texts point, from -1 to 1 (the cosine); 0 where nothing is known of one."""
    sizes = sum(map(mul, one, one)) * sum(map(mul, other, other))
    return sum(map(mul, one, other)) / sqrt(sizes) if sizes else 0.0
