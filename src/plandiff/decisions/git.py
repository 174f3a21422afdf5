"""Runs git, which is asked and told little: what stands in a revision, and a few settings of one clone."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from plandiff.errors import UsageError
from plandiff.language import Message, tr


def git(
    folder: Path,
    *arguments: str,
    trouble: Message,
    remedy: Message = "",
    fed: bytes = b"",
    **facts: str,
) -> bytes:
    """Return what git prints.

    Args:
        folder: Where to run it.
        arguments: Fixed words, and names that git gave or that stand where no option can.
        trouble: What is wrong if it fails; ``{why}`` is what git says.
        remedy: What to do then; may be empty.
        fed: What it reads from its standard input.
        facts: For the other places of ``trouble``.

    Raises:
        UsageError: It fails or cannot be run.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell; see the arguments
            ["git", "-C", os.fspath(folder), *arguments],  # noqa: S607 - git is where the user has it
            input=fed,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError("git cannot be run", "install it, or do without") from error
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
        why = message or tr("it ends with {status}").format(status=done.returncode)
        raise UsageError(trouble, remedy, why=why, **facts)
    return done.stdout


def untracked(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return those of some files that the index of git does not hold; none where there is no repository or no git.

    Args:
        folder: The folder that the paths start from.
        paths: Files, with ``/``.
    """
    try:
        listed = git(folder, "ls-files", "-z", trouble="git cannot list its files: {why}")
    except UsageError:
        return []
    known = {os.fsdecode(path) for path in listed.split(b"\0")}
    return sorted(path for path in paths if path not in known)


def ignored(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return those of some files that git is told to leave alone; none where there is no repository or no git."""
    names = b"".join(os.fsencode(path) + b"\0" for path in paths)
    try:
        listed = git(
            folder, "check-ignore", "-z", "--stdin", trouble="git cannot say what it ignores: {why}", fed=names
        )
    except UsageError:  # Also where there is none.
        return []
    return [os.fsdecode(path) for path in listed.split(b"\0") if path]
