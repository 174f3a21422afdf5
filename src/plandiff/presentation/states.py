"""What is said of the states of a check and of a review: one row each.

The texts are English; ``language.tr`` translates them where people are shown them. A check of a project in which
nothing has changed loads this, so it imports no engine.
"""

from enum import StrEnum
from typing import NamedTuple

from plandiff.decisions import decision, results
from plandiff.language import Message
from plandiff.tables import complete


class Level(StrEnum):
    """How bad something is for continuous integration, the worst first."""

    ERROR = "error"
    """It makes the check fail, or could not be checked."""
    NOTE = "note"


class CheckRow(NamedTuple):
    """What is said of what became of a watched document or pair.

    Attributes:
        sign: One cell, in ASCII.
        word: One word; lists of what is pending begin with it.
        meaning: What it means, as a clause.
        counted: ``{n}`` such documents and pairs; empty where nobody counts them.
        level: How bad it is by itself, whatever changes there are besides; None if it is nothing to decide on.
        accepted: A text that was accepted, to show the state; None if none was.
        now: What the document holds now; None if it is gone.
    """

    sign: str
    word: Message
    meaning: Message
    counted: Message
    level: Level | None
    accepted: str | None
    now: str | None


CHECK_STATES = complete(
    results.Outcome,
    {
        results.Outcome.SAME: CheckRow("=", "same", "as it was accepted", "", None, "推进建设。\n", "推进建设。\n"),
        results.Outcome.CHANGED: CheckRow(
            "~", "changed", "changed since it was accepted", "", None, "推进建设。\n", "推进改革。\n"
        ),
        results.Outcome.NEW: CheckRow(
            "+", "new", "nothing is accepted of it yet", "{n} new", Level.ERROR, None, "推进建设。\n"
        ),
        results.Outcome.RENAMED: CheckRow(
            ">", "renamed", "renamed since it was accepted", "{n} renamed", Level.ERROR, "推进建设。\n", "推进建设。\n"
        ),
        results.Outcome.CONVERTED: CheckRow(
            "x",
            "converted",
            "in the other script since it was accepted",
            "{n} in the other script",
            Level.ERROR,
            "推进产业发展。\n",
            "推進產業發展。\n",
        ),
        results.Outcome.OBSOLETE: CheckRow(
            "-", "obsolete", "gone or no longer watched", "{n} obsolete", Level.ERROR, "推进建设。\n", None
        ),
        results.Outcome.CONFLICTED: CheckRow(
            "!",
            "conflicted",
            "holds an unresolved merge conflict",
            "{n} with a merge conflict",
            Level.ERROR,
            "推进建设。\n",
            "<<<<<<< ours\n推进改革。\n=======\n推进开放。\n>>>>>>> theirs\n",
        ),
        results.Outcome.UNREADABLE: CheckRow(
            "?", "unreadable", "could not be checked", "{n} could not be checked", Level.ERROR, "推进建设。\n", "\0"
        ),
    },
)


class ReviewRow(NamedTuple):
    """What is said of where a change stands in a review.

    Attributes:
        mark: What stands behind such a change, one cell wide in every terminal; empty for none.
        ascii: The same in ASCII.
        words: What the state is, as a clause.
        counted: ``{n}`` such changes; empty where nobody counts them.
    """

    mark: str
    ascii: str
    words: Message
    counted: Message


REVIEW_STATES = complete(
    decision.State,
    {
        decision.State.OPEN: ReviewRow("", "", "not decided", ""),
        decision.State.AGAIN: ReviewRow("!", "!", "look again: text or place has changed", "{n} to look at again"),
        decision.State.ACCEPTED: ReviewRow("✓", "a", "accepted", "{n} accepted"),
        decision.State.REJECTED: ReviewRow("✗", "r", "rejected: a query", "{n} rejected"),
        decision.State.SKIPPED: ReviewRow("»", "s", "skipped", "{n} skipped"),
        decision.State.NAMED: ReviewRow("=", "=", "name, right as written", "{n} in names"),
    },
)
