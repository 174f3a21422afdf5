"""A trace in a folder of Parquet files, each of so many local plans: a broken run goes on behind the files it has.

The metadata of a file name its run and its plans. A file that misses one of them, because it failed or has changed
since, is made again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from plandiff.cli.resuming import BROKEN, BROKEN_REMEDY, OTHER, OTHER_REMEDY, digest_of, key_of
from plandiff.derivation.tracing import Failure, National, Source
from plandiff.errors import UsageError
from plandiff.reports.matrix import View
from plandiff.reports.to_parquet import facts_of, partition
from plandiff.writing import write_atomically

_RUN, _PLANS, _SHARING = "run", "plans", "sharing"
"""In the metadata: what tells the run from another, the digest of the plans, how many share wording with a parent."""


class Partitions:
    """The files of a run.

    Attributes:
        left: The local plans that are in no finished file, in order.
        sharing: How many plans of the finished files share wording with a parent.
    """

    def __init__(  # noqa: PLR0913 - what a run is
        self,
        folder: Path,
        national: National,
        sources: Sequence[Source],
        size: int,
        run: Iterable[object],
        *,
        resume: bool,
    ) -> None:
        """Look what is finished.

        Raises:
            UsageError: The folder cannot be made; or it has files and the run is not to be resumed, or is another one.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(
                "cannot write {path}: {why}", "choose another place with -o", path=folder, why=error
            ) from error
        self._national, self._run = national, digest_of([*run, size])
        if not resume and any(folder.glob("part-*.parquet")):
            raise UsageError(BROKEN, BROKEN_REMEDY, path=folder)
        self.left: list[Source] = []
        self.sharing = 0
        self._open: list[tuple[Path, list[str]]] = []
        for n, at in enumerate(range(0, len(sources), size)):
            path, mine = folder / f"part-{n:05}.parquet", sources[at : at + size]
            keys = list(map(key_of, mine))
            facts = facts_of(path) if path.exists() else None
            if facts and facts.get(_RUN) != self._run:
                raise UsageError(OTHER, OTHER_REMEDY, path=path)
            if facts and facts[_PLANS] == digest_of(keys):
                self.sharing += int(facts[_SHARING])
            else:
                self.left += mine
                self._open.append((path, keys))

    def write(
        self, views: Iterator[View | Failure], told: Callable[[Iterable[View | Failure]], Iterator[View]]
    ) -> None:
        """Write the files that are not finished, each as soon as its plans are there.

        Args:
            views: What the plans that are left give, in order.
            told: Tells of plans what the user must know, and leaves out those that failed.
        """
        for path, keys in self._open:
            held: list[tuple[str, bool]] = []
            mine = told(_noted(zip(keys, islice(views, len(keys)), strict=True), held))
            data = partition(self._national, mine, partial(self._facts, held))
            write_atomically(path, data)

    def _facts(self, held: Sequence[tuple[str, bool]]) -> dict[str, str]:
        sharing = sum(shares for _, shares in held)
        return {_RUN: self._run, _PLANS: digest_of(key for key, _ in held), _SHARING: str(sharing)}


def _noted(views: Iterable[tuple[str, View | Failure]], held: list[tuple[str, bool]]) -> Iterator[View | Failure]:
    """Yield the views, and note of each that did not fail its key and whether it shares wording."""
    for key, view in views:
        if not isinstance(view, Failure):
            held.append((key, view.column.reused > 0))
        yield view
