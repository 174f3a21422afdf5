"""Commits new snapshots to a folder and dies at a given step: run by ``test_committing.py`` in a process of its own.

Every step that touches the file system raises an audit event; the process kills itself at the n-th of them. If it gets
to the end, it says how many there were.
"""

import ctypes  # imported before the steps are counted
import os
import shutil
import signal
import sys
from pathlib import Path

from plandiff.snapshots.committing import commit
from plandiff.snapshots.folder import located

STEPS = ("open", "os.", "shutil.", "ctypes.")


def main(root: Path, step: int, fallback: bool) -> None:
    count = 0

    def counted(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event.startswith(STEPS):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    if fallback:
        ctypes.CDLL = None  # type: ignore[assignment, misc]
    writes = {f"laws/{name}.snap": b"new " + name.encode() for name in "abd"}
    located(root / "snapshots", "laws/a.snap")
    shutil.rmtree(root / "nothing", ignore_errors=True)
    sys.addaudithook(counted)
    commit(root, root / "snapshots", writes, ["laws/c.snap"], {})
    sys.stdout.write(str(count))


main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "fallback")
