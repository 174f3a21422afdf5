"""Which tables of two documents are one, and which of their rows and columns: by name, whatever their order.

A row answers to the row of the same name and a column to that of the same head, so that no figure of one indicator is
set against another's. What bears another name is the same only if it stands in the same place and its name is nearly
the other, or what stands beside it agrees.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from plandiff.alignment.anchors import Run, heaviest_chain
from plandiff.alignment.components import Link
from plandiff.outline.grids import is_value
from plandiff.outline.tables import Row, Table, bare_name
from plandiff.text.span import Pair

_SAME_TABLE = 0.5
"""What two tables must have in common to be one: the share of the smaller one's text that matches in order, and the
share of its rows, and of its heads, whose names the other has."""
_COMMONEST_NAME = 4
"""Tables of a document that may have a row of one name, for the name to bring tables together."""
_ALIKE_HEADS = 0.5
"""Likeness of the heads of two columns in one place from which on they are one: 2024年, 2025年."""
_ALIKE_NAMES = 0.5
"""Likeness of the names of two rows in one place that say the same beside them, from which on they are one."""
_NEARLY_SAME_NAMES = 0.9
"""The same where they do not: 城镇居民人均可支配收入 and 农村居民人均可支配收入, at 0.82, are two indicators."""
_SAME_CELLS = 0.5
"""Share of the rows in which two columns say the same from which on they are one, whatever their heads."""
_MOST = 10_000
"""Rows or columns without a namesake, left times right, that are compared in one place."""
_MOST_REPEATED = 25_000_000
"""Rows of one place, left times right, whose names are aligned; more are paired by place."""
_ROWS_READ = 200
"""Rows in which columns are compared."""


@dataclass(frozen=True, slots=True)
class TablePair:
    """Two tables that are one.

    Attributes:
        tables: The tables.
        rows: The rows that are one, by number, sorted by the left.
        columns: The columns that are one, by number, sorted by the left.
        moved: Those of the columns that stand in another order.
    """

    tables: Pair[Table]
    rows: tuple[Link, ...]
    columns: tuple[Link, ...]
    moved: frozenset[Link]


def paired_tables(keys: Pair[str], tables: Pair[list[Table]], runs: Sequence[Run]) -> list[TablePair]:
    """Return the tables that both documents have; each is in one pair at most.

    Args:
        keys: The folded clean texts.
        tables: The tables of either.
        runs: The matched characters of the whole texts, sorted by left offset.
    """
    if not tables.left or not tables.right:
        return []
    scored = sorted((-score, abs(t - u), t, u) for (t, u), score in _likeness(tables, runs).items())
    taken: Pair[set[int]] = Pair(set(), set())
    pairs = []
    for score, _, t, u in scored:
        if -score >= _SAME_TABLE and t not in taken.left and u not in taken.right:
            taken.left.add(t)
            taken.right.add(u)
            pairs.append(_paired(keys, Pair(tables.left[t], tables.right[u])))
    return pairs


def _likeness(tables: Pair[list[Table]], runs: Sequence[Run]) -> dict[Link, float]:
    """Return what tables that share text or a rare name of a row have in common, by number."""
    shared = _matched(tables, runs)
    names = tables.map(lambda side: [Counter(row.name for row in table.rows if row.name) for table in side])
    holders: dict[str, list[int]] = defaultdict(list)
    for u, own in enumerate(names.right):
        for name in own:
            holders[name].append(u)
    for t, own in enumerate(names.left):
        for name in own:
            if len(holders.get(name, ())) <= _COMMONEST_NAME:
                for u in holders.get(name, ()):
                    shared.setdefault((t, u), 0)
    found = {}
    for (t, u), count in shared.items():
        left, right = tables.left[t], tables.right[u]
        size = min(len(left.span), len(right.span)) or 1
        common = (names.left[t] & names.right[u]).total() / min(len(left.rows), len(right.rows))
        heads = len({*left.columns} & {*right.columns} - {""}) / max(1, min(len(left.columns), len(right.columns)))
        found[t, u] = (count / size + common * 2 + heads) / 2 if common or count else 0.0
    return found


def _matched(tables: Pair[list[Table]], runs: Sequence[Run]) -> dict[Link, int]:
    """Count the matched characters that tables share."""
    found: dict[Link, int] = defaultdict(int)
    starts = tables.map(lambda side: [table.span.start for table in side])
    first = [run.left for run in runs]
    for t, table in enumerate(tables.left):
        n = max(0, bisect_right(first, table.span.start) - 1)
        while n < len(runs) and runs[n].left < table.span.end:
            run = runs[n]
            begin = max(run.left, table.span.start) - run.left + run.right
            end = min(run.left_end, table.span.end) - run.left + run.right
            u = max(0, bisect_right(starts.right, begin) - 1)
            while u < len(tables.right) and tables.right[u].span.start < end:
                there = tables.right[u].span
                size = min(end, there.end) - max(begin, there.start)
                if size > 0:
                    found[t, u] += size
                u += 1
            n += 1
    return found


def _paired(keys: Pair[str], tables: Pair[Table]) -> TablePair:
    heads = tables.map(lambda table: sum(row.is_head for row in table.rows))
    rows = [(n, n) for n in range(min(heads.left, heads.right))]
    rows += sorted(_rows(keys, tables, heads))
    columns = sorted(_columns(_Cells(keys, tables, rows[min(heads.left, heads.right) :])))
    in_order = {columns[n] for n in heaviest_chain([Run(u, v, 1) for u, v in columns])}
    return TablePair(tables, tuple(rows), tuple(columns), frozenset({*columns} - in_order))


Said = Pair[list[str]]
"""What rows or columns of either side are known by."""


def _rows(keys: Pair[str], tables: Pair[Table], heads: Pair[int]) -> Iterator[Link]:
    """Yield the rows below the heads that are one: by name, then by place what says the same or is renamed."""
    bodies = Pair(tables.left.rows[heads.left :], tables.right.rows[heads.right :])
    names = bodies.map(lambda rows: [row.name for row in rows])
    texts = Pair([row.span.of(keys.left) for row in bodies.left], [row.span.of(keys.right) for row in bodies.right])
    said_beside = Pair(_beside(keys.left, tables.left, bodies.left), _beside(keys.right, tables.right, bodies.right))
    found = dict(_namesakes(names))
    for said in (texts, names, names.map(lambda side: [bare_name(name) for name in side])):
        for gap in _gaps(found, names.map(len)):
            found.update(_same_in_order(said, gap))
    for gap in _gaps(found, names.map(len)):
        found.update(_renamed(names, said_beside, gap))
    yield from ((u + heads.left, v + heads.right) for u, v in found.items())


def _beside(key: str, table: Table, rows: Sequence[Row]) -> list[list[str]]:
    """Return for each row what stands beside its name, without the numbers and categories before it."""
    return [[cell.of(key) for cell in row.cells[table.naming + 1 :] if cell] for row in rows]


def _namesakes(said: Said) -> Iterator[Link]:
    """Yield what has one name on both sides; of several of one name the n-th with the n-th, if there are as many."""
    places: dict[str, Pair[list[int]]] = defaultdict(lambda: Pair([], []))
    for n, name in enumerate(said.left):
        places[name].left.append(n)
    for n, name in enumerate(said.right):
        places[name].right.append(n)
    for name, place in places.items():
        if name and len(place.left) == len(place.right):
            yield from zip(place.left, place.right, strict=True)


def _gaps(found: dict[int, int], sizes: Pair[int]) -> Iterator[Pair[list[int]]]:
    """Yield what is left on both sides between neighbours that are found in order."""
    links = sorted(found.items())
    chain = [links[n] for n in heaviest_chain([Run(u, v, 1) for u, v in links])]
    taken = set(found.values())
    for (u, v), (x, y) in pairwise([(-1, -1), *chain, (sizes.left, sizes.right)]):
        left = [n for n in range(u + 1, x) if n not in found]
        right = [n for n in range(v + 1, y) if n not in taken]
        if left and right:
            yield Pair(left, right)


def _same_in_order(said: Said, gap: Pair[list[int]]) -> Iterator[Link]:
    """Yield the pairs in a gap that are known by the same words, in order."""
    left, right = [said.left[n] for n in gap.left], [said.right[n] for n in gap.right]
    if len(left) * len(right) > _MOST_REPEATED:
        yield from ((u, v) for u, v in zip(gap.left, gap.right, strict=False) if said.left[u] == said.right[v])
        return
    for op in Indel.opcodes(left, right):
        if op.tag == "equal":
            span = range(op.src_end - op.src_start)
            pairs = ((gap.left[op.src_start + n], gap.right[op.dest_start + n]) for n in span)
            yield from (link for link in pairs if said.left[link[0]])


def _renamed(names: Said, beside: Pair[list[list[str]]], gap: Pair[list[int]]) -> Iterator[Link]:
    """Yield the rows in a gap that are one by other names, the likest first."""
    if len(gap.left) * len(gap.right) > _MOST:
        return
    scored = []
    for u in gap.left:
        for v in gap.right:
            score = _same_by_another_name(Pair(names.left[u], names.right[v]), Pair(beside.left[u], beside.right[v]))
            if score:
                scored.append((-score, u, v))
    yield from _likest(scored)


def _same_by_another_name(names: Pair[str], beside: Pair[list[str]]) -> float:
    """Return how much speaks for two rows to be one; 0 if too little.

    One name goes on in the other, or they are nearly the same; a little alike is enough where all beside them agrees,
    and nothing where most figures do.
    """
    left, right = names.left, names.right
    goes_on = min(len(left), len(right)) > 1 and (left in right or right in left)
    likeness = Indel.normalized_similarity(left, right)
    figures = beside.map(lambda cells: Counter(filter(is_value, cells)))
    common = (figures.left & figures.right).total()
    agree = common > 1 and common >= _SAME_CELLS * max(figures.left.total(), figures.right.total())
    needed = _ALIKE_NAMES if beside.left == beside.right != [] else _NEARLY_SAME_NAMES
    return goes_on + common + likeness if goes_on or agree or likeness >= needed else 0.0


def _likest(scored: list[tuple[float, int, int]]) -> Iterator[Link]:
    """Yield the links with the least scores, each side once."""
    taken: Pair[set[int]] = Pair(set(), set())
    for _, u, v in sorted(scored):
        if u not in taken.left and v not in taken.right:
            taken.left.add(u)
            taken.right.add(v)
            yield u, v


class _Cells:
    """Two tables by columns: what their heads say, and what stands in them in the rows that are one."""

    def __init__(self, keys: Pair[str], tables: Pair[Table], rows: Sequence[Link]) -> None:
        self.labels = tables.map(lambda table: [*table.columns])
        read = rows[:_ROWS_READ]
        self.cells = Pair(
            [_cells(keys.left, tables.left.rows[u]) for u, _ in read],
            [_cells(keys.right, tables.right.rows[v]) for _, v in read],
        )

    def agreement(self, u: int, v: int) -> float:
        """Return the share of the rows in which a left and a right column say the same, of those that say something."""
        said = [
            (left[u] if u < len(left) else "", right[v] if v < len(right) else "")
            for left, right in zip(self.cells.left, self.cells.right, strict=True)
        ]
        told = [one == other for one, other in said if one or other]
        return sum(told) / len(told) if told else 0.0

    def alike(self, u: int, v: int) -> bool:
        """Say whether the heads of two columns may be one in other words, or do not tell."""
        left, right = self.labels.left[u], self.labels.right[v]
        return not left or not right or Indel.normalized_similarity(left, right) >= _ALIKE_HEADS


def _cells(key: str, row: Row) -> list[str]:
    return [cell.of(key) for cell in row.cells]


def _columns(cells: _Cells) -> Iterator[Link]:
    """Yield the columns that are one: by head, by what stands in them, by place between others."""
    labels = cells.labels
    found = dict(_namesakes(labels))
    sizes = labels.map(len)
    left = [n for n in range(sizes.left) if n not in found]
    right = [n for n in range(sizes.right) if n not in {*found.values()}]
    if len(left) * len(right) <= _MOST:
        scored = [(-agreed, u, v) for u in left for v in right if (agreed := cells.agreement(u, v)) >= _SAME_CELLS]
        found.update(_likest(scored))
    for gap in _gaps(found, sizes):
        if len(gap.left) == len(gap.right):
            found.update((u, v) for u, v in zip(gap.left, gap.right, strict=True) if cells.alike(u, v))
    yield from found.items()
