"""The review on screen: widgets show the session, and only this screen changes it."""

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult, SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList

from plandiff.errors import PlandiffError
from plandiff.judging.change import Weight
from plandiff.language import tr, tr_n
from plandiff.reports.excerpts import harmless
from plandiff.reports.styled import Role, Styled
from plandiff.reviewing.decisions import Verdict
from plandiff.reviewing.export import exported
from plandiff.reviewing.store import Store
from plandiff.tui.commands import COMMANDS
from plandiff.tui.dialogues import KEY_CELLS, Choosing, Reading, help_lines
from plandiff.tui.editor import edited
from plandiff.tui.job import Job
from plandiff.tui.key_bar import ASKING, OUTLINE, REVIEWING, SEARCHING, KeyBar
from plandiff.tui.lines import Lines
from plandiff.tui.painting import HIT
from plandiff.tui.pair_view import PairView
from plandiff.tui.panes import OUTLINE_WIDTH, Outline, Ruler
from plandiff.tui.session import Filter, Place, Session
from plandiff.tui.telling import detail_lines, full_lines, name_around, opening_words, path_line, title_lines

_OUTLINE_FROM = 100
"""Cells of a screen from which on the outline stands beside the texts."""
_RULER = 2
"""Cells of the overview and the gap before it."""
_SMALL = 20
"""Rows of a screen below which title, path and detail are brief."""


