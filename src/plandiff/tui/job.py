"""What the app is given to do: how to come by a review, and where its results go."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from plandiff.comparison import Stage
from plandiff.reviewing.review import Review
from plandiff.tui.painting import Look

Load = Callable[[Stage, Review | None], Review]
"""Makes the review, on a thread of its own; given the one before, it goes on from there. The stage may raise."""


@dataclass
class Job:
    """One review to be shown. Nothing here says where the changes come from.

    Attributes:
        load: How to come by the review.
        folder: Where exports are offered to go.
        stem: What their names begin with.
        watched: Files that may change under the review.
        look: How rows are laid out.
    """

    load: Load
    folder: Path
    stem: str
    watched: tuple[Path, ...] = ()
    look: Look = field(default_factory=Look)
    _seen: tuple[object, ...] = ()

    def note_files(self) -> None:
        """Remember how the watched files are now."""
        self._seen = tuple(map(_signature, self.watched))

    def changed(self) -> str:
        """Return the name of a watched file that is not as it was; empty if there is none."""
        now = tuple(map(_signature, self.watched))
        return next((str(path) for path, a, b in zip(self.watched, self._seen, now, strict=False) if a != b), "")


def _signature(path: Path) -> object:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
