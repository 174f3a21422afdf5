"""What does lint of a million characters cost, beside OpenCC on the same text, and how does it grow?

    python benchmarks/lint_speed.py [--rounds N] [--text FILE ...] [--growth FILE ...] [--sizes 1000000,2000000]

Whole processes, in turn, in seconds of the processor; best of all rounds. The start is measured on a file of one
character and taken off. OpenCC converts the text once (t2s), and there and back (t2s, s2tw), which is the usual check
of a conversion: lint should take at most four times that, and 150 MB. Each --text is cut to a million characters; a
shorter one stays as it is, and its ratio is as good. Without one, the traditional seeds stand one behind the other
until there are a million: full of errors and of inserted readings, but the same ones over and over.

--growth lints the beginnings of long texts: from one size to the next, time should grow with an exponent of at most
1.15, and a character should take at most 400 bytes beyond the start.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from math import log
from pathlib import Path

from measure import Run, find_plandiff, run, verdict

SEEDS = Path(__file__).parent.parent / "seeds"
SIZE = 1_000_000
RATIO, PEAK_MB, EXPONENT, BYTES = 4.0, 150, 1.15, 400
READ = "import sys, opencc; text = open(sys.argv[1], encoding='utf-8').read(); "
ONCE = READ + "opencc.OpenCC('t2s').convert(text)"
AND_BACK = READ + "back = opencc.OpenCC('s2tw').convert(opencc.OpenCC('t2s').convert(text)); back == text"
LINT, BACK = "plandiff lint", "OpenCC, there and back"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def best(runs: Iterable[Run]) -> Run:
    return min(runs, key=lambda measured: measured.processor)


class Programs:
    """The programs, each with its start."""

    def __init__(self, plandiff: str, folder: Path, rounds: int) -> None:
        self.folder, self.rounds = folder, rounds
        self.commands = {
            LINT: [plandiff, "lint", "--format", "json"],
            "OpenCC, once": [sys.executable, "-c", ONCE],
            BACK: [sys.executable, "-c", AND_BACK],
        }
        self.starts = self.measured("國")

    def measured(self, text: str, names: Iterable[str] | None = None) -> dict[str, Run]:
        """Run the programs on a text, in turn."""
        file = self.folder / "text.txt"
        file.write_text(text, encoding="utf-8", newline="")
        runs: dict[str, list[Run]] = {}
        for _ in range(self.rounds):
            for name in names or self.commands:
                runs.setdefault(name, []).append(run([*self.commands[name], str(file)], self.folder / "out"))
        return {name: best(found) for name, found in runs.items()}

    def work(self, name: str, measured: Run) -> float:
        """Seconds beyond the start."""
        return measured.processor - self.starts[name].processor


def compare(programs: Programs, name: str, text: str) -> bool:
    """Print what a text costs; True if the promise is kept."""
    measured = programs.measured(text)
    lint = programs.work(LINT, measured[LINT])
    print(f"\n{name}: {len(text):,} characters")
    for program, result in measured.items():
        work = programs.work(program, result)
        print(f"  {program:24} {work:7.3f} s, {result.peak_mb:4.0f} MB; lint takes {lint / work:.1f}x that")
    ratio, peak = lint / programs.work(BACK, measured[BACK]), measured[LINT].peak_mb
    print(f"  {verdict(ratio, RATIO)} at most {RATIO:.0f}x, {verdict(peak, PEAK_MB)} at most {PEAK_MB} MB")
    return ratio <= RATIO and peak <= PEAK_MB


def growth(programs: Programs, name: str, text: str, sizes: list[int]) -> bool:
    """Print how time and memory grow with the length of a text; True if the promise is kept."""
    print(f"\n{name}, its beginnings")
    kept, before = True, None
    for size in sizes:
        if size > len(text):
            print(f"  {size:,}: the text has {len(text):,} characters only")
            continue
        result = programs.measured(text[:size], [LINT])[LINT]
        work = programs.work(LINT, result)
        each = (result.peak_mb - programs.starts[LINT].peak_mb) * (1 << 20) / size
        told = f"  {size:>9,}: {work:6.2f} s, {result.peak_mb:4.0f} MB, {each:4.0f} bytes a character"
        if before and before[0] >= SIZE:
            exponent = log(work / before[1]) / log(size / before[0])
            told += f", exponent {exponent:.2f} {verdict(exponent, EXPONENT)}"
            kept &= exponent <= EXPONENT
        if size >= SIZE:
            told += f", {verdict(each, BYTES)} at most {BYTES} bytes"
            kept &= each <= BYTES
        print(told)
        before = size, work
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--text", type=Path, nargs="+", default=[], help="traditional texts, UTF-8")
    parser.add_argument("--growth", type=Path, nargs="+", default=[], help="long texts, UTF-8")
    parser.add_argument("--sizes", default="100000,1000000,2000000,4000000", help="characters of their beginnings")
    options = parser.parse_args()
    plandiff = find_plandiff(None)
    if plandiff is None:
        raise SystemExit("plandiff is not installed")
    with tempfile.TemporaryDirectory() as folder:
        programs = Programs(plandiff, Path(folder), options.rounds)
        for name, start in programs.starts.items():
            print(f"start of {name:24} {start.processor:.3f} s, {start.peak_mb:.0f} MB")
        kept = [compare(programs, path.stem, read(path)[:SIZE]) for path in options.text]
        if not options.text and not options.growth:
            source = "".join(map(read, sorted(SEEDS.glob("*.hant.txt"))))
            kept = [compare(programs, "traditional seeds, repeated", (source * (SIZE // len(source) + 1))[:SIZE])]
        sizes = [int(size) for size in options.sizes.split(",")]
        kept += [growth(programs, path.stem, read(path), sizes) for path in options.growth]
    raise SystemExit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
