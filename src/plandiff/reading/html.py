"""Reads web pages: the text of the article, without the site around it.

What a page says of its encoding may be wrong: "gb2312" means GB 18030, and a page that was saved anew as UTF-8 keeps
its old label.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from lxml import etree

from plandiff.errors import ReadingError
from plandiff.language import Message
from plandiff.patterns import late_pattern
from plandiff.reading.decoding import Decoded, decode
from plandiff.reading.document import Evidence, Unit
from plandiff.reading.extracted import Extracted, ReadingOptions, Revisions
from plandiff.reading.html_body import Body, body_of
from plandiff.reading.html_pruning import prune
from plandiff.reading.html_text import Element, Line, Setting, Stub
from plandiff.reading.lines import Lines, han, one_line
from plandiff.reading.notices import NoticeCode, ReadingNotice, notice

_CHARSET = late_pattern(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,40})", re.IGNORECASE)
_HEAD_BYTES = 8192
_LONG_TAG = late_pattern(r"<[A-Za-z][^<>]{2000,}")
_MOST_ATTRIBUTES = 500
"""The parser compares each attribute of a tag with all others."""
_COPY_TEXT: Message = "copy its text into a file and give plandiff that"
_TOO_DEEP = "ERR_RESOURCE_LIMIT"

_LINKS = 0.4
"""A line of which more than this leads to other pages is a path or a button of the site."""
_PATH = late_pattern(r"位置\s?[:：].*[>＞»›→]")
_SITE_FOOT = late_pattern(r"版[权權]所有|[Cc]opyright|ICP[备備]|公网安备|网站标识码|打印本页|关闭窗口")
_SENTENCE_END = late_pattern(r"[。！？；]")
_PAGER = late_pattern(
    r"(?>[\[【(（]?\d{1,3}[\]】)）]?|首[页頁]|[上下]一[页頁]|[尾末][页頁]|[共第]\s?\d{1,3}\s?[页頁]|[<>«»|/…. ])++"
)
_NEXT_PAGE = late_pattern(r"下一[页頁]|[\[【]\d{1,3}[\]】]")
_PAGER_SCRIPT = late_pattern(r"createPageHTML\(\s*(\d{1,3})\s*,")
_SITE_NAME = late_pattern(r"\s*[-_|—–].*")
_OPENING_LINES = 6
"""The title stands among these, if the body of the article has it."""


def read(data: bytes, shown: str, options: ReadingOptions, charset: str = "") -> Extracted:
    """Read a web page; ``charset`` is what came with it says of its encoding.

    Raises:
        ReadingError: The page does not decode, holds no text, or is nested more deeply than the parser goes.
    """
    decoded = _decoded(data, shown, options.encoding, charset)
    encoding, evidence = decoded.encoding, decoded.evidence
    page = _page(decoded.text, shown, options.revisions)
    del decoded  # A page of many megabytes is held once.
    found = Lines()
    for line in page.lines:
        found.add(line.text, line.place)
    return replace(found.extracted(page.notices), encoding=encoding, evidence=evidence)


class _Page(NamedTuple):
    lines: list[Line]
    notices: tuple[ReadingNotice, ...]


def _page(text: str, shown: str, revisions: Revisions) -> _Page:
    """Return the lines of the article; the tree, which takes more memory than the text, is gone by then."""
    root = _parsed(text, shown)
    title = _title(root)
    prune(root, revisions)
    body = body_of(root)
    setting = Setting()
    for part in body.parts:
        setting.add(part)
    lines, pages = _without_site(setting.lines)
    pages = max(pages, *map(int, _PAGER_SCRIPT.findall(text)), 0)
    if body.is_site and title and not any(_same(title, line.text) for line in lines[:_OPENING_LINES]):
        lines.insert(0, Line(title, ((Unit.PARAGRAPH, 0),)))
    around = sum(map(han, root.itertext())) - sum(han(line.text) for line in lines)
    if "".join(line.text for line in lines[:_OPENING_LINES]).startswith(title):
        around += han(title)  # It stands in the head of the page too, or only there.
    return _Page(lines, _notices(body, setting, pages, max(around, 0), revisions))


def _decoded(data: bytes, shown: str, encoding: str | None, charset: str) -> Decoded:
    """Decode by what the user says, a byte order mark, being UTF-8, what the page says, or a guess, in this order."""
    label = _CHARSET.search(data[:_HEAD_BYTES])
    said = charset or (label[1].decode("ascii") if label else "")
    if encoding is None and said:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return decode(data, shown, said)._replace(evidence=Evidence.FORMAT)
            except ReadingError:  # The label names no encoding of Chinese, or a wrong one.
                return decode(data, shown)
    return decode(data, shown, encoding)


def _parsed(text: str, shown: str) -> Element:
    if any(tag.group().count("=") > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ReadingError(
            "{name} has a tag with more than {limit:,} attributes", _COPY_TEXT, name=shown, limit=_MOST_ATTRIBUTES
        )
    parser = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(text.replace("\0", "\ufffd").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise ReadingError("{name} is a web page without text", name=shown) from error
    if root is None:
        raise ReadingError("{name} is a web page without text", name=shown)
    if any(_TOO_DEEP in entry.type_name for entry in parser.error_log):
        raise ReadingError("{name} is a web page nested too deeply to read whole", _COPY_TEXT, name=shown)
    return root


def _title(root: Element) -> str:
    """Return what the page says is the title of its article; empty if it says nothing."""
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").lower() in {"articletitle", "og:title"}:
            return one_line(meta.get("content", ""))
    named = next(root.iter("title"), None)
    title = one_line("".join(named.itertext())) if named is not None else ""
    headings = [one_line("".join(heading.itertext())) for heading in root.iter("h1")]
    own = [heading for heading in headings if heading and (heading in title or not title)]
    return own[0] if own else _SITE_NAME.sub("", title)


def _same(title: str, line: str) -> bool:
    """Say whether a line is the title or a part of it: long titles are broken into lines."""
    title, line = re.sub(r"\s", "", title), re.sub(r"\s", "", line)
    return title in line or (line in title and 2 * len(line) > len(title))


class _Trimmed(NamedTuple):
    lines: list[Line]
    pages: int


def _without_site(lines: list[Line]) -> _Trimmed:
    """Drop what of the site stands in the box of the article: paths before it, buttons and owners behind it, pagers."""
    pages = 0
    kept: list[Line] = []
    for line in lines:
        if len(kept) < _OPENING_LINES and _PATH.search(line.text):
            continue
        if line.linked and _PAGER.fullmatch(line.text) and _NEXT_PAGE.search(line.text):
            pages = max(pages, 2, *map(int, re.findall(r"\d+", line.text)))
        else:
            kept.append(line)
    first, last = 0, len(kept)
    while first < last and kept[first].linked > _LINKS:
        first += 1
    tail = last
    while tail > first and not _SENTENCE_END.search(kept[tail - 1].text):
        tail -= 1
        if _SITE_FOOT.search(kept[tail].text):
            last = tail
    while last > first and kept[last - 1].linked > _LINKS:
        last -= 1
    return _Trimmed(kept[first:last] or lines, pages)


def _notices(body: Body, setting: Setting, pages: int, around: int, revisions: Revisions) -> tuple[ReadingNotice, ...]:
    left = setting.left
    notices = []
    if not body.found:
        notices.append(notice(NoticeCode.WHOLE_PAGE))
    if around:
        notices.append(notice(NoticeCode.SITE, count=around))
    if pages > 1:
        notices.append(notice(NoticeCode.PAGER, count=pages))
    of_revisions = NoticeCode.REVISIONS_FINAL if revisions is Revisions.FINAL else NoticeCode.REVISIONS_ORIGINAL
    for stub, code in (
        (Stub.REVISED, of_revisions),
        (Stub.HIDDEN, NoticeCode.HIDDEN),
        (Stub.EMBEDDED, NoticeCode.EMBEDDED),
        (Stub.READING, NoticeCode.READINGS),
    ):
        if left[stub]:
            notices.append(notice(code, count=left[stub]))
    return tuple(notices)
