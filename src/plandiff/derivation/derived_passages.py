"""Turns links between clauses into passages with their changes, and what no link holds into what one side alone has."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from plandiff.alignment.wording_similarity import likeness
from plandiff.chinese.dates import is_year
from plandiff.chinese.formulas import is_occasion
from plandiff.chinese.signs import sign_in
from plandiff.derivation.adapted_changes import clause_changes, deadline_change, related_changes
from plandiff.derivation.prepared import Prepared
from plandiff.derivation.related import Beside
from plandiff.derivation.reuse import Grade, Link, Place
from plandiff.judging.cells import Tables
from plandiff.judging.change import Certainty, Change, Judgement, Kind, Reason, Weight
from plandiff.judging.passages import Passage, Status
from plandiff.judging.set_aside_changes import JUDGEMENTS
from plandiff.outline.clauses import Clause
from plandiff.outline.clean_text import FURNITURE, CleanText, RemovalKind
from plandiff.text.span import CleanOffset, CleanSpan, Pair, SourceOffset, SourceSpan, Span, source_span, without

NO_CLAUSES: Pair[Sequence[int]] = Pair((), ())


@dataclass(frozen=True)
class Found:
    """A passage, what differs in it, and its clauses on either side, by index; of one side alone, none.

    ``bits`` is what its clauses share, with what their neighbours add.
    """

    passage: Passage
    changes: list[Change]
    clauses: Pair[Sequence[int]] = NO_CLAUSES
    bits: float = 0.0


_ALIKE = 0.6
"""Likeness of related clauses from which on a comparison of their wording can be read: 处一万元以上…, 处五千元以上…."""


def linked_passage(sides: Pair[Prepared], link: Link, tables: Tables) -> Found:
    """Return the passage of a link: with its date if the sentence opens with one, and with copies in a lead-in."""
    texts = Pair(sides.left.text, sides.right.text)
    cores = _cores(sides, (link.left, link.right))
    # Words that are the same may stand in other cells, or hide a sign between two figures.
    adapted = link.grade is Grade.ADAPTED or tables.linked(cores) is not None
    occasion = is_occasion(sides.left.index.formulas[link.left] or "")
    changes = clause_changes(texts, cores, tables) if adapted and not occasion else []
    done = Pair(link.left in sides.left.done, link.right in sides.right.done)
    if done.left or done.right:
        changes = list(_of_results(changes, done))
    spans = Pair(_spans(sides.left, link.left), _spans(sides.right, link.right))
    dates = Pair(_date_over(sides.left, link.left), _date_over(sides.right, link.right))
    deadline = None if link.formula else deadline_change(texts, dates, cores)
    if deadline and _adjoins(dates.left, cores.left) and _adjoins(dates.right, cores.right):
        changes.insert(0, deadline)
        spans = Pair(_with_date(texts.left, spans.left, dates.left), _with_date(texts.right, spans.right, dates.right))
    substantive = any(change.weight is Weight.SUBSTANTIVE for change in changes)
    status = Status.REWORDED if substantive else Status.SAME
    anchor = Pair(spans.left[0].start, spans.right[0].start)
    passage = Passage(spans, status, False, link.similarity, anchor, link.formula)
    return Found(passage, changes, Pair((link.left,), (link.right,)), link.score)


def beside_passage(sides: Pair[Prepared], beside: Beside, tables: Tables) -> Found:
    """Return the passage of related clauses, each compared with the one it has most in common with."""
    texts = Pair(sides.left.text, sides.right.text)
    spans = Pair(_spans(sides.left, *beside.left), _spans(sides.right, *beside.right))
    seen: Pair[set[int]] = Pair(set(), set())
    changes: list[Change] = []
    for i, j in beside.pairs:
        if i in seen.left and j in seen.right:
            continue
        seen.left.add(i)
        seen.right.add(j)
        cores = _cores(sides, (i, j))
        if sides.left.index.clauses[i].is_heading != sides.right.index.clauses[j].is_heading:
            found = related_changes(texts, cores)
            changes += [_beside(change) for change in found if change.kind is Kind.COMMITMENT]  # a title tells no more
            continue
        dates = Pair(_date_over(sides.left, i), _date_over(sides.right, j))
        deadline = deadline_change(texts, dates, cores)
        if deadline and _adjoins(dates.left, cores.left) and _adjoins(dates.right, cores.right):
            changes.append(_beside(deadline))
            spans = Pair(
                _with_date(texts.left, spans.left, dates.left if i == beside.left.start else None),
                _with_date(texts.right, spans.right, dates.right if j == beside.right.start else None),
            )
        alike = likeness(sides.left.index.texts[i], sides.right.index.texts[j]) >= _ALIKE
        found = clause_changes(texts, cores, tables) if alike else related_changes(texts, cores)
        changes += map(_beside, found)
    anchor = Pair(spans.left[0].start, spans.right[0].start)
    passage = Passage(spans, Status.RELATED, False, beside.similarity, anchor, bits=beside.bits)
    return Found(passage, changes, Pair(beside.left, beside.right), beside.bits)


def _beside(change: Change) -> Change:
    """Return a difference of two clauses that only speak of one thing: told, to be checked, and counted nowhere."""
    return replace(change, judgement=replace(change.judgement, certainty=Certainty.CHECK, related=True))


def _of_results(changes: Iterable[Change], done: Pair[bool]) -> Iterator[Change]:
    """Yield the differences of two clauses of which one tells what was done: that is no promise, and no target.

    A count of what was done is asked of nobody, and stands against no target.
    """
    for change in changes:
        asked = change.judgement.certainty is Certainty.CHECK or done.left != done.right
        if change.kind is Kind.COMMITMENT or (change.kind is Kind.NUMBER and asked):
            yield replace(change, judgement=Judgement(Kind.WORDING, Reason.WORDING))
        else:
            yield change


def _cores(sides: Pair[Prepared], place: Place) -> Pair[CleanSpan]:
    left, right = sides.left, sides.right
    return Pair(
        _core(left.text.key, left.index.clauses[place[0]]), _core(right.text.key, right.index.clauses[place[1]])
    )


_REACH = 12
"""Clauses of a sentence over which its date is looked for."""


def _date_over(side: Prepared, clause: int) -> CleanSpan | None:
    """Return the clause of nothing but a date that stands before another in its sentence: 到2025年,."""
    parts = side.index.clauses
    for before in reversed(parts[max(0, clause - _REACH) : clause]):
        if before.segment != parts[clause].segment:
            break
        if is_year(before.plain):
            return _core(side.text.key, before)
    return None


def _adjoins(date: CleanSpan | None, core: CleanSpan) -> bool:
    """Say whether a date stands right before a clause, with no more than a comma between, or is none."""
    return date is None or core.start - date.end <= 2


def _with_date(text: CleanText, spans: tuple[SourceSpan, ...], date: CleanSpan | None) -> tuple[SourceSpan, ...]:
    """Let a passage begin with the date that opens its sentence."""
    if date is None:
        return spans
    return (Span(text.offsets.source_span(*date).start, spans[0].end), *spans[1:])


def _core(key: str, clause: Clause) -> CleanSpan:
    """Return the words of a clause, without numbering and final stop, with the sign of a figure that opens it."""
    start, end = clause.opens, clause.end
    while end > start and _is_mark(key[end - 1]):
        end -= 1
    while start < end and _is_mark(key[start]) and not sign_in(key, Span(start, start + 1)):
        start += 1
    return Span(start, end)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" and char not in "%‰"


def _spans(side: Prepared, *clauses: int) -> tuple[SourceSpan, ...]:
    """Return the source spans of clauses that follow each other and of their copies, without page furniture."""
    whole = side.index.clauses[clauses[0]].start, side.index.clauses[clauses[-1]].end
    copies = [(part.start, part.end) for clause in clauses for part in side.copies.get(clause, ())]
    return tuple(span for start, end in (whole, *copies) for span in _source(side.text, start, end))


def _source(text: CleanText, start: CleanOffset, end: CleanOffset) -> list[SourceSpan]:
    """Return a clean span in source offsets, with readings and invisible characters at its edge."""
    span = text.offsets.source_span(start, end)
    before = text.removals_in(text.gap(CleanOffset(0))) if start == 0 else []
    loose = [
        removal.span
        for removal in (*before, *text.removals_in(text.gap(end)))
        if removal.kind is not RemovalKind.SPACE and removal.kind not in FURNITURE
    ]
    span = Span(min([span.start, *(one.start for one in loose)]), max([span.end, *(one.end for one in loose)]))
    return without(span, [removal.span for removal in text.removals_in(span) if removal.kind in FURNITURE])


def alone(side: Prepared, linked: Mapping[int, Found | None], *, left: bool) -> Iterator[Found]:
    """Yield what only one side has: clauses that follow each other in one section, its heading with them.

    Args:
        side: That side.
        linked: Its clauses that the other has, by index, with their passage; None if a third document has them.
        left: Whether it is the left one.
    """
    behind = SourceOffset(0)
    edges = sorted({*side.stretches, *linked, *(n + 1 for n in linked)} | {len(side.index.clauses)})
    for first, end in pairwise(edges):
        if first not in linked:
            yield _stretch(side, range(first, end), behind, left=left)
        elif item := linked[first]:
            spans = item.passage.spans
            behind = (spans.right if left else spans.left)[0].end


def _stretch(side: Prepared, clauses_alone: range, behind: SourceOffset, *, left: bool) -> Found:
    """Return a passage of one side; ``behind`` is where the other document stands before it (source offset)."""
    first, last = side.index.clauses[clauses_alone[0]], side.index.clauses[clauses_alone[-1]]
    own = _source(side.text, first.start, last.end)
    copies = [
        span
        for n in clauses_alone
        for part in side.copies.get(n, ())
        for span in _source(side.text, part.start, part.end)
    ]
    whole = Span(own[0].start, own[-1].end)
    spans: Pair[tuple[SourceSpan, ...]] = Pair((*own, *copies), ())
    place, nothing = Pair(whole.start, behind), Span(behind, behind)
    change = Pair(whole, nothing)
    status = Status.DROPPED if left else Status.ADDED
    kind, reason = (Kind.DROPPED, Reason.ONLY_LEFT) if left else (Kind.ADDED, Reason.ONLY_RIGHT)
    if not any(char.isalnum() for char in side.text.key[first.start : last.end]):
        kind, reason = Kind.PUNCTUATION, Reason.PUNCTUATION
    if not left:
        spans, place, change = spans.mirrored(), place.mirrored(), change.mirrored()
    return Found(Passage(spans, status, False, 0.0, place), [Change(change, Judgement(kind, reason))])


def annotations(text: CleanText) -> tuple[SourceSpan, ...]:
    """Return the readings and invisible characters that stand inside a text, in order."""
    kinds = (RemovalKind.PINYIN, RemovalKind.INVISIBLE)
    return tuple(removal.span for removal in text.ledger if removal.kind in kinds)


def furniture(text: CleanText, *, left: bool) -> Iterator[Change]:
    """Yield the page furniture of one document; what one page has says nothing of another's."""
    for removal in text.ledger:
        if removal.kind in FURNITURE:
            spans = Pair(removal.span, source_span(0, 0))
            yield Change(spans if left else spans.mirrored(), JUDGEMENTS[removal.kind])
