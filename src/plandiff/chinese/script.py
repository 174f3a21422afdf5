"""Folding of script, variant forms, width and punctuation form, one character for one character.

Matching runs on folded text, reports show the source. The fold looks at each character alone, so that folding keeps
length, slices fold to slices of the fold, and a damaged or removed neighbour cannot change how a character folds.
It is coarser than a conversion (乾 and 干 fold together): whether a character is right in its script is not asked here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from plandiff.patterns import late_pattern

# Radicals from PDF fonts that Unicode's NFKC does not map (CJK Radicals Supplement, EquivalentUnifiedIdeograph.txt).
_RADICALS = dict(
    zip(
        "⺠⻓⻋⻅⻉⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⺟⺝⺫⻄⻆⻇⻌",
        "民长车见贝门青页风飞食马鬼鱼鸟麦黄齐齿龙母月目西角角辶",
        strict=True,
    )
)

_UNIFIED = frozenset("\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29")
"""The twelve characters among the compatibility ideographs that stand for themselves (Unicode, chapter 18)."""


def is_radical(char: str) -> bool:
    """Say whether ``char`` is a radical or compatibility code point in place of a character."""
    if "\uf900" <= char <= "\ufaff":
        return char not in _UNIFIED
    return "⺀" <= char <= "⿕" or "\U0002f800" <= char <= "\U0002fa1f"


HAN = "〇⺀-⿕㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U000323af"
"""The Chinese characters (ideographs, unified or not, radicals and 〇) for a class in a pattern: ``f"[{HAN}]"``."""
_HAN = late_pattern(f"[{HAN}]")


def is_han(char: str) -> bool:
    """Say whether ``char`` is a Chinese character (a unified or compatibility ideograph, 〇, or a radical)."""
    return "一" <= char <= "鿿" or _HAN.match(char) is not None


def count_han(text: str) -> int:
    """Count the Chinese characters of a text."""
    return sum(count for char, count in Counter(text).items() if is_han(char))


def unified(char: str) -> str:
    """Return the unified ideograph for a radical or compatibility ideograph, else the character."""
    if is_radical(char):
        plain = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return char


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Return, for each character that others fold to, the forms that a writer has for it, and all others."""
    lines = Path(__file__).with_name("folds.txt").read_text(encoding="utf-8").split("\n")[:-1]
    rows = (line.split("\t") for line in lines if not line.startswith("# "))
    return {folded: (forms, others) for folded, forms, others in rows}


@cache
def _folds() -> dict[str, str]:
    return {char: folded for folded, forms in _forms().items() for char in "".join(forms)}


_KNOWN: dict[int, str] = {}
"""The characters folded so far: what a character folds to never changes, and documents share most of them."""


def _folded(characters: str) -> dict[int, str]:
    """Return a table that has some characters."""
    folds = _folds()
    _KNOWN.update((ord(char), folds.get(char, char)) for char in characters if ord(char) not in _KNOWN)
    return _KNOWN


_SHORT = 1_000
"""Code points of a text that is looked through as fast as what is known of it would be found."""


def distinct(text: str) -> frozenset[str]:
    """Return the characters that ``text`` has: many questions need to be asked of these only."""
    return frozenset(text) if len(text) < _SHORT else frozenset(counts(text))


@lru_cache(maxsize=4)
def counts(text: str) -> Counter[str]:
    """Return how often ``text`` has each of its characters; nobody may change it."""
    return Counter(text)


def has_any(characters: Iterable[str], pattern: re.Pattern[str]) -> bool:
    """Say whether one of the characters of a text matches: so what hardly any text has is not searched for in all."""
    return pattern.search("".join(characters)) is not None


def places(text: str, characters: Iterable[str]) -> Iterator[int]:
    """Yield the offsets at which one of ``characters`` stands."""
    members = "".join(characters)
    return (match.start() for match in re.finditer(f"[{re.escape(members)}]", text)) if members else iter(())


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """Return ``text`` folded for matching; the result has the same length in code points."""
    characters = "".join(sorted(distinct(text) - {"\n"}))
    return text.translate(_folded(characters)) if characters else text


