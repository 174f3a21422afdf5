"""Which articles of two versions of a law continue which: by the words that they share, whatever their numbers.

Where an article is split, only its first part begins as the old one did; where two are merged, only the first heading
is left. So articles are linked by the characters that found their counterpart there, and linked articles are joined:
one to several for a split, several to one for a merger.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plandiff.alignment.components import components
from plandiff.judging.set_aside_changes import Same
from plandiff.outline.sections import Section
from plandiff.text.span import Pair, SourceSpan

ARTICLE = "article"
_SHARE = 0.5
"""Of the shorter article, as for a link between segments."""
_LEAST = 6
"""Characters that must be shared: fewer are the frame of any sentence."""

Link = tuple[str, str]


def article_links(sections: Pair[tuple[Section, ...]], same: Sequence[Same]) -> set[Link]:
    """Return the pairs of articles, by section id, of which the shorter has half of its text in the other.

    Args:
        sections: The sections of both documents.
        same: The shared pieces (source spans).
    """
    articles = sections.map(lambda side: [section for section in side if section.kind == ARTICLE])
    if not articles.left or not articles.right:
        return set()
    shared: Counter[Link] = Counter()
    for piece in same:
        shared.update(_shares(articles, piece.spans))
    sizes = sections.map(lambda side: {section.id: section.end - section.heading_end for section in side})
    return {
        link
        for link, size in shared.items()
        if size >= max(_LEAST, _SHARE * min(sizes.left[link[0]], sizes.right[link[1]]))
    }


def _shares(articles: Pair[list[Section]], spans: Pair[SourceSpan]) -> dict[Link, int]:
    """Count the characters of a shared piece by the articles that hold them on either side; marks do not count."""
    found: Counter[Link] = Counter()
    at = Pair(spans.left.start, spans.right.start)
    while at.left < spans.left.end:
        left, right = _stretch(articles.left, at.left), _stretch(articles.right, at.right)
        size = min(spans.left.end - at.left, left[1] - at.left, right[1] - at.right)
        if left[0] and right[0]:
            found[left[0], right[0]] += size
        at = Pair(at.left + size, at.right + size)
    return found


def _stretch(articles: Sequence[Section], position: int) -> tuple[str, int]:
    """Return the article that holds a source position (none in a mark), and the position up to which that holds."""
    n = bisect_right(articles, position, key=lambda article: article.start) - 1
    following = articles[n + 1].start if n + 1 < len(articles) else position + _ENDLESS
    if n < 0 or position >= articles[n].end:
        return "", following
    if position < articles[n].heading_end:
        return "", articles[n].heading_end
    return articles[n].id, min(following, articles[n].end)


_ENDLESS = 1 << 30


def joined(links: Iterable[Link]) -> Iterator[Pair[tuple[str, ...]]]:
    """Yield what the links join, each side in document order."""
    for group in components((int(left), int(right)) for left, right in links):
        yield group.map(lambda ids: tuple(map(str, ids)))
