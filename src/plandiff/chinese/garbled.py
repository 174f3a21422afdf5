"""Stretches of a text that look as if their bytes were read in another encoding, or as if codes stood for characters.

This is the look alone: what the text was, only its bytes or a sound counterpart can say.
"""

import re
from collections.abc import Iterator
from functools import cache

from plandiff.chinese.mojibake import CID, ENTITY, LOST_MARKS
from plandiff.chinese.script import distinct, is_common, is_han, is_writable
from plandiff.patterns import late_pattern
from plandiff.text.span import Span, overlaps

GAP = 12
"""Code points that may stand between two pieces of one passage."""
_CHANCE = 4
"""Ordinary Chinese characters that may stand between two signs: a counterpart will tell whether they are ordinary."""
_WIDE = "\u3041-\u30fe\u0391-\u03c9\u0410-\u0451\u3105-\u3129\u2550-\u256c"
"""What GBK makes of Big5's commonest characters: kana, Greek, Cyrillic, lines."""
_FOREIGN = late_pattern(f"[{_WIDE}]")
_WESTERN = late_pattern(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2020\u2021\u20ac\u2122]"
)
_JAPANESE = late_pattern("[\u3041-\u3096]{3}|[\u30a1-\u30fc]{3}")
_MEANT = frozenset("·×÷°±§µ®©")
_QUESTIONS = late_pattern(r"\?{3,}")
_LEAST = 3
"""Signs in a stretch, at least."""
_RARE = 5
"""The same where all of them are rare Chinese characters, which may be names."""
_SHARE = 0.3
"""Share of the characters beyond ASCII that must be signs."""


_CHARACTERS = "(?:ABC|AD)*(?:AB?)?"
_AS_GBK = late_pattern(f"(?=[AF])(?:{_CHARACTERS})(?:F+(?:BC|C|D)?{_CHARACTERS})*")
"""UTF-8 read as GBK: three bytes a character, of which the first is E2 to EF, taken two by two; D took a letter in."""
_SURE = 6
"""Code points of that, as no ordinary text has them: four characters."""


@cache
def is_strange(char: str) -> bool:
    """Say whether modern Chinese print hardly has a character: rare ones, and what GBK makes of Big5."""
    return char == "\ufffd" or bool(_FOREIGN.match(char)) or _is_rare(char)


@cache
def _is_rare(char: str) -> bool:
    return is_han(char) and not is_writable(char, "gb2312") and not is_common(char)


def is_gap(between: str, chance: int = 2) -> bool:
    """Say whether two pieces of one passage may have this between them: no line end, and no ordinary text.

    Args:
        between: What stands between them.
        chance: Ordinary Chinese characters that may have come about by chance.
    """
    if len(between) > GAP or "\n" in between:
        return False
    ordinary = sum(is_han(char) and not is_strange(char) for char in between)
    return not ordinary or (ordinary <= chance and len(between) <= 2 * chance)


def utf8_as_gbk(text: str) -> Iterator[Span]:
    """Yield the runs of ``text`` whose bytes in GBK could be UTF-8, lost ones among them."""
    sorts = {ord(char): _class(char) for char in distinct(text)}
    if "F" not in sorts.values() and not {"A", "B", "C"} <= {*sorts.values()}:
        return iter(())
    classes = text.translate(sorts)
    return (Span(*match.span()) for match in _AS_GBK.finditer(classes) if len(match[0]) > 2)


@cache
def _class(char: str) -> str:
    """Say which bytes a character has in GBK, seen as pieces of UTF-8: first ones of a character, or further ones."""
    if char == "\ufffd":
        return "F"
    code = char.encode("gb18030")
    if len(code) != 2:
        return "-"
    first, further, letter = range(0xE2, 0xF0), range(0x80, 0xC0), range(0x40, 0x7F)
    if code[0] in first:
        return "A" if code[1] in further else "-"
    ends = {"B": first, "C": further, "D": letter}
    return next((sort for sort, codes in ends.items() if code[0] in further and code[1] in codes), "-")


def stretches(text: str) -> list[Span]:
    """Return the stretches of ``text`` that look garbled, in ascending order."""
    sure = [span for span in utf8_as_gbk(text) if len(span) >= _SURE]
    codes = [match.span() for sign in (ENTITY, CID, LOST_MARKS, _QUESTIONS) for match in sign.finditer(text)]
    signs = "".join(
        char for char in distinct(text) if is_strange(char) or (_WESTERN.match(char) and char not in _MEANT)
    )
    if signs:
        codes += [match.span() for match in re.finditer(f"[{re.escape(signs)}]+", text)]
    joined: list[Span] = []
    for start, end in sorted([*codes, *sure]):
        if joined and (start <= joined[-1].end or is_gap(text[joined[-1].end : start], _CHANCE)):
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        else:
            joined.append(Span(start, end))
    return [span for span in joined if overlaps(span, sure) or _is_garbled(span.of(text))]


def _is_garbled(shown: str) -> bool:
    """Say whether signs make up much of a stretch, of a kind that no name and no quotation has."""
    if any(sign.search(shown) for sign in (ENTITY, CID, LOST_MARKS, _QUESTIONS)):
        return True
    wide = [char for char in shown if char > "\x7f"]
    western = [char for char in wide if _WESTERN.match(char) and char not in _MEANT]
    strange = [char for char in wide if is_strange(char)]
    rare = [char for char in strange if _is_rare(char)]
    if "\ufffd" not in strange and _JAPANESE.search(shown):
        return False
    mixed = (len(strange) >= _LEAST and "\ufffd" in strange) or 0 < len(rare) < len(strange)
    few = len(western) < _LEAST and not mixed and len(rare) < _RARE
    return not few and len(western) + len(strange) >= max(_LEAST, _SHARE * len(wide))
