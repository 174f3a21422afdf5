"""Traces one national plan through many local ones, a document at a time.

Memory does not grow with the number of local plans: each is read, compared and handed on. Many are shared out to
processes. Before that, a sample of them tells the chance level and the clauses of the plan's general part that nearly
every local plan repeats; these count as formulas.
"""

import gc
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

from plandiff.alignment.chance import chance_level
from plandiff.alignment.formula import formula_of
from plandiff.comparison import Comparison, derived
from plandiff.derivation import Prepared, prepare
from plandiff.errors import PlandiffError
from plandiff.outline.clauses import plain
from plandiff.outline.sections import Section, section_path
from plandiff.reading import read
from plandiff.reading.document import Document
from plandiff.text.script import fold
from plandiff.text.span import Pair

Source = str | Document
"""A local plan: a file's name, or a document already read."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A local plan that could not be read or compared, and why, in one sentence."""

    name: str
    message: str


@dataclass(frozen=True)
class National:
    """The plan to be traced.

    Attributes:
        plan: The prepared document.
        standing: Clauses that count as formulas, because nearly every local plan repeats them.
        chance: What shuffled text of the local plans shares with it, in bits.
    """

    plan: Prepared
    standing: frozenset[str]
    chance: float

    @property
    def document(self) -> Document:
        """The plan as read."""
        return self.plan.text.document

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its sections."""
        return self.plan.sections


_SAMPLE = 24
_ENOUGH = 8
"""Local plans from which on it means something how many of them have a clause."""
_STANDING = 0.6


def calibrate(national: Document, sources: Sequence[Source], encoding: str | None = None) -> National:
    """Read a sample of the local plans and learn from it what chance shares and what every plan repeats.

    Raises:
        UsageError: The national plan holds no text.
    """
    plan = prepare(national)
    step = max(1, len(sources) // _SAMPLE)
    sample = [prepare(document) for document in islice(_readable(sources[::step], encoding), _SAMPLE)]
    chance = max((chance_level(plan.index, local.index, rounds=1) for local in sample), default=0.0)
    if len(sample) < _ENOUGH:
        return National(plan, frozenset(), chance)
    holding = Counter(text for local in sample for text in set(local.index.texts))
    general = {text for n, text in enumerate(plan.index.texts) if text and _is_general(plan, n)}
    standing = frozenset(text for text in general if holding[text] >= _STANDING * len(sample))
    return National(prepare(national, standing), standing, chance)


def _readable(sources: Iterable[Source], encoding: str | None) -> Iterator[Document]:
    for source in sources:
        try:
            document = _read(source, encoding)
        except PlandiffError:
            continue  # is told when its turn comes
        yield document


def _read(source: Source, encoding: str | None) -> Document:
    return read(source, encoding) if isinstance(source, str) else source


def _is_general(plan: Prepared, clause: int) -> bool:
    """Say whether a clause stands before the first section or in one such as 总体要求."""
    position = plan.text.offsets.to_source(plan.index.clauses[clause].start)
    path = section_path(plan.sections, position)
    return not path or any(formula_of(plain(fold(section.title))) for section in path)


Traced = Comparison | Failure


def trace(
    national: National, sources: Sequence[Source], encoding: str | None = None, jobs: int | None = None
) -> Iterator[Traced]:
    """Compare the local plans with the national one, and yield each result in the order of the sources.

    Args:
        national: The national plan, from `calibrate`.
        sources: The local plans.
        encoding: Their encoding, if the user names it.
        jobs: Processes; by default one for each processor, and only for many plans.
    """
    jobs = jobs or (os.cpu_count() or 1)
    if jobs == 1 or len(sources) < 2 * _CHUNK:
        for source in sources:
            yield _traced(national, source, encoding)
        return
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(national, encoding)) as pool:
        waiting: deque[Future[list[Traced]]] = deque()
        chunks = (sources[at : at + _CHUNK] for at in range(0, len(sources), _CHUNK))
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_chunk, chunk))
                if len(waiting) > jobs * _AHEAD:
                    yield from _with_plan(national, waiting.popleft().result())
            while waiting:
                yield from _with_plan(national, waiting.popleft().result())
        finally:
            pool.shutdown(cancel_futures=True)


_CHUNK = 8
"""Local plans handed to a process at a time."""
_AHEAD = 3
"""Chunks waiting for each process."""

_worker: dict[str, tuple[National, str | None]] = {}
"""What a process of the pool works with."""


def _start(national: National, encoding: str | None) -> None:
    gc.enable()
    _worker["plan"] = national, encoding


def _chunk(sources: Sequence[Source]) -> list[Traced]:
    national, encoding = _worker["plan"]
    return [_without_plan(_traced(national, source, encoding)) for source in sources]


def _traced(national: National, source: Source, encoding: str | None) -> Traced:
    name = source if isinstance(source, str) else source.name
    try:
        local = prepare(_read(source, encoding), national.standing)
        return derived(Pair(national.plan, local), national.chance)
    except PlandiffError as error:
        return Failure(name, str(error))


def _without_plan(result: Traced) -> Traced:
    """Leave the national plan out of a result that goes from one process to another."""
    if isinstance(result, Failure):
        return result
    return replace(
        result,
        documents=Pair(result.documents.right, result.documents.right),
        sections=Pair((), result.sections.right),
    )


def _with_plan(national: National, results: Iterable[Traced]) -> Iterator[Traced]:
    for result in results:
        if isinstance(result, Failure):
            yield result
            continue
        yield replace(
            result,
            documents=Pair(national.document, result.documents.right),
            sections=Pair(national.sections, result.sections.right),
        )
