"""``plandiff review``: the app, the same review as line prompts, or its export alone."""

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from plandiff.cli.prompting import prompt
from plandiff.cli.reviewer import As, reviewer
from plandiff.cli.shared import (
    Encoding,
    Names,
    PasswordFile,
    TheRelation,
    TheRevisions,
    TheStandard,
    options_of,
    say,
    spelling_of,
    stages,
)
from plandiff.cli.status import leave
from plandiff.config import load_config
from plandiff.decisions.decision import State
from plandiff.decisions.store import Store
from plandiff.errors import UsageError
from plandiff.judging.change import Weight
from plandiff.language import tr, tr_n
from plandiff.reading.extracted import Revisions
from plandiff.reviewing.decision_files import decisions_file
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.queue_session import QueueSession, nothing_words
from plandiff.reviewing.review import Review
from plandiff.reviewing.review_queue import ReviewQueue
from plandiff.reviewing.to_review import Load, ToReview, load_pair, load_waiting


def review(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str | None, typer.Argument(help="The first document.")] = None,
    right: Annotated[str | None, typer.Argument(help="The second document.")] = None,
    *,
    relation: TheRelation = None,
    standard: TheStandard = None,
    name: Names = None,
    encoding: Encoding = None,
    revisions: TheRevisions = Revisions.FINAL,
    password_file: PasswordFile = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="File for the decisions; found by itself if not named.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line prompts, for screen readers and pipes.")] = False,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write points and corrected copies to this folder, and ask nothing.")
    ] = None,
    by: As = None,
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
    if left is None and (decisions or export):
        raise UsageError("--decisions and --export go with two documents", "run plandiff review LEFT RIGHT")
    if left is not None and right is None:
        raise UsageError(
            "review needs two documents, or none", "run plandiff review LEFT RIGHT, or plandiff review in a project"
        )
    if "-" in (left, right):
        raise UsageError("review reads its answers from standard input", "name a file for each document")
    if not plain and not export:
        _need_terminal(alone=left is None)
    config = load_config()
    who = reviewer(by, config)
    if left is None or right is None:
        load: Load = partial(load_waiting, config)
    else:
        paths, spelling = (Path(left), Path(right)), spelling_of(standard, name)
        store = Store(decisions or decisions_file(*paths, config), (left, right))
        store.read()  # Whoever cannot read the decisions need not compare first.
        options = options_of(encoding, revisions, password_file)
        load = partial(load_pair, paths, store, options=options, relation=relation, spelling=spelling)
    if plain or export:
        done = _without_screen(load, who, export)
    else:
        done = _shown(load, LayoutOptions(ascii=ascii_only or ambiguous > 1, ambiguous=ambiguous), who)
    if done.unsaved:
        say(tr("{n} decisions are NOT SAVED: {why}"), n=str(done.unsaved), why=done.trouble)
        leave(troubled=True)
    if done.is_pair:
        leave(found=not all(map(_accepted, done.reviews())))
    _tell_waiting(done)
    leave(found=bool(done.items), troubled=done.troubled)


def _need_terminal(*, alone: bool) -> None:
    """Refuse to show the app where it cannot be shown; say what to use, for two documents or a whole project."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "review needs a terminal",
            "use plandiff review --plain for line prompts, plandiff pending for a list and plandiff accept to accept"
            if alone
            else "use plandiff review --plain for line prompts, or plandiff compare for a report",
        )
    if os.environ.get("TERM") == "dumb":
        raise UsageError("this terminal (TERM=dumb) cannot show the app", "use plandiff review --plain")


def _without_screen(load: Load, by: str, export: Path | None) -> ReviewQueue:
    """Review by line prompts, or only write the export."""

    def loaded() -> ToReview:
        with stages(shown=True) as stage:
            return load(stage)

    if export is None:
        return prompt(loaded, by)
    queue = ReviewQueue.of(loaded(), by)
    for written in QueueSession(queue).export(str(export)):
        typer.echo(written)
    return queue


def _shown(load: Load, layout: LayoutOptions, by: str) -> ReviewQueue:
    """Run the app until the person leaves; return what it leaves.

    Raises:
        PlandiffError: It had nothing to show.
        Exception: A defect of ours has ended it.
    """
    from plandiff.tui.app import ReviewApp  # noqa: PLC0415

    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # Textual takes an empty one for a wish.
    for name in ("COLUMNS", "LINES"):
        os.environ.pop(name, None)  # They would hide from the app that the window has another size by now.
    gc.enable()  # The app makes cycles, and may run for hours.
    app = ReviewApp(load, layout, by)
    failed = app.run()
    if app.reviewed:
        _tell_where(app.reviewed.queue)
    if app.failure:
        raise app.failure
    if failed:
        raise failed
    if app.reviewed is None:
        leave(interrupted=True)
    return app.reviewed.queue


def _tell_where(queue: ReviewQueue) -> None:
    """Say where the decisions on two documents are kept: in a project, that is known."""
    for review in queue.reviews() if queue.is_pair else ():
        if review.store and review.store.decisions and not review.unsaved:
            say(tr("decisions are kept in {file}"), file=str(review.store.path))


def _tell_waiting(queue: ReviewQueue) -> None:
    """Say what could not be checked, what is left, and what is accepted but not written."""
    for item in queue.items:
        if item.part.result and item.part.result.error:
            say("{error}", error=item.part.result.error)
    waiting = queue.counts().total()
    if waiting:
        say(tr_n("{n} still waits for a decision", "{n} still wait for a decision", waiting), n=f"{waiting:,}")
    elif not queue.troubled:
        say(nothing_words())
    if words := QueueSession(queue).unwritten():
        say(tr("{words}: run plandiff review again, and W (with --plain w) writes that"), words=words)


def _accepted(review: Review) -> bool:
    """Say whether every change of substance is accepted."""
    return all(
        review.state(n) is State.ACCEPTED
        for n, change in enumerate(review.material.changes)
        if change.weight is Weight.SUBSTANTIVE
    )
