"""Sets entries and cosmetic changes in lines of the terminal report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plandiff.judging.change import Certainty, Change, Reason
from plandiff.judging.kinds import KINDS, sign
from plandiff.judging.reasons import DIRECTIONS, REASONS
from plandiff.language import bracketed, labelled, tr, tr_n
from plandiff.presentation.entries import Entry, Form
from plandiff.presentation.excerpts import CLOSE, OPEN, Excerpt, PartKind, Source, excerpt, harmless, spaces_named
from plandiff.presentation.places import Move, move_of, path_text, position_text
from plandiff.presentation.reason_words import reason_words
from plandiff.presentation.styled import Hold, Line, Role, Styled, filled, flow
from plandiff.presentation.words import characters
from plandiff.reading.document import Document
from plandiff.text.span import Pair, Span

_INDENT = " " * 6


@dataclass(frozen=True, slots=True)
class _Side:
    """How the lines of one document look."""

    gutter: str
    role: Role
    difference: Role


_SIDES = Pair(_Side("- ", Role.LEFT, Role.LEFT_DIFFERENCE), _Side("+ ", Role.RIGHT, Role.RIGHT_DIFFERENCE))


@dataclass
class Setter:
    """Sets the entries of a report in turn: it numbers them, and says a section and a reason once.

    Attributes:
        sources: The two documents.
        columns: Cells of a line.
        whole: Whether long differences are shown in full.
        number: How many changes have been set, or go before those to be set.
    """

    sources: Pair[Source]
    columns: int
    whole: bool
    number: int = 0
    _path: str = ""
    _said: set[Reason] = field(default_factory=set)

    def entry(self, entry: Entry) -> list[Line]:
        """Return the lines of an entry, with the blank line before it."""
        lines: list[Line] = [()]
        move = move_of(self.sources, entry.whole) if entry.form is Form.MOVED else None
        if move and move.sections:
            self._path = ""  # The names of the sections say where we are.
        else:
            lines += self._section(entry.changes[0])
        for head in entry.heads:
            lines += self._head(head, entry.form) + self._reason(head[0])
        return lines + (self._moved(move, entry.whole.left) if move else self._texts(entry))

    def _section(self, change: Change) -> list[Line]:
        """Return the path of the section, unless the entry before stands in the same."""
        spans, sources = change.spans, self.sources
        on_left = bool(spans.left or not spans.right)
        source, offset = (sources.left, spans.left.start) if on_left else (sources.right, spans.right.start)
        path = path_text(source.sections, offset) or (tr("outside the sections") if source.sections else "")
        if path == self._path:
            return []
        self._path = path
        return flow([Styled(path, Role.PATH)], self.columns, (), (Styled("  "),)) if path else []

    def _head(self, changes: tuple[Change, ...], form: Form) -> list[Line]:
        """Return number, sign, kind, first place and ids of changes that are named together."""
        first, last = self.number + 1, self.number + len(changes)
        self.number = last
        number = f"{first}..{last}" if last > first else f"{first}"
        sources, spans = self.sources, changes[0].spans
        faint = [
            f"{tr('left')} {position_text(sources.left.document, spans.left.start)}",
            f"{tr('right')} {position_text(sources.right.document, spans.right.start)}",
            *self._ids([change.id for change in changes]),
        ]
        return filled(
            [tuple(_kind(changes, form)), *((Styled(text, Role.FAINT),) for text in faint)],
            self.columns,
            (Styled(f"{number:>3} "), Styled(f"{sign(changes[0].kind)} ", Role.STRONG)),
            (Styled(_INDENT),),
        )

    def _ids(self, ids: list[str]) -> list[str]:
        """Return ids to be shown: all, or the first and the last of many."""
        return ids if self.whole or len(ids) <= 2 else [f"{ids[0]}…{ids[-1]}"]

    def _reason(self, change: Change) -> list[Line]:
        words = reason_words(change, said=change.judgement.reason in self._said)
        self._said.add(change.judgement.reason)
        return flow([Styled(words, Role.FAINT)], self.columns, (Styled(_INDENT),)) if words else []

    def _texts(self, entry: Entry) -> list[Line]:
        """Return both texts in their context, and what is expected."""
        shown = entry.changes[:1] if entry.form is Form.EQUAL else entry.changes
        spans = Pair([change.spans.left for change in shown], [change.spans.right for change in shown])
        if entry.form is Form.PASSAGE:
            spans = Pair([entry.whole.left], [entry.whole.right])
        lines = self._text(_SIDES.left, excerpt(self.sources.left, spans.left, whole=self.whole))
        lines += self._text(_SIDES.right, excerpt(self.sources.right, spans.right, whole=self.whole))
        for change in shown:
            if change.judgement.expected:
                expected = [
                    Styled(tr("expected") + " ", Role.FAINT),
                    Styled(OPEN, Role.REPAIR, Hold.AFTER),
                    Styled(harmless(change.judgement.expected), Role.REPAIR),
                    Styled(CLOSE, Role.REPAIR, Hold.BEFORE),
                ]
                lines += self._guttered("= ", Role.REPAIR, expected)
        return lines

    def _text(self, side: _Side, parts: Excerpt) -> list[Line]:
        return self._guttered(side.gutter, side.role, marked(parts, side.difference))

    def _guttered(self, gutter: str, role: Role, runs: Sequence[Styled]) -> list[Line]:
        margin = Styled(_INDENT[2:])
        return flow(runs, self.columns, (margin, Styled(gutter, role)), (margin, Styled(" " * len(gutter))))

    def _moved(self, move: Move, span: Span) -> list[Line]:
        """Say what moved and from where to where: sections by name, text by its beginning and end."""
        if move.sections:
            what = [Styled(move.sections, Role.STRONG), Styled(f" {bracketed(characters(len(span)))}", Role.FAINT)]
        else:
            what = marked(self.sources.left.differing(span, whole=self.whole), Role.STRONG)
        return [
            *flow(what, self.columns, (Styled(_INDENT),)),
            *self._guttered(_SIDES.left.gutter, _SIDES.left.role, [Styled(move.places.left)]),
            *self._guttered(_SIDES.right.gutter, _SIDES.right.role, [Styled(move.places.right)]),
        ]


def _kind(changes: tuple[Change, ...], form: Form) -> Iterator[Styled]:
    """Yield the kind in words, with its direction, count and certainty."""
    judgement, count = changes[0].judgement, len(changes)
    yield Styled(tr(KINDS[judgement.kind].label), Role.STRONG)
    if judgement.direction:
        yield Styled(tr(", {words}").format(words=tr(DIRECTIONS[judgement.direction])), Role.STRONG)
    if count > 1:
        passages = tr_n("{n} passage", "{n} passages", count).format(n=f"{count:,}")
        yield Styled(tr(", {words}").format(words=passages) if form is Form.PASSAGE else f" ×{count:,}", Role.STRONG)
    if judgement.certainty is Certainty.CHECK:
        yield Styled(bracketed(tr("check")), Role.WARNING)


def marked(parts: Excerpt, role: Role) -> list[Styled]:
    """Return an excerpt with marks around what differs; ⟦⟧ alone is where the other side's text is missing."""
    runs: list[Styled] = []
    for text, kind in parts:
        if kind is PartKind.DIFFERENT and text:
            runs += [Styled(OPEN, role, Hold.AFTER), Styled(text, role), Styled(CLOSE, role, Hold.BEFORE)]
        elif kind is PartKind.DIFFERENT:
            runs.append(Styled(OPEN + CLOSE, role, Hold.BEFORE))
        else:
            runs.append(Styled(text, Role.FAINT if kind is PartKind.CUT else Role.PLAIN))
    return runs


_SHORT = 16
"""Code points of a cosmetic difference that are shown."""


def cosmetic_line(change: Change, documents: Pair[Document], columns: int) -> list[Line]:
    """Return a cosmetic change: where, of what kind, and both texts with their spaces visible."""
    spans, reason = change.spans, change.judgement.reason
    kind = tr(KINDS[change.kind].label)
    sides = [
        f"{tr('left')} {position_text(documents.left, spans.left.start)}",
        f"{tr('right')} {position_text(documents.right, spans.right.start)}",
        kind if REASONS[reason].silent else labelled(kind, tr(REASONS[reason].sentence)),
        f"{_short(documents.left, spans.left)} → {_short(documents.right, spans.right)}",
    ]
    return filled([(Styled(side),) for side in sides], columns, (Styled("  "),), (Styled(_INDENT),))


def _short(document: Document, span: Span) -> str:
    """Return a text in marks on one line, a long one by its beginning and end."""
    text = span.of(document.text)
    if len(text) > _SHORT:
        text = f"{text[: _SHORT // 2]}…{text[-_SHORT // 2 :]}"
    return OPEN + spaces_named(text) + CLOSE
