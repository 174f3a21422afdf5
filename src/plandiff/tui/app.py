"""The app: loads a review on a thread of its own, shows it, and returns it when the person leaves."""

import gc
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from plandiff.errors import PlandiffError
from plandiff.language import tr
from plandiff.reports.styled import Role, Styled
from plandiff.reviewing.material import Material
from plandiff.reviewing.review import Review
from plandiff.tui.commands import COMMANDS
from plandiff.tui.job import Job, Seen
from plandiff.tui.lines import Lines
from plandiff.tui.screen import ReviewScreen
from plandiff.tui.session import Session
from plandiff.tui.telling import opening_words
from plandiff.tui.themes import DARK, LIGHT

_LOOK_EVERY = 2.0
"""Seconds between looks at the files and tries to write what could not be written."""


class _Cancelled(Exception):  # noqa: N818 - no error
    """The work is no longer wanted."""


class ReviewApp(App[Review | PlandiffError | None]):
    """Steps through the changes of two documents."""

    TITLE = "plandiff"
    CSS_PATH = Path(__file__).with_name("plandiff.tcss")
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+c,q,escape", "leave", "leave")]

    class Stage(Message):
        """The work has reached a stage."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Loaded(Message):
        """There is something to review; the watched files were as ``seen`` before it was read."""

        def __init__(self, material: Material, seen: Seen) -> None:
            super().__init__()
            self.material, self.seen = material, seen

    class Failed(Message):
        """There is none."""

        def __init__(self, error: PlandiffError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        self.review: Review | None = None
        self._told = ""
        self._loading: Worker[None] | None = None

    @property
    def failure(self) -> Exception | None:
        """What ended the app, if it was a defect of ours."""
        return self._exception

    def _print_error_renderables(self) -> None:
        """Leave it to the command line to tell of a failure, in one line; ``PLANDIFF_DEBUG`` shows where it was."""
        if os.environ.get("PLANDIFF_DEBUG"):
            super()._print_error_renderables()

    def get_default_screen(self) -> Screen[None]:
        """Begin with a screen that says what is being done."""
        return Waiting()

    def on_mount(self) -> None:
        """Begin to load."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.set_class(self.job.look.ascii, "-ascii")
        self._loading = self._load()
        self.set_interval(_LOOK_EVERY, self._look)

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self) -> None:
        worker = get_current_worker()

        def stage(name: str) -> None:
            if worker.is_cancelled:
                raise _Cancelled
            self.post_message(self.Stage(name))

        seen = self.job.look_at_files()
        try:
            material = self.job.load(stage)
        except _Cancelled:
            return
        except PlandiffError as error:
            self.post_message(self.Failed(error))
            return
        except Exception as error:  # noqa: BLE001 - told as one line; the app must not go down with work in it
            self.post_message(self.Failed(PlandiffError(f"internal error: {type(error).__name__}: {error}")))
            return
        if not worker.is_cancelled:
            self.post_message(self.Loaded(material, seen))

    def on_review_app_stage(self, message: Stage) -> None:
        """Say what is being done."""
        if isinstance(self.screen, ReviewScreen):
            self.screen.note(tr("comparing again: {stage} …").format(stage=tr(message.name)))
        elif isinstance(self.screen, Waiting):
            self.screen.say(message.name)

    def on_review_app_loaded(self, message: Loaded) -> None:
        """Show the review, or go on with it on newer documents."""
        try:
            before = self.review
            self.review = before.continued(message.material) if before else Review(message.material, self.job.store)
        except PlandiffError as error:  # somebody has damaged the file of decisions in the meantime
            self.post_message(self.Failed(error))
            return
        self.job.seen, self._told = message.seen, ""
        gc.freeze()  # The texts and changes stay: looking for cycles in them would only take time.
        shown = next((screen for screen in self.screen_stack if isinstance(screen, ReviewScreen)), None)
        if shown is None:
            self.push_screen(ReviewScreen(Session(self.review, self.job.look), self.job))
        else:
            shown.show_session(shown.session.continued(self.review))
            shown.note(f"{tr('compared again')}. {opening_words(shown.session)}")

    def on_review_app_failed(self, message: Failed) -> None:
        """Tell; without anything to show, leave."""
        if isinstance(self.screen, ReviewScreen):
            self.screen.note(str(message.error))
        else:
            self.exit(message.error)

    def on_review_screen_reload(self) -> None:
        """Load again."""
        self._loading = self._load()

    def _look(self) -> None:
        """See whether a file has changed under the review, and try to write what could not be written."""
        if not isinstance(self.screen, ReviewScreen):
            return
        self.screen.look()
        changed = self.job.changed()
        if changed and changed != self._told:
            self._told = changed
            self.screen.note(tr("{name} has changed: Ctrl-R compares again; decisions are kept").format(name=changed))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Hold every command in the palette."""
        for command in COMMANDS:
            if command.action != "command_palette":
                title = f"{tr(command.group)}: {tr(command.title)}"
                yield SystemCommand(title, command.shown, partial(screen.run_action, command.action))

    def action_leave(self) -> None:
        """Leave while there is nothing to show yet: the work is cancelled."""
        if self._loading:
            self._loading.cancel()
        self.exit()


class Waiting(Screen[None]):
    """Says which stage the work has reached."""

    def compose(self) -> Iterable[Lines]:
        """Make the widgets."""
        yield Lines(id="waiting")

    def on_mount(self) -> None:
        """Begin with the first stage."""
        self.say("reading")

    def say(self, stage: str) -> None:
        """Name a stage."""
        words = tr("plandiff: {stage} …").format(stage=tr(stage))
        self.query_one(Lines).show([(Styled(words, Role.STRONG), Styled(f"  {tr('q cancels')}", Role.FAINT))])
