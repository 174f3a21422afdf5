"""What two clauses say is about one thing: the words they share in whatever order, those of manner weighed less.

尾矿库 and 历史遗留 are the same two terms in either order; 支持有条件的…加快建设 are words that stand in clauses about
anything. The evidence has the shape of ``evidence``: what the shared runs tell, less a price for each, times the share
of the clauses that they cover (here its square root: a local list of places is no sign against).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from operator import add, mul

from plandiff.alignment.wording_similarity import RUN_COST, size_of, told
from plandiff.chinese.formulas import manner
from plandiff.chinese.frequencies import Information
from plandiff.chinese.quantities import figures
from plandiff.patterns import late_pattern
from plandiff.text.span import clean_span

_MANNER = 0.4
"""What a word of manner counts for."""
_TERM_BITS = 8.0
"""Bits of a set term: that two clauses name one national strategy says little of wording, but what they are about."""
_LONG = 24
"""Characters beyond which a clause counts as no longer: what else it says is no sign against."""
_ITEM = late_pattern("[、和与及]")
_SHARED = late_pattern(b"\1+")
_SEATS = tuple("省市县区州盟旗")
_PLACE = late_pattern(f".{{1,11}}[{''.join(_SEATS)}]")


@dataclass(frozen=True, slots=True)
class Matter:
    """The words of a clause.

    Attributes:
        text: The clause, as `outline.clauses.plain` gives it.
        pairs: Its pairs of characters, over no 、 and in no figure.
        weights: What each character counts for; nothing in figures: two counts of ten thousand are not one thing.
    """

    text: str
    pairs: frozenset[str]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, text: str) -> "Matter":
        """Read the words of a clause."""
        weights = [1.0] * len(text)
        for match in manner().finditer(text):
            weights[match.start() : match.end()] = [_MANNER] * len(match.group())
        counted = [figure.span for figure in figures(text, clean_span(0, len(text)))]
        for span in counted:
            weights[span.start : span.end] = [0.0] * len(span)
        pairs: Iterable[str] = map(add, text, text[1:])
        if counted:
            pairs = (pair for at, pair in enumerate(pairs) if any(weights[at : at + 2]))
        if "、" in text:
            pairs = (pair for pair in pairs if "、" not in pair)
        return cls(text, frozenset(pairs), tuple(weights))

    @property
    def is_places(self) -> bool:
        """Whether the clause is a list of places and says nothing of a measure."""
        return self.text.endswith(_SEATS) and all(_PLACE.fullmatch(item) for item in _ITEM.split(self.text))

    def item(self, run: str) -> int:
        """Return in which item of its list the clause has a run; 0 if it lists nothing."""
        return len(_ITEM.findall(self.text, 0, self.text.find(run))) if "、" in self.text else 0


@dataclass(frozen=True, slots=True)
class Common:
    """What two clauses share.

    Attributes:
        bits: In bits.
        run: The run that tells most.
        within: Share of the words of the clause that has fewer, words of manner and figures aside, from 0 to 1.
    """

    bits: float
    run: str
    within: float


Telling = Callable[[str], Sequence[float]]
"""Gives the bits of each character of a run."""


def telling(information: Information) -> Telling:
    """Return a function that weighs each run once."""
    return cache(lambda run: told(run, information, _TERM_BITS))


def common(one: Matter, other: Matter, bits_of: Telling) -> Common | None:
    """Return what two clauses share in whatever order, None if nothing; the same for both orders."""
    a, b = (one, other) if one.text <= other.text else (other, one)
    bits = most = weight = 0.0
    best, matched, size, at = "", 0, 0, 0
    seen = set()
    for start, end in _runs(a.text, b.pairs):
        run = a.text[start:end]
        if run in seen:
            continue
        seen.add(run)
        tells = sum(map(mul, bits_of(run), a.weights[start:end])) - RUN_COST
        size += size_of(a.text[at:start]) + end - start
        matched, at = matched + end - start, end
        weight += sum(a.weights[start:end])
        bits += max(0.0, tells)
        if tells > most:
            most, best = tells, run
    if not best:
        return None
    size += size_of(a.text[at:])
    within = min(1.0, weight / (min(sum(a.weights), sum(b.weights)) or 1.0))
    return Common(bits * sqrt(min(1.0, matched / sqrt(min(size, _LONG) * min(len(b.text), _LONG)))), best, within)


def _runs(text: str, pairs: frozenset[str]) -> list[tuple[int, int]]:
    """Return where the longest stretches of a text lie whose pairs of characters are all among ``pairs``."""
    shared = bytes(map(pairs.__contains__, map(add, text, text[1:])))
    return [(found.start(), found.end() + 1) for found in _SHARED.finditer(shared)]
