"""Compares a document with one made from it: which clauses were taken up, adapted, added and dropped.

Neither order nor most of the text is shared, so characters are not matched over the whole texts. Clauses are linked
many to many by the wording they share (``alignment.reuse``); what no link holds was added or dropped.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plandiff.alignment.prepared import Prepared
from plandiff.alignment.reuse import find_links
from plandiff.judging.change import Change
from plandiff.judging.coverage import Coverage, Taken, coverage
from plandiff.judging.derived import Found, alone, furniture, linked_passage
from plandiff.judging.passages import Passage, Status
from plandiff.judging.sections import SectionPair
from plandiff.text.span import Pair

ABOVE_CHANCE = 2.0
"""Bits by which shared wording must exceed what shuffled text shares."""


@dataclass(frozen=True)
class Derivation:
    """What the comparison found; see `comparison.Comparison` for passages, changes and section pairs."""

    passages: tuple[Passage, ...]
    changes: tuple[Change, ...]
    section_pairs: tuple[SectionPair, ...]
    coverage: Pair[tuple[Coverage, ...]]
    shared: float


def derive(sides: Pair[Prepared], chance: float) -> Derivation:
    """Compare two prepared documents; mirrored documents give the mirror image.

    Args:
        sides: The documents.
        chance: What shuffled text shares at the most, in bits (``alignment.chance``).
    """
    links = find_links(sides.left.index, sides.right.index, chance + ABOVE_CHANCE)
    linked = [linked_passage(sides, link) for link in links]
    beside = Pair(
        {link.left: item for link, item in zip(links, linked, strict=True)},
        {link.right: item for link, item in zip(links, linked, strict=True)},
    )
    unlinked = [*alone(sides, beside.left, left=True), *alone(sides, beside.right, left=False)]
    found = sorted([*linked, *unlinked], key=lambda item: (item.passage.anchor.left, item.passage.anchor.right))
    taken: Pair[dict[int, Taken]] = Pair({}, {})
    for n, item in enumerate(found):
        if item.link:
            _note(taken.left, item.link.left, item, n)
            _note(taken.right, item.link.right, item, n)
    covered = Pair(
        tuple(coverage(sides.left.sections, sides.left.index.clauses, taken.left)),
        tuple(coverage(sides.right.sections, sides.right.index.clauses, taken.right)),
    )
    changes = [change for item in found for change in item.changes]
    changes += [*furniture(sides.left.text, left=True), *furniture(sides.right.text, left=False)]
    return Derivation(
        passages=tuple(item.passage for item in found),
        changes=tuple(changes),
        section_pairs=tuple(_section_pairs(sides, found)),
        coverage=covered,
        shared=_shared(sides, taken),
    )


def is_reuse(passage: Passage) -> bool:
    """Say whether a passage shows shared wording beyond formulas."""
    return passage.status in (Status.SAME, Status.REWORDED) and not passage.formula


def _note(taken: dict[int, Taken], clause: int, item: Found, n: int) -> None:
    """Remember the best passage of a clause, and all of them."""
    new = Taken(item.passage.status, item.passage.formula, (n,))
    old = taken.get(clause)
    if old:
        best = min(old, new, key=lambda one: (one.formula, list(Status).index(one.status)))
        new = replace(best, beads=(*old.beads, n))
    taken[clause] = new


def _section_pairs(sides: Pair[Prepared], found: Sequence[Found]) -> Iterator[SectionPair]:
    """Pair the innermost sections that share a clause of substance; the others are added or dropped."""
    best: dict[tuple[str, str], Status] = {}
    for item in found:
        if not item.link or item.passage.formula:
            continue
        left = _section_of(sides.left, item.link.left)
        right = _section_of(sides.right, item.link.right)
        if left and right:
            old = best.get((left, right), Status.SAME)
            new = item.passage.status
            best[left, right] = max(old, new, key=list(Status).index) if (left, right) in best else new
    for (left, right), status in best.items():
        yield SectionPair(Pair((left,), (right,)), status, moved=False, renumbered=False)
    paired = Pair({left for left, _ in best}, {right for _, right in best})
    for section in sides.left.sections:
        if section.id not in paired.left:
            yield SectionPair(Pair((section.id,), ()), Status.DROPPED, moved=False, renumbered=False)
    for section in sides.right.sections:
        if section.id not in paired.right:
            yield SectionPair(Pair((), (section.id,)), Status.ADDED, moved=False, renumbered=False)


def _section_of(side: Prepared, clause: int) -> str | None:
    start = side.index.clauses[clause].start
    n = bisect_right(side.sections, start, key=lambda section: section.heading.start) - 1
    return side.sections[n].id if n >= 0 else None


def _shared(sides: Pair[Prepared], taken: Pair[dict[int, Taken]]) -> float:
    """Return the share of both texts' characters that stand in clauses of shared wording."""
    total = reused = 0
    for side, mine in ((sides.left, taken.left), (sides.right, taken.right)):
        for n, clause in enumerate(side.index.clauses):
            total += len(clause.plain)
            if n in mine and mine[n].status in (Status.SAME, Status.REWORDED) and not mine[n].formula:
                reused += len(clause.plain)
    return reused / total if total else 0.0


_ENOUGH = 3
"""Clauses of shared wording from which on one document counts as made from the other."""


def is_derived(passages: Sequence[Passage]) -> bool:
    """Say whether two documents share wording beyond formulas, if only in a few clauses."""
    return sum(map(is_reuse, passages)) >= _ENOUGH
