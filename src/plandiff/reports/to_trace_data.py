"""A trace for programs: JSON (format ``plandiff-trace/1``) and CSV, a local plan at a time."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from plandiff.chinese.script import script_of
from plandiff.derivation.coverage import LOCAL, NATIONAL
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.presentation.excerpts import sources_of
from plandiff.reports.matrix import Selection, View, column_of
from plandiff.reports.reuse import clause_of
from plandiff.reports.to_json import bead_value, change_value, coverage_value, document_value, item_line, section_value
from plandiff.text.visible import visible

FORMAT = "plandiff-trace/1"


def json_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan as JSON on one line."""
    return View(column_of(result), item_line(_local(result, selection)))


def trace_json(national: National, views: Iterable[View]) -> Iterator[str]:
    """Yield the trace as JSON; offsets are code points, into the national text (left) and the local one (right)."""
    document = national.document
    plan = document_value(document, script_of(document.text)) | {
        "sections": [section_value(section) for section in national.sections],
    }
    chance = f'"chance": {national.chance.reuse:.1f},\n"chance_related": {national.chance.related:.1f}'
    yield f'{{"format": {json.dumps(FORMAT)},\n{chance},\n'
    yield f'"national": {item_line(plan)},\n"locals": ['
    for n, view in enumerate(views):
        yield (",\n" if n else "\n") + view.text
    yield "\n]}\n"


def _local(result: Derivation, selection: Selection) -> dict[str, Any]:
    left, right = result.documents.left, result.documents.right
    taken = [item for item in result.coverage.left if selection.has(item.section, item.extent)]
    return document_value(right, result.scripts.right) | {
        "shared": round(result.shared, 4),
        "sections": [section_value(section) for section in result.sections.right],
        "beads": [bead_value(passage) for passage in result.passages],
        "changes": [change_value(change, left, right) for change in result.changes],
        "taken_up": [coverage_value(item, NATIONAL) for item in taken],
        "items": [coverage_value(item, LOCAL) for item in result.coverage.right],
    }


_COLUMNS = ("section", "number", "title", "local", "status", "shared", "national wording", "local wording")


def csv_view(result: Derivation, selection: Selection) -> View:
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
        rows.append(_row((*facts, NATIONAL[item.extent], f"{item.shared:.4f}", *wording)))
    return View(column_of(result), "".join(rows))


def trace_csv(views: Iterable[View]) -> Iterator[str]:
    """Yield the trace as CSV."""
    yield _row(_COLUMNS)
    for view in views:
        yield view.text


_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""With these a cell begins that a spreadsheet would run."""


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    safe = ["'" * cell.startswith(_FORMULA_SIGNS) + visible(cell) for cell in cells]
    csv.writer(line, lineterminator="\r\n").writerow(safe)
    return line.getvalue()
