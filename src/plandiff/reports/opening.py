"""The first lines of a report on changes: how many of what, what became of the articles, the ten things to know."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from plandiff.comparison import AlignedComparison, Comparison
from plandiff.judging.change import Change, Kind, Weight
from plandiff.judging.fates import ArticleFate, Fate
from plandiff.judging.kinds import KINDS, sign
from plandiff.judging.rank import by_rank
from plandiff.language import Message, clauses, tr
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import Source, harmless
from plandiff.presentation.styled import Line, Role, Styled
from plandiff.reading.document import Document
from plandiff.text.span import Pair, Span
from plandiff.text.width import cell_width

_MOST_LINES = 10
_ENOUGH = 10
"""Changes of substance from which on the first ones are told before all others."""
_FATES: dict[Fate, Message] = {
    Fate.NEW: "new: {articles}",
    Fate.REPEALED: "dropped: {articles}",
    Fate.SPLIT: "split: {articles}",
    Fate.MERGED: "merged: {articles}",
    Fate.RECAST: "recast: {articles}",
    Fate.MOVED: "moved: {articles}",
}
"""What is told of articles; those that are reworded or bear another number are counted."""
_WHOLE = frozenset((Kind.ADDED, Kind.DROPPED, Kind.MOVED))
"""Kinds that are told by their own words alone."""
_STOPS = late_pattern("[，。；：！？、,;:!?|（）()\n\r\t]")
_BEFORE, _AFTER, _WINDOW = 20, 8, 40
"""Code points of its clause that are told before and behind a change, and among which they are looked for."""
_NOTHING = "∅"
_Reader = Callable[[Span], str]
"""Returns the text of a source span."""
_BREAKS = str.maketrans("", "", "\r\n\t \u3000")


def opening(result: Comparison, columns: int, meant: Pair[Source] | None = None) -> list[Line]:
    """Return at most ten lines, none wider than ``columns`` cells; none at all if nothing of substance differs.

    Args:
        result: The comparison.
        columns: Cells of a line.
        meant: The documents as they were meant, if they are to be shown so.
    """
    changes = [change for change in result.everything if change.weight is Weight.SUBSTANTIVE]
    if not changes:
        return []
    lines = [_kinds(changes)]
    if isinstance(result, AlignedComparison):
        lines += _articles(result.fates)
    lines += (
        islice(_first(changes, _readers(result, meant)), _MOST_LINES - len(lines)) if len(changes) > _ENOUGH else ()
    )
    return [(Styled(_cut(line, columns), Role.STRONG if n == 0 else Role.PLAIN),) for n, line in enumerate(lines)]


def _kinds(changes: Sequence[Change]) -> str:
    counts = Counter(change.kind for change in by_rank(changes))
    return " · ".join(f"{count:,} {tr(KINDS[kind].label)}" for kind, count in counts.items())


def _articles(fates: Sequence[ArticleFate]) -> Iterator[str]:
    """Yield a line for new, repealed, split, merged and moved articles each, and one of counts."""
    for fate, words in _FATES.items():
        found = [one for one in fates if one.fate is fate]
        if found:
            yield tr(words).format(articles=clauses(*map(_articles_of, found)))
    reworded, renumbered = sum(one.reworded for one in fates), sum(one.renumbered for one in fates)
    if fates:
        yield tr("articles: {reworded} amended, {renumbered} renumbered").format(
            reworded=f"{reworded:,}", renumbered=f"{renumbered:,}"
        )


def _articles_of(fate: ArticleFate) -> str:
    sides = (", ".join(harmless(one.number) for one in side) for side in (fate.articles.left, fate.articles.right))
    return " → ".join(filter(None, sides))


def _readers(result: Comparison, meant: Pair[Source] | None) -> Pair[_Reader]:
    return meant.map(lambda source: source.shown) if meant else result.documents.map(_written)


def _written(document: Document) -> _Reader:
    return lambda span: span.of(document.text)


def _first(changes: Sequence[Change], read: Pair[_Reader]) -> Iterator[str]:
    """Yield the most important changes, equal ones once, a line each."""
    told = set[str]()
    for change in by_rank(changes):
        if change.group in told:
            continue
        if change.group:
            told.add(change.group)
        if change.cell and change.cell.row and change.kind in _WHOLE:
            yield f"{sign(change.kind)} {_shown(change.cell.row)}"
            continue
        old, new = _shown(read.left(change.spans.left)), _shown(read.right(change.spans.right))
        before, after = _around(change, read)
        told_as = f"{old or _NOTHING} → {new or _NOTHING}" if before or after or (old and new) else old + new
        yield " ".join(filter(None, [sign(change.kind), before, told_as, after]))


def _around(change: Change, read: Pair[_Reader]) -> tuple[str, str]:
    """Return the words of the clause before and behind a change; of one that is a passage of its own none.

    A later item of a list (分别增长8%、9%) has the words of the item before it.
    """
    if change.kind in _WHOLE:
        return "", ""
    if change.cell and change.cell.row:
        return " ".join(map(_shown, filter(None, [change.cell.row, change.cell.column]))), ""
    span, text = (change.spans.left, read.left) if change.spans.left else (change.spans.right, read.right)
    left = text(Span(max(0, span.start - _WINDOW), span.start))
    before = _STOPS.split(left)[-1]
    if left.endswith("、"):
        before = _STOPS.split(left[:-1])[-1] + "、"
    after = _STOPS.split(text(Span(span.end, span.end + _WINDOW)), maxsplit=1)[0]
    if change.kind is Kind.NUMBER and before:
        after = ""
    cut = "…" if len(before) > _BEFORE else ""
    return cut + _shown(before[-_BEFORE:]), _shown(after[:_AFTER])


def _shown(text: str) -> str:
    return harmless(text.translate(_BREAKS))


def _cut(text: str, columns: int) -> str:
    """Return a text no wider than a line."""
    if cell_width(text) <= columns:
        return text
    while text and cell_width(text) >= columns:
        text = text[: -max(1, (cell_width(text) - columns) // 2)]
    return text + "…"
