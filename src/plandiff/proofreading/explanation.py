"""Lays open the evidence on one character of a document, for a person who doubts a finding or misses one."""

from dataclasses import dataclass

from plandiff.chinese.script import is_han
from plandiff.conversion.attestation import Weighing, weighed
from plandiff.conversion.cuts import clause_at
from plandiff.conversion.standards import USUAL, Spelling
from plandiff.outline.clean_text import CleanText
from plandiff.outline.cleaning import clean
from plandiff.proofreading.finding import Finding
from plandiff.proofreading.linting import Lint, lint
from plandiff.reading.document import Document
from plandiff.text.span import source_span


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one character.

    Attributes:
        lint: The document and its findings.
        offset: Where the character stands (source code points).
        finding: The finding that holds it, if one does.
        weighing: The cuts of its clause with each character that may be meant, if it is a Chinese character of the
            running text of a traditional document.
        name: The confirmed name that it stands in, if it does.
        removed: How cleaning calls it, if it was set aside.
    """

    lint: Lint
    offset: int
    finding: Finding | None
    weighing: Weighing | None
    name: str | None
    removed: str | None


def explain(document: Document, offset: int, spelling: Spelling = USUAL) -> Explanation:
    """Gather the evidence on the character at ``offset`` (source code points)."""
    result = lint(document, spelling)
    text = clean(document)
    place = source_span(offset, offset + 1)
    at = text.offsets.to_clean(place.start)
    removed = next((old.kind.value for old in text.ledger if old.span.start <= offset < old.span.end), None)
    judged = removed is None and is_han(text.kept[at])
    return Explanation(
        lint=result,
        offset=offset,
        finding=next((f for f in result.findings if f.span.start <= place.start < f.span.end), None),
        weighing=weighing_at(text, at) if judged and result.script != "hans" else None,
        name=next((name for name in spelling.names if _stands_in(text.kept, at, name)), None),
        removed=removed,
    )


def weighing_at(text: CleanText, at: int) -> Weighing:
    """Return the cuts of the clause around a clean offset with each character that may be meant there."""
    return weighed(clause_at(text.key, text.kept, at), text.kept[at])


def _stands_in(text: str, at: int, name: str) -> bool:
    return name in text[max(0, at - len(name) + 1) : at + len(name)]
