"""The evidence on one character, for a person at a terminal and as JSON."""

from collections.abc import Iterator
from typing import Any

from plandiff.conversion.vocabulary import Testimony
from plandiff.judging.change import Certainty
from plandiff.judging.json_values import document_value, place_value
from plandiff.judging.kinds import KINDS
from plandiff.judging.reasons import REASONS
from plandiff.language import bracketed, clauses, labelled, tr
from plandiff.presentation.entry_lines import marked
from plandiff.presentation.excerpts import Source, excerpt, harmless, spaces_named
from plandiff.presentation.places import behind_position
from plandiff.presentation.styled import Line, Role, Styled, flow, painted
from plandiff.presentation.words import SCRIPTS
from plandiff.proofreading.explanation import Explanation
from plandiff.proofreading.finding import finding_value
from plandiff.reports.to_json import dumped
from plandiff.text.span import Span
from plandiff.text.width import cell_width


def explanation_text(result: Explanation, columns: int, *, colour: bool) -> str:
    """Return the evidence as text, no line wider than ``columns`` cells."""
    document, offset = result.lint.document, result.offset
    line, column = document.position(offset)
    char = document.text[offset]
    where = f"{harmless(document.name)}:{line}:{column}{behind_position(document, offset)}"
    head = f"{where}  {spaces_named(char)}  U+{ord(char):04X}"
    context = excerpt(Source(document, (), [], []), [Span(offset, offset + 1)], whole=False)
    lines: list[Line] = [*flow([Styled(head, Role.STRONG)], columns), *flow(marked(context, Role.LEFT), columns), ()]
    rows = list(_rows(result))
    margin = max(cell_width(label) for label, _ in rows) + 2
    for label, words in rows:
        first = Styled(label + " " * (margin - cell_width(label)), Role.FAINT)
        lines += flow([Styled(words)], columns, (first,), (Styled(" " * margin),))
    return painted(lines, colour=colour)


def explanation_json(result: Explanation) -> str:
    """Return the evidence as JSON: format ``plandiff-explanation/1``; offset, line and column are of the character."""
    document, heard = result.lint.document, result.testimony
    return dumped(
        {
            "format": "plandiff-explanation/1",
            "document": document_value(document, result.lint.script),
            "offset": result.offset,
            **place_value(document, result.offset),
            "text": document.text[result.offset],
            "standard": result.lint.spelling.standard,
            "finding": finding_value(document, result.finding) if result.finding else None,
            "name": result.name,
            "set_aside": result.removed,
            "evidence": _evidence_value(heard) if heard else None,
        }
    )


def _evidence_value(heard: Testimony) -> dict[str, Any]:
    words = [
        {"word": witness.word, "forms": [*witness.forms], "fits": witness in heard.fitting}
        for witness in heard.witnesses
    ]
    return {"candidates": [*heard.candidates], "words": words}


def _rows(result: Explanation) -> Iterator[tuple[str, str]]:
    """Yield what each piece of evidence says, in the order it speaks."""
    yield tr("verdict"), _verdict(result)
    yield tr("script"), tr(SCRIPTS[result.lint.script])
    yield tr("standard"), result.lint.spelling.standard.value
    if result.name:
        yield tr("name"), tr("confirmed: {name}").format(name=harmless(result.name))
    if result.removed:
        yield tr("set aside"), result.removed
    if result.testimony:
        yield from _testimony(result)


def _verdict(result: Explanation) -> str:
    if result.finding is None:
        return tr("nothing is wrong with it")
    judgement = result.finding.judgement
    reason = tr(REASONS[judgement.reason].sentence)
    if judgement.word and judgement.word != judgement.expected:
        reason += bracketed(judgement.word)
    expected = ""
    if judgement.expected is not None:
        expected = tr("expected {text}").format(text=harmless(judgement.expected) or tr("nothing"))
    words = clauses(labelled(tr(KINDS[judgement.kind].label), reason), expected)
    return words + (bracketed(tr("check")) if judgement.certainty is Certainty.CHECK else "")


def _testimony(result: Explanation) -> Iterator[tuple[str, str]]:
    heard = result.testimony
    if heard is None:
        return
    yield tr("may be"), " ".join(heard.candidates)
    if not heard.witnesses:
        yield tr("words"), tr("none covers it: the first of these is usual")
    for witness in heard.witnesses:
        fits = tr("fits the clause") if witness in heard.fitting else tr("cuts other words apart")
        yield tr("words"), f"{harmless(witness.word)} → {' '.join(witness.forms)}  {fits}"
