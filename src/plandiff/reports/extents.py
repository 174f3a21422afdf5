"""How far a section was taken up, or drawn from the other document, in words; and the headings of such reports."""

from plandiff.language import Message, tr
from plandiff.presentation.styled import Line, Role, Styled, flow

EXTENTS: dict[str, Message] = {
    "taken-up": "taken up",
    "adopted": "adopted",
    "partly": "partly",
    "related": "related",
    "dropped": "not taken up",
    "added": "own",
}
"""The words of ``coverage.NATIONAL`` and ``coverage.LOCAL`` for people."""


def extent_text(word: str) -> str:
    """Return the word of an extent for people."""
    return tr(EXTENTS[word])


def heading(words: str, columns: int) -> list[Line]:
    """Return a heading of the report, with a blank line before it."""
    return [(), *flow([Styled(f"== {words} ==", Role.STRONG)], columns)]
