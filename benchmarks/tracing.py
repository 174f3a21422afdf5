"""Trace one national plan through thousands of local ones: what is found, how fast, in how much memory.

    python benchmarks/tracing.py                  3,000 local plans; --plans 300 for a quick look, --keep FOLDER

A local plan is filler of 4,000 characters (the words of other plans, shuffled) in which clauses of the national plan
are planted with about a tenth of their characters exchanged, left out or put in. A planted clause is found if a passage
of status same or reworded, formula or not, covers half of it on both sides. Other hits are mostly further clauses of
the national plan with the same wording. Promises: 97 % found; ten times the plans take no more memory.

Beside it, on a few plans: a plain loop of ``rapidfuzz.fuzz.ratio`` over all pairs of clauses, and the TF-IDF cosine of
character trigrams. They find pairs of clauses; plandiff also says what differs in them, and all it read.
"""

import argparse
import json
import math
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path

from measure import run
from rapidfuzz import fuzz

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
NATIONAL = SEEDS / "national-special-regions.hans.txt"
FILLER = ["chongqing-resource-regions.hans.txt", "national-demonstration-zones.hant.txt"]
LENGTH, PLANTED, EDITED = 4_000, 4, 0.1
FOUND, MEMORY = 0.97, 1.25


def clauses(text):
    """Cut text into clauses of twelve characters and more, with their offsets."""
    for match in re.finditer(r"[^，。；：！？,.;:!?\s—\d]{12,60}(?=[，。；])", text):
        if not re.match(r"第[一二三四五六七八九]{1,2}[章节]", match.group()):  # the print runs headings into sentences
            yield match.start(), match.group()


def edited(clause, rng):
    """Exchange, leave out or put in a tenth of the characters, at least one."""
    letters = list(clause)
    for _ in range(max(1, round(EDITED * len(clause)))):
        at = rng.randrange(len(letters))
        letters[at : at + 1] = rng.choice(([], [letters[at], "省"], ["本"], ["市"]))
    return "".join(letters)


def plans(folder, number, seed=7):
    """Write the local plans; yield for each its path and what is planted: (national offset, clause, offset, text)."""
    rng = random.Random(seed)  # noqa: S311
    national = NATIONAL.read_text(encoding="utf-8")
    sources = [(start, clause) for start, clause in clauses(national) if national.count(clause) == 1]
    words = []
    for name in FILLER:
        han = re.sub(r"[^\u4e00-\u9fff]", "", (SEEDS / name).read_text(encoding="utf-8"))
        words += [han[at : at + 2] for at in range(0, len(han), 2)]
    for n in range(number):
        planted = [(start, clause, edited(clause, rng)) for start, clause in rng.sample(sources, PLANTED)]
        waiting = sorted((rng.randrange(200, LENGTH - 200), one) for one in planted)
        parts, length, truth = [], 0, []
        while length < LENGTH:
            if waiting and length >= waiting[0][0]:
                _, (start, clause, text) = waiting.pop(0)
                truth.append((start, clause, length, text))
            else:
                text = "".join(rng.choice(words) for _ in range(rng.randrange(4, 14)))
            parts.append(text + ("。\n" if rng.random() < 0.3 else "，"))
            length += len(parts[-1])
        path = folder / f"plan-{n:05}.txt"
        path.write_text("".join(parts), encoding="utf-8")
        yield path, truth


def overlap(spans, start, size):
    return 2 * sum(max(0, min(end, start + size) - max(low, start)) for low, end in spans) >= size


def score(result, truths):
    """Count planted clauses, those found, and passages of shared wording that show none."""
    planted = found = other = 0
    for line in result.open(encoding="utf-8"):
        if not line.startswith('{"path"'):
            continue
        local = json.loads(line.rstrip().rstrip(","))
        truth = truths[Path(local["path"]).name]
        beads = [b for b in local["beads"] if b["status"] in ("same", "reworded")]
        hits = set()
        for start, clause, at, text in truth:
            mine = {
                n
                for n, b in enumerate(beads)
                if overlap(b["left"], start, len(clause)) and overlap(b["right"], at, len(text))
            }
            planted += 1
            found += bool(mine)
            hits |= mine
        other += len(beads) - len(hits)
    return planted, found, other


