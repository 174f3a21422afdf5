"""What a file or a page puts around the text it carries: pictures, marks of agencies, lists of contents.

Each has a form of its own that no policy text has, whatever the site. What is found stays in the ledger. Lines of a
source or a date are left to the comparison (`alignment.boilerplate`): a line break inside would hide where they end.
"""

import re
from collections.abc import Iterator

from plandiff.outline.clean_text import CleanText, Removal, RemovalKind
from plandiff.outline.line_search import line_matches
from plandiff.patterns import late_pattern
from plandiff.text.span import source_span

_PICTURE = late_pattern(r"!\[[^\]\n]{0,200}\]\([^)\n]{1,500}\)|<img\b[^>\n]{0,500}>", re.IGNORECASE)
_AGENCY = late_pattern(
    r"\((?:新华社|中新社|人民网|央视网|中央社)[^()\n。]{0,30}[电讯]\)"
    r"|^[ \t\u3000]*(?:新华社|中新社)[^\n。，]{1,24}[电讯](?=[ \t\u3000])",
    re.MULTILINE,
)


def pictures(text: CleanText) -> Iterator[Removal]:
    """The names of pictures, in Markdown and HTML."""
    source = text.document.text
    if "![" in source or "<" in source:
        for match in _PICTURE.finditer(source):
            yield Removal(RemovalKind.SITE_LINE, source_span(*match.span()))


def agency_marks(text: CleanText) -> Iterator[Removal]:
    """The marks of news agencies."""
    for match in _AGENCY.finditer(text.folded):
        yield Removal(RemovalKind.SITE_LINE, source_span(*match.span()))


_FOLDED = late_pattern(r"<details\b[^>\n]{0,200}>(.{0,20000}?)</details>", re.DOTALL | re.IGNORECASE)
_SUMMARY = late_pattern(r"<summary\b.*?</summary>", re.DOTALL | re.IGNORECASE)
_ENTRY = late_pattern(
    r"^[ \t]*(?:[-*+][ \t]+|[0-9]+\.[ \t]+(?=\[))?\[?([^\]\n]{2,80}?)\]?(?:\([^)\n]*\))?[ \t]*$", re.MULTILINE
)
_FEWEST_ENTRIES = 3
"""Lines that all come again in the text; fewer may be a quotation."""
_ITEM = r"[ \t]*(?:[-*+]|[0-9]{1,3}\.)[ \t]+(?=\S)"
_FILLER = late_pattern(r"[ \t]*(?:(?:<!--[^\n]{0,200}-->|:{3,}[^\n]{0,40})[ \t]*)?\n")
_HEADED = rf"(?:^[^\n]{{0,40}}目[ \t\u3000]*[录次][^\n]{{0,40}}\n(?:{_FILLER.pattern})*)?"
"""The heading of a list, and marks of what makes it."""
_PLACED = late_pattern(rf"{_HEADED}^[ \t]*\[\[?TOC\]?\][ \t]*(?:\n|\Z)", re.MULTILINE)
"""The place where a generator puts its list."""
_LIST = late_pattern(rf"(?:^{_ITEM}[^\n]*(?:\n[ \t]*)*(?:\n|\Z)){{{_FEWEST_ENTRIES},}}", re.MULTILINE)
_ITEMS = late_pattern(
    rf"(?:^[ \t]*</?details\b[^>\n]*>[ \t]*\n)?{_HEADED}(?P<items>{_LIST.pattern})"
    r"(?:^[ \t]*</?details\b[^>\n]*>[ \t]*(?:\n|\Z))?",
    re.MULTILINE,
)
_LINK = late_pattern(r"\[([^\]\n]*)\]\([^)\n]*\)")


def listed_contents(text: CleanText) -> Iterator[Removal]:
    """A list of Markdown (- 第一章 总则) of which every item comes again behind it as a line, with its title.

    A generator may make the list: then there is only its place, [[TOC]].
    """
    source = text.folded
    if "TOC" in source:
        for place in _PLACED.finditer(source):
            yield Removal(RemovalKind.CONTENTS, source_span(*place.span()))
    found = [*_lists(source)]
    if not found:
        return
    last: dict[str, int] = {}
    for line in re.finditer(r"[^\n]+", source):
        last[_bare(line[0])] = line.start()
    for match in found:
        items = [_bare(re.sub(f"^{_ITEM}", "", line)) for line in match["items"].splitlines() if line.strip()]
        if all(last.get(item, -1) >= match.end() for item in items):
            yield Removal(RemovalKind.CONTENTS, source_span(*match.span()))


def _lists(source: str) -> Iterator[re.Match[str]]:
    """Yield the lists of items with what stands right above and below each."""
    end = 0
    for items in line_matches(_LIST, source, "*+0-9-"):
        above = _head(source, items.start())
        match = _ITEMS.search(source, max(end, above)) if items.start() >= end else None
        if match:
            yield match
            end = match.end()


def _head(source: str, start: int) -> int:
    """Return where the lines begin that may belong to a list: blank ones and marks, and two more above them."""
    left = 2
    while start and left:
        above = source.rfind("\n", 0, start - 1) + 1
        left -= not _FILLER.fullmatch(source, above, start)
        start = above
    return start


def _bare(line: str) -> str:
    """Return the words of a line of Markdown, without the marks of headings, emphasis and links."""
    words = _LINK.sub(r"\1", line) if "](" in line else line
    return "".join(words.strip(" \t\u3000#*_").split())


def folded_contents(text: CleanText) -> Iterator[Removal]:
    """A list that a page folds away, of which every line comes again behind it."""
    source = text.document.text
    if "<" not in source:
        return
    for match in _FOLDED.finditer(source):
        inner = _SUMMARY.sub("", match[1])
        entries = [entry[1].strip() for entry in _ENTRY.finditer(inner) if entry[1].strip()]
        body = source[match.end() :]
        if len(entries) >= _FEWEST_ENTRIES and all(entry in body for entry in entries):
            yield Removal(RemovalKind.CONTENTS, source_span(*match.span()))
