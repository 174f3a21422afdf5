"""``plandiff targets``, ``find`` and ``history``: what documents say and how they became what they are, listed."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from plandiff.cli.shared import (
    Colour,
    Encoding,
    Output,
    PasswordFile,
    TheRevisions,
    WhenColoured,
    Width,
    columns_of,
    format_option,
    options_of,
    read,
    say,
    spare,
    to_file,
    use_colour,
    write,
)
from plandiff.cli.status import leave
from plandiff.decisions.file_versions import file_versions
from plandiff.errors import PlandiffError, UsageError
from plandiff.language import tr
from plandiff.reading import read_bytes
from plandiff.reading.document import Document
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reports.formats import chosen

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="The documents; - for standard input.")]
Said = Callable[[int], None]


def targets(  # noqa: PLR0913 - one parameter for each option
    files: Files,
    *,
    output_format: Annotated[str | None, format_option("targets")] = None,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
) -> None:
    """List every numeric target and result of documents side by side: indicator, value, unit, year, place.

    Exits with 0, or 2 on trouble; a file that cannot be read does not hide the others.
    """
    from plandiff.indicators.result import targets as targets_of  # noqa: PLC0415 - each command loads its own

    form = chosen("targets", output_format, output if to_file(output) else None)
    spare(files, output)
    documents, failed = _readable(files, options_of(encoding, revisions, password_file))
    with _counting(len(documents)) as said:
        result = targets_of(documents, said)
    if documents or form.name != "terminal":
        write(form.written(result, columns=columns_of(width), colour=use_colour(colour, output)), output)
    leave(troubled=failed)


def find(  # noqa: PLR0913 - the same
    text: Annotated[
        str,
        typer.Argument(help="What the plans should speak of, in either script; of several words, a clause has all."),
    ],
    files: Files,
    *,
    output_format: Annotated[str | None, format_option("find")] = None,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
) -> None:
    """Find the clauses of many plans that speak of something, in either script, with their figures.

    Exits with 0, or 2 on trouble; a file that cannot be read does not hide the others.
    """
    from plandiff.mentions import find as mentions_of  # noqa: PLC0415 - the same

    form = chosen("find", output_format, output if to_file(output) else None)
    spare(files, output)
    documents, failed = _readable(files, options_of(encoding, revisions, password_file))
    with _counting(len(documents)) as said:
        result = mentions_of(text, documents, said)
    if documents or form.name != "terminal":
        write(form.written(result, columns=columns_of(width), colour=use_colour(colour, output)), output)
    leave(troubled=failed)


def history(  # noqa: PLR0913 - the same
    files: Annotated[
        list[str],
        typer.Argument(metavar="OLD... NEW", help="The versions, the oldest first; a single file is followed in git."),
    ],
    *,
    blame: Annotated[
        bool, typer.Option("--blame", help="Show the newest text, each sentence with the version that brought it.")
    ] = False,
    output_format: Annotated[str | None, format_option("history")] = None,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
) -> None:
    """Tell the life of each article through many versions: when it came, each change, split, merger, and its end.

    Exits with 0, or 2 on trouble.
    """
    from plandiff.versions.history import Version, history_of  # noqa: PLC0415 - the same

    form = chosen("history", output_format, output if to_file(output) else None)
    if blame and form.name != "terminal":
        raise UsageError(
            f"--blame is for the terminal, not for {form.name}", "the JSON has the origin of each sentence"
        )
    spare(files, output)
    options = options_of(encoding, revisions, password_file)
    if files.count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    if len(files) == 1:
        versions = [Version(*found) for found in _in_git(files[0], options)]
    else:
        versions = [Version(read(file, options)) for file in files]
    with _counting(len(versions)) as said:
        result = history_of(versions, said)
    write(form.written(result, columns=columns_of(width), colour=use_colour(colour, output), blame=blame), output)
    leave()


def _readable(files: Sequence[str], options: ReadingOptions) -> tuple[list[Document], bool]:
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


def _in_git(file: str, options: ReadingOptions) -> Iterator[tuple[Document, str | None, str | None]]:
    """Yield the versions of a file that git has, and the file as it is if that is another one."""
    if file == "-":
        raise UsageError("standard input has no history in git", "name a file, or versions as files")
    last = b""
    for found in file_versions(file):
        last = found.data
        try:
            yield (
                read_bytes(found.data, found.path, options, f"{found.path} of {found.commit[:8]}"),
                found.commit,
                found.date,
            )
        except PlandiffError as error:
            say("{message}", message=str(error))
    try:
        present = Path(file).read_bytes()
    except OSError:
        return
    if present != last:
        yield read(file, options), None, None


@contextmanager
def _counting(total: int) -> Iterator[Said]:
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
