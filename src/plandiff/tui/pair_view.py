"""Both texts in one view, painted row by row, so that they cannot drift apart."""

from textual import events
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from plandiff.reports.styled import Line
from plandiff.text.width import cell_width
from plandiff.tui.lines import Ink, strip_of
from plandiff.tui.painting import pointed
from plandiff.tui.session import Place, Session

_ABOVE = 4
"""Rows of context above what is brought into view."""


class PairView(ScrollView, can_focus=True):
    """Shows a session's rows."""

    class Clicked(Message):
        """A row was clicked: its block, and the change under the pointer if there is one."""

        def __init__(self, block: int, change: int | None) -> None:
            super().__init__()
            self.block, self.change = block, change

    class Scrolled(Message):
        """Other rows are on screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._strips: LRUCache[tuple[Line, int | None, int, Ink], Strip] = LRUCache(500)
        self._settling = False

    @property
    def top(self) -> int:
        """The first row on screen."""
        return round(self.scroll_offset.y)

    @property
    def top_block(self) -> int:
        """The first block on screen."""
        return self.session.view.block_at(self.top)

    def shows(self, place: Place) -> bool:
        """Say whether a place is on screen."""
        return self.top <= self.session.view.row_of(place.block, place.tag) < self.top + self.size.height

    def go(self, place: Place, above: int = _ABOVE) -> None:
        """Bring a place into view; leave the rows as they are if it is there already."""
        view, height = self.session.view, self.size.height
        row = view.row_of(place.block, place.tag)
        if not self.top + min(above, height // 4) <= row < self.top + height - 1 - height // 4:
            self.go_to_row(row - min(above, height // 3))
        else:
            self.settle()
        self.refresh()

    def go_to_row(self, row: int) -> None:
        """Make a row the first on screen, as far as the end allows."""
        view = self.session.view
        top = view.settle(row, self.size.height)
        self._settling = True
        self.virtual_size = Size(self.size.width, view.height)
        self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self._settling = False
        self.settle()

    def settle(self) -> None:
        """Lay out what is on screen, and keep the first row where it is."""
        if self._settling:
            return
        self._settling = True
        view, before = self.session.view, self.top
        top = view.settle(before, self.size.height)
        self.virtual_size = Size(self.size.width, view.height)
        if top != before:
            self.scroll_to(y=top, animate=False, immediate=True, force=True)
        self._settling = False
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Lay out the rows that come into view."""
        super().watch_scroll_y(old_value, new_value)
        self.settle()
        self.post_message(self.Scrolled())

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked."""
        row = self.top + event.y
        self.post_message(self.Clicked(self.session.view.block_at(row), self._tag_at(row, event.x)))

    def _tag_at(self, row: int, x: int) -> int | None:
        at = 0
        for run in self.session.view.row(row):
            at += cell_width(run.text, self.session.view.look.ambiguous)
            if x < at:
                return run.tag if run.tag is not None and run.tag >= 0 else None
        return None

    def render_line(self, y: int) -> Strip:
        """Paint one row."""
        view, width = self.session.view, self.size.width
        line = view.row(self.top + y)
        ink = Ink(self.rich_style, self.app.current_theme.dark, view.look.ambiguous)
        current = self.session.current if any(run.tag == self.session.current for run in line) else None
        key = (line, current, width, ink)
        strip = self._strips.get(key)
        if strip is None:
            strip = strip_of(line if current is None else pointed(line), width, ink, current)
            self._strips[key] = strip
        return strip
