"""A review: the material, what is decided on it, and the file that remembers.

Every step is written at once. If that fails, the step stays in memory, the review says so, and the next step (or the
next try) writes both.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from plandiff.decisions.decision import STATES, Carried, Decision, Ruling, State, TakenBack, Verdict, carried
from plandiff.decisions.store import Store, put
from plandiff.errors import PlandiffError
from plandiff.judging.change import Weight
from plandiff.reviewing.material import Material

SETTLED = frozenset({State.ACCEPTED, State.REJECTED, State.NAMED})
"""States in which a change asks for nothing more."""


@dataclass(frozen=True, slots=True)
class _Before:
    """One change before a step and after it.

    Attributes:
        current: The decision that was in force.
        stored: The one that the file held under its id.
        waiting: What waited to be written on it; None if nothing did.
        decision: The decision of the step.
    """

    current: Decision | None
    stored: Decision | None
    waiting: Decision | TakenBack | None
    decision: Decision


@dataclass
class Review:
    """What is decided on the changes of a pair.

    Attributes:
        material: What is reviewed.
        store: Where decisions are kept; None keeps them in memory alone.
        trouble: Why the last write failed; empty if all is written.
        overruled: Ids on which another review said something else at the same time; the newer ruling stands.
        kept: Ids on which another review has ruled since the step that was taken back last; its ruling stands.
        settled: For each change 1 if it asks for nothing more, else 0.
    """

    material: Material
    store: Store | None = None
    trouble: str = ""
    overruled: list[str] = field(default_factory=list)
    kept: tuple[str, ...] = ()
    settled: bytearray = field(default_factory=bytearray)
    _carried: Carried = field(default_factory=lambda: Carried({}, {}, {}))
    _states: list[State] = field(default_factory=list)
    _pending: dict[str, Decision | TakenBack] = field(default_factory=dict)
    _steps: list[dict[str, _Before]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.store:
            self.store.read()
        self._take_in()

    def continued(self, material: Material) -> "Review":
        """Return the review of a newer version of the documents; what is not written yet goes with it."""
        return Review(material, self.store, self.trouble, self.overruled, _pending=self._pending)

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
        """Return what other reviews said of a change at the same time, and was overruled."""
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
        self._rule({n: replace(self.ruling(n), verdict=verdict, name=name) for n in changes})

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
        """Take back the last step; return the changes it was about, none if there is nothing to take back.

        What another review has decided since stays: ``kept`` names it.
        """
        self.kept = ()
        if not self._steps:
            return []
        step = self._steps.pop()
        for id_, before in step.items():
            if self._pending.get(id_) is before.decision:  # It was never written, so nobody has seen it.
                self._set(id_, before.current, before.waiting)
            else:
                self._set(id_, before.current, TakenBack(before.decision, before.stored))
        self.save()
        return [self.material.positions[id_] for id_ in step]

    def save(self) -> bool:
        """Write what is not written yet; say whether all is written."""
        if not self.store or not self._pending:
            return not self._pending
        try:
            written = self.store.write(self._pending)
        except PlandiffError as error:
            self.trouble = str(error)
            return False
        self.overruled += written.overruled
        self.kept = written.kept
        self._pending.clear()
        self.trouble = ""
        if written.others:
            self._take_in()
        return True

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

    def keep_in(self, store: Store) -> None:
        """Keep all decisions in another file from now on, with those that it holds already.

        Raises:
            UsageError: It cannot be read or written; the decisions stay where they are.
        """
        written = store.write(self._stored())
        self.store, self.trouble = store, ""
        self.overruled += written.overruled
        self._pending.clear()
        self._take_in()

    def _take_in(self) -> None:
        """Lay what is stored, by whichever review, and what waits to be stored on the changes."""
        stored = self._stored()
        self._carried = carried(self.material.subjects if stored else {}, stored)
        self._states = [self._state(change.id) for change in self.material.changes]
        self.settled = bytearray(state in SETTLED for state in self._states)

    def _stored(self) -> dict[str, Decision]:
        """Return what is stored with what waits to be."""
        stored = dict(self.store.decisions) if self.store else {}
        for id_, step in self._pending.items():
            put(stored, id_, step.rest(stored.get(id_)) if isinstance(step, TakenBack) else step)
        return stored

    def _state(self, id_: str) -> State:
        decision = self._carried.current.get(id_)
        if decision and decision.ruling.verdict:
            return STATES[decision.ruling.verdict]
        return State.AGAIN if id_ in self._carried.again else State.OPEN

    def _rule(self, rulings: dict[int, Ruling]) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        step = {}
        for n, ruling in rulings.items():
            change = self.material.changes[n]
            current = self._carried.current.get(change.id)
            stored = self.store.decisions.get(change.id) if self.store else None
            waiting = self._pending.get(change.id)
            if waiting:
                stored = waiting.rest(stored) if isinstance(waiting, TakenBack) else waiting
            earlier = current.earlier if current else ()
            if stored and change.id in self._carried.gone:
                earlier = (*earlier, stored.ruling)  # It was said of another change, which had this id.
            decision = Decision(self.material.subject(change), replace(ruling, at=now), earlier)
            step[change.id] = _Before(current, stored, waiting, decision)
            self._set(change.id, decision, decision)
        self._steps.append(step)
        self.save()

    def _set(self, id_: str, current: Decision | None, waiting: Decision | TakenBack | None) -> None:
        put(self._carried.current, id_, current)
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
