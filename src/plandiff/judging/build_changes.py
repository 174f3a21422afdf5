"""Walks the beads once and turns everything that differs into changes.

Each clean character owns the gap before it (what cleaning set aside there). Walking both sides bead by bead therefore
meets every character of both documents exactly once: it lands in a piece that both sides have, or in a change.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.alignment.beads import Bead
from plandiff.alignment.damage import Damage
from plandiff.alignment.table_pairs import TablePair
from plandiff.judging import set_aside_changes
from plandiff.judging.cells import MOVED, CellStep, Tables
from plandiff.judging.change import Certainty, Change, Judgement, Kind, Reason, Weight
from plandiff.judging.compare_wording import compare_wording, settled
from plandiff.judging.difference import Difference
from plandiff.judging.edits import Differing, differing, starts_of
from plandiff.judging.garbled_changes import damaged, with_invisible
from plandiff.judging.judges import judge
from plandiff.judging.misread import joined_misreadings, misread
from plandiff.judging.moves import moved_blocks
from plandiff.judging.passages import Collation, Passage, Status, hold_loose
from plandiff.judging.renumbering import Renumbering
from plandiff.outline.clean_text import FURNITURE, CleanText
from plandiff.outline.segments import Segment
from plandiff.text.span import CleanOffset, CleanSpan, Pair, SourceOffset, SourceSpan, Span, overlaps, without


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two clean texts aligned; everything in clean offsets.

    Attributes:
        texts: The clean texts.
        segments: Their segments.
        beads: The linked segments, in order.
        tables: The tables that both have.
        runs: The matched characters.
        damage: The proven damage.
        frames: The parts of either document that stand around the text and have no counterpart.
        marks: The numbering marks of the headings.
        renumbering: The numbers of the headings.
        forms: How characters that fold to the same are judged.
        in_order: Whether the order of passages means something: a report may tell its tasks in any order each year.
    """

    texts: Pair[CleanText]
    segments: Pair[list[Segment]]
    beads: Sequence[Bead]
    tables: Sequence[TablePair]
    runs: Sequence[CleanRun]
    damage: Sequence[Damage]
    frames: Pair[list[CleanSpan]]
    marks: Pair[list[CleanSpan]]
    renumbering: Renumbering
    forms: set_aside_changes.Forms
    in_order: bool = True


def collate(alignment: Alignment) -> Collation:
    """Judge everything that differs between the aligned texts."""
    found = _Walk(alignment).walked()
    found.changes = with_invisible(found.changes)
    hold_loose(found, alignment.texts)
    return found


_ONLY_LEFT = (Status.DROPPED, Judgement(Kind.DROPPED, Reason.ONLY_LEFT))
_ONLY_RIGHT = (Status.ADDED, Judgement(Kind.ADDED, Reason.ONLY_RIGHT))
_NOTHING = Span(CleanOffset(0), CleanOffset(0))


