"""Break Chinese text into terminal lines the way GB/T 15834 and good typesetting ask.

Chinese breaks between any two characters, with exceptions: closing marks do not begin a line,
opening marks do not end one, a dash (——) or ellipsis (……) is not cut in two, and for the reader of
a plan a figure stays with its sign and unit (13.5%, 1,000万元, 2035年). Where a line would break
such a rule, the character before moves down with its mark; nothing hangs past the edge.

Each position between two code points gets a rank of how well a line may break there, one pass per
rule. Then each line is a look-up: how far do the cells reach, and where is the last good position
before that. The time is linear in the text, about a second for a million characters.
"""

import re
from bisect import bisect_right

from plandiff.patterns import late_pattern
from plandiff.text.width import cell_offsets

# Ranks of a break position. The lower ones serve only where a line holds no better one.
_NEVER, _INSIDE_WORD, _AT_MARK, _FREE = range(4)

# The angle brackets ⟨⟩ keep the marks of `visible` whole.
_OPENING = "（《〈「『【〖〔〘〚［｛｟“‘〝﹙﹛﹝([{｢⟨"
_CLOSING = "，。、；：！？）》〉」』】〗〕〙〛］｝｠”’〞〟﹚﹜﹞…⋯％‰℃%·・‧•～〜~,.;:!?)]}｡､｣･⟩﹐﹑﹒﹔﹕﹖﹗‼⁇⁈⁉々"
# The separator in 县/区 neither begins nor ends a line (GB/T 15834, 5.1.9).
_SLASH = "/／"
_DASH = "—―─"

_LETTER = "A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿḀ-ỿＡ-Ｚａ-ｚ"
_SCALE = "十百千万亿萬億兆"
_SHORT_UNIT = (
    "元年月日时時分秒个個项項条條家户戶人次亩畝吨噸岁歲倍类類种種批省市县縣区區章节節款届屆级級号號位名度期米里瓦件"
)
_UNIT = rf"(?:个百分点|個百分點|平方公里|平方米|立方米|公里|公顷|公頃|[{_SHORT_UNIT}])"
# After these a hyphen joins (2021-2025年). After a unit it joins or is a minus (5月-6月, 温度-5℃).
_JOINABLE = rf"{_LETTER}\d%％‰）)"

_BEFORE_CLOSING = late_pattern(
    rf"(?:(?<!\s)\s*+(?:[{re.escape(_CLOSING + _SLASH)}]|[{_DASH}](?![{_DASH}])))++"
    # A hyphen that joins stays with what it follows; before a figure it may be a minus (为-5.2%).
    rf"|(?<=\w)[-–](?!\d)|(?<=[{_JOINABLE}{_SHORT_UNIT}])[-–]"
)
_AFTER_OPENING = late_pattern(rf"(?:[{re.escape(_OPENING + _SLASH)}]\s*+)++")
_WORD = rf"[{_LETTER}][{_LETTER}\d]*(?:[-.'’_@&+]+[{_LETTER}\d]+)*"
_FIGURE = rf"(?:(?<![{_JOINABLE}])[-+−±＋－≥≤≈<>¥￥$€£]{{1,2}})?\d++(?:[.,:．]\d++)*+"
_WHOLE = late_pattern(
    # 5G, COVID-19, or a figure with its unit, also after a space: 2035 年.
    rf"(?:{_FIGURE}(?:{_WORD})?|{_WORD})(?:(?<=\d) ?(?:[%％‰℃]|°[CF]?|[{_SCALE}]{{1,2}}{_UNIT}?|{_UNIT}))?"
    # A dash or an ellipsis.
    rf"|[{_DASH}]{{2,}}|[…⋯]{{2,}}"
)
_NOT_SPACE = late_pattern(r"\S")


def wrap(text: str, width: int, ambiguous: int = 1) -> list[tuple[int, int]]:
    """Break a paragraph into lines.

    A line is never wider than `width`, unless it is one character wider than that. What cannot stay
    whole in `width` cells is cut: first beside punctuation, then between any two characters.

    Args:
        text: One paragraph, without line feeds.
        width: Cells of a line; less than 1 counts as 1.
        ambiguous: Cells of an East Asian ambiguous character, 1 or 2.

    Returns:
        Half-open code point spans, one per line, none empty. Only white space lies between, before
        and after them. Text without other characters gives no line.
    """
    offsets, joined = cell_offsets(text, ambiguous)
    ranks = _break_ranks(text, joined)
    lines: list[tuple[int, int]] = []
    start = _line_start(text, ranks, 0)
    while start < len(text):
        reach = bisect_right(offsets, offsets[start] + max(width, 1)) - 1
        end = len(text) if reach == len(text) else _line_end(ranks, start, reach)
        lines.append((start, start + len(text[start:end].rstrip())))
        start = _line_start(text, ranks, end)
    return lines


def _break_ranks(text: str, joined: list[tuple[int, int]]) -> bytearray:
    """Rank each position from 0 to len(text); a later, stricter rule overrides an earlier one."""
    ranks = bytearray([_FREE]) * (len(text) + 1)
    for match in _BEFORE_CLOSING.finditer(text):
        _lower(ranks, match.start(), match.end(), _AT_MARK)
    for match in _AFTER_OPENING.finditer(text):
        _lower(ranks, match.start() + 1, match.end() + 1, _AT_MARK)
    for match in _WHOLE.finditer(text):
        _lower(ranks, match.start() + 1, match.end(), _INSIDE_WORD)
    for start, end in joined:
        _lower(ranks, start + 1, end, _NEVER)
    return ranks


def _lower(ranks: bytearray, start: int, end: int, rank: int) -> None:
    ranks[start:end] = bytes([rank]) * (end - start)


def _line_start(text: str, ranks: bytearray, position: int) -> int:
    """Skip white space, except a space that carries a combining mark."""
    ink = _NOT_SPACE.search(text, position)
    start = ink.start() if ink else len(text)
    while ranks[start] == _NEVER:
        start -= 1
    return start


def _line_end(ranks: bytearray, start: int, reach: int) -> int:
    """Find the best break after `start` and not after `reach`; failing that, the first one possible."""
    for rank in (_FREE, _AT_MARK, _INSIDE_WORD):
        end = ranks.rfind(rank, start + 1, reach + 1)
        if end >= 0:
            return end
    end = reach + 1
    while ranks[end] == _NEVER:
        end += 1
    return end
