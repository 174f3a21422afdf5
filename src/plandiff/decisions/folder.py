"""The folder of the snapshots: where each lies, what is there, and that no path leads out of it."""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from plandiff.config import Config, WatchedPair
from plandiff.errors import SnapshotError
from plandiff.text.span import Pair

DOCUMENT_SUFFIX = ".snap"
PAIR_SUFFIX = ".pair"
WORK = ".plandiff"
"""The folder that a process works in while it writes; nothing in it lasts."""
_BESIDE = ".pairs"
_LONGEST_NAME = 240
"""Bytes of a file name: file systems take 255."""
MAX_BYTES = 64 * 1024 * 1024
"""Of a snapshot: a document has 16 MiB at the most."""


def document_snapshot(path: str) -> str:
    """Return where the snapshot of a document lies in the folder."""
    return path + DOCUMENT_SUFFIX


def pair_snapshot(pair: WatchedPair | Pair[str]) -> str:
    """Return where the snapshot of a pair lies in the folder: beside that of its left document."""
    return f"{pair.left}{_BESIDE}/{pair.right}{PAIR_SUFFIX}"


def pair_of(name: str) -> Pair[str]:
    """Return a pair whose snapshot lies at this place; it may be one of several, but the place is that of all."""
    left, _, right = name.removesuffix(PAIR_SUFFIX).partition(f"{_BESIDE}/")
    return Pair(left, right)


def folder_of(config: Config) -> Path:
    """Return the folder of the snapshots, which need not exist yet.

    Raises:
        SnapshotError: A symbolic link leads it out of the project.
    """
    folder = config.root / config.snapshots
    previous = config.root / WORK / "previous"
    if not folder.exists() and previous.exists():  # A process died on the way; see `committing`.
        return previous
    if not folder.resolve().is_relative_to(config.root.resolve()):
        raise SnapshotError(
            "the folder {folder} leads out of the project", "make it a folder of its own", folder=config.snapshots
        )
    return folder


def located(folder: Path, name: str) -> Path:
    """Return the path of a snapshot.

    Raises:
        SnapshotError: The name leads out of the folder, or some file system cannot hold it.
    """
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or any(_is_bad(part) for part in parts):
        raise SnapshotError("{name} is no possible place for a snapshot", "rename the document", name=name)
    path = folder / name
    if path.is_symlink() or not is_inside(path.parent, folder):
        raise SnapshotError(
            "the snapshot {path} leads out of its folder", "remove the symbolic link", path=_shown(path)
        )
    return path


def _shown(path: Path) -> str:
    """Return a path as the user can give it to another command: from the working folder."""
    return os.path.relpath(path)


@cache
def is_inside(path: Path, folder: Path) -> bool:
    """Say whether no symbolic link leads a path out of a folder."""
    return path.resolve().is_relative_to(folder.resolve())


def _is_bad(part: str) -> bool:
    return len(part.encode("utf-8", "surrogatepass")) > _LONGEST_NAME or "\\" in part or "\0" in part


def names_in(folder: Path) -> Iterator[str]:
    """Yield the snapshots in the folder, by their place in it, sorted; other files are left alone."""
    for path, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            if file.endswith((DOCUMENT_SUFFIX, PAIR_SUFFIX)):
                yield (Path(path) / file).relative_to(folder).as_posix()


def read_bytes(folder: Path, name: str) -> bytes | None:
    """Return the bytes of a snapshot; None if there is none.

    Raises:
        SnapshotError: It cannot be read, or is no snapshot by its size or place.
    """
    try:
        with located(folder, name).open("rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:
                raise SnapshotError("the snapshot {path} is too large to be one", path=_shown(folder / name))
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise SnapshotError(
            "the snapshot {path} cannot be read: {why}", path=_shown(folder / name), why=error
        ) from error
