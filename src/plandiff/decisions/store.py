"""The file that decisions are kept in: one for each pair of documents, for people to read and for git to merge.

Each decision is one line. A decision is in the file, whole, before the key that made it is answered: the file is
written anew under a lock and replaces the old one. What is written is what the file says by now with this review's own
steps on top, so two reviews of one pair do not lose each other's decisions.
"""

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG
from typing import Any

from plandiff.decisions.decision import Decision, Ruling, Subject, TakenBack, Verdict
from plandiff.errors import UsageError
from plandiff.text.visible import INVISIBLE_CLASS
from plandiff.writing import write_atomically

FORMAT = "plandiff-review/1"

_PATIENCE = 2.0
"""Seconds to wait for another review to finish writing; it needs milliseconds."""
_UNSEEN = re.compile(f"[{INVISIBLE_CLASS}\u2028\u2029\ue000-\uf8ff]")

Steps = Mapping[str, Decision | TakenBack | None]
"""What one review did since it last wrote: by change id a decision, one taken back, or None for one done with."""


_Lines = dict[str, tuple[Decision, str]]


@dataclass(frozen=True, slots=True)
class Written:
    """What a write met.

    Attributes:
        overruled: Ids on which others had ruled otherwise; the newer ruling stands.
        kept: Ids on which others have ruled since what was to be taken back; theirs stands.
        others: Whether the file says anything that others have written since it was last read.
    """

    overruled: tuple[str, ...]
    kept: tuple[str, ...]
    others: bool


