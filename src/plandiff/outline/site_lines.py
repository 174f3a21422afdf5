"""The lines that a web page puts around a document: who edited it, where it comes from, how to print it.

A line or paragraph is the site's if it speaks of printing, sources or copyright, or has the form label: value and sets
no duty, sum or term; and, beside a long body, hardly shares a character pair with it.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from plandiff.chinese.numbering import MARK
from plandiff.chinese.numerals import HAN_NUMERALS
from plandiff.chinese.punctuation import CLAUSE_STOPS, SENTENCE_STOPS
from plandiff.outline.clean_text import CleanText, Removal, RemovalKind
from plandiff.outline.lines import Lines
from plandiff.patterns import late_pattern
from plandiff.text.span import clean_span

_QUOTES_BODY = 0.5
"""Share of a paragraph's 8-grams that the body has too. Body sentences of the seeds repeat far less of it."""
_SHORTEST_QUOTE = 20
"""Folded code points of a paragraph of which half may be a quotation; a shorter one is a phrase."""
_FOREIGN = 0.4
"""Share of its character pairs that the body has too: 0.2 in site footers, over 0.4 in 98 % of sentences."""
_ENOUGH_BODY = 2_000
"""Code points of a body from which on its character pairs say what is foreign to it."""
_LONG_GRAM, _SHORT_GRAM = 8, 2
"""Code points of the strings by which wording is the same, and by which words are."""
LABELLED = late_pattern(rf"[^{CLAUSE_STOPS}]{{1,8}}:[^{SENTENCE_STOPS}]{{1,40}}")
_SITE = late_pattern(
    r"编辑|责编|来源(?!于)|版权|转载|打印|关闭|分享|扫一扫|二维码|上一篇|下一篇|浏览|点击|字号|备案|网站|公众号|链接|邮箱|主办|承办"
    r"|https?:|www\.|@"
)
"""What pages say of themselves, on any site."""
BINDING = late_pattern(
    rf"应当|必须|不得|禁止|严禁|可以|负责|施行|生效|废止|有效期|处罚|罚款|依据|制定|第[{HAN_NUMERALS}]+[条款章]|[0-9]+(?:元|万|亿|%)"
)
_STOP = late_pattern(f"[{SENTENCE_STOPS}]")
_LONGEST_LINE = 80
"""Folded code points of such a line."""
_NAMED_FACT = late_pattern(
    r"(?:^|[\](【\[]|[0-9]日?)(?:(?:信息|文章|稿件|新闻)?来源|稿源|作者|记者|通讯员|摄影|文字|责任编辑|责编|编辑|审核|校对|监制|原标题"
    r"|(?:发布|更新)(?:时间|日期|机构|单位)|发文(?:机关|单位|日期)|成文日期|索引号|主题(?:分类|词)|信息分类|公开(?:类别|方式|时限)"
    r"|字号|分享到?|(?:当前|您的)位置|相关链接|上一篇|下一篇):"
    r"|(?:浏览|阅读|点击)(?:次数|量|数)?:?[0-9]|打印本页|【打印】|关闭窗口|扫一扫|https?://|www\."
)
"""What the line of a page names at its beginning, behind a bracket or behind a date."""
_PUBLISHED = late_pattern(
    r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|《[^》]{2,12}》\([^()]{0,30}版\)"
)
"""A date with the time of the day, or in digits and dashes alone; the number of a newspaper."""
_MOST_SITE_LINES = 10
"""Paragraphs at either edge that may be the page's. None of these numbers, 0.7 or 1.4 times as large, takes a line
of 60 laws, which have no page around them."""


def site_lines(text: CleanText, lines: Lines) -> Iterator[Removal]:
    """Yield the paragraphs at the edges of one document, by itself, that speak of the page.

    Without a second document nothing tells what is only here, so a paragraph that ends a sentence, binds anyone,
    sets a sum or opens a section is always text, and so is more than half of the document.
    """
    key = text.key
    paragraphs = [clean_span(a, b) for a, b in pairwise([*lines.paragraphs, len(key)])]
    reach = min(_MOST_SITE_LINES, (len(paragraphs) - 1) // 2)
    for order in (paragraphs, paragraphs[::-1]):
        for paragraph in order[:reach]:
            line = paragraph.of(key)
            if _STOP.search(line) or BINDING.search(line) or MARK.match(line) or not _SITE.search(line):
                break
            if not Body(key[: paragraph.start] + key[paragraph.end :]).is_of_the_site(line):
                break
            yield Removal(RemovalKind.SITE_LINE, text.offsets.source_span(*paragraph))


def is_line_of_a_page(text: str) -> bool:
    """Say whether a line between title and text, or behind the text, has the form of one of the page's, on any site.

    It names who published, wrote or read the page, or when to the minute; it ends no sentence and binds nobody.
    """
    if len(text) > _LONGEST_LINE or _STOP.search(text) or MARK.match(text):
        return False
    return bool(_PUBLISHED.fullmatch(text)) or (bool(_NAMED_FACT.search(text)) and not BINDING.search(text))


class Body:
    """The text that the lines of a page stand around: its character strings."""

    def __init__(self, text: str) -> None:
        self._body = text

    def is_quoted(self, text: str) -> bool:
        """Say whether a paragraph repeats the body, as a news preface does."""
        return len(text) >= _SHORTEST_QUOTE and _share(_grams(text, _LONG_GRAM), self._long) >= _QUOTES_BODY

    def is_of_the_site(self, text: str) -> bool:
        """Say whether a paragraph speaks of the page instead of the matter."""
        named = bool(_SITE.search(text))
        if not named and (BINDING.search(text) or not LABELLED.fullmatch(text)):
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
