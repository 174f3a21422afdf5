"""Gives a figure that differs to one edit, both values whole, whatever was written anew around it.

Differing compares token by token: it may exchange 3 for 4 and leave 左右 to the next edit, or merge a figure with the
words behind it. Here every figure that an edit touches is widened to all that belongs to it, figures of the two sides
that say the same thing of the same indicator are set against each other, and what lies between is compared anew.
"""

from bisect import bisect_left
from collections.abc import Container, Iterator, Sequence

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.chinese.numerals import HAN_NUMBERS
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.chinese.quantities import Figure, figures
from plandiff.judging.edits import Differing, Step, differing, sides_of
from plandiff.judging.figure_pairs import paired
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, Pair, clean_span, merged, overlaps

_REACH = 64
"""Code points around an edit in which the figures that it touches lie."""


def with_whole_figures(
    keys: Pair[str], found: Differing, marks: Pair[list[CleanSpan]], fixed: Container[Pair[CleanSpan]] = ()
) -> tuple[Differing, bool]:
    """Return what differs with each differing figure whole, and whether figures stand against those of other things.

    Args:
        keys: The folded clean texts.
        found: The equal runs and edits of one bead, which tile it.
        marks: The numbering marks of headings, sorted; the numbers in them are no figures.
        fixed: Edits that stay as they are.
    """
    loose = [edit for edit in found.edits if edit not in fixed]
    if found.coarse or not loose:
        return found, False
    kept = [edit for edit in found.edits if edit in fixed]
    sides = Pair(
        _figures(keys.left, [e.left for e in loose], marks.left + [e.left for e in kept]),
        _figures(keys.right, [e.right for e in loose], marks.right + [e.right for e in kept]),
    )
    if not sides.left and not sides.right:
        return found, False
    steps = found.steps
    equal: list[CleanRun] = []
    edits: list[Pair[CleanSpan]] = []
    crossed = False
    for stretch, inside in _windows(steps, sides, fixed):
        pairs = list(paired(keys, inside))
        apart = bool(inside.left and inside.right and not pairs)
        crossed |= apart
        for part in (
            _resolved(keys, _opened(keys, _hull(stretch), equal), pairs, inside)
            if pairs
            else [_hull(stretch)]
            if apart
            else stretch
        ):
            told = sides_of(part)
            if told.left.of(keys.left) == told.right.of(keys.right):
                equal.append(Run(told.left.start, told.right.start, len(told.left)))
            else:
                edits.append(told)
    return Differing(tuple(equal), tuple(edits)), crossed


def _figures(key: str, edits: Sequence[CleanSpan], holes: list[CleanSpan]) -> list[Figure]:
    """Return the figures around the edits, without those in ``holes``."""
    near = merged(clean_span(max(0, edit.start - _REACH), min(len(key), edit.end + _REACH)) for edit in edits)
    holes = sorted(hole for hole in holes if hole)
    return [one for span in near for one in figures(key, span) if not overlaps(one.span, holes)]


_Window = tuple[list[Step], Pair[list[Figure]]]
"""Steps that follow each other, and the differing figures in them."""


def _hull(parts: Sequence[Step]) -> Pair[CleanSpan]:
    """Return what steps that follow each other span."""
    first, last = sides_of(parts[0]), sides_of(parts[-1])
    return Pair(clean_span(first.left.start, last.left.end), clean_span(first.right.start, last.right.end))


