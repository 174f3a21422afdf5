"""Where plans speak of something: their sentences about it, in either script, with sections, figures and duty."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from rapidfuzz import fuzz

from plandiff.chinese.duty import force_of
from plandiff.chinese.quantities import figures
from plandiff.chinese.script import fold, script_of
from plandiff.errors import UsageError
from plandiff.judging.json_values import document_value
from plandiff.outline import Outlined, outlined
from plandiff.outline.sections import Section, section_path
from plandiff.reading.document import Document
from plandiff.text.span import SourceSpan, clean_span

_EXACT = 3
"""Code points of a word up to which it must stand as it is: of a longer one other characters may lie between."""
_LOOSE = 6
"""Code points from which on characters may differ too."""
_BETWEEN = 2
"""Code points that may lie between the characters of a word: 低空的经济."""
_LEAST = 80.0
"""Likeness of a long phrase, in per cent: with six characters one may be another."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence or heading that speaks of what was sought.

    Attributes:
        document: The index of the plan.
        span: The whole sentence (source offsets).
        clauses: Its clauses that say the words.
        sections: The sections it stands in, the outermost first.
        figures: The figures of the sentence, without dates and what is only some (一批); source offsets.
        duty: The words that govern the first of these clauses; empty if it promises nothing.
        likeness: From 0 to 1; 1 if the words stand as they were sought.
    """

    document: int
    span: SourceSpan
    clauses: tuple[SourceSpan, ...]
    sections: tuple[Section, ...]
    figures: tuple[SourceSpan, ...]
    duty: str
    likeness: float


@dataclass(frozen=True, slots=True)
class Mentions:
    """What plans say of something, plan by plan in the order of their texts."""

    text: str
    documents: tuple[Document, ...]
    found: tuple[Mention, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``find --format json`` writes: format ``plandiff-find/1``."""
        return {
            "format": "plandiff-find/1",
            "text": self.text,
            "documents": [document_value(one, script_of(one.text)) for one in self.documents],
            "mentions": [self._value(one) for one in self.found],
        }

    def _value(self, mention: Mention) -> dict[str, Any]:
        document = self.documents[mention.document]
        line, column = document.position(mention.span.start)
        return {
            "document": mention.document,
            "start": mention.span.start,
            "end": mention.span.end,
            "line": line,
            "column": column,
            "text": mention.span.of(document.text),
            "clauses": [[*span] for span in mention.clauses],
            "section": mention.sections[-1].id if mention.sections else None,
            "path": [f"{section.number}{section.title}" for section in mention.sections],
            "figures": [span.of(document.text) for span in mention.figures],
            "duty": mention.duty or None,
            "likeness": round(mention.likeness, 3),
        }


def find(text: str, documents: Sequence[Document], said: Callable[[int], None] = lambda _n: None) -> Mentions:
    """Find the sentences of plans that speak of something.

    Args:
        text: What is sought, in either script; of several words, parted by spaces, a clause must say all.
        documents: The plans.
        said: Is told how many plans are done.

    Raises:
        UsageError: Nothing is sought.
    """
    sought = [fold(word) for word in text.split()]
    if not sought:
        raise UsageError("there is nothing to find", "name what the plans should speak of")
    found: list[Mention] = []
    for n, document in enumerate(documents):
        found += _mentions(n, outlined(document).standing_alone, sought)
        said(n + 1)
    return Mentions(text, tuple(documents), tuple(found))


def _mentions(n: int, whole: Outlined, sought: Sequence[str]) -> Iterator[Mention]:
    text = whole.text
    patterns = [re.compile(f".{{0,{_BETWEEN}}}?".join(map(re.escape, word))) for word in sought]
    scored = ((clause, _likeness(text.key[clause.start : clause.end], sought, patterns)) for clause in whole.clauses)
    hits = [(clause, likeness) for clause, likeness in scored if likeness]
    for number, group in groupby(hits, key=lambda hit: hit[0].segment):
        clauses = list(group)
        segment = whole.segments[number]
        span = text.offsets.source_span(segment.start, max(segment.end, clauses[-1][0].end))
        first = clauses[0][0]
        force = force_of(text.key[first.opens : first.end])
        yield Mention(
            n,
            span,
            tuple(text.offsets.source_span(clause.start, clause.end) for clause, _ in clauses),
            tuple(section_path(whole.sections, span.start)),
            tuple(
                text.offsets.source_span(*figure.span)
                for figure in figures(text.key, clean_span(segment.start, segment.end))
                if not (figure.is_date or figure.is_indefinite)
            ),
            force.words if force else "",
            max(likeness for _, likeness in clauses),
        )


def _likeness(clause: str, sought: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> float:
    """Return how well a clause says all that is sought, from 0, if it does not, to 1."""
    lowest = 1.0
    for word, pattern in zip(sought, patterns, strict=True):
        if word in clause:
            continue
        if len(word) <= _EXACT:
            return 0.0
        spread = pattern.search(clause)
        likeness = len(word) / len(spread[0]) if spread else 0.0
        if len(word) >= _LOOSE:
            ratio = fuzz.partial_ratio(word, clause, score_cutoff=_LEAST) if len(clause) >= len(word) else 0.0
            likeness = max(likeness, ratio / 100)
        if not likeness:
            return 0.0
        lowest = min(lowest, likeness)
    return lowest
