"""Links segments by the characters they share, and joins linked segments into beads (n to m).

A link needs half of the shorter segment. Links that cross the order of the others count only between segments that
have no link in order: a sentence that merely quotes another does not tear it out of its place. What stays unlinked is
compared once more as a whole, so that a moved and edited sentence still finds its counterpart. The beads that then
break the heaviest order are the moved ones.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from plandiff.alignment.alike import likeness, rare_strings
from plandiff.alignment.anchors import Run, heaviest_chain
from plandiff.alignment.bindings import Side, shared_characters
from plandiff.alignment.components import Component, Link, components
from plandiff.alignment.table_pairs import TablePair
from plandiff.alignment.themes import by_theme
from plandiff.chinese.quantities import by_value
from plandiff.outline.segments import Segment
from plandiff.text.span import Pair


@dataclass(frozen=True, slots=True)
class Bead:
    """Segments that correspond, by index: none on one side if it is only on the other. ``moved``: out of order."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    moved: bool = False


# Of 24 pairs of law versions, substantive changes mark 94,300 characters and 59 passages are moved (thresholds.py).
_LINK = 0.5
"""Share of the shorter segment that both have, for a link. With 0.35 or 0.7, 92,600 or 95,300 characters are marked,
and 64 or 57 passages moved."""
_LINK_UNLIKE = 0.9
"""The same between a heading and a sentence, which may share a phrase: with 0.6, 0.5 % of the passages are others."""
_WEAKEST_BEAD = 0.2
"""Share of the longer side that is matched in a bead of linked segments; with 0.28, 4 % of the passages are others."""
_RESIDUAL = 60.0
"""Likeness (per cent) of segments left alone that are one, moved. With 45 or 75, 92,400 or 95,700 characters are
marked, and 80 or 46 passages moved; of eight that were read of those that 45 adds, three join articles on other
things."""
_RESIDUAL_IN_PLACE = 45.0
"""The same where both stand in one place; with 30, 93,200 characters are marked."""
_SHORTEST_MOVED = 8
"""Code points of a segment that can be told to have moved; with 6, one pair changes, with 11, none."""
_REWRITTEN = 16.0
"""The same for two articles of one number between the same neighbours; what has nothing in common stays below."""


def beads(
    sides: Pair[Side],
    runs: Sequence[Run],
    paired: Sequence[TablePair] = (),
    *,
    themes: Pair[Sequence[bool]] | None = None,
) -> list[Bead]:
    """Return the beads: every segment of both sides lies in exactly one. Sorted by left, then right, position.

    Args:
        sides: Both documents.
        runs: The matched characters.
        paired: The tables that both documents have: a row of them is linked to the row that it is, or to no row.
        themes: For two documents of a series, whose sentences correspond by what they are about: for each segment
            whether it tells what was done, not what is to be done.
    """
    segments = sides.map(lambda side: side.segments)
    rows, of_tables = _rows(segments, paired)
    settled = Pair({c.left[0] for c in rows}, {c.right[0] for c in rows})

    def is_free(u: int, v: int) -> bool:
        bound = u in settled.left or v in settled.right
        return not bound and not (u in of_tables.left and v in of_tables.right)

    overlaps = {link: count for link, count in shared_characters(sides, runs).items() if is_free(*link)}
    if themes:
        overlaps = {(u, v): size for (u, v), size in overlaps.items() if themes.left[u] == themes.right[v]}
    links = _strong(sides, overlaps)
    joined = [_contiguous(component, segments) for component in components(_accepted(links))]
    joined = [c for c in joined if _covered(c, segments, overlaps) >= _WEAKEST_BEAD]
    joined += rows
    joined += _bare_marks(sides, joined)
    joined += _residual(sides, joined, is_free)
    joined += _bare_marks(sides, joined)
    if themes:
        joined += (c for c in _about_one_thing(sides, joined, themes) if is_free(c.left[0], c.right[0]))
    linked = _with_moves(segments, joined)
    linked_left = set(chain.from_iterable(bead.left for bead in linked))
    linked_right = set(chain.from_iterable(bead.right for bead in linked))
    alone = [Bead((n,), ()) for n in range(len(segments.left)) if n not in linked_left]
    alone += [Bead((), (n,)) for n in range(len(segments.right)) if n not in linked_right]
    return _in_order([*linked, *alone])


def _rows(segments: Pair[list[Segment]], paired: Sequence[TablePair]) -> tuple[list[Component], Pair[set[int]]]:
    """Return the rows of tables that are one, as segments, and all segments that are rows of such tables."""
    numbers = segments.map(lambda side: {segment.start: n for n, segment in enumerate(side)} if paired else {})
    links, every = list[Component](), Pair(set[int](), set[int]())
    for pair in paired:
        left = [numbers.left[row.span.start] for row in pair.tables.left.rows]
        right = [numbers.right[row.span.start] for row in pair.tables.right.rows]
        links += (Pair([left[u]], [right[v]]) for u, v in pair.rows)
        every.left.update(left)
        every.right.update(right)
    return links, every


