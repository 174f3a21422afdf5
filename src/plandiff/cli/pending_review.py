"""``plandiff review`` without documents: all that waits since a check, in the app or as line prompts."""

from typing import TYPE_CHECKING

import typer

from plandiff.cli.reviewing import need_saved, run_app
from plandiff.cli.shared import FOUND, INTERRUPTED, SAME, TROUBLE, say, stages
from plandiff.config import load_config
from plandiff.language import tr, tr_n

if TYPE_CHECKING:
    from plandiff.comparison import Stage
    from plandiff.reviewing.painting import Look
    from plandiff.reviewing.review_queue import Docket, Waiting


def review_pending(look: "Look | None") -> None:
    """Go through all that waits and leave with the exit status: 0 nothing waits, 1 something does, 2 trouble.

    Args:
        look: How the app looks; None for line prompts.
    """
    docket = _prompted() if look is None else _shown(look)
    need_saved(docket)
    for entry in docket.entries:
        if entry.unreadable:
            say("{error}", error=entry.result.error)
    _tell(docket)
    if docket.troubled:
        raise typer.Exit(TROUBLE)
    raise typer.Exit(FOUND if docket.entries else SAME)


def _tell(docket: "Docket") -> None:
    """Say what is left, and what is accepted but not written."""
    from plandiff.reviewing.queue_session import Desk, nothing_words  # noqa: PLC0415

    waiting = docket.counts().total()
    if not waiting:
        if not docket.troubled:
            say(nothing_words())
        return
    say(tr_n("{n} still waits for a decision", "{n} still wait for a decision", waiting), n=f"{waiting:,}")
    if words := Desk(docket).unwritten():
        say(tr("{words}: run plandiff review again, and W (with --plain w) writes that"), words=words)


def _check(stage: "Stage") -> "Waiting":
    from plandiff.reviewing.review_queue import waiting  # noqa: PLC0415

    return waiting(load_config(), stage)


def _prompted() -> "Docket":
    from plandiff.cli.pending_prompting import prompt_pending  # noqa: PLC0415

    def check() -> "Waiting":
        with stages(shown=True) as stage:
            return _check(stage)

    return prompt_pending(check)


def _shown(look: "Look") -> "Docket":
    from plandiff.tui.pending_app import PendingApp  # noqa: PLC0415

    app = PendingApp(_check, look)
    run_app(app)
    if app.desk is None:
        raise typer.Exit(INTERRUPTED)
    return app.desk.docket
