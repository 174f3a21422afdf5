"""The words of native print with their weights: tables that ship with the package, mapped into memory, read-only.

``tools/words.py`` makes them and names their sources; ``tables/SOURCES.md`` stands beside them with the licences. The
weight of a word is the logarithm of how often native print has it. Words are found by their folded form; each has the
traditional forms it may stand for, in the forms of Taiwan's print.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

LONGEST = 8
"""Code points of a word; longer phrases repeat shorter ones."""
TABLES = Path(__file__).with_name("tables")
OWN = Path(__file__).with_name("words.toml")
_STEPS = 4
"""Steps of a weight in the tables, for each unit of the logarithm."""
_ZERO = 0x21


Forms = tuple[tuple[str, float], ...]
"""Traditional forms of a word with their weights, the heaviest first."""
Words = tuple[tuple[str, Forms], ...]
"""Folded words, each with its forms."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of characters.

    Attributes:
        exact: The traditional characters that a simplified one stands for, as in print, the commonest first.
        folded: The same for folded characters, in the forms of Taiwan's print.
        twins: Folded characters with the several simplified ones that fold to them, the commonest first (着 著).
        variants: Variant forms that no modern text has, with the usual traditional ones.
        rarer: Two folded neighbours of which words have one in the form of a rarer twin.
        regional: Words (folded) with what other regions say for them, parted by spaces.
        titles: What follows a surname, folded.
        alone: Traditional characters that are words by themselves.
        neighbours: How often a character stands behind another in the words, of any two.
        sources: The packages that the tables were made of, with their versions.
        own: The digest of ``words.toml`` that they were made with.
    """

    exact: Mapping[str, str]
    folded: Mapping[str, str]
    twins: Mapping[str, str]
    variants: Mapping[str, str]
    rarer: frozenset[str]
    regional: Mapping[str, str]
    titles: Mapping[str, str]
    alone: str
    neighbours: int
    sources: Mapping[str, str]
    own: str


@cache
def facts() -> Facts:
    """Return what is known of characters."""
    known = json.loads((TABLES / "facts.json").read_text(encoding="utf-8"))
    return Facts(**{**known, "rarer": frozenset(known["rarer"].split())})


@cache
def _table(name: str) -> Any:  # noqa: ANN401 - the library has no types
    import marisa_trie  # noqa: PLC0415 - only when a character is judged: start-up stays lean

    return marisa_trie.BytesTrie().mmap(str(TABLES / f"{name}.marisa"))


def packed(key: str, forms: Mapping[str, float]) -> bytes:
    """Return the forms of a word as one value of a table: a character for each weight, and the form behind it."""
    ranked = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
    cells = (chr(_ZERO + min(93, round(-weight * _STEPS))) + form for form, weight in ranked)
    return (chr(_ZERO + min(93, round(-ranked[0][1] * _STEPS))) if [*forms] == [key] else "".join(cells)).encode()


def _unpacked(key: str, value: bytes, size: int) -> Forms:
    text = value.decode()
    if len(text) == 1:
        return ((key, (_ZERO - ord(text)) / _STEPS),)
    cells = (text[at : at + size + 1] for at in range(0, len(text), size + 1))
    return tuple((cell[1:], (_ZERO - ord(cell[0])) / _STEPS) for cell in cells)


@lru_cache(maxsize=1 << 16)
def forms_of(key: str, table: str = "words") -> Forms:
    """Return the forms of a folded word; none if it is no word."""
    found = _table(table).get(key)
    return _unpacked(key, found[0], len(key)) if found else ()


def words_from(text: str) -> Words:
    """Return the words that ``text`` (folded) begins with, each with its forms, the shortest first."""
    longer = _longer(text[:2])
    if not longer:
        return _alone(text[:1])
    return (*_alone(text[:1]), *((key, forms_of(key)) for key in _heading(text, longer)))


def plain_words_from(text: str) -> Words:
    """Return the words of simplified print that ``text`` (folded) begins with, each with its spellings."""
    keys = (text[:1], *_heading(text, _plain_longer(text[:2])))
    return tuple((key, forms) for key in keys if (forms := _spelled(key)))


@lru_cache(maxsize=1 << 16)
def _longer(pair: str) -> AbstractSet[str]:
    return frozenset(_table("words").keys(pair)) if len(pair) > 1 else _NONE


@lru_cache(maxsize=1 << 16)
def _plain_longer(pair: str) -> AbstractSet[str]:
    return _longer(pair) | frozenset(_table("plain").keys(pair)) if len(pair) > 1 else _NONE


_NONE: AbstractSet[str] = frozenset()


def _heading(text: str, words: AbstractSet[str]) -> Iterator[str]:
    """Yield those of some words of two characters and more that ``text`` begins with, the shortest first."""
    if words:
        yield from (key for size in range(2, min(LONGEST, len(text)) + 1) if (key := text[:size]) in words)


class Lexicon(NamedTuple):
    """The words of a script.

    Attributes:
        words_from: Gives the words that a folded text begins with, each with its forms, the shortest first.
        longer: Gives the folded words that begin with two characters; few neighbours in a text begin one.
    """

    words_from: Callable[[str], Words]
    longer: Callable[[str], AbstractSet[str]]


TRADITIONAL = Lexicon(words_from, _longer)
SIMPLIFIED = Lexicon(plain_words_from, _plain_longer)


@cache
def _alone(char: str) -> Words:
    forms = forms_of(char)
    return ((char, forms),) if forms else ()


@lru_cache(maxsize=1 << 16)
def _spelled(key: str) -> Forms:
    """Return the spellings of a word of simplified print; none if it is no word, or no spelling of it is known."""
    spelled = forms_of(key, "plain")
    if spelled or not facts().twins.keys().isdisjoint(key):
        return spelled
    usual = forms_of(key)
    return ((key, usual[0][1]),) if usual else ()


def beside(pair: str) -> Mapping[str, float]:
    """Return the characters that words have at one of two neighbours, each with the weight of the heaviest word.

    Args:
        pair: ``<`` and two folded characters asks for the second, ``>`` for the first.
    """
    found = _table("pairs").get(pair)
    return dict(_unpacked(pair, found[0], 1)) if found else {}


def candidates(folded: str, exact: str | None = None) -> str:
    """Return the traditional characters that a simplified one may stand for, the commonest first.

    Args:
        folded: The folded character.
        exact: The simplified character as written, where a counterpart shows it.
    """
    return (facts().exact.get(exact) if exact else None) or facts().folded.get(folded, folded)


def weight_alone(char: str, folded: str) -> float | None:
    """Return the weight of a traditional character as a word by itself; None if it is none."""
    return dict(forms_of(folded)).get(char)


def all_words() -> Iterable[str]:
    """Yield the words of the lexicon, each in its usual traditional form."""
    return (_unpacked(key, value, len(key))[0][0] for key, value in _table("words").items())


def neighbours(words: Iterable[str]) -> dict[str, int]:
    """Count the neighbours in words: each character that has one behind it, and each pair of them."""
    pairs = Counter(pair for word in words for pair in pairwise(word))
    counts: Counter[str] = Counter()
    for (before, behind), count in pairs.items():
        counts[before] += count
        counts[before + behind] += count
    return counts


def times(string: str) -> int:
    """Return how often words have two characters beside each other, or one character with another behind it."""
    found = _table("neighbours").get(string)
    return int(found[0]) if found else 0


@lru_cache(maxsize=1 << 12)
def following(char: str) -> frozenset[str]:
    """Return the characters that words have behind another."""
    return frozenset(pair[1] for pair in _table("neighbours").keys(char) if len(pair) > 1)


def sources() -> dict[str, str]:
    """Return the packages that the words come from, with the versions that the tables were made of."""
    return dict(facts().sources)


def own_digest() -> str:
    """Return a digest of ``words.toml``: the tables are current if they were made with this one."""
    return hashlib.sha256(OWN.read_bytes()).hexdigest()
