"""What waits for a decision, a line each: for people, and for scripts that read the first word."""

from collections.abc import Iterator

from plandiff.decisions.results import Check, Checked, Outcome
from plandiff.judging.change import Change
from plandiff.judging.kinds import KINDS, sign
from plandiff.language import tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.places import behind_position
from plandiff.presentation.states import CHECK_STATES
from plandiff.reading.document import Document
from plandiff.text.span import Span
from plandiff.text.visible import unforged

_LONGEST = 40
"""Code points of a text that are shown."""


def pending_text(check: Check) -> str:
    """Return the list; the id comes first, and what fails the check is marked with ``!`` behind it."""
    lines: list[str] = []
    for result in check.results:
        lines += _lines(result)
    return unforged("\n".join([*lines, tr("state {token}").format(token=check.token)]))


def _lines(result: Checked) -> Iterator[str]:
    name = harmless(result.name)
    if (row := CHECK_STATES[result.state]).level:
        was = f" ← {harmless(result.was)}" if result.state is Outcome.RENAMED else ""
        yield f"{tr(row.word)}  {name}{was}{': ' if result.error else ''}{harmless(result.error)}"
    for one in result.pending:
        yield f"{one.change.id} {'!' if one.effect.fails else ' '} {_change(result, one.change)}"
    for id_, decision in result.gone.items():
        gone = decision.subject
        yield f"{id_}  {name}  {tr('no longer there')}  {_short(gone.left)} → {_short(gone.right)}"


def _change(result: Checked, change: Change) -> str:
    assert result.comparison is not None  # noqa: S101 - changes come from a comparison
    documents, spans = result.comparison.documents, change.spans
    places = [_place(documents.left, spans.left), _place(documents.right, spans.right)]
    old, new = spans.left.of(documents.left.text), spans.right.of(documents.right.text)
    kind = f"{sign(change.kind)} {tr(KINDS[change.kind].label)}"
    return f"{' ↔ '.join(places if result.is_pair else places[1:])}  {kind}  {_short(old)} → {_short(new)}"


def _place(document: Document, span: Span) -> str:
    line, column = document.position(span.start)
    return f"{harmless(document.name)}:{line}:{column}{behind_position(document, span.start)}"


def _short(text: str) -> str:
    return harmless(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…") or "∅"
