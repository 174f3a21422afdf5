"""Sets passages that two documents share in lines: word for word, adapted with what differs marked, or related."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandiff.judging.change import Certainty, Change, Direction, Kind, Weight
from plandiff.judging.kinds import KINDS
from plandiff.judging.passages import Passage, Status
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import clauses, tr
from plandiff.presentation.entry_lines import marked
from plandiff.presentation.excerpts import Excerpt, Part, PartKind, Source, harmless
from plandiff.presentation.places import position_text
from plandiff.presentation.styled import Line, Role, Styled, filled, flow
from plandiff.presentation.words import STATUSES, characters
from plandiff.text.span import Pair, Span

_INDENT = " " * 4
_LONG, _HEAD, _TAIL = 72, 36, 18
"""Code points of text of one side from which on only its beginning and end are shown."""


@dataclass(frozen=True)
class Wording:
    """The passages of a comparison with the changes inside each.

    Attributes:
        sources: Both documents.
        changes: The changes, in left order.
        columns: Cells of a line.
    """

    sources: Pair[Source]
    changes: Sequence[Change]
    columns: int

    def inside(self, passage: Passage) -> list[Change]:
        """Return the changes inside a passage."""
        if not passage.spans.left or not passage.spans.right:
            return []
        left, right = (
            clause_of(self.sources.left, passage.spans.left),
            clause_of(self.sources.right, passage.spans.right),
        )
        low = bisect_left(self.changes, left.start, key=lambda change: change.spans.left.start)
        high = bisect_right(self.changes, left.end, key=lambda change: change.spans.left.start)
        return [
            change
            for change in self.changes[low:high]
            if change.kind not in (Kind.ADDED, Kind.DROPPED)
            and change.weight is not Weight.COSMETIC
            and left.start <= change.spans.left.start <= change.spans.left.end <= left.end
            and right.start <= change.spans.right.start <= change.spans.right.end <= right.end
        ]

    def lines(self, passage: Passage) -> Iterator[Line]:
        """Yield the lines of a passage: its status and places, then its text, on both sides if they differ."""
        sign, words = STATUSES[passage.status]
        changes = self.inside(passage)
        facts = [tr(words), *((tr("formula"),) if passage.formula else ()), *_kinds(passage, changes)]
        places = [
            f"{tr(name)} {position_text(source.document, spans[0].start)}"
            for name, source, spans in (
                ("left", self.sources.left, passage.spans.left),
                ("right", self.sources.right, passage.spans.right),
            )
            if spans
        ]
        parts = [(Styled(clauses(*facts), Role.STRONG),), *((Styled(place, Role.FAINT),) for place in places)]
        yield from filled(parts, self.columns, (Styled(f"  {sign} ", Role.STRONG),), (Styled(_INDENT),))
        if passage.spans.left and (passage.status is not Status.SAME or not passage.spans.right):
            text = self._excerpt(self.sources.left, passage.spans.left, changes, left=True)
            yield from self._text("- ", Role.LEFT, text)
        if passage.spans.right:
            gutter = "  " if passage.status is Status.SAME else "+ "
            text = self._excerpt(self.sources.right, passage.spans.right, changes, left=False)
            yield from self._text(gutter, Role.RIGHT, text)

    def own(self, passage: Passage, *, whole: bool) -> list[Line]:
        """Return the lines of a passage that only the right document has; a long one by its beginning and end."""
        source = self.sources.right
        text = harmless(source.shown(Span(passage.spans.right[0].start, passage.spans.right[-1].end)).strip())
        if not whole and len(text) > _LONG:
            text = f"{text[:_HEAD]} … {characters(len(text) - _HEAD - _TAIL)} … {text[-_TAIL:]}"
        first = (Styled("  + ", Role.STRONG), Styled("  "))
        return flow([Styled(text, Role.RIGHT)], self.columns, first, (Styled(_INDENT), Styled("  ")))

    def _text(self, gutter: str, role: Role, parts: Excerpt) -> list[Line]:
        margin = Styled(_INDENT)
        difference = Role.LEFT_DIFFERENCE if role is Role.LEFT else Role.RIGHT_DIFFERENCE
        runs = marked(parts, difference)
        return flow(runs, self.columns, (margin, Styled(gutter, role)), (margin, Styled("  ")))

    @staticmethod
    def _excerpt(source: Source, spans: Sequence[Span], changes: Sequence[Change], *, left: bool) -> Excerpt:
        """Return the text of a passage's first clause with its differences."""
        whole = clause_of(source, spans)
        parts: list[Part] = []
        at = whole.start
        for span in sorted(change.spans.left if left else change.spans.right for change in changes):
            if span.start < at or span.end > whole.end or not span:
                continue
            parts.append(Part(harmless(source.shown(Span(at, span.start))), PartKind.SAME))
            parts.append(Part(harmless(source.shown(span)), PartKind.DIFFERENT))
            at = span.end
        parts.append(Part(harmless(source.shown(Span(at, whole.end))), PartKind.SAME))
        return tuple(part for part in parts if part.text.strip())


def clause_of(source: Source, spans: Sequence[Span]) -> Span:
    """Return the first clause of a passage's side: over page furniture inside it, but without its copies elsewhere."""
    whole = spans[0]
    for span in spans[1:]:
        if span.start < whole.end or source.shown(Span(whole.end, span.start)).strip():
            break
        whole = Span(whole.start, span.end)
    return whole


def _kinds(passage: Passage, changes: Sequence[Change]) -> Iterator[str]:
    """Yield the kinds of change inside a passage, each once; not wording, nor acts of like strength if only related."""
    said = set()
    related = passage.status is Status.RELATED
    for change in changes:
        judgement = change.judgement
        if judgement.kind is Kind.WORDING or (related and judgement.direction is Direction.LATERAL):
            continue
        words = tr(KINDS[judgement.kind].label)
        if judgement.direction:
            words += f" {tr(DIRECTIONS[judgement.direction])}"
        if judgement.certainty is Certainty.CHECK:
            words += f" ({tr('check')})"
        if words not in said:
            said.add(words)
            yield words
