"""Measures `plandiff check` on 200 documents of 20,000 characters: none changed, and one changed.

The floor is a program that reads and hashes them, plus the start of plandiff (`plandiff --version`). All are run in
turn, and the quickest run of each counts. Seconds are those of the processor, which other work on the machine touches
least; all of these programs run in one thread and wait for nothing but files that are cached.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from measure import find_plandiff, run, verdict

ROOT = Path(__file__).parents[1]
READ_AND_HASH = """
import hashlib
from pathlib import Path
for path in sorted(Path("docs").iterdir()):
    data = path.read_bytes()
    data.decode()
    hashlib.sha256(data).hexdigest()
"""
BOUND = 2.0


def make_documents(folder: Path, count: int, size: int) -> None:
    """Writes documents of `size` characters, no two alike: a seed, begun at another paragraph each time."""
    lines = (ROOT / "seeds/national-special-regions.hant.txt").read_text(encoding="utf-8").splitlines()
    (folder / "docs").mkdir()
    for n in range(count):
        at = n % len(lines)
        text = f"第{n}號文件\n" + "\n".join([*lines[at:], *lines[:at]])
        (folder / f"docs/{n:03}.txt").write_text(text[:size], encoding="utf-8")
    (folder / "plandiff.toml").write_text('documents = ["docs/*.txt"]\n', encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plandiff", help="the command to measure")
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    plandiff = find_plandiff(options.plandiff)
    if plandiff is None:
        sys.exit("no plandiff command found")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_documents(folder, 200, 20_000)
        command = ["env", "-C", name]
        output = folder / "output"
        accepted = run([*command, plandiff, "accept", "--all"], output)
        print(f"accept --all of 200 new documents: {accepted.seconds:.2f} s, status {accepted.status}")
        steps = {
            "start": [plandiff, "--version"],
            "read and hash": [*command, sys.executable, "-c", READ_AND_HASH],
            "python": [sys.executable, "-c", "pass"],
            "check, none changed": [*command, plandiff, "check"],
        }
        best = measured(steps, output, options.repeat)
        changed = folder / "docs/100.txt"
        changed.write_text(changed.read_text(encoding="utf-8").replace("2025", "2026", 1), encoding="utf-8")
        best |= measured({"check, one changed": [*command, plandiff, "check"]}, output, options.repeat)
    for step, seconds in best.items():
        print(f"{step:22} {seconds * 1000:6.0f} ms")
    floor = best["start"] + best["read and hash"] - best["python"]
    ratio = best["check, none changed"] / floor
    print(f"floor {floor * 1000:.0f} ms; none changed: {ratio:.2f} times the floor, {verdict(ratio, BOUND)} ({BOUND})")


def measured(steps: dict[str, list[str]], output: Path, repeat: int) -> dict[str, float]:
    """Runs all steps in turn, `repeat` times, and returns the quickest run of each."""
    seconds: dict[str, list[float]] = {step: [] for step in steps}
    for _ in range(repeat):
        for step, command in steps.items():
            seconds[step].append(run(command, output).processor)
    return {step: min(runs) for step, runs in seconds.items()}


if __name__ == "__main__":
    main()
