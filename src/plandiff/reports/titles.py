"""What papers call a document: its title if it shows one, else the name of its file."""

from collections.abc import Sequence
from pathlib import PurePath

from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import harmless
from plandiff.reading.document import Document

_LONGEST = 60
"""Code points: a longer first line is no title."""


def title_of(document: Document, sections: Sequence[Section]) -> str:
    """Return the first line of a document if it is short, no sentence and no section's heading; else nothing."""
    top = document.text[: sections[0].start if sections else len(document.text)]
    for line in top.splitlines():
        if words := "".join(line.split()).strip("#*"):
            is_title = len(words) <= _LONGEST and not words.endswith(("。", "；", "，", "："))
            return harmless(words) if is_title else ""
    return ""


def file_name(document: Document) -> str:
    """Return the name of a document's file without folder and ending."""
    return harmless(PurePath(document.name).stem)
