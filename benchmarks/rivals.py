"""Runs plandiff, the floor and the rivals side by side on the two renderings of one plan, as whole processes.

    python benchmarks/rivals.py [--runs 5] [--slow] [--law OLD NEW] [--venv VENV] [--plandiff COMMAND]

Rivals get the text in a form that helps them, made beforehand and not timed: `t2s` is the traditional side folded to
simplified characters; `tidy` is that with width folded, white space removed and a line for each sentence. With `--law`
all run on two versions of a law too, as they are.
"""

import argparse
import importlib.util
import json
import math
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from measure import Run, find_plandiff, last_line, peak, run, verdict

HERE = Path(__file__).resolve().parent
PAIR = [HERE.parent / "seeds" / f"national-special-regions.{script}.txt" for script in ("hant", "hans")]
PROMISE = 3.0  # plandiff takes at most this many times the floor
LAW, OURS, FLOOR = "law", "plandiff compare", "floor"
FLOOR_MODULES = ("diff_match_patch", "opencc", "rapidfuzz", "typer", "wcwidth")
CHARACTERS = "[0-9A-Za-z]+|[^[:space:]]"


def length(text: str) -> int:
    return len("".join(text.split()))


def count_json(text: str) -> tuple[int, int]:
    """The floor and the engines print their own figures."""
    figures = json.loads(text)
    return figures["regions"], figures["characters"]


def count_plandiff(text: str) -> tuple[int, int]:
    changes = json.loads(text)["changes"]
    sides = (change[side] for change in changes for side in ("left", "right"))
    return len(changes), sum(length(side["text"]) for side in sides if side)


def count_git(text: str) -> tuple[int, int]:
    """Porcelain: a line for each piece, marked by its first character; `~` stands for a line break."""
    body = text.partition("\n@@")[2].splitlines()[1:]
    pieces = [line for line in body if line[:1] in "+- " and line[1:].strip()]
    runs = [list(run) for marked, run in groupby(pieces, key=lambda line: line[0] in "+-") if marked]
    return len(runs), sum(length(line[1:]) for run in runs for line in run)


def count_marks(text: str) -> tuple[int, int]:
    """Words marked [-removed-] and {+added+}; white space between marks does not part them."""
    runs = re.findall(r"(?:(?:\[-.*?-\]|\{\+.*?\+\})\s*)+", text, re.DOTALL)
    return len(runs), sum(length(re.sub(r"\[-|-\]|\{\+|\+\}", "", run)) for run in runs)


def count_redlines(text: str) -> tuple[int, int]:
    changes = [change for change in json.loads(text)["changes"] if change["type"] != "equal"]
    sides = (change.get(side) or "" for change in changes for side in ("source_text", "test_text"))
    return len(changes), sum(length(side) for side in sides)


@dataclass(frozen=True)
class Program:
    """One row: `command` has LEFT, RIGHT and OUT in it; `missing` says what is not installed, if anything."""

    name: str
    text: str
    command: tuple[str, ...]
    count: Callable[[str], tuple[int, int]] = count_json
    missing: str = ""
    good: tuple[int, ...] = (0,)
    slow: bool = False


