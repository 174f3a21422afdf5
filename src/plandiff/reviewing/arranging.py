"""Arranges a comparison as it is reviewed: passages and page furniture as blocks, each change in one of them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plandiff.comparison import AlignedComparison, Comparison
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.passages import Status
from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import sources_of
from plandiff.reviewing.material import Block, Material, OutlineEntry
from plandiff.reviewing.split_long_passages import parts
from plandiff.text.span import Pair, SourceSpan, merged


@dataclass(slots=True)
class _Draft:
    """A block while its changes are gathered: ``order`` is where it stands, ``part`` if it is a part of a passage."""

    order: tuple[int, int, int]
    spans: Pair[tuple[SourceSpan, ...]]
    status: Status
    moved: bool
    formula: bool = False
    furniture: bool = False
    part: bool = False
    changes: list[Change] = field(default_factory=list)


def material_of(comparison: Comparison, asked: Sequence[Change] | None = None) -> Material:
    """Return what there is to review in a comparison: all changes, or only those that a person is ``asked`` about."""
    text = comparison.documents.left.text
    same = comparison.same if isinstance(comparison, AlignedComparison) else ()
    drafts = []
    for passage in comparison.passages:
        cut = parts(passage, same, text)
        for n, spans in enumerate(cut):
            order = (spans.left[0].start if n else passage.anchor.left, 1, passage.anchor.right)
            draft = _Draft(order, spans, passage.status, passage.moved, passage.formula, part=len(cut) > 1)
            drafts.append(draft)
    told = comparison.changes if asked is None else asked
    _spread([change for change in told if change.weight is not Weight.RELATED], drafts)
    drafts.sort(key=lambda draft: draft.order)
    levels = Pair(_levels(comparison.sections.left), _levels(comparison.sections.right))
    blocks, changes = [], list[Change]()
    for draft in drafts:
        own = sorted(draft.changes, key=lambda change: (change.spans.left, change.spans.right))
        inside = [change.spans for change in own if change.kind is not Kind.MOVED]  # A move may span many blocks.
        spans = Pair(
            _shown(draft.spans.left, [pair.left for pair in inside]),
            _shown(draft.spans.right, [pair.right for pair in inside]),
        )
        touched = any(change.weight is Weight.SUBSTANTIVE for change in own)
        status = Status.SAME if draft.part and not touched else draft.status
        level = max(_level(draft.spans.left, levels.left), _level(draft.spans.right, levels.right))
        end = len(changes) + len(own)
        block = Block(spans, status, draft.moved, level, len(changes), end, draft.furniture, draft.formula)
        blocks.append(block)
        changes += own
    outline = _outline(comparison, blocks)
    return Material(comparison, sources_of(comparison), tuple(blocks), tuple(changes), outline)


def _spread(changes: Iterable[Change], drafts: list[_Draft]) -> None:
    """Give each change to the passage it stands in, or behind; page furniture makes blocks of its own."""
    passages = tuple(drafts)
    sides = Pair(
        sorted((span, n) for n, draft in enumerate(passages) for span in draft.spans.left),
        sorted((span, n) for n, draft in enumerate(passages) for span in draft.spans.right),
    )
    for change in changes:
        on_left = bool(change.spans.left or not change.spans.right)
        held, span = (sides.left, change.spans.left) if on_left else (sides.right, change.spans.right)
        at = max(0, bisect_right(held, (span.start, len(passages)), key=lambda item: (item[0].start, item[1])) - 1)
        if held and change.kind is not Kind.FURNITURE:
            passages[held[at][1]].changes.append(change)
            continue
        status = Status.REWORDED if change.spans.left and change.spans.right else Status.SAME
        spans: Pair[tuple[SourceSpan, ...]] = change.spans.map(lambda span: (span,) if span else ())
        order = (change.spans.left.start, 0, change.spans.right.start)
        drafts.append(_Draft(order, spans, status, moved=False, furniture=True, changes=[change]))


def _shown(spans: tuple[SourceSpan, ...], changed: list[SourceSpan]) -> tuple[SourceSpan, ...]:
    """Add to the spans of a passage those of its changes that lie beside it, such as a line break behind it."""
    return tuple(merged([*spans, *changed]))


def _levels(sections: Sequence[Section]) -> dict[int, tuple[int, int]]:
    return {section.start: (section.level, section.heading_end) for section in sections}


def _level(spans: tuple[SourceSpan, ...], levels: dict[int, tuple[int, int]]) -> int:
    """Return the depth of the section that the spans are the heading of; 0 if they hold more than a heading."""
    level, end = levels.get(spans[0].start, (0, 0)) if spans else (0, 0)
    return level if spans and spans[-1].end <= end else 0


def _outline(comparison: Comparison, blocks: list[Block]) -> tuple[OutlineEntry, ...]:
    starts = Pair(_starts(blocks, left=True), _starts(blocks, left=False))
    found = []
    for pair in comparison.section_pairs:
        left = tuple(comparison.sections.left[int(id_) - 1] for id_ in pair.ids.left)
        right = tuple(comparison.sections.right[int(id_) - 1] for id_ in pair.ids.right)
        side, section = (starts.left, left[0]) if left else (starts.right, right[0])
        at = max(0, bisect_right(side, (section.start, len(blocks))) - 1)
        found.append((side[at][1] if side else 0, section.level, pair, Pair(left, right)))
    found.sort(key=lambda item: item[:2])
    headings = []
    for n, (block, level, pair, sections) in enumerate(found):
        after = next((later for later, depth, *_ in found[n + 1 :] if depth <= level), len(blocks))
        end = blocks[after - 1].end if after else 0
        first = min(blocks[block].first, end) if blocks else 0
        headings.append(OutlineEntry(sections, level, pair.status, pair.moved, block, first, max(first, end)))
    return tuple(headings)


def _starts(blocks: list[Block], *, left: bool) -> list[tuple[int, int]]:
    return sorted(
        (span.start, n) for n, block in enumerate(blocks) for span in (block.spans.left if left else block.spans.right)
    )
