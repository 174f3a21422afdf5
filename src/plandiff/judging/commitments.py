"""Whether an edit makes a promise stronger, weaker or neither.

An edit in the words that govern a clause is judged by them (``chinese.duty``); elsewhere only if it exchanges a word of
duty for another (支持有条件的县[探索→推进]…), and not a noun for a noun (产业[发展→建设]规划).
"""

from typing import NamedTuple

from plandiff.chinese.dates import is_deadline, opened
from plandiff.chinese.duty import (
    Force,
    alike_within,
    binding,
    clause_around,
    degree,
    force_of,
    is_attribute,
    is_loosened_by_limits,
    is_only_degrees,
    word_around,
)
from plandiff.chinese.duty_words import MODALS, lexicon
from plandiff.judging.change import Direction
from plandiff.text.span import Pair, Span


def compared(left: Force, right: Force) -> Direction | None:
    """Return how a promise changed from left to right, None if it says the same, perhaps of more."""
    step = right.strength - left.strength
    if step == 0 and (_is_part(left.words, right.words) or _is_part(right.words, left.words)):
        return None
    reach = right.reach - left.reach
    if reach and abs(step - reach) <= alike_within():
        return _of_step(reach)
    if step == 0 or (left.act != right.act and abs(step) <= alike_within()):
        return Direction.LATERAL
    return Direction.STRONGER if step > 0 else Direction.WEAKER


def _is_part(words: str, more: str) -> bool:
    """Say whether governing words are the others' beginning or end: 推进 of 推进建设, 严厉打击 of 依法严厉打击."""
    return more.startswith(words) or more.endswith(words)


def direction_of(keys: Pair[str], spans: Pair[Span]) -> Direction | None:
    """Return how a commitment changed from left to right, None if the edit leaves every promise as it is."""
    texts = Pair(spans.left.of(keys.left), spans.right.of(keys.right))
    if not texts.left or not texts.right:
        return _gained_or_lost(keys, spans, texts)
    if is_only_degrees(texts.left) and is_only_degrees(texts.right):
        return _of_step(degree(texts.right) - degree(texts.left))
    if step := opened(texts):
        return _deadline_moves(keys.left, spans.left, step)
    left, right = _governed(keys.left, spans.left), _governed(keys.right, spans.right)
    if left and right and left.changed and right.changed:
        return compared(left.force, right.force)
    old, new = word_around(keys.left, spans.left), word_around(keys.right, spans.right)
    if old and new and (old.sort in MODALS) == (new.sort in MODALS):
        return _of_step(new.rank - old.rank)
    bound = binding(keys.left, spans.left), binding(keys.right, spans.right)
    return None if bound[0] is None or bound[1] is None else _of_step(bound[1] - bound[0])


def _gained_or_lost(keys: Pair[str], spans: Pair[Span], texts: Pair[str]) -> Direction | None:
    """Judge words of duty, degrees and deadlines that only one side has."""
    text, gained = (texts.right, 1) if texts.right else (texts.left, -1)
    if is_deadline(text):
        return _deadline_moves(*((keys.right, spans.right) if texts.right else (keys.left, spans.left)), gained)
    if is_only_degrees(text):
        key, span = (keys.right, spans.right) if texts.right else (keys.left, spans.left)
        return _of_step(gained * degree(text)) if degree(text) and not _describes(key, span) else None
    left, right = _governed(keys.left, spans.left), _governed(keys.right, spans.right)
    own, other = (right, left) if texts.right else (left, right)
    if own is None or not own.changed:
        return None
    if other:
        return compared(other.force, own.force) if gained > 0 else compared(own.force, other.force)
    sort = lexicon()[own.force.act].sort
    if sort == "licences":
        return _of_step(-gained)
    return _of_step(gained) if sort in MODALS else None


def _describes(key: str, span: Span) -> bool:
    """Say whether a word of degree describes a thing in the clause around it."""
    clause = clause_around(key, span)
    return is_attribute(clause.of(key), Span(span.start - clause.start, span.end - clause.start))


def _deadline_moves(key: str, span: Span, gained: int) -> Direction:
    """Say what a deadline does that the clause around ``span`` gains or loses."""
    loosened = is_loosened_by_limits(clause_around(key, span).of(key))
    return _of_step(-gained if loosened else gained)


class _Governed(NamedTuple):
    """What governs the clause around an edit, and whether the edit lies in the governing words."""

    force: Force
    changed: bool


def _governed(key: str, span: Span) -> _Governed | None:
    clause = clause_around(key, span)
    force = force_of(clause.of(key))
    if force is None:
        return None
    start, end = clause.start + force.span.start, clause.start + force.span.end
    return _Governed(force, start <= span.start and span.end <= end)


def _of_step(step: int) -> Direction:
    if step == 0:
        return Direction.LATERAL
    return Direction.STRONGER if step > 0 else Direction.WEAKER
