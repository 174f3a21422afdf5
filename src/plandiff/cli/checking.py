"""``plandiff check``, ``plandiff pending`` and ``plandiff accept``: what is watched, against its snapshots."""

from typing import TYPE_CHECKING, Annotated

import typer

from plandiff.cli.reporting import CheckFormat, Reports
from plandiff.cli.shared import (
    FOUND,
    SAME,
    TROUBLE,
    Colour,
    ExitZero,
    Format,
    Output,
    OutputFormat,
    WhenColoured,
    Width,
    check_ending,
    say,
    spare_project,
    write,
)
from plandiff.config import Config, load_config
from plandiff.errors import UsageError
from plandiff.language import tr, tr_n

if TYPE_CHECKING:
    from plandiff.decisions.accepting import Plan, Selection
    from plandiff.decisions.base import Base
    from plandiff.decisions.policy import Policy
    from plandiff.decisions.results import State
    from plandiff.judging.change import Kind

Paths = Annotated[list[str] | None, typer.Argument(help="Watched files or folders; all by default.")]
CompareAll = Annotated[bool, typer.Option("--compare-all", help="Compare pairs even if neither text has changed.")]
Since = Annotated[
    str | None, typer.Option("--since", metavar="REV", help="Compare with this git revision, not with the snapshots.")
]


def check(  # noqa: PLR0913 - one parameter for each option
    paths: Paths = None,
    *,
    reports: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT[=FILE]", help="Write this report too; may be repeated."),
    ] = None,
    output_format: Annotated[
        CheckFormat | None, typer.Option("--format", "-f", help="How to write the result.", show_default="terminal")
    ] = None,
    output: Output = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", metavar="KIND", help="A kind or weight of change that fails; may be repeated."),
    ] = None,
    since: Since = None,
    compare_all: CompareAll = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show cosmetic changes too.")] = False,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
) -> None:
    """Check all that plandiff.toml watches against what was accepted; write nothing but the reports.

    Exits with 0 if nothing fails, 1 if something does, 2 if something could not be checked.
    """
    from plandiff.decisions.checking import check as check_watched  # noqa: PLC0415
    from plandiff.decisions.policy import policy_of  # noqa: PLC0415

    wanted = Reports.of(reports or [], output_format, output)
    config = load_config()
    wanted.spare(config)
    policy = policy_of(config, fail_on or ())
    result = check_watched(config, policy, _base(config, policy, since), paths or (), compare_all=compare_all)
    wanted.write(result, width, colour, show_all=show_all)
    if result.troubled:
        raise typer.Exit(TROUBLE)
    raise typer.Exit(FOUND if result.fails and not exit_zero else SAME)


def pending(
    paths: Paths = None,
    *,
    output_format: OutputFormat = Format.TERMINAL,
    output: Output = None,
    since: Since = None,
    compare_all: CompareAll = False,
) -> None:
    """List what waits for a decision, a change a line, with the ids that accept takes.

    Exits with 0 if nothing waits, 1 if something does, 2 if something could not be checked.
    """
    from plandiff.decisions.checking import check as check_watched  # noqa: PLC0415
    from plandiff.decisions.policy import policy_of  # noqa: PLC0415
    from plandiff.reports.to_check_json import check_json  # noqa: PLC0415
    from plandiff.reports.to_pending import pending_text  # noqa: PLC0415

    config = load_config()
    check_ending(output, Format)
    spare_project(config, output)
    policy = policy_of(config)
    result = check_watched(config, policy, _base(config, policy, since), paths or (), compare_all=compare_all)
    if output_format is Format.JSON:
        write(check_json(result), output)
    elif result.undecided or result.troubled:
        write(pending_text(result), output)
    else:
        say(tr("nothing waits for a decision"))
    if result.troubled:
        raise typer.Exit(TROUBLE)
    raise typer.Exit(FOUND if result.undecided else SAME)


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
    from plandiff.decisions.accepting import Selection, planned  # noqa: PLC0415
    from plandiff.decisions.base import Snapshots  # noqa: PLC0415
    from plandiff.decisions.checking import check as check_watched  # noqa: PLC0415
    from plandiff.decisions.committing import commit  # noqa: PLC0415
    from plandiff.decisions.policy import policy_of  # noqa: PLC0415

    if not (paths or everything or changes or kinds or prune):
        raise UsageError("accept does not know what to accept", "give --all, paths, --kind or --change")
    config = load_config()
    base = Snapshots.of(config)
    result = check_watched(config, policy_of(config), base, paths or (), compare_all=compare_all)
    if seen is not None and seen != result.token:
        raise UsageError(f"something has moved since {seen}", "look at it again with: plandiff check")
    alone = bool(paths) and not (changes or kinds or prune)
    selection = Selection(everything or alone, frozenset(changes or ()), _kinds(kinds or ()), prune, note)
    plan = planned(result, base, selection)
    for one in result.results:
        if one.error:
            say("{error}", error=one.error)
    if not dry_run and plan.taken:
        commit(config.root, config.root / config.snapshots, plan.writes, plan.removals, result.digests())
    _tell(plan, selection, dry_run=dry_run)
    if result.troubled:
        raise typer.Exit(TROUBLE)
    raise typer.Exit(SAME if plan.taken else FOUND)


def _tell(plan: "Plan", selection: "Selection", *, dry_run: bool) -> None:
    """Say on standard error what was accepted and what still waits."""
    from plandiff.decisions.results import State  # noqa: PLC0415

    said = tr("would accept {name}: {what}") if dry_run else tr("accepted {name}: {what}")
    for result, changes in plan.taken:
        facts = []
        if result.state is State.OBSOLETE:
            facts.append(tr("its snapshot would be deleted") if dry_run else tr("its snapshot is deleted"))
        if result.state is State.RENAMED:
            facts.append(tr("its new name"))
        if result.state is State.CONVERTED and selection.takes_state(result.state):
            facts.append(tr("its new script"))
        if changes:
            facts.append(tr_n("{n} change", "{n} changes", len(changes)).format(n=f"{len(changes):,}"))
        say(said, name=result.name, what=", ".join(facts) or tr("as it stands"))
    say(tr_n("{n} still waits for a decision", "{n} still wait for a decision", plan.left), n=f"{plan.left:,}")


def _kinds(words: list[str] | tuple[str, ...]) -> "frozenset[Kind | State]":
    from plandiff.decisions.policy import kinds_of  # noqa: PLC0415
    from plandiff.decisions.results import AS_A_WHOLE, State  # noqa: PLC0415

    states = frozenset(State(word) for word in words if word in AS_A_WHOLE)
    return states | kinds_of([word for word in words if word not in states], "--kind")


def _base(config: Config, policy: "Policy", since: str | None) -> "Base":
    """Return what is checked against: the snapshots, or a revision if one is named."""
    if since is None:
        from plandiff.decisions.base import Snapshots  # noqa: PLC0415

        return Snapshots.of(config)
    from plandiff.decisions.history import History  # noqa: PLC0415

    return History.of(config, policy, since)
