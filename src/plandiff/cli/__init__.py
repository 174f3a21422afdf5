"""The commands: the only place that prints, writes and exits.

A command's module is imported when the command is run, so that ``--version`` and ``--help`` answer at once and no
command pays for another. Inside the modules imports stand on top.
"""

import errno
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from plandiff import __version__
from plandiff.cli.speaking import choose, in_the_readers_language, library_error
from plandiff.cli.status import INTERRUPTED, SAME, TROUBLE
from plandiff.errors import PlandiffError, UsageError
from plandiff.language import Message, tr
from plandiff.text.visible import unforged, visible

COMMANDS: dict[str, tuple[str, Message]] = {
    "compare": ("comparing", "Compare two documents and say what differs."),
    "review": ("reviewing", "Step through the differences of two documents, decide on each, and come back tomorrow."),
    "serve": ("serving", "Review two documents in a browser of this machine; the page asks nothing of any other."),
    "trace": ("tracing", "Show what local plans took up, adapted, added and dropped of a national plan."),
    "lint": ("linting", "Find characters that are wrong for their script, and damage, in single documents."),
    "explain": ("linting", "Show the evidence on one character: why it is a finding, or why it is none."),
    "check": (
        "checking",
        "Check all that plandiff.toml watches against what was accepted; write nothing but the reports.",
    ),
    "pending": ("pending", "List what waits for a decision, a change a line, with the ids that accept takes."),
    "accept": ("accepting", "Accept changes: they become part of the snapshots, all or none; the rest still waits."),
    "init": ("setting_up", "Write a plandiff.toml with comments for the documents in this folder."),
    "git-setup": (
        "setting_up",
        "Make git diff show watched documents and git merge their snapshots clause by clause; this clone only.",
    ),
    "targets": (
        "targeting",
        "List every numeric target and result of documents side by side: indicator, value, unit, year, place.",
    ),
    "find": (
        "finding",
        "Find the clauses of many plans that speak of something, in either script, with their figures.",
    ),
    "history": (
        "following",
        "Tell the life of each article through many versions: when it came, each change, split, merger, and its end.",
    ),
    "merge-driver": ("merging", "Merge a snapshot that two people have changed, as git asks for it."),
    "outline": ("documents", "Show the section tree of a document, with the line and column of each heading."),
    "text": ("documents", "Print the decoded text of a document: the text that all offsets count in."),
}
"""For each command the module of the function that bears its name, and the first sentence of its docstring."""

_SETTINGS = {"help_option_names": ["-h", "--help"]}


class Commands(TyperGroup):
    """The commands by name and first sentence; the whole of a command is there once it is to be run."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - click's, which typer hides
        super().__init__(**settings)
        in_the_readers_language(self)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - the same
        """Write the list of the commands, each by its first sentence."""
        for name, (_, sentence) in COMMANDS.items():
            self.commands[name].help = tr(sentence)
        super().format_commands(ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - click's types, which typer hides
        """Import the command that the first argument names.

        Raises:
            UsageError: It names a file: no command was given.
        """
        if args and args[0] in COMMANDS:
            self.commands[args[0]] = _loaded(args[0])
        elif args and os.path.isfile(args[0]):  # noqa: PTH113 - a name of any length may stand there
            raise UsageError(
                "{name} is a file, and a command comes first",
                "run plandiff compare LEFT RIGHT, or plandiff lint FILE",
                name=args[0],
            )
        return super().resolve_command(ctx, args)


def _loaded(name: str) -> Any:  # noqa: ANN401 - the same
    alone = typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, context_settings=_SETTINGS
    )
    module = import_module(f"plandiff.cli.{COMMANDS[name][0]}")
    alone.command(name)(getattr(module, name.replace("-", "_")))
    return in_the_readers_language(get_command(alone))


app = typer.Typer(
    cls=Commands,
    name="plandiff",
    help="Compare Chinese policy documents: what changed, and what is only noise.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=_SETTINGS,
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


for _name, (_, _sentence) in COMMANDS.items():
    app.command(_name, help=_sentence)(lambda: None)


def main() -> None:
    """Run the command line: exit with 0, 1 or 2 (130 if interrupted), and never with a traceback."""
    if sys.stdout is None or sys.stderr is None:  # closed by the caller: a file that is opened would take its place
        if sys.stderr is not None:
            _say(tr(_CLOSED))
        sys.exit(TROUBLE)
    sys.unraisablehook = _unraisable
    status = None
    with suppress(MemoryError):
        status = _status()
    if status is None:  # The error is gone, and with it what held the memory: now there is some to say so.
        with suppress(MemoryError):
            sys.stderr.write(f"plandiff: {tr(_TOO_LITTLE)}\n")  # Nothing in it needs a pattern to make it harmless.
        os._exit(TROUBLE)  # Leaving in good order may take more than there is.
    sys.exit(status)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""What the library that prints help meets where standard output takes no more."""
_CLOSED: Message = "standard output is closed; open it, be it on /dev/null"
_TOO_LITTLE: Message = "there is not enough memory for this; give it more, or compare smaller documents"
_NOT_MAPPED = ("failed to map segment", "MAP_FAILED", "Cannot allocate memory", "unknown encoding: ")
"""What the system and libraries say of a file that there is no room to map, in errors of many kinds; and Python of an
encoding that it has: one that a user names is looked for before."""


def _unraisable(trouble: Any) -> None:  # noqa: ANN401 - Python's, which has no public type
    """Say nothing of the memory that is lacking while a generator is put away: it is lacking elsewhere too."""
    if not isinstance(trouble.exc_value, MemoryError):
        sys.__unraisablehook__(trouble)


def _status() -> int:
    """Run the command and return its exit status.

    Raises:
        MemoryError: There is not enough of it for the command, or for telling what else went wrong.
    """
    try:
        choose(sys.argv[1:])
        return int(app(standalone_mode=False) or 0)
    except PlandiffError as error:
        _say(str(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SAME
    except (typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except MemoryError:
        raise
    except Exception as error:  # the last resort: one line instead of a traceback
        if os.environ.get("PLANDIFF_DEBUG"):
            raise
        if any(sign in str(error) for sign in _NOT_MAPPED):
            raise MemoryError from error
        if isinstance(error, OSError) and error.errno in _FULL:
            _say(tr("cannot write to standard output: {why}").format(why=error))
            return TROUBLE
        usage = getattr(error, "format_message", None)
        if usage and not sys.argv[1:]:  # nothing was asked: the commands, as they are set
            sys.stderr.write(f"{usage()}\n")
            return TROUBLE
        what = (
            _with_help(library_error(usage()), proposed=bool(getattr(error, "possibilities", None)))
            if usage
            else tr("internal error: {kind}: {why} (PLANDIFF_DEBUG=1 shows where)").format(
                kind=type(error).__name__, why=error
            )
        )
        _say(what)
    return TROUBLE


def _with_help(what: str, *, proposed: bool) -> str:
    """Return what is wrong with the arguments, with where to read about them if the library does not propose any."""
    if proposed or what.endswith(("?", "？")):
        return what
    command = next((argument for argument in sys.argv[1:] if argument in COMMANDS), "")
    see = tr("see: {command}").format(command=" ".join(filter(None, ("plandiff", command, "--help"))))
    return tr("{what}; {remedy}").format(what=what.rstrip(".。"), remedy=see)


def _say(message: str) -> None:
    sys.stderr.write(f"plandiff: {unforged(visible(message))}\n")
