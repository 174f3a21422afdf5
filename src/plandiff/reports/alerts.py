"""What a check found as machines take it: one alert for each thing to decide on, with its place in a file of the tree.

All formats for continuous integration are written from these. Their texts are one harmless line each.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from plandiff.config import FILE_NAME
from plandiff.decisions.results import Check, Checked, CheckedChange, Outcome, snapshot_name
from plandiff.judging.change import COUNTED, Change
from plandiff.judging.kinds import KINDS
from plandiff.judging.reasons import REASONS, reason_of
from plandiff.language import Message
from plandiff.presentation.entries import Entry, Form, entries
from plandiff.presentation.excerpts import harmless, sources_of
from plandiff.presentation.places import path_text
from plandiff.presentation.states import CHECK_STATES, Level
from plandiff.reading.document import Document, Position
from plandiff.reports.to_check import unwatched_words
from plandiff.text.span import Pair, Span

UNWATCHED = "unwatched"
RULES: dict[str, Message] = {
    **{kind: row.label for kind, row in KINDS.items()},
    **{state: row.meaning for state, row in CHECK_STATES.items() if row.level},
    UNWATCHED: "Chinese texts that are not watched",
}
"""What each rule is about: a kind of change, a state of a document or pair, or the project.

English, as in all machine formats.
"""

_LONGEST = 120
"""Code points of either text that are shown."""


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to decide on.

    Attributes:
        rule: One of ``RULES``.
        level: How bad it is.
        id: The id of the change, or of the state of this path.
        subject: The document or pair.
        path: The file that shows it, from the top of the repository.
        document: That file as read; None if it was not.
        span: Where in it; empty where text is missing.
        section: The headings it stands under.
        old: The old text, harmless and shortened.
        new: The new text, likewise.
        message: All of it in a sentence.
        related: The other document of a pair and the place in it.
    """

    rule: str
    level: Level
    id: str
    subject: str
    path: str
    document: Document | None
    span: Span
    section: str
    old: str
    new: str
    message: str
    related: tuple[Document, Span] | None = None

    @property
    def start(self) -> Position:
        """Line and column, 1-based code points."""
        return self.document.position(self.span.start) if self.document else Position(1, 1)

    @property
    def end(self) -> Position:
        """Line and column behind its last character."""
        return self.document.position(self.span.end) if self.document else Position(1, 1)


def alerts(check: Check) -> list[Alert]:
    """Return the alerts of a check, the worst first, else in its order; what a rule ignores is none."""
    found = [alert for result in check.results for alert in alerts_of(result, check)]
    if check.unwatched:
        digest = hashlib.sha256(UNWATCHED.encode()).hexdigest()[:8]
        path, message = check.place + FILE_NAME, harmless(unwatched_words(check))
        found.append(Alert(UNWATCHED, Level.NOTE, digest, FILE_NAME, path, None, Span(0, 0), "", "", "", message))
    return sorted(found, key=lambda alert: [*Level].index(alert.level))


def alerts_of(result: Checked, check: Check) -> Iterator[Alert]:
    """Yield the alerts of one document or pair of a check."""
    found: list[Alert] = []
    if level := CHECK_STATES[result.state].level:
        found.append(_of_state(result, check, level))
    for fails in (True, False):
        found += _of_changes(result, [one for one in result.pending if one.effect.fails == fails], fails=fails)
    yield from (replace(alert, path=check.place + alert.path) for alert in found)


def _of_state(result: Checked, check: Check, level: Level) -> Alert:
    path = result.paths.left if result.is_pair else result.paths.right
    more = f" (was {result.was})" if result.state is Outcome.RENAMED else ""
    if result.state is Outcome.OBSOLETE and check.base.takes_changes:
        path = f"{check.config.snapshots}/{snapshot_name(result)}"
        more = "; its snapshot is obsolete"
    message = harmless(f"{result.name}: {result.error or RULES[result.state]}{more}")
    digest = hashlib.sha256(f"{result.state}\x1f{result.name}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return Alert(result.state, level, digest, result.name, path, result.document, Span(0, 0), "", "", "", message)


def _of_changes(result: Checked, ruled: list[CheckedChange], *, fails: bool) -> Iterator[Alert]:
    comparison = result.comparison
    if comparison is None:
        return
    sources = sources_of(comparison)
    changes = [one.change for one in ruled if not one.effect.ignored]
    for weight in COUNTED:
        for entry in entries((change for change in changes if change.weight is weight), sources, listed=True):
            groups = [entry.changes] if entry.form is Form.PASSAGE else [(change,) for change in entry.changes]
            for group in groups:
                yield _of_passage(result, Entry(entry.form, group), fails=fails)


def _of_passage(result: Checked, entry: Entry, *, fails: bool) -> Alert:
    comparison = result.comparison
    assert comparison is not None  # noqa: S101 - changes come from a comparison
    change, spans, documents = entry.changes[0], entry.whole, comparison.documents
    on_left = result.on_left
    paths = (
        path_text(comparison.sections.left, spans.left.start),
        path_text(comparison.sections.right, spans.right.start),
    )
    section = paths[0] if spans.left and not spans.right else paths[1]
    texts = Pair(_shown(spans.left, documents.left), _shown(spans.right, documents.right))
    here, there = ((documents.left, spans.left), (documents.right, spans.right))[:: 1 if on_left else -1]
    return Alert(
        rule=change.kind,
        level=Level.ERROR if fails else Level.NOTE,
        id=change.id,
        subject=result.name,
        path=here[0].name,
        document=here[0],
        span=here[1],
        section=section,
        old=texts.left,
        new=texts.right,
        message=_message(change, texts, _where(*here, section), harmless(result.name) if result.is_pair else ""),
        related=there if result.is_pair else None,
    )


def _where(document: Document, span: Span, section: str) -> str:
    """Return the headings a change stands under, after its place in a source that has places but no lines."""
    return "; ".join(filter(None, (harmless(document.address(span.start) or ""), section)))


def _shown(span: Span, document: Document) -> str:
    text = " ".join(span.of(document.text).split())
    return harmless(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _message(change: Change, texts: Pair[str], where: str, pair: str) -> str:
    """Return the alert as a sentence, such as “number: “13.5” → “14” (第三条) [9f31c2aa]”; ``pair`` names a pair."""
    sides = [f"“{text}”" if text else "∅" for text in (texts.left, texts.right)]
    direction = change.judgement.direction
    kind = f"{KINDS[change.kind].label}, {direction}" if direction else KINDS[change.kind].label
    expected = change.judgement.expected
    facts = [pair] if pair else []
    said = not REASONS[change.judgement.reason].silent or change.cell
    facts += [harmless(reason_of(change.judgement, change.cell))] if said else []
    facts += [f"expected “{harmless(expected)}”"] if expected is not None else []
    facts += [where] if where else []
    behind = f" ({'; '.join(facts)})" if facts else ""
    return f"{kind}: {' → '.join(sides[:1] if change.kind == 'moved' else sides)}{behind} [{change.id}]"
