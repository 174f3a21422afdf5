"""Lets a person write a comment in their own editor."""

import os
import shlex
import subprocess
from pathlib import Path

from plandiff.errors import UsageError
from plandiff.unfinished import passing_folder


def edited(text: str) -> str:
    """Return what ``$VISUAL``, ``$EDITOR`` or ``vi`` makes of a text.

    Raises:
        UsageError: The editor cannot be started, or says that it failed. The text is then as it was.
    """
    command = _command()
    with passing_folder() as folder:
        file = folder / "comment.txt"
        file.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(command), str(file)], check=False)  # noqa: S603 - the user's own editor
            if done.returncode:
                raise UsageError(
                    "{command} failed with status {status}",
                    "the comment is as it was",
                    command=command,
                    status=done.returncode,
                )
            return file.read_text(encoding="utf-8", errors="replace").strip()
        except (OSError, ValueError) as error:
            raise UsageError("cannot start {command}: {why}", "set EDITOR", command=command, why=error) from error


_AT_LINE = {"code": "-g {file}:{line}", "codium": "-g {file}:{line}", "subl": "{file}:{line}", "hx": "{file}:{line}"}
"""How editors are told a line that do not take ``+LINE FILE``, as vi, emacs, nano and most others do."""


def opened(file: Path, line: int) -> None:
    """Open a file at a line in ``$VISUAL``, ``$EDITOR`` or ``vi``, and wait until it is closed.

    Raises:
        UsageError: The editor cannot be started.
    """
    command = _command()
    words = shlex.split(command)
    form = _AT_LINE.get(Path(words[0]).stem, "+{line} {file}")
    arguments = [part.format(file=file, line=line) for part in form.split()]
    try:
        subprocess.run([*words, *arguments], check=False)  # noqa: S603 - the user's own editor
    except (OSError, ValueError) as error:
        raise UsageError("cannot start {command}: {why}", "set EDITOR", command=command, why=error) from error


def _command() -> str:
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
