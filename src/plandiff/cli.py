"""The commands: the only place that prints, writes and exits.

Heavy libraries are imported inside commands, so that ``--version`` and ``--help`` answer at once.
"""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeGuard

import typer

from plandiff import __version__
from plandiff.errors import PlandiffError, UsageError
from plandiff.language import tr
from plandiff.text.visible import visible
from plandiff.writing import write_atomically

if TYPE_CHECKING:
    from plandiff.reading.document import Document

SAME, FOUND, TROUBLE, INTERRUPTED = 0, 1, 2, 130
_NARROWEST = 20
"""Columns: below this a report is unreadable."""

app = typer.Typer(
    name="plandiff",
    help="Compare Chinese policy documents: what changed, and what is only noise.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How a result is written."""

    TERMINAL = "terminal"
    JSON = "json"


class RelationChoice(StrEnum):
    """What the two documents are to each other."""

    AUTO = "auto"
    RENDERING = "rendering"
    REVISION = "revision"
    DERIVATION = "derivation"


class Colour(StrEnum):
    """When the terminal report is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"plandiff {__version__}")
        raise typer.Exit


@app.callback()
def _plandiff(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compare Chinese policy documents: what changed, and what is only noise."""


OutputFormat = Annotated[Format, typer.Option("--format", "-f", help="How to write the result.")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")]
Encoding = Annotated[
    str | None, typer.Option("--encoding", help="Encoding of the files; NAME:replace marks what cannot be decoded.")
]


@app.command()
def compare(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str, typer.Argument(help="The first document; - for standard input.")],
    right: Annotated[str, typer.Argument(help="The second document; - for standard input.")],
    *,
    relation: Annotated[RelationChoice, typer.Option(help="What the documents are to each other.")] = (
        RelationChoice.AUTO
    ),
    output_format: OutputFormat = Format.TERMINAL,
    output: Output = None,
    encoding: Encoding = None,
    show_all: Annotated[bool, typer.Option("--all", help="Show cosmetic changes too.")] = False,
    width: Annotated[
        int | None, typer.Option(min=_NARROWEST, help="Columns of the report; the terminal's by default.")
    ] = None,
    colour: Annotated[Colour, typer.Option("--color", help="When to colour the report.")] = Colour.AUTO,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
) -> None:
    """Compare two documents and say what differs.

    Exits with 0 if nothing substantive differs, 1 if something does, 2 on trouble.
    """
    from plandiff.comparison import compare as compare_documents  # noqa: PLC0415
    from plandiff.judging.change import Weight  # noqa: PLC0415
    from plandiff.judging.relation import Relation  # noqa: PLC0415

    if relation is RelationChoice.DERIVATION:
        raise UsageError("--relation derivation is not built yet", "use rendering or revision")
    if left == right == "-":
        raise UsageError("both documents are standard input", "name a file for one of them")
    if _to_file(output) and any(output.resolve() == Path(name).resolve() for name in (left, right)):
        raise UsageError(f"{output} is one of the documents", "name another file with -o")
    documents = [_read(name, encoding) for name in (left, right)]
    chosen = None if relation is RelationChoice.AUTO else Relation(relation)
    size = sum(len(document.text) for document in documents)
    with _stages(shown=size >= _LONG_WORK) as stage:
        result = compare_documents(documents[0], documents[1], chosen, stage)
    if output_format is Format.JSON:
        from plandiff.reports.to_json import comparison_json  # noqa: PLC0415

        _write(comparison_json(result), output)
    else:
        from plandiff.reports.to_terminal import comparison_text  # noqa: PLC0415

        columns = width or max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns)
        painted = _use_colour(colour, output)
        _write(comparison_text(result, columns, colour=painted, show_all=show_all), output)
    found = any(change.weight is Weight.SUBSTANTIVE for change in result.changes)
    raise typer.Exit(FOUND if found and not exit_zero else SAME)


