"""List words that ``duty.toml`` and ``formulas.toml`` may lack, to be weeded by hand: ``usual_words.py REPORTS``.

REPORTS holds government reports as ``place/year.md`` at any depth (lawtext/gov). Printed are, with the places whose
reports have them:

- acts: words of two characters that stand behind a degree at the head of a clause (积极应对…) in the reports of
  `VERB_PLACES` places or more, in any of `YEARS`, and that no list of ``duty.toml`` has;
- manners: what else stands before an act at the head of a clause (纵深推进…), in `MANNER_PLACES` places or more and
  before two acts or more; most are subjects (城市更新), which are no words of manner;
- terms: strings of five characters and more in the newest report of a fifth of the places or more, most of whose
  occurrences are part of no longer one; names of programmes are among them. Those that ``formulas.toml`` has are left
  out.

Source of what was taken from them: 2,393 reports of 352 places since 2012 in lawtext/gov (July 2026); official texts of
state organs carry no copyright (著作权法 art. 5). Texts that seeds/ shares are left out, as in ``usual_wording.py``.
"""

import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from usual_wording import ROOT, documents, pieces

from plandiff.chinese.duty_words import lexicon
from plandiff.chinese.punctuation import plain
from plandiff.chinese.script import fold

DATA = ROOT / "src/plandiff/chinese"
YEARS = ("2022", "2024", "2026")
VERB_PLACES, MANNER_PLACES, TERM_SHARE = 12, 15, 0.2
SHORTEST, LONGEST = 5, 32
"""Characters of a term."""
MOSTLY = 0.5
"""Share of the places with a string that may have a longer one around it, if it is to be a term of its own."""


def known_words() -> tuple[set[str], re.Pattern[str]]:
    """The acts and nouns of ``duty.toml``, and a pattern of a degree at the head of a clause."""
    duty = tomllib.loads((DATA / "duty.toml").read_text(encoding="utf-8"))
    words = {
        word
        for table in ("licences", "duties", "prohibitions", "acts")
        for row in duty[table].values()
        for word in row.split()
    }
    degrees = [*" ".join(duty["degrees"].values()).split(), *" ".join(duty["before_acts"].values()).split()]
    return words | set(degrees), re.compile(
        "(?:" + "|".join(sorted(map(re.escape, map(fold, degrees)), key=len, reverse=True)) + ")+(..)"
    )


def acts(found: Iterable[tuple[Path, set[str]]]) -> Counter[str]:
    """For each word behind a degree the number of places."""
    known, opening = known_words()
    places: dict[str, set[str]] = defaultdict(set)
    for path, clauses in found:
        if path.stem[:4] in YEARS:
            for clause in clauses:
                if (match := opening.match(clause)) and match[1] not in known:
                    places[match[1]].add(path.parent.name)
    return Counter({word: len(where) for word, where in places.items() if len(where) >= VERB_PLACES})


def manners(found: Iterable[tuple[Path, set[str]]]) -> Counter[str]:
    """For each word before an act the number of places."""
    known, _ = known_words()
    acts_of = "|".join(sorted(lexicon(), key=len, reverse=True))
    before = re.compile(f"([^、]{{2,4}}?)({acts_of})..")
    places: dict[str, set[str]] = defaultdict(set)
    governed: dict[str, set[str]] = defaultdict(set)
    for path, clauses in found:
        if path.stem[:4] in YEARS:
            for clause in clauses:
                if (match := before.match(clause)) and match[1] not in known and len(match[2]) > 1:
                    places[match[1]].add(path.parent.name)
                    governed[match[1]].add(match[2])
    enough = (word for word, where in places.items() if len(where) >= MANNER_PLACES and len(governed[word]) > 1)
    return Counter({word: len(places[word]) for word in enough})


def strings(reports: list[set[str]], least: float) -> Iterator[tuple[int, dict[str, int]]]:
    """For each length the strings that enough reports have: only what goes on from such strings is counted."""
    before: dict[str, int] = {}
    for size in range(SHORTEST - 1, LONGEST + 1):
        tally: Counter[str] = Counter()
        for clauses in reports:
            grams = {clause[at : at + size] for clause in clauses for at in range(len(clause) - size + 1)}
            tally.update(gram for gram in grams if not before or (gram[1:] in before and gram[:-1] in before))
        before = {gram: count for gram, count in tally.items() if count >= least and not re.search("[0-9、]", gram)}
        if not before:
            return
        yield size, before


def terms(reports: list[set[str]]) -> Counter[str]:
    """For each term the number of reports."""
    lists = tomllib.loads((DATA / "formulas.toml").read_text(encoding="utf-8"))
    known = {plain(fold(word)) for word in (*lists["terms"].split(), *lists["phrases"].split())}
    found: Counter[str] = Counter()
    shorter: dict[str, int] = {}
    for _, longer in strings(reports, TERM_SHARE * len(reports)):
        around: dict[str, int] = {}
        for gram, count in longer.items():
            for part in (gram[1:], gram[:-1]):
                around[part] = max(around.get(part, 0), count)
        found.update({gram: n for gram, n in shorter.items() if around.get(gram, 0) < MOSTLY * n and gram not in known})
        shorter = {gram: n for gram, n in longer.items() if len(gram) >= SHORTEST}
    return found


def main() -> None:
    tested = {piece for path in (ROOT / "seeds").rglob("*.txt") for piece in pieces(path.read_text(encoding="utf-8"))}
    found = [item for item in documents(Path(sys.argv[1]), tested) if item[0].stem[:4] in (*YEARS, "2023", "2025")]
    newest = {path.parent.name: clauses for path, clauses in sorted(found, key=lambda item: item[0].stem)}
    for title, tally in (("acts", acts(found)), ("manners", manners(found)), ("terms", terms(list(newest.values())))):
        print(f"# {title}: {len(tally):,}")
        print("\n".join(f"{count}\t{word}" for word, count in tally.most_common()))


if __name__ == "__main__":
    main()
