"""The commands of the review: each key is a step of the session, and the screen shows what has become of it."""

from contextlib import suppress
from typing import ClassVar

from textual.app import SuspendNotSupported
from textual.binding import BindingType
from textual.widgets import Input

from plandiff.decisions.decision import Verdict
from plandiff.errors import PlandiffError
from plandiff.judging.change import Weight
from plandiff.language import listed, tr, tr_n
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.groups import Group
from plandiff.reviewing.messages import name_around
from plandiff.tui.choosing import Choosing, Grouping
from plandiff.tui.commands import Where
from plandiff.tui.editor import edited
from plandiff.tui.item_list import ItemList
from plandiff.tui.loading import bindings
from plandiff.tui.moving import MovingScreen
from plandiff.tui.prompt import Prompt


class ReviewScreen(MovingScreen):
    """A session with its keys."""

    BINDINGS: ClassVar[list[BindingType]] = bindings((Where.PAIR, Where.PROJECT))

    # Searching and asking

    def _ask(self, purpose: str, label: str, value: str = "") -> None:
        self.note("")
        self.prompt.ask(purpose, label, value)
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
            "jump": lambda text: self.settle(self.session.jump(text)),
            "reword": self._reword,
            "comment": lambda text: self.decided(self.session.comment(text)),
            "name": lambda text: self.decided(self.reviewed.confirm_name(text)),
            "export": self._export,
            "elsewhere": self._keep_elsewhere,
        }
        answers[event.purpose](event.value)

    def action_search(self) -> None:
        """Ask what to search for."""
        self._ask("search", tr("search"))

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
            self.pair.hit_block = -1
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
            self.decided(self.session.decide(Verdict(verdict), Group.EQUAL))

    def action_group(self) -> None:
        """Choose a group of changes, and what is decided on all of it."""

        def chosen(choice: tuple[Group, Verdict] | None) -> None:
            if choice:
                self.decided(self.session.decide(choice[1], choice[0]))

        if not self._in_view():
            return
        if self.session.groups():
            self.app.push_screen(Grouping(self.session), chosen)
        else:
            self.note(tr("there is no group to decide here"))

    def action_mark(self) -> None:
        """Mark the current change, or no longer."""
        if self._in_view():
            self.settle(self.session.mark())

    def action_clear(self) -> None:
        """Leave the current change undecided."""
        if self._in_view():
            self.decided(self.session.clear())

    def action_confirm(self) -> None:
        """Stand by what another has decided."""
        if self._in_view():
            self.decided(self.session.confirm())

    def action_reword(self) -> None:
        """Ask for the text that is right in the corrected copy."""
        if self.session.change and self._in_view():
            side, text = self.session.to_reword()
            label = tr("right text for the left copy") if side == "left" else tr("right text for the right copy")
            self._ask("reword", label, text)

    def _reword(self, text: str) -> None:
        self.decided(self.session.reword(text))

    def action_take(self, side: str) -> None:
        """Take the wording of a side into the corrected copy of the other."""
        if self._in_view():
            self.decided(self.session.take(left=side == "left"))

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
            self._ask("name", tr("name"), name_around(self.session))

    def action_comment(self) -> None:
        """Ask for a comment."""
        n = self.session.current
        if n is not None and self._in_view():
            comment = self.session.review.ruling(n).comment
            if "\n" in comment:
                self.note(tr("the comment has several lines; E edits it in your editor"))
            else:
                self._ask("comment", tr("comment"), comment)

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
        self._ask("elsewhere", tr("file"), str(store.path) if store else "")

    def _keep_elsewhere(self, path: str) -> None:
        if not path.strip():
            return
        try:
            self.reviewed.keep_in(path)
        except PlandiffError as error:
            self.note(str(error))
        else:
            self.settle(tr("decisions are kept in {file}").format(file=path))

    async def action_submit(self) -> None:
        """Do what Enter does in the prompt or the outline."""
        if isinstance(self.focused, Input):
            await self.focused.action_submit()
        elif isinstance(self.focused, ItemList):
            self.focused.action_select()
