"""Traces national plans through many local ones, a document at a time.

Memory does not grow with the number of local plans: each is read, compared and handed on. Many are shared out to
processes, or to a cluster. Before that, a sample of them tells the clauses of the plan's general part that nearly every
local plan repeats; these count as formulas.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from plandiff.chinese.formulas import formula_of
from plandiff.chinese.punctuation import plain
from plandiff.chinese.script import fold, script_of
from plandiff.derivation.derive import derived_from, link
from plandiff.derivation.missing_parent import MOST_PLANS, missing_parents
from plandiff.derivation.prepared import Prepared, prepare
from plandiff.derivation.result import Derivation
from plandiff.errors import PlandiffError
from plandiff.judging.json_values import document_value, section_value
from plandiff.judging.result import refuse_empty
from plandiff.language import Message, tr
from plandiff.outline import outlined
from plandiff.outline.sections import Section, section_path
from plandiff.reading import read
from plandiff.reading.addresses import is_address, read_address
from plandiff.reading.document import Document
from plandiff.reading.extracted import PLAIN, ReadingOptions
from plandiff.text.span import Pair
from plandiff.workers import CHUNK, Workers
from plandiff.workers.local_pool import LocalPool

Source = str | Document
"""A local plan: a file's name or its address, or a document already read."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A local plan that could not be read or compared, and why, in one sentence."""

    name: str
    message: str


class Row(NamedTuple):
    """A section of a parent: what a trace follows through the local plans.

    Attributes:
        parent: The number of the parent.
        section: The section.
    """

    parent: int
    section: Section


@dataclass(frozen=True)
class National:
    """The plans to be traced.

    Attributes:
        plans: The prepared parents, at least one.
        standing: Clauses that count as formulas, because nearly every local plan repeats them.
    """

    plans: tuple[Prepared, ...]
    standing: frozenset[str]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The parents as read."""
        return tuple(plan.text.document for plan in self.plans)

    @property
    def document(self) -> Document:
        """The first of them."""
        return self.documents[0]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Their sections, parent by parent."""
        return tuple(Row(n, section) for n, plan in enumerate(self.plans) for section in plan.sections)

    def to_dict(self) -> dict[str, Any]:
        """Return what ``trace --format json`` writes before the local plans: format ``plandiff-trace/1``."""
        values = [
            document_value(plan.text.document, script_of(plan.text.document.text))
            | {"sections": [section_value(section) for section in plan.sections]}
            for plan in self.plans
        ]
        several = {"parents": values} if len(values) > 1 else {}
        return {"format": "plandiff-trace/1", "national": values[0]} | several


