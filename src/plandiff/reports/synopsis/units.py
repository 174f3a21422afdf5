"""Cuts a document into the units that a synopsis sets beside each other: articles, else sections, else passages.

An article holds its items; of another section that has subsections the heading is a band across the table, and what
stands before its first subsection is a unit of its own. What no section holds, such as a preamble, is a unit too.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plandiff.judging.articles import ARTICLE
from plandiff.outline.sections import Section
from plandiff.text.span import Pair, Span

BEFORE, AFTER = "before", "after"
"""The ids of what stands before the first section and behind the last."""


OWN = "-own"
"""Behind the id of a section, of which only what stands before its first subsection is meant."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of one document.

    Attributes:
        id: The id of its section, or `BEFORE` or `AFTER`, or of a passage.
        span: Where it stands (source code points).
        head_end: Where its heading ends; the start of the span if it has none.
        name: The number of its section as written, or its title; empty if it has neither.
        bands: The sections above it, whose headings are bands, from the outermost.
    """

    id: str
    span: Span
    head_end: int
    name: str
    bands: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Units:
    """The units of one document, in order, and where each section went."""

    units: tuple[Unit, ...]
    of_section: dict[str, int]
    """The index of the unit that holds the heading of a section; a band has none."""

    def at(self, offset: int) -> int:
        """Return the index of the unit that holds a source offset, or stands before it."""
        return max(0, bisect_right(self.units, offset, key=lambda unit: unit.span.start) - 1)


def units_of(text: str, sections: Sequence[Section]) -> Units:
    """Return the units of a document that has sections.

    Args:
        text: The decoded text.
        sections: Its sections, in document order.
    """
    units: list[Unit] = []
    of_section: dict[str, int] = {}
    parents = {section.parent for section in sections}
    inside: dict[str, str] = {}
    """The article that a section lies in, or is."""
    above: dict[str | None, tuple[Section, ...]] = {None: ()}
    starts = [section.start for section in sections]
    first, last = (starts[0], max(section.end for section in sections)) if sections else (len(text), len(text))
    _append(units, text, Unit(BEFORE, Span(0, first), 0, ""))
    for n, section in enumerate(sections):
        bands = above.get(section.parent, ())
        if section.parent in inside:
            inside[section.id] = inside[section.parent]
            of_section[section.id] = of_section[inside[section.id]]
            continue
        if section.kind == ARTICLE:
            inside[section.id] = section.id
        following = starts[n + 1] if n + 1 < len(starts) else section.end
        if section.kind == ARTICLE or section.id not in parents:
            of_section[section.id] = len(units)
            name = section.number or section.title
            units.append(Unit(section.id, Span(section.start, section.end), section.heading_end, name, bands))
        else:
            above[section.id] = bands = (*bands, section)
            own = Span(section.heading_end, min(following, section.end))
            _append(units, text, Unit(f"{section.id}{OWN}", own, own.start, section.number or section.title, bands))
    _append(units, text, Unit(AFTER, Span(last, len(text)), last, ""))
    return Units(tuple(units), of_section)


def _append(units: list[Unit], text: str, unit: Unit) -> None:
    if unit.span.of(text).strip():
        units.append(unit)


def passage_units(spans: Iterable[Span]) -> Units:
    """Return units for a document without sections: its passages, in order."""
    found = sorted(span for span in spans if span)
    return Units(tuple(Unit(f"p{n}", span, span.start, "") for n, span in enumerate(found)), {})


@dataclass(frozen=True, slots=True)
class Group:
    """Units that belong together, by index, each side in document order; one side is empty for what is new or gone."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def grouped(links: Iterable[tuple[int, int]], sizes: Pair[int]) -> list[Group]:
    """Join linked units and put the groups in the order of the new text, each dropped one behind what it followed.

    Args:
        links: Pairs of units, by index.
        sizes: How many units either side has.
    """
    root = list(range(sizes.left + sizes.right))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for left, right in links:
        root[find(left)] = find(sizes.left + right)
    members: dict[int, tuple[list[int], list[int]]] = {}
    for node in range(sizes.left + sizes.right):
        sides = members.setdefault(find(node), ([], []))
        if node < sizes.left:
            sides[0].append(node)
        else:
            sides[1].append(node - sizes.left)
    followers: dict[int, list[int]] = {}
    anchor = -1  # what the dropped units behind it follow: a group with a new side, or the head of the table
    for left in range(sizes.left):
        if members[find(left)][1]:
            anchor = find(left)
        else:
            followers.setdefault(anchor, []).append(left)
    groups = [Group((left,), ()) for left in followers.get(-1, [])]
    seen: set[int] = set()
    for right in range(sizes.right):
        node = find(sizes.left + right)
        if node in seen:
            continue
        seen.add(node)
        groups.append(Group(tuple(members[node][0]), tuple(members[node][1])))
        groups += [Group((left,), ()) for left in followers.get(node, [])]
    return groups
