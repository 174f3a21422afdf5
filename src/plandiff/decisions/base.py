"""What documents and pairs are checked against: the snapshots, or a revision of the git history."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from plandiff.config import Config, WatchedPair
from plandiff.decisions import document_file
from plandiff.decisions.document_file import DocumentSnapshot
from plandiff.decisions.folder import (
    DOCUMENT_SUFFIX,
    PAIR_SUFFIX,
    document_snapshot,
    folder_of,
    is_cut,
    names_in,
    pair_of,
    pair_snapshot,
    read_bytes,
)
from plandiff.decisions.header import head_fields
from plandiff.errors import SnapshotError
from plandiff.text.span import Pair

if TYPE_CHECKING:
    from plandiff.decisions.pair_file import PairSnapshot


class Base(Protocol):
    """Accepted texts and differences by path."""

    @property
    def title(self) -> str:
        """What reports call it."""

    @property
    def takes_changes(self) -> bool:
        """Whether changes can be accepted into it."""

    def documents(self) -> Iterable[str]:
        """Return the paths of all documents it holds."""

    def text(self, path: str, current: str = "") -> str | None:
        """Return the accepted text of a document; None if it holds none. Raises a PlandiffError if it is spoilt.

        ``current`` is the text as it is now: if it is the accepted one, there is nothing more to find out.
        """

    def pair(self, pair: WatchedPair) -> "PairSnapshot | None":
        """Return the accepted differences of a pair; None if it holds none. Raises a PlandiffError likewise."""

    def other_pairs(self, pairs: Iterable[WatchedPair]) -> Iterable[Pair[str]]:
        """Return the pairs that it holds something of and that are not among ``pairs``."""

    def digests(self) -> dict[str, str]:
        """Return the digests of the files that were read, by path from the root; an empty one for a missing file."""


@dataclass(frozen=True)
class Snapshots:
    """The snapshots of a project.

    Attributes:
        config: What the project watches.
        folder: Where they lie.
        read: The snapshots that were read, by place in the folder; None for one that is not there.
    """

    config: Config
    folder: Path
    read: dict[str, bytes | None] = field(default_factory=dict)
    title: str = "the snapshots"
    takes_changes: bool = True

    @classmethod
    def of(cls, config: Config) -> "Snapshots":
        """Return the snapshots of a project."""
        return cls(config, folder_of(config))

    def documents(self) -> list[str]:
        """Return the paths of all documents that have a snapshot."""
        names = (name for name in names_in(self.folder) if name.endswith(DOCUMENT_SUFFIX))
        return [self._fields(name).get("document", name.removesuffix(DOCUMENT_SUFFIX)) for name in names]

    def document(self, path: str, current: str = "") -> DocumentSnapshot | None:
        """Return the snapshot of a document; see ``Base.text`` for ``current``.

        Raises:
            SnapshotError: It cannot be read, was changed by hand, or belongs to another document.
        """
        name = document_snapshot(path)
        content = self._content(name)
        if content is None:
            return None
        with _named(f"{self.config.snapshots}/{name}"):
            snapshot = document_file.parsed(content, verified=False)
            if snapshot.path != path:
                raise SnapshotError("it belongs to {path}", path=snapshot.path)
            return snapshot if snapshot.text == current else document_file.parsed(content)

    def text(self, path: str, current: str = "") -> str | None:
        """Return the accepted text of a document."""
        snapshot = self.document(path, current)
        return None if snapshot is None else snapshot.text

    def pair(self, pair: WatchedPair) -> "PairSnapshot | None":
        """Return the accepted differences of a pair."""
        name = pair_snapshot(pair)
        content = self._content(name)
        if content is None:
            return None
        from plandiff.decisions import pair_file  # noqa: PLC0415 - many projects watch no pair

        with _named(f"{self.config.snapshots}/{name}"):
            snapshot = pair_file.parsed(content)
            if (snapshot.paths.left, snapshot.paths.right) != (pair.left, pair.right):
                raise SnapshotError(
                    "it belongs to {left} and {right}", left=snapshot.paths.left, right=snapshot.paths.right
                )
        return snapshot

    def other_pairs(self, pairs: Iterable[WatchedPair]) -> list[Pair[str]]:
        """Return the pairs of the snapshots that belong to none of ``pairs``."""
        known = {pair_snapshot(pair) for pair in pairs}
        names = (name for name in names_in(self.folder) if name.endswith(PAIR_SUFFIX) and name not in known)
        return [self._pair_of(name) for name in names]

    def _pair_of(self, name: str) -> Pair[str]:
        fields = self._fields(name)
        return Pair(fields["left"], fields["right"]) if {"left", "right"} <= set(fields) else pair_of(name)

    def _fields(self, name: str) -> dict[str, str]:
        """Return what the head of a snapshot says, if its place may be that of a longer name; else nothing."""
        if not is_cut(name):
            return {}
        with suppress(SnapshotError):
            return head_fields(self._content(name) or b"")
        return {}

    def digests(self) -> dict[str, str]:
        """Return the digests of what was read, by path from the root; an empty one for what is not there."""
        return {
            f"{self.config.snapshots}/{name}": "" if data is None else hashlib.sha256(data).hexdigest()
            for name, data in self.read.items()
        }

    def _content(self, name: str) -> bytes | None:
        if name not in self.read:
            self.read[name] = read_bytes(self.folder, name)
        return self.read[name]


class _named:  # noqa: N801 - reads as a statement
    """Puts the name of a snapshot before what is wrong with it, and what to do behind it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        """Nothing is done before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, SnapshotError):
            raise SnapshotError(
                "the snapshot {name} is spoilt: {why}",
                "{advice}" if error.remedy else "restore it with git, or delete it and accept the document again",
                name=self.name,
                why=error.what,
                advice=error.remedy,
            ) from error
