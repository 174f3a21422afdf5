"""Groups of changes that a person can decide as one, knowingly: each has a name, and its members can be listed."""

from enum import StrEnum

from plandiff.language import Message, tr
from plandiff.reviewing.review import Review


class Group(StrEnum):
    """What is decided together with the current change."""

    EQUAL = "equal"
    """Those that say the same, in the same word or in any."""
    ROW = "row"
    """The sentences in a row that were all added or all dropped with it."""
    SECTION = "section"
    """Those listed under its heading."""
    MARKED = "marked"
    """Those that were marked."""
    KIND = "kind"
    """Those listed that are of its kind."""
    LISTED = "listed"
    """All that are listed."""


GROUPS: dict[Group, Message] = {
    Group.EQUAL: "the same change in other places",
    Group.ROW: "in a row, all added or all dropped",
    Group.SECTION: "in this section",
    Group.MARKED: "marked with V",
    Group.KIND: "of this kind, among the listed ones",
    Group.LISTED: "all that are listed",
}
"""What each group is, for people."""


def group_words(group: Group, count: int) -> str:
    """Name a group and say how many it has."""
    return tr("{n} {group}").format(n=f"{count:,}", group=tr(GROUPS[group]))


def section_of(review: Review, change: int) -> range:
    """Return the changes of the innermost section that holds one; all there are if none does."""
    holding = [entry for entry in review.material.outline if entry.first <= change < entry.end]
    inner = min(holding, key=lambda entry: entry.end - entry.first, default=None)
    return range(inner.first, inner.end) if inner else range(len(review.material.changes))