def programs(plandiff: str | None, venv: Path) -> list[Program]:
    """The rows of the table, in order."""

    def unless(found: object, name: str) -> str:
        return "" if found else name

    def module(name: str) -> str:
        return unless(any(venv.glob(f"lib/python*/site-packages/{name}")), f"{name} in {venv.name}")

    def engine(name: str) -> tuple[str, ...]:
        return (str(venv / "bin" / "python"), str(HERE / "engines.py"), name, "LEFT", "RIGHT")

    def on(*texts: str, **row: Any) -> Iterator[Program]:
        return (Program(text=text, **row) for text in texts)

    lacking = ", ".join(name for name in FLOOR_MODULES if not importlib.util.find_spec(name))
    git = ("git", "diff", "--no-index", "--word-diff=porcelain", f"--word-diff-regex={CHARACTERS}", "LEFT", "RIGHT")
    docdiff = ("docdiff", "--no-config-file", "--char", "--utf8", "--lf", "--wdiff", "LEFT", "RIGHT")
    prose = (str(venv / "bin" / "prosediff"), "--files", "LEFT", "RIGHT", "--format", "wdiff", "--full", "-o", "OUT")
    redlines = (str(venv / "bin" / "redlines"), "json", "LEFT", "RIGHT")
    no_git, no_docdiff = (unless(shutil.which(name), name) for name in ("git", "docdiff"))
    no_dmp, no_prose, no_redlines = module("diff_match_patch"), module("prosediff"), module("redlines")
    no_fast_dmp, no_python = module("fast_diff_match_patch*"), unless((venv / "bin/python").exists(), "the virtualenv")
    no_jsdiff = unless(shutil.which("node"), "node") or unless((venv / "node_modules/diff").exists(), "diff of npm")
    ours = (plandiff or "plandiff", "compare", "LEFT", "RIGHT", "--format", "json")
    floor = (sys.executable, str(HERE / "floor.py"), "LEFT", "RIGHT")
    js = ("node", str(HERE / "engine.js"), str(venv / "node_modules/diff"), "LEFT", "RIGHT")
    return [
        *on(
            "raw", LAW, name=OURS, command=ours, count=count_plandiff, missing=unless(plandiff, "plandiff"), good=(0, 1)
        ),
        *on("raw", LAW, name=FLOOR, command=floor, count=count_json, missing=lacking),
        *on(
            "raw",
            "t2s",
            "tidy",
            LAW,
            name="git, per character",
            command=git,
            count=count_git,
            missing=no_git,
            good=(1,),
        ),
        *on("t2s", "tidy", LAW, name="fast-diff-match-patch", command=engine("fast-dmp"), missing=no_fast_dmp),
        *on("t2s", "tidy", name="diff-match-patch, no time-out", command=engine("dmp"), missing=no_dmp),
        *on(LAW, name="diff-match-patch, no time-out", command=engine("dmp"), missing=no_dmp, slow=True),
        *on("t2s", name="diff-match-patch, as it comes (1 s)", command=engine("dmp-default"), missing=no_dmp),
        *on("t2s", "tidy", LAW, name="difflib", command=engine("difflib"), missing=no_python),
        *on("t2s", "tidy", name="jsdiff, per character", command=js, missing=no_jsdiff),
        *on(LAW, name="jsdiff, per character", command=js, missing=no_jsdiff, slow=True),
        *on("t2s", "tidy", LAW, name="docdiff, per character", command=docdiff, count=count_marks, missing=no_docdiff),
        *on("t2s", "tidy", LAW, name="prosediff", command=prose, count=count_marks, missing=no_prose),
        *on("t2s", "tidy", LAW, name="redlines", command=redlines, count=count_redlines, missing=no_redlines),
        *on("tidy", name="CollateX, by clause", command=engine("collatex"), missing=module("collatex"), slow=True),
    ]


def prepare(folder: Path, law: Sequence[Path]) -> None:
    """Writes the pair into `folder` as it is, folded, and tidied; and the law as it is."""
    import opencc  # noqa: PLC0415 - runs in a process of its own, to keep the one that measures small

    fold = opencc.OpenCC("t2s").convert
    for side, path in zip(("left", "right"), PAIR, strict=True):
        raw = path.read_bytes()
        folded = fold(raw.decode("utf-8"))
        sentences = re.sub("(?<=[。；！？])", "\n", "".join(folded.split()))
        (folder / f"raw.{side}.txt").write_bytes(raw)
        (folder / f"t2s.{side}.txt").write_bytes(folded.encode())
        (folder / f"tidy.{side}.txt").write_bytes(unicodedata.normalize("NFKC", sentences).encode())
    for side, path in zip(("left", "right"), law, strict=False):
        (folder / f"{LAW}.{side}.txt").write_bytes(path.read_bytes())


def measure(rows: list[Program], folder: Path, runs: int, limit: float) -> dict[Program, list[Run]]:
    """Runs the programs in turn, round after round, so that a slow spell of the machine meets them all."""
    done: dict[Program, list[Run]] = {row: [] for row in rows}
    calm = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for _ in range(runs):
        for row in rows:
            last = done[row][-1:]
            if last and (row.slow or last[0].late or last[0].status not in row.good):
                continue
            files = {side.upper(): str(folder / f"{row.text}.{side}.txt") for side in ("left", "right")}
            files["OUT"] = str(folder / f"{rows.index(row)}.out")
            command = [files.get(word, word) for word in row.command]
            output = folder / f"{rows.index(row)}.stdout"
            if not last and row.name in {OURS, FLOOR}:
                run(command, output, limit, calm)  # compiles what is not yet
            done[row].append(run(command, output, limit, calm))
    return done


