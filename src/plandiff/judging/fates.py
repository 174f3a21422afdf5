"""What became of the articles of a law: the one list that reports and exports tell from."""

from collections.abc import Iterable, Iterator, Sequence
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


def fates_of(sections: Pair[tuple[Section, ...]], pairs: Iterable[SectionPair]) -> tuple[ArticleFate, ...]:
    """Return the fate of every article, each in one entry, in the order of the newer text; repealed ones in place."""
    by_id = sections.map(lambda side: {section.id: section for section in side if section.kind == ARTICLE})
    found = []
    for pair in pairs:
        articles = Pair(
            tuple(by_id.left[n] for n in pair.ids.left if n in by_id.left),
            tuple(by_id.right[n] for n in pair.ids.right if n in by_id.right),
        )
        if articles.left or articles.right:
            found.append(_fate(articles, pair))
    return tuple(_in_order(found))


def _fate(articles: Pair[tuple[Section, ...]], pair: SectionPair) -> ArticleFate:
    counts = len(articles.left), len(articles.right)
    reworded = pair.status is Status.REWORDED
    renumbered = counts == (1, 1) and _number(articles.left[0]) != _number(articles.right[0])
    if not counts[0] or not counts[1]:
        fate = Fate.NEW if counts[1] else Fate.REPEALED
    elif counts != (1, 1):
        fate = Fate.SPLIT if counts[0] == 1 else Fate.MERGED if counts[1] == 1 else Fate.RECAST
    elif reworded:
        fate = Fate.REWORDED
    else:
        fate = Fate.MOVED if pair.moved else Fate.RENUMBERED if renumbered else Fate.SAME
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
