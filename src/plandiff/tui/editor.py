"""Lets a person write a comment in their own editor."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from plandiff.errors import UsageError


def edited(text: str) -> str:
    """Return what ``$VISUAL``, ``$EDITOR`` or ``vi`` makes of a text.

    Raises:
        UsageError: The editor cannot be started, or says that it failed. The text is then as it was.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    with tempfile.TemporaryDirectory(prefix="plandiff-") as folder:
        file = Path(folder) / "comment.txt"
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
