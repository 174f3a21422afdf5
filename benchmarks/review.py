"""How quick is the review: how long until the first paint, and how long does a key take on a long pair?

    python benchmarks/review.py [--size 1000000] [--rounds 5]

First paint is a whole process, from start to the first screen that shows the two seed renderings, beside a process that
starts an empty Textual app and one that compares the same files. The promise is 1.5x the sum of the last two.

Keys are pressed on a made pair (see `scale.py`; the width of commas differs on the right, so that cosmetic changes are
many). Each is timed from the press until nothing is left to do, in processor time, since the driver of the app sleeps
between keys. The promise is 50 ms; keys that change what is listed or how all of it is laid out may take more.

The app is run by its command, without a terminal, and driven by what stands on its screen.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale import make

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PROMISED_PAINT = 1.5
PROMISED_KEY = 0.05
LONGEST = 300  # seconds of a process
KEYS = ("n", "n", "n", "a", "n", "A", "u", "r", "p", "j", "k", "space", "ctrl+u", "right_square_bracket", "G", "g")
KEYS += ("4", "n", "a", "n", "4", "z", "n", "z", "v", "v", "tab", "s", "enter", "escape", "question_mark", "escape")

EMPTY = """
from textual.app import App
class Empty(App):
    def on_mount(self):
        self.call_after_refresh(self.exit)
Empty().run(headless=True, size=(120, 40))
"""
COMPARE = """
import sys
from plandiff.reading import read
from plandiff.comparison import compare
compare(read(sys.argv[1]), read(sys.argv[2]))
"""
DRIVEN = """
import sys, time
from textual.app import App
from plandiff.cli import main, reviewing
reviewing._need_terminal = lambda *_, **__: None
keys = sys.argv[4].split()
async def drive(pilot):
    app = pilot.app
    while not (app.screen.query("PairView") and app.screen.query_one("#detail").size.height > 1):
        await pilot.pause(0.001)
    for key in keys:
        begun = time.process_time()
        await pilot.press(key)
        await pilot.pause()
        print("pressed", key, time.process_time() - begun, file=sys.stderr)
    app.exit()
run = App.run
App.run = lambda app: run(app, headless=True, size=(120, 40), auto_pilot=drive)
sys.argv = ["plandiff", "review", sys.argv[1], sys.argv[2], "--decisions", sys.argv[3]]
try:
    main()
except SystemExit as exit:
    sys.exit(exit.code == 2)
"""


def run(code: str, arguments: list[str]) -> str:
    """Run a process; returns what it said on standard error."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=LONGEST).stderr


def best(code: str, arguments: list[str], rounds: int) -> float:
    """The shortest wall time of a process."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        run(code, arguments)
        times.append(time.perf_counter() - begun)
    return min(times)


def first_paint(rounds: int, folder: str) -> None:
    files = [str(SEEDS / f"national-special-regions.{script}.txt") for script in ("hant", "hans")]
    empty, compare = best(EMPTY, [], rounds), best(COMPARE, files, rounds)
    paint = best(DRIVEN, [*files, f"{folder}/none.json", ""], rounds)
    ratio = paint / (empty + compare)
    print(f"empty app {empty:.2f} s   comparison {compare:.2f} s   first paint {paint:.2f} s")
    print(f"first paint takes {ratio:.2f}x both: {'PASS' if ratio <= PROMISED_PAINT else 'OVER'} (promise 1.5x)")


def keys(size: int, folder: str) -> None:
    pair = make("normal", size)
    files = [Path(folder, f"{side}.txt") for side in ("left", "right")]
    files[0].write_text("".join(pair.pieces["left"]), encoding="utf-8")
    files[1].write_text(re.sub("，", ",", "".join(pair.pieces["right"])), encoding="utf-8")
    told = run(DRIVEN, [*map(str, files), f"{folder}/keys.json", " ".join(KEYS)])
    pressed = [line.split() for line in told.splitlines() if line.startswith("pressed ")]
    times = [(key, float(seconds)) for _, key, seconds in pressed]
    print(f"{size:,} characters:", "  ".join(f"{key} {1000 * seconds:.0f}" for key, seconds in times), "ms")
    slow = [key for key, seconds in times if seconds > PROMISED_KEY]
    print(f"median {1000 * statistics.median(s for _, s in times):.0f} ms; over 50 ms: {', '.join(slow) or 'none'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first_paint(options.rounds, folder)
        keys(options.size, folder)


if __name__ == "__main__":
    main()
