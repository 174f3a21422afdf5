"""``plandiff targets``."""

from typing import Annotated

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
from plandiff.indicators.result import targets as targets_of
from plandiff.reading.extracted import Revisions


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
    list_documents(
        "targets",
        files,
        options_of(encoding, revisions, password_file),
        targets_of,
        output_format=output_format,
        output=output,
        columns=columns_of(width),
        colour=use_colour(colour, output),
    )
