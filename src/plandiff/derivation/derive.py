"""Compares a document with one made from it: which clauses were taken up, adapted, added and dropped.

Neither order nor most of the text is shared, so characters are not matched over the whole texts. Clauses are linked
many to many by the wording they share (``derivation.reuse``); what no link holds was added or dropped.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plandiff.alignment.table_pairs import paired_tables
from plandiff.chinese.script import script_of
from plandiff.choices import Relation
from plandiff.derivation.best_parent import best_parents
from plandiff.derivation.coverage import Taken, coverage
from plandiff.derivation.derived_passages import Found, alone, annotations, beside_passage, furniture, linked_passage
from plandiff.derivation.missing_parent import OwnClause
from plandiff.derivation.prepared import Prepared
from plandiff.derivation.related import needed, related
from plandiff.derivation.result import Derivation
from plandiff.derivation.reuse import Link, find_links
from plandiff.derivation.section_topics import AKIN, near
from plandiff.judging.cells import Tables
from plandiff.judging.change import Kind
from plandiff.judging.passages import Passage, Status
from plandiff.judging.result import in_order, refuse_empty
from plandiff.judging.section_pairs import SectionPair
from plandiff.text.span import Pair
from plandiff.verification import verify_held

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
        return derived_from([self], given=given)


def link(sides: Pair[Prepared]) -> Linked:
    """Link the clauses of two documents that share wording.

    Args:
        sides: The documents.

    Raises:
        UsageError: A document holds nothing to compare.
    """
    refuse_empty((sides.left.text, sides.right.text))
    return Linked(sides, find_links(sides.left.index, sides.right.index))


def derived_from(linked: Sequence[Linked], *, given: bool, own: bool = True) -> Derivation:
    """Compare a document with those it may have been made from; each of its clauses goes to the best of them.

    Args:
        linked: The same right document beside each parent.
        given: Whether the user said that one was made from the other.
        own: Whether the clauses that no parent has are wanted apart.

    Returns:
        What it has of the first parent, with what is its own; what it has of the others is in ``further``.

    Raises:
        InvariantError: A character of a document is in no passage; a defect of plandiff.
    """
    besides = [_beside(one) for one in linked]
    kept = best_parents([beside.found for beside in besides])
    shown = [
        [*mine, *alone(beside.sides.left, _by_clause(beside.found, left=True), left=True)]
        for beside, mine in zip(besides, kept, strict=True)
    ]
    right = linked[0].sides.right
    places: dict[int, Found | None] = {clause: None for mine in kept for item in mine for clause in item.clauses.right}
    shown[0] += alone(right, places | _by_clause(kept[0], left=False), left=False)
    shown = [sorted(found, key=lambda item: (item.passage.anchor.left, item.passage.anchor.right)) for found in shown]
    everything = [item for found in shown for item in found]
    results = [_result(beside, found, given=given) for beside, found in zip(besides, shown, strict=True)]
    taken = _taken(everything, left=False)
    akin = {section for beside in besides for _, section in beside.akin}
    texts = [(beside.sides.left, _taken(beside.found, left=True)) for beside in besides]
    result = replace(
        results[0],
        shared=_shared([*texts, (right, taken)]),
        coverage=Pair(results[0].coverage.left, coverage(right, taken, akin)),
        own=tuple(_own(right, taken)) if own else (),
        further=tuple(results[1:]),
    )
    _verify(besides, result)
    return result


@dataclass(frozen=True, slots=True)
class _Beside:
    """A document beside one parent.

    Attributes:
        sides: The parent and the document.
        akin: The sections that are about one thing, with their cosine.
        related_from: Bits that related clauses need.
        found: The passages that both have.
    """

    sides: Pair[Prepared]
    akin: Mapping[tuple[str, str], float]
    related_from: float
    found: list[Found]


def _beside(linked: Linked) -> _Beside:
    sides = linked.sides
    kin = near(sides.left.topics, sides.right.topics)
    least = needed(sides)
    texts = sides.map(lambda side: side.text)
    keys = texts.map(lambda text: text.key)
    tables = Tables(texts, paired_tables(keys, sides.map(lambda side: side.tables), ()))
    found = [linked_passage(sides, link, tables) for link in linked.links]
    found += [beside_passage(sides, beside, tables) for beside in related(sides, linked.links, kin, least)]
    return _Beside(sides, {place: cosine for place, cosine in kin.items() if cosine >= AKIN}, least, found)


def _result(beside: _Beside, found: Sequence[Found], *, given: bool) -> Derivation:
    """Return a document beside one parent; ``found`` is what is shown of the two, in left order."""
    sides = beside.sides
    texts = sides.map(lambda side: side.text)
    taken = Pair(_taken(found, left=True), _taken(found, left=False))
    shown = {id(item) for item in found}
    for item in beside.found:
        if id(item) not in shown:  # The document has it all the same, from a better parent.
            _note(taken.left, item.clauses.left, item, ())
    covered = Pair(
        coverage(sides.left, taken.left, {one for one, _ in beside.akin}),
        coverage(sides.right, taken.right, {other for _, other in beside.akin}),
    )
    changes = [change for item in found for change in item.changes]
    changes += [*furniture(texts.left, left=True), *furniture(texts.right, left=False)]
    documents = texts.map(lambda text: text.document)
    result = Derivation(
        documents=documents,
        scripts=documents.map(lambda document: script_of(document.text)),
        relation=Relation.DERIVATION,
        relation_given=given,
        shared=_shared([(sides.left, taken.left), (sides.right, taken.right)]),
        sections=sides.map(lambda side: side.sections),
        section_pairs=tuple(_section_pairs(sides, found, beside.akin)),
        passages=tuple(item.passage for item in found),
        changes=tuple(changes),
        notices=(),
        coverage=covered,
        related_from=beside.related_from,
        annotations=texts.map(annotations),
    )
    return in_order(result, texts)


def _verify(besides: Sequence[_Beside], result: Derivation) -> None:
    """Check that no character of any of the documents is lost."""
    parts = result.parts
    for beside, part in zip(besides, parts, strict=True):
        passages = [*part.passages, *(item.passage for item in beside.found)]
        held = [span for passage in passages for span in passage.spans.left]
        verify_held(part.documents.left, [*held, *(c.spans.left for c in part.changes if c.kind is Kind.FURNITURE)])
    held = [span for part in parts for passage in part.passages for span in passage.spans.right]
    held += [change.spans.right for change in result.changes if change.kind is Kind.FURNITURE]
    verify_held(result.documents.right, held)


def _own(side: Prepared, taken: Mapping[int, Taken]) -> Iterator[OwnClause]:
    """Yield the clauses that share their wording with no parent; they may be related to some of one.

    Neither the title nor what cites a document counts: plans have these alike, whatever they are made from.
    """
    for n, clause in enumerate(side.index.clauses[1:], 1):
        shared = n in taken and taken[n].status is not Status.RELATED
        if shared or clause.is_heading or side.index.formulas[n]:
            continue
        span = side.text.offsets.source_span(clause.opens, clause.end)
        text = "".join(span.of(side.text.document.text).split())
        if "《" not in text:
            yield OwnClause(span, clause.plain, clause.segment, text)


def is_reuse(passage: Passage) -> bool:
    """Say whether a passage shows shared wording beyond formulas."""
    return passage.status in (Status.SAME, Status.REWORDED) and not passage.formula


def _by_clause(found: Iterable[Found], *, left: bool) -> dict[int, Found | None]:
    """Return the last passage of each clause of a side."""
    return {clause: item for item in found for clause in (item.clauses.left if left else item.clauses.right)}


def _taken(found: Sequence[Found], *, left: bool) -> dict[int, Taken]:
    """Return what became of the clauses of a side that the other has, with their passages by place in ``found``."""
    taken: dict[int, Taken] = {}
    for n, item in enumerate(found):
        _note(taken, item.clauses.left if left else item.clauses.right, item, (n,))
    return taken


def _note(taken: dict[int, Taken], clauses: Iterable[int], item: Found, beads: tuple[int, ...]) -> None:
    """Remember the best passage of some clauses, and all of them."""
    new = Taken(item.passage.status, item.passage.formula, beads)
    for clause in clauses:
        old = taken.get(clause)
        best = min(old, new, key=lambda one: (one.formula, list(Status).index(one.status))) if old else new
        taken[clause] = replace(best, beads=(*old.beads, *beads)) if old else new


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


def _shared(texts: Iterable[tuple[Prepared, Mapping[int, Taken]]]) -> float:
    """Return the share of the texts' characters that stand in clauses of shared wording."""
    total = reused = 0
    for side, mine in texts:
        for n, clause in enumerate(side.index.clauses):
            total += len(clause.plain)
            if n in mine and mine[n].status in (Status.SAME, Status.REWORDED) and not mine[n].formula:
                reused += len(clause.plain)
    return reused / total if total else 0.0
