"""Replaces stretches of the decoded text in a Word document itself: runs, styles and all other parts stay."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from plandiff.errors import ReadingError
from plandiff.reading.docx.locating import lines_of
from plandiff.reading.docx.parts import Parts
from plandiff.reading.docx.placing import CannotPlace, Line, line_at
from plandiff.reading.docx.tracking import BEYOND, Elements, Track
from plandiff.reading.docx.xml import SPACE, W
from plandiff.reading.package import Package
from plandiff.reading.signature import Signature
from plandiff.text.span import Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def replaced(
    data: bytes, text: str, repairs: Sequence[tuple[Span, str]], signature: Signature | None = None
) -> bytes | None:
    """Return the document with stretches of its text replaced; None where that cannot be done.

    Args:
        data: The bytes of the document.
        text: Its decoded text.
        repairs: Where in the text (code points) stands what instead; in order and disjoint, without line ends.
        signature: Who is said to have made them, if they are to be tracked changes; None if they are to be text.
    """
    try:
        parts = Parts(Package(data, ""))
        changed = _replace(parts, text, repairs, Elements(signature, BEYOND) if signature else None)
    except (CannotPlace, ReadingError):
        return None
    return _with_parts(data, changed)


def _replace(
    parts: Parts, text: str, repairs: Sequence[tuple[Span, str]], elements: Elements | None
) -> Mapping[str, bytes]:
    """Put the repairs in, and return the parts they stand in, by their names."""
    lines = lines_of(parts.body, parts.notes, text)
    starts = [line.start for line in lines]
    stories = []
    for span, new in sorted(repairs, reverse=True):  # what comes later is changed first, so that no offset moves
        if "\n" in new + span.of(text) or "\t" in new + span.of(text):
            raise CannotPlace
        line = line_at(lines, starts, span.start, span.end)
        stories.append(line.story)
        if elements is None:
            _put(line, span, new)
        else:
            _track(line, span, new, elements)
    return parts.serialized(stories)


def _put(line: Line, span: Span, new: str) -> None:
    run = line.run_at(span.start) if not span else None
    runs = line.runs_between(span.start, span.end) if span else [run] if run is not None else []
    texts = [part for run in runs for part in run.iter(f"{W}t")]
    if not texts:
        raise CannotPlace
    if span:
        for part in texts:
            part.text = ""
    texts[0].text = new + (texts[0].text or "")
    texts[0].set(SPACE, "preserve")


def _track(line: Line, span: Span, new: str, elements: Elements) -> None:
    runs = line.runs_between(span.start, span.end) if span else []
    beside = runs[-1] if runs else line.run_at(span.start)
    if beside is None:
        raise CannotPlace
    if new:
        made = elements.piece(new, Track.NEW, beside.find(f"{W}rPr"))
        (beside.addnext if runs else beside.addprevious)(made)
    for run in runs:
        _delete(run, elements)


def _delete(run: "Element", elements: Elements) -> None:
    around = elements.tracked(Track.GONE, elements.make("r"))
    around.remove(around[0])
    run.addprevious(around)
    around.append(run)
    for part in run.iter(f"{W}t"):
        part.tag = f"{W}delText"


def _with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return an archive with some parts replaced; every other part and its date stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, parts[info.filename] if info.filename in parts else old.read(info))
    return out.getvalue()
