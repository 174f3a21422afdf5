"""The folder of the snapshots: where each lies, what is there, and that no path leads out of it.

A snapshot lies under the path of its document. A name that would be too long for a file system with our suffix is cut,
and a digest of the whole stands behind it; what it was is then read in the snapshot.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from plandiff.config import WORK_FOLDER, Config, WatchedPair
from plandiff.errors import SnapshotError
from plandiff.patterns import late_pattern
from plandiff.text.span import Pair
from plandiff.writing import resolved

DOCUMENT_SUFFIX = ".snap"
PAIR_SUFFIX = ".pair"
_BESIDE = ".pairs"
_LONGEST_NAME = 240
"""Bytes of a file name: file systems take 255."""
_WIDEST = 4
"""Bytes of a character, at most."""
MAX_BYTES = 64 * 1024 * 1024
"""Of a snapshot: a document has 16 MiB at the most."""


def document_snapshot(path: str) -> str:
    """Return where the snapshot of a document lies in the folder."""
    return _fitting(path + DOCUMENT_SUFFIX)


def pair_snapshot(pair: WatchedPair | Pair[str]) -> str:
    """Return where the snapshot of a pair lies in the folder: beside that of its left document."""
    return _fitting(f"{pair.left}{_BESIDE}/{pair.right}{PAIR_SUFFIX}")


_SUFFIX = late_pattern(rf"(?:{re.escape(DOCUMENT_SUFFIX)}|{re.escape(PAIR_SUFFIX)}|{re.escape(_BESIDE)})?\Z")
_CUT = late_pattern(r"~[0-9a-f]{12}(?=\.snap$|\.pair$|\.pairs/|/|$)")


def _fitting(name: str) -> str:
    """Return a place in the folder none of whose parts is too long: of one that is, the beginning and a digest."""
    if len(name) * _WIDEST <= _LONGEST_NAME:
        return name
    return "/".join(map(_shortened, name.split("/")))


def _shortened(part: str) -> str:
    data = part.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST_NAME:
        return part
    suffix = _SUFFIX.search(part)[0]  # type: ignore[index]  # it matches the end at least
    tail = f"~{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
    return data[: _LONGEST_NAME - len(tail)].decode("utf-8", "ignore") + tail


def is_cut(name: str) -> bool:
    """Say whether a place may be that of a longer name, which only the snapshot tells."""
    return _CUT.search(name) is not None


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
    previous = config.root / WORK_FOLDER / "previous"
    if not folder.exists() and previous.exists():  # A process died on the way; see `committing`.
        return previous
    if not resolved(folder).is_relative_to(resolved(config.root)):
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
    return resolved(path).is_relative_to(resolved(folder))


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
