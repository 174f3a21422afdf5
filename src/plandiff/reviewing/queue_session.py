"""The state of a review of all that waits, on screen: which document is open, and what is told of the whole.

It knows nothing of Textual: the app shows it, and so do the line prompts.
"""

from collections.abc import Callable
from functools import partial

from plandiff.decisions import results
from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.results import snapshot_name
from plandiff.errors import PlandiffError
from plandiff.judging.change import Weight
from plandiff.language import tr, tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.states import REVIEW_STATES
from plandiff.presentation.styled import Line, Role, Styled
from plandiff.reviewing.messages import count_runs, unsaved_words
from plandiff.reviewing.painting import Look
from plandiff.reviewing.review import Review
from plandiff.reviewing.review_queue import Docket, Entry, find
from plandiff.reviewing.session import DONE, Filter, Session


class PendingSession(Session):
    """The pending changes of one document on screen; unchanged passages are folded.

    Attributes:
        named: Says what the first line calls it.
        snapshot: The place of its snapshot, which tells it from the others.
        alone: Whether no other document waits.
    """

    def __init__(self, review: Review, look: Look | None = None, chosen: Filter | None = None) -> None:
        super().__init__(review, look, chosen or Filter(frozenset(Weight)))
        self.view.fold(folded=True)
        self.snapshot = ""
        self.alone = True
        self.named: Callable[[], str] = super().title

    def all_decided(self) -> str:
        """Say that nothing is left to decide here, and what can be done now."""
        count = len(self.listed)
        words = tr_n("the change is decided", "all {n} listed changes are decided", count).format(n=f"{count:,}")
        on = tr("W writes what is accepted") if self.alone else tr("> goes on, W writes what is accepted")
        return f"{words}; {on}"

    def title(self) -> str:
        """Return what is reviewed, and how much waits in all."""
        return self.named()


