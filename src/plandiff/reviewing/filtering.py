"""Which changes of a review are listed."""

from dataclasses import dataclass

from plandiff.decisions.decision import State
from plandiff.judging.change import Direction, Kind, Weight
from plandiff.reviewing.review import Review


@dataclass(frozen=True, slots=True)
class Filter:
    """Which changes of a review are listed: shown in marks, stepped through and counted.

    Attributes:
        weights: The weights.
        without: Kinds that are not listed although their weight is.
        open_only: Whether steps go only to what is not settled.
        directions: Of commitments those that changed in one of these directions, and nothing else; empty for all.
        states: Where they stand in the review; empty for anywhere.
        people: Who has said something of them; empty for all.
        commented: Whether only those with a comment are listed.
    """

    weights: frozenset[Weight] = frozenset({Weight.SUBSTANTIVE, Weight.CONVERSION, Weight.DAMAGE})
    without: frozenset[Kind] = frozenset()
    open_only: bool = False
    directions: frozenset[Direction] = frozenset()
    states: frozenset[State] = frozenset()
    people: frozenset[str] = frozenset()
    commented: bool = False

    def listed(self, review: Review) -> list[int]:
        """Return the changes of a review that are listed, in reading order."""
        kinds = [kind.weight in self.weights and kind not in self.without for kind in Kind]
        found = [n for n, kind in enumerate(review.material.kinds) if kinds[kind]]
        if self.directions:
            found = [n for n in found if review.material.changes[n].judgement.direction in self.directions]
        if self.states or self.people or self.commented:
            found = [n for n in found if self._decided_so(review, n)]
        return found

    def _decided_so(self, review: Review, change: int) -> bool:
        said = (*review.earlier(change), review.ruling(change))
        return (
            (not self.states or review.state(change) in self.states)
            and (not self.people or any(one.by in self.people and (one.verdict or one.comment) for one in said))
            and (not self.commented or any(one.comment for one in said))
        )
