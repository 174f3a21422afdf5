"""Contents lists as printers set them: each entry ends in a leader of dots and a number.

The leader is proof enough, so such a list need not be one of headings that come again. What stands between two of its
entries belongs to it: the first lines of an entry that wraps, page numbers, the name of a part.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from plandiff.chinese.numbering import MARK
from plandiff.outline.clean_text import CleanText, Removal, RemovalKind
from plandiff.patterns import late_pattern
from plandiff.text.span import source_span

_DOTS = ".·‥⋯…﹒．"
# Only the last dots of a leader: so each place of a line that is filled with dots costs the same few steps.
_ENTRY = late_pattern(
    rf"[{_DOTS}](?:[ \t]?(?:[{_DOTS}][ \t]?){{3}}|(?<=…)…)[ \t]{{0,80}}"
    r"[(-]?[ \t]{0,8}([0-9]{1,4})[ \t]{0,8}[)-]?[ \t\r]{0,8}$",
    re.MULTILINE,
)
_TITLE = late_pattern(r"^[ \t\f　]*目[ \t　]*[录次][ \t　\r]*$", re.MULTILINE)
_SENTENCE_END = late_pattern(r"[。;!?][ \t\r]{0,8}$", re.MULTILINE)
_FEWEST = 3
_LINES_APART = 12
"""An entry wraps into at most so many lines, the marks of a page among them."""
_COUNTING = 0.8
"""The share of entries whose page is not before that of the entry above; parts may be numbered anew."""


def led_contents(text: CleanText) -> Iterator[Removal]:
    """Lists whose entries end in leaders, with their title."""
    source = text.folded
    group: list[re.Match[str]] = []
    for entry in _ENTRY.finditer(source):
        if group and not _belong(source, group[-1], entry):
            yield from _listed(source, group)
            group = []
        group.append(entry)
    yield from _listed(source, group)


def led_entries(text: CleanText) -> tuple[str, ...]:
    """Return the entries of the lists in a text's ledger that come again in the body, folded, in order."""
    key, entries = text.key, []
    for removal in text.ledger:
        if removal.kind is not RemovalKind.CONTENTS:
            continue
        listed, start = removal.span.of(text.folded), 0
        for leader in _ENTRY.finditer(listed):
            entry = re.sub(r"\s", "", listed[start : leader.start()]).rstrip(_DOTS)
            mark = MARK.search(entry)
            if mark and entry[mark.start() :] in key:
                entries.append(entry[mark.start() :])
            start = leader.end()
    return tuple(entries)


def _belong(source: str, before: re.Match[str], entry: re.Match[str]) -> bool:
    between = source[before.end() : entry.start()]
    return between.count("\n") <= _LINES_APART and not _SENTENCE_END.search(between)


def _listed(source: str, group: list[re.Match[str]]) -> Iterator[Removal]:
    if len(group) < _FEWEST:
        return
    steps = [int(before[1]) <= int(after[1]) for before, after in pairwise(group)]
    if sum(steps) < _COUNTING * len(steps):
        return
    start = source.rfind("\n", 0, group[0].start()) + 1
    above = start
    for _ in range(_LINES_APART):
        above = max(source.rfind("\n", 0, max(above - 1, 0)) + 1, 0)
    titles = list(_TITLE.finditer(source, above, start))
    if titles:
        start = titles[-1].start()
    yield Removal(RemovalKind.CONTENTS, source_span(start, group[-1].end()))
