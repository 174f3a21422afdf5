"""A trace for programs: JSON and CSV, a local plan at a time."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import compress, count

from plandiff.derivation.coverage import NATIONAL
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.presentation.excerpts import sources_of
from plandiff.reports.csv_rows import csv_row
from plandiff.reports.matrix import Matrix, Report, Selection, View, column_of
from plandiff.reports.reuse import clause_of
from plandiff.reports.to_json import item_line


def json_report(national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes JSON: format ``plandiff-trace/1``."""
    return Report(partial(_json_view, selection=selection), partial(_json, national))


def _json_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan as JSON on one line, with the national sections that are asked for."""
    value = result.local_dict()
    items = (item for part in result.parts for item in part.coverage.left)
    asked = [selection.has(row, item.extent) for row, item in enumerate(items)]
    return View(column_of(result), item_line(value | {"taken_up": [*compress(value["taken_up"], asked)]}))


def _json(national: National, views: Iterable[View]) -> Iterator[str]:
    yield "{" + ",\n".join(f"{item_line(key)}: {item_line(value)}" for key, value in national.to_dict().items())
    yield ',\n"locals": ['
    matrix = Matrix(national, Selection())
    for n, view in enumerate(views):
        matrix.add(view.column)
        yield (",\n" if n else "\n") + view.text
    yield f'\n],\n"missing_parents": {item_line(matrix.missing.to_dict())}}}\n'


_COLUMNS = ("section", "number", "title", "local", "status", "shared", "national wording", "local wording", "national")


def csv_report(_national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes CSV."""
    return Report(partial(_csv_view, selection=selection), _csv)


def _csv_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan's rows: one for each national section, with the wording they share."""
    rows: list[str] = []
    number = count()
    for part in result.parts:
        sources = sources_of(part)
        for section, item in zip(part.sections.left, part.coverage.left, strict=True):
            if not selection.has(next(number), item.extent):
                continue
            shared = [part.passages[bead].spans for bead in item.beads]
            wording = (
                _joined(sources.left.shown(clause_of(sources.left, spans.left)) for spans in shared),
                _joined(sources.right.shown(clause_of(sources.right, spans.right)) for spans in shared),
            )
            facts = (section.id, section.number, section.title, result.documents.right.name)
            shares = (NATIONAL[item.extent], f"{item.shared:.4f}")
            rows.append(csv_row((*facts, *shares, *wording, part.documents.left.name)))
    return View(column_of(result), "".join(rows))


def _joined(texts: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(text.strip() for text in texts))


def _csv(views: Iterable[View]) -> Iterator[str]:
    yield csv_row(_COLUMNS)
    for view in views:
        yield view.text
