"""A trace for people: the matrix in the terminal or in Markdown, with the wording behind each cell."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from plandiff.chinese.script import script_of
from plandiff.derivation.coverage import NATIONAL, Extent
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.judging.passages import Passage
from plandiff.language import labelled, tr, tr_n
from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import sources_of
from plandiff.presentation.places import section_text
from plandiff.presentation.styled import Line, Role, Styled, filled, flow, painted
from plandiff.presentation.words import STATUSES
from plandiff.reports.extents import EXTENTS, heading
from plandiff.reports.header import document_lines
from plandiff.reports.markdown import escaped
from plandiff.reports.matrix import SIGNS, Column, Matrix, Report, Selection, View, column_of, indented, innermost
from plandiff.reports.reuse import Wording, clause_of
from plandiff.reports.to_derivation import covered_text
from plandiff.text.width import cell_offsets, cell_width

_MOST_COLUMNS = 60
"""Local plans up to which each has a column; of more, the sections are counted."""
_MOST_NAMES = 60


def terminal_report(national: National, *, selection: Selection, columns: int, colour: bool, wording: bool) -> Report:
    """Return how a trace is told to a person at a terminal.

    Args:
        national: The national plan.
        selection: What is shown.
        columns: Cells of a line.
        colour: Whether to write escape codes.
        wording: Whether to show the wording behind each cell.
    """
    return Report(
        partial(_terminal_view, selection=selection, columns=columns, colour=colour, wording=wording),
        partial(_terminal, national, selection=selection, columns=columns, colour=colour),
    )


def markdown_report(national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes Markdown."""
    return Report(partial(_markdown_view, selection=selection), partial(_markdown, national, selection=selection))


def _terminal_view(result: Derivation, selection: Selection, columns: int, *, colour: bool, wording: bool) -> View:
    """Return a local plan's part of the terminal report: the wording behind its cells, if that is wanted."""
    lines = _wording(result, selection, columns) if wording else ()
    return View(column_of(result), painted(lines, colour=colour) + "\n" * wording)


def _terminal(
    national: National, views: Iterable[View], selection: Selection, columns: int, *, colour: bool
) -> Iterator[str]:
    """Yield the report in parts: the wording of each local plan as it comes, then the matrix."""
    yield painted(_header(national, columns), colour=colour) + "\n"
    matrix = Matrix(national, selection)
    for view in views:
        matrix.columns.append(view.column)
        yield view.text
    yield painted(_matrix(matrix, columns), colour=colour) + "\n"


def _header(national: National, columns: int) -> list[Line]:
    document = national.document
    name = tr("national")
    lines = document_lines(document, script_of(document.text), name, cell_width(name) + 2, columns)
    if national.standing:
        words = tr_n(
            "{n} clause of its general part is a formula: nearly every local plan repeats it",
            "{n} clauses of its general part are formulas: nearly every local plan repeats them",
            len(national.standing),
        )
        lines += flow([Styled(words.format(n=len(national.standing)), Role.FAINT)], columns)
    return lines


def _wording(result: Derivation, selection: Selection, columns: int) -> Iterator[Line]:
    """Yield the shared passages of one local plan, under the national section they were taken from."""
    setter = Wording(sources_of(result), result.changes, columns)
    sections = {section.id: section for section in result.sections.left}
    yield from heading(result.documents.right.name, columns)
    shown = 0
    inner = innermost(result)
    for item in result.coverage.left:
        beads = [bead for bead in item.beads if inner.get(bead) == item.section]
        if not selection.has(item.section, item.extent) or not (beads or selection.sections is not None):
            continue
        words = f"  {covered_text(item, NATIONAL)}"
        yield ()
        title = Styled(section_text(sections[item.section]), Role.PATH)
        yield from flow([title, Styled(words, Role.STRONG)], columns, (), (Styled("  "),))
        for bead in beads:
            yield from setter.lines(result.passages[bead])
        shown += 1
    loose = [] if selection.is_narrow else _outside(result, inner)
    if loose:
        yield ()
        yield from flow([Styled(tr("outside the sections"), Role.PATH)], columns)
        for passage in loose:
            yield from setter.lines(passage)
    if not shown and not loose:
        yield from flow([Styled(tr("nothing of what was asked for"))], columns)


def _outside(result: Derivation, inner: Mapping[int, str]) -> list[Passage]:
    """Return the passages of both documents that lie in no section of the left one, formulas aside."""
    return [
        passage
        for n, passage in enumerate(result.passages)
        if passage.spans.left and passage.spans.right and not passage.formula and n not in inner
    ]


def _matrix(matrix: Matrix, columns: int) -> Iterator[Line]:
    total = len(matrix.columns)
    words = tr_n("national sections in {n} local plan", "national sections in {n} local plans", total)
    yield from heading(words.format(n=f"{total:,}"), columns)
    legend = [f"{_SIGNS[extent]} {tr(EXTENTS[NATIONAL[extent]])}" for extent in Extent]
    legend[1] += f" ({tr('tenths of the section')})"
    yield from filled([(Styled(item, Role.FAINT),) for item in legend], columns)
    rows = list(matrix.rows())
    if not matrix.national.sections:
        words = tr("the national plan has no headings; --wording shows what is shared")
        yield from flow([Styled(words)], columns)
    elif not rows:
        yield from flow([Styled(tr("no section is as asked for"))], columns)
    elif total <= _MOST_COLUMNS:
        yield from _cells(matrix, rows, columns)
    else:
        yield from _counts(matrix, rows, columns)
    yield ()
    yield from _locals(matrix, columns)


