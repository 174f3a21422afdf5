"""What an officer reads first of a derivation: one page of counts and chapters, then the weightiest passages.

Each list is cut at a length that lets the whole be read; what is left out is said, and ``--all`` shows it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.result import Derivation
from plandiff.judging.change import Direction, Kind
from plandiff.judging.passages import Passage, Status
from plandiff.language import labelled, listed, tr, tr_n
from plandiff.outline.sections import Section, section_path
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.places import path_text, section_text
from plandiff.presentation.styled import Line, Role, Styled, filled, flow
from plandiff.reports.extents import extent_text, heading
from plandiff.reports.reuse import Wording
from plandiff.reports.shared_targets import shared_targets

_CHAPTERS, _TARGETS = 20, 12
"""Chapters, and lines of targets, on the first page, which fits a screen of fifty lines."""
_NAMED = 28
"""Characters of a chapter's name there."""
_PASSAGES = {"weaker": 10, "stronger": 6, "figures": 10, "adapted": 12, "same": 6}
"""Passages of each sort that are shown."""
_OWN, _MISSING = 16, 40
"""Stretches that only the right document has, and sections that only the left one has, which are shown."""


def first_page(result: Derivation, wording: Wording) -> Iterator[Line]:
    """Yield what fits a screen: how much was taken up, adapted, weakened, left out and added, and the chapters."""
    columns = wording.columns
    yield from heading(tr("in short"), columns)
    reuse = [passage for passage in result.passages if is_reuse(passage)]
    sorts = [_sort(passage, wording) for passage in reuse]
    beside = sum(passage.status is Status.RELATED for passage in result.passages)
    counts = [
        tr_n("{n} clause word for word", "{n} clauses word for word", sorts.count("same")),
        tr_n("{n} adapted", "{n} adapted", len(reuse) - sorts.count("same")),
        tr_n("{n} of these weaker", "{n} of these weaker", sorts.count("weaker")),
        tr_n("{n} stronger", "{n} stronger", sorts.count("stronger")),
        tr_n("{n} related passage", "{n} related passages", beside),
    ]
    numbers = (sorts.count("same"), len(reuse) - sorts.count("same"), sorts.count("weaker"), sorts.count("stronger"))
    words = [text.format(n=f"{n:,}") for text, n in zip(counts, (*numbers, beside), strict=True)]
    yield from flow([Styled(" · ".join(words), Role.STRONG)], columns)
    for sections, covered, names, side in (
        (result.sections.left, result.coverage.left, NATIONAL, tr("left")),
        (result.sections.right, result.coverage.right, LOCAL, tr("right")),
    ):
        if sections:
            yield from flow([Styled(labelled(side, _extents(covered, names)))], columns, (), (Styled("  "),))
    absent = [f"《{named.title}》{named.number or ''}" for named in result.named_parents if not named.given]
    if absent:
        told = tr("the right document names what is not compared here: {names}")
        yield from flow([Styled(told.format(names="、".join(map(harmless, absent))), Role.WARNING)], columns)
    yield from shared_targets(result.documents, columns, _TARGETS)
    chapters = list({section_text(s): s for s in result.sections.left if s.parent is None}.values())
    yield from _chapters(chapters, {item.section: item for item in result.coverage.left}, columns)


def _extents(covered: Sequence[Coverage], names: Mapping[Extent, str]) -> str:
    """Count the sections by what became of them."""
    total = tr_n("{n} section", "{n} sections", len(covered)).format(n=f"{len(covered):,}")
    counts = [(extent, sum(item.extent is extent for item in covered)) for extent in Extent]
    return labelled(total, listed(f"{count:,} {extent_text(names[extent])}" for extent, count in counts if count))


def _chapters(chapters: Sequence[Section], covered: Mapping[str, Coverage], columns: int) -> Iterator[Line]:
    """Yield the share that was taken up of each chapter; of those with one title (in a contents list), the last's."""
    for section in chapters[:_CHAPTERS]:
        item = covered[section.id]
        name = section_text(section)
        name = name if len(name) <= _NAMED else f"{name[: _NAMED - 1]}…"
        runs = [Styled(f"  {item.shared:>4.0%}  "), Styled(f"{name}  "), Styled(extent_text(NATIONAL[item.extent]))]
        yield from flow(runs, columns, (), (Styled(" " * 8),))
    yield from _rest(len(chapters) - _CHAPTERS, columns)


