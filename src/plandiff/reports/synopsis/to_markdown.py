"""Writes a synopsis as a Markdown table: gone words struck out, new ones underlined, in either layout."""

from collections.abc import Iterator

from plandiff.reports.markdown import escaped
from plandiff.reports.synopsis.rows import Band, Cell, Mark, Row, Run, Synopsis

_MARKS = {Mark.GONE: "del", Mark.NEW: "ins"}
"""Tags, for asterisks mark nothing where a stop stands before them and a Chinese character behind."""


def synopsis_markdown(synopsis: Synopsis) -> str:
    """Return a synopsis as Markdown."""
    return "\n".join(_lines(synopsis))


def _lines(synopsis: Synopsis) -> Iterator[str]:
    terms = synopsis.terms
    yield f"# {escaped(synopsis.title)}"
    yield ""
    for note in synopsis.notes:
        yield f"{escaped(note)}"
        yield ""
    yield _row(terms.number, *map(escaped, synopsis.ordered(synopsis.heads)), terms.remark)
    yield _row("---:", "---", "---", "---")
    for row in synopsis.rows:
        if isinstance(row, Band):
            yield _row("", f"**{escaped(row.text)}**", "", "")
        else:
            yield from _rows(synopsis, row)


def _rows(synopsis: Synopsis, row: Row) -> Iterator[str]:
    first, second = synopsis.cells(row)
    for n in range(row.height):
        yield _row(
            "" if n else str(row.number),
            _cell(first[n]) if n < len(first) else "",
            _cell(second[n]) if n < len(second) else "",
            "" if n else "<br>".join(map(escaped, row.remarks)),
        )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Cell) -> str:
    return "<br>".join("".join(map(_run, paragraph)) for paragraph in cell)


def _run(run: Run) -> str:
    mark = _MARKS.get(run.mark, "")
    inner = run.text.strip()
    if not mark or not inner:
        return escaped(run.text) if inner else " "
    return f"<{mark}>{escaped(inner)}</{mark}>"
