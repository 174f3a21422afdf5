"""Text whose bytes were read in another encoding than the one they were written in, and codes left in place of text.

Each pair of encodings has its own look: UTF-8 read as Latin-1 (ä¸­å›½), GBK read as Latin-1 (ÖÐ¹ú), UTF-8 read as
GBK (涓崕), Big5 read as GBK (い地チ瓣) and back. Where the bytes were not cut, writing the text in the wrong encoding
and reading it in the right one gives the original; it is believed if it reads as words of Chinese. What was lost
before that (锟斤拷: marks of lost bytes in UTF-8, read as GBK) cannot be had back.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from plandiff.chinese.mojibake import CID, ENTITY, HIGH, LOST_MARKS
from plandiff.chinese.script import distinct, fold, is_common, is_han, is_writable
from plandiff.conversion.lexicon import LONGEST, words_from
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.patterns import late_pattern
from plandiff.proofreading.finding import Finding
from plandiff.text.span import SourceSpan, source_span

_LATIN = late_pattern(f"[{HIGH}]{{2}}(?:[@-~]?[{HIGH}])+[{HIGH}][@-~]?")
"""What Latin-1 and Windows-1252 make of bytes above ASCII, four at least; in Big5 every second one may be a letter."""
_AS_GBK = late_pattern("(?:ABC)+(?:AB?)?")
"""UTF-8 read as GBK: three bytes a character, of which the first is E4 to E9, taken two by two."""
_WIDE = "\u3041-\u30fe\u0391-\u03c9\u0410-\u0451\u3105-\u3129\u2550-\u256c"
"""What GBK makes of Big5's commonest characters: kana, Greek, Cyrillic, lines."""
_MARKS = "，。、；：“”（）《》"
_STRANGE = 0.4
"""Share of characters that modern print does not have, or that are no Chinese, from which on a run is suspected."""
_READS = 0.6
"""Share of an original's characters that words of two characters and more must cover."""
_SPACES = frozenset("\u00a0\u2002\u2003\u2009 ")
_OTHER = late_pattern("[\u0530-\u1cff\u2c00-\u2e7f\ua000-\ua95f\ua980-\uabff]{2,}")
"""Letters of scripts that a Chinese document hardly has."""


def misdecoded(text: CleanText) -> Iterator[Finding]:
    """Runs of text that were read in the wrong encoding, with the original where the bytes still have it."""
    source = text.document.text
    for match in LOST_MARKS.finditer(source):
        yield Finding(source_span(*match.span()), Judgement(Kind.MOJIBAKE, Reason.BYTES_LOST))
    for span, original in [*_latin(source), *_utf8_as_gbk(source), *_wide(source)]:
        if original:
            yield Finding(span, Judgement(Kind.MOJIBAKE, Reason.MISDECODED, expected=original))
        else:
            yield Finding(span, Judgement(Kind.MOJIBAKE, Reason.BYTES_LOST))


def codes(text: CleanText) -> Iterator[Finding]:
    """Codes in place of text: references of HTML, glyph numbers of a font, letters of several scripts at random."""
    source = text.document.text
    for match in ENTITY.finditer(source):
        shown = html.unescape(match[0])
        if shown != match[0] and not _SPACES.issuperset(shown):
            certainty = Certainty.CERTAIN if any(map(is_han, shown)) else Certainty.CHECK
            yield Finding(source_span(*match.span()), Judgement(Kind.MOJIBAKE, Reason.ENTITY, certainty, shown))
    for match in CID.finditer(source):
        yield Finding(source_span(*match.span()), Judgement(Kind.MOJIBAKE, Reason.GLYPH_CODES))
    for match in _OTHER.finditer(source):
        scripts = {unicodedata.name(char, "?").split()[0] for char in match[0] if char.isalpha()}
        if len(scripts) > 1:
            yield Finding(source_span(*match.span()), Judgement(Kind.MOJIBAKE, Reason.GLYPH_CODES))


