"""The parts of a Word document, found by their relationships; nothing outside the package is opened."""

import posixpath
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from plandiff.errors import ReadingError
from plandiff.reading.docx.xml import W, usual
from plandiff.reading.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Parts:
    """The parts that hold text, or say how it is numbered."""

    def __init__(self, package: Package) -> None:
        """Find the main part.

        Raises:
            ReadingError: There is none.
        """
        self.package = package
        self.main = next(iter(self._related("").get("officeDocument", ())), "")
        self._from_main = self._related(self.main)
        if not self.main:
            raise package.damaged()

    @cached_property
    def body(self) -> "Element":
        """The body of the document.

        Raises:
            ReadingError: There is none.
        """
        body = self._tree(self.main).find(f"{W}body")
        if body is None:
            raise ReadingError(f"{self.package.shown} has no document body", "save it anew from Word")
        return body

    def tree(self, kind: str) -> "Element | None":
        """Return the root of the part of a kind, such as "styles"; None if there is none."""
        name = next(iter(self._from_main.get(kind, ())), None)
        return None if name is None else self._tree(name)

    def has(self, kind: str) -> bool:
        """Say whether the document has a part of a kind."""
        return kind in self._from_main

    def _tree(self, name: str) -> "Element":
        return self.package.parsed(usual(self.package.part(name)))

    def _related(self, source: str) -> dict[str, list[str]]:
        """Return the parts inside the package that a part is related to, by the last word of the relationship."""
        folder, file = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        find: Callable[[str], str | None] = {known.lower(): known for known in self.package.names}.get
        stored = find(name.lower())
        found: dict[str, list[str]] = {}
        if stored is None:
            return found
        for related in self.package.tree(stored).iter(_RELATIONSHIPS):
            target = posixpath.normpath(posixpath.join("/", folder, related.get("Target", "")))[1:]
            part = find(target.lower())
            if related.get("TargetMode", "Internal") == "Internal" and part is not None:
                found.setdefault(related.get("Type", "").rpartition("/")[2], []).append(part)
        return found
