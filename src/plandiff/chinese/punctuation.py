"""Marks of folded text by what they do: which end a sentence, which a clause, which part the items of a list."""

from plandiff.chinese.signs import SIGN
from plandiff.patterns import late_pattern

SENTENCE_STOPS = "。;!?"
"""What ends a sentence, or a part of one that stands for itself."""
CLAUSE_STOPS = ",。;:!?…"
"""What ends a clause."""
_MARKS = late_pattern(rf"[^\w、](?<!{SIGN})|_")


def plain(folded: str) -> str:
    """Return folded text without punctuation but the 、 of lists and the signs of figures."""
    return _MARKS.sub("", folded).strip("、")
