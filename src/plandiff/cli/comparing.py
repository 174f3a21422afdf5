"""``plandiff compare``."""

from typing import Annotated

import typer

from plandiff.cli.shared import (
    LONG_WORK,
    Colour,
    Encoding,
    ExitZero,
    Names,
    Output,
    TheRelation,
    TheStandard,
    WhenColoured,
    Width,
    columns_of,
    format_option,
    read,
    spare,
    spelling_of,
    stages,
    to_file,
    use_colour,
    write,
)
from plandiff.cli.status import leave
from plandiff.comparison import compare as compare_documents
from plandiff.errors import UsageError
from plandiff.judging.change import Weight
from plandiff.reports.formats import chosen


def compare(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str, typer.Argument(help="The first document; - for standard input.")],
    right: Annotated[str, typer.Argument(help="The second document; - for standard input.")],
    *,
    relation: TheRelation = None,
    standard: TheStandard = None,
    name: Names = None,
    output_format: Annotated[str | None, format_option("compare")] = None,
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
    form = chosen("compare", output_format, output if to_file(output) else None)
    if left == right == "-":
        raise UsageError("both documents are standard input", "name a file for one of them")
    spare((left, right), output)
    documents = [read(name, encoding) for name in (left, right)]
    size = sum(len(document.text) for document in documents)
    with stages(shown=size >= LONG_WORK) as stage:
        result = compare_documents(documents[0], documents[1], relation, stage, spelling=spelling_of(standard, name))
    painted = use_colour(colour, output)
    write(form.written(result, columns=columns_of(width), colour=painted, show_all=show_all), output)
    leave(found=any(change.weight is Weight.SUBSTANTIVE for change in result.changes), exit_zero=exit_zero)
