"""Screens that lie over the review for a moment: all there is to read, the filter, and a question."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from plandiff.judging.change import Kind, Weight
from plandiff.judging.kinds import KINDS, sign
from plandiff.language import tr
from plandiff.presentation.styled import Line, Role, Styled
from plandiff.reviewing.messages import weight_words
from plandiff.reviewing.session import Filter, Session
from plandiff.tui.commands import COMMANDS, Command
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
        """Fill in the text."""
        self.query_one(Lines).show(self._paragraphs, broken=self._broken)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.query_one("#reading").scroll_relative(y=rows, animate=False)


KEY_CELLS = 13
"""Cells of the keys in the help."""


def help_lines(commands: Iterable[Command] = COMMANDS) -> list[Line]:
    """Return all commands by group, with their keys."""
    lines: list[Line] = []
    group = ""
    for command in commands:
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


_OPEN_ONLY = "open-only"


class Choosing(ModalScreen[Filter | None]):
    """Chooses which changes are listed: weights, and in them kinds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,f,q", "take", "done"),
        ("j", "move(1)", "down"),
        ("k", "move(-1)", "up"),
        ("space", "choose", "list or hide"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._counts = Counter(change.kind for change in session.material.changes)
        self._rows = [_OPEN_ONLY, *self._weights_and_kinds()]
        chosen = session.filter
        self._chosen: set[str] = {*chosen.weights, *(kind for kind in self._counts if kind not in chosen.without)}
        if chosen.open_only:
            self._chosen.add(_OPEN_ONLY)

    def _weights_and_kinds(self) -> Iterator[str]:
        for weight in Weight:
            yield weight
            yield from (kind for kind in Kind if kind.weight is weight and kind in self._counts)

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        with Vertical(id="choosing"):
            yield Lines()
            yield OptionList(*(Content(self._words(row)) for row in self._rows))

    def on_mount(self) -> None:
        """Say how to choose."""
        self.query_one(Lines).show([(Styled(tr("Space lists or hides, Esc is done"), Role.FAINT),)])
        self.query_one(OptionList).focus()

    def _words(self, row: str) -> str:
        box = "[x]" if row in self._chosen else "[ ]"
        if isinstance(row, Kind):
            return f"  {box} {sign(row)} {tr(KINDS[row].label)}  {self._counts[row]:,}"
        if isinstance(row, Weight):
            total = sum(count for kind, count in self._counts.items() if kind.weight is row)
            return f"{box} {weight_words(row)}  {total:,}"
        return f"{box} {tr('step to undecided changes only')}"

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """List or hide what was chosen with Enter or the mouse."""
        row = self._rows[event.option_index]
        self._chosen ^= {row}
        event.option_list.replace_option_prompt_at_index(event.option_index, Content(self._words(row)))

    def action_choose(self) -> None:
        """List or hide what is highlighted."""
        self.query_one(OptionList).action_select()

    def action_move(self, rows: int) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if rows > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_take(self) -> None:
        """Return what is chosen."""
        weights = frozenset(row for row in self._chosen if isinstance(row, Weight))
        without = frozenset(kind for kind in self._counts if kind not in self._chosen)
        self.dismiss(Filter(weights, without, _OPEN_ONLY in self._chosen))
