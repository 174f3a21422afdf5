"""Which segments share how many characters: as matched, but whole articles and whole sentences decide before that."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from plandiff.alignment.alike import bound
from plandiff.alignment.anchors import Run, heaviest_chain
from plandiff.alignment.components import Link
from plandiff.outline.headings import Heading
from plandiff.outline.segments import Segment
from plandiff.text.span import CleanSpan, Pair, Span

ARTICLE = "article"
_ALIKE_ARTICLES = 50.0
"""Likeness (per cent) from which on two articles that are most alike on both sides are one."""
_ALIKE_SENTENCES = 65.0
"""The same for sentences."""
_STOPS = ";。"
_WHOLE = 1.1
"""What both parts of a split segment share with it, as a share of it, at most."""


@dataclass(frozen=True, slots=True)
class Side:
    """One document to be aligned, in clean offsets.

    Attributes:
        key: Its folded clean text.
        segments: Its segments.
        headings: Its headings.
    """

    key: str
    segments: list[Segment]
    headings: list[Heading]

    def opens(self) -> list[int]:
        """Return where the words of each segment begin: behind the mark that opens it, if anything stands there.

        The mark of an article that is alone in its line has no words.
        """
        marks = {heading.start: heading.start + len(heading.mark) for heading in self.headings}
        bare = self.bare_marks()
        behind = ((n, segment, marks.get(segment.start, segment.start)) for n, segment in enumerate(self.segments))
        return [at if at < segment.end or n in bare else segment.start for n, segment, at in behind]

    def bare_marks(self) -> set[int]:
        """Return the segments that are no more than the mark of an article, which tells nothing of what it opens."""
        ends = {h.start: h.start + len(h.mark) for h in self.headings if h.kind == ARTICLE}
        return {n for n, segment in enumerate(self.segments) if ends.get(segment.start) == segment.end}

    def bodies(self) -> list[str]:
        """Return what the segments say, without the marks that open them."""
        return [self.key[at : segment.end] for at, segment in zip(self.opens(), self.segments, strict=True)]

    def titles(self) -> list[bool]:
        """Return which segments are titles; an item that ends with a stop and has no text below is a sentence."""
        opens = {heading.start for heading in self.headings}
        return [
            segment.is_heading
            and not (self.key[segment.end - 1] in _STOPS and (segment.end in opens or segment.end == len(self.key)))
            for segment in self.segments
        ]

    def articles(self) -> list[range]:
        """Return the segments of each article, with the items in it."""
        starts = [segment.start for segment in self.segments]
        opening = [heading for heading in self.headings if heading.kind == ARTICLE]
        rank = opening[0].rank if opening else 0
        ends = [heading.start for heading in self.headings if heading.rank <= rank]
        found = []
        for heading in opening:
            following = bisect_right(ends, heading.start)
            end = ends[following] if following < len(ends) else len(self.key)
            found.append(range(bisect_left(starts, heading.start), bisect_left(starts, end)))
        return found

    def articles_by_opener(self) -> Iterator[tuple[int, tuple[str, str]]]:
        """Yield for each article its first segment, and its mark and what it says."""
        marks = {heading.start: heading.mark for heading in self.headings if heading.kind == ARTICLE}
        bodies = self.bodies()
        for article in self.articles():
            if article:
                yield article[0], (marks[self.segments[article[0]].start], "".join(bodies[n] for n in article))


def shared_characters(sides: Pair[Side], runs: Sequence[Run]) -> dict[Link, int]:
    """Return how many characters pairs of segments share.

    Args:
        sides: Both documents.
        runs: The matched characters of the whole texts.

    Articles that are one by their whole texts are matched by themselves. A sentence that is one with another, in order
    with the others, shares nothing with a third, unless that was split from it.
    """
    segments = sides.map(lambda side: side.segments)
    bodies = sides.map(lambda side: side.bodies())
    shared = _overlaps(sides, runs)
    lists = _within_articles(sides, bodies, shared)
    found = sorted(Run(*one.link, one.size) for one in bound(bodies, shared, _ALIKE_SENTENCES))
    in_order = (found[n] for n in heaviest_chain(found))
    _overrule(shared, {(run.left, run.right): run.size for run in in_order}, segments)
    shared.update(lists)
    return shared


def _within_articles(sides: Pair[Side], bodies: Pair[list[str]], shared: dict[Link, int]) -> dict[Link, int]:
    """Match articles that are one by themselves; what their sentences share with other such articles is chance.

    Returns:
        The first sentences of articles of which one opens a list: a paragraph was cut into items, or they were joined.
    """
    articles = sides.map(lambda side: side.articles())
    homes = articles.map(lambda side: {n: number for number, article in enumerate(side) for n in article})
    texts = Pair(_joined(articles.left, bodies.left), _joined(articles.right, bodies.right))
    candidates = {(homes.left[u], homes.right[v]) for u, v in shared if u in homes.left and v in homes.right}
    pairs = dict(one.link for one in bound(texts, candidates, _ALIKE_ARTICLES))
    bound_right = set(pairs.values())
    for u, v in list(shared):
        if homes.left.get(u) in pairs and homes.right.get(v) in bound_right:
            del shared[u, v]
    local: list[Run] = []
    lists: dict[Link, int] = {}
    for own, other in pairs.items():
        first, twin = articles.left[own][0], articles.right[other][0]
        if bodies.left[first].endswith(":") != bodies.right[twin].endswith(":"):
            lists[first, twin] = len(sides.left.segments[first])
        spans = Pair(_span(sides.left, articles.left[own]), _span(sides.right, articles.right[other]))
        for op in Indel.opcodes(spans.left.of(sides.left.key), spans.right.of(sides.right.key)):
            if op.tag == "equal":
                at = Pair(spans.left.start + op.src_start, spans.right.start + op.dest_start)
                local.append(Run(at.left, at.right, op.src_end - op.src_start))
    shared.update(_overlaps(sides, local))
    return lists


def _span(side: Side, article: range) -> CleanSpan:
    return Span(side.segments[article[0]].start, side.segments[article[-1]].end)


def _joined(articles: list[range], bodies: list[str]) -> list[str]:
    return ["".join(bodies[n] for n in article) for article in articles]


def _overlaps(sides: Pair[Side], runs: Sequence[Run]) -> dict[Link, int]:
    """Count the matched characters that each pair of segments shares; marks do not count."""
    segments = sides.map(lambda side: side.segments)
    starts = segments.map(lambda side: [segment.start for segment in side])
    opens = sides.map(lambda side: side.opens())
    counts: dict[Link, int] = defaultdict(int)
    for run in runs:
        i, j, end = run.left, run.right, run.left_end
        u, v = bisect_right(starts.left, i) - 1, bisect_right(starts.right, j) - 1
        while i < end:
            size = min(end - i, segments.left[u].end - i, segments.right[v].end - j)
            counts[u, v] += max(0, size - max(0, opens.left[u] - i, opens.right[v] - j))
            i, j = i + size, j + size
            u += i == segments.left[u].end
            v += j == segments.right[v].end
    return counts


def _overrule(shared: dict[Link, int], found: dict[Link, int], segments: Pair[list[Segment]]) -> None:
    """Let what whole sentences say overrule matched characters: one that is bound has no other link.

    But what was split from it lies in that part of it which its partner leaves over.
    """
    right_of, left_of = dict(found.keys()), {v: u for u, v in found}
    for (u, v), count in list(shared.items()):
        left, right = left_of.get(v, u) == u, right_of.get(u, v) == v
        if left and right:
            continue
        whole = segments.left[u] if left else segments.right[v]
        size = found[u, right_of[u]] if left else found[left_of[v], v] if right else len(whole)
        if size + count > len(whole) * _WHOLE:
            del shared[u, v]
    shared.update({link: max(size, shared.get(link, 0)) for link, size in found.items()})
