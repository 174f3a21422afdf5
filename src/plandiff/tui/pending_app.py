"""The app for all that waits since a check: shows the documents and their changes, and writes the snapshots."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

from plandiff.comparison import Stage
from plandiff.decisions.decision import State
from plandiff.language import tr
from plandiff.reviewing.messages import unsaved_words
from plandiff.reviewing.painting import Look
from plandiff.reviewing.queue_session import Desk, nothing_words
from plandiff.reviewing.review_queue import Docket, Waiting
from plandiff.tui.job import Seen, file_changed, files_seen
from plandiff.tui.loading import LoadedScreen, LoadingApp
from plandiff.tui.pending_screens import DocumentAsked, DocumentsScreen, PendingScreen


class PendingApp(LoadingApp):
    """Steps through all that waits.

    Attributes:
        desk: What waits and what is decided; None until it is loaded.
    """

    def __init__(self, check: Callable[[Stage], Waiting], look: Look) -> None:
        super().__init__(in_ascii=look.ascii)
        self._check, self._look_of_rows = check, look
        self.desk: Desk | None = None
        self._watched: tuple[Path, ...] = ()
        self._seen: Seen = ()
        self._written = ""
        self._asked: Counter[State] | None = None

    def load(self, stage: Stage) -> Callable[[], None]:
        """Check what the project watches."""
        found = self._check(stage)
        watched = found.files()
        return partial(self._show, found, watched, files_seen(watched))

    def changed(self) -> str:
        """Return the name of a file that has changed since the check."""
        return file_changed(self._watched, self._seen)

    def _show(self, found: Waiting, watched: tuple[Path, ...], seen: Seen) -> None:
        """Show what waits, or go on with it after another check."""
        before = self.desk
        docket = Docket.of(found, before.docket if before else None)
        self._watched, self._seen = watched, seen
        self.desk = desk = before.continued(docket) if before else Desk(docket, self._look_of_rows)
        if before is None:
            if not docket.entries:
                self.exit()
                return
            self.push_screen(DocumentsScreen(desk))
            if len(docket.entries) == 1 and desk.session:
                self._open()
            return
        told, self._written = self._written or tr("checked again"), ""
        self._documents.show(desk)
        shown = self._pending
        if shown and desk.session and shown.snapshot == desk.session.snapshot:
            shown.show_session(desk.session)
            shown.note(told)
        else:
            self._back_to_documents()
            self._documents.note(told if docket.entries else f"{told}; {nothing_words()}")

    @property
    def _documents(self) -> DocumentsScreen:
        return next(screen for screen in self.screen_stack if isinstance(screen, DocumentsScreen))

    @property
    def _pending(self) -> PendingScreen | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, PendingScreen)), None)

    def _open(self) -> None:
        """Show the changes of the document in question, or the list if it has none."""
        assert self.desk is not None  # noqa: S101 - screens are shown only when there is something
        session, shown = self.desk.session, self._pending
        if session is None:
            self._back_to_documents()
            self._documents.note(self.desk.whole_words())
        elif shown:
            shown.show_session(session)
        else:
            self.push_screen(PendingScreen(session))

    def _back_to_documents(self) -> None:
        """Show the list, whatever lies over it."""
        while self.screen is not self._documents:
            self.pop_screen()

    def _tell(self, words: str) -> None:
        if isinstance(self.screen, LoadedScreen):
            self.screen.note(words)

    def on_document_asked(self, event: DocumentAsked) -> None:
        """Open the next or previous document."""
        if self.desk:
            told = self.desk.step(event.forward)
            if told:
                self._tell(told)
            else:
                self._open()

    def on_documents_screen_open(self) -> None:
        """Show the changes of the document in question."""
        self._open()

    def on_write_asked(self) -> None:
        """Write what is accepted into the snapshots, and check again: what was compared is not what is there now."""
        if self.desk:
            self._written = self.desk.write()
            self._tell(self._written)
            self.begin()

    def on_leave_asked(self) -> None:
        """Go back to the list, or leave; ask once more if something is not saved, or accepted and not written."""
        if self.desk is None:
            return
        docket = self.desk.docket
        if isinstance(self.screen, PendingScreen) and len(docket.entries) > 1:
            self._back_to_documents()
            return
        saved, counts = docket.save(), docket.counts()
        words = self.desk.unwritten() if saved else unsaved_words(docket.unsaved, docket.trouble)
        if not words or self._asked == counts:
            self.exit()
            return
        self._asked = counts
        keys = tr("W writes that, q again leaves; decisions are kept") if saved else tr("q again leaves without them")
        self._tell(f"{words}: {keys}")
