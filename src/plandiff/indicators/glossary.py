"""The glossary behind a report: it explains words of the report, and its figures are those of other documents."""

from itertools import pairwise

from plandiff.outline import Outlined
from plandiff.patterns import late_pattern

_LONGEST = 30
"""Code points of a line that is its title."""
_TITLE = late_pattern(
    r"[\[【《(]*(?:附件?[0-9一二三四]*[:、]?)?(?:《?政府工作报告》?)?中?的?(?:有关|相关|部分|主要|专业|内容|工作|和)*"
    r"(?:(?:名词|术语|用语|缩略语)[^,。;]{0,8}|注[释解])[\]】》):]*"
)


def glossary_begin(document: Outlined) -> int:
    """Return where the last line that is the title of a glossary begins (clean offset); the end of the text if none."""
    key = document.text.key
    lines = pairwise([*document.lines.paragraphs, len(key)])
    titles = (start for start, end in lines if end - start <= _LONGEST and _TITLE.fullmatch(key, start, end))
    return max(titles, default=len(key))
