"""``plandiff review``: the app, the same review as line prompts, or its export alone."""

import gc
import os
import sys
from collections.abc import Sequence
from functools import partial
from io import TextIOWrapper
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
    tell_path,
)
from plandiff.cli.status import leave
from plandiff.cli.terminal import ambiguous_width, is_dark, remember_dark
from plandiff.config import load_config
from plandiff.decisions.committing import tidy
from plandiff.decisions.decision import STATES, Decision, Ruling, State
from plandiff.decisions.store import Store, parsed
from plandiff.errors import UsageError
from plandiff.judging.change import Weight
from plandiff.language import tr, tr_n
from plandiff.presentation.states import REVIEW_STATES
from plandiff.reading import bytes_of
from plandiff.reading.extracted import Revisions
from plandiff.reading.signature import Signature
from plandiff.reviewing.decision_files import decisions_file
from plandiff.reviewing.export import word_as_text
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.queue_session import QueueSession, nothing_words
from plandiff.reviewing.review import Review
from plandiff.reviewing.review_queue import ReviewQueue
from plandiff.reviewing.to_review import Load, ToReview, load_pair, load_waiting
from plandiff.writing import write_atomically


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
    tracked: Annotated[
        bool, typer.Option("--tracked", help="With --export: Word copies have the repairs as tracked changes.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the review as one page for a browser, and ask nothing.")
    ] = None,
    imported: Annotated[
        list[Path] | None,
        typer.Option("--import", metavar="FILE", help="Merge a file of decisions, as a page saves it; repeatable."),
    ] = None,
    by: As = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Frames and marks in ASCII.")] = False,
    ambiguous: Annotated[
        int | None, typer.Option("--ambiguous-width", min=1, max=2, help="Cells that your terminal gives “ and —.")
    ] = None,
) -> None:
    """Step through the differences of two documents, decide on each, and come back tomorrow.

    Without documents: through all that check finds in the project; what is accepted goes into the snapshots.
    Decisions are kept as they are made. Exits with 0 if every substantive change is accepted (without documents: if
    nothing waits any more), 1 if one is not, 2 on trouble.
    """
    _refuse(left, right, [decisions, export, html, imported], tracked=tracked and not export)
    unasked = bool(export or html or imported)
    if not plain and not unasked:
        _need_terminal(alone=left is None)
    config = load_config()
    who = reviewer(by, config)
    if left is None or right is None:
        tidy(config)
        load: Load = partial(load_waiting, config)
    else:
        paths, spelling = (Path(left), Path(right)), spelling_of(standard, name)
        store = Store(decisions or decisions_file(*paths, config), (left, right))
        store.read()  # Whoever cannot read the decisions need not compare first.
        options = options_of(encoding, revisions, password_file)
        load = partial(load_pair, paths, store, options=options, relation=relation, spelling=spelling)
    if unasked:
        done = _unasked(load, who, export, html, imported or [], tracked=tracked)
    elif plain:
        done = prompt(partial(_loaded, load), who)
    else:
        cells = ambiguous_width(ambiguous)
        done = _shown(load, LayoutOptions(ascii=ascii_only or cells > 1, ambiguous=cells), who)
    if done.unsaved:
        say(tr("{n} decisions are NOT SAVED: {why}"), n=str(done.unsaved), why=done.trouble)
        leave(troubled=True)
    if done.is_pair:
        leave(found=not all(map(_accepted, done.reviews())))
    _tell_waiting(done)
    leave(found=bool(done.items), troubled=done.troubled)


def _refuse(left: str | None, right: str | None, paired: Sequence[object], *, tracked: bool) -> None:
    """Refuse what does not go together: ``paired`` are the options about two documents, ``tracked`` lacks an export.

    Raises:
        UsageError: Something does not.
    """
    if left is None and any(paired):
        raise UsageError(
            "--decisions, --export, --html and --import go with two documents", "run plandiff review LEFT RIGHT"
        )
    if tracked:
        raise UsageError("--tracked is about the copies of an export", "name a folder with --export")
    if left is not None and right is None:
        raise UsageError(
            "review needs two documents, or none", "run plandiff review LEFT RIGHT, or plandiff review in a project"
        )
    if "-" in (left, right):
        raise UsageError("review reads its answers from standard input", "name a file for each document")


