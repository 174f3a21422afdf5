"""Tells what stands around the text (site header, news preface, title, footer) from text that was added or dropped.

The frame has no counterpart, stands at the edge, outside the outline, set off by a line break. That is not enough: the
last paragraph of a notice may be new. So there must be a sign of the page as well:

- at the head, a line without a stop is a title or site line, unless the other document has such a line there too (then
  the title was changed), a line label: value is the page's, and a paragraph that quotes the body is a news preface;
- at either edge, a line or paragraph is the site's if it speaks of printing, sources or copyright, or has the form
  label: value and sets no duty, sum or term; and, beside a long body, hardly shares a character pair with it.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from plandiff.alignment.beads import Bead
from plandiff.chinese.numbering import MARK
from plandiff.outline.lines import Lines
from plandiff.outline.segments import Segment
from plandiff.text.span import Pair, Span

_QUOTES_BODY = 0.5
"""Share of a paragraph's 8-grams that the body has too. Body sentences of the seeds repeat far less of it."""
_SHORTEST_QUOTE = 20
_FOREIGN = 0.4
"""Share of its character pairs that the body has too: 0.2 in site footers, over 0.4 in 98 % of sentences."""
_ENOUGH_BODY = 2_000
"""Code points of a body from which on its character pairs say what is foreign to it."""
_LONG_GRAM, _SHORT_GRAM = 8, 2
_LABELLED = re.compile(r"[^,。;:!?]{1,8}:[^。;!?]{1,40}")
_SITE = re.compile(
    r"编辑|责编|来源|版权|转载|打印|关闭|分享|扫一扫|二维码|上一篇|下一篇|浏览|点击|字号|备案|网站|公众号|链接|邮箱|主办|承办"
    r"|https?:|www\.|@"
)
"""What pages say of themselves, on any site."""
_BINDING = re.compile(
    r"应当|必须|不得|禁止|严禁|可以|负责|施行|生效|废止|有效期|处罚|罚款|依据|制定|第[一二三四五六七八九十百]+[条款章]|[0-9]+(?:元|万|亿|%)"
)
_STOP = re.compile("[。;!?]")
_MOST_SITE_LINES = 10
_LONGEST_TITLE = 60
_SAME_DOCUMENT = 0.5


def frame(
    keys: Pair[str], segments: Pair[list[Segment]], lines: Pair[Lines], beads: Sequence[Bead]
) -> Pair[list[Span]]:
    """Return the spans (clean offsets, sorted) of either document that belong to its frame and are only there."""
    paired = [bead for bead in beads if bead.left and bead.right]
    linked = Pair({n for bead in paired for n in bead.left}, {n for bead in paired for n in bead.right})
    sides = Pair(
        _Side(keys.left, segments.left, lines.left, linked.left),
        _Side(keys.right, segments.right, lines.right, linked.right),
    )
    retitled = sides.left.has_title and sides.right.has_title
    return Pair(list(sides.left.framed(retitled=retitled)), list(sides.right.framed(retitled=retitled)))


def site_paragraphs(key: str, lines: Lines) -> Iterator[Span]:
    """Yield the paragraphs at the edges of one document, by itself, that speak of the page (clean offsets).

    Without a second document nothing tells what is only here, so a paragraph that ends a sentence, binds anyone,
    sets a sum or opens a section is always text, and so is more than half of the document.
    """
    paragraphs = [Span(a, b) for a, b in pairwise([*lines.paragraphs, len(key)])]
    reach = min(_MOST_SITE_LINES, (len(paragraphs) - 1) // 2)
    for order in (paragraphs, paragraphs[::-1]):
        for paragraph in order[:reach]:
            text = paragraph.of(key)
            if _STOP.search(text) or _BINDING.search(text) or MARK.match(text) or not _SITE.search(text):
                break
            if not _Body(key[: paragraph.start] + key[paragraph.end :]).is_of_the_site(text):
                break
            yield paragraph


class _Side:
    """One document, and what of it has a counterpart."""

    def __init__(self, key: str, segments: list[Segment], lines: Lines, linked: set[int]) -> None:
        self._key = key
        shared = sum(len(segments[n]) for n in linked)
        first, last = (min(linked), max(linked)) if shared >= _SAME_DOCUMENT * len(key) else (0, len(segments) - 1)
        self._body = _Body(key[segments[first].start : segments[last].end])
        self._head = list(_paragraphs(_until_heading(segments[:first]), lines))
        self._tail = list(_paragraphs(_until_heading(segments[last + 1 :]), lines))

    @property
    def has_title(self) -> bool:
        """Whether a line without a stop or label stands at the head and has no counterpart."""
        return any(_is_title(paragraph.of(self._key)) for paragraph in self._head)

    def framed(self, *, retitled: bool) -> Iterator[Span]:
        """Yield the paragraphs that belong to the frame."""
        for paragraph in self._head:
            text = paragraph.of(self._key)
            titled = _is_title(text) and not retitled
            labelled = _LABELLED.fullmatch(text) and not _BINDING.search(text)
            if titled or labelled or self._body.is_quoted(text) or self._body.is_of_the_site(text):
                yield paragraph
        for paragraph in self._tail:
            if self._body.is_of_the_site(paragraph.of(self._key)):
                yield paragraph


def _is_title(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_TITLE and not re.search(r"[。;!?:]", text)


def _until_heading(segments: Sequence[Segment]) -> list[Segment]:
    """Return the segments before the first heading: what a heading opens is part of the outline."""
    for n, segment in enumerate(segments):
        if segment.is_heading:
            return list(segments[:n])
    return list(segments)


def _paragraphs(region: list[Segment], lines: Lines) -> Iterator[Span]:
    """Yield the paragraphs of a region; a region that runs into the text without a line break has none."""
    if not region:
        return
    starts = [n for n, segment in enumerate(region) if segment.start in lines.hard]
    for a, b in pairwise([*starts, len(region)]):
        yield Span(region[a].start, region[b - 1].end)


class _Body:
    """The character strings of the text that has a counterpart."""

    def __init__(self, text: str) -> None:
        self._body = text

    def is_quoted(self, text: str) -> bool:
        """Say whether a paragraph repeats the body, as a news preface does."""
        return len(text) >= _SHORTEST_QUOTE and _share(_grams(text, _LONG_GRAM), self._long) >= _QUOTES_BODY

    def is_of_the_site(self, text: str) -> bool:
        """Say whether a paragraph speaks of the page instead of the matter."""
        named = bool(_SITE.search(text))
        if not named and (_BINDING.search(text) or not _LABELLED.fullmatch(text)):
            return False
        if len(self._body) < _ENOUGH_BODY:
            return named
        return _share(_grams(text, _SHORT_GRAM), self._short) < _FOREIGN

    @cached_property
    def _long(self) -> set[str]:
        return set(_grams(self._body, _LONG_GRAM))

    @cached_property
    def _short(self) -> set[str]:
        return set(_grams(self._body, _SHORT_GRAM))


def _grams(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _share(grams: list[str], known: set[str]) -> float:
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0