def passages(result: Derivation, wording: Wording) -> Iterator[Line]:
    """Yield the weightiest passages: weaker, stronger, other figures, adapted, word for word; then own and left out."""
    columns = wording.columns
    found: dict[str, list[Passage]] = {sort: [] for sort in _PASSAGES}
    for passage in sorted(result.passages, key=_reading_order):
        if is_reuse(passage):
            found[_sort(passage, wording)].append(passage)
    heads = {
        "weaker": tr("taken up, and weaker on the right"),
        "stronger": tr("taken up, and stronger on the right"),
        "figures": tr("taken up with other figures"),
        "adapted": tr("taken up and adapted"),
        "same": tr("taken up word for word"),
    }
    if not any(found.values()):
        yield from flow([Styled(tr("no shared wording beyond formulas"))], columns)
    for sort, most in _PASSAGES.items():
        if not found[sort]:
            continue
        yield from heading(labelled(heads[sort], f"{len(found[sort]):,}"), columns)
        for passage in found[sort][:most]:
            yield from wording.lines(passage)
            yield from _source_line(result, passage, columns)
        yield from _rest(len(found[sort]) - most, columns)
    yield from _own(result, wording)
    yield from _missing(result, columns)


def _reading_order(passage: Passage) -> tuple[int, int]:
    return (passage.spans.right[0].start if passage.spans.right else -1, passage.anchor.left)


def _sort(passage: Passage, wording: Wording) -> str:
    """Return what a reader looks for in a passage of shared wording."""
    if passage.status is Status.SAME:
        return "same"
    changes = wording.inside(passage)
    directions = {change.judgement.direction for change in changes}
    if Direction.WEAKER in directions:
        return "weaker"
    if Direction.STRONGER in directions:
        return "stronger"
    return "figures" if any(change.kind is Kind.NUMBER for change in changes) else "adapted"


def _source_line(result: Derivation, passage: Passage, columns: int) -> list[Line]:
    source = path_text(result.sections.left, passage.spans.left[0].start) or tr("outside the sections")
    margin = Styled(" " * 4)
    return flow([Styled(f"< {source}", Role.FAINT)], columns, (margin,), (margin, Styled("  ")))


def _own(result: Derivation, wording: Wording) -> Iterator[Line]:
    """Yield the longest stretches that only the right document has, in its order, under their sections."""
    own = [passage for passage in result.passages if passage.status is Status.ADDED]
    if not own:
        return
    yield from heading(labelled(tr("only on the right"), f"{len(own):,}"), wording.columns)
    longest = sorted(own, key=lambda p: p.spans.right[0].start - p.spans.right[-1].end)[:_OWN]
    last = None
    for passage in sorted(longest, key=_reading_order):
        path = section_path(result.sections.right, passage.spans.right[0].start)
        if path != last:
            title = harmless(section_text(path[-1])) if path else tr("outside the sections")
            yield from flow([Styled(title, Role.PATH)], wording.columns, (), (Styled("  "),))
        last = path
        yield from wording.own(passage, whole=False)
    yield from _rest(len(own) - _OWN, wording.columns)


def _missing(result: Derivation, columns: int) -> Iterator[Line]:
    """Yield the sections of the left document of which the right one has nothing, without their subsections."""
    gone = {item.section for item in result.coverage.left if item.extent is Extent.NONE}
    missing = [s for s in result.sections.left if s.id in gone and s.parent not in gone]
    if not missing:
        return
    yield from heading(labelled(tr("sections only on the left"), f"{len(missing):,}"), columns)
    names = [(Styled(section_text(section)),) for section in islice(missing, _MISSING)]
    yield from filled(names, columns, (Styled("  "),), (Styled("  "),))
    yield from _rest(len(missing) - _MISSING, columns)


def _rest(count: int, columns: int) -> Iterator[Line]:
    if count > 0:
        words = tr_n("… and {n} more (--all shows it)", "… and {n} more (--all shows them)", count)
        yield from flow(
            [Styled(words.format(n=f"{count:,}"), Role.FAINT)], columns, (Styled("    "),), (Styled("    "),)
        )
