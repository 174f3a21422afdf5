"""Takes a rewritten stretch apart where a number or a modal answers to another: 应当在2026年前, 可以在2027年前.

Differing keeps a clause that was written anew together, since what its versions share may be chance. But a number and a
modal are decisions of their own, and whoever watches for them must find them.
"""

import re
from collections.abc import Container, Iterator

from rapidfuzz.distance import Indel

from plandiff.alignment.anchors import Run
from plandiff.judging.duty import modals_in
from plandiff.judging.edits import Differing, differing
from plandiff.text.span import CleanSpan, Pair, Span, clean_span

_SHORTEST = 6
"""Code points of the longer side from which on an edit is a rewritten stretch, and no exchanged word."""
_MOST = 1_000_000
"""Pairs of numbers and modals that are compared; a stretch with more stays whole."""
_NUMBER = re.compile(
    r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)*%?"
    r"|[〇零一二三四五六七八九十百千万亿两]{2,}|[一二三四五六七八九十两](?=[年月日周天个家倍])"
)


def parted(keys: Pair[str], found: Differing, whole: Container[Pair[CleanSpan]] = ()) -> Differing:
    """Return what differs with its rewritten stretches taken apart; the edits in ``whole`` stay as they are."""
    equal, edits = list(found.equal), list[Pair[CleanSpan]]()
    for edit in found.edits:
        answers = [] if edit in whole else list(_answers(keys, edit))
        if all(pair.left.of(keys.left) == pair.right.of(keys.right) for pair in answers):
            edits.append(edit)
            continue
        at = Pair(edit.left.start, edit.right.start)
        for pair in [*answers, Pair(Span(edit.left.end, edit.left.end), Span(edit.right.end, edit.right.end))]:
            rest = differing(keys, Pair(Span(at.left, pair.left.start), Span(at.right, pair.right.start)), [], [])
            equal += rest.equal
            edits += rest.edits
            if pair.left.of(keys.left) == pair.right.of(keys.right):
                equal += [Run(pair.left.start, pair.right.start, len(pair.left))] if pair.left else []
            else:
                edits.append(pair)
            at = Pair(pair.left.end, pair.right.end)
    return Differing(tuple(sorted(equal, key=lambda run: run.left)), tuple(edits), found.coarse)


def _answers(keys: Pair[str], edit: Pair[CleanSpan]) -> Iterator[Pair[CleanSpan]]:
    """Yield the numbers and modals of a rewritten stretch that answer to each other, in order on both sides."""
    if not edit.left or not edit.right or max(len(edit.left), len(edit.right)) < _SHORTEST:
        return
    left, right = _decisions(keys.left, edit.left), _decisions(keys.right, edit.right)
    if len(left) * len(right) > _MOST:
        return
    for op in Indel.opcodes([sort for sort, _ in left], [sort for sort, _ in right]):
        if op.tag == "equal":
            pairs = zip(left[op.src_start : op.src_end], right[op.dest_start : op.dest_end], strict=True)
            yield from (Pair(one, other) for (_, one), (_, other) in pairs)


_MODAL = "modal"


def _decisions(key: str, span: CleanSpan) -> list[tuple[str, CleanSpan]]:
    """Return the numbers and modals in a span; the character behind a number, its unit, tells its sort."""
    found = [(_MODAL, clean_span(*modal)) for modal in modals_in(key, span)]
    found += [(key[n.end() : n.end() + 1], clean_span(*n.span())) for n in _NUMBER.finditer(key, *span)]
    return sorted(found, key=lambda item: item[1])
