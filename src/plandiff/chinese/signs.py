"""Signs of numbers, in folded text, which writes every minus as ``-``: the dashes of ranges, dates and codes too."""

from plandiff.patterns import late_pattern
from plandiff.text.span import Span

NEGATIVE = "(?<![减降轻税担])负"
"""The word for minus; in 减负 and 税负 it is a burden."""
SIGN = (
    r"(?<![0-9-])(?:(?<![A-Za-z])|(?=.[0-9]+(?:\.[0-9]|[%‰])))(?:[-+±]|" + NEGATIVE + r")(?=[0-9])(?![0-9]++-(?![0-9]))"
)
"""Behind a figure the dash is one of a range or date, behind a letter one of a code (COVID-19), unless a figure with a
point or per cent follows (PPI -2.5); a figure between dashes is a page's number."""
_SIGN = late_pattern(SIGN)


def sign_in(key: str, span: Span) -> str:
    """Return the sign that a span of folded text ends with, of the figure behind it; nothing if there is none."""
    at = span.end - 1
    return key[at] if span and _SIGN.match(key, at) else ""
