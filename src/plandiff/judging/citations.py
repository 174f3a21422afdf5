"""Citations of articles that bear another number now: where article 7 became article 10, 第七条 should become 第十条.

A citation that follows is numbering. One that was left as it was, though the article it names moved on, is a finding to
check: it may name the wrong article now.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plandiff.chinese.numbering import SCHEMES, mark_number
from plandiff.judging.articles import ARTICLE
from plandiff.judging.change import Certainty, Change, Judgement, Kind, Reason
from plandiff.judging.set_aside_changes import Same
from plandiff.outline.clean_text import CleanText
from plandiff.outline.sections import Section
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset, Pair, SourceSpan, Span

_MARK = next(scheme.pattern for scheme in SCHEMES if scheme.kind == ARTICLE)
_CITATION = late_pattern(_MARK)
_OWNER = late_pattern(
    r"本(?:法|条例|规定|办法|细则|章程|规则)$|(?P<other>》|[法典]|条例|规定|办法|细则|章程|规则|条约|公约|协定|解释|决定)$"
)
"""What stands before the mark of an article: 《刑法》第四条, 刑法第四条 and 本法第四条."""
_LISTED = late_pattern(r"(?:第?[一二三四五六七八九十0-9()]{1,6}[款项目]|[、,和及或与至]|以及|或者)+")
"""What stands between two articles of one law that are cited together."""
_LONGEST_OWNER = 3
_REACH = 120
"""Code points around a place in which the list of articles begins and ends that are cited there together."""
_Number = tuple[int, int]
_LEFT_BEHIND = Judgement(Kind.REFERENCE, Reason.LEFT_BEHIND, Certainty.CHECK)


@dataclass(frozen=True, slots=True)
class Renumbered:
    """The articles of two versions by their numbers.

    Attributes:
        texts: The documents.
        marks: Where the marks of articles stand (source offsets): these cite nothing.
        successors: For each article of the left, by its number, the numbers of those that continue it.
        predecessors: The same for the articles of the right.
        moved_on: The numbers under which another article stands now than before.
    """

    texts: Pair[CleanText]
    marks: Pair[frozenset[int]]
    successors: Mapping[_Number, set[_Number]]
    predecessors: Mapping[_Number, set[_Number]]
    moved_on: frozenset[_Number]

    @classmethod
    def of(
        cls, texts: Pair[CleanText], sections: Pair[tuple[Section, ...]], pairs: Sequence[Pair[tuple[str, ...]]]
    ) -> "Renumbered":
        """Gather the numbers of articles; ``pairs`` are the ids of sections that correspond."""
        marks = sections.map(lambda side: frozenset(s.start for s in side if s.kind == ARTICLE))
        successors = _successors(sections, pairs)
        before = _successors(sections.mirrored(), [pair.mirrored() for pair in pairs])
        moved_on = frozenset(
            number
            for known in (successors, before)
            for number, others in known.items()
            if others and number not in others
        )
        return cls(texts, marks, successors, before, moved_on)

    def judged(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield the changes; those that exchange the number of an article for that of its successor are numbering."""
        for change in changes:
            if change.kind is Kind.REFERENCE and self.successors:
                left, right = _cited(self.texts.left, change.spans.left), _cited(self.texts.right, change.spans.right)
                if left and right and right in self.successors.get(left, ()):
                    yield replace(change, judgement=Judgement(Kind.NUMBERING, Reason.FOLLOWS))
                    continue
            yield change

    def left_behind(self, same: Iterable[Same]) -> Iterator[Same | Change]:
        """Yield the shared pieces; a citation in them whose article moved on is cut out as a change."""
        for piece in same:
            spans = piece.spans
            text = self.texts.left
            start = text.offsets.to_clean(spans.left.start)
            cited = () if piece.furniture or not self.moved_on else _own(text.key, start, start + len(spans.left))
            at = 0
            for match in cited:
                place = match.start() - start
                number = mark_number(match[0])
                if number not in self.moved_on or spans.left.start + place in self.marks.left:
                    continue
                if self._follows(number, _cut(spans, place, place)):
                    continue
                if at < place:
                    yield Same(_cut(spans, at, place))
                at = match.end() - start
                yield Change(_cut(spans, place, at), _LEFT_BEHIND)
            if at < len(spans.left):
                yield piece if not at else Same(_cut(spans, at, len(spans.left)))

    def _follows(self, number: _Number, place: Pair[SourceSpan]) -> bool:
        """Say whether the article's other number is cited beside a place: in a list that follows, numbers meet.

        A list that reads as it did follows only if the same articles bear its numbers in another order.
        """
        cited = Pair(
            self._cited_near(self.texts.left, self.marks.left, place.left),
            self._cited_near(self.texts.right, self.marks.right, place.right),
        )
        if cited.left == cited.right:
            return cited.right == {new for old in cited.left for new in self.successors.get(old, ())}
        successors, predecessors = self.successors.get(number, set()), self.predecessors.get(number, set())
        return bool(successors & cited.right or predecessors & cited.left)

    @staticmethod
    def _cited_near(text: CleanText, marks: frozenset[int], place: SourceSpan) -> set[_Number]:
        at = text.offsets.to_clean(place.start)
        near = _own(text.key, max(0, at - _REACH), min(at + _REACH, len(text.key)))
        return {
            number
            for match in near
            if text.offsets.to_source(CleanOffset(match.start())) not in marks and (number := mark_number(match[0]))
        }


def _own(key: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the articles of the own law that are named in a stretch of folded text."""
    is_other, last = False, -1
    for match in _CITATION.finditer(key, max(0, start - _REACH), end):
        if last < 0 or not _LISTED.fullmatch(key, last, match.start()):
            owner = _OWNER.search(key, max(0, match.start() - _LONGEST_OWNER), match.start())
            is_other = bool(owner and owner["other"])
        last = match.end()
        if not is_other and match.start() >= start:
            yield match


def _cut(spans: Pair[SourceSpan], start: int, end: int) -> Pair[SourceSpan]:
    return spans.map(lambda span: Span(span.start + start, span.start + end))


def _successors(
    sections: Pair[tuple[Section, ...]], pairs: Sequence[Pair[tuple[str, ...]]]
) -> Mapping[_Number, set[_Number]]:
    """Return for each article of the left, by its mark, the marks of the articles that continue it."""
    marks = sections.map(
        lambda side: {s.id: number for s in side if s.kind == ARTICLE and (number := mark_number(s.heading.mark))}
    )
    found: dict[_Number, set[_Number]] = {}
    for pair in pairs:
        for one in pair.left:
            if one in marks.left:
                found.setdefault(marks.left[one], set()).update(
                    marks.right[other] for other in pair.right if other in marks.right
                )
    return found


def _cited(text: CleanText, span: SourceSpan) -> _Number | None:
    """Return the number of the cited article that a source span lies in."""
    start, end = text.offsets.to_clean(span.start), text.offsets.to_clean(span.end)
    around = max(0, start - _REACH)
    for match in _own(text.key, around, min(end + _REACH, len(text.key))):
        if match.start() <= start and end <= match.end():
            return mark_number(match[0])
    return None
