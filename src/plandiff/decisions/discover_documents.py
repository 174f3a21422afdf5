"""Proposes what a new project might watch: the Chinese texts in its folder, and the pairs their names tell.

A project that has come of age is told by the same rules which texts it does not watch.
"""

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from plandiff.chinese.script import count_han
from plandiff.config import FILE_NAME, Config
from plandiff.decisions.watching import is_excluded, pair_documents
from plandiff.errors import PlandiffError
from plandiff.reading import read_bytes
from plandiff.reading.document import DocumentKind
from plandiff.reading.formats import MAX_BYTES, format_of
from plandiff.text.span import Pair

_SUFFIXES = (".txt", ".md", ".docx", ".odt", ".rtf", ".xlsx", ".html", ".htm", ".mht", ".mhtml", ".pdf", ".ofd")
_FOREIGN = frozenset(("node_modules", "site-packages", "vendor", "venv", "env", "build", "dist", "target", "snapshots"))
"""Folders of what others wrote, or machines did; so are those whose name begins with a dot or an underscore."""
_ABOUT = frozenset(("readme", "changelog", "contributing", "license", "licence", "notice"))
"""Files about a project, by the first part of their names."""
_CHINESE = 0.2
"""Share of Han characters in the ink from which on a text is Chinese."""
_LOOKED_AT = 60_000
"""Bytes at the beginning of a text that tell, or code points of a document in another format."""


def texts_in(root: Path) -> list[str]:
    """Return the paths of the Chinese texts in a folder and the folders in it, from it, with ``/``."""
    return [path for path in _files(root) if can_be_written(path) and _is_document(root, path)]


def unwatched_in(config: Config, watched: Iterable[str]) -> list[str]:
    """Return the paths of the Chinese texts that are neither watched, excluded nor part of a pair, sorted."""
    known = {*watched, *pair_documents(config.pairs)}
    files = (path for path in _files(config.root) if path not in known)
    return sorted(path for path in files if not is_excluded(config, path) and _is_document(config.root, path))


def proposed_globs(root: Path, texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return globs of the texts and globs that take out what else these match; together they give exactly the texts.

    One glob for a folder and suffix, so that a text that comes there later is watched too, unless most of what is
    there is something else.
    """
    known = set(texts)
    alike: dict[tuple[str, str], list[str]] = {}
    for path in texts:
        alike.setdefault((path[: path.rfind("/") + 1], PurePosixPath(path).suffix), []).append(path)
    found: list[str] = []
    excluded: list[str] = []
    for (place, suffix), paths in alike.items():
        there = {f"{place}{file.name}" for file in (root / place).iterdir() if file.name.endswith(suffix)}
        others = there - known
        if len(others) <= len(paths) and all(map(can_be_written, others)):
            found.append(f"{glob.escape(place)}*{suffix}")
            excluded += map(glob.escape, others)
        else:
            found += map(glob.escape, paths)
    return sorted(found), sorted(excluded)


def proposed_pairs(texts: Sequence[str]) -> list[Pair[str]]:
    """Return the pairs of renderings: ``NAME.hant.txt`` with ``NAME.hans.txt``, of one folder and suffix."""
    pairs = ((path, path.replace(".hant.", ".hans.")) for path in texts if path.count(".hant.") == 1)
    known = set(texts)
    return [Pair(left, right) for left, right in pairs if right in known]


def _files(root: Path) -> Iterator[str]:
    """Yield the files that may be documents, those of a folder before those of the folders in it.

    A folder that is a project of its own, or cannot be listed, is passed by.
    """
    waiting = [""]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(root / place) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue
        if place and any(entry.name == FILE_NAME for entry in found):
            continue
        yield from (f"{place}{entry.name}" for entry in found if entry.is_file() and may_be_document(entry.name))
        folders = (entry.name for entry in found if entry.is_dir(follow_symlinks=False) and _is_ours(entry.name))
        waiting += [f"{place}{name}/" for name in folders][::-1]


def may_be_document(path: str) -> bool:
    """Say whether a file may be a document by its name."""
    name = PurePosixPath(path).name
    return name.lower().endswith(_SUFFIXES) and name.partition(".")[0].lower() not in _ABOUT


def can_be_written(path: str) -> bool:
    """Say whether the configuration can hold a path as it is."""
    return path.isprintable() and not {'"', "\\", ":"} & set(path)


def _is_ours(folder: str) -> bool:
    return not folder.startswith((".", "_")) and folder not in _FOREIGN


def _is_document(root: Path, path: str) -> bool:
    """Say whether a file holds Chinese text; one that cannot be read, or not quickly, might."""
    try:
        with (root / path).open("rb") as file:
            data = file.read(_LOOKED_AT)
            kind = format_of(data, path).kind
            if kind in (DocumentKind.PDF, DocumentKind.PICTURE):
                return True
            # Text tells by its beginning, and no character is cut at the end of a line; a package is read whole.
            data += file.readline(_LOOKED_AT) if kind is DocumentKind.TEXT else file.read(MAX_BYTES)
        ink = "".join(read_bytes(data, path).text[:_LOOKED_AT].split())
    except (OSError, PlandiffError):
        return path.endswith(".txt")
    return count_han(ink) >= _CHINESE * len(ink)
