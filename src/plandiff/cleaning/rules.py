"""The rules that set noise aside, in the order they run.

Each rule rests on evidence that holds for any document (a sequence of numbers, a line that keeps interrupting
sentences), never on the words of one site. What a rule removes stays in the ledger.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from plandiff.cleaning.clean import CleanText, Removal, RemovalKind, Rule, with_line_feeds
from plandiff.text.numbering import numeral_value
from plandiff.text.script import distinct
from plandiff.text.span import Span
from plandiff.text.visible import INVISIBLE_CLASS

SENTENCE_END = "。！？；!?;…"
"""Marks that close a sentence or a clause that stands for itself."""

_INVISIBLE = re.compile(f"[{INVISIBLE_CLASS}]")
_SPACES = re.compile(r"\s+")
_CLOSING = "\"'”’」』)）》】"


def invisible(text: CleanText) -> Iterator[Removal]:
    """Zero-width, bidi and control characters, but those that are white space (a form feed between pages)."""
    source = text.document.text
    members = "".join(char for char in distinct(source) if _INVISIBLE.match(char) and not char.isspace())
    if members:  # most documents have none, and need no search
        for match in re.finditer(f"[{re.escape(members)}]+", source):
            yield Removal(RemovalKind.INVISIBLE, Span(*match.span()))


def spaces(text: CleanText) -> Iterator[Removal]:
    """White space of every width: between Chinese characters it is layout, and between words the eye supplies it."""
    for span in text.offsets.kept():
        for match in _SPACES.finditer(text.document.text, span.start, span.end):
            yield Removal(RemovalKind.SPACE, Span(*match.span()))


# A page mark is a number in a frame. Frames that nothing else uses are taken as they are; the others must count up.
_SURE_MARK = re.compile(
    r"[—–―─━－]{1,2}\s*(?:[0-9０-９]\s*){1,4}[—–―─━－]{1,2}"  # also with a line break inside
    r"|第\s*[0-9]{1,4}\s*[页頁]\s*[,，/、]?\s*[(（]?共\s*[0-9]{1,4}\s*[页頁][)）]?"
    r"|共\s*[0-9]{1,4}\s*[页頁]\s*[,，/、]?\s*第\s*[0-9]{1,4}\s*[页頁]"
    r"|(?<![A-Za-z])[Pp]age\s*[0-9]{1,4}\s*(?:of|/)\s*[0-9]{1,4}\b"
)
_HAN_NUMERALS = "〇零一二三四五六七八九十百"
_COUNTING_MARKS = (
    (2, re.compile(r"(?<![0-9A-Za-z-])-([0-9]{1,4})-(?![0-9A-Za-z-])")),
    (2, re.compile(r"-\s+([0-9]{1,4})\s+-")),
    (2, re.compile(r"--?\s*([0-9]{1,4})\s*--?")),
    (2, re.compile(rf"^[ \t\f]*第\s*([0-9]{{1,4}}|[{_HAN_NUMERALS}]{{1,5}})\s*页[ \t]*\r?$", re.MULTILINE)),
    (2, re.compile(r"^[ \t\f]*([0-9]{1,4})[ \t]*/[ \t]*[0-9]{1,4}[ \t]*\r?$", re.MULTILINE)),
    (2, re.compile(r"^[ \t\f]*[·.~\[(<-][ \t]*([0-9]{1,4})[ \t]*[·.~\])>-][ \t]*\r?$", re.MULTILINE)),
    (2, re.compile(r"^[ \t\f]*(?:[Pp]age|[Pp]\.?)[ \t]*([0-9]{1,4})[ \t]*\r?$", re.MULTILINE)),
    (2, re.compile(r"^[ \t\f]*([0-9]{1,3})[ \t]*\r?$", re.MULTILINE)),
    (3, re.compile(r"第\s*([0-9]{1,4})\s*页")),
)
"""Marks that must count up, and how many in a row it takes: a reference to page 12 may well precede one to page 13."""
_WRAP = 4
"""White space that a line break may put between two characters, at most."""
_PAGE_AT_LEAST = 80
"""Code points between two page marks: a page holds more than this, a numbered list less."""


def page_marks(text: CleanText) -> Iterator[Removal]:
    """Page numbers: on lines of their own, or glued into a sentence (重—3—点地区)."""
    seen = text.key
    found = [Span(*match.span()) for match in _SURE_MARK.finditer(text.kept)]
    found = [span for span in found if not _beside_digits(seen, span)]
    for least, pattern in _COUNTING_MARKS:
        found += _counting(list(pattern.finditer(seen)), least)
    for span in found:
        yield Removal(RemovalKind.PAGE_MARK, text.offsets.source_span(*_stripped(seen, span)))


_LINE_MARKS = re.compile(
    r"^[ \t]{0,3}(#{1,6})[ \t]+(?=\S)"  # a heading
    r"|^[ \t]*([*+-])[ \t]+(?=[^\s0-9])"  # an item; before a figure it may be a minus
    r"|^[ \t]*(>+)[ \t]+(?=[^\s0-9])"  # a quotation; before a figure it may be a bound
    r"|^[ \t]*(={2,}|-{3,}|\*{3,}|_{3,})[ \t]*\r?$",  # the line under a heading, a rule
    re.MULTILINE,
)
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])[^\n*_]{1,200}?(?<=[^\s*_])(\1)")


def markup(text: CleanText) -> Iterator[Removal]:
    """Marks of Markdown: those that open a line, those that underline one, and those around strong words."""
    source = with_line_feeds(text.document.text)
    for match in _LINE_MARKS.finditer(source):
        yield Removal(RemovalKind.MARKUP, Span(*match.span(match.lastindex or 0)))
    for match in _STRONG.finditer(source):
        yield Removal(RemovalKind.MARKUP, Span(*match.span(1)))
        yield Removal(RemovalKind.MARKUP, Span(*match.span(2)))


def _beside_digits(source: str, span: Span) -> bool:
    """Say whether a number stands before or behind a mark: it may be a range or a telephone number then."""
    before = source[max(0, span.start - _WRAP) : span.start].rstrip()
    behind = source[span.end : span.end + _WRAP].lstrip()
    return before[-1:].isdigit() or behind[:1].isdigit()


def _counting(matches: list[re.Match[str]], least: int) -> Iterator[Span]:
    """Keep the marks that count up by one, a page apart, ``least`` of them in a row."""
    chain: list[re.Match[str]] = []
    for match in matches:
        if chain:
            follows = _value(match) == _value(chain[-1]) + 1
            if not follows or match.start() - chain[-1].end() < _PAGE_AT_LEAST:
                yield from _long_enough(chain, least)
                chain = []
        chain.append(match)
    yield from _long_enough(chain, least)


def _value(match: re.Match[str]) -> int:
    return numeral_value(match[1]) or 0


def _long_enough(chain: list[re.Match[str]], least: int) -> Iterator[Span]:
    if len(chain) >= least:
        yield from (Span(*match.span()) for match in chain)


def _stripped(source: str, span: Span) -> Span:
    inner = span.of(source)
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, start + len(inner.strip()))


_HEAD_LENGTH = range(3, 41)


def running_heads(text: CleanText) -> Iterator[Removal]:
    """Titles that the page repeats: lines that keep interrupting sentences, or text that keeps following page marks."""
    yield from _repeated_lines(text)
    yield from _beside_page_marks(text)


_NO_HEAD = re.compile(rf":|[，,、{SENTENCE_END}]$")
"""A line such as 完成时限:2023年12月 repeats in a table of tasks, and its value matters."""
_PAGE_NUMBER = re.compile(r"^[0-9\s-]+|[0-9\s-]+$")


def _repeated_lines(text: CleanText) -> Iterator[Removal]:
    source = text.folded
    lines: dict[str, list[Span]] = {}
    spans = [_stripped(source, Span(*match.span())) for match in re.finditer(r"[^\n]+", source)]
    full = sorted(map(len, spans))[int(len(spans) * 0.95)] if spans else 0
    for span in spans:
        if full - 2 <= len(span) <= full:
            continue  # a full line of wrapped text may come again by chance
        kept = text.offsets.to_clean(span.end) - text.offsets.to_clean(span.start)
        if kept and len(span) in _HEAD_LENGTH and not _NO_HEAD.search(span.of(source)):
            lines.setdefault(_PAGE_NUMBER.sub("", span.of(source)), []).append(span)
    for shape, spans in lines.items():
        pages = sorted(after.start - before.end for before, after in pairwise(spans))
        if len(spans) < 3 or len(shape) < 3 or pages[len(pages) // 2] < _PAGE_AT_LEAST:
            continue
        cutting = [span for span in spans if _cuts_a_sentence(text, span)]
        if len(cutting) * 2 < len(spans) - 1:
            continue
        first_is_real = spans[0] not in cutting
        for span in spans[1:] if first_is_real else spans:
            yield Removal(RemovalKind.RUNNING_HEAD, span)


def _cuts_a_sentence(text: CleanText, span: Span) -> bool:
    """Say whether the text before a line runs on behind it: no stop before, and the document goes on."""
    before = text.offsets.to_clean(span.start) - 1
    while before >= 0 and text.key[before] in _CLOSING:
        before -= 1
    return before >= 0 and text.key[before] not in SENTENCE_END and text.offsets.to_clean(span.end) < len(text.key)


def _beside_page_marks(text: CleanText) -> Iterator[Removal]:
    """A head glued to the page number: the same words before or after most of the marks."""
    marks = sorted({text.offsets.to_clean(old.span.start) for old in text.ledger if old.kind is RemovalKind.PAGE_MARK})
    if len(marks) < 3:
        return
    longest = _HEAD_LENGTH.stop - 1
    after = [text.key[at : at + longest] for at in marks]
    before = [text.key[max(0, at - longest) : at][::-1] for at in marks]
    for texts, direction in ((after, 1), (before, -1)):
        head = _common_start(texts)
        for at, beside in zip(marks, texts, strict=True):
            if head and beside.startswith(head):
                start, end = sorted((at, at + direction * len(head)))
                yield Removal(RemovalKind.RUNNING_HEAD, text.offsets.source_span(start, end))


def _common_start(texts: list[str]) -> str:
    """Return the longest start (4 characters or more) that at least three and most of ``texts`` share."""
    best = ""
    for length in range(_HEAD_LENGTH.start + 1, _HEAD_LENGTH.stop):
        start, count = Counter(text[:length] for text in texts).most_common(1)[0]
        if count < 3 or count * 10 < len(texts) * 6 or len(start) < length:
            break
        best = start
    return best


_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_SYLLABLE = re.compile(rf"[(\[]\s{{0,4}}(?=[a-zêü\s]{{0,9}}[{_TONED}])(?:[a-zêü{_TONED}]\s{{0,4}}){{1,6}}[)\]]")


def pinyin(text: CleanText) -> Iterator[Removal]:
    """Readings inserted behind characters: 產(chǎn)業(yè)."""
    seen = text.key
    for match in _SYLLABLE.finditer(seen):
        if seen[max(0, match.start() - _WRAP) : match.start()].strip():
            yield Removal(RemovalKind.PINYIN, text.offsets.source_span(*match.span()))


RULES: tuple[Rule, ...] = (invisible, page_marks, markup, pinyin, spaces, running_heads)
