"""Both texts in one view, painted row by row, so that they cannot drift apart."""

from textual import events
from textual.cache import LRUCache
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from plandiff.presentation.styled import Line
from plandiff.reviewing.painting import HIT, pointed
from plandiff.reviewing.session import Session
from plandiff.reviewing.view import RowsView
from plandiff.text.width import cell_width
from plandiff.tui.lines import HIT_HERE, Paint, strip_of

_WHEEL = 3
"""Rows that one turn of the mouse wheel moves."""


class PairView(Widget, can_focus=True):
    """Shows the rows of a session. The session's view knows what is on screen; this widget only paints it."""

    class Clicked(Message):
        """A change was clicked."""

        def __init__(self, change: int) -> None:
            super().__init__()
            self.change = change

    class Scrolled(Message):
        """The mouse has brought other rows on screen."""

    class Resized(Message):
        """There are more or fewer rows on screen."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.hit_block = -1
        """The block with the search hit in question."""
        self._strips: LRUCache[tuple[Line, int | None, int, Paint], Strip] = LRUCache(500)

    @property
    def _view(self) -> RowsView:
        return self.session.view

    def on_resize(self, event: events.Resize) -> None:
        """Tell the view how much is on screen."""
        self._view.screen = max(1, event.size.height)
        self.post_message(self.Resized())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Go down."""
        self._turn(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Go up."""
        self._turn(event, -_WHEEL)

    def _turn(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        self._view.scroll(rows)
        self.refresh()
        self.post_message(self.Scrolled())

    def on_click(self, event: events.Click) -> None:
        """Tell which change was clicked, if one was."""
        at = 0
        for run in self._view.row(self._view.top + event.y):
            at += cell_width(run.text, self._view.layout.ambiguous)
            if event.x < at:
                if run.tag is not None and run.tag >= 0:
                    self.post_message(self.Clicked(run.tag))
                return

    def render_line(self, y: int) -> Strip:
        """Paint one row."""
        view, width = self._view, self.size.width
        line = view.row(view.top + y)
        if self.hit_block >= 0 and self.hit_block == view.block_at(view.top + y):
            line = tuple(run._replace(tag=HIT_HERE) if run.tag == HIT else run for run in line)
        ink = Paint(self.rich_style, self.app.current_theme.dark, view.layout.ambiguous)
        current = self.session.current if any(run.tag == self.session.current for run in line) else None
        key = (line, current, width, ink)
        strip = self._strips.get(key)
        if strip is None:
            strip = strip_of(line if current is None else pointed(line), width, ink, current)
            self._strips[key] = strip
        return strip
