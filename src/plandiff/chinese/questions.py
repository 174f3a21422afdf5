"""Tells a question mark that asks from one that stands for a lost character, by the clause before it."""

from plandiff.patterns import late_pattern

_ASKING = late_pattern(
    r"[吗嗎呢么麼何谁誰哪怎几幾吧否问問答]|多[少高长長大远遠久重深宽寬快]|(.)[不没沒]\1|有没有|有沒有"
)
_CLAUSE = late_pattern("[。！!；;\n]")
_CLAUSE_LENGTH = 40
"""Code points before the mark that are looked at."""


def asks(text: str, at: int) -> bool:
    """Say whether the clause of ``text`` that ends before ``at`` asks something."""
    before = text[max(0, at - _CLAUSE_LENGTH) : at]
    return bool(_ASKING.search(_CLAUSE.split(before)[-1]))
