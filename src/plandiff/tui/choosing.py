"""Lists that lie over the review for a moment: the filter, the groups, the changes."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from plandiff.decisions.decision import State, Verdict
from plandiff.judging.change import COUNTED, Direction, Kind, Weight
from plandiff.judging.kinds import sign
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.states import REVIEW_STATES
from plandiff.presentation.styled import Line, Role, Styled, flow
from plandiff.presentation.words import kind_text
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.groups import Group, group_words
from plandiff.reviewing.messages import change_line, weight_words
from plandiff.reviewing.session import Session
from plandiff.tui.dialogues import Reading
from plandiff.tui.item_list import ItemList
from plandiff.tui.lines import Lines

T = TypeVar("T")


class _Listing(ModalScreen[T], Generic[T]):
    """A list with a line above it that says what its keys do."""

    def __init__(self, told: str, ambiguous: int) -> None:
        super().__init__()
        self._told, self._ambiguous = told, ambiguous

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        with Vertical(id="choosing", classes="long"):
            yield Lines(ambiguous=self._ambiguous)
            yield ItemList(ambiguous=self._ambiguous)

    def on_mount(self) -> None:
        """Say how to choose."""
        self.query_one(Lines).show([(Styled(self._told, Role.FAINT),)])
        self.query_one(ItemList).focus()
        self.fill()

    def fill(self) -> None:
        """Show what there is to choose from."""
        raise NotImplementedError

    @property
    def at(self) -> int:
        """The index of the row in question."""
        return self.query_one(ItemList).highlighted or 0


_OPEN_ONLY, _COMMENTED = "open-only", "commented"
_Row = tuple[str, Weight | Kind | Direction | State | str]
"""A row of the filter: of what sort it is, and what it chooses."""


class Choosing(_Listing[Filter | None]):
    """Chooses which changes are listed: by weight, kind, direction, state, person and comment."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,f,q", "take", "done"),
        ("space", "choose", "list or hide"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(tr("Space lists or hides, Esc is done"), session.view.layout.ambiguous)
        changes, review, chosen = session.material.changes, session.review, session.filter
        kinds = Counter(change.kind for change in changes)
        directions = Counter(change.judgement.direction for change in changes)
        states = Counter(review.states())
        self._rows: list[tuple[_Row, str]] = [(("only", _OPEN_ONLY), tr("step to undecided changes only"))]
        for weight in COUNTED:
            total = sum(count for kind, count in kinds.items() if kind.weight is weight)
            self._rows.append((("weight", weight), f"{weight_words(weight)}  {total:,}"))
            for kind in Kind:
                if kind.weight is weight and kind in kinds:
                    words = kind_text(kind, session.material.comparison.relation)
                    self._rows.append((("kind", kind), f"  {sign(kind)} {words}  {kinds[kind]:,}"))
        for direction in Direction:
            if directions[direction]:
                words = tr("only {direction}  {n}")
                words = words.format(direction=tr(DIRECTIONS[direction]), n=f"{directions[direction]:,}")
                self._rows.append((("direction", direction), words))
        for state in State:
            if states[state] and len(states) > 1:
                words = tr("only {state}  {n}").format(state=tr(REVIEW_STATES[state].words), n=f"{states[state]:,}")
                self._rows.append((("state", state), words))
        for who, counts in sorted(review.people().items()):
            words = tr("only what {who} has decided  {n}")
            words = words.format(who=harmless(who) or tr("no name"), n=f"{counts.total():,}")
            self._rows.append((("person", who), words))
        self._rows.append((("only", _COMMENTED), tr("only with a comment")))
        self._chosen: set[_Row] = {("kind", kind) for kind in kinds if kind not in chosen.without}
        self._chosen |= {("weight", weight) for weight in chosen.weights}
        self._chosen |= {("direction", direction) for direction in chosen.directions}
        self._chosen |= {("state", state) for state in chosen.states}
        self._chosen |= {("person", who) for who in chosen.people}
        self._chosen |= {("only", _OPEN_ONLY)} if chosen.open_only else set()
        self._chosen |= {("only", _COMMENTED)} if chosen.commented else set()
        self._kinds = frozenset(kinds)

    def fill(self) -> None:
        """Show the rows."""
        self.query_one(ItemList).show(len(self._rows), self._lines, self.at)

    def _lines(self, index: int, width: int) -> list[Line]:
        row, words = self._rows[index]
        hidden = isinstance(row[1], Kind) and ("weight", row[1].weight) not in self._chosen
        box = "[-]" if hidden else "[x]" if row in self._chosen else "[ ]"
        indent = "  " if words.startswith("  ") else ""
        text = f"{indent}{box} {words.strip()}"
        return flow([Styled(text, Role.FAINT if hidden else Role.PLAIN)], width, ambiguous=self._ambiguous)

    def on_item_list_selected(self, event: ItemList.Selected) -> None:
        """List or hide what was chosen with Enter or the mouse."""
        self._chosen ^= {self._rows[event.index][0]}
        self.query_one(ItemList).refresh()

    def action_choose(self) -> None:
        """List or hide what is highlighted."""
        self.query_one(ItemList).action_select()

    def action_take(self) -> None:
        """Return what is chosen."""
        chosen = [row[1] for row in self._chosen]
        self.dismiss(
            Filter(
                weights=frozenset(one for one in chosen if isinstance(one, Weight)),
                without=self._kinds - {one for one in chosen if isinstance(one, Kind)},
                open_only=("only", _OPEN_ONLY) in self._chosen,
                directions=frozenset(one for one in chosen if isinstance(one, Direction)),
                states=frozenset(one for one in chosen if isinstance(one, State)),
                people=frozenset(one for sort, one in self._chosen if sort == "person"),
                commented=("only", _COMMENTED) in self._chosen,
            )
        )


class Grouping(_Listing[tuple[Group, Verdict] | None]):
    """Chooses a group of changes and what is decided on all of it; its members can be read first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("escape,q,D", "leave", "back"),
        ("a", "take('accept')", "accept"),
        ("r", "take('reject')", "reject"),
        ("s", "take('skip')", "skip"),
    ]

    def __init__(self, session: Session) -> None:
        told = tr("Enter shows the members; a accepts them all, r makes them queries, s skips them; Esc goes back")
        super().__init__(told, session.view.layout.ambiguous)
        self._session, self._groups = session, list(session.groups().items())

    def fill(self) -> None:
        """Show the groups."""
        self.query_one(ItemList).show(len(self._groups), self._lines)

    def _lines(self, index: int, width: int) -> list[Line]:
        group, members = self._groups[index]
        return flow([Styled(group_words(group, len(members)))], width, ambiguous=self._ambiguous)

    def on_item_list_selected(self, event: ItemList.Selected) -> None:
        """Show the members of a group."""
        lines = [change_line(self._session, n) for n in self._groups[event.index][1]]
        self.app.push_screen(Reading(lines, ambiguous=self._ambiguous))

    def action_take(self, verdict: str) -> None:
        """Return what is decided."""
        if self._groups:
            self.dismiss((self._groups[self.at][0], Verdict(verdict)))

    def action_leave(self) -> None:
        """Decide nothing."""
        self.dismiss(None)


class Picking(_Listing[int | None]):
    """Lists changes, and returns the one to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,q,L,C", "leave", "back")]

    def __init__(self, session: Session, changes: Sequence[int]) -> None:
        super().__init__(tr("Enter goes there, Esc goes back"), session.view.layout.ambiguous)
        self._session, self._changes = session, changes

    def fill(self) -> None:
        """Show the changes, the current one in question."""
        current = self._session.current
        at = self._changes.index(current) if current in self._changes else 0
        self.query_one(ItemList).show(len(self._changes), self._lines, at)

    def _lines(self, index: int, width: int) -> list[Line]:
        return flow(change_line(self._session, self._changes[index]), width, ambiguous=self._ambiguous)

    def on_item_list_selected(self, event: ItemList.Selected) -> None:
        """Return the change that was chosen."""
        self.dismiss(self._changes[event.index])

    def action_leave(self) -> None:
        """Stay where the review is."""
        self.dismiss(None)
