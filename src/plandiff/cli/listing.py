"""What the commands share that list what many documents say: reading what can be read, and a bar of progress."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from plandiff.cli.shared import read, say
from plandiff.errors import PlandiffError, UsageError
from plandiff.language import tr
from plandiff.reading.document import Document
from plandiff.reading.extracted import ReadingOptions

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="The documents; - for standard input.")]
Said = Callable[[int], None]


def readable(files: Sequence[str], options: ReadingOptions) -> tuple[list[Document], bool]:
    """Return the documents that can be read, and whether one could not; the user is told which and why."""
    if files.count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    documents, failed = [], False
    for file in files:
        try:
            documents.append(read(file, options))
        except PlandiffError as error:
            failed = True
            say("{message}", message=str(error))
    return documents, failed


@contextmanager
def counting(total: int) -> Iterator[Said]:
    """Show on a terminal's standard error how many documents are done."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda _n: None
        return

    def show(n: int) -> None:
        bar = "█" * (20 * n // total)
        words = tr("{n} of {total} documents").format(n=f"{n:,}", total=f"{total:,}")
        sys.stderr.write(f"\r\x1b[Kplandiff: {bar:<20} {words}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
