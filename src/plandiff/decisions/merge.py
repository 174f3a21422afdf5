"""Merges snapshots that two people have changed since they parted: clause by clause, decisions included.

Each side is a text that somebody has accepted. A clause that one of them has changed is taken from there; where both
have changed one clause, in different ways, it stands as it was before: so nobody's wording is taken for accepted, and
the next check shows what the document says there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from plandiff.decisions import document_file, pair_file
from plandiff.decisions.decision import Decision
from plandiff.decisions.document_file import DocumentSnapshot
from plandiff.decisions.pair_file import PairSnapshot
from plandiff.errors import SnapshotError
from plandiff.patterns import late_pattern
from plandiff.text.span import Pair

_PIECE = late_pattern(r"[^。！？；：!?;，,\r\n]*(?:[。！？；：!?;，,]+[”’」』）)》】]*|\r?\n[ \t\u3000\r\n]*|\r|\Z)")
"""A clause with the stop that ends it, or with the line break: put together they are the text again."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a merge.

    Attributes:
        content: The merged snapshot.
        conflicts: Places that both sides have changed, in different ways; they stand as they were before.
    """

    content: str
    conflicts: int


def merged(base: bytes, ours: bytes, theirs: bytes) -> Merged:
    """Return the merge of two versions of one snapshot.

    Args:
        base: What both come from; empty if nothing was accepted then.
        ours: One version.
        theirs: The other.

    Raises:
        SnapshotError: One of them is no snapshot, or they are of different documents.
    """
    if ours.startswith(pair_file.FORM.encode()):
        before = pair_file.parsed(base) if base else None
        return _pairs(before, Pair(pair_file.parsed(ours), pair_file.parsed(theirs)))
    was = document_file.parsed(base) if base else None
    return _documents(was, Pair(document_file.parsed(ours), document_file.parsed(theirs)))


def _documents(base: DocumentSnapshot | None, sides: Pair[DocumentSnapshot]) -> Merged:
    ours, theirs = sides.left, sides.right
    if ours.path != theirs.path:
        raise SnapshotError("one side is of {ours}, the other of {theirs}", ours=ours.path, theirs=theirs.path)
    before = base or DocumentSnapshot(ours.path, "")
    text, conflicts = merged_text(before.text, ours.text, theirs.text)
    if base is None and conflicts:
        text = ours.text  # Two have accepted a new document, each in another state: there is no text before it.
    notes = [note for note in ours.notes if note in theirs.notes or note not in before.notes]
    notes += [note for note in theirs.notes if note not in ours.notes and note not in before.notes]
    return Merged(document_file.file_of(DocumentSnapshot(ours.path, text, tuple(notes))), conflicts)


def merged_text(base: str, ours: str, theirs: str) -> tuple[str, int]:
    """Return the merge of two texts that come from one, clause by clause, and in how many places both differ."""
    before = _pieces(base)
    edits = sorted(
        [(edit, 0) for edit in _edits(before, _pieces(ours))] + [(edit, 1) for edit in _edits(before, _pieces(theirs))]
    )
    result: list[str] = []
    conflicts = at = 0
    for start, end, region in _regions(edits):
        was = before[start:end]
        one, other = (_applied(was, start, [edit for edit, side in region if side == n]) for n in (0, 1))
        both = {side for _, side in region} == {0, 1}
        result += before[at:start]
        if both and one != other:
            result += was
            conflicts += 1
        else:
            result += other if one == was else one
        at = end
    return "".join([*result, *before[at:]]), conflicts


_Edit = tuple[int, int, tuple[str, ...]]
"""The pieces of the base from the first to the second number have become these."""


def _pieces(text: str) -> list[str]:
    return [piece[0] for piece in _PIECE.finditer(text) if piece[0]]


def _edits(old: Sequence[str], new: Sequence[str]) -> list[_Edit]:
    """Return what has become of the pieces of a text, in order; no two edits touch."""
    found: list[_Edit] = []
    for code in Indel.opcodes(old, new):
        if code.tag == "equal":
            continue
        words = tuple(new[code.dest_start : code.dest_end])
        if found and found[-1][1] == code.src_start:
            start, _, before = found.pop()
            found.append((start, code.src_end, before + words))
        else:
            found.append((code.src_start, code.src_end, words))
    return found


def _regions(edits: Sequence[tuple[_Edit, int]]) -> Iterator[tuple[int, int, list[tuple[_Edit, int]]]]:
    """Yield the parts of the base that one side has edited, or both where their edits overlap.

    Two edits beside each other are two parts, but what both put into one place is one.
    """
    region: list[tuple[_Edit, int]] = []
    low = high = 0
    for edit, side in edits:
        start, end, _ = edit
        if region and (start < high or (start == end == high and any(e[0] == e[1] == start for e, _ in region))):
            high = max(high, end)
            region.append((edit, side))
            continue
        if region:
            yield low, high, region
        region, low, high = [(edit, side)], start, end
    if region:
        yield low, high, region


def _applied(was: Sequence[str], start: int, edits: Sequence[_Edit]) -> list[str]:
    """Return the pieces that begin at ``start`` with the edits of one side."""
    result: list[str] = []
    at = start
    for low, high, words in edits:
        result += [*was[at - start : low - start], *words]
        at = high
    return [*result, *was[at - start :]]


def _pairs(base: PairSnapshot | None, sides: Pair[PairSnapshot]) -> Merged:
    """Merge the accepted differences of a pair.

    Only where both sides have looked at the same texts, these count as checked; else the next check compares the pair
    again, and shows all that neither has accepted.
    """
    ours, theirs = sides.left, sides.right
    if (ours.paths, ours.relation) != (theirs.paths, theirs.relation):
        raise SnapshotError("the sides are of different pairs")
    before = base.accepted if base else {}
    kept = {
        id_: _both(decision, theirs.accepted.get(id_))
        for id_, decision in ours.accepted.items()
        if id_ in theirs.accepted or id_ not in before
    }
    order = [*kept]
    last = -1
    for id_, decision in theirs.accepted.items():
        if id_ not in kept and id_ not in ours.accepted and id_ not in before:
            kept[id_] = decision
            order.insert(last + 1, id_)
        if id_ in kept:
            last = order.index(id_)
    same = ours.digests == theirs.digests
    digests = ours.digests if same else Pair("", "")
    accepted = {id_: kept[id_] for id_ in order}
    return Merged(pair_file.written(replace(ours, digests=digests, accepted=accepted)), 0)


def _both(ours: Decision, theirs: Decision | None) -> Decision:
    """Return a decision that two have made: what the other has said stands beside it."""
    if theirs is None or theirs.ruling == ours.ruling:
        return ours
    said = (*ours.earlier, theirs.ruling)
    return replace(ours, earlier=tuple(dict.fromkeys(said)))
