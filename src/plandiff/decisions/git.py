"""Runs git, which is asked and told little: what stands in a revision, and a few settings of one clone."""

import os
import subprocess
from pathlib import Path

from plandiff.errors import UsageError
from plandiff.language import Message, tr


def git(folder: Path, *arguments: str, trouble: Message, **facts: str) -> bytes:
    """Return what git prints.

    Args:
        folder: Where to run it.
        arguments: Fixed words, and names that git gave or that stand where no option can.
        trouble: What is wrong if it fails; ``{why}`` is what git says.
        facts: For the other places of it.

    Raises:
        UsageError: It fails or cannot be run.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell; see the arguments
            ["git", "-C", os.fspath(folder), *arguments],  # noqa: S607 - git is where the user has it
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError("git cannot be run", "install it, or do without") from error
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
        why = message or tr("it ends with {status}").format(status=done.returncode)
        raise UsageError(trouble, why=why, **facts)
    return done.stdout
