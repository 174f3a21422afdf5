"""Moving through a review and looking at it: keys and clicks that decide nothing."""

from dataclasses import replace

from textual.widgets import OptionList

from plandiff.derivation.result import Derivation
from plandiff.language import tr
from plandiff.reports.to_derivation import report as derivation_report
from plandiff.reports.to_terminal import report as comparison_report
from plandiff.reviewing.messages import full_lines
from plandiff.reviewing.painting import HIT
from plandiff.reviewing.session import Place, Session
from plandiff.tui.dialogues import KEY_CELLS, Reading, help_lines, reading_cells
from plandiff.tui.job import Job
from plandiff.tui.pair_view import PairView
from plandiff.tui.panes import Outline, Ruler
from plandiff.tui.showing import SessionScreen


class MovingScreen(SessionScreen):
    """A session in which a person moves and looks; nothing here decides anything.

    Attributes:
        hit_block: The block with the search hit in question.
    """

    def __init__(self, session: Session, job: Job) -> None:
        super().__init__(session, job)
        self.hit_block = -1

    # Moving

    def action_step(self, forward: bool) -> None:
        """Go to the next or previous change or hit."""
        if not self.session.found.count:
            self.settle(self.session.step(forward))
            return
        block = self.session.hit_from(self.hit_block, forward)
        if block is not None:
            self.hit_block = block
            self.session.select_in(block)
            self.bring(Place(block, HIT))

    def action_step_open(self) -> None:
        """Go to the next undecided change."""
        self.settle(self.session.step_open())

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

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the section that was chosen."""
        block = self.session.material.outline[event.option_index].block
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
        look = self.session.view.look
        self.session.view.set_look(replace(look, stacked=not look.stacked))
        self.settle("" if look.stacked or look.beside else tr("there is no room beside each other"))

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.theme = "plandiff-light" if self.app.current_theme.dark else "plandiff-dark"
        self.query_one(Outline).show(self.session)
        self.show()

    def action_details(self) -> None:
        """Show all there is to say of the change."""
        self.app.push_screen(Reading(full_lines(self.session), ambiguous=self.session.view.look.ambiguous))

    def action_report(self) -> None:
        """Show the report of the comparison: of a derivation what became of each section."""
        comparison = self.session.material.comparison
        width = reading_cells(self.size.width)
        if isinstance(comparison, Derivation):
            lines = derivation_report(comparison, width, show_all=False)
        else:
            lines = comparison_report(comparison, width, show_all=False)
        self.app.push_screen(Reading(lines, broken=True))

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Reading(help_lines(self.COMMANDS_HERE), indent=KEY_CELLS))
