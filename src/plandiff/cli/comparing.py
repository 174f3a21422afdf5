"""``plandiff compare``."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from plandiff.cli.shared import (
    LONG_WORK,
    Colour,
    Encoding,
    ExitZero,
    Force,
    Names,
    Output,
    PasswordFile,
    TheRelation,
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
    stages,
    to_file,
    use_colour,
    write_paper,
)
from plandiff.cli.status import leave
from plandiff.comparison import compare as compare_documents
from plandiff.errors import UsageError
from plandiff.judging.change import Kind, Weight
from plandiff.judging.selection import selected
from plandiff.reading import read as read_document
from plandiff.reading.document import Document, DocumentKind
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.signature import Signature
from plandiff.reports.formats import chosen
from plandiff.reports.synopsis.options import Options
from plandiff.reports.synopsis.terms import Layout
from plandiff.text.span import Pair


def compare(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str, typer.Argument(help="The first document; - for standard input.")],
    right: Annotated[str | None, typer.Argument(help="The second document; - for standard input.")] = None,
    *,
    relation: TheRelation = None,
    standard: TheStandard = None,
    name: Names = None,
    tracked: Annotated[
        bool, typer.Option("--tracked", help="Compare the original of LEFT with its tracked changes accepted.")
    ] = False,
    output_format: Annotated[str | None, format_option("compare")] = None,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    kinds: Annotated[list[Kind] | None, typer.Option("--kind", help="Only changes of this kind; repeatable.")] = None,
    sections: Annotated[
        list[str] | None,
        typer.Option("--section", help="Only changes in the section of this number, title or id; repeatable."),
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show cosmetic changes too.")] = False,
    summary: Annotated[
        bool, typer.Option("--summary", help="Only what it comes to; in Markdown one page with what counts most.")
    ] = False,
    meant: Annotated[
        bool,
        typer.Option(
            "--as-meant", help="Show texts without inserted readings, page marks and wraps, damage as repaired."
        ),
    ] = False,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
    layout: Annotated[
        Layout, typer.Option(help="Of a table: cn has the old text on the left, tw the new one.")
    ] = Layout.CN,
    all_articles: Annotated[
        bool, typer.Option("--all-articles", help="Show every article in a table, also those that did not change.")
    ] = False,
    title: Annotated[str | None, typer.Option(help="Title of a table; from the documents by default.")] = None,
    left_label: Annotated[
        str | None, typer.Option(help="Behind the head of the old text in a table; its date by default.")
    ] = None,
    right_label: Annotated[
        str | None, typer.Option(help="Behind the head of the new text in a table; its date by default.")
    ] = None,
    author: Annotated[str, typer.Option(help="Who is named as the author of a redline.")] = "plandiff",
    date: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Date of a redline's changes.")
    ] = None,
    force: Force = False,
) -> None:
    """Compare two documents and say what differs.

    Exits with 0 if nothing substantive differs, 1 if something does, 2 on trouble.
    """
    form = chosen("compare", output_format, output if to_file(output) else None)
    if meant and not {"meant", "form"} & {*form.takes}:
        raise UsageError("{form} holds the texts as they are written", "leave --as-meant out", form=form.name)
    spare([left, *([right] if right else [])], output)
    documents = (_tracked if tracked else _both)(left, right, options_of(encoding, revisions, password_file))
    size = sum(len(document.text) for document in documents)
    with stages(shown=size >= LONG_WORK) as stage:
        result = compare_documents(documents[0], documents[1], relation, stage, spelling=spelling_of(standard, name))
    found = any(change.weight is Weight.SUBSTANTIVE for change in result.changes)
    result = selected(result, kinds or (), sections or ())
    if summary and "summary" not in form.takes:
        result = replace(result, changes=(), left_out=result.everything)
    painted = use_colour(colour, output)
    written = form.written(
        result,
        columns=columns_of(width),
        colour=painted,
        show_all=show_all,
        summary=summary,
        ending=output.suffix.lower() if to_file(output) else "",
        meant=meant,
        form=Options(layout, all_articles, title, Pair(left_label, right_label), meant),
        tell=say,
        signature=Signature(author, f"{date:%Y-%m-%dT%H:%M:%S}Z" if date else None),
    )
    write_paper(written, output, form, force=force)
    leave(found=found, exit_zero=exit_zero)


def _both(left: str, right: str | None, options: ReadingOptions) -> list[Document]:
    if right is None:
        raise UsageError("compare needs two documents", "name another, or compare the tracked changes with --tracked")
    if left == right == "-":
        raise UsageError("both documents are standard input", "name a file for one of them")
    return [read(name, options) for name in (left, right)]


def _tracked(name: str, other: str | None, options: ReadingOptions) -> list[Document]:
    """Return the original and the final state of one document.

    Raises:
        UsageError: There is a second document, or the first is of a kind that tracks no changes.
    """
    if other is not None:
        raise UsageError("--tracked takes one document", "leave the second out")
    if name == "-":
        raise UsageError("--tracked reads the document twice", "name a file")
    final = read(name, replace(options, revisions=Revisions.FINAL))
    if final.kind not in (DocumentKind.DOCX, DocumentKind.RTF):
        raise UsageError("{name} is of a kind that tracks no changes", "name a .docx or .rtf file", name=name)
    return [read_document(name, replace(options, revisions=Revisions.ORIGINAL)), final]
