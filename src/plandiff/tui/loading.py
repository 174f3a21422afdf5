"""An app that loads something on a thread of its own, again if asked, and tells failures."""

import gc
import os
from abc import abstractmethod
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, DiscoveryHit, Hits, Provider
from textual.keys import _character_to_key
from textual.message import Message
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from plandiff.chinese.script import is_han
from plandiff.comparison import Stage as Tell
from plandiff.errors import PlandiffError
from plandiff.language import labelled, tr
from plandiff.presentation.styled import Role, Styled
from plandiff.text.visible import only_seen
from plandiff.tui.commands import COMMANDS, Where, commands
from plandiff.tui.dialogues import KEY_CELLS, Reading, help_lines
from plandiff.tui.lines import Lines
from plandiff.tui.themes import DARK, LIGHT

_LOOK_EVERY = 2.0
"""Seconds between looks at the files and tries to write what could not be written."""


class _Cancelled(Exception):  # noqa: N818 - no error
    """The work is no longer wanted."""


def bindings(places: Iterable[Where]) -> list[BindingType]:
    """Return the keys of the commands that can be given on a screen."""
    here = {command.action: command for command in COMMANDS if command.where.intersection(places)}
    return [
        Binding(command.keys, command.action, show=False, key_display=command.shown)
        for command in here.values()
        if command.action != "command_palette"
    ]


class Palette(SystemCommandsProvider):
    """The palette in the order of the table, which begins with what decides nothing: Enter takes the first row."""

    async def discover(self) -> Hits:
        """Yield all commands."""
        for title, shown, run, _ in self.app.get_system_commands(self.screen):
            yield DiscoveryHit(title, run, help=shown)


class LoadedScreen(Screen[None]):
    """A screen that shows what was loaded."""

    @property
    @abstractmethod
    def where(self) -> Where:
        """Where the person is: help and palette hold the commands that can be given there."""

    @abstractmethod
    def note(self, words: str) -> None:
        """Tell the person something, until the next key."""

    @abstractmethod
    def look(self) -> None:
        """Try to write what is not written yet, and take in what others have written."""

    @abstractmethod
    def show(self) -> None:
        """Show everything as it is now."""

    @property
    def asked(self) -> Input | None:
        """The line that waits for an answer; None if nothing is asked for."""
        return None

    def recolour(self) -> None:
        """Show everything in another theme."""
        self.show()

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Reading(help_lines(commands(self.where)), indent=KEY_CELLS))


_TYPED = {"、": "/", "。": ".", "》": ">", "《": "<", "】": "]", "【": "[", "’": "'", "‘": "'", "”": '"', "“": '"'}
"""What a Chinese input method makes of a plain key; full-width letters, digits and signs are told by their code."""


def plain_key(char: str) -> str:
    """Return the plain twin of what a Chinese input method has made of a key; the same if it has none."""
    if 0xFF01 <= ord(char) <= 0xFF5E:
        return chr(ord(char) - 0xFEE0)
    return " " if char == "\u3000" else _TYPED.get(char, char)