@app.command()
def outline(
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output_format: OutputFormat = Format.TERMINAL,
    output: Output = None,
    encoding: Encoding = None,
) -> None:
    """Show the section tree of a document, with the line and column of each heading."""
    from plandiff.cleaning import clean  # noqa: PLC0415
    from plandiff.outline import outlined  # noqa: PLC0415
    from plandiff.reports.to_outline import outline_json, outline_text  # noqa: PLC0415
    from plandiff.text.script import script_of  # noqa: PLC0415

    document = _read(file, encoding)
    sections = outlined(clean(document))
    if output_format is Format.JSON:
        _write(outline_json(document, script_of(document.text), sections), output)
    elif sections:
        _write(outline_text(document, sections), output)
    else:
        _say(tr("no headings found"))


@app.command()
def text(
    file: Annotated[str, typer.Argument(help="The document; - for standard input.")],
    *,
    output: Output = None,
    encoding: Encoding = None,
) -> None:
    """Print the decoded text of a document: the text that all offsets count in."""
    document = _read(file, encoding)
    if not _to_file(output) and sys.stdout.isatty():
        lines = document.text.split("\n")
        _write("\n".join(visible(line) for line in lines), None)
    else:
        _write(document.text, output, newline=False)


_LONG_WORK = 400_000
"""Code points of both documents from which on progress is shown."""


def _read(name: str, encoding: str | None) -> "Document":
    from plandiff.reading import read  # noqa: PLC0415
    from plandiff.reading.document import Evidence  # noqa: PLC0415

    document = read(name, encoding)
    if document.encoding_evidence is Evidence.GUESS:
        _say(tr("{name}: read as {encoding} (a guess; --encoding overrides it)"), name=name, encoding=document.encoding)
    return document


@contextmanager
def _stages(*, shown: bool) -> Iterator[Callable[[str], None]]:
    """Show on a terminal's standard error which stage long work has reached."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _stage: None
        return

    def show(stage: str) -> None:
        sys.stderr.write(f"\r\x1b[Kplandiff: {tr(stage)} …")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")


def _use_colour(choice: Colour, output: Path | None) -> bool:
    if choice is not Colour.AUTO:
        return choice is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return not _to_file(output) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def _to_file(output: Path | None) -> TypeGuard[Path]:
    """Say whether the result goes to a file: ``-`` is standard output, as it is standard input for a document."""
    return output is not None and str(output) != "-"


def _write(content: str, output: Path | None, *, newline: bool = True) -> None:
    """Write a result as UTF-8, to standard output or whole to a file."""
    data = (content + "\n" * newline).encode("utf-8", "surrogatepass" if not newline else "backslashreplace")
    if _to_file(output):
        write_atomically(output, data)
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"cannot write to standard output: {error.strerror}") from error


def _say(template: str, **facts: str) -> None:
    """Tell the user something on standard error; facts may come from documents and are made harmless."""
    line = template.format(**{key: visible(fact) for key, fact in facts.items()})
    sys.stderr.write(f"plandiff: {line}\n")


def main() -> None:
    """Run the command line: exit with 0, 1 or 2 (130 if interrupted), and never with a traceback."""
    if sys.stdout is None or sys.stderr is None:  # closed by the caller: there is nobody to tell
        sys.exit(TROUBLE)
    # A command makes many small values, keeps them to its end and makes no cycles: collecting them is time lost.
    gc.disable()
    sys.exit(_status())


def _status() -> int:
    try:
        return int(app(standalone_mode=False) or 0)
    except PlandiffError as error:
        _say("{message}", message=str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SAME
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # the last resort: one line instead of a traceback
        if os.environ.get("PLANDIFF_DEBUG"):
            raise
        usage = getattr(error, "format_message", None)
        what = usage() if usage else f"internal error: {type(error).__name__}: {error} (PLANDIFF_DEBUG=1 shows where)"
        _say("{message}", message=what)
    return TROUBLE
