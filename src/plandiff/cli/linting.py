"""``plandiff lint`` and ``plandiff explain``: one document alone."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from plandiff.cli.shared import (
    FOUND,
    SAME,
    TROUBLE,
    Colour,
    Encoding,
    ExitZero,
    Format,
    Names,
    Output,
    OutputFormat,
    TheStandard,
    WhenColoured,
    Width,
    check_ending,
    columns_of,
    read,
    say,
    spare,
    spelling_of,
    use_colour,
    write,
)
from plandiff.errors import PlandiffError, UsageError

if TYPE_CHECKING:
    from plandiff.reading.document import Document


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
    output_format: OutputFormat = Format.TERMINAL,
    output: Output = None,
    encoding: Encoding = None,
    show_all: Annotated[bool, typer.Option("--all", help="List every group and place.")] = False,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
) -> None:
    """Find characters that are wrong for their script, and damage, in single documents.

    Exits with 0 if nothing is found, 1 if something is, 2 on trouble; a file that cannot be read does not hide the
    others.
    """
    from plandiff.conversion.lexicon import sources  # noqa: PLC0415
    from plandiff.proofreading.linting import lint as lint_document  # noqa: PLC0415
    from plandiff.reports.to_lint import lint_json, lint_text  # noqa: PLC0415

    if files.count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    check_ending(output, Format)
    spare(files, output)
    wanted = None if script is ScriptChoice.AUTO else script.value
    spelling = spelling_of(standard, name)
    lints, failed = [], False
    for file in files:
        try:
            lints.append(lint_document(read(file, encoding), spelling, wanted))
        except PlandiffError as error:
            failed = True
            say("{message}", message=str(error))
    if lints or output_format is Format.JSON:
        if output_format is Format.JSON:
            content = lint_json(lints, sources())
        else:
            columns = columns_of(width)
            content = lint_text(lints, sources(), columns, colour=use_colour(colour, output), show_all=show_all)
        write(content, output)
    if failed:
        raise typer.Exit(TROUBLE)
    found = any(result.faults for result in lints)
    raise typer.Exit(FOUND if found and not exit_zero else SAME)


_PLACE = re.compile(r"(.*):([0-9]{1,9}):([0-9]{1,9})", re.DOTALL)


def explain(  # noqa: PLR0913 - one parameter for each option
    place: Annotated[str, typer.Argument(help="FILE:LINE:COLUMN, as the reports give it.")],
    *,
    standard: TheStandard = None,
    name: Names = None,
    encoding: Encoding = None,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
) -> None:
    """Show the evidence on one character: why it is a finding, or why it is none."""
    from plandiff.proofreading.explanation import explain as explain_character  # noqa: PLC0415
    from plandiff.reports.to_explanation import explanation_text  # noqa: PLC0415

    parts = _PLACE.fullmatch(place)
    if parts is None:
        raise UsageError(f"{place} is no place", "write FILE:LINE:COLUMN, such as plan.txt:12:40")
    document = read(parts[1], encoding)
    result = explain_character(document, _offset(document, int(parts[2]), int(parts[3])), spelling_of(standard, name))
    columns = columns_of(width)
    write(explanation_text(result, columns, colour=use_colour(colour, None)), None)


def _offset(document: "Document", line: int, column: int) -> int:
    """Return the offset of a line and column (1-based code points).

    Raises:
        UsageError: The document has no such place.
    """
    starts = [0, *(match.end() for match in re.finditer(r"\n", document.text)), len(document.text)]
    if 1 <= line < len(starts) and 1 <= column <= starts[line] - starts[line - 1]:
        return starts[line - 1] + column - 1
    raise UsageError(f"{document.name} has no line {line}, column {column}", "take a place from a report")
