"""What a file or a page puts around the text it carries: front matter, comments, pictures, source, date and agency.

Each has a form of its own that no policy text has, whatever the site. What is found stays in the ledger.
"""

import re
from collections.abc import Iterator

from plandiff.outline.clean_text import CleanText, Removal, RemovalKind, with_line_feeds
from plandiff.text.span import source_span

_FRONT_MATTER = re.compile(
    r"\A\s*---[ \t]*\n(?:[A-Za-z_][\w-]*[ \t]*:.*\n|[ \t]+\S.*\n|[ \t]*-[ \t].*\n)+---[ \t]*(?:\n|\Z)"
)
_COMMENT = re.compile(r"<!--.{0,4000}?-->", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\([^)\n]{1,500}\)|<img\b[^>\n]{0,500}>", re.IGNORECASE)
_TAG = re.compile(
    r"(?:</?(?:details|summary|p|div|span|br|hr|center|b|strong|i|em|u|font|a|table|thead|tbody|tr|th|td|ul|ol|li|h[1-6])\b"
    r"[^<>\n]{0,300}>\s{0,40})+",
    re.IGNORECASE,
)
_IN_ANGLES = ((_COMMENT, RemovalKind.SITE_LINE), (_PICTURE, RemovalKind.SITE_LINE), (_TAG, RemovalKind.MARKUP))
_DATE = r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?(?:\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_SOURCE_LINE = re.compile(
    rf"^[ \t\u3000]*(?:(?:发布|更新|发表)(?:时间|日期)\s*:\s*{_DATE}"
    r"|(?:信息|文章|稿件|新闻)?(?:来源|出处)\s*:[^\n。;]{1,40}"
    rf"|{_DATE}[ \t\u3000]+来源\s*:[^\n。;]{{1,40}}"
    r"|(?:浏览|阅读|点击)(?:次数|量)\s*:?\s*[0-9]+)[ \t\u3000]*$",
    re.MULTILINE,
)
_AGENCY = re.compile(
    r"\((?:新华社|中新社|人民网|央视网|中央社)[^()\n。]{0,30}[电讯]\)"
    r"|^[ \t\u3000]*(?:新华社|中新社)[^\n。，]{1,24}[电讯](?=[ \t\u3000])",
    re.MULTILINE,
)


def front_matter(text: CleanText) -> Iterator[Removal]:
    """Keys and values between two rules at the head of a Markdown file."""
    match = _FRONT_MATTER.match(with_line_feeds(text.document.text))
    if match:
        yield Removal(RemovalKind.SITE_LINE, source_span(*match.span()))


def comments_and_pictures(text: CleanText) -> Iterator[Removal]:
    """HTML comments, the names of pictures, and tags that lay a text out."""
    source = text.document.text
    if "<" in source or "![" in source:
        for pattern, kind in _IN_ANGLES:
            for match in pattern.finditer(source):
                if not (pattern is _TAG and _parts_digits(source, match)):
                    yield Removal(kind, source_span(match.start(), match.start() + len(match[0].rstrip())))


def _parts_digits(source: str, tags: re.Match[str]) -> bool:
    """Say whether tags are all that parts two numbers: 1</td><td>23 is not 12</td><td>3."""
    return source[max(0, tags.start() - 1) : tags.start()].isdigit() and source[tags.end() : tags.end() + 1].isdigit()


def source_lines(text: CleanText) -> Iterator[Removal]:
    """Lines on where and when a page was published, and the marks of news agencies."""
    for pattern in (_SOURCE_LINE, _AGENCY):
        for match in pattern.finditer(text.folded):
            yield Removal(RemovalKind.SITE_LINE, source_span(*match.span()))


_FOLDED = re.compile(r"<details\b[^>\n]{0,200}>(.{0,20000}?)</details>", re.DOTALL | re.IGNORECASE)
_SUMMARY = re.compile(r"<summary\b.*?</summary>", re.DOTALL | re.IGNORECASE)
_ENTRY = re.compile(
    r"^[ \t]*(?:[-*+][ \t]+|[0-9]+\.[ \t]+(?=\[))?\[?([^\]\n]{2,80}?)\]?(?:\([^)\n]*\))?[ \t]*$", re.MULTILINE
)
_FEWEST_ENTRIES = 3
"""Lines that all come again in the text; fewer may be a quotation."""


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
