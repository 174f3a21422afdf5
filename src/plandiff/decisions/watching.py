"""What a project watches: globs → documents, and which of them a run is about."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path, PurePosixPath

from plandiff.config import WORK_FOLDER, Config, WatchedPair
from plandiff.errors import UsageError
from plandiff.writing import resolved


class Glob:
    """A glob over paths with ``/``: ``*`` stays in a folder, ``**`` goes through any number of them, none included.

    It is walked a name at a time. A place is the number of parts that are behind; after a name there are as many places
    at the most as the glob has parts, so that no glob takes more than parts times names.
    """

    def __init__(self, glob: str) -> None:
        self._parts = [part for part in glob.split("/") if part != "."]
        self._name = None if set("*?[") & set(glob) else "/".join(self._parts)
        self.start = self._with_skipped({0})

    def _with_skipped(self, places: Iterable[int]) -> frozenset[int]:
        """Add the places behind each ``**``, which may go through no folder at all."""
        found = set(places)
        for place, part in enumerate(self._parts):
            if part == "**" and place in found:
                found.add(place + 1)
        return frozenset(found)

    def step(self, places: Iterable[int], name: str) -> frozenset[int]:
        """Return the places behind a folder or file of that name."""
        parts = [(place, self._parts[place]) for place in places if place < len(self._parts)]
        after = {
            place if part == "**" else place + 1 for place, part in parts if part == "**" or fnmatchcase(name, part)
        }
        return self._with_skipped(after)

    def inside(self, places: Iterable[int], folder: str) -> frozenset[int]:
        """Return the places inside a folder from which something may match; hidden folders must be named."""
        hidden = folder.startswith(".")
        open_places = [n for n in places if n < len(self._parts) and not (hidden and self._parts[n][:1] != ".")]
        return frozenset(n for n in self.step(open_places, folder) if n < len(self._parts))

    def matches(self, path: str) -> bool:
        """Say whether it matches a path."""
        if self._name is not None:
            return path == self._name
        places = self.start
        for name in path.split("/"):
            places = self.step(places, name)
        return len(self._parts) in places


def matches(path: str, glob: str) -> bool:
    """Say whether a path with ``/`` matches a glob; see `Glob`."""
    return _glob(glob).matches(path)


_glob = lru_cache(maxsize=256)(Glob)


def is_watched(config: Config, path: str) -> bool:
    """Say whether a path from the root is one of the watched documents, whether there is such a file or not."""
    inside = not path.startswith((f"{config.snapshots.rstrip('/')}/", f"{WORK_FOLDER}/"))
    return inside and any(matches(path, glob) for glob in config.documents) and not is_excluded(config, path)


def is_excluded(config: Config, path: str) -> bool:
    """Say whether a path, or a folder that it lies in, is set aside by the configuration."""
    if not config.exclude:
        return False
    places = [path, *map(str, PurePosixPath(path).parents)]
    return any(matches(place, glob.rstrip("/")) for glob in config.exclude for place in places)


def watched_documents(config: Config) -> list[str]:
    """Return the watched files that exist, sorted; hidden folders are searched only if a glob names them."""
    globs = [_glob(glob) for glob in config.documents]
    return sorted(
        path for path in _walked(config.root, "", [(glob, glob.start) for glob in globs]) if is_watched(config, path)
    )


def _walked(root: Path, folder: str, globs: Sequence[tuple[Glob, frozenset[int]]]) -> Iterator[str]:
    """Yield the files of the folders that a glob may reach into, one level after the other."""
    if not globs:
        return
    try:
        with os.scandir(root / folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError("the folder {folder} cannot be listed: {why}", folder=folder or root, why=error) from error
    for entry in found:
        path = f"{folder}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            inside = [(glob, glob.inside(places, entry.name)) for glob, places in globs]
            yield from _walked(root, f"{path}/", [(glob, places) for glob, places in inside if places])
        elif not entry.is_dir():  # A pipe or device is told of where it is read.
            yield path


def chosen(config: Config, paths: Iterable[str], known: Iterable[str]) -> frozenset[str] | None:
    """Return the documents that a run is about: those that ``paths`` name or hold; None for all.

    Args:
        config: The configuration.
        paths: Files or folders as the user gave them, from the working folder.
        known: All documents, watched now or before.

    Raises:
        UsageError: A path names nothing that is watched.
    """
    wanted: set[str] = set()
    given = list(paths)
    for path in given:
        relative = path_from_root(config.root, path)
        found = {name for name in known if name == relative or PurePosixPath(relative) in PurePosixPath(name).parents}
        if not found:
            raise UsageError("{path} is not watched", "see documents and pairs in plandiff.toml", path=path)
        wanted |= found
    return frozenset(wanted) if given else None


def path_from_root(root: Path, path: str) -> str:
    """Return a path as the user gave it, from the working folder, as one from the root; as it is if it lies outside."""
    absolute = Path(os.path.normpath(Path.cwd() / path))
    if absolute.is_relative_to(root):
        return absolute.relative_to(root).as_posix()
    real = resolved(absolute)
    return real.relative_to(root).as_posix() if real.is_relative_to(root) else path


def clashes(paths: Iterable[str]) -> dict[str, str]:
    """Return the paths whose snapshots some file systems would take for one file, each with the other path."""
    seen: dict[str, str] = {}
    found: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            found[path], found[other] = other, path
    return found


def pair_documents(pairs: Iterable[WatchedPair]) -> Iterator[str]:
    """Yield the documents of pairs."""
    for pair in pairs:
        yield from (pair.left, pair.right)


def place_in_repository(root: Path) -> str:
    """Return the path from the top of the repository to a project, empty or with a slash at the end."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    place = root.relative_to(top).as_posix()
    return "" if place == "." else f"{place}/"
