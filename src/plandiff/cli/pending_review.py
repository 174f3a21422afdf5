"""``plandiff review`` without documents: all that waits since a check, in the app or as line prompts."""

from plandiff.cli.reviewing import need_saved, run_app
from plandiff.cli.shared import say, stages
from plandiff.cli.status import leave
from plandiff.comparison import Stage
from plandiff.config import load_config
from plandiff.language import tr, tr_n
from plandiff.reviewing.painting import Look
from plandiff.reviewing.queue_session import Desk, nothing_words
from plandiff.reviewing.review_queue import Docket, Waiting, waiting


def review_pending(look: Look | None) -> None:
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
    leave(found=bool(docket.entries), troubled=docket.troubled)


def _tell(docket: Docket) -> None:
    """Say what is left, and what is accepted but not written."""
    waiting = docket.counts().total()
    if not waiting:
        if not docket.troubled:
            say(nothing_words())
        return
    say(tr_n("{n} still waits for a decision", "{n} still wait for a decision", waiting), n=f"{waiting:,}")
    if words := Desk(docket).unwritten():
        say(tr("{words}: run plandiff review again, and W (with --plain w) writes that"), words=words)


def _check(stage: Stage) -> Waiting:
    return waiting(load_config(), stage)


def _prompted() -> Docket:
    from plandiff.cli.pending_prompting import prompt_pending  # noqa: PLC0415

    def check() -> Waiting:
        with stages(shown=True) as stage:
            return _check(stage)

    return prompt_pending(check)


def _shown(look: Look) -> Docket:
    from plandiff.tui.pending_app import PendingApp  # noqa: PLC0415

    app = PendingApp(_check, look)
    run_app(app)
    if app.desk is None:
        leave(interrupted=True)
    return app.desk.docket
