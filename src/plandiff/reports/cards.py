"""Changes as pages and papers show them: what, where, why, and both texts; several in one as a reader takes them in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandiff.judging.change import Certainty, Change, Kind, Weight
from plandiff.judging.kinds import KINDS, sign
from plandiff.judging.rank import by_rank
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import tr
from plandiff.presentation.entries import Entry, Form, content, entries
from plandiff.presentation.excerpts import Excerpt, Part, PartKind, Source, excerpt, harmless
from plandiff.presentation.places import move_of, path_text, position_text
from plandiff.presentation.reason_words import place_words, reason_words
from plandiff.text.span import Pair


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of a change.

    Attributes:
        kind: Its kind.
        sign: The sign of the kind.
        words: The kind in words, with direction, number and certainty.
        reason: Why; empty where that says no more than the kind.
        place: In which cell of a table, with both values; empty outside of tables.
        expected: The proposed right text; None if there is none.
        check: Whether a person must look.
    """

    kind: Kind
    sign: str
    words: str
    reason: str
    place: str
    expected: str | None
    check: bool


@dataclass(frozen=True, slots=True)
class Card:
    """Changes that are shown as one.

    Attributes:
        ids: Their ids.
        heads: What is said of each.
        path: The section that they stand in; empty outside of all.
        places: Where the first of them stands in either text.
        texts: Both texts, with what differs marked.
    """

    ids: tuple[str, ...]
    heads: tuple[Head, ...]
    path: str
    places: Pair[str]
    texts: Pair[Excerpt]


def cards(changes: Sequence[Change], sources: Pair[Source], *, whole: bool) -> Iterator[Card]:
    """Yield cards in order.

    Args:
        changes: Changes of one weight, in left order.
        sources: The documents.
        whole: Whether long differences are shown in full, and equal findings one by one.
    """
    for entry in entries(changes, sources, listed=whole):
        yield card_of(entry, sources, whole=whole)


_FORMS = {Kind.MOVED: Form.MOVED, Kind.ADDED: Form.PASSAGE, Kind.DROPPED: Form.PASSAGE}


def _alone(change: Change) -> Entry:
    """Return a change as an entry of its own."""
    return Entry(_FORMS.get(change.kind, Form.TOGETHER), (change,))


def card_of(entry: Entry, sources: Pair[Source], *, whole: bool) -> Card:
    """Return an entry as a card."""
    spans = entry.changes[0].spans
    on_left = bool(spans.left or not spans.right)
    source, offset = (sources.left, spans.left.start) if on_left else (sources.right, spans.right.start)
    return Card(
        ids=tuple(change.id for change in entry.changes),
        heads=tuple(_head(changes) for changes in entry.heads),
        path=path_text(source.sections, offset),
        places=Pair(
            position_text(sources.left.document, spans.left.start),
            position_text(sources.right.document, spans.right.start),
        ),
        texts=_texts(entry, sources, whole=whole),
    )


def _texts(entry: Entry, sources: Pair[Source], *, whole: bool) -> Pair[Excerpt]:
    if entry.form is Form.MOVED:
        places = move_of(sources, entry.whole).places
        moved = sources.left.differing(entry.whole.left, whole=whole)
        return places.map(lambda place: (*(part._replace(kind=PartKind.SAME) for part in moved), _aside(place)))
    shown = entry.changes[:1] if entry.form is Form.EQUAL else entry.changes
    lefts, rights = [change.spans.left for change in shown], [change.spans.right for change in shown]
    if entry.form is Form.PASSAGE:
        lefts, rights = [entry.whole.left], [entry.whole.right]
    return Pair(excerpt(sources.left, lefts, whole=whole), excerpt(sources.right, rights, whole=whole))


def _aside(place: str) -> Part:
    return Part(f" ({place})", PartKind.CUT)


def _head(changes: tuple[Change, ...]) -> Head:
    judgement = changes[0].judgement
    check = judgement.certainty is Certainty.CHECK
    words = tr(KINDS[judgement.kind].label)
    if judgement.direction:
        words += f", {tr(DIRECTIONS[judgement.direction])}"
    words += f" ×{len(changes):,}" if len(changes) > 1 else ""
    expected = harmless(judgement.expected) if judgement.expected is not None else None
    place = place_words(changes[0])
    return Head(judgement.kind, sign(judgement.kind), words, reason_words(changes[0]), place, expected or None, check)


def weightiest(changes: Sequence[Change], sources: Pair[Source], most: int) -> list[Entry]:
    """Return the changes of substance that count most, the first first.

    The same words in several places are told once: a superior learns nothing new from the second.
    """
    equal: dict[tuple[str | None, ...], list[Change]] = {}
    for change in by_rank(changes):
        if change.weight is Weight.SUBSTANTIVE:
            equal.setdefault(content(change, sources), []).append(change)
    return [
        Entry(Form.EQUAL, tuple(group)) if len(group) > 1 else _alone(group[0]) for group in [*equal.values()][:most]
    ]
