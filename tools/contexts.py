"""Counts which character of several native print has beside a neighbour, where no word tells: 應具, never 應俱.

    python tools/contexts.py FOLDER… > contexts.tsv

Source: the laws and regulations of Taiwan as published by its Ministry of Justice, one JSON file a law (texts of laws
are free of copyright there, article 9 of its Copyright Act). Every string of a file is taken for text. Where a
character of several forms is covered by no word of the lexicon, it is counted with the character before it and with
the one behind it, as written. ``words.py`` takes these pairs in beside the words.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from plandiff.chinese.script import HAN, fold, is_writable, print_form
from plandiff.conversion.lexicon import LONGEST, candidates, words_from

_CLAUSE = re.compile(f"[{HAN}]{{2,}}")
_LEAST = 10
"""Times that a pair must be counted."""


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def uncovered(key: str) -> Iterator[int]:
    """Yield the offsets of a folded clause that no word of two characters and more covers."""
    reach = 0
    for at in range(len(key)):
        longest = max((len(word) for word, _ in words_from(key[at : at + LONGEST])), default=1)
        if longest > 1:
            reach = max(reach, at + longest)
        if at >= reach:
            yield at


def pairs(clause: str, key: str) -> Iterator[str]:
    """Yield a clause's uncovered characters of several forms with each neighbour."""
    for at in uncovered(key):
        if len(candidates(key[at])) > 1 and is_writable(clause[at], "big5"):
            yield from (pair for pair in (clause[max(0, at - 1) : at + 1], clause[at : at + 2]) if len(pair) > 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, help="folders of JSON files, a law each")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    laws = characters = 0
    for file in sorted(path for folder in options.folders for path in folder.rglob("*.json")):
        laws += 1
        clauses = _CLAUSE.findall("\n".join(strings(json.loads(file.read_text(encoding="utf-8-sig")))))
        folded = fold("\n".join(clauses)).split("\n")
        characters += sum(map(len, clauses))
        for clause, key in zip(clauses, folded, strict=True):
            counts.update(pairs("".join(map(print_form, clause)), key))
    print(f"# Pairs of neighbours that no word covers in {laws:,} laws of Taiwan, {characters:,} Chinese characters.")
    for pair, count in sorted(counts.items()):
        if count >= _LEAST:
            print(f"{pair}\t{count}")


if __name__ == "__main__":
    main()
