"""What papers call a document: its title if it shows one, else the name of its file."""

from collections.abc import Sequence
from pathlib import PurePath

from plandiff.outline.clean_text import with_line_feeds
from plandiff.outline.front_matter import header_of
from plandiff.outline.sections import Section
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import harmless
from plandiff.reading.document import Document

_LONGEST = 60
"""Code points: a longer first line is no title."""
_LABELLED = late_pattern(r"[^:：]{1,4}[:：].")
"""A line of the site: 時間:2021-11-30, 来源：国家发展改革委."""


def title_of(document: Document, sections: Sequence[Section]) -> str:
    """Return the first line of a document if it is short, no sentence and no section's heading; else nothing.

    Lines of a label and its value, which sites put before a text, are passed over. A header that names a title has it.
    """
    source = with_line_feeds(document.text)
    begin, titled = header_of(source) or (0, None)
    if titled and (words := "".join(titled.of(source).split())):
        return harmless(words)
    top = document.text[begin : sections[0].start if sections else len(document.text)]
    for line in top.splitlines():
        words = "".join(line.split()).strip("#*")
        if words and not _LABELLED.match(words):
            is_title = len(words) <= _LONGEST and not words.endswith(("。", "；", "，", "："))
            return harmless(words) if is_title else ""
    return ""


def file_name(document: Document) -> str:
    """Return the name of a document's file without folder and ending."""
    return harmless(PurePath(document.name).stem)
