"""The list of the documents and pairs that wait; those that wait as a whole are decided on here."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType

from plandiff.decisions.decision import Verdict
from plandiff.language import tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Role, Styled, flow
from plandiff.reviewing.queue_session import QueueSession
from plandiff.tui.commands import Where, commands
from plandiff.tui.item_list import ItemList
from plandiff.tui.key_bar import KeyBar, labelled
from plandiff.tui.lines import Lines
from plandiff.tui.loading import LoadedScreen, bindings


class DocumentsScreen(LoadedScreen):
    """The documents and pairs that wait; those that wait as a whole are decided on here."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((Where.DOCUMENTS,))
    where = Where.DOCUMENTS

    def __init__(self, reviewed: QueueSession) -> None:
        super().__init__()
        self.reviewed = reviewed

    def compose(self) -> Iterable[Lines | ItemList | KeyBar]:
        """Make the widgets."""
        ambiguous = self.reviewed.layout.ambiguous
        yield Lines(id="title", ambiguous=ambiguous)
        yield ItemList(id="documents", ambiguous=ambiguous)
        yield Lines(id="note", ambiguous=ambiguous)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(KeyBar).show(labelled(commands(self.where)))
        self.query_one(ItemList).focus()
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
        rows, ambiguous = self.reviewed.rows(), self.reviewed.layout.ambiguous
        self.query_one(ItemList).show(
            len(rows), lambda index, width: flow(rows[index], width, ambiguous=ambiguous), self.reviewed.at
        )

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

    def on_item_list_highlighted(self, event: ItemList.Highlighted) -> None:
        """Take the document in question."""
        self.reviewed.go(event.index)

    async def on_item_list_selected(self, event: ItemList.Selected) -> None:
        """Show its changes."""
        self.reviewed.go(event.index)
        self.note("")
        await self.run_action("app.open")

    def action_end(self) -> None:
        """Put the message away."""
        self.note("")

    def action_move(self, rows: int) -> None:
        """Move in the list."""
        self.note("")
        self.query_one(ItemList).action_go(rows)

    def action_whole(self, verdict: str) -> None:
        """Decide on a document as it stands, or take that back."""
        told = self.reviewed.decide_whole(Verdict(verdict) if verdict else None)
        self.show()
        self.note(told)
