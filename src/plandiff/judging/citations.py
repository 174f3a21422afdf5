"""Tells citations that follow a renumbering from others: where article 7 became article 10, 第七条 becomes 第十条.

Such a change is a change of reference all the same. But whoever reads it need not ask whether it is right.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from plandiff.chinese.numbering import SCHEMES
from plandiff.judging.articles import ARTICLE
from plandiff.judging.change import Change, Kind, Reason
from plandiff.judging.section_pairs import SectionPair
from plandiff.outline.clean_text import CleanText
from plandiff.outline.sections import Section
from plandiff.text.span import Pair, SourceSpan

_MARK = next(scheme.pattern for scheme in SCHEMES if scheme.kind == ARTICLE)
_CITATION = re.compile(rf"(?<!》){_MARK}")
"""The mark of an article; behind a title it belongs to another law."""
_REACH = 16
"""Characters around a change in which its citation begins and ends."""


def with_renumbered(
    changes: Iterable[Change],
    texts: Pair[CleanText],
    sections: Pair[tuple[Section, ...]],
    pairs: Sequence[SectionPair],
) -> Iterator[Change]:
    """Yield the changes; those that exchange the number of an article for that of its successor say so."""
    successors = _successors(sections, pairs)
    for change in changes:
        if change.kind is Kind.REFERENCE and successors:
            left, right = _cited(texts.left, change.spans.left), _cited(texts.right, change.spans.right)
            if right and right in successors.get(left, ()):
                yield replace(change, judgement=replace(change.judgement, reason=Reason.FOLLOWS))
                continue
        yield change


def _successors(sections: Pair[tuple[Section, ...]], pairs: Sequence[SectionPair]) -> Mapping[str, set[str]]:
    """Return for each article of the left, by its mark, the marks of the articles that continue it."""
    marks = sections.map(lambda side: {s.id: s.heading.mark for s in side if s.kind == ARTICLE})
    found: dict[str, set[str]] = {}
    for pair in pairs:
        for one in pair.ids.left:
            if one in marks.left:
                found.setdefault(marks.left[one], set()).update(
                    marks.right[other] for other in pair.ids.right if other in marks.right
                )
    return found


def _cited(text: CleanText, span: SourceSpan) -> str:
    """Return the mark that a source span lies in; empty if it lies in none."""
    start, end = text.offsets.to_clean(span.start), text.offsets.to_clean(span.end)
    around = max(0, start - _REACH)
    for match in _CITATION.finditer(text.key, around, end + _REACH):
        if match.start() <= start and end <= match.end():
            return match[0]
    return ""
