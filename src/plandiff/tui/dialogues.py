"""Something to read that lies over the review for a moment: help, report, details."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from plandiff.language import tr
from plandiff.presentation.styled import Line, Role, Styled
from plandiff.tui.commands import GROUPS, Command
from plandiff.tui.lines import Lines

_WIDEST = 96
"""Cells of a screen to read at most; the style sheet says so too."""


def reading_cells(width: int) -> int:
    """Return the cells of a line of something to read, in a window of a width."""
    return max(20, min(_WIDEST, width * 9 // 10) - 6)


class Reading(ModalScreen[None]):
    """Something to read; any of its keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,enter,question_mark", "dismiss", "close"),
        ("j,down", "scroll(1)", "down"),
        ("k,up", "scroll(-1)", "up"),
        ("space,pagedown", "scroll(10)", "down a screen"),
        ("pageup", "scroll(-10)", "up a screen"),
    ]

    def __init__(
        self, paragraphs: Sequence[Line], *, indent: int = 0, ambiguous: int = 1, broken: bool = False
    ) -> None:
        super().__init__()
        self._paragraphs, self._broken = paragraphs, broken
        self._indent, self._ambiguous = indent, ambiguous

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Lines(indent=self._indent, ambiguous=self._ambiguous)

    def on_mount(self) -> None:
        """Fill in the text, and say how to leave it."""
        self.query_one("#reading").border_subtitle = tr("j k scroll, Esc or q goes back")
        self.query_one(Lines).show(self._paragraphs, broken=self._broken)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#reading").scroll_relative(y=rows, animate=False)


KEY_CELLS = 13
"""Cells of the keys in the help."""


def help_lines(commands: Iterable[Command]) -> list[Line]:
    """Return all commands by group, with their keys."""
    lines: list[Line] = []
    group = ""
    for command in sorted(commands, key=lambda command: GROUPS.index(command.group)):
        if command.group != group:
            group = command.group
            lines += [()] * bool(lines) + [(Styled(tr(group), Role.STRONG),)]
        lines.append((Styled(f"{command.shown:<{KEY_CELLS}}", Role.PATH), Styled(tr(command.title))))
    lines += [
        (),
        (Styled(tr("Marks"), Role.STRONG),),
        (Styled(tr("⟦ ⟧ a change; ⟦⟧ here text of the other side is missing; * the current change")),),
        (Styled(tr("behind a change: ✓ accepted  ✗ rejected  » skipped  = name  ! look again")),),
        (Styled(tr("before a passage: ~ reworded  ? related  + only on the right  - only on the left  > moved")),),
        (Styled(tr(". page furniture  f standing formula")),),
    ]
    return lines
