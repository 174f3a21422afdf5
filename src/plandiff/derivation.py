"""Compares a document with one made from it: which clauses were taken up, adapted, added and dropped.

Neither order nor most of the text is shared, so characters are not matched over the whole texts. Clauses are linked
many to many by the wording they share (``alignment.reuse``); what no link holds was added or dropped.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plandiff.alignment.reuse import Grade, Indexed, Link, find_links
from plandiff.cleaning import clean
from plandiff.cleaning.clean import FURNITURE, CleanText, RemovalKind
from plandiff.judging.adapted import clause_changes, deadline_change, related_changes
from plandiff.judging.change import Change, Judgement, Kind, Reason, Weight
from plandiff.judging.coverage import Coverage, Taken, coverage
from plandiff.judging.passages import Passage, Status
from plandiff.judging.sections import SectionPair
from plandiff.outline.clauses import Clause, clauses
from plandiff.outline.headings import find_headings
from plandiff.outline.lines import Lines
from plandiff.outline.sections import Section, build_sections
from plandiff.outline.segments import segments
from plandiff.reading.document import Document
from plandiff.text.span import Pair, Span, without

ABOVE_CHANCE = 2.0
"""Bits by which shared wording must exceed what shuffled text shares."""


@dataclass(frozen=True)
class Prepared:
    """A document ready to be compared with many others.

    Attributes:
        text: The clean text.
        index: Its clauses, without those that a lead-in repeats.
        copies: For clauses of the index, the clauses of a lead-in that repeat them.
        sections: The sections.
    """

    text: CleanText
    index: Indexed
    copies: dict[int, list[Clause]]
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Derivation:
    """What the comparison found; see `comparison.Comparison` for passages, changes and section pairs."""

    passages: tuple[Passage, ...]
    changes: tuple[Change, ...]
    section_pairs: tuple[SectionPair, ...]
    coverage: Pair[tuple[Coverage, ...]]
    shared: float
    reused: int


def prepare(document: Document, standing: frozenset[str] = frozenset()) -> Prepared:
    """Clean a document and cut it into clauses.

    Args:
        document: The document.
        standing: Clauses that count as formulas beside those of ``formula.toml``.
    """
    text = clean(document)
    lines = Lines.of(text)
    headings = find_headings(text, lines)
    parts = clauses(text.key, segments(text, headings, lines.hard, []), headings)
    kept, copies = _without_copies(parts, headings[0].start if headings else 0)
    return Prepared(text, Indexed(kept, standing), copies, build_sections(text, headings, len(text.key)))


_SHORTEST_COPY = 6


def _without_copies(parts: Sequence[Clause], body: int) -> tuple[list[Clause], dict[int, list[Clause]]]:
    """Take out the clauses before the first heading that the body repeats: a news lead-in counts once."""
    places: dict[str, int] = {}
    later = [part for part in parts if part.start >= body]
    for part in reversed(later):
        places[part.plain] = part.start
    copied = [
        part for part in parts if part.start < body and len(part.plain) >= _SHORTEST_COPY and part.plain in places
    ]
    out = {part.start for part in copied}
    kept = [part for part in parts if part.start not in out]
    at = {part.start: n for n, part in enumerate(kept)}
    copies: dict[int, list[Clause]] = {}
    for part in copied:
        copies.setdefault(at[places[part.plain]], []).append(part)
    return kept, copies


@dataclass(frozen=True)
class _Found:
    """A passage, what differs in it, and the link it comes from."""

    passage: Passage
    changes: list[Change]
    link: Link | None = None


_STATUS = {Grade.VERBATIM: Status.SAME, Grade.ADAPTED: Status.REWORDED, Grade.RELATED: Status.RELATED}


def derive(sides: Pair[Prepared], chance: float) -> Derivation:
    """Compare two prepared documents; mirrored documents give the mirror image.

    Args:
        sides: The documents.
        chance: What shuffled text shares at the most, in bits (``alignment.chance``).
    """
    links = find_links(sides.left.index, sides.right.index, chance + ABOVE_CHANCE)
    linked = [_linked(sides, link) for link in links]
    alone = [*_alone(sides, {link.left: item for link, item in zip(links, linked, strict=True)}, left=True)]
    alone += _alone(sides, {link.right: item for link, item in zip(links, linked, strict=True)}, left=False)
    found = sorted([*linked, *alone], key=lambda item: (item.passage.anchor.left, item.passage.anchor.right))
    taken: Pair[dict[int, Taken]] = Pair({}, {})
    for n, item in enumerate(found):
        if item.link:
            _note(taken.left, item.link.left, item, n)
            _note(taken.right, item.link.right, item, n)
    covered = Pair(
        tuple(coverage(sides.left.sections, sides.left.index.clauses, taken.left)),
        tuple(coverage(sides.right.sections, sides.right.index.clauses, taken.right)),
    )
    changes = [change for item in found for change in item.changes]
    changes += [*_furniture(sides.left.text, left=True), *_furniture(sides.right.text, left=False)]
    return Derivation(
        passages=tuple(item.passage for item in found),
        changes=tuple(changes),
        section_pairs=tuple(_section_pairs(sides, found)),
        coverage=covered,
        shared=_shared(sides, taken),
        reused=sum(is_reuse(item.passage) for item in linked),
    )


def is_reuse(passage: Passage) -> bool:
    """Say whether a passage shows shared wording beyond formulas."""
    return passage.status in (Status.SAME, Status.REWORDED) and not passage.formula


def _note(taken: dict[int, Taken], clause: int, item: _Found, n: int) -> None:
    """Remember the best passage of a clause, and all of them."""
    new = Taken(item.passage.status, item.passage.formula, (n,))
    old = taken.get(clause)
    if old:
        best = min(old, new, key=lambda one: (one.formula, list(Status).index(one.status)))
        new = replace(best, beads=(*old.beads, n))
    taken[clause] = new


def _linked(sides: Pair[Prepared], link: Link) -> _Found:
    parts = Pair(sides.left.index.clauses[link.left], sides.right.index.clauses[link.right])
    texts = Pair(sides.left.text, sides.right.text)
    cores = Pair(_core(texts.left.key, parts.left), _core(texts.right.key, parts.right))
    status = _STATUS[link.grade]
    changes: list[Change] = []
    spans = Pair(_spans(sides.left, link.left), _spans(sides.right, link.right))
    if status is Status.RELATED:
        changes = related_changes(texts, cores)
    else:
        changes = clause_changes(texts, cores) if status is Status.REWORDED else []
        leads = Pair(_date_before(sides.left, link.left), _date_before(sides.right, link.right))
        deadline = None if link.formula else deadline_change(texts, leads, cores)
        if deadline:
            changes.insert(0, deadline)
            spans = Pair(
                _with_date(texts.left, spans.left, leads.left), _with_date(texts.right, spans.right, leads.right)
            )
        substantive = any(change.weight is Weight.SUBSTANTIVE for change in changes)
        status = Status.REWORDED if substantive else Status.SAME
    anchor = Pair(spans.left[0].start, spans.right[0].start)
    return _Found(Passage(spans, status, False, link.similarity, anchor, link.formula), changes, link)


_DATE = re.compile(r"[到至]?[0-9]{4}年底?前?")


def _date_before(side: Prepared, clause: int) -> Span | None:
    """Return the clause of nothing but a date that opens the sentence of another: 到2025年,."""
    parts = side.index.clauses
    if (
        clause == 0
        or parts[clause - 1].segment != parts[clause].segment
        or not _DATE.fullmatch(parts[clause - 1].plain)
    ):
        return None
    return _core(side.text.key, parts[clause - 1])


def _with_date(text: CleanText, spans: tuple[Span, ...], date: Span | None) -> tuple[Span, ...]:
    """Let a passage begin with the date that opens its sentence."""
    if date is None:
        return spans
    return (Span(text.offsets.source_span(*date).start, spans[0].end), *spans[1:])


def _core(key: str, clause: Clause) -> Span:
    """Return the words of a clause, without numbering and final stop."""
    start, end = clause.opens, clause.end
    while end > start and _is_mark(key[end - 1]):
        end -= 1
    while start < end and _is_mark(key[start]):
        start += 1
    return Span(start, end)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" and char not in "%‰"


def _spans(side: Prepared, clause: int) -> tuple[Span, ...]:
    """Return the source spans of a clause and of its copies in a lead-in, without page furniture."""
    parts = [side.index.clauses[clause], *side.copies.get(clause, ())]
    return tuple(span for part in parts for span in _source(side.text, part.start, part.end))


def _source(text: CleanText, start: int, end: int) -> list[Span]:
    """Return a clean span in source offsets, with readings and invisible characters at its edge."""
    span = text.offsets.source_span(start, end)
    before = text.removals_in(text.gap(0)) if start == 0 else []
    loose = [
        removal.span
        for removal in (*before, *text.removals_in(text.gap(end)))
        if removal.kind is not RemovalKind.SPACE and removal.kind not in FURNITURE
    ]
    span = Span(min([span.start, *(one.start for one in loose)]), max([span.end, *(one.end for one in loose)]))
    return without(span, [removal.span for removal in text.removals_in(span) if removal.kind in FURNITURE])


def _alone(sides: Pair[Prepared], linked: Mapping[int, _Found], *, left: bool) -> Iterator[_Found]:
    """Yield what only one side has: clauses that follow each other in one section, its heading with them."""
    side = sides.left if left else sides.right
    parts = side.index.clauses
    stretch: list[int] = []
    behind = 0
    for n in range(len(parts) + 1):
        ends = n == len(parts) or n in linked or parts[n].is_heading or (n and parts[n].start != parts[n - 1].end)
        if stretch and ends:
            yield _stretch(side, stretch, behind, left=left)
            stretch = []
        if n in linked:
            spans = linked[n].passage.spans
            behind = (spans.right if left else spans.left)[0].end
        elif n < len(parts):
            stretch.append(n)


def _stretch(side: Prepared, clauses_alone: list[int], behind: int, *, left: bool) -> _Found:
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
    spans: Pair[tuple[Span, ...]] = Pair((*own, *copies), ())
    place, nothing = Pair(whole.start, behind), Span(behind, behind)
    change = Pair(whole, nothing)
    status = Status.DROPPED if left else Status.ADDED
    kind, reason = (Kind.DROPPED, Reason.ONLY_LEFT) if left else (Kind.ADDED, Reason.ONLY_RIGHT)
    if not any(char.isalnum() for char in side.text.key[first.start : last.end]):
        kind, reason = Kind.PUNCTUATION, Reason.PUNCTUATION
    if not left:
        spans, place, change = spans.mirrored(), place.mirrored(), change.mirrored()
    return _Found(Passage(spans, status, False, 0.0, place), [Change(change, Judgement(kind, reason))])


def _furniture(text: CleanText, *, left: bool) -> Iterator[Change]:
    """Yield the page furniture of one document; what one page has says nothing of another's."""
    reasons = {"page-mark": Reason.PAGE_MARK, "running-head": Reason.RUNNING_HEAD, "contents": Reason.CONTENTS}
    for removal in text.ledger:
        if removal.kind in FURNITURE:
            spans = Pair(removal.span, Span(0, 0))
            yield Change(spans if left else spans.mirrored(), Judgement(Kind.FURNITURE, reasons[removal.kind]))


