"""An edit that is to be judged, with its surroundings."""

from dataclasses import dataclass

from plandiff.chinese.negation import reverses
from plandiff.text.span import CleanSpan, Pair, Span, clean_span


@dataclass(frozen=True, slots=True)
class Difference:
    """An edit to be judged.

    Attributes:
        keys: The folded clean texts of both documents.
        spans: The edit, in clean offsets.
        marks: The numbering marks of both documents' headings, in clean offsets, sorted.
    """

    keys: Pair[str]
    spans: Pair[CleanSpan]
    marks: Pair[list[CleanSpan]]

    @property
    def texts(self) -> Pair[str]:
        """The folded texts of the edit."""
        return Pair(self.spans.left.of(self.keys.left), self.spans.right.of(self.keys.right))

    def around(self, reach: int) -> list[tuple[str, Span]]:
        """Return each non-empty side's text with ``reach`` characters of context, and the edit's span in it."""
        sides = list[tuple[str, Span]]()
        for key, span in ((self.keys.left, self.spans.left), (self.keys.right, self.spans.right)):
            if span.end > span.start:
                start = max(0, span.start - reach)
                sides.append((key[start : span.end + reach], Span(span.start - start, span.end - start)))
        return sides

    def within(self, cell: Pair[CleanSpan]) -> "Difference":
        """Return the edit as it is inside a cell of a table: what stands in other cells says nothing of it."""
        spans = Pair(_inside(self.spans.left, cell.left), _inside(self.spans.right, cell.right))
        return Difference(Pair(cell.left.of(self.keys.left), cell.right.of(self.keys.right)), spans, Pair([], []))

    @property
    def is_reversed(self) -> bool:
        """Whether the edit turns the sense round."""
        return reverses(self.texts.left, self.texts.right)

    def neighbours(self) -> tuple[str, str]:
        """Return the characters before and after the edit (left side; both sides agree on them)."""
        span = self.spans.left
        return self.keys.left[max(0, span.start - 1) : span.start], self.keys.left[span.end : span.end + 1]


def _inside(span: CleanSpan, outer: CleanSpan) -> CleanSpan:
    return clean_span(span.start - outer.start, span.end - outer.start)
