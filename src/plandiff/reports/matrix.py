"""The matrix of a trace: national sections down, local plans across, one sign a cell."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plandiff.derivation.coverage import LOCAL, NATIONAL, Extent
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.places import section_text
from plandiff.reading.document import Evidence
from plandiff.tables import complete

SIGNS = complete(Extent, {Extent.WHOLE: "#", Extent.PARTLY: "+", Extent.RELATED: "?", Extent.NONE: "."})
"""One ASCII cell each, so that every terminal and font shows them."""


@dataclass(frozen=True)
class Selection:
    """What of a trace is shown.

    Attributes:
        sections: Ids of the national sections; None for all.
        statuses: Of `coverage.NATIONAL`'s words; None for all.
        by_count: Whether the sections most taken up come first, instead of document order.
    """

    sections: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    by_count: bool = False

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
        items: Its own sections, counted by `coverage.LOCAL`'s words.
        reused: Its passages of shared wording.
        guess: Its encoding if that had to be guessed, else empty.
    """

    name: str
    extents: tuple[Extent, ...]
    items: Counter[str]
    reused: int
    guess: str


def column_of(result: Derivation) -> Column:
    """Return the column of a local plan."""
    document = result.documents.right
    return Column(
        name=harmless(document.name),
        extents=tuple(item.extent for item in result.coverage.left),
        items=Counter(LOCAL[item.extent] for item in result.coverage.right),
        reused=sum(map(is_reuse, result.passages)),
        guess=document.encoding if document.encoding_evidence is Evidence.GUESS else "",
    )


@dataclass(frozen=True, slots=True)
class View:
    """What is kept of the comparison with one local plan: its column, and its part of the report."""

    column: Column
    text: str


class Report(NamedTuple):
    """How a trace is written.

    Attributes:
        view: What is made of each local plan, in the process that compared it.
        parts: How the views are put together.
    """

    view: Callable[[Derivation], View]
    parts: Callable[[Iterable[View]], Iterator[str]]


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
        return SIGNS[extent] if self.selection.has(self.national.sections[row].id, extent) else " "


def indented(section: Section) -> str:
    """Return a section's number and title, set in by its level."""
    return "  " * (section.level - 1) + section_text(section)
