"""The state of a review on screen: what is current, listed, searched and folded, and what a person does with it.

It knows nothing of Textual: the app shows it, and so do the line prompts of ``--plain``. Methods return a sentence for
the person, empty where the screen itself is the answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from plandiff.decisions.decision import State, Verdict
from plandiff.judging.change import Weight
from plandiff.language import clauses, listed, tr, tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.meant import repairs_left
from plandiff.reading.document import DocumentKind
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.groups import Group, group_words, section_of
from plandiff.reviewing.open_counts import OpenCounts
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.review import Review
from plandiff.reviewing.walking import Walk


class Session(Walk):
    """A review on screen: a walk through it, with what a person decides.

    Attributes:
        words: Whether equal findings are those in the same word, or all with the same characters.
        marked: Changes that were marked, to be decided together.
    """

    def __init__(self, review: Review, layout: LayoutOptions | None = None, chosen: Filter | None = None) -> None:
        super().__init__(review, layout, chosen)
        self.words = True
        self.marked: set[int] = set()
        self._listed = frozenset(self.listed)
        self._states: Sequence[State] = ()
        self._open = OpenCounts((), (), (), b"")

    def continued(self, review: Review) -> "Session":
        """Return the session on a newer version of the documents, at the same change if it is still there."""
        session = Session(review, self.view.layout, self.filter)
        session.words = self.words
        session.view.fold(folded=self.view.folded)
        if self.change and self.change.id in session.material.positions:
            session.current = session.material.positions[self.change.id]
        return session

    # Listing

    def choose(self, chosen: Filter) -> str:
        """List other changes; stay at the current one or go to the first of the new ones that is open."""
        self.filter = chosen
        self.listed = self._list()
        self._listed = frozenset(self.listed)
        self._states = ()
        self.view.list_changes(self.listed)
        if self.current is None or self.current not in self.listed:
            first = self.listed[0] if self.listed else None
            self.current = next(filter(self._is_open, self.listed), first)
        return "" if self.listed else tr("no change is listed; f chooses which are")

    def toggle_weight(self, weight: Weight) -> str:
        """List changes of a weight, or no longer."""
        return self.choose(replace(self.filter, weights=self.filter.weights ^ {weight}))

    def toggle_open_only(self) -> str:
        """Let steps go to all listed changes, or only to those not settled."""
        self.filter = replace(self.filter, open_only=not self.filter.open_only)
        return tr("stepping to undecided changes only") if self.filter.open_only else tr("stepping to all changes")

    def toggle_words(self) -> str:
        """Count findings as equal if they stand in the same word, or whatever word they stand in."""
        self.words = not self.words
        return tr("equal: in the same word") if self.words else tr("equal: the same characters in any word")

    # Deciding

    def decide(self, verdict: Verdict, group: Group | None = None) -> str:
        """Give the current change, or those of its group, a verdict; go on to the next open one."""
        if self.current is None:
            return tr("no change is listed; f chooses which are")
        changes = self.group(group) if group else [self.current]
        if not changes:
            return tr("nothing of this group is open")
        self.review.decide(changes, verdict)
        self.marked.difference_update(changes if group is Group.MARKED else ())
        self._touched(changes)
        told = "" if len(changes) == 1 else self._done(verdict, len(changes))
        return clauses(told, self.step_open())

    def group(self, group: Group) -> list[int]:
        """Return the changes of a group that are not settled, in order; the current one is one of its equals."""
        if self.current is None:
            return []
        if group is Group.EQUAL:
            return self.review.equal(self.current, words=self.words)
        if group is Group.ROW:
            found: Iterable[int] = self.material.in_a_row(self.current)
        elif group is Group.SECTION:
            found = filter(self._listed.__contains__, section_of(self.review, self.current))
        elif group is Group.MARKED:
            found = sorted(self.marked)
        elif group is Group.KIND:
            kinds = self.material.kinds
            found = (n for n in self.listed if kinds[n] == kinds[self.current])
        else:
            found = self.listed
        return [n for n in found if not self.review.settled[n]]

    def groups(self) -> dict[Group, list[int]]:
        """Return the groups that say more than the current change alone, each with its members."""
        found = {group: self.group(group) for group in Group}
        return {group: members for group, members in found.items() if len(members) > (group is not Group.MARKED)}

    def mark(self) -> str:
        """Mark the current change, to be decided with others, or no longer."""
        if self.current is None:
            return tr("no change is listed; f chooses which are")
        self.marked ^= {self.current}
        self.view.refresh([self.material.block_of[self.current]])
        return group_words(Group.MARKED, len(self.marked))

    def clear(self) -> str:
        """Leave the current change undecided: its verdict is taken away, whenever it was given."""
        n = self.current
        if n is None:
            return tr("no change is listed; f chooses which are")
        if self.review.ruling(n).verdict is None:
            return tr("it is not decided")
        self.review.clear([n])
        self._touched([n])
        return tr("it is undecided again; what others have said of it stays to be read")

    def confirm(self) -> str:
        """Stand by what another has decided: one reading more."""
        n = self.current
        ruling = None if n is None else self.review.ruling(n)
        if n is None or ruling is None or ruling.verdict is None or self.review.state(n) is State.AGAIN:
            return tr("nobody has decided on it yet")
        if ruling.by == self.review.by:
            return tr("this decision is your own; another person confirms it")
        self.review.confirm(n)
        self._touched([n])
        return self.step_to_confirm()

    def step_to_confirm(self) -> str:
        """Go to the next change that another has decided and this person has not, round the end if need be."""
        at = -1 if self.current is None else self.current
        following = self._beyond(at, forward=True, wanted=self._to_confirm)
        if following is None:
            following = self._beyond(-1, forward=True, wanted=self._to_confirm)
        if following is None:
            return tr("nothing listed waits for you to confirm it")
        self.current = following
        return ""

    def _to_confirm(self, change: int) -> bool:
        signed = self.review.signed(change)
        return bool(signed) and self.review.by not in signed

    def _done(self, verdict: Verdict, count: int) -> str:
        words = {
            Verdict.ACCEPT: tr_n("{n} accepted", "{n} accepted", count),
            Verdict.REJECT: tr_n("{n} rejected", "{n} rejected", count),
            Verdict.SKIP: tr_n("{n} skipped", "{n} skipped", count),
            Verdict.NAME: tr_n("{n} settled by this name", "{n} settled by this name", count),
        }
        return words[verdict].format(n=f"{count:,}")

    def comment(self, text: str) -> str:
        """Comment on the current change."""
        if self.current is None:
            return tr("no change is listed; f chooses which are")
        self.review.comment(self.current, text)
        self._touched([self.current])
        return ""

    def source_line(self) -> tuple[Path, int] | str:
        """Return the file and line where the current change would be put right; what stands in the way, if it is none.

        A repair belongs to one side; anything else is looked up on the right, unless only the left has it.
        """
        change = self.change
        if change is None:
            return tr("no change is listed; f chooses which are")
        on_left = not change.spans.right if change.judgement.expected is None else self.to_reword()[0] == "left"
        documents = self.material.documents
        document, span = (documents.left, change.spans.left) if on_left else (documents.right, change.spans.right)
        path = Path(document.name)
        if document.kind is not DocumentKind.TEXT or not path.is_file():
            return tr("{name} is no text file that an editor could open").format(name=harmless(document.name))
        return path, document.position(span.start).line

    def to_reword(self) -> tuple[str, str]:
        """Return whose corrected copy a text is typed for, ``left`` or ``right``, and the text to begin with."""
        change, n = self.change, self.current
        assert change is not None and n is not None  # noqa: S101, PT018 - asked only of a current change
        ruling, texts = self.review.ruling(n), self.material.texts(change)
        if ruling.text is not None:
            return ruling.side, ruling.text
        expected = change.judgement.expected
        if expected is None:
            return "right", texts.right
        hant_left = self.material.hant_left
        return ("left" if repairs_left(change, texts, hant_left=hant_left) else "right"), expected

    def reword(self, text: str) -> str:
        """Accept the current change with this text in the corrected copy."""
        return self._put(text, self.to_reword()[0]) if self.change else ""

    def take(self, *, left: bool) -> str:
        """Accept the current change with the wording of one side in the corrected copy of the other."""
        if not self.change:
            return tr("no change is listed; f chooses which are")
        texts = self.material.texts(self.change)
        return self._put(texts.left, "right") if left else self._put(texts.right, "left")

    def _put(self, text: str, side: str) -> str:
        n = self.current
        assert n is not None  # noqa: S101 - there is a change
        self.review.reword(n, text, side)
        self._touched([n])
        return self.step_open()

    def confirm_name(self, name: str) -> str:
        """Settle the current finding and all others that stand in this name: it is right as written."""
        name = "".join(name.split())
        if self.current is None or not name:
            return ""
        if not self.review.holds_name(self.current, name):
            return tr("“{name}” does not stand around this finding").format(name=name)
        changes = self.review.named(self.current, name)
        self.review.decide(changes, Verdict.NAME, name)
        self._touched(changes)
        return clauses(self._done(Verdict.NAME, len(changes)), self.step_open())

    def undo(self) -> str:
        """Take back the last step, and go back to where it was made."""
        changes = self.review.undo()
        if not changes:
            return tr("nothing to take back")
        self._touched(changes)
        self.current = changes[0]
        kept = len(self.review.kept)
        back = len(changes) - kept
        words = tr_n("{n} decision taken back", "{n} decisions taken back", back)
        told = tr_n(
            "{n} was decided since by another review, whose ruling stands",
            "{n} were decided since by another review, whose rulings stand",
            kept,
        )
        return clauses(*(words.format(n=f"{n:,}") for words, n in ((words, back), (told, kept)) if n))

    # Telling

    def overruled_words(self) -> str:
        """Say, once, what others had decided otherwise at the same time; nothing if nothing was."""
        overruled, self.review.overruled = self.review.overruled, []
        if not overruled:
            return ""
        who = listed(sorted({ruling.by for ruling in overruled if ruling.by})) or tr("another review")
        told = tr("{who} had decided {n} of these otherwise: yours stands, Enter shows both")
        return told.format(who=harmless(who), n=len(overruled))

    def open_between(self, first: int, end: int) -> dict[Weight, int]:
        """Count the listed changes in ``range(first, end)`` that are not settled, by weight, the heaviest first."""
        states = self.review.states()
        if self._states is not states:  # at first, and when another review has written
            self._states = states
            self._open = OpenCounts(self.material.kinds, self.listed, self.filter.weights, self.review.settled)
        return self._open.between(first, end)

    def _touched(self, changes: Sequence[int]) -> None:
        if self._states is not self.review.states():  # Another review has written too: anything may look different.
            self.view.list_changes(self.listed)
            return
        self.view.refresh({self.material.block_of[n] for n in changes})
        for n in changes:
            change = self.material.changes[n]
            if n in self._listed:
                self._open.set(n, change.weight, settled=bool(self.review.settled[n]))
