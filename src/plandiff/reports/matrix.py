"""The matrix of a trace: national sections down, local plans across, one sign a cell."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count
from typing import NamedTuple

from plandiff.chinese.provinces import province_rank
from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.missing_parent import MOST_PLANS, MissingParents, OwnClause, missing_parents
from plandiff.derivation.named_parents import NamedParent
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National, Row
from plandiff.judging.passages import Passage, Status
from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.places import section_text
from plandiff.presentation.reading_notices import notices_of
from plandiff.reading.document import Evidence
from plandiff.tables import complete

_TAKEN = (Extent.WHOLE, Extent.PARTLY)
SIGNS = complete(Extent, {Extent.WHOLE: "#", Extent.PARTLY: "+", Extent.RELATED: "?", Extent.NONE: "."})
"""One ASCII cell each, so that every terminal and font shows them."""


class RowOrder(StrEnum):
    """In which order national sections stand below each other."""

    DOCUMENT = "document"
    TAKEN = "taken"
    """The one that most local plans took up first."""
    LEFT_OUT = "left-out"
    """The one that most local plans left out first; of these the one whose wording they have least of."""


class ColumnOrder(StrEnum):
    """In which order local plans stand beside each other."""

    GIVEN = "given"
    SHARE = "share"
    """The one that took up most first."""
    REGION = "region"
    """As tables list the provinces, by the names of the files."""


@dataclass(frozen=True)
class Selection:
    """What of a trace is shown.

    Attributes:
        rows: Numbers of the national sections, as in `National.rows`; None for all.
        statuses: Of `coverage.NATIONAL`'s words; None for all.
        order: In which order the sections come.
        columns: In which order the local plans stand.
    """

    rows: frozenset[int] | None = None
    statuses: frozenset[str] | None = None
    order: RowOrder = RowOrder.DOCUMENT
    columns: ColumnOrder = ColumnOrder.GIVEN

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self.rows is not None or self.statuses is not None

    def has(self, row: int, extent: Extent) -> bool:
        """Say whether a cell is shown."""
        return (self.rows is None or row in self.rows) and (self.statuses is None or NATIONAL[extent] in self.statuses)


def rows_like(rows: Sequence[Row], wanted: Iterable[str]) -> frozenset[int]:
    """Return the numbers of the sections that bear a number, title or id as wanted, with their subsections."""
    found: set[int] = set()
    ids: set[tuple[int, str | None]] = set()
    for n, (parent, section) in enumerate(rows):
        named = any(want and (want == section.id or want in section.number + section.title) for want in wanted)
        if named or (parent, section.parent) in ids:
            found.add(n)
            ids.add((parent, section.id))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Column:
    """One local plan.

    Attributes:
        name: Its name, harmless.
        extents: What became of each national section in it.
        shares: The share of each national section whose wording it has, from 0 to 1.
        items: Its own sections, counted by `coverage.LOCAL`'s words.
        reused: Its passages of shared wording.
        named: What it says it carries out.
        own: Its clauses whose wording no parent has.
        guess: Its encoding if that had to be guessed, else empty.
        notices: What a reader must know of how it was read.
    """

    name: str
    extents: tuple[Extent, ...]
    shares: tuple[float, ...]
    items: Counter[str]
    reused: int
    guess: str
    notices: tuple[str, ...]
    named: tuple[NamedParent, ...] = ()
    own: tuple[OwnClause, ...] = ()


def column_of(result: Derivation) -> Column:
    """Return the column of a local plan."""
    document = result.documents.right
    return Column(
        name=harmless(document.name),
        extents=tuple(item.extent for part in result.parts for item in part.coverage.left),
        shares=tuple(item.shared for part in result.parts for item in part.coverage.left),
        items=Counter(LOCAL[item.extent] for item in result.coverage.right),
        reused=sum(is_reuse(passage) for part in result.parts for passage in part.passages),
        guess=document.encoding if document.encoding_evidence is Evidence.GUESS else "",
        notices=tuple(notices_of(document)),
        named=result.named_parents,
        own=result.own,
    )


class SharedPassage(NamedTuple):
    """A passage behind a cell.

    Attributes:
        row: The number of the innermost national section that counts it.
        status: How the two texts relate.
        national: The national wording, harmless.
        local: The local wording, harmless.
    """

    row: int
    status: Status
    national: str
    local: str


@dataclass(frozen=True, slots=True)
class View:
    """What is kept of the comparison with one local plan: its column, and its part of the report.

    Attributes:
        column: The column.
        text: Its part of a report that comes in parts.
        evidence: The wording behind its cells, where the report needs that apart.
    """

    column: Column
    text: str
    evidence: tuple[SharedPassage, ...] = ()


class Report(NamedTuple):
    """How a trace is written.

    Attributes:
        view: What is made of each local plan, in the process that compared it.
        parts: How the views are put together.
    """

    view: Callable[[Derivation], View]
    parts: Callable[[Iterable[View]], Iterator[str | bytes]]


@dataclass
class Matrix:
    """The matrix, grown by a column for each local plan."""

    national: National
    selection: Selection
    columns: list[Column] = field(default_factory=list)

    def add(self, column: Column) -> None:
        """Put a local plan beside the others; of what is its own, only the first plans' is kept."""
        self.columns.append(column if len(self.columns) < MOST_PLANS else replace(column, own=()))

    @property
    def missing(self) -> MissingParents:
        """What points to parents that are not given."""
        own = [column.own for column in self.columns[:MOST_PLANS]]
        return missing_parents(own, [column.named for column in self.columns])

    def rows(self) -> Iterator[tuple[int, Section]]:
        """Yield the shown sections with their index, in the order asked for, parent by parent."""
        rows = [
            (n, section)
            for n, (_, section) in enumerate(self.national.rows)
            if (self.selection.rows is None or n in self.selection.rows)
            and (
                self.selection.statuses is None
                or any(self.selection.has(n, column.extents[n]) for column in self.columns)
            )
        ]
        if self.selection.order is RowOrder.LEFT_OUT:
            rows.sort(
                key=lambda row: (self.parent(row[0]), -self.count(row[0], Extent.NONE), self._mean(row[0]), row[0])
            )
        elif self.selection.order is RowOrder.TAKEN:
            rows.sort(key=lambda row: (self.parent(row[0]), *(-self.count(row[0], e) for e in _TAKEN), row[0]))
        yield from rows

    def _mean(self, row: int) -> float:
        return mean([column.shares[row] for column in self.columns])

    def parent(self, row: int) -> int:
        """Return the number of the parent that a section is of."""
        return self.national.rows[row].parent

    def begins(self, rows: Iterable[tuple[int, Section]]) -> Iterator[tuple[str, int, Section]]:
        """Yield the rows, each with the name of its parent if that is another than in the row before."""
        last = None if len(self.national.plans) > 1 else 0
        for n, section in rows:
            parent = self.parent(n)
            yield harmless(self.national.documents[parent].name) if parent != last else "", n, section
            last = parent

    def count(self, row: int, extent: Extent) -> int:
        """Return how many local plans have a section to an extent."""
        return sum(column.extents[row] is extent for column in self.columns)

    def sign(self, row: int, column: Column) -> str:
        """Return the sign of a cell, blank if the selection leaves it out."""
        extent = column.extents[row]
        if not self.selection.has(row, extent):
            return " "
        return tenths(column.shares[row]) if extent is Extent.PARTLY else SIGNS[extent]

    def sorted_columns(self) -> list[Column]:
        """Return the local plans in the order asked for."""
        if self.selection.columns is ColumnOrder.SHARE:
            return sorted(self.columns, key=lambda column: -mean(column.shares))
        if self.selection.columns is ColumnOrder.REGION:
            return sorted(self.columns, key=lambda column: (province_rank(column.name), column.name))
        return self.columns


