"""``plandiff lint`` and ``plandiff explain``: one document alone."""

import re
from enum import StrEnum
from typing import Annotated

import typer

from plandiff.cli.shared import (
    Colour,
    Encoding,
    ExitZero,
    Names,
    Output,
    PasswordFile,
    TheRevisions,
    TheStandard,
    WhenColoured,
    Width,
    columns_of,
    format_option,
    options_of,
    read,
    say,
    spare,
    spelling_of,
    to_file,
    use_colour,
    write,
)
from plandiff.cli.status import leave
from plandiff.errors import PlandiffError, UsageError
from plandiff.patterns import late_pattern
from plandiff.proofreading.explanation import explain as explain_character
from plandiff.proofreading.linting import lint as lint_document
from plandiff.reading.document import Document
from plandiff.reading.extracted import Revisions
from plandiff.reports.formats import chosen


class ScriptChoice(StrEnum):
    """The script a document should be in."""

    AUTO = "auto"
    SIMPLIFIED = "hans"
    TRADITIONAL = "hant"


def lint(  # noqa: PLR0913 - one parameter for each option
    files: Annotated[list[str], typer.Argument(help="The documents; - for standard input.")],
    *,
    standard: TheStandard = None,
    name: Names = None,
    script: Annotated[
        ScriptChoice, typer.Option(help="The script the documents should be in; by default the one they are in.")
    ] = ScriptChoice.AUTO,
    output_format: Annotated[str | None, format_option("lint")] = None,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    show_all: Annotated[bool, typer.Option("--all", help="List every group and place.")] = False,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
) -> None:
    """Find characters that are wrong for their script, and damage, in single documents.

    Exits with 0 if nothing is found, 1 if something is, 2 on trouble; a file that cannot be read does not hide the
    others.
    """
    form = chosen("lint", output_format, output if to_file(output) else None)
    if files.count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    spare(files, output)
    wanted = None if script is ScriptChoice.AUTO else script.value
    spelling = spelling_of(standard, name)
    options = options_of(encoding, revisions, password_file)
    lints, failed = [], False
    for file in files:
        try:
            lints.append(lint_document(read(file, options), spelling, wanted))
        except PlandiffError as error:
            failed = True
            say("{message}", message=str(error))
    if lints or form.name != "terminal":
        painted = use_colour(colour, output)
        write(form.written(lints, columns=columns_of(width), colour=painted, show_all=show_all), output)
    leave(found=any(result.faults for result in lints), troubled=failed, exit_zero=exit_zero)


_PLACE = late_pattern(r"(.*):([0-9]{1,9}):([0-9]{1,9})", re.DOTALL)


def explain(  # noqa: PLR0913 - one parameter for each option
    place: Annotated[str, typer.Argument(help="FILE:LINE:COLUMN, as the reports give it.")],
    *,
    standard: TheStandard = None,
    name: Names = None,
    output_format: Annotated[str | None, format_option("explain")] = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
) -> None:
    """Show the evidence on one character: why it is a finding, or why it is none."""
    form = chosen("explain", output_format, None)
    parts = _PLACE.fullmatch(place)
    if parts is None:
        raise UsageError("{place} is no place", "write FILE:LINE:COLUMN, such as plan.txt:12:40", place=place)
    document = read(parts[1], options_of(encoding, revisions, password_file))
    result = explain_character(document, _offset(document, int(parts[2]), int(parts[3])), spelling_of(standard, name))
    write(form.written(result, columns=columns_of(width), colour=use_colour(colour, None)), None)


def _offset(document: Document, line: int, column: int) -> int:
    """Return the offset of a line and column (1-based code points).

    Raises:
        UsageError: The document has no such place.
    """
    starts = [0, *(match.end() for match in re.finditer(r"\n", document.text)), len(document.text)]
    if 1 <= line < len(starts) and 1 <= column <= starts[line] - starts[line - 1]:
        return starts[line - 1] + column - 1
    raise UsageError(
        "{name} has no line {line}, column {column}",
        "take a place from a report",
        name=document.name,
        line=line,
        column=column,
    )