_SIGNS = {**SIGNS, Extent.PARTLY: "0-9"}
"""What stands for each extent: of a part, its tenths."""
Rows = Sequence[tuple[int, Section]]
_TITLE = 24
"""Cells that a title has at least."""
_CELL = 3


def _cells(matrix: Matrix, rows: Rows, columns: int) -> Iterator[Line]:
    """Yield the signs, as many local plans beside each other as a line holds."""
    title = min(max(_TITLE, columns - _CELL * len(matrix.columns) - 1), max(cell_width(indented(s)) for _, s in rows))
    title = max(8, min(title, columns - _CELL - 1))
    per_block = max(1, (columns - title - 1) // _CELL)
    columns_shown = matrix.sorted_columns()
    for at in range(0, len(columns_shown), per_block):
        block = columns_shown[at : at + per_block]
        yield ()
        numbers = "".join(f"{n:>{_CELL}}" for n in range(at + 1, at + 1 + len(block)))
        yield (Styled(" " * title), Styled(numbers, Role.FAINT))
        for n, section in rows:
            name = fitted(indented(section), title)
            signs = "".join(f"{matrix.sign(n, column):>{_CELL}}" for column in block)
            yield (Styled(name, Role.PATH), Styled(signs))


def _counts(matrix: Matrix, rows: Rows, columns: int) -> Iterator[Line]:
    """Yield, for each section, how many local plans have it to which extent."""
    width = max(6, len(f"{len(matrix.columns):,}") + 2)
    title = max(8, min(columns - 4 * width, max(cell_width(indented(s)) for _, s in rows)))
    yield ()
    signs = "".join(f"{_SIGNS[extent]:>{width}}" for extent in Extent)
    yield (Styled(" " * title), Styled(signs, Role.FAINT))
    for n, section in rows:
        numbers = "".join(
            f"{matrix.count(n, extent):>{width},}" if matrix.selection.has(section.id, extent) else " " * width
            for extent in Extent
        )
        yield (Styled(fitted(indented(section), title), Role.PATH), Styled(numbers))


def _locals(matrix: Matrix, columns: int) -> Iterator[Line]:
    """Yield the local plans by number, with what their own items are."""
    for number, column in enumerate(matrix.sorted_columns()[:_MOST_NAMES], 1):
        first = (Styled(f"{number:>{_CELL}} "),)
        yield from filled([(Styled(fact),) for fact in _facts(column)], columns, first, (Styled(" " * (_CELL + 1)),))
    rest = len(matrix.columns) - _MOST_NAMES
    if rest > 0:
        yield from flow([Styled(tr("… and {n} more local plans").format(n=f"{rest:,}"))], columns)


def _facts(column: Column) -> list[str]:
    words = [f"{tr(EXTENTS[status])} {count}" for status, count in sorted(column.items.items())]
    return [column.name, *words]


def fitted(text: str, cells: int) -> str:
    """Cut or fill a text to a number of cells."""
    if cell_width(text) > cells:
        before, _ = cell_offsets(text)
        end = max(n for n, width in enumerate(before) if width <= cells - 1)
        text = text[:end] + "…"
    return text + " " * (cells - cell_width(text))


def _markdown_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan's part of the Markdown report."""
    title = f"\n## {escaped(result.documents.right.name)}\n"
    return View(column_of(result), title + "".join(_markdown_wording(result, selection)))


def _markdown(national: National, views: Iterable[View], selection: Selection) -> Iterator[str]:
    """Yield the trace as Markdown: the wording of each local plan, then the matrix as a table."""
    yield f"# {escaped(national.document.name)}\n"
    matrix = Matrix(national, selection)
    for view in views:
        matrix.columns.append(view.column)
        yield view.text
    yield f"\n## {escaped(tr('national sections in local plans'))}\n\n"
    shown = matrix.sorted_columns()
    names = [escaped(column.name) for column in shown]
    yield "| " + " | ".join([escaped(tr("section")), *names]) + " |\n"
    yield "|" + " --- |" * (len(names) + 1) + "\n"
    for n, section in matrix.rows():
        cells = ["" if matrix.sign(n, c) == " " else tr(EXTENTS[NATIONAL[c.extents[n]]]) for c in shown]
        yield "| " + " | ".join([escaped(section_text(section)), *cells]) + " |\n"


def _markdown_wording(result: Derivation, selection: Selection) -> Iterator[str]:
    sections = {section.id: section for section in result.sections.left}
    sources = sources_of(result)
    inner = innermost(result)
    for item in result.coverage.left:
        beads = [bead for bead in item.beads if inner.get(bead) == item.section]
        if not beads or not selection.has(item.section, item.extent):
            continue
        head = labelled(escaped(section_text(sections[item.section])), covered_text(item, NATIONAL))
        yield f"\n### {head}\n\n"
        for bead in beads:
            passage = result.passages[bead]
            left = escaped(sources.left.shown(clause_of(sources.left, passage.spans.left)).strip())
            right = escaped(sources.right.shown(clause_of(sources.right, passage.spans.right)).strip())
            yield f"- {labelled(tr(STATUSES[passage.status][1]), f'{left} → {right}')}\n"
