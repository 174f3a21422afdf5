"""What the last column of a synopsis and its notes say: fates, kinds of change, replacements, what is left out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plandiff.chinese.script import fold
from plandiff.judging.change import Certainty, Change, Direction, Kind, Reason, Weight
from plandiff.judging.fates import Fate
from plandiff.presentation.excerpts import harmless
from plandiff.reports.synopsis.terms import Terms
from plandiff.text.span import Pair


@dataclass
class Facts:
    """What a row is told about.

    Attributes:
        changes: The changes in its units.
        gone: Characters of its old text that stand in another row's new text, by row.
        come: Characters of its new text that stood in another row's old text, by row.
    """

    changes: list[Change] = field(default_factory=list)
    gone: Counter[int] = field(default_factory=Counter)
    come: Counter[int] = field(default_factory=Counter)


def fate_lines(terms: Terms, fate: Fate, names: Pair[list[str]], *, moved: bool, places: Pair[str]) -> Iterator[str]:
    """Yield what became of the articles of a row.

    Args:
        terms: The words of the form.
        fate: What became of them.
        names: The numbers of the articles.
        moved: Whether they stand out of order.
        places: Behind what a moved one stands on either side; empty at the beginning.
    """
    old, new = (terms.comma.join(filter(None, side)) for side in (names.left, names.right))
    if fate in (Fate.SPLIT, Fate.MERGED, Fate.RECAST) and (old or new):
        template = {Fate.SPLIT: terms.split, Fate.MERGED: terms.merged, Fate.RECAST: terms.recast}[fate]
        yield template.format(old=old or terms.place, new=new or terms.place)
        return
    renumbered = bool(old and new) and fold(old) != fold(new)
    if fate not in (Fate.MOVED, Fate.RENUMBERED):
        yield terms.fates[fate]
    if moved and renumbered:
        yield terms.moved_number.format(old=old, new=new)
    elif moved and fate is Fate.MOVED:
        yield terms.moved.format(old=places.left or terms.place, new=places.right or terms.place)
    elif renumbered:
        yield terms.renumbered.format(old=old)


def kind_lines(terms: Terms, changes: Sequence[Change]) -> Iterator[str]:
    """Yield, in one line, the kinds of change in a row with how many there are, the weightiest first."""
    counts: Counter[tuple[Kind, Direction | None, bool]] = Counter()
    for change in changes:
        if change.kind is not Kind.MOVED:
            judgement = change.judgement
            counts[judgement.kind, judgement.direction, judgement.certainty is Certainty.CHECK] += 1
    kinds = list(Kind)
    words = []
    for (kind, direction, check), count in sorted(counts.items(), key=lambda item: kinds.index(item[0][0])):
        word = terms.kinds[kind] + (terms.directions[direction] if direction else "")
        counted = terms.counted.format(what=word, n=count) if count > 1 else word
        words.append(counted + (terms.check if check else ""))
    if words:
        yield terms.comma.join(words)


_MOST_CELLS = 12
"""Cells of a table that a row names one by one."""


def cell_lines(terms: Terms, changes: Sequence[Change]) -> Iterator[str]:
    """Yield, a line each, the cells of a table in which a value changed: row and column, and both values."""
    cells = [change.cell for change in changes if change.cell and change.cell.values.left != change.cell.values.right]
    for cell in dict.fromkeys(cells[:_MOST_CELLS]):
        place = "·".join(harmless(name) for name in (cell.row, cell.column) if name)
        old, new = (harmless(value) if value else "—" for value in (cell.values.left, cell.values.right))
        yield terms.cell.format(place=place, old=old, new=new)


_OFTEN = 3
"""Places, and articles, from which on an equal replacement is told as one throughout the document."""
_MOST_PLACES = 12
_MOST_WORDS = 20
"""Code points of a replacement: a longer one is a rewritten passage."""


def replacements(
    changes: Iterable[Change], texts: Pair[str], places: Mapping[str, str]
) -> list[tuple[str, str, list[str]]]:
    """Return the equal replacements throughout a document: old words, new words, and the place of each.

    Args:
        changes: The changes.
        texts: The two texts.
        places: The name of the row of each change, by its id.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        old, new = change.spans.left.of(texts.left), change.spans.right.of(texts.right)
        if change.weight is not Weight.SUBSTANTIVE or change.kind in (Kind.MOVED, Kind.NUMBER):
            continue
        if (
            change.judgement.reason is not Reason.FOLLOWS
            and max(len(old), len(new)) <= _MOST_WORDS
            and _has_words(old)
            and _has_words(new)
        ):
            found.setdefault((old, new), []).append(places.get(change.id, ""))
    return [
        (harmless(old), harmless(new), where)
        for (old, new), where in found.items()
        if len(where) >= _OFTEN and len(set(where)) >= _OFTEN
    ]


def _has_words(text: str) -> bool:
    """Say whether a text has words: a sign in place of a word, as 、 of 和, is another sentence and no other term."""
    return any(map(str.isalnum, text))


def replacement_note(terms: Terms, found: Sequence[tuple[str, str, list[str]]]) -> Iterator[str]:
    """Yield the note that lists the replacements, if there are any."""
    items = []
    for old, new, where in found:
        named = list(dict.fromkeys(filter(None, where)))
        listed = terms.comma.join(named[:_MOST_PLACES]) + terms.and_so_on * (len(named) > _MOST_PLACES)
        items.append(terms.replacement.format(old=old, new=new, n=len(where), places=listed or terms.place))
    if items:
        yield terms.replacements.format(items="；".join(items))


def renumbering_note(terms: Terms, numbers: Sequence[Pair[str]]) -> Iterator[str]:
    """Yield the note that lists the articles which only bear other numbers, if there are any."""
    items = [terms.renumbering.format(old=pair.left, new=pair.right) for pair in numbers]
    if items:
        yield terms.renumberings.format(items="；".join(items))


def left_out_note(terms: Terms, changes: Iterable[Change]) -> Iterator[str]:
    """Yield the note that counts the differences which no row marks, if there are any."""
    counts: Counter[Kind] = Counter()
    for change in changes:
        if change.weight is Weight.COSMETIC:
            counts[change.kind] += 1
        elif change.judgement.reason is Reason.FOLLOWS:
            counts[Kind.NUMBERING] += 1
    items = [terms.counted.format(what=terms.kinds[kind], n=count) for kind, count in counts.most_common()]
    if items:
        yield terms.left_out.format(items=terms.comma.join(items))
