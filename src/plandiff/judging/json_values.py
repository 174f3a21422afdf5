"""The objects that the JSON formats share: what documents, sections, passages and changes are to a program.

Keys and values are the same in every language and are promised: `plandiff.schemas` describes them. Offsets are code
points of the document as read, half-open; lines and columns are 1-based code points.
"""

from collections.abc import Sequence
from typing import Any

from plandiff.judging.change import COUNTED, CellPlace, Change
from plandiff.judging.passages import Passage
from plandiff.judging.reasons import reason_of
from plandiff.judging.section_pairs import SectionPair
from plandiff.outline.sections import Section
from plandiff.reading.document import Document
from plandiff.text.span import Span


def document_value(document: Document, script: str) -> dict[str, Any]:
    """Return what a report says of a document."""
    return {
        "path": document.name,
        "kind": document.kind,
        "encoding": document.encoding,
        "length": len(document.text),
        "sha256": document.sha256,
        "script": script,
        "notices": [{"code": notice.code, **dict(notice.facts)} for notice in document.notices],
    }


def section_value(section: Section) -> dict[str, Any]:
    """Return a section as the contract describes it."""
    return {
        "id": section.id,
        "parent": section.parent,
        "level": section.level,
        "kind": section.kind,
        "number": section.number,
        "title": section.title,
        "start": section.start,
        "heading_end": section.heading_end,
        "end": section.end,
    }


def section_pair_value(pair: SectionPair) -> dict[str, Any]:
    """Return which sections correspond, and how."""
    return {
        "left": [*pair.ids.left],
        "right": [*pair.ids.right],
        "status": pair.status,
        "moved": pair.moved,
        "renumbered": pair.renumbered,
    }


def bead_value(passage: Passage) -> dict[str, Any]:
    """Return a passage as the contract describes it."""
    return {
        "left": [[*span] for span in passage.spans.left],
        "right": [[*span] for span in passage.spans.right],
        "status": passage.status,
        "moved": passage.moved,
        "formula": passage.formula,
        "similarity": round(passage.similarity, 4),
    }


def change_value(change: Change, left: Document, right: Document) -> dict[str, Any]:
    """Return a change as the contract describes it."""
    return {
        "id": change.id,
        "kind": change.kind,
        "weight": change.weight,
        "direction": change.judgement.direction,
        "left": _side(left, change.spans.left),
        "right": _side(right, change.spans.right),
        "expected": change.judgement.expected,
        "certainty": change.judgement.certainty,
        "reason": reason_of(change.judgement, change.cell),
        "rank": change.rank,
        "group": change.group,
        "cell": _cell(change.cell) if change.cell else None,
    }


def _cell(cell: CellPlace) -> dict[str, Any]:
    """Return where in a table a change stands, by the names and values on either side."""
    tables, rows, columns, values = cell.tables, cell.rows, cell.columns, cell.values
    return {
        "left": {"table": tables.left, "row": rows.left, "column": columns.left, "value": values.left},
        "right": {"table": tables.right, "row": rows.right, "column": columns.right, "value": values.right},
    }


def _side(document: Document, span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(document.text), **place_value(document, span.start)}


def place_value(document: Document, offset: int) -> dict[str, Any]:
    """Return where a person finds a code point: line and column of the text, and the place in its source."""
    line, column = document.position(offset)
    return {"line": line, "column": column, "address": document.address(offset)}


def summary(changes: Sequence[Change]) -> dict[str, int]:
    """Count the changes of each weight that is counted."""
    return {weight.value: sum(change.weight is weight for change in changes) for weight in COUNTED}
