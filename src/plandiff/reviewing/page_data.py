"""What the page of a review knows: both texts in blocks, the changes, what is decided, and the words it says.

A page of a million characters must open quickly, so what many changes share (kind, reason, section) stands once, and a
change is a list whose places are named in ``templates/reading.js``.
"""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from plandiff.chinese.script import fold
from plandiff.choices import Relation
from plandiff.decisions.decision import Ruling, State, Subject
from plandiff.decisions.store import FORMAT
from plandiff.judging.change import COUNTED, Certainty, Change, Direction, Kind
from plandiff.judging.kinds import sign
from plandiff.judging.reasons import DIRECTIONS
from plandiff.language import Message, tr
from plandiff.presentation.excerpts import CLOSE, OPEN, harmless
from plandiff.presentation.meant import repairs_left
from plandiff.presentation.places import position_text
from plandiff.presentation.reason_words import reason_words
from plandiff.presentation.states import REVIEW_STATES
from plandiff.presentation.words import kind_text
from plandiff.reviewing.groups import GROUPS
from plandiff.reviewing.material import Block, Material
from plandiff.reviewing.painting import LayoutOptions, Shown, block_mark, text_runs
from plandiff.reviewing.review import Review
from plandiff.text.span import Pair, Span

_HAN = "".join(map(chr, range(0x3400, 0xA000)))
"""The characters that a search reads in either script."""
_LAYOUT = LayoutOptions()
_SCRIPTS = defaultdict(lambda: "zh", hant="zh-Hant", hans="zh-Hans")
"""The tag of a text by its script: by it a browser chooses the form of a character."""

FILTERS: dict[str, Message] = {
    "": "all changes",
    "open": "undecided ones",
    "accept": "accepted ones",
    "reject": "queries",
    "skip": "skipped ones",
    "again": "those to look at again",
    "commented": "with a comment",
    "disputed": "those that somebody decides otherwise",
}
"""What the page can list, by where changes stand."""


@dataclass
class _Table:
    """Values that many changes share: each stands once, and is named by its number."""

    rows: list[Any] = field(default_factory=list)
    _numbers: dict[Hashable, int] = field(default_factory=dict)

    def number(self, value: Hashable) -> int:
        if value not in self._numbers:
            self._numbers[value] = len(self.rows)
            self.rows.append(value)
        return self._numbers[value]


def page_data(review: Review, stem: str) -> dict[str, Any]:
    """Return what the script of the page reads.

    Args:
        review: The review.
        stem: What the name of a file of decisions begins with.
    """
    material = review.material
    documents, scripts = material.documents, material.comparison.scripts
    digests = f"{documents.left.sha256} {documents.right.sha256}"
    kinds, reasons, sections = _Table(), _Table(), _Table()
    groups = [_numbered(material, words=True), _numbered(material, words=False), _rows(material)]
    changes, long = [], {}
    for n, change in enumerate(material.changes):
        judgement, subject = change.judgement, material.subjects[change.id]
        changes.append(
            [
                change.id,
                kinds.number((change.kind, judgement.direction)),
                reasons.number(reason_words(change)),
                _expected_on(material, change),
                *(subject.left, subject.right, subject.expected, subject.word),
                sections.number(subject.section),
                *(subject.before, subject.after),
                position_text(documents.left, change.spans.left.start),
                position_text(documents.right, change.spans.right.start),
                int(judgement.certainty is Certainty.CHECK),
                *(numbers[n] for numbers in groups),
            ]
        )
        if more := _long(material, change, subject):
            long[n] = more
    return {
        "format": FORMAT,
        "languages": [_SCRIPTS[script] for script in (scripts.left, scripts.right)],
        "names": [documents.left.name, documents.right.name],
        "stem": stem,
        "key": f"plandiff-review {hashlib.sha256(digests.encode()).hexdigest()[:16]}",
        "blocks": [_block(material, block) for block in material.blocks],
        "changes": changes,
        "long": long,
        "kinds": [_kind(material.comparison.relation, *row) for row in kinds.rows],
        "reasons": [*reasons.rows],
        "sections": sections.rows,
        "outline": sorted({(entry.first, entry.end) for entry in material.outline if entry.first < entry.end}),
        "kept": _kept(review),
        "folding": "".join(
            f"{char}{plain}" for char, plain in zip(_HAN, fold(_HAN), strict=True) if char != plain <= "\uffff"
        ),
        "words": _words(),
    }


def directions_of(review: Review) -> list[Direction]:
    """Return the directions in which commitments have changed."""
    found = {change.judgement.direction for change in review.material.changes}
    return [direction for direction in Direction if direction in found]


def _kind(relation: Relation, kind: Kind, direction: Direction | None) -> list[Any]:
    """Return kind, what it is called, weight and direction."""
    label = f"{sign(kind)} {kind_text(kind, relation)}"
    if direction:
        label += tr(", {words}").format(words=tr(DIRECTIONS[direction]))
    return [kind, label, COUNTED.index(kind.weight), direction or ""]


def _expected_on(material: Material, change: Change) -> int:
    """Return where the expected text belongs: 1 for the left, 2 for the right, 0 if there is none."""
    if change.judgement.expected is None:
        return 0
    return 1 if repairs_left(change, material.texts(change), hant_left=material.hant_left) else 2


