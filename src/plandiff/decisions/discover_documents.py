"""Proposes what a new project might watch: the Chinese texts in its folder, and the pairs their names tell.

A project that has come of age is told by the same rules which texts it does not watch.
"""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from plandiff.config import FILE_NAME, Config
from plandiff.decisions.watching import pair_documents
from plandiff.errors import PlandiffError
from plandiff.reading.decoding import decode
from plandiff.text.span import Pair

_SUFFIXES = (".txt", ".md")
_SEARCHED = 3
"""Levels of folders that are looked into."""
_FOREIGN = frozenset(("node_modules", "site-packages", "vendor", "venv", "env", "build", "dist", "target", "snapshots"))
"""Folders of what others wrote, or machines did; so are those whose name begins with a dot or an underscore."""
_ABOUT = frozenset(("readme", "changelog", "contributing", "license", "licence", "notice"))
"""Files about a project, by the first part of their names."""
_CHINESE = 0.2
"""Share of Han characters in the ink from which on a text is Chinese."""
_LOOKED_AT = 60_000
"""Bytes at the beginning of a text that tell."""


def texts_in(root: Path) -> list[str]:
    """Return the paths of the Chinese texts in a folder and the folders in it, from it, with ``/``."""
    return [path for path in _files(root, "", _SEARCHED) if _is_document(root, path)]


def unwatched_in(config: Config, watched: Iterable[str]) -> list[str]:
    """Return the paths of the Chinese texts of a project that are neither watched nor part of a watched pair."""
    known = {*watched, *pair_documents(config.pairs)}
    return [
        path for path in _files(config.root, "", _SEARCHED) if path not in known and _is_document(config.root, path)
    ]


def proposed_globs(root: Path, texts: Sequence[str]) -> list[str]:
    """Return globs of exactly the texts: one for a folder and suffix, unless something else there would match too."""
    known = set(texts)
    alike: dict[tuple[str, str], list[str]] = {}
    for path in texts:
        alike.setdefault((path[: path.rfind("/") + 1], PurePosixPath(path).suffix), []).append(path)
    found: list[str] = []
    for (place, suffix), paths in alike.items():
        there = {f"{place}{file.name}" for file in (root / place).iterdir() if file.name.endswith(suffix)}
        found += [f"{glob.escape(place)}*{suffix}"] if there <= known else map(glob.escape, paths)
    return sorted(found)


def proposed_pairs(texts: Sequence[str]) -> list[Pair[str]]:
    """Return the pairs of renderings: ``NAME.hant.txt`` with ``NAME.hans.txt``, of one folder and suffix."""
    pairs = ((path, path.replace(".hant.", ".hans.")) for path in texts if path.count(".hant.") == 1)
    known = set(texts)
    return [Pair(left, right) for left, right in pairs if right in known]


def _files(folder: Path, place: str, depth: int) -> Iterator[str]:
    """Yield the files that may be documents, less those whose names the configuration cannot hold as they are.

    A folder that is a project of its own, or cannot be listed, is passed by.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return
    if place and any(entry.name == FILE_NAME for entry in found):
        return
    for entry in found:
        path = f"{place}{entry.name}"
        if not path.isprintable() or {'"', "\\", ":"} & set(path):
            continue
        if entry.is_file() and entry.name.endswith(_SUFFIXES) and entry.name.partition(".")[0].lower() not in _ABOUT:
            yield path
        elif depth and entry.is_dir(follow_symlinks=False) and _is_ours(entry.name):
            yield from _files(Path(entry.path), f"{path}/", depth - 1)


def _is_ours(folder: str) -> bool:
    return not folder.startswith((".", "_")) and folder not in _FOREIGN


def _is_document(root: Path, path: str) -> bool:
    """Say whether a file holds Chinese text; one that cannot be read might."""
    try:
        with (root / path).open("rb") as file:
            data = file.read(_LOOKED_AT)
            data += file.readline(_LOOKED_AT)  # No character is cut at the end of a line.
        ink = "".join(decode(data, path).text.split())
    except (OSError, PlandiffError):
        return path.endswith(".txt")
    return sum("\u3400" <= sign <= "\u9fff" for sign in ink) >= _CHINESE * len(ink)
