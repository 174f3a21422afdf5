"""The snapshot of a watched pair: the accepted differences between its documents, one a line, with the decisions.

The lines stand in document order under the outermost sections of the left document, and each section has its digest.
The head has a digest of either text: while both are as they were accepted, the pair need not be compared.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import groupby

from plandiff.decisions.checksums import blocks, sealed
from plandiff.decisions.header import decoded, field_lines, json_line, read_fields, read_json
from plandiff.errors import SnapshotError
from plandiff.text.span import Pair

FORMAT = "plandiff-pair 1"
_DIGITS = 16
_LONGEST, _HEAD, _TAIL = 160, 100, 40
"""Code points of a text that are kept whole; of a longer one its beginning and end."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted difference.

    Attributes:
        id: The id of the change.
        kind: Its kind.
        section: The headings it stands under, from the outermost, joined by `` › ``.
        left: Its text on the left; a long one shortened.
        right: The same on the right.
        expected: The text that would be right, if one is known.
        word: The word that a wrong character stands in, rightly written.
        note: What whoever accepted it wanted others to know.
    """

    id: str
    kind: str
    section: str
    left: str
    right: str
    expected: str = ""
    word: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PairSnapshot:
    """What was accepted of one pair.

    Attributes:
        paths: The documents, from the configuration's folder, with ``/``.
        relation: What they are to each other, as configured.
        digests: See ``text_digest``.
        accepted: The accepted differences in document order.
    """

    paths: Pair[str]
    relation: str
    digests: Pair[str]
    accepted: tuple[Accepted, ...] = ()


def text_digest(text: str) -> str:
    """Return the digest that tells whether a document's text is as it was."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def shortened(text: str) -> str:
    """Return a text, or the beginning and end of a long one: the id tells it from all others."""
    return text if len(text) <= _LONGEST else f"{text[:_HEAD]}…{text[-_TAIL:]}"


def written(snapshot: PairSnapshot) -> str:
    """Return the snapshot as a file."""
    fields = [
        ("left", snapshot.paths.left),
        ("right", snapshot.paths.right),
        ("relation", snapshot.relation),
        ("left text", snapshot.digests.left),
        ("right text", snapshot.digests.right),
    ]
    parts = [f"{FORMAT}\n", *field_lines(fields)]
    for _, group in groupby(snapshot.accepted, lambda accepted: accepted.section.partition(" › ")[0]):
        parts.append(sealed(map(_line, group)))
    return "".join(parts)


def parsed(content: bytes) -> PairSnapshot:
    """Return the snapshot that ``written`` wrote.

    Raises:
        SnapshotError: It is none, or was changed since.
    """
    fields, _, rest = read_fields(content, FORMAT)
    if set(fields) != {"left", "right", "relation", "left text", "right text"}:
        raise SnapshotError("its head does not describe a pair")
    accepted = [
        Accepted(**read_json(line, _KEYS, _NEEDED)) for lines, _ in blocks(rest) for line in decoded(lines).split("\n")
    ]
    return PairSnapshot(
        Pair(fields["left"], fields["right"]),
        fields["relation"],
        Pair(fields["left text"], fields["right text"]),
        _distinct(accepted),
    )


def _line(accepted: Accepted) -> str:
    return json_line({key: value for key, value in asdict(accepted).items() if value or key in _NEEDED})


_NEEDED = frozenset(("id", "kind", "section", "left", "right"))
_KEYS = _NEEDED | {"expected", "word", "note"}


def _distinct(accepted: Iterable[Accepted]) -> tuple[Accepted, ...]:
    by_id = {one.id: one for one in accepted}
    return tuple(by_id.values())
