"""What is to be reviewed: two documents, or all that waits in a project since a check. A pair is a queue of one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plandiff.choices import Relation
from plandiff.comparison import Stage, compare
from plandiff.config import Config
from plandiff.conversion.standards import Spelling
from plandiff.decisions.base import Snapshots
from plandiff.decisions.checking import check
from plandiff.decisions.policy import policy_of
from plandiff.decisions.results import BROKEN, Check, Checked, snapshot_name
from plandiff.decisions.store import Store
from plandiff.reading import read
from plandiff.reading.extracted import PLAIN, ReadingOptions
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.decision_files import file_stem, pending_file
from plandiff.reviewing.material import Material
from plandiff.reviewing.walking import names_of

Seen = dict[Path, object]
"""How files were at some time."""


@dataclass(frozen=True, slots=True)
class Part:
    """One pair of texts of what is to be reviewed.

    Attributes:
        place: What tells it from the others: the place of its snapshot.
        name: What people call it.
        store: Where the decisions on it are kept.
        material: What there is to decide change by change; None if nothing is.
        result: What the check found; None for two documents that are reviewed by themselves.
    """

    place: str
    name: str
    store: Store
    material: Material | None
    result: Checked | None = None


@dataclass(frozen=True, slots=True)
class ToReview:
    """What is to be reviewed, one after the other.

    Attributes:
        parts: What waits, then what could not be checked.
        seen: How the files that it was read from were then.
        folder: Where exports are offered to go.
        stem: What their names begin with; empty if nothing is exported.
        check: The check that has found it; None for two documents.
        base: The snapshots it was made against.
    """

    parts: tuple[Part, ...]
    seen: Seen = field(default_factory=dict)
    folder: Path = Path()
    stem: str = ""
    check: Check | None = None
    base: Snapshots | None = None

    def changed(self) -> str:
        """Return the name of a file that is not as it was; empty if there is none."""
        return next((str(path) for path, seen in self.seen.items() if _signature(path) != seen), "")


Load = Callable[[Stage], ToReview]
"""Makes what is reviewed, maybe on a thread of its own; again if asked. The stage may raise."""


def pair_to_review(material: Material, store: Store, folder: Path, stem: str, seen: Seen) -> ToReview:
    """Return the changes of two documents as what is to be reviewed."""
    return ToReview((Part("", names_of(material), store, material),), seen, folder, stem)


def load_pair(  # noqa: PLR0913 - what a comparison needs, and where its decisions go
    paths: tuple[Path, Path],
    store: Store,
    stage: Stage,
    *,
    options: ReadingOptions = PLAIN,
    relation: Relation | None = None,
    spelling: Spelling,
) -> ToReview:
    """Read and compare two documents.

    Raises:
        PlandiffError: One cannot be read, or there is nothing to compare.
    """
    stage("reading")
    seen = signatures(paths)  # Before they are read: what changes meanwhile is told.
    left, right = (read(str(path), options) for path in paths)
    material = material_of(compare(left, right, relation, stage, spelling=spelling))
    stage("making the review ready")
    material.warm(subjects=bool(store.decisions))
    return pair_to_review(material, store, paths[0].absolute().parent, file_stem(*paths), seen)


def load_waiting(config: Config, stage: Stage) -> ToReview:
    """Check what a project watches, and make what waits for a decision ready to be reviewed.

    Raises:
        PlandiffError: Nothing is watched, or the snapshots cannot be found.
    """
    stage("checking")
    base = Snapshots.of(config)
    found = check(config, policy_of(config), base)
    stage("making the review ready")
    broken = [result for result in found.results if result.state in BROKEN]
    parts = tuple(_part(result, config) for result in (*found.undecided, *broken))
    own = (config.file,) if config.file else ()
    seen = signatures((*own, *(config.root / path for path in found.digests())))
    return ToReview(parts, seen, check=found, base=base)


def _part(result: Checked, config: Config) -> Part:
    place = snapshot_name(result)
    file = pending_file(place, config)
    material = None
    if result.comparison and result.pending:
        material = material_of(result.comparison, [one.change for one in result.pending])
        material.warm(subjects=file.exists())
    return Part(place, result.name, Store(file, (result.paths.left, result.paths.right)), material, result)


def signatures(files: Iterable[Path]) -> Seen:
    """Return how files are now."""
    return {path: _signature(path) for path in files}


def _signature(path: Path) -> object:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
