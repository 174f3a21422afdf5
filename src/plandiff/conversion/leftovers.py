"""Finds traditional characters left in a simplified text."""

from plandiff.conversion.vocabulary import candidates, hear, is_simplified_word
from plandiff.text.script import fold, is_han, is_radical, is_writable


def is_foreign(shown: str) -> bool:
    """Say whether a character could be a traditional one: it folds to another that it is a known form of.

    闇 folds to 暗 but is no traditional form of it: 杨闇公 keeps it in simplified print.
    """
    folded = fold(shown)
    return shown != folded and is_han(shown) and not is_radical(shown) and shown in candidates(folded)


def simplified_for(text: str, folded: str, at: int) -> tuple[str, bool] | None:
    """Return what a traditional character at ``text[at]`` should be, and whether that is certain; None if it may stay.

    A character that GB 2312 lacks is no simplified one. One that it has (乾, 著, 瞭) stays in the words that simplified
    print keeps it in, and is to be checked where other words cover it.

    Args:
        text: A simplified text as written, without white space and furniture.
        folded: The same, folded.
        at: Offset of a character that ``is_foreign``.
    """
    if not is_writable(text[at], "gb2312"):
        return folded[at], True
    if is_simplified_word(text, at) or not hear(folded, at).witnesses:
        return None
    return folded[at], False
