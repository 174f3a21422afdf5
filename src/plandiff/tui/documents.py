"""The list of the documents and pairs that wait; those that wait as a whole are decided on here."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from plandiff.decisions.decision import Verdict
from plandiff.language import tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Role, Styled
from plandiff.reviewing.queue_session import QueueSession
from plandiff.tui.commands import Where, commands
from plandiff.tui.key_bar import KeyBar, labelled
from plandiff.tui.lines import Lines, content_of
from plandiff.tui.loading import LoadedScreen, bindings


class DocumentsScreen(LoadedScreen):
    """The documents and pairs that wait; those that wait as a whole are decided on here."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((Where.DOCUMENTS,))
    where = Where.DOCUMENTS

    def __init__(self, reviewed: QueueSession) -> None:
        super().__init__()
        self.reviewed = reviewed

    def compose(self) -> Iterable[Lines | OptionList | KeyBar]:
        """Make the widgets."""
        ambiguous = self.reviewed.layout.ambiguous
        yield Lines(id="title", ambiguous=ambiguous)
        yield OptionList(id="documents")
        yield Lines(id="note", ambiguous=ambiguous)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(KeyBar).show(labelled(commands(self.where)))
        self.query_one(OptionList).focus()
        self.show()

    def on_screen_resume(self) -> None:
        """Count anew: somebody has decided something."""
        self.call_after_refresh(self.show)

    def show_queue(self, reviewed: QueueSession) -> None:
        """Show what was found anew."""
        self.reviewed = reviewed
        self.show()

    def show(self) -> None:
        """Show the list as it is now."""
        self.query_one("#title", Lines).show(self.reviewed.title_lines())
        options, dark = self.query_one(OptionList), self.app.current_theme.dark
        options.clear_options()
        options.add_options([Option(content_of([row], dark=dark)) for row in self.reviewed.rows()])
        options.highlighted = self.reviewed.at if self.reviewed.queue.items else None

    def note(self, words: str) -> None:
        """Tell the person something, until the next key."""
        self.query_one("#note", Lines).show([(Styled(harmless(words), Role.WARNING),)] if words else [])
        self.query_one("#note").display = bool(words)

    def look(self) -> None:
        """Try to write what is not written yet, and take in what other reviews have written."""
        saved = bool(self.reviewed.queue.unsaved) and self.reviewed.queue.save()
        if self.reviewed.refresh() or saved:
            self.show()
        if saved:
            self.note(tr("all decisions are saved again"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Take the document in question."""
        self.reviewed.go(event.option_index)

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show its changes."""
        self.reviewed.go(event.option_index)
        self.note("")
        await self.run_action("app.open")

    def action_end(self) -> None:
        """Put the message away."""
        self.note("")

    def action_move(self, rows: int) -> None:
        """Move in the list."""
        self.note("")
        options = self.query_one(OptionList)
        if rows > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_whole(self, verdict: str) -> None:
        """Decide on a document as it stands, or take that back."""
        told = self.reviewed.decide_whole(Verdict(verdict) if verdict else None)
        self.show()
        self.note(told)
