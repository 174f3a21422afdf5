"""Who signs the tracked changes of a document; apart from what writes them, which is heavy to load."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """Who is said to have made the changes, and when.

    Attributes:
        author: The name.
        date: As ``2026-01-31T00:00:00Z``; None for none: the clock is not asked, so that two runs are equal.
    """

    author: str = "plandiff"
    date: str | None = None
