"""Feeds hostile documents, projects and settings to all commands in all their formats, and says which promise broke.

    python benchmarks/fuzz.py [--inputs 1000] [--seed 1] [--minutes 60]

``fuzz_inputs.py`` makes an input from its number, its documents with ``fuzz_documents.py``; ``--seed N --inputs 1``
runs it again. A process runs some hundred of them one after the other, with its output on a pseudo-terminal; it is
watched from outside, and another goes on after it. Each command must end with 0, 1 or 2, in time and memory, with no
internal error, traceback or character on the terminal that commands it. A fault is run again in a process of its own
before it is told.
"""

import argparse
import os
import pkgutil
import pty
import re
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from fuzz_documents import SEEDS
from fuzz_inputs import Step, steps_of

import plandiff
from plandiff import reading
from plandiff.proofreading import linting
from plandiff.text.visible import INVISIBLE_CLASS

PATIENCE = 10.0
"""CPU seconds that 100,000 characters may take; a command has `_LEAST` whatever its input is."""
_LEAST = 2.0
_BATCH = 100
"""Inputs that a process runs."""
_MEMORY = 3 << 30
_RAW = re.compile(f"[{INVISIBLE_CLASS}]")
_OUR_OWN = re.compile("\x1b\\[[0-9;]*[mK]|\r|ℹ️")
_END = re.compile("\x1e([0-9]+) (-?[0-9]+) ([0-9.]+) ([0-9]+) ([^\x1e]*)\x1e\r?\n")


@dataclass
class Ended:
    """How an input ended.

    Attributes:
        number: The input.
        shown: What stood on the terminal.
        status: Exit status of its last command, or the one that no command may end with; negative: killed by a signal.
        cpu: Seconds of the processor.
        characters: Length of its documents, in bytes.
        command: The last command line.
    """

    number: int
    shown: str
    status: int
    cpu: float
    characters: int
    command: str

    def fault(self) -> str:
        """Say which promise is broken; empty if none is."""
        if self.status not in (0, 1, 2):
            return f"ended with {self.status}"
        for sign in ("internal error", "Traceback", "not enough memory"):
            if sign in self.shown:
                return self.shown[self.shown.find(sign) :][:200]
        if self.cpu > _LEAST + PATIENCE * self.characters / 100_000:
            return f"{self.cpu:.1f} s for {self.characters:,} bytes"
        raw = _RAW.search(_OUR_OWN.sub("", self.shown))
        return f"{raw[0]!r} reached the terminal in {self.shown[max(0, raw.start() - 60) :][:120]!r}" if raw else ""


# --- In the process that runs commands ---


