"""The evidence on one character, for a person at a terminal and as JSON."""

from collections.abc import Iterator, Mapping
from itertools import accumulate
from math import exp
from typing import Any

from plandiff.conversion.attestation import Weighing
from plandiff.conversion.names import Standing, standing
from plandiff.judging.change import Certainty
from plandiff.judging.json_values import document_value, place_value
from plandiff.judging.kinds import KINDS
from plandiff.judging.reasons import REASONS
from plandiff.language import Message, bracketed, clauses, labelled, tr
from plandiff.presentation.entry_lines import marked
from plandiff.presentation.excerpts import Source, excerpt, harmless, spaces_named
from plandiff.presentation.places import behind_position
from plandiff.presentation.styled import Line, Role, Styled, flow, painted
from plandiff.presentation.words import SCRIPTS
from plandiff.proofreading.explanation import Explanation
from plandiff.proofreading.finding import finding_value
from plandiff.reports.to_json import dumped
from plandiff.tables import complete
from plandiff.text.span import Span
from plandiff.text.width import cell_width

_RIVALS = 3
"""Rivals that are shown with their cuts."""
_ALIKE = 0.4
"""Difference of weights that no one need hear of."""
_BEYOND = 16.0
"""Difference from which on the number of times says nothing more."""


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
    document, weighing = result.lint.document, result.weighing
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
            "evidence": _evidence_value(weighing) if weighing else None,
        }
    )


def _evidence_value(weighing: Weighing) -> dict[str, Any]:
    """Return the cuts of the clause: weights are natural logarithms, and only differences of them say something."""
    rivals = [
        {"character": char, "cut": [*weighing.clause.cut(option)], "weight": round(option.weight, 2)}
        for char, option in weighing.others[:_RIVALS]
    ]
    own = [*_own_cut(weighing)] if weighing.own else None
    return {"written": {"cut": own, "weight": round(weighing.own_weight, 2)}, "rivals": rivals}


def _rows(result: Explanation) -> Iterator[tuple[str, str]]:
    """Yield what each piece of evidence says, in the order it speaks."""
    yield tr("verdict"), _verdict(result)
    yield tr("script"), tr(SCRIPTS[result.lint.script])
    yield tr("standard"), result.lint.spelling.standard.value
    if result.name:
        yield tr("name"), tr("confirmed: {name}").format(name=harmless(result.name))
    if result.removed:
        yield tr("set aside"), result.removed
    if result.weighing:
        yield from _cuts(result.weighing)


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


def _cuts(weighing: Weighing) -> Iterator[tuple[str, str]]:
    """Yield the heaviest cut of the clause with what is written and with each rival, as one would say it."""
    clause = weighing.clause
    for char, weight in clause.heavier_at(clause.place).items():
        yield tr("around it"), tr(_STANDINGS[standing(char, weight)]).format(char=harmless(char))
    yield tr("may be"), " ".join((weighing.shown, *(char for char, _ in weighing.others)))
    if weighing.own is None:
        yield tr("as written"), tr("no word has it here")
    else:
        yield tr("as written"), _words(_own_cut(weighing))
    for char, option in weighing.others[:_RIVALS]:
        apart = option.weight - weighing.own_weight
        times = _rounded(exp(min(abs(apart), _BEYOND)))
        words = tr("{times} times as likely") if apart > 0 else tr("{times} times less likely")
        words = tr("as likely") if abs(apart) < _ALIKE else words.format(times=times)
        yield tr("with {char}").format(char=harmless(char)), f"{_words(clause.cut(option))}  {words}"


_STANDINGS: Mapping[Standing, Message] = complete(
    Standing,
    {
        Standing.SURNAME: "a title or a word of speech follows as it does a name: {char} is a surname",
        Standing.MEASURE: "a number or a pointing word stands before it: {char} counts",
        Standing.LISTED: "it is an item of a list: {char} is a noun by itself",
        Standing.COPULA: "it begins a clause that goes on a sentence: {char} is to be",
        Standing.WITHIN: "a common word stands before it: {char} is inside",
    },
)
"""What stands around a place, where that makes a character heavier than its words."""


def _own_cut(weighing: Weighing) -> tuple[str, ...]:
    """Return the heaviest cut with the characters that are written, also where a neighbour is wrong."""
    words = weighing.clause.cut(weighing.own) if weighing.own else ()
    ends = [*accumulate(map(len, words))]
    return tuple(weighing.clause.written[end - len(word) : end] for word, end in zip(words, ends, strict=True))


def _words(cut: tuple[str, ...]) -> str:
    return "|".join(map(harmless, cut))


def _rounded(number: float) -> str:
    """Return a number to two digits, as one says it: 12, 340, 56000."""
    whole = max(2, round(number))
    zeros = max(0, len(str(whole)) - 2)
    return f"{round(whole, -zeros):,}"
