"""One line in which something is asked for."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from plandiff.presentation.styled import Role, Styled, cells
from plandiff.text.visible import only_seen
from plandiff.tui.lines import Lines


class _Line(Input):
    """Where the answer is typed; what commands a terminal is no part of it, be it pasted or in an older comment."""

    def validate_value(self, value: str) -> str:
        """Return an answer without what cannot be seen; the library asks for it before it shows one."""
        return only_seen(value)

    async def action_submit(self) -> None:
        """Answer."""
        self.screen.query_one(Prompt).answer()


class Prompt(Horizontal):
    """Asks, with a word that says for what; hidden while it does not.

    Attributes:
        purpose: What is asked for; empty while nothing is.
    """

    class Answered(Message):
        """The person has answered."""

        def __init__(self, purpose: str, value: str) -> None:
            super().__init__()
            self.purpose, self.value = purpose, value

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.purpose = ""

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        yield Lines(id="asked")
        yield _Line(id="answer", compact=True)

    def on_mount(self) -> None:
        """Begin hidden."""
        self.display = False

    @property
    def value(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @value.setter
    def value(self, text: str) -> None:
        self.query_one(Input).value = text

    def ask(self, purpose: str, label: str, value: str) -> None:
        """Ask for something, by its label; ``value`` is there to begin with."""
        line, self.purpose = (Styled(f"{label}: ", Role.STRONG),), purpose
        asked, answer = self.query_one("#asked", Lines), self.query_one(Input)
        asked.styles.width = min(cells(line), max(1, self.screen.size.width // 2))
        asked.show([line])
        answer.value = value
        self.display = True
        answer.focus()
        self.call_after_refresh(self._set_cursor)

    def _set_cursor(self) -> None:
        """Have the terminal's own cursor stand here from the start: an input method opens its window there."""
        if self.purpose:
            self.app.cursor_position = self.query_one(Input).cursor_screen_offset
            self.app.refresh()

    def close(self) -> None:
        """Ask no more."""
        self.purpose = ""
        self.display = False

    def answer(self) -> None:
        """Give the answer as it is typed."""
        self.post_message(self.Answered(self.purpose, self.value))
