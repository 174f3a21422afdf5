"""Shares work out: one task for many items, done by processes of this machine or by a cluster, results in order.

Nothing here knows what the work is. Items go in chunks, so that handing them over costs little, and only a few chunks
wait for each worker, so that memory does not grow with their number. An item that kills whoever works on it is lost
alone: the rest of its chunk is done again.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")

CHUNK = 8
"""Items handed to a worker at a time."""
AHEAD = 3
"""Chunks waiting for each worker."""
TRIES = 2
"""How often an item whose chunk was killed is tried alone."""


class Workers(Protocol):
    """Those who do the work."""

    def results(self, task: Callable[[A], B], items: Sequence[A], lost: Callable[[A], B]) -> Iterator[B]:
        """Yield what ``task`` makes of each item, in order, soon after it is there.

        Args:
            task: What is done with each item; picklable, and so is what it makes.
            items: The items; picklable.
            lost: What stands for an item whose worker was killed each time it was tried.
        """
        ...
