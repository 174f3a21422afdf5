"""One line in which something is asked for."""

from textual.message import Message
from textual.widgets import Input


class Prompt(Input):
    """Asks; hidden while it does not.

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

    def on_mount(self) -> None:
        """Begin hidden."""
        self.display = False

    def ask(self, purpose: str, placeholder: str, value: str) -> None:
        """Ask for something; ``value`` is there to begin with."""
        self.purpose, self.placeholder, self.value = purpose, placeholder, value
        self.display = True
        self.focus()

    def close(self) -> None:
        """Ask no more."""
        self.purpose = ""
        self.display = False

    async def action_submit(self) -> None:
        """Answer."""
        self.post_message(self.Answered(self.purpose, self.value))
