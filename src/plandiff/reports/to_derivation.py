"""A derivation for a person at a terminal: the right document section by section, and what of the left is missing."""

from collections.abc import Iterator, Mapping, Sequence

from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.derivation.derive import ABOVE_CHANCE, is_reuse
from plandiff.derivation.related import RELATED
from plandiff.derivation.result import Chance, Derivation
from plandiff.derivation.reuse import REUSE
from plandiff.judging.change import Change, Weight
from plandiff.judging.passages import Passage, Status
from plandiff.language import Message, clauses, labelled, tr, tr_n
from plandiff.outline.sections import Section, section_path
from plandiff.presentation.excerpts import sources_of
from plandiff.presentation.places import path_text, section_text
from plandiff.presentation.styled import Line, Role, Styled, filled, flow, painted
from plandiff.reports.header import header, identical, summary
from plandiff.reports.reuse import Wording
from plandiff.text.span import Span

EXTENTS: dict[str, Message] = {
    "taken-up": "taken up",
    "adopted": "adopted",
    "partly": "partly",
    "related": "related",
    "dropped": "dropped",
    "added": "own",
}
"""How far a section was taken up, or drawn from the other document, in words."""


def derivation_text(result: Derivation, columns: int, *, colour: bool, show_all: bool) -> str:
    """Return the report; see `to_terminal.comparison_text` for the arguments."""
    return painted(report(result, columns, show_all=show_all), colour=colour)


def report(result: Derivation, columns: int, *, show_all: bool) -> list[Line]:
    """Return the lines: header, the right document by section, what became of the left one, formulas, counts."""
    if result.documents.left.text == result.documents.right.text:
        return identical(result, columns)
    wording = Wording(sources_of(result), result.changes, columns)
    lines = header(result, columns)
    lines += flow([Styled(levels(result.chance), Role.FAINT)], columns)
    lines += _right(result, wording, show_all=show_all)
    lines += _left(result, columns)
    lines += _formulas(result, wording, show_all=show_all)
    if show_all:
        lines += _dropped(result, wording)
    counts: dict[Weight, list[Change]] = {weight: [] for weight in Weight}
    for change in result.changes:
        counts[change.weight].append(change)
    return [*lines, (), *summary(counts, columns)]


def levels(chance: Chance) -> str:
    """Say from how many bits on clauses count as reuse and as related, and what chance reaches."""
    reuse = tr("reuse from {reuse} bits of shared wording on; shuffled text reaches {chance}")
    beside = tr("related from {related}; shuffled text reaches {chance}")
    return clauses(
        reuse.format(reuse=f"{max(REUSE, chance.reuse + ABOVE_CHANCE):.1f}", chance=f"{chance.reuse:.1f}"),
        beside.format(related=f"{max(RELATED, chance.related):.1f}", chance=f"{chance.related:.1f}"),
    )


def heading(words: str, columns: int) -> list[Line]:
    """Return a heading of the report, with a blank line before it."""
    return [(), *flow([Styled(f"== {words} ==", Role.STRONG)], columns)]


def _right(result: Derivation, wording: Wording, *, show_all: bool) -> Iterator[Line]:
    """Yield the right document section by section: what it shares with the left one, and what is its own."""
    yield from heading(tr("the right document, section by section"), wording.columns)
    if not any(map(is_reuse, result.passages)):
        yield from flow([Styled(tr("no shared wording beyond formulas"))], wording.columns)
    covered = {item.section: item for item in result.coverage.right}
    passages = [passage for passage in result.passages if passage.spans.right and not passage.formula]
    folded = set() if show_all else set(map(id, _folded(passages)))
    hidden = 0
    last: list[Section] | None = None
    for passage in sorted(passages, key=lambda p: (p.spans.right[0].start, p.anchor.left)):
        path = section_path(result.sections.right, passage.spans.right[0].start)
        if path != last:
            yield from _more(hidden, wording.columns)
            yield ()
            yield from _section_line(path, covered, LOCAL, wording.columns)
            last, hidden = path, 0
        if passage.status is Status.ADDED:
            is_title = bool(path) and passage.spans.right[-1].end <= path[-1].heading_end
            yield from () if is_title else wording.own(passage, whole=show_all)
        elif id(passage) in folded:
            hidden += 1
        else:
            yield from wording.lines(passage)
            source = path_text(result.sections.left, passage.spans.left[0].start) or tr("outside the sections")
            margin = Styled(" " * 4)
            yield from flow([Styled(f"< {source}", Role.FAINT)], wording.columns, (margin,), (margin, Styled("  ")))
    yield from _more(hidden, wording.columns)


