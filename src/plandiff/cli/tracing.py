"""``plandiff trace``."""

import shutil
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plandiff.cli.shared import (
    FOUND,
    NARROWEST,
    SAME,
    TROUBLE,
    Colour,
    Encoding,
    Output,
    read,
    say,
    to_file,
    use_colour,
    write_parts,
)
from plandiff.errors import UsageError
from plandiff.language import tr

if TYPE_CHECKING:
    from plandiff.comparison import Comparison
    from plandiff.reports.matrix import Selection
    from plandiff.tracing import National, Source


class TraceFormat(StrEnum):
    """How a trace is written."""

    TERMINAL = "terminal"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class StatusChoice(StrEnum):
    """What became of a national section in a local plan."""

    TAKEN_UP = "taken-up"
    PARTLY = "partly"
    RELATED = "related"
    DROPPED = "dropped"


class Order(StrEnum):
    """In which order national sections are shown."""

    DOCUMENT = "document"
    TAKEN = "taken"


def trace(  # noqa: PLR0913 - one parameter for each option
    national: Annotated[str, typer.Argument(help="The national plan; - for standard input.")],
    locals_: Annotated[list[str], typer.Argument(metavar="LOCAL...", help="The local plans.")],
    *,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", help="Only this national section: its number, part of its title, or its id."),
    ] = None,
    status: Annotated[
        list[StatusChoice] | None, typer.Option("--status", help="Only sections with this status; may be repeated.")
    ] = None,
    order: Annotated[Order, typer.Option("--sort", help="Sections in document order, or the most taken up first.")] = (
        Order.DOCUMENT
    ),
    wording: Annotated[
        bool | None,
        typer.Option(
            "--wording/--no-wording",
            help="Show the wording behind each cell; by default for one local plan or a selection.",
        ),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; one for each processor by default.")] = None,
    output_format: Annotated[TraceFormat, typer.Option("--format", "-f", help="How to write the result.")] = (
        TraceFormat.TERMINAL
    ),
    output: Output = None,
    encoding: Encoding = None,
    width: Annotated[
        int | None, typer.Option(min=NARROWEST, help="Columns of the report; the terminal's by default.")
    ] = None,
    colour: Annotated[Colour, typer.Option("--color", help="When to colour the report.")] = Colour.AUTO,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
) -> None:
    """Show what local plans took up, adapted, added and dropped of a national plan.

    Exits with 0 if they share no wording, 1 if they do, 2 on trouble; a plan that cannot be read does not hide the
    others.
    """
    from plandiff.reports.matrix import Selection, sections_like  # noqa: PLC0415
    from plandiff.tracing import calibrate  # noqa: PLC0415

    if [national, *locals_].count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    if to_file(output) and any(output.resolve() == Path(name).resolve() for name in (national, *locals_)):
        raise UsageError(f"{output} is one of the documents", "name another file with -o")
    document = read(national, encoding)
    sources: list[Source] = [read(name, encoding) if name == "-" else name for name in locals_]
    plan = calibrate(document, sources, encoding)
    wanted = sections_like(plan.sections, section) if section else None
    if wanted is not None and not wanted:
        raise UsageError(f"{document.name} has no section {', '.join(section or ())}", "plandiff outline lists them")
    selection = Selection(
        wanted, frozenset(choice.value for choice in status) if status else None, by_count=order is Order.TAKEN
    )
    results = _Results(plan, sources, encoding, jobs)
    shown = wording if wording is not None else len(sources) == 1 or bool(section or status)
    write_parts(_parts(plan, results, selection, output_format, output, width, colour, wording=shown), output)
    if results.failed:
        raise typer.Exit(TROUBLE)
    raise typer.Exit(FOUND if results.found and not exit_zero else SAME)


class _Results:
    """The comparisons as they come; failures are told at once, and progress is shown."""

    def __init__(self, plan: "National", sources: "list[Source]", encoding: str | None, jobs: int | None) -> None:
        self._plan, self._sources, self._encoding, self._jobs = plan, sources, encoding, jobs
        self.found = self.failed = False

    def __iter__(self) -> "Iterator[Comparison]":
        from plandiff.derivation import is_reuse  # noqa: PLC0415
        from plandiff.tracing import Failure, trace  # noqa: PLC0415

        total = len(self._sources)
        for number, result in enumerate(trace(self._plan, self._sources, self._encoding, self._jobs), 1):
            if isinstance(result, Failure):
                self.failed = True
                _progress("")
                say("{message}", message=result.message)
                continue
            self.found |= any(map(is_reuse, result.passages))
            if total > 1:
                _progress(tr("{n} of {total} local plans").format(n=f"{number:,}", total=f"{total:,}"))
            yield result
        _progress("")


def _progress(words: str) -> None:
    """Show on a terminal's standard error how far the work is; nothing clears it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{'plandiff: ' + words + ' …' if words else ''}")
        sys.stderr.flush()


def _parts(  # noqa: PLR0913 - one parameter for each option
    plan: "National",
    results: _Results,
    selection: "Selection",
    output_format: TraceFormat,
    output: Path | None,
    width: int | None,
    colour: Colour,
    *,
    wording: bool,
) -> Iterator[str]:
    if output_format in (TraceFormat.JSON, TraceFormat.CSV):
        from plandiff.reports.to_trace_data import trace_csv, trace_json  # noqa: PLC0415

        yield from (trace_json if output_format is TraceFormat.JSON else trace_csv)(plan, results, selection)
        return
    from plandiff.reports.to_trace import trace_markdown, trace_text  # noqa: PLC0415

    if output_format is TraceFormat.MARKDOWN:
        yield from trace_markdown(plan, results, selection)
        return
    columns = width or max(NARROWEST, shutil.get_terminal_size((80, 24)).columns)
    painted = use_colour(colour, output)
    yield from trace_text(plan, results, selection, columns, colour=painted, wording=wording)
