"""Whether a change makes a promise stronger, weaker or neither; the words and their ranks are data (``duty.toml``)."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from plandiff.judging.change import Direction
from plandiff.text.span import Pair, Span


class Duty(NamedTuple):
    """The scale a word belongs to, and how far up it stands."""

    scale: str
    rank: int


@cache
def lexicon() -> dict[str, Duty]:
    """Return the words of duty with their ranks."""
    data = tomllib.loads(Path(__file__).with_name("duty.toml").read_text(encoding="utf-8"))
    return {
        word: Duty(scale["name"], rank)
        for scale in data["scale"]
        for rank, words in enumerate(scale["ranks"])
        for word in words
    }


_NOT_DUTY = frozenset("用对急变聘邀运能靠信")
"""Behind 应 or 可 these make another word: 应用, 应对, 可靠."""


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(lexicon(), key=len, reverse=True)))


def _word_around(key: str, span: Span) -> Duty | None:
    """Return the duty of the word that covers ``span`` exactly or a little beyond."""
    start = max(0, span.start - 1)
    for match in _words().finditer(key, start, span.end + 1):
        single = len(match.group()) == 1
        if single and (match.span() != tuple(span) or key[match.end() : match.end() + 1] in _NOT_DUTY):
            continue
        if match.start() <= span.start and span.end <= match.end():
            return lexicon()[match.group()]
    return None


def direction_of(keys: Pair[str], spans: Pair[Span]) -> Direction | None:
    """Return how a commitment changed from left to right, None if the edit does not exchange two words of duty."""
    if not spans.left or not spans.right:
        return None
    left, right = _word_around(keys.left, spans.left), _word_around(keys.right, spans.right)
    if left is None or right is None or left.scale != right.scale:
        return None
    if left.rank == right.rank:
        return Direction.LATERAL
    return Direction.STRONGER if right.rank > left.rank else Direction.WEAKER
