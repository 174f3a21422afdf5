"""How quick is the review: until the first paint, a key on a long pair, and its page for a browser?

    python benchmarks/review.py [--size 1000000] [--rounds 5]

First paint is a whole process, from start to the first screen that shows the two seed renderings, beside a process that
starts an empty Textual app and one that compares the same files. The promise is 1.5x the sum of the last two.

Keys are pressed on the seed pair and on two made ones (see `scale.py`; the width of commas differs on the right, so
that cosmetic changes are many), one of them a law with a heading for each sentence. Each is timed from the press until
nothing is left to do, in processor time, since the driver of the app sleeps between keys. Promised is that a decision
takes at most 50 ms more than on the seed pair, and `4`, which lists the cosmetic changes, at most 200 ms.

The page is written of the same long pair. Where Chromium is at hand, it opens the page, and the same keys are timed
there by the clock.

The app is run by its command, without a terminal, and driven by what stands on its screen.
"""

import argparse
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
from browser import CHROMIUM, MISSING, browser
from scale import make

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PROMISED_PAINT = 1.5
PROMISED_MORE = 0.05  # seconds of a decision beyond that on the seed pair
PROMISED_LISTING = 0.2
DECISIONS = frozenset("aArsu")
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


def pressed(files: list[str], folder: str) -> list[tuple[str, float]]:
    """Return the keys and what each has cost, in seconds."""
    told = run(DRIVEN, [*files, f"{folder}/{len(list(Path(folder).iterdir()))}.json", " ".join(KEYS)])
    lines = [line.split() for line in told.splitlines() if line.startswith("pressed ")]
    return [(key, float(cost)) for _, key, cost in lines]


def pair(kind: str, size: int, folder: str) -> list[str]:
    """Make a long pair; return its two files."""
    made = make(kind, size)
    files = [Path(folder, f"{kind}-{side}.txt") for side in ("left", "right")]
    files[0].write_text("".join(made.pieces["left"]), encoding="utf-8")
    files[1].write_text(re.sub("，", ",", "".join(made.pieces["right"])), encoding="utf-8")
    return list(map(str, files))


def keys(kind: str, files: list[str], folder: str, small: list[tuple[str, float]]) -> None:
    """Time the keys on a long pair, beside the same on a small one."""
    times = pressed(files, folder)
    print(f"{kind}:", "  ".join(f"{key} {1000 * seconds:.0f}" for key, seconds in times), "ms")
    more = max(cost - less for (key, cost), (_, less) in zip(times, small, strict=True) if key in DECISIONS)
    listing = max(cost for key, cost in times if key == "4")
    print(f"a decision takes at most {1000 * more:.0f} ms more than on the seeds: {told(more, PROMISED_MORE)}")
    print(f"4 takes at most {1000 * listing:.0f} ms: {told(listing, PROMISED_LISTING)}")


def told(cost: float, promised: float) -> str:
    return f"{'PASS' if cost <= promised else 'OVER'} (promise {1000 * promised:.0f} ms)"


def spent() -> float:
    """Return the processor time of all processes that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def page(files: list[str], folder: str) -> None:
    """Time the page: how long it takes to write beside the comparison, how large it is, and what keys cost in it."""
    begun = spent()
    run(COMPARE, files)
    compared = spent() - begun
    file = Path(folder, "page.html")
    begun = spent()
    command = [sys.executable, "-m", "plandiff", "review", "--html", str(file), *files]
    subprocess.run([*command, "--decisions", f"{folder}/page.json"], check=False, capture_output=True, timeout=LONGEST)
    written = spent() - begun
    size = file.stat().st_size / 1e6
    print(f"page: {written:.1f} s of processor time, of which {compared:.1f} s compare; {size:.1f} MB")
    if CHROMIUM is None:
        print(MISSING)
        return
    with browser(Path(folder)) as shown:
        shown.size(1280, 900)
        begun = time.perf_counter()
        shown.go(file.as_uri(), "document.querySelector('mark.current')")
        times = [("open", time.perf_counter() - begun)]
        for listing in range(2):
            if listing:
                begun = time.perf_counter()
                shown.run("document.querySelectorAll('.weight')[3].click()")
                times.append(("cosmetic", time.perf_counter() - begun))
            for key in "naru":
                begun = time.perf_counter()
                shown.press(key)
                shown.run("0")
                times.append((key, time.perf_counter() - begun))
        begun = time.perf_counter()
        shown.run("q = document.getElementById('query'); q.value = '組織'; q.dispatchEvent(new Event('change'))")
        times.append(("search", time.perf_counter() - begun))
    print("in Chromium:", "  ".join(f"{key} {1000 * cost:.0f}" for key, cost in times), "ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first_paint(options.rounds, folder)
        small = pressed([str(SEEDS / f"national-special-regions.{script}.txt") for script in ("hant", "hans")], folder)
        made = {kind: pair(kind, options.size, folder) for kind in ("normal", "articles")}
        for kind, files in made.items():
            keys(kind, files, folder, small)
        page(made["normal"], folder)


if __name__ == "__main__":
    main()
