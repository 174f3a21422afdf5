"""``plandiff outline`` and ``plandiff text``: one document as plandiff reads it."""

import sys
from typing import Annotated

import typer

from plandiff.cli.shared import (
    Encoding,
    Format,
    Output,
    OutputFormat,
    PasswordFile,
    RevisionsChoice,
    TheRevisions,
    options_of,
    read,
    say,
    to_file,
    write,
)
from plandiff.language import tr
from plandiff.text.visible import visible


def outline(  # noqa: PLR0913 - one parameter an option
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output_format: OutputFormat = Format.TERMINAL,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = RevisionsChoice.FINAL,
    password_file: PasswordFile = None,
) -> None:
    """Show the section tree of a document, with the line and column of each heading."""
    from plandiff.chinese.script import script_of  # noqa: PLC0415
    from plandiff.outline import outlined  # noqa: PLC0415
    from plandiff.outline.cleaning import clean  # noqa: PLC0415
    from plandiff.reports.to_outline import outline_json, outline_text  # noqa: PLC0415

    document = read(file, options_of(encoding, revisions, password_file))
    sections = outlined(clean(document))
    if output_format is Format.JSON:
        write(outline_json(document, script_of(document.text), sections), output)
    elif sections:
        write(outline_text(document, sections), output)
    else:
        say(tr("no headings found"))


def text(  # noqa: PLR0913 - one parameter an option
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = RevisionsChoice.FINAL,
    password_file: PasswordFile = None,
    clauses: Annotated[
        bool, typer.Option("--clauses", help="A clause a line, as snapshots have it, wherever the lines break.")
    ] = False,
) -> None:
    """Print the decoded text of a document: the text that all offsets count in."""
    document = read(file, options_of(encoding, revisions, password_file))
    if clauses:
        from plandiff.decisions.document_file import clauses_of  # noqa: PLC0415

        write("\n".join(clauses_of(document)), output)
    elif not to_file(output) and sys.stdout.isatty():
        lines = document.text.split("\n")
        write("\n".join(visible(line) for line in lines), None)
    else:
        write(document.text, output, newline=False)
