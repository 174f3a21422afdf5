r"""Joins what readers find into one text: lines with their places, pages with ``\n\f`` between them."""

import re
from collections.abc import Iterable
from itertools import count

from plandiff.reading.document import Address, Place, Unit

_WIDE = r"\u2014\u2018-\u201d\u2026\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff5e"
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n][ \t\r\n]*|[ \t]*[\r\n][ \t\r\n]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_ENDS = " \t\r\n\f\v\u00a0\u3000"
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_IS_WIDE = re.compile(f"[{_WIDE}]")


def han(text: str) -> int:
    """Return how many Chinese characters a text has."""
    return len(_HAN.findall(text))


def is_wide(char: str) -> bool:
    """Say whether a character is as wide as a Chinese one and needs no blank beside it."""
    return bool(_IS_WIDE.match(char))


def one_line(text: str) -> str:
    """Return a text on one line, with runs of white space as one blank, and nothing at a break beside Chinese."""
    return _BLANKS.sub(" ", _WRAPPED.sub("", text)).strip(_ENDS)


def joined(lines: Iterable[tuple[str, Place]]) -> tuple[str, tuple[Address, ...]]:
    """Return lines as one text that ends in a line end, and where each stood."""
    texts = []
    addresses = []
    start = 0
    for line, place in lines:
        texts.append(f"{line}\n")
        addresses.append(Address(start, start + len(line), place))
        start += len(line) + 1
    return "".join(texts), tuple(addresses)


def paged(pages: Iterable[list[str]]) -> tuple[str, tuple[Address, ...]]:
    r"""Return the lines of pages as one text, with ``\n\f`` between pages, and where each page is in it."""
    texts = []
    addresses = []
    start = 0
    for number, lines in zip(count(1), pages, strict=False):
        text = "".join(f"{line}\n" for line in lines)
        text = f"\f{text}" if number > 1 else text
        if text:
            addresses.append(Address(start, start + len(text), ((Unit.PAGE, number),)))
        texts.append(text)
        start += len(text)
    return "".join(texts), tuple(addresses)
