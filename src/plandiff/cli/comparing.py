"""``plandiff compare``."""

from enum import StrEnum
from typing import Annotated

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
    TheStandard,
    WhenColoured,
    Width,
    check_ending,
    columns_of,
    read,
    spare,
    spelling_of,
    stages,
    use_colour,
    write,
)
from plandiff.errors import UsageError


class RelationChoice(StrEnum):
    """What the two documents are to each other."""

    AUTO = "auto"
    RENDERING = "rendering"
    REVISION = "revision"
    DERIVATION = "derivation"


def compare(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str, typer.Argument(help="The first document; - for standard input.")],
    right: Annotated[str, typer.Argument(help="The second document; - for standard input.")],
    *,
    relation: Annotated[RelationChoice, typer.Option(help="What the documents are to each other.")] = (
        RelationChoice.AUTO
    ),
    standard: TheStandard = None,
    name: Names = None,
    output_format: OutputFormat = Format.TERMINAL,
    output: Output = None,
    encoding: Encoding = None,
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

    if left == right == "-":
        raise UsageError("both documents are standard input", "name a file for one of them")
    check_ending(output, Format)
    spare((left, right), output)
    documents = [read(name, encoding) for name in (left, right)]
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
