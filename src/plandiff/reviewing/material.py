"""What is reviewed: both texts in aligned blocks, and the changes in the order a person meets them.

The material is made of a comparison, but knows no more of it than a reader sees: texts, sections, blocks, changes. A
block is an aligned passage or a piece of page furniture. Where the relation lets passages stand in free order, blocks
follow the left document, and what only the right has stands where it would belong.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from plandiff.chinese.script import fold, is_han, leaning
from plandiff.comparison import Comparison
from plandiff.decisions.decision import Subject
from plandiff.decisions.subjects import subject_of
from plandiff.derivation.coverage import Coverage
from plandiff.derivation.result import Derivation
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.passages import Status
from plandiff.outline.clean_text import CleanText
from plandiff.outline.cleaning import clean
from plandiff.outline.sections import Section, section_path
from plandiff.presentation.entries import Form, content, entries
from plandiff.presentation.excerpts import Source
from plandiff.presentation.meant import meant_sources
from plandiff.proofreading.explanation import weighing_at
from plandiff.reading.document import Document
from plandiff.text.span import Pair, SourceSpan, Span

_AROUND = 8
"""Folded characters on each side that say in what place a change stands."""
_WINDOW = 64
"""Code points looked at to find them: white space and page furniture lie between."""


@dataclass(frozen=True, slots=True)
class Block:
    """Text that is shown side by side.

    Attributes:
        spans: Source spans on either side, sorted; one side may be empty.
        status: How the two sides relate.
        moved: Whether it stands out of order.
        level: Depth of the section it is the heading of, from 1; 0 if it is no heading.
        first: Index of its first change; its changes are ``range(first, end)``.
        end: Index after its last change.
        furniture: Whether it is page furniture, which is shown only if asked for.
        formula: Whether it is a standing formula (derivation only).
    """

    spans: Pair[tuple[SourceSpan, ...]]
    status: Status
    moved: bool
    level: int
    first: int
    end: int
    furniture: bool = False
    formula: bool = False


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """An entry of the outline.

    Attributes:
        sections: The sections that correspond, by side; one side may be empty.
        level: Depth, from 1.
        status: How they relate.
        moved: Whether they stand out of order.
        block: Index of the block that the section begins with.
        first: Index of the section's first change, those of its subsections included.
        end: Index after its last change.
    """

    sections: Pair[tuple[Section, ...]]
    level: int
    status: Status
    moved: bool
    block: int
    first: int
    end: int


@dataclass(frozen=True)  # Without slots: what is derived is cached in the instance.
class Material:
    """What is reviewed.

    Attributes:
        comparison: Where it comes from.
        sources: The documents as excerpts are taken from them.
        blocks: Both texts, in reading order.
        changes: The changes that a person is asked about, in reading order: all of a comparison, or what is pending.
        outline: The sections, in reading order.
    """

    comparison: Comparison
    sources: Pair[Source]
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...]
    outline: tuple[OutlineEntry, ...]

    @property
    def documents(self) -> Pair[Document]:
        """The two documents."""
        return self.comparison.documents

    @cached_property
    def coverage(self) -> Pair[dict[str, Coverage]]:
        """In a derivation, what became of each section, by its id; empty in other relations."""
        if not isinstance(self.comparison, Derivation):
            return Pair({}, {})
        return self.comparison.coverage.map(lambda side: {item.section: item for item in side})

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """What each change is about, by its id."""
        return {change.id: self.subject(change) for change in self.changes}

    @cached_property
    def folded(self) -> Pair[str]:
        """Both texts folded, of the same length: what a search reads."""
        return self.documents.map(lambda document: fold(document.text))

    def warm(self, *, subjects: bool) -> "Material":
        """Compute at once what would be computed when first needed, ``subjects`` if there are decisions to carry."""
        _ = self.folded, self._folded_sources, self._equal_groups, self._in_a_row, self.block_of, self.kinds
        if subjects:
            _ = self.subjects
        return self

    @cached_property
    def _folded_sources(self) -> Pair[Source]:
        left, right, texts = self.sources.left, self.sources.right, self.folded
        return Pair(
            replace(left, document=replace(left.document, text=texts.left)),
            replace(right, document=replace(right.document, text=texts.right)),
        )

    @cached_property
    def positions(self) -> dict[str, int]:
        """The index of each change by its id."""
        return {change.id: n for n, change in enumerate(self.changes)}

    @cached_property
    def block_of(self) -> list[int]:
        """For each change the index of the block that holds it."""
        return [n for n, block in enumerate(self.blocks) for _ in range(block.first, block.end)]

    @cached_property
    def kinds(self) -> list[int]:
        """For each change the index of its kind in ``Kind``."""
        order = {kind: n for n, kind in enumerate(Kind)}
        return [order[change.kind] for change in self.changes]

    def texts(self, change: Change) -> Pair[str]:
        """Return both texts of a change, as written."""
        documents = self.documents
        return Pair(change.spans.left.of(documents.left.text), change.spans.right.of(documents.right.text))

    def subject(self, change: Change) -> Subject:
        """Return what a decision on a change is about."""
        on_left = bool(change.spans.left or not change.spans.right)
        folded = self._folded_sources
        source, span = (folded.left, change.spans.left) if on_left else (folded.right, change.spans.right)
        before = "".join(source.shown(Span(max(0, span.start - _WINDOW), span.start)).split())
        after = "".join(source.shown(Span(span.end, min(span.end + _WINDOW, len(source.document.text)))).split())
        return subject_of(change, self.comparison, before[-_AROUND:], after[:_AROUND])

    def equals(self, change: int, *, words: bool) -> list[int]:
        """Return the changes that say the same as one, itself among them, in order.

        They have the same texts on either side, and where ``words`` asks for it stand in the same word.
        """
        return self._equal_groups[words][self._equal_key(change, words=words)]

    def in_a_row(self, change: int) -> list[int]:
        """Return the sentences in a row that were all added or all dropped with one, itself among them, in order."""
        return self._in_a_row.get(change, [change])

    @cached_property
    def _in_a_row(self) -> dict[int, list[int]]:
        """For each added or dropped sentence those that follow each other with it."""
        groups: dict[int, list[int]] = {}
        weighty = (
            change
            for change in self.comparison.changes
            if change.weight is Weight.SUBSTANTIVE and change.id in self.positions
        )
        for entry in entries(weighty, self.sources, listed=True):
            if entry.form is Form.PASSAGE:
                group = sorted(self.positions[change.id] for change in entry.changes)
                groups |= dict.fromkeys(group, group)
        return groups

    @cached_property
    def _equal_groups(self) -> dict[bool, dict[tuple[object, ...], list[int]]]:
        """The changes grouped by what they have in common, with and without their words."""
        groups: dict[bool, dict[tuple[object, ...], list[int]]] = {True: {}, False: {}}
        for words, group in groups.items():
            for n in range(len(self.changes)):
                group.setdefault(self._equal_key(n, words=words), []).append(n)
        return groups

    def _equal_key(self, change: int, *, words: bool) -> tuple[object, ...]:
        found = self.changes[change]
        return (*content(found, self.sources), found.judgement.word if words else None)

    @cached_property
    def hant_left(self) -> bool:
        """Whether the left document is the traditional one."""
        return leaning(self.documents.left.text) == "hant"

    @cached_property
    def cleaned(self) -> Pair[CleanText]:
        """Both documents with what cleaning sets aside."""
        return self.documents.map(clean)

    @cached_property
    def meant(self) -> Pair[Source]:
        """The documents as they were meant, see `presentation.meant`."""
        return meant_sources(self.comparison, self.sources, self.cleaned)

    def heard(self, change: Change) -> list[str]:
        """Return the words that a character may stand in, rightly written, the likeliest first."""
        on_left = bool(change.spans.left)
        text, span = (self.cleaned.left, change.spans.left) if on_left else (self.cleaned.right, change.spans.right)
        at = text.offsets.to_clean(span.start)
        if at >= len(text.kept) or not is_han(text.kept[at]):
            return []
        weighing = weighing_at(text, at)
        options = [option for _, option in weighing.others] + ([weighing.own] if weighing.own else [])
        options.sort(key=lambda option: -option.weight)
        return list(dict.fromkeys(option.word for option in options if len(option.word) > 1))

    def path(self, block: int) -> list[Section]:
        """Return the sections that hold a block, from the outermost."""
        spans, sections = self.blocks[block].spans, self.comparison.sections
        # The longest span is text; a line break before a heading is not yet in its section.
        if spans.left:
            return section_path(sections.left, max(spans.left, key=len).end - 1)
        return section_path(sections.right, max(spans.right, key=len).end - 1) if spans.right else []
