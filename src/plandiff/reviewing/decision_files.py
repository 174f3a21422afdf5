"""Where the decisions on a pair are kept.

Decisions are work: others must be able to read them, share them and put them under version control. So they are kept
where the documents are, in one plain file:

- in a project (there is a ``plandiff.toml``) under ``reviews/`` in its folder, which mirrors the folders of the
  documents, as snapshots do; a pair of another folder does not share the file;
- elsewhere beside the left document;
- if that folder cannot be written to, in the user's own state folder.

What waits for a decision since a check has files of its own, one for each snapshot: there accepting means something
else.

A file that is there already is used wherever it is, in this order.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from plandiff.config import Config
from plandiff.writing import resolved, user_folder

SUFFIX = ".review.json"

_STEM = 60
"""Bytes of a document's name that go into the name of the file; a longer one is cut, and a digest tells it apart."""


def decisions_file(left: Path, right: Path, config: Config) -> Path:
    """Return the file for the decisions on a pair; it need not exist."""
    return _first(_places(left, right, config))


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
    left, right = resolved(left), resolved(right)
    name = file_stem(left, right) + SUFFIX
    places = [left.parent / name]
    if config.file and left.is_relative_to(config.root):
        places.insert(0, config.root / "reviews" / left.parent.relative_to(config.root) / name)
    digest = hashlib.sha256(os.fsencode(left.parent)).hexdigest()[:6]
    return [*places, *(folder / f"{digest}-{name}" for folder in _of_the_user())]


def pending_file(snapshot: str, config: Config) -> Path:
    """Return the file for the decisions on what waits in a watched document or pair; it need not exist.

    Args:
        snapshot: The place of its snapshot in the folder of the snapshots: the file has the same under ``reviews/``.
        config: The configuration of the project.
    """
    digest = hashlib.sha256(os.fsencode(config.root)).hexdigest()[:6]
    folders = (config.root / "reviews", *(folder / digest for folder in _of_the_user()))
    return _first([folder / (snapshot + SUFFIX) for folder in folders])


def _first(places: Sequence[Path]) -> Path:
    """Return the file that is there, else the one that can be written."""
    return next((place for place in places if place.exists()), None) or next(filter(_writable, places), places[-1])


def _of_the_user() -> list[Path]:
    """Return where the decisions of this user lie that can lie nowhere else; no place for one without a home."""
    folder = user_folder("XDG_STATE_HOME", ".local/state")
    return [folder / "reviews"] if folder else []


def _writable(place: Path) -> bool:
    folder = place.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return os.access(folder, os.W_OK | os.X_OK)
