"""What several local plans share and no given parent has: it points to a parent that is not at hand.

The clauses that a local plan has of no parent are compared with those of the other local plans, by the same evidence of
shared wording. What the plans name as their sources says which document that may be.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from plandiff.derivation.indexed import Indexed
from plandiff.derivation.named_parents import NamedParent
from plandiff.derivation.reuse import find_links
from plandiff.outline.clauses import Clause
from plandiff.text.span import CleanOffset, SourceSpan

MOST_PLANS = 12
"""Local plans that are compared with each other, the first ones: a parent that is missing shows in any of them."""


class OwnClause(NamedTuple):
    """A clause of a local plan whose wording no given parent has.

    Attributes:
        span: Where it stands in the plan.
        plain: Its words, as they are compared.
        segment: The index of its sentence.
        text: Its words as they stand, without white space.
    """

    span: SourceSpan
    plain: str
    segment: int
    text: str


@dataclass(frozen=True, slots=True)
class SharedClause:
    """A clause that several local plans have, and none of their parents.

    Attributes:
        places: The plans, by number, each with its form of the clause.
    """

    places: tuple[tuple[int, OwnClause], ...]

    def to_dict(self) -> list[dict[str, Any]]:
        """Return what the JSON formats say of it."""
        return [{"local": n, "start": own.span.start, "end": own.span.end, "text": own.text} for n, own in self.places]


class Named(NamedTuple):
    """A document that local plans name as their source and that is not given, with the numbers of these plans."""

    title: str
    number: str | None
    locals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MissingParents:
    """What points to parents that are not at hand.

    Attributes:
        clauses: What several local plans share, the clauses that most of them have first.
        named: What they name, in order.
    """

    clauses: tuple[SharedClause, ...]
    named: tuple[Named, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return what ``trace --format json`` says of them."""
        return {
            "clauses": [clause.to_dict() for clause in self.clauses],
            "named": [one._asdict() | {"locals": [*one.locals]} for one in self.named],
        }


def missing_parents(own: Sequence[Sequence[OwnClause]], named: Sequence[Sequence[NamedParent]]) -> MissingParents:
    """Return what points to parents that are not at hand.

    Args:
        own: For each local plan, of the first `MOST_PLANS`, the clauses that no given parent has.
        named: For each local plan the documents that it names.
    """
    absent: dict[str, list[tuple[int, NamedParent]]] = {}
    for n, parents in enumerate(named):
        for parent in parents:
            if not parent.given:
                absent.setdefault(parent.title, []).append((n, parent))
    numbers = {title: next((one.number for _, one in found if one.number), None) for title, found in absent.items()}
    return MissingParents(
        tuple(_shared(own)),
        tuple(Named(title, numbers[title], tuple(n for n, _ in found)) for title, found in absent.items()),
    )


def _shared(own: Sequence[Sequence[OwnClause]]) -> list[SharedClause]:
    """Return the clauses that plans share; what is linked with one clause is one clause."""
    indexed = [Indexed([_clause(one) for one in clauses]) for clauses in own]
    groups: dict[tuple[int, int], set[tuple[int, int]]] = {}
    for n, m in combinations(range(len(own)), 2):
        for link in find_links(indexed[n], indexed[m]):
            if not link.formula:
                one, other = (n, link.left), (m, link.right)
                together = groups.get(one, {one}) | groups.get(other, {other})
                groups |= dict.fromkeys(together, together)
    shared = {min(group): sorted(group) for group in groups.values()}
    found = [SharedClause(tuple((n, own[n][i]) for n, i in places)) for _, places in sorted(shared.items())]
    return sorted(found, key=lambda clause: -len({n for n, _ in clause.places}))


def _clause(own: OwnClause) -> Clause:
    start, end = CleanOffset(own.span.start), CleanOffset(own.span.end)
    return Clause(start, end, start, own.plain, own.segment, is_heading=False)
