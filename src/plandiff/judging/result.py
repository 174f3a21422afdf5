"""What a comparison gives, whatever the relation: the value that every report, the app and the exit status read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

from plandiff.choices import Relation
from plandiff.errors import UsageError
from plandiff.judging.change import Change, Kind, mirrored_change
from plandiff.judging.fates import ArticleFate, articles_of, fates_of
from plandiff.judging.identity import identified
from plandiff.judging.json_values import (
    bead_value,
    change_value,
    document_value,
    section_pair_value,
    section_value,
    summary,
)
from plandiff.judging.passages import Passage, mirrored_status
from plandiff.judging.rank import by_rank, ranked
from plandiff.judging.section_pairs import SectionPair
from plandiff.judging.series import step, title_block
from plandiff.judging.set_aside_changes import Same
from plandiff.outline.clean_text import CleanText
from plandiff.outline.retrospect import tasks_begin
from plandiff.outline.sections import Section, section_path
from plandiff.reading.document import Document
from plandiff.text.span import CleanOffset, Pair, SourceOffset, SourceSpan


class Notice(StrEnum):
    """What a reader must know of how the result came about."""

    COARSE = "coarse"
    LITTLE_SHARED = "little-shared"


_NONE: Pair[tuple[SourceSpan, ...]] = Pair((), ())


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two documents have in common and what differs; see the subclasses for what each sort of relation adds.

    Attributes:
        documents: The two documents.
        scripts: ``hans``, ``hant``, ``mixed`` or ``none`` for either.
        relation: How the documents relate.
        relation_given: Whether the user said so; otherwise the texts decided.
        shared: The share of their text that both have, from 0 to 1.
        sections: The section trees, in document order.
        section_pairs: Which sections correspond.
        passages: With the changes of kind ``furniture`` they hold every character but spaces.
        changes: All differences, in left order.
        notices: What was done less than exactly.
        left_out: The changes that nobody asked for (`judging.selection`); they are counted all the same.
        annotations: Readings and invisible characters inside either text that no change tells: no part of what is
            quoted from it.
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
    notices: tuple[Notice, ...]
    left_out: tuple[Change, ...] = field(default=(), kw_only=True)
    annotations: Pair[tuple[SourceSpan, ...]] = field(default=_NONE, kw_only=True)

    @property
    def everything(self) -> tuple[Change, ...]:
        """All differences, also those that nobody asked for."""
        return (*self.changes, *self.left_out)

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``compare --format json`` writes: format ``plandiff-comparison/1``."""
        left, right = self.documents.left, self.documents.right
        return {
            "format": "plandiff-comparison/1",
            "relation": self.relation,
            "left": document_value(left, self.scripts.left),
            "right": document_value(right, self.scripts.right),
            "sections": {
                "left": [section_value(section) for section in self.sections.left],
                "right": [section_value(section) for section in self.sections.right],
            },
            "section_pairs": [section_pair_value(pair) for pair in self.section_pairs],
            "beads": [bead_value(passage) for passage in self.passages],
            "changes": [change_value(change, left, right) for change in by_rank(self.changes)],
            "summary": summary(self.everything),
            "notices": [*self.notices],
        }


@dataclass(frozen=True, slots=True)
class AlignedComparison(Comparison):
    """Two texts aligned from beginning to end, each passage in one bead: versions or renderings of one document.

    Attributes:
        same: What both documents have, up to script; with the changes it tiles both texts.
    """

    same: tuple[Same, ...]

    @property
    def fates(self) -> tuple[ArticleFate, ...]:
        """What became of each article; empty for documents without articles."""
        return fates_of(self.sections.map(articles_of), self.section_pairs)

    def mirrored(self) -> "AlignedComparison":
        """Return what comparing the documents the other way round gives, but for order and ids."""
        return replace(
            self,
            documents=self.documents.mirrored(),
            scripts=self.scripts.mirrored(),
            sections=self.sections.mirrored(),
            section_pairs=tuple(
                replace(pair, ids=pair.ids.mirrored(), status=mirrored_status(pair.status))
                for pair in self.section_pairs
            ),
            passages=tuple(
                replace(
                    passage,
                    spans=passage.spans.mirrored(),
                    status=mirrored_status(passage.status),
                    anchor=passage.anchor.mirrored(),
                )
                for passage in self.passages
            ),
            changes=tuple(map(mirrored_change, self.changes)),
            same=tuple(Same(same.spans.mirrored(), same.furniture) for same in self.same),
        )


Result = TypeVar("Result", bound=Comparison)


def in_order(result: Result, texts: Pair[CleanText]) -> Result:
    """Put everything in left order and give the changes their ids."""
    changes = sorted(result.changes, key=lambda change: (change.spans.left, change.spans.right, change.kind))
    paths = [_path(result.sections, change.spans) for change in changes]
    last = [False] * len(changes)
    if result.relation is Relation.SERIES:
        folded = texts.map(lambda text: text.folded)
        apart, block = step(folded), folded.map(title_block)
        turns = Pair(_turn(texts.left, result.sections.left), _turn(texts.right, result.sections.right))
        last = [
            _within(change.spans, turns)
            or apart.explains(change.spans.left.of(folded.left), change.spans.right.of(folded.right))
            or (change.kind is Kind.NUMBER and _within(change.spans, block))
            for change in changes
        ]
    names = result.documents.map(lambda document: document.known_as)
    return replace(
        result,
        section_pairs=tuple(sorted(result.section_pairs, key=lambda pair: _first_places(pair, result.sections))),
        passages=tuple(sorted(result.passages, key=lambda passage: (passage.anchor.left, passage.anchor.right))),
        changes=tuple(
            ranked(identified(changes, names, texts, paths), result.documents.map(lambda one: one.text), last)
        ),
    )


def _turn(text: CleanText, sections: Sequence[Section]) -> SourceOffset:
    """Return where the tasks of a report begin; 0 if nothing tells."""
    begin = tasks_begin(text.key, [section.heading for section in sections]) or CleanOffset(0)
    return text.offsets.source_span(begin, begin).start


def _within(spans: Pair[SourceSpan], ends: Pair[SourceOffset]) -> bool:
    """Say whether what a change has on either side ends by the places given."""
    sides = ((spans.left, ends.left), (spans.right, ends.right))
    return all(span.end <= end for span, end in sides if span)


def _first_places(pair: SectionPair, sections: Pair[tuple[Section, ...]]) -> tuple[int, int]:
    left, right = pair.ids.left, pair.ids.right
    return (
        sections.left[int(left[0]) - 1].start if left else len(sections.left),
        sections.right[int(right[0]) - 1].start if right else -1,
    )


def path_of(sections: Pair[tuple[Section, ...]], spans: Pair[SourceSpan]) -> list[Section]:
    """Return the sections a change stands in: on the left, or on the right if it has no text on the left."""
    if spans.left or not spans.right:
        return section_path(sections.left, spans.left.start)
    return section_path(sections.right, spans.right.start)


def _path(sections: Pair[tuple[Section, ...]], spans: Pair[SourceSpan]) -> str:
    return "/".join(section.heading.mark + section.heading.title for section in path_of(sections, spans))


def refuse_empty(texts: Sequence[CleanText]) -> None:
    """Refuse documents of nothing but spaces and page furniture.

    Raises:
        UsageError: A document holds nothing to compare.
    """
    for text in texts:
        if not text.key:
            raise UsageError("{name} holds no text to compare", name=text.document.name)
