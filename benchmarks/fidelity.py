"""Is every wrong character found, and nothing else? Labels, clean text and injected errors.

    python benchmarks/fidelity.py [--text FILE…] [--runs N]

Labels: the wrong characters of the three traditional seeds (fidelity/labels.tsv). Clean text: fidelity/clean,
written for this purpose in the usage of Taiwan, Hong Kong and the mainland, and any traditional text named with --text.
Injection: in clean text, one character in 60 is replaced by a partner that OpenCC's table merges with it; each sort of
error is as likely as the others, and every other finding counts as an alarm. Beside it the usual check: convert to
simplified and back with OpenCC and compare.
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import opencc

from plandiff.chinese.script import fold, has_two_uses, is_han, is_writable, print_form
from plandiff.choices import Standard
from plandiff.conversion.lexicon import LONGEST, candidates, words_from
from plandiff.conversion.standards import Spelling, is_free, is_one_form, is_printed_both_ways, is_tolerated
from plandiff.judging.change import Kind
from plandiff.proofreading.linting import lint
from plandiff.reading import read
from plandiff.reading.document import Document, Evidence

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
SPACING = 60
REACH = 40
"""Characters on each side that may hold a word, white space and all: lint sets that aside."""
BOTH_WAYS = 2.0
"""By how much (natural logarithm) the rarer of two spellings of a word may be rarer and still be print's own."""
WRONG = {Kind.WRONG_CHARACTER, Kind.LEFTOVER_CHARACTER}


def document(text: str) -> Document:
    return Document("text", text, "utf-8", Evidence.UTF_8, "")


def alarms(text: str, standard: Standard = Standard.ANY) -> dict[int, str]:
    """Return what lint calls wrong: by offset, what it expects."""
    findings = lint(document(text), Spelling(standard), "hant").findings
    return {f.span.start: f.judgement.expected or "" for f in findings if f.judgement.kind in WRONG}


def round_trip(text: str) -> dict[int, str]:
    """Return what converting to simplified and back changes, by offset."""
    back = opencc.OpenCC("s2tw").convert(opencc.OpenCC("t2s").convert(text))
    if len(back) != len(text):
        raise SystemExit("OpenCC changed the length of the text")
    return {at: new for at, (old, new) in enumerate(zip(text, back, strict=True)) if old != new}


