"""Kills `plandiff accept --all` at random moments and looks whether anything was lost or mixed.

Each time, ten laws are watched and eight of them have changed. The process is killed after a random time: half of the
kills fall anywhere in its run, the other half after it has begun to write (its new folder is there). Afterwards the
folder of the snapshots must be as before or as after, file by file, `plandiff check` must tell the same, and a second
`accept` must lead to the state after.
"""

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from measure import find_plandiff

ROOT = Path(__file__).parents[1]


def lay_out(folder: Path, plandiff: str) -> dict[str, bytes]:
    """Makes a project whose laws were accepted in their old version, changes them, and returns the snapshots."""
    cases = sorted((ROOT / "tests/cases/laws").glob("*.txt"))
    (folder / "laws").mkdir(parents=True)
    (folder / "plandiff.toml").write_text('documents = ["laws/*.txt"]\n', encoding="utf-8")
    versions = [case.read_text(encoding="utf-8").split("%%% old\n")[1].split("%%% new\n") for case in cases]
    for n in range(10):
        (folder / f"laws/{n}.txt").write_text(versions[n % len(versions)][0], encoding="utf-8")
    subprocess.run([plandiff, "accept", "--all"], cwd=folder, check=True, capture_output=True)
    for n in range(8):
        (folder / f"laws/{n}.txt").write_text(versions[n % len(versions)][1], encoding="utf-8")
    return tree(folder)


def tree(folder: Path) -> dict[str, bytes]:
    snapshots = folder / "snapshots"
    return {str(path.relative_to(snapshots)): path.read_bytes() for path in snapshots.rglob("*") if path.is_file()}


def killed(folder: Path, plandiff: str, delay: float, *, writing: bool) -> bool:
    """Starts accept, kills it after `delay` seconds (from its first write on, if `writing`); says if it was alive."""
    command = [plandiff, "accept", "--all"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = folder / ".plandiff/next"
    while writing and not begun.exists() and process.poll() is None:
        time.sleep(0.0001)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plandiff", help="the command to kill")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    plandiff = find_plandiff(options.plandiff)
    if plandiff is None:
        sys.exit("no plandiff command found")
    rng = random.Random(options.seed)  # noqa: S311 - moments, no secrets
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        original = Path(name) / "original"
        before = lay_out(original, plandiff)
        whole = Path(name) / "whole"
        shutil.copytree(original, whole)
        begun = time.perf_counter()
        subprocess.run([plandiff, "accept", "--all"], cwd=whole, check=True, capture_output=True)
        seconds, after = time.perf_counter() - begun, tree(whole)
        for n in range(options.kills):
            folder = Path(name) / str(n)
            shutil.copytree(original, folder)
            writing = n % 2 == 0
            delay = rng.uniform(0, 0.012 if writing else seconds)
            alive = killed(folder, plandiff, delay, writing=writing)
            there = tree(folder)
            outcome = "before" if there == before else "after" if there == after else "MIXED"
            status = subprocess.run([plandiff, "check"], cwd=folder, check=False, capture_output=True).returncode
            subprocess.run([plandiff, "accept", "--all"], cwd=folder, check=False, capture_output=True)
            if status != (1 if outcome == "before" else 0) or tree(folder) != after:
                outcome = "WRONG AFTERWARDS"
            found[f"{'killed while writing' if writing else 'killed'}: {outcome}" if alive else "had ended"] += 1
            shutil.rmtree(folder)
    for outcome, count in sorted(found.items()):
        print(f"{count:4} {outcome}")


if __name__ == "__main__":
    main()
