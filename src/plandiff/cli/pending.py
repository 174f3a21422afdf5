"""``plandiff pending``: what waits for a decision."""

from typing import Annotated

from plandiff.cli.shared import Output, format_option, say, spare_project, to_file, write
from plandiff.cli.status import leave
from plandiff.cli.watched import CompareAll, Paths, Since, base_of
from plandiff.config import load_config
from plandiff.decisions.checking import check as check_watched
from plandiff.decisions.policy import policy_of
from plandiff.language import tr
from plandiff.reports.formats import chosen


def pending(
    paths: Paths = None,
    *,
    output_format: Annotated[str | None, format_option("pending")] = None,
    output: Output = None,
    since: Since = None,
    compare_all: CompareAll = False,
) -> None:
    """List what waits for a decision, a change a line, with the ids that accept takes.

    Exits with 0 if nothing waits, 1 if something does, 2 if something could not be checked.
    """
    form = chosen("pending", output_format, output if to_file(output) else None)
    config = load_config()
    spare_project(config, output)
    policy = policy_of(config)
    result = check_watched(config, policy, base_of(config, policy, since), paths or (), compare_all=compare_all)
    waits = bool(result.undecided) or result.fails
    if form.name != "terminal" or waits or result.troubled:
        write(form.written(result), output)
    else:
        say(tr("nothing waits for a decision"))
    leave(found=waits, troubled=result.troubled)
