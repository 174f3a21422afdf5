"""What a change is: the smallest difference worth a decision, with its judgement."""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Self

from plandiff.text.span import Pair, SourceSpan


class Weight(StrEnum):
    """How much a change matters, the heaviest first."""

    SUBSTANTIVE = "substantive"
    CONVERSION = "conversion"
    DAMAGE = "damage"
    COSMETIC = "cosmetic"
    RELATED = "related"
    """What differs between two passages that only speak of one thing, whatever its kind: told, never counted."""


COUNTED = tuple(weight for weight in Weight if weight is not Weight.RELATED)
"""The weights of changes that are counted and decided on; each kind has one of them."""


class Kind(StrEnum):
    """What sort of difference a change is; each kind has one weight."""

    WORDING = "wording", Weight.SUBSTANTIVE
    NUMBER = "number", Weight.SUBSTANTIVE
    NAME = "name", Weight.SUBSTANTIVE
    REFERENCE = "reference", Weight.SUBSTANTIVE
    COMMITMENT = "commitment", Weight.SUBSTANTIVE
    ADDED = "added", Weight.SUBSTANTIVE
    DROPPED = "dropped", Weight.SUBSTANTIVE
    MOVED = "moved", Weight.SUBSTANTIVE
    WRONG_CHARACTER = "wrong-character", Weight.CONVERSION
    LEFTOVER_CHARACTER = "leftover-character", Weight.CONVERSION
    REGIONAL_FORM = "regional-form", Weight.CONVERSION
    VOCABULARY = "vocabulary", Weight.CONVERSION
    MOJIBAKE = "mojibake", Weight.DAMAGE
    OCR = "ocr", Weight.DAMAGE
    ANNOTATION = "annotation", Weight.DAMAGE
    INVISIBLE = "invisible", Weight.DAMAGE
    LOST_TEXT = "lost-text", Weight.DAMAGE
    PUNCTUATION = "punctuation", Weight.COSMETIC
    LAYOUT = "layout", Weight.COSMETIC
    FURNITURE = "furniture", Weight.COSMETIC
    NUMBERING = "numbering", Weight.COSMETIC

    def __new__(cls, word: str, weight: Weight) -> Self:
        """Make a member of its word, which is its value, and the weight of every change of this kind."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.weight = weight
        return member

    weight: Weight


class Direction(StrEnum):
    """How a commitment changed, from left to right."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    LATERAL = "lateral"


class Certainty(StrEnum):
    """Whether a person need look: ``check`` says so."""

    CERTAIN = "certain"
    CHECK = "check"


