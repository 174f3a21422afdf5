"""``plandiff compare``."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from plandiff.cli.shared import (
    FOUND,
    LONG_WORK,
    SAME,
    Colour,
    Encoding,
    ExitZero,
    Format,
    Names,
    Output,
    OutputFormat,
    PasswordFile,
    RevisionsChoice,
    TheRevisions,
    TheStandard,
    WhenColoured,
    Width,
    check_ending,
    columns_of,
    options_of,
    read,
    spare,
    spelling_of,
    stages,
    use_colour,
    write,
)
from plandiff.errors import UsageError

if TYPE_CHECKING:
    from plandiff.reading.document import Document
    from plandiff.reading.extracted import ReadingOptions


class RelationChoice(StrEnum):
    """What the two documents are to each other."""

    AUTO = "auto"
    RENDERING = "rendering"
    REVISION = "revision"
    DERIVATION = "derivation"


def compare(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str, typer.Argument(help="The first document; - for standard input.")],
    right: Annotated[str | None, typer.Argument(help="The second document; - for standard input.")] = None,
    *,
    relation: Annotated[RelationChoice, typer.Option(help="What the documents are to each other.")] = (
        RelationChoice.AUTO
    ),
    standard: TheStandard = None,
    name: Names = None,
    tracked: Annotated[
        bool, typer.Option("--tracked", help="Compare the original of LEFT with its tracked changes accepted.")
    ] = False,
    output_format: OutputFormat = Format.TERMINAL,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = RevisionsChoice.FINAL,
    password_file: PasswordFile = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show cosmetic changes too.")] = False,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
) -> None:
    """Compare two documents and say what differs.

    Exits with 0 if nothing substantive differs, 1 if something does, 2 on trouble.
    """
    from plandiff.comparison import Derivation  # noqa: PLC0415
    from plandiff.comparison import compare as compare_documents  # noqa: PLC0415
    from plandiff.judging.change import Weight  # noqa: PLC0415
    from plandiff.judging.relation import Relation  # noqa: PLC0415

    check_ending(output, Format)
    spare([left, *([right] if right else [])], output)
    documents = (
        _tracked(left, right, encoding)
        if tracked
        else _both(left, right, options_of(encoding, revisions, password_file))
    )
    chosen = None if relation is RelationChoice.AUTO else Relation(relation)
    size = sum(len(document.text) for document in documents)
    with stages(shown=size >= LONG_WORK) as stage:
        result = compare_documents(documents[0], documents[1], chosen, stage, spelling=spelling_of(standard, name))
    if output_format is Format.JSON:
        from plandiff.reports.to_json import comparison_json  # noqa: PLC0415

        write(comparison_json(result), output)
    else:
        columns, painted = columns_of(width), use_colour(colour, output)
        if isinstance(result, Derivation):
            from plandiff.reports.to_derivation import derivation_text  # noqa: PLC0415

            text = derivation_text(result, columns, colour=painted, show_all=show_all)
        else:
            from plandiff.reports.to_terminal import comparison_text  # noqa: PLC0415

            text = comparison_text(result, columns, colour=painted, show_all=show_all)
        write(text, output)
    found = any(change.weight is Weight.SUBSTANTIVE for change in result.changes)
    raise typer.Exit(FOUND if found and not exit_zero else SAME)


def _both(left: str, right: str | None, options: "ReadingOptions") -> list["Document"]:
    if right is None:
        raise UsageError("compare needs two documents", "name another, or compare the tracked changes with --tracked")
    if left == right == "-":
        raise UsageError("both documents are standard input", "name a file for one of them")
    return [read(name, options) for name in (left, right)]


def _tracked(name: str, other: str | None, encoding: str | None) -> list["Document"]:
    """Return the original and the final state of one document.

    Raises:
        UsageError: There is a second document, or the first is of a kind that tracks no changes.
    """
    from plandiff.reading import read as read_document  # noqa: PLC0415
    from plandiff.reading.document import DocumentKind  # noqa: PLC0415

    if other is not None:
        raise UsageError("--tracked takes one document", "leave the second out")
    if name == "-":
        raise UsageError("--tracked reads the document twice", "name a file")
    final = read(name, options_of(encoding, RevisionsChoice.FINAL))
    if final.kind not in (DocumentKind.DOCX, DocumentKind.RTF):
        raise UsageError(f"{name} is of a kind that tracks no changes", "name a .docx or .rtf file")
    return [read_document(name, options_of(encoding, RevisionsChoice.ORIGINAL)), final]
