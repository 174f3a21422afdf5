"""Measures what plandiff costs before it begins: on texts of one sentence, beside bare Python.

    python benchmarks/start.py [--runs 9] [--plandiff COMMAND]

All are run in turn, in processor seconds. A rise shows a module, a pattern or a table that is loaded too early.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

from measure import find_plandiff, run

OLD = "各地区要加强统筹协调，确保各项任务落到实处。\n"
NEW = "各地区要进一步加强统筹协调，确保各项任务落到实处。\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=9, help="rounds (9)")
    parser.add_argument("--plandiff", help="the command to measure")
    options = parser.parse_args()
    plandiff = find_plandiff(options.plandiff)
    if plandiff is None:
        sys.exit("no plandiff command found")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in (("old.txt", OLD), ("new.txt", NEW)):
            (folder / file).write_text(text, encoding="utf-8")
        old, new = str(folder / "old.txt"), str(folder / "new.txt")
        steps = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import typer'": [sys.executable, "-c", "import typer"],
            "--version": [plandiff, "--version"],
            "text": [plandiff, "text", old],
            "compare, same text": [plandiff, "compare", old, old],
            "compare, two texts": [plandiff, "compare", old, new],
            "lint": [plandiff, "lint", old],
        }
        seconds: dict[str, list[float]] = {step: [] for step in steps}
        for _ in range(options.runs + 1):  # the first run compiles
            for step, command in steps.items():
                seconds[step].append(run(command, folder / "output").processor)
    bare = statistics.median(seconds["python -c pass"][1:])
    for step, runs in seconds.items():
        median = statistics.median(runs[1:])
        print(
            f"{step:26} {min(runs[1:]) * 1000:6.0f} ms at best, {median * 1000:6.0f} by median, {median / bare:5.1f}x"
        )


if __name__ == "__main__":
    main()
