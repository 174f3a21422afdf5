"""The words that reports use for relations, scripts and notices, and how they count.

The sentences are English; ``language.tr`` translates them where they are shown.
"""

from collections.abc import Mapping

from plandiff.choices import Relation
from plandiff.comparison import Notice
from plandiff.judging.change import Kind, Weight
from plandiff.judging.fates import Fate
from plandiff.judging.kinds import KINDS, WEIGHTS
from plandiff.judging.passages import Status
from plandiff.language import Message, tr, tr_n
from plandiff.tables import complete

RELATIONS: Mapping[Relation, Message] = complete(
    Relation,
    {
        Relation.RENDERING: "rendering: the same text twice",
        Relation.REVISION: "revision: two versions of a text",
        Relation.SERIES: "series: successive documents of one series",
        Relation.DERIVATION: "derivation: made from the other text or from a common source",
    },
)

STATUSES: Mapping[Status, tuple[str, Message]] = complete(
    Status,
    {
        Status.SAME: ("=", "word for word"),
        Status.REWORDED: ("~", "adapted"),
        Status.RELATED: ("?", "related: read side by side"),
        Status.ADDED: ("+", "added"),
        Status.DROPPED: ("-", "dropped"),
    },
)
"""Sign and words of each status of a passage."""

FATES: Mapping[Fate, Message] = complete(
    Fate,
    {
        Fate.SAME: "unchanged",
        Fate.REWORDED: "amended",
        Fate.RENUMBERED: "renumbered",
        Fate.MOVED: "moved",
        Fate.NEW: "new",
        Fate.REPEALED: "dropped",
        Fate.SPLIT: "split",
        Fate.MERGED: "merged",
        Fate.RECAST: "recast",
    },
)
"""What became of an article."""

SCRIPTS: Mapping[str, Message] = {
    "hans": "simplified",
    "hant": "traditional",
    "mixed": "both scripts mixed",
    "none": "no Chinese",
}

NOTICES: Mapping[Notice, Message] = complete(
    Notice,
    {
        Notice.COARSE: (
            "Some stretches repeat themselves too often to be compared character by character; they were compared in "
            "pieces, so a difference there may be shown larger than it is."
        ),
        Notice.LITTLE_SHARED: (
            "The documents share little text. They may not be versions of one document; then most of either shows as "
            "added or dropped."
        ),
    },
)


_DERIVED: Mapping[Kind, Message] = {Kind.DROPPED: "not taken up", Kind.ADDED: "of its own"}
"""In a derivation nobody deletes: a plan leaves out what another plan has, and says things of its own."""


def kind_text(kind: Kind, relation: Relation) -> str:
    """Return what a kind of change is called between two documents."""
    return tr(_DERIVED.get(kind, KINDS[kind].label) if relation is Relation.DERIVATION else KINDS[kind].label)


def weighed(weight: Weight, count: int) -> str:
    """Return how many changes of a weight there are, in words."""
    row = WEIGHTS[weight]
    return tr_n(row.one, row.many, count).format(n=f"{count:,}")


def characters(count: int) -> str:
    """Return a number of code points in words."""
    return tr_n("{n} character", "{n} characters", count).format(n=f"{count:,}")
