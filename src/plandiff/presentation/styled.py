"""Styled text as a value: runs with a role, laid out in lines, painted last.

Reports build runs and never write escape codes; the terminal paints roles here, other reports may paint them otherwise.
Marks around a difference take cells but are no text: lines are broken in the text alone, so that the rules for Chinese
lines hold (13.⟦5⟧% stays whole), and a mark stays with the character it marks.
"""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from plandiff.text.visible import unforged
from plandiff.text.width import cell_width


class Role(StrEnum):
    """What a run of text is to the reader."""

    PLAIN = "plain"
    STRONG = "strong"
    FAINT = "faint"
    PATH = "path"
    WARNING = "warning"
    REPAIR = "repair"
    LEFT = "left"
    RIGHT = "right"
    LEFT_DIFFERENCE = "left-difference"
    RIGHT_DIFFERENCE = "right-difference"


class Hold(StrEnum):
    """What a run holds on to where a line breaks: itself text, or a mark on the text before or after it."""

    TEXT = "text"
    BEFORE = "before"
    AFTER = "after"


class Styled(NamedTuple):
    """A run of harmless text (see ``text.visible``) in one role; ``tag`` says what it shows and stays on its parts."""

    text: str
    role: Role = Role.PLAIN
    hold: Hold = Hold.TEXT
    tag: int | None = None


Line = tuple[Styled, ...]
"""One line of the report, or something to be broken into lines."""

_SGR = {
    Role.STRONG: "1",
    Role.FAINT: "2",
    Role.PATH: "36",
    Role.WARNING: "33",
    Role.REPAIR: "35",
    Role.LEFT: "31",
    Role.RIGHT: "32",
    Role.LEFT_DIFFERENCE: "1;31",
    Role.RIGHT_DIFFERENCE: "1;32",
}
"""Codes of ECMA-48, "select graphic rendition"; they take the terminal's own eight colours."""


def painted(lines: Iterable[Line], *, colour: bool) -> str:
    """Return the lines as text, with escape codes only if ``colour``; none of them crosses a line end.

    A line that a runner would take for a command is marked (see `unforged`), and then wider by two cells.
    """
    paint = _painted if colour else _bare
    return unforged("\n".join(map(paint, lines)))


def _bare(line: Line) -> str:
    return "".join(run.text for run in line)


def _painted(line: Line) -> str:
    parts = []
    for role, runs in groupby(line, key=lambda run: run.role):
        code, text = _SGR.get(role), _bare(tuple(runs))
        parts.append(f"\x1b[{code}m{text}\x1b[0m" if code and text else text)
    return "".join(parts)


def cells(line: Line, ambiguous: int = 1) -> int:
    """Return the width of a line in terminal cells; ``ambiguous`` as in `cell_width`."""
    return cell_width(_bare(line), ambiguous)


def flow(
    runs: Sequence[Styled], columns: int, first: Line = (), rest: Line | None = None, *, ambiguous: int = 1
) -> list[Line]:
    """Break one paragraph into lines.

    Args:
        runs: The paragraph, without line feeds.
        columns: Cells of a line, ``first`` or ``rest`` included.
        first: Stands before the first line.
        rest: Stands before every other line; ``first`` if not given.
        ambiguous: Cells of an East Asian ambiguous character, 1 or 2.
    """
    if cells((*first, *runs), ambiguous) <= columns and not _bare(tuple(runs))[-1:].isspace():
        return [(*first, *(run for run in runs if run.text))]
    from plandiff.text.wrap import wrap  # noqa: PLC0415 - its patterns take a while, and short lines do without

    rest = first if rest is None else rest
    width = max(1, columns - max(cells(first, ambiguous), cells(rest, ambiguous)))
    text = "".join(run.text for run in runs if run.hold is Hold.TEXT)
    reserved = 0  # Cells kept free for marks; grows until every line has room for its own.
    while True:
        spans = wrap(text, width - reserved, ambiguous) or [(0, 0)]
        lines = _cut(runs, spans)
        excess = max(cells(line, ambiguous) for line in lines) - width
        if excess <= 0 or reserved >= width - 1:
            return [((first if n == 0 else rest) + line) for n, line in enumerate(lines)]
        reserved = min(reserved + excess, width - 1)


def _cut(runs: Sequence[Styled], spans: Sequence[tuple[int, int]]) -> list[Line]:
    """Cut runs at the spans of the lines, which count the text without the marks."""
    lines: list[list[Styled]] = [[] for _ in spans]
    line = offset = 0
    for run in runs:
        if run.hold is Hold.TEXT:
            end = offset + len(run.text)
            while True:
                start, stop = max(spans[line][0], offset), min(spans[line][1], end)
                if start < stop:
                    lines[line].append(run._replace(text=run.text[start - offset : stop - offset]))
                if spans[line][1] >= end or line + 1 == len(spans):
                    break
                line += 1
            offset = end
        elif run.hold is Hold.AFTER:
            while line + 1 < len(spans) and spans[line][1] <= offset:
                line += 1
            lines[line].append(run)
        else:
            lines[line - 1 if line and spans[line][0] >= offset else line].append(run)
    return [tuple(pieces) for pieces in lines]


def filled(parts: Sequence[Line], columns: int, first: Line = (), rest: Line = ()) -> list[Line]:
    """Set parts beside each other, two cells apart, as many as a line holds; only a part too long itself is broken.

    Args:
        parts: What is to stay together.
        columns: Cells of a line, ``first`` or ``rest`` included.
        first: Stands before the first line.
        rest: Stands before every other line; as wide as ``first``.
    """
    whole: list[Styled] = []
    for part in parts:
        whole += (Styled("  "), *part)
    if cells(line := (*first, *whole[1:])) <= columns:
        return [line]
    lines: list[Line] = []
    for part in parts:
        if lines and cells(lines[-1]) + 2 + cells(part) <= columns:
            lines[-1] += (Styled("  "), *part)
        else:
            lines += flow(part, columns, rest if lines else first, rest)
    return lines
