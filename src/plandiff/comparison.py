"""Compares two documents: the whole pipeline, one line a stage."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plandiff.alignment.anchors import CleanRun
from plandiff.alignment.beads import beads
from plandiff.alignment.bindings import Side
from plandiff.alignment.boilerplate import frame, parted
from plandiff.alignment.damage import Damage, find_damage, outside_damage
from plandiff.alignment.garbled import bridged, with_garbled
from plandiff.alignment.headings_from_twin import shared_headings
from plandiff.alignment.matching import match
from plandiff.alignment.table_pairs import paired_tables
from plandiff.alignment.tables_from_twin import shared_tables
from plandiff.chinese.script import leaning, script_of
from plandiff.choices import Relation
from plandiff.conversion.standards import USUAL, Spelling
from plandiff.judging.build_changes import Alignment, collate
from plandiff.judging.change import Change, Weight
from plandiff.judging.citations import Renumbered
from plandiff.judging.relation import LITTLE, judge_relation, names_parent, share_little
from plandiff.judging.renumbering import Renumbering
from plandiff.judging.result import AlignedComparison, Comparison, Notice, in_order, path_of, refuse_empty
from plandiff.judging.section_pairs import judged_pairs, pair_sections
from plandiff.judging.series import is_series
from plandiff.judging.set_aside_changes import Forms, Same
from plandiff.language import Message
from plandiff.outline import Outlined, TwinEvidence, outlined
from plandiff.outline.retrospect import tasks_begin
from plandiff.reading.document import Document
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span
from plandiff.verification import verify

if TYPE_CHECKING:
    from plandiff.derivation.derive import Linked
    from plandiff.derivation.result import Derivation

__all__ = ["AlignedComparison", "Comparison", "Notice", "Stage", "compare", "path_of"]

Stage = Callable[[Message], None]
"""Is told, in English, which stage the work has reached."""


def compare(
    left: Document,
    right: Document,
    relation: Relation | None = None,
    stage: Stage = lambda _stage: None,
    *,
    spelling: Spelling = USUAL,
) -> "AlignedComparison | Derivation":
    """Compare two documents.

    Args:
        left: The first document.
        right: The second document.
        relation: How they relate; None lets the texts decide.
        stage: Is told what is being done.
        spelling: What counts as a right character.

    Texts are aligned in one canonical order of the two and mirrored if need be, so that swapping the sides gives the
    mirror image by construction, whatever ties an algorithm may break. A derivation is symmetric without that.

    Raises:
        UsageError: A document holds nothing to compare.
        InvariantError: The result does not rebuild the documents; a defect of plandiff.
    """
    stage("cleaning")
    return compare_outlined(Pair(left, right).map(outlined), relation, stage, spelling=spelling)


def compare_outlined(
    sides: Pair[Outlined],
    relation: Relation | None = None,
    stage: Stage = lambda _stage: None,
    *,
    spelling: Spelling = USUAL,
) -> "AlignedComparison | Derivation":
    """Compare two documents whose outlines are known, as `compare` does."""
    texts = sides.map(lambda side: side.text)
    left, right = texts.left.document, texts.right.document
    refuse_empty((texts.left, texts.right))
    stage("matching")
    if relation is Relation.DERIVATION and left.text != right.text:
        return _linked(sides).derivation(given=True)
    swap = right.text < left.text
    matched = _matched(sides.mirrored() if swap else sides)
    folded = texts.map(lambda text: text.folded)
    told = Relation.SERIES if relation is None and left.text != right.text and is_series(folded) else relation
    if told is None and names_parent(folded, matched.shared):
        return _linked(sides).derivation(given=False)
    if told is None and share_little(folded.map(len), matched.shared):
        linked = _linked(sides)
        if linked.is_derivation:
            return linked.derivation(given=False)
    result = replace(_aligned(matched, told, spelling, stage), relation_given=relation is not None)
    stage("checking the result")
    result = in_order(result.mirrored() if swap else result, texts)
    result = replace(result, same=tuple(sorted(result.same, key=lambda same: same.spans.left)))
    verify(result.documents, result.passages, result.changes, result.same)
    return _derived_from_itself(result) if relation is Relation.DERIVATION else result


@dataclass(frozen=True, slots=True)
class _Matched:
    """Two documents and the characters that both have in order, from which a relation can be judged.

    Attributes:
        sides: The documents.
        scripts: Their scripts.
        runs: The matched characters outside damage, in clean offsets.
        damage: The proven damage.
        shared: The share of their text that both have.
        coarse: Whether a stretch was too repetitive for an exact match.
    """

    sides: Pair[Outlined]
    scripts: Pair[str]
    runs: list[CleanRun]
    damage: list[Damage]
    shared: float
    coarse: bool


def _matched(sides: Pair[Outlined]) -> _Matched:
    keys = sides.map(lambda side: side.text.key)
    scripts = sides.map(lambda side: script_of(side.text.document.text))
    matching = match(keys.left, keys.right)
    proven = find_damage(keys, scripts.map(lambda script: script == "hant"), matching.runs)
    damage = with_garbled(sides.map(lambda side: side.text.kept), proven, matching.runs, scripts)
    runs = outside_damage(matching.runs, damage)
    shared = 2 * sum(run.size for run in runs) / (len(keys.left) + len(keys.right))
    return _Matched(sides, scripts, runs, damage, shared, matching.coarse > 0)


def _aligned(matched: _Matched, relation: Relation | None, spelling: Spelling, stage: Stage) -> AlignedComparison:
    """Compare two versions of one document, passage by passage from beginning to end."""
    texts = matched.sides.map(lambda side: side.text)
    keys, lines = texts.map(lambda text: text.key), matched.sides.map(lambda side: side.lines)
    scripts, runs, damage, shared = matched.scripts, matched.runs, matched.damage, matched.shared
    stage("aligning")
    sides = _taught_by_each_other(matched)
    segments = sides.map(lambda side: side.segments)
    headings = sides.map(lambda side: [heading for heading in side.headings if heading.evidence])
    marks = headings.map(lambda side: [Span(h.start, h.start + len(h.mark)) for h in side])
    tables = paired_tables(keys, sides.map(lambda side: side.tables), runs)
    outlines = Pair(Side(keys.left, segments.left, headings.left), Side(keys.right, segments.right, headings.right))
    themes = None
    if relation is Relation.SERIES:
        turns = sides.map(lambda side: tasks_begin(side.text.key, side.headings) or 0)
        themes = Pair(
            [segment.start < turns.left for segment in segments.left],
            [segment.start < turns.right for segment in segments.right],
        )
    linked = parted(keys, segments, lines, beads(outlines, bridged(runs, damage), tables, themes=themes))
    frames = frame(keys, segments, lines, linked)
    alignment = Alignment(
        texts=texts,
        segments=segments,
        beads=linked,
        tables=tables,
        runs=runs,
        damage=damage,
        frames=frames,
        marks=marks,
        renumbering=Renumbering(
            headings, fixed=(relation or judge_relation(scripts, shared, reworded=True)) is Relation.RENDERING
        ),
        forms=_forms(matched, spelling),
        in_order=relation is not Relation.SERIES,
    )
    stage("judging")
    found = collate(alignment)
    sections = Pair(
        sides.left.sections_until(_body_end(texts.left.offsets.length, frames.left)),
        sides.right.sections_until(_body_end(texts.right.offsets.length, frames.right)),
    )
    paired = pair_sections(sections, segments, linked, found)
    renumbered = Renumbered.of(texts, sections, paired.ids)
    same, left_behind = list[Same](), list[Change]()
    for piece in renumbered.left_behind(found.same):
        (same if isinstance(piece, Same) else left_behind).append(piece)  # type: ignore[arg-type]
    changes = [*renumbered.judged(found.changes), *left_behind]
    notices = [Notice.COARSE] * (matched.coarse or found.coarse) + [Notice.LITTLE_SHARED] * (
        shared < LITTLE and relation is not Relation.SERIES
    )
    return AlignedComparison(
        documents=texts.map(lambda text: text.document),
        scripts=scripts,
        relation=relation or judge_relation(scripts, shared, reworded=_reworded(changes)),
        relation_given=relation is not None,
        shared=shared,
        sections=sections,
        section_pairs=tuple(judged_pairs(paired, sections, changes)),
        passages=tuple(found.passages),
        changes=tuple(changes),
        notices=tuple(notices),
        same=tuple(same),
    )


def _forms(matched: _Matched, spelling: Spelling) -> Forms:
    """Return how characters that fold to the same are judged: by words, where the texts are in two scripts."""
    texts, scripts = matched.sides.map(lambda side: side.text), matched.scripts
    same_script = scripts.left == scripts.right != "mixed"
    if {*map(leaning, (texts.left.document.text, texts.right.document.text))} != {"hant", "hans"}:
        return Forms(same_script, Pair({}, {}))
    from plandiff.judging.characters import wrong_characters  # noqa: PLC0415 - only texts in two scripts need the words

    return Forms(same_script, wrong_characters(texts, matched.runs, spelling), regional=True)


def _taught_by_each_other(matched: _Matched) -> Pair[Outlined]:
    """Let each document learn its headings and tables, and where its stops are damaged, from the other one."""
    sides, damage = matched.sides, matched.damage
    keys = sides.map(lambda side: side.text.key)
    headings = shared_headings(keys, sides.map(lambda side: side.headings), matched.runs)
    tables = shared_tables(sides.map(lambda side: side.text), sides.map(lambda side: side.tables), matched.runs)
    left = TwinEvidence(headings.left, [one.spans.left for one in damage if one.on_left], tables.left)
    right = TwinEvidence(headings.right, [one.spans.right for one in damage if not one.on_left], tables.right)
    return Pair(replace(sides.left, twin=left), replace(sides.right, twin=right))


def _reworded(changes: list[Change]) -> bool:
    return any(change.weight is Weight.SUBSTANTIVE for change in changes)


def _body_end(end: CleanOffset, frames: list[CleanSpan]) -> CleanOffset:
    """Return where the body ends: before a footer, if the document closes with one."""
    for span in reversed(frames):
        if span.end == end and span.start:
            end = span.start
    return end


def _derived_from_itself(result: AlignedComparison) -> "Derivation":
    from plandiff.derivation.result import derived_from_itself  # noqa: PLC0415 - only derivations need it

    return derived_from_itself(result)


def _linked(sides: Pair[Outlined]) -> "Linked":
    from plandiff.derivation.derive import link  # noqa: PLC0415 - only derivations need it
    from plandiff.derivation.prepared import prepare  # noqa: PLC0415

    return link(sides.map(prepare))
