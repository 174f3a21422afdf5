"""The words and signs that reports use for kinds, weights, relations and scripts.

The sentences are English; ``language.tr`` translates them where they are shown.
"""

from plandiff.comparison import Notice
from plandiff.judging.change import Kind, Reason, Weight
from plandiff.judging.relation import Relation
from plandiff.language import tr_n

KINDS = {
    Kind.WORDING: "wording",
    Kind.NUMBER: "number",
    Kind.NAME: "place or body",
    Kind.REFERENCE: "reference",
    Kind.COMMITMENT: "commitment",
    Kind.ADDED: "added",
    Kind.DROPPED: "dropped",
    Kind.MOVED: "moved",
    Kind.WRONG_CHARACTER: "wrong character",
    Kind.LEFTOVER_CHARACTER: "leftover character",
    Kind.REGIONAL_FORM: "regional form",
    Kind.MOJIBAKE: "mojibake",
    Kind.OCR: "misread character",
    Kind.ANNOTATION: "inserted reading",
    Kind.INVISIBLE: "invisible character",
    Kind.LOST_TEXT: "lost text",
    Kind.PUNCTUATION: "punctuation",
    Kind.LAYOUT: "layout",
    Kind.FURNITURE: "furniture",
    Kind.NUMBERING: "numbering",
}

SIGNS = {
    Kind.WORDING: "~",
    Kind.NUMBER: "#",
    Kind.NAME: "@",
    Kind.REFERENCE: "&",
    Kind.COMMITMENT: "!",
    Kind.ADDED: "+",
    Kind.DROPPED: "-",
    Kind.MOVED: ">",
}
"""One cell each, in ASCII, so that every terminal and font shows them; see `sign`."""

_SIGNS_BY_WEIGHT = {Weight.SUBSTANTIVE: "~", Weight.CONVERSION: "x", Weight.DAMAGE: "?", Weight.COSMETIC: "."}

SILENT = frozenset(
    {
        Reason.WORDING,
        Reason.NUMBER,
        Reason.NAME,
        Reason.REFERENCE,
        Reason.DUTY,
        Reason.DEADLINE,
        Reason.ONLY_LEFT,
        Reason.ONLY_RIGHT,
        Reason.MOVED,
        Reason.INVISIBLE,
        Reason.PUNCTUATION,
        Reason.RENUMBERED,
    }
)
"""Reasons that say no more than the kind."""

RELATIONS = {
    Relation.RENDERING: "rendering: the same text twice",
    Relation.REVISION: "revision: two versions of a text",
    Relation.DERIVATION: "derivation: made from the other text or from a common source",
}

SCRIPTS = {"hans": "simplified", "hant": "traditional", "mixed": "both scripts mixed", "none": "no Chinese"}

NOTICES = {
    Notice.COARSE: (
        "Some stretches repeat themselves too often to be compared character by character; they were compared in "
        "pieces, so a difference there may be shown larger than it is."
    ),
    Notice.LITTLE_SHARED: (
        "The documents share little text. They may not be versions of one document; then most of either shows as "
        "added or dropped."
    ),
}


def sign(kind: Kind) -> str:
    """Return the one-cell sign of a kind, which tells without colour what sort of change it is."""
    return SIGNS.get(kind, _SIGNS_BY_WEIGHT[kind.weight])


def weighed(weight: Weight, count: int) -> str:
    """Return how many changes of a weight there are, in words."""
    shown = {
        Weight.SUBSTANTIVE: tr_n("{n} substantive change", "{n} substantive changes", count),
        Weight.CONVERSION: tr_n("{n} conversion finding", "{n} conversion findings", count),
        Weight.DAMAGE: tr_n("{n} damaged place", "{n} damaged places", count),
        Weight.COSMETIC: tr_n("{n} cosmetic change", "{n} cosmetic changes", count),
    }
    return shown[weight].format(n=f"{count:,}")


def characters(count: int) -> str:
    """Return a number of code points in words."""
    return tr_n("{n} character", "{n} characters", count).format(n=f"{count:,}")