class _Cells:
    """The steps of a bead with those parts of its equal runs that belong to a differing figure."""

    def __init__(self, steps: Sequence[Step], sides: Pair[list[Figure]], fixed: Container[Pair[CleanSpan]]) -> None:
        self.steps, self.fixed = steps, fixed
        spans = [sides_of(step) for step in steps]
        self.spans = [[pair.left for pair in spans], [pair.right for pair in spans]]
        self.starts = [[span.start for span in spans] for spans in self.spans]
        self.figures = (sides.left, sides.right)
        self.figure_starts = [[one.span.start for one in side] for side in self.figures]
        self.taken: list[list[CleanSpan]] = [[] for _ in steps]
        self.touched: tuple[set[int], set[int]] = (set(), set())
        for side in (0, 1):
            for n, one in enumerate(self.figures[side]):
                if any(self._is_edit(step) for step in self._over(side, one.span)):
                    self._take(side, n)

    def _is_edit(self, step: int) -> bool:
        return not isinstance(self.steps[step], Run) and self.steps[step] not in self.fixed

    def _over(self, side: int, span: CleanSpan) -> Iterator[int]:
        """Yield the steps that a span overlaps; an empty one counts if it lies inside."""
        spans, at = self.spans[side], bisect_left(self.starts[side], span.start)
        while at and spans[at - 1].end > span.start:
            at -= 1
        while at < len(spans) and spans[at].start < span.end:
            if spans[at].end > span.start and (spans[at] or spans[at].start > span.start):
                yield at
            at += 1

    def _take(self, side: int, n: int) -> None:
        """Take a figure out of the runs it lies in, and with it the figures of the other side that lie there."""
        waiting = [(side, n)]
        while waiting:
            side, n = waiting.pop()
            if n in self.touched[side]:
                continue
            self.touched[side].add(n)
            span = self.figures[side][n].span
            for step in self._over(side, span):
                if not isinstance(self.steps[step], Run):
                    continue
                own, other = self.spans[side][step], self.spans[1 - side][step]
                part = clean_span(max(span.start, own.start) - own.start, min(span.end, own.end) - own.start)
                self.taken[step].append(part)
                there = clean_span(other.start + part.start, other.start + part.end)
                for one, start in ((side, own.start + part.start), (1 - side, there.start)):
                    at = max(0, bisect_left(self.figure_starts[one], start) - 1)
                    for m in range(at, len(self.figures[one])):
                        figure = self.figures[one][m].span
                        if figure.start >= start + len(part):
                            break
                        if figure.end > start:
                            waiting.append((one, m))

    def parts(self, n: int) -> Iterator[Step]:
        """Yield a step; of a run what stays equal, and as pairs of spans what belongs to differing figures."""
        step = self.steps[n]
        if not isinstance(step, Run):
            yield step
            return
        clean = 0
        for part in [*merged(self.taken[n]), clean_span(step.size, step.size)]:
            if part.start > clean:
                yield Run(step.left + clean, step.right + clean, part.start - clean)
            if part:
                ends = (part.start, part.end)
                yield Pair(
                    clean_span(*(step.left + end for end in ends)), clean_span(*(step.right + end for end in ends))
                )
            clean = part.end

    def inside(self, side: int, window: CleanSpan) -> Iterator[Figure]:
        """Yield the figures that lie in a window."""
        for n in range(bisect_left(self.figure_starts[side], window.start), len(self.figures[side])):
            if self.figures[side][n].span.end > window.end:
                return
            yield self.figures[side][n]


def _windows(steps: Sequence[Step], sides: Pair[list[Figure]], fixed: Container[Pair[CleanSpan]]) -> Iterator[_Window]:
    """Cut the steps at what both sides have and at fixed edits; what lies between has figures, or is one edit."""
    cells = _Cells(steps, sides, fixed)
    pending: list[Step] = []
    for n in range(len(steps)):
        for part in cells.parts(n):
            if isinstance(part, Run) or part in fixed:
                yield from _flushed(cells, pending)
                pending = []
                yield [part], Pair([], [])
            else:
                pending.append(part)
    yield from _flushed(cells, pending)


def _flushed(cells: "_Cells", pending: list[Step]) -> Iterator[_Window]:
    if pending:
        window = _hull(pending)
        yield pending, Pair(list(cells.inside(0, window.left)), list(cells.inside(1, window.right)))


_LONGEST_LEAD = 12
_LEAD = late_pattern(rf"[^{CLAUSE_STOPS}、0-9{HAN_NUMBERS}]{{1,{_LONGEST_LEAD}}}$")
"""The words before a window, back to where their clause begins."""


def _opened(keys: Pair[str], window: Pair[CleanSpan], equal: list[CleanRun]) -> Pair[CleanSpan]:
    """Give a window the beginning of its clause back, so that an edit in it may slide to there."""
    last = equal[-1] if equal else None
    if last is None or (last.left_end, last.right_end) != (window.left.start, window.right.start):
        return window
    lead = _LEAD.search(keys.left, max(last.left, last.left_end - _LONGEST_LEAD - 1), last.left_end)
    if lead is None or lead.start() == last.left:
        return window
    size = len(lead.group())
    equal[-1] = Run(last.left, last.right, last.size - size)
    return window.map(lambda span: clean_span(span.start - size, span.end))


def _resolved(
    keys: Pair[str], window: Pair[CleanSpan], pairs: Sequence[tuple[Figure, Figure]], inside: Pair[list[Figure]]
) -> list[Step]:
    """Set figures against each other, and compare what lies between them anew.

    Where figures of two other things lie there, both sides are one difference.
    """
    steps: list[Step] = []
    at = Pair(window.left.start, window.right.start)
    for one, other in pairs:
        if one.quantity == other.quantity and one.counter != other.counter:
            continue  # 500家, 500个: words, and no other number
        steps += _between(
            keys, Pair(clean_span(at.left, one.span.start), clean_span(at.right, other.span.start)), inside
        )
        steps.append(Pair(one.span, other.span))
        at = Pair(one.span.end, other.span.end)
    rest = Pair(clean_span(at.left, window.left.end), clean_span(at.right, window.right.end))
    return [*steps, *_between(keys, rest, inside)]


def _between(keys: Pair[str], gap: Pair[CleanSpan], inside: Pair[list[Figure]]) -> list[Step]:
    """Compare what lies between two paired figures."""
    if all(
        any(figure.span.start >= side.start and figure.span.end <= side.end for figure in figures_)
        for figures_, side in ((inside.left, gap.left), (inside.right, gap.right))
    ):
        return [gap]
    found = differing(keys, gap, [], [])
    return [*found.equal, *found.edits]
