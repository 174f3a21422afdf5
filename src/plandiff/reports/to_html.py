"""A comparison as a page: what counts first, both texts side by side with the section tree, then every change."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from plandiff.judging.change import COUNTED, Kind, Weight
from plandiff.judging.kinds import KINDS
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.language import language, tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.meant import shown_sources
from plandiff.presentation.places import section_text
from plandiff.presentation.words import NOTICES, RELATIONS, SCRIPTS, STATUSES, characters, weighed
from plandiff.reading.document import Document
from plandiff.reports.cards import card_of, cards, weightiest
from plandiff.reports.page import page
from plandiff.reports.synopsis.building import synopsis_of
from plandiff.reports.synopsis.options import Options
from plandiff.reports.synopsis.reader import reader_terms
from plandiff.reports.synopsis.rows import Synopsis
from plandiff.reports.synopsis.to_html import table_rows

_TOP = 10
"""Changes that are shown before all others: more a reader does not take in at once."""


def comparison_html(result: Comparison, *, show_all: bool, meant: bool = False) -> str:
    """Return a comparison as one HTML file.

    Args:
        result: The comparison.
        show_all: Whether to list cosmetic changes too.
        meant: Whether the texts are shown as they were meant, see `presentation.meant`.
    """
    synopsis = synopsis_of(result, Options(whole=True, meant=meant), reader_terms())
    rows = table_rows(synopsis)
    sources = shown_sources(result, meant=meant)
    top = [card_of(entry, sources, whole=False) for entry in weightiest(result.changes, sources, _TOP)]
    lists = []
    for weight in COUNTED:
        found = [change for change in result.changes if change.weight is weight]
        if found and (show_all or weight is not Weight.COSMETIC):
            lists.append((weighed(weight, len(found)), [*cards(found, sources, whole=show_all)]))
    return page(
        "comparison",
        language=language(),
        synopsis=synopsis,
        heads=synopsis.ordered(synopsis.heads),
        rows=rows,
        new=tr("new"),
        gone=tr("gone"),
        names=(tr("left"), tr("right")),
        documents=[*_documents(result)],
        relation=tr(RELATIONS[result.relation]),
        notices=[tr(NOTICES[notice]) for notice in result.notices],
        counts=[*_counts(result)],
        kinds=[*_kinds(result, rows, show_all=show_all)],
        top=top if len(result.changes) > _TOP else [],
        tree=[*_tree(result, synopsis)],
        lists=lists,
    )


def _documents(result: Comparison) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, document, script in (
        (tr("left"), result.documents.left, result.scripts.left),
        (tr("right"), result.documents.right, result.scripts.right),
    ):
        yield name, {"name": harmless(document.name), "facts": _facts(document, script)}


def _facts(document: Document, script: str) -> list[str]:
    return [tr(SCRIPTS[script]), document.encoding, characters(len(document.text))]


def _counts(result: Comparison) -> Iterator[str]:
    weights = Counter(change.weight for change in result.changes)
    if not weights[Weight.SUBSTANTIVE]:
        yield tr("no substantive difference")
    for weight in COUNTED:
        if weights[weight]:
            yield weighed(weight, weights[weight])


def _kinds(result: Comparison, rows: list[dict[str, Any]], *, show_all: bool) -> Iterator[tuple[str, str, str]]:
    """Yield what can be filtered: a kind or ``same``, its name, how many there are."""
    counts = Counter(change.kind for change in result.changes)
    for kind in Kind:
        if counts[kind] and (show_all or kind.weight is not Weight.COSMETIC):
            yield kind.value, tr(KINDS[kind].label), f"{counts[kind]:,}"
    same = sum(not row["band"] and "k-same" in row["classes"] for row in rows)
    if same:
        yield "same", tr("unchanged"), f"{same:,}"


def _tree(result: Comparison, synopsis: Synopsis) -> Iterator[dict[str, Any]]:
    """Yield the sections of the new text that have a row or band, with what became of them."""
    if not isinstance(result, AlignedComparison):
        return
    places = {row.place for row in synopsis.rows}
    statuses = {id_: pair.status for pair in result.section_pairs for id_ in pair.ids.right}
    for section in result.sections.right:
        if f"r{section.id}" in places:
            status = statuses.get(section.id)
            words = tr(STATUSES[status][1]) if status and status.value != "same" else ""
            yield {
                "place": f"r{section.id}",
                "level": min(section.level, 4),
                "text": section_text(section),
                "status": words,
            }