def _need_terminal(*, alone: bool) -> None:
    """Refuse to show the app where it cannot be shown; say what to use, for two documents or a whole project."""
    if os.environ.get("TEXTUAL_DRIVER"):  # A browser is the terminal.
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "review needs a terminal",
            "use plandiff review --plain for line prompts, plandiff pending for a list and plandiff accept to accept"
            if alone
            else "use plandiff review --plain for line prompts, or plandiff compare for a report",
        )
    if os.environ.get("TERM") == "dumb":
        raise UsageError("this terminal (TERM=dumb) cannot show the app", "use plandiff review --plain")


def _loaded(load: Load) -> ToReview:
    with stages(shown=True) as stage:
        return load(stage)


def _unasked(  # noqa: PLR0913 - what was asked for in place of questions
    load: Load, by: str, export: Path | None, html: Path | None, imported: list[Path], *, tracked: bool
) -> ReviewQueue:
    """Merge files of decisions, write the page and the export; ask nothing."""
    others = {file: _decisions_in(file) for file in imported}  # One that cannot be read stops all before anything is.
    queue = ReviewQueue.of(_loaded(load), by)
    [review] = queue.reviews()
    for file, decisions in others.items():
        _merge(review, file, decisions)
    if html:
        from plandiff.reviewing.to_html import review_page  # noqa: PLC0415 - the templates load only for a page

        page = review_page(review, queue.found.stem).encode("utf-8", "backslashreplace")
        write_atomically(html, page, "name another file with --html")
        tell_path(html)
    if export:
        files = QueueSession(queue).export(str(export), Signature(by) if tracked else None)
        for written in files:
            tell_path(written)
        for name in word_as_text(review, files):
            say(tr("{name}: a repair has no place in the Word file: its corrected copy is text"), name=name)
    return queue


def _decisions_in(file: Path) -> dict[str, Decision]:
    try:
        return parsed(bytes_of(str(file)).decode("utf-8-sig"), str(file))
    except UnicodeDecodeError as error:
        raise UsageError(
            "cannot read {file}: {why}", "name a file that a page of the review has saved", file=file, why=error
        ) from error


def _merge(review: Review, file: Path, decisions: dict[str, Decision]) -> None:
    """Merge a file of decisions; say how many it holds, and on each change who decided otherwise."""
    assert review.store  # noqa: S101 - two documents have one
    disagreed = review.merge(decisions)
    words = tr_n("{file}: {n} decision merged", "{file}: {n} decisions merged", len(decisions))
    say(words, file=str(file), n=f"{len(decisions):,}")
    strangers = sum(id_ not in review.material.positions for id_ in decisions)
    if strangers:
        words = tr_n("{n} is on a change that is not there", "{n} are on changes that are not there", strangers)
        say(words, n=f"{strangers:,}")
    for id_ in disagreed:
        decision = review.store.decisions[id_]
        told = tr("{id}: {who} decided {verdict}, overruled: {others}")
        others = tr(", ").join(
            tr("{who} decided {verdict}").format(who=who, verdict=_verdict_words(decision.last()[who]))
            for who in decision.objecting()
        )
        ruling = decision.ruling
        say(told, id=id_, who=ruling.by, verdict=_verdict_words(ruling), others=others)


def _verdict_words(ruling: Ruling) -> str:
    return tr(REVIEW_STATES[STATES[ruling.verdict]].words) if ruling.verdict else tr("no verdict")


def _shown(load: Load, layout: LayoutOptions, by: str) -> ReviewQueue:
    """Run the app until the person leaves; return what it leaves.

    Raises:
        PlandiffError: It had nothing to show.
        Exception: A defect of ours has ended it.
    """
    from plandiff.tui.app import ReviewApp  # noqa: PLC0415

    if os.environ.get("NO_COLOR") == "":
        del os.environ["NO_COLOR"]  # Textual takes an empty one for a wish.
    # Of a browser they say how large it is.
    for name in () if os.environ.get("TEXTUAL_DRIVER") else ("COLUMNS", "LINES"):
        os.environ.pop(name, None)  # They would hide from the app that the window has another size by now.
    gc.enable()  # The app makes cycles, and may run for hours.
    if isinstance(sys.__stderr__, TextIOWrapper):
        sys.__stderr__.reconfigure(encoding="utf-8")  # The app writes there; like all that we write, in UTF-8.
    confined = bool(os.environ.get("TEXTUAL_DRIVER"))
    app = ReviewApp(load, layout, by, confined=confined, dark=is_dark(), remember=remember_dark)
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
