"""The names of WordprocessingML, and how to ask for them: both the usual and the strict namespaces read alike."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"

# ISO/IEC 29500 Strict names the same things by other addresses; as all are longer than a document would write by
# chance, replacing them in the bytes spares every name a second form.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", _W.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/", _OFFICE.encode()),
)

W = f"{{{_W}}}"
M = f"{{{_OFFICE}math}}"
R = f"{{{_OFFICE}relationships}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
V = "{urn:schemas-microsoft-com:vml}"
VAL = f"{W}val"


def usual(data: bytes) -> bytes:
    """Return XML with the usual namespaces in place of the strict ones."""
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    return data


def child(element: "Element | None", *path: str) -> "Element | None":
    """Return what lies at a path of child elements of WordprocessingML, None if it is not there."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: "Element | None", *path: str) -> str | None:
    """Return the attribute ``val`` of what lies at a path; None if there is none."""
    found = child(element, *path)
    return None if found is None else found.get(VAL)


def number(text: str | None, default: int = 0) -> int:
    """Return a whole number as an attribute has it, ``default`` if it is none or absurdly large."""
    try:
        found = int(text or "")
    except ValueError:
        return default
    return found if abs(found) < 1_000_000_000 else default


def is_on(element: "Element | None", *path: str) -> bool:
    """Say whether a switch stands at a path and is not turned off."""
    found = child(element, *path)
    return found is not None and found.get(VAL, "1") not in {"0", "false", "off"}
