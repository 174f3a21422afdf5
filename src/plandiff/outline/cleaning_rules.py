"""The rules that set noise aside, in the order they run.

Each rule rests on evidence that holds for any document (a sequence of numbers, a line that keeps interrupting
sentences), never on the words of one site. What a rule removes stays in the ledger.
"""

import re
from collections.abc import Iterable, Iterator

from plandiff.chinese.numerals import HAN_NUMERALS, numeral_value
from plandiff.chinese.script import distinct
from plandiff.outline.around_text import agency_marks, folded_contents, listed_contents, pictures
from plandiff.outline.clean_text import CleanText, Removal, RemovalKind, Rule
from plandiff.outline.front_matter import front_matter
from plandiff.outline.led_contents import led_contents
from plandiff.outline.line_search import line_matches
from plandiff.outline.markup import markup
from plandiff.outline.note_marks import note_marks
from plandiff.outline.paged_marks import paged_marks
from plandiff.outline.running_heads import PAGE_AT_LEAST, running_heads
from plandiff.outline.title_pages import title_pages
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset, CleanSpan, clean_span, source_span, stripped
from plandiff.text.visible import INVISIBLE_CLASS

_INVISIBLE = late_pattern(f"[{INVISIBLE_CLASS}]")
_SPACES = late_pattern(r"\s+")


def invisible(text: CleanText) -> Iterator[Removal]:
    """Zero-width, bidi and control characters, but those that are white space (a form feed between pages)."""
    source = text.document.text
    members = "".join(char for char in distinct(source) if _INVISIBLE.match(char) and not char.isspace())
    if members:  # most documents have none, and need no search
        for match in re.finditer(f"[{re.escape(members)}]+", source):
            yield Removal(RemovalKind.INVISIBLE, source_span(*match.span()))


def spaces(text: CleanText) -> Iterator[Removal]:
    """White space of every width: between Chinese characters it is layout, and between words the eye supplies it."""
    for span in text.offsets.kept():
        for match in _SPACES.finditer(text.document.text, span.start, span.end):
            yield Removal(RemovalKind.SPACE, source_span(*match.span()))


# A page mark is a number in a frame. Frames that nothing else uses are taken as they are; the others must count up.
_SURE_MARK = late_pattern(
    r"[—–―─━－第共Pp](?:"  # said first, since it is what a search goes by
    r"(?<=[—–―─━－])[—–―─━－]?\s*(?:[0-9０-９]\s*){1,4}[—–―─━－]{1,2}"  # also with a line break inside
    r"|(?<=第)\s*[0-9]{1,4}\s*[页頁]\s*[,，/、]?\s*[(（]?共\s*[0-9]{1,4}\s*[页頁][)）]?"
    r"|(?<=共)\s*[0-9]{1,4}\s*[页頁]\s*[,，/、]?\s*第\s*[0-9]{1,4}\s*[页頁]"
    r"|(?<=[Pp])(?<![A-Za-z].)age\s*[0-9]{1,4}\s*(?:of|/)\s*[0-9]{1,4}\b)"
)
_COUNTING_MARKS = (  # How many in a row it takes: a reference to page 12 may well precede one to page 13.
    (2, late_pattern(r"-(?<![0-9A-Za-z-]-)([0-9]{1,4})-(?![0-9A-Za-z-])")),
    (2, late_pattern(r"-\s+([0-9]{1,4})\s+-")),
    (2, late_pattern(r"--?\s*([0-9]{1,4})\s*--?")),
    (3, late_pattern(r"第\s*([0-9]{1,4})\s*页")),
)
_COUNTING_LINES = tuple(
    late_pattern(rf"^[ \t\f]*{line}[ \t]*\r?$", re.MULTILINE)
    for line in (
        # Half of the frame may be lost: －2 on even pages, －1－ on the others.
        r"--?[ \t]*([0-9]{1,4})[ \t]*-{0,2}",
        rf"第\s*([0-9]{{1,4}}|[{HAN_NUMERALS}]{{1,5}})\s*页",
        r"([0-9]{1,4})[ \t]*/[ \t]*[0-9]{1,4}",
        r"[·.~\[(<-][ \t]*([0-9]{1,4})[ \t]*[·.~\])>-]",
        r"(?:[Pp]age|[Pp]\.?)[ \t]*([0-9]{1,4})",
        r"([0-9]{1,3})",
    )
)
_FIRST_OF_LINE = r"-第0-9·.~\[(<Pp"
"""What the line of a page mark may begin with."""
_LINES_IN_A_ROW = 2
_WRAP = 4
"""White space that a line break may put between two characters, at most."""


