"""The last line: the keys that count now, as many as fit whole; a click is a key press."""

from collections.abc import Iterable, Sequence

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from plandiff.language import Message, tr
from plandiff.presentation.styled import Line, Role, Styled, cells
from plandiff.tui.commands import COMMANDS, Command
from plandiff.tui.lines import Paint, strip_of

_BY_ACTION = {command.action: command for command in COMMANDS}


def _as(label: Message, action: str) -> Command:
    known = _BY_ACTION[action]
    return Command(action, known.keys, known.shown, known.title, known.group, label)


def labelled(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return the commands that stand in the last line."""
    return tuple(command for command in commands if command.label)


def searching(usual: Iterable[Command]) -> tuple[Command, ...]:
    """Return the commands that count while there are hits: those of the search, then the usual ones."""
    hits = _as("next hit", "step(True)"), _as("previous hit", "step(False)"), _as("end the search", "end")
    return *hits, *(command for command in usual if command.action not in ("step(True)", "search"))


ASKING = (Command("submit", "enter", "Enter", "", "", "take it"), _as("leave it", "end"))
OUTLINE = (Command("submit", "enter", "Enter", "", "", "go there"), _as("back", "outline"), _BY_ACTION["help"])

_FIRST = (
    *("app.open", "decide('accept')", "decide('reject')", "decide('skip')", "help", "step_open(True)", "app.write"),
    *("undo", "comment", "filter", "app.leave", "step(True)", "group", "app.document(True)"),
)
"""What has its place in a narrow window before all else."""


def _rank(command: Command) -> int:
    if command not in COMMANDS:
        return -1  # It counts only now.
    return _FIRST.index(command.action) if command.action in _FIRST else len(_FIRST)


def _words(command: Command) -> Line:
    key = Styled(f" {command.shown.split()[0]}", Role.PATH)
    return key, Styled(f" {tr(command.label)} ")


class KeyBar(Widget):
    """Shows commands with their keys."""

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._commands: Sequence[Command] = ()

    def show(self, commands: Sequence[Command]) -> None:
        """Show other commands."""
        if commands != self._commands:
            self._commands = commands
            self.refresh()

    def parts(self, width: int) -> list[tuple[Command, Line]]:
        """Return the commands that fit whole in a width, each with its words."""
        words = [(command, _words(command)) for command in self._commands]
        room, fitting = width, set[str]()
        for command, line in sorted(words, key=lambda item: _rank(item[0])):
            room -= cells(line)
            if room < 0:
                break
            fitting.add(command.action)
        return [item for item in words if item[0].action in fitting]

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - there is one line
        """Paint the line."""
        width = self.size.width
        line = tuple(run for _, words in self.parts(width) for run in words)
        return strip_of(line, width, Paint(self.rich_style, self.app.current_theme.dark))

    async def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        at = 0
        for command, words in self.parts(self.size.width):
            at += cells(words)
            if event.x < at:
                await self.screen.run_action(command.action)
                return
