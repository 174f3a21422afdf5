"""``plandiff targets``: what documents say, listed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

import typer

from plandiff.cli.shared import (
    Colour,
    Encoding,
    Output,
    WhenColoured,
    Width,
    columns_of,
    format_option,
    read,
    say,
    spare,
    to_file,
    use_colour,
    write,
)
from plandiff.cli.status import leave
from plandiff.errors import PlandiffError, UsageError
from plandiff.indicators.result import targets as targets_of
from plandiff.reading.document import Document
from plandiff.reports.formats import chosen

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="The documents; - for standard input.")]


def targets(  # noqa: PLR0913 - one parameter for each option
    files: Files,
    *,
    output_format: Annotated[str | None, format_option("targets")] = None,
    output: Output = None,
    encoding: Encoding = None,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
) -> None:
    """List every numeric target and result of documents side by side: indicator, value, year, and what it is.

    Exits with 0, or 2 on trouble; a file that cannot be read does not hide the others.
    """
    form = chosen("targets", output_format, output if to_file(output) else None)
    spare(files, output)
    documents, failed = readable(files, encoding)
    with counting(len(documents)) as said:
        result = targets_of(documents, said)
    write(form.written(result, columns=columns_of(width), colour=use_colour(colour, output)), output)
    leave(found=False, troubled=failed, exit_zero=False)
