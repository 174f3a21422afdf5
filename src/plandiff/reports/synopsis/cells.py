"""Sets one unit of a document as a cell of a synopsis: paragraphs, what differs marked, the rest shortened."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandiff.outline import outlined
from plandiff.outline.clean_text import RemovalKind
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import Source
from plandiff.reports.synopsis.rows import Cell, Mark, Run
from plandiff.reports.synopsis.units import Unit
from plandiff.text.span import Span, merged, without
from plandiff.text.visible import visible

CUT = "……"
_LONG = 40
"""Code points of unchanged sentences in a row from which on they are left out; less would save no line of a cell."""
_NAMING = 24
"""Code points of text that tell which article is meant."""
_SENTENCE = late_pattern(r"[^。；;！!？?]*(?:[。；;！!？?]+[”’」』）)]*|$)")
_SPACE = late_pattern(r"[ \t\r\n\u3000\f\v]+")
_LATIN = late_pattern(r"[0-9A-Za-z,.;:)%]")


@dataclass(frozen=True)
class Side:
    """One document, and what is marked in it.

    Attributes:
        source: The document.
        layout: Its paragraphs, and what of it is not shown.
        marked: What differs, sorted source spans; an empty one is where the other text has more.
        mark: What a difference is on this side.
    """

    source: Source
    layout: "Layout"
    marked: list[Span]
    mark: Mark

    def touched(self, span: Span) -> bool:
        """Say whether something is marked in a span, or at a place inside it."""
        return bool(self.marks(span))

    def marks(self, span: Span) -> list[Span]:
        """Return what is marked in a span; the marks overlap it, and are not cut."""
        low = bisect_left(self.marked, span.start, key=lambda mark: mark.end)
        high = bisect_right(self.marked, span.end, key=lambda mark: mark.start)
        return [
            mark
            for mark in self.marked[low:high]
            if mark.start < span.end and (mark.end > span.start or mark.start == mark.end == span.start)
        ]

    def _lacks_at(self, offset: int) -> bool:
        """Say whether the other text has more at a place that ends a unit."""
        at = bisect_left(self.marked, Span(offset, offset))
        return at < len(self.marked) and self.marked[at] == Span(offset, offset)

    def named(self, unit: Unit) -> Cell:
        """Return a unit in which nothing differs as a cell: its heading, and as many words as tell which it is."""
        end = unit.head_end + _NAMING if unit.span.end - unit.head_end > _NAMING + _LONG else unit.span.end
        pieces = [(Span(unit.span.start, unit.head_end), Mark.HEAD)] if unit.head_end > unit.span.start else []
        pieces += [(Span(unit.head_end, end), Mark.PLAIN)] if end > unit.head_end else []
        return self._paragraphs([*pieces, (Span(end, end), Mark.CUT)] if end < unit.span.end else pieces)

    def cell(self, unit: Unit, *, whole: bool) -> Cell:
        """Return a unit as a cell.

        Args:
            unit: The unit.
            whole: Whether nothing is left out.
        """
        pieces: list[tuple[Span, Mark]] = []
        if unit.head_end > unit.span.start:
            pieces += self._pieces(Span(unit.span.start, unit.head_end), Mark.HEAD)
        for kept in self._kept(Span(unit.head_end, unit.span.end), whole=whole):
            pieces += [(kept, Mark.CUT)] if not kept else self._pieces(kept, Mark.PLAIN)
        return self._paragraphs(pieces)

    def _pieces(self, span: Span, plain: Mark) -> Iterator[tuple[Span, Mark]]:
        at = span.start
        for mark in self.marks(span):
            if mark.start > at:
                yield Span(at, mark.start), plain
            end = min(mark.end, span.end)
            if mark and end > at:
                yield Span(max(at, mark.start), end), self.mark if self.source.repair(mark) is None else plain
            at = max(at, end)
        if at < span.end:
            yield Span(at, span.end), plain

    def _kept(self, span: Span, *, whole: bool) -> Iterator[Span]:
        """Yield the sentences that are shown; an empty span stands for what is left out."""
        waiting: list[Span] = []
        for sentence in self._sentences(span):
            touched = self.touched(sentence) or (sentence.end == span.end and self._lacks_at(span.end))
            if not whole and not touched:
                waiting.append(sentence)
                continue
            yield from _shortened(waiting)
            waiting = []
            yield sentence
        yield from _shortened(waiting)

    def _sentences(self, span: Span) -> Iterator[Span]:
        for line in self._cut(span):
            start = line.start
            for match in _SENTENCE.finditer(self.source.document.text, line.start, line.end):
                if match[0] and not self.source.repairs_across(match.end()):
                    yield Span(start, match.end())
                    start = match.end()

    def _paragraphs(self, pieces: Sequence[tuple[Span, Mark]]) -> Cell:
        """Put pieces into paragraphs; page furniture and the breaks inside paragraphs are left out."""
        paragraphs: list[list[Run]] = [[]]
        for span, mark in pieces:
            if not span:
                if not paragraphs[-1] or paragraphs[-1][-1].mark is not Mark.CUT:
                    paragraphs[-1].append(Run(CUT, Mark.CUT))
                continue
            for part in (part for line in self._cut(span) for part in without(line, self.layout.holes)):
                if _is_in(self.layout.breaks, part.start) and paragraphs[-1]:
                    paragraphs.append([])
                text = visible(_SPACE.sub(self._gap, self.source.repaired(part)))
                text = text if paragraphs[-1] else text.lstrip()
                if not text:
                    continue
                if paragraphs[-1] and paragraphs[-1][-1].mark is mark:
                    text = paragraphs[-1].pop().text + text
                paragraphs[-1].append(Run(text, mark))
        return tuple(_trimmed(runs) for runs in paragraphs if any(run.text.strip() for run in runs))

    def _cut(self, span: Span) -> Iterator[Span]:
        """Cut a span where paragraphs begin."""
        low, high = bisect_right(self.layout.breaks, span.start), bisect_left(self.layout.breaks, span.end)
        at = span.start
        for end in [*self.layout.breaks[low:high], span.end]:
            yield Span(at, end)
            at = end

    @staticmethod
    def _gap(match: re.Match[str]) -> str:
        """Join lines that only wrap: with nothing between Chinese characters, with a space between Latin words."""
        if "\n" not in match[0]:
            return " " if match[0].strip("\u3000") or len(match[0]) > 1 else match[0]
        before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
        return " " if _LATIN.fullmatch(before) and _LATIN.fullmatch(after) else ""


def _is_in(offsets: list[int], offset: int) -> bool:
    at = bisect_left(offsets, offset)
    return at < len(offsets) and offsets[at] == offset


def _shortened(sentences: list[Span]) -> Iterator[Span]:
    """Yield sentences, or an empty span in their place if they are long together."""
    if sum(map(len, sentences)) >= _LONG:
        yield Span(sentences[0].start, sentences[0].start)
    else:
        yield from sentences


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document is laid out.

    Attributes:
        breaks: Where a paragraph begins, sorted source offsets.
        holes: What belongs to the page or to markup, sorted and disjoint source spans.
    """

    breaks: list[int]
    holes: list[Span]


def layout_of(source: Source) -> Layout:
    """Return where the paragraphs of a document begin, and what of it is not its text."""
    outline = outlined(source.document)
    markup = [removal.span for removal in outline.text.ledger if removal.kind is RemovalKind.MARKUP]
    starts: list[int] = [
        outline.text.offsets.to_source(at) for at in outline.lines.paragraphs if at < len(outline.text.key)
    ]
    return Layout(starts, merged([*source.furniture, *markup]))
