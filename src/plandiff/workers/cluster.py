"""A cluster that Dask runs: the only module that knows Dask.

The task, with all that it knows, is scattered to every worker once; chunks of items follow it. The scheduler gives a
lost worker's chunks to others by itself, until one has lost as many workers as it allows: then the items of that chunk
are tried alone, with nothing else of ours under way.
"""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from typing import Any

from plandiff.errors import UsageError
from plandiff.language import Message, choose_language, language
from plandiff.patterns import late_pattern
from plandiff.workers import AHEAD, CHUNK, TRIES, A, B

_ADDRESS = late_pattern(r"tcp://[^\s/]+:\d{1,5}/?")
_PATIENCE = 20
"""Seconds in which the scheduler must answer and have its first worker."""
_CHUNK = 3 * CHUNK
"""Items handed over at a time: it costs more than in a pool."""
_SCATTERED = 3
"""How often the task is scattered in a row with nothing done in between."""
_LOST: Message = "the cluster at {address} is lost: {why}"


@dataclass(frozen=True)
class Cluster:
    """The workers of a Dask scheduler.

    Attributes:
        address: Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    """

    address: str

    def results(self, task: Callable[[A], B], items: Sequence[A], lost: Callable[[A], B]) -> Iterator[B]:
        """Yield what ``task`` makes of each item, in order: see `plandiff.workers.Workers`.

        Raises:
            UsageError: Dask is not installed, there is no scheduler or no worker, one has another version of plandiff,
                or all are lost on the way.
        """
        with _connected(self.address) as client:
            _check_versions(client)
            yield from _Run(self.address, client, task, items, lost).results()


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    if not _ADDRESS.fullmatch(address):  # Dask would not end for another one.
        raise UsageError("{address} is no address of a scheduler", "write tcp://HOST:PORT", address=address)
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        raise UsageError("--scheduler needs the extra cluster", "pip install 'plandiff[cluster]'") from error
    # What it warns of is mended here, or told in one line.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False, direct_to_workers=True)
    except (OSError, ValueError) as error:  # The second for a port that no machine has.
        raise UsageError(
            "no Dask scheduler answers at {address}: {why}",
            "start one, or check --scheduler",
            address=address,
            why=str(error),
        ) from error
    with client:
        yield client


def _check_versions(client: Any) -> None:  # noqa: ANN401 - of Dask, which has no types
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise UsageError("the scheduler has no worker", "start one: dask worker ADDRESS --nthreads 1") from error
    for worker, answer in client.run(_version, on_error="return").items():
        if answer != _version():
            raise UsageError(
                "the worker {worker} has another plandiff, or none: {answer}",
                "install plandiff {version} on it",
                worker=worker,
                answer=str(answer),
                version=_version(),
            )


def _version() -> str:
    return version("plandiff")


@dataclass
class _Run:
    address: str
    client: Any
    task: Callable[[Any], Any]
    items: Sequence[Any]
    lost: Callable[[Any], Any]
    held: Any = None
    """The task, as the workers hold it: with the last of them it is gone, and all that waits for it is cancelled."""

    def results(self) -> Iterator[Any]:
        at, idle = 0, 0
        try:
            while at < len(self.items):
                self._scatter()
                before = at
                for results in self._from(at):
                    at += len(results)
                    yield from results
                idle = 0 if at > before else idle + 1
                if idle == _SCATTERED:
                    raise UsageError(_LOST, "go on with --resume", address=self.address, why="CancelledError")
        except OSError as error:
            raise UsageError(_LOST, "go on with --resume", address=self.address, why=str(error)) from error

    def _scatter(self) -> None:
        (self.held,) = self.client.scatter([self.task], broadcast=True, hash=False)

    def _submit(self, chunk: Any) -> Any:  # noqa: ANN401 - of Dask, which has no types
        return self.client.submit(_chunk, self.held, chunk, language(), pure=False)

    def _from(self, at: int) -> Iterator[list[Any]]:
        """Yield the results chunk by chunk, in order, until all are there or the task is gone."""
        from distributed import KilledWorker  # noqa: PLC0415 - an extra, and heavy

        waiting: deque[tuple[Sequence[Any], Any]] = deque()
        chunks = (self.items[n : n + _CHUNK] for n in range(at, len(self.items), _CHUNK))
        while True:
            room = AHEAD * max(1, sum(self.client.nthreads().values())) - len(waiting)
            waiting.extend((chunk, self._submit(chunk)) for chunk in islice(chunks, max(0, room)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result()
            except KilledWorker:
                for _, other in waiting:
                    with suppress(CancelledError):
                        other.exception()
                yield [self._alone(item, KilledWorker) for item in chunk]
            except CancelledError:
                return

    def _alone(self, item: Any, killed: type[Exception]) -> Any:  # noqa: ANN401 - whatever it is
        """Return the result of one item while no other is under way: only what kills its worker can be lost."""
        for _ in range(TRIES):
            try:
                return self._submit([item]).result()[0]
            except (killed, CancelledError):
                self._scatter()  # The worker may have been the last that held the task.
        return self.lost(item)


def _chunk(task: Callable[[Any], Any], items: Sequence[Any], tongue: str) -> list[Any]:
    choose_language(tongue)
    return list(map(task, items))
