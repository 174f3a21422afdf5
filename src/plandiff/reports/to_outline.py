"""The section tree of one document, for the terminal or as JSON."""

from plandiff.outline.sections import Section
from plandiff.presentation.places import position_text
from plandiff.reading.document import Document
from plandiff.reports.to_json import document_value, dumped, section_value
from plandiff.text.visible import visible


def outline_text(document: Document, sections: tuple[Section, ...]) -> str:
    """Return the tree as indented lines, each with the line and column of its heading."""
    lines = []
    for section in sections:
        heading = " ".join(part for part in (section.number, section.title) if part)
        lines.append(
            f"{'  ' * (section.level - 1)}{visible(heading)}  [{section.kind} {position_text(document, section.start)}]"
        )
    return "\n".join(lines)


def outline_json(document: Document, script: str, sections: tuple[Section, ...]) -> str:
    """Return the tree as JSON: format ``plandiff-outline/1``."""
    value = {"format": "plandiff-outline/1", "document": document_value(document, script)}
    return dumped(value | {"sections": [section_value(section) for section in sections]})
