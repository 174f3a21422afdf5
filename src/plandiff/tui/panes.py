"""What stands around the two texts: the outline of sections, and the overview of where changes lie."""

from itertools import pairwise

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from plandiff.chinese.script import fold
from plandiff.derivation.coverage import LOCAL, NATIONAL, Extent
from plandiff.judging.change import Weight
from plandiff.judging.kinds import WEIGHTS
from plandiff.judging.passages import Status
from plandiff.language import tr
from plandiff.presentation.places import section_text
from plandiff.presentation.styled import Line, Role, Styled, flow
from plandiff.presentation.words import STATUSES
from plandiff.reports.extents import EXTENTS
from plandiff.reviewing.material import Material, OutlineEntry
from plandiff.reviewing.session import Session
from plandiff.tables import complete
from plandiff.tui.item_list import ItemList
from plandiff.tui.themes import role_style

OUTLINE_WIDTH = 30
"""Cells of the outline, its margins and scroll bar included."""
_ROLES = complete(
    Weight,
    {
        Weight.SUBSTANTIVE: Role.LEFT_DIFFERENCE,
        Weight.CONVERSION: Role.WARNING,
        Weight.DAMAGE: Role.REPAIR,
        Weight.COSMETIC: Role.PATH,
        Weight.RELATED: Role.PATH,
    },
)


def heading_lines(heading: OutlineEntry, counts: dict[Weight, int], width: int, taken: str = "") -> list[Line]:
    """Return an entry of the outline: number and title, whole, on both sides if they differ, and what is still open.

    Args:
        heading: The entry.
        counts: Open changes by weight.
        width: Cells of a line.
        taken: What became of the section in a derivation, in words.
    """
    left, right = (
        [section_text(section) for section in side] for side in (heading.sections.left, heading.sections.right)
    )
    indent = "  " * min(heading.level - 1, 4)
    sign = ">" if heading.moved else ""
    if heading.status in (Status.ADDED, Status.DROPPED):
        sign += f"{STATUSES[heading.status][0]} "
    runs = [Styled(sign + " · ".join(left or right))]
    if left and right and [*map(_bare, left)] != [*map(_bare, right)]:
        runs.append(Styled(f" -> {' · '.join(right)}", Role.PATH))
    if taken:
        runs.append(Styled(f" {taken}", Role.FAINT))
    runs += [Styled(f" {count:,}{WEIGHTS[weight].sign}", _ROLES[weight]) for weight, count in counts.items() if count]
    return flow(runs, width, (Styled(indent),), (Styled(indent + "  "),))


def taken_up(material: Material, heading: OutlineEntry) -> str:
    """Say how far a section of a derivation was taken up; nothing where a sign says that it was not."""
    left = heading.sections.left
    section = (left or heading.sections.right)[0].id
    found = (material.coverage.left if left else material.coverage.right).get(section)
    if not found or found.extent is Extent.NONE:
        return ""
    words = tr(EXTENTS[(NATIONAL if left else LOCAL)[found.extent]])
    return f"{words} {found.shared:.0%}" if found.extent in (Extent.WHOLE, Extent.PARTLY) else words


def _bare(title: str) -> str:
    """Return a title as far as it tells sections apart: folded, without white space."""
    return "".join(fold(title).split())


class Outline(ItemList):
    """The aligned sections; choosing one goes there."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="outline")
        self.styles.width = OUTLINE_WIDTH
        self.session = session
        self._blocks: list[int] = []

    def show_session(self, session: Session) -> None:
        """Show the sections of a session anew."""
        self.session = session
        self._blocks = [heading.block for heading in session.material.outline]
        self.show(len(self._blocks), self._heading, self.highlighted)

    def follow(self, block: int) -> None:
        """Highlight the section that holds a block."""
        if not self.has_focus:
            at = next((n for n in range(len(self._blocks) - 1, -1, -1) if self._blocks[n] <= block), None)
            if at is not None and self.highlighted != at:
                self.highlight(at)

    def _heading(self, index: int, width: int) -> list[Line]:
        heading, session = self.session.material.outline[index], self.session
        counts = session.open_between(heading.first, heading.end)
        return heading_lines(heading, counts, width, taken_up(session.material, heading))


class Ruler(Widget):
    """Where the open changes lie over the whole of both texts; a click goes there."""

    class Chosen(Message):
        """A place was clicked, as a share of the whole."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    def __init__(self, session: Session) -> None:
        super().__init__(id="ruler")
        self.session = session
        self._marks: list[Weight | None] = []
        self._shown = (0.0, 0.0)

    def show(self, session: Session, top: float, bottom: float) -> None:
        """Show anew; from ``top`` to ``bottom`` is on screen, as shares of the whole."""
        self.session, self._shown = session, (top, bottom)
        self.on_resize()

    def on_resize(self) -> None:
        """Share the changes out over the rows there are."""
        self._marks = marks(self.session, self.size.height)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Tell what was clicked."""
        self.post_message(self.Chosen(event.y / max(1, self.size.height)))

    def render_line(self, y: int) -> Strip:
        """Paint a place: the sign of the heaviest open change there; the part on screen is reversed."""
        weight = self._marks[y] if y < len(self._marks) else None
        style = self.rich_style + role_style(_ROLES[weight] if weight else Role.FAINT, dark=self.app.current_theme.dark)
        height = max(1, self.size.height)
        if self._shown[0] < (y + 1) / height and y / height < self._shown[1]:
            style += Style(reverse=True)
        return Strip([Segment(WEIGHTS[weight].sign if weight else " ", style)], 1)


def marks(session: Session, height: int) -> list[Weight | None]:
    """Return for each of ``height`` places the weight of the heaviest listed change there that is not settled."""
    view, blocks = session.view, session.material.blocks
    if not blocks:
        return [None] * height
    firsts = [blocks[view.block_at(view.height * place // height)].first for place in range(height)]
    firsts = [0, *firsts[1:], len(session.material.changes)]
    found = []
    for first, end in pairwise(firsts):
        counts = session.open_between(first, end)
        found.append(next((weight for weight, count in counts.items() if count), None))
    return found
