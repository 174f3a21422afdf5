"""Sets the characters of a page into lines and rows by where they stand: the same for all formats that have pages.

Characters come in the order in which the page draws them. Files tell neither words nor lines, so blanks come from gaps:
beside Chinese a gap is none, unless it is that of a column. Lengths are in the units of the page, y grows upwards.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from plandiff.reading.lines import is_wide, one_line
from plandiff.reading.ruled_tables import Table


class Box(NamedTuple):
    """Where a character stands, with its font's height and its own advance."""

    left: float
    bottom: float
    right: float
    top: float


class Before(Enum):
    """What the file says of the place before a character."""

    NOTHING = 0
    """It follows the one before it."""
    BLANK = 1
    """A blank stands in the text."""
    GAP = 2
    """The library that reads the file saw a gap."""
    UNSAID = 3
    """Nothing; only where it stands tells."""
    BREAK = 4
    """A line ends, or the drawing goes on elsewhere."""


class Sign(NamedTuple):
    """A visible character of a page."""

    char: str
    box: Box
    before: Before


class _Gap(NamedTuple):
    """A gap between two characters.

    Attributes:
        width: In widths of a character.
        word: It parts two words if it is wider than this.
    """

    width: float
    word: float


_Piece = str | Sign | _Gap
"""What a line is made of; a string is white space."""
_LINE = "\n"
_AGAIN = "\r"
"""What follows stands on the same line as what stands before, and begins further to the left."""
_COLUMN_GAP = 1.0
"""A gap of more than this, in widths of a character, parts two columns."""
_WORD_GAP = {Before.GAP: -inf, Before.BREAK: 0.2}
"""A gap between letters of more than this parts two words; where nothing is said, words have blanks of their own."""
_WIDE_GAP = 0.2
"""The same between two Chinese characters (第一条 为了), where not every other one has a gap behind it."""
_SPACED_GAPS = 3
_SPACED_SHARE = 0.25
_WIDER = 1.8
"""In a line set with wide spacing a column's gap is so many times wider than the others."""
_SAME_LINE = 0.5
"""Two characters whose heights overlap by this share stand on one line."""
_SLACK = 0.1
"""The share of its height by which a character may reach back over the one before it."""
_SAME_PLACE = 0.2
"""The share of its height by which a character that is drawn twice may be off."""
_BLANKS = " \u00a0\u3000"
_TABS = 2
_COLUMN_LINES = 3
"""So many lines in a row with so many gaps are a table without rules."""


class Start(NamedTuple):
    """Where a line of Chinese begins: the x of its first character, and how wide its characters are."""

    left: float
    width: float


class Lines(NamedTuple):
    """The lines of a page.

    Attributes:
        lines: Its lines.
        rows: Which of them are rows of ruled tables, by their index.
        columns: Whether several lines in a row have columns that no rule parts.
        starts: Where each of the lines begins; None for rows and for lines without Chinese.
    """

    lines: list[str]
    rows: frozenset[int]
    columns: bool
    starts: list[Start | None]


def lines_of(signs: Iterable[Sign], tables: list[Table]) -> Lines:
    """Set the characters of a page into lines; a row of a ruled table is one, its cells parted by tabs."""
    setting = _Setting(tables)
    for sign in signs:
        setting.put(sign)
    return setting.lines()


def in_reading_order(runs: Iterable[list[Sign]]) -> Iterator[Sign]:
    """Yield runs of characters from the top of the page, and on one height from the left, in whatever order drawn.

    A run that is drawn once more at its place, as for weight, is left out.
    """
    drawn: dict[tuple[str, int, int], Box] = {}
    fresh = []
    for run in runs:
        repeated = [_is_repeated(sign, drawn) for sign in run]
        if not all(repeated):
            fresh.append(run)
    ordered = sorted(fresh, key=lambda run: -_middle(run[0]))
    start = 0
    for end in range(1, len(ordered) + 1):
        first = ordered[start][0]
        if end == len(ordered) or _middle(first) - _middle(ordered[end][0]) > _SAME_LINE * _height(first):
            for run in sorted(ordered[start:end], key=lambda run: run[0].box.left):
                yield from run
            start = end


def _is_repeated(sign: Sign, drawn: dict[tuple[str, int, int], Box]) -> bool:
    """Say whether the character is drawn at this place already, as for weight; ``drawn`` holds all so far by place."""
    box = sign.box
    step = max(box.top - box.bottom, 1e-3)
    column, row = int(box.left / step), int(box.bottom / step)
    near = (drawn.get((sign.char, column + x, row + y)) for x in (-1, 0, 1) for y in (-1, 0, 1))
    if any(other and _apart(box, other) < _SAME_PLACE * step for other in near):
        return True
    drawn[sign.char, column, row] = box
    return False


def _apart(box: Box, other: Box) -> float:
    return max(abs(other.left - box.left), abs(other.bottom - box.bottom))


