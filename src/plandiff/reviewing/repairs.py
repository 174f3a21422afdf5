"""A corrected copy: a document with the accepted repairs applied and not a character touched beside them."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from plandiff.decisions.decision import State
from plandiff.presentation.meant import repairs_left
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, DocumentKind
from plandiff.reading.docx.replacing import replaced
from plandiff.reading.signature import Signature
from plandiff.reviewing.review import Review
from plandiff.text.span import Pair, SourceSpan

Repair = tuple[SourceSpan, str]
"""A span of a document, and what stands there in its corrected copy."""


def accepted_repairs(review: Review) -> Pair[list[Repair]]:
    """Return what goes into the corrected copy of either document, in its order: what was proposed, or put instead."""
    material = review.material
    found = Pair(list[Repair](), list[Repair]())
    for n, change in enumerate(material.changes):
        ruling, proposed = review.ruling(n), change.judgement.expected
        if review.state(n) is not State.ACCEPTED:
            continue
        if ruling.text is not None:
            on_left, text = ruling.side == "left", ruling.text
        elif proposed is not None:
            on_left, text = repairs_left(change, material.texts(change), hant_left=material.hant_left), proposed
        else:
            continue
        span = change.spans.left if on_left else change.spans.right
        (found.left if on_left else found.right).append((span, text))
    found.left.sort()
    found.right.sort()
    return found


def corrected_word(review: Review, signature: Signature | None = None) -> Pair[bytes | None]:
    """Return either document as a corrected Word file; None where it is none, or a repair has no place in its runs.

    Args:
        review: The review.
        signature: Who is said to have made the repairs, if they are to be tracked changes.
    """
    repairs, documents = accepted_repairs(review), review.material.documents
    return Pair(
        _in_word(documents.left, repairs.left, signature),
        _in_word(documents.right, repairs.right, signature),
    )


def _in_word(document: Document, repairs: Sequence[Repair], signature: Signature | None) -> bytes | None:
    """Return the file with the repairs, if what is read of it then is the corrected text."""
    if document.kind is not DocumentKind.DOCX or not repairs:
        return None
    try:
        data = Path(document.name).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != document.sha256:
        return None
    made = replaced(data, document.text, repairs, signature)
    text = _applied(document.text, repairs)
    return made if made and read_bytes(made, document.name).text == text else None


def corrected(review: Review) -> Pair[str | None]:
    """Return the corrected text of either document; None where no repair is accepted."""
    repairs, documents = accepted_repairs(review), review.material.documents
    return Pair(
        _applied(documents.left.text, repairs.left),
        _applied(documents.right.text, repairs.right),
    )


def _applied(text: str, repairs: Iterable[Repair]) -> str | None:
    parts, at = [], 0
    for (start, end), instead in repairs:
        if start < at:
            continue  # It lies in what another repair has replaced already.
        parts += [text[at:start], instead]
        at = end
    return "".join([*parts, text[at:]]) if parts else None
