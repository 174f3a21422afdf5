"""Measure text in terminal cells.

A Chinese character takes two cells, a combining mark none, and an “ambiguous” character such as
``“`` or ``—`` one or two, as the terminal's font decides. wcwidth knows the tables; this module
adds the answers it declines to give (control characters) and measures where text may be cut.

wcwidth is imported on first use: it takes 20 to 30 ms, and a text of nothing but letters, common Chinese characters and
their marks does not need it.
"""

import re
from itertools import accumulate

from plandiff.patterns import late_pattern

_NARROW = " -~⟦⟧∅⏎"
_WIDE = "\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60"
_AMBIGUOUS = "“”‘’—…·→①-⑳"
_COMMON = late_pattern(f"[{_NARROW}{_WIDE}{_AMBIGUOUS}]*")
_COMMON_WIDE, _COMMON_AMBIGUOUS = late_pattern(f"[^{_NARROW}{_AMBIGUOUS}]"), late_pattern(f"[{_AMBIGUOUS}]")
"""What most texts are made of, and what of that wcwidth gives two cells, or as many as the terminal."""
_CONTROL = late_pattern(r"[\x00-\x1f\x7f-\x9f]")

# Characters that belong to the one before them although they have a width of their own.
_REGIONAL = "\U0001f1e6-\U0001f1ff"
_SKIN_TONE = "\U0001f3fb-\U0001f3ff"
_JOINING = late_pattern(f"[\u200d{_REGIONAL}{_SKIN_TONE}]")


def cell_width(text: str, ambiguous: int = 1) -> int:
    """Count the cells a text takes on one terminal line.

    Args:
        text: Meant to have passed `visible`; a control character that has not counts as one cell.
        ambiguous: Cells of an East Asian ambiguous character, 1 or 2.

    Returns:
        Display cells. Marks, selectors and joined emoji count with the character they belong to.
    """
    if text.isascii():
        return len(text)
    if _COMMON.fullmatch(text):
        more = len(_COMMON_AMBIGUOUS.findall(text)) if ambiguous > 1 else 0
        return len(text) + len(_COMMON_WIDE.findall(text)) + more
    from wcwidth import wcswidth  # noqa: PLC0415 - slow to import, see above

    cells = wcswidth(text, ambiguous_width=ambiguous)
    return cells if cells >= 0 else wcswidth(_CONTROL.sub(" ", text), ambiguous_width=ambiguous)


def cell_offsets(text: str, ambiguous: int = 1) -> tuple[list[int], list[tuple[int, int]]]:
    """Measure a text at every code point.

    Args:
        text: Any text.
        ambiguous: Cells of an East Asian ambiguous character, 1 or 2.

    Returns:
        The cells before each code point, with the whole width as one last entry; and the half-open
        code point spans of the characters made of several code points, which must not be cut. Such
        a character has its whole width at its first code point.
    """
    cells = {char: cell_width(char, ambiguous) for char in set(text)}
    bare = "".join(char for char, width in cells.items() if width == 0)
    if not bare and _JOINING.search(text) is None:
        return list(accumulate(map(cells.__getitem__, text), initial=0)), []
    widths = [cells[char] for char in text]
    joined = [match.span() for match in _clusters(bare).finditer(text)]
    for start, end in joined:
        widths[start:end] = [cell_width(text[start:end], ambiguous)] + [0] * (end - start - 1)
    return list(accumulate(widths, initial=0)), joined


def _clusters(bare: str) -> re.Pattern[str]:
    """Match a character of several code points; `bare` are the characters without width."""
    # A zero width joiner takes the next character along, whatever it is: terminals measure so.
    extend = rf"(?:\u200d.|[{_SKIN_TONE}{re.escape(bare)}])"
    # Flags are two letters each. A mark at the very start has only the character after it to stay with.
    return re.compile(rf"(?:[{_REGIONAL}]{{2}}|\A{extend}+.){extend}*|.{extend}+")
