"""Lints one document: characters wrong for its script, and damage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from plandiff.chinese.script import leaning, script_of
from plandiff.conversion.converting import converted
from plandiff.conversion.lexicon import sources
from plandiff.conversion.standards import USUAL, Spelling
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.judging.characters import wrong_in_simplified, wrong_in_traditional
from plandiff.judging.json_values import document_value
from plandiff.outline.clean_text import CleanText
from plandiff.outline.cleaning import clean
from plandiff.proofreading import damaged
from plandiff.proofreading.finding import Finding, finding_value, identified
from plandiff.reading.document import Document
from plandiff.text.span import clean_span, merged, overlaps


@dataclass(frozen=True, slots=True)
class Lint:
    """What is wrong in one document.

    Attributes:
        document: The document.
        script: ``hans``, ``hant``, ``mixed`` or ``none``, by its code points.
        spelling: What it was judged by.
        findings: All faults, in document order.
    """

    document: Document
    script: str
    spelling: Spelling
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings but the informative ones."""
        return tuple(finding for finding in self.findings if finding.judgement.kind is not Kind.REGIONAL_FORM)

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``lint --format json`` writes of this document alone."""
        return lints_dict([self])


def lints_dict(lints: Sequence[Lint]) -> dict[str, Any]:
    """Return the object that ``lint --format json`` writes of documents: format ``plandiff-lint/1``.

    Offsets are code points, lines and columns 1-based code points; ``vocabulary`` holds the packages that attest
    characters, with their versions.
    """
    documents = [
        document_value(lint.document, lint.script)
        | {"findings": [finding_value(lint.document, finding) for finding in lint.findings]}
        for lint in lints
    ]
    return {"format": "plandiff-lint/1", "vocabulary": sources(), "documents": documents}


def lint(document: Document, spelling: Spelling = USUAL, script: str | None = None) -> Lint:
    """Judge a document alone.

    Args:
        document: The document.
        spelling: What counts as a right character.
        script: ``hans`` or ``hant`` if it should be in that script throughout; None to go by its code points.
    """
    text = clean(document)
    shown = script_of(document.text)
    damage = damaged(text)
    broken = merged(finding.span for finding in damage)
    judged = _characters(text, script or shown, spelling)
    findings = sorted([*damage, *(f for f in judged if not overlaps(f.span, broken))], key=lambda f: f.span)
    return Lint(document, shown, spelling, identified(findings, text))


def _characters(text: CleanText, script: str, spelling: Spelling) -> list[Finding]:
    if script == "mixed":
        return _by_passage(text, spelling)
    judged = wrong_in_simplified(text, spelling) if script == "hans" else {}
    judged = wrong_in_traditional(text, spelling) if script == "hant" else judged
    return [Finding(text.offsets.source_span(*clean_span(at, at + 1)), judgement) for at, judgement in judged.items()]


_PASSAGE = Judgement(Kind.LEFTOVER_CHARACTER, Reason.OTHER_SCRIPT, Certainty.CHECK)


def _by_passage(text: CleanText, spelling: Spelling) -> list[Finding]:
    """Judge a document in mixed script by the script that most of it is in.

    Lines that are in the other script as a whole are one finding a passage, not one a character, with the passage
    converted; whether it is a quotation that should stay, a reader says.
    """
    main = leaning(text.kept)
    foreign = merged(clean_span(start, end) for start, end, script in _lines(text) if script not in {main, "none"})
    passages = [text.offsets.source_span(*span) for span in foreign]
    own = [finding for finding in _characters(text, main, spelling) if not overlaps(finding.span, passages)]
    for span in passages:
        right = converted(span.of(text.document.text), main, spelling.standard)
        own.append(Finding(span, replace(_PASSAGE, expected=right)))
    return own


def _lines(text: CleanText) -> Iterator[tuple[int, int, str]]:
    """Yield the lines in clean offsets, each with the script that most of it is in."""
    for start, end in pairwise([0, *text.newlines(), len(text.kept)]):
        yield start, end, leaning(text.kept[start:end])