def _section_pairs(sides: Pair[Prepared], found: Sequence[_Found]) -> Iterator[SectionPair]:
    """Pair the innermost sections that share a clause of substance; the others are added or dropped."""
    best: dict[tuple[str, str], Status] = {}
    for item in found:
        if not item.link or item.passage.formula:
            continue
        left = _section_of(sides.left, item.link.left)
        right = _section_of(sides.right, item.link.right)
        if left and right:
            old = best.get((left, right), Status.SAME)
            new = item.passage.status
            best[left, right] = max(old, new, key=list(Status).index) if (left, right) in best else new
    for (left, right), status in best.items():
        yield SectionPair(Pair((left,), (right,)), status, moved=False, renumbered=False)
    paired = Pair({left for left, _ in best}, {right for _, right in best})
    for section in sides.left.sections:
        if section.id not in paired.left:
            yield SectionPair(Pair((section.id,), ()), Status.DROPPED, moved=False, renumbered=False)
    for section in sides.right.sections:
        if section.id not in paired.right:
            yield SectionPair(Pair((), (section.id,)), Status.ADDED, moved=False, renumbered=False)


def _section_of(side: Prepared, clause: int) -> str | None:
    start = side.index.clauses[clause].start
    n = bisect_right(side.sections, start, key=lambda section: section.heading.start) - 1
    return side.sections[n].id if n >= 0 else None


def _shared(sides: Pair[Prepared], taken: Pair[dict[int, Taken]]) -> float:
    """Return the share of both texts' characters that stand in clauses of shared wording."""
    total = reused = 0
    for side, mine in ((sides.left, taken.left), (sides.right, taken.right)):
        for n, clause in enumerate(side.index.clauses):
            total += len(clause.plain)
            if n in mine and mine[n].status in (Status.SAME, Status.REWORDED) and not mine[n].formula:
                reused += len(clause.plain)
    return reused / total if total else 0.0


_ENOUGH = 3
"""Clauses of shared wording from which on one document counts as made from the other."""


def is_derived(passages: Sequence[Passage]) -> bool:
    """Say whether two documents share wording beyond formulas, if only in a few clauses."""
    return sum(map(is_reuse, passages)) >= _ENOUGH
