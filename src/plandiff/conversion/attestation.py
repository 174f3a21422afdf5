"""Judges each character of a traditional rendering by the simplified text it stands beside.

A converter cuts a text into phrases from left to right and so invents 內生髮展 and 新徵程. Here every phrase of the
vocabulary that covers a character, at any offset, is a witness, and a character is wrong only if there are witnesses
and not one of them has it. Where no phrase covers it, the commonest traditional form speaks. Forms that Taiwan or Hong
Kong writes as one are one form; pairs of which official usage allows both are never wrong (``standards.toml``).
"""

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from plandiff.alignment.anchors import Run
from plandiff.conversion.dictionary import Dictionary, dictionary
from plandiff.text.script import converted, is_han, is_radical, is_regional_pair, is_writable


@dataclass(frozen=True, slots=True)
class Verdict:
    """A character that is wrong for its script.

    Attributes:
        expected: The right character, in the form Taiwan writes.
        certain: Wrong under every standard; else the mainland tolerates it.
        leftover: The character belongs to the other script.
    """

    expected: str
    certain: bool
    leftover: bool


@cache
def _pairs(name: str) -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_name("standards.toml").read_text(encoding="utf-8"))
    return frozenset(data[name]["pairs"])


def wrong_in_traditional(hant: str, hans: str, runs: Sequence[Run]) -> dict[int, Verdict]:
    """Return the verdicts on a traditional text by offset.

    Args:
        hant: The traditional text, without white space and furniture.
        hans: The simplified counterpart.
        runs: The matched characters, from ``hant`` to ``hans``.
    """
    words = dictionary()
    found = {}
    for run in runs:
        simple = hans[run.right : run.right_end]
        for at, char in enumerate(hant[run.left : run.left_end]):
            if _is_plainly_right(char, simple[at]):
                continue
            verdict = _judged(char, hans, run.right + at, words)
            if verdict:
                found[run.left + at] = verdict
    return found


@lru_cache(maxsize=65536)
def _is_plainly_right(shown: str, simple: str) -> bool:
    """Say whether no context can make the character wrong: it is the only form, or not a Chinese character."""
    if not is_han(shown) or not is_han(simple) or is_radical(shown):
        return True
    candidates = dictionary().candidates(simple)
    return len(candidates) == 1 and _is_form(shown, candidates)


def _judged(shown: str, hans: str, at: int, words: Dictionary) -> Verdict | None:
    candidates = words.candidates(hans[at])
    witnesses = Counter(words.covering(hans, at)) if len(candidates) > 1 else Counter[str]()
    if _is_form(shown, list(witnesses) or candidates[:1]):
        return None
    return _verdict(shown, witnesses.most_common(1)[0][0] if witnesses else candidates[0], hans[at])


def _is_form(shown: str, accepted: list[str]) -> bool:
    either = _pairs("either")
    return shown in accepted or any(
        shown + form in either or form + shown in either or is_regional_pair(shown, form) for form in accepted
    )


def _verdict(shown: str, expected: str, simple: str) -> Verdict:
    form = converted(expected, "t2tw")[0]
    tolerated = shown + expected in _pairs("tolerated")
    return Verdict(form, certain=not tolerated, leftover=shown == simple and not is_writable(shown, "big5"))
