"""Words for one thing that regions say otherwise: 資料 beside 数据, 程式 beside 程序.

Two renderings may differ in them throughout. Where an edit, with the text that surrounds it, can be told as such an
exchange, it is taken out of the edit as a whole word, so that a real change beside it stands alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.conversion.lexicon import facts
from plandiff.text.span import CleanOffset, CleanSpan, Pair, clean_span

_LONGEST = 8
"""Code points of a word that is looked for."""
_CONTEXT = 6
"""Code points around an edit that may belong to its words."""
_NEAR = 2
"""Code points between edits that one word may cover (服 in 伺服器 and 服务器)."""
_WINDOW = 48
"""Code points of a side from which on an edit is a rewrite, and nobody's word."""
_EXCHANGE = 0.1
"""What an exchange of words costs beside a changed character, which costs one on either side."""


@dataclass(frozen=True, slots=True)
class Retold:
    """Edits told anew.

    Attributes:
        equal: The equal runs.
        edits: The edits that are left.
        exchanges: Words exchanged for those of another region; with the rest they tile what the edits and runs did.
    """

    equal: tuple[CleanRun, ...]
    edits: tuple[Pair[CleanSpan], ...]
    exchanges: tuple[Pair[CleanSpan], ...]


@cache
def _partners() -> Mapping[str, frozenset[str]]:
    """Return the words of other regions for a word, all folded."""
    table: dict[str, set[str]] = {}
    for word, others in facts().regional.items():
        for other in others.split(" "):
            table.setdefault(word, set()).add(other)
            table.setdefault(other, set()).add(word)
    return {word: frozenset(others) for word, others in table.items()}


def retold(
    keys: Pair[str], equal: Sequence[CleanRun], edits: Sequence[Pair[CleanSpan]], fixed: Iterable[Pair[CleanSpan]]
) -> Retold:
    """Take exchanges of regional words out of edits.

    Args:
        keys: The folded texts.
        equal: The equal runs between the edits.
        edits: The edits, sorted.
        fixed: Edits that stay as they are.
    """
    kept, left_edits, exchanges = list(equal), list[Pair[CleanSpan]](), list[Pair[CleanSpan]]()
    held = set(fixed)
    for group in _groups(edits, held):
        window = _window(group, kept)
        steps = [*_aligned(keys, window)] if window and group[0] not in held else []
        if window is None or not any(step.word for step in steps):
            left_edits += group
            continue
        kept = [*_outside(kept, window), *_equal(steps)]
        left_edits += _changed(steps)
        exchanges += [step.spans for step in steps if step.word]
    order = sorted(kept, key=lambda run: (run.left, run.right))
    return Retold(tuple(order), tuple(left_edits), tuple(exchanges))


def _groups(edits: Sequence[Pair[CleanSpan]], held: set[Pair[CleanSpan]]) -> Iterator[list[Pair[CleanSpan]]]:
    group: list[Pair[CleanSpan]] = []
    for edit in sorted(edits, key=lambda edit: (edit.left, edit.right)):
        near = (
            group and edit.left.start - group[-1].left.end <= _NEAR and edit.right.start - group[-1].right.end <= _NEAR
        )
        if group and (not near or edit in held or group[-1] in held):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _window(group: Sequence[Pair[CleanSpan]], equal: Sequence[CleanRun]) -> Pair[CleanSpan] | None:
    """Return the spans of a group of edits with what of the equal runs beside it may belong to its words."""
    start, end = Pair(group[0].left.start, group[0].right.start), Pair(group[-1].left.end, group[-1].right.end)
    before = next((run.size for run in equal if (run.left_end, run.right + run.size) == (start.left, start.right)), 0)
    behind = next((run.size for run in equal if (run.left, run.right) == (end.left, end.right)), 0)
    ahead, rest = min(before, _CONTEXT), min(behind, _CONTEXT)
    spans = Pair(clean_span(start.left - ahead, end.left + rest), clean_span(start.right - ahead, end.right + rest))
    return spans if max(len(spans.left), len(spans.right)) <= _WINDOW else None


@dataclass(frozen=True, slots=True)
class _Step:
    spans: Pair[CleanSpan]
    word: bool = False
    same: bool = False


def _aligned(keys: Pair[str], window: Pair[CleanSpan]) -> Iterator[_Step]:
    """Yield the cheapest way through a window: equal characters, exchanged words, changed characters."""
    left, right = window.left.of(keys.left), window.right.of(keys.right)
    words = [*_exchanges(left, right)]
    if not words:
        return
    best: dict[tuple[int, int], tuple[float, tuple[int, int], str]] = {(0, 0): (0.0, (0, 0), "")}
    by_start: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for start, end in words:
        by_start.setdefault(start, []).append(end)
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            cost = best[i, j][0]
            ways = [((i + 1, j), 1.0, "changed"), ((i, j + 1), 1.0, "changed")]
            if i < len(left) and j < len(right) and left[i] == right[j]:
                ways.append(((i + 1, j + 1), 0.0, "same"))
            ways += [(end, _EXCHANGE, "word") for end in by_start.get((i, j), ())]
            for end, price, how in ways:
                if end[0] <= len(left) and end[1] <= len(right) and cost + price < best.get(end, (1e9,))[0]:
                    best[end] = (cost + price, (i, j), how)
    steps = []
    at = len(left), len(right)
    while at != (0, 0):
        _, start, how = best[at]
        spans = Pair(
            clean_span(window.left.start + start[0], window.left.start + at[0]),
            clean_span(window.right.start + start[1], window.right.start + at[1]),
        )
        steps.append(_Step(spans, word=how == "word", same=how == "same"))
        at = start
    yield from reversed(steps)


def _exchanges(left: str, right: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the words of ``left`` that ``right`` has a regional partner of: where both begin and end."""
    table = _partners()
    for start in range(len(left)):
        for end in range(start + 1, min(len(left), start + _LONGEST) + 1):
            for other in table.get(left[start:end], ()):
                at = right.find(other)
                while at >= 0:
                    yield (start, at), (end, at + len(other))
                    at = right.find(other, at + 1)


def _equal(steps: Sequence[_Step]) -> Iterator[CleanRun]:
    """Yield the runs of steps that change nothing."""
    for is_same, group in groupby(steps, key=lambda step: step.same):
        if is_same:
            run = [*group]
            yield Run(run[0].spans.left.start, run[0].spans.right.start, len(run))


def _changed(steps: Sequence[_Step]) -> Iterator[Pair[CleanSpan]]:
    """Yield the stretches of steps that change characters, each as one edit."""
    for is_changed, group in groupby(steps, key=lambda step: not step.same and not step.word):
        if is_changed:
            run = [step.spans for step in group]
            yield Pair(
                clean_span(run[0].left.start, run[-1].left.end), clean_span(run[0].right.start, run[-1].right.end)
            )


def _outside(runs: Iterable[CleanRun], window: Pair[CleanSpan]) -> Iterator[CleanRun]:
    """Yield the parts of equal runs that lie outside a window, whose ends lie in step in them."""
    for run in runs:
        ahead = min(run.size, max(0, min(window.left.start - run.left, window.right.start - run.right)))
        rest = min(run.size, max(0, min(run.left_end - window.left.end, run.right_end - window.right.end)))
        if ahead:
            yield Run(run.left, run.right, ahead)
        if rest and ahead < run.size:
            yield Run(CleanOffset(run.left_end - rest), CleanOffset(run.right_end - rest), rest)
