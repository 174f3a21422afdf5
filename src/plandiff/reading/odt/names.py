"""The namespaces of OpenDocument."""

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_BASE}office:1.0}}"
TEXT = f"{{{_BASE}text:1.0}}"
TABLE = f"{{{_BASE}table:1.0}}"
DRAW = f"{{{_BASE}drawing:1.0}}"
STYLE = f"{{{_BASE}style:1.0}}"
EXTENDED = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"


def whole(text: str | None, default: int, most: int = 1_000_000) -> int:
    """Return a whole number as an attribute has it, at most ``most``; ``default`` if it is none."""
    return min(int(text), most) if text and text.isdecimal() and len(text) < 10 else default
