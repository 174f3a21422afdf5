"""The commands of the review: each key is a step of the session, and the screen shows what has become of it."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import SuspendNotSupported
from textual.binding import BindingType
from textual.widgets import Input, OptionList

from plandiff.errors import PlandiffError
from plandiff.judging.change import Weight
from plandiff.judging.relation import Relation
from plandiff.language import tr, tr_n
from plandiff.reports.to_derivation import report as derivation_report
from plandiff.reports.to_terminal import report as comparison_report
from plandiff.reviewing.decisions import Verdict
from plandiff.reviewing.export import exported
from plandiff.reviewing.store import Store
from plandiff.tui.commands import COMMANDS
from plandiff.tui.dialogues import KEY_CELLS, Choosing, Reading, help_lines, reading_cells
from plandiff.tui.editor import edited
from plandiff.tui.job import Job
from plandiff.tui.loading import bindings
from plandiff.tui.painting import HIT
from plandiff.tui.pair_view import PairView
from plandiff.tui.panes import Outline, Ruler
from plandiff.tui.prompt import Prompt
from plandiff.tui.session import Filter, Place, Session
from plandiff.tui.showing import SessionScreen
from plandiff.tui.telling import full_lines, name_around


class ReviewScreen(SessionScreen):
    """A session with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)

    def __init__(self, session: Session, job: Job) -> None:
        super().__init__(session, job)
        self._hit_block = -1
        self._leaving = False

    def settle(self, words: str = "") -> None:
        """Show what a command has done, and go to the current change."""
        self._leaving = False
        super().settle(words)

    # Moving

    def action_step(self, forward: bool) -> None:
        """Go to the next or previous change or hit."""
        if not self.session.found.count:
            self.settle(self.session.step(forward))
            return
        block = self.session.hit_from(self._hit_block, forward)
        if block is not None:
            self._hit_block = block
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

    # Searching and asking

    def _ask(self, purpose: str, placeholder: str, value: str = "") -> None:
        self.prompt.ask(purpose, placeholder, value)
        self.show_keys()

    def _close_prompt(self) -> None:
        self.prompt.close()
        self.pair.focus()
        self.show_keys()

    def on_prompt_answered(self, event: Prompt.Answered) -> None:
        """Do what was asked for."""
        self._close_prompt()
        answers = {
            "search": self._search,
            "comment": lambda text: self.decided(self.session.comment(text)),
            "name": lambda text: self.decided(self.session.confirm_name(text)),
            "export": self._export,
            "elsewhere": self._keep_elsewhere,
        }
        answers[event.purpose](event.value)

    def action_search(self) -> None:
        """Ask what to search for."""
        self._ask("search", tr("search in either script"))

    def _search(self, query: str) -> None:
        self._hit_block = self.session.view.top_block - 1
        self.note(self.session.find(query))
        self.pair.refresh()
        if self.session.found.count:
            found = self.session.found
            self.action_step(forward=True)
            hits = tr_n("{n} hit", "{n} hits", found.count).format(n=f"{found.count:,}")
            passages = tr_n("{n} passage", "{n} passages", len(found.blocks)).format(n=f"{len(found.blocks):,}")
            told = tr("{hits} in {passages}; n and p step, Esc ends")
            self.note(told.format(hits=hits, passages=passages))

    def action_end(self) -> None:
        """Leave the prompt, else the outline, else end the search."""
        if self.prompt.purpose:
            self._close_prompt()
        elif self.on_outline:
            self.action_outline()
        elif self.session.found.count:
            self.session.find("")
            self.note("")
            self.show_keys()
            self.pair.refresh()
        else:
            self.note("")

    def action_filter(self) -> None:
        """Ask which changes are listed."""

        def chosen(choice: Filter | None) -> None:
            if choice is not None and choice != self.session.filter:
                self.decided(self.session.choose(choice))

        self.app.push_screen(Choosing(self.session), chosen)

    def action_weight(self, weight: str) -> None:
        """List changes of a weight or not."""
        self.decided(self.session.toggle_weight(Weight(weight)))

    def action_open_only(self) -> None:
        """Step to undecided changes only or to all."""
        self.settle(self.session.toggle_open_only())

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
        report = derivation_report if comparison.relation is Relation.DERIVATION else comparison_report
        lines = report(comparison, reading_cells(self.size.width), show_all=False)
        self.app.push_screen(Reading(lines, broken=True))

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Reading(help_lines(self.COMMANDS_HERE), indent=KEY_CELLS))

    # Deciding

    def action_decide(self, verdict: str) -> None:
        """Decide on the current change."""
        if self._in_view():
            self.decided(self.session.decide(Verdict(verdict)))

    def action_decide_equal(self, verdict: str) -> None:
        """Decide on all equal changes."""
        if self._in_view():
            self.decided(self.session.decide(Verdict(verdict), all_equal=True))

    def _shows_current(self) -> bool:
        place = self.session.place
        return self.session.view.shows(place.block, place.tag)

    def _in_view(self) -> bool:
        """Say whether the current change is on screen; if not, show it: nobody decides on what they do not see."""
        if self.session.current is None or self._shows_current():
            return True
        self.settle(tr("this is the current change; press again"))
        return False

    def action_words(self) -> None:
        """Say what equal means."""
        self.settle(self.session.toggle_words())

    def action_undo(self) -> None:
        """Take the last decision back."""
        self.decided(self.session.undo())

    def action_name(self) -> None:
        """Ask for the name a finding stands in."""
        if self.session.current is not None and self._in_view():
            self._ask("name", tr("the name, as it is written"), name_around(self.session))

    def action_comment(self) -> None:
        """Ask for a comment."""
        n = self.session.current
        if n is not None and self._in_view():
            comment = self.session.review.ruling(n).comment
            if "\n" in comment:
                self.note(tr("the comment has several lines; E edits it in your editor"))
            else:
                self._ask("comment", tr("comment; empty takes it away"), comment)

    def action_edit(self) -> None:
        """Comment in the user's editor."""
        n = self.session.current
        if n is None or not self._in_view():
            return
        text, trouble = None, tr("an editor cannot be opened here; c comments in a line")
        with suppress(SuspendNotSupported), self.app.suspend():
            try:  # Nothing may leave this block: the app would stay suspended.
                text = edited(self.session.review.ruling(n).comment)
            except PlandiffError as error:
                trouble = str(error)
        if text is None:
            self.note(trouble)
        else:
            self.decided(self.session.comment(text))

    # In and out

    def action_export(self) -> None:
        """Ask where to export to."""
        self._ask("export", tr("folder"), str(self.job.folder))

    def _export(self, folder: str) -> None:
        if changed := self.job.changed():
            words = tr("{name} has changed since it was read: Ctrl-R compares again, then export")
            self.note(words.format(name=changed))
            return
        try:
            files = exported(self.session.review, Path(folder or ".").expanduser(), self.job.stem)
        except PlandiffError as error:
            self.note(str(error))
        else:
            self.note(tr("written: {files}").format(files=", ".join(map(str, files))))

    def action_reload(self) -> None:
        """Have the files read and compared again."""
        self.note(tr("reading and comparing again …"))
        self.post_message(self.Reload())

    def action_elsewhere(self) -> None:
        """Ask for another file to keep the decisions in."""
        store = self.session.review.store
        self._ask("elsewhere", tr("file for the decisions"), str(store.path) if store else "")

    def _keep_elsewhere(self, path: str) -> None:
        store = self.session.review.store
        if not path.strip() or not store:
            return
        try:
            self.session.review.keep_in(Store(Path(path).expanduser(), store.names))
        except PlandiffError as error:
            self.note(str(error))
        else:
            self.settle(tr("decisions are kept in {file}").format(file=path))

    def action_leave(self) -> None:
        """Leave; ask once more if something is not written."""
        if self.session.review.save() or self._leaving:
            self.app.exit()
            return
        self._leaving = True
        self.show()
        self.note(tr("NOT SAVED: w keeps the decisions elsewhere, q again leaves without them"))

    async def action_submit(self) -> None:
        """Do what Enter does in the prompt or the outline."""
        if isinstance(self.focused, Input):
            await self.focused.action_submit()
        elif isinstance(self.focused, OptionList):
            self.focused.action_select()
