"""What is wrong in one document: a judgement with one span."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath

from plandiff.judging.change import Judgement
from plandiff.outline.clean_text import CleanText
from plandiff.text.span import Span

_CONTEXT = 8
"""Clean characters on each side that tell equal findings of one document apart."""
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of one document.

    Attributes:
        span: Where it stands (source code points).
        judgement: Kind, reason, certainty, expected text.
        id: Eight hexadecimal digits or more, stable across runs; set by ``identified``.
    """

    span: Span
    judgement: Judgement
    id: str = ""


def identified(findings: Iterable[Finding], text: CleanText) -> tuple[Finding, ...]:
    """Return the findings with their ids set.

    An id hashes the document's name (without folders), the kind, the text, what is expected and the words around it,
    so that line breaks and changes elsewhere do not touch it. Findings alike in all that are told apart by order.

    Args:
        findings: In document order.
        text: The document they stand in.
    """
    name, source = PurePath(text.document.name).name, text.document.text
    seen: Counter[str] = Counter()
    result = []
    for finding in findings:
        start, end = (text.offsets.to_clean(at) for at in finding.span)
        around = (text.key[max(0, start - _CONTEXT) : start], text.key[end : end + _CONTEXT])
        judgement, found = finding.judgement, "".join(finding.span.of(source).split())
        content = "\x1f".join((name, judgement.kind, found, judgement.expected or "", *around))
        digest = hashlib.sha256(f"{content}\x1f{seen[content]}".encode("utf-8", "surrogatepass")).hexdigest()
        seen[content] += 1
        result.append(replace(finding, id=digest[:_DIGITS]))
    return tuple(result)
