"""A corrected copy: a document with the accepted repairs applied and not a character touched beside them."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from plandiff.chinese.script import fold, leaning
from plandiff.conversion.leftovers import is_foreign
from plandiff.decisions.decision import State
from plandiff.judging.change import Change, Kind
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, DocumentKind
from plandiff.reading.docx.replacing import replaced
from plandiff.reviewing.review import Review
from plandiff.text.span import Pair, Span


def repairs_left(change: Change, texts: Pair[str], *, hant_left: bool) -> bool:
    """Say whether the expected text belongs on the left: it belongs where the other side's text is sound.

    Where both sides have the same character, it belongs in the traditional text, unless it is a traditional character
    that was left in the simplified one.

    Args:
        change: A change that has an expected text.
        texts: Its two texts, as written.
        hant_left: Whether the left document is the traditional one.
    """
    expected = change.judgement.expected or ""
    for sound in (texts.map(expected.__eq__), texts.map(lambda text: fold(text) == fold(expected))):
        if sound.left is not sound.right:
            return sound.right
    simplified = texts.right if hant_left else texts.left
    left_over = change.kind is Kind.LEFTOVER_CHARACTER and any(map(is_foreign, simplified))
    return hant_left is not left_over


def accepted_repairs(review: Review) -> Pair[list[Change]]:
    """Return the changes whose expected text goes into the corrected copy of either document, in its order."""
    material = review.material
    hant_left = leaning(material.documents.left.text) == "hant"
    found = Pair(list[Change](), list[Change]())
    for n, change in enumerate(material.changes):
        if change.judgement.expected is None or review.state(n) is not State.ACCEPTED:
            continue
        on_left = repairs_left(change, material.texts(change), hant_left=hant_left)
        (found.left if on_left else found.right).append(change)
    found.left.sort(key=lambda change: change.spans.left)
    found.right.sort(key=lambda change: change.spans.right)
    return found


def corrected_word(review: Review) -> Pair[bytes | None]:
    """Return either document as a corrected Word file; None where it is none, or a repair has no place in its runs."""
    repairs, documents = accepted_repairs(review), review.material.documents
    return Pair(
        _in_word(documents.left, [(change.spans.left, change) for change in repairs.left]),
        _in_word(documents.right, [(change.spans.right, change) for change in repairs.right]),
    )


def _in_word(document: Document, repairs: Sequence[tuple[Span, Change]]) -> bytes | None:
    """Return the file with the repairs, if what is read of it then is the corrected text."""
    if document.kind is not DocumentKind.DOCX or not repairs:
        return None
    try:
        data = Path(document.name).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != document.sha256:
        return None
    made = replaced(data, document.text, [(span, change.judgement.expected or "") for span, change in repairs])
    text = _applied(document.text, repairs)
    return made if made and read_bytes(made, document.name).text == text else None


def corrected(review: Review) -> Pair[str | None]:
    """Return the corrected text of either document; None where no repair is accepted."""
    repairs, documents = accepted_repairs(review), review.material.documents
    return Pair(
        _applied(documents.left.text, [(change.spans.left, change) for change in repairs.left]),
        _applied(documents.right.text, [(change.spans.right, change) for change in repairs.right]),
    )


def _applied(text: str, repairs: Iterable[tuple[Span, Change]]) -> str | None:
    parts, at = [], 0
    for (start, end), change in repairs:
        parts += [text[at:start], change.judgement.expected or ""]
        at = end
    return "".join([*parts, text[at:]]) if parts else None