def on_labels() -> None:
    with (HERE / "fidelity/labels.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if not row[0].startswith("#")]
    print(
        "labels                              errors  found  false  precision  recall  |  round trip: precision  recall"
    )
    for seed in dict.fromkeys(row[0] for row in rows):
        text = read(str(SEEDS / seed)).text
        right = {int(row[1]): row[3] for row in rows if row[0] == seed}
        ours, theirs = alarms(text), round_trip(text)
        hits = sum(ours.get(at) == expected for at, expected in right.items())
        common = len(right.keys() & theirs.keys())
        precision, recall = hits / max(1, len(ours)), hits / len(right)
        print(
            f"{seed:36}{len(right):6}{hits:7}{len(ours) - hits:7}{precision:11.3f}{recall:8.3f}"
            f"  |{common / max(1, len(theirs)):23.3f}{common / len(right):8.3f}"
        )
        for at in ours.keys() - right.keys():
            print(f"    false: {text[at - 4 : at]}[{text[at]}]{text[at + 1 : at + 5]}")
        for at in right.keys() - ours.keys():
            print(f"    missed: {text[at - 4 : at]}[{text[at]}]{text[at + 1 : at + 5]}")


@dataclass(frozen=True)
class Injection:
    at: int
    partner: str
    sort: str


def partners(char: str) -> Iterator[tuple[str, str]]:
    """Yield what a simplification or a careless conversion makes of a character, and what sort of error it is."""
    simple = fold(char)
    possible = candidates(simple)
    if not is_han(char) or char not in possible:
        return
    for other in {simple, *possible} - {char}:
        if is_one_form(other, char) or has_two_uses(other) or fold(other) != simple:
            continue  # forms of one character, or a character with a simplification of its own
        if other == simple and not is_writable(other, "big5"):
            yield other, "left simplified (国)"
        elif other == simple and is_tolerated(other, char):
            yield other, "merged by the variant table (采)"
        elif other == simple:
            yield other, "merged by simplification (后)"
        elif is_writable(other, "big5"):
            yield other, "taken apart wrongly (髮展)"


def is_wrong(text: str, at: int, partner: str) -> bool:
    """Say whether a partner is an error in its place: print has some words both ways (公布 公佈, 了解 瞭解)."""
    if is_free(partner, text[at]):
        return False
    before, after = ("".join(side.split()) for side in (text[max(0, at - REACH) : at], text[at : at + REACH]))
    key, place = fold(before[-LONGEST:] + after[:LONGEST]), len(before[-LONGEST:])
    either = is_printed_both_ways(partner, text[at], Standard.ANY)
    for start in range(place + 1):
        for word, forms in words_from(key[start : start + LONGEST]):
            if len(word) > max(1, place - start):
                weights = {form[place - start]: weight for form, weight in reversed(forms)}
                own = weights.get(print_form(text[at]), 0.0)
                if partner in weights and (either or weights[partner] > own - BOTH_WAYS):
                    return False
    return True


def injected(text: str, chance: random.Random, known: Iterable[int]) -> tuple[str, list[Injection]]:
    """Replace one character in each stretch of text, none that lint already calls wrong."""
    characters, done = list(text), []
    for start in range(0, len(text) - SPACING, SPACING):
        ways: dict[str, list[Injection]] = {}
        for at in range(start, start + SPACING):
            for partner, sort in sorted(partners(text[at])) if at not in known else ():
                if is_wrong(text, at, partner):
                    ways.setdefault(sort, []).append(Injection(at, partner, sort))
        if ways:
            error = chance.choice(ways[chance.choice(sorted(ways))])
            characters[error.at] = error.partner
            done.append(error)
    return "".join(characters), done


def on_clean(texts: dict[str, str], runs: int) -> None:
    print("\nclean text                          characters  alarms  per 10,000  |  round trip: per 10,000")
    for name, text in texts.items():
        count, found, theirs = sum(map(is_han, text)), alarms(text), round_trip(text)
        print(
            f"{name:36}{count:10,}{len(found):8}{len(found) * 10_000 / count:12.2f}"
            f"  |{len(theirs) * 10_000 / count:24.2f}"
        )
    sorts: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    extra = 0
    for run in range(runs):
        for text in texts.values():
            known = alarms(text)
            damaged, done = injected(text, random.Random(run), known)  # noqa: S311 - repeatable on purpose
            found = alarms(damaged)
            extra += len(found.keys() - known.keys() - {error.at for error in done})
            for error in done:
                sorts[error.sort] += 1
                hits[error.sort] += error.at in found
                if error.at not in found:
                    at = error.at
                    missed[
                        f"{text[at - 3 : at]}[{text[at]}→{error.partner}]{text[at + 1 : at + 4]}".replace("\n", " ")
                    ] += 1
    print(f"\ninjected errors ({runs} runs)                 placed  found  recall; {extra} findings beside them")
    for sort, count in sorts.most_common():
        print(f"{sort:42}{count:6,}{hits[sort]:7,}{hits[sort] / count:8.3f}")
    print("missed most: " + "  ".join(f"{words} ×{count}" for words, count in missed.most_common(20)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--text", nargs="*", default=[], help="more clean traditional text, UTF-8")
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    on_labels()
    files = [*sorted((HERE / "fidelity/clean").glob("*.txt")), *map(Path, options.text)]
    on_clean({file.name: file.read_text(encoding="utf-8") for file in files}, options.runs)


if __name__ == "__main__":
    main()
