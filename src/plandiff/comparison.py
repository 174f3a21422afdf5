"""Compares two documents: the whole pipeline, one line a stage."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from plandiff.alignment.beads import beads
from plandiff.alignment.boilerplate import frame
from plandiff.alignment.damage import find_damage, outside_damage
from plandiff.alignment.headings_from_twin import shared_headings
from plandiff.alignment.matching import match
from plandiff.chinese.script import fold, script_of
from plandiff.conversion.standards import USUAL, Spelling
from plandiff.errors import UsageError
from plandiff.judging.build_changes import Alignment, collate
from plandiff.judging.change import Change, Weight, mirrored
from plandiff.judging.characters import wrong_characters
from plandiff.judging.citations import with_renumbered
from plandiff.judging.identity import identified
from plandiff.judging.passages import Passage, mirrored_status
from plandiff.judging.relation import Relation, judge_relation, names_parent
from plandiff.judging.renumbering import Renumbering
from plandiff.judging.section_pairs import SectionPair, pair_sections
from plandiff.judging.set_aside_changes import Forms, Same
from plandiff.outline.clean_text import CleanText
from plandiff.outline.cleaning import clean
from plandiff.outline.headings import find_headings
from plandiff.outline.lines import Lines
from plandiff.outline.sections import Section, build_sections, section_path
from plandiff.outline.segments import segments
from plandiff.reading.document import Document
from plandiff.text.span import Pair, Span
from plandiff.verification import verify, verify_derived

NO_COVERAGE: "Pair[tuple[Coverage, ...]]" = Pair((), ())

if TYPE_CHECKING:
    from plandiff.derivation.chance_level import Chance
    from plandiff.derivation.coverage import Coverage
    from plandiff.derivation.prepared import Prepared

Stage = Callable[[str], None]
"""Is told, in English, which stage the work has reached."""


_LITTLE = 0.3
"""Share of the text below which two documents may not be versions of one."""


_EXCERPT = 0.6
"""Share of the shorter text from which on it is an excerpt of the longer. Texts of one field share 0.4 by chance."""


class Notice(StrEnum):
    """What a reader must know of how the result came about."""

    COARSE = "coarse"
    LITTLE_SHARED = "little-shared"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result that every report, the app and the exit status read.

    Attributes:
        documents: The two documents.
        scripts: ``hans``, ``hant``, ``mixed`` or ``none`` for either.
        relation: How the documents relate.
        relation_given: Whether the user said so; otherwise the texts decided.
        shared: The share of their text that both have, from 0 to 1, which ``auto`` judges the relation by.
        sections: The section trees, in document order.
        section_pairs: Which sections correspond.
        passages: The beads; with the changes of kind ``furniture`` they hold every character but spaces once.
        changes: All differences, in left order.
        same: What both documents have, up to script; with the changes it tiles both texts.
        notices: What was done less than exactly.
        coverage: For each section how far the other document has it; empty unless the relation is derivation.
        chance: What shuffled text shares; None unless the relation is derivation.
    """

    documents: Pair[Document]
    scripts: Pair[str]
    relation: Relation
    relation_given: bool
    shared: float
    sections: Pair[tuple[Section, ...]]
    section_pairs: tuple[SectionPair, ...]
    passages: tuple[Passage, ...]
    changes: tuple[Change, ...]
    same: tuple[Same, ...]
    notices: tuple[Notice, ...]
    coverage: "Pair[tuple[Coverage, ...]]" = NO_COVERAGE
    chance: "Chance | None" = None


