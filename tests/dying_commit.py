"""Commits new snapshots again and again, and dies each time one step later: run by ``test_committing.py``.

Every step that touches the file system raises an audit event; a forked process kills itself at the n-th of them. Each
works in a copy of the folder ``original``, named after its step; the last one got to the end.
"""

import ctypes  # imported before the steps are counted
import os
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

from plandiff.decisions.committing import commit

STEPS = ("open", "os.", "shutil.", "ctypes.")


def die_at(step: int, root: Path) -> None:
    """Commit, and be killed at a step."""
    seen = 0

    def counted(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal seen
        seen += event.startswith(STEPS)
        if seen == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(counted)
    writes = {f"laws/{name}.snap": b"new " + name.encode() for name in "abd"}
    commit(root, root / "snapshots", writes, ["laws/c.snap"], {})


def main(base: Path, fallback: bool) -> None:
    os.fsync = lambda _file: None  # a killed process loses nothing that it has written; a disk would cost minutes
    if fallback:  # as on a system that cannot exchange two folders
        ctypes.CDLL = None  # type: ignore[assignment, misc]
    for step in count(1):
        shutil.copytree(base / "original", base / str(step))
        child = os.fork()
        if not child:
            die_at(step, base / str(step))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            sys.exit(os.waitstatus_to_exitcode(status))


main(Path(sys.argv[1]), sys.argv[2] == "fallback")
