"""The section tree of one document, for the terminal or as JSON."""

from plandiff.chinese.script import script_of
from plandiff.judging.json_values import document_value, section_value
from plandiff.outline import Outlined
from plandiff.presentation.places import position_text
from plandiff.reports.to_json import dumped
from plandiff.text.visible import visible


def outline_text(result: Outlined) -> str:
    """Return the tree as indented lines, each with the line and column of its heading; empty if there is none."""
    lines = []
    for section in result.sections:
        where = position_text(result.text.document, section.start)
        heading = " ".join(part for part in (section.number, section.title) if part)
        lines.append(f"{'  ' * (section.level - 1)}{visible(heading)}  [{section.kind} {where}]")
    return "\n".join(lines)


def outline_json(result: Outlined) -> str:
    """Return the tree as JSON: format ``plandiff-outline/1``."""
    document = result.text.document
    value = {"format": "plandiff-outline/1", "document": document_value(document, script_of(document.text))}
    return dumped(value | {"sections": [section_value(section) for section in result.sections]})