@cache
def _regions() -> dict[str, tuple[str, str, str]]:
    """Return what some print writes otherwise: the forms of Taiwan, of Hong Kong, and that of all but Japan."""
    lines = Path(__file__).with_name("regions.txt").read_text(encoding="utf-8").split("\n")[:-1]
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {char: (taiwan, hong_kong, chinese) for char, taiwan, hong_kong, chinese in rows}


def taiwans(char: str) -> str:
    """Return a traditional character as Taiwan prints it."""
    return _regions().get(char, (char,))[0]


def hong_kongs(char: str) -> str:
    """Return a traditional character as Hong Kong prints it."""
    return _regions()[char][1] if char in _regions() else char


def without_japanese_form(char: str) -> str:
    """Return the traditional form of a character that only Japanese print has (関 for 關, 歩 for 步), else ``char``."""
    return _regions()[char][2] if char in _regions() else char


_APART = frozenset("喫嫺棱樑滙皁着纔脣蔘鍼")
"""Characters with a Taiwanese form that is also another character's in print: 纔 is written 才, 人才 never 人纔."""


def has_two_uses(char: str) -> bool:
    """Say whether a character is the form of another only in some words: 着 in 走着, never in 著名."""
    return char in _APART


@cache
def print_form(char: str) -> str:
    """Return a traditional character as Taiwan prints it, unless that would merge two that print tells apart."""
    return char if char in _APART else taiwans(char)


@cache
def is_regional_pair(one: str, other: str) -> bool:
    """Say whether two traditional characters are forms of one, which Taiwan or Hong Kong does not tell apart."""
    return taiwans(one) == taiwans(other) or hong_kongs(one) == hong_kongs(other)


@cache
def variant_forms() -> dict[str, str]:
    """Return, for each folded character, the other characters that a writer has for it, the usual first."""
    return {folded: forms for folded, (forms, _) in _forms().items() if forms}


def writable(characters: str, encoding: str) -> set[str]:
    """Return those of ``characters`` that an encoding has."""
    return set(characters.encode(encoding, "ignore").decode(encoding))


@lru_cache(maxsize=1 << 16)
def is_writable(char: str, encoding: str) -> bool:
    """Say whether an encoding has a character; Big5 holds the common traditional ones, GB 2312 the simplified."""
    return char in writable(char, encoding)


def is_common(char: str) -> bool:
    """Say whether a traditional character is among the 5,401 common ones of Big5 (its first level)."""
    return b"\xa4\x40" <= char.encode("big5", "ignore") < b"\xc6\x7f"


def script_of(text: str) -> str:
    """Say which script the code points of ``text`` are in: ``hans``, ``hant``, ``mixed`` or ``none``.

    A character votes if it belongs to the common set of one script only: GB 2312 holds the simplified characters,
    Big5 the traditional ones, and what stands in both (后, 里, 云) is silent. A stray character does not make a text
    mixed: that takes a tenth of the votes.
    """
    simplified, traditional = _votes(counts(text))
    if min(simplified, traditional) * 10 >= simplified + traditional > 0:
        return "mixed"
    return leaning(text)


def leaning(text: str) -> str:
    """Say which script most of the votes are for: ``hans``, ``hant``, or ``none`` without votes."""
    return leaning_of(Counter(text) if len(text) < _SHORT else counts(text))


def leaning_of(characters: Mapping[str, int]) -> str:
    """Say the same of a text with so many of each of its characters."""
    simplified, traditional = _votes(characters)
    if simplified + traditional == 0:
        return "none"
    return "hant" if traditional > simplified else "hans"


def _votes(characters: Mapping[str, int]) -> tuple[int, int]:
    """Count the characters that are simplified only, and those that are traditional only."""
    han = "".join(filter(is_han, characters))
    in_gb, in_big5 = writable(han, "gb2312"), writable(han, "big5")
    return sum(characters[char] for char in in_gb - in_big5), sum(characters[char] for char in in_big5 - in_gb)
