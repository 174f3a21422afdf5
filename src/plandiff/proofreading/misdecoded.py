"""Text whose bytes were read in another encoding than the one they were written in, and codes left in place of text.

Each pair of encodings has its own look: UTF-8 read as Latin-1 (ä¸­å›½), GBK read as Latin-1 (ÖÐ¹ú), UTF-8 read as
GBK (涓崕), Big5 read as GBK (い地チ瓣) and back. Where the bytes were not cut, writing the text in the wrong encoding
and reading it in the right one gives the original; it is believed if it reads as Chinese (``rereading``). What was lost
before that (锟斤拷: marks of lost bytes in UTF-8, read as GBK) cannot be had back. One look hardly ever fits a whole
passage: words in Latin letters, marks and lost bytes stand between. So pieces with no ordinary Chinese character
between them are one.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator

from plandiff.chinese.garbled import is_gap, is_strange, utf8_as_gbk
from plandiff.chinese.mojibake import CID, ENTITY, HIGH, LOST_MARKS
from plandiff.chinese.script import distinct, has_any, is_han
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.patterns import late_pattern
from plandiff.proofreading.finding import Finding
from plandiff.proofreading.rereading import WESTERN, reread
from plandiff.text.span import source_span

_LATIN = late_pattern(f"[{HIGH}](?:[@-~]?[{HIGH}])+[@-~]?")
"""What Latin-1 and Windows-1252 make of bytes above ASCII; in GBK and Big5 every second one may be a letter."""
_MARKS = "，。、；：“”（）《》"
_LETTERS = "".join(map(chr, range(0x21, 0x7F)))
_LOST = late_pattern("\ufffd+")
_STRANGE = 0.4
"""Share of characters that modern print does not have, or that are no Chinese, from which on a run is suspected."""
_SPACES = frozenset("\u00a0\u2002\u2003\u2009 ")
_OF_OTHER = late_pattern("[\u0530-\u1cff\u2c00-\u2e7f\ua000-\ua95f\ua980-\uabff]")
_OTHER = late_pattern(f"{_OF_OTHER.pattern}{{2,}}")
"""Letters of scripts that a Chinese document hardly has."""


def misdecoded(text: CleanText) -> Iterator[Finding]:
    """Runs of text that were read in the wrong encoding, with the original where the bytes still have it."""
    source = text.document.text
    western = (match.span() for match in _LATIN.finditer(source))
    yield from _read_again(source, western, WESTERN, ("utf-8", "gbk", "big5"))
    yield from _read_again(source, utf8_as_gbk(source), "gb18030", ("utf-8",))
    wide = [*_wide(source)]
    yield from _lost(source, wide)
    yield from _read_again(source, wide, "gbk", ("big5",))
    yield from _read_again(source, wide, "big5", ("gbk",))


def _read_again(
    source: str, looks: Iterable[tuple[int, int]], wrong: str, rights: tuple[str, ...]
) -> Iterator[Finding]:
    for pieces in _passages(source, looks):
        yield from _of_passage(source, pieces, wrong, rights)


def _passages(source: str, looks: Iterable[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Put pieces together that have no ordinary Chinese character between them; offsets are source code points."""
    pieces: list[tuple[int, int]] = []
    for start, end in looks:
        if pieces and not is_gap(source[pieces[-1][1] : start]):
            yield pieces
            pieces = []
        pieces.append((start, end))
    if pieces:
        yield pieces


def _of_passage(source: str, pieces: list[tuple[int, int]], wrong: str, rights: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the finding of a passage as a whole, or else those of its pieces."""
    start, end = pieces[0][0], pieces[-1][1]
    while source[end : end + 1] == "\ufffd":
        end += 1
    ends = (end - 1, end) if source[end - 1] < "\x7f" else (end,)  # a letter at the end may belong to what follows
    found = [(at, read) for at in ends if (read := reread(source[start:at], wrong, rights))]
    for at, read in sorted(found, key=lambda item: not item[1].whole)[:1]:
        judgement = (
            Judgement(Kind.MOJIBAKE, Reason.MISDECODED, expected=read.text)
            if read.whole
            else Judgement(Kind.MOJIBAKE, Reason.BYTES_LOST)
        )
        yield Finding(source_span(start, at), judgement)
    if not found and len(pieces) > 1:
        for piece in pieces:
            yield from _of_passage(source, [piece], wrong, rights)


def _lost(source: str, wide: Iterable[tuple[int, int]]) -> Iterator[Finding]:
    """Yield passages of which bytes were lost: marks of that, or many of them among strange characters."""
    signs = {match.span() for match in _LOST.finditer(source)}
    if any(mark in source for mark in ("斤拷", "拷锟", "烫烫烫", "屯屯屯屯")):
        signs |= {match.span() for match in LOST_MARKS.finditer(source)}
    strange = set(wide)
    for pieces in _passages(source, _disjoint(sorted({*signs, *strange}))):
        whole = source_span(pieces[0][0], pieces[-1][1])
        among = whole.of(source).count("\ufffd") > 1 and not strange.isdisjoint(pieces)
        if among or LOST_MARKS.search(whole.of(source)):
            yield Finding(whole, Judgement(Kind.MOJIBAKE, Reason.BYTES_LOST))


def _disjoint(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    end = 0
    for place in places:
        if place[0] >= end:
            yield place
            end = place[1]


def codes(text: CleanText) -> Iterator[Finding]:
    """Codes in place of text: references of HTML, glyph numbers of a font, letters of several scripts at random."""
    source = text.document.text
    for match in ENTITY.finditer(source) if "&" in source else ():
        shown = html.unescape(match[0])
        if shown != match[0] and not _SPACES.issuperset(shown):
            certainty = Certainty.CERTAIN if any(map(is_han, shown)) else Certainty.CHECK
            yield Finding(source_span(*match.span()), Judgement(Kind.MOJIBAKE, Reason.ENTITY, certainty, shown))
    for match in CID.finditer(source) if "(cid:" in source else ():
        yield Finding(source_span(*match.span()), Judgement(Kind.MOJIBAKE, Reason.GLYPH_CODES))
    for match in _OTHER.finditer(source) if has_any(distinct(source), _OF_OTHER) else ():
        scripts = {unicodedata.name(char, "?").split()[0] for char in match[0] if char.isalpha()}
        if len(scripts) > 1:
            yield Finding(source_span(*match.span()), Judgement(Kind.MOJIBAKE, Reason.GLYPH_CODES))


def _wide(source: str) -> Iterator[tuple[int, int]]:
    """Yield runs that look like Big5 read as GBK, or GBK read as Big5."""
    for match in _strange_runs(source):
        run = match[0].rstrip(_LETTERS)
        shown = [char for char in run if char > "\x7f"]
        if set(filter(is_strange, shown)) != {"\ufffd"} and sum(map(is_strange, shown)) >= _STRANGE * len(shown):
            yield match.start(), match.start() + len(run)


def _strange_runs(source: str) -> Iterator[re.Match[str]]:
    """Yield runs of strange characters with what stands between and beside them.

    They are looked for by their first strange character, which most texts hardly have; then the character before it is
    taken in.
    """
    strange = re.escape("".join(filter(is_strange, distinct(source))))
    if not strange:
        return
    inner = f"[^\\s{_MARKS}]"
    core = re.compile(f"[{strange}](?:{inner}{{0,3}}[{strange}])+{inner}{{0,2}}")
    whole = re.compile(f"{inner}?{core.pattern}")
    end = 0
    while found := core.search(source, end):
        match = whole.match(source, max(end, found.start() - 1)) or whole.match(source, found.start()) or found
        yield match
        end = match.end()
