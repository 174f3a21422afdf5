"""Takes a rewritten stretch apart where a modal answers to another: 应当按照规定报送, 可以自愿报送.

Differing keeps a clause that was written anew together, since what its versions share may be chance. But a modal is a
decision of its own, and whoever watches for it must find it. (Figures are taken out before, by ``judging.figures``.)
"""

from collections.abc import Container, Iterator

from plandiff.alignment.anchors import Run
from plandiff.chinese.duty import modals_in
from plandiff.judging.edits import Differing, differing
from plandiff.text.span import CleanSpan, Pair, Span, clean_span

_SHORTEST = 6
"""Code points of the longer side from which on an edit is a rewritten stretch, and no exchanged word."""


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
    """Yield the modals of a rewritten stretch that answer to each other, in order on both sides."""
    if not edit.left or not edit.right or max(len(edit.left), len(edit.right)) < _SHORTEST:
        return
    left, right = modals_in(keys.left, edit.left), modals_in(keys.right, edit.right)
    yield from (Pair(clean_span(*one), clean_span(*other)) for one, other in zip(left, right, strict=False))
