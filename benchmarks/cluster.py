"""Trace thousands of local plans on a Dask cluster and in the local pool: overhead, memory of the scheduler, kills.

    python benchmarks/cluster.py [overhead] [memory] [resume] [--plans 3000] [--length 4000]

overhead   processor time a plan of `--jobs 2` and of a cluster of two workers, the start of both set apart
memory     memory of the scheduler's process after a tenth, a half and all of the plans
resume     the command is killed -9 in the middle, then run with --resume: no plan twice, none missing, the same bytes

Plans are those of tracing.py, of ``--length`` characters. Promises: the cluster takes at most 20 % more processor time
a plan; its scheduler no more than a tenth more memory from a tenth of the plans on; nothing lost.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tracing
from measure import verdict

OVERHEAD, GROWTH = 0.20, 1.1
TICK = os.sysconf("SC_CLK_TCK")
PYTHON = [sys.executable, "-m"]


def processor_seconds(*processes: int) -> float:
    """User and system seconds of processes that run, without their children."""
    stats = (Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2] for process in processes)
    return sum(sum(map(int, stat.split()[11:13])) for stat in stats) / TICK


def resident_mb(process: int) -> float:
    """Memory that a process holds now."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, int, list[int]]]:
    """A scheduler and two workers: its address, its process and theirs."""
    file = folder / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    words = ["dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)]
    scheduler = subprocess.Popen([*PYTHON, *words], **quiet)
    while not file.exists() or not file.read_text(encoding="utf-8"):
        time.sleep(0.1)
    address = json.loads(file.read_text(encoding="utf-8"))["address"]
    words = ["dask", "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
    workers = [subprocess.Popen([*PYTHON, *words], **quiet) for _ in range(2)]
    try:
        yield address, scheduler.pid, [worker.pid for worker in workers]
    finally:
        for process in (*workers, scheduler):
            process.terminate()
            process.wait()


def command(names: list[str], output: Path, *asked: str) -> list[str]:
    """Returns the command that traces some plans."""
    listed = output.with_suffix(".lst")
    listed.write_text("\n".join(names), encoding="utf-8")
    national = str(tracing.NATIONAL)
    return [*PYTHON, "plandiff", "trace", national, "--from", str(listed), "-o", str(output), *asked]


def costs(words: list[str], *others: int) -> float:
    """Processor seconds of a command with its children, and of other processes while it ran."""
    before = processor_seconds(*others)
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_utime + usage.ru_stime + processor_seconds(*others) - before


def overhead(folder: Path, names: list[str], form: str) -> bool:
    """Prints processor time a plan in the pool and on the cluster, from the difference of two runs each."""
    few = names[: len(names) // 5]
    with cluster(folder) as (address, scheduler, workers):
        ways: dict[str, Callable[[list[str]], float]] = {
            "pool": lambda plans: costs(command(plans, folder / f"pool.{form}", "--jobs", "2")),
            "cluster": lambda plans: costs(
                command(plans, folder / f"cluster.{form}", "--scheduler", address), scheduler, *workers
            ),
        }
        ways["cluster"](few)  # what is made once in each worker
        rates = {}
        for name, way in ways.items():
            start, whole = way(few), way(names)
            rates[name] = (whole - start) / (len(names) - len(few))
            print(
                f"{form}, {name}: {1000 * rates[name]:.1f} ms a plan, {start - rates[name] * len(few):.1f} s to start"
            )
    same = (folder / f"pool.{form}").read_bytes() == (folder / f"cluster.{form}").read_bytes()
    more = rates["cluster"] / rates["pool"] - 1
    print(f"{form}: the cluster takes {more:+.0%} {verdict(more, OVERHEAD)}, same bytes: {same}", flush=True)
    return same and more <= OVERHEAD


def memory(folder: Path, names: list[str]) -> bool:
    """Prints the memory of the scheduler as the plans are finished."""
    output = folder / "memory.parquet"
    kept = output.with_name(f"{output.name}.partial")
    steps = [len(names) // 10, len(names) // 2, len(names)]
    seen: list[float] = []
    with cluster(folder) as (address, scheduler, _):
        process = subprocess.Popen(command(names, output, "--scheduler", address))
        done = at = 0
        while len(seen) < len(steps):
            if kept.exists():
                with kept.open("rb") as file:
                    file.seek(at)
                    fresh = file.read()
                at, done = at + len(fresh), done + fresh.count(b"\n")
            if process.poll() is not None or done - 1 >= steps[len(seen)]:
                seen.append(resident_mb(scheduler))
                print(f"{steps[len(seen) - 1]:,} plans: scheduler {seen[-1]:.0f} MB", flush=True)
            time.sleep(0.05)
        process.wait()
    kept_flat = seen[-1] <= GROWTH * seen[0]
    print(f"memory of the scheduler {'flat: PASS' if kept_flat else 'OVER'}", flush=True)
    return kept_flat


def resume(folder: Path, names: list[str]) -> bool:
    """Kills a run in the middle, goes on, and looks at what is there."""
    output = folder / "resume.json"
    kept = output.with_name(f"{output.name}.partial")
    words = command(names, output, "--jobs", "2")
    process = subprocess.Popen(words, start_new_session=True)
    while not kept.exists() or kept.read_bytes().count(b"\n") <= len(names) // 2:
        time.sleep(0.5)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    done = kept.read_bytes().count(b"\n") - 1
    begun = time.perf_counter()
    subprocess.run([*words, "--resume"], check=False)
    taken = time.perf_counter() - begun
    got = [local["path"] for local in json.loads(output.read_text(encoding="utf-8"))["locals"]]
    whole = folder / "whole.json"
    subprocess.run(command(names, whole, "--jobs", "2"), check=False)
    same = got == names and output.read_bytes() == whole.read_bytes()
    twice, missing = len(got) - len({*got}), len({*names} - {*got})
    print(
        f"killed behind {done:,} of {len(names):,} plans, the rest in {taken:.0f} s: {twice} twice, {missing} missing, "
        f"same bytes as undisturbed: {same}",
        flush=True,
    )
    return same


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("what", nargs="*", default=["overhead", "memory", "resume"])
    options.add_argument("--plans", type=int, default=3_000)
    options.add_argument("--length", type=int, default=4_000)
    chosen = options.parse_args()
    tracing.LENGTH = chosen.length
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "plans").mkdir()
        names = [str(path) for path, _ in tracing.plans(folder / "plans", chosen.plans)]
        kept = []
        if "overhead" in chosen.what:
            kept += [overhead(folder, names, form) for form in ("json", "parquet")]
        if "memory" in chosen.what:
            kept.append(memory(folder, names))
        if "resume" in chosen.what:
            kept.append(resume(folder, names))
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
