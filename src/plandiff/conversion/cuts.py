"""The heaviest cut of a clause into words, and what the clause would weigh with another character in one place.

A clause is cut into words of the lexicon so that the sum of their weights is greatest: 指明|了 outweighs 指|明瞭,
whatever the number of words. What is written need not be right: a character that a word has otherwise costs
``WRITTEN``, so that a wrong neighbour (the second character in 復制 for 複製) does not blind the judgement. Best sums
from both ends give, for one place, the heaviest cut with each character that a word has there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from plandiff.chinese.script import HAN, print_form
from plandiff.conversion.lexicon import LONGEST, TRADITIONAL, Lexicon
from plandiff.conversion.names import SPECIAL, bonus
from plandiff.patterns import late_pattern
from plandiff.text.span import Span

UNKNOWN = -17.0
"""Weight of a character that is no word by itself."""
WRITTEN = 3.5
"""What a character costs that is not the one written."""
_ANY = "\0"
"""Stands where nothing is written: every character costs the same."""
_REACH = 10
"""Code points on each side that are cut: words further off hardly change what stands here."""
_NEVER = -1e9
_HAN_RUN = late_pattern(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Option:
    """One character that may stand in a place.

    Attributes:
        weight: Weight of the heaviest cut of the clause with it, as if it were the character written.
        start: Where the word that has it begins, in the clause.
        word: That word.
    """

    weight: float
    start: int
    word: str


@dataclass(frozen=True)  # Without slots: what costs much is worked out on demand.
class Clause:
    """A stretch of Chinese characters between marks, or a part of one, around one of them.

    Attributes:
        place: The offset in it of the character that it is looked at for.
        key: The characters, folded.
        written: The characters as written, traditional ones in the forms of Taiwan's print.
        heavier: Offsets in it of characters that are heavier there than their words say, each with the character and
            its weight.
        lexicon: The words of its script.
    """

    place: int
    key: str
    written: str
    heavier: tuple[tuple[int, str, float], ...] = ()
    lexicon: Lexicon = TRADITIONAL

    @cached_property
    def _words(self) -> list[list[tuple[int, str, float, float]]]:
        """For each offset, the words that begin there: end, form, weight, and weight less what is written otherwise."""
        return [list(self._from(at)) for at in range(len(self.key))]

    def _from(self, at: int) -> Iterator[tuple[int, str, float, float]]:
        written, alone = self.written, False
        special = self.heavier_at(at)
        for key, forms in self.lexicon.words_from(self.key[at : at + LONGEST]):
            end = at + len(key)
            as_written = written[at:end]
            alone = alone or end == at + 1
            extra = special if end == at + 1 else {}
            for form, weight in forms:
                if extra:
                    weight = max(weight, extra.get(form, weight))  # noqa: PLW2901
                if form == as_written:
                    yield end, form, weight, weight
                else:
                    changed = sum(a != b != _ANY for a, b in zip(form, as_written, strict=True))
                    yield end, form, weight, weight - WRITTEN * changed
        if not alone:
            char = written[at] if written[at] != _ANY else self.key[at]
            yield at + 1, char, UNKNOWN, UNKNOWN

    def heavier_at(self, place: int) -> dict[str, float]:
        """Return what is heavier at an offset in the clause than its words say: characters with their weights."""
        return {char: weight for at, char, weight in self.heavier if at == place} if self.heavier else {}

    @cached_property
    def _ahead(self) -> list[float]:
        """For each offset, the greatest sum of what lies before it."""
        best = [0.0, *[_NEVER] * len(self.key)]
        for at, words in enumerate(self._words):
            for end, _, _, cost in words:
                best[end] = max(best[end], best[at] + cost)
        return best

    @cached_property
    def _behind(self) -> list[float]:
        """For each offset, the greatest sum of what lies behind it."""
        best = [*[_NEVER] * len(self.key), 0.0]
        for at in range(len(self.key) - 1, -1, -1):
            best[at] = max(cost + best[end] for end, _, _, cost in self._words[at])
        return best

    def options(self) -> dict[str, Option]:
        """Return the characters that words have in the place, with the heaviest cut for each."""
        place = self.place
        found: dict[str, Option] = {}
        for start in range(max(0, place - LONGEST + 1), place + 1):
            for end, form, _, cost in self._words[start]:
                if end > place:
                    char = form[place - start]
                    free = WRITTEN if char != self.written[place] != _ANY else 0.0
                    weight = self._ahead[start] + cost + free + self._behind[end]
                    if char not in found or weight > found[char].weight:
                        found[char] = Option(weight, start, form)
        return found

    def unheard(self) -> float:
        """Return the weight of the heaviest cut in which a character stands in the place that no word has."""
        return self._ahead[self.place] + UNKNOWN - 1 + self._behind[self.place + 1]

    def cut(self, option: Option) -> tuple[str, ...]:
        """Return the words of the heaviest cut with an option, as they would be written."""
        ahead: list[str] = []
        at = option.start
        while at:
            start, word = next(
                (start, form)
                for start in range(max(0, at - LONGEST), at)
                for end, form, _, cost in self._words[start]
                if end == at and abs(self._ahead[start] + cost - self._ahead[at]) < 1e-6
            )
            ahead.insert(0, word)
            at = start
        behind: list[str] = []
        at = option.start + len(option.word)
        while at < len(self.key):
            at, word = next(
                (end, form)
                for end, form, _, cost in self._words[at]
                if abs(cost + self._behind[end] - self._behind[at]) < 1e-6
            )
            behind.append(word)
        return (*ahead, option.word, *behind)


def clause_at(text: str, written: str, at: int, lexicon: Lexicon = TRADITIONAL) -> Clause:
    """Return the clause around a Chinese character.

    Args:
        text: The text, folded.
        written: The same as written; NUL where it is not known.
        at: The offset of the character.
        lexicon: The words of its script.
    """
    return _part(text, written, at, _clause(text, at), lexicon)


def segment_at(text: str, written: str, at: int, lexicon: Lexicon = TRADITIONAL) -> Clause:
    """Return the shortest part of the clause around a Chinese character that no word leads into or out of.

    All cuts have a border at its ends, so that what lies beyond weighs the same whatever stands at ``at``: weights
    differ by as much as in the whole clause. Such parts are short, and the same ones stand in many places.
    """
    within = Span(max(0, at - _REACH), min(len(text), at + 1 + _REACH))
    part = _segment(text, at, within, lexicon)
    if not _HAN_RUN.fullmatch(text, *part):  # a word such as 乔治·克鲁尼 leads out of the clause
        part = _segment(text, at, _clause(text, at), lexicon)
    return _part(text, written, at, part, lexicon)


def _segment(text: str, at: int, within: Span[int], lexicon: Lexicon) -> Span[int]:
    """Return the least span around an offset whose borders no word inside ``within`` crosses."""
    longer, (low, high) = lexicon.longer, within
    start, end = at, at + 1
    before = at - 1
    while before >= low and before + LONGEST > start:
        words = longer(text[before : before + 2])
        if words and any(text[before:until] in words for until in range(start + 1, min(before + LONGEST, high) + 1)):
            start = before
        before -= 1
    inside = start
    while inside < end:
        words = longer(text[inside : inside + 2])
        if words:
            reach = range(min(inside + LONGEST, high), end, -1)
            end = next((until for until in reach if text[inside:until] in words), end)
        inside += 1
    return Span(start, end)


def _clause(text: str, at: int) -> Span[int]:
    """Return where the clause around a Chinese character begins and ends."""
    ahead = text[max(0, at - _REACH) : at][::-1]
    behind = text[at + 1 : at + 1 + _REACH]
    return Span(at - _run(ahead), at + 1 + _run(behind))


def _run(text: str) -> int:
    """Return how many Chinese characters a text begins with."""
    found = _HAN_RUN.match(text)
    return found.end() if found else 0


def _part(text: str, written: str, at: int, part: Span[int], lexicon: Lexicon) -> Clause:
    """Return a part of the clause around an offset, with what is heavier in it for what stands in all the clause."""
    key, shown = part.of(text), part.of(written)
    if lexicon is not TRADITIONAL:
        return Clause(at - part.start, key, shown, (), lexicon)
    heavier = () if SPECIAL.isdisjoint(key) else tuple(_heavier(text, _clause(text, at), part))
    return Clause(at - part.start, key, "".join(map(print_form, shown)), heavier)


def _heavier(text: str, clause: Span[int], part: Span[int]) -> Iterator[tuple[int, str, float]]:
    whole = clause.of(text)
    before, after = text[max(0, clause.start - 1) : clause.start], text[clause.end : clause.end + 1]
    for at in range(*part):
        if text[at] in SPECIAL:
            for char, weight in bonus(whole, at - clause.start, before, after).items():
                yield at - part.start, char, weight