def _strong(sides: Pair[Side], overlaps: dict[Link, int]) -> dict[Link, int]:
    """Keep the links that hold half of the shorter segment (nearly all of it, between a title and a sentence)."""
    sizes = sides.map(lambda side: [len(body) for body in side.bodies()])
    titles = sides.map(lambda side: side.titles())
    bare = sides.map(Side.bare_marks)
    strong = {}
    for (u, v), count in overlaps.items():
        if u in bare.left or v in bare.right:
            continue
        share = _LINK if titles.left[u] == titles.right[v] else _LINK_UNLIKE
        if count >= min(sizes.left[u], sizes.right[v]) * share:
            strong[u, v] = count
    return strong


def _accepted(links: dict[Link, int]) -> list[Link]:
    """Return the links in order, and those across it between segments that have none in order."""
    most = 1 + max((max(link) for link in links), default=0)
    ordered = sorted(links)
    runs = [Run(u * most + v, v * most + u, links[u, v]) for u, v in ordered]
    in_order = [ordered[n] for n in heaviest_chain(runs)]
    in_place = Pair({u for u, _ in in_order}, {v for _, v in in_order})
    across = (link for link in ordered if link[0] not in in_place.left and link[1] not in in_place.right)
    return [*in_order, *across]


def _contiguous(component: Component, segments: Pair[list[Segment]]) -> Component:
    """Keep, on each side, the longest stretch of neighbouring segments."""

    def longest(numbers: list[int], side: list[Segment]) -> list[int]:
        stretches: list[list[int]] = []
        for n in numbers:
            if stretches and stretches[-1][-1] == n - 1:
                stretches[-1].append(n)
            else:
                stretches.append([n])
        return max(stretches, key=lambda stretch: sum(len(side[n]) for n in stretch))

    return Pair(longest(component.left, segments.left), longest(component.right, segments.right))


def _covered(component: Component, segments: Pair[list[Segment]], overlaps: dict[Link, int]) -> float:
    """Return the share of the longer side that is matched inside the component."""
    shared = sum(overlaps.get((u, v), 0) for u in component.left for v in component.right)
    left = sum(len(segments.left[n]) for n in component.left)
    right = sum(len(segments.right[n]) for n in component.right)
    return shared / max(left, right)


def _bare_marks(sides: Pair[Side], joined: list[Component]) -> Iterator[Component]:
    """Yield the marks, alone in their lines, of articles whose sentences are linked, most with each other."""
    bare = sides.map(Side.bare_marks)
    if not bare.left or not bare.right:
        return
    homes = sides.map(lambda side: {n: article[0] for article in side.articles() for n in article})
    free = Pair(
        bare.left.difference(*(c.left for c in joined)),
        bare.right.difference(*(c.right for c in joined)),
    )
    weights: Counter[Link] = Counter()
    for component in joined:
        opened = {homes.left.get(u, -1) for u in component.left}, {homes.right.get(v, -1) for v in component.right}
        for u in opened[0] & free.left:
            for v in opened[1] & free.right:
                weights[u, v] += sum(len(sides.left.segments[n]) for n in component.left)
    taken: Pair[set[int]] = Pair(set(), set())
    for (u, v), _ in weights.most_common():
        if u not in taken.left and v not in taken.right:
            taken.left.add(u)
            taken.right.add(v)
            yield Pair([u], [v])


def _residual(sides: Pair[Side], joined: list[Component], is_free: Callable[[int, int], bool]) -> list[Component]:
    """Pair up segments that are still alone: at one place, or by rare strings they share, the most similar first."""
    segments = sides.map(lambda side: side.segments)
    texts = sides.map(lambda side: [side.key[segment.start : segment.end] for segment in side.segments])
    titles = sides.map(lambda side: side.titles())
    bare = sides.map(Side.bare_marks)
    used, alone = _used(joined), _left_alone(segments, joined)
    scored = []
    by_text = chain(
        ((_RESIDUAL_IN_PLACE, link) for link in _same_place(joined, alone)),
        ((_RESIDUAL, link) for link in rare_strings(texts, alone)),
    )
    for at_least, (u, v) in chain(
        (found for found in by_text if found[1][0] not in bare.left and found[1][1] not in bare.right),
        ((1.0, link) for link in _same_number(sides, joined, alone)),
    ):
        left, right = segments.left[u], segments.right[v]
        in_place = at_least < _RESIDUAL
        # A retitled section: its place says enough.
        needed = 1.0 if in_place and titles.left[u] and titles.right[v] else at_least
        if (
            not is_free(u, v)
            or titles.left[u] != titles.right[v]
            or (not in_place and min(len(left), len(right)) < _SHORTEST_MOVED)
        ):
            continue
        both = Pair(texts.left[u], texts.right[v]).map(by_value) if in_place else Pair(texts.left[u], texts.right[v])
        score = likeness(both.left, both.right, needed)
        if score:
            scored.append((-score, u, v))
    found: list[Component] = []
    for _, u, v in sorted(scored):
        if u not in used.left and v not in used.right:
            used.left.add(u)
            used.right.add(v)
            found.append(Pair([u], [v]))
    return found


