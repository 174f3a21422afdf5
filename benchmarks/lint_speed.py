"""How long does lint take on a million characters, beside the conversion of the same text by OpenCC?

    python benchmarks/lint_speed.py [--rounds N]

Whole processes, in turn; start-up is measured on a file of one character and shown apart. The promise of the project
is 4x the conversion plus start-up.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from measure import find_plandiff, run

SEEDS = Path(__file__).parent.parent / "seeds"
SIZE = 1_000_000
CONVERT = "import sys, opencc; t = open(sys.argv[1], encoding='utf-8').read(); opencc.OpenCC('t2s').convert(t)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    plandiff = find_plandiff(None)
    if plandiff is None:
        raise SystemExit("plandiff is not installed")
    seed = "".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.hant.txt")))
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.txt"), Path(folder, "small.txt")
        large.write_text((seed * (SIZE // len(seed) + 1))[:SIZE], encoding="utf-8")
        small.write_text("國", encoding="utf-8")
        best: dict[str, float] = {}
        for _ in range(options.rounds):
            for what, file in (("large", large), ("small", small)):
                for name, command in (
                    ("plandiff", [plandiff, "lint", str(file), "--format", "json"]),
                    ("opencc", [sys.executable, "-c", CONVERT, str(file)]),
                ):
                    seconds = run(command, Path(folder, "out")).seconds
                    key = f"{name} {what}"
                    best[key] = min(seconds, best.get(key, seconds))
    work = {name: best[f"{name} large"] - best[f"{name} small"] for name in ("plandiff", "opencc")}
    for name, seconds in work.items():
        print(f"{name:10} start-up {best[f'{name} small']:.3f} s   1,000,000 characters {seconds:.3f} s more")
    ratio = work["plandiff"] / work["opencc"]
    print(f"lint takes {ratio:.1f}x the conversion: {'PASS' if ratio <= 4 else 'OVER'} (promise 4x)")


if __name__ == "__main__":
    main()
