"""How long does lint take on a million characters, beside OpenCC on the same text?

    python benchmarks/lint_speed.py [--rounds N] [--text FILE]

Whole processes, in turn; start-up is measured on a file of one character and shown apart. OpenCC converts the text once
(t2s), and there and back (t2s, s2tw), which is the usual check of a conversion. Without --text the traditional seeds
stand one behind the other until there are a million characters: full of errors and of inserted readings.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from measure import find_plandiff, run

SEEDS = Path(__file__).parent.parent / "seeds"
SIZE = 1_000_000
READ = "import sys, opencc; text = open(sys.argv[1], encoding='utf-8').read(); "
ONCE = READ + "opencc.OpenCC('t2s').convert(text)"
AND_BACK = READ + "back = opencc.OpenCC('s2tw').convert(opencc.OpenCC('t2s').convert(text)); back == text"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--text", type=Path, help="a traditional text, UTF-8")
    options = parser.parse_args()
    plandiff = find_plandiff(None)
    if plandiff is None:
        raise SystemExit("plandiff is not installed")
    sources = [options.text] if options.text else sorted(SEEDS.glob("*.hant.txt"))
    source = "".join(path.read_text(encoding="utf-8") for path in sources)
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.txt"), Path(folder, "small.txt")
        large.write_text((source * (SIZE // len(source) + 1))[:SIZE], encoding="utf-8")
        small.write_text("國", encoding="utf-8")
        programs = {
            "plandiff lint": [plandiff, "lint", "--format", "json"],
            "OpenCC": [sys.executable, "-c", ONCE],
            "OpenCC there and back": [sys.executable, "-c", AND_BACK],
        }
        best: dict[tuple[str, Path], float] = {}
        for _ in range(options.rounds):
            for file in (large, small):
                for name, command in programs.items():
                    seconds = run([*command, str(file)], Path(folder, "out")).seconds
                    best[name, file] = min(seconds, best.get((name, file), seconds))
        lint = best["plandiff lint", large] - best["plandiff lint", small]
        for name in programs:
            work = best[name, large] - best[name, small]
            start = best[name, small]
            print(f"{name:24} start-up {start:.3f} s, then {work:.3f} s; lint takes {lint / work:.1f}x that")


if __name__ == "__main__":
    main()
