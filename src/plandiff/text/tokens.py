"""Cuts text into the units that a difference may not cut: Chinese characters, whole numbers, Latin words.

A unit that is longer than a character is written as one private-use character (and so is a character of the text itself
that lies in the plane used for this), so that any differ of strings becomes a differ of tokens.
"""

import re

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?%?"  # 1,000
    r"|[0-9]+(?:\.[0-9]+)*%?"  # 13.5%
    r"|[A-Za-zÀ-ɏ]+"
    r"|[〇零一二三四五六七八九十百千万亿]{2,}"  # 二十三
    r"|.",
    re.DOTALL,
)
_FIRST = "\U000f0000"


class Alphabet:
    """Writes tokens as single characters and reads them back; one alphabet serves both sides of a comparison."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._tokens: dict[str, str] = {}

    def encode(self, text: str) -> str:
        """Return ``text`` with each token as one character."""
        return "".join(
            token if len(token) == 1 and token < _FIRST else self._code(token)
            for token in (m.group() for m in _TOKEN.finditer(text))
        )

    def width(self, encoded: str) -> int:
        """Return how many code points the encoded tokens stand for."""
        return sum(len(self._tokens.get(char, char)) for char in encoded)

    def decode(self, encoded: str) -> str:
        """Return the text that the encoded tokens stand for."""
        return "".join(self._tokens.get(char, char) for char in encoded)

    def _code(self, token: str) -> str:
        code = self._codes.get(token)
        if code is None:
            code = chr(ord(_FIRST) + len(self._codes))
            self._codes[token] = code
            self._tokens[code] = token
        return code


def is_number(token: str) -> bool:
    """Say whether a token is a number in digits or Chinese numerals."""
    return bool(re.fullmatch(r"[0-9][0-9.,]*%?|[〇零一二三四五六七八九十百千万亿两]+", token))
