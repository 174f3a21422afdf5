"""What all Office packages share: parts that name each other by relationships, namespaces, XML that holds any text."""

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from plandiff.patterns import late_pattern
from plandiff.reading.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
RELATED_ID = f"{{{OFFICE}relationships}}id"

# ISO/IEC 29500 Strict names the same things by other addresses. No text holds these by chance, so replacing them in
# the bytes spares every name a second form.
_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), usual.encode())
    for strict, usual in (
        ("wordprocessingml/main", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
        ("spreadsheetml/main", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
        ("drawingml/main", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("officeDocument/", OFFICE),
    )
)
_NO_XML = late_pattern(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even as a reference."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Related(NamedTuple):
    """A part inside the package that another names: the last word of the relationship, its id, the part's name."""

    kind: str
    id: str
    part: str


def tree(package: Package, name: str) -> "Element":
    """Return the root of an XML part in the usual namespaces; see `Package.tree`."""
    data = package.part(name)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return package.parsed(data)


def xml_text(text: str) -> str:
    """Return text that XML can hold: what it cannot is shown by its code; nothing else is touched."""
    return _NO_XML.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def related(package: Package, source: str = "") -> list[Related]:
    """Return the parts that a part names, or the package itself; what lies outside the package is never among them."""
    folder, file = posixpath.split(source)
    by_lower = {name.lower(): name for name in package.names}
    stored = by_lower.get(posixpath.join(folder, "_rels", f"{file}.rels").lower())
    if stored is None:
        return []
    found = []
    for one in package.tree(stored).iter(_RELATIONSHIP):
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))[1:]
        part = by_lower.get(target.lower())
        if part is not None and one.get("TargetMode", "Internal") == "Internal":
            found.append(Related(one.get("Type", "").rpartition("/")[2], one.get("Id", ""), part))
    return found