def _long(material: Material, change: Change, subject: Subject) -> list[str] | None:
    """Return both texts, the expected one as it is and as it is shown; None where the subject says all of it."""
    texts, expected = material.texts(change), change.judgement.expected or ""
    whole = [texts.left, texts.right, expected, harmless(expected)]
    return None if whole == [subject.left, subject.right, subject.expected, subject.expected] else whole


def _numbered(material: Material, *, words: bool) -> list[int]:
    """Return for each change the number of those that are equal to it; -1 where it stands alone."""
    return _group_numbers(len(material.changes), (material.equals(n, words=words) for n in _all(material)))


def _rows(material: Material) -> list[int]:
    """Return for each change the number of those in a row with it that were all added or dropped; -1 for alone."""
    return _group_numbers(len(material.changes), map(material.in_a_row, _all(material)))


def _all(material: Material) -> range:
    return range(len(material.changes))


def _group_numbers(count: int, groups: Iterable[Sequence[int]]) -> list[int]:
    """Return for each change the first member of its group; -1 where it is the only one."""
    found = [-1] * count
    for n, group in enumerate(groups):
        if len(group) > 1:
            found[n] = group[0]
    return found


def _kept(review: Review) -> dict[str, Any]:
    """Return what is decided already by the id of the change: whether to look again, and the rulings in their order."""
    found = {}
    for n, change in enumerate(review.material.changes):
        rulings = [ruling for ruling in (*review.earlier(n), review.ruling(n)) if ruling != Ruling()]
        if rulings:
            found[change.id] = [int(review.state(n) is State.AGAIN), [_ruling(ruling) for ruling in rulings]]
    return found


def _ruling(ruling: Ruling) -> dict[str, Any]:
    fields = {"verdict": ruling.verdict, "comment": ruling.comment, "name": ruling.name, "by": ruling.by}
    said: dict[str, Any] = {key: value for key, value in fields.items() if value} | {"at": ruling.at}
    return said if ruling.text is None else said | {"instead": {ruling.side: ruling.text}}


def _block(material: Material, block: Block) -> list[Any]:
    """Return sign, level, both texts, first change and the one after the last, whether it is furniture."""
    numbers = tuple(range(block.first, block.end))
    shown = Shown(block, numbers, (State.OPEN,) * len(numbers), Pair((), ()))
    left, right = (_runs(material, shown, left=on_left) for on_left in (True, False))
    return [block_mark(block).strip(), block.level, left, right, block.first, block.end, int(block.furniture)]


def _runs(material: Material, shown: Shown, *, left: bool) -> list[Any]:
    """Return the runs of a text: words, or of a change its number, the words and what is shown if that is not all."""
    source = material.sources.left if left else material.sources.right
    runs: list[Any] = []
    for tag, group in groupby(text_runs(material, shown, _LAYOUT, left=left), key=lambda run: run.tag):
        text = "".join(run.text for run in group)
        if tag is None:
            runs.append(text)
        else:  # In marks, and as it reads while the change is not listed.
            spans = material.changes[tag].spans
            bare = harmless(source.shown(Span(*(spans.left if left else spans.right))))
            runs.append([tag, bare] if text == f"{OPEN}{bare}{CLOSE}" else [tag, bare, text])
    return runs


def _words() -> Mapping[str, Any]:
    """Return what the script says."""
    states = {"": State.OPEN, "accept": State.ACCEPTED, "reject": State.REJECTED}
    states |= {"skip": State.SKIPPED, "name": State.NAMED, "again": State.AGAIN}
    return {
        "states": {verdict: tr(REVIEW_STATES[state].words) for verdict, state in states.items()},
        "groups": {group: tr("{n} {group}").replace("{group}", tr(words)) for group, words in GROUPS.items()},
        "verdicts": {"accept": tr("accept"), "reject": tr("query"), "skip": tr("skip")},
        "marks": {verdict: REVIEW_STATES[state].mark for verdict, state in states.items()},
        "counts": tr("{n} of {all} open"),
        "folded": tr("{n} passages unchanged"),
        "hits": tr("{n} passages found"),
        "place": tr("left {left}, right {right}"),
        "expected": tr("expected"),
        "check": tr("check"),
        "in_word": tr("in {word}"),
        "equal": tr("A decides {n} equal"),
        "row": tr("D decides {n} in a row"),
        "marked": tr("marked"),
        "more": tr("and {n} more"),
        "in_left": tr("in the left copy: {text}"),
        "in_right": tr("in the right copy: {text}"),
        "for_left": tr("right text for the left copy"),
        "for_right": tr("right text for the right copy"),
        "said": tr("{who}: {verdict}"),
        "nobody": tr("no name"),
        "no_verdict": tr("no verdict"),
        "same_word": tr("equal: in the same word"),
        "same_characters": tr("equal: the same characters in any word"),
        "no_group": tr("there is no group to decide here"),
        "taken": tr("{n} decided"),
        "nothing": tr("no change is listed"),
        "nothing_back": tr("nothing to take back"),
        "nothing_to_confirm": tr("nothing listed waits for you to confirm it"),
        "decided": tr("all listed changes are decided"),
        "name_first": tr("say who you are first: your name stands with each decision"),
        "saved": tr("{n} decisions saved in {file}; plandiff review --import merges them"),
        "read": tr("{file}: {n} decisions read, {m} of them on changes that are not there"),
        "unread": tr("{file} is no file of decisions on these two documents"),
        "unkept": tr("this browser keeps nothing: save the decisions before you close the page"),
    }
