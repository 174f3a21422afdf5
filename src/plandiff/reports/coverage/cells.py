"""What the workbook and the page of a coverage share: names, cells, and which passages stand behind a cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from pathlib import PurePath
from typing import NamedTuple

from plandiff.derivation.coverage import NATIONAL, Extent
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.language import listed, tr
from plandiff.presentation.excerpts import harmless, sources_of
from plandiff.presentation.places import section_text
from plandiff.presentation.words import STATUSES
from plandiff.reports.extents import EXTENTS
from plandiff.reports.matrix import Column, Matrix, Selection, SharedPassage, View, column_of, mean, sections_shown
from plandiff.reports.parents import missing_rows
from plandiff.reports.reuse import clause_of
from plandiff.reports.titles import file_name, title_of

_FIRST_WORDS = 16
"""Code points that tell which article is meant where it has no title."""


def evidence_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan's column with the wording behind its cells."""
    found = []
    for part, shown in sections_shown(result, selection):
        sources = sources_of(part)
        for one in shown:
            for passage in one.passages:
                left = harmless(sources.left.shown(clause_of(sources.left, passage.spans.left)).strip())
                right = harmless(sources.right.shown(clause_of(sources.right, passage.spans.right)).strip())
                found.append(SharedPassage(one.row, passage.status, left, right))
    return View(column_of(result), "", tuple(dict.fromkeys(found)))


SIGNS = {Extent.RELATED: "?", Extent.NONE: "·"}
"""In place of a share, where no wording was taken up."""


class Cell(NamedTuple):
    """What became of a section in a local plan.

    Attributes:
        sign: In place of a share: one of `SIGNS`, or empty; a blank if the selection leaves the cell out.
        share: The share of its wording, from 0 to 1.
    """

    sign: str
    share: float


@dataclass(frozen=True)
class Coverage:
    """A whole matrix with its evidence.

    Attributes:
        matrix: The matrix.
        columns: The local plans in the order asked for.
        names: Their names, in the same order, each different.
        evidence: The passages of each, in the same order.
    """

    matrix: Matrix
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    evidence: tuple[tuple[SharedPassage, ...], ...]

    @classmethod
    def of(cls, national: National, views: Iterable[View], selection: Selection) -> "Coverage":
        """Gather the views of all local plans."""
        matrix = Matrix(national, selection)
        evidence: dict[int, tuple[SharedPassage, ...]] = {}
        for view in views:
            matrix.add(view.column)
            evidence[id(matrix.columns[-1])] = view.evidence
        columns = tuple(matrix.sorted_columns())
        names = column_names([column.name for column in columns])
        return cls(matrix, columns, names, tuple(evidence[id(column)] for column in columns))

    @property
    def title(self) -> str:
        """The title of the paper."""
        plans = self.matrix.national.plans
        names = [title_of(plan.text.document, plan.sections) or file_name(plan.text.document) for plan in plans]
        return tr("What local plans took up of {name}").format(name=listed(names))

    @property
    def missing(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What points to parents that are not given, in rows under a title each."""
        return [*missing_rows(self.matrix.missing, [column.name for column in self.matrix.columns])]

    def name(self, row: int) -> str:
        """Return the number and title of a section, or its first words where it has no title."""
        parent, section = self.matrix.national.rows[row]
        if section.title:
            return section_text(section)
        text = "".join(self.matrix.national.documents[parent].text[section.heading_end : section.end].split())
        words = text[:_FIRST_WORDS] + ("…" if len(text) > _FIRST_WORDS else "")
        return f"{section_text(section)} {harmless(words)}"

    @cached_property
    def passages(self) -> dict[tuple[int, int], list[SharedPassage]]:
        """The passages behind each cell that has some, by the numbers of the section and of the column."""
        found: dict[tuple[int, int], list[SharedPassage]] = {}
        for n, evidence in enumerate(self.evidence):
            for one in evidence:
                found.setdefault((one.row, n), []).append(one)
        return found

    def cell(self, row: int, n: int) -> Cell:
        """Return the cell of a section (its index in the plan) in the n-th column."""
        column = self.columns[n]
        extent = column.extents[row]
        if not self.matrix.selection.has(row, extent):
            return Cell(" ", 0.0)
        return Cell(SIGNS.get(extent, ""), column.shares[row])

    def mean_share(self, column: Column, rows: Sequence[int]) -> float:
        """Return the mean share that a local plan has of the shown sections."""
        return mean([column.shares[n] for n in rows])


def status_words(evidence: SharedPassage) -> str:
    """Return how two passages relate, in words."""
    return tr(STATUSES[evidence.status][1])


def extent_words(extent: Extent) -> str:
    """Return what became of a section, in words."""
    return tr(EXTENTS[NATIONAL[extent]])


def column_names(files: Sequence[str]) -> tuple[str, ...]:
    """Return what tells the files apart: their stems, else the folders in which they differ, else their whole names."""
    paths = [PurePath(file) for file in files]
    parts = [path.with_suffix("").parts for path in paths]
    before, behind = _alike(parts), _alike([part[::-1] for part in parts])
    between = ["/".join(part[before : len(part) - behind]) for part in parts]
    for names in ([path.stem for path in paths], between):
        if all(names) and len(set(names)) == len(names):
            return tuple(names)
    return tuple(files)


def _alike(parts: Sequence[Sequence[str]]) -> int:
    """Return how many parts all paths begin with."""
    return sum(1 for _ in takewhile(lambda each: len(set(each)) == 1, zip(*parts, strict=False)))
