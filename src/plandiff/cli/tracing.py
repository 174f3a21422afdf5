"""``plandiff trace``."""

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from plandiff import __version__
from plandiff.cli.gathering import names_from
from plandiff.cli.resuming import Journal, resumed
from plandiff.cli.shared import (
    Colour,
    Encoding,
    ExitZero,
    Force,
    Output,
    PasswordFile,
    TheRevisions,
    WhenColoured,
    Width,
    columns_of,
    encoded,
    format_option,
    options_of,
    read,
    say,
    spare,
    spare_terminal,
    tell_guess,
    to_file,
    use_colour,
    write_paper,
    write_parts,
)
from plandiff.cli.status import leave
from plandiff.derivation.tracing import Failure, Source, calibrate
from plandiff.derivation.tracing import trace as trace_plans
from plandiff.errors import UsageError
from plandiff.language import listed, tr
from plandiff.reading.extracted import Revisions
from plandiff.reports.formats import Format, chosen
from plandiff.reports.matrix import ColumnOrder, Report, RowOrder, Selection, View, rows_like


class StatusChoice(StrEnum):
    """What became of a national section in a local plan."""

    TAKEN_UP = "taken-up"
    PARTLY = "partly"
    RELATED = "related"
    DROPPED = "dropped"


def trace(  # noqa: PLR0913 - one parameter for each option
    plans: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NATIONAL] LOCAL...",
            help="The national plan, then the local ones; after --national only local plans. - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    national: Annotated[
        list[str] | None,
        typer.Option(
            "--national",
            metavar="FILE",
            help="A parent, repeatable: each local clause goes to the best one. Behind NATIONAL, a further parent.",
        ),
    ] = None,
    listed_in: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="LIST",
            help="More local plans: a file with a name a line, a folder, or an address of either (s3://bucket/plans).",
        ),
    ] = None,
    section: Annotated[
        list[str] | None,
        typer.Option("--section", help="Only this national section: its number, part of its title, or its id."),
    ] = None,
    status: Annotated[
        list[StatusChoice] | None, typer.Option("--status", help="Only sections with this status; may be repeated.")
    ] = None,
    order: Annotated[
        RowOrder, typer.Option("--sort", help="Sections in document order, or the most taken up or left out first.")
    ] = RowOrder.DOCUMENT,
    columns: Annotated[
        ColumnOrder, typer.Option(help="Local plans as given, the one that took up most first, or by province.")
    ] = ColumnOrder.GIVEN,
    wording: Annotated[
        bool | None,
        typer.Option(
            "--wording/--no-wording",
            help="Show the wording behind each cell; by default for one local plan or a selection.",
        ),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes; one for each processor by default.")] = None,
    scheduler: Annotated[
        str,
        typer.Option(
            "--scheduler",
            metavar="ADDRESS",
            help="Compare on the Dask cluster of this scheduler: tcp://HOST:PORT. It needs the extra cluster.",
            show_default=False,
        ),
    ] = "",
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was broken off while it wrote to this -o FILE.")
    ] = False,
    partition: Annotated[
        int | None,
        typer.Option(
            "--partition",
            min=1,
            metavar="PLANS",
            help="Make -o a folder of Parquet files, each of so many local plans.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[str | None, format_option("trace")] = None,
    output: Output = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
    force: Force = False,
) -> None:
    """Show what local plans took up, adapted, added and dropped of a national plan.

    With several parents each local clause goes to the one whose wording it has most of; what the local plans share and
    no parent has points to one that is missing, and is listed with the sources they name.

    Exits with 0 if they share no wording, 1 if they do, 2 on trouble; a plan that cannot be read does not hide the
    others.
    """
    form = _form(output_format, output, partition)
    if form.binary:
        spare_terminal(output, form)
    if scheduler and jobs:
        raise UsageError("a cluster has its own processes", "leave out --jobs or --scheduler")
    parents, locals_ = _parted(national or [], plans or [], several=listed_in is not None)
    if listed_in is not None:
        locals_ += names_from(listed_in, parents)
    if [*parents, *locals_].count("-") > 1:
        raise UsageError("standard input is named twice", "name a file")
    spare((*parents, *locals_), output)
    options = options_of(encoding, revisions, password_file)
    document, *further = [read(name, options) for name in parents]
    sources: list[Source] = [read(name, options) if name == "-" else name for name in locals_]
    plan = calibrate(document, sources, options, further)
    wanted = rows_like(plan.rows, section) if section else None
    if wanted is not None and not wanted:
        raise UsageError(
            "{name} has no section {section}",
            "plandiff outline lists them",
            name=listed(parent.name for parent in plan.documents),
            section=listed(section or ()),
        )
    selection = Selection(
        wanted,
        frozenset(choice.value for choice in status) if status else None,
        order=order,
        columns=columns,
    )
    shown = wording if wording is not None else len(sources) == 1 or bool(section or status)
    cells, painted = columns_of(width), use_colour(colour, output)
    report: Report = form.written(plan, selection=selection, columns=cells, colour=painted, wording=shown)
    asked = (
        __version__,
        form.name,
        *(parent.sha256 for parent in plan.documents),
        *locals_,
        encoding,
        revisions,
        section,
        status,
        order,
        columns,
    )
    run = (*asked, shown, cells, painted, *sorted(plan.standing))

    def compared(left: list[Source]) -> Iterator[View | Failure]:
        return trace_plans(plan, left, report.view, options, jobs, scheduler=scheduler)

    if partition:
        from plandiff.cli.partitions import Partitions  # noqa: PLC0415 - most runs write one file

        assert to_file(output)  # noqa: S101 - it was refused above
        parts = Partitions(output, plan, sources, partition, run, resume=resume)
        results = _Results(len(parts.left), found=parts.sharing > 0)
        parts.write(compared(parts.left), results.told)
        leave(found=results.found, troubled=results.failed, exit_zero=exit_zero)
        return
    journal = Journal.of(output if to_file(output) else None, run, resume=resume)
    results = _Results(len(sources))
    views = results.told(resumed(journal, sources, compared))
    if form.paper:
        write_paper(b"".join(map(encoded, report.parts(views))), output, form, force=force)
    else:
        write_parts(report.parts(views), output)
    journal.end()
    leave(found=results.found, troubled=results.failed, exit_zero=exit_zero)


def _form(asked: str | None, output: Path | None, partition: int | None) -> Format:
    """Return the format that is asked for, or that the name of the file says."""
    if not partition:
        return chosen("trace", asked, output if to_file(output) else None)
    if asked not in (None, "parquet") or not to_file(output):
        raise UsageError("--partition makes a folder of Parquet files", "name it with -o")
    return chosen("trace", "parquet", output)


def _parted(national: list[str], plans: list[str], *, several: bool) -> tuple[list[str], list[str]]:
    """Return the names of the parents and of the local plans.

    ``--national A --national B LOCAL…`` names all parents; in ``NATIONAL LOCAL… --national B`` the first plan is one.

    Args:
        national: The parents named by options.
        plans: The plans named by arguments.
        several: Whether further local plans are named elsewhere.

    Raises:
        UsageError: There is no parent, or no local plan.
    """
    typed = sys.argv[1:]
    option = next((n for n, word in enumerate(typed) if word.startswith("--national")), None)
    alone = len(plans) == 1 and not several
    if national and (not plans or alone or plans[0] not in typed[:option]):
        parents, locals_ = national, plans
    else:
        parents, locals_ = [*plans[:1], *national], plans[1:]
    if not parents or not (locals_ or several):
        raise UsageError("trace needs a national plan and local ones", "name them one after the other")
    return parents, locals_


class _Results:
    """What the views come to; failures are told at once, and progress is shown."""

    def __init__(self, total: int, *, found: bool = False) -> None:
        self._total, self._number = total, 0
        self.found, self.failed = found, False

    def told(self, views: Iterable[View | Failure]) -> Iterator[View]:
        """Yield the views as they come, without those that failed."""
        for view in views:
            self._number += 1
            if isinstance(view, Failure):
                self.failed = True
                _progress("")
                say("{message}", message=view.message)
                continue
            self.found |= view.column.reused > 0
            if view.column.guess:
                _progress("")
                tell_guess(view.column.name, view.column.guess)
            for words in view.column.notices:
                _progress("")
                say(tr("{name}: {words}"), name=view.column.name, words=words)
            if self._total > 1:
                _progress(tr("{n} of {total} local plans").format(n=f"{self._number:,}", total=f"{self._total:,}"))
            yield view
        _progress("")


def _progress(words: str) -> None:
    """Show on a terminal's standard error how far the work is; no words clear the line."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{'plandiff: ' + words + ' …' if words else ''}")
        sys.stderr.flush()
