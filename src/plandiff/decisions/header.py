"""The head of a snapshot file: its format, ``key: value`` lines, and notes, each one line."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from plandiff.decisions.checksums import MERGE_AGAIN, escaped, unescaped
from plandiff.errors import SnapshotError
from plandiff.text.visible import INVISIBLE_CLASS

_NOTE = "note"
_UNSEEN = rf"[\u2028\u2029{INVISIBLE_CLASS}]"


@dataclass(frozen=True, slots=True)
class Note:
    """What whoever accepted a change wanted others to know.

    Attributes:
        id: The change.
        kind: Its kind.
        section: The headings it stands under.
        left: The old text.
        right: The new text.
        note: What to know.
    """

    id: str
    kind: str
    section: str
    left: str
    right: str
    note: str


NOTE_KEYS = frozenset(("id", "kind", "section", "left", "right", "note"))


def field_lines(fields: Iterable[tuple[str, str]], notes: Iterable[Note] = ()) -> Iterator[str]:
    """Yield the head behind the line of the format, up to the blank line that ends it."""
    for key, value in fields:
        yield f"{key}: {escaped(value)}\n"
    for note in notes:
        yield f"{_NOTE}: {json_line(asdict(note))}\n"
    yield "\n"


def read_fields(content: bytes, expected: str) -> tuple[dict[str, str], tuple[Note, ...], bytes]:
    """Return the fields, the notes and what follows the head.

    Raises:
        SnapshotError: The file is not of the expected format.
    """
    if b"\r" in content:  # A checkout may have changed the line ends; those of the text are escaped.
        content = content.replace(b"\r\n", b"\n")
    head, end, rest = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n\n")
    first, *lines = decoded(head).split("\n")
    if not end or first != expected:
        name, _, version = first.partition(" ")
        if name == expected.partition(" ")[0] and version.isdecimal():
            raise SnapshotError(f"it has version {version} of the format", "use the plandiff that wrote it")
        raise SnapshotError(f"it does not begin with “{expected}”")
    fields: dict[str, str] = {}
    notes = []
    for line in lines:
        if line.startswith("<<<<<<< "):
            raise SnapshotError("its head holds a merge conflict", MERGE_AGAIN)
        key, separator, value = line.partition(": ")
        if not separator or key in fields:
            raise SnapshotError(f"the line {line[:40]!r} of its head is not understood")
        if key == _NOTE:
            notes.append(Note(**read_json(value, NOTE_KEYS, NOTE_KEYS)))
        else:
            fields[key] = unescaped(value)
    return fields, tuple(notes), rest


def decoded(data: bytes) -> str:
    """Return the text of a part of a snapshot.

    Raises:
        SnapshotError: It is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SnapshotError("it is not UTF-8") from error


def json_line(value: dict[str, Any]) -> str:
    """Return a flat object as JSON on one line that shows all it holds."""
    return re.sub(_UNSEEN, _as_escape, json.dumps(value, ensure_ascii=False))


def read_json(line: str, keys: frozenset[str], needed: frozenset[str]) -> dict[str, str]:
    """Return the object of strings that a line holds, with all keys ``needed`` and no others than ``keys``.

    Raises:
        SnapshotError: It is no such object.
    """
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SnapshotError(f"the line {line[:40]!r} is no JSON") from error
    if (
        not isinstance(value, dict)
        or not needed <= set(value) <= keys
        or not all(isinstance(part, str) for part in value.values())
    ):
        raise SnapshotError(f"the line {line[:40]!r} does not have the keys {', '.join(sorted(needed))}")
    return value


def _as_escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
