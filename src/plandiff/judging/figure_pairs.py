"""Which figures of two passages count the same thing: by the words before them, their unit, and what they do.

A figure says of what it is the value in the words of its clause (赤字规模4.06万亿元), or, where these only say how it
came about (今年先发行1万亿元), somewhere before in its sentence. A rise *by* a figure is no value to be set against the
level that is reached.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from plandiff.chinese.duty import modals_in
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.chinese.quantities import Figure, figures
from plandiff.patterns import late_pattern
from plandiff.text.span import Pair, Span, clean_span

_INDICATOR = 24
"""Code points before a figure that say what it counts."""
_SENTENCE = 120
"""Code points before a figure in which its subject may be named."""
_NAME = 4
"""Code points of a name that is known again wherever it stands in a sentence."""
_ALIKE = 0.6
"""Likeness of the words before two figures from which on they count the same thing."""
_MOST = 40_000
"""Pairs of figures of one window that are compared; more are left as differing gives them."""
_SAYS_NOTHING = late_pattern(
    r"(?:同比|[比较](?:上年末?|去年)|今年|去年|全年|年初预算|预期|计划|安排|力争|分别|年均|平均|累计"
    r"|增长|增加|提高|下降|减少|降低|上升|达到?|为|按照?|到|至|在|了|的|拟|左右|以[上下内]|约|控制|[\"《》])"
)
_CHANGES_BY = late_pattern(
    r"(?:增[加长幅]|新增|提[高升]|扩大|上[升调浮]|下[降调浮]|减少|降低|[压缩]减|增速|增长率|[涨增降]幅)了?$"
)
_STOP = late_pattern(rf"[{CLAUSE_STOPS}、()|]")


@dataclass(frozen=True, slots=True)
class _Named:
    """A figure and what is said of it.

    Attributes:
        figure: The figure.
        words: What it counts, in its own clause; may be empty.
        before: The words of its sentence before it, from the figure before it on.
        is_change: Whether it says by how much something changes.
        letter: The Latin letter behind it, of which it is a part: 6G.
    """

    figure: Figure
    words: str
    before: str
    is_change: bool
    letter: str

    @classmethod
    def of(cls, key: str, figure: Figure) -> "_Named":
        before = key[max(0, figure.span.start - _SENTENCE) : figure.span.start].rpartition("。")[2]
        for earlier in [one for one in figures(before, clean_span(0, len(before))) if not one.is_date][-1:]:
            before = before[earlier.span.end :]
        behind = key[figure.span.end : figure.span.end + 1]
        changes = "reaching" not in figure.quantity.bounds and bool(_CHANGES_BY.search(before))
        letter = behind if behind.isascii() and behind.isalpha() else ""
        return cls(figure, indicator(key, figure), before, changes, letter)


def indicator(key: str, figure: Figure) -> str:
    """Return what a figure counts: the words before it in its clause, without those that say how it changes."""
    before = key[max(0, figure.span.start - _INDICATOR) : figure.span.start]
    words = _STOP.split(before)[-1]
    for earlier in figures(words, clean_span(0, len(words))):
        words = words[earlier.span.end :] if earlier.span.end < len(words) else words
    for modal in reversed(modals_in(words, Span(0, len(words)))):
        words = words[: modal.start] + words[modal.end :]
    return _SAYS_NOTHING.sub("", words)


def paired(keys: Pair[str], inside: Pair[list[Figure]]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of either side that count the same thing, in order on both."""
    left, right = inside.left, inside.right
    if not left or not right or len(left) * len(right) > _MOST:
        return
    named = Pair([_Named.of(keys.left, one) for one in left], [_Named.of(keys.right, one) for one in right])
    best = best_in_order(
        len(left),
        len(right),
        lambda i, j: (
            _kinship(named.left[i], named.right[j]) + (left[i].span.of(keys.left) == right[j].span.of(keys.right))
        ),
    )
    for i, j in best:
        yield left[i], right[j]


def counting_alike(keys: Pair[str], inside: Pair[list[Figure]]) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures of two clauses whose indicators are named and agree, in order on both sides."""
    for one, other in paired(keys, inside):
        said, says = indicator(keys.left, one), indicator(keys.right, other)
        if said and says and likeness_of(said, says) >= _ALIKE:
            yield one, other


def likeness_of(said: str, says: str) -> float:
    """Return how alike the words before two figures are, from 0 to 1; the same words behind others are the same."""
    if said.endswith(says) or says.endswith(said):
        return 1.0
    return Indel.normalized_similarity(said, says)


def _kinship(one: _Named, other: _Named) -> float:
    """Return how much two figures have in common: what they count, and in which unit; 0 if nothing."""
    mine, theirs = one.figure, other.figure
    if not _of_one_sort(one, other):
        return 0.0
    if mine.is_date:
        return 1.0
    same_unit = mine.quantity.unit == theirs.quantity.unit and mine.counter == theirs.counter
    likeness = _likeness(one, other)
    if one.is_change != other.is_change:
        return 0.0
    if likeness < _ALIKE and ((one.words and other.words) or not same_unit):
        return 0.0
    return 1.0 + 2 * same_unit + 3 * likeness


def _of_one_sort(one: _Named, other: _Named) -> bool:
    """Say whether two figures may stand against each other: no date and a number, no 6G and a batch."""
    mine, theirs = one.figure, other.figure
    both_values = isinstance(mine.quantity.low, str) == isinstance(theirs.quantity.low, str)
    both_definite = mine.counter == theirs.counter or mine.is_indefinite == theirs.is_indefinite
    return mine.is_date == theirs.is_date and one.letter == other.letter and both_values and both_definite


def _likeness(one: _Named, other: _Named) -> float:
    """Return how alike what two figures count is, from 0 to 1; a name may stand earlier in the other's sentence."""
    likeness = likeness_of(one.words, other.words) if one.words and other.words else 0.0
    if likeness < _ALIKE and one.is_change == other.is_change:
        told = (
            len(mine.words) >= _NAME and mine.words in theirs.before for mine, theirs in ((one, other), (other, one))
        )
        return _ALIKE if any(told) else likeness
    return likeness


def best_in_order(rows: int, columns: int, weight: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, with the greatest weight in all; pairs without weight are none."""
    weights = [[weight(i, j) for j in range(columns)] for i in range(rows)]
    total = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            taken = weights[i][j] + total[i + 1][j + 1] if weights[i][j] > 0 else 0.0
            total[i][j] = max(total[i + 1][j], total[i][j + 1], taken)
    pairs, i, j = [], 0, 0
    while i < rows and j < columns:
        if weights[i][j] > 0 and total[i][j] == weights[i][j] + total[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif total[i][j] == total[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
