"""The state of a review on screen: what is current, listed, searched and folded, and what a person does with it.

It knows nothing of Textual: the app shows it, and so do the line prompts of ``--plain``. Methods return a sentence for
the person, empty where the screen itself is the answer.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from plandiff.decisions.decision import State, Verdict
from plandiff.judging.change import Change, Kind, Weight
from plandiff.language import clauses, listed, tr, tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.material import Material
from plandiff.reviewing.open_counts import OpenCounts
from plandiff.reviewing.painting import HIT, LayoutOptions
from plandiff.reviewing.review import SETTLED, Review
from plandiff.reviewing.searching import NOTHING, Hits, search
from plandiff.reviewing.view import RowsView

DONE = SETTLED | {State.SKIPPED}
"""States that the way to the next undecided change passes by."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to look: the block, and the tag of what to bring into view."""

    block: int
    tag: int


class Session:
    """A review on screen.

    Attributes:
        review: What is decided.
        filter: Which changes are listed.
        listed: The listed changes by number, in reading order.
        current: The change in question; None if none is listed.
        found: What the search has found.
        words: Whether equal findings are those in the same word, or all with the same characters.
        view: The rows.
        title: Says what is reviewed, as the first line names it.
        onward: Says what can be done once all is decided.
    """

    def __init__(self, review: Review, layout: LayoutOptions | None = None, chosen: Filter | None = None) -> None:
        self.review = review
        self.filter = chosen or Filter()
        self.words = True
        self._states: Sequence[State] = ()
        self._open = OpenCounts((), (), (), b"")
        self.found: Hits = NOTHING
        self.listed = self._list()
        if not self.listed and not chosen:
            self.filter = Filter(frozenset(Weight))
            self.listed = self._list()
        self.view = RowsView(self.material, self._state, self.listed, layout or LayoutOptions())
        self.current: int | None = next(
            (n for n in self.listed if review.state(n) not in DONE), self.listed[0] if self.listed else None
        )
        self.title: Callable[[], str] = partial(names_of, self.material)
        self.onward: Callable[[], str] = lambda: tr("e exports the decisions")

    @property
    def material(self) -> Material:
        """What is reviewed."""
        return self.review.material

    @property
    def change(self) -> Change | None:
        """The change in question."""
        return None if self.current is None else self.material.changes[self.current]

    @property
    def target(self) -> Target:
        """Where the current change stands."""
        return Target(0, HIT) if self.current is None else Target(self.material.block_of[self.current], self.current)

    def continued(self, review: Review) -> "Session":
        """Return the session on a newer version of the documents, at the same change if it is still there."""
        session = Session(review, self.view.layout, self.filter)
        session.words = self.words
        session.view.fold(folded=self.view.folded)
        if self.change and self.change.id in session.material.positions:
            session.current = session.material.positions[self.change.id]
        return session

    # Moving

    def step(self, forward: bool) -> str:
        """Go to the next or previous listed change."""
        return self._go(forward, lambda n: not self.filter.open_only or self.review.state(n) not in SETTLED)

    def step_open(self, forward: bool = True) -> str:
        """Go to the next or previous listed change that is neither decided nor skipped."""
        return self._go(forward, lambda n: self.review.state(n) not in DONE)

    def _go(self, forward: bool, wanted: Callable[[int], bool]) -> str:
        at = -1 if self.current is None else self.current
        if forward:
            later = self.listed[bisect_right(self.listed, at) :]
        else:
            later = self.listed[: bisect_left(self.listed, at)][::-1]
        following = next(filter(wanted, later), None)
        if following is not None:
            self.current = following
            return ""
        rest = self.review.counts(self.listed)
        open_ = sum(count for state, count in rest.items() if state not in DONE)
        if not self.listed:
            return tr("no change is listed; f chooses which are")
        if not open_:
            return self.all_decided()
        where = tr("none after this one") if forward else tr("none before this one")
        return clauses(where, tr_n("{n} is open", "{n} are open", open_).format(n=f"{open_:,}"))

    def all_decided(self) -> str:
        """Say that nothing is left to decide, and what can be done now."""
        count = len(self.listed)
        words = tr_n("the change is decided", "all {n} listed changes are decided", count).format(n=f"{count:,}")
        return clauses(words, self.onward())

    def select(self, change: int) -> None:
        """Make a change the current one."""
        self.current = change

    def select_near(self, block: int) -> None:
        """Make the first listed change in or after a block the current one, if there is one."""
        at = bisect_left(self.listed, self.material.blocks[block].first)
        if at < len(self.listed):
            self.current = self.listed[at]

    def select_in(self, block: int) -> None:
        """Make the first listed change in a block the current one, if it has one."""
        at = bisect_left(self.listed, self.material.blocks[block].first)
        if at < len(self.listed) and self.listed[at] < self.material.blocks[block].end:
            self.current = self.listed[at]

    def section_from(self, block: int, forward: bool) -> int | None:
        """Return the block of the next or previous section heading, seen from a block."""
        starts = sorted(heading.block for heading in self.material.outline)
        at = bisect_right(starts, block) if forward else bisect_left(starts, block) - 1
        return starts[at] if 0 <= at < len(starts) else None

    def find(self, query: str) -> str:
        """Search both texts; an empty query ends the search."""
        self.found = search(self.material, query)
        self.view.show_hits(self.found.hits)
        if query.strip() and not self.found.count:
            return tr("“{query}” stands in neither text").format(query=query)
        return ""

    def hit_from(self, block: int, forward: bool) -> int | None:
        """Return the next or previous block with a search hit, seen from a block; the search goes round."""
        blocks = self.found.blocks
        if not blocks:
            return None
        at = bisect_right(blocks, block) if forward else bisect_left(blocks, block) - 1
        return blocks[at % len(blocks)]

    # Listing

    def choose(self, chosen: Filter) -> str:
        """List other changes; stay at the current one or go to the next that is listed."""
        self.filter = chosen
        self.listed = self._list()
        self._states = ()
        self.view.list_changes(self.listed)
        if self.current is None or self.current not in self.listed:
            at = bisect_left(self.listed, self.current or 0)
            self.current = self.listed[min(at, len(self.listed) - 1)] if self.listed else None
        return "" if self.listed else tr("no change is listed; f chooses which are")

    def toggle_weight(self, weight: Weight) -> str:
        """List changes of a weight, or no longer."""
        return self.choose(Filter(self.filter.weights ^ {weight}, self.filter.without, self.filter.open_only))

    def toggle_open_only(self) -> str:
        """Let steps go to all listed changes, or only to those not settled."""
        self.filter = Filter(self.filter.weights, self.filter.without, not self.filter.open_only)
        return tr("stepping to undecided changes only") if self.filter.open_only else tr("stepping to all changes")

    def toggle_words(self) -> str:
        """Count findings as equal if they stand in the same word, or whatever word they stand in."""
        self.words = not self.words
        return tr("equal: in the same word") if self.words else tr("equal: the same characters in any word")

    # Deciding

    def decide(self, verdict: Verdict, *, all_equal: bool = False) -> str:
        """Give the current change, or all equal ones that are not settled, a verdict; go on to the next open one."""
        if self.current is None:
            return tr("no change is listed; f chooses which are")
        changes = self.equal() if all_equal else [self.current]
        self.review.decide(changes, verdict)
        self._touched(changes)
        told = "" if len(changes) == 1 else self._done(verdict, len(changes))
        return clauses(told, self.step_open())

    def _done(self, verdict: Verdict, count: int) -> str:
        words = {
            Verdict.ACCEPT: tr_n("{n} accepted", "{n} accepted", count),
            Verdict.REJECT: tr_n("{n} rejected", "{n} rejected", count),
            Verdict.SKIP: tr_n("{n} skipped", "{n} skipped", count),
            Verdict.NAME: tr_n("{n} settled by this name", "{n} settled by this name", count),
        }
        return words[verdict].format(n=f"{count:,}")

    def equal(self) -> list[int]:
        """Return the changes that are decided together with the current one."""
        return [] if self.current is None else self.review.equal(self.current, words=self.words)

    def comment(self, text: str) -> str:
        """Comment on the current change."""
        if self.current is None:
            return tr("no change is listed; f chooses which are")
        self.review.comment(self.current, text)
        self._touched([self.current])
        return ""

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

    def counts(self) -> Counter[State]:
        """Count the listed changes by state."""
        return self.review.counts(self.listed)

    def open_between(self, first: int, end: int) -> dict[Weight, int]:
        """Count the listed changes in ``range(first, end)`` that are not settled, by weight, the heaviest first."""
        states = self.review.states()
        if self._states is not states:  # at first, and when another review has written
            self._states = states
            self._open = OpenCounts(self.material.kinds, self.listed, self.filter.weights, self.review.settled)
        return self._open.between(first, end)

    def _state(self, change: int) -> State:
        return self.review.state(change)

    def _list(self) -> list[int]:
        kinds = [self.filter.lists(kind) for kind in Kind]
        return [n for n, kind in enumerate(self.material.kinds) if kinds[kind]]

    def _touched(self, changes: Sequence[int]) -> None:
        if self._states is not self.review.states():  # Another review has written too: anything may look different.
            self.view.list_changes(self.listed)
            return
        self.view.refresh({self.material.block_of[n] for n in changes})
        for n in changes:
            change = self.material.changes[n]
            if self.filter.lists(change.kind):
                self._open.set(n, change.weight, settled=bool(self.review.settled[n]))


def names_of(material: Material) -> str:
    """Return the names of both documents, with their folders only if they tell them apart."""
    paths = [document.name for document in (material.documents.left, material.documents.right)]
    short = [PurePath(path).name or path for path in paths]
    return " / ".join(map(harmless, short if short[0] != short[1] else paths))
