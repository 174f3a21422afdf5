"""Compares a document with one made from it: which clauses were taken up, adapted, added and dropped.

Neither order nor most of the text is shared, so characters are not matched over the whole texts. Clauses are linked
many to many by the wording they share (``derivation.reuse``); what no link holds was added or dropped.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plandiff.alignment.table_pairs import paired_tables
from plandiff.chinese.script import script_of
from plandiff.choices import Relation
from plandiff.derivation.coverage import Taken, coverage
from plandiff.derivation.derived_passages import Found, alone, annotations, beside_passage, furniture, linked_passage
from plandiff.derivation.prepared import Prepared
from plandiff.derivation.related import needed, related
from plandiff.derivation.result import Derivation
from plandiff.derivation.reuse import Link, find_links
from plandiff.derivation.section_topics import AKIN, near
from plandiff.judging.cells import Tables
from plandiff.judging.passages import Passage, Status
from plandiff.judging.result import in_order, refuse_empty
from plandiff.judging.section_pairs import SectionPair
from plandiff.text.span import Pair
from plandiff.verification import verify_derived

_ENOUGH = 3
"""Clauses of shared wording from which on one document counts as made from the other."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Two documents and what they share, from which it can be judged whether one was made from the other.

    Attributes:
        sides: The documents.
        links: Which clauses share wording, formulas among them.
    """

    sides: Pair[Prepared]
    links: list[Link]

    @property
    def is_derivation(self) -> bool:
        """Whether the documents share wording beyond formulas, if only in a few clauses."""
        return sum(not link.formula for link in self.links) >= _ENOUGH

    def derivation(self, *, given: bool) -> Derivation:
        """Compare the documents; mirrored documents give the mirror image.

        Args:
            given: Whether the user said that one was made from the other.

        Raises:
            InvariantError: A character of a document is in no passage; a defect of plandiff.
        """
        return _derivation(self.sides, self.links, given=given)


def link(sides: Pair[Prepared]) -> Linked:
    """Link the clauses of two documents that share wording.

    Args:
        sides: The documents.

    Raises:
        UsageError: A document holds nothing to compare.
    """
    refuse_empty((sides.left.text, sides.right.text))
    return Linked(sides, find_links(sides.left.index, sides.right.index))


def _derivation(sides: Pair[Prepared], links: Sequence[Link], *, given: bool) -> Derivation:
    texts = sides.map(lambda side: side.text)
    kin = near(sides.left.topics, sides.right.topics)
    keys = texts.map(lambda text: text.key)
    tables = Tables(texts, paired_tables(keys, sides.map(lambda side: side.tables), ()))
    linked = [linked_passage(sides, link, tables) for link in links]
    least = needed(sides)
    linked += [beside_passage(sides, beside, tables) for beside in related(sides, links, kin, least)]
    beside = Pair(
        {clause: item for item in linked for clause in item.clauses.left},
        {clause: item for item in linked for clause in item.clauses.right},
    )
    unlinked = [*alone(sides, beside.left, left=True), *alone(sides, beside.right, left=False)]
    found = sorted([*linked, *unlinked], key=lambda item: (item.passage.anchor.left, item.passage.anchor.right))
    taken: Pair[dict[int, Taken]] = Pair({}, {})
    for n, item in enumerate(found):
        for mine, clauses in ((taken.left, item.clauses.left), (taken.right, item.clauses.right)):
            for clause in clauses:
                _note(mine, clause, item, n)
    akin = {place: cosine for place, cosine in kin.items() if cosine >= AKIN}
    covered = Pair(
        coverage(sides.left.sections, sides.left.index.clauses, taken.left, {one for one, _ in akin}),
        coverage(sides.right.sections, sides.right.index.clauses, taken.right, {other for _, other in akin}),
    )
    changes = [change for item in found for change in item.changes]
    changes += [*furniture(sides.left.text, left=True), *furniture(sides.right.text, left=False)]
    documents = texts.map(lambda text: text.document)
    derivation = Derivation(
        documents=documents,
        scripts=documents.map(lambda document: script_of(document.text)),
        relation=Relation.DERIVATION,
        relation_given=given,
        shared=_shared(sides, taken),
        sections=sides.map(lambda side: side.sections),
        section_pairs=tuple(_section_pairs(sides, found, akin)),
        passages=tuple(item.passage for item in found),
        changes=tuple(changes),
        notices=(),
        coverage=covered,
        related_from=least,
        annotations=texts.map(annotations),
    )
    result = in_order(derivation, texts)
    verify_derived(documents, result.passages, result.changes)
    return result


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


def _section_pairs(
    sides: Pair[Prepared], found: Sequence[Found], kin: Mapping[tuple[str, str], float]
) -> Iterator[SectionPair]:
    """Pair the innermost sections that share wording, then those that are akin or hold related clauses."""
    best = _sharing(sides, found)
    paired = Pair({left for left, _ in best}, {right for _, right in best})
    related = (item for item in found if item.passage.status is Status.RELATED)
    beside = dict.fromkeys(_place(sides, item) for item in sorted(related, key=lambda item: -item.passage.bits))
    for left, right in [*sorted(kin, key=lambda place: (-kin[place], place)), *beside]:
        if left and right and (left not in paired.left or right not in paired.right):
            best[left, right] = Status.RELATED
            paired.left.add(left)
            paired.right.add(right)
    for (left, right), status in best.items():
        yield SectionPair(Pair((left,), (right,)), status, moved=False, renumbered=False)
    for section in sides.left.sections:
        if section.id not in paired.left:
            yield SectionPair(Pair((section.id,), ()), Status.DROPPED, moved=False, renumbered=False)
    for section in sides.right.sections:
        if section.id not in paired.right:
            yield SectionPair(Pair((), (section.id,)), Status.ADDED, moved=False, renumbered=False)


def _sharing(sides: Pair[Prepared], found: Sequence[Found]) -> dict[tuple[str, str], Status]:
    """Return the pairs of sections that share wording beyond formulas, and the loosest status of their passages."""
    loosest: dict[tuple[str, str], Status] = {}
    for item in filter(lambda item: is_reuse(item.passage), found):
        place = _place(sides, item)
        if all(place):
            old = loosest.get(place, Status.SAME)
            loosest[place] = max(old, item.passage.status, key=list(Status).index)
    return loosest


def _place(sides: Pair[Prepared], item: Found) -> tuple[str, str]:
    """Return the sections that a passage of both sides begins in; empty outside the sections."""
    return sides.left.owners[item.clauses.left[0]], sides.right.owners[item.clauses.right[0]]


def _shared(sides: Pair[Prepared], taken: Pair[dict[int, Taken]]) -> float:
    """Return the share of both texts' characters that stand in clauses of shared wording."""
    total = reused = 0
    for side, mine in ((sides.left, taken.left), (sides.right, taken.right)):
        for n, clause in enumerate(side.index.clauses):
            total += len(clause.plain)
            if n in mine and mine[n].status in (Status.SAME, Status.REWORDED) and not mine[n].formula:
                reused += len(clause.plain)
    return reused / total if total else 0.0
