"""Decisions: what a person says of a change, and what it was said of.

A decision remembers its subject, so that a later version of the documents can be asked whether the subject is still
the same. If it is not, the decision is not taken as given: the change is shown again.
"""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
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
        kind: The kind of the change, or what became of a document that is decided on as a whole.
        left: Its text on the left, shortened by `brief`.
        right: Its text on the right, shortened by `brief`.
        expected: The proposed right text, shortened likewise; empty if there is none.
        word: The word that a wrong character stands in, rightly written; it tells no two subjects apart.
        section: The headings it stands under, from the outermost.
        before: The folded characters before it, without white space and page furniture.
        after: Those behind it.
    """

    kind: str
    left: str
    right: str
    expected: str = ""
    word: str = field(default="", compare=False)
    section: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was said, by whom and when.

    Attributes:
        verdict: The verdict; None for a comment alone.
        comment: Free text, any number of lines.
        name: The name that a verdict ``name`` confirms.
        text: What stands in the corrected copy instead of what was proposed; None for what was proposed.
        side: Whose copy that is, ``left`` or ``right``; empty without such a text.
        by: Who said it; empty if nobody gave a name.
        at: Date and time in UTC, as ISO 8601; empty in snapshots, where the history of the file tells.
    """

    verdict: Verdict | None = None
    comment: str = ""
    name: str = ""
    by: str = ""
    at: str = ""
    text: str | None = None
    side: str = ""

    def now(self) -> "Ruling":
        """Return the ruling as said at this moment."""
        return replace(self, at=datetime.now(UTC).isoformat(timespec="milliseconds"))


@dataclass(frozen=True, slots=True)
class Decision:
    """A ruling on a subject: the one record of what was decided, in reviews and in snapshots.

    Attributes:
        subject: What it was made on.
        ruling: What was said last, which is in force.
        earlier: What it replaced that somebody else had said, the oldest first.
    """

    subject: Subject
    ruling: Ruling
    earlier: tuple[Ruling, ...] = ()

    def before(self) -> "Decision | None":
        """Return the decision that this one replaced; None if it is the first."""
        return replace(self, ruling=self.earlier[-1], earlier=self.earlier[:-1]) if self.earlier else None

    def last(self) -> dict[str, Ruling]:
        """Return what each person said last, by their names; the one in force comes last."""
        found: dict[str, Ruling] = {}
        for ruling in (*self.earlier, self.ruling):
            found.pop(ruling.by, None)
            found[ruling.by] = ruling
        return found

    def signed(self) -> tuple[str, ...]:
        """Return who stands by the verdict in force, in the order in which they said so; nobody if there is none.

        Each who confirms what another has decided is one reading more: the first, the second, the final one.
        """
        agreed = {by for by, ruling in self.last().items() if ruling.verdict and _says_as(ruling, self.ruling)}
        order = dict.fromkeys(one.by for one in (*self.earlier, self.ruling) if _says_as(one, self.ruling))
        return tuple(by for by in order if by in agreed)

    def objecting(self) -> tuple[str, ...]:
        """Return whose last verdict is another than the one in force."""
        if not self.ruling.verdict:
            return ()
        return tuple(by for by, one in self.last().items() if one.verdict and not _says_as(one, self.ruling))


def _says_as(one: Ruling, other: Ruling) -> bool:
    """Say whether two rulings decide alike, whatever they say besides."""
    return (one.verdict, one.name, one.text, one.side) == (other.verdict, other.name, other.text, other.side)


def joined(one: Decision, other: Decision) -> Decision:
    """Return what two files say of one change as one decision: nothing is lost, and the order of joining is no matter.

    The newest verdict is in force; of each person only the last ruling speaks. A comment alone overrules no verdict.
    """
    said = {(each.ruling, each.subject) for each in (one, other)}
    said |= {(ruling, each.subject) for each in (one, other) for ruling in each.earlier}
    rulings = sorted({ruling for ruling, _ in said}, key=_moment)
    last = {ruling.by: ruling for ruling in rulings}.values()
    force = max((ruling for ruling in last if ruling.verdict), key=_moment, default=max(last, key=_moment))
    subject = max((subject for ruling, subject in said if ruling == force), key=repr)
    return Decision(subject, force, tuple(ruling for ruling in rulings if ruling != force))


def _moment(ruling: Ruling) -> tuple[str, str]:
    """Return what rulings are ordered by: their times, and where these are equal what they say, so that all agree."""
    return ruling.at, repr(ruling)


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


def _section(subject: Subject) -> str:
    """Return what tells sections apart: the headings without white space, which older files did not part."""
    return "".join("/".join(subject.section).split())


def _text(subject: Subject) -> Hashable:
    return (subject.kind, subject.left, subject.right, subject.expected, subject.before, subject.after)


# From the surest sign that two subjects are one to the weakest; each is tried on what the ones before left over.
_SAME: tuple[_Key, ...] = (
    lambda id_, s: (id_, _text(s), _section(s)),
    # Equal changes of one section are told apart by their order: one less, and the others change their ids.
    lambda _, s: (_text(s), _section(s)),
)
_CHANGED: tuple[_Key, ...] = (
    lambda _, s: _text(s),
    lambda id_, _: id_,
    lambda _, s: (s.kind, _section(s), s.before, s.after) if s.before or s.after else None,
    lambda _, s: (s.kind, _section(s), s.before) if s.before else None,
    lambda _, s: (s.kind, _section(s), s.after) if s.after else None,
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
