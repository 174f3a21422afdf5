"""Runs a command as a whole process and measures it: seconds, peak memory, exit status."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEMORY_LIMIT = 8 << 30  # bytes of address space: a runaway program must not take the machine with it
COMPILED = {
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "plandiff-compiled"),
}
"""An installed program is compiled; one that runs from its source is not, if Python may not write."""


@dataclass(frozen=True)
class Run:
    """One finished process; `status` is its exit status, or minus the signal that ended it.

    `seconds` are those of the clock, `processor` those of the processor, which other work on the machine touches less.
    """

    seconds: float
    processor: float
    peak_mb: float
    status: int
    late: bool


def run(command: Sequence[str], output: Path, limit: float = 600, env: dict[str, str] | None = None) -> Run:
    """Runs `command` with its standard output in `output` and its messages beside it, in `output`.err."""
    messages = Path(f"{output}.err")
    with output.open("wb") as out, messages.open("wb") as err:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=os.environ | COMPILED | (env or {}),
            start_new_session=True,
        )
        resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        timer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
        timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    processor = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor, usage.ru_maxrss / 1024, process.returncode, late=seconds >= limit)


def peak(peak_mb: float) -> str:
    """Formats a peak. Linux lets a child inherit the peak of the process that starts it: nothing below is seen."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"<{own:.0f}" if peak_mb <= own else f"{peak_mb:.0f}"


def find_plandiff(given: str | None) -> str | None:
    """The plandiff command: the one given, else the one beside this Python, else the one on the path."""
    beside = Path(sys.executable).parent / "plandiff"
    return given or (str(beside) if beside.exists() else shutil.which("plandiff"))


def last_line(output: Path) -> str:
    """What a program that failed said last."""
    lines = Path(f"{output}.err").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "no message"


def verdict(value: float, bound: float) -> str:
    """PASS or OVER."""
    return "PASS" if value <= bound else "OVER"
