"""Searches for what stands at the beginning of a line, only in lines that begin so: few lines of a text do."""

import re
from collections.abc import Iterator


def line_matches(pattern: re.Pattern[str], text: str, first: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begins a line with ``^``, in order, none inside another.

    Args:
        pattern: The pattern, compiled with ``re.MULTILINE``; behind ``^`` it may pass over blanks.
        text: The text; its lines end with a line feed.
        first: The characters that it may begin with behind those, as they stand in a class of a pattern.
    """
    end = 0
    for start in line_starts(text, first):
        match = pattern.match(text, start) if start >= end else None
        if match:
            yield match
            end = match.end()


def line_starts(text: str, first: str) -> Iterator[int]:
    """Yield where lines begin that have one of some characters behind blanks, and 0 whatever the first line has."""
    yield 0
    yield from (match.start() + 1 for match in re.finditer(rf"\n[ \t\f]*[{first}]", text))