@dataclass
class Store:
    """The decisions of one pair in a file.

    Attributes:
        path: The file; it need not exist yet.
        names: The two documents' names, which the file says for its readers.
        decisions: What the file held when it was last read or written.
    """

    path: Path
    names: tuple[str, str]
    decisions: dict[str, Decision] = field(default_factory=dict)
    _seen: tuple[int, ...] = ()
    _lines: _Lines = field(default_factory=dict)

    def read(self) -> dict[str, Decision]:
        """Read the file if it has changed since; return the decisions by change id.

        A file that has vanished takes no decisions with it: the next write makes it anew.

        Raises:
            UsageError: The file cannot be read, or is no file of this format. It is left as it is.
        """
        seen = self._signature()
        if seen != self._seen:
            if seen:
                self.decisions = parsed(self._text(), str(self.path))
            self._seen = seen
        return self.decisions

    def write(self, steps: Steps) -> Written:
        """Add ``steps`` to what the file says by now.

        Where another review has said something else in the meantime, the step stands, and the other ruling is kept as
        an earlier one. Only what stands there still is taken back, and it gives way to what it had overruled.

        Raises:
            UsageError: The file cannot be read or written, or somebody holds its lock. Nothing has changed then.
        """
        with _locked(self.path.parent):
            known, seen = self.decisions, self._seen
            there = dict(self.read())
            others = self._seen != seen
            overruled, kept = [], []
            for id_, decision in steps.items():
                other = there.get(id_)
                unseen = other if other != known.get(id_) else None
                if isinstance(decision, TakenBack):
                    rest = decision.rest(other)
                    others = others or rest != decision.replaced
                    if other and not decision.stands(other):
                        kept.append(id_)
                    put(there, id_, rest)
                elif decision is None:
                    if unseen is None:
                        there.pop(id_, None)
                elif unseen and unseen.ruling != decision.ruling:
                    there[id_] = replace(decision, earlier=(*unseen.earlier, unseen.ruling))
                    overruled.append(id_)
                else:
                    there[id_] = decision
            write_atomically(self.path, formatted(self.names, there, self._lines).encode(), "it is tried again")
            self.decisions, self._seen = there, self._signature()
        return Written(tuple(overruled), tuple(kept), others)

    def forget(self, ids: Iterable[str]) -> None:
        """Take decisions out that have been carried out; a file that is left with none is deleted.

        Raises:
            UsageError: As `write`.
        """
        self.write(dict.fromkeys(ids))
        if not self.decisions:
            with _locked(self.path.parent):
                if self._signature() == self._seen:  # Nobody has decided anything since.
                    self.path.unlink(missing_ok=True)

    def _signature(self) -> tuple[int, ...]:
        """Return what tells one state of the file from another; empty if there is no file."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise UsageError(f"cannot read {self.path}: {error.strerror}") from error
        if not S_ISREG(stat.st_mode):
            raise UsageError(f"{self.path} is no file", "name another with --decisions")
        return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _text(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {self.path}: {error}", "name another file with --decisions") from error


def put(decisions: dict[str, Decision], id_: str, decision: Decision | None) -> None:
    """Put a decision in its place; None leaves none there."""
    if decision:
        decisions[id_] = decision
    else:
        decisions.pop(id_, None)


def formatted(names: tuple[str, str], decisions: Mapping[str, Decision], lines: _Lines | None = None) -> str:
    """Return the text of a file of decisions; ordered by id, so that a change elsewhere moves no line.

    Args:
        names: The two documents.
        decisions: By change id.
        lines: Lines made before, by change id; what is new is added, so that only new decisions cost anything.
    """
    lines = {} if lines is None else lines
    for id_, decision in decisions.items():
        if id_ not in lines or lines[id_][0] != decision:
            lines[id_] = (decision, _line(id_, decision))
    head = {"format": FORMAT, "left": names[0], "right": names[1]}
    start = "{\n" + "".join(f"{_json(key)}: {_json(value)},\n" for key, value in head.items())
    if not decisions:
        return f'{start}"decisions": {{}}\n}}\n'
    body = ",\n".join(lines[id_][1] for id_ in sorted(decisions))
    return f'{start}"decisions": {{\n{body}\n}}\n}}\n'


def parsed(text: str, name: str) -> dict[str, Decision]:
    """Return the decisions that the text of a file holds.

    Raises:
        UsageError: It is no file of this format; ``name`` says which one.
    """
    remedy = "move it away, or name another file with --decisions"
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UsageError(f"{name} is damaged: {error}", remedy) from error
    form = data.get("format") if isinstance(data, dict) else None
    if form != FORMAT:
        raise UsageError(f"{name} is no {FORMAT} file", remedy)
    try:
        return {id_: _decision(entry) for id_, entry in data["decisions"].items()}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{name} is damaged: an entry is not a decision ({error})", remedy) from error


def _line(id_: str, decision: Decision) -> str:
    subject, entry = decision.subject, _ruling_fields(decision.ruling)
    entry |= {"kind": subject.kind, "left": subject.left, "right": subject.right, "expected": subject.expected}
    entry |= {"section": subject.section, "before": subject.before, "after": subject.after}
    if decision.earlier:
        entry["earlier"] = [_ruling_fields(ruling) for ruling in decision.earlier]
    return f"{_json(id_)}: {_json(entry)}"


def _ruling_fields(ruling: Ruling) -> dict[str, Any]:
    fields = {"verdict": ruling.verdict, "comment": ruling.comment, "name": ruling.name, "at": ruling.at}
    return {key: value for key, value in fields.items() if value}


def _decision(entry: Mapping[str, Any]) -> Decision:
    subject = Subject(
        *(_string(entry[key]) for key in ("kind", "left", "right", "expected", "section", "before", "after"))
    )
    return Decision(subject, _ruling(entry), tuple(_ruling(ruling) for ruling in entry.get("earlier", ())))


def _ruling(entry: Mapping[str, Any]) -> Ruling:
    verdict = entry.get("verdict")
    texts = (_string(entry.get(key, "")) for key in ("comment", "name", "at"))
    return Ruling(Verdict(verdict) if verdict else None, *texts)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _json(value: object) -> str:
    """Return JSON that people can read and that commands no terminal: what cannot be seen is escaped."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda match: json.dumps(match[0])[1:-1], text)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the advisory lock of a folder, made if missing. Where there are no such locks, go on without."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"cannot make {folder}: {error.strerror}") from error
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise UsageError(f"cannot open {folder}: {error.strerror}") from error
    try:
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise UsageError(f"another program holds {folder}", "it is tried again") from None
                time.sleep(0.01)
            except OSError:  # a file system without locks
                break
        yield
    finally:
        os.close(descriptor)
