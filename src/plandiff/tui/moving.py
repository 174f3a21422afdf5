"""Moving through a review and looking at it: keys and clicks that decide nothing."""

from contextlib import suppress
from dataclasses import replace

from textual.app import SuspendNotSupported

from plandiff.derivation.result import Derivation
from plandiff.errors import PlandiffError
from plandiff.language import tr
from plandiff.presentation.excerpts import harmless
from plandiff.reports.to_derivation import report as derivation_report
from plandiff.reports.to_terminal import report as comparison_report
from plandiff.reviewing.messages import full_lines, people_lines
from plandiff.reviewing.painting import HIT
from plandiff.reviewing.queue_session import QueueSession
from plandiff.reviewing.walking import Target
from plandiff.tui.choosing import Picking
from plandiff.tui.dialogues import Reading, reading_cells
from plandiff.tui.editor import opened
from plandiff.tui.item_list import ItemList
from plandiff.tui.pair_view import PairView
from plandiff.tui.panes import Outline, Ruler
from plandiff.tui.showing import SessionScreen


class MovingScreen(SessionScreen):
    """A session in which a person moves and looks; nothing here decides anything.

    Attributes:
        hit_block: The block with the search hit in question.
    """

    def __init__(self, reviewed: QueueSession) -> None:
        super().__init__(reviewed)
        self.hit_block = -1

    # Moving

    def action_step(self, forward: bool) -> None:
        """Go to the next or previous change or hit."""
        if not self.session.found.count:
            self.settle(self.session.step(forward))
            return
        block = self.session.hit_from(self.hit_block, forward)
        if block is not None:
            self.hit_block = self.pair.hit_block = block
            self.session.select_in(block)
            self.bring(Target(block, HIT))

    def action_step_open(self, forward: bool) -> None:
        """Go to the next or previous undecided change."""
        self.settle(self.session.step_open(forward))

    def action_step_worst(self) -> None:
        """Go to the first undecided change of the heaviest sort."""
        self.settle(self.session.step_worst())

    def action_jump(self) -> None:
        """Ask where to go."""
        self.note("")
        self.prompt.ask("jump", tr("number, id, or line as l12 or r12"), "")
        self.show_keys()

    def action_list(self, which: str) -> None:
        """List the changes that are listed, or of all those with a comment, and go to one."""
        session = self.session
        shown = session.listed if which == "listed" else session.commented()
        if not shown:
            self.note(tr("there is no comment yet"))
            return

        def chosen(change: int | None) -> None:
            if change is not None:
                session.select(change)
                self.settle()

        self.app.push_screen(Picking(session, shown), chosen)

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.session.view.scroll(rows)
        self.show_rows()

    def action_page(self, screens: int) -> None:
        """Scroll by screens, but for two rows."""
        self.action_scroll(screens * max(1, self.session.view.screen - 2))

    def action_section(self, forward: bool) -> None:
        """Go to the next or previous section."""
        block = self.session.section_from(self.session.view.top_block, forward)
        if block is None:
            self.action_edge(forward)
        else:
            self.session.view.go_to_block(block)
            self.show_rows()

    def action_edge(self, end: bool) -> None:
        """Go to the beginning or the end."""
        if end:
            self.session.view.go_to_end()
        else:
            self.session.view.go_to_row(0)
        self.show_rows()

    def action_outline(self) -> None:
        """Go to the outline and back."""
        self.on_outline = not self.on_outline and bool(self.session.material.outline)
        self.refit()
        (self.query_one(Outline) if self.on_outline else self.pair).focus()
        self.show_keys()

    def on_item_list_selected(self, event: ItemList.Selected) -> None:
        """Go to the section that was chosen."""
        block = self.session.material.outline[event.index].block
        self.on_outline = False
        self.fit()
        self.pair.focus()
        self.session.select_near(block)
        self.settle()
        self.session.view.go_to_block(block)
        self.show_rows()

    def on_pair_view_scrolled(self) -> None:
        """Keep path and overview with the texts."""
        self.show_rows()

    def on_pair_view_clicked(self, event: PairView.Clicked) -> None:
        """Take the change that was clicked."""
        self.session.select(event.change)
        self.settle()

    def on_ruler_chosen(self, event: Ruler.Chosen) -> None:
        """Go to a place of the overview."""
        self.session.view.go_to_row(int(event.share * self.session.view.height))
        self.show_rows()

    # Seeing

    def action_fold(self) -> None:
        """Fold unchanged passages or unfold them."""
        self.session.view.fold(folded=not self.session.view.folded)
        self.settle()

    def action_stack(self) -> None:
        """Set the texts beside or under each other."""
        layout = self.session.view.layout
        self.session.view.set_layout(replace(layout, stacked=not layout.stacked))
        self.settle("" if layout.stacked or layout.beside else tr("there is no room beside each other"))

    def action_details(self) -> None:
        """Show all there is to say of the change."""
        self.app.push_screen(Reading(full_lines(self.session), ambiguous=self.session.view.layout.ambiguous))

    def action_meant(self) -> None:
        """Read what was meant, or what is written."""
        layout = self.session.view.layout
        self.session.view.set_layout(replace(layout, meant=not layout.meant))
        meant = tr("as it was meant: what cleaning sets aside is left out, damage is shown as repaired; M goes back")
        self.settle("" if layout.meant else meant)

    def action_people(self) -> None:
        """Show who has decided how much."""
        self.app.push_screen(Reading(people_lines(self.session), ambiguous=self.session.view.layout.ambiguous))

    def action_copy(self, side: str) -> None:
        """Copy one text of the change to the clipboard of the terminal."""
        change = self.session.change
        if change is None:
            return
        texts = self.session.material.texts(change)
        text = texts.left if side == "left" else texts.right
        self.app.copy_to_clipboard(text)
        self.note(tr("copied: {text}").format(text=harmless(text)) if text else tr("there is no text on this side"))

    def action_source(self) -> None:
        """Open the document in the editor, at the line of the change."""
        place = self.session.source_line()
        if isinstance(place, str):
            self.note(place)
            return
        trouble = tr("an editor cannot be opened here")
        with suppress(SuspendNotSupported), self.app.suspend():
            try:  # Nothing may leave this block: the app would stay suspended.
                opened(*place)
                trouble = ""
            except PlandiffError as error:
                trouble = str(error)
        self.note(trouble)

    def action_report(self) -> None:
        """Show the report of the comparison: of a derivation what became of each section."""
        comparison = self.session.material.comparison
        width, meant = reading_cells(self.size.width), self.session.view.layout.meant
        if isinstance(comparison, Derivation):
            lines = derivation_report(comparison, width, show_all=False, meant=meant)
        else:
            lines = comparison_report(comparison, width, show_all=False, meant=meant)
        self.app.push_screen(Reading(lines, broken=True))
