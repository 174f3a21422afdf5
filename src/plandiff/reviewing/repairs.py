"""A corrected copy: a document with the accepted repairs applied and not a character touched beside them."""

from collections.abc import Iterable

from plandiff.judging.change import Change
from plandiff.reviewing.decisions import State
from plandiff.reviewing.review import Review
from plandiff.text.script import fold
from plandiff.text.span import Pair


def repairs_left(change: Change, texts: Pair[str], scripts: Pair[str]) -> bool:
    """Say on which side the expected text belongs: where the damage is, else where the traditional text is.

    Args:
        change: A change that has an expected text.
        texts: Its two texts, as written.
        scripts: The documents' scripts.
    """
    right_side_is_sound = fold(texts.right) == fold(change.judgement.expected or "")
    left_side_is_sound = fold(texts.left) == fold(change.judgement.expected or "")
    if left_side_is_sound is not right_side_is_sound:
        return right_side_is_sound
    return scripts.right != "hant" if texts.left else False


def accepted_repairs(review: Review) -> Pair[list[Change]]:
    """Return the changes whose expected text goes into the corrected copy of either document, in its order."""
    material = review.material
    scripts = material.comparison.scripts
    found = Pair(list[Change](), list[Change]())
    for n, change in enumerate(material.changes):
        if change.judgement.expected is None or review.state(n) is not State.ACCEPTED:
            continue
        on_left = repairs_left(change, material.texts(change), scripts)
        (found.left if on_left else found.right).append(change)
    found.left.sort(key=lambda change: change.spans.left)
    found.right.sort(key=lambda change: change.spans.right)
    return found


def corrected(review: Review) -> Pair[str | None]:
    """Return the corrected text of either document; None where no repair is accepted."""
    repairs, documents = accepted_repairs(review), review.material.documents
    return Pair(
        _applied(documents.left.text, [(change.spans.left, change) for change in repairs.left]),
        _applied(documents.right.text, [(change.spans.right, change) for change in repairs.right]),
    )


def _applied(text: str, repairs: Iterable[tuple[tuple[int, int], Change]]) -> str | None:
    parts, at = [], 0
    for (start, end), change in repairs:
        parts += [text[at:start], change.judgement.expected or ""]
        at = end
    return "".join([*parts, text[at:]]) if parts else None
