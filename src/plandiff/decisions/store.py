"""The file that decisions are kept in: one for each pair of documents, for people to read and for git to merge.

Each decision is one line. A decision is in the file, whole, before the key that made it is answered: the file is
written anew under a lock and replaces the old one. What is written is what the file says by now with this review's own
steps on top. A step says what it was made over: if the file says something else by now, a new ruling stands and keeps
the other beside it, and taking back is not done. So no review wipes what another has said.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG

from plandiff.decisions.decision import Decision, joined
from plandiff.decisions.locking import locked
from plandiff.decisions.records import decision_of, from_review_1, json_text, line_of
from plandiff.errors import UsageError
from plandiff.writing import write_atomically

FORMAT = "plandiff-review/2"
_BEFORE = "plandiff-review/1"

_LOCK = ".plandiff.lock"
_PATIENCE = 2.0
"""Seconds to wait for another review to finish writing; it needs milliseconds."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one review did to one change since it last wrote.

    Attributes:
        decision: What is to stand in the file; None if nothing is.
        over: What stood there for all this review knew; None if nothing did.
        back: Whether it takes a step of its own back, and must touch nothing else.
    """

    decision: Decision | None
    over: Decision | None
    back: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What a write met.

    Attributes:
        overruled: Decisions of others that were replaced unseen, by the id of their change.
        kept: Ids of changes on which nothing was taken back, for somebody else has decided on them since.
        others: Whether others have written at all.
    """

    overruled: dict[str, Decision] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    others: bool = False


_Lines = dict[str, tuple[Decision, str]]


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
                self.decisions = parsed(self._content(), str(self.path))
            self._seen = seen
        return self.decisions

    def write(self, steps: Mapping[str, Step]) -> Written:
        """Do ``steps`` on what the file says by now.

        Raises:
            UsageError: The file cannot be read or written, or somebody holds its lock. Nothing has changed then.
        """
        with self._locked():
            return self._write(steps)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        folder = self.path.parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with locked(
                folder / _LOCK,
                _PATIENCE,
                UsageError("another program holds {folder}", "it is tried again", folder=folder),
            ):
                yield
        except OSError as error:
            raise UsageError("cannot write to {folder}: {why}", folder=folder, why=error) from error

    def _write(self, steps: Mapping[str, Step]) -> Written:
        seen = self._seen
        there = dict(self.read())
        written = Written(others=self._seen != seen)
        for id_, step in steps.items():
            now, decision = there.get(id_), step.decision
            if now not in (step.over, decision):
                if step.back:
                    written.kept.append(id_)
                    continue
                if now and decision and now.ruling != decision.ruling:
                    decision = replace(decision, earlier=(*now.earlier, now.ruling))
                    written.overruled[id_] = now
            if decision:
                there[id_] = decision
            else:
                there.pop(id_, None)
        write_atomically(self.path, formatted(self.names, there, self._lines).encode(), "it is tried again")
        self.decisions, self._seen = there, self._signature()
        return written

    def merge(self, others: Mapping[str, Decision]) -> list[str]:
        """Join decisions of another file with what this one says by now; return the ids on which people disagree.

        Nothing is overwritten: the newest verdict is in force and keeps the others beside it (see `joined`).

        Raises:
            UsageError: As `write`.
        """
        with self._locked():
            there = dict(self.read())
            found = {id_: joined(there[id_], one) if id_ in there else one for id_, one in others.items()}
            self._write({id_: Step(decision, there.get(id_)) for id_, decision in found.items()})
        return [id_ for id_, decision in found.items() if decision.objecting()]

    def forget(self, ids: Iterable[str]) -> None:
        """Take decisions out that have been carried out, if they are as known; a file left with none is deleted.

        Raises:
            UsageError: As `write`.
        """
        steps = {id_: Step(None, self.decisions[id_], back=True) for id_ in ids if id_ in self.decisions}
        with self._locked():
            self._write(steps)
            if not self.decisions:
                self.path.unlink(missing_ok=True)

    def _signature(self) -> tuple[int, ...]:
        """Return what tells one state of the file from another; empty if there is no file."""
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise UsageError("cannot read {path}: {why}", path=self.path, why=error) from error
        if not S_ISREG(stat.st_mode):
            raise UsageError("{path} is no file", "name another with --decisions", path=self.path)
        return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _content(self) -> str:
        try:
            return self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                "cannot read {path}: {why}", "name another file with --decisions", path=self.path, why=error
            ) from error


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
            lines[id_] = (decision, line_of(id_, decision))
    head = {"format": FORMAT, "left": names[0], "right": names[1]}
    start = "".join(f"{json_text(key)}: {json_text(value)},\n" for key, value in head.items())
    body = ",\n".join(lines[id_][1] for id_ in sorted(decisions))
    return f'{{\n{start}"decisions": [{body and chr(10)}{body}{body and chr(10)}]\n}}\n'


def parsed(text: str, name: str) -> dict[str, Decision]:
    """Return the decisions that the text of a file holds.

    Raises:
        UsageError: It is no file of this format; ``name`` says which one.
    """
    remedy = "move it away, or name another file with --decisions"
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:  # A number may be too long to read.
        raise UsageError("{name} is damaged: {why}", remedy, name=name, why=error) from error
    form = data.get("format") if isinstance(data, dict) else None
    if form not in (FORMAT, _BEFORE):
        raise UsageError("{name} is no {form} file", remedy, name=name, form=FORMAT)
    try:
        entries = data["decisions"]
        if form == _BEFORE:
            entries = [from_review_1(id_, entry) for id_, entry in entries.items()]
        return dict(map(decision_of, entries))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(
            "{name} is damaged: an entry is not a decision ({why})", remedy, name=name, why=error
        ) from error
