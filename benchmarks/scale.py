"""Runs `plandiff compare` on made pairs of growing length: does time grow with the text, and are the edits found?

    python benchmarks/scale.py [--sizes 100000,1000000] [--kinds normal,articles,sentence,period] [--runs 1]

Four kinds of text. `normal`: sentences of a seed document in random order, each with a number woven in, under chapter
headings, and an edit about every 500 characters. `articles`: the same as a law, each sentence an article. `sentence`:
one sentence over and over, in one line. `period`: two characters over and over. The last two have about 20
substitutions, insertions and deletions each per 100,000.

An edit counts as found when substantive changes cover its witness, the characters that any right answer marks: the word
put in, the number in an inserted sentence, the number in a deleted one. In the repetitive texts only substitutions have
one. So that marking everything does not pass for finding, the last column gives the characters that substantive changes
mark as a multiple of the characters edited: about 1 for an exact difference, more where whole words are marked.
"""

import argparse
import itertools
import json
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measure import Run, find_plandiff, last_line, peak, run, verdict

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
PROMISED_GROWTH = 15.0  # ten times the text takes at most this many times the time
PROMISED_MB = 1024.0
EVERY = {"normal": 500, "articles": 500, "sentence": 1667, "period": 1667}  # characters from one edit to the next
SENTENCE = "各地要加强组织领导，推进重点任务落实，支持资源型地区加快发展。"
PERIOD = "发展"
WORDS = ("发展", "建设", "支持", "推进", "加强", "地区", "产业", "企业", "资源", "生态", "城市", "旅游", "教育", "农民")
CHAPTER, PARAGRAPH = 100, 5  # sentences
VARIED = ("normal", "articles")
DIGITS = "零一二三四五六七八九"


@dataclass
class Pair:
    """A made pair, with the edits planted in it and the characters that show each: its witness."""

    pieces: dict[str, list[str]] = field(default_factory=lambda: {"left": [], "right": []})
    length: Counter[str] = field(default_factory=Counter)
    planted: list[tuple[str, str, int, int]] = field(default_factory=list)  # edit, side, start and end of the witness
    edited: int = 0  # characters

    def put(self, left: str, right: str) -> None:
        """Adds text to both sides."""
        for side, text in (("left", left), ("right", right)):
            self.pieces[side].append(text)
            self.length[side] += len(text)

    def plant(self, edit: str, left: str, right: str, witness: tuple[int, int]) -> None:
        """Adds an edit; `witness` counts from the start of the deleted text, or else of the right one."""
        side = "left" if edit == "deletion" else "right"
        start, end = (self.length[side] + place for place in witness)
        self.planted.append((edit, side, start, end))
        self.put(left, right)


def numeral(number: int) -> str:
    """1 to 9,999 in Chinese: 12 is 十二, 105 is 一百零五."""
    spelt = "".join(DIGITS[int(d)] + unit for d, unit in zip(f"{number:04}", ("千", "百", "十", ""), strict=True))
    spelt = re.sub("零[千百十]", "零", spelt)
    return re.sub("^一十", "十", re.sub("零+", "零", spelt).strip("零"))


def sentences(kind: str, chance: random.Random) -> Iterator[str]:
    """An endless run of sentences of one kind."""
    if kind not in VARIED:
        while True:
            yield SENTENCE if kind == "sentence" else PERIOD * 10
    text = "".join((SEEDS / "national-special-regions.hans.txt").read_text(encoding="utf-8").split())
    stock = [s for s in re.findall(r"[^。—（）]{20,100}。", text) if "，" in s and not re.search("[0-9第]", s)]
    while True:
        head, comma, tail = chance.choice(stock).partition("，")
        yield f"{head}，涉及项目{chance.randrange(100_000, 1_000_000)}个{comma}{tail}"


def substitute(sentence: str, chance: random.Random) -> tuple[str, int] | None:
    """Puts another word for one of the sentence's; also says where. The new word shares no character with it."""
    old = [word for word in WORDS if word in sentence]
    new = [word for word in WORDS if not set(word) & set(sentence)]
    if not old or not new:
        return None
    place = chance.choice([m.start() for m in re.finditer(chance.choice(old), sentence)])
    return sentence[:place] + chance.choice(new) + sentence[place + 2 :], place


def number(sentence: str) -> tuple[int, int]:
    """Where the sentence's number is."""
    found = re.search("[0-9]+", sentence)
    return found.span() if found else (0, 0)


def plant(pair: Pair, sentence: str, more: str, chance: random.Random) -> None:
    """Adds a sentence with the next edit in turn; without, where no word of it can be replaced."""
    edit = ("substitution", "insertion", "deletion")[len(pair.planted) % 3]
    changed = substitute(sentence, chance)
    if edit == "insertion":
        pair.put(sentence, sentence)
        pair.plant(edit, "", more, number(more))
        pair.edited += len(more)
    elif edit == "deletion":
        pair.plant(edit, sentence, "", number(sentence))
        pair.edited += len(sentence)
    elif changed:
        text, place = changed
        pair.plant(edit, sentence, text, (place, place + 2))
        pair.edited += 4
    else:
        pair.put(sentence, sentence)


