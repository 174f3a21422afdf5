"""What a reader must be told of how a document was read: codes with facts, which reports say as sentences."""

from dataclasses import dataclass
from enum import StrEnum

_LONGEST_LIST = 20


class NoticeCode(StrEnum):
    """What was left out of a text, or is not as it seems; the facts of each stand in brackets."""

    REVISIONS_FINAL = "revisions-final"
    """Tracked changes, read as accepted [count]."""
    REVISIONS_ORIGINAL = "revisions-original"
    """Tracked changes, read as rejected [count]."""
    COMMENTS = "comments"
    """Comments of readers, left out [count]."""
    MACROS = "macros"
    """Programs, which were not run."""
    EMBEDDED = "embedded"
    """Parts in another format (a web page, a sheet inside a letter), left out [count]."""
    HIDDEN = "hidden"
    """Text formatted as hidden, left out [count of code points]."""
    SYMBOLS = "symbols"
    """Signs of a symbol font whose meaning only the font knows, kept as private use characters [count]."""
    READINGS = "readings"
    """Readings above characters, left out [count]."""
    FORMULAS = "formulas"
    """Formulas, written in one line or left out [count]."""
    NUMBERS = "numbers"
    """Automatic numbers in a format that is not known, written in digits [count]."""
    DEPTH = "depth"
    """Tables or text boxes nested more deeply than is read, left out [count]."""
    PICTURES = "pictures"
    """Pages without a text layer [count, pages: their numbers]."""
    PAGER = "pager"
    """One page of several; the others are missing [count of pages]."""
    CUT = "cut"
    """The file ends in the middle; what follows is missing."""
    LOST = "lost"
    """Text that the parser did not reach [count of code points]."""
    SITE = "site"
    """What stands around the article of a web page, left out [count of Chinese characters]."""
    WHOLE_PAGE = "whole-page"
    """The article could not be told from the site around it."""
    INTERLEAVED = "interleaved"
    """Tables whose cells run into each other, compared coarsely [count, pages]."""
    FONT_RADICALS = "font-radicals"
    """Characters that the font writes as radicals [count]."""
    OUTSIDE = "outside"
    """Text beyond the edges of its page, left out [count of code points]."""
    RECOGNISED = "recognised"
    """Pages read by text recognition [count, pages]."""


@dataclass(frozen=True, slots=True)
class ReadingNotice:
    """One thing a person must know of how a document was read.

    Attributes:
        code: Which thing.
        facts: Its facts by name, in the order of the code's description.
    """

    code: NoticeCode
    facts: tuple[tuple[str, int | str], ...] = ()


def notice(code: NoticeCode, **facts: int | str) -> ReadingNotice:
    """Return a notice with its facts, such as ``notice(NoticeCode.PAGER, count=3)``."""
    return ReadingNotice(code, tuple(facts.items()))


def listed(numbers: list[int]) -> str:
    """Return the numbers of pages as a fact of a notice; of very many, the first."""
    return ", ".join(map(str, numbers[:_LONGEST_LIST])) + (", …" if len(numbers) > _LONGEST_LIST else "")
