"""Finds traditional characters left in a simplified text."""

from collections.abc import Iterable

from plandiff.chinese.script import fold, is_han, is_radical, is_regional_pair, is_writable
from plandiff.conversion.vocabulary import candidates, hear, is_simplified_word


def is_foreign(shown: str) -> bool:
    """Say whether a character could be a traditional one: it folds to another that it is a known form of.

    闇 folds to 暗 but is no traditional form of it: 杨闇公 keeps it in simplified print.
    """
    folded = fold(shown)
    return shown != folded and is_han(shown) and not is_radical(shown) and _is_form_of(shown, candidates(folded))


def simplified_for(text: str, folded: str, at: int) -> tuple[str, bool] | None:
    """Return what a traditional character at ``text[at]`` should be, and whether that is certain; None if it may stay.

    It stays in the words and names that simplified print keeps it in (乾隆, 瞭望). Elsewhere it is certain that it is
    left over if it stands only for characters that were simplified (發), or if a word of traditional print has it
    (製造). A form of what simplified print has too (闇 for 暗) may stand in a name. A character that GB 2312 has and
    no word covers is let stand.

    Args:
        text: A simplified text as written, without white space and furniture.
        folded: The same, folded.
        at: Offset of a character that ``is_foreign``.
    """
    if is_simplified_word(text, at):
        return None
    heard = hear(folded, at)
    if not heard.witnesses and is_writable(text[at], "gb2312"):
        return None
    return folded[at], folded[at] not in heard.candidates or _is_form_of(text[at], heard.attested)


def _is_form_of(shown: str, characters: Iterable[str]) -> bool:
    return any(shown == char or is_regional_pair(shown, char) for char in characters)
