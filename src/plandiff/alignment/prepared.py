"""A document made ready to be compared with others clause by clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from plandiff.alignment.reuse import Indexed
from plandiff.cleaning import clean
from plandiff.cleaning.clean import CleanText
from plandiff.outline.clauses import Clause, clauses
from plandiff.outline.headings import find_headings
from plandiff.outline.lines import Lines
from plandiff.outline.sections import Section, build_sections
from plandiff.outline.segments import segments
from plandiff.reading.document import Document


@dataclass(frozen=True)
class Prepared:
    """A document ready to be compared with many others.

    Attributes:
        text: The clean text.
        index: Its clauses, without those that a lead-in repeats.
        copies: For clauses of the index, the clauses of a lead-in that repeat them.
        sections: The sections.
    """

    text: CleanText
    index: Indexed
    copies: dict[int, list[Clause]]
    sections: tuple[Section, ...]


def prepare(document: Document, standing: frozenset[str] = frozenset()) -> Prepared:
    """Clean a document and cut it into clauses.

    Args:
        document: The document.
        standing: Clauses that count as formulas beside those of ``formula.toml``.
    """
    text = clean(document)
    lines = Lines.of(text)
    headings = find_headings(text, lines)
    parts = clauses(text.key, segments(text, headings, lines.hard, []), headings)
    kept, copies = _without_copies(parts, headings[0].start if headings else 0)
    return Prepared(text, Indexed(kept, standing), copies, build_sections(text, headings, len(text.key)))


_SHORTEST_COPY = 6


def _without_copies(parts: Sequence[Clause], body: int) -> tuple[list[Clause], dict[int, list[Clause]]]:
    """Take out the clauses before the first heading that the body repeats: a news lead-in counts once."""
    places: dict[str, int] = {}
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
