"""Writes a coverage as a page: the matrix as a heat map with shares, and the wording behind each cell below."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from plandiff.derivation.tracing import National
from plandiff.language import language
from plandiff.outline.sections import Section
from plandiff.reports.coverage.cells import SIGNS, Coverage, evidence_view, extent_words, status_words
from plandiff.reports.looks import heat
from plandiff.reports.matrix import Report, Selection, View
from plandiff.reports.page import page


def html_report(national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes a page."""
    return Report(partial(evidence_view, selection=selection), partial(_html, national, selection=selection))


def _html(national: National, views: Iterable[View], selection: Selection) -> Iterator[str]:
    coverage = Coverage.of(national, views, selection)
    rows = [*coverage.matrix.rows()]
    indices = [row for row, _ in rows]
    yield page(
        "coverage",
        language=language(),
        title=coverage.title,
        names=coverage.names,
        legend=[(sign, extent_words(extent)) for extent, sign in SIGNS.items()],
        rows=[
            {
                "parent": parent,
                "name": coverage.name(row),
                "level": min(section.level, 4),
                "cells": [_cell(coverage, row, n) for n in range(len(coverage.columns))],
            }
            for parent, row, section in coverage.matrix.begins(rows)
        ],
        means=[_share(coverage.mean_share(column, indices)) for column in coverage.columns],
        groups=[*_groups(coverage, rows)],
        missing=coverage.missing,
    )
    yield "\n"


def _share(share: float) -> dict[str, Any]:
    return {"text": f"{share * 100:.0f}", "heat": heat(share), "place": ""}


def _cell(coverage: Coverage, row: int, n: int) -> dict[str, Any]:
    cell = coverage.cell(row, n)
    place = _place(row, n) if (row, n) in coverage.passages else ""
    if cell.sign:
        return {"text": cell.sign.strip(), "heat": 0, "place": place}
    return _share(cell.share) | {"place": place}


def _place(row: int, n: int) -> str:
    return f"e{row + 1}-{n}"


def _groups(coverage: Coverage, rows: Iterable[tuple[int, Section]]) -> Iterator[dict[str, Any]]:
    """Yield the wording by section and local plan."""
    parent = ""
    for begins, row, _ in coverage.matrix.begins(rows):
        parent = begins or parent
        found = [
            {
                "place": _place(row, n),
                "name": name,
                "passages": [
                    {"status": status_words(one), "national": one.national, "local": one.local}
                    for one in coverage.passages[row, n]
                ],
            }
            for n, name in enumerate(coverage.names)
            if (row, n) in coverage.passages
        ]
        if found:
            yield {"parent": parent, "name": coverage.name(row), "locals": found}
            parent = ""
