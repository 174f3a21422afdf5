"""The snapshot of a document: its accepted text, one clause a line, and the notes on what was accepted.

The text can be rebuilt exactly, so that a comparison with it is the comparison with the old file: the same changes, the
same ids. Nothing else is in it: no date, no version of the tool, no digest of the whole.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from plandiff.decisions.checksums import blocks, escaped, sealed, unescaped
from plandiff.decisions.comparing import document_of
from plandiff.decisions.header import VERSION, Record, decoded, head_of, read_head
from plandiff.decisions.line_breaks import put_together, taken_apart, without_breaks
from plandiff.errors import SnapshotError
from plandiff.reading.document import Document

_FORM = "plandiff-snapshot"
_CLAUSE = r"[。！？；：!?;]+[”’」』）)》】]*|(?<=[^。！？；：，,]{12})[，,](?![0-9])"
"""Where a clause ends: at a stop, or at a comma that is not near the last one. Read without line breaks."""

_GOES_ON = "，,、"
"""A line that ends in one of these is broken inside a paragraph, however it looks."""


@dataclass(frozen=True, slots=True)
class DocumentSnapshot:
    """What was accepted of one document.

    Attributes:
        path: Path of the document from the configuration's folder, with ``/``.
        text: Its accepted text, as decoded.
        notes: Decisions on changes that are in the text by now, where somebody wanted others to know something, in the
            order of acceptance.
    """

    path: str
    text: str
    notes: tuple[Record, ...] = ()


def written(snapshot: DocumentSnapshot, cuts: Iterable[int] = (), sections: Iterable[int] = ()) -> str:
    """Return the snapshot as a file.

    Args:
        snapshot: What to write.
        cuts: Offsets of the text where a line must begin besides those that its stops tell.
        sections: Offsets where a block begins.
    """
    text = snapshot.text
    inner = (section for section in sections if 0 < section < len(text))
    edges = sorted({0, *inner, len(text)}) if text else []
    at = _lines(text, cuts)
    parts = [*head_of(_FORM, [("document", snapshot.path)], snapshot.notes)]
    low = 0
    for start, end in pairwise(edges):
        high = low
        while high < len(at) and at[high] < end:
            high += 1
        lines, breaks = taken_apart(text[start:end], [cut - start for cut in at[low:high] if cut > start])
        parts.append(sealed(map(escaped, lines), breaks))
        low = high
    return "".join(parts)


def parsed(content: bytes, *, verified: bool = True) -> DocumentSnapshot:
    """Return the snapshot that ``written`` wrote.

    Args:
        content: The file.
        verified: Whether to compare the digests of the sections: whoever knows the text from elsewhere need not.

    Raises:
        SnapshotError: It is none, or was changed since.
    """
    head = read_head(content, _FORM)
    if set(head.fields) != {"document"}:
        raise SnapshotError("its header does not name a document")
    parts = []
    for lines, breaks in blocks(head.rest, verified=verified):
        parts.append(put_together(unescaped(decoded(lines.replace(b"\n", b""))), decoded(breaks)))
    return DocumentSnapshot(head.fields["document"], "".join(parts), head.notes)


def file_of(snapshot: DocumentSnapshot, before: bytes = b"") -> str:
    """Return the snapshot as a file: lines follow the outline of the text, and each outermost section is a block.

    Args:
        snapshot: What to write.
        before: An intact file of the same text, whose lines stay as they are: under a new name, it is moved.
    """
    if before and (head := read_head(before, _FORM)).version == VERSION:
        return "".join(head_of(_FORM, [("document", snapshot.path)], snapshot.notes)) + decoded(head.rest)
    cuts, sections = _outline(document_of(snapshot.path, snapshot.text))
    return written(snapshot, cuts, sections)


def clauses_of(document: Document) -> list[str]:
    """Return the lines that a snapshot of a document would have."""
    cuts, _ = _outline(document)
    lines, _ = taken_apart(document.text, _lines(document.text, cuts))
    return [escaped(line) for line in lines]


def _outline(document: Document) -> tuple[AbstractSet[int], Sequence[int]]:
    """Return the offsets where a line must begin, and those where an outermost section does."""
    from plandiff.outline import outlined  # noqa: PLC0415 - heavy, and only needed to write

    outline = outlined(document)
    text, sections = outline.text, outline.sections
    ends = (at for at in outline.lines.hard if 0 < at < len(text.key) and text.key[at - 1] not in _GOES_ON)
    hard = [text.offsets.to_source(at) for at in ends]
    titles = (section.heading_end for section in sections if section.title)
    cuts = {*hard, *titles, *(section.start for section in sections)}
    return cuts, [section.start for section in sections if section.level == 1]


def _lines(text: str, cuts: Iterable[int]) -> list[int]:
    """Return the offsets where a line begins: the cuts, and where a clause ends, wherever the text breaks its lines."""
    edges = sorted({0, *(cut for cut in cuts if 0 < cut < len(text)), len(text)})
    return sorted({*edges[1:-1], *(end for start, end in pairwise(edges) for end in _clause_ends(text, start, end))})


def _clause_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Yield the offsets of a part of a text where a clause ends."""
    ink, offsets = without_breaks(text[start:end])
    return (start + offsets[match.end() - 1] + 1 for match in re.finditer(_CLAUSE, ink))
