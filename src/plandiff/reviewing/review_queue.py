"""The docket: what waits for a decision since the last check, document by document, and what is decided on it.

Each decision is kept at once, as in the review of two documents. The snapshots are another matter: they change all
together, when the person says so, and only if nothing has moved since they were compared.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from plandiff.comparison import Stage
from plandiff.config import Config
from plandiff.decisions import results
from plandiff.decisions.accepting import Plan, Selection, planned_each
from plandiff.decisions.base import Snapshots
from plandiff.decisions.checking import check
from plandiff.decisions.committing import commit
from plandiff.decisions.decision import STATES, Decision, Ruling, State, Subject, Verdict
from plandiff.decisions.policy import policy_of
from plandiff.decisions.results import Check, Checked, snapshot_name
from plandiff.decisions.store import Store
from plandiff.errors import PlandiffError
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.material import Material
from plandiff.reviewing.places import pending_file
from plandiff.reviewing.review import Review

GONE = "gone"
"""What a pair waits for that has lost accepted differences and nothing else."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a check has found to be decided on.

    Attributes:
        check: The check.
        base: The snapshots it was made against.
        materials: The pending changes of each document or pair that has any, by the place of its snapshot.
    """

    check: Check
    base: Snapshots
    materials: Mapping[str, Material]

    def files(self) -> tuple[Path, ...]:
        """Return the files that all this was read from."""
        config = self.check.config
        own = (config.file,) if config.file else ()
        return (*own, *(config.root / path for path in self.check.digests()))


def waiting(config: Config, stage: Stage) -> Waiting:
    """Check what a project watches, and make what waits for a decision ready to be reviewed.

    Raises:
        PlandiffError: Nothing is watched, or the snapshots cannot be found.
    """
    stage("checking")
    base = Snapshots.of(config)
    found = check(config, policy_of(config), base)
    stage("making the review ready")
    materials = {
        snapshot_name(result): material_of(result.comparison, [one.change for one in result.pending]).warm(
            subjects=pending_file(snapshot_name(result), config).exists()
        )
        for result in found.undecided
        if result.comparison and result.pending
    }
    return Waiting(found, base, materials)


@dataclass
class Entry:
    """One document or pair that waits.

    It is decided on change by change; where no change waits but the document itself does (it is new, or renamed, or
    gone), it is decided on as a whole.

    Attributes:
        result: What the check found.
        store: Where the decisions on it are kept.
        review: The decisions on its changes; None if it is decided on as a whole, or could not be read.
    """

    result: Checked
    store: Store
    review: Review | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.result.name

    @property
    def unreadable(self) -> bool:
        """Whether it could not be checked, so that nothing can be decided."""
        return self.result.state is results.State.UNREADABLE

    @property
    def standing(self) -> str:
        """What waits besides changes: a state of the check, or ``GONE``; empty for an ordinary change of text."""
        if self.result.state is results.State.CHANGED:
            return GONE if self.result.gone and not self.result.pending else ""
        return self.result.state.value

    def counts(self) -> Counter[State]:
        """Count what waits by how it is decided."""
        if self.unreadable:
            return Counter()
        return Counter(self.review.states()) if self.review else Counter([self.state()])

    def state(self) -> State:
        """Say how it is decided on as a whole."""
        decision = self.store.decisions.get(self.standing)
        if not decision or not decision.ruling.verdict:
            return State.OPEN
        return STATES[decision.ruling.verdict] if decision.subject == self._subject() else State.AGAIN

    def decide(self, verdict: Verdict | None) -> None:
        """Decide on it as a whole; None takes the decision back.

        Raises:
            UsageError: The decision cannot be kept, and is not taken.
        """
        if self.unreadable or self.review:
            return
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        decision = Decision(self._subject(), Ruling(verdict, at=at)) if verdict else None
        self.store.write({self.standing: decision})

    def selection(self) -> Selection | None:
        """Return what is accepted of it, with the comments for notes; None if nothing is."""
        if self.review is None:
            if self.unreadable or self.state() is not State.ACCEPTED:
                return None
            gone = self.result.state is results.State.OBSOLETE
            return Selection(everything=not gone, prune=gone)
        taken = [n for n, state in enumerate(self.review.states()) if state is State.ACCEPTED]
        ids = {self.review.material.changes[n].id: self.review.ruling(n).comment for n in taken}
        notes = {id_: " ".join(comment.split()) for id_, comment in ids.items() if comment}
        return Selection(ids=frozenset(ids), notes=notes) if ids else None

    def forget(self, selection: Selection) -> None:
        """Take out of the file what is in the snapshot now; what cannot be taken out does no harm."""
        with suppress(PlandiffError):
            store = self.review.store if self.review and self.review.store else self.store
            store.forget(selection.ids or {self.standing})

    def _subject(self) -> Subject:
        """Return what a decision on the whole is about: another text, and it is to be looked at again."""
        texts = [self.result.document.sha256] if self.result.document else []
        if self.result.comparison:
            documents = self.result.comparison.documents
            texts = [documents.left.sha256, documents.right.sha256]
        paths = self.result.paths
        return Subject(self.standing, self.result.was or paths.left, paths.right, " ".join(texts), "", "", "")


@dataclass
class Docket:
    """What waits for a decision, and what is decided.

    Attributes:
        waiting: What the check found.
        entries: What waits, then what could not be checked, each in the order of the check.
        apart: Reviews of what does not wait any more, with decisions that are not written yet.
    """

    waiting: Waiting
    entries: list[Entry] = field(default_factory=list)
    apart: list[Review] = field(default_factory=list)

    @classmethod
    def of(cls, found: Waiting, before: "Docket | None" = None) -> "Docket":
        """Return the docket of a check; ``before`` is the one so far, whose decisions are carried over.

        Raises:
            UsageError: A file of decisions cannot be read.
        """
        reviews = {snapshot_name(entry.result): entry.review for entry in before.entries} if before else {}
        docket = cls(found, apart=list(before.apart) if before else [])
        unreadable = [one for one in found.check.results if one.state is results.State.UNREADABLE]
        for result in (*found.check.undecided, *unreadable):
            place = snapshot_name(result)
            store = Store(pending_file(place, found.check.config), (result.paths.left, result.paths.right))
            store.read()
            material, known = found.materials.get(place), reviews.pop(place, None)
            review = None
            if material:
                review = known.continued(material) if known else Review(material, store)
            elif known:
                docket.apart.append(known)
            docket.entries.append(Entry(result, store, review))
        docket.apart = [review for review in (*docket.apart, *filter(None, reviews.values())) if review.unsaved]
        return docket

    @property
    def troubled(self) -> bool:
        """Whether something could not be checked."""
        return self.waiting.check.troubled

    def counts(self) -> Counter[State]:
        """Count all that waits by how it is decided."""
        return sum((entry.counts() for entry in self.entries), Counter())

    def reviews(self) -> list[Review]:
        """Return all reviews of single changes."""
        return [*(entry.review for entry in self.entries if entry.review), *self.apart]

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
        found = self.waiting.check
        chosen = {snapshot_name(entry.result): taken for entry in self.entries if (taken := entry.selection())}
        plan = planned_each(found, self.waiting.base, chosen)
        if plan.taken:
            config = found.config
            commit(config.root, config.root / config.snapshots, plan.writes, plan.removals, found.digests())
            for entry in self.entries:
                if (selection := chosen.get(snapshot_name(entry.result))) is not None:
                    entry.forget(selection)
        return plan


def find(entries: Iterable[Entry], place: str) -> int | None:
    """Return the index of the entry whose snapshot lies at ``place``."""
    return next((n for n, entry in enumerate(entries) if snapshot_name(entry.result) == place), None)
