"""The targets that two documents set for one indicator, in lines side by side."""

from collections.abc import Iterator

from plandiff.indicators.period import Tense
from plandiff.indicators.result import Target, Targets, Value, targets
from plandiff.language import tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Line, Role, Styled
from plandiff.reading.document import Document
from plandiff.reports.fitting import fitted
from plandiff.text.span import Pair

_NAME = 28
"""Cells of the column of indicators."""


def shared_targets(documents: Pair[Document], columns: int, most: int) -> Iterator[Line]:
    """Yield a line for each indicator for which both documents set a target: those that differ first.

    Args:
        documents: The documents.
        columns: Cells of a line.
        most: Lines that there is room for; what is left out is said in the last of them.
    """
    found = targets((documents.left, documents.right))
    rows = [(row, pair) for row in found.rows if (pair := _aimed_at(row))]
    rows.sort(key=lambda item: item[1].left.amount == item[1].right.amount)
    if not rows:
        return
    words = tr_n("{n} target side by side", "{n} targets side by side", len(rows)).format(n=f"{len(rows):,}")
    yield (Styled(words, Role.STRONG),)
    width = max(8, (columns - _NAME - 6) // 2)
    shown = rows if len(rows) <= most - 1 else rows[: most - 2]
    for row, pair in shown:
        role = Role.PLAIN if pair.left.amount == pair.right.amount else Role.STRONG
        name = fitted(harmless(row.indicator), _NAME)
        left, right = _said(found, pair.left), _said(found, pair.right)
        yield (Styled(f"  {name} "), Styled(fitted(left, width), role), Styled(" > "), Styled(right, role))
    rest = len(rows) - len(shown)
    if rest:
        words = tr_n("… and {n} more (plandiff targets)", "… and {n} more (plandiff targets)", rest)
        yield (Styled(f"  {words.format(n=f'{rest:,}')}", Role.FAINT),)


def _aimed_at(row: Target) -> Pair[Value] | None:
    """Return the last targets of both documents, if both set one."""
    aims = [[v for v in row.values if v.document == n and v.tense is Tense.TARGET] for n in (0, 1)]
    return Pair(aims[0][-1], aims[1][-1]) if all(aims) else None


def _said(found: Targets, value: Value) -> str:
    text = harmless(value.span.of(found.documents[value.document].text)).strip()
    return f"{text} ({value.year})" if value.year else text
