"""Screens that lie over the review for a moment: all there is to read, the filter, and a question."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from plandiff.judging.change import Kind, Weight
from plandiff.language import tr
from plandiff.reports.styled import Line, Role, Styled
from plandiff.reports.words import KINDS, sign
from plandiff.tui.commands import COMMANDS
from plandiff.tui.lines import Lines
from plandiff.tui.session import Filter, Session
from plandiff.tui.telling import weight_words


class Reading(ModalScreen[None]):
    """Something to read; any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,enter,question_mark", "dismiss", "close"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
        ("space,pagedown", "scroll(10)", "down a screen"),
        ("pageup", "scroll(-10)", "up a screen"),
    ]

    def __init__(self, paragraphs: Sequence[Line]) -> None:
        super().__init__()
        self._paragraphs = paragraphs

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Lines()

    def on_mount(self) -> None:
        """Fill in the text."""
        self.query_one(Lines).show(self._paragraphs)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#reading").scroll_relative(y=rows, animate=False)


def help_lines() -> list[Line]:
    """Return all commands by group, with their keys."""
    lines: list[Line] = []
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines += [()] * bool(lines) + [(Styled(tr(group), Role.STRONG),)]
        lines.append((Styled(f"{command.shown:<13}", Role.PATH), Styled(tr(command.title))))
    lines += [
        (),
        (Styled(tr("Marks"), Role.STRONG),),
        (Styled(tr("⟦ ⟧ a change; ⟦⟧ here text of the other side is missing; ✓ accepted  ✗ rejected  » skipped  = name  ! look again")),),
        (Styled(tr("before a passage: ~ reworded  + only on the right  - only on the left  > moved  . page furniture")),),
    ]
    return lines


_OPEN_ONLY = "open-only"


class Choosing(ModalScreen[Filter | None]):
    """Chooses which changes are listed: weights, and in them kinds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,f", "take", "done"),
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._filter = session.filter
        counts: dict[Kind, int] = {}
        for change in session.material.changes:
            counts[change.kind] = counts.get(change.kind, 0) + 1
        self._counts = counts

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        with Vertical(id="choosing"):
            head = Lines(id="choosing-head")
            yield head
            yield SelectionList[str](*self._selections())

    def on_mount(self) -> None:
        """Fill in the text."""
        words = tr("Space lists or hides, Esc is done")
        self.query_one("#choosing-head", Lines).show([(Styled(words, Role.FAINT),)])
        self.query_one(SelectionList).focus()

    def _selections(self) -> list[Selection[str]]:
        chosen = self._filter
        rows = [Selection(Content(tr("step to undecided changes only")), _OPEN_ONLY, chosen.open_only)]
        for weight in Weight:
            kinds = [kind for kind in Kind if kind.weight is weight and kind in self._counts]
            total = sum(self._counts[kind] for kind in kinds)
            rows.append(Selection(Content(f"{weight_words(weight)}  {total:,}"), weight.value, weight in chosen.weights))
            for kind in kinds:
                words = f"  {sign(kind)} {tr(KINDS[kind])}  {self._counts[kind]:,}"
                rows.append(Selection(Content(words), f"kind:{kind.value}", kind not in chosen.without))
        return rows

    def action_move(self, rows: int) -> None:
        """Move in the list."""
        selections = self.query_one(SelectionList)
        if rows > 0:
            selections.action_cursor_down()
        else:
            selections.action_cursor_up()

    def action_take(self) -> None:
        """Return what is chosen."""
        chosen = set(self.query_one(SelectionList).selected)
        weights = frozenset(weight for weight in Weight if weight.value in chosen)
        without = frozenset(kind for kind in self._counts if f"kind:{kind.value}" not in chosen)
        self.dismiss(Filter(weights, without, _OPEN_ONLY in chosen))
