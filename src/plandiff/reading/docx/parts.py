"""The parts of a Word document that hold text, or say how it is numbered."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from plandiff.errors import ReadingError
from plandiff.reading.document import Unit
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

    @cached_property
    def notes(self) -> Mapping[Unit, Mapping[str, "Element"]]:
        """The notes of each kind by their ids in the file."""
        found = {}
        for unit in (Unit.FOOTNOTE, Unit.ENDNOTE):
            root = self.tree(f"{unit.value}s")
            notes = () if root is None else root.iterfind(f"{W}{unit.value}")
            found[unit] = {note.get(f"{W}id", ""): note for note in notes}
        return found

    def serialized(self, stories: Iterable["Element"]) -> dict[str, bytes]:
        """Return the parts that the body or notes stand in, with what was changed there, by their names."""
        from lxml import etree  # noqa: PLC0415 - heavy, and only who changes a document needs it

        names = {f"{W}body": self.main, **{f"{W}{unit.value}": self._parts.get(f"{unit.value}s", "") for unit in Unit}}
        changed = {names[story.tag]: story.getroottree() for story in stories}
        return {
            name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in changed.items()
        }