class Desk:
    """All that waits, with one document open at a time.

    Attributes:
        docket: What waits and what is decided.
        look: How rows are laid out.
        at: The index of the entry in question.
    """

    def __init__(self, docket: Docket, look: Look | None = None) -> None:
        self.docket, self.look = docket, look or Look()
        self._sessions: dict[str, PendingSession] = {}
        self.at = next((n for n, entry in enumerate(docket.entries) if _open(entry)), 0)

    @property
    def entry(self) -> Entry | None:
        """The entry in question; None if nothing waits."""
        return self.docket.entries[self.at] if self.at < len(self.docket.entries) else None

    @property
    def session(self) -> PendingSession | None:
        """The changes of the entry in question on screen; None if it is decided on as a whole."""
        entry = self.entry
        if entry is None or entry.review is None:
            return None
        place = snapshot_name(entry.result)
        if place not in self._sessions:
            self._sessions[place] = PendingSession(entry.review, self.look)
        session = self._sessions[place]
        session.named, session.snapshot = partial(self._name, entry), place
        session.alone = len(self.docket.entries) == 1
        return session

    def _name(self, entry: Entry) -> str:
        all_of = len(self.docket.entries)
        if all_of == 1:
            return harmless(entry.name)
        counts = self.docket.counts()
        left = sum(count for state, count in counts.items() if state not in DONE)
        words = tr("{name} ({n}/{all}; {open} open in all)")
        return words.format(name=harmless(entry.name), n=self.at + 1, all=all_of, open=f"{left:,}")

    def continued(self, docket: Docket) -> "Desk":
        """Return the desk on a newer check, at the same document and change if they still wait."""
        desk = Desk(docket, self.look)
        for entry in docket.entries:
            place = snapshot_name(entry.result)
            if entry.review and place in self._sessions:
                continued = self._sessions[place].continued(entry.review)
                assert isinstance(continued, PendingSession)  # noqa: S101 - a session continues as what it is
                desk._sessions[place] = continued
        if self.entry and (kept := find(docket.entries, snapshot_name(self.entry.result))) is not None:
            desk.at = kept
        return desk

    def refresh(self) -> bool:
        """Take in what other reviews have decided since; say whether there was anything."""
        found = False
        for entry in self.docket.entries:
            if entry.review and entry.review.refresh():
                found = True
                if session := self._sessions.get(snapshot_name(entry.result)):
                    session.view.list_changes(session.listed)
        return found

    # Moving

    def go(self, at: int) -> str:
        """Open another entry."""
        if not 0 <= at < len(self.docket.entries):
            return tr("there is no such document")
        self.at = at
        return ""

    def step(self, forward: bool) -> str:
        """Open the next or previous entry that can be decided on."""
        ahead = range(self.at + 1, len(self.docket.entries)) if forward else range(self.at - 1, -1, -1)
        following = next((n for n in ahead if not self.docket.entries[n].unreadable), None)
        if following is None:
            return tr("this is the last document") if forward else tr("this is the first document")
        self.at = following
        return ""

    # Deciding

    def decide_whole(self, verdict: Verdict | None) -> str:
        """Decide on the entry in question as a whole, or take that back; return what to tell."""
        entry = self.entry
        if entry is None or entry.unreadable:
            return self.whole_words()
        if entry.review:
            return tr("it is decided on change by change; Enter shows them")
        try:
            entry.decide(verdict)
        except PlandiffError as error:
            return str(error)
        return ""

    def whole_words(self) -> str:
        """Say what can be decided of an entry that no changes are shown of."""
        entry = self.entry
        if entry is None:
            return nothing_words()
        if entry.unreadable:
            return tr("it could not be checked: {error}").format(error=entry.result.error)
        gone = [f"{harmless(one.left) or '∅'} → {harmless(one.right) or '∅'}" for one in entry.result.gone]
        told = tr("no longer there: {gone}; ").format(gone=", ".join(gone)) if gone else ""
        return told + tr("a accepts it as it stands, r makes it a query, u takes that back")

    def write(self) -> str:
        """Take what is accepted into the snapshots; return what to tell. The project must be checked again then."""
        try:
            plan = self.docket.write()
        except PlandiffError as error:
            return str(error)
        if not plan.taken:
            return tr("nothing is accepted that is not in the snapshots")
        changes = sum(len(taken) for _, taken in plan.taken)
        words = [tr_n("{n} change", "{n} changes", changes).format(n=f"{changes:,}")] if changes else []
        if whole := sum(not taken for _, taken in plan.taken):
            words.append(tr_n("{n} document as it stands", "{n} documents as they stand", whole).format(n=f"{whole:,}"))
        return tr("written into the snapshots: {what}").format(what=", ".join(words))

    # Telling

    def rows(self) -> list[Line]:
        """Say of each entry what it is, what waits in it, and how that is decided."""
        return [self.row(entry) for entry in self.docket.entries]

    def row(self, entry: Entry) -> Line:
        """Say of an entry what it is, what waits in it, and how that is decided."""
        runs = [Styled(harmless(entry.name), Role.STRONG)]
        if entry.standing in WAITING:
            runs.append(Styled(f"  {tr(WAITING[entry.standing])}", Role.WARNING))
        if entry.result.was:
            runs.append(Styled(f" ← {harmless(entry.result.was)}", Role.FAINT))
        if entry.unreadable:
            return (*runs, Styled(f": {harmless(entry.result.error)}", Role.FAINT))
        if lost := len(entry.result.gone):
            words = tr_n("{n} accepted one is no longer there", "{n} accepted ones are no longer there", lost)
            runs.append(Styled(f"  {words.format(n=f'{lost:,}')}", Role.FAINT))
        if entry.review:
            return (*runs, Styled("  "), *count_runs(entry.counts()))
        state = entry.state()
        mark = self.look.marks[state]
        role = Role.FAINT if state not in DONE else Role.WARNING if state is State.REJECTED else Role.RIGHT
        return (*runs, Styled(f"  {mark}{' ' if mark else ''}{tr(REVIEW_STATES[state].words)}", role))

    def title_lines(self) -> list[Line]:
        """Say how much waits in all."""
        entries = len(self.docket.entries)
        if not entries:
            return [(Styled(nothing_words(), Role.STRONG),)]
        words = tr_n("{n} document or pair waits", "{n} documents and pairs wait", entries)
        lines: list[Line] = [
            (*count_runs(self.docket.counts()), Styled(f"  {words.format(n=f'{entries:,}')}", Role.STRONG))
        ]
        if self.docket.unsaved:
            lines.append((Styled(unsaved_words(self.docket.unsaved, self.docket.trouble), Role.WARNING),))
        return lines

    def unwritten(self) -> str:
        """Say how much is accepted and not in the snapshots; nothing if nothing is."""
        count = self.docket.counts()[State.ACCEPTED]
        words = tr_n("{n} is accepted but not in the snapshots", "{n} are accepted but not in the snapshots", count)
        return words.format(n=f"{count:,}") if count else ""


def nothing_words() -> str:
    """Say that nothing waits."""
    return tr("nothing waits for a decision")


WAITING: dict[str, str] = {
    results.State.NEW: "new",
    results.State.RENAMED: "renamed",
    results.State.CONVERTED: "in the other script",
    results.State.OBSOLETE: "gone: accepting deletes its snapshot",
    results.State.UNREADABLE: "unreadable",
}


def _open(entry: Entry) -> bool:
    return any(state not in DONE for state in entry.counts())
