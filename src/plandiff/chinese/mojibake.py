"""The byte model of one common kind of damage, and its proof against a clean counterpart.

Traditional text stored in GBK was cut by a tool that looked for the bytes of 。！？；， without asking where characters
begin. Where such a pair straddles two characters, the first one's lead byte is orphaned (shown as ``?``), every pair
after it is shifted by one byte, pairs in GBK's user-defined zones vanish, and the shift ends at a trail byte in the
ASCII range (shown as itself) or where a lead byte is left dangling (shown as ``?``): 規模化標準化，改善鄉村 becomes
規?;瘶藴驶纳?鄉村. Running the model forwards over the clean text, through every variant its characters may have had,
either reproduces the damaged span exactly or proves nothing.
"""

from collections.abc import Iterator
from functools import cache

from plandiff.chinese.script import fold, is_han, variant_forms
from plandiff.patterns import late_pattern

LOST = "?\ufffd"
HIGH = "\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122\ufffd"
"""What Latin-1 and Windows-1252 make of bytes above ASCII, for a class in a pattern."""
LOST_MARKS = late_pattern(r"(?:锟(?=[^\n]{0,12}拷)|斤拷|拷锟)(?:[^\n]{0,3}[锟拷])*|烫{3,}|屯{4,}")
"""Marks of lost bytes read as GBK, and what a debugger fills memory with."""
ENTITY = late_pattern(r"(?:&(?:#\d{2,7}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});)+")
"""References of HTML in place of characters."""
CID = late_pattern(r"(?:\(cid:\d+\)\s?)+")
"""Numbers of a font's glyphs in place of characters."""
"""What stands for a byte that could not be shown."""

_CUT_BEFORE = frozenset(bytes.fromhex(code) for code in ("A1A3", "A3A1", "A3BF", "A3BB", "A3AC"))
_LONGEST = 64
_PUNCTUATION = "，。、；：！？“”‘’（）《》〈〉「」『』【】〔〕…—·％"


@cache
def _full_width() -> dict[str, str]:
    """Return the full-width marks by their folded form."""
    marks: dict[str, str] = {}
    for form, mark in zip(fold(_PUNCTUATION), _PUNCTUATION, strict=True):
        marks[form] = marks.get(form, "") + mark
    return marks


def _readings(char: str, *, traditional: bool) -> list[tuple[str, bytes]]:
    """Return what a folded clean character may have been in the damaged text, with its bytes, the likeliest first."""
    others = _full_width().get(char) or variant_forms().get(char, "")
    forms = [*others, char] if traditional or not is_han(char) else [char, *others]
    return [(form, form.encode("gbk")) for form in forms if _in_gbk(form)]


def _in_gbk(char: str) -> bool:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def explain(shown: str, clean: str, *, traditional: bool) -> str | None:
    """Return the text that became ``shown``, if damage to a variant of ``clean`` reproduces it exactly.

    Args:
        shown: The damaged span, folded, without white space.
        clean: The span of the counterpart at the same place, folded.
        traditional: Whether the damaged document is in traditional script.

    Returns:
        The undamaged text in the damaged document's script; None if the model does not explain the span.
    """
    if not clean or len(shown) > _LONGEST or len(clean) > _LONGEST or shown[:1] not in LOST:
        return None
    return next(_undamaged(shown, clean, traditional=traditional), None)


def _undamaged(shown: str, clean: str, *, traditional: bool) -> Iterator[str]:
    for first, code in _readings(clean[0], traditional=traditional):
        if len(code) == 2:
            for rest in _shifted(shown[1:], clean[1:], code[1], traditional=traditional, at_cut=True):
                yield first + rest


def _shifted(shown: str, clean: str, pending: int, *, traditional: bool, at_cut: bool) -> Iterator[str]:
    """Yield the texts whose bytes, read one byte late behind ``pending``, show exactly as ``shown``."""
    if pending < 0x80:
        if shown == chr(pending) and not clean and not at_cut:
            yield ""
        return
    if not clean:
        if shown and shown in LOST and not at_cut:
            yield ""
        return
    for char, code in _readings(clean[0], traditional=traditional):
        pair = bytes((pending, code[0]))
        if len(code) != 2 or (at_cut and pair not in _CUT_BEFORE):
            continue
        seen = _seen(pair)
        if seen is not None and shown.startswith(seen):
            for rest in _shifted(shown[len(seen) :], clean[1:], code[1], traditional=traditional, at_cut=False):
                yield char + rest


@cache
def _seen(pair: bytes) -> str | None:
    """Return how a byte pair shows, folded: nothing in the user-defined zones, None if it is no character."""
    lead, trail = pair
    if (lead in range(0xAA, 0xB0) or lead >= 0xF8) and trail >= 0xA1:
        return ""
    if lead in range(0xA1, 0xA8) and trail < 0xA1:
        return ""
    try:
        return fold(pair.decode("gbk"))
    except UnicodeDecodeError:
        return None
