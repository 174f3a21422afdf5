"""The matrix of a trace: national sections down, local plans across, one sign a cell."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from plandiff.chinese.provinces import province_rank
from plandiff.derivation.coverage import LOCAL, NATIONAL, Extent
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.judging.passages import Status
from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.places import section_text
from plandiff.presentation.reading_notices import notices_of
from plandiff.reading.document import Evidence
from plandiff.tables import complete

SIGNS = complete(Extent, {Extent.WHOLE: "#", Extent.PARTLY: "+", Extent.RELATED: "?", Extent.NONE: "."})
"""One ASCII cell each, so that every terminal and font shows them."""


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
        sections: Ids of the national sections; None for all.
        statuses: Of `coverage.NATIONAL`'s words; None for all.
        by_count: Whether the sections most taken up come first, instead of document order.
        columns: In which order the local plans stand.
    """

    sections: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    by_count: bool = False
    columns: ColumnOrder = ColumnOrder.GIVEN

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return self.sections is not None or self.statuses is not None

    def has(self, section: str, extent: Extent) -> bool:
        """Say whether a cell is shown."""
        return (self.sections is None or section in self.sections) and (
            self.statuses is None or NATIONAL[extent] in self.statuses
        )


def sections_like(sections: Sequence[Section], wanted: Iterable[str]) -> frozenset[str]:
    """Return the ids of the sections that bear a number, title or id as wanted, with their subsections."""
    found: set[str] = set()
    for section in sections:
        named = any(want and (want == section.id or want in section.number + section.title) for want in wanted)
        if named or section.parent in found:
            found.add(section.id)
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


def column_of(result: Derivation) -> Column:
    """Return the column of a local plan."""
    document = result.documents.right
    return Column(
        name=harmless(document.name),
        extents=tuple(item.extent for item in result.coverage.left),
        shares=tuple(item.shared for item in result.coverage.left),
        items=Counter(LOCAL[item.extent] for item in result.coverage.right),
        reused=sum(map(is_reuse, result.passages)),
        guess=document.encoding if document.encoding_evidence is Evidence.GUESS else "",
        notices=tuple(notices_of(document)),
    )


class SharedPassage(NamedTuple):
    """A passage behind a cell.

    Attributes:
        section: The id of the innermost national section that counts it.
        status: How the two texts relate.
        national: The national wording, harmless.
        local: The local wording, harmless.
    """

    section: str
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

    def rows(self) -> Iterator[tuple[int, Section]]:
        """Yield the shown sections with their index, in the order asked for."""
        rows = [
            (n, section)
            for n, section in enumerate(self.national.sections)
            if (self.selection.sections is None or section.id in self.selection.sections)
            and (
                self.selection.statuses is None
                or any(self.selection.has(section.id, column.extents[n]) for column in self.columns)
            )
        ]
        if self.selection.by_count:
            rows.sort(key=lambda row: (-self.count(row[0], Extent.WHOLE), -self.count(row[0], Extent.PARTLY), row[0]))
        yield from rows

    def count(self, row: int, extent: Extent) -> int:
        """Return how many local plans have a section to an extent."""
        return sum(column.extents[row] is extent for column in self.columns)

    def sign(self, row: int, column: Column) -> str:
        """Return the sign of a cell, blank if the selection leaves it out."""
        extent = column.extents[row]
        if not self.selection.has(self.national.sections[row].id, extent):
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


def innermost(result: Derivation) -> dict[int, str]:
    """Return for each passage the innermost section of the national plan that counts it."""
    return {bead: item.section for item in result.coverage.left for bead in item.beads}
