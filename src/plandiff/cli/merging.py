"""``plandiff merge-driver``: how git merges snapshots."""

from pathlib import Path
from typing import Annotated

import typer

from plandiff.cli.shared import say
from plandiff.cli.status import leave
from plandiff.decisions.folder import MAX_BYTES
from plandiff.decisions.merge import merged
from plandiff.errors import ReadingError, SnapshotError
from plandiff.language import tr_n
from plandiff.reading import bytes_of
from plandiff.writing import write_atomically


def merge_driver(
    base: Annotated[Path, typer.Argument(help="What both sides come from (%O).")],
    ours: Annotated[Path, typer.Argument(help="Our side, which is replaced by the merge (%A).")],
    theirs: Annotated[Path, typer.Argument(help="The other side (%B).")],
    name: Annotated[str, typer.Argument(help="What the snapshot is called (%P).")],
) -> None:
    """Merge a snapshot that two people have changed, as git asks for it.

    Exits with 0 if it is merged, 1 if both have changed one clause, which then waits for a decision, 2 on trouble.
    """
    try:
        result = merged(*(bytes_of(str(path), MAX_BYTES) for path in (base, ours, theirs)))
    except (ReadingError, SnapshotError) as error:
        raise SnapshotError(
            "the snapshot {name} cannot be merged: {why}", error.remedy, name=name, why=error.what
        ) from error
    write_atomically(ours, result.content.encode(), "merge it by hand")
    if result.conflicts:
        what = tr_n(
            "{name}: both sides changed {n} place; it stands as it was before, see: plandiff pending",
            "{name}: both sides changed {n} places; they stand as they were before, see: plandiff pending",
            result.conflicts,
        )
        say(what, name=name, n=f"{result.conflicts:,}")
    leave(found=bool(result.conflicts))
