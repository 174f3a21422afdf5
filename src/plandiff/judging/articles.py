"""Which articles of two versions of a law continue which: by the words that they share, whatever their numbers.

Where an article is split, only its first part begins as the old one did; where two are merged, only the first heading
is left. So articles are linked by the characters that found their counterpart there, and linked articles are joined:
one to several for a split, several to one for a merger. An article that has only a sentence or two of another, amid
words of its own, is linked with it where it would stand alone: then whole aligned sentences tell.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plandiff.alignment.components import components
from plandiff.judging.passages import Passage, Status
from plandiff.judging.set_aside_changes import Same
from plandiff.outline.sections import Section
from plandiff.text.span import Pair, SourceSpan

ARTICLE = "article"
_SHARE = 0.5
"""Of the shorter article, as for a link between segments."""
_LEAST = 6
"""Characters that must be shared: fewer are the frame of any sentence."""

_LEAST_OF_SENTENCES = 24
"""The same for articles of which less than half is shared, but whole sentences are."""
_SENTENCE = 12
"""Characters of whole sentences that both must have then: a shorter one may stand in any article."""

Link = tuple[str, str]


def shared_by_articles(sections: Pair[tuple[Section, ...]], same: Sequence[Same]) -> Counter[Link]:
    """Return how many characters pairs of articles, by section id, share; ``same`` are the shared pieces."""
    articles = sections.map(_Articles)
    shared: Counter[Link] = Counter()
    if articles.left.all and articles.right.all:
        for piece in same:
            for link, size in _shares(articles, piece.spans):
                shared[link] += size
    return shared


def half_shared(sections: Pair[tuple[Section, ...]], shared: Counter[Link]) -> set[Link]:
    """Return the pairs of articles of which the shorter has half of its text in the other."""
    sizes = sections.map(lambda side: {section.id: section.end - section.heading_end for section in side})
    return {
        link
        for link, size in shared.items()
        if size >= max(_LEAST, _SHARE * min(sizes.left[link[0]], sizes.right[link[1]]))
    }


def by_sentences(
    sections: Pair[tuple[Section, ...]], shared: Counter[Link], passages: Iterable[Passage], links: set[Link]
) -> set[Link]:
    """Return links, by whole aligned sentences, of articles without any: each with the one that has most of it.

    Args:
        sections: The sections of both documents.
        shared: How many characters pairs of articles share.
        passages: The passages of both documents.
        links: The links that are known.
    """
    whole: Counter[Link] = Counter()
    articles = sections.map(_Articles)
    if not shared:
        return set()
    for passage in passages:
        if passage.status is Status.SAME and passage.spans.left and passage.spans.right:
            left, right = passage.spans.left[0], passage.spans.right[0]
            whole[articles.left.stretch(left.start)[0], articles.right.stretch(right.start)[0]] += len(left)
    told = [link for link in whole if whole[link] >= _SENTENCE and shared[link] >= _LEAST_OF_SENTENCES]
    linked = Pair({left for left, _ in links}, {right for _, right in links})
    most: dict[tuple[str, bool], Link] = {}
    for link in sorted(told, key=lambda link: (shared[link], link)):
        if link[0] not in linked.left:
            most[link[0], True] = link
        if link[1] not in linked.right:
            most[link[1], False] = link
    return {*most.values()}


class _Articles:
    """The articles of one document, and which of them holds a source position."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.all = [section for section in sections if section.kind == ARTICLE]
        self._starts = [article.start for article in self.all]

    def stretch(self, position: int) -> tuple[str, int]:
        """Return the article that holds a source position (none in a mark), and the position up to which that holds."""
        n = bisect_right(self._starts, position) - 1
        following = self._starts[n + 1] if n + 1 < len(self._starts) else position + _ENDLESS
        article = self.all[n]
        if n < 0 or position >= article.end:
            return "", following
        if position < article.heading_end:
            return "", article.heading_end
        return article.id, min(following, article.end)


_ENDLESS = 1 << 30


def _shares(articles: Pair[_Articles], spans: Pair[SourceSpan]) -> Iterator[tuple[Link, int]]:
    """Yield which articles hold a shared piece on either side, and how many characters; marks do not count."""
    at = Pair(spans.left.start, spans.right.start)
    while at.left < spans.left.end:
        left, right = articles.left.stretch(at.left), articles.right.stretch(at.right)
        size = min(spans.left.end - at.left, left[1] - at.left, right[1] - at.right)
        if left[0] and right[0]:
            yield (left[0], right[0]), size
        at = Pair(at.left + size, at.right + size)


def joined(links: Iterable[Link]) -> Iterator[Pair[tuple[str, ...]]]:
    """Yield what the links join, each side in document order."""
    for group in components((int(left), int(right)) for left, right in links):
        yield group.map(lambda ids: tuple(map(str, ids)))
