"""Writes automatic numbers: a value in the formats of Word's lists, and the blank that parts a number from its text.

The formats are those of ECMA-376 part 1, 17.18.59 (``ST_NumberFormat``).
"""

from collections.abc import Callable

BULLET = "•"
"""Stands for any bullet: the true ones are signs of symbol fonts."""

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_COUNTING = ("零一二三四五六七八九", "十百千")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9_999
"""Beyond it all formats are digits, as no list of a document counts so far."""


def numeral(value: int, number_format: str) -> str | None:
    """Return ``value`` in a format of Word's, such as ``chineseCountingThousand``; None if the format is unknown.

    A value that the format has no sign for is written in digits.
    """
    write = _FORMATS.get(number_format)
    if write is None:
        return None
    return write(value) if 0 <= value <= _LARGEST else str(value)


def parted(mark: str, gap: str) -> str:
    """Return a number with the blank a typist would put behind it: wide after 第一条, narrow after 1., none after 、.

    Args:
        mark: The number with what stands around it.
        gap: What the list has there: "nothing", or a tab or space of its own.
    """
    if gap == "nothing" or not mark or mark[-1] in "、．）":
        return mark
    return mark + ("\u3000" if mark[-1] >= "\u2e80" else " ")


def _places(value: int, digits: str, units: str, *, short: bool) -> str:
    """Write a value with units: 一百零一; ``short`` leaves the one of ten out, as counting does (十一)."""
    if value == 0:
        return digits[0]
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + (units[power - 1] if power else "")
        gap = False
    return text.removeprefix(digits[1]) if short and 10 <= value < 20 else text


def _thousand(value: int) -> str:
    return _places(value, *_COUNTING, short=True)


def _positional(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    """Count up to 99 with 十 and beyond by the places of the digits, as the standard has it."""
    return _thousand(value) if 0 < value < 100 else _positional(value)


def _japanese(value: int) -> str:
    text = _thousand(value).replace("零", "")
    for unit in "百千":
        text = text.replace(f"一{unit}", unit)
    return text or _DIGITS[0]


def _legal(digits: str, units: str) -> Callable[[int], str]:
    return lambda value: _places(value, digits, units, short=False)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value else "0"


def _enclosed(*blocks: tuple[int, int, int]) -> Callable[[int], str]:
    """Return the sign of blocks of Unicode, each given by its first value, its last and the code of the first."""

    def write(value: int) -> str:
        return next((chr(code + value - first) for first, last, code in blocks if first <= value <= last), str(value))

    return write


def _letters(value: int) -> str:
    """Write a, b, … z, aa, bb, … as Word does, which repeats the letter."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else "0"


def _roman(value: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text or "0"


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _padded(width: int) -> Callable[[int], str]:
    return lambda value: f"{value:0{width}}"


def _wide(value: int) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(value))


_circled = _enclosed((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1), (0, 0, 0x24EA))

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": _padded(2),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed((1, 20, 0x2474)),
    "decimalEnclosedFullstop": _enclosed((1, 20, 0x2488)),
    "numberInDash": lambda value: f"- {value} -",
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "none": lambda _: "",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "ideographDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "taiwaneseDigital": _positional,
    "chineseLegalSimplified": _legal(*_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": _legal(*_LEGAL_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographEnclosedCircle": _enclosed((1, 10, 0x3280)),
    # Written out as "001, 002, 003, …" in a list of the author's own.
    "00": _padded(2),
    "001": _padded(3),
    "0001": _padded(4),
    "00001": _padded(5),
}