def grams(text):
    return [text[at : at + 3] for at in range(len(text) - 2)]


def loop_ratio(national, local, least):
    """All pairs of clauses whose ratio is high enough, in a plain loop."""
    return {(i, j) for j, b in enumerate(local) for i, a in enumerate(national) if fuzz.ratio(a, b) >= least}


class Tfidf:
    """Cosine of character trigrams weighted by their rarity among the national clauses."""

    def __init__(self, national):
        df = Counter(gram for text in national for gram in set(grams(text)))
        self.idf = {gram: math.log(len(national) / count) + 1 for gram, count in df.items()}
        self.postings = defaultdict(list)
        for i, text in enumerate(national):
            for gram, weight in self.vector(text).items():
                self.postings[gram].append((i, weight))

    def vector(self, text):
        weights = {gram: self.idf.get(gram, 8.0) for gram in grams(text)}
        size = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / size for gram, weight in weights.items()}

    def hits(self, local, least):
        found = set()
        for j, text in enumerate(local):
            scores = Counter()
            for gram, weight in self.vector(text).items():
                for i, other in self.postings.get(gram, ()):
                    scores[i] += weight * other
            found |= {(i, j) for i, value in scores.items() if value >= least}
        return found


def baseline(name, find, truths, folder, number):
    """Time a baseline on some plans, and count what it finds."""
    cut = re.compile(r"[，。；：！？\s]+")
    national = [part for part in cut.split(NATIONAL.read_text(encoding="utf-8")) if len(part) > 3]
    find = find(national)
    planted = found = other = 0
    start = time.perf_counter()
    for file in sorted(folder.glob("plan-*.txt"))[:number]:
        local = [part for part in cut.split(file.read_text(encoding="utf-8")) if len(part) > 3]
        pairs = find(local)
        truth = {(clause, text) for _, clause, _, text in truths[file.name]}
        texts = {(national[i], local[j]) for i, j in pairs}
        hit = {one for one in truth if any(one[0] in a and one[1] in b for a, b in texts)}
        planted, found = planted + len(truth), found + len(hit)
        other += sum(not any(one[1] in b for one in truth) for _, b in texts)
    seconds = time.perf_counter() - start
    print(f"| {name} | {number / seconds:,.0f} | {found / planted:.1%} | {other / number:.2f} | |")


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--plans", type=int, default=3_000)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    folder = chosen.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    truths = {path.name: truth for path, truth in plans(folder, chosen.plans)}
    peaks = []
    print(
        "| method | plans a second | planted clauses found | other hits a plan | peak MB |"
        "\n| --- | --: | --: | --: | --: |"
    )
    for number in (chosen.plans // 10, chosen.plans):
        result = folder / f"trace-{number}.json"
        names = sorted(map(str, folder.glob("plan-*.txt")))[:number]
        command = [sys.executable, "-m", "plandiff", "trace", str(NATIONAL), *names, "--format", "json"]
        done = run([*command, "--jobs", str(chosen.jobs)], result)
        planted, found, other = score(result, truths)
        peaks.append(done.peak_mb)
        print(
            f"| plandiff trace, {number:,} plans | {number / done.seconds:,.0f} | {found / planted:.1%} "
            f"| {other / number:.2f} | {done.peak_mb:,.0f} |"
        )
    few = min(chosen.plans, 20)
    for least in (60, 70):
        baseline(
            f"rapidfuzz loop, ratio >= {least} ({few} plans)",
            lambda national, least=least: partial(loop_ratio, national, least=least),
            truths,
            folder,
            few,
        )
    for least in (0.3, 0.5):
        baseline(
            f"TF-IDF, cosine >= {least} ({few} plans)",
            lambda national, least=least: partial(Tfidf(national).hits, least=least),
            truths,
            folder,
            few,
        )
    kept = found / planted >= FOUND and peaks[1] <= MEMORY * peaks[0]
    print("PASS" if kept else "OVER")
    sys.exit(not kept)


if __name__ == "__main__":
    main()
