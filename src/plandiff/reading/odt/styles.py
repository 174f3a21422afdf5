"""Which styles of an OpenDocument text hide their text."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from plandiff.reading.odt.names import STYLE, TEXT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Styles:
    """The styles by their names."""

    def __init__(self, trees: Iterable["Element"]) -> None:
        self._hidden = frozenset(
            style.get(f"{STYLE}name", "")
            for tree in trees
            for style in tree.iter(f"{STYLE}style")
            if any(one.get(f"{TEXT}display") == "none" for one in style.iterfind(f"{STYLE}text-properties"))
        )

    def hides(self, name: str | None) -> bool:
        """Say whether a style hides its text."""
        return name in self._hidden
