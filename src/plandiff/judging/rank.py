"""The order in which changes matter, and which of them a report tells as one.

What a reader wants first: whether a sense is turned round or a target no longer binds, figures, duties; then what came
and went; then names and citations; then wording. Cosmetic changes have no rank.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plandiff.judging.change import Certainty, Change, Direction, Judgement, Kind, Reason, Weight
from plandiff.tables import complete
from plandiff.text.span import Pair

_FIRST = frozenset((Reason.REVERSED, Reason.OBLIGATION))
_STEPS = complete(
    Kind,
    {
        Kind.NUMBER: 1,
        Kind.COMMITMENT: 2,
        Kind.ADDED: 3,
        Kind.DROPPED: 3,
        Kind.MOVED: 4,
        Kind.NAME: 5,
        Kind.REFERENCE: 5,
        Kind.WORDING: 6,
        Kind.WRONG_CHARACTER: 7,
        Kind.LEFTOVER_CHARACTER: 7,
        Kind.REGIONAL_FORM: 9,
        Kind.VOCABULARY: 9,
        Kind.MOJIBAKE: 8,
        Kind.OCR: 8,
        Kind.ANNOTATION: 8,
        Kind.INVISIBLE: 8,
        Kind.LOST_TEXT: 8,
        Kind.PUNCTUATION: 10,
        Kind.LAYOUT: 10,
        Kind.FURNITURE: 10,
        Kind.NUMBERING: 10,
    },
)
_GROUPED = frozenset((Kind.WORDING, Kind.NAME, Kind.REFERENCE))
"""Kinds of substance of which equal replacements are one decision; figures and duties are decided place by place."""


def step_of(change: Change) -> int:
    """Return how much a change matters; 0 matters most."""
    reason = change.judgement.reason
    if change.judgement.direction is Direction.LATERAL:
        return _STEPS[Kind.WORDING]  # another word of the same strength
    if reason is Reason.OUT_OF_ORDER:
        return _STEPS[Kind.REFERENCE]  # the number of a heading is no figure
    return 0 if reason in _FIRST else _STEPS[change.kind]


def ranked(changes: Sequence[Change], texts: Pair[str], last: Sequence[bool]) -> list[Change]:
    """Return the changes, in the same order, with rank and group set; they have their ids already.

    Args:
        changes: In document order.
        texts: The documents as read.
        last: For each change whether it stands behind all others, whatever it is: in the look-back of a report, or
            because the documents are of two years.
    """
    groups = dict(_groups(changes, texts))
    weighty = [n for n, change in enumerate(changes) if change.weight is not Weight.COSMETIC]
    order = sorted(weighty, key=lambda n: (last[n], *_importance(changes[n]), n))
    ranks = {n: rank for rank, n in enumerate(order, 1)}
    return [
        Change(one.spans, one.judgement, one.id, ranks.get(n), groups.get(one.id), one.cell)
        for n, one in enumerate(changes)
    ]


def reranked(results: Sequence[Sequence[Change]]) -> list[tuple[int, Change]]:
    """Return the changes of several results, each with the number of its result, in one order of importance."""
    together = [(n, change) for n, changes in enumerate(results) for change in by_rank(changes)]
    order = sorted(together, key=lambda item: (item[1].rank is None, *_importance(item[1])))
    return [(n, replace(one, rank=rank) if one.rank else one) for rank, (n, one) in enumerate(order, 1)]


def _importance(change: Change) -> tuple[int, bool, bool]:
    """Return what a change is sorted by; a duty that grew weaker stands before one that grew stronger."""
    judgement = change.judgement
    return step_of(change), judgement.certainty is Certainty.CHECK, judgement.direction is not Direction.WEAKER


def by_rank(changes: Iterable[Change]) -> list[Change]:
    """Return changes in the order of importance; those without a rank last, as they stood."""
    return sorted(changes, key=lambda change: (change.rank is None, change.rank or 0))


def _line_of(change: Change) -> tuple[str, str] | None:
    """Return what the cells of a column that came or went have in common, or the rows of a table in another order."""
    cell, reason = change.cell, change.judgement.reason
    if cell is None or reason not in (Reason.COLUMN_ADDED, Reason.COLUMN_DROPPED, Reason.ROW_MOVED):
        return None
    return f"{cell.tables.left}:{cell.tables.right}", cell.column


def _groups(changes: Sequence[Change], texts: Pair[str]) -> Iterable[tuple[str, str]]:
    """Yield the ids of changes that are told as one, each with the id of the first of them."""
    equal: dict[tuple[Judgement, str, str], list[str]] = {}
    for change in changes:
        judgement = change.judgement
        left, right = change.spans.left.of(texts.left), change.spans.right.of(texts.right)
        replaced = change.kind in _GROUPED and left and right and left != right and judgement.reason not in _FIRST
        if replaced or change.weight is Weight.CONVERSION:
            equal.setdefault((judgement, left, right), []).append(change.id)
        elif change.cell and (lines := _line_of(change)):
            equal.setdefault((judgement, *lines), []).append(change.id)
    for (judgement, *_), ids in equal.items():
        if len(ids) > 1 or judgement.kind is Kind.VOCABULARY:  # a pair of words is named wherever it stands
            yield from ((one, ids[0]) for one in ids)