def tenths(share: float) -> str:
    """Return a share from 0 to 1 as one digit: its tenths, 9 for all."""
    return str(min(9, int(share * 10)))


def mean(shares: Sequence[float]) -> float:
    """Return the mean of shares; 0 of none."""
    return sum(shares) / len(shares) if shares else 0.0


def indented(section: Section) -> str:
    """Return a section's number and title, set in by its level."""
    return "  " * (section.level - 1) + section_text(section)


class Shown(NamedTuple):
    """A section of a parent with what a local plan has of it.

    Attributes:
        row: Its number, as in `National.rows`.
        section: The section.
        item: What became of it.
        passages: Those of which it is the innermost section that counts them.
    """

    row: int
    section: Section
    item: Coverage
    passages: tuple[Passage, ...]


def sections_shown(result: Derivation, selection: Selection) -> Iterator[tuple[Derivation, list[Shown]]]:
    """Yield the local plan beside each parent, with its sections: those that hold passages, or all asked for."""
    rows = count()
    for part in result.parts:
        innermost = {bead: item.section for item in part.coverage.left for bead in item.beads}
        shown = []
        for section, item, row in zip(part.sections.left, part.coverage.left, rows, strict=False):
            mine = tuple(part.passages[bead] for bead in item.beads if innermost[bead] == section.id)
            if selection.has(row, item.extent) and (mine or selection.rows is not None):
                shown.append(Shown(row, section, item, mine))
        yield part, shown