@dataclass(frozen=True)
class Trace:
    """What local plans took up, adapted, added and dropped of a national one.

    Attributes:
        national: The national plans.
        locals: The local plans that could be compared, in order.
        failures: The others.
    """

    national: National
    locals: tuple[Derivation, ...]
    failures: tuple[Failure, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``trace --format json`` writes."""
        own = [local.own for local in self.locals[:MOST_PLANS]]
        return self.national.to_dict() | {
            "locals": [local.local_dict() for local in self.locals],
            "missing_parents": missing_parents(own, [local.named_parents for local in self.locals]).to_dict(),
        }


_SAMPLE = 24
"""Local plans that are read beforehand; a clause of 0.6 of all is found standing in 0.6 of them, give or take 0.1."""
_ENOUGH = 8
"""Local plans from which on it means something how many of them have a clause."""
_STANDING = 0.6
"""Share of the local plans that repeat a clause which says nothing of any of them."""


def calibrate(
    national: Document, sources: Sequence[Source], options: ReadingOptions = PLAIN, further: Sequence[Document] = ()
) -> National:
    """Read a sample of the local plans and learn from it what every plan repeats.

    Args:
        national: The national plan.
        sources: The local plans.
        options: What the user asked of reading them.
        further: Further parents; each clause of a local plan goes to the best one.

    Raises:
        UsageError: A parent holds no text.
    """
    outlines = [outlined(document) for document in (national, *further)]
    plans = tuple(prepare(outline) for outline in outlines)
    refuse_empty([plan.text for plan in plans])
    step = max(1, len(sources) // _SAMPLE)
    if len(sources) < _ENOUGH:
        return National(plans, frozenset())
    sample = [prepare(outlined(document)) for document in islice(_readable(sources[::step], options), _SAMPLE)]
    if len(sample) < _ENOUGH:
        return National(plans, frozenset())
    holding = Counter(text for local in sample for text in set(local.index.texts))
    general = {text for plan in plans for n, text in enumerate(plan.index.texts) if text and _is_general(plan, n)}
    standing = frozenset(text for text in general if holding[text] >= _STANDING * len(sample))
    return National(tuple(prepare(outline, standing) for outline in outlines), standing)


def _readable(sources: Iterable[Source], options: ReadingOptions) -> Iterator[Document]:
    for source in sources:
        try:
            document = _read(source, options)
        except PlandiffError:
            continue  # is told when its turn comes
        yield document


def _read(source: Source, options: ReadingOptions, folder: str = "") -> Document:
    if not isinstance(source, str):
        return source
    return read_address(source, options) if is_address(source) else read(source, options, folder=folder)


def _is_general(plan: Prepared, clause: int) -> bool:
    """Say whether a clause stands before the first section or in one such as 总体要求."""
    position = plan.text.offsets.to_source(plan.index.clauses[clause].start)
    path = section_path(plan.sections, position)
    return not path or any(formula_of(plain(fold(section.title))) for section in path)


T = TypeVar("T")
View = Callable[[Derivation], T]
"""Makes of a comparison what is wanted of it, in the process that compared: results stay small on their way."""


def trace(  # noqa: PLR0913 - one more for each way to share out the work
    national: National,
    sources: Sequence[Source],
    view: View[T],
    options: ReadingOptions = PLAIN,
    jobs: int | None = None,
    *,
    scheduler: str = "",
) -> Iterator[T | Failure]:
    """Compare the local plans with the national one, and yield what ``view`` makes of each, in order.

    Args:
        national: The national plans, from `calibrate`.
        sources: The local plans.
        view: What is made of each comparison; with several processes it must be picklable.
        options: What the user asked of reading them.
        jobs: Processes; by default one for each processor, and only for many plans.
        scheduler: The address of a Dask scheduler whose workers compare instead; they read the files themselves.

    Raises:
        UsageError: The scheduler's workers cannot do it.
    """
    jobs = jobs or (os.cpu_count() or 1)
    items = [(source, n < _OWN) for n, source in enumerate(sources)]
    workers: Workers
    if scheduler:
        from plandiff.workers.cluster import Cluster  # noqa: PLC0415 - it needs an extra

        workers, folder = Cluster(scheduler), str(Path.cwd())
    elif jobs == 1 or len(sources) < 2 * CHUNK:
        yield from map(_Work(national, view, options).one, items)
        return
    else:
        workers, folder = LocalPool(jobs), ""
    yield from workers.results(_Work(national, view, options, folder).one, items, _killed)


_OWN = 2 * MOST_PLANS
"""Local plans whose own clauses are told, the first ones: twice as many as are asked for, for some may fail. They are
most of what comes back of a plan."""
_Item = tuple[Source, bool]
"""A local plan, and whether its own clauses are told."""


def _killed(item: _Item) -> Failure:
    source, _ = item
    return Failure(_name(source), tr(_KILLED).format(name=_name(source)))


_KILLED: Message = "{name}: the process that compared it was killed twice; is there enough memory for it?"


def _name(source: Source) -> str:
    return source if isinstance(source, str) else source.name


@dataclass(frozen=True)
class _Work(Generic[T]):
    """What is done with each local plan, wherever it is done."""

    national: National
    view: View[T]
    options: ReadingOptions
    folder: str = ""

    def one(self, item: _Item) -> T | Failure:
        source, own = item
        try:
            local = prepare(outlined(_read(source, self.options, self.folder)), self.national.standing)
            linked = [link(Pair(plan, local)) for plan in self.national.plans]
            return self.view(derived_from(linked, given=True, own=own))
        except PlandiffError as error:
            return Failure(_name(source), str(error))
