"""What is damaged in one document, told by its own text: no counterpart shows what it should be."""

from plandiff.judging.change import Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.proofreading.codepoints import annotations, invisible, misencoded
from plandiff.proofreading.finding import Finding
from plandiff.proofreading.lost import empty_marks, unpaired_marks
from plandiff.proofreading.misdecoded import codes, misdecoded
from plandiff.proofreading.misread import lone_radicals, lookalikes, misread_words, question_marks, rare_variants
from plandiff.proofreading.shifted import shifted_bytes
from plandiff.text.span import Span, merged, overlaps

_NEAR = 40
"""Code points from damage within which a mark may have lost its partner to it."""
_DETECTORS = (
    misdecoded,
    codes,
    invisible,
    annotations,
    misencoded,
    shifted_bytes,
    lone_radicals,
    lookalikes,
    rare_variants,
    misread_words,
    empty_marks,
    question_marks,
    unpaired_marks,
)
"""In the order they speak: what an earlier one has claimed, a later one does not see."""


def damaged(text: CleanText) -> list[Finding]:
    """Return the damage of a document: sorted, disjoint findings in source code points."""
    findings: list[Finding] = []
    claimed: set[int] = set()
    for detect in _DETECTORS:
        for finding in detect(text):
            places = range(finding.span.start, finding.span.end)
            if claimed.isdisjoint(places):
                claimed.update(places)
                findings.append(finding)
    return sorted(_without_widowed(findings), key=lambda finding: finding.span)


def _without_widowed(findings: list[Finding]) -> list[Finding]:
    """Leave out marks whose partner may have been lost in damage close by: they are right themselves."""
    broken = [finding.span for finding in findings if finding.judgement.kind is Kind.MOJIBAKE]
    near = merged(Span(span.start - _NEAR, span.end + _NEAR) for span in broken)
    return [f for f in findings if f.judgement.reason is not Reason.UNPAIRED or not overlaps(f.span, near)]
