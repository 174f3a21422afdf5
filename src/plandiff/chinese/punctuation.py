"""Marks of folded text by what they do: which end a sentence, which a clause, which part the items of a list."""

import re

SENTENCE_STOPS = "。;!?"
"""What ends a sentence, or a part of one that stands for itself."""
CLAUSE_STOPS = ",。;:!?…"
"""What ends a clause."""
_MARKS = re.compile(r"[^\w、]|_")


def plain(folded: str) -> str:
    """Return folded text without punctuation but the 、 of lists."""
    return _MARKS.sub("", folded).strip("、")
