"""Goes through the changes of a review: what is listed, which is current, where the next one stands."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from plandiff.decisions.decision import State
from plandiff.derivation.result import Derivation
from plandiff.judging.change import COUNTED, Change, Weight
from plandiff.language import tr, tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.reviewing.filtering import Filter
from plandiff.reviewing.material import Material
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


class Walk:
    """A review and where a person is in it; nothing here decides anything.

    Attributes:
        review: What is decided.
        filter: Which changes are listed.
        listed: The listed changes by number, in reading order.
        current: The change in question; None if none is listed.
        found: What the search has found.
        view: The rows.
        title: Says what is reviewed, as the first line names it.
        onward: Says what can be done once all is decided.
    """

    def __init__(self, review: Review, layout: LayoutOptions | None = None, chosen: Filter | None = None) -> None:
        self.review = review
        self.filter = chosen or Filter()
        self.found: Hits = NOTHING
        self.listed = self._list()
        if not self.listed and not chosen:
            self.filter = Filter(frozenset(Weight))
            self.listed = self._list()
        self.view = RowsView(self.material, self._state, self.listed, layout or LayoutOptions())
        self.current: int | None = self._opening()
        self.title: Callable[[], str] = partial(names_of, self.material)
        self.onward: Callable[[], str] = lambda: tr("e exports the decisions")

    def _opening(self) -> int | None:
        """Return the change that a review opens at: the first that is open.

        In a derivation that is one of a passage on both sides: titles and news leads, which come before, are nobody's
        question.
        """
        open_ = [n for n in self.listed if self._is_open(n)]
        if isinstance(self.material.comparison, Derivation):
            blocks, of = self.material.blocks, self.material.block_of
            linked = (n for n in open_ if blocks[of[n]].spans.left and blocks[of[n]].spans.right)
            if (first := next(linked, None)) is not None:
                return first
        return next(iter(open_ or self.listed), None)

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

    def step(self, forward: bool) -> str:
        """Go to the next or previous listed change."""
        at = -1 if self.current is None else self.current
        following = self._beyond(
            at, forward, lambda n: not self.filter.open_only or self.review.state(n) not in SETTLED
        )
        if following is not None:
            self.current = following
            return ""
        if not self.listed or not (open_ := self._open_count()):
            return self.nothing_open()
        where = tr("none after this one") if forward else tr("none before this one")
        return f"{where}; " + tr_n("{n} is open", "{n} are open", open_).format(n=f"{open_:,}")

    def step_open(self, forward: bool = True) -> str:
        """Go to the next or previous listed change that is neither decided nor skipped, round the end if need be."""
        at = -1 if self.current is None else self.current
        following = self._beyond(at, forward, self._is_open)
        if following is not None:
            self.current = following
            return ""
        if at >= 0 and self._is_open(at) and self._open_count() == 1:
            return tr("this is the only one that is open")
        round_ = self._beyond(-1 if forward else len(self.material.changes), forward, self._is_open)
        if round_ is None:
            return self.nothing_open()
        self.current = round_
        return tr("back at the first that is open") if forward else tr("on from the last that is open")

    def step_worst(self) -> str:
        """Go to the first change of the heaviest weight that is open."""
        for weight in COUNTED:
            found = next(
                (n for n in self.listed if self._is_open(n) and self.material.changes[n].weight is weight), None
            )
            if found is not None:
                self.current = found
                return ""
        return self.nothing_open()

    def jump(self, to: str) -> str:
        """Go to a listed change by its number, or to any by its id, or to the line ``l12`` or ``r12`` of a side."""
        to = to.strip().lower()
        if not to:
            return ""
        if to in self.material.positions:
            self.current = self.material.positions[to]
        elif to[0] in "lr" and to[1:].isdecimal():
            return self._jump_to_line(int(to[1:]), left=to[0] == "l")
        elif to.isdecimal() and 1 <= int(to) <= len(self.listed):
            self.current = self.listed[int(to) - 1]
        else:
            told = tr("“{to}” is no change: give a number up to {n}, an id, or a line as l12 or r12")
            return told.format(to=to, n=f"{len(self.listed):,}")
        return ""

    def _jump_to_line(self, line: int, *, left: bool) -> str:
        documents = self.material.documents
        document = documents.left if left else documents.right
        for n in self.listed:
            spans = self.material.changes[n].spans
            span = spans.left if left else spans.right
            if span and document.position(span.start).line >= line:
                self.current = n
                return ""
        return tr("no listed change stands in line {line} or after it").format(line=f"{line:,}")

    def commented(self) -> list[int]:
        """Return all changes of which somebody has said something in words, listed or not."""
        review = self.review
        changes = range(len(self.material.changes))
        return [n for n in changes if review.ruling(n).comment or any(one.comment for one in review.earlier(n))]

    def _beyond(self, at: int, forward: bool, wanted: Callable[[int], bool]) -> int | None:
        """Return the next or previous listed change that is wanted, seen from one."""
        if forward:
            beyond = self.listed[bisect_right(self.listed, at) :]
        else:
            beyond = self.listed[: bisect_left(self.listed, at)][::-1]
        return next(filter(wanted, beyond), None)

    def _is_open(self, change: int) -> bool:
        return self.review.state(change) not in DONE

    def _open_count(self) -> int:
        return sum(count for state, count in self.counts().items() if state not in DONE)

    def nothing_open(self) -> str:
        """Say why there is nothing open to go to."""
        return self.all_decided() if self.listed else tr("no change is listed; f chooses which are")

    def all_decided(self) -> str:
        """Say that nothing is left to decide, and what can be done now."""
        count = len(self.listed)
        words = tr_n("the change is decided", "all {n} listed changes are decided", count).format(n=f"{count:,}")
        return f"{words}; {self.onward()}"

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

    def counts(self) -> Counter[State]:
        """Count the listed changes by state."""
        return self.review.counts(self.listed)

    def _state(self, change: int) -> State:
        return self.review.state(change)

    def _list(self) -> list[int]:
        return self.filter.listed(self.review)


def names_of(material: Material) -> str:
    """Return the names of both documents, with their folders only if they tell them apart."""
    paths = [document.name for document in (material.documents.left, material.documents.right)]
    short = [PurePath(path).name or path for path in paths]
    return " / ".join(map(harmless, short if short[0] != short[1] else paths))
