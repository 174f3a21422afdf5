"""The synopsis of a national plan and a local one: what was taken up, in the order of the national plan."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from plandiff.derivation.coverage import Extent
from plandiff.derivation.result import Derivation
from plandiff.judging.articles import ARTICLE
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.passages import Passage, Status
from plandiff.outline.sections import Section, section_path
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.meant import shown_sources
from plandiff.reports.synopsis import remarks
from plandiff.reports.synopsis.cells import Side, layout_of
from plandiff.reports.synopsis.rows import Band, Cell, Mark, Row, Run, Taken
from plandiff.reports.synopsis.terms import Terms
from plandiff.reports.synopsis.units import Unit
from plandiff.text.span import Pair, Span

_TAKEN = {
    Status.SAME: Taken.ADOPTED,
    Status.REWORDED: Taken.ADAPTED,
    Status.RELATED: Taken.RELATED,
    Status.ADDED: Taken.OWN,
    Status.DROPPED: Taken.NOT_TAKEN,
}


def derived_rows(result: Derivation, terms: Terms, *, whole: bool, meant: bool) -> tuple[tuple[Row | Band, ...], str]:
    """Return the rows, and in words what they leave out.

    Without ``whole`` a row is a passage that was taken up and adapted, or a whole section that the other plan has
    nothing of; the rest is counted. ``meant`` shows the texts so, see `presentation.meant`.
    """
    builder = _Builder(result, terms, whole=whole, meant=meant)
    rows = tuple(builder.rows())
    counts = [terms.counted.format(what=terms.fates[fate], n=n) for fate, n in builder.left_out.most_common()]
    return rows, terms.comma.join(counts)


class _Builder:
    def __init__(self, result: Derivation, terms: Terms, *, whole: bool, meant: bool) -> None:
        self._result, self._terms, self._whole = result, terms, whole
        self._sources = shown_sources(result, meant=meant)
        self._layouts = Pair(layout_of(self._sources.left), layout_of(self._sources.right))
        self._number = 0
        self.left_out: Counter[Taken] = Counter()

    def rows(self) -> Iterator[Row | Band]:
        """Yield the rows of the national plan, then the sections of the local plan that are its own."""
        above: list[Section] = []
        missing = {item.section for item in self._result.coverage.left if item.extent is Extent.NONE}
        for passage in sorted((p for p in self._result.passages if p.spans.left), key=lambda p: p.spans.left[0]):
            path = section_path(self._result.sections.left, passage.spans.left[0].start)
            shown = self._row(passage, path, missing)
            if shown is None:
                continue
            yield from _bands(path, above)
            above = path
            yield shown
        above = []
        own = {item.section for item in self._result.coverage.right if item.extent is Extent.NONE}
        for passage in sorted((p for p in self._result.passages if not p.spans.left), key=lambda p: p.spans.right[0]):
            path = section_path(self._result.sections.right, passage.spans.right[0].start)
            shown = self._row(passage, path, own)
            if shown is None:
                continue
            yield from _bands(path, above, self._terms.fates[Taken.OWN])
            above = path
            yield shown

    def _row(self, passage: Passage, path: Sequence[Section], alone: set[str]) -> Row | None:
        fate = _TAKEN[passage.status]
        one_sided = not passage.spans.left or not passage.spans.right
        if one_sided and path and _hull(passage.spans.left or passage.spans.right).end <= path[-1].heading_end:
            return None  # a heading, which is a band
        wanted = fate is Taken.ADAPTED or (one_sided and bool(path) and path[-1].id in alone)
        if passage.formula or not (wanted or self._whole):
            self.left_out.update([fate] * (not passage.formula))
            return None
        changes = self._inside(passage)
        self._number += 1
        cells = Pair(
            self._cell(
                passage.spans.left,
                Side(self._sources.left, self._layouts.left, sorted(c.spans.left for c in changes), Mark.GONE),
            ),
            self._cell(
                passage.spans.right,
                Side(self._sources.right, self._layouts.right, sorted(c.spans.right for c in changes), Mark.NEW),
            ),
        )
        lines = [self._terms.fates[fate], *remarks.kind_lines(self._terms, changes)]
        return Row(self._number, cells, fate, tuple(lines), frozenset(change.kind for change in changes))

    def _inside(self, passage: Passage) -> list[Change]:
        if not passage.spans.left or not passage.spans.right or passage.status is Status.RELATED:
            return []
        left, right = _hull(passage.spans.left), _hull(passage.spans.right)
        return [
            change
            for change in self._by_place(left)
            if right.start <= change.spans.right.start <= change.spans.right.end <= right.end
        ]

    def _by_place(self, span: Span) -> Iterator[Change]:
        changes = self._result.changes
        low = bisect_left(changes, span.start, key=lambda change: change.spans.left.start)
        high = bisect_right(changes, span.end, key=lambda change: change.spans.left.start)
        for change in changes[low:high]:
            if change.weight is not Weight.COSMETIC and change.kind not in (Kind.ADDED, Kind.DROPPED):
                yield change

    def _cell(self, spans: Sequence[Span], side: Side) -> tuple[Cell, ...]:
        if not spans:
            words = self._terms.own if side.mark is Mark.GONE else self._terms.not_taken
            return (((Run(words, Mark.STAND_IN),),),)
        hull = _hull(spans)
        return (side.cell(Unit("", hull, hull.start, ""), whole=True),)


def _hull(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end)


def _bands(path: Sequence[Section], above: Sequence[Section], label: str = "") -> Iterator[Band]:
    common = 0
    while common < min(len(path), len(above)) and path[common] is above[common]:
        common += 1
    for section in path[common:]:
        if section.kind in (ARTICLE, "item"):
            continue  # it opens the text of its row
        title = harmless(section.number + ("\u3000" if section.number and section.title else "") + section.title)
        yield Band(f"{title}（{label}）" if label else title, section.level)
