"""What a user chooses of a synopsis."""

from dataclasses import dataclass, field

from plandiff.reports.synopsis.terms import Layout
from plandiff.text.span import Pair


@dataclass(frozen=True)
class Options:
    """What a user chooses of a synopsis.

    Attributes:
        layout: The form.
        whole: Whether every article is a row and none is shortened.
        title: The title; None for one made from the documents.
        labels: What stands behind the heads of the two texts; None for the dates that the documents bear.
        meant: Whether the texts are shown as they were meant, see `presentation.meant`.
    """

    layout: Layout = Layout.CN
    whole: bool = False
    title: str | None = None
    labels: Pair[str | None] = field(default_factory=lambda: Pair(None, None))
    meant: bool = False
