"""What a check finds: for each watched document and pair what became of it, and the changes nobody has decided on."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from plandiff.config import Config
from plandiff.decisions.base import Base
from plandiff.decisions.decision import Decision
from plandiff.decisions.folder import document_snapshot, pair_snapshot
from plandiff.decisions.policy import Effect
from plandiff.judging.change import Change, Weight
from plandiff.reading.document import Document
from plandiff.text.span import Pair

if TYPE_CHECKING:
    from plandiff.comparison import Comparison
    from plandiff.decisions.pair_file import PairSnapshot


class Outcome(StrEnum):
    """What became of a watched document or pair."""

    SAME = "same"
    """The text is as it was accepted."""
    CHANGED = "changed"
    NEW = "new"
    """Nothing was accepted of it yet."""
    RENAMED = "renamed"
    CONVERTED = "converted"
    """The text is in the other script: no word need differ, but somebody must have meant it."""
    OBSOLETE = "obsolete"
    """Something was accepted of it, and it is gone."""
    CONFLICTED = "conflicted"
    """It holds both sides of a merge that nobody has resolved: never compared, never accepted."""
    UNREADABLE = "unreadable"


AS_A_WHOLE = frozenset((Outcome.NEW, Outcome.RENAMED, Outcome.CONVERTED))
"""States that are themselves decided on, whatever changes there are besides."""
BROKEN = frozenset((Outcome.CONFLICTED, Outcome.UNREADABLE))
"""States in which nothing can be decided: the file must be mended first."""


@dataclass(frozen=True, slots=True)
class CheckedChange:
    """A change, and what the policy says of it."""

    change: Change
    effect: Effect


@dataclass(frozen=True)
class Checked:
    """One watched document or pair.

    Attributes:
        paths: The documents, from the root; twice the same path for a document.
        is_pair: Whether two documents are watched.
        state: What became of it.
        document: The document as it is now; None for a pair, and if it could not be read or is gone.
        comparison: With what was accepted (a document), or of the two (a pair); None if there was nothing to compare.
        changes: Of the comparison, those that nobody has accepted, in order, cosmetic ones included.
        gone: Of a pair, what was decided on accepted differences that are no longer there, by their ids.
        on_left: Whether the changes are shown in the left document: of a pair, unless only the right one has changed.
        was: The old path of a renamed document, the old name of a pair that has one.
        carried: What was accepted of such a pair under its old name, with the ids that its differences have now.
        error: Why it could not be checked.
    """

    paths: Pair[str]
    is_pair: bool
    state: Outcome
    document: Document | None = None
    comparison: "Comparison | None" = None
    changes: tuple[CheckedChange, ...] = ()
    gone: dict[str, Decision] = field(default_factory=dict)
    on_left: bool = False
    was: str = ""
    carried: "PairSnapshot | None" = None
    error: str = ""

    @property
    def name(self) -> str:
        """What reports and the command line call it."""
        return pair_name(self.paths) if self.is_pair else self.paths.right

    @cached_property
    def pending(self) -> tuple[CheckedChange, ...]:
        """The changes that wait for a decision: those that fail, and what is more than cosmetic and not ignored."""
        return tuple(
            one
            for one in self.changes
            if one.effect.fails or (one.change.weight is not Weight.COSMETIC and not one.effect.ignored)
        )

    @property
    def fails(self) -> bool:
        """Whether the check must not pass."""
        decided_on = self.state in AS_A_WHOLE or self.state in (Outcome.OBSOLETE, Outcome.CONFLICTED)
        return decided_on or any(one.effect.fails for one in self.changes)


@dataclass(frozen=True)
class Check:
    """The result of a check.

    Attributes:
        config: What is watched, and how it is judged.
        base: What it was checked against.
        complete: Whether all that is watched was checked; only then can something be obsolete.
        results: The documents, then the pairs, each in the order of the configuration.
        documents: The documents that were read, with the digests of their bytes.
        place: Where the project lies in its repository, empty or with a slash at the end: services count from there.
        compare_all: Whether pairs were compared even if neither text had changed.
        untracked: The snapshots that git does not hold, so that nobody else has them, from the root; likewise.
        unwatched: The Chinese texts of the project that are not watched, from the root; looked for if ``complete``.
    """

    config: Config
    base: Base
    complete: bool
    results: tuple[Checked, ...]
    documents: dict[str, str] = field(default_factory=dict)
    place: str = ""
    compare_all: bool = False
    unwatched: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()

    @property
    def troubled(self) -> bool:
        """Whether something could not be checked."""
        return any(result.state is Outcome.UNREADABLE for result in self.results)

    @property
    def fails(self) -> bool:
        """Whether something changed that must be decided on."""
        return any(result.fails for result in self.results)

    @property
    def undecided(self) -> list[Checked]:
        """What waits for a decision: the app shows each with its comparison and its ``pending`` changes."""
        return [
            result
            for result in self.results
            if result.pending or result.gone or result.state in AS_A_WHOLE or result.state is Outcome.OBSOLETE
        ]

    def digests(self) -> dict[str, str]:
        """Return the digests of all files that were read, by path from the root; an empty one for a missing file."""
        return self.documents | self.base.digests()

    @cached_property
    def token(self) -> str:
        """Name the state of all that was read, so that a later command can tell whether something has moved."""
        content = "\n".join(f"{path}\x1f{digest}" for path, digest in sorted(self.digests().items()))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def pair_name(paths: Pair[str]) -> str:
    """Return what reports call a pair."""
    return f"{paths.left} ↔ {paths.right}"


def snapshot_name(result: Checked) -> str:
    """Return where the snapshot of a watched document or pair lies in the folder."""
    return pair_snapshot(result.paths) if result.is_pair else document_snapshot(result.paths.right)


def old_snapshot_name(result: Checked) -> str:
    """Return where the snapshot of a renamed document or pair lay until now."""
    return pair_snapshot(result.carried.paths) if result.carried else document_snapshot(result.was)
