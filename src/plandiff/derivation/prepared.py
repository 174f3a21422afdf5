"""A document made ready to be compared with others clause by clause."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from plandiff.derivation.indexed import Indexed
from plandiff.derivation.section_topics import Topics
from plandiff.outline import Outlined
from plandiff.outline.clauses import Clause
from plandiff.outline.clean_text import CleanText
from plandiff.outline.retrospect import looks_back, tasks_begin
from plandiff.outline.sections import Section
from plandiff.outline.tables import Table
from plandiff.text.span import CleanOffset


@dataclass(frozen=True)
class Prepared:
    """A document ready to be compared with many others.

    Attributes:
        text: The clean text.
        index: Its clauses, without those that a lead-in repeats.
        copies: For clauses of the index, the clauses of a lead-in that repeat them.
        sections: The sections.
        owners: For each clause of the index the id of its innermost section; empty outside.
        topics: What the sections are about.
        tables: Its tables.
        done: The clauses of the index that tell what was done: those of a report before its tasks begin.
    """

    text: CleanText
    index: Indexed
    copies: dict[int, list[Clause]]
    sections: tuple[Section, ...]
    owners: tuple[str, ...]
    topics: Topics
    tables: list[Table]
    done: frozenset[int]

    @cached_property
    def inside(self) -> tuple[range, ...]:
        """For each section the clauses of it and of its subsections, by index."""
        starts = [clause.start for clause in self.index.clauses]
        headings = [section.heading.start for section in self.sections]
        firsts = [bisect_left(starts, heading) for heading in headings]
        behind = [bisect_left(self.sections, section.end, key=lambda one: one.start) for section in self.sections]
        return tuple(range(first, [*firsts, len(starts)][end]) for first, end in zip(firsts, behind, strict=True))

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """The characters of the clauses before each one, and of all; headings are not counted."""
        lengths = (0 if clause.is_heading else len(clause.plain) for clause in self.index.clauses)
        return tuple(accumulate(lengths, initial=0))

    @cached_property
    def stretches(self) -> tuple[int, ...]:
        """Where clauses begin that follow each other in one section, its heading with them."""
        parts = self.index.clauses
        return tuple(n for n, part in enumerate(parts) if n == 0 or part.is_heading or part.start != parts[n - 1].end)


def prepare(document: Outlined, standing: frozenset[str] = frozenset()) -> Prepared:
    """Index the clauses of a document.

    Args:
        document: The document.
        standing: Clauses that count as formulas beside those of ``formulas.toml``.
    """
    alone = document.standing_alone
    kept, copies = _without_copies(alone.clauses, alone.headings[0].start if alone.headings else CleanOffset(0))
    index = Indexed(kept, standing)
    owners = tuple(_owners(kept, alone.sections))
    back = any(looks_back(heading.title) for heading in alone.headings)
    begin = (tasks_begin(alone.text.key, alone.headings) if back else None) or CleanOffset(0)
    done = frozenset(n for n, clause in enumerate(kept) if clause.start < begin)
    return Prepared(alone.text, index, copies, alone.sections, owners, topics_of(index, owners), alone.tables, done)


def topics_of(index: Indexed, owners: Sequence[str]) -> Topics:
    """Return what the sections are about; headings and formulas tell nothing."""
    telling = (n for n, clause in enumerate(index.clauses) if not clause.is_heading and not index.formulas[n])
    return Topics((owners[n], index.texts[n]) for n in telling if owners[n])


def _owners(parts: Sequence[Clause], sections: Sequence[Section]) -> Iterator[str]:
    for part in parts:
        n = bisect_right(sections, part.start, key=lambda section: section.heading.start) - 1
        yield sections[n].id if n >= 0 else ""


_SHORTEST_COPY = 6
"""Characters of a clause of a lead-in that is a copy; a shorter one may stand twice by chance."""


def _without_copies(parts: Sequence[Clause], body: CleanOffset) -> tuple[list[Clause], dict[int, list[Clause]]]:
    """Take out the clauses before the first heading that the body repeats: a news lead-in counts once."""
    places: dict[str, CleanOffset] = {}
    later = [part for part in parts if part.start >= body]
    for part in reversed(later):
        places[part.plain] = part.start
    copied = [
        part for part in parts if part.start < body and len(part.plain) >= _SHORTEST_COPY and part.plain in places
    ]
    out = {part.start for part in copied}
    kept = [part for part in parts if part.start not in out]
    at = {part.start: n for n, part in enumerate(kept)}
    copies: dict[int, list[Clause]] = {}
    for part in copied:
        copies.setdefault(at[places[part.plain]], []).append(part)
    return kept, copies
