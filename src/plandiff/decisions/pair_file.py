"""The snapshot of a watched pair: the accepted differences between its documents, one a line, with the decisions.

The lines stand in document order under the outermost sections of the left document, and each section has its digest.
The head has a digest of either text: while both are as they were accepted, the pair need not be compared.
"""

import hashlib
from dataclasses import dataclass, field
from itertools import groupby

from plandiff.decisions.checksums import blocks, sealed
from plandiff.decisions.decision import Decision
from plandiff.decisions.header import decoded, head_of, read_head, read_record
from plandiff.decisions.records import line_of
from plandiff.errors import SnapshotError
from plandiff.text.span import Pair

FORM = "plandiff-pair"
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class PairSnapshot:
    """What was accepted of one pair.

    Attributes:
        paths: The documents, from the configuration's folder, with ``/``.
        relation: What they are to each other, as configured.
        digests: See ``text_digest``.
        accepted: What was decided on the accepted differences, by their ids, in document order.
    """

    paths: Pair[str]
    relation: str
    digests: Pair[str]
    accepted: dict[str, Decision] = field(default_factory=dict)


def text_digest(text: str) -> str:
    """Return the digest that tells whether a document's text is as it was."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def written(snapshot: PairSnapshot) -> str:
    """Return the snapshot as a file."""
    fields = [
        ("left", snapshot.paths.left),
        ("right", snapshot.paths.right),
        ("relation", snapshot.relation),
        ("left text", snapshot.digests.left),
        ("right text", snapshot.digests.right),
    ]
    parts = [*head_of(FORM, fields)]
    for _, group in groupby(snapshot.accepted.items(), lambda item: item[1].subject.section[:1]):
        parts.append(sealed(line_of(id_, decision) for id_, decision in group))
    return "".join(parts)


def parsed(content: bytes) -> PairSnapshot:
    """Return the snapshot that ``written`` wrote.

    Raises:
        SnapshotError: It is none, or was changed since.
    """
    head = read_head(content, FORM)
    fields = head.fields
    if set(fields) != {"left", "right", "relation", "left text", "right text"}:
        raise SnapshotError("its head does not describe a pair")
    return PairSnapshot(
        Pair(fields["left"], fields["right"]),
        fields["relation"],
        Pair(fields["left text"], fields["right text"]),
        dict(read_record(line, head.version) for lines, _ in blocks(head.rest) for line in decoded(lines).split("\n")),
    )
