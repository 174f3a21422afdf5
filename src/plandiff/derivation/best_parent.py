"""Which of several parents each clause of a document goes to: the one whose wording it has most of."""

from collections.abc import Sequence

from plandiff.derivation.derived_passages import Found
from plandiff.judging.passages import Status


def best_parents(found: Sequence[Sequence[Found]]) -> list[list[Found]]:
    """Return for each parent the passages that no other parent has a better one for.

    Shared wording goes before related clauses, formulas come last; then more bits go before fewer, and of equals the
    parent that was named first. Related clauses of which but one is free are kept whole.

    Args:
        found: For each parent the passages that it shares with the document.
    """
    if len(found) == 1:
        return [list(found[0])]
    owners: dict[int, int] = {}
    kept: list[list[Found]] = [[] for _ in found]
    items = ((item, parent) for parent, mine in enumerate(found) for item in mine)
    for item, parent in sorted(items, key=lambda one: _worth(one[0])):
        if parent in [owners.setdefault(clause, parent) for clause in item.clauses.right]:
            kept[parent].append(item)
    return kept


def _worth(item: Found) -> tuple[bool, bool, float]:
    passage = item.passage
    return passage.formula, passage.status is Status.RELATED, -item.bits
