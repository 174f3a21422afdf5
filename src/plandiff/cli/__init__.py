"""The commands: the only place that prints, writes and exits.

Heavy libraries are imported inside commands, so that ``--version`` and ``--help`` answer at once.
"""

import gc
import os
import sys
from typing import Annotated

import typer

from plandiff import __version__
from plandiff.cli.checking import accept, check, pending
from plandiff.cli.comparing import compare
from plandiff.cli.documents import outline, text
from plandiff.cli.linting import explain, lint
from plandiff.cli.reviewing import review
from plandiff.cli.setting_up import git_setup, init
from plandiff.cli.shared import INTERRUPTED, SAME, TROUBLE, say
from plandiff.cli.tracing import trace
from plandiff.errors import PlandiffError

app = typer.Typer(
    name="plandiff",
    help="Compare Chinese policy documents: what changed, and what is only noise.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"plandiff {__version__}")
        raise typer.Exit


@app.callback()
def _plandiff(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Compare Chinese policy documents: what changed, and what is only noise."""


for command in (compare, review, trace, lint, explain, check, pending, accept, init, git_setup, outline, text):
    app.command()(command)


def main() -> None:
    """Run the command line: exit with 0, 1 or 2 (130 if interrupted), and never with a traceback."""
    if sys.stdout is None or sys.stderr is None:  # closed by the caller: there is nobody to tell
        sys.exit(TROUBLE)
    # A command makes many small values, keeps them to its end and makes no cycles: collecting them is time lost.
    gc.disable()
    sys.exit(_status())


def _status() -> int:
    try:
        return int(app(standalone_mode=False) or 0)
    except PlandiffError as error:
        say("{message}", message=str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SAME
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # the last resort: one line instead of a traceback
        if os.environ.get("PLANDIFF_DEBUG"):
            raise
        usage = getattr(error, "format_message", None)
        what = usage() if usage else f"internal error: {type(error).__name__}: {error} (PLANDIFF_DEBUG=1 shows where)"
        say("{message}", message=what)
    return TROUBLE
