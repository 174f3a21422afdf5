"""Reads pictures of text: scans and photographs as PNG, JPEG or TIFF, by text recognition."""

from plandiff.errors import ReadingError
from plandiff.reading.extracted import Extracted, ReadingOptions
from plandiff.reading.notices import NoticeCode, listed, notice
from plandiff.reading.recognition import laid_out, recognised


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:
    """Read a picture; a TIFF file may hold several pages.

    Raises:
        ReadingError: The extra ``ocr`` is not installed, or the picture is damaged or shows no text.
    """
    found = recognised(data, shown, options)
    pages = [found[number] for number in sorted(found)]
    if not any(pages):
        raise ReadingError("{name} is a picture without text that can be recognised", name=shown)
    said = notice(NoticeCode.RECOGNISED, count=len(pages), pages=listed(list(range(1, len(pages) + 1))))
    return laid_out(pages, [said])