class LoadingApp(App[PlandiffError | None]):
    """Loads, shows what it loaded, and loads again when asked."""

    TITLE = "plandiff"
    CSS_PATH = Path(__file__).with_name("plandiff.tcss")
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Palette}
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+c,q,escape", "leave", "leave")]

    class Stage(Message):
        """The work has reached a stage."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class Loaded(Message):
        """The work is done; ``show`` shows what was loaded, or raises a PlandiffError."""

        def __init__(self, show: Callable[[], None]) -> None:
            super().__init__()
            self.show = show

    class Failed(Message):
        """There is nothing to show."""

        def __init__(self, error: PlandiffError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, *, in_ascii: bool, dark: bool, remember: Callable[[bool], None]) -> None:
        """Make it.

        Args:
            in_ascii: Whether frames keep to ASCII.
            dark: Whether it is dark at first.
            remember: Called with whether it is dark when the person has chosen.
        """
        super().__init__()
        self._in_ascii, self._dark, self._remember, self._told = in_ascii, dark, remember, ""
        self._loading: Worker[None] | None = None

    @abstractmethod
    def load(self, stage: Tell) -> Callable[[], None]:
        """Load, on a thread of its own; return what shows it, on the app's thread. ``stage`` may raise."""

    @abstractmethod
    def changed(self) -> str:
        """Return the name of a file that is not as it was when it was read; empty if there is none."""

    @property
    def failure(self) -> Exception | None:
        """What ended the app, if it was a defect of ours."""
        return self._exception

    def _print_error_renderables(self) -> None:
        """Leave it to the command line to tell of a failure, in one line; ``PLANDIFF_DEBUG`` shows where it was."""
        if os.environ.get("PLANDIFF_DEBUG"):
            super()._print_error_renderables()

    async def on_event(self, event: events.Event) -> None:
        """Take a key of a Chinese input method for its plain twin, save where text is typed; paste what can be seen."""
        if isinstance(event, events.Paste):
            event = events.Paste(only_seen(event.text))
        if isinstance(event, events.Key) and event.is_forwarded:  # No widget has taken it.
            asked = self.screen.asked if isinstance(self.screen, LoadedScreen) else None
            char = event.character or ""
            if asked and event.is_printable:  # Typed before the line had opened: it belongs there, and decides nothing.
                asked.insert_text_at_cursor(char)
                return
            self.tell("")
            plain = plain_key(char) if len(char) == 1 else char
            if plain != char:
                event = events.Key(_character_to_key(plain), plain)
                event._set_forwarded()  # noqa: SLF001 - it comes up here as the key did
            elif any(map(is_han, char)):
                self.tell(tr("the Chinese input method is on: Shift turns it off; keys are plain letters here"))
                return
        await super().on_event(event)

    def get_default_screen(self) -> Screen[None]:
        """Begin with a screen that says what is being done."""
        return Waiting()

    def on_mount(self) -> None:
        """Begin to load."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = (DARK if self._dark else LIGHT).name
        self.set_class(self._in_ascii, "-ascii")
        self.begin()
        self.set_interval(_LOOK_EVERY, self._look)

    def begin(self) -> None:
        """Load; what was being loaded is no longer wanted."""
        self._loading = self._load()

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _load(self) -> None:
        worker = get_current_worker()

        def stage(name: str) -> None:
            if worker.is_cancelled:
                raise _Cancelled
            self.post_message(self.Stage(name))

        try:
            show = self.load(stage)
        except _Cancelled:
            return
        except PlandiffError as error:
            self.post_message(self.Failed(error))
            return
        except Exception as error:  # noqa: BLE001 - told as one line; the app must not go down with work in it
            self.post_message(
                self.Failed(PlandiffError("internal error: {kind}: {why}", kind=type(error).__name__, why=error))
            )
            return
        if not worker.is_cancelled:
            self.post_message(self.Loaded(show))

    def on_loading_app_stage(self, message: Stage) -> None:
        """Say what is being done."""
        if isinstance(self.screen, LoadedScreen):
            self.screen.note(tr("comparing again: {stage} …").format(stage=tr(message.name)))
        elif isinstance(self.screen, Waiting):
            self.screen.say(message.name)

    def on_loading_app_loaded(self, message: Loaded) -> None:
        """Show what was loaded."""
        try:
            message.show()
        except PlandiffError as error:  # somebody has damaged the file of decisions in the meantime
            self.post_message(self.Failed(error))
            return
        self._told = ""
        gc.freeze()  # The texts and changes stay: looking for cycles in them would only take time.

    def on_loading_app_failed(self, message: Failed) -> None:
        """Tell; without anything to show, leave."""
        if isinstance(self.screen, LoadedScreen):
            self.tell(str(message.error))
        else:
            self.exit(message.error)

    def tell(self, words: str) -> None:
        """Tell the person something, until the next key."""
        if isinstance(self.screen, LoadedScreen):
            self.screen.note(words)

    def action_reload(self) -> None:
        """Have the files read and compared again."""
        self.tell(tr("reading and comparing again …"))
        self.begin()

    def action_theme(self) -> None:
        """Light or dark."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
        self._remember(self.current_theme.dark)
        for screen in self.screen_stack:
            if isinstance(screen, LoadedScreen):
                screen.recolour()

    def _look(self) -> None:
        """See whether a file has changed under the review, and try to write what could not be written."""
        if not isinstance(self.screen, LoadedScreen):
            return
        self.screen.look()
        changed = self.changed()
        if changed and changed != self._told:
            self._told = changed
            self.screen.note(tr("{name} has changed: Ctrl-R compares again; decisions are kept").format(name=changed))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Hold every command in the palette."""
        for command in commands(screen.where) if isinstance(screen, LoadedScreen) else ():
            if command.action != "command_palette":
                title = labelled(tr(command.group), tr(command.title))
                yield SystemCommand(title, command.shown, partial(screen.run_action, command.action))

    def action_command_palette(self) -> None:
        """Open the palette, which asks in the reader's language."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(CommandPalette(placeholder=tr("find a command"), id="--command-palette"))

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
