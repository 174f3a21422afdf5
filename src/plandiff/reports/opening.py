"""The first lines of a report on changes: how many of what, what became of the articles, the ten things to know."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from plandiff.comparison import AlignedComparison, Comparison
from plandiff.judging.change import Change, Weight
from plandiff.judging.fates import ArticleFate, Fate
from plandiff.judging.kinds import KINDS, sign
from plandiff.judging.rank import by_rank
from plandiff.language import Message, clauses, tr
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Line, Role, Styled
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
_BREAKS = str.maketrans("", "", "\r\n\t \u3000")


def opening(result: Comparison, columns: int) -> list[Line]:
    """Return at most ten lines, none wider than ``columns`` cells; none at all if nothing of substance differs."""
    changes = [change for change in result.everything if change.weight is Weight.SUBSTANTIVE]
    if not changes:
        return []
    lines = [_kinds(changes)]
    if isinstance(result, AlignedComparison):
        lines += _articles(result.fates)
    lines += islice(_first(changes, result), _MOST_LINES - len(lines)) if len(changes) > _ENOUGH else ()
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


def _first(changes: Sequence[Change], result: Comparison) -> Iterator[str]:
    """Yield the most important changes, equal ones once, a line each."""
    left, right = result.documents.left.text, result.documents.right.text
    told = set[str]()
    for change in by_rank(changes):
        if change.group in told:
            continue
        if change.group:
            told.add(change.group)
        texts = (change.spans.left.of(left), change.spans.right.of(right))
        old, new = (harmless(text.translate(_BREAKS)) for text in texts)
        yield f"{sign(change.kind)} {old}{' → ' if old and new else ''}{new}"


def _cut(text: str, columns: int) -> str:
    """Return a text no wider than a line."""
    if cell_width(text) <= columns:
        return text
    while text and cell_width(text) >= columns:
        text = text[: -max(1, (cell_width(text) - columns) // 2)]
    return text + "…"
