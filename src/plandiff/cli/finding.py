"""``plandiff find``."""

from typing import Annotated

import typer

from plandiff.cli.listing import Files, list_documents
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
    use_colour,
)
from plandiff.mentions import find as mentions_of
from plandiff.reading.extracted import Revisions


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
    list_documents(
        "find",
        files,
        options_of(encoding, revisions, password_file),
        lambda documents, said: mentions_of(text, documents, said),
        output_format=output_format,
        output=output,
        columns=columns_of(width),
        colour=use_colour(colour, output),
    )
