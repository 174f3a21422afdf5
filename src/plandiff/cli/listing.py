"""What the commands share that list what many documents say: reading what can be read, and a bar of progress."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from plandiff.cli.shared import read, say, spare, to_file, write
from plandiff.cli.status import leave
from plandiff.errors import PlandiffError, UsageError
from plandiff.language import tr
from plandiff.reading.document import Document
from plandiff.reading.extracted import ReadingOptions
from plandiff.reports.formats import chosen

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="The documents; - for standard input.")]
Said = Callable[[int], None]


def list_documents(  # noqa: PLR0913 - what the options say
    command: str,
    files: Sequence[str],
    options: ReadingOptions,
    made: Callable[[list[Document], Said], Any],
    *,
    output_format: str | None,
    output: Path | None,
    columns: int,
    colour: bool,
) -> None:
    """Write what a command makes of the documents that can be read; leave with 2 if one could not.

    Args:
        command: The command, whose formats these are.
        files: The documents.
        options: How they are read.
        made: Makes the result, and tells how many documents are done.
        output_format: The format that was asked for.
        output: Where the result goes.
        columns: Cells of a line at the terminal.
        colour: Whether to write escape codes.
    """
    form = chosen(command, output_format, output if to_file(output) else None)
    spare(files, output)
    documents, failed = readable(files, options)
    with counting(len(documents)) as said:
        result = made(documents, said)
    if documents or form.name != "terminal":
        write(form.written(result, columns=columns, colour=colour), output)
    leave(troubled=failed)


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