def median(values: list[float]) -> float:
    values = sorted(values)
    return (values[(len(values) - 1) // 2] + values[len(values) // 2]) / 2


def versions(venv: Path) -> str:
    """What was measured, for the record."""
    script = (
        "from importlib.metadata import distributions as d; import sys;"
        "print(', '.join(sorted({f'{x.name} {x.version}' for x in d() if x.name.lower() in sys.argv[1:]})))"
    )
    ours = ("plandiff", "opencc", "rapidfuzz", "typer", "diff-match-patch", "wcwidth")
    theirs = ("prosediff", "redlines", "collatex", "levenshtein", "diff-match-patch", "fast-diff-match-patch")
    commands = [[sys.executable, "-c", script, *ours]]
    commands += [[str(venv / "bin" / "python"), "-c", script, *theirs]] if (venv / "bin" / "python").exists() else []
    said = [subprocess.run(command, capture_output=True, text=True, check=False).stdout for command in commands]
    for tool in filter(shutil.which, ("git", "docdiff")):
        told = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False).stdout
        said.append(f"{tool} {told.split()[-1]}")
    python = sys.version.partition(" ")[0]
    return f"{os.cpu_count()} cores, Python {python}; " + "; ".join(" ".join(text.split()) for text in said)


def outcome(row: Program, runs: list[Run], out: Path, limit: float) -> tuple[int, int] | str:
    """The regions and characters a program reported, or why there are none."""
    stdout = out.with_suffix(".stdout")
    if runs[-1].late:
        return f"given up after {limit:.0f} s"
    try:
        if runs[-1].status in row.good:
            return row.count((out if out.exists() else stdout).read_text(encoding="utf-8"))
    except (ValueError, LookupError, TypeError):  # a traceback also ends with status 1
        pass
    return f"failed ({runs[-1].status}): {last_line(stdout)}"


def table(
    rows: list[Program], done: dict[Program, list[Run]], folder: Path, limit: float, peaks: dict[Program, str]
) -> float:
    """Prints the table of one pair and gives plandiff's time as a multiple of the floor's; NaN if one has no figure."""
    outcomes = [outcome(row, done[row], folder / f"{[*done].index(row)}.out", limit) for row in rows]
    times = [[r.processor for r in done[row]] for row in rows]
    usable = {
        row.name: median(seconds)
        for row, seconds, found in zip(rows, times, outcomes, strict=True)
        if not isinstance(found, str)
    }
    bases = [usable.get(name, math.nan) for name in (OURS, FLOOR)]
    print("| program | text | min s | median s | x plandiff | x floor | peak MB | regions | characters marked |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for row, seconds, found in zip(rows, times, outcomes, strict=True):
        if isinstance(found, str):
            print(f"| {row.name} | {row.text} | {found} |")
            continue
        ratios = [f"{median(seconds) / base:.2f}" for base in bases]
        cells = [row.name, row.text, f"{min(seconds):.2f}", f"{median(seconds):.2f}", *ratios, peaks[row]]
        print("|", " | ".join([*cells, *(f"{figure:,}" for figure in found)]), "|")
    for row in rows:
        if row.name == OURS and row.name in usable:
            result = json.loads((folder / f"{[*done].index(row)}.stdout").read_text(encoding="utf-8"))
            weights = Counter(change["weight"] for change in result["changes"])
            print("plandiff's regions:", ", ".join(f"{count:,} {weight}" for weight, count in weights.most_common()))
    print()
    return bases[0] / bases[1]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=5, help="rounds; minimum and median are printed (5)")
    options.add_argument("--limit", type=float, default=400, help="seconds after which a program is given up (400)")
    options.add_argument("--slow", action="store_true", help="run CollateX too, and on the law jsdiff and dmp, once")
    options.add_argument("--law", type=Path, nargs=2, default=(), metavar=("OLD", "NEW"), help="two versions of a law")
    venv = Path(os.environ.get("PLANDIFF_RIVALS_VENV", HERE / ".venv"))
    options.add_argument("--venv", type=Path, default=venv, help="where install_rivals.sh put them (benchmarks/.venv)")
    options.add_argument("--plandiff", help="the plandiff command, if it is not beside this Python")
    given = options.parse_args()

    wanted = [
        row for row in programs(find_plandiff(given.plandiff), given.venv.absolute()) if given.law or row.text != LAW
    ]
    for row in wanted:
        if row.missing:
            print(f"skipped: {row.name} on {row.text}: not installed: {row.missing}")
        elif row.slow and not given.slow:
            print(f"skipped: {row.name} on {row.text}: slow, runs with --slow")
    rows = [row for row in wanted if not row.missing and (given.slow or not row.slow)]
    if not importlib.util.find_spec("opencc"):
        print("opencc is not installed, so the texts cannot be made: run this with the Python that has plandiff")
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        helper = multiprocessing.get_context("spawn").Process(target=prepare, args=(folder, given.law))
        helper.start()
        helper.join()
        if helper.exitcode:
            return 2
        done = measure(rows, folder, given.runs, given.limit)
        peaks = {row: peak(max(r.peak_mb for r in done[row])) for row in rows}  # before anything is read in
        on_law = [row for row in rows if row.text == LAW]
        ratio = table([row for row in rows if row.text != LAW], done, folder, given.limit, peaks)
        if on_law:
            table(on_law, done, folder, given.limit, peaks)
    print(versions(given.venv.absolute()))
    if math.isnan(ratio):
        print(f"skipped: plandiff / floor: one of them has no figure (promised: {PROMISE:.0f}x)")
        return 0
    print(
        f"plandiff / floor on the plan, by medians: {ratio:.2f}x (promised: {PROMISE:.0f}x) {verdict(ratio, PROMISE)}"
    )
    return int(ratio > PROMISE)


if __name__ == "__main__":
    sys.exit(main())
