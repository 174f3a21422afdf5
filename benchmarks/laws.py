"""Scores the articles of two versions of real laws against labels made by reading.

    python benchmarks/laws.py FOLDER [--set held]

FOLDER holds the versions named in `laws.tsv` as LAW-DATE.txt or .md, an article a paragraph or its mark a line. Printed
for each law, and in all: articles whose partners are exactly those labelled, amended ones that are told as such, links
of splits and mergers that are found, and unchanged articles in which a change of substance is told.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from plandiff.chinese.numbering import mark_number
from plandiff.choices import Relation
from plandiff.comparison import AlignedComparison, compare
from plandiff.judging.articles import ARTICLE
from plandiff.judging.change import Kind, Reason, Weight
from plandiff.judging.passages import Status
from plandiff.outline.sections import Section
from plandiff.reading import read

Number = tuple[int, int]
Link = tuple[Number, Number]
LABELS = Path(__file__).with_name("laws.tsv")


class Labels(NamedTuple):
    """What is said of two versions of a law."""

    same: list[bool]
    must: set[Link]
    may: set[Link]

    def all(self, left: set[Number], right: set[Number]) -> set[Link]:
        """The links that must be found: those of one number too, where that is said."""
        named = self.must | self.may
        olds, news = {old for old, _ in named}, {new for _, new in named}
        return self.must | {(n, n) for n in left & right if self.same and n not in olds and n not in news}


def expanded(written: str) -> list[Number]:
    """3.1 → (3, 1); 3..5 → 3, 4, 5."""
    if ".." in written:
        first, last = map(int, written.split(".."))
        return [(n, 0) for n in range(first, last + 1)]
    number, _, behind = written.partition(".")
    return [(int(number), int(behind or 0))]


def labels(wanted: str) -> dict[tuple[str, ...], Labels]:
    """The labels of a set, by law and dates."""
    found: dict[tuple[str, ...], Labels] = defaultdict(lambda: Labels([], set(), set()))
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or line.split("\t")[0] != wanted:
            continue
        _, law, old, new, said, left, right = line.split("\t")
        entry = found[law, old, new]
        if said == "same":
            entry.same.append(True)
        else:
            {"must": entry.must, "may": entry.may}[said].update(zip(expanded(left), expanded(right), strict=True))
    return found


def version(folder: Path, name: str) -> Path:
    """The file of a version."""
    return next(path for path in (folder / f"{name}.txt", folder / f"{name}.md") if path.is_file())


def numbers(sections: tuple[Section, ...]) -> dict[str, Number]:
    """The numbers of the articles, by section id."""
    marks = ((one.id, mark_number(one.heading.mark)) for one in sections if one.kind == ARTICLE)
    return {name: number for name, number in marks if number}


def words(text: str, section: Section, *, cited: bool) -> str:
    """What an article says, without punctuation, and perhaps without the numbers it cites."""
    body = "".join(text[section.heading_end : section.end].split())
    return re.sub(r"\W", "", body if cited else re.sub(r"第[一二三四五六七八九十百零之0-9]+[条條款項项]", "", body))


def scored(result: AlignedComparison, said: Labels, *, only_splits: bool) -> Iterator[str]:
    """Yield what to count of one law."""
    left, right = numbers(result.sections.left), numbers(result.sections.right)
    must = said.must if only_splits else said.all({*left.values()}, {*right.values()})
    found = {
        (left[one], right[other])
        for pair in result.section_pairs
        for one in pair.ids.left
        for other in pair.ids.right
        if one in left and other in right
    }
    olds, news = Counter(old for old, _ in must), Counter(new for _, new in must)
    for link in must:
        if olds[link[0]] > 1 or news[link[1]] > 1:
            yield "splits"
            yield from ["splits found"] * (link in found)
    if only_splits:
        return
    for side, own in enumerate((left, right)):
        for number in own.values():
            wanted, told, free = ({link for link in links if link[side] == number} for links in (must, found, said.may))
            yield "articles"
            yield from ["right"] * (wanted <= told <= wanted | free)
    by_number = (
        {left[one.id]: one for one in result.sections.left if one.id in left},
        {right[one.id]: one for one in result.sections.right if one.id in right},
    )
    reworded = {
        (left[pair.ids.left[0]], right[pair.ids.right[0]])
        for pair in result.section_pairs
        if pair.status is Status.REWORDED
        and len(pair.ids.left) == len(pair.ids.right) == 1
        and pair.ids.left[0] in left
        and pair.ids.right[0] in right
    }
    changed = [
        change.spans
        for change in result.changes
        if change.weight is Weight.SUBSTANTIVE
        and change.kind is not Kind.MOVED
        and change.judgement.reason is not Reason.LEFT_BEHIND
    ]
    texts = result.documents.left.text, result.documents.right.text
    for old, new in must:
        if olds[old] > 1 or news[new] > 1:
            continue
        one, other = by_number[0][old], by_number[1][new]
        if words(texts[0], one, cited=False) != words(texts[1], other, cited=False):
            yield "amended"
            yield from ["amended found"] * ((old, new) in reworded)
        elif words(texts[0], one, cited=True) == words(texts[1], other, cited=True):
            yield "unchanged"
            yield from ["false change"] * any(
                (spans.left and one.start <= spans.left.start < one.end)
                or (spans.right and other.start <= spans.right.start < other.end)
                for spans in changed
            )


def main() -> None:
    """Print a line for each law and one for all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--set", default="held", choices=("dev", "held", "splits"))
    given = parser.parse_args()
    total = Counter[str]()
    for (law, old, new), said in labels(given.set).items():
        sides = (read(str(version(given.folder, f"{law}-{date}"))) for date in (old, new))
        result = compare(*sides, Relation.REVISION)
        if not isinstance(result, AlignedComparison):
            raise TypeError(law)  # a revision is aligned
        counts = Counter(scored(result, said, only_splits=given.set == "splits"))
        total += counts
        print(law, old, new, dict(counts), flush=True)
    print("all", dict(total))


if __name__ == "__main__":
    main()
