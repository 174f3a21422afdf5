"""Where the decisions on a pair are kept.

Decisions are work: others must be able to read them, share them and put them under version control. So they are kept
where the documents are, in one plain file:

- in a project (there is a ``plandiff.toml``) under ``reviews/`` in its folder, which mirrors the folders of the
  documents, as snapshots do; a pair of another folder does not share the file;
- elsewhere beside the left document;
- if that folder cannot be written to, in the user's own state folder.

A file that is there already is used wherever it is, in this order.
"""

import hashlib
import os
from pathlib import Path

from plandiff.config import Config

SUFFIX = ".review.json"

_STEM = 60
"""Bytes of a document's name that go into the name of the file; a longer one is cut, and a digest tells it apart."""


def decisions_file(left: Path, right: Path, config: Config) -> Path:
    """Return the file for the decisions on a pair; it need not exist."""
    places = _places(left, right, config)
    return next((place for place in places if place.exists()), None) or next(filter(_writable, places), places[-1])


def file_stem(left: Path, right: Path) -> str:
    """Return what names a pair: both names, with a digest if they are cut or the documents lie in two folders."""
    names = [left.name.removesuffix(".txt"), right.name.removesuffix(".txt")]
    shown = [name.encode("utf-8", "surrogateescape")[:_STEM].decode("utf-8", "ignore") for name in names]
    apart = os.path.relpath(right.absolute().parent, left.absolute().parent)
    exact = "--".join(shown)
    if shown == names and apart == ".":
        return exact
    digest = hashlib.sha256("\x1f".join((*names, apart)).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{exact}-{digest[:6]}"


def _places(left: Path, right: Path, config: Config) -> list[Path]:
    left, right = left.resolve(), right.resolve()
    name = file_stem(left, right) + SUFFIX
    places = [left.parent / name]
    if config.file and left.is_relative_to(config.root):
        places.insert(0, config.root / "reviews" / left.parent.relative_to(config.root) / name)
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    digest = hashlib.sha256(os.fsencode(left.parent)).hexdigest()[:6]
    return [*places, state / "plandiff" / "reviews" / f"{digest}-{name}"]


def _writable(place: Path) -> bool:
    folder = place.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)
