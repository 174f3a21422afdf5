"""What a project watches: globs → documents, and which of them a run is about."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from plandiff.config import Config, WatchedPair
from plandiff.errors import UsageError


def matches(path: str, glob: str) -> bool:
    """Say whether a path with ``/`` matches a glob: ``*`` stays in a folder, ``**`` goes through any number of them."""
    return _matches(path.split("/"), [part for part in glob.split("/") if part != "."])


def _matches(parts: Sequence[str], globs: Sequence[str]) -> bool:
    if not globs:
        return not parts
    if globs[0] == "**":
        return any(_matches(parts[skip:], globs[1:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], globs[0]) and _matches(parts[1:], globs[1:])


def is_watched(config: Config, path: str) -> bool:
    """Say whether a path from the root is one of the watched documents, whether there is such a file or not."""
    inside = not path.startswith((f"{config.snapshots.rstrip('/')}/", ".plandiff/"))
    return inside and any(matches(path, glob) for glob in config.documents)


def watched_documents(config: Config) -> list[str]:
    """Return the watched files that exist, sorted; hidden folders are searched only if a glob names them."""
    globs = [[part for part in glob.split("/") if part != "."] for glob in config.documents]
    return sorted(path for path in _walked(config.root, "", globs) if is_watched(config, path))


def _walked(root: Path, folder: str, globs: list[list[str]]) -> Iterator[str]:
    """Yield the files of the folders that a glob may reach into, one level after the other."""
    if not globs:
        return
    try:
        with os.scandir(root / folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"the folder {folder or root} cannot be listed: {error.strerror or error}") from error
    for entry in found:
        path = f"{folder}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            deeper = [rest for glob in globs for rest in _inside(entry.name, glob)]
            yield from _walked(root, f"{path}/", deeper)
        elif entry.is_file() or (entry.is_symlink() and not entry.is_dir()):
            yield path


def _inside(name: str, glob: list[str]) -> Iterator[list[str]]:
    """Yield what is left of a glob inside a folder of that name, if anything there can match."""
    if len(glob) < 2:
        return
    if glob[0] == "**":
        if not name.startswith("."):
            yield glob
        yield from _inside(name, glob[1:])
    elif fnmatchcase(name, glob[0]) and (glob[0].startswith(".") or not name.startswith(".")):
        yield glob[1:]


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
        relative = _from_root(config.root, path)
        found = {name for name in known if name == relative or PurePosixPath(relative) in PurePosixPath(name).parents}
        if not found:
            raise UsageError(f"{path} is not watched", "see documents and pairs in plandiff.toml")
        wanted |= found
    return frozenset(wanted) if given else None


def _from_root(root: Path, path: str) -> str:
    absolute = Path(os.path.normpath(Path.cwd() / path))
    if absolute.is_relative_to(root):
        return absolute.relative_to(root).as_posix()
    resolved = absolute.resolve()
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else path


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
