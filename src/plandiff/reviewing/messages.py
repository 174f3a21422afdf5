"""What the app says in words: title, detail of a change, and what there is to know of it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from plandiff.decisions.decision import STATES, Ruling, State, Verdict
from plandiff.derivation.result import Derivation
from plandiff.judging.change import Certainty, Weight
from plandiff.judging.kinds import WEIGHTS, sign
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import Message, clauses, labelled, tr, tr_n
from plandiff.presentation.excerpts import CLOSE, OPEN, harmless
from plandiff.presentation.moments import moment_text
from plandiff.presentation.places import position_text, section_text
from plandiff.presentation.reading_notices import notices_of
from plandiff.presentation.reason_words import reason_words
from plandiff.presentation.states import REVIEW_STATES
from plandiff.presentation.styled import Line, Role, Styled
from plandiff.presentation.words import NOTICES, kind_text
from plandiff.reading.document import Evidence
from plandiff.reviewing.groups import Group
from plandiff.reviewing.session import Session
from plandiff.reviewing.walking import DONE

_LISTED = 24
"""Code points of a text in a list."""
_PLACES = 40
"""Places of equal findings that are named."""

READINGS: tuple[Message, ...] = ("first reading done: {n}", "second reading done: {n}", "final reading done: {n}")
"""How many changes so many people stand by: each who confirms what another has decided is one reading more."""
READING_OF: tuple[Message, ...] = ("first reading: {who}", "second reading: {who}", "final reading: {who}")


def opening_words(session: Session) -> str:
    """Say what a person must know before they begin: of the reading, the comparison and earlier decisions."""
    comparison, states = session.material.comparison, Counter(session.review.states())
    told = []
    for document in (comparison.documents.left, comparison.documents.right):
        if document.encoding_evidence is Evidence.GUESS:
            words = tr("{name}: read as {encoding} (a guess; --encoding overrides it).")
            told.append(words.format(name=document.name, encoding=document.encoding))
        told += [tr("{name}: {words}.").format(name=document.name, words=words) for words in notices_of(document)]
    told += [tr(NOTICES[notice]) for notice in comparison.notices]
    decided = sum(states.values()) - states[State.OPEN] - states[State.AGAIN]
    for count, words in (
        (decided, tr_n("{n} decision is kept", "{n} decisions are kept", decided)),
        (states[State.AGAIN], tr("{n} to be looked at again: text or place has changed")),
        (len(session.review.gone), tr("{n} on changes that are not there any more")),
    ):
        if count:
            told.append(f"{words.format(n=f'{count:,}')}.")
    if not session.material.changes:
        told.append(tr("Nothing differs."))
    return " ".join(told)


def title_lines(session: Session, *, brief: bool) -> list[Line]:
    """Say what is reviewed, unless ``brief``, and what is left to do."""
    review, counts = session.review, session.counts()
    runs = [*count_runs(counts), *_weight_runs(session)]
    if not brief:
        runs.append(Styled(f"  {session.title()}", Role.STRONG))
    lines: list[Line] = [tuple(runs)]
    if review.trouble:
        words = clauses(unsaved_words(review.unsaved, review.trouble), tr("w keeps them elsewhere"))
        lines.append((Styled(words, Role.WARNING),))
    return lines


def _weight_runs(session: Session) -> list[Styled]:
    """Say how heavy what is open is: the signs are those of the outline."""
    counts = session.open_between(0, len(session.material.changes))
    words = " ".join(f"{count:,}{WEIGHTS[weight].sign}" for weight, count in counts.items() if count)
    return [Styled(f" · {words}", Role.PATH)] if words else []


def unsaved_words(count: int, trouble: str) -> str:
    """Say how many decisions are not saved, and why."""
    words = tr_n("{n} decision is NOT SAVED", "{n} decisions are NOT SAVED", count).format(n=f"{count:,}")
    return labelled(words, harmless(trouble))


def count_runs(counts: Counter[State]) -> list[Styled]:
    """Say how many of some changes are open, and how the others are decided."""
    left = sum(count for state, count in counts.items() if state not in DONE)
    runs = [Styled(tr("{n} of {all} open").format(n=f"{left:,}", all=f"{counts.total():,}"), Role.PATH)]
    for state, row in REVIEW_STATES.items():
        if row.counted and counts[state]:
            words = tr(row.counted).format(n=f"{counts[state]:,}")
            runs.append(Styled(f" · {words}", Role.FAINT))
    return runs


def path_line(session: Session, block: int, *, brief: bool) -> Line:
    """Return the sections that hold a block; if ``brief``, the innermost."""
    path = session.material.path(block) if session.material.blocks else []
    words = " › ".join(map(section_text, path[-1:] if brief else path)) or tr("outside the sections")
    return (Styled(words, Role.PATH),)


def detail_lines(session: Session, *, brief: bool) -> list[Line]:
    """Say of the current change what it is, what is expected and what was decided; unless ``brief``, why and where."""
    change, n = session.change, session.current
    if change is None or n is None:
        return [(Styled(tr("no change is listed; f chooses which are"), Role.FAINT),)]
    judgement, documents = change.judgement, session.material.documents
    at = bisect_left(session.listed, n) + 1
    runs = [
        Styled(f"{at:,}/{len(session.listed):,} ", Role.FAINT),
        Styled(f"{sign(change.kind)} {kind_text(change.kind, session.material.comparison.relation)}", Role.STRONG),
    ]
    if judgement.direction:
        runs.append(Styled(tr(", {words}").format(words=tr(DIRECTIONS[judgement.direction])), Role.STRONG))
    if judgement.certainty is Certainty.CHECK:
        runs.append(Styled(f" ({tr('check')})", Role.WARNING))
    if judgement.expected is not None:
        runs += [Styled(f"  {tr('expected')} "), Styled(OPEN + harmless(judgement.expected) + CLOSE, Role.REPAIR)]
    if judgement.word and judgement.word != judgement.expected:
        runs.append(Styled(f" {tr('in {word}').format(word=harmless(judgement.word))}"))
    why = "" if brief else reason_words(change)
    if why:
        runs.append(Styled(f"  {why}", Role.FAINT))
    left = position_text(documents.left, change.spans.left.start)
    right = position_text(documents.right, change.spans.right.start)
    if brief:
        return [(*runs, *decision_line(session, n))]
    told = tr("left {left}  right {right}  {id}")
    if isinstance(session.material.comparison, Derivation):  # What only one side has stands nowhere on the other.
        told = told if all((change.spans.left, change.spans.right)) else tr("left {left}  {id}")
        told = told if change.spans.left else tr("right {right}  {id}")
    place = Styled(told.format(left=left, right=right, id=change.id), Role.FAINT)
    return [tuple(runs), (place, *decision_line(session, n))]


def decision_line(session: Session, n: int) -> Line:
    """Return how a change was decided, how many equal ones wait, and the comment."""
    ruling, state = session.review.ruling(n), session.review.state(n)
    mark = session.view.layout.marks[state]
    role = Role.WARNING if state in (State.AGAIN, State.REJECTED) else Role.RIGHT if state in DONE else Role.FAINT
    runs = [Styled(f"  {mark}{' ' if mark else ''}{tr(REVIEW_STATES[state].words)}", role)]
    if ruling.name:
        runs.append(Styled(f" ({harmless(ruling.name)})", role))
    if n in session.marked:
        runs.append(Styled("  " + tr("marked"), Role.STRONG))
    if signed := session.review.signed(n):
        runs.append(Styled("  " + _signed_words(signed), Role.FAINT))
    if objecting := session.review.objecting(n):
        words = tr("{who} decided otherwise").format(who=_names(objecting))
        runs.append(Styled(f"  {words}", Role.WARNING))
    if ruling.text is not None:
        words = tr("in the left copy: {text}") if ruling.side == "left" else tr("in the right copy: {text}")
        runs.append(Styled("  " + words.format(text=OPEN + harmless(ruling.text) + CLOSE), Role.REPAIR))
    equal, row = len(session.group(Group.EQUAL)), len(session.group(Group.ROW))
    if equal > 1:
        runs.append(Styled("  " + tr("A decides {n} equal").format(n=f"{equal:,}"), Role.PATH))
    elif row > 1:
        runs.append(Styled("  " + tr("D decides {n} in a row").format(n=f"{row:,}"), Role.PATH))
    if ruling.comment:
        runs.append(Styled(f"  “{harmless(' '.join(ruling.comment.split()))}”", Role.STRONG))
    return tuple(runs)


def full_lines(session: Session) -> list[Line]:
    """Say all there is to say of the current change."""
    change, n = session.change, session.current
    if change is None or n is None:
        return detail_lines(session, brief=False)
    texts, ruling = session.material.texts(change), session.review.ruling(n)
    path = session.material.path(session.material.block_of[n])
    lines = [(Styled(" › ".join(map(section_text, path)), Role.PATH),), *detail_lines(session, brief=False), ()]
    for name, text, role in (
        (tr("left"), texts.left, Role.LEFT_DIFFERENCE),
        (tr("right"), texts.right, Role.RIGHT_DIFFERENCE),
    ):
        lines.append((Styled(labelled(name, ""), Role.FAINT), Styled(OPEN + harmless(text) + CLOSE, role)))
    if change.weight is Weight.CONVERSION and (words := session.material.heard(change)):
        told = tr("words that were asked: {words}").format(words=" ".join(map(harmless, words)))
        lines.append((Styled(told, Role.FAINT),))
    equal = session.material.equals(n, words=session.words)
    if len(equal) > 1:
        told = tr("the same change in {n} places:").format(n=f"{len(equal):,}")
        lines += [(), (Styled(told, Role.FAINT),), *(change_line(session, one) for one in equal[:_PLACES])]
        if len(equal) > _PLACES:
            lines.append((Styled(tr("and {n} more").format(n=f"{len(equal) - _PLACES:,}"), Role.FAINT),))
    lines += _said(ruling)
    for earlier in session.review.earlier(n):
        lines += [(), (Styled(tr("said before, and overruled:"), Role.WARNING),), *_said(earlier)]
    return lines


def _said(ruling: Ruling) -> list[Line]:
    if not ruling.at:
        return []
    words = tr(REVIEW_STATES[STATES[ruling.verdict]].words) if ruling.verdict else tr("no verdict")
    told = tr("{verdict}, {when}, by {name}") if ruling.by else tr("{verdict}, {when}")
    told = told.format(verdict=words, when=moment_text(ruling.at), name=harmless(ruling.by))
    lines: list[Line] = [(), (Styled(told, Role.FAINT),)]
    return lines + [(Styled(harmless(line)),) for line in ruling.comment.splitlines()]


def change_line(session: Session, n: int) -> Line:
    """Return a change as one entry of a list: where it stands, what it is, both texts, how it is decided, a comment."""
    material, change, state = session.material, session.material.changes[n], session.review.state(n)
    texts, documents = material.texts(change), material.documents
    place = position_text(documents.left, change.spans.left.start)
    if not change.spans.left:
        place = f"+{position_text(documents.right, change.spans.right.start)}"
    mark = session.view.layout.marks[state]
    runs = [
        Styled(f"{place:>9} ", Role.FAINT),
        Styled(f"{sign(change.kind)}{mark or ' '}{'*' if n in session.marked else ' '} ", Role.STRONG),
        Styled(_shortened(texts.left), Role.LEFT),
        Styled(" → ", Role.FAINT),
        Styled(_shortened(texts.right), Role.RIGHT),
    ]
    judgement = change.judgement
    if judgement.expected is not None:
        runs.append(Styled(f"  {OPEN}{_shortened(judgement.word or judgement.expected)}{CLOSE}", Role.REPAIR))
    if comment := session.review.ruling(n).comment:
        runs.append(Styled(f"  “{_shortened(comment)}”", Role.STRONG))
    return tuple(runs)


def _shortened(text: str) -> str:
    words = harmless(" ".join(text.split()))
    return words if len(words) <= _LISTED else f"{words[: _LISTED - 1]}…"


def people_lines(session: Session) -> list[Line]:
    """Say who has decided how much, and how many changes have had a first, a second and a final reading."""
    review = session.review
    lines: list[Line] = [(Styled(tr("Who has decided"), Role.STRONG),)]
    for who, counts in sorted(review.people().items(), key=lambda item: (-item[1].total(), item[0])):
        runs = [Styled(labelled(harmless(who) or tr("no name"), ""), Role.PATH)]
        for verdict in Verdict:
            if counts[verdict]:
                words = tr(REVIEW_STATES[STATES[verdict]].counted).format(n=f"{counts[verdict]:,}")
                runs.append(Styled(f" {words} ", Role.PLAIN))
        lines.append(tuple(runs))
    readings = Counter(min(len(review.signed(n)), len(READINGS)) for n in session.listed)
    lines += [(), (Styled(tr("Readings of the listed changes"), Role.STRONG),)]
    lines.append((Styled(tr("not read: {n}").format(n=f"{readings[0]:,}")),))
    for number, words in enumerate(READINGS, 1):
        lines.append((Styled(tr(words).format(n=f"{readings[number]:,}")),))
    disputed = sum(bool(review.objecting(n)) for n in session.listed)
    lines.append((Styled(tr("decided otherwise by somebody: {n}").format(n=f"{disputed:,}"), Role.WARNING),))
    return lines


def _signed_words(signed: tuple[str, ...]) -> str:
    """Say who stands by a verdict, in the order of their readings."""
    words = READING_OF[min(len(signed), len(READING_OF)) - 1]
    return tr(words).format(who=_names(signed))


def _names(people: Iterable[str]) -> str:
    return tr(", ").join(harmless(who) or tr("no name") for who in people)


def name_around(session: Session) -> str:
    """Return the word a finding stands in as written, to begin with when a name is to be confirmed."""
    change = session.change
    if change is None:
        return ""
    documents, spans = session.material.documents, change.spans
    scripts = session.material.comparison.scripts
    on_right = scripts.right == "hant" or not spans.left
    text, span = (documents.right.text, spans.right) if on_right else (documents.left.text, spans.left)
    word, expected = change.judgement.word or "", change.judgement.expected or ""
    at = word.find(expected) if expected else -1
    if at < 0:
        return span.of(text)
    before, after = (
        "".join(text[max(0, span.start - 64) : span.start].split())[-at:] if at else "",
        "".join(text[span.end : span.end + 64].split()),
    )
    return before + span.of(text) + after[: len(word) - at - len(expected)]


def weight_words(weight: Weight) -> str:
    """Return a weight as a word."""
    return tr(WEIGHTS[weight].word)
