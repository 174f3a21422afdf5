"""A trace for programs: JSON and CSV, a local plan at a time."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import compress

from plandiff.derivation.coverage import NATIONAL
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.presentation.excerpts import sources_of
from plandiff.reports.csv_rows import csv_row
from plandiff.reports.matrix import Report, Selection, View, column_of
from plandiff.reports.reuse import clause_of
from plandiff.reports.to_json import item_line


def json_report(national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes JSON: format ``plandiff-trace/1``."""
    return Report(partial(_json_view, selection=selection), partial(_json, national))


def _json_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan as JSON on one line, with the national sections that are asked for."""
    value = result.local_dict()
    asked = [selection.has(item.section, item.extent) for item in result.coverage.left]
    return View(column_of(result), item_line(value | {"taken_up": [*compress(value["taken_up"], asked)]}))


def _json(national: National, views: Iterable[View]) -> Iterator[str]:
    yield "{" + ",\n".join(f"{item_line(key)}: {item_line(value)}" for key, value in national.to_dict().items())
    yield ',\n"locals": ['
    for n, view in enumerate(views):
        yield (",\n" if n else "\n") + view.text
    yield "\n]}\n"


_COLUMNS = ("section", "number", "title", "local", "status", "shared", "national wording", "local wording")


def csv_report(_national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes CSV."""
    return Report(partial(_csv_view, selection=selection), _csv)


def _csv_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan's rows: one for each national section, with the wording they share."""
    sources = sources_of(result)
    rows = []
    for section, item in zip(result.sections.left, result.coverage.left, strict=True):
        if not selection.has(section.id, item.extent):
            continue
        shared = [result.passages[bead].spans for bead in item.beads]
        wording = (
            " / ".join(
                dict.fromkeys(sources.left.shown(clause_of(sources.left, spans.left)).strip() for spans in shared)
            ),
            " / ".join(
                dict.fromkeys(sources.right.shown(clause_of(sources.right, spans.right)).strip() for spans in shared)
            ),
        )
        facts = (section.id, section.number, section.title, result.documents.right.name)
        rows.append(csv_row((*facts, NATIONAL[item.extent], f"{item.shared:.4f}", *wording)))
    return View(column_of(result), "".join(rows))


def _csv(views: Iterable[View]) -> Iterator[str]:
    yield csv_row(_COLUMNS)
    for view in views:
        yield view.text