@dataclass
class _Setting:
    """The text outside of tables, parted where each table begins, and that of the cells of each table."""

    tables: list[Table]
    _parts: list[list[_Piece] | int] = field(init=False)
    """Text, and after it again and again the number of a table and the text from there on."""
    _text: list[_Piece] = field(default_factory=list)
    _cells: dict[int, dict[tuple[int, int], list[_Piece]]] = field(default_factory=dict)
    _current: list[_Piece] | None = None
    _last: Sign | None = None

    def __post_init__(self) -> None:
        self._parts = [self._text]

    def put(self, sign: Sign) -> None:
        target = self._target(sign.box)
        if target is not self._current or self._last is None:
            target.append(_LINE)
        elif sign.before is not Before.NOTHING:
            target.append(_between(self._last, sign))
        target.append(sign)
        self._current, self._last = target, sign

    def _target(self, box: Box) -> list[_Piece]:
        for number, table in enumerate(self.tables):
            cell = table.cell_at((box.left + box.right) / 2, (box.bottom + box.top) / 2)
            if cell is not None:
                if number not in self._cells:
                    self._cells[number] = {}
                    self._text = []
                    self._parts += [number, self._text]
                return self._cells[number].setdefault(cell, [])
        return self._text

    def lines(self) -> Lines:
        lines: list[str] = []
        starts: list[Start | None] = []
        rows: set[int] = set()
        columns = False
        for part in self._parts:
            if isinstance(part, int):
                cells = {cell: one_line("".join(_resolved(found))) for cell, found in self._cells[part].items()}
                found = [line.strip(_BLANKS) for line in self.tables[part].as_lines(cells)]
                rows.update(range(len(lines), len(lines) + len(found)))
                lines += found
                starts += [None] * len(found)
            else:
                drawn = [(text, _start(line)) for line in _cut(part) if (text := "".join(_resolved(line)).strip())]
                columns = columns or _has_columns([text for text, _ in drawn])
                lines += [text for text, _ in drawn]
                starts += [start for _, start in drawn]
        return Lines(lines, frozenset(rows), columns, starts)


def _cut(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Return the pieces of each line."""
    return [list(line) for is_end, line in groupby(pieces, key=lambda piece: piece == _LINE) if not is_end]


def _start(line: list[_Piece]) -> Start | None:
    """Return where a line of Chinese begins."""
    signs = [piece for piece in line if isinstance(piece, Sign) and not piece.char.isspace()]
    widths = [sign.box.right - sign.box.left for sign in signs if is_wide(sign.char)]
    return Start(signs[0].box.left, median(widths)) if widths else None


def _between(last: Sign, sign: Sign) -> _Piece:
    """Return what stands between a character and the one that is drawn next."""
    if sign.before is Before.BLANK:
        return " "
    first, second = last.box, sign.box
    if sign.before is Before.BREAK:
        height = min(first.top - first.bottom, second.top - second.bottom)
        if min(first.top, second.top) - max(first.bottom, second.bottom) < _SAME_LINE * height:
            return _LINE
        if second.left < first.right - _SLACK * height:
            return _AGAIN
    return _gap(last, sign)


def _gap(last: Sign, sign: Sign) -> _Gap:
    kinds = (is_wide(last.char), is_wide(sign.char))
    wide, word = any(kinds), inf
    if not wide:
        word = _WORD_GAP.get(sign.before, inf)
    elif all(kinds) and sign.before is Before.GAP:
        word = _WIDE_GAP
    boxes = (last.box, sign.box)
    size = max(box.right - box.left if wide else box.top - box.bottom for box in boxes)
    return _Gap((sign.box.left - last.box.right) / size if size > 0 else 0.0, word)


def _resolved(pieces: list[_Piece]) -> Iterator[str]:
    """Yield the pieces of lines as text."""
    for number, pieces_of_line in enumerate(_cut(pieces)):
        line = _in_order(pieces_of_line) if _AGAIN in pieces_of_line else pieces_of_line
        gaps = [piece.width for piece in line if isinstance(piece, _Gap)]
        spacing = -inf
        if len(gaps) >= _SPACED_GAPS and len(gaps) > _SPACED_SHARE * len(line):  # A gap behind every other character.
            spacing = _WIDER * median(gaps)
        if number:
            yield _LINE
        for piece in line:
            if isinstance(piece, _Gap):
                yield _blank(piece, max(_COLUMN_GAP, spacing), max(piece.word, spacing))
            else:
                yield piece.char if isinstance(piece, Sign) else piece


def _blank(gap: _Gap, column: float, word: float) -> str:
    if gap.width > column:
        return "\t"
    return " " if gap.width > word else ""


def _in_order(line: list[_Piece]) -> list[_Piece]:
    """Return a line that was drawn in several goes from left to right; what was drawn twice for weight is one.

    Where the goes lie over each other (a stamp, a watermark) each stays a line.
    """
    signs = sorted((piece for piece in line if isinstance(piece, Sign)), key=lambda sign: sign.box.left)
    kept: list[Sign] = []
    for sign in signs:
        if not kept or kept[-1].char != sign.char or _apart(kept[-1].box, sign.box) >= _SAME_PLACE * _height(sign):
            kept.append(sign)
    if any(after.box.left < before.box.right - 2 * _SLACK * _height(before) for before, after in pairwise(kept)):
        return [_LINE if piece == _AGAIN else piece for piece in line]
    ordered: list[_Piece] = []
    for number, sign in enumerate(kept):
        if number:
            ordered.append(" " if sign.before is Before.BLANK else _gap(kept[number - 1], sign))
        ordered.append(sign)
    return ordered


def _height(sign: Sign) -> float:
    return sign.box.top - sign.box.bottom


def _middle(sign: Sign) -> float:
    return (sign.box.top + sign.box.bottom) / 2


def _has_columns(lines: list[str]) -> bool:
    run = 0
    for line in filter(None, lines):
        run = run + 1 if line.count("\t") >= _TABS else 0
        if run >= _COLUMN_LINES:
            return True
    return False
