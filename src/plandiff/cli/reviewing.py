"""``plandiff review``: the app, the same review as line prompts, or its export alone."""

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plandiff.cli.comparing import RelationChoice
from plandiff.cli.shared import (
    FOUND,
    INTERRUPTED,
    SAME,
    TROUBLE,
    Encoding,
    Names,
    TheStandard,
    say,
    spelling_of,
    stages,
)
from plandiff.errors import UsageError
from plandiff.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from plandiff.comparison import Stage
    from plandiff.conversion.standards import Spelling
    from plandiff.decisions.store import Store
    from plandiff.reviewing.material import Material
    from plandiff.reviewing.painting import Look
    from plandiff.reviewing.review import Review
    from plandiff.reviewing.review_queue import Docket
    from plandiff.tui.job import Job, Load
    from plandiff.tui.loading import LoadingApp


def review(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[str | None, typer.Argument(help="The first document.")] = None,
    right: Annotated[str | None, typer.Argument(help="The second document.")] = None,
    *,
    relation: Annotated[RelationChoice, typer.Option(help="What the documents are to each other.")] = (
        RelationChoice.AUTO
    ),
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

    from plandiff.config import load_config  # noqa: PLC0415
    from plandiff.decisions.store import Store  # noqa: PLC0415
    from plandiff.reviewing.places import decisions_file, file_stem  # noqa: PLC0415

    paths = Path(left), Path(right)
    store = Store(decisions or decisions_file(*paths, load_config()), (left, right))
    store.read()  # Whoever cannot read the decisions need not compare first.
    load = _loader(
        paths, store, encoding, None if relation is RelationChoice.AUTO else relation.value, spelling_of(standard, name)
    )
    stem = file_stem(*paths)
    if export:
        from plandiff.reviewing.export import exported  # noqa: PLC0415

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
    raise typer.Exit(SAME if _accepted(done) else FOUND)


def need_saved(done: "Review | Docket") -> None:
    """Leave with trouble if a decision could not be saved."""
    if done.unsaved:
        say(tr("{n} decisions are NOT SAVED: {why}"), n=str(done.unsaved), why=done.trouble)
        raise typer.Exit(TROUBLE)


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


def _look(*, in_ascii: bool, ambiguous: int) -> "Look":
    from plandiff.reviewing.painting import Look  # noqa: PLC0415

    return Look(ascii=in_ascii or ambiguous > 1, ambiguous=ambiguous)


def _loader(
    paths: tuple[Path, Path], store: "Store", encoding: str | None, relation: str | None, spelling: "Spelling"
) -> "Load":
    """Return how to come by what is reviewed; it may run on another thread."""

    def load(stage: "Stage") -> "Material":
        from plandiff.comparison import compare  # noqa: PLC0415
        from plandiff.judging.relation import Relation  # noqa: PLC0415
        from plandiff.reading import read  # noqa: PLC0415
        from plandiff.reviewing.arranging import material_of  # noqa: PLC0415

        stage("reading")
        left, right = (read(str(path), encoding) for path in paths)
        chosen = Relation(relation) if relation else None
        material = material_of(compare(left, right, chosen, stage, spelling=spelling))
        stage("making the review ready")
        return material.warm(subjects=bool(store.decisions))

    return load


def _reviewed(load: "Load", store: "Store") -> "Review":
    """Make the review here and now, with progress on standard error."""
    from plandiff.reviewing.review import Review  # noqa: PLC0415

    with stages(shown=True) as stage:
        return Review(load(stage), store)


def _shown(job: "Job") -> "Review":
    """Run the app on two documents; return the review it leaves."""
    from plandiff.tui.app import ReviewApp  # noqa: PLC0415

    app = ReviewApp(job)
    run_app(app, lambda: _tell_where(app.review) if app.review else None)
    if app.review is None:
        raise typer.Exit(INTERRUPTED)
    return app.review


def run_app(app: "LoadingApp", then: "Callable[[], None]" = lambda: None) -> None:
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


def _tell_where(review: "Review") -> None:
    if review.store and review.store.decisions and not review.unsaved:
        say(tr("decisions are kept in {file}"), file=str(review.store.path))


def _accepted(review: "Review") -> bool:
    """Say whether every change of substance is accepted."""
    from plandiff.decisions.decision import State  # noqa: PLC0415
    from plandiff.judging.change import Weight  # noqa: PLC0415

    return all(
        review.state(n) is State.ACCEPTED
        for n, change in enumerate(review.material.changes)
        if change.weight is Weight.SUBSTANTIVE
    )
