"""What became of the articles of a law: one list, one vocabulary, for reports, exports and histories."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from plandiff.chinese.numbering import mark_number
from plandiff.judging.articles import ARTICLE
from plandiff.judging.passages import Status
from plandiff.judging.section_pairs import SectionPair
from plandiff.outline.sections import Section
from plandiff.text.span import Pair


class Fate(StrEnum):
    """What became of an article, or of articles that belong together."""

    SAME = "same"
    REWORDED = "reworded"
    RENUMBERED = "renumbered"
    MOVED = "moved"
    NEW = "new"
    REPEALED = "repealed"
    SPLIT = "split"
    MERGED = "merged"
    RECAST = "recast"
    """Several became several others."""


@dataclass(frozen=True, slots=True)
class ArticleFate:
    """Articles that continue each other; one side is empty for what is new or repealed.

    A document without articles may be told of by other sections.

    Attributes:
        articles: The articles of either side, in document order.
        fate: What became of them.
        reworded: Whether their words differ, whatever else became of them.
        renumbered: Whether one article goes on under another number.
    """

    articles: Pair[tuple[Section, ...]]
    fate: Fate
    reworded: bool
    renumbered: bool


def articles_of(sections: Iterable[Section]) -> dict[str, Section]:
    """Return the articles among sections, by id."""
    return {section.id: section for section in sections if section.kind == ARTICLE}


def fates_of(told: Pair[Mapping[str, Section]], pairs: Iterable[SectionPair]) -> tuple[ArticleFate, ...]:
    """Return the fate of every article, each in one entry, in the order of the newer text; repealed ones in place.

    Args:
        told: What is told of, by id: the articles, or other sections where there are none.
        pairs: Which sections correspond.
    """
    found = []
    for pair in pairs:
        articles = Pair(
            tuple(told.left[n] for n in pair.ids.left if n in told.left),
            tuple(told.right[n] for n in pair.ids.right if n in told.right),
        )
        if articles.left or articles.right:
            found.append(_fate(articles, pair))
    return tuple(_in_order(found))


def fate_of(counts: Pair[int], *, reworded: bool, moved: bool, renumbered: bool) -> Fate:
    """Return what became of parts of a document that continue each other.

    Args:
        counts: How many there are on either side.
        reworded: Whether their words differ.
        moved: Whether they stand out of order.
        renumbered: Whether their numbers differ.
    """
    if not counts.left or not counts.right:
        return Fate.NEW if counts.right else Fate.REPEALED
    if counts.left > 1 or counts.right > 1:
        return Fate.SPLIT if counts.left == 1 else Fate.MERGED if counts.right == 1 else Fate.RECAST
    if reworded:
        return Fate.REWORDED
    return Fate.MOVED if moved else Fate.RENUMBERED if renumbered else Fate.SAME


def _fate(articles: Pair[tuple[Section, ...]], pair: SectionPair) -> ArticleFate:
    counts = articles.map(len)
    reworded = pair.status is Status.REWORDED
    renumbered = counts == Pair(1, 1) and _number(articles.left[0]) != _number(articles.right[0])
    fate = fate_of(counts, reworded=reworded, moved=pair.moved, renumbered=renumbered)
    return ArticleFate(articles, fate, reworded, renumbered)


def _number(article: Section) -> tuple[int, int] | None:
    return mark_number(article.heading.mark)


def _in_order(found: Sequence[ArticleFate]) -> Iterator[ArticleFate]:
    """Put a repealed article behind what continues the article before it."""
    home = {one.id: fate.articles.right[0].start for fate in found for one in fate.articles.left if fate.articles.right}
    place, last = dict[str, int](), -1
    for one in sorted((one for fate in found for one in fate.articles.left), key=lambda one: one.start):
        last = home.get(one.id, last)
        place[one.id] = last
    return iter(
        sorted(
            found,
            key=lambda fate: (
                (fate.articles.right[0].start, 0)
                if fate.articles.right
                else (place[fate.articles.left[0].id], fate.articles.left[0].start + 1)
            ),
        )
    )
