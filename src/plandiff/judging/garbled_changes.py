"""Judges what is garbled on one side and sound on the other, and keeps it one change."""

from collections.abc import Iterable
from dataclasses import replace

from plandiff.alignment.damage import Damage
from plandiff.chinese.mojibake import LOST
from plandiff.judging.change import Certainty, Change, Judgement, Kind, Reason
from plandiff.judging.judges import CODES
from plandiff.text.span import Pair, SourceSpan, Span


def damaged(damage: Damage, keys: Pair[str]) -> Judgement:
    """Judge damage by its proof, or else by the first sign in it."""
    if damage.proven:
        return Judgement(Kind.MOJIBAKE, Reason.BYTES_PROVEN, expected=damage.expected)
    shown = damage.spans.left.of(keys.left) if damage.on_left else damage.spans.right.of(keys.right)
    lost = Reason.BYTES_LOST if any(char in shown for char in LOST) else Reason.MISDECODED
    reason = next((reason for sign, reason in CODES if sign.search(shown)), lost)
    return Judgement(Kind.MOJIBAKE, reason, Certainty.CHECK, damage.expected)


def with_invisible(changes: Iterable[Change]) -> list[Change]:
    """Take control characters at the edges of what is garbled into it: they are bytes of it."""
    found: list[Change] = []
    for change in changes:
        kinds = {found[-1].kind, change.kind} if found else set()
        if kinds == {Kind.MOJIBAKE, Kind.INVISIBLE} and _touch(found[-1], change):
            main = found[-1] if change.kind is Kind.INVISIBLE else change
            spans = Pair(
                _both(found[-1].spans.left, change.spans.left), _both(found[-1].spans.right, change.spans.right)
            )
            found[-1] = replace(main, spans=spans)
        else:
            found.append(change)
    return found


def _touch(one: Change, other: Change) -> bool:
    return one.spans.left.end == other.spans.left.start and one.spans.right.end == other.spans.right.start


def _both(one: SourceSpan, other: SourceSpan) -> SourceSpan:
    return Span(one.start, other.end)
