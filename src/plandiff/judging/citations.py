"""Citations of articles that bear another number now: where article 7 became article 10, 第七条 should become 第十条.

A citation that follows is numbering. One that was left as it was, though the article it names moved on, is a finding to
check: it may name the wrong article now.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from plandiff.chinese.numbering import SCHEMES
from plandiff.judging.articles import ARTICLE
from plandiff.judging.change import Certainty, Change, Judgement, Kind, Reason
from plandiff.judging.set_aside_changes import Same
from plandiff.outline.clean_text import CleanText
from plandiff.outline.sections import Section
from plandiff.text.span import Pair, SourceSpan, Span

_MARK = next(scheme.pattern for scheme in SCHEMES if scheme.kind == ARTICLE)
_CITATION = re.compile(_MARK)
_OWNER = re.compile(
    r"本(?:法|条例|规定|办法|细则|章程|规则)$|(?P<other>》|[法典]|条例|规定|办法|细则|章程|规则|条约|公约|协定|解释|决定)$"
)
"""What stands before the mark of an article: 《刑法》第四条, 刑法第四条 and 本法第四条."""
_LISTED = re.compile(r"(?:第?[一二三四五六七八九十0-9()]{1,6}[款项目]|[、,和及或与至]|以及|或者)+")
"""What stands between two articles of one law that are cited together."""
_LONGEST_OWNER = 3
_REACH = 120
"""Code points around a place in which the list of articles begins and ends that are cited there together."""
_LEFT_BEHIND = Judgement(Kind.REFERENCE, Reason.LEFT_BEHIND, Certainty.CHECK)


@dataclass(frozen=True, slots=True)
class Renumbered:
    """The articles of two versions by their numbers.

    Attributes:
        texts: The documents.
        marks: Where the marks of articles stand (source offsets): these cite nothing.
        successors: For each article of the left, by its mark, the marks of those that continue it.
        predecessors: The same for the articles of the right.
        moved_on: The marks under which another article stands now than before.
    """

    texts: Pair[CleanText]
    marks: Pair[frozenset[int]]
    successors: Mapping[str, set[str]]
    predecessors: Mapping[str, set[str]]
    moved_on: frozenset[str]

    @classmethod
    def of(
        cls, texts: Pair[CleanText], sections: Pair[tuple[Section, ...]], pairs: Sequence[Pair[tuple[str, ...]]]
    ) -> "Renumbered":
        """Gather the numbers of articles; ``pairs`` are the ids of sections that correspond."""
        marks = sections.map(lambda side: frozenset(s.start for s in side if s.kind == ARTICLE))
        successors = _successors(sections, pairs)
        before = _successors(sections.mirrored(), [pair.mirrored() for pair in pairs])
        moved_on = frozenset(
            mark for known in (successors, before) for mark, others in known.items() if others and mark not in others
        )
        return cls(texts, marks, successors, before, moved_on)

    def judged(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield the changes; those that exchange the number of an article for that of its successor are numbering."""
        for change in changes:
            if change.kind is Kind.REFERENCE and self.successors:
                left, right = _cited(self.texts.left, change.spans.left), _cited(self.texts.right, change.spans.right)
                if right and right in self.successors.get(left, ()):
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
                if match[0] not in self.moved_on or spans.left.start + place in self.marks.left:
                    continue
                if self._follows(match[0], _cut(spans, place, place)):
                    continue
                if at < place:
                    yield Same(_cut(spans, at, place))
                at = match.end() - start
                yield Change(_cut(spans, place, at), _LEFT_BEHIND)
            if at < len(spans.left):
                yield piece if not at else Same(_cut(spans, at, len(spans.left)))

    def _follows(self, mark: str, place: Pair[SourceSpan]) -> bool:
        """Say whether the article's other number is cited beside a place: in a list that follows, numbers meet."""
        return any(
            other in text.key[max(0, at - _REACH) : at + _REACH]
            for text, others, at in (
                (self.texts.right, self.successors.get(mark, ()), self.texts.right.offsets.to_clean(place.right.start)),
                (self.texts.left, self.predecessors.get(mark, ()), self.texts.left.offsets.to_clean(place.left.start)),
            )
            for other in others
        )


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


def _successors(sections: Pair[tuple[Section, ...]], pairs: Sequence[Pair[tuple[str, ...]]]) -> Mapping[str, set[str]]:
    """Return for each article of the left, by its mark, the marks of the articles that continue it."""
    marks = sections.map(lambda side: {s.id: s.heading.mark for s in side if s.kind == ARTICLE})
    found: dict[str, set[str]] = {}
    for pair in pairs:
        for one in pair.left:
            if one in marks.left:
                found.setdefault(marks.left[one], set()).update(
                    marks.right[other] for other in pair.right if other in marks.right
                )
    return found


def _cited(text: CleanText, span: SourceSpan) -> str:
    """Return the mark that a source span lies in; empty if it lies in none."""
    start, end = text.offsets.to_clean(span.start), text.offsets.to_clean(span.end)
    around = max(0, start - _REACH)
    for match in _own(text.key, around, min(end + _REACH, len(text.key))):
        if match.start() <= start and end <= match.end():
            return match[0]
    return ""
