"""What the commands share that look at what is watched."""

from typing import Annotated

import typer

from plandiff.config import Config
from plandiff.decisions.base import Base, Snapshots
from plandiff.decisions.policy import Policy

Paths = Annotated[list[str] | None, typer.Argument(help="Watched files or folders; all by default.")]
CompareAll = Annotated[bool, typer.Option("--compare-all", help="Compare pairs even if neither text has changed.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="REV", help="Compare with this git revision, not with the snapshots.")
]

Index = Annotated[
    bool, typer.Option("--staged", help="Check documents, settings and snapshots as they are staged for a commit.")
]


def base_of(config: Config, policy: Policy, since: str | None) -> Base:
    """Return what is checked against: the snapshots, or a revision if one is named."""
    if since is None:
        return Snapshots.of(config)
    from plandiff.decisions.history import History  # noqa: PLC0415 - it knows the engine, which most checks never need

    return History.of(config, policy, since)