def compare(
    left: Document,
    right: Document,
    relation: Relation | None = None,
    stage: Stage = lambda _stage: None,
    *,
    spelling: Spelling = USUAL,
) -> Comparison:
    """Compare two documents.

    Args:
        left: The first document.
        right: The second document.
        relation: How they relate; None lets the texts decide.
        stage: Is told what is being done.
        spelling: What counts as a right character.

    The work is done in one canonical order of the two texts and mirrored if need be, so that swapping the sides gives
    the mirror image by construction, whatever ties an algorithm may break.

    Raises:
        UsageError: A document holds nothing to compare.
        InvariantError: The result does not rebuild the documents; a defect of plandiff.
    """
    if relation is Relation.DERIVATION and left.text != right.text:
        return _derived(Pair(left, right), stage, given=True)
    swap = right.text < left.text
    stage("cleaning")
    texts = Pair(left, right).map(clean)
    result = _compared(texts.mirrored() if swap else texts, relation, spelling, stage)
    stage("checking the result")
    result = _ordered(_mirrored(result) if swap else result, texts)
    verify(result.documents, result.passages, result.changes, result.same)
    if relation is None and names_parent(Pair(fold(left.text), fold(right.text)), result.shared):
        return _derived(Pair(left, right), stage, given=False)
    if relation is None and result.shared < _LITTLE and _overlap(result) < _EXCERPT:
        from plandiff.derivation.derive import is_derived  # noqa: PLC0415 - only derivations need it

        other = _derived(Pair(left, right), stage, given=False)
        return other if is_derived(other.passages) else result
    return result


def _overlap(result: Comparison) -> float:
    """Return how much of the shorter document is shared in order, from 0 to about 1."""
    sizes = [len(document.text) for document in (result.documents.left, result.documents.right)]
    return result.shared * sum(sizes) / 2 / min(sizes)


def _derived(documents: Pair[Document], stage: Stage, *, given: bool) -> Comparison:
    """Compare a document with one made from it; the method is symmetric, so no order of the texts is canonical."""
    from plandiff.derivation.chance_level import chance_level  # noqa: PLC0415 - only derivations need them
    from plandiff.derivation.prepared import prepare  # noqa: PLC0415

    stage("cleaning")
    sides = documents.map(prepare)
    stage("matching")
    return derived(sides, chance_level(sides.left, sides.right), given=given)


def derived(sides: "Pair[Prepared]", chance: "Chance", *, given: bool = True) -> Comparison:
    """Compare two prepared documents as a derivation; see `derivation.derive.derive`.

    Raises:
        UsageError: A document holds nothing to compare.
        InvariantError: A character of a document is in no passage; a defect of plandiff.
    """
    from plandiff.derivation.derive import derive  # noqa: PLC0415 - only derivations need it

    documents = sides.map(lambda side: side.text.document)
    for side in (sides.left, sides.right):
        if not side.text.key:
            raise UsageError(f"{side.text.document.name} holds no text to compare")
    found = derive(sides, chance)
    result = _ordered(
        Comparison(
            documents=documents,
            scripts=documents.map(lambda document: script_of(document.text)),
            relation=Relation.DERIVATION,
            relation_given=given,
            shared=found.shared,
            sections=sides.map(lambda side: side.sections),
            section_pairs=found.section_pairs,
            passages=found.passages,
            changes=found.changes,
            same=(),
            notices=(),
            coverage=found.coverage,
            chance=chance,
        ),
        sides.map(lambda side: side.text),
    )
    verify_derived(documents, result.passages, result.changes)
    return result


