"""The header of a Markdown file: keys and values for what makes a page of it, between two rules at the head.

It orders and decorates pages: icons, tags, addresses. Only the title is one that readers see, and the text itself may
have it nowhere else. Generators read YAML between ``---`` (Jekyll, VuePress, Obsidian) or TOML between ``+++`` (Hugo).
"""

import re
from collections.abc import Iterator

from plandiff.outline.clean_text import CleanText, Removal, RemovalKind, with_line_feeds
from plandiff.patterns import late_pattern
from plandiff.text.span import SourceSpan, source_span

_OPENING = late_pattern(r"\s*(---|\+\+\+)[ \t]*\r?\n")
_CLOSING = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = late_pattern(r"""["']?([A-Za-z_][\w.-]*)["']?[ \t]*[:=][ \t]*""", re.ASCII)
_INSIDE = late_pattern(r"\s|[#-]|\[+[\w.]+\]+$|$")
"""How a line goes on that is no key: indented, a comment, an item of a list, a table of TOML, empty."""
_TITLE = late_pattern(r"""(["']?)(?P<title>[^\n]*?)\1[ \t]*\r?$""", re.MULTILINE)
_LINE = late_pattern(r"[^\n]*(?:\n|\Z)")


def front_matter(text: CleanText) -> Iterator[Removal]:
    """The header of a Markdown file, but for its title if no line behind it says the same."""
    source = with_line_feeds(text.document.text)
    header = header_of(source)
    if header is None:
        return
    end, title = header
    if title and title.of(source).strip() not in map(_bare, source[end:].splitlines()):
        line_end = source.index("\n", title.end)
        yield Removal(RemovalKind.SITE_LINE, source_span(0, title.start))
        if source[title.end : line_end].strip():  # a quotation mark
            yield Removal(RemovalKind.SITE_LINE, source_span(title.end, line_end))
        yield Removal(RemovalKind.SITE_LINE, source_span(line_end + 1, end))
    else:
        yield Removal(RemovalKind.SITE_LINE, source_span(0, end))


def _bare(line: str) -> str:
    return line.strip(" \t\u3000#*_\r")


def header_of(source: str) -> tuple[int, SourceSpan | None] | None:
    """Return where a header ends, and the value of its title; None if the text (with line feeds) begins with none."""
    opening = _OPENING.match(source)
    if not opening:
        return None
    title, keys, depth = None, 0, 0
    for line in _LINE.finditer(source, opening.end()):
        said = line[0].strip()
        if line[0].rstrip() in _CLOSING[opening[1]]:
            return (line.end(), title) if keys else None
        if not depth:
            key = _KEY.match(source, line.start(), line.end())
            if not key and not _INSIDE.match(line[0]):
                return None
            keys += key is not None
            if key and key[1] == "title" and (found := _TITLE.match(source, key.end())):
                title = source_span(*found.span("title"))
            said = source[key.end() : line.end()].strip() if key else ""
        if depth or said.startswith(("[", "{")):  # a list or table that goes on until its bracket closes
            depth = max(0, depth + sum(map(said.count, "[{")) - sum(map(said.count, "]}")))
    return None
