r"""Make characters that cannot be seen, or that command a terminal, visible and harmless.

A policy document copied from the web carries zero-width spaces, direction overrides, escape codes
and private use characters. Printed as they are they hide a difference, turn a line around or
colour the terminal. Each is shown as a mark a reader can name instead: ``⟨ZWSP⟩``, ``␛``, ``⇥``.

`INVISIBLE_CLASS` is the one list of characters without a picture of their own: the cleaning stage
removes what this module displays.
"""

import json
import re

from plandiff.patterns import late_pattern

INVISIBLE_CLASS = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 (without tab, line feed, carriage return), DEL, C1
    r"\u00ad\u034f\u061c"  # soft hyphen, grapheme joiner, Arabic letter mark
    r"\u115f\u1160\u3164\uffa0"  # Hangul fillers
    r"\u17b4\u17b5\u180b-\u180f"  # Khmer vowels without a shape, Mongolian selectors and separator
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, direction, word joiner, invisible operators
    r"\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    r"\ufeff\ufff0-\ufffb"  # byte order mark, interlinear annotation
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and music controls
    r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags
    r"\ud800-\udfff"  # lone surrogates: no encoding can print them
)
"""The inside of a regular expression class: write ``f"[{INVISIBLE_CLASS}]"``."""

# Shown as marks too, but not invisible: they separate lines, or their glyph depends on the font.
_ALSO_MARKED = (
    r"\t\n\r\u2028\u2029"
    r"\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2"  # Arabic and Syriac signs that enclose what follows
    r"\U000110bd\U000110cd\U00013430-\U0001343f"  # Kaithi number signs, Egyptian layout
    r"\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"  # private use
)

_ORDINARY = late_pattern(r"[ -~·×\u2010-\u2027\u2030-\u205e\u3001-\u312f\u3400-\u9fff\uff01-\uff5e]*")
"""What most texts are made of, and nothing that is marked: asked first, for it is asked ten times as fast."""
_INVISIBLE = late_pattern(f"[{INVISIBLE_CLASS}]")
_MARKED = late_pattern(f"[{INVISIBLE_CLASS}{_ALSO_MARKED}]")

_NAMES = {
    0x00AD: "SHY",
    0x034F: "CGJ",
    0x061C: "ALM",
    0x180E: "MVS",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x2028: "LS",
    0x2029: "PS",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0xFEFF: "BOM",
    **{0xFE00 + index: f"VS{index + 1}" for index in range(16)},
    **{0xE0100 + index: f"VS{index + 17}" for index in range(240)},
}


def visible(text: str) -> str:
    """Show every control, format and private use character as a mark.

    Applying it twice changes nothing more. Text without such characters is returned as the same object.

    Args:
        text: Any string, lone surrogates included.

    Returns:
        Text that prints on one line and commands nothing. A line feed reads ``↵``, a tab ``⇥``,
        other C0 characters their control picture (``␛``), the rest a name or code in ``⟨⟩``.
        A mark may be longer than the one code point it stands for.
    """
    return text if _ORDINARY.fullmatch(text) else _MARKED.sub(_mark, text)


def only_seen(text: str) -> str:
    """Return a text without its invisible characters: what may be typed where one line is asked for."""
    return _INVISIBLE.sub("", text)


def is_invisible(char: str) -> bool:
    """Tell whether a character leaves no trace on the page and separates nothing.

    Line feed, carriage return, tab and private use characters are not invisible.

    Args:
        char: One code point.
    """
    return _INVISIBLE.fullmatch(char) is not None


_COMMAND = late_pattern(r"^(\s*):(?=:)|#(?=#[A-Za-z]*\[)", re.MULTILINE)
_UNSEEN_IN_JSON = late_pattern(f"[{INVISIBLE_CLASS}\u2028\u2029\ue000-\uf8ff]")
_COMMAND_IN_JSON = late_pattern(r"#(?=#[A-Za-z]*\[)")


def unforged(text: str) -> str:
    """Return text that no service takes for a command when it reads our output line by line.

    Runners of GitHub and Azure obey a line that begins with ``::``, white space set aside, and ``##[`` or ``##vso[``
    anywhere in a line. A mark stands in place of the first sign.
    """
    return _COMMAND.sub(lambda match: f"{match[1] or ''}⟨{'#' if match[1] is None else ':'}⟩", text)


def escaped_json(text: str) -> str:
    """Return JSON that means the same and commands no terminal: what cannot be seen stands there as an escape.

    So do lone surrogates, which UTF-8 cannot write.
    """
    return text if _ORDINARY.fullmatch(text) else _UNSEEN_IN_JSON.sub(lambda match: json.dumps(match[0])[1:-1], text)


def unforged_json(text: str) -> str:
    """Return JSON that means the same and commands neither a terminal nor a service; no line begins with ``::``."""
    return _COMMAND_IN_JSON.sub(r"\\u0023", escaped_json(text))


def _mark(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char == "\n":
        return "↵"
    if char == "\t":
        return "⇥"
    if code < 0x20:
        # The control pictures stand in the order of the controls they show.
        return chr(0x2400 + code)
    if char == "\x7f":
        return "␡"
    return f"⟨{_NAMES.get(code, f'U+{code:04X}')}⟩"
