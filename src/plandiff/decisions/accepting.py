"""Accepts what a check found: some changes or all become part of the snapshots, the rest stays to be decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plandiff.comparison import AlignedComparison, Comparison
from plandiff.config import WatchedPair
from plandiff.decisions import document_file, pair_file
from plandiff.decisions.applying import applied
from plandiff.decisions.base import Snapshots
from plandiff.decisions.decision import Decision, Ruling, Subject, Verdict
from plandiff.decisions.document_file import DocumentSnapshot
from plandiff.decisions.folder import document_snapshot, pair_snapshot
from plandiff.decisions.header import Record
from plandiff.decisions.pair_file import PairSnapshot, text_digest
from plandiff.decisions.results import AS_A_WHOLE, BROKEN, Check, Checked, Outcome, old_snapshot_name, snapshot_name
from plandiff.decisions.subjects import subject_of
from plandiff.errors import UsageError
from plandiff.judging.change import Change, Kind, Weight
from plandiff.language import listed


@dataclass(frozen=True, slots=True)
class Selection:
    """What is to be accepted; a change that any condition names is.

    Attributes:
        everything: Whether all is.
        ids: Single changes.
        kinds: Kinds of change, and states of ``AS_A_WHOLE``.
        prune: Whether the snapshots of documents and pairs that are gone are deleted.
        note: What others should know; kept with each accepted change that is more than cosmetic, or else with the
            document.
        by: Who accepts.
        rulings: What was said of single changes, by id, if they were decided on one by one.
    """

    everything: bool = False
    ids: frozenset[str] = frozenset()
    kinds: frozenset[Kind | Outcome] = frozenset()
    prune: bool = False
    note: str = ""
    by: str = ""
    rulings: Mapping[str, Ruling] = field(default_factory=dict)

    def decision(self, change: Change, comparison: Comparison) -> Decision:
        """Return what is decided on an accepted change."""
        said = self.rulings.get(change.id, Ruling(comment=self.note, by=self.by))
        ruling = Ruling(Verdict.ACCEPT, " ".join(said.comment.split()), by=said.by)
        return Decision(subject_of(change, comparison), ruling)

    def takes(self, change: Change) -> bool:
        """Say whether a change is accepted."""
        return self.everything or change.id in self.ids or change.kind in self.kinds

    def takes_state(self, state: Outcome) -> bool:
        """Say whether a document or pair in a state of ``AS_A_WHOLE`` is accepted as it stands."""
        return self.everything or state in self.kinds


@dataclass
class Plan:
    """What accepting does to the folder of the snapshots.

    Attributes:
        writes: Contents by place in the folder.
        removals: Places of the snapshots to delete.
        taken: What is accepted of which document or pair: changes, or none if it is accepted as it stands.
        left: How many changes and states stay to be decided.
    """

    writes: dict[str, bytes] = field(default_factory=dict)
    removals: list[str] = field(default_factory=list)
    taken: list[tuple[Checked, tuple[Change, ...]]] = field(default_factory=list)
    left: int = 0


def planned(check: Check, base: Snapshots, selection: Selection) -> Plan:
    """Return what accepting comes to.

    Raises:
        UsageError: A chosen change is not there, or several documents have one of its id.
        SnapshotError: A snapshot is spoilt.
    """
    _all_there(check.results, selection.ids)
    plan = planned_each(check, base, {snapshot_name(result): selection for result in check.results})
    if selection.note and plan.taken and not any(_keeps_note(*taken) for taken in plan.taken):
        raise UsageError("no snapshot would keep the note, for no change is accepted", "leave it out")
    return plan


def _keeps_note(result: Checked, chosen: tuple[Change, ...]) -> bool:
    """Say whether there is something that a note can stand with: a document that is kept, or a change of a pair."""
    return bool(chosen) or not (result.is_pair or result.state is Outcome.OBSOLETE)


def planned_each(check: Check, base: Snapshots, selections: Mapping[str, Selection]) -> Plan:
    """Return what accepting comes to, with a selection for each document or pair, by the place of its snapshot.

    Raises:
        SnapshotError: A snapshot is spoilt.
    """
    plan = Plan()
    for result in check.results:
        selection = selections.get(snapshot_name(result), Selection())
        if result.state is Outcome.OBSOLETE:
            _prune(result, selection, plan)
        elif result.state is not Outcome.SAME and result.state not in BROKEN:
            _accept(result, base, selection, plan)
    return plan


def _all_there(results: Iterable[Checked], ids: frozenset[str]) -> None:
    holders: dict[str, list[str]] = {}
    for result in results:
        for one in result.changes:
            holders.setdefault(one.change.id, []).append(result.name)
    for missing in sorted(ids - set(holders)):
        raise UsageError("no change has the id {missing}", "see: plandiff pending", missing=missing)
    for twice in sorted(found for found in ids if len(holders[found]) > 1):
        raise UsageError("{twice} is in {places}", "name the document too", twice=twice, places=listed(holders[twice]))


def _prune(result: Checked, selection: Selection, plan: Plan) -> None:
    if selection.prune:
        plan.removals.append(snapshot_name(result))
        plan.taken.append((result, ()))
    else:
        plan.left += 1


def _accept(result: Checked, base: Snapshots, selection: Selection, plan: Plan) -> None:
    chosen = tuple(one.change for one in result.changes if selection.takes(one.change))
    stands = result.state in AS_A_WHOLE and selection.takes_state(result.state)
    rest = [one for one in result.pending if one.change not in chosen]
    script_waits = result.state is Outcome.CONVERTED and not stands
    if not (chosen or stands or selection.everything):
        plan.left += max(len(rest), result.state in AS_A_WHOLE)
        return
    write = _pair if result.is_pair else _document
    whole = not rest and not script_waits
    plan.writes[snapshot_name(result)] = write(result, base, chosen, selection, whole=whole).encode()
    if result.state is Outcome.RENAMED:
        plan.removals.append(old_snapshot_name(result))
    plan.taken.append((result, chosen))
    plan.left += len(rest) + script_waits


def _document(
    result: Checked, base: Snapshots, chosen: tuple[Change, ...], selection: Selection, *, whole: bool
) -> str:
    """Return the new snapshot of a document; if it is ``whole`` nothing waits, and line breaks are taken over too."""
    document, comparison = result.document, result.comparison
    assert document is not None  # noqa: S101 - only documents that were read are accepted
    text = document.text
    if isinstance(comparison, AlignedComparison) and not whole:
        converted = result.state is Outcome.CONVERTED and selection.takes_state(result.state)
        text = applied(comparison, {change.id for change in chosen}, in_new_script=converted)
    old = None if result.state is Outcome.NEW else base.document(result.was or result.paths.right)
    notes = old.notes if old else ()
    if comparison:
        weighty = [change for change in chosen if change.weight is not Weight.COSMETIC]
        decided = [(change.id, selection.decision(change, comparison)) for change in weighty]
        notes += tuple((id_, decision) for id_, decision in decided if decision.ruling.comment)
    if selection.note and notes == (old.notes if old else ()):
        notes += (_on_the_whole(result, selection),)
    before = base.read[document_snapshot(old.path)] if old and old.text == text else None
    return document_file.file_of(DocumentSnapshot(result.paths.right, text, notes), before or b"")


def _on_the_whole(result: Checked, selection: Selection) -> Record:
    """Return a note on what became of a document where there is no change for it to stand with."""
    subject = Subject(result.state, result.was, result.paths.right if result.was else "")
    return "", Decision(subject, Ruling(Verdict.ACCEPT, selection.note, by=selection.by))


def _pair(result: Checked, base: Snapshots, chosen: tuple[Change, ...], selection: Selection, *, whole: bool) -> str:
    """Return the new snapshot of a pair; only if it is ``whole`` the texts count as checked."""
    comparison = result.comparison
    assert comparison is not None  # noqa: S101 - only pairs that were compared are accepted
    relation = next(pair.relation for pair in base.config.pairs if pair_snapshot(pair) == snapshot_name(result))
    old = result.carried or base.pair(WatchedPair(result.paths.left, result.paths.right))
    known = old.accepted if old else {}
    ids = {change.id for change in chosen}
    accepted = {
        change.id: known.get(change.id) or selection.decision(change, comparison)
        for change in comparison.changes
        if change.id in known or change.id in ids
    }
    if not whole:
        accepted |= result.gone
    digests = comparison.documents.map(lambda document: text_digest(document.text) if whole else "")
    return pair_file.written(PairSnapshot(result.paths, relation, digests, accepted))
