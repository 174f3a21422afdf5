"""Reads PDF files that have a text layer.

Pages are laid out by a library in C that a hostile file can keep busy for hours, and that cannot be stopped from
within. So it works in a process of its own, which is ended when its time is up; its memory is limited where the system
can do that.
"""

import json
import subprocess
import sys
from typing import NamedTuple

from plandiff.errors import ReadingError
from plandiff.reading.extracted import Extracted, ReadingOptions
from plandiff.reading.notices import NoticeCode, ReadingNotice, listed, notice
from plandiff.reading.page_lines import Lines, Start
from plandiff.reading.page_sequence import in_sequence
from plandiff.reading.recognition import is_installed, laid_out, recognised

_SECONDS = 30
_TEXT_PAGE = 10
"""Fewer visible characters than this are no text of a page, but its number."""
_UNREADABLE = 0.05
"""A text layer with more unknown characters than this share gives no text to compare."""
_WORKER = (sys.executable, "-P", "-m", "plandiff.reading.pdf_pages")


class Page(NamedTuple):
    """A page as the other process tells it; see `plandiff.reading.pdf_pages.Page`."""

    lines: list[str]
    rows: list[int]
    starts: list[tuple[float, float] | None]
    visible: int
    unreadable: int
    radicals: int
    outside: int
    picture: bool
    columns: bool

    @property
    def is_picture(self) -> bool:
        """Whether the page shows its text as a picture."""
        return self.picture and self.visible < _TEXT_PAGE

    def as_drawn(self) -> Lines:
        """Return its lines as they are on the page."""
        starts = [start and Start(*start) for start in self.starts]
        return Lines(self.lines, frozenset(self.rows), self.columns, starts)


def read(data: bytes, shown: str, options: ReadingOptions) -> Extracted:
    """Read a PDF file.

    Raises:
        ReadingError: It is damaged, protected, too large, or has no text that can be read.
    """
    pages = _pages(data, shown, options.password)
    visible = sum(page.visible for page in pages)
    if sum(page.unreadable for page in pages) > _UNREADABLE * visible:
        raise ReadingError(
            "the text layer of {name} is unreadable: its fonts do not say which characters they show",
            "get the file it was made from, or run text recognition on it",
            name=shown,
        )
    pictures = [number for number, page in enumerate(pages) if page.is_picture]
    is_scan = 2 * len(pictures) > sum(bool(page.picture or page.visible) for page in pages)
    if not visible and not pictures:
        raise ReadingError("{name} has no text", name=shown)
    found = recognised(data, shown, options, pictures) if pictures and (is_scan or is_installed()) else {}
    lines = in_sequence([page.as_drawn() for page in pages])
    return laid_out(
        [found.get(number, shown_lines) for number, shown_lines in enumerate(lines)],
        _notices(pages, recognised=bool(found)),
    )


def _notices(pages: list[Page], *, recognised: bool) -> list[ReadingNotice]:
    notices = []
    pictures = [number for number, page in enumerate(pages, 1) if page.is_picture]
    columns = [number for number, page in enumerate(pages, 1) if page.columns]
    of_pictures = NoticeCode.RECOGNISED if recognised else NoticeCode.PICTURES
    for code, numbers in ((of_pictures, pictures), (NoticeCode.INTERLEAVED, columns)):
        if numbers:
            notices.append(notice(code, count=len(numbers), pages=listed(numbers)))
    for code, count in (
        (NoticeCode.FONT_RADICALS, sum(page.radicals for page in pages)),
        (NoticeCode.OUTSIDE, sum(page.outside for page in pages)),
    ):
        if count:
            notices.append(notice(code, count=count))
    return notices


def _pages(data: bytes, shown: str, password: str) -> list[Page]:
    """Have another process take the pages out of a file."""
    asked = json.dumps({"password": password}).encode("ascii") + b"\n"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            _WORKER, input=asked + data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingError(
            "{name} takes more than {seconds} seconds to read", "split it into documents", name=shown, seconds=_SECONDS
        ) from error
    except OSError as error:
        raise ReadingError("{name} cannot be read: no process can be started ({why})", name=shown, why=error) from error
    answers = [json.loads(line) for line in done.stdout.split(b"\n") if line.endswith(b"}")]
    failure = answers[-1].get("error", "") if answers else "damaged"
    if failure == "password" and not password:
        raise ReadingError(
            "{name} is protected by a password", "give --password-file with a file that holds it", name=shown
        )
    if failure == "password":
        raise ReadingError(
            "{name} is not opened by the password given", "check the file named with --password-file", name=shown
        )
    if failure == "large":
        raise ReadingError("{name} has more pages or text than can be read", "split it into documents", name=shown)
    if failure or done.returncode:
        raise ReadingError(
            "{name} is a PDF file that is damaged or asks for too much memory", "open it and save it anew", name=shown
        )
    return [Page(**answer) for answer in answers]
