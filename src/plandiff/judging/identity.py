"""Gives changes identities that survive: the same change has the same id in every run and after edits elsewhere."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from plandiff.judging.change import Change
from plandiff.outline.clean_text import CleanText
from plandiff.text.span import Pair, SourceSpan

_DIGITS = 8


def identified(
    changes: Sequence[Change], names: Pair[str], texts: Pair[CleanText], sections: Sequence[str]
) -> list[Change]:
    """Return the changes with their ids set.

    An id hashes the documents' names, the section, the kind and the two texts. The texts are those
    that are compared: a line break, a page number or another style of quotation marks inside a passage does not give it
    another id. Only where these do not differ, because the change is one of form, the texts as written count. Equal
    changes of one section are told apart by their order; a chance collision takes more digits.

    Args:
        changes: In document order.
        names: The documents' names, as ids know them (`Document.known_as`).
        texts: The documents.
        sections: For each change, the headings of its section from the outermost inwards, as one string.
    """
    contents = (
        "\x1f".join((names.left, names.right, section, change.kind, *_texts(change.spans, texts)))
        for change, section in zip(changes, sections, strict=True)
    )
    # Made anew: a text may have ten thousand changes, and `replace` takes three times as long.
    known = zip(changes, ids(contents), strict=True)
    return [Change(change.spans, change.judgement, own, cell=change.cell) for change, own in known]


def ids(contents: Iterable[str]) -> Iterator[str]:
    """Yield an id for each content: eight hexadecimal digits of its digest, more where two would be the same.

    Args:
        contents: What each id stands for, in document order; equal ones are told apart by order.
    """
    seen: Counter[str] = Counter()
    taken: set[str] = set()
    for content in contents:
        digest = hashlib.sha256(f"{content}\x1f{seen[content]}".encode("utf-8", "surrogatepass")).hexdigest()
        seen[content] += 1
        digits = _DIGITS
        while digest[:digits] in taken:
            digits += 1
        taken.add(digest[:digits])
        yield digest[:digits]


def _texts(spans: Pair[SourceSpan], texts: Pair[CleanText]) -> tuple[str, str]:
    left, right = _compared(texts.left, spans.left), _compared(texts.right, spans.right)
    if left != right:
        return left, right
    return spans.left.of(texts.left.document.text), spans.right.of(texts.right.document.text)


def _compared(text: CleanText, span: SourceSpan) -> str:
    return text.key[text.offsets.to_clean(span.start) : text.offsets.to_clean(span.end)]