_BLANKS = " \t　\u00a0"
_LINE_ENDS = ("", "\n", "\r", "\f")


def page_marks(text: CleanText) -> Iterator[Removal]:
    """Page numbers: on lines of their own, or glued into a sentence (重—3—点地区)."""
    seen = text.key
    found = [clean_span(*match.span()) for match in _SURE_MARK.finditer(text.kept)]
    found = [span for span in found if not _beside_digits(seen, span)]
    for least, pattern in _COUNTING_MARKS:
        found += _counting(pattern.finditer(seen), least)
    for line in _COUNTING_LINES:
        found += _counting(line_matches(line, seen, _FIRST_OF_LINE), _LINES_IN_A_ROW)
    for span in found:
        yield Removal(RemovalKind.PAGE_MARK, text.offsets.source_span(*stripped(seen, span)))


def cell_marks(text: CleanText) -> Iterator[Removal]:
    """What parts the cells of tables and draws their lines: bars, rules, tags."""
    for grid in text.grids:
        for mark in grid.marks:
            yield Removal(RemovalKind.CELL_MARK, mark)


def _beside_digits(key: str, span: CleanSpan) -> bool:
    """Say whether a number stands before or behind a mark: it may be a range or a telephone number then.

    What stands on other lines than the mark is another matter.
    """
    before = key[max(0, span.start - _WRAP) : span.start].rstrip(_BLANKS)
    behind = key[span.end : span.end + _WRAP].lstrip(_BLANKS)
    if before[-1:] in _LINE_ENDS and behind[:1] in _LINE_ENDS:
        return False
    before, behind = before.rstrip(), behind.lstrip()
    return before[-1:].isdigit() or behind[:1].isdigit()


def _counting(matches: Iterable[re.Match[str]], least: int) -> Iterator[CleanSpan]:
    """Keep the marks that count up by one, a page apart, ``least`` of them in a row."""
    chain: list[re.Match[str]] = []
    for match in matches:
        if chain:
            follows = _value(match) == _value(chain[-1]) + 1
            if not follows or match.start() - chain[-1].end() < PAGE_AT_LEAST:
                yield from _long_enough(chain, least)
                chain = []
        chain.append(match)
    yield from _long_enough(chain, least)


def _value(match: re.Match[str]) -> int:
    return numeral_value(match[1]) or 0


def _long_enough(chain: list[re.Match[str]], least: int) -> Iterator[CleanSpan]:
    if len(chain) >= least:
        yield from (clean_span(*match.span()) for match in chain)


_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ" + "ăĕĭŏŭ"
"""The vowels with a tone; a breve is often typed, or read by a machine, for the third."""
_SYLLABLE = late_pattern(rf"[(\[]\s{{0,4}}(?=[a-zêü\s]{{0,9}}[{_TONED}])(?:[a-zêü{_TONED}]\s{{0,4}}){{1,6}}[)\]]")


def pinyin(text: CleanText) -> Iterator[Removal]:
    """Readings inserted behind characters: 產(chǎn)業(yè)."""
    seen = text.key
    for match in _SYLLABLE.finditer(seen):
        if seen[max(0, match.start() - _WRAP) : match.start()].strip():
            yield Removal(RemovalKind.PINYIN, text.offsets.source_span(*clean_span(*match.span())))


_GROUPED = late_pattern(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9]|,[0-9])")


def separators(text: CleanText) -> Iterator[Removal]:
    """Commas that group the digits of a number: 5,000. No rule of ``RULES``: beside a twin they are compared."""
    for number in _GROUPED.finditer(text.kept):
        for comma in re.finditer(",", number.group()):
            at = CleanOffset(number.start() + comma.start())
            yield Removal(RemovalKind.SEPARATOR, text.offsets.source_span(at, at + 1))


RULES: tuple[Rule, ...] = (
    front_matter,
    folded_contents,
    listed_contents,
    pictures,
    cell_marks,
    invisible,
    paged_marks,
    led_contents,
    page_marks,
    note_marks,
    markup,
    pinyin,
    agency_marks,
    title_pages,
    spaces,
    running_heads,
    running_heads,
)