class ReviewScreen(Screen[None]):
    """Both texts, what is current, and the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.keys, c.action, tr(c.title), show=False, key_display=c.shown)
        for c in COMMANDS
        if c.action != "command_palette"
    ]

    class Reload(Message):
        """The files are to be read and compared again."""

    def __init__(self, session: Session, job: Job) -> None:
        super().__init__()
        self.session = session
        self.job = job
        self._asked = ""
        self._hit_block = -1
        self._leaving = self._on_outline = False
        self._followed: Place | None = None

    def compose(self) -> ComposeResult:
        """Make the widgets."""
        ambiguous = self.session.view.look.ambiguous
        yield Lines(id="title", ambiguous=ambiguous)
        with Horizontal(id="body"):
            yield Outline(self.session)
            with Vertical(id="texts"):
                yield Lines(id="path", ambiguous=ambiguous)
                with Horizontal():
                    yield PairView(self.session)
                    yield Ruler(self.session)
        yield Lines(id="detail", ambiguous=ambiguous)
        yield Lines(id="note", ambiguous=ambiguous)
        yield Input(id="prompt")
        yield KeyBar()

    # Showing

    @property
    def pair(self) -> PairView:
        """The two texts."""
        return self.query_one(PairView)

    def on_mount(self) -> None:
        """Show the session once the sizes are known."""
        self.query_one("#prompt").display = False
        self.pair.focus()
        self.call_after_refresh(self.show_session, self.session)

    def on_screen_resume(self) -> None:
        """Take colours anew: the theme may have changed in the palette."""
        self.call_after_refresh(self._show)

    def show_session(self, session: Session) -> None:
        """Show a session: at first, or on a newer version of the documents."""
        session.view.screen = self.session.view.screen
        self.session = self.pair.session = session
        self._fit()
        self.query_one(Outline).show(session)
        self._after(opening_words(session))

    def on_resize(self) -> None:
        """Lay out for another size."""
        self.call_after_refresh(self._refit)

    def _refit(self) -> None:
        self._fit()
        self._keep_on_screen()

    def on_pair_view_resized(self) -> None:
        """Keep what was brought on screen there when there are fewer rows."""
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        if self._followed:
            self._bring(self._followed)
        else:
            self.session.view.scroll(0)
            self._show()

    def _fit(self) -> None:
        """Share the width: the outline beside the texts, or in a narrow window in their place while it is asked for."""
        outline, texts = self.query_one(Outline), self.query_one("#texts")
        narrow = self.size.width < _OUTLINE_FROM
        outline.display = bool(self.session.material.outline) and (not narrow or self._on_outline)
        texts.display = not (narrow and outline.display)
        outline.styles.width = "1fr" if narrow else OUTLINE_WIDTH
        width = max(1, self.size.width - OUTLINE_WIDTH * (not narrow and outline.display) - _RULER)
        self.session.view.set_look(replace(self.session.view.look, width=width))

    def _show(self) -> None:
        """Show what has changed in words and overview."""
        session, brief = self.session, self.size.height < _SMALL
        self.query_one("#title", Lines).show(title_lines(session, brief=brief))
        self.query_one("#detail", Lines).show(detail_lines(session, brief=brief))
        self._show_place()
        self.pair.refresh()

    def _show_place(self) -> None:
        session, view = self.session, self.session.view
        block = view.top_block
        self.query_one("#path", Lines).show([path_line(session, block, brief=self.size.height < _SMALL)])
        self.query_one(Outline).follow(block)
        self._show_keys()
        height = max(1, view.height)
        self.query_one(Ruler).show(session, view.top / height, (view.top + view.screen) / height)

    def _show_keys(self) -> None:
        """Show the keys that count now."""
        searching = SEARCHING if self.session.found.count else REVIEWING
        self.query_one(KeyBar).show(ASKING if self._asked else OUTLINE if self._on_outline else searching)

    async def action_submit(self) -> None:
        """Do what Enter does in the prompt or the outline."""
        if isinstance(self.focused, Input):
            await self.focused.action_submit()
        elif isinstance(self.focused, OptionList):
            self.focused.action_select()

    def note(self, words: str) -> None:
        """Tell the person something, until the next key."""
        self.query_one("#note", Lines).show([(Styled(harmless(words), Role.WARNING),)] if words else [])
        self.query_one("#note").display = bool(words)

    def _after(self, words: str = "") -> None:
        """Show what a command has done, and go to the current change."""
        self._leaving = False
        if self.session.review.overruled:
            count = len(self.session.review.overruled)
            self.session.review.overruled.clear()
            words = "; ".join(
                filter(
                    None,
                    (
                        words,
                        tr("another review had decided {n} of these otherwise: yours stands, Enter shows both").format(
                            n=count
                        ),
                    ),
                )
            )
        self.note(words)
        self._bring(self.session.place)

    def _bring(self, place: Place) -> None:
        """Bring a place on screen, keep it there, and show everything as it is now."""
        self._followed = place
        self.session.view.bring(place.block, place.tag)
        self._show()

    def _decided(self, words: str) -> None:
        self.query_one(Outline).update_counts()
        self._after(words)

    def look(self) -> None:
        """Try to write what is not written yet, and take in what another review of the pair has written."""
        review = self.session.review
        saved = bool(review.trouble) and review.save()
        if saved:
            self.note(tr("all decisions are saved again"))
        if review.refresh():
            self.session.view.list_changes(self.session.listed)
            self._keep_on_screen()
            self.query_one(Outline).update_counts()
        elif saved:
            self._show()

    # Moving

    def action_step(self, forward: bool) -> None:
        """Go to the next or previous change or hit."""
        if not self.session.found.count:
            self._after(self.session.step(forward))
            return
        block = self.session.hit_from(self._hit_block, forward)
        if block is not None:
            self._hit_block = block
            self.session.select_in(block)
            self._bring(Place(block, HIT))

    def action_step_open(self) -> None:
        """Go to the next undecided change."""
        self._after(self.session.step_open())

    def action_scroll(self, rows: int) -> None:
        """Scroll by rows."""
        self.session.view.scroll(rows)
        self._show_rows()

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
            self._show_rows()

    def action_edge(self, end: bool) -> None:
        """Go to the beginning or the end."""
        if end:
            self.session.view.go_to_end()
        else:
            self.session.view.go_to_row(0)
        self._show_rows()

    def _show_rows(self) -> None:
        """Show other rows, to which somebody has scrolled."""
        self._followed = None
        self.pair.refresh()
        self._show_place()

    def action_outline(self) -> None:
        """Go to the outline and back."""
        self._on_outline = not self._on_outline and bool(self.session.material.outline)
        self._refit()
        (self.query_one(Outline) if self._on_outline else self.pair).focus()
        self._show_keys()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the section that was chosen."""
        block = self.session.material.outline[event.option_index].block
        self._on_outline = False
        self._fit()
        self.pair.focus()
        self.session.select_near(block)
        self._after()
        self.session.view.go_to_block(block)
        self._show_rows()

    def on_pair_view_scrolled(self) -> None:
        """Keep path and overview with the texts."""
        self._show_rows()

    def on_pair_view_clicked(self, event: PairView.Clicked) -> None:
        """Take the change that was clicked."""
        self.session.select(event.change)
        self._after()

    def on_ruler_chosen(self, event: Ruler.Chosen) -> None:
        """Go to a place of the overview."""
        self.session.view.go_to_row(int(event.share * self.session.view.height))
        self._show_rows()

    # Searching and asking

    def _ask(self, purpose: str, placeholder: str, value: str = "") -> None:
        prompt = self.query_one("#prompt", Input)
        self._asked = purpose
        prompt.placeholder, prompt.value = placeholder, value
        prompt.display = True
        prompt.focus()
        self._show_keys()

    def _close_prompt(self) -> None:
        self._asked = ""
        self.query_one("#prompt").display = False
        self.pair.focus()
        self._show_keys()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what was asked for."""
        purpose, value = self._asked, event.value
        self._close_prompt()
        answers = {
            "search": self._search,
            "comment": lambda text: self._decided(self.session.comment(text)),
            "name": lambda text: self._decided(self.session.confirm_name(text)),
            "export": self._export,
            "elsewhere": self._keep_elsewhere,
        }
        answers[purpose](value)

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
        if self._asked:
            self._close_prompt()
        elif self._on_outline:
            self.action_outline()
        elif self.session.found.count:
            self.session.find("")
            self.note("")
            self._show_keys()
            self.pair.refresh()
        else:
            self.note("")

    def action_filter(self) -> None:
        """Ask which changes are listed."""

        def chosen(choice: Filter | None) -> None:
            if choice is not None and choice != self.session.filter:
                self._decided(self.session.choose(choice))

        self.app.push_screen(Choosing(self.session), chosen)

    def action_weight(self, weight: str) -> None:
        """List changes of a weight or not."""
        self._decided(self.session.toggle_weight(Weight(weight)))

    def action_open_only(self) -> None:
        """Step to undecided changes only or to all."""
        self._after(self.session.toggle_open_only())

    def action_fold(self) -> None:
        """Fold unchanged passages or unfold them."""
        self.session.view.fold(folded=not self.session.view.folded)
        self._after()

    def action_stack(self) -> None:
        """Set the texts beside or under each other."""
        look = self.session.view.look
        self.session.view.set_look(replace(look, stacked=not look.stacked))
        self._after("" if look.stacked or look.beside else tr("there is no room beside each other"))

    def action_theme(self) -> None:
        """Light or dark."""
        self.app.theme = "plandiff-light" if self.app.current_theme.dark else "plandiff-dark"
        self.query_one(Outline).show(self.session)
        self._show()

    def action_details(self) -> None:
        """Show all there is to say of the change."""
        self.app.push_screen(Reading(full_lines(self.session)))

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(Reading(help_lines(), KEY_CELLS))

    # Deciding

    def action_decide(self, verdict: str) -> None:
        """Decide on the current change."""
        if self._in_view():
            self._decided(self.session.decide(Verdict(verdict)))

    def action_decide_equal(self, verdict: str) -> None:
        """Decide on all equal changes."""
        if self._in_view():
            self._decided(self.session.decide(Verdict(verdict), all_equal=True))

    def _shows_current(self) -> bool:
        place = self.session.place
        return self.session.view.shows(place.block, place.tag)

    def _in_view(self) -> bool:
        """Say whether the current change is on screen; if not, show it: nobody decides on what they do not see."""
        if self.session.current is None or self._shows_current():
            return True
        self._after(tr("this is the current change; press again to decide"))
        return False

    def action_words(self) -> None:
        """Say what equal means."""
        self._after(self.session.toggle_words())

    def action_undo(self) -> None:
        """Take the last decision back."""
        self._decided(self.session.undo())

    def action_name(self) -> None:
        """Ask for the name a finding stands in."""
        if self.session.current is not None:
            self._ask("name", tr("the name, as it is written"), name_around(self.session))

    def action_comment(self) -> None:
        """Ask for a comment."""
        n = self.session.current
        if n is not None:
            comment = self.session.review.ruling(n).comment
            if "\n" in comment:
                self.note(tr("the comment has several lines; E edits it in your editor"))
            else:
                self._ask("comment", tr("comment; empty takes it away"), comment)

    def action_edit(self) -> None:
        """Comment in the user's editor."""
        n = self.session.current
        if n is None:
            return
        try:
            with self.app.suspend():
                text = edited(self.session.review.ruling(n).comment)
        except SuspendNotSupported:
            self.note(tr("an editor cannot be opened here; c comments in a line"))
        except PlandiffError as error:
            self.note(str(error))
        else:
            self._decided(self.session.comment(text))

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
            self._after(tr("decisions are kept in {file}").format(file=path))

    def action_leave(self) -> None:
        """Leave; ask once more if something is not written."""
        if self.session.review.save() or self._leaving:
            self.app.exit()
            return
        self._leaving = True
        self._show()
        self.note(tr("NOT SAVED: w keeps the decisions elsewhere, q again leaves without them"))
