"""The queue of a review: what is decided on, one pair of texts after the other.

Each decision is kept at once. The snapshots are another matter: they change all together, when the person says so, and
only if nothing has moved since they were compared.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field

from plandiff.decisions.accepting import Plan, Selection, planned_each
from plandiff.decisions.committing import commit
from plandiff.decisions.decision import STATES, Decision, Ruling, State, Subject, Verdict
from plandiff.decisions.results import BROKEN, Outcome
from plandiff.decisions.store import Step, Store
from plandiff.errors import PlandiffError, UsageError
from plandiff.language import tr
from plandiff.reviewing.review import Review
from plandiff.reviewing.to_review import Part, ToReview

LOST = "gone"
"""What a pair waits for that has lost accepted differences and nothing else."""


@dataclass
class Item:
    """One pair of texts in the queue.

    It is decided on change by change; where no change waits but the document itself does (it is new, or renamed, or
    gone), it is decided on as a whole.

    Attributes:
        part: What is reviewed.
        by: Who decides.
        review: The decisions on its changes; None if it is decided on as a whole, or could not be read.
    """

    part: Part
    by: str = ""
    review: Review | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.part.name

    @property
    def unreadable(self) -> bool:
        """Whether nothing can be decided: it could not be checked, or holds a merge conflict."""
        return self.part.result is not None and self.part.result.state in BROKEN

    @property
    def standing(self) -> str:
        """What waits besides changes: a state of the check, or ``LOST``; empty where only changes of text wait."""
        result = self.part.result
        if result is None:
            return ""
        if result.state is Outcome.CHANGED:
            return LOST if result.gone and not result.pending else ""
        return result.state.value

    def counts(self) -> Counter[State]:
        """Count what waits by how it is decided."""
        if self.unreadable:
            return Counter()
        return Counter(self.review.states()) if self.review else Counter([self.state()])

    def state(self) -> State:
        """Say how it is decided on as a whole."""
        decision = self.part.store.decisions.get(self.standing)
        if not decision or not decision.ruling.verdict:
            return State.OPEN
        return STATES[decision.ruling.verdict] if decision.subject == self._subject() else State.AGAIN

    def decide(self, verdict: Verdict | None) -> None:
        """Decide on it as a whole; None takes one's own decision back.

        Raises:
            UsageError: The decision cannot be kept, or is somebody else's; nothing has changed then.
        """
        if self.unreadable or self.review:
            return
        store, id_ = self.part.store, self.standing
        shown = store.decisions.get(id_)
        others = shown is not None and shown.ruling.by != self.by
        if verdict:
            earlier = (*shown.earlier, *([shown.ruling] * others)) if shown else ()
            step = Step(Decision(self._subject(), Ruling(verdict, by=self.by).now(), earlier), shown)
        elif shown and others:
            who = shown.ruling.by or tr("another review")
            raise UsageError("{who} has decided that", "a or r overrules it", who=who)
        else:
            before = None
            if shown and shown.earlier:
                before = Decision(shown.subject, shown.earlier[-1], shown.earlier[:-1])
            step = Step(before, shown, back=True)
        if store.write({id_: step}).kept:
            raise UsageError("another review has decided on it since", "it stays")

    def selection(self) -> Selection | None:
        """Return what is accepted of it, with what was said of each change; None if nothing is."""
        if self.review is None:
            if self.unreadable or self.state() is not State.ACCEPTED:
                return None
            gone = self.standing == Outcome.OBSOLETE
            return Selection(everything=not gone, prune=gone, by=self.part.store.decisions[self.standing].ruling.by)
        taken = [n for n, state in enumerate(self.review.states()) if state is State.ACCEPTED]
        rulings = {self.review.material.changes[n].id: self.review.ruling(n) for n in taken}
        return Selection(ids=frozenset(rulings), rulings=rulings) if rulings else None

    def forget(self, selection: Selection) -> None:
        """Take out of the file what is in the snapshot now; what cannot be taken out does no harm."""
        with suppress(PlandiffError):
            store: Store = self.review.store if self.review and self.review.store else self.part.store
            store.forget(selection.ids or {self.standing})

    def _subject(self) -> Subject:
        """Return what a decision on the whole is about: another text, and it is to be looked at again."""
        result = self.part.result
        assert result is not None  # noqa: S101 - two documents by themselves are decided on change by change
        texts = [result.document.sha256] if result.document else []
        if result.comparison:
            documents = result.comparison.documents
            texts = [documents.left.sha256, documents.right.sha256]
        return Subject(self.standing, result.was or result.paths.left, result.paths.right, " ".join(texts))


@dataclass
class ReviewQueue:
    """What is reviewed, and what is decided.

    Attributes:
        found: What there is to review.
        by: Who decides.
        items: What waits, then what could not be checked.
        apart: Reviews of what does not wait any more, with decisions that are not written yet.
    """

    found: ToReview
    by: str = ""
    items: list[Item] = field(default_factory=list)
    apart: list[Review] = field(default_factory=list)

    @classmethod
    def of(cls, found: ToReview, by: str = "", before: "ReviewQueue | None" = None) -> "ReviewQueue":
        """Return the queue of what was found; ``before`` is the one so far, whose decisions are carried over.

        Raises:
            UsageError: A file of decisions cannot be read.
        """
        reviews = {item.part.place: item.review for item in before.items} if before else {}
        queue = cls(found, by, apart=list(before.apart) if before else [])
        for part in found.parts:
            part.store.read()
            known, review = reviews.pop(part.place, None), None
            if part.material:
                review = known.continued(part.material) if known else Review(part.material, part.store, by)
            elif known:
                queue.apart.append(known)
            queue.items.append(Item(part, by, review))
        queue.apart = [review for review in (*queue.apart, *filter(None, reviews.values())) if review.unsaved]
        return queue

    @property
    def is_pair(self) -> bool:
        """Whether two documents are reviewed by themselves, and not what waits in a project."""
        return self.found.check is None

    @property
    def troubled(self) -> bool:
        """Whether something could not be checked."""
        return self.found.check is not None and self.found.check.troubled

    def counts(self) -> Counter[State]:
        """Count all that waits by how it is decided."""
        return sum((item.counts() for item in self.items), Counter())

    def reviews(self) -> list[Review]:
        """Return all reviews of single changes."""
        return [*(item.review for item in self.items if item.review), *self.apart]

    @property
    def unsaved(self) -> int:
        """How many decisions are not written yet."""
        return sum(review.unsaved for review in self.reviews())

    @property
    def trouble(self) -> str:
        """Why; empty if all are."""
        return next((review.trouble for review in self.reviews() if review.trouble), "")

    def save(self) -> bool:
        """Write the decisions that are not written yet; say whether all are written."""
        saved = [review.save() for review in self.reviews()]  # All are tried, also after one that failed.
        return all(saved)

    def write(self) -> Plan:
        """Take what is accepted into the snapshots, all of it or nothing; what it was made on must be as it was.

        Afterwards nothing here is true any more: the project is to be checked again.

        Raises:
            SnapshotError: A document or snapshot has changed in the meantime, or writing fails; nothing is accepted.
        """
        found, base = self.found.check, self.found.base
        if found is None or base is None:
            return Plan()
        chosen = {item.part.place: taken for item in self.items if (taken := item.selection())}
        plan = planned_each(found, base, chosen)
        if plan.taken:
            config = found.config
            commit(config.root, config.root / config.snapshots, plan.writes, plan.removals, found.digests())
            for item in self.items:
                if (selection := chosen.get(item.part.place)) is not None:
                    item.forget(selection)
        return plan

    def index(self, place: str) -> int | None:
        """Return where the item of a place stands; None if there is none."""
        return next((n for n, item in enumerate(self.items) if item.part.place == place), None)
