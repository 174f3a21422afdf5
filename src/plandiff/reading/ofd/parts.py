"""The parts of an OFD file, found also where a file names them wrongly.

Programs write paths with back-slashes, in another case than the archive has, from the wrong folder, or leave out the
namespace; so names are compared without case, folders are tried one after another, and elements go by their local name.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plandiff.errors import ReadingError
from plandiff.reading.package import Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROOT = "ofd.xml"


def local(element: "Element") -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: "Element | None", name: str) -> "list[Element]":
    """Return the child elements of a local name; of nothing, none."""
    return [found for found in element if local(found) == name] if element is not None else []


def child(element: "Element | None", name: str) -> "Element | None":
    """Return the first child element of a local name, None if there is none."""
    return next(iter(children(element, name)), None)


class Parts:
    """The parts of one OFD file.

    Attributes:
        package: The archive.
    """

    def __init__(self, data: bytes, shown: str) -> None:
        """Open a file.

        Raises:
            ReadingError: It is damaged or encrypted.
        """
        self.package = Package(data, shown)
        self._names = {_plain(name): name for name in self.package.names}
        self._trees: dict[str, Element] = {}
        if any(name.rpartition("/")[2] == "encryptions.xml" for name in self._names):
            raise ReadingError("{name} is encrypted", "save it without encryption", name=shown)

    def documents(self) -> "Iterator[tuple[Element, str]]":
        """Yield the root of each document of the file, and the folder it stands in."""
        root = next((name for name in sorted(self._names, key=len) if name.rpartition("/")[2] == _ROOT), _ROOT)
        entry, folder = self.tree(root, "")
        for body in children(entry, "DocBody"):
            named = child(body, "DocRoot")
            if named is not None:
                yield self.tree(named.text or "", folder)

    def tree(self, path: str, folder: str) -> "tuple[Element, str]":
        """Return the root element of a part that a part in ``folder`` names, and the folder of it.

        Raises:
            ReadingError: There is no such part, or it is damaged.
        """
        name = self._find(path, folder)
        if name is None:
            raise self.package.damaged()
        if name not in self._trees:
            self._trees[name] = self.package.tree(self._names[name])
        return self._trees[name], name.rpartition("/")[0]

    def drawings(self, element: "Element | None", folder: str) -> "dict[str, Element]":
        """Return the drawings, by their ids, in the resources that an element names."""
        found: dict[str, Element] = {}
        for kind in ("PublicRes", "DocumentRes", "PageRes"):
            for named in children(element, kind):
                if self._find(named.text or "", folder) is None:
                    continue  # Fonts and pictures are no text; a file may well lack them.
                resources, _ = self.tree(named.text or "", folder)
                for unit in resources.iter():
                    if local(unit) == "CompositeGraphicUnit":
                        found[unit.get("ID", "")] = unit
        return found

    def _find(self, path: str, folder: str) -> str | None:
        """Return the plain name of the part that is meant: from the folder, from the root, or wherever it is."""
        wanted = _plain(path)
        if not wanted:
            return None
        tried = [wanted] if path.strip().startswith("/") else [_plain(f"{folder}/{path}"), wanted]
        for name in tried:
            if name in self._names:
                return name
        ends = [name for name in self._names if name.endswith(f"/{wanted}")]
        return ends[0] if len(ends) == 1 else None


def _plain(path: str) -> str:
    """Return a path in lower case, with ``/``, from the root, without dots."""
    steps: list[str] = []
    for step in path.strip().replace("\\", "/").lower().split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)
