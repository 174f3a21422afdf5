"""The words that cover a character, and the traditional character each of them has there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from plandiff.chinese.script import is_han
from plandiff.conversion.index import Index, load

_LONGEST = 6
"""Code points; longer phrases repeat shorter ones, none is needed to tell two traditional characters apart."""
_REACH = 8
"""Code points on each side in which words compete for a character."""
CONTEXT = _REACH + _LONGEST
"""Code points on each side that a testimony may depend on."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A word that covers a character.

    Attributes:
        start: Where it begins, counted from the character (0 or less).
        word: The word, folded.
        forms: The traditional words it may stand for.
    """

    start: int
    word: str
    forms: tuple[str, ...]

    @property
    def end(self) -> int:
        """Where it ends, counted from the character."""
        return self.start + len(self.word)

    @property
    def characters(self) -> tuple[str, ...]:
        """The traditional characters it has at the place."""
        return tuple(dict.fromkeys(form[-self.start] for form in self.forms))


@dataclass(frozen=True)  # Without slots: what costs much is worked out on demand.
class Testimony:
    """What is known of one place of a text, whatever character is written there.

    Attributes:
        text: The text, folded.
        at: Offset of the place.
        candidates: The traditional characters that may be meant, the commonest first.
        witnesses: All words that cover the place.
    """

    text: str
    at: int
    candidates: tuple[str, ...]
    witnesses: tuple[Witness, ...]

    @property
    def alone(self) -> tuple[str, ...]:
        """The forms that the character has as a word by itself, if it may be one."""
        return tuple(_index().words.get(self.text[self.at], "").split())

    @cached_property
    def attested(self) -> tuple[str, ...]:
        """The characters that the witnesses have, the most often heard first."""
        return _by_count(self.witnesses)

    @cached_property
    def inside(self) -> tuple[Witness, ...]:
        """The witnesses on a way to cut the clause into the fewest words, and all words inside them."""
        spans = [(start, start + len(word)) for start, word in self._pieces]
        return tuple(w for w in self.witnesses if any(start <= w.start and w.end <= end for start, end in spans))

    @cached_property
    def fitting(self) -> tuple[Witness, ...]:
        """The witnesses on a way to cut the clause into the fewest words, and our own words inside them."""
        ours = _index().ours
        return tuple(w for w in self.inside if (w.start, w.word) in self._pieces or w.word in ours)

    @cached_property
    def vouched(self) -> tuple[str, ...]:
        """The characters that fitting words have which we vouch for."""
        ours = _index().ours
        return _by_count(witness for witness in self.fitting if ours.get(witness.word) == "words")

    @cached_property
    def likely(self) -> tuple[str, ...]:
        """The characters that the fitting witnesses have, and the form of the character as a word by itself.

        The most often heard come first. Words that we vouch for decide alone: the packages know many rare words that
        cover a place by chance. Where nothing fits, all that are attested are likely.
        """
        if not self.witnesses:
            return self.alone
        if self.vouched:
            return self.vouched
        fitting = _by_count(self.fitting)
        if (0, self.text[self.at]) in self._pieces:
            fitting = tuple(dict.fromkeys((*fitting, *self.alone)))
        return fitting or self.attested

    @cached_property
    def _pieces(self) -> frozenset[tuple[int, str]]:
        return frozenset(_fewest_words(self.text, self.at))


@cache
def _index() -> Index:
    return load()


def all_words() -> Iterator[str]:
    """Yield the traditional words of the vocabulary."""
    for forms in _index().words.values():
        yield from forms.split(" ")


def candidates(folded: str, exact: str | None = None) -> tuple[str, ...]:
    """Return the traditional characters that a simplified one may stand for, the commonest first.

    Args:
        folded: The folded character.
        exact: The simplified character as written, where a counterpart shows it.
    """
    forms = (_index().characters.get(exact) if exact else None) or _index().folded.get(folded, folded)
    return tuple(forms.split(" "))


def hear(text: str, at: int, exact: str | None = None) -> Testimony:
    """Return the testimony on ``text[at]`` (folded); only ``CONTEXT`` code points on each side count."""
    return Testimony(text, at, candidates(text[at], exact), _witnesses(text, at))


def called_for(text: str, at: int) -> str:
    """Return the traditional characters that some word with the same neighbour has at ``text[at]`` (folded).

    These are all that ``hear`` can find attested, and perhaps more: a word covers the place only with a neighbour.
    """
    index = _index()
    return index.behind.get(text[max(0, at - 1) : at + 1], "") + index.before.get(text[at : at + 2], "")


def is_word(text: str) -> bool:
    """Say whether ``text`` (folded) is a word of the vocabulary."""
    return text in _index().words


def _by_count(witnesses: Iterable[Witness]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for witness in witnesses:
        for char in witness.characters:
            counts[char] = counts.get(char, 0) + 1
    return tuple(sorted(counts, key=lambda char: -counts[char]))


def _witnesses(text: str, at: int) -> tuple[Witness, ...]:
    words = _index().words
    return tuple(
        Witness(start - at, word, tuple(words[word].split(" "))) for start, word in _covering(text, at) if word in words
    )


def _covering(text: str, at: int) -> Iterator[tuple[int, str]]:
    for start in range(max(0, at - _LONGEST + 1), at + 1):
        for end in range(max(at + 1, start + 2), min(len(text), start + _LONGEST) + 1):
            yield start, text[start:end]


def _fewest_words(text: str, at: int) -> Iterator[tuple[int, str]]:
    """Yield the pieces over a place, by offset from it, that lie on a cut of the clause into fewest pieces.

    The clause is what of the neighbourhood no mark interrupts; a character that no word covers is a piece.
    """
    low, high = at, at + 1
    while low > 0 and at - low < _REACH and is_han(text[low - 1]):
        low -= 1
    while high < len(text) and high - at <= _REACH and is_han(text[high]):
        high += 1
    known = _index().words
    words = [
        (start, end)
        for start in range(low, high)
        for end in range(start + 2, min(high, start + _LONGEST) + 1)
        if text[start:end] in known
    ]
    before = _fewest(words, low, high)
    behind = _fewest([(-end, -start) for start, end in words], -high, -low)
    for start, end in [*words, (at, at + 1)]:
        if start <= at < end and before[start] + 1 + behind[-end] == before[high]:
            yield start - at, text[start:end]


def _fewest(words: list[tuple[int, int]], low: int, high: int) -> dict[int, int]:
    """Return, for each offset from ``low`` to ``high``, the fewest pieces that lead to it."""
    starts: dict[int, list[int]] = {}
    for start, end in words:
        starts.setdefault(end, []).append(start)
    fewest = {low: 0}
    for end in range(low + 1, high + 1):
        fewest[end] = 1 + min(fewest[start] for start in [end - 1, *starts.get(end, ())])
    return fewest


def is_surname_at(text: str, at: int) -> bool:
    """Say whether ``text[at]`` (folded) stands where a surname does: behind 姓, or before a title (曲院长, 于先生)."""
    titles = _index().titles
    titled = text[at + 1 : at + 3] in titles and text[at + 3 : at + 4] != "会"  # 委员, but not 委员会
    return text[max(0, at - 1) : at] == "姓" or titled or text[at + 1 : at + 2] in titles


def is_simplified_word(text: str, at: int) -> bool:
    """Say whether a simplified word that folding changes (乾隆, 著名) covers ``text[at]``, as written."""
    words = _index().simplified
    return any(word in words for _, word in _covering(text, at))