class Reason(StrEnum):
    """Why a change was judged as it was; each report says it as a sentence in the reader's language."""

    WORDING = "wording"
    VARIANT = "variant"
    NUMBER = "number"
    CODE = "code"
    NUMERAL_STYLE = "numeral-style"
    NAME = "name"
    REFERENCE = "reference"
    FOLLOWS = "follows"
    LEFT_BEHIND = "left-behind"
    REVERSED = "reversed"
    OBLIGATION = "obligation"
    DUTY = "duty"
    DEADLINE = "deadline"
    ONLY_RIGHT = "only-right"
    ONLY_LEFT = "only-left"
    MOVED = "moved"
    ROW_ADDED = "row-added"
    ROW_DROPPED = "row-dropped"
    ROW_MOVED = "row-moved"
    COLUMN_ADDED = "column-added"
    COLUMN_DROPPED = "column-dropped"
    COLUMN_MOVED = "column-moved"
    UNIT = "unit"
    REORDERED = "reordered"
    BYTES_PROVEN = "bytes-proven"
    BYTES_LOST = "bytes-lost"
    BYTES_SHIFTED = "bytes-shifted"
    MISDECODED = "misdecoded"
    ENTITY = "entity"
    GLYPH_CODES = "glyph-codes"
    RARE_VARIANT = "rare-variant"
    LOOKALIKE_WORD = "lookalike-word"
    PRIVATE_USE = "private-use"
    RADICAL = "radical"
    PART_OF_CHARACTER = "part-of-character"
    LOOKALIKE = "lookalike"
    MISREAD = "misread"
    QUESTION_MARK = "question-mark"
    UNPAIRED = "unpaired"
    NOTHING_BETWEEN = "nothing-between"
    WRONG_CHARACTER = "wrong-character"
    TOLERATED = "tolerated"
    ACROSS = "across"
    UNCOVERED = "uncovered"
    LEFTOVER = "leftover"
    OTHER_SCRIPT = "other-script"
    REGIONAL = "regional"
    OTHER_WORD = "other-word"
    PINYIN = "pinyin"
    INVISIBLE = "invisible"
    PUNCTUATION = "punctuation"
    TYPE_FORM = "type-form"
    MARKUP = "markup"
    CELL_MARK = "cell-mark"
    WIDTH = "width"
    SPACE = "space"
    DIGITS_PARTED = "digits-parted"
    LINE_BREAK = "line-break"
    PAGE_MARK = "page-mark"
    RUNNING_HEAD = "running-head"
    NOTE_MARK = "note-mark"
    CONTENTS = "contents"
    FRAME = "frame"
    RENUMBERED = "renumbered"
    OUT_OF_ORDER = "out-of-order"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the judges say of a difference.

    Attributes:
        kind: What sort of difference it is; the kind has a weight.
        reason: Why.
        certainty: Whether a person need look.
        expected: The proposed right text, where there is one.
        direction: How a commitment changed.
        word: The word that a wrong character stands in, rightly written: equal findings are decided together.
        related: Whether the passages only speak of one thing.
    """

    kind: Kind
    reason: Reason
    certainty: Certainty = Certainty.CERTAIN
    expected: str | None = None
    direction: Direction | None = None
    word: str | None = None
    related: bool = False

    @property
    def weight(self) -> Weight:
        """How much the difference matters."""
        return Weight.RELATED if self.related else self.kind.weight


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where in a table a change stands, by the names that the documents give.

    Attributes:
        tables: Which table of either document it is, from 1; None where a side has none.
        rows: What the row is called on either side; empty where a side lacks it.
        columns: What the head calls the column on either side; empty where it says nothing, or for a whole row.
        values: What stands in the cell on either side; empty where a side lacks it, or for a whole row.
    """

    tables: Pair[int | None]
    rows: Pair[str]
    columns: Pair[str]
    values: Pair[str]

    @property
    def row(self) -> str:
        """What the row is called; on the left, if both sides have it."""
        return self.rows.left or self.rows.right

    @property
    def column(self) -> str:
        """What the column is called; on the left, if both sides have it."""
        return self.columns.left or self.columns.right

    def mirrored(self) -> "CellPlace":
        """Exchange the sides."""
        return CellPlace(self.tables.mirrored(), self.rows.mirrored(), self.columns.mirrored(), self.values.mirrored())


@dataclass(frozen=True, slots=True)
class Change:
    """A judged difference.

    Attributes:
        spans: Where it stands (source code points); an empty span says where the other side's text is missing.
        judgement: Kind, reason, certainty, expected text, direction.
        id: Eight hexadecimal digits or more, stable across runs; set by ``judging.identity``.
        rank: Its place in the order of importance, from 1; None for what is cosmetic; set by ``judging.rank``.
        group: The id of the first of the changes that a report tells as one; None if it stands alone.
        cell: Where in a table it stands; None outside of tables.
    """

    spans: Pair[SourceSpan]
    judgement: Judgement
    id: str = ""
    rank: int | None = None
    group: str | None = None
    cell: CellPlace | None = None

    @property
    def kind(self) -> Kind:
        """The kind of the change."""
        return self.judgement.kind

    @property
    def weight(self) -> Weight:
        """The weight of the change."""
        return self.judgement.weight


_MIRRORED_KIND = {Kind.ADDED: Kind.DROPPED, Kind.DROPPED: Kind.ADDED}
_OPPOSITE_REASONS = (
    (Reason.ONLY_LEFT, Reason.ONLY_RIGHT),
    (Reason.ROW_DROPPED, Reason.ROW_ADDED),
    (Reason.COLUMN_DROPPED, Reason.COLUMN_ADDED),
)
_MIRRORED_REASON = dict([*_OPPOSITE_REASONS, *(pair[::-1] for pair in _OPPOSITE_REASONS)])
_MIRRORED_DIRECTION = {Direction.STRONGER: Direction.WEAKER, Direction.WEAKER: Direction.STRONGER}


def mirrored_change(change: Change) -> Change:
    """Return a change seen from the other side, without id and rank."""
    cell = change.cell.mirrored() if change.cell else None
    return Change(change.spans.mirrored(), mirrored(change.judgement), cell=cell)


@lru_cache(maxsize=1 << 12)
def mirrored(judgement: Judgement) -> Judgement:
    """Return the judgement of the same difference seen from the other side."""
    return replace(
        judgement,
        kind=_MIRRORED_KIND.get(judgement.kind, judgement.kind),
        reason=_MIRRORED_REASON.get(judgement.reason, judgement.reason),
        direction=_MIRRORED_DIRECTION.get(judgement.direction, judgement.direction) if judgement.direction else None,
    )
