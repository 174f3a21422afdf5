"""The state of a review on screen as a whole: which pair of texts is open, and what is told of all of them.

It knows nothing of Textual: the app shows it, and so do the line prompts. Two documents are a queue of one.
"""

from contextlib import suppress
from functools import partial
from pathlib import Path

from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.results import Outcome
from plandiff.decisions.store import Store
from plandiff.errors import PlandiffError, UsageError
from plandiff.judging.change import Weight
from plandiff.language import Message, clauses, labelled, listed, tr, tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.states import REVIEW_STATES
from plandiff.presentation.styled import Line, Role, Styled
from plandiff.reading.signature import Signature
from plandiff.reviewing.export import exported
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.messages import count_runs, opening_words, unsaved_words
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.review_queue import Item, ReviewQueue
from plandiff.reviewing.session import Session
from plandiff.reviewing.walking import DONE
from plandiff.writing import resolved


class QueueSession:
    """A queue on screen, with one item open at a time.

    Attributes:
        queue: What is reviewed and what is decided.
        layout: How rows are laid out.
        at: The index of the item in question.
        confined: Whether files are written only into the folder of the review.
    """

    def __init__(self, queue: ReviewQueue, layout: LayoutOptions | None = None, *, confined: bool = False) -> None:
        self.queue, self.layout, self.confined = queue, layout or LayoutOptions(), confined
        self._sessions: dict[str, Session] = {}
        self.at = next((n for n, item in enumerate(queue.items) if _open(item)), 0)

    @property
    def item(self) -> Item | None:
        """The item in question; None if nothing waits."""
        return self.queue.items[self.at] if self.at < len(self.queue.items) else None

    @property
    def session(self) -> Session | None:
        """The changes of the item in question on screen; None if it is decided on as a whole."""
        item = self.item
        if item is None or item.review is None:
            return None
        place = item.part.place
        if place not in self._sessions:
            session = Session(item.review, self.layout, None if self.queue.is_pair else Filter(frozenset(Weight)))
            session.view.fold(folded=not self.queue.is_pair)
            self._sessions[place] = session
        session = self._sessions[place]
        if not self.queue.is_pair:
            session.title, session.onward = partial(self._title, item), self._onward
        return session

    def _title(self, item: Item) -> str:
        all_of = len(self.queue.items)
        if all_of == 1:
            return harmless(item.name)
        counts = self.queue.counts()
        left = sum(count for state, count in counts.items() if state not in DONE)
        words = tr("{name} ({n}/{all}; {open} open in all)")
        return words.format(name=harmless(item.name), n=self.at + 1, all=all_of, open=f"{left:,}")

    def _onward(self) -> str:
        alone = len(self.queue.items) == 1
        return tr("W writes what is accepted") if alone else tr("> goes on, W writes what is accepted")

    def continued(self, queue: ReviewQueue) -> "QueueSession":
        """Return the session on what was found anew, at the same item and change if they are still there."""
        after = QueueSession(queue, self.layout, confined=self.confined)
        for item in queue.items:
            before = self._sessions.get(item.part.place)
            if item.review and before:
                after._sessions[item.part.place] = before.continued(item.review)
        if self.item and (kept := queue.index(self.item.part.place)) is not None:
            after.at = kept
        return after

    def reloaded_words(self) -> str:
        """Say that everything was compared again, and what there is to know now."""
        told = tr("compared again") if self.queue.is_pair else tr("checked again")
        opening = opening_words(self.session) if self.session and self.queue.is_pair else ""
        return clauses(told, opening)

    def refresh(self) -> bool:
        """Take in what other reviews have decided since; say whether there was anything."""
        found = False
        for item in self.queue.items:
            if item.review and item.review.refresh():
                found = True
                if session := self._sessions.get(item.part.place):
                    session.view.list_changes(session.listed)
        return found

    # Moving

    def go(self, at: int) -> str:
        """Open another item."""
        if not 0 <= at < len(self.queue.items):
            return tr("there is no such document")
        self.at = at
        return ""

    def step(self, forward: bool) -> str:
        """Open the next or previous item that can be decided on."""
        ahead = range(self.at + 1, len(self.queue.items)) if forward else range(self.at - 1, -1, -1)
        following = next((n for n in ahead if not self.queue.items[n].unreadable), None)
        if following is None:
            return tr("this is the last document") if forward else tr("this is the first document")
        self.at = following
        return ""

    # Deciding

    def decide_whole(self, verdict: Verdict | None) -> str:
        """Decide on the item in question as a whole, or take that back; return what to tell."""
        item = self.item
        if item is None or item.unreadable:
            return self.whole_words()
        if item.review:
            return tr("it is decided on change by change; Enter shows them")
        try:
            item.decide(verdict)
        except PlandiffError as error:
            return str(error)
        return ""

    def whole_words(self) -> str:
        """Say what can be decided of an item that no changes are shown of."""
        result = self.item.part.result if self.item else None
        if result is None:
            return nothing_words()
        if result.error:
            return tr("it could not be checked: {error}").format(error=result.error)
        lost = (decision.subject for decision in result.gone.values())
        gone = [f"{harmless(one.left) or '∅'} → {harmless(one.right) or '∅'}" for one in lost]
        told = tr("no longer there: {gone}").format(gone=listed(gone)) if gone else ""
        return clauses(told, tr("a accepts it as it stands, r makes it a query, u takes that back"))

    def write(self) -> str:
        """Take what is accepted into the snapshots; return what to tell. The project must be checked again then."""
        if self.queue.is_pair:
            return tr("two documents have no snapshot; their decisions are kept as they are made")
        try:
            plan = self.queue.write()
        except PlandiffError as error:
            return str(error)
        if not plan.taken:
            return tr("nothing is accepted that is not in the snapshots")
        changes = sum(len(taken) for _, taken in plan.taken)
        words = [tr_n("{n} change", "{n} changes", changes).format(n=f"{changes:,}")] if changes else []
        if whole := sum(not taken for _, taken in plan.taken):
            words.append(tr_n("{n} document as it stands", "{n} documents as they stand", whole).format(n=f"{whole:,}"))
        return tr("written into the snapshots: {what}").format(what=listed(words))

    def export(self, folder: str = "", signature: Signature | None = None) -> list[Path]:
        """Write points and corrected copies of two documents, to the usual folder if none is named.

        With ``signature`` corrected Word files have the repairs as tracked changes.

        Raises:
            PlandiffError: There is nothing to export, or a file cannot be written.
        """
        found, session = self.queue.found, self.session
        if session is None or not self.queue.is_pair:
            raise UsageError("what waits in a project is not exported", "run plandiff review LEFT RIGHT")
        return exported(session.review, self._allowed(folder) if folder else found.folder, found.stem, signature)

    def keep_in(self, file: str) -> None:
        """Keep the decisions on the open item in another file.

        Raises:
            UsageError: It cannot be read or written, or lies where nothing may be written.
        """
        review = self.session.review if self.session else None
        if review and review.store:
            review.keep_in(Store(self._allowed(file), review.store.names))

    def _allowed(self, path: str) -> Path:
        """Return where something may be written: in a browser, only in the folder of the review.

        Raises:
            UsageError: It lies elsewhere.
        """
        found = Path(path)
        with suppress(RuntimeError):  # ~ of nobody that is known here is a name as any other.
            found = found.expanduser()
        folder = resolved(self.queue.found.folder)
        if self.confined:
            found = folder / found
            if not resolved(found).is_relative_to(folder):
                raise UsageError(
                    "in a browser, a review writes only into {folder}", "name a place there", folder=folder
                )
        return found

    def confirm_name(self, name: str) -> str:
        """Settle the current finding of two documents, and all others that stand in this name."""
        if self.session and self.queue.is_pair:
            return self.session.confirm_name(name)
        return tr("a project keeps its names in plandiff.toml")

    # Telling

    def rows(self) -> list[Line]:
        """Say of each item what it is, what waits in it, and how that is decided."""
        return [self.row(item) for item in self.queue.items]

    def row(self, item: Item) -> Line:
        """Say of an item what it is, what waits in it, and how that is decided."""
        runs, result = [Styled(harmless(item.name), Role.STRONG)], item.part.result
        if item.standing in WAITING:
            runs.append(Styled(f"  {tr(WAITING[item.standing])}", Role.WARNING))
        if result and result.was:
            runs.append(Styled(f" ← {harmless(result.was)}", Role.FAINT))
        if result and result.error:
            return (*runs, Styled(labelled("", harmless(result.error)), Role.FAINT))
        if lost := len(result.gone) if result else 0:
            words = tr_n("{n} accepted one is no longer there", "{n} accepted ones are no longer there", lost)
            runs.append(Styled(f"  {words.format(n=f'{lost:,}')}", Role.FAINT))
        if item.review:
            return (*runs, Styled("  "), *count_runs(item.counts()))
        state = item.state()
        mark = self.layout.marks[state]
        role = Role.FAINT if state not in DONE else Role.WARNING if state is State.REJECTED else Role.RIGHT
        return (*runs, Styled(f"  {mark}{' ' if mark else ''}{tr(REVIEW_STATES[state].words)}", role))

    def title_lines(self) -> list[Line]:
        """Say how much waits in all."""
        count = len(self.queue.items)
        if not count:
            return [(Styled(nothing_words(), Role.STRONG),)]
        words = tr_n("{n} document or pair waits", "{n} documents and pairs wait", count).format(n=f"{count:,}")
        lines: list[Line] = [(*count_runs(self.queue.counts()), Styled(f"  {words}", Role.STRONG))]
        if unsaved := self.unsaved():
            lines.append((Styled(unsaved, Role.WARNING),))
        return lines

    def unsaved(self) -> str:
        """Say which decisions are not written, and why; nothing if all are."""
        return unsaved_words(self.queue.unsaved, self.queue.trouble) if self.queue.unsaved else ""

    def unwritten(self) -> str:
        """Say how much is accepted and not in the snapshots; nothing if nothing is."""
        if self.queue.is_pair:
            return ""
        count = self.queue.counts()[State.ACCEPTED]
        words = tr_n("{n} is accepted but not in the snapshots", "{n} are accepted but not in the snapshots", count)
        return words.format(n=f"{count:,}") if count else ""


def nothing_words() -> str:
    """Say that nothing waits."""
    return tr("nothing waits for a decision")


WAITING: dict[str, Message] = {
    Outcome.NEW: "new",
    Outcome.RENAMED: "renamed",
    Outcome.CONVERTED: "in the other script",
    Outcome.OBSOLETE: "gone: accepting deletes its snapshot",
    Outcome.CONFLICTED: "with a merge conflict",
    Outcome.UNREADABLE: "unreadable",
}


def _open(item: Item) -> bool:
    return any(state not in DONE for state in item.counts())
