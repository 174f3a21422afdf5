"""Decisions: what a person says of a change, and what it was said of.

A decision remembers its subject, so that a later version of the documents can be asked whether the subject is still
the same. If it is not, the decision is not taken as given: the change is shown again.
"""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a person says of a change."""

    ACCEPT = "accept"
    """The finding is right and its expected text goes into the corrected copy, or the change is as it should be."""
    REJECT = "reject"
    """A query: the finding, or the change, is not right, and somebody is to be asked."""
    SKIP = "skip"
    """Seen and left for later."""
    NAME = "name"
    """The character is right as written, for it belongs to a name."""


class State(StrEnum):
    """Where a change stands in a review."""

    OPEN = "open"
    AGAIN = "again"
    """Decided once, but the text or the place has changed since: to be looked at again."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SKIPPED = "skipped"
    NAMED = "named"


STATES = {
    Verdict.ACCEPT: State.ACCEPTED,
    Verdict.REJECT: State.REJECTED,
    Verdict.SKIP: State.SKIPPED,
    Verdict.NAME: State.NAMED,
}

_LONGEST = 160
"""Code points of a text that a subject holds; of a longer one it holds the beginning and a digest."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision was made on.

    Attributes:
        kind: The kind of the change.
        left: Its text on the left, shortened by `brief`.
        right: Its text on the right, shortened by `brief`.
        expected: The proposed right text; empty if there is none.
        section: The headings it stands under, from the outermost.
        before: The folded characters before it, without white space and page furniture.
        after: Those behind it.
    """

    kind: str
    left: str
    right: str
    expected: str
    section: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was said, and when.

    Attributes:
        verdict: The verdict; None for a comment alone.
        comment: Free text, any number of lines.
        name: The name that a verdict ``name`` confirms.
        at: Date and time in UTC, as ISO 8601.
    """

    verdict: Verdict | None = None
    comment: str = ""
    name: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A ruling on a subject; ``earlier`` are rulings that it replaced unseen, from another review of the same pair."""

    subject: Subject
    ruling: Ruling
    earlier: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A decision that the review which made it takes back, and the one it had replaced; None if there was none."""

    decision: Decision
    replaced: Decision | None

    def stands(self, there: Decision | None) -> bool:
        """Say whether ``there`` is the decision still, and not what another review has decided since."""
        return there is not None and there.ruling == self.decision.ruling

    def rest(self, there: Decision | None) -> Decision | None:
        """Return what stays of the entry ``there``: what others decided, before it and unseen, or since."""
        if there is None or not self.stands(there):
            return there
        if there.earlier == self.decision.earlier:
            return self.replaced
        return Decision(there.subject, there.earlier[-1], there.earlier[:-1])


@dataclass(frozen=True, slots=True)
class Carried:
    """Stored decisions, laid on the changes of today.

    Attributes:
        current: By the id of today's change: decisions on the same text in the same place.
        again: By the id of today's change: decisions whose text or place has changed.
        gone: By the id they are stored under: decisions whose change is not there any more.
    """

    current: dict[str, Decision]
    again: dict[str, Decision]
    gone: dict[str, Decision]


def brief(text: str) -> str:
    """Return a text, or of a long one the beginning and a digest, so that two are equal only if the texts are."""
    if len(text) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{text[: _LONGEST // 2]}… {len(text)} {digest}"


_Key = Callable[[str, Subject], Hashable]

# From the surest sign that two subjects are one to the weakest; each is tried on what the ones before left over.
_SAME: tuple[_Key, ...] = (
    lambda id_, subject: (id_, subject),
    # Equal changes of one section are told apart by their order: one less, and the others change their ids.
    lambda _, subject: subject,
)
_CHANGED: tuple[_Key, ...] = (
    lambda _, s: (s.kind, s.left, s.right, s.expected, s.before, s.after),
    lambda id_, _: id_,
    lambda _, s: (s.kind, s.section, s.before, s.after) if s.before or s.after else None,
    lambda _, s: (s.kind, s.section, s.before) if s.before else None,
    lambda _, s: (s.kind, s.section, s.after) if s.after else None,
)


def carried(subjects: Mapping[str, Subject], stored: Mapping[str, Decision]) -> Carried:
    """Lay stored decisions on the changes of today.

    Args:
        subjects: Today's changes by id, in order.
        stored: Decisions by the id of the change they were made on.
    """
    result = Carried({}, {}, dict(stored))
    waiting = dict(subjects)
    for keys, found in ((_SAME, result.current), (_CHANGED, result.again)):
        for key in keys:
            _match(key, waiting, result.gone, found)
    return result


def _match(key: _Key, waiting: dict[str, Subject], left_over: dict[str, Decision], found: dict[str, Decision]) -> None:
    """Move each decision that has a waiting subject with the same key to ``found``."""
    if not left_over:
        return
    places: dict[Hashable, list[str]] = {}
    for id_, decision in left_over.items():
        if (place := key(id_, decision.subject)) is not None:
            places.setdefault(place, []).append(id_)
    for id_, subject in list(waiting.items()):
        candidates = places.get(key(id_, subject))
        if candidates:
            found[id_] = left_over.pop(candidates.pop(0))
            del waiting[id_]
