"""The names of WordprocessingML, and how to ask for what stands under them."""

from typing import TYPE_CHECKING

from plandiff.reading.office import OFFICE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = f"{{{OFFICE}math}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VAL = f"{W}val"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


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
