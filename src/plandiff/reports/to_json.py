"""The comparison as JSON: format ``plandiff-comparison/1``."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from plandiff.comparison import Comparison
from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.derivation.result import Derivation
from plandiff.judging.change import Change, Weight
from plandiff.judging.passages import Passage
from plandiff.outline.sections import Section
from plandiff.presentation.reasons import reason_of
from plandiff.reading.document import Document
from plandiff.text.span import Span
from plandiff.text.visible import unforged_json

FORMAT = "plandiff-comparison/1"


def comparison_json(result: Comparison) -> str:
    """Return ``result`` as JSON text; offsets are code points, lines and columns 1-based code points."""
    documents, scripts = result.documents, result.scripts
    value = {
        "format": FORMAT,
        "relation": result.relation,
        "left": document_value(documents.left, scripts.left),
        "right": document_value(documents.right, scripts.right),
        "sections": {
            "left": [section_value(section) for section in result.sections.left],
            "right": [section_value(section) for section in result.sections.right],
        },
        "section_pairs": [
            {
                "left": pair.ids.left,
                "right": pair.ids.right,
                "status": pair.status,
                "moved": pair.moved,
                "renumbered": pair.renumbered,
            }
            for pair in result.section_pairs
        ],
        "beads": [bead_value(passage) for passage in result.passages],
        "changes": [change_value(change, documents.left, documents.right) for change in result.changes],
        "summary": summary(result.changes),
        "notices": result.notices,
    }
    if isinstance(result, Derivation):
        value["taken_up"] = [coverage_value(item, NATIONAL) for item in result.coverage.left]
        value["items"] = [coverage_value(item, LOCAL) for item in result.coverage.right]
    return dumped(value)


def dumped(value: Mapping[str, object]) -> str:
    """Return ``value`` as JSON: an item a line, so that results can be read and diffed.

    The library's own indentation would leave its fast encoder and put each number on a line of its own.
    """
    return "{" + ",\n".join(f"{item_line(key)}: {_block(part)}" for key, part in value.items()) + "}"


def _block(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(item_line, value)) + "]"
    if isinstance(value, dict) and any(isinstance(part, list) for part in value.values()):
        return dumped(value)
    return item_line(value)


def item_line(value: object) -> str:
    """Return a value as JSON on one line; what cannot be written as UTF-8 is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return unforged_json(json.dumps(value) if _LONE_SURROGATE.search(text) else text)


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Cannot be written as UTF-8: such an item is escaped."""


def summary(changes: Sequence[Change]) -> dict[str, int]:
    """Count the changes of each weight."""
    return {weight.value: sum(change.weight is weight for change in changes) for weight in Weight}


def document_value(document: Document, script: str) -> dict[str, Any]:
    """Return what a report says of a document."""
    return {
        "path": document.name,
        "encoding": document.encoding,
        "length": len(document.text),
        "sha256": document.sha256,
        "script": script,
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


def coverage_value(item: Coverage, names: Mapping[Extent, str]) -> dict[str, Any]:
    """Return what became of a section; ``names`` are the words for its side."""
    return {
        "section": item.section,
        "status": names[item.extent],
        "shared": round(item.shared, 4),
        "beads": item.beads,
    }


def bead_value(passage: Passage) -> dict[str, Any]:
    """Return a passage as the contract describes it."""
    return {
        "left": passage.spans.left,
        "right": passage.spans.right,
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
        "reason": reason_of(change.judgement),
    }


def _side(document: Document, span: Span) -> dict[str, Any]:
    position = document.position(span.start)
    return {
        "start": span.start,
        "end": span.end,
        "text": span.of(document.text),
        "line": position.line,
        "column": position.column,
    }
