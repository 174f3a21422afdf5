"""``plandiff history``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from plandiff.cli.listing import counting
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
from plandiff.reading import read_bytes
from plandiff.reading.document import Document
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reports.formats import chosen
from plandiff.versions.history import Version, history_of


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
    form = chosen("history", output_format, output if to_file(output) else None)
    if blame and form.name != "terminal":
        raise UsageError(
            "--blame is for the terminal, not for {form}", "the JSON has the origin of each sentence", form=form.name
        )
    spare(files, output)
    options = options_of(encoding, revisions, password_file)
    if files.count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    if len(files) == 1:
        versions = [Version(*found) for found in _in_git(files[0], options)]
    else:
        versions = [Version(read(file, options)) for file in files]
    with counting(len(versions)) as said:
        result = history_of(versions, said)
    write(form.written(result, columns=columns_of(width), colour=use_colour(colour, output), blame=blame), output)
    leave()


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