def _latin(source: str) -> Iterator[tuple[SourceSpan, str | None]]:
    for match in _LATIN.finditer(source):
        found = next(_originals(match[0]), None)
        if found:
            yield source_span(match.start(), match.start() + found[1]), found[0]
        elif _reads("".join(_whole(match[0]))):
            yield source_span(*match.span()), None


def _originals(shown: str) -> Iterator[tuple[str, int]]:
    """Yield what a run may have been, and how much of it; a letter at the end may belong to what follows."""
    for size in (len(shown), len(shown) - 1):
        for wrong in _WESTERN:
            for right in ("utf-8", "gbk", "big5"):
                original = _reread(shown[:size], wrong, right)
                if original and _reads(original):
                    yield original, size


_WESTERN = ("latin-1", "cp1252")


def _whole(shown: str) -> Iterator[str]:
    """Yield the characters of UTF-8 read as Windows-1252 that lost no byte."""
    for piece in shown.split("\ufffd"):
        code = "".join(char for char in piece if _in(char, "cp1252")).encode("cp1252")
        yield from (char for char in code.decode("utf-8", "ignore") if is_han(char))


def _utf8_as_gbk(source: str) -> Iterator[tuple[SourceSpan, str | None]]:
    table = {ord(char): _class(char) for char in distinct(source) if ord(char) > 0x7F}
    for match in _AS_GBK.finditer(source.translate(table)):
        span = source_span(*match.span())
        shown = span.of(source)
        code = b"".join(b"??" if char == "\ufffd" else char.encode("gb18030") for char in shown)
        original = code.decode("utf-8", "ignore").replace("?", "")
        if _reads(original):
            yield span, original if "\ufffd" not in shown else None


@cache
def _class(char: str) -> str:
    """Say which bytes a character has in GBK, seen as a piece of UTF-8; marks of lost bytes are the second sort."""
    if char == "\ufffd":
        return "B"
    code = char.encode("gb18030")
    if len(code) != 2:
        return "-"
    first, inside = range(0xE4, 0xEA), range(0x80, 0xC0)
    sorts = {(True, False, False, True): "A", (False, True, True, False): "B", (False, True, False, True): "C"}
    return sorts.get((code[0] in first, code[0] in inside, code[1] in first, code[1] in inside), "-")


def _wide(source: str) -> Iterator[tuple[SourceSpan, str | None]]:
    """Yield runs of Big5 read as GBK, or of GBK read as Big5."""
    strange = re.escape("".join(filter(_is_strange, distinct(source))))
    if not strange:
        return
    inner = f"[^\\x00-\\x7f{_MARKS}\\s]"
    for match in re.finditer(f"{inner}?[{strange}](?:{inner}{{0,3}}[{strange}])+{inner}{{0,2}}", source):
        if sum(map(_is_strange, match[0])) < _STRANGE * len(match[0]):
            continue
        for wrong, right in (("gbk", "big5"), ("big5", "gbk")):
            original = _reread(match[0], wrong, right)
            if original and len(original) > 2 and _reads(original):
                yield source_span(*match.span()), original
                break


@cache
def _is_strange(char: str) -> bool:
    if re.match(f"[{_WIDE}]", char):
        return True
    return is_han(char) and not is_writable(char, "gb2312") and not is_common(char)


def _in(char: str, encoding: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _reread(shown: str, wrong: str, right: str) -> str | None:
    try:
        return shown.encode(wrong).decode(right)
    except UnicodeError:
        return None


def _reads(text: str) -> bool:
    """Say whether a text reads as Chinese: words of two characters and more cover most of it."""
    han = sum(map(is_han, text))
    if han < 2 or han * 2 < len(text):
        return False
    key = fold(text)
    covered: set[int] = set()
    for at in range(len(key)):
        for word, _ in words_from(key[at : at + LONGEST]):
            if len(word) > 1:
                covered.update(range(at, at + len(word)))
    return len(covered) >= _READS * han
