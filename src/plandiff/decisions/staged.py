"""A project as it is staged: what the next commit will hold, laid out in a folder for as long as it is looked at."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from plandiff.config import FILE_NAME, Config, load_config
from plandiff.decisions.discover_documents import may_be_document
from plandiff.decisions.git import git
from plandiff.decisions.results import Check
from plandiff.decisions.watching import is_watched, pair_documents, path_from_root, place_in_repository


@dataclass(frozen=True, slots=True)
class Staged:
    """A project as it is staged.

    Attributes:
        config: Its settings as staged; their root is a folder that lasts as long as it is looked at.
        real: The project's own root.
    """

    config: Config
    real: Path

    def paths(self, given: Iterable[str]) -> list[str]:
        """Return paths as a user gave them in the project as paths in the folder."""
        return [os.fspath(self.config.root / path_from_root(self.real, path)) for path in given]

    def told(self, check: Check) -> Check:
        """Return a check of the folder as one of the project: by its names, which a passing folder has no part in."""
        passing = os.path.relpath(self.config.root) + os.sep
        results = (replace(result, error=result.error.replace(passing, "")) for result in check.results)
        place = place_in_repository(self.real)
        return replace(check, config=replace(check.config, root=self.real), results=tuple(results), place=place)


@contextmanager
def staged(config: Config) -> Iterator[Staged]:
    """Lay out what is staged of a project, by two processes of git, however many files there are.

    Raises:
        UsageError: The project lies in no repository, or git cannot be run.
        ConfigError: The settings as staged are none.
    """
    listed = git(config.root, "ls-files", "-z", trouble="git cannot list what is staged: {why}")
    paths = [os.fsdecode(path) for path in listed.split(b"\0") if path]
    pairs = {*pair_documents(config.pairs)}
    snapshots = f"{config.snapshots.rstrip('/')}/"
    wanted = [
        path
        for path in paths
        if path == FILE_NAME
        or path in pairs
        or path.startswith(snapshots)
        or may_be_document(path)
        or is_watched(config, path)
    ]
    from plandiff.unfinished import passing_folder  # noqa: PLC0415 - most checks are of what is in the folder

    with passing_folder() as folder:
        root = folder.resolve()
        names = b"".join(os.fsencode(path) + b"\0" for path in wanted)
        place = place_in_repository(config.root)
        git(
            config.root,
            *("checkout-index", "-z", "--stdin", f"--prefix={root}/"),
            trouble="git cannot read what is staged: {why}",
            fed=names,
        )
        inner = (root / place).resolve()
        inner.mkdir(parents=True, exist_ok=True)
        yield Staged(load_config(inner) if (inner / FILE_NAME).exists() else replace(config, root=inner), config.root)
