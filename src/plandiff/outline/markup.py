"""Marks of Markdown and tags of HTML: they lay text out, and say nothing themselves."""

import re
from collections.abc import Iterator

from plandiff.chinese.script import HAN
from plandiff.outline.clean_text import CleanText, Removal, RemovalKind, with_line_feeds
from plandiff.outline.line_search import line_matches
from plandiff.patterns import late_pattern
from plandiff.text.span import SourceSpan, source_span

_WORDS = rf"[^\s0-9]|[0-9][^\n]*[{HAN}]{{5}}"
"""What makes a mark before a figure no minus: more follows than a unit (个百分点)."""
_LINE_MARKS = late_pattern(
    r"^[ \t]{0,3}(#{1,6})[ \t]+(?=\S)"  # a heading
    rf"|^[ \t]*([*+-])[ \t]+(?={_WORDS})"  # an item
    rf"|^[ \t]*(>(?:[ \t]*>)*[ \t]*[*+-])[ \t]+(?={_WORDS})"  # an item of a quotation
    # A quotation, or its empty line; before a figure it may be a bound, but not before a date or a counted item.
    r"|^[ \t]*(>(?:[ \t]*>)*)[ \t]*(?=\r?$|(?![+-]?[ \t]*[0-9])[^\s>=]|[0-9]{1,2}\.[ \t]|[12][0-9]{3}[ \t]*年)"
    r"|^[ \t]*(={2,}|-{3,}|\*{3,}|_{3,})[ \t]*\r?$"  # the line under a heading, a rule
    r"|^[ \t]*(:{3,}[ \t]*[a-z-]*)(?=\s|\Z)",  # a box of a page begins (::: tip) or ends
    re.MULTILINE,
)
_BREAK = late_pattern(rf"\\(?<=[{HAN}].)(?=\r?$)", re.MULTILINE)
"""A line break that is to stay."""
_STRONG = late_pattern(r"(\*\*|__)(?=[^\s*_])[^\n*_]{1,200}?(?<=[^\s*_])(\1)")

_ADDRESS = r"(?:[^()\s]|\([^()\s]{0,100}\))"
_IS_ADDRESS = (
    r"\.{1,2}/|[#?]|/[!-~]|[A-Za-z][A-Za-z+-]{1,9}:"  # by how it begins
    r"|(?=[!-~]{0,500}[./#])(?:[!-'*-~]|\([!-'*-~]{0,100}\)){1,500}[\s)]"  # ASCII, with a sign of paths
    rf"|{_ADDRESS}{{1,500}}(?:/|\.[A-Za-z]{{2,5}})(?:#{_ADDRESS}{{0,100}})?[\s)]"  # by how it ends
)
_LINK = late_pattern(
    rf"(?<!!)(\[)[^\[\]\n]{{1,200}}(\]\((?={_IS_ADDRESS}){_ADDRESS}{{1,500}}(?:[ \t]+\"[^\"\n]{{0,200}}\")?\))"
)
"""A link with what it leads to, which is a path or an address; pictures have a rule of their own."""
_ATTRIBUTE = rf"""(?:[#.][^\s{{}}"=]{{1,100}}|[\w-]{{1,40}}=(?:"[^"{{}}\n{HAN}]{{0,200}}"|[\w.%-]{{1,100}}))"""
_ATTRIBUTES = late_pattern(rf"\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE}){{0,20}}[ \t]*\}}", re.ASCII)
"""What pandoc and others write behind pictures and headings: {width="3in"}, {#name .class}."""


def markup(text: CleanText) -> Iterator[Removal]:
    """Marks of Markdown: those that open or underline a line, those around strong words and links; tags.

    A tag between two digits stays, for it may be all that parts two numbers.
    """
    source = with_line_feeds(text.document.text)
    for match in line_matches(_LINE_MARKS, source, "#*+>=_:-"):
        yield Removal(RemovalKind.MARKUP, source_span(*match.span(match.lastindex or 0)))
    for match in _BREAK.finditer(source):
        yield Removal(RemovalKind.MARKUP, source_span(*match.span()))
    for match in _STRONG.finditer(source) if "**" in source or "__" in source else ():
        yield Removal(RemovalKind.MARKUP, source_span(*match.span(1)))
        yield Removal(RemovalKind.MARKUP, source_span(*match.span(2)))
    for match in _LINK.finditer(source) if "](" in source else ():
        yield Removal(RemovalKind.MARKUP, source_span(*match.span(1)))
        yield Removal(RemovalKind.MARKUP, source_span(*match.span(2)))
    for match in _ATTRIBUTES.finditer(source):
        yield Removal(RemovalKind.MARKUP, source_span(*match.span()))
    if "<" not in source:
        return
    for span in _comments(source):
        yield Removal(RemovalKind.MARKUP, span)
    for tags in _TAGS.finditer(source):
        if not (
            source[max(0, tags.start() - 1) : tags.start()].isdigit() and source[tags.end() : tags.end() + 1].isdigit()
        ):
            yield Removal(RemovalKind.MARKUP, source_span(*tags.span()))


_TAGS = late_pattern(
    r"(?:</?(?:br|p|div|span|strong|b|i|em|u|s|del|ins|font|center|small|big|mark|sup|sub|a|hr|h[1-6]|ul|ol|li"
    r"|blockquote|section|article|details|summary)(?:[ \t\r\n][^<>]{0,1000})?/?>)+",
    re.IGNORECASE,
)
"""Tags that lay text out; each is known by its name, so that 〈 and < of a text stay what they are."""


def _comments(source: str) -> Iterator[SourceSpan]:
    """Yield the comments of HTML: each is looked for once, so that one that is never closed costs nothing more."""
    start = source.find("<!--")
    while start >= 0:
        end = source.find("-->", start)
        if end < 0:
            return
        yield source_span(start, end + len("-->"))
        start = source.find("<!--", end)
