"""``plandiff outline`` and ``plandiff text``: one document as plandiff reads it."""

import hashlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from plandiff.cli.shared import (
    Encoding,
    Output,
    PasswordFile,
    TheRevisions,
    format_option,
    options_of,
    read,
    say,
    to_file,
    write,
)
from plandiff.decisions.document_file import clauses_of
from plandiff.errors import PlandiffError
from plandiff.language import tr
from plandiff.outline import outlined
from plandiff.reading import read as read_document
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reports.formats import chosen, refuse_promise
from plandiff.text.visible import visible


def outline(  # noqa: PLR0913 - one parameter for each option
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output_format: Annotated[str | None, format_option("outline")] = None,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
) -> None:
    """Show the section tree of a document, with the line and column of each heading."""
    form = chosen("outline", output_format, output if to_file(output) else None)
    if content := form.written(outlined(read(file, options_of(encoding, revisions, password_file)))):
        write(content, output)
    else:
        say(tr("no headings found"))


_DAMAGED = ("utf-8:replace", "gb18030:replace", "big5hkscs:replace")
_MOST_DAMAGE = 0.05
"""Share of lost characters up to which a damaged file is shown as text; of random bytes at least 0.12 are lost."""


def _for_git(file: str, options: ReadingOptions) -> Sequence[str]:
    """Return the clauses of a document, those of a damaged one with marks in it, or a line that says what it is.

    git ends a whole diff or log with an error where this fails. The line has no name, for git gives a passing one.
    """
    try:
        return list(clauses_of(read_document(file, options)))
    except MemoryError:
        why = tr("there is not enough memory for this")
    except PlandiffError as error:
        why = error.what.removeprefix(file).strip()
    for lenient in _DAMAGED:
        try:
            document = read_document(file, replace(options, encoding=lenient))
        except PlandiffError:
            continue
        lost = document.text.count("\ufffd") + len(document.text) * ("\0" in document.text)
        if lost <= _MOST_DAMAGE * len(document.text):
            return list(clauses_of(document))
    return [visible(f"[{why}{_digest(file)}]")]


def _digest(file: str) -> str:
    """Return what tells two files apart of which nothing can be shown, else git would show no difference."""
    path = Path(file)
    with suppress(OSError):
        if path.is_file() and path.stat().st_size:
            with path.open("rb") as content:
                return f"; sha256 {hashlib.file_digest(content, 'sha256').hexdigest()[:12]}"
    return ""


def text(  # noqa: PLR0913 - one parameter for each option
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    clauses: Annotated[
        bool, typer.Option("--clauses", help="A clause a line, as snapshots have it, wherever the lines break.")
    ] = False,
    textconv: Annotated[
        bool, typer.Option("--textconv", help="As git wants it: clauses of what can be read, and always exit 0.")
    ] = False,
) -> None:
    """Print the decoded text of a document: the text that all offsets count in."""
    refuse_promise(output if to_file(output) else None)
    options = options_of(encoding, revisions, password_file)
    if textconv:
        write("".join(f"{line}\n" for line in _for_git(file, options)), output, newline=False)
        return
    document = read(file, options)
    if clauses:
        write("\n".join(clauses_of(document)), output)
    elif not to_file(output) and sys.stdout.isatty():
        lines = document.text.split("\n")
        write("\n".join(visible(line) for line in lines), None)
    else:
        write(document.text, output, newline=False, errors="surrogatepass")
