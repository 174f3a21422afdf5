"""``plandiff check``: what is watched, against its snapshots."""

from typing import Annotated

import typer

from plandiff.cli.reporting import Reports
from plandiff.cli.shared import Colour, ExitZero, Output, WhenColoured, Width, format_option
from plandiff.cli.status import leave
from plandiff.cli.watched import CompareAll, Index, Paths, Since, base_of
from plandiff.config import Config, load_config
from plandiff.decisions.checking import check as check_watched
from plandiff.decisions.policy import policy_of
from plandiff.decisions.results import Check
from plandiff.decisions.staged import staged as in_index
from plandiff.errors import UsageError


def check(  # noqa: PLR0913 - one parameter for each option
    paths: Paths = None,
    *,
    reports: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT[=FILE]", help="Write this report too; may be repeated."),
    ] = None,
    output_format: Annotated[str | None, format_option("check")] = None,
    output: Output = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option("--fail-on", metavar="KIND", help="A kind or weight of change that fails; may be repeated."),
    ] = None,
    since: Since = None,
    staged: Index = False,
    compare_all: CompareAll = False,
    show_all: Annotated[bool, typer.Option("--all", help="Show cosmetic changes too.")] = False,
    width: Width = None,
    colour: WhenColoured = Colour.AUTO,
    exit_zero: ExitZero = False,
) -> None:
    """Check all that plandiff.toml watches against what was accepted; write nothing but the reports.

    Exits with 0 if nothing fails, 1 if something does, 2 if something could not be checked.
    """
    wanted = Reports.of(reports or [], output_format, output)
    config = load_config()
    wanted.spare(config)
    if staged and since is not None:
        raise UsageError("--staged looks at the snapshots, --since does not", "give one of them")
    if staged:
        result = _of_index(config, fail_on or [], paths or [], compare_all=compare_all)
    else:
        policy = policy_of(config, fail_on or ())
        result = check_watched(config, policy, base_of(config, policy, since), paths or (), compare_all=compare_all)
    wanted.write(result, width, colour, show_all=show_all)
    leave(found=result.fails, troubled=result.troubled, exit_zero=exit_zero)


def _of_index(config: Config, fail_on: list[str], paths: list[str], *, compare_all: bool) -> Check:
    """Check what is staged."""
    with in_index(config) as there:
        policy = policy_of(there.config, fail_on)
        base = base_of(there.config, policy, None)
        found = check_watched(there.config, policy, base, there.paths(paths), compare_all=compare_all)
        return there.told(found)
