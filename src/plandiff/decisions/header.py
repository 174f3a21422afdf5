"""The head of a snapshot file: its format, ``key: value`` lines, and decisions worth a note, each one line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plandiff.decisions.checksums import MERGE_AGAIN, escaped, unescaped
from plandiff.decisions.decision import Decision
from plandiff.decisions.records import decision_of, from_snapshot_1, line_of
from plandiff.errors import SnapshotError

VERSION, _BEFORE = "2", "1"
"""Of both kinds of snapshots; version 1 is read too."""

_NOTE = "note"

Record = tuple[str, Decision]
"""The id of a change, empty for a document as a whole, and what was decided on it."""


def head_of(form: str, fields: Iterable[tuple[str, str]], notes: Iterable[Record] = ()) -> Iterator[str]:
    """Yield the head of a file of a form, such as ``plandiff-snapshot``, up to the blank line that ends it."""
    yield f"{form} {VERSION}\n"
    for key, value in fields:
        yield f"{key}: {escaped(value)}\n"
    for id_, decision in notes:
        yield f"{_NOTE}: {line_of(id_, decision)}\n"
    yield "\n"


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a snapshot file: its version, its fields, the decisions in it, and what follows it."""

    version: str
    fields: dict[str, str]
    notes: tuple[Record, ...]
    rest: bytes


def read_head(content: bytes, form: str) -> Head:
    """Return the head of a file and what follows it.

    Raises:
        SnapshotError: The file is not of this form.
    """
    if b"\r" in content:  # A checkout may have changed the line ends; those of the text are escaped.
        content = content.replace(b"\r\n", b"\n")
    head, end, rest = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n\n")
    first, *lines = decoded(head).split("\n")
    name, _, version = first.partition(" ")
    if not end or name != form or not version.isdecimal():
        raise SnapshotError("it does not begin with “{form} {version}”", form=form, version=VERSION)
    if version not in (VERSION, _BEFORE):
        raise SnapshotError("it has version {version} of the format", "use the plandiff that wrote it", version=version)
    fields: dict[str, str] = {}
    notes = []
    for line in lines:
        if line.startswith("<<<<<<< "):
            raise SnapshotError("its head holds a merge conflict", MERGE_AGAIN)
        key, separator, value = line.partition(": ")
        if not separator or key in fields:
            raise SnapshotError("the line {line!r} of its head is not understood", line=line[:40])
        if key == _NOTE:
            notes.append(read_record(value, version))
        else:
            fields[key] = unescaped(value)
    return Head(version, fields, tuple(notes), rest)


def head_fields(content: bytes) -> dict[str, str]:
    """Return the fields of the head of a snapshot file of either form.

    Raises:
        SnapshotError: It is none.
    """
    form = content[:_LONGEST_FORM].removeprefix(b"\xef\xbb\xbf").partition(b" ")[0]
    return read_head(content, decoded(form)).fields


_LONGEST_FORM = 40


def read_record(line: str, version: str) -> Record:
    """Return the decision that a line of a snapshot of a version says.

    Raises:
        SnapshotError: It says none.
    """
    try:
        entry = json.loads(line)
        return decision_of(from_snapshot_1(entry) if version == _BEFORE else entry)
    except (ValueError, RecursionError) as error:
        raise SnapshotError("the line {line!r} is no decision", line=line[:40]) from error


def decoded(data: bytes) -> str:
    """Return the text of a part of a snapshot.

    Raises:
        SnapshotError: It is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SnapshotError("it is not UTF-8") from error
