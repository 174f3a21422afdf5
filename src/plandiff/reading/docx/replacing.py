"""Replaces stretches of the decoded text in a Word document itself: runs, styles and all other parts stay."""

import io
import zipfile
from collections.abc import Sequence

from plandiff.errors import ReadingError
from plandiff.reading.docx.parts import Parts
from plandiff.reading.docx.placing import SPACE, CannotPlace, line_at, lines_of
from plandiff.reading.docx.xml import W
from plandiff.reading.package import Package
from plandiff.text.span import Span


def replaced(data: bytes, text: str, repairs: Sequence[tuple[Span, str]]) -> bytes | None:
    """Return the document with stretches of its text replaced; None where that cannot be done.

    Args:
        data: The bytes of the document.
        text: Its decoded text.
        repairs: Where in the text (code points) stands what instead; in order and disjoint, without line ends.
    """
    try:
        parts = Parts(Package(data, ""))
        _replace(parts, text, repairs)
    except (CannotPlace, ReadingError):
        return None
    return _with_part(data, parts.main, parts.serialized())


def _replace(parts: Parts, text: str, repairs: Sequence[tuple[Span, str]]) -> None:
    lines = lines_of(parts.body, text)
    starts = [line.start for line in lines]
    for span, new in sorted(repairs, reverse=True):  # what comes later is changed first, so that no offset moves
        if "\n" in new + span.of(text) or "\t" in new + span.of(text):
            raise CannotPlace
        line = line_at(lines, starts, span.start, span.end)
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


def _with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return an archive with one part replaced; every other part and its date stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info, content if info.filename == name else old.read(info))
    return out.getvalue()
