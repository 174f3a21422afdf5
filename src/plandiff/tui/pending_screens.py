"""The screens for all that waits since a check: the list of documents, and the changes of one of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from plandiff.decisions.decision import Verdict
from plandiff.language import tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Role, Styled
from plandiff.reviewing.material import Material
from plandiff.reviewing.queue_session import Desk, PendingSession
from plandiff.reviewing.session import Session
from plandiff.tui.commands import DOCUMENT_COMMANDS, PENDING_COMMANDS, Command
from plandiff.tui.dialogues import KEY_CELLS, Reading, help_lines
from plandiff.tui.job import Job
from plandiff.tui.key_bar import KeyBar, labelled
from plandiff.tui.lines import Lines, content_of
from plandiff.tui.loading import LoadedScreen, bindings
from plandiff.tui.screen import ReviewScreen


class WriteAsked(Message):
    """What is accepted is to go into the snapshots."""


class LeaveAsked(Message):
    """The person wants to leave the app."""


class DocumentAsked(Message):
    """The next or previous document is to be opened."""

    def __init__(self, forward: bool) -> None:
        super().__init__()
        self.forward = forward


class PendingScreen(ReviewScreen, inherit_bindings=False):
    """The pending changes of one document or pair."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PENDING_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(PENDING_COMMANDS)

    def __init__(self, session: PendingSession) -> None:
        super().__init__(session, Job(_nothing, session.review.store, Path(), ""))
        self.snapshot = session.snapshot

    def show_session(self, session: Session) -> None:
        """Show the pending changes of this document anew, or of another."""
        if isinstance(session, PendingSession):
            self.snapshot = session.snapshot
        super().show_session(session)

    def action_document(self, forward: bool) -> None:
        """Go to the next or previous document."""
        self.post_message(DocumentAsked(forward))

    def action_write(self) -> None:
        """Write what is accepted into the snapshots."""
        self.post_message(WriteAsked())

    def action_leave(self) -> None:
        """Go back to the list of documents, or leave if there is but one."""
        self.post_message(LeaveAsked())


class DocumentsScreen(LoadedScreen):
    """The documents and pairs that wait; those that wait as a whole are decided on here."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = DOCUMENT_COMMANDS
    BINDINGS: ClassVar[list[BindingType]] = bindings(c for c in DOCUMENT_COMMANDS if c.action != "open")

    class Open(Message):
        """The changes of a document are to be shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> Iterable[Lines | OptionList | KeyBar]:
        """Make the widgets."""
        ambiguous = self.desk.look.ambiguous
        yield Lines(id="title", ambiguous=ambiguous)
        yield OptionList(id="documents")
        yield Lines(id="note", ambiguous=ambiguous)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the list."""
        self.query_one(KeyBar).show(labelled(DOCUMENT_COMMANDS))
        self.query_one(OptionList).focus()
        self.show()

    def on_screen_resume(self) -> None:
        """Count anew: somebody has decided something."""
        self.call_after_refresh(self.show)

    def show(self, desk: Desk | None = None) -> None:
        """Show the list as it is now."""
        self.desk = desk or self.desk
        self.query_one("#title", Lines).show(self.desk.title_lines())
        options, dark = self.query_one(OptionList), self.app.current_theme.dark
        options.clear_options()
        options.add_options([Option(content_of([row], dark=dark)) for row in self.desk.rows()])
        options.highlighted = self.desk.at if self.desk.docket.entries else None

    def note(self, words: str) -> None:
        """Tell the person something, until the next key."""
        self.query_one("#note", Lines).show([(Styled(harmless(words), Role.WARNING),)] if words else [])
        self.query_one("#note").display = bool(words)

    def look(self) -> None:
        """Try to write what is not written yet, and take in what other reviews have written."""
        saved = bool(self.desk.docket.unsaved) and self.desk.docket.save()
        if self.desk.refresh() or saved:
            self.show()
        if saved:
            self.note(tr("all decisions are saved again"))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Take the document in question."""
        self.desk.go(event.option_index)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show its changes."""
        self.desk.go(event.option_index)
        self.action_open()

    def action_open(self) -> None:
        """Show the changes of the document in question, or say why there are none."""
        if self.desk.session:
            self.note("")
            self.post_message(self.Open())
        else:
            self.note(self.desk.whole_words())

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
        told = self.desk.decide_whole(Verdict(verdict) if verdict else None)
        self.show()
        self.note(told)

    def action_write(self) -> None:
        """Write what is accepted into the snapshots."""
        self.post_message(WriteAsked())

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.theme = "plandiff-light" if self.app.current_theme.dark else "plandiff-dark"
        self.show()

    def action_reload(self) -> None:
        """Have everything checked again."""
        self.note(tr("reading and comparing again …"))
        self.post_message(self.Reload())

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Reading(help_lines(DOCUMENT_COMMANDS), indent=KEY_CELLS))

    def action_leave(self) -> None:
        """Leave."""
        self.post_message(LeaveAsked())


def _nothing(_stage: object) -> Material:
    """Load nothing: what waits is loaded by the app, all at once."""
    raise NotImplementedError
