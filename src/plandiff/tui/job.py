"""What the app is given to do: how to come by what is reviewed, where decisions are kept, where results go."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plandiff.comparison import Stage
from plandiff.decisions.store import Store
from plandiff.reviewing.material import Material
from plandiff.reviewing.painting import Look

Load = Callable[[Stage], Material]
"""Makes what is reviewed, on a thread of its own. The stage may raise."""
Seen = tuple[object, ...]
"""How the watched files were at some time."""


@dataclass
class Job:
    """One review to be shown. Nothing here says where the changes come from.

    Attributes:
        load: How to come by what is reviewed.
        store: Where decisions are kept; None keeps them in memory alone.
        folder: Where exports are offered to go.
        stem: What their names begin with.
        watched: Files that may change under the review.
        look: How rows are laid out.
        seen: How the watched files were when what is shown was read.
    """

    load: Load
    store: Store | None
    folder: Path
    stem: str
    watched: tuple[Path, ...] = ()
    look: Look = field(default_factory=Look)
    seen: Seen = ()

    def look_at_files(self) -> Seen:
        """Return how the watched files are now."""
        return files_seen(self.watched)

    def changed(self) -> str:
        """Return the name of a watched file that is not as it was; empty if there is none."""
        return file_changed(self.watched, self.seen)


def files_seen(files: Iterable[Path]) -> Seen:
    """Return how files are now."""
    return tuple(map(_signature, files))


def file_changed(files: Sequence[Path], seen: Seen) -> str:
    """Return the name of a file that is not as it was ``seen``; empty if there is none."""
    now = files_seen(files)
    return next((str(path) for path, a, b in zip(files, seen, now, strict=False) if a != b), "")


def _signature(path: Path) -> object:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