def _compared(texts: Pair[CleanText], relation: Relation | None, spelling: Spelling, stage: Stage) -> Comparison:
    documents = texts.map(lambda text: text.document)
    for text in (texts.left, texts.right):
        if not text.key:
            raise UsageError(f"{text.document.name} holds no text to compare")
    scripts = documents.map(lambda document: script_of(document.text))
    keys = texts.map(lambda text: text.key)
    lines = texts.map(Lines.of)
    stage("matching")
    matching = match(keys.left, keys.right)
    damage = find_damage(keys, scripts.map(lambda script: script == "hant"), matching.runs)
    runs = outside_damage(matching.runs, damage)
    shared = 2 * sum(run.size for run in runs) / (len(keys.left) + len(keys.right))
    stage("aligning")
    own = Pair(find_headings(texts.left, lines.left), find_headings(texts.right, lines.right))
    headings = shared_headings(keys, own, runs)
    cut = Pair(
        segments(texts.left, headings.left, lines.left.hard, [d.spans.left for d in damage if d.on_left]),
        segments(texts.right, headings.right, lines.right.hard, [d.spans.right for d in damage if not d.on_left]),
    )
    linked = beads(keys, cut, runs)
    frames = frame(keys, cut, lines, linked)
    alignment = Alignment(
        texts=texts,
        segments=cut,
        beads=linked,
        runs=runs,
        damage=damage,
        frames=frames,
        marks=headings.map(lambda side: [Span(h.start, h.start + len(h.mark)) for h in side if h.evidence]),
        renumbering=Renumbering(
            headings.map(lambda side: [h for h in side if h.evidence]),
            fixed=(relation or judge_relation(scripts, shared, reworded=True)) is Relation.RENDERING,
        ),
        forms=Forms(
            scripts.left == scripts.right != "mixed",
            wrong_characters(texts, runs, spelling),
        ),
    )
    stage("judging")
    found = collate(alignment)
    sections = Pair(
        build_sections(texts.left, headings.left, _body_end(keys.left, frames.left)),
        build_sections(texts.right, headings.right, _body_end(keys.right, frames.right)),
    )
    pairs = tuple(pair_sections(sections, cut, linked, found.changes, found.same))
    notices = [Notice.COARSE] * (matching.coarse > 0 or found.coarse) + [Notice.LITTLE_SHARED] * (shared < _LITTLE)
    return Comparison(
        documents=documents,
        scripts=scripts,
        relation=relation or judge_relation(scripts, shared, reworded=_reworded(found.changes)),
        relation_given=relation is not None,
        shared=shared,
        sections=sections,
        section_pairs=pairs,
        passages=tuple(found.passages),
        changes=tuple(with_renumbered(found.changes, texts, sections, pairs)),
        same=tuple(found.same),
        notices=tuple(notices),
    )


def _reworded(changes: list[Change]) -> bool:
    return any(change.weight is Weight.SUBSTANTIVE for change in changes)


def _body_end(key: str, frames: list[Span]) -> int:
    """Return where the body ends: before a footer, if the document closes with one."""
    end = len(key)
    for span in reversed(frames):
        if span.end == end and span.start:
            end = span.start
    return end


def _mirrored(result: Comparison) -> Comparison:
    return replace(
        result,
        documents=result.documents.mirrored(),
        scripts=result.scripts.mirrored(),
        sections=result.sections.mirrored(),
        section_pairs=tuple(
            replace(pair, ids=pair.ids.mirrored(), status=mirrored_status(pair.status)) for pair in result.section_pairs
        ),
        passages=tuple(
            replace(
                passage,
                spans=passage.spans.mirrored(),
                status=mirrored_status(passage.status),
                anchor=passage.anchor.mirrored(),
            )
            for passage in result.passages
        ),
        changes=tuple(Change(change.spans.mirrored(), mirrored(change.judgement)) for change in result.changes),
        same=tuple(replace(same, spans=same.spans.mirrored()) for same in result.same),
    )


def _ordered(result: Comparison, texts: Pair[CleanText]) -> Comparison:
    """Put everything in left order and give the changes their ids."""
    changes = sorted(result.changes, key=lambda change: (change.spans.left, change.spans.right, change.kind))
    paths = [_path(result.sections, change.spans) for change in changes]
    names = result.documents.map(lambda document: document.name)
    return replace(
        result,
        section_pairs=tuple(sorted(result.section_pairs, key=lambda pair: _first_places(pair, result.sections))),
        passages=tuple(sorted(result.passages, key=lambda passage: (passage.anchor.left, passage.anchor.right))),
        changes=tuple(identified(changes, names, texts, paths)),
        same=tuple(sorted(result.same, key=lambda same: same.spans.left)),
    )


def _first_places(pair: SectionPair, sections: Pair[tuple[Section, ...]]) -> tuple[int, int]:
    left, right = pair.ids.left, pair.ids.right
    return (
        sections.left[int(left[0]) - 1].start if left else len(sections.left),
        sections.right[int(right[0]) - 1].start if right else -1,
    )


def path_of(sections: Pair[tuple[Section, ...]], spans: Pair[Span]) -> list[Section]:
    """Return the sections a change stands in: on the left, or on the right if it has no text on the left."""
    if spans.left or not spans.right:
        return section_path(sections.left, spans.left.start)
    return section_path(sections.right, spans.right.start)


def _path(sections: Pair[tuple[Section, ...]], spans: Pair[Span]) -> str:
    return "/".join(section.heading.mark + section.heading.title for section in path_of(sections, spans))
