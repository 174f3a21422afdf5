"""How many wrong characters are found, and how many right ones are called wrong.

``benchmarks/fidelity/labels.tsv`` holds every wrong character of the three traditional seeds, a line each: the file,
the offset in code points, the character found, the right one, whether the mainland tolerates it, and its word.
All places were read by eye, and so was every other character of the seeds that a conversion could have confused; what
is not in the file is right. ``benchmarks/fidelity/clean`` holds text written without a mistake in the usage of Taiwan,
Hong Kong and the mainland. The ways to read, to lint and to spoil them are those of ``benchmarks/fidelity.py``.
"""

import csv
import importlib.util
import sys
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from conftest import ROOT, seed

from plandiff.chinese.script import is_han
from plandiff.conversion.standards import is_tolerated

BENCHMARKS = ROOT / "benchmarks"
LABELLED = ["national-special-regions.hant", "national-demonstration-zones.hant", "henan-resource-regions.hant"]
CLEAN = {path.name: path.read_text(encoding="utf-8") for path in sorted((BENCHMARKS / "fidelity/clean").glob("*.txt"))}
APART = 40
"""Code points between two errors: more than words reach."""
BOTH_RIGHT = "編制"
"""Print has 編制 and 編製: put in place of the other, this is no error."""
SORTS = ["merged by simplification (后)", "merged by the variant table (采)", "left simplified (国)"]


@pytest.fixture(scope="module")
def fidelity() -> ModuleType:
    """Load the benchmark as a module: it is a script beside the package."""
    spec = importlib.util.spec_from_file_location("fidelity", BENCHMARKS / "fidelity.py")
    assert spec and spec.loader
    module = sys.modules["fidelity"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labels(name: str) -> dict[int, tuple[str, str, str]]:
    """Return (found, right, class) of the wrong characters of a seed, by offset."""
    with (BENCHMARKS / "fidelity/labels.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row[0] == f"{name}.txt"]
    return {int(at): (found, right, sort) for _, at, found, right, sort, _ in rows}


def shown(text: str, places: Any) -> list[str]:
    """Return places with their neighbours, for who reads a failure."""
    return [f"{text[max(0, at - 4) : at]}[{text[at]}]{text[at + 1 : at + 5]}" for at in sorted(places)]


@pytest.mark.parametrize("name", LABELLED)
def test_the_labels_are_of_this_text(name: str) -> None:
    """Every label names the character that stands there, and its class is that of the pair."""
    text, marked = seed(name).text, labels(name)

    assert len(marked) > 50
    assert {at: text[at] for at in marked} == {at: found for at, (found, _, _) in marked.items()}
    assert {sort == "tolerated" for found, right, sort in marked.values() if is_tolerated(found, right)} == {True}


@pytest.mark.parametrize("name", LABELLED)
def test_the_wrong_characters_of_the_seeds_are_found_and_no_others(name: str, fidelity: ModuleType) -> None:
    """Of a hundred alarms 99 are right, of a hundred wrong characters 98 are found, with the right character."""
    text, marked = seed(name).text, labels(name)
    alarms: dict[int, str] = fidelity.alarms(text)
    hits = [at for at, (_, right, _) in marked.items() if alarms.get(at) == right]

    assert len(hits) / len(alarms) >= 0.99, shown(text, alarms.keys() - hits)
    assert len(hits) / len(marked) >= 0.98, shown(text, marked.keys() - hits)


def test_clean_text_of_three_regions_raises_next_to_no_alarm(fidelity: ModuleType) -> None:
    """At most two alarms in ten thousand characters."""
    alarms = {name: shown(text, fidelity.alarms(text)) for name, text in CLEAN.items()}
    characters = sum(is_han(char) for text in CLEAN.values() for char in text)

    assert len(CLEAN) >= 3
    assert sum(map(len, alarms.values())) * 10_000 <= 2 * characters, alarms


def apart(places: list[Any]) -> Iterator[list[Any]]:
    """Deal errors out into rounds, so that those of one round stand too far apart to change each other's words."""
    while places:
        chosen, rest = places[:1], []
        for error in places[1:]:
            (chosen if error.at - chosen[-1].at >= APART else rest).append(error)
        yield chosen
        places = rest


def test_errors_put_into_clean_text_are_found_and_nothing_beside_them(fidelity: ModuleType) -> None:
    """Replace each character, in its turn, by each that a conversion confuses it with: 99 in a hundred are found."""
    placed: Counter[str] = Counter()
    missed: dict[str, list[str]] = {sort: [] for sort in SORTS}
    beside: list[str] = []
    for text in CLEAN.values():
        known = fidelity.alarms(text)
        errors = [fidelity.Injection(at, *way) for at, char in enumerate(text) for way in fidelity.partners(char)]

        def is_wrong(text: str, error: Any) -> bool:
            return bool(fidelity.is_wrong(text, error.at, error.partner))

        for chosen in apart(
            [error for error in errors if error.at not in known and error.sort in SORTS and is_wrong(text, error)]
        ):
            partners = {error.at: error.partner for error in chosen}
            spoilt = "".join(partners.get(at, char) for at, char in enumerate(text))
            alarms = fidelity.alarms(spoilt)
            beside += shown(spoilt, alarms.keys() - known.keys() - partners.keys())
            placed.update(error.sort for error in chosen)
            for error in chosen:
                if error.at not in alarms and spoilt[error.at - 1 : error.at + 1] != BOTH_RIGHT:
                    missed[error.sort] += shown(spoilt, [error.at])

    assert beside == []
    for sort in SORTS:
        assert placed[sort] >= 30
        assert len(missed[sort]) <= 0.01 * placed[sort], missed[sort]
