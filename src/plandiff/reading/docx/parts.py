"""The parts of a Word document that hold text, or say how it is numbered."""

from functools import cached_property
from typing import TYPE_CHECKING

from plandiff.errors import ReadingError
from plandiff.reading.docx.xml import W
from plandiff.reading.office import related, tree
from plandiff.reading.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Parts:
    """The parts, found by how the main part names them.

    Attributes:
        main: The name of the main part in the package.
    """

    def __init__(self, package: Package) -> None:
        """Find the main part.

        Raises:
            ReadingError: There is none.
        """
        self._package = package
        main = next((one.part for one in related(package) if one.kind == "officeDocument"), None)
        if main is None:
            raise package.damaged()
        self.main = main
        self._parts = {one.kind: one.part for one in reversed(related(package, main))}  # Of several, the first.

    @cached_property
    def body(self) -> "Element":
        """The body of the document.

        Raises:
            ReadingError: There is none.
        """
        body = tree(self._package, self.main).find(f"{W}body")
        if body is None:
            raise ReadingError("{name} has no document body", "save it anew from Word", name=self._package.shown)
        return body

    def tree(self, kind: str) -> "Element | None":
        """Return the root of the part of a kind, such as "styles"; None if there is none."""
        return tree(self._package, self._parts[kind]) if kind in self._parts else None

    def has(self, kind: str) -> bool:
        """Say whether the document has a part of a kind."""
        return kind in self._parts

    def serialized(self) -> bytes:
        """Return the main part with what has been changed in its body, as it stands in the package."""
        from lxml import etree  # noqa: PLC0415 - heavy, and only who changes a document needs it

        written: bytes = etree.tostring(
            self.body.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return written
