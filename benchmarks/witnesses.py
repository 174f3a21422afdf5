"""Does every row of the data files have a witness: a test that fails without it?

Each row is taken out of a copy of the package in turn, and the tests that hold that file are run against the copy. A
row whose absence no test notices is printed. A row is a word of a list, or one string of an array.

    python benchmarks/witnesses.py                          # all files; some ten minutes on two cores
    python benchmarks/witnesses.py chinese/bodies.toml      # one file
    python benchmarks/witnesses.py --every 10               # every tenth row, for a quick look

It exits with 1 if a row has no witness.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "plandiff"
HELD_BY = {
    "chinese/bodies.toml": ("test_facts.py",),
    "chinese/quantities.toml": ("test_facts.py",),
}
"""Which tests hold which file. The lists of divisions and of frequencies are held whole, by their counts."""
TOGETHER = os.cpu_count() or 1

Row = tuple[int, int, str]
"""Where a row begins and ends in its file, in code points, and what to show of it."""

_STRING = re.compile(r'"""(.*?)"""|"([^"\n]*)"(\s*,)?', re.DOTALL)
_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)


def rows(text: str) -> Iterator[Row]:
    """Yield the rows of a TOML file."""
    silent = [match.span() for match in _COMMENT.finditer(text)]
    for found in _STRING.finditer(text):
        if any(start <= found.start() < end for start, end in silent):
            continue
        group = 1 if found[1] is not None else 2
        words = list(re.finditer(r"\S+", found[group]))
        if len(words) == 1 and found[3]:
            yield found.start(), found.end(), words[0][0]
            continue
        for word in words:
            yield found.start(group) + word.start(), found.start(group) + word.end(), word[0]


def has_witness(copy: Path, name: str, row: Row) -> bool:
    """Say whether a test fails when a row is taken out of a copy of the package."""
    original = (PACKAGE / name).read_text(encoding="utf-8")
    (copy / "plandiff" / name).write_text(original[: row[0]] + original[row[1] :], encoding="utf-8")
    tests = [str(ROOT / "tests" / test) for test in HELD_BY[name]]
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False, timeout=300)
    (copy / "plandiff" / name).write_text(original, encoding="utf-8")
    return done.returncode == 1


def main() -> None:
    """Take out one row after another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE", help=f"of {', '.join(HELD_BY)}")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="look at every N-th row only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(TOGETHER) as pool:
        copies: Queue[Path] = Queue()
        for n in range(TOGETHER):
            shutil.copytree(PACKAGE, Path(folder, str(n), "plandiff"))
            copies.put(Path(folder, str(n)))

        def look(name: str, row: Row) -> bool:
            copy = copies.get()
            try:
                return has_witness(copy, name, row)
            finally:
                copies.put(copy)

        missing = 0
        for name in options.files or HELD_BY:
            found = list(rows((PACKAGE / name).read_text(encoding="utf-8")))[:: options.every]
            seen = list(pool.map(lambda row, name=name: look(name, row), found))
            bare = [row[2] for row, held in zip(found, seen, strict=True) if not held]
            missing += len(bare)
            print(f"{name}: {len(found)} rows, {len(bare)} without a witness{':' if bare else ''} {' '.join(bare)}")
    sys.exit(missing > 0)


if __name__ == "__main__":
    main()
