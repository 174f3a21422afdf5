"""A list whose items are painted as they come on screen: however long it is, a key costs what is seen."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from plandiff.presentation.styled import Line, Role
from plandiff.tui.lines import Paint, strip_of

LinesOf = Callable[[int, int], Sequence[Line]]
"""Returns the lines of an item, given its index and the cells there are."""

_CURSOR = Style(reverse=True)
"""The row in question, as a whole and in one colour: what is coloured elsewhere must be read here too."""


class ItemList(Widget, can_focus=True):
    """Items one under the other, one of them in question.

    Attributes:
        count: How many there are.
        highlighted: The one in question; None if there is none.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "go(1)", show=False),
        Binding("k,up", "go(-1)", show=False),
        Binding("pagedown,ctrl+d", "page(1)", show=False),
        Binding("pageup,ctrl+u", "page(-1)", show=False),
        Binding("g,home", "edge(False)", show=False),
        Binding("G,end", "edge(True)", show=False),
        Binding("enter", "select", show=False),
    ]

    class Highlighted(Message):
        """Another item is in question."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Selected(Message):
        """An item was chosen, with Enter or the mouse."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None, ambiguous: int = 1) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.count = 0
        self.highlighted: int | None = None
        self._lines: LinesOf = lambda _index, _width: ()
        self._top, self._ambiguous = 0, ambiguous
        self._rows: list[tuple[int, Line]] = []

    def show(self, items: int, lines: LinesOf, highlighted: int | None = 0) -> None:
        """Show other items, or the same anew."""
        self.count, self._lines = items, lines
        self._top = max(0, min(self._top, items - 1))
        self.highlighted = min(highlighted, items - 1) if items and highlighted is not None else None
        self._bring()
        self.refresh()

    def highlight(self, index: int) -> None:
        """Put an item in question, and bring it on screen."""
        if self.count:
            self.highlighted = max(0, min(index, self.count - 1))
            self._bring()
            self.refresh()
            self.post_message(self.Highlighted(self.highlighted))

    def action_go(self, items: int) -> None:
        """Move by items."""
        self.highlight((0 if self.highlighted is None else self.highlighted) + items)

    def action_page(self, screens: int) -> None:
        """Move by screens."""
        self.action_go(screens * max(1, self.size.height - 1))

    def action_edge(self, end: bool) -> None:
        """Go to the first or the last."""
        self.highlight(self.count if end else 0)

    def action_select(self) -> None:
        """Choose what is in question."""
        if self.highlighted is not None:
            self.post_message(self.Selected(self.highlighted))

    def on_resize(self) -> None:
        """Keep what is in question on screen."""
        self._bring()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down."""
        event.stop()
        self._top = max(0, min(self._top + 1, self.count - 1))
        self.refresh()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up."""
        event.stop()
        self._top = max(0, self._top - 1)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        shown = self._shown()
        if 0 <= event.y < len(shown):
            self.highlight(shown[event.y][0])
            self.action_select()

    def _item(self, index: int) -> Sequence[Line]:
        return self._lines(index, max(1, self.size.width - 2)) or ((),)

    def _bring(self) -> None:
        """Bring what is in question on screen, whole if there is room."""
        at, height = self.highlighted, self.size.height
        if at is None or not height:
            return
        self._top = max(min(self._top, at), at - height + 1)
        rows = sum(len(self._item(n)) for n in range(self._top, at + 1))
        while rows > height and self._top < at:
            rows -= len(self._item(self._top))
            self._top += 1

    def _shown(self) -> list[tuple[int, Line]]:
        """Return the rows on screen, each with the index of its item."""
        rows: list[tuple[int, Line]] = []
        for index in count(self._top):
            if index >= self.count or len(rows) >= self.size.height:
                return rows[: self.size.height]
            rows += [(index, line) for line in self._item(index)]
        raise AssertionError

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint, having laid out once what is on screen."""
        self._rows = self._shown()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Paint one row; the one in question in one colour and reversed, over the whole width."""
        base, width = self.rich_style, self.size.width
        index, line = self._rows[y] if y < len(self._rows) else (None, ())
        here = index is not None and index == self.highlighted
        if here:
            line = tuple(run._replace(role=Role.PLAIN) for run in line)
        paint = Paint(base, self.app.current_theme.dark, self._ambiguous)
        strip = strip_of((line[0]._replace(text=f" {line[0].text}"), *line[1:]) if line else (), width, paint)
        return strip.apply_style(_CURSOR) if here else strip
