"""Excerpts: what differs, with as much of its sentence around it as a reader needs.

An excerpt is a value that the terminal, and later the app and the HTML report, may show in their own ways. Its text is
harmless (see ``text.visible``), white space is one space, and page furniture such as a page number is left out.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from plandiff.judging.change import Kind
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.outline.sections import Section
from plandiff.patterns import late_pattern
from plandiff.presentation.words import characters
from plandiff.reading.document import Document
from plandiff.text.span import Pair, Span, merged, without
from plandiff.text.visible import visible

OPEN, CLOSE = "⟦", "⟧"
"""Marks around a difference; where a document has these characters itself, an excerpt shows their code."""

_CONTEXT = 32
"""Characters (spaces not counted) shown on either side of a difference at the most."""
_WINDOW = 200
"""Code points looked at to find them: white space and page furniture lie between."""
_LEAST = 8
"""A clause shorter than this is no context."""
_LONG = 150
"""A longer difference is shown by its beginning and end."""
_HEAD, _TAIL = 80, 40
_LARGE = 80
"""Furniture of more code points, such as a contents list, ends the context; smaller pieces are skipped."""

_SPACE = late_pattern(r"[ \t\r\n\u3000]+")
_SENTENCE_END = late_pattern(r"[。！？!?；;]+[”’」』）)]* ?")
_CLAUSE_END = late_pattern(r"[，、：]|[,:](?!\d)")
_JOINED = late_pattern(r"[0-9A-Za-zÀ-ɏ.,%％‰]{2}")


class PartKind(StrEnum):
    """What a part of an excerpt is; of kind ``cut`` is what stands for text left out."""

    SAME = "same"
    DIFFERENT = "different"
    CUT = "cut"


class Part(NamedTuple):
    """A part of an excerpt; a different part without text is where the other side's text is missing."""

    text: str
    kind: PartKind