def make(kind: str, size: int) -> Pair:
    """A pair whose left side has `size` characters, or up to a sentence more."""
    chance = random.Random(f"{kind} {size}")  # noqa: S311 - repeatable, not secret
    source = sentences(kind, chance)
    pair = Pair()
    due = EVERY[kind] / 2
    for count in itertools.count():
        if pair.length["left"] >= size:
            break
        if kind == "normal" and count % PARAGRAPH == 0:
            title = "".join(chance.sample(WORDS, 2))
            heading = f"第{numeral(count // CHAPTER + 1)}章 {title}\n" if count % CHAPTER == 0 else ""
            gap = "\n" * bool(count) + heading
            pair.put(gap, gap)
        if kind == "articles":
            mark = "\n" * bool(count) + f"第{count + 1}条　"
            pair.put(mark, mark)
        sentence = next(source)
        if pair.length["left"] < due:
            pair.put(sentence, sentence)
            continue
        plant(pair, sentence, next(source) * (1 if kind in VARIED else chance.randint(1, 3)), chance)
        due = (len(pair.planted) + chance.uniform(0.2, 0.8)) * EVERY[kind]
    if kind not in VARIED:  # an insertion and a deletion of the same sentence cancel out, except for the length
        substitutions = sum(edit == "substitution" for edit, *_ in pair.planted)
        pair.edited = 4 * substitutions + abs(pair.length["left"] - pair.length["right"])
    return pair


def score(pair: Pair, changes: list[dict[str, Any]]) -> tuple[Counter[str], Counter[str], float]:
    """Planted and found edits by kind, and the characters marked for each character edited."""
    marked = {"left": set[int](), "right": set[int]()}
    for change in changes:
        for side, places in marked.items():
            if change[side]:
                places.update(range(change[side]["start"], change[side]["end"]))
    planted, found = Counter[str](), Counter[str]()
    for kind, side, start, end in pair.planted:
        if start < end:
            planted[kind] += 1
            found[kind] += marked[side].issuperset(range(start, end))
    return planted, found, sum(map(len, marked.values())) / pair.edited


def median_run(runs: list[Run]) -> Run:
    """The bad run, if any, else the middle one."""
    bad = [r for r in runs if r.status not in (0, 1)]
    return bad[0] if bad else sorted(runs, key=lambda r: r.seconds)[len(runs) // 2]


def show(kind: str, size: int, measured: Run, stem: str, peak_mb: str) -> bool | None:
    """Prints one row; says whether every substitution was found, or None where there is no result."""
    cells = [kind, f"{size:,}", f"{measured.seconds:.2f}", peak_mb]
    try:
        changes = json.loads(Path(f"{stem}.json").read_text(encoding="utf-8"))["changes"]
    except (OSError, ValueError, LookupError):
        why = "given up" if measured.late else f"failed ({measured.status}): {last_line(Path(f'{stem}.log'))}"
        print("|", " | ".join([*cells, why]), "|")
        return None
    substantive = [change for change in changes if change["weight"] == "substantive"]
    pair = make(kind, size)
    planted, found, excess = score(pair, substantive)
    recall = (f"{found[name]}/{planted[name]}" for name in ("substitution", "insertion", "deletion"))
    cells += [f"{len(pair.planted):,}", f"{len(substantive):,}", *recall, f"{excess:.2f}"]
    print("|", " | ".join(cells), "|", flush=True)
    return found["substitution"] == planted["substitution"]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sizes", default="100000,1000000", help="characters on the left side")
    options.add_argument("--kinds", default=",".join(EVERY), help="kinds of text")
    options.add_argument("--runs", type=int, default=1, help="runs of each pair; the median is printed (1)")
    options.add_argument("--limit", type=float, default=600, help="seconds after which a run is given up (600)")
    options.add_argument("--plandiff", help="the plandiff command, if it is not beside this Python")
    options.add_argument("--keep", type=Path, help="a folder to keep the pairs and results in")
    given = options.parse_args()
    sizes = sorted(int(size) for size in given.sizes.split(","))
    kinds = given.kinds.split(",")
    command = find_plandiff(given.plandiff)
    if not command:
        print("skipped: plandiff is not installed")

    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        runs: dict[tuple[str, int], Run] = {}
        for kind in kinds:
            for size in sizes:
                pair, stem = make(kind, size), folder / f"{kind}.{size}"
                sides = [Path(f"{stem}.{side}.txt") for side in ("left", "right")]
                for path, pieces in zip(sides, pair.pieces.values(), strict=True):
                    path.write_text("".join(pieces), encoding="utf-8")
                if not command:
                    print(f"made: {kind}, {size:,} characters, {len(pair.planted):,} edits")
                    continue
                words = [command, "compare", *map(str, sides), "--format", "json", "-o", f"{stem}.json"]
                log = Path(f"{stem}.log")
                runs[kind, size] = median_run([run(words, log, given.limit) for _ in range(given.runs)])
        if not command:
            return 0
        # Results are read only now: reading them makes this process large, and a child inherits its peak.
        peaks = {key: peak(measured.peak_mb) for key, measured in runs.items()}
        print("| text | characters | s | peak MB | planted | substantive | sub. | ins. | del. | marked / edited |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
        complete = {
            (kind, size): show(kind, size, measured, f"{folder}/{kind}.{size}", peaks[kind, size])
            for (kind, size), measured in runs.items()
        }
    kept = [all(complete.values())]
    print(f"every substitution found: {'PASS' if kept[0] else 'MISSED'}")
    for kind in kinds:
        if None in {complete[kind, sizes[0]], complete[kind, sizes[-1]]}:
            kept.append(False)
            print(f"{kind}: no figures, a run failed or was given up")
            continue
        small, large = runs[kind, sizes[0]], runs[kind, sizes[-1]]
        growth = large.seconds / small.seconds
        bound = PROMISED_GROWTH * sizes[-1] / sizes[0] / 10
        kept += [growth <= bound, large.peak_mb <= PROMISED_MB]
        print(f"{kind}: time x{growth:.1f} (promised: x{bound:.0f}) {verdict(growth, bound)}", end="; ")
        print(f"{large.peak_mb:.0f} MB (promised: {PROMISED_MB:.0f}) {verdict(large.peak_mb, PROMISED_MB)}")
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
