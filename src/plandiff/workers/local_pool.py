"""Processes of this machine."""

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import parent_process
from threading import Thread
from typing import Any

from plandiff.workers import AHEAD, CHUNK, TRIES, A, B


@dataclass(frozen=True)
class LocalPool:
    """A pool of processes.

    Attributes:
        jobs: How many.
    """

    jobs: int

    def results(self, task: Callable[[A], B], items: Sequence[A], lost: Callable[[A], B]) -> Iterator[B]:
        """Yield what ``task`` makes of each item, in order: see `plandiff.workers.Workers`."""
        at = 0
        while at < len(items):
            # A worker that is killed takes the pool with it: what is not done yet goes on in another one.
            for results in _in_pool(task, items[at:], self.jobs):
                at += len(results)
                yield from results
            suspects = items[at : at + CHUNK]
            at += len(suspects)
            for item in suspects:
                yield _alone(task, item, lost)


def _in_pool(task: Callable[[A], B], items: Sequence[A], jobs: int) -> Iterator[list[B]]:
    """Yield the results chunk by chunk, in order, until all are there or a worker is killed."""
    with ProcessPoolExecutor(jobs, initializer=_start, initargs=(task,)) as pool:
        waiting: deque[Future[list[B]]] = deque()
        try:
            for at in range(0, len(items), CHUNK):
                waiting.append(pool.submit(_chunk, items[at : at + CHUNK]))
                if len(waiting) > jobs * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(cancel_futures=True)


def _alone(task: Callable[[A], B], item: A, lost: Callable[[A], B]) -> B:
    """Return the result of one item in a process of its own: only the item that kills it can be lost."""
    for _ in range(TRIES):
        for results in _in_pool(task, [item], 1):
            return results[0]
    return lost(item)


_task: list[Callable[[Any], Any]] = []
"""What a process of the pool works at."""


def _start(task: Callable[[Any], Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked is interrupted, and ends its workers
    gc.enable()
    _task.append(task)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when the process that asked has died: one that is killed cannot end its workers."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _chunk(items: Sequence[Any]) -> list[Any]:
    return list(map(_task[-1], items))
