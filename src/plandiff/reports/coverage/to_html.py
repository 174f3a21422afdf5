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
                "name": coverage.name(section),
                "level": min(section.level, 4),
                "cells": [_cell(coverage, row, section, n) for n in range(len(coverage.columns))],
            }
            for row, section in rows
        ],
        means=[_share(coverage.mean_share(column, indices)) for column in coverage.columns],
        groups=[*_groups(coverage, rows)],
    )
    yield "\n"


def _share(share: float) -> dict[str, Any]:
    return {"text": f"{share * 100:.0f}", "heat": heat(share), "place": ""}


def _cell(coverage: Coverage, row: int, section: Section, n: int) -> dict[str, Any]:
    cell = coverage.cell(row, n)
    place = f"e{section.id}-{n}" if (section.id, n) in coverage.passages else ""
    if cell.sign:
        return {"text": cell.sign.strip(), "heat": 0, "place": place}
    return _share(cell.share) | {"place": place}


def _groups(coverage: Coverage, rows: Iterable[tuple[int, Section]]) -> Iterator[dict[str, Any]]:
    """Yield the wording by section and local plan."""
    for _, section in rows:
        found = [
            {
                "place": f"e{section.id}-{n}",
                "name": name,
                "passages": [
                    {"status": status_words(one), "national": one.national, "local": one.local}
                    for one in coverage.passages[section.id, n]
                ],
            }
            for n, name in enumerate(coverage.names)
            if (section.id, n) in coverage.passages
        ]
        if found:
            yield {"name": coverage.name(section), "locals": found}
