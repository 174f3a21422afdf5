"""Lints one document: characters wrong for its script, and damage."""

from bisect import bisect_right
from dataclasses import dataclass

from plandiff.cleaning import clean
from plandiff.cleaning.clean import CleanText
from plandiff.conversion.standards import USUAL, Spelling
from plandiff.judging.change import Judgement, Kind
from plandiff.judging.characters import wrong_in_simplified, wrong_in_traditional
from plandiff.judging.finding import Finding, identified
from plandiff.proofreading import damaged
from plandiff.reading.document import Document
from plandiff.text.script import leaning, script_of
from plandiff.text.span import merged, overlaps


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
    judged = _wrong_characters(text, script or shown, spelling).items()
    characters = [Finding(text.offsets.source_span(at, at + 1), judgement) for at, judgement in judged]
    sound = [finding for finding in characters if not overlaps(finding.span, broken)]
    findings = sorted([*damage, *sound], key=lambda finding: finding.span)
    return Lint(document, shown, spelling, identified(findings, text))


def _wrong_characters(text: CleanText, script: str, spelling: Spelling) -> dict[int, Judgement]:
    if script == "hant":
        return wrong_in_traditional(text, spelling)
    if script == "hans":
        return wrong_in_simplified(text, spelling)
    return _by_paragraph(text, spelling) if script == "mixed" else {}


def _by_paragraph(text: CleanText, spelling: Spelling) -> dict[int, Judgement]:
    """Judge each line by the script most of it is in; one that shows none follows the line before it."""
    starts = [0, *text.newlines()]
    ends = [*starts[1:], len(text.kept)]
    scripts = [leaning(text.kept)]
    for start, end in zip(starts, ends, strict=True):
        own = leaning(text.kept[start:end])
        scripts.append(scripts[-1] if own == "none" else own)
    judged = {
        "hant": wrong_in_traditional(text, spelling),
        "hans": wrong_in_simplified(text, spelling),
    }
    return {
        at: judgement
        for script, found in judged.items()
        for at, judgement in found.items()
        if scripts[bisect_right(starts, at)] == script
    }
