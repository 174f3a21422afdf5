"""Runs git, which is asked and told little: what stands in a revision, and a few settings of one clone."""

import os
import subprocess
from pathlib import Path

from plandiff.errors import UsageError


def git(folder: Path, *arguments: str, what: str, given: bytes = b"") -> bytes:
    """Return what git prints.

    Args:
        folder: Where to run it.
        arguments: Fixed words, and names that git gave or that stand where no option can.
        given: What it reads from its standard input.
        what: What could not be done if it fails, in words.

    Raises:
        UsageError: It fails or cannot be run.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell; see the arguments
            ["git", "-C", os.fspath(folder), *arguments],  # noqa: S607 - git is where the user has it
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError("git cannot be run", "install it, or do without") from error
    if done.returncode:
        message = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
        raise UsageError(f"git cannot {what}{': ' * bool(message)}{message}")
    return done.stdout
