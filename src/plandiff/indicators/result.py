"""Targets: one row an indicator, what each document says of it side by side."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from plandiff.chinese.script import script_of
from plandiff.errors import UsageError
from plandiff.indicators.figure_values import Amount
from plandiff.indicators.period import Tense, period_of
from plandiff.indicators.sentences import Statement, stated
from plandiff.indicators.tables import tabulated
from plandiff.indicators.words import FALL, RISE, in_row
from plandiff.judging.json_values import document_value
from plandiff.outline import Outlined, outlined
from plandiff.reading.document import Document
from plandiff.text.span import SourceSpan


@dataclass(frozen=True, slots=True)
class Value:
    """What one document says of an indicator.

    Attributes:
        document: The index of the document.
        span: Where it stands (source offsets).
        amount: The value.
        obligation: ``binding``, ``expected`` or None.
        year: Of which year; None if nothing tells it.
        tense: Whether it is aimed at, was reached, or is what a plan starts from.
        place: Whose document it is; empty if nothing tells it.
        unit: The unit that the row or the column of a table says, as it is written; else empty.
    """

    document: int
    span: SourceSpan
    amount: Amount
    obligation: str | None
    year: int | None
    tense: Tense
    place: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with its values: at most one of a document, tense and year."""

    indicator: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """The indicators of documents.

    Attributes:
        documents: The documents.
        rows: The indicators: those that more documents name first, then in the order of the documents.
    """

    documents: tuple[Document, ...]
    rows: tuple[Target, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``targets --format json`` writes: format ``plandiff-targets/1``."""
        return {
            "format": "plandiff-targets/1",
            "documents": [document_value(one, script_of(one.text)) for one in self.documents],
            "targets": [
                {"indicator": row.indicator, "values": [self._value(value) for value in row.values]}
                for row in self.rows
            ],
        }

    def _value(self, value: Value) -> dict[str, Any]:
        document = self.documents[value.document]
        line, column = document.position(value.span.start)
        return {
            "document": value.document,
            "text": value.span.of(document.text),
            "low": plain_number(value.amount.low),
            "high": plain_number(value.amount.high),
            "unit": value.amount.unit,
            "bound": value.amount.bound,
            "obligation": value.obligation,
            "year": value.year,
            "tense": value.tense,
            "place": value.place or None,
            "start": value.span.start,
            "end": value.span.end,
            "line": line,
            "column": column,
        }


def plain_number(value: Fraction) -> int | float:
    """Return a number as JSON has it: whole ones exactly, however large."""
    return value.numerator if value.denominator == 1 else float(value)


Said = Callable[[int], None]


def targets(documents: Sequence[Document], said: Said = lambda _n: None) -> Targets:
    """Find every numeric target and result of documents.

    Args:
        documents: The documents, in the order in which they are shown.
        said: Is told how many documents are done.

    Raises:
        UsageError: A document holds no text.
    """
    rows: dict[tuple[str, str, int], list[Value]] = {}
    names: dict[str, str] = {}
    for n, document in enumerate(documents):
        seen: dict[tuple[str, str, Tense, int | None], list[Amount]] = {}
        for stated_as, written, value in _values(n, document):
            indicator = in_row(stated_as)
            names.setdefault(indicator, written)
            others = seen.setdefault((indicator, value.amount.unit, value.tense, value.year), [])
            if value.amount in others:
                continue
            rows.setdefault((indicator, value.amount.unit, len(others)), []).append(value)
            others.append(value.amount)
        said(n + 1)
    found = [Target(names[indicator], tuple(values)) for (indicator, _, _), values in rows.items()]
    found.sort(key=lambda row: -len({value.document for value in row.values}))
    return Targets(tuple(documents), tuple(found))


def _values(n: int, document: Document) -> Iterable[tuple[str, str, Value]]:
    whole = outlined(document).standing_alone
    if not whole.text.key:
        raise UsageError("{name} holds no text", name=document.name)
    period = period_of(whole)
    tables, spans = tabulated(whole, period)
    statements: list[Statement] = sorted([*tables, *stated(whole, period, spans)], key=lambda one: one.span)
    for one in statements:
        span = whole.text.offsets.source_span(*one.span)
        yield (
            one.indicator,
            _as_written(whole, one),
            Value(n, span, one.amount, one.obligation, one.year, one.tense, period.place, one.unit),
        )


_NEAR = 200
"""Code points before a value in which its indicator stands."""


def _as_written(document: Outlined, statement: Statement) -> str:
    """Return an indicator as the document writes it, not folded (覆盖, which folds to 复盖); as it is if it cannot."""
    text, end = document.text, statement.span.start
    name = statement.indicator.removesuffix(RISE).removesuffix(FALL)
    at = text.key.rfind(name, max(0, end - _NEAR), end)
    if at < 0 or not name:
        return statement.indicator
    return text.kept[at : at + len(name)] + statement.indicator[len(name) :]
