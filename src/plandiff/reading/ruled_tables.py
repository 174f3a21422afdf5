r"""Finds the tables that ruling lines draw on a page, so that each row can be set as one line.

In the order of a page, cells that wrap run into each other line by line. Where rules stand, the cells are known: rules
that touch make a grid, and neighbouring fields of the grid that no rule parts are one cell. All lengths are in points
of 1/72 inch, y grows upwards.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from plandiff.reading.lines import row_text

TOUCH = 3.0
"""Rules whose ends are nearer than this touch; what is thinner than this is a rule."""
_COVERED = 0.6
"""A rule parts two fields if it runs along this share of their side."""
_MOST_RULES = 4000
"""A page with more of them is a drawing."""
_MOST_FIELDS = 20_000


class Rule(NamedTuple):
    """A straight rule: at ``at`` on the other axis, from ``start`` to ``end`` along its own."""

    upright: bool
    at: float
    start: float
    end: float


def rules_of(left: float, bottom: float, right: float, top: float) -> list[Rule]:
    """Return the rule that a thin box is, or the four that frame a box."""
    if right - left <= TOUCH:
        return [Rule(upright=True, at=(left + right) / 2, start=bottom, end=top)] if top - bottom > TOUCH else []
    if top - bottom <= TOUCH:
        return [Rule(upright=False, at=(bottom + top) / 2, start=left, end=right)]
    return [
        Rule(upright=True, at=left, start=bottom, end=top),
        Rule(upright=True, at=right, start=bottom, end=top),
        Rule(upright=False, at=bottom, start=left, end=right),
        Rule(upright=False, at=top, start=left, end=right),
    ]


@dataclass
class Table:
    """A grid of fields.

    Attributes:
        columns: The x of the borders of its columns, from the left.
        rows: The y of the borders of its rows, from the bottom.
    """

    columns: list[float]
    rows: list[float]
    _cells: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """For each field, as (row from the top, column), the first field of its cell."""

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """Return the first field of the cell at a point, as (row from the top, column); None outside the table."""
        column = bisect_right(self.columns, x) - 1
        row = len(self.rows) - 1 - bisect_right(self.rows, y)
        return self._cells.get((row, column))

    def as_lines(self, texts: dict[tuple[int, int], str]) -> list[str]:
        """Return each row that holds text as the texts of its cells with tabs between them."""
        lines = []
        for row in range(len(self.rows) - 1):
            cells = [texts.get((row, column), "") for column in range(len(self.columns) - 1)]
            if any(cells):
                lines.append(row_text(cells))
        return lines


def tables_of(rules: list[Rule]) -> list[Table]:
    """Return the tables that rules draw; a frame around one field is none."""
    if len(rules) > _MOST_RULES:
        return []
    return [table for group in _touching(rules) if (table := _table(group))]


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Return the groups of rules that touch each other, directly or through others."""
    group = list(range(len(rules)))

    def root(number: int) -> int:
        while group[number] != number:
            group[number] = group[group[number]]
            number = group[number]
        return number

    upright = [number for number, rule in enumerate(rules) if rule.upright]
    lying = sorted((number for number, rule in enumerate(rules) if not rule.upright), key=lambda n: rules[n].at)
    heights = [rules[number].at for number in lying]
    for number in upright:
        rule = rules[number]
        for other in lying[bisect_right(heights, rule.start - TOUCH) : bisect_right(heights, rule.end + TOUCH)]:
            if rules[other].start - TOUCH <= rule.at <= rules[other].end + TOUCH:
                group[root(other)] = root(number)
    groups: dict[int, list[Rule]] = {}
    for number, rule in enumerate(rules):
        groups.setdefault(root(number), []).append(rule)
    return list(groups.values())


def _table(rules: list[Rule]) -> Table | None:
    columns = _borders([rule.at for rule in rules if rule.upright])
    rows = _borders([rule.at for rule in rules if not rule.upright])
    if len(columns) < 3 or len(rows) < 2 or len(columns) * len(rows) > _MOST_FIELDS:
        return None
    return Table(columns, rows, _cells(columns, rows, rules))


def _borders(places: list[float]) -> list[float]:
    """Return the places in order, those that touch as one."""
    borders: list[float] = []
    for place in sorted(places):
        if not borders or place - borders[-1] > TOUCH:
            borders.append(place)
    return borders


def _cells(columns: list[float], rows: list[float], rules: list[Rule]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each field the first field of its cell: fields join to the left and upwards where no rule parts them.

    A cell is a rectangle, so a field joins upwards only as a part of a whole row of its cell.
    """
    beside = _sides([rule for rule in rules if rule.upright], columns, rows)
    above = _sides([rule for rule in rules if not rule.upright], rows, columns)
    count = len(rows) - 1
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(count):
        from_bottom = count - 1 - row
        for column in range(len(columns) - 1):
            if column and (column, from_bottom) not in beside:
                first[row, column] = first[row, column - 1]
            elif row and (from_bottom + 1, column) not in above:
                first[row, column] = first[row - 1, column]
            else:
                first[row, column] = (row, column)
    return first


def _sides(rules: list[Rule], across: list[float], along: list[float]) -> set[tuple[int, int]]:
    """Return the sides of fields that a rule runs along, as (border across, field along)."""
    lengths: dict[tuple[int, int], float] = {}
    for rule in rules:
        border = max(bisect_right(across, rule.at + TOUCH / 2) - 1, 0)
        first = max(bisect_right(along, rule.start) - 1, 0)
        for place, (start, end) in enumerate(list(pairwise(along))[first:], first):
            if start >= rule.end:
                break
            covered = min(end, rule.end) - max(start, rule.start)
            lengths[border, place] = lengths.get((border, place), 0.0) + covered
    return {
        (border, place)
        for (border, place), length in lengths.items()
        if length >= _COVERED * (along[place + 1] - along[place])
    }
