"""The names of local plans that are not typed one by one: from a list, a folder, or an address of either."""

import os
from collections.abc import Iterable
from pathlib import Path

from plandiff.cli.shared import say
from plandiff.decisions.discover_documents import may_be_document
from plandiff.errors import UsageError
from plandiff.language import tr_n
from plandiff.reading import bytes_of
from plandiff.reading.addresses import bytes_at, files_under, is_address
from plandiff.writing import resolved


def names_from(place: str, parents: Iterable[str] = ()) -> list[str]:
    """Return the names of the local plans that a place holds; what is left out of a folder is told.

    Args:
        place: A text file with a name a line, relative to its folder; blank lines and those that begin with ``#`` say
            nothing. Or a folder: all documents in it and in the folders in it, sorted. Or the address of either. ``-``
            is a list on standard input.
        parents: The national plans: they are no local plans of their own, wherever they lie.

    Raises:
        UsageError: There is no such place, or no plan in it.
        ReadingError: There is none at this address, or it cannot be reached.
    """
    found = _at_address(place) if is_address(place) else _on_disk(place)
    given = {resolved(name) for name in parents}
    names = [name for name in found if is_address(name) or resolved(name) not in given]
    if not names:
        raise UsageError("{place} names no plan", "name a list of plans, or a folder that holds some", place=place)
    return names


def _on_disk(place: str) -> list[str]:
    try:
        if place == "-":
            return _listed(bytes_of(place), place, "")
        if Path(place).is_dir():
            return _documents(_files(place), place)
        return _listed(bytes_of(place), place, str(Path(place).parent))
    except OSError as error:
        raise UsageError("cannot read {path}: {why}", "check --from", path=place, why=error) from error
    except ValueError as error:  # A NUL: no file can have such a name.
        raise UsageError("{name} is no possible file name", "check the path", name=place) from error


def _files(folder: str) -> list[str]:
    return sorted(
        os.path.join(top, name)  # noqa: PTH118 - as the folder was typed, with no word of it changed
        for top, _, names in os.walk(folder, onerror=_refuse)
        for name in names
    )


def _refuse(error: OSError) -> None:
    raise error


def _at_address(place: str) -> list[str]:
    files = files_under(place)
    if files is not None:
        return _documents(files, place)
    return _listed(bytes_at(place), place, place.rpartition("/")[0])


def _documents(files: list[str], folder: str) -> list[str]:
    """Return the files that may be documents by their names; how many others there are is told, hidden ones aside."""
    shown = [file for file in files if "/." not in file[len(folder) :].replace(os.sep, "/")]
    documents = [file for file in shown if may_be_document(file)]
    if others := len(shown) - len(documents):
        words = tr_n(
            "{place}: {n} file is no document by its name, and left out",
            "{place}: {n} files are no documents by their names, and left out",
            others,
        )
        say(words, place=folder, n=f"{others:,}")
    return documents


def _listed(data: bytes, place: str, folder: str) -> list[str]:
    """Return the names in a list; a relative one begins in its folder."""
    if b"\0" in data:
        raise UsageError("{place} is no list of names", "write a name a line, as text", place=place)
    lines = map(str.strip, os.fsdecode(data.removeprefix(b"\xef\xbb\xbf")).split("\n"))
    names = (line for line in lines if line and not line.startswith("#"))
    if is_address(folder):
        return [name if is_address(name) else f"{folder}/{name}" for name in names]
    return [name if is_address(name) else str(Path(folder, name)) for name in names]
