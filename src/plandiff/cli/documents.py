"""``plandiff outline`` and ``plandiff text``: one document as plandiff reads it."""

import sys
from typing import Annotated

import typer

from plandiff.cli.shared import Encoding, Output, format_option, read, say, to_file, write
from plandiff.decisions.document_file import clauses_of
from plandiff.language import tr
from plandiff.outline import outlined
from plandiff.reports.formats import chosen, refuse_promise
from plandiff.text.visible import visible


def outline(
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output_format: Annotated[str | None, format_option("outline")] = None,
    output: Output = None,
    encoding: Encoding = None,
) -> None:
    """Show the section tree of a document, with the line and column of each heading."""
    form = chosen("outline", output_format, output if to_file(output) else None)
    if content := form.written(outlined(read(file, encoding))):
        write(content, output)
    else:
        say(tr("no headings found"))


def text(
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output: Output = None,
    encoding: Encoding = None,
    clauses: Annotated[
        bool, typer.Option("--clauses", help="A clause a line, as snapshots have it, wherever the lines break.")
    ] = False,
) -> None:
    """Print the decoded text of a document: the text that all offsets count in."""
    refuse_promise(output if to_file(output) else None)
    document = read(file, encoding)
    if clauses:
        write("\n".join(clauses_of(document)), output)
    elif not to_file(output) and sys.stdout.isatty():
        lines = document.text.split("\n")
        write("\n".join(visible(line) for line in lines), None)
    else:
        write(document.text, output, newline=False, errors="surrogatepass")
