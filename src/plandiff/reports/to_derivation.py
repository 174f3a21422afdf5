"""A derivation for a person at a terminal: the right document section by section, and what of the left is missing."""

from collections.abc import Iterator, Mapping, Sequence

from plandiff.derivation.coverage import LOCAL, NATIONAL, Coverage, Extent
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.result import Derivation
from plandiff.derivation.reuse import REUSE
from plandiff.judging.change import Change, Weight
from plandiff.judging.passages import Status
from plandiff.language import labelled, tr, tr_n
from plandiff.outline.sections import Section, section_path
from plandiff.presentation.meant import shown_sources
from plandiff.presentation.places import path_text, section_text
from plandiff.presentation.styled import Line, Role, Styled, filled, flow, painted
from plandiff.reports.derivation_briefing import first_page, passages
from plandiff.reports.extents import extent_text, heading
from plandiff.reports.header import header, identical, summary
from plandiff.reports.reuse import Wording


def derivation_text(result: Derivation, columns: int, *, colour: bool, show_all: bool, meant: bool = False) -> str:
    """Return the report; see `to_terminal.comparison_text` for the arguments."""
    return painted(report(result, columns, show_all=show_all, meant=meant), colour=colour)


def report(result: Derivation, columns: int, *, show_all: bool, meant: bool) -> list[Line]:
    """Return the lines: header, a page of counts, the weightiest passages; or all, section by section; counts."""
    if result.documents.left.text == result.documents.right.text:
        return identical(result, columns)
    wording = Wording(shown_sources(result, meant=meant), result.changes, columns)
    lines = header(result, columns)
    lines += first_page(result, wording)
    if show_all:
        lines += flow([Styled(levels(result.related_from), Role.FAINT)], columns)
        lines += _right(result, wording)
        lines += _left(result, columns)
        lines += _dropped(result, wording)
    else:
        lines += passages(result, wording)
    lines += _formulas(result, wording, show_all=show_all)
    counts: dict[Weight, list[Change]] = {weight: [] for weight in Weight}
    for change in result.changes:
        counts[change.weight].append(change)
    return [*lines, (), *summary(counts, columns)]


def levels(related_from: float) -> str:
    """Say from how many bits on clauses count as reuse and as related."""
    words = tr("reuse from {reuse} bits of shared wording on; related from {related}, above chance")
    return words.format(reuse=f"{REUSE:.1f}", related=f"{related_from:.1f}")


def _right(result: Derivation, wording: Wording) -> Iterator[Line]:
    """Yield the right document section by section: what it shares with the left one, and what is its own."""
    yield from heading(tr("the right document, section by section"), wording.columns)
    if not any(map(is_reuse, result.passages)):
        yield from flow([Styled(tr("no shared wording beyond formulas"))], wording.columns)
    covered = {item.section: item for item in result.coverage.right}
    passages = [passage for passage in result.passages if passage.spans.right and not passage.formula]
    last: list[Section] | None = None
    for passage in sorted(passages, key=lambda p: (p.spans.right[0].start, p.anchor.left)):
        path = section_path(result.sections.right, passage.spans.right[0].start)
        if path != last:
            yield ()
            yield from _section_line(path, covered, LOCAL, wording.columns)
            last = path
        if passage.status is Status.ADDED:
            is_title = bool(path) and passage.spans.right[-1].end <= path[-1].heading_end
            yield from () if is_title else wording.own(passage, whole=True)
        else:
            yield from wording.lines(passage)
            source = path_text(result.sections.left, passage.spans.left[0].start) or tr("outside the sections")
            margin = Styled(" " * 4)
            yield from flow([Styled(f"< {source}", Role.FAINT)], wording.columns, (margin,), (margin, Styled("  ")))


def _section_line(
    path: Sequence[Section], covered: Mapping[str, Coverage], names: Mapping[Extent, str], columns: int
) -> list[Line]:
    title = " › ".join(section_text(section) for section in path) or tr("outside the sections")
    runs = [Styled(title, Role.PATH)]
    if path and path[-1].id in covered:
        item = covered[path[-1].id]
        runs.append(Styled(f"  {covered_text(item, names)}", Role.STRONG))
    return flow(runs, columns, (), (Styled("  "),))


def covered_text(item: Coverage, names: Mapping[Extent, str]) -> str:
    """Return in words what became of a section, with its share if wording was taken up."""
    share = f" {item.shared:.0%}" if item.extent in (Extent.WHOLE, Extent.PARTLY) else ""
    return extent_text(names[item.extent]) + share


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
        words = extent_text(NATIONAL[extent])
        count = tr_n("{n} section", "{n} sections", len(found)).format(n=len(found))
        yield from flow([Styled(labelled(words, count), Role.STRONG)], columns)
        names = [
            section_text(sections[item.section])
            + (f" {item.shared:.0%}" if extent in (Extent.WHOLE, Extent.PARTLY) else "")
            for item in found
        ]
        yield from filled([(Styled(name),) for name in names], columns, (Styled("  "),), (Styled("  "),))


def _formulas(result: Derivation, wording: Wording, *, show_all: bool) -> Iterator[Line]:
    """Yield the formulas: counted, and shown only where all is."""
    found = [passage for passage in result.passages if passage.formula]
    if not found:
        return
    yield from heading(
        tr_n("{n} standing formula in both", "{n} standing formulas in both", len(found)).format(n=len(found)),
        wording.columns,
    )
    if not show_all:
        yield from flow([Styled(tr("--all shows them"))], wording.columns)
        return
    for passage in found:
        yield from wording.lines(passage)


def _dropped(result: Derivation, wording: Wording) -> Iterator[Line]:
    """Yield what only the left document has."""
    yield from heading(tr("only on the left"), wording.columns)
    for passage in result.passages:
        if passage.status is Status.DROPPED:
            yield from wording.lines(passage)
