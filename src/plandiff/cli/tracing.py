"""``plandiff trace``."""

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from plandiff.cli.shared import (
    FOUND,
    SAME,
    TROUBLE,
    Colour,
    Encoding,
    ExitZero,
    Output,
    WhenColoured,
    Width,
    check_ending,
    columns_of,
    read,
    say,
    tell_guess,
    to_file,
    use_colour,
    write_parts,
)
from plandiff.errors import UsageError
from plandiff.language import tr

if TYPE_CHECKING:
    from plandiff.derivation.result import Derivation
    from plandiff.derivation.tracing import Failure, National, Source
    from plandiff.reports.matrix import Selection, View


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
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
) -> None:
    """Show what local plans took up, adapted, added and dropped of a national plan.

    Exits with 0 if they share no wording, 1 if they do, 2 on trouble; a plan that cannot be read does not hide the
    others.
    """
    from plandiff.derivation.tracing import calibrate  # noqa: PLC0415
    from plandiff.derivation.tracing import trace as trace_plans  # noqa: PLC0415
    from plandiff.reports.matrix import Selection, sections_like  # noqa: PLC0415

    if [national, *locals_].count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    check_ending(output, TraceFormat)
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
    shown = wording if wording is not None else len(sources) == 1 or bool(section or status)
    columns = columns_of(width)
    report = _report(plan, selection, output_format, columns, colour=use_colour(colour, output), wording=shown)
    results = _Results(trace_plans(plan, sources, report.view, encoding, jobs), len(sources))
    write_parts(report.parts(results), output)
    if results.failed:
        raise typer.Exit(TROUBLE)
    raise typer.Exit(FOUND if results.found and not exit_zero else SAME)


class _Results:
    """The views as they come; failures are told at once, and progress is shown."""

    def __init__(self, views: "Iterator[View | Failure]", total: int) -> None:
        self._views, self._total = views, total
        self.found = self.failed = False

    def __iter__(self) -> "Iterator[View]":
        from plandiff.derivation.tracing import Failure  # noqa: PLC0415

        for number, view in enumerate(self._views, 1):
            if isinstance(view, Failure):
                self.failed = True
                _progress("")
                say("{message}", message=view.message)
                continue
            self.found |= view.column.reused > 0
            if view.column.guess:
                _progress("")
                tell_guess(view.column.name, view.column.guess)
            if self._total > 1:
                _progress(tr("{n} of {total} local plans").format(n=f"{number:,}", total=f"{self._total:,}"))
            yield view
        _progress("")


def _progress(words: str) -> None:
    """Show on a terminal's standard error how far the work is; no words clear the line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{'plandiff: ' + words + ' …' if words else ''}")
        sys.stderr.flush()


class _Report(NamedTuple):
    """What is made of each local plan, in the process that compared it, and how the parts are put together."""

    view: "Callable[[Derivation], View]"
    parts: "Callable[[Iterable[View]], Iterator[str]]"


def _report(  # noqa: PLR0913 - one parameter for each option
    plan: "National",
    selection: "Selection",
    output_format: TraceFormat,
    columns: int,
    *,
    colour: bool,
    wording: bool,
) -> _Report:
    if output_format is TraceFormat.JSON:
        from plandiff.reports.to_trace_data import json_view, trace_json  # noqa: PLC0415

        return _Report(partial(json_view, selection=selection), partial(trace_json, plan))
    if output_format is TraceFormat.CSV:
        from plandiff.reports.to_trace_data import csv_view, trace_csv  # noqa: PLC0415

        return _Report(partial(csv_view, selection=selection), trace_csv)
    from plandiff.reports.to_trace import markdown_view, terminal_view, trace_markdown, trace_text  # noqa: PLC0415

    if output_format is TraceFormat.MARKDOWN:
        return _Report(partial(markdown_view, selection=selection), partial(trace_markdown, plan, selection=selection))
    return _Report(
        partial(terminal_view, selection=selection, columns=columns, colour=colour, wording=wording),
        partial(trace_text, plan, selection=selection, columns=columns, colour=colour),
    )