Excerpt = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One document as excerpts are taken from it.

    Attributes:
        document: The document.
        sections: Its sections.
        cuts: Where a section or its text begins, sorted source offsets: no context crosses them.
        furniture: Page furniture, sorted and disjoint source spans.
        repairs: Where either side is damaged, and the text that is shown there; sorted and disjoint source spans.
    """

    document: Document
    sections: tuple[Section, ...]
    cuts: list[int]
    furniture: list[Span]
    repairs: tuple[tuple[Span, str], ...] = ()

    def shown(self, span: Span) -> str:
        """Return the text of ``span`` without furniture, each white space one space; not yet harmless.

        Damage inside it is repaired; what is nothing but damage is shown as it is written.
        """
        parts = without(span, self._holes(span))
        text = span.of(self.document.text) if self.repair(span) is not None else "".join(map(self.repaired, parts))
        return _SPACE.sub(" ", text)

    def repaired(self, span: Span) -> str:
        """Return the text of ``span`` with the repairs in it."""
        text, parts, at = self.document.text, list[str](), span.start
        for damaged, instead in self._repairs_from(span.start):
            if damaged.end > span.end:
                break
            parts += [text[at : damaged.start], instead]
            at = damaged.end
        return "".join([*parts, text[at : span.end]])

    def repair(self, span: Span) -> str | None:
        """Return the text that is shown for just this span, None if it is not known as damage."""
        damaged, instead = next(self._repairs_from(span.start), (None, None))
        return instead if damaged == span else None

    def repairs_across(self, offset: int) -> bool:
        """Say whether an offset lies inside a span that is repaired, where its text cannot be cut."""
        at = bisect_left(self.repairs, offset, key=lambda repair: repair[0].start) - 1
        return at >= 0 and offset < self.repairs[at][0].end

    def _repairs_from(self, start: int) -> Iterator[tuple[Span, str]]:
        """Yield the repairs of what begins at ``start`` or behind it."""
        low = bisect_left(self.repairs, start, key=lambda repair: repair[0].start)
        return islice(self.repairs, low, None)

    def _holes(self, span: Span) -> list[Span]:
        """Return the furniture that overlaps ``span``."""
        low = bisect_right(self.furniture, span.start, key=lambda hole: hole.end)
        return self.furniture[low : bisect_left(self.furniture, span.end, key=lambda hole: hole.start)]

    def before(self, offset: int, least: int = 0) -> Excerpt:
        """Return the context that ends at ``offset``: from its sentence on, or cut; ``least`` characters of it."""
        at = (bisect_left if least else bisect_right)(self.cuts, offset) - 1
        floor = self.cuts[at] if at >= 0 else 0
        start = max(floor, offset - _WINDOW)
        ends = [hole.end for hole in self._holes(Span(start, offset)) if len(hole) > _LARGE]
        whole = start == floor or bool(ends)
        text = self.shown(Span(min(max([start, *ends]), offset), offset)).lstrip()
        ink = [n for n, char in enumerate(text) if char != " "]
        if len(ink) > _CONTEXT:
            text, whole = text[_outside_word(text, ink[-_CONTEXT], 1) :], False
        sentences = [end.end() for end in _SENTENCE_END.finditer(text) if end.end() + least <= len(text)]
        if sentences or whole:
            return _same(text[sentences[-1] if sentences else 0 :])
        clauses = (end.end() for end in _CLAUSE_END.finditer(text))
        start = next((end for end in clauses if len(text) - end >= _LEAST), 0)
        return (Part("…", PartKind.CUT), *_same(text[start:].lstrip()))

    def after(self, offset: int, least: int = 0) -> Excerpt:
        """Return the context that begins at ``offset``: to the end of its sentence, or cut; ``least`` characters."""
        at = (bisect_right if least else bisect_left)(self.cuts, offset)
        ceiling = self.cuts[at] if at < len(self.cuts) else len(self.document.text)
        end = min(ceiling, offset + _WINDOW)
        starts = [hole.start for hole in self._holes(Span(offset, end)) if len(hole) > _LARGE]
        whole = end == ceiling or bool(starts)
        text = self.shown(Span(offset, max(min([end, *starts]), offset))).rstrip()
        ink = [n for n, char in enumerate(text) if char != " "]
        if len(ink) > _CONTEXT:
            text, whole = text[: _outside_word(text, ink[_CONTEXT], -1)], False
        sentence = _SENTENCE_END.search(text)
        if sentence or whole:
            return _same(text[: sentence.end()].rstrip() if sentence else text)
        ends = [end.end() for end in _CLAUSE_END.finditer(text) if end.end() >= _LEAST]
        return (*_same(text[: ends[-1]] if ends else text), Part("…", PartKind.CUT))

    def differing(self, span: Span, *, whole: bool) -> Excerpt:
        """Return the text of a difference; unless ``whole``, of a long one only the beginning and the end."""
        text = self.shown(span).strip()
        if not text:
            return (Part(spaces_named(span.of(self.document.text)), PartKind.DIFFERENT),)
        if whole or len(text) <= _LONG:
            return (Part(harmless(text), PartKind.DIFFERENT),)
        head, tail = _outside_word(text, _HEAD, -1), _outside_word(text, len(text) - _TAIL, 1)
        return (
            Part(harmless(text[:head]), PartKind.DIFFERENT),
            Part(f" … {characters(tail - head)} … ", PartKind.CUT),
            Part(harmless(text[tail:]), PartKind.DIFFERENT),
        )


def sources_of(result: Comparison) -> Pair[Source]:
    """Prepare both documents for excerpts, in one pass over the comparison."""
    noise = [change.spans for change in result.changes if change.kind is Kind.FURNITURE]
    if isinstance(result, AlignedComparison):
        noise += [same.spans for same in result.same if same.furniture]
    left: list[Span] = [*(spans.left for spans in noise), *result.annotations.left]
    right: list[Span] = [*(spans.right for spans in noise), *result.annotations.right]
    return Pair(
        _source(result.documents.left, result.sections.left, left),
        _source(result.documents.right, result.sections.right, right),
    )


def _source(document: Document, sections: tuple[Section, ...], furniture: list[Span]) -> Source:
    cuts = {offset for section in sections for offset in (section.start, section.heading_end)}
    return Source(document, sections, sorted(cuts), merged(furniture))


def excerpt(source: Source, spans: Sequence[Span], *, whole: bool) -> Excerpt:
    """Return differences of one document that stand close together, with their context.

    Args:
        source: The document.
        spans: The differences, in order and disjoint (source code points); an empty one is a place.
        whole: Whether long differences are shown in full.
    """
    before, after = source.before(spans[0].start), source.after(spans[-1].end)
    if not before and not after and not any(spans):
        before = source.before(spans[0].start, least=1)
        after = () if before else source.after(spans[-1].end, least=1)
    parts, at = [*before], spans[0].start
    for span in spans:
        parts += _same(source.shown(Span(at, span.start)))
        parts += source.differing(span, whole=whole)
        at = span.end
    return (*parts, *after)


def harmless(text: str) -> str:
    """Return document text that can neither command a terminal nor be taken for a mark of the report."""
    return visible(text).replace(OPEN, f"⟨U+{ord(OPEN):04X}⟩").replace(CLOSE, f"⟨U+{ord(CLOSE):04X}⟩")


def spaces_named(text: str) -> str:
    """Return document text harmless and with all its white space visible."""
    return "".join(
        "␣" if char == " " else f"⟨U+{ord(char):04X}⟩" if char.isspace() else char for char in harmless(text)
    )


def _same(text: str) -> Excerpt:
    return (Part(harmless(text), PartKind.SAME),) if text else ()


def _outside_word(text: str, at: int, step: int) -> int:
    """Move ``at`` by ``step`` until it no longer cuts a word or figure; not far, for a word may have no end."""
    moved = at
    while abs(moved - at) < 16 and 0 < moved < len(text) and _JOINED.match(text, moved - 1):
        moved += step
    return moved
