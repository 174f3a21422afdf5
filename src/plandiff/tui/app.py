"""The app for two documents: shows a review, and leaves it behind when the person leaves."""

from collections.abc import Callable
from functools import partial

from plandiff.comparison import Stage
from plandiff.language import tr
from plandiff.reviewing.material import Material
from plandiff.reviewing.messages import opening_words
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session
from plandiff.tui.job import Job, Seen
from plandiff.tui.loading import LoadingApp
from plandiff.tui.screen import ReviewScreen


class ReviewApp(LoadingApp):
    """Steps through the changes of two documents."""

    def __init__(self, job: Job) -> None:
        super().__init__(in_ascii=job.look.ascii)
        self.job = job
        self.review: Review | None = None

    def load(self, stage: Stage) -> Callable[[], None]:
        """Load what is reviewed; the watched files were as they were before it was read."""
        seen = self.job.look_at_files()
        return partial(self._show, self.job.load(stage), seen)

    def _show(self, material: Material, seen: Seen) -> None:
        """Show the review, or go on with it on newer documents."""
        before = self.review
        self.review = before.continued(material) if before else Review(material, self.job.store)
        self.job.seen = seen
        shown = next((screen for screen in self.screen_stack if isinstance(screen, ReviewScreen)), None)
        if shown is None:
            self.push_screen(ReviewScreen(Session(self.review, self.job.look), self.job))
        else:
            shown.show_session(shown.session.continued(self.review))
            shown.note(f"{tr('compared again')}. {opening_words(shown.session)}")

    def changed(self) -> str:
        """Return the name of a watched file that has changed."""
        return self.job.changed()
