"""Cuts text into the units that a difference may not cut: Chinese characters, whole numbers, Latin words.

A unit that is longer than a character is written as one private-use character (and so is a character of the text itself
that lies in the plane used for this), so that any differ of strings becomes a differ of tokens.
"""

import re

from plandiff.chinese.numerals import HAN_NUMBERS
from plandiff.patterns import late_pattern

_HAN = HAN_NUMBERS.replace("两", "")
_FIRST = "\U000f0000"
_TO_CODE = late_pattern(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?%?"  # 1,000
    r"|[0-9]+(?:\.[0-9]+)*%?"  # 13.5%
    r"|[A-Za-zÀ-ɏ]+"
    rf"|[{_HAN}]{{2,}}"  # 二十三
    rf"|[{_FIRST}-\U0010ffff]"
)
"""The tokens that are written as another character, and those of one digit or letter; all else stands for itself."""


class Alphabet:
    """Writes tokens as single characters and reads them back; one alphabet serves both sides of a comparison.

    Attributes:
        wholes: The characters that longer units are written with.
    """

    def __init__(self) -> None:
        self._codes: dict[str | tuple[str, int], str] = {}
        self._tokens: dict[str, str] = {}
        self.wholes: set[str] = set()

    def encode(self, text: str, wholes: re.Pattern[str] | None = None) -> str:
        """Return ``text`` with each token as one character.

        Args:
            text: The text.
            wholes: Finds longer units, such as the items of a list. They keep their length, but what a character of
                one is written as stands nowhere else, so that none is matched in part.
        """
        written, at = [], 0
        for match in wholes.finditer(text) if wholes else ():
            written.append(self._written(text[at : match.start()]))
            codes = [self._code((match.group(), n), char) for n, char in enumerate(match.group())]
            self.wholes.update(codes)
            written += codes
            at = match.end()
        return "".join([*written, self._written(text[at:])])

    def _written(self, text: str) -> str:
        return _TO_CODE.sub(self._token_code, text)

    def _token_code(self, match: re.Match[str]) -> str:
        token = match.group()
        return token if len(token) == 1 and token < _FIRST else self._code(token, token)

    def width(self, encoded: str) -> int:
        """Return how many code points the encoded tokens stand for."""
        return sum(len(self._tokens.get(char, char)) for char in encoded)

    def decode(self, encoded: str) -> str:
        """Return the text that the encoded tokens stand for."""
        return "".join(self._tokens.get(char, char) for char in encoded)

    def _code(self, key: str | tuple[str, int], token: str) -> str:
        code = self._codes.get(key)
        if code is None:
            code = chr(ord(_FIRST) + len(self._codes))
            self._codes[key] = code
            self._tokens[code] = token
        return code


def is_number(token: str) -> bool:
    """Say whether a token is a number in digits or Chinese numerals."""
    return bool(re.fullmatch(rf"[0-9][0-9.,]*%?|[{HAN_NUMBERS}]+", token))
