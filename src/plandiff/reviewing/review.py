"""A review: the material, what is decided on it, and the file that remembers.

Every step is written at once. If that fails, the step stays in memory, the review says so, and the next step (or the
next try) writes both.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from plandiff.decisions.decision import STATES, Carried, Decision, Ruling, State, Verdict, carried
from plandiff.decisions.store import Step, Store, Written
from plandiff.errors import PlandiffError
from plandiff.judging.change import Weight
from plandiff.reviewing.material import Material

SETTLED = frozenset({State.ACCEPTED, State.REJECTED, State.NAMED})
"""States in which a change asks for nothing more."""


@dataclass(slots=True)
class _Done:
    """What a step of this review has done to one change.

    Attributes:
        mine: The decision it made.
        current: The one that was in force before it.
        stored: The one that stood in the file under the id of the change.
        waiting: What was not written yet.
    """

    mine: Decision
    current: Decision | None
    stored: Decision | None
    waiting: Step | None


@dataclass
class Review:
    """What is decided on the changes of a pair.

    Attributes:
        material: What is reviewed.
        store: Where decisions are kept; None keeps them in memory alone.
        by: Who decides; empty if nobody gave a name.
        trouble: Why the last write failed; empty if all is written.
        overruled: What other reviews had said at the same time; the newer rulings, of this review, stand.
        kept: Ids on which the last undo took nothing back, for another review has decided on them since.
        settled: For each change 1 if it asks for nothing more, else 0.
    """

    material: Material
    store: Store | None = None
    by: str = ""
    trouble: str = ""
    overruled: list[Ruling] = field(default_factory=list)
    kept: tuple[str, ...] = ()
    settled: bytearray = field(default_factory=bytearray)
    _carried: Carried = field(default_factory=lambda: Carried({}, {}, {}))
    _states: list[State] = field(default_factory=list)
    _pending: dict[str, Step] = field(default_factory=dict)
    _steps: list[dict[str, _Done]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.store:
            self.store.read()
        self._take_in()

    def continued(self, material: Material) -> "Review":
        """Return the review of a newer version of the documents; what is not written yet goes with it."""
        return replace(self, material=material, _steps=[])

    @property
    def unsaved(self) -> int:
        """How many decisions are not written yet."""
        return len(self._pending)

    @property
    def gone(self) -> dict[str, Decision]:
        """Decisions whose change is not there any more, by the id they are stored under; the file keeps them."""
        return self._carried.gone

    def state(self, change: int) -> State:
        """Say where a change stands."""
        return self._states[change]

    def states(self) -> Sequence[State]:
        """Return where each change stands."""
        return self._states

    def ruling(self, change: int) -> Ruling:
        """Return what is said of a change, or was said of it before its text or place changed."""
        id_ = self.material.changes[change].id
        decision = self._carried.current.get(id_) or self._carried.again.get(id_)
        return decision.ruling if decision else Ruling()

    def earlier(self, change: int) -> tuple[Ruling, ...]:
        """Return what others said of a change that was overruled, the oldest first."""
        decision = self._carried.current.get(self.material.changes[change].id)
        return decision.earlier if decision else ()

    def counts(self, changes: Iterable[int]) -> Counter[State]:
        """Count changes by state."""
        return Counter(map(self._states.__getitem__, changes))

    def equal(self, change: int, *, words: bool) -> list[int]:
        """Return the changes equal to one and not settled, itself included, in order; ``words`` as in `equals`."""
        return [n for n in self.material.equals(change, words=words) if n == change or not self.settled[n]]

    def decide(self, changes: Sequence[int], verdict: Verdict, name: str = "") -> None:
        """Give changes a verdict, as one step; comments stay."""
        self._rule({n: replace(self.ruling(n), verdict=verdict, name=name, text=None, side="") for n in changes})

    def confirm(self, change: int) -> None:
        """Say of a change what was said of it already: one reading more."""
        self._rule({change: self.ruling(change)})

    def reword(self, change: int, text: str, side: str) -> None:
        """Accept a change with another text in the corrected copy of one side, ``left`` or ``right``."""
        said = replace(self.ruling(change), verdict=Verdict.ACCEPT, name="", text=text, side=side)
        self._rule({change: said})

    def clear(self, changes: Sequence[int]) -> None:
        """Leave changes undecided, as one step; comments stay, and what others have said stays to be read."""
        self._rule({n: replace(self.ruling(n), verdict=None, name="", text=None, side="") for n in changes})

    def signed(self, change: int) -> tuple[str, ...]:
        """Return who stands by the verdict in force, in the order in which they said so."""
        decision = self._carried.current.get(self.material.changes[change].id)
        return decision.signed() if decision else ()

    def objecting(self, change: int) -> tuple[str, ...]:
        """Return whose last verdict is another than the one in force."""
        decision = self._carried.current.get(self.material.changes[change].id)
        return decision.objecting() if decision else ()

    def people(self) -> dict[str, Counter[Verdict]]:
        """Count for each person the changes by their last verdict, whether it is in force or not."""
        found: dict[str, Counter[Verdict]] = {}
        for decision in self._carried.current.values():
            for by, ruling in decision.last().items():
                if ruling.verdict:
                    found.setdefault(by, Counter())[ruling.verdict] += 1
        return found

    def comment(self, change: int, text: str) -> None:
        """Comment on a change; an empty text takes the comment away."""
        kept = self.ruling(change) if self.state(change) is not State.AGAIN else Ruling()
        self._rule({change: replace(kept, comment=text.strip())})

    def named(self, change: int, name: str) -> list[int]:
        """Return the findings that lie inside an occurrence of a confirmed name, that of ``change`` first."""
        found = [change]
        for n, other in enumerate(self.material.changes):
            if n != change and other.weight is Weight.CONVERSION and self.holds_name(n, name):
                found.append(n)
        return found

    def holds_name(self, change: int, name: str) -> bool:
        """Say whether ``name`` stands in one of the texts, white space aside, around the text of a change."""
        documents, spans = self.material.documents, self.material.changes[change].spans
        sides = ((documents.left.text, spans.left), (documents.right.text, spans.right))
        return bool(name) and any(span and _covers(text, span.start, span.end, name) for text, span in sides)

    def undo(self) -> list[int]:
        """Take back what the last step said; return the changes it was about, none if there is nothing to take back.

        What another review has said since stays as it is; `kept` names it.
        """
        self.kept = ()
        step = self._steps.pop() if self._steps else self._last_kept()
        unwritten = False
        for id_, done in step.items():
            waiting = self._pending.get(id_)
            if not self.store:
                self._set(id_, done.current)
            elif waiting and waiting.decision == done.mine:  # It is not written: nobody has seen it.
                self._set(id_, done.current, done.waiting)
                unwritten = True
            elif self.store.decisions.get(id_) == done.mine:
                self._set(id_, done.current, Step(done.stored, done.mine, back=True))
            else:
                self.kept += (id_,)
        if unwritten:  # Others may have decided before it could be written: what they said shows again.
            self._take_in()
        self.save()
        return [self.material.positions[id_] for id_ in step]

    def _last_kept(self) -> dict[str, _Done]:
        """Return the last step that the file has of this person, made before the review was opened."""
        stored = self.store.decisions if self.store and self.by else {}
        own = {
            id_: decision
            for id_, decision in self._carried.current.items()
            if decision.ruling.by == self.by and decision.ruling.at and stored.get(id_) == decision
        }
        last = max((decision.ruling.at for decision in own.values()), default="")
        return {
            id_: _Done(decision, before := decision.before(), before, None)
            for id_, decision in own.items()
            if decision.ruling.at == last
        }

    def save(self) -> bool:
        """Write what is not written yet; say whether all is written."""
        if not self.store or not self._pending:
            return not self._pending
        before = self.store.decisions
        try:
            written = self.store.write(self._pending)
        except PlandiffError as error:
            self.trouble = str(error)
            if self.store.decisions is not before:  # It has read what others had written, before it failed.
                self._take_in()
            return False
        self._written(written)
        if written.others:
            self._take_in()
        return True

    def _written(self, written: Written) -> None:
        """Remember what a write has met: whoever takes a step back goes back to what it has overruled."""
        assert self.store is not None  # noqa: S101 - it has just written
        self._pending.clear()
        self.trouble = ""
        self.kept = (*self.kept, *written.kept)
        self.overruled += (other.ruling for other in written.overruled.values())
        for id_, other in written.overruled.items():
            if id_ in self.material.positions:
                self._set(id_, self.store.decisions[id_])  # It holds what the other has said: the next step keeps it.
            done = next((step[id_] for step in reversed(self._steps) if id_ in step), None)
            if done:
                done.mine, done.current, done.stored = self.store.decisions[id_], other, other

    def refresh(self) -> bool:
        """Take in what another review of the pair has written since; say whether there was anything.

        A file that cannot be read just now is left for the next write, which tells.
        """
        if not self.store:
            return False
        before = self.store.decisions
        with suppress(PlandiffError):
            self.store.read()
        if self.store.decisions is before:
            return False
        self._take_in()
        return True

    def merge(self, others: Mapping[str, Decision]) -> list[str]:
        """Join decisions of another file with those kept here; return the ids on which people disagree.

        Raises:
            UsageError: The file cannot be written. Nothing has changed then.
        """
        try:
            return self.store.merge(others) if self.store else []
        finally:
            self._take_in()

    def keep_in(self, store: Store) -> None:
        """Keep all decisions in another file from now on, with those that it holds already.

        Raises:
            UsageError: It cannot be read or written; the decisions stay where they are.
        """
        written = store.write({id_: Step(decision, None) for id_, decision in self._stored().items()})
        self.store = store
        self._written(written)
        self._take_in()

    def _take_in(self) -> None:
        """Lay what is stored and what waits to be on the changes."""
        stored = self._stored()
        self._carried = carried(self.material.subjects if stored else {}, stored)
        self._states = [self._state(change.id) for change in self.material.changes]
        self.settled = bytearray(state in SETTLED for state in self._states)

    def _stored(self) -> dict[str, Decision]:
        """Return what is stored, by whichever review, with what waits to be."""
        stored = dict(self.store.decisions) if self.store else {}
        for id_, step in self._pending.items():
            if step.decision:
                stored[id_] = step.decision
            else:
                stored.pop(id_, None)
        return stored

    def _state(self, id_: str) -> State:
        decision = self._carried.current.get(id_)
        if decision and decision.ruling.verdict:
            return STATES[decision.ruling.verdict]
        return State.AGAIN if id_ in self._carried.again else State.OPEN

    def _rule(self, rulings: dict[int, Ruling]) -> None:
        step, at = {}, Ruling().now().at  # One moment for one step: it can be told, and taken back, as one.
        for n, said in rulings.items():
            change, ruling = self.material.changes[n], replace(said, by=self.by, at=at)
            id_ = change.id
            current, waiting = self._carried.current.get(id_), self._pending.get(id_)
            over = self.store.decisions.get(id_) if self.store else None
            stored = waiting.decision if waiting else over
            earlier = current.earlier if current else ()
            if current and current.ruling.by != self.by:
                earlier = (*earlier, current.ruling)
            if stored and (id_ in self._carried.gone or (stored != current and stored.ruling.by != self.by)):
                earlier = (*earlier, *stored.earlier, stored.ruling)  # Of another text, or another change of this id.
            decision = Decision(self.material.subject(change), ruling, tuple(dict.fromkeys(earlier)))
            step[id_] = _Done(decision, current, stored, waiting)
            self._set(id_, decision, Step(decision, waiting.over if waiting else over))
        self._steps.append(step)
        self.save()

    def _set(self, id_: str, current: Decision | None, waiting: Step | None = None) -> None:
        if current:
            self._carried.current[id_] = current
        else:
            self._carried.current.pop(id_, None)
        if self.store and waiting:
            self._pending[id_] = waiting
        else:
            self._pending.pop(id_, None)
        n = self.material.positions[id_]
        self._states[n] = self._state(id_)
        self.settled[n] = self._states[n] in SETTLED


def _covers(text: str, start: int, end: int, name: str) -> bool:
    """Say whether an occurrence of ``name`` holds ``[start, end)``; white space in the text counts for nothing."""
    reach = 3 * len(name) + 16
    low = max(0, start - reach)
    head, tail = "".join(text[low:start].split()), "".join(text[end : end + reach].split())
    middle = "".join(text[start:end].split())
    at = (head + middle + tail).find(name, max(0, len(head) + len(middle) - len(name)))
    return 0 <= at <= len(head)