def _about_one_thing(sides: Pair[Side], joined: list[Component], looks_back: Pair[Sequence[bool]]) -> list[Component]:
    """Pair up sentences that are still alone by what they are about, the surest first."""
    alone, titles = _left_alone(sides.map(lambda side: side.segments), joined), sides.map(lambda side: side.titles())
    sentences = Pair([n for n in alone.left if not titles.left[n]], [n for n in alone.right if not titles.right[n]])
    used = _used([])
    found: list[Component] = []
    for _, (u, v) in sorted(by_theme(sides.map(lambda side: side.bodies()), sentences, looks_back), reverse=True):
        if u not in used.left and v not in used.right:
            used.left.add(u)
            used.right.add(v)
            found.append(Pair([u], [v]))
    return found


def _used(joined: list[Component]) -> Pair[set[int]]:
    return Pair({n for c in joined for n in c.left}, {n for c in joined for n in c.right})


def _left_alone(segments: Pair[list[Segment]], joined: list[Component]) -> Pair[list[int]]:
    used = _used(joined)
    return Pair(
        [n for n in range(len(segments.left)) if n not in used.left],
        [n for n in range(len(segments.right)) if n not in used.right],
    )


def _same_place(joined: list[Component], alone: Pair[list[int]]) -> Iterator[Link]:
    """Yield the pairs of single segments that stand behind the same bead, the n-th with the n-th."""
    follows = {(max(c.left), max(c.right)) for c in joined} | {(-1, -1)}
    waiting = Pair(set(alone.left), set(alone.right))
    for u, v in follows:
        i, j = u + 1, v + 1
        while i in waiting.left and j in waiting.right:
            yield i, j
            i, j = i + 1, j + 1


def _same_number(sides: Pair[Side], joined: list[Component], alone: Pair[list[int]]) -> Iterator[Link]:
    """Yield the first segments of articles of one number that stand between the same beads and are a little alike."""
    behind = Pair(_behind(joined, alone.left, left=True), _behind(joined, alone.right, left=False))
    texts = sides.map(lambda side: dict(side.articles_by_opener()))
    waiting = {(texts.left[u][0], behind.left[u]): u for u in alone.left if u in texts.left}
    for v in alone.right:
        twin = waiting.get((texts.right[v][0], behind.right[v])) if v in texts.right else None
        if twin is not None and likeness(texts.left[twin][1], texts.right[v][1], _REWRITTEN):
            yield twin, v


def _behind(joined: list[Component], alone: list[int], *, left: bool) -> dict[int, Link]:
    """Return for each segment left alone the bead before it, as the last segments of its sides."""
    ends = sorted(((max(c.left), max(c.right)) for c in joined), key=lambda link: link[not left])
    starts = [link[not left] for link in ends]
    places = ((n, bisect_right(starts, n) - 1) for n in alone)
    return {n: ends[at] if at >= 0 else (-1, -1) for n, at in places}


def _with_moves(segments: Pair[list[Segment]], joined: list[Component]) -> list[Bead]:
    """Mark the beads that break the heaviest order as moved."""
    ordered = sorted(joined, key=lambda c: c.left[0])
    weights = [sum(len(segments.left[n]) for n in c.left) for c in ordered]
    runs = [Run(c.left[0], c.right[0], weight) for c, weight in zip(ordered, weights, strict=True)]
    in_order = set(heaviest_chain(runs))
    return [Bead(tuple(c.left), tuple(c.right), n not in in_order) for n, c in enumerate(ordered)]


def _in_order(found: list[Bead]) -> list[Bead]:
    """Sort beads by left position; a bead only on the right follows what precedes it there."""
    home = {n: bead.left[0] for bead in found if bead.left for n in bead.right}
    place, last = {}, -1
    for v in sorted(n for bead in found for n in bead.right):
        last = home.get(v, last)
        place[v] = last
    return sorted(found, key=lambda bead: (bead.left[0], -1) if bead.left else (place[bead.right[0]], bead.right[0]))
