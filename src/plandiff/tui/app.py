"""The app: shows what is to be reviewed, one pair of texts at a time, and leaves it behind when the person leaves."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from plandiff.comparison import Stage
from plandiff.decisions.decision import State
from plandiff.language import clauses, labelled, tr
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.queue_session import QueueSession, nothing_words
from plandiff.reviewing.review_queue import ReviewQueue
from plandiff.reviewing.to_review import Load, ToReview
from plandiff.tui.documents import DocumentsScreen
from plandiff.tui.loading import LoadingApp
from plandiff.tui.screen import ReviewScreen


class ReviewApp(LoadingApp):
    """Steps through the changes of two documents, or through all that waits in a project.

    Attributes:
        reviewed: What is reviewed and decided; None until it is loaded.
    """

    def __init__(  # noqa: PLR0913 - one parameter for each thing it is told
        self,
        load: Load,
        layout: LayoutOptions | None = None,
        by: str = "",
        *,
        confined: bool = False,
        dark: bool = True,
        remember: Callable[[bool], None] = lambda _dark: None,
    ) -> None:
        super().__init__(in_ascii=bool(layout and layout.ascii), dark=dark, remember=remember)
        self._load_all, self._by = load, by
        self._opened = partial(QueueSession, layout=layout, confined=confined)
        self.reviewed: QueueSession | None = None
        self._written = ""
        self._asked: tuple[Counter[State], int] | None = None

    def load(self, stage: Stage) -> Callable[[], None]:
        """Load what is reviewed."""
        return partial(self._show, self._load_all(stage))

    def changed(self) -> str:
        """Return the name of a file that has changed since it was read."""
        return self.reviewed.queue.found.changed() if self.reviewed else ""

    def _show(self, found: ToReview) -> None:
        """Show what was found, or go on with it after it was loaded anew."""
        before = self.reviewed
        queue = ReviewQueue.of(found, self._by, before.queue if before else None)
        self.reviewed = now = before.continued(queue) if before else self._opened(queue)
        if before is None:
            self._begin(now)
            return
        told, self._written = self._written or now.reloaded_words(), ""
        if self._documents:
            self._documents.show_queue(now)
        shown = self._changes
        if shown and now.session and now.item and shown.place == now.item.part.place:
            shown.show_queue(now)
            shown.note(told)
        elif self._documents:
            self._back_to_documents()
            self._documents.note(told if queue.items else clauses(told, nothing_words()))

    def _begin(self, reviewed: QueueSession) -> None:
        queue = reviewed.queue
        if not queue.items:
            self.exit()
            return
        if not queue.is_pair:
            self.push_screen(DocumentsScreen(reviewed))
        if len(queue.items) == 1 and reviewed.session:
            self.action_open()

    @property
    def _documents(self) -> DocumentsScreen | None:
        """The list of what waits; two documents by themselves have none."""
        return next((screen for screen in self.screen_stack if isinstance(screen, DocumentsScreen)), None)

    @property
    def _changes(self) -> ReviewScreen | None:
        return next((screen for screen in self.screen_stack if isinstance(screen, ReviewScreen)), None)

    def action_open(self) -> None:
        """Show the changes of the item in question, or say in the list why there are none."""
        reviewed, shown = self.reviewed, self._changes
        assert reviewed is not None  # noqa: S101 - screens are shown only when there is something
        if reviewed.session is None:
            self._back_to_documents()
            self.tell(reviewed.whole_words())
        elif shown:
            shown.show_queue(reviewed)
        else:
            self.push_screen(ReviewScreen(reviewed))

    def _back_to_documents(self) -> None:
        """Show the list, whatever lies over it."""
        while self._documents and self.screen is not self._documents:
            self.pop_screen()

    def action_document(self, forward: bool) -> None:
        """Open the next or previous document."""
        if self.reviewed:
            told = self.reviewed.step(forward)
            if told:
                self.tell(told)
            else:
                self.action_open()

    def action_write(self) -> None:
        """Write what is accepted into the snapshots, and check again: what was compared is not what is there now."""
        if self.reviewed:
            told = self.reviewed.write()
            self.tell(told)
            if not self.reviewed.queue.is_pair:
                self._written = told
                self.begin()

    def action_leave(self) -> None:
        """Go back to the list, or leave; ask once more if something is not saved, or accepted and not written."""
        if self.reviewed is None:
            super().action_leave()
            return
        queue = self.reviewed.queue
        if isinstance(self.screen, ReviewScreen) and len(queue.items) > 1:
            self._back_to_documents()
            return
        saved = queue.save()
        words, now = self.reviewed.unwritten() if saved else self.reviewed.unsaved(), (queue.counts(), queue.unsaved)
        if not words or self._asked == now:
            self.exit()
            return
        self._asked = now
        if saved:
            keys = tr("W writes that, q again leaves; decisions are kept")
        else:
            keys = tr("w keeps the decisions elsewhere, q again leaves without them")
        if isinstance(self.screen, ReviewScreen):
            self.screen.show()
        self.tell(labelled(words, keys))
