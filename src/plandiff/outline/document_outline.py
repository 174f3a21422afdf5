"""A document and its outline, behind one function: clean text, lines, headings, sections, sentences and clauses."""

from dataclasses import dataclass
from functools import cached_property

from plandiff.outline.clauses import Clause, clauses
from plandiff.outline.clean_text import CleanText, set_aside
from plandiff.outline.cleaning import clean
from plandiff.outline.cleaning_rules import separators
from plandiff.outline.headings import Heading, find_headings
from plandiff.outline.lines import Lines
from plandiff.outline.sections import Section, build_sections
from plandiff.outline.segments import Segment, segments
from plandiff.outline.site_lines import site_lines
from plandiff.outline.tables import Table, numbered, tables
from plandiff.reading.document import Document
from plandiff.text.span import CleanOffset, CleanSpan, Span, overlaps


@dataclass(frozen=True, slots=True)
class TwinEvidence:
    """What a second document that holds the same text tells about this one.

    Attributes:
        headings: This document's headings, completed by those of its twin.
        damaged: Clean spans that the twin proves damaged, in order: a stop in them ends no sentence.
        tables: This document's tables, completed by those that only its twin shows to be tables.
    """

    headings: list[Heading]
    damaged: list[CleanSpan]
    tables: list[Table]


@dataclass(frozen=True)
class Outlined:
    """A document and its outline; what not every caller needs is found when it is first asked for.

    Attributes:
        text: The clean text, with the ledger of what was set aside.
        lines: Where its paragraphs begin.
        twin: What a second document tells about it; None if its own evidence is all there is.
    """

    text: CleanText
    lines: Lines
    twin: TwinEvidence | None = None

    @cached_property
    def headings(self) -> list[Heading]:
        """Its headings, in clean offsets; the row of a table is none (一、出口总额)."""
        found = self.twin.headings if self.twin else find_headings(self.text, self.lines)
        rows = [row.span for table in self.tables for row in table.rows]
        return [one for one in found if not overlaps(Span(one.start, one.end), rows)] if rows else found

    @cached_property
    def tables(self) -> list[Table]:
        """Its tables, in order."""
        return numbered(self.twin.tables if self.twin else tables(self.text))

    @cached_property
    def segments(self) -> list[Segment]:
        """Its headings and sentences, which tile the clean text."""
        rows = [row.span for table in self.tables for row in table.rows]
        return segments(self.text, self.headings, self.lines.hard, self.twin.damaged if self.twin else (), rows)

    @cached_property
    def clauses(self) -> list[Clause]:
        """Its clauses, which tile the clean text."""
        return clauses(self.text.key, self.segments, self.headings)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Its sections, the last to the end of the text."""
        return self.sections_until(self.text.offsets.length)

    def sections_until(self, end: CleanOffset) -> tuple[Section, ...]:
        """Return its sections, the last to ``end`` (clean offset), where a footer begins."""
        return build_sections(self.text, self.headings, end)

    @cached_property
    def standing_alone(self) -> "Outlined":
        """The document where no twin shows what belongs to the page and how numbers are grouped.

        Lines of the site and the commas in 5,000 are set aside too.
        """
        text = set_aside(self.text, [*site_lines(self.text, self.lines), *separators(self.text)])
        return self if text is self.text else Outlined(text, Lines.of(text))


def outlined(document: Document) -> Outlined:
    """Return the outline of ``document`` by its own evidence."""
    text = clean(document)
    return Outlined(text, Lines.of(text))
