"""How quick is the review: how long until the first paint, and how long does a key take on a long pair?

    python benchmarks/review.py [--size 1000000] [--rounds 5]

First paint is a whole process, from start to the first screen that shows the two seed renderings, beside a process that
starts an empty Textual app and one that compares the same files. The promise is 1.5x the sum of the last two.

Keys are pressed in a running app on a made pair (see `scale.py`; the width of commas differs on the right, so that
cosmetic changes are many). Each is timed from the press until nothing is left to do, in processor time, since the
driver of the app sleeps between keys. The promise is 50 ms; keys that change what is listed or how all of it is laid
out may take more.
"""

import argparse
import asyncio
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale import make

from plandiff.comparison import compare
from plandiff.decisions.store import Store
from plandiff.reading.document import Document, Evidence
from plandiff.reviewing.arranging import material_of
from plandiff.tui.app import ReviewApp
from plandiff.tui.job import Job

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PROMISED_PAINT = 1.5
PROMISED_KEY = 0.05
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
compare(read(sys.argv[1], None), read(sys.argv[2], None))
"""
PAINT = """
import sys
from pathlib import Path
from plandiff.cli.reviewing import _loader
from plandiff.conversion.standards import USUAL
from plandiff.decisions.store import Store
from plandiff.tui.app import ReviewApp
from plandiff.tui.job import Job
class Painted(ReviewApp):
    def on_review_app_loaded(self, message):
        self.set_timer(0.001, self.look)
    def look(self):
        if self.screen.query("PairView") and self.screen.query_one("#detail").size.height > 1:
            self.call_after_refresh(self.exit)
        else:
            self.set_timer(0.001, self.look)
paths = Path(sys.argv[1]), Path(sys.argv[2])
store = Store(Path(sys.argv[3]), ("l", "r"))
load = _loader(paths, store, None, None, USUAL)
Painted(Job(load, store, paths[0].parent, "x", paths)).run(headless=True, size=(120, 40))
"""


def best(code: str, arguments: list[str], rounds: int) -> float:
    """The shortest wall time of a process."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, timeout=120)
        times.append(time.perf_counter() - begun)
    return min(times)


def first_paint(rounds: int, folder: str) -> None:
    files = [str(SEEDS / f"national-special-regions.{script}.txt") for script in ("hant", "hans")]
    empty, compare = best(EMPTY, [], rounds), best(COMPARE, files, rounds)
    paint = best(PAINT, [*files, f"{folder}/none.json"], rounds)
    ratio = paint / (empty + compare)
    print(f"empty app {empty:.2f} s   comparison {compare:.2f} s   first paint {paint:.2f} s")
    print(f"first paint takes {ratio:.2f}x both: {'PASS' if ratio <= PROMISED_PAINT else 'OVER'} (promise 1.5x)")


async def keys(size: int, folder: str) -> None:
    pair = make("normal", size)
    left, right = "".join(pair.pieces["left"]), "".join(pair.pieces["right"])
    right = re.sub("，", ",", right)
    documents = [Document(name, text, "utf-8", Evidence.UTF_8, "0" * 64) for name, text in (("l", left), ("r", right))]
    begun = time.perf_counter()
    comparison = compare(*documents)
    compared = time.perf_counter() - begun
    begun = time.perf_counter()
    material = material_of(comparison).warm(subjects=False)
    print(
        f"{len(left):,} characters, {len(material.blocks):,} passages, {len(material.changes):,} changes; "
        f"compared in {compared:.1f} s, made ready in {time.perf_counter() - begun:.2f} s"
    )
    store = Store(Path(folder, "keys.json"), ("l", "r"))
    app = ReviewApp(Job(lambda _stage: material, store, Path(folder), "x"))
    async with app.run_test(size=(120, 40)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        times = []
        for key in KEYS:
            begun = time.process_time()
            await pilot.press(key)
            await pilot.pause()
            times.append((time.process_time() - begun, key))
        print("  ".join(f"{key} {1000 * seconds:.0f}" for seconds, key in times), "ms")
        slow = [key for seconds, key in times if seconds > PROMISED_KEY]
        median = statistics.median(seconds for seconds, _ in times)
        laid_out = app.screen.session.view.laid_out
        print(f"median {1000 * median:.0f} ms; over 50 ms: {', '.join(slow) or 'none'}; {laid_out} passages laid out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first_paint(options.rounds, folder)
        asyncio.run(keys(options.size, folder))


if __name__ == "__main__":
    main()
