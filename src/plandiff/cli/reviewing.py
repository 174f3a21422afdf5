"""``plandiff review``: the app, the same review as line prompts, or its export alone."""

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plandiff.choices import Relation
from plandiff.cli.shared import (
    Encoding,
    Names,
    TheRelation,
    TheStandard,
    say,
    spelling_of,
    stages,
)
from plandiff.cli.status import leave
from plandiff.comparison import Stage, compare
from plandiff.config import load_config
from plandiff.conversion.standards import Spelling
from plandiff.decisions.decision import State
from plandiff.decisions.store import Store
from plandiff.errors import UsageError
from plandiff.judging.change import Weight
from plandiff.language import tr
from plandiff.reading import read
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.export import exported
from plandiff.reviewing.material import Material
from plandiff.reviewing.painting import Look
from plandiff.reviewing.places import decisions_file, file_stem
from plandiff.reviewing.review import Review
from plandiff.reviewing.review_queue import Docket

if TYPE_CHECKING:
    from plandiff.tui.job import Job, Load
    from plandiff.tui.loading import LoadingApp


def review(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str | None, typer.Argument(help="The first document.")] = None,
    right: Annotated[str | None, typer.Argument(help="The second document.")] = None,
    *,
    relation: TheRelation = None,
    standard: TheStandard = None,
    name: Names = None,
    encoding: Encoding = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="File for the decisions; found by itself if not named.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line prompts, for screen readers and pipes.")] = False,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write points and corrected copies to this folder, and ask nothing.")
    ] = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Frames and marks in ASCII.")] = False,
    ambiguous: Annotated[
        int, typer.Option("--ambiguous-width", min=1, max=2, help="Cells that your terminal gives “ and —.")
    ] = 1,
) -> None:
    """Step through the differences of two documents, decide on each, and come back tomorrow.

    Without documents: through all that check finds in the project; what is accepted goes into the snapshots.
    Decisions are kept as they are made. Exits with 0 if every substantive change is accepted (without documents: if
    nothing waits any more), 1 if one is not, 2 on trouble.
    """
    if left is None:
        _pending(plain=plain, in_ascii=ascii_only, ambiguous=ambiguous, alone=not (decisions or export))
        return
    if right is None:
        raise UsageError(
            "review needs two documents, or none", "run plandiff review LEFT RIGHT, or plandiff review in a project"
        )
    if "-" in (left, right):
        raise UsageError("review reads its answers from standard input", "name a file for each document")
    if not plain and not export:
        _need_terminal("use plandiff review --plain for line prompts, or plandiff compare for a report")

    paths = Path(left), Path(right)
    store = Store(decisions or decisions_file(*paths, load_config()), (left, right))
    store.read()  # Whoever cannot read the decisions need not compare first.
    load = _loader(paths, store, encoding, relation, spelling_of(standard, name))
    stem = file_stem(*paths)
    if export:
        done = _reviewed(load, store)
        for written in exported(done, export, stem):
            typer.echo(written)
    elif plain:
        from plandiff.cli.prompting import prompt  # noqa: PLC0415

        done = _reviewed(load, store)
        prompt(done, paths[0].absolute().parent, stem)
    else:
        from plandiff.tui.job import Job  # noqa: PLC0415

        look = _look(in_ascii=ascii_only, ambiguous=ambiguous)
        done = _shown(Job(load, store, paths[0].absolute().parent, stem, paths, look))
    need_saved(done)
    leave(found=not _accepted(done))


def need_saved(done: Review | Docket) -> None:
    """Leave with trouble if a decision could not be saved."""
    if done.unsaved:
        say(tr("{n} decisions are NOT SAVED: {why}"), n=str(done.unsaved), why=done.trouble)
        leave(troubled=True)


def _pending(*, plain: bool, in_ascii: bool, ambiguous: int, alone: bool) -> None:
    """Review what waits in the project."""
    if not alone:
        raise UsageError("--decisions and --export go with two documents", "run plandiff review LEFT RIGHT")
    if not plain:
        _need_terminal(
            "use plandiff review --plain for line prompts, plandiff pending for a list and plandiff accept to accept"
        )
    from plandiff.cli.pending_review import review_pending  # noqa: PLC0415

    review_pending(None if plain else _look(in_ascii=in_ascii, ambiguous=ambiguous))


def _need_terminal(instead: str) -> None:
    """Refuse to show the app where it cannot be shown; ``instead`` says what to use."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review needs a terminal", instead)
    if os.environ.get("TERM") == "dumb":
        raise UsageError("this terminal (TERM=dumb) cannot show the app", "use plandiff review --plain")


def _look(*, in_ascii: bool, ambiguous: int) -> Look:
    return Look(ascii=in_ascii or ambiguous > 1, ambiguous=ambiguous)


def _loader(
    paths: tuple[Path, Path], store: Store, encoding: str | None, relation: Relation | None, spelling: Spelling
) -> "Load":
    """Return how to come by what is reviewed; it may run on another thread."""

    def load(stage: Stage) -> Material:
        stage("reading")
        left, right = (read(str(path), encoding) for path in paths)
        material = material_of(compare(left, right, relation, stage, spelling=spelling))
        stage("making the review ready")
        return material.warm(subjects=bool(store.decisions))

    return load


def _reviewed(load: "Load", store: Store) -> Review:
    """Make the review here and now, with progress on standard error."""
    with stages(shown=True) as stage:
        return Review(load(stage), store)


def _shown(job: "Job") -> Review:
    """Run the app on two documents; return the review it leaves."""
    from plandiff.tui.app import ReviewApp  # noqa: PLC0415

    app = ReviewApp(job)
    run_app(app, lambda: _tell_where(app.review) if app.review else None)
    if app.review is None:
        leave(interrupted=True)
    return app.review


def run_app(app: "LoadingApp", then: Callable[[], None] = lambda: None) -> None:
    """Run an app until the person leaves; ``then`` tells what must be told however that went.

    Raises:
        PlandiffError: It had nothing to show.
        Exception: A defect of ours has ended it.
    """
    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # Textual takes an empty one for a wish.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)  # They would hide from the app that the window has another size by now.
    gc.enable()  # The app makes cycles, and may run for hours.
    failed = app.run()
    then()
    if app.failure:
        raise app.failure
    if failed:
        raise failed


def _tell_where(review: Review) -> None:
    if review.store and review.store.decisions and not review.unsaved:
        say(tr("decisions are kept in {file}"), file=str(review.store.path))


def _accepted(review: Review) -> bool:
    """Say whether every change of substance is accepted."""
    return all(
        review.state(n) is State.ACCEPTED
        for n, change in enumerate(review.material.changes)
        if change.weight is Weight.SUBSTANTIVE
    )