_MOST_BESIDE = 2
"""Related passages that are shown beside the same words."""


def _folded(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Yield the related passages that add little to what else is shown beside the same words: reuse, or closer ones."""
    reused = [passage.spans.right[0] for passage in passages if is_reuse(passage)]
    shown: list[Span] = []
    for passage in sorted(passages, key=lambda p: -p.bits):
        if passage.status is Status.RELATED:
            own = passage.spans.right[0]
            overlapping = [span for span in shown if span.start < own.end and own.start < span.end]
            if len(overlapping) >= _MOST_BESIDE or any(r.start <= own.start and own.end <= r.end for r in reused):
                yield passage
            else:
                shown.append(own)


def _more(hidden: int, columns: int) -> Iterator[Line]:
    if hidden:
        words = tr_n(
            "{n} more related passage (--all shows it)", "{n} more related passages (--all shows them)", hidden
        )
        margin = (Styled("    "),)
        yield from flow([Styled(words.format(n=hidden), Role.FAINT)], columns, margin, margin)


def _section_line(
    path: Sequence[Section], covered: Mapping[str, Coverage], names: Mapping[Extent, str], columns: int
) -> list[Line]:
    title = " › ".join(section_text(section) for section in path) or tr("outside the sections")
    runs = [Styled(title, Role.PATH)]
    if path and path[-1].id in covered:
        item = covered[path[-1].id]
        runs.append(Styled(f"  {extent_text(item, names)}", Role.STRONG))
    return flow(runs, columns, (), (Styled("  "),))


def extent_text(item: Coverage, names: Mapping[Extent, str]) -> str:
    """Return in words what became of a section, with its share if wording was taken up."""
    share = f" {item.shared:.0%}" if item.extent in (Extent.WHOLE, Extent.PARTLY) else ""
    return tr(EXTENTS[names[item.extent]]) + share


def _left(result: Derivation, columns: int) -> Iterator[Line]:
    """Yield what became of the left document: its sections by extent."""
    sections = {section.id: section for section in result.sections.left}
    if not sections:
        return
    yield from heading(tr("what became of the sections of the left document"), columns)
    for extent in Extent:
        found = [item for item in result.coverage.left if item.extent is extent]
        if not found:
            continue
        words = tr(EXTENTS[NATIONAL[extent]])
        count = tr_n("{n} section", "{n} sections", len(found)).format(n=len(found))
        yield from flow([Styled(labelled(words, count), Role.STRONG)], columns)
        names = [
            section_text(sections[item.section])
            + (f" {item.shared:.0%}" if extent in (Extent.WHOLE, Extent.PARTLY) else "")
            for item in found
        ]
        yield from filled([(Styled(name),) for name in names], columns, (Styled("  "),), (Styled("  "),))


def _formulas(result: Derivation, wording: Wording, *, show_all: bool) -> Iterator[Line]:
    """Yield the formulas: counted, and shown only where something differs in them."""
    found = [passage for passage in result.passages if passage.formula]
    if not found:
        return
    alike = [passage for passage in found if passage.status is Status.SAME]
    yield from heading(
        tr_n("{n} standing formula in both", "{n} standing formulas in both", len(found)).format(n=len(found)),
        wording.columns,
    )
    if alike and not show_all:
        words = tr_n("{n} word for word (--all shows it)", "{n} word for word (--all shows them)", len(alike))
        yield from flow([Styled(words.format(n=len(alike)))], wording.columns)
    for passage in found:
        if show_all or passage.status is not Status.SAME:
            yield from wording.lines(passage)


def _dropped(result: Derivation, wording: Wording) -> Iterator[Line]:
    """Yield what only the left document has."""
    yield from heading(tr("only on the left"), wording.columns)
    for passage in result.passages:
        if passage.status is Status.DROPPED:
            yield from wording.lines(passage)
