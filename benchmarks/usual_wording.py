"""Write ``chinese/frequencies.txt`` and ``chinese/stock_clauses.txt`` anew: ``usual_wording.py REPORTS LAWS [TEXTS]``.

REPORTS holds government reports and plans, as ``place/year.md`` at any depth (lawtext/gov); LAWS holds laws and local
regulations named by their subject (LawRefBook/Laws). Of both, every ``.md`` file is read, reports from 2012 on. A
document that shares a quarter of its strings of 16 characters with a text below TEXTS (default ``seeds``) is left out:
what plandiff is tested on must not set its weights. Both tables hold counts and clauses that many official texts share.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log2
from pathlib import Path

from plandiff.chinese.numerals import HAN_NUMERALS
from plandiff.chinese.punctuation import CLAUSE_STOPS, plain
from plandiff.chinese.script import fold

ROOT = Path(__file__).parents[1]
FREQUENCIES = ROOT / "src/plandiff/chinese/frequencies.txt"
STOCK = ROOT / "src/plandiff/chinese/stock_clauses.txt"
SINCE = 2012
LEAST = (0.25, 0.25, 0.05)
"""Clauses of 1,000 that hold a string of one, two, three characters which is kept."""
PLACES, SUBJECTS = 80, 10
"""Places whose reports, or subjects of whose laws, have a clause which is kept; either is enough."""
SHORTEST, LONGEST = 4, 40
"""Characters of a clause that is kept."""
LINES = re.compile(rf"[{CLAUSE_STOPS}\n]+")
NUMERAL = f"[{HAN_NUMERALS}0-9]+"
MARK = re.compile(rf"^(?:#+|[*>-]+|第{NUMERAL}[条章节编]|\({NUMERAL}\)|{NUMERAL}[、.])")


def clauses(text: str) -> set[str]:
    """The clauses of a document, each once, as plandiff compares them."""
    found = set()
    for line in LINES.split(fold(text)):
        bare = line.strip()
        while match := MARK.match(bare):
            bare = bare[match.end() :].lstrip()
        found.add(plain(bare))
    return {clause for clause in found if 1 < len(clause) <= 120 and not clause.isascii()}


def pieces(text: str) -> set[str]:
    bare = plain(fold(text)).replace("、", "")
    return {bare[at : at + 16] for at in range(len(bare) - 15)}


def texts(folder: Path, tested: set[str]) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        own = pieces(text)
        if len(own) > 200 and len(own & tested) * 4 < len(own):
            yield path, text


def documents(folder: Path, tested: set[str]) -> Iterator[tuple[Path, set[str]]]:
    return ((path, clauses(text)) for path, text in texts(folder, tested))


def is_recent(report: Path) -> bool:
    year = re.match(r"(\d{4})", report.stem)
    return year is not None and int(year[1]) >= SINCE


class Tally:
    """Clauses of one kind of texts: how many, which hold what, and in how many places or subjects each stands."""

    def __init__(self) -> None:
        self.texts = self.clauses = 0
        self.grams: Counter[str] = Counter()
        self.owners: dict[str, set[str]] = defaultdict(set)
        self.named: set[str] = set()

    def add(self, owner: str, found: set[str]) -> None:
        self.texts += 1
        self.clauses += len(found)
        self.named.add(owner)
        for clause in found:
            self.grams.update({clause[at : at + n] for n in (1, 2, 3) for at in range(len(clause) - n + 1)})
            if SHORTEST <= len(clause) <= LONGEST:
                self.owners[clause].add(owner)

    def rate(self, gram: str) -> float:
        return 1000 * self.grams[gram] / max(1, self.clauses)


def rounded(rate: float) -> float:
    """A rate to a quarter of a bit: rates weigh evidence, they decide nothing alone."""
    return round(2 ** (round(4 * log2(rate)) / 4), 3)


def lines(by_rate: dict[tuple[int, float], list[str]], size: int) -> Iterator[str]:
    """The lines of the strings of one length, the most usual first."""
    for rate in sorted((rate for length, rate in by_rate if length == size), reverse=True):
        text = "".join(by_rate[size, rate])
        step = 99 // size * size
        yield from (f"{rate:g} {text[at : at + step]}" for at in range(0, len(text), step))


def main() -> None:
    reports_folder, laws_folder, tested_folder = (*map(Path, sys.argv[1:3]), Path((*sys.argv, str(ROOT / "seeds"))[3]))
    tested = {p for path in tested_folder.rglob("*.txt") for p in pieces(path.read_text(encoding="utf-8"))}
    reports, laws = Tally(), Tally()
    for path, found in documents(reports_folder, tested):
        if is_recent(path):
            reports.add(path.parent.name, found)
    for path, found in documents(laws_folder, tested):
        laws.add(re.sub(r"^.{2,12}?[省市区县州]|[(（].*", "", path.stem), found)
    source = (
        f"{reports.texts:,} government reports and plans of {len(reports.named)} places since {SINCE}"
        f" ({reports.clauses:,} clauses)\n"
        f"# and {laws.texts:,} laws and local regulations on {len(laws.named):,} subjects "
        f"({laws.clauses:,} clauses), in the public\n# repositories lawtext/gov (July 2026) and LawRefBook/Laws (April "
        "2025). Official texts of state organs carry no copyright\n"
        "# (著作权法 art. 5). Texts that share a quarter of their "
        "16-character pieces with seeds/ were left out. Written by\n# benchmarks/usual_wording.py."
    )
    by_rate: dict[tuple[int, float], list[str]] = defaultdict(list)
    for gram in sorted(reports.grams.keys() | laws.grams.keys()):
        rate = (reports.rate(gram) + laws.rate(gram)) / 2
        if rate >= LEAST[len(gram) - 1] and " " not in gram and not gram.isspace():
            by_rate[len(gram), rounded(rate)].append(gram)
    blocks = ["\n".join(lines(by_rate, size)) for size in (1, 2, 3)]
    FREQUENCIES.write_text(
        "# Of 1,000 clauses of policy texts, how many hold a character, a pair, a string of three: the mean of\n"
        "# reports and of laws, to a quarter of a bit. A line is a rate and strings that have it, without space; a\n"
        "# paragraph holds the strings of one length. Kept from "
        f"{LEAST[0]}, {LEAST[1]} and {LEAST[2]} clauses on.\n#\n"
        f"# Source: {source}\n\n" + "\n\n".join(blocks) + "\n",
        encoding="utf-8",
    )
    stock = {clause for clause, owners in reports.owners.items() if len(owners) >= PLACES}
    stock |= {clause for clause, owners in laws.owners.items() if len(owners) >= SUBJECTS}
    STOCK.write_text(
        f"# Clauses that the reports of {PLACES} places or laws on {SUBJECTS} subjects have word for word: "
        "stock phrases,\n"
        f"# no evidence that one text was made from another.\n#\n# Source: {source}\n\n"
        + "\n".join(sorted(stock))
        + "\n",
        encoding="utf-8",
    )
    print(f"{sum(map(len, by_rate.values())):,} strings, {len(stock):,} clauses")


if __name__ == "__main__":
    main()
