"""Reads text again in the encoding it was written in: what it was, if that is Chinese.

A byte that was lost shows as U+FFFD. It stands for nothing here, so what remains can still be told from chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from plandiff.chinese.script import fold, is_common, is_han
from plandiff.conversion.lexicon import LONGEST, words_from

WESTERN = "western"
"""Latin-1 or Windows-1252: programs mix them, since the second leaves five bytes without a character."""
_READS = 0.6
"""Share of an original's characters that words of two characters and more must cover."""
_COMMON = 0.8
"""Share of them that must be common where all is UTF-8, which bytes of other encodings hardly ever are."""
_LOST = b"?"
"""Stands for a lost byte: it ends a character in every encoding."""


@dataclass(frozen=True, slots=True)
class Reread:
    """What a text was, as far as its bytes are there; ``whole`` if none was lost."""

    text: str
    whole: bool


def reread(shown: str, wrong: str, rights: tuple[str, ...]) -> Reread | None:
    """Return what a text was that was read in the encoding ``wrong``; None if it is no Chinese in any of ``rights``.

    The bytes of GBK and Big5 are so much alike that only a visible loss excuses what does not fit.
    """
    found = [_decoded(shown, wrong, right) for right in rights]
    chinese = [
        read
        for right, read in zip(rights, found, strict=True)
        if (read.whole or right == "utf-8" or wrong == WESTERN or "\ufffd" in shown)
        and (_reads(read.text) or (right == "utf-8" and _is_common(read)))
    ]
    return min(chinese, key=lambda read: not read.whole, default=None)


def _decoded(shown: str, wrong: str, right: str) -> Reread:
    code = b"".join(_bytes(char, wrong) for char in shown)
    try:
        return Reread(code.decode(right), whole="\ufffd" not in shown)
    except UnicodeDecodeError:
        return Reread(code.decode(right, "ignore").replace("?", ""), whole=False)


@cache
def _bytes(char: str, encoding: str) -> bytes:
    try:
        return char.encode("cp1252" if encoding == WESTERN else encoding)
    except UnicodeEncodeError:
        return bytes([ord(char)]) if encoding == WESTERN and ord(char) < 0x100 else _LOST


def _is_common(read: Reread) -> bool:
    han = [*filter(is_han, read.text)]
    return len(han) >= (2 if read.whole else 4) and sum(map(is_common, han)) >= _COMMON * len(han)


def _reads(text: str) -> bool:
    """Say whether a text reads as Chinese: words of two characters and more cover most of it."""
    han = sum(map(is_han, text))
    if han < 2 or han * 2 < sum(char > "\x7f" for char in text):
        return False
    key = fold(text)
    covered: set[int] = set()
    for at in _starts(key):
        for word, _ in words_from(key[at : at + LONGEST]):
            if len(word) > 1:
                covered.update(range(at, at + len(word)))
    return len(covered) >= _READS * han


def _starts(key: str) -> Iterator[int]:
    return (at for at, char in enumerate(key) if is_han(char))