class _Walk:
    """One pass over the beads; ``found`` grows as it goes."""

    def __init__(self, alignment: Alignment) -> None:
        self.alignment = alignment
        self.texts = alignment.texts
        self.keys = alignment.texts.map(lambda text: text.key)
        self.proven = {damage.spans: damage for damage in alignment.damage}
        self.fixed = list(self.proven)
        self.exchanged: set[Pair[CleanSpan]] = set()
        self.tables = Tables(self.texts, alignment.tables)
        self.found = Collation()
        # For each segment, where the other document stands once it is read (source offsets).
        self.behind: Pair[dict[int, SourceOffset]] = Pair({-1: SourceOffset(0)}, {-1: SourceOffset(0)})

    def walked(self) -> Collation:
        for bead in self.alignment.beads:
            if bead.left and bead.right:
                self._linked(bead)
            else:
                self._alone(bead)
        self._take(set_aside_changes.gap(self.texts, self.texts.map(lambda text: text.gap(text.offsets.length))))
        if self.alignment.in_order:
            self.found.changes += self._moves()
        return self.found

    def _take(self, pieces: Iterable[set_aside_changes.Same | Change]) -> None:
        for piece in pieces:
            if isinstance(piece, Change):
                self.found.changes.append(piece)
                continue
            self.found.same.append(piece)
            if piece.furniture:
                ours, theirs = piece.spans.left, piece.spans.right
                place = Pair(ours.start, theirs.start)
                self.found.passages.append(Passage(Pair((ours,), (theirs,)), Status.SAME, False, 1.0, place))

    def _spans(self, bead: Bead) -> Pair[CleanSpan]:
        """Return the clean spans of a bead; an empty one for a side it lacks."""
        segments = self.alignment.segments
        left = Span(segments.left[bead.left[0]].start, segments.left[bead.left[-1]].end) if bead.left else _NOTHING
        right = (
            Span(segments.right[bead.right[0]].start, segments.right[bead.right[-1]].end) if bead.right else _NOTHING
        )
        return Pair(left, right)

    def _source(self, spans: Pair[CleanSpan]) -> Pair[SourceSpan]:
        return Pair(
            self.texts.left.offsets.source_span(*spans.left), self.texts.right.offsets.source_span(*spans.right)
        )

    def _linked(self, bead: Bead) -> None:
        spans = self._spans(bead)
        source = self._source(spans)
        self.behind.left.update(dict.fromkeys(bead.left, source.right.end))
        self.behind.right.update(dict.fromkeys(bead.right, source.left.end))
        first = len(self.found.changes)
        holes: Pair[list[SourceSpan]] = Pair([], [])
        matched = 0
        for step, in_cell in self._steps(spans):
            self._gap_before(step, holes, between_cells=in_cell is not None)
            if isinstance(step, Run):
                self._take(set_aside_changes.equal_run(self.texts, step, self.alignment.forms))
                self._note_furniture(step, holes)
                matched += step.size
            elif in_cell:
                judgement = in_cell.judgement or self._judged(step, in_cell.cell)
                self.found.changes.append(Change(self._source(step), judgement, cell=in_cell.place))
            else:
                self.found.changes.append(Change(self._source(step), self._judged(step)))
        reworded = any(change.weight is Weight.SUBSTANTIVE for change in self.found.changes[first:])
        self.found.passages.append(
            Passage(
                Pair(
                    tuple(without(source.left, sorted(holes.left))),
                    tuple(without(source.right, sorted(holes.right))),
                ),
                Status.REWORDED if reworded else Status.SAME,
                bead.moved,
                2 * matched / (len(spans.left) + len(spans.right)),
                Pair(source.left.start, source.right.start),
            )
        )

    def _steps(self, spans: Pair[CleanSpan]) -> list[tuple[CleanRun | Pair[CleanSpan], CellStep | None]]:
        """Return the equal runs and edits of a bead in order, each with the cell that it stands in."""
        told = self.tables.steps(spans, self._compared)
        if told:
            self.found.coarse |= told[1]
            return [(one.step, one) for one in told[0]]
        found = self._differing(spans)
        self.found.coarse |= found.coarse
        return [(step, None) for step in found.steps]

    def _differing(self, spans: Pair[CleanSpan]) -> Differing:
        """Compare a bead; the marks that open both of its sides are compared apart, so that no edit runs across."""
        if spans.left.of(self.keys.left) == spans.right.of(self.keys.right):
            return Differing((Run(spans.left.start, spans.right.start, len(spans.left)),), ())
        left = _mark_opening(self.alignment.marks.left, spans.left)
        right = _mark_opening(self.alignment.marks.right, spans.right)
        if not left or not right:
            found = self._compared(spans)
            return replace(found, edits=tuple(part for edit in found.edits for part in self._cut_at_marks(edit)))
        mark = differing(self.keys, Pair(left, right), self.alignment.runs, self.fixed)
        rest = Pair(Span(left.end, spans.left.end), Span(right.end, spans.right.end))
        body = self._compared(rest)
        edits = (part for edit in body.edits for part in self._cut_at_marks(edit))
        return Differing((*mark.equal, *body.equal), (*mark.edits, *edits), mark.coarse or body.coarse)

    def _compared(self, spans: Pair[CleanSpan]) -> Differing:
        marks = self.alignment.marks
        marks = Pair(_marks_in(marks.left, spans.left), _marks_in(marks.right, spans.right))
        runs = self.alignment.runs
        if not (self.texts.left.doubts or self.texts.right.doubts):
            told = compare_wording(self.keys, spans, runs, marks, self.proven)
            return self._retold(told)
        found = differing(self.keys, spans, runs, self.fixed)
        edits = tuple(joined_misreadings(self.texts, found.edits))
        whole = {**self.proven, **dict.fromkeys(edit for edit in edits if misread(self.texts, edit))}
        return self._retold(settled(self.keys, spans, replace(found, edits=edits), marks, whole))

    def _retold(self, found: Differing) -> Differing:
        """Take words that regions say otherwise out of edits, where the texts are in two scripts."""
        if not self.alignment.forms.regional or not found.edits:
            return found
        from plandiff.conversion.regional import retold  # noqa: PLC0415 - only texts in two scripts need the words

        told = retold(self.keys, found.equal, found.edits, self.proven)
        self.exchanged.update(told.exchanges)
        return Differing(told.equal, (*told.edits, *told.exchanges), found.coarse)

    def _cut_at_marks(self, edit: Pair[CleanSpan]) -> Iterator[Pair[CleanSpan]]:
        """Take a mark that only one side has out of the words around it: there a section was split or merged."""
        marks = Pair(_marks_in(self.alignment.marks.left, edit.left), _marks_in(self.alignment.marks.right, edit.right))
        if edit in self.proven or bool(marks.left) == bool(marks.right):
            yield edit
            return
        on_left = bool(marks.left)
        own, other = (edit.left, edit.right) if on_left else (edit.right, edit.left)
        nothing, at = Span(other.start, other.start), own.start
        for mark in marks.left or marks.right:
            for span in (Span(at, mark.start), mark):
                if span:
                    yield Pair(span, nothing) if on_left else Pair(nothing, span)
            at = mark.end
        rest = Span(at, own.end)
        if rest or other:
            yield Pair(rest, other) if on_left else Pair(other, rest)

    def _gap_before(
        self, step: CleanRun | Pair[CleanSpan], holes: Pair[list[SourceSpan]], *, between_cells: bool
    ) -> None:
        """Compare the gaps before a step; a side on which the step has no character owns none."""
        starts, sizes = starts_of(step), _sizes(step)
        left = self.texts.left.gap(starts[0]) if sizes[0] else self._nothing(self.texts.left, starts[0])
        right = self.texts.right.gap(starts[1]) if sizes[1] else self._nothing(self.texts.right, starts[1])
        self._take(set_aside_changes.gap(self.texts, Pair(left, right), between_cells=between_cells))
        holes.left.extend(self._furniture(self.texts.left, left))
        holes.right.extend(self._furniture(self.texts.right, right))

    @staticmethod
    def _nothing(text: CleanText, offset: CleanOffset) -> SourceSpan:
        start = text.gap(offset).start
        return Span(start, start)

    def _note_furniture(self, run: CleanRun, holes: Pair[list[SourceSpan]]) -> None:
        """Remember the page furniture inside an equal run: it is a passage or a change of its own."""
        for text, start, side in ((self.texts.left, run.left, holes.left), (self.texts.right, run.right, holes.right)):
            for offset in text.offsets.starts_within(start, start + run.size):
                side.extend(self._furniture(text, text.gap(offset)))

    @staticmethod
    def _furniture(text: CleanText, gap: SourceSpan) -> list[SourceSpan]:
        return [removal.span for removal in text.removals_in(gap) if removal.kind in FURNITURE]

    def _judged(self, edit: Pair[CleanSpan], cell: Pair[CleanSpan] | None = None) -> Judgement:
        damage = self.proven.get(edit)
        if damage:
            return damaged(damage, self.keys)
        if edit in self.exchanged:
            words = (edit.left.of(self.keys.left), edit.right.of(self.keys.right))
            return Judgement(Kind.VOCABULARY, Reason.OTHER_WORD, word="/".join(words))
        if self.alignment.forms.regional:
            from plandiff.judging.characters import related  # noqa: PLC0415 - only texts in two scripts need the words

            if spelled := related(self.texts, edit):
                return spelled
        difference = Difference(self.keys, edit, self.alignment.marks)
        judgement = misread(self.texts, edit) or judge(difference.within(cell) if cell else difference)
        if judgement.kind is Kind.NUMBERING and not self.alignment.renumbering.explains(edit):
            return Judgement(Kind.NUMBER, Reason.OUT_OF_ORDER, Certainty.CHECK)
        return judgement

    def _alone(self, bead: Bead) -> None:
        """A segment of one side: added or dropped, unless it belongs to the frame around the text."""
        on_left = bool(bead.left)
        clean = self._spans(bead).left if on_left else self._spans(bead).right
        text = self.texts.left if on_left else self.texts.right
        frames = self.alignment.frames.left if on_left else self.alignment.frames.right
        behind, n = (self.behind.left, bead.left[0]) if on_left else (self.behind.right, bead.right[0])
        behind[n] = behind.get(n - 1, SourceOffset(0))
        nothing = Span(behind[n], behind[n])

        def sides(own: SourceSpan) -> Pair[SourceSpan]:
            return Pair(own, nothing) if on_left else Pair(nothing, own)

        row = self.tables.alone(clean.start, on_left=on_left)
        gap = sides(text.gap(clean.start))
        self._take(set_aside_changes.gap(self.texts, gap, between_cells=row is not None))
        spans = sides(text.offsets.source_span(*clean))
        if overlaps(clean, frames):
            self.found.changes.append(Change(spans, Judgement(Kind.FURNITURE, Reason.FRAME)))
            return
        status, judgement = _ONLY_LEFT if on_left else _ONLY_RIGHT
        marks = self.alignment.marks.left if on_left else self.alignment.marks.right
        if not any(char.isalnum() for char in clean.of(text.key)):
            judgement = Judgement(Kind.PUNCTUATION, Reason.PUNCTUATION)
        elif row:
            judgement = Judgement(judgement.kind, Reason.ROW_DROPPED if on_left else Reason.ROW_ADDED)
        elif _mark_opening(marks, clean) == clean:  # alone in its line: the number of what is told behind it
            other = self.texts.right if on_left else self.texts.left
            at = other.offsets.to_clean(behind[n])
            judgement = self._judged(Pair(clean, Span(at, at)) if on_left else Pair(Span(at, at), clean))
        self.found.changes.append(Change(spans, judgement, cell=row))
        held: Pair[tuple[SourceSpan, ...]] = spans.map(lambda span: (span,) if span else ())
        place = Pair(spans.left.start, spans.right.start)
        self.found.passages.append(Passage(held, status, moved=False, similarity=0.0, anchor=place))

    def _moves(self) -> Iterator[Change]:
        """Yield one change for each block of what moved."""
        for block in moved_blocks(self.alignment.beads):
            first, last_spans = self._spans(block[0]), self._spans(block[-1])
            whole = Pair(Span(first.left.start, last_spans.left.end), Span(first.right.start, last_spans.right.end))
            row = self.tables.linked(whole)
            reason = Reason.ROW_MOVED if row else Reason.MOVED
            yield Change(self._source(whole), Judgement(Kind.MOVED, reason), cell=row)
        for cells, column in self.tables.moved_columns():
            yield Change(self._source(cells), MOVED, cell=column)


def _mark_opening(marks: list[CleanSpan], span: CleanSpan) -> CleanSpan | None:
    """Return the heading mark that a clean span begins with."""
    at = bisect_left(marks, Span(span.start, span.start))
    return marks[at] if at < len(marks) and marks[at].start == span.start and marks[at].end <= span.end else None


def _marks_in(marks: list[CleanSpan], span: CleanSpan) -> list[CleanSpan]:
    """Return the heading marks that lie wholly in a clean span."""
    low, high = (bisect_left(marks, Span(at, at)) for at in span)
    return [mark for mark in marks[low:high] if mark.end <= span.end]


def _sizes(step: CleanRun | Pair[CleanSpan]) -> tuple[int, int]:
    return (step.size, step.size) if isinstance(step, Run) else (len(step.left), len(step.right))