def _run_all(numbers: range, folder: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    os.environ |= {"PLANDIFF_LANGUAGE": "en", "PLANDIFF_AS": "fuzz", "COLUMNS": "80"}
    for number in numbers:
        place = folder / str(number)
        place.mkdir()
        steps = steps_of(number)
        size = sum(len(data) for step in steps for data in step.files.values())
        begun, status, last = time.process_time(), 0, ""
        signal.setitimer(signal.ITIMER_PROF, _LEAST + PATIENCE * size / 100_000 + 1)
        for step in steps:
            last = " ".join(step.arguments)
            status = max(status, _run(step, place))
            if status > 2:
                break
        signal.setitimer(signal.ITIMER_PROF, 0)
        told = last.encode("unicode_escape").decode()
        used = time.process_time() - begun
        os.write(1, f"\x1e{number} {status} {used:.3f} {size} {told}\x1e\n".encode())
        os.chdir(folder)
        shutil.rmtree(place, ignore_errors=True)


def _run(step: Step, place: Path) -> int:
    os.chdir(place)
    for name, data in step.files.items():
        try:
            (place / name).write_bytes(data)
        except OSError:  # a snapshot has taken the place
            continue
    if step.spoil:
        step.spoil(place)
    fed = place.parent / "typed"
    fed.write_bytes(step.typed)
    typed = os.open(fed, os.O_RDONLY)
    os.dup2(typed, 0)
    os.close(typed)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout, sys.stderr = (
        os.fdopen(n, "w", encoding="utf-8", errors="strict", closefd=False, buffering=1) for n in (1, 2)
    )
    sys.argv = ["plandiff", *step.arguments]
    from plandiff.cli import main  # noqa: PLC0415 - as a command does

    try:
        main()
        status = 3
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 3
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        status = 70
    sys.stdout.flush()
    return status


# --- Outside of it ---


def _batch(numbers: range, folder: Path) -> list[Ended]:
    """Run inputs in one process; return what ended, the last one being the one that ended the process, if any did."""
    child, terminal = pty.fork()
    if not child:
        try:
            _run_all(numbers, folder)
        except BaseException as error:  # noqa: BLE001 - a fault of ours
            os.write(1, f"Traceback: {error!r}".encode())
            os._exit(71)
        os._exit(0)
    done: list[Ended] = []
    waiting, since = "", time.monotonic()
    raw = b""
    while time.monotonic() - since < PATIENCE * 30:
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            part = os.read(terminal, 1 << 20)
        except OSError:
            break
        if not part:
            break
        raw += part
        if b"\x1e" not in part:
            continue
        waiting += raw.decode("utf-8", "surrogateescape")
        raw = b""
        while end := _END.search(waiting):
            number, status, cpu, size, command = end.groups()
            done.append(Ended(int(number), waiting[: end.start()], int(status), float(cpu), int(size), command))
            waiting, since = waiting[end.end() :], time.monotonic()
    else:
        os.kill(child, signal.SIGKILL)
    os.close(terminal)
    _, status, _ = os.wait4(child, 0)
    if status:
        number = numbers[len(done)]
        shown = waiting + raw.decode("utf-8", "replace")
        command = " ".join(steps_of(number)[-1].arguments)
        done.append(Ended(number, shown, os.waitstatus_to_exitcode(status), 0.0, 0, command))
    return done


def run(numbers: range, size: int = _BATCH) -> list[Ended]:
    """Run inputs, a batch a process, and those with a fault once more alone."""
    found: list[Ended] = []
    while numbers:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            done = _batch(numbers[:size], Path(folder))
        found += done
        numbers = numbers[len(done) :]
    if size == 1:
        return found
    return [run(range(one.number, one.number + 1), 1)[0] if one.fault() else one for one in found]


def _warm() -> None:
    """Load what every process would load anew: modules, and the tables of words."""
    for module in pkgutil.walk_packages(plandiff.__path__, "plandiff."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError):  # what an extra would bring
                import_module(module.name)
    for text in (*SEEDS[:2], SEEDS[0].encode().decode("gb18030", "replace")):
        linting.lint(reading.read_bytes(text.encode(), "a"))


def main() -> int:
    """Run the inputs and report what broke, with the number of each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="number of the first input")
    parser.add_argument("--minutes", type=float, default=60.0)
    asked = parser.parse_args()
    _warm()
    begun = time.monotonic()
    commands: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    statuses: Counter[tuple[str, int]] = Counter()
    slow: list[tuple[float, int, str]] = []
    faults = 0
    for first in range(asked.seed, asked.seed + asked.inputs, _BATCH):
        if time.monotonic() - begun > asked.minutes * 60:
            break
        for ended in run(range(first, min(first + _BATCH, asked.seed + asked.inputs))):
            name = ended.command.partition(" ")[0]
            statuses[name, ended.status] += 1
            commands[name] += 1
            spent[name] += ended.cpu
            slow = sorted([*slow, (ended.cpu, ended.number, ended.command)], reverse=True)[:5]
            if what := ended.fault():
                faults += 1
                print(f"input {ended.number}: {ended.command[:200]!r}: {what!r}", flush=True)
    used = sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{commands.total():,} inputs, {used / 60:.1f} CPU minutes, {faults} faults")
    for name, count in commands.most_common():
        ends = ", ".join(f"{statuses[name, n]:,} x {n}" for n in range(3))
        print(f"{name}: {count:,}, {spent[name] / count * 1000:.0f} ms each, ended {ends}")
    for cpu, number, command in slow:
        print(f"slowest: {cpu:.2f} s, input {number}: {command[:100]}")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
