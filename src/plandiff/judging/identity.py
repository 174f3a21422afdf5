"""Gives changes identities that survive: the same change has the same id in every run and after edits elsewhere."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from plandiff.judging.change import Change
from plandiff.outline.clean_text import CleanText
from plandiff.text.span import Pair, Span

_DIGITS = 8


def identified(
    changes: Sequence[Change], names: Pair[str], texts: Pair[CleanText], sections: Sequence[str]
) -> list[Change]:
    """Return the changes with their ids set.

    An id hashes the documents' names (without folders), the section, the kind and the two texts. The texts are those
    that are compared: a line break, a page number or another style of quotation marks inside a passage does not give it
    another id. Only where these do not differ, because the change is one of form, the texts as written count. Equal
    changes of one section are told apart by their order; a chance collision takes more digits.

    Args:
        changes: In document order.
        names: The documents' names.
        texts: The documents.
        sections: For each change, the headings of its section from the outermost inwards, as one string.
    """
    stem = "\x1f".join(PurePath(name).name for name in (names.left, names.right))
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    result = []
    for change, section in zip(changes, sections, strict=True):
        content = "\x1f".join((stem, section, change.kind, *_texts(change.spans, texts)))
        digest = hashlib.sha256(f"{content}\x1f{seen[content]}".encode("utf-8", "surrogatepass")).hexdigest()
        seen[content] += 1
        digits = _DIGITS
        while digest[:digits] in taken:
            digits += 1
        taken.add(digest[:digits])
        result.append(Change(change.spans, change.judgement, digest[:digits]))
    return result


def _texts(spans: Pair[Span], texts: Pair[CleanText]) -> tuple[str, str]:
    left, right = _compared(texts.left, spans.left), _compared(texts.right, spans.right)
    if left != right:
        return left, right
    return spans.left.of(texts.left.document.text), spans.right.of(texts.right.document.text)


def _compared(text: CleanText, span: Span) -> str:
    return text.key[text.offsets.to_clean(span.start) : text.offsets.to_clean(span.end)]
