"""A trace for people: the matrix in the terminal or in Markdown, with the wording behind each cell."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from plandiff.chinese.script import script_of
from plandiff.derivation.coverage import NATIONAL, Extent
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.judging.passages import Passage
from plandiff.language import labelled, tr, tr_n
from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import harmless, sources_of
from plandiff.presentation.places import section_text
from plandiff.presentation.styled import Line, Role, Styled, filled, flow, painted
from plandiff.presentation.words import STATUSES
from plandiff.reports.extents import EXTENTS, heading
from plandiff.reports.fitting import fitted
from plandiff.reports.header import document_lines
from plandiff.reports.markdown import escaped
from plandiff.reports.matrix import SIGNS, Column, Matrix, Report, Selection, View, column_of, indented, sections_shown
from plandiff.reports.parents import missing_lines, missing_rows, named_lines
from plandiff.reports.reuse import Wording, clause_of
from plandiff.reports.to_derivation import covered_text
from plandiff.text.width import cell_width

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
        matrix.add(view.column)
        yield view.text
    yield painted(_matrix(matrix, columns), colour=colour) + "\n"
    missing = list(missing_lines(matrix.missing, [column.name for column in matrix.columns], columns))
    if missing and not selection.is_narrow:
        yield painted(missing, colour=colour) + "\n"


def _header(national: National, columns: int) -> list[Line]:
    name = tr("national")
    lines: list[Line] = []
    for document in national.documents:
        lines += document_lines(document, script_of(document.text), name, cell_width(name) + 2, columns)
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
    yield from heading(result.documents.right.name, columns)
    yield from named_lines(result.named_parents, columns)
    something = False
    for part, shown in sections_shown(result, selection):
        setter = Wording(sources_of(part), part.changes, columns)
        loose = () if selection.is_narrow else _outside(part)
        if result.further and (shown or loose):
            words = labelled(tr("from"), harmless(part.documents.left.name))
            yield ()
            yield from flow([Styled(words, Role.STRONG)], columns)
        for one in shown:
            yield ()
            title = Styled(section_text(one.section), Role.PATH)
            words = f"  {covered_text(one.item, NATIONAL)}"
            yield from flow([title, Styled(words, Role.STRONG)], columns, (), (Styled("  "),))
            for passage in one.passages:
                yield from setter.lines(passage)
        if loose:
            yield ()
            yield from flow([Styled(tr("outside the sections"), Role.PATH)], columns)
            for passage in loose:
                yield from setter.lines(passage)
        something |= bool(shown or loose)
    if not something:
        yield from flow([Styled(tr("nothing of what was asked for"))], columns)


def _outside(part: Derivation) -> list[Passage]:
    """Return the passages of both documents that lie in no section of the left one, formulas aside."""
    inside = {bead for item in part.coverage.left for bead in item.beads}
    return [
        passage
        for n, passage in enumerate(part.passages)
        if passage.spans.left and passage.spans.right and not passage.formula and n not in inside
    ]


def _matrix(matrix: Matrix, columns: int) -> Iterator[Line]:
    total = len(matrix.columns)
    words = tr_n("national sections in {n} local plan", "national sections in {n} local plans", total)
    yield from heading(words.format(n=f"{total:,}"), columns)
    legend = [f"{_SIGNS[extent]} {tr(EXTENTS[NATIONAL[extent]])}" for extent in Extent]
    legend[1] += f" ({tr('tenths of the section')})"
    yield from filled([(Styled(item, Role.FAINT),) for item in legend], columns)
    rows = list(matrix.rows())
    if not matrix.national.rows:
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
        for parent, n, section in matrix.begins(rows):
            yield from _parent_line(parent, columns)
            name = fitted(indented(section), title)
            signs = "".join(f"{matrix.sign(n, column):>{_CELL}}" for column in block)
            yield (Styled(name, Role.PATH), Styled(signs))


def _parent_line(name: str, columns: int) -> Iterator[Line]:
    """Yield the name of the parent whose sections follow, if there is one to be named."""
    if name:
        yield from flow([Styled(name, Role.STRONG)], columns)


def _counts(matrix: Matrix, rows: Rows, columns: int) -> Iterator[Line]:
    """Yield, for each section, how many local plans have it to which extent."""
    width = max(6, len(f"{len(matrix.columns):,}") + 2)
    title = max(8, min(columns - 4 * width, max(cell_width(indented(s)) for _, s in rows)))
    yield ()
    signs = "".join(f"{_SIGNS[extent]:>{width}}" for extent in Extent)
    yield (Styled(" " * title), Styled(signs, Role.FAINT))
    for parent, n, section in matrix.begins(rows):
        yield from _parent_line(parent, columns)
        numbers = "".join(
            f"{matrix.count(n, extent):>{width},}" if matrix.selection.has(n, extent) else " " * width
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


def _markdown_view(result: Derivation, selection: Selection) -> View:
    """Return a local plan's part of the Markdown report."""
    title = f"\n## {escaped(result.documents.right.name)}\n"
    return View(column_of(result), title + "".join(_markdown_wording(result, selection)))


def _markdown(national: National, views: Iterable[View], selection: Selection) -> Iterator[str]:
    """Yield the trace as Markdown: the wording of each local plan, then the matrix as a table."""
    yield f"# {escaped('、'.join(document.name for document in national.documents))}\n"
    matrix = Matrix(national, selection)
    for view in views:
        matrix.add(view.column)
        yield view.text
    yield f"\n## {escaped(tr('national sections in local plans'))}\n\n"
    shown = matrix.sorted_columns()
    names = [escaped(column.name) for column in shown]
    yield "| " + " | ".join([escaped(tr("section")), *names]) + " |\n"
    yield "|" + " --- |" * (len(names) + 1) + "\n"
    for parent, n, section in matrix.begins(matrix.rows()):
        if parent:
            yield f"| **{escaped(parent)}** |" + " |" * len(names) + "\n"
        cells = ["" if matrix.sign(n, c) == " " else tr(EXTENTS[NATIONAL[c.extents[n]]]) for c in shown]
        yield "| " + " | ".join([escaped(section_text(section)), *cells]) + " |\n"
    for title, rows in missing_rows(matrix.missing, [column.name for column in matrix.columns]):
        yield f"\n## {escaped(title)}\n\n" + "".join(f"- {escaped(text)} ({escaped(plans)})\n" for text, plans in rows)


def _markdown_wording(result: Derivation, selection: Selection) -> Iterator[str]:
    for part, shown in sections_shown(result, selection):
        sources = sources_of(part)
        parent = f" ({escaped(part.documents.left.name)})" if result.further else ""
        for one in (one for one in shown if one.passages):
            head = labelled(escaped(section_text(one.section)) + parent, covered_text(one.item, NATIONAL))
            yield f"\n### {head}\n\n"
            for passage in one.passages:
                left = escaped(sources.left.shown(clause_of(sources.left, passage.spans.left)).strip())
                right = escaped(sources.right.shown(clause_of(sources.right, passage.spans.right)).strip())
                yield f"- {labelled(tr(STATUSES[passage.status][1]), f'{left} → {right}')}\n"
