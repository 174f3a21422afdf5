"""The commands of the review: each key is a step of the session, and the screen shows what has become of it."""

from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.app import SuspendNotSupported
from textual.binding import BindingType
from textual.widgets import Input, OptionList

from plandiff.decisions.decision import Verdict
from plandiff.decisions.store import Store
from plandiff.errors import PlandiffError
from plandiff.judging.change import Weight
from plandiff.language import listed, tr, tr_n
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.messages import name_around
from plandiff.tui.commands import Where
from plandiff.tui.dialogues import Choosing
from plandiff.tui.editor import edited
from plandiff.tui.loading import bindings
from plandiff.tui.moving import MovingScreen
from plandiff.tui.prompt import Prompt


class ReviewScreen(MovingScreen):
    """A session with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((Where.PAIR, Where.PROJECT))

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
            "name": lambda text: self.decided(self.reviewed.confirm_name(text)),
            "export": self._export,
            "elsewhere": self._keep_elsewhere,
        }
        answers[event.purpose](event.value)

    def action_search(self) -> None:
        """Ask what to search for."""
        self._ask("search", tr("search in either script"))

    def _search(self, query: str) -> None:
        self.hit_block = self.session.view.top_block - 1
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
        place = self.session.target
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
        self._ask("export", tr("folder"), str(self.reviewed.queue.found.folder))

    def _export(self, folder: str) -> None:
        if changed := self.reviewed.queue.found.changed():
            words = tr("{name} has changed since it was read: Ctrl-R compares again, then export")
            self.note(words.format(name=changed))
            return
        try:
            files = self.reviewed.export(folder or ".")
        except PlandiffError as error:
            self.note(str(error))
        else:
            self.note(tr("written: {files}").format(files=listed(map(str, files))))

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

    async def action_submit(self) -> None:
        """Do what Enter does in the prompt or the outline."""
        if isinstance(self.focused, Input):
            await self.focused.action_submit()
        elif isinstance(self.focused, OptionList):
            self.focused.action_select()
