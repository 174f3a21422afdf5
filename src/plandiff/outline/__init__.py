"""Numbering schemes and headings → sections; sentences → segments."""

from plandiff.outline.clean_text import CleanText
from plandiff.outline.headings import find_headings
from plandiff.outline.lines import Lines
from plandiff.outline.sections import Section, build_sections


def outlined(text: CleanText) -> tuple[Section, ...]:
    """Return the sections of one document by its own evidence."""
    return build_sections(text, find_headings(text, Lines.of(text)), len(text.key))
