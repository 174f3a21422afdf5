"""What the styles of a Word document say of numbering and hidden text, each along its chain of parents."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from plandiff.reading.docx.xml import W, child, is_on, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Styles:
    """The styles by their ids."""

    def __init__(self, tree: "Element | None") -> None:
        self._styles: dict[str, Element] = {}
        self._usual = ""
        for style in () if tree is None else tree.iterfind(f"{W}style"):
            id_ = style.get(f"{W}styleId", "")
            self._styles.setdefault(id_, style)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in {"0", "false", "off"}:
                self._usual = id_
        self._hidden: dict[str, bool] = {}

    def chain(self, id_: str | None) -> Iterator[tuple[str, "Element"]]:
        """Yield a style and its parents, nearest first; without an id the usual style of paragraphs."""
        id_ = id_ or self._usual
        seen: set[str] = set()
        while id_ and id_ not in seen and id_ in self._styles:
            seen.add(id_)
            style = self._styles[id_]
            yield id_, style
            id_ = value(style, "basedOn")

    def numbering(self, id_: str | None) -> tuple[str, int | None, list[str]] | None:
        """Return the list of a paragraph style, its level if a style says it, and the styles on the way to it."""
        level: int | None = None
        passed: list[str] = []
        for name, style in self.chain(id_):
            passed.append(name)
            numbering = child(style, "pPr", "numPr")
            if level is None and (said := value(numbering, "ilvl")) is not None:
                level = number(said)
            if (num_id := value(numbering, "numId")) is not None:
                return num_id, level, passed
        return None

    def list_of(self, id_: str | None) -> str | None:
        """Return the list that a numbering style stands for."""
        return value(self._styles.get(id_ or ""), "pPr", "numPr", "numId")

    def hides(self, id_: str | None) -> bool:
        """Say whether a style hides its text."""
        if not id_:
            return False
        if id_ not in self._hidden:
            switches = (
                child(style, "rPr") for _, style in self.chain(id_) if child(style, "rPr", "vanish") is not None
            )
            self._hidden[id_] = is_on(next(switches, None), "vanish")
        return self._hidden[id_]
