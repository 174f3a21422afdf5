"""What is wrong in one document: a judgement with one span."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from plandiff.judging.change import Judgement, Reason
from plandiff.judging.identity import ids
from plandiff.judging.json_values import place_value
from plandiff.judging.reasons import reason_of
from plandiff.outline.clean_text import CleanText
from plandiff.reading.document import Document
from plandiff.text.span import SourceSpan

_CONTEXT = 8
"""Clean characters on each side that tell equal findings of one document apart."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one document.

    Attributes:
        span: Where it stands (source code points).
        judgement: Kind, reason, certainty, expected text.
        id: Eight hexadecimal digits or more, stable across runs; set by ``identified``.
    """

    span: SourceSpan
    judgement: Judgement
    id: str = ""


def identified(findings: Iterable[Finding], text: CleanText) -> tuple[Finding, ...]:
    """Return the findings with their ids set.

    An id hashes the document's name, the kind, the text, what is expected and the words around it,
    so that line breaks and changes elsewhere do not touch it; of a passage in the other script not what is expected,
    which hangs on the converter's release. Findings alike in all that are told
    apart by order; a chance collision takes more digits.

    Args:
        findings: In document order.
        text: The document they stand in.
    """
    name = text.document.known_as
    findings = list(findings)
    contents = ("\x1f".join((name, *_content(finding, text))) for finding in findings)
    return tuple(replace(finding, id=own) for finding, own in zip(findings, ids(contents), strict=True))


def _content(finding: Finding, text: CleanText) -> Iterator[str]:
    start, end = (text.offsets.to_clean(at) for at in finding.span)
    judgement = finding.judgement
    yield judgement.kind
    yield "".join(finding.span.of(text.document.text).split())
    yield "" if judgement.reason is Reason.OTHER_SCRIPT else judgement.expected or ""
    yield text.key[max(0, start - _CONTEXT) : start]
    yield text.key[end : end + _CONTEXT]


def finding_value(document: Document, finding: Finding) -> dict[str, Any]:
    """Return a finding as the JSON formats describe it: a change with one span."""
    judgement = finding.judgement
    return {
        "id": finding.id,
        "kind": judgement.kind,
        "weight": judgement.kind.weight,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.span.of(document.text),
        **place_value(document, finding.span.start),
        "expected": judgement.expected,
        "certainty": judgement.certainty,
        "reason": reason_of(judgement),
    }
