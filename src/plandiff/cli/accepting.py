"""``plandiff accept``: changes become part of the snapshots."""

from typing import Annotated

import typer

from plandiff.cli.reviewer import As, reviewer
from plandiff.cli.shared import say
from plandiff.cli.status import leave
from plandiff.cli.watched import CompareAll, Paths
from plandiff.config import load_config
from plandiff.decisions.accepting import Plan, Selection, planned
from plandiff.decisions.base import Snapshots
from plandiff.decisions.checking import check as check_watched
from plandiff.decisions.committing import commit, tidy
from plandiff.decisions.git import ignored
from plandiff.decisions.policy import kinds_of, policy_of
from plandiff.decisions.results import AS_A_WHOLE, Outcome
from plandiff.errors import UsageError
from plandiff.judging.change import Kind
from plandiff.language import listed, tr, tr_n
from plandiff.reports.to_check import untracked_words


def accept(  # noqa: PLR0913 - one parameter for each option
    paths: Paths = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Accept all that waits.")] = False,
    changes: Annotated[
        list[str] | None, typer.Option("--change", metavar="ID", help="Accept this change; may be repeated.")
    ] = None,
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind", metavar="KIND", help="Accept this kind or weight; also new, renamed, converted; may be repeated."
        ),
    ] = None,
    prune: Annotated[bool, typer.Option("--prune", help="Delete the snapshots of what is gone.")] = False,
    note: Annotated[str, typer.Option("--note", help="What others should know of it; kept in the snapshot.")] = "",
    by: As = None,
    seen: Annotated[
        str | None, typer.Option("--seen", metavar="STATE", help="Refuse if anything moved since check said this.")
    ] = None,
    compare_all: CompareAll = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be accepted.")] = False,
) -> None:
    """Accept changes: they become part of the snapshots, all or none; the rest still waits.

    Paths alone accept all that waits in them. Exits with 0 if something was accepted, 1 if there was nothing to accept,
    2 on trouble.
    """
    if not (paths or everything or changes or kinds or prune):
        raise UsageError("accept does not know what to accept", "give --all, paths, --kind or --change")
    config = load_config()
    base = Snapshots.of(config)
    result = check_watched(config, policy_of(config), base, paths or (), compare_all=compare_all)
    if seen is not None and seen != result.token:
        raise UsageError("something has moved since {seen}", "look at it again with: plandiff check", seen=seen)
    alone = bool(paths) and not (changes or kinds or prune)
    chosen, kinds_chosen = frozenset(changes or ()), _kinds(kinds or ())
    selection = Selection(everything or alone, chosen, kinds_chosen, prune, note, reviewer(by, config))
    plan = planned(result, base, selection)
    for one in result.results:
        if one.error:
            say("{error}", error=one.error)
    if not dry_run and plan.taken:
        commit(config.root, config.root / config.snapshots, plan.writes, plan.removals, result.digests())
        if lost := ignored(config.root, [f"{config.snapshots}/{name}" for name in plan.writes]):
            say("{what}", what=untracked_words(lost, config.snapshots))
    elif not dry_run:
        tidy(config)
    _tell(plan, selection, dry_run=dry_run)
    leave(found=not plan.taken, troubled=result.troubled)


def _tell(plan: Plan, selection: Selection, *, dry_run: bool) -> None:
    """Say on standard error what was accepted and what still waits."""
    said = tr("would accept {name}: {what}") if dry_run else tr("accepted {name}: {what}")
    for result, changes in plan.taken:
        facts = []
        if result.state is Outcome.OBSOLETE:
            facts.append(tr("its snapshot would be deleted") if dry_run else tr("its snapshot is deleted"))
        if result.state is Outcome.RENAMED:
            facts.append(tr("its new name"))
        if result.state is Outcome.CONVERTED and selection.takes_state(result.state):
            facts.append(tr("its new script"))
        if changes:
            facts.append(tr_n("{n} change", "{n} changes", len(changes)).format(n=f"{len(changes):,}"))
        say(said, name=result.name, what=listed(facts) or tr("as it stands"))
    say(tr_n("{n} still waits for a decision", "{n} still wait for a decision", plan.left), n=f"{plan.left:,}")


def _kinds(words: list[str] | tuple[str, ...]) -> frozenset[Kind | Outcome]:
    states = frozenset(Outcome(word) for word in words if word in AS_A_WHOLE)
    return states | kinds_of([word for word in words if word not in states], "--kind")
