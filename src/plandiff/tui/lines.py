"""Shows styled lines: the one place where runs become what Textual paints.

Document text reaches the screen only as segments, never as markup, and a strip is as wide as the terminal will draw it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from plandiff.presentation.styled import Line, Styled, cells, flow
from plandiff.reviewing.painting import HIT
from plandiff.tui.themes import CURRENT, FOUND, role_style

HIT_HERE = -2
"""The tag of a run that a search has found, and that is in question."""


@dataclass(frozen=True, slots=True)
class Paint:
    """How a widget paints its lines.

    Attributes:
        base: The widget's own style.
        dark: Whether the theme is dark.
        ambiguous: Cells of an East Asian ambiguous character, 1 or 2.
    """

    base: Style
    dark: bool
    ambiguous: int = 1


def strip_of(line: Line, width: int, ink: Paint, current: int | None = None) -> Strip:
    """Return a line of harmless text as a strip of ``width`` cells; runs whose tag is ``current`` are highlighted."""
    segments = []
    for run in line:
        style = ink.base + role_style(run.role, dark=ink.dark)
        if run.tag is not None and run.tag == current:
            style += CURRENT
        elif run.tag in (HIT, HIT_HERE):
            style += FOUND if run.tag == HIT else FOUND + CURRENT
        segments.append(Segment(run.text, style))
    rest = width - cells(line, ink.ambiguous)
    if rest > 0:
        segments.append(Segment(" " * rest, ink.base))
    return Strip(segments, max(width, width - rest))


class Lines(Widget):
    """Paragraphs of styled runs, broken to the width of the widget.

    Args:
        ambiguous: Cells of an East Asian ambiguous character.
        indent: Cells of the first run of a paragraph, under which nothing else is set; 0 for none.
        id: The widget's name.
    """

    def __init__(self, *, ambiguous: int = 1, indent: int = 0, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._indent: Line = (Styled(" " * indent),) if indent else ()
        self._paragraphs: tuple[Line, ...] = ()
        self._ambiguous = ambiguous
        self._broken = False
        self._set: tuple[int, list[Line]] = (-1, [])

    def show(self, paragraphs: Sequence[Line], *, broken: bool = False) -> None:
        """Show other paragraphs; ``broken`` says that they are lines already."""
        if tuple(paragraphs) != self._paragraphs:
            self._broken = broken
            self._paragraphs, self._set = tuple(paragraphs), (-1, [])
            self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:
        """Return the lines at a width."""
        if self._set[0] != width:
            self._set = (width, list(self._paragraphs) if self._broken else self._flowed(width))
        return self._set[1]

    def _flowed(self, width: int) -> list[Line]:
        lines = []
        for runs in self._paragraphs:
            hung = 1 if self._indent and len(runs) > 1 else 0
            lines += flow(runs[hung:], width, runs[:hung], self._indent[:hung], ambiguous=self._ambiguous)
        return lines

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """Take the whole width."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - the same
        """Take as many rows as the text needs."""
        return max(1, len(self.lines(width)))

    def render_line(self, y: int) -> Strip:
        """Paint one line."""
        width = self.size.width
        lines = self.lines(width)
        ink = Paint(self.rich_style, self.app.current_theme.dark, self._ambiguous)
        return strip_of(lines[y] if y < len(lines) else (), width, ink)
