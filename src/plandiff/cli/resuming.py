"""What a trace has found so far, kept beside its file until that is whole: a run that was broken off can go on.

Each finished local plan is one line, written and synced before the next is waited for; a last line that was cut by a
crash is dropped. The first line names the run: what is resumed must be asked for in the same words, of the same plans.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from plandiff.derivation.coverage import Extent
from plandiff.derivation.missing_parent import OwnClause
from plandiff.derivation.named_parents import NamedParent
from plandiff.derivation.tracing import Failure, Source
from plandiff.errors import ReadingError, UsageError
from plandiff.judging.passages import Status
from plandiff.language import Message
from plandiff.reading.addresses import is_address, state_of
from plandiff.reports.matrix import Column, SharedPassage, View
from plandiff.text.span import source_span

_SUFFIX = ".partial"
BROKEN: Message = "{path} holds what a broken run has found"
BROKEN_REMEDY: Message = "go on with --resume, or delete it"
OTHER: Message = "{path} is of another run"
OTHER_REMEDY: Message = "repeat the options and plans of that run, or delete it"


@dataclass
class Journal:
    """The finished part of a run.

    Attributes:
        path: The file that holds it; None if nothing is kept, for the result goes to standard output.
        run: What tells this run from another.
        done: Where in the file the finished plans stand, by the name and digest of each: bytes from where, to where.
    """

    path: Path | None
    run: str
    done: dict[str, tuple[int, int]] = field(default_factory=dict)
    _file: BinaryIO | None = None

    @classmethod
    def of(cls, output: Path | None, run: Iterable[object], *, resume: bool) -> "Journal":
        """Return the journal of a run that writes to a file.

        Raises:
            UsageError: There is one of a broken run that is not to be resumed, or none that could be, or of another
                run.
        """
        name = digest_of(run)
        if output is None:
            if resume:
                raise UsageError("--resume needs the file of the broken run", "give it with -o")
            return cls(None, name)
        path = output.with_name(f"{output.name}{_SUFFIX}")
        if not path.exists():
            return cls(path, name)
        with path.open("rb") as file:
            first = file.readline()
            if not first.endswith(b"\n"):  # The run was broken off before it had found anything.
                return cls(path, name)
            if not resume:
                raise UsageError(BROKEN, BROKEN_REMEDY, path=path)
            if first != name.encode() + b"\n":
                raise UsageError(OTHER, OTHER_REMEDY, path=path)
            return cls(path, name, dict(_finished(file)))

    def finished(self, key: str) -> View:
        """Return a finished local plan."""
        assert self.path is not None  # noqa: S101 - else nothing is finished
        start, end = self.done[key]
        with self.path.open("rb") as file:
            file.seek(start)
            return _entry(file.read(end - start))[1]

    def keeping(self, key: str, view: View) -> View:
        """Write down a finished local plan."""
        if self.path:
            if self._file is None:
                self._begin(self.path)
            assert self._file is not None  # noqa: S101 - it was opened just now
            column = asdict(view.column) | {"items": {**view.column.items}}
            line = json.dumps([key, column, view.text, view.evidence], ensure_ascii=False) + "\n"
            self._file.write(line.encode("utf-8", "surrogatepass"))
            self._file.flush()
            os.fsync(self._file.fileno())
        return view

    def _begin(self, path: Path) -> None:
        try:
            fresh = not self.done
            if not fresh:  # What a crash has cut is written over.
                os.truncate(path, max(end for _, end in self.done.values()))
            self._file = path.open("wb" if fresh else "ab")
            if fresh:
                self._file.write(self.run.encode() + b"\n")
        except OSError as error:
            raise UsageError(
                "cannot write {path}: {why}", "choose another place with -o", path=path, why=error
            ) from error

    def end(self) -> None:
        """Remove it: the result is whole."""
        if self._file:
            self._file.close()
        if self.path:
            with suppress(OSError):
                self.path.unlink(missing_ok=True)


def digest_of(facts: Iterable[object]) -> str:
    """Return what tells one list of facts from another."""
    return hashlib.sha256("\x1f".join(map(str, facts)).encode("utf-8", "surrogatepass")).hexdigest()


def key_of(source: Source) -> str:
    """Return what a local plan is known by: its name and its content, so that a changed one is compared anew."""
    if not isinstance(source, str):
        return f"{source.name}\x1f{source.sha256}"
    try:
        if is_address(source):
            return f"{source}\x1f{state_of(source)}"
        if not Path(source).is_file():  # A pipe can be read once, and a device has no end.
            return f"{source}\x1f"
        with Path(source).open("rb") as file:
            return f"{source}\x1f{hashlib.file_digest(file, 'sha256').hexdigest()}"
    except (ReadingError, OSError, ValueError):  # It is told when its turn comes.
        return f"{source}\x1f"


def _finished(file: BinaryIO) -> Iterator[tuple[str, tuple[int, int]]]:
    start = file.tell()
    for line in iter(file.readline, b""):
        try:
            key, _ = _entry(line)
        except (ValueError, TypeError, KeyError, AttributeError):
            return  # It was cut, or another version wrote it: what follows is worth nothing.
        yield key, (start, start + len(line))
        start += len(line)


def _entry(line: bytes) -> tuple[str, View]:
    if not line.endswith(b"\n"):
        raise ValueError("the line was cut")
    key, column, text, evidence = json.loads(line)
    extents, items = tuple(map(Extent, column.pop("extents"))), Counter(column.pop("items"))
    shares, notices = tuple(column.pop("shares")), tuple(column.pop("notices"))
    named = tuple(NamedParent(**one) for one in column.pop("named"))
    own = tuple(OwnClause(source_span(*span), *rest) for span, *rest in column.pop("own"))
    facts: dict[str, Any] = {
        "extents": extents,
        "shares": shares,
        "items": items,
        "notices": notices,
        "named": named,
        "own": own,
    }
    return key, View(Column(**column, **facts), text, _evidence(evidence))


def _evidence(passages: list[tuple[int, str, str, str]]) -> tuple[SharedPassage, ...]:
    return tuple(SharedPassage(row, Status(status), *texts) for row, status, *texts in passages)


def resumed(
    journal: Journal, sources: Sequence[Source], rest: Callable[[list[Source]], Iterator[View | Failure]]
) -> Iterator[View | Failure]:
    """Yield the views of local plans in order, those that are finished from the journal.

    Args:
        journal: What is finished, and where the others are written down.
        sources: All local plans.
        rest: Compares those that are not finished, in order.
    """
    keys = [key_of(source) if journal.path else "" for source in sources]
    views = rest([source for source, key in zip(sources, keys, strict=True) if key not in journal.done])
    for key in keys:
        if key in journal.done:
            yield journal.finished(key)
            continue
        view = next(views)
        yield view if isinstance(view, Failure) else journal.keeping(key, view)
