"""A comparison as a page of Markdown for a superior: the counts, the fates of articles, the ten changes that count."""

from collections import Counter
from collections.abc import Iterator

from plandiff.derivation.coverage import LOCAL, NATIONAL, Extent
from plandiff.derivation.result import Derivation
from plandiff.judging.change import COUNTED, Weight
from plandiff.judging.fates import Fate
from plandiff.judging.result import Comparison
from plandiff.language import labelled, tr, tr_n
from plandiff.presentation.excerpts import Excerpt, PartKind
from plandiff.presentation.meant import shown_sources
from plandiff.presentation.words import NOTICES, RELATIONS, weighed
from plandiff.reports.cards import Card, Head, card_of, cards, weightiest
from plandiff.reports.extents import EXTENTS
from plandiff.reports.markdown import escaped
from plandiff.reports.synopsis.building import synopsis_of
from plandiff.reports.synopsis.cells import CUT
from plandiff.reports.synopsis.options import Options
from plandiff.reports.synopsis.reader import reader_terms
from plandiff.reports.synopsis.rows import Row, Synopsis, plain_text

_TOP = 10
"""Changes that a superior is told of: more do not fit on a page."""
_TOLD = (Fate.NEW, Fate.REPEALED, Fate.SPLIT, Fate.MERGED, Fate.RECAST, Fate.MOVED, Fate.REWORDED)
_NAMES = 20
"""Articles that are named in a line; the others are counted."""
_NOTE = 200
"""Code points of a note that fit on a few lines."""
_ITEM = "；"
_NAME = 12
"""Code points of an article without a number that tell which it is."""


def comparison_markdown(result: Comparison, *, summary: bool, meant: bool = False) -> str:
    """Return a comparison as Markdown.

    Args:
        result: The comparison.
        summary: Whether it is to fit on one page: the ten changes that count most; else all that are not cosmetic.
        meant: Whether the texts are shown as they were meant, see `presentation.meant`.
    """
    return "\n".join(_lines(result, summary=summary, meant=meant))


def _lines(result: Comparison, *, summary: bool, meant: bool) -> Iterator[str]:
    synopsis = synopsis_of(result, Options(meant=meant), reader_terms())
    left, right = result.documents.left, result.documents.right
    yield f"# {escaped(synopsis.title)}"
    yield ""
    yield f"{escaped(left.name)} → {escaped(right.name)}; {tr(RELATIONS[result.relation])}"
    yield ""
    for notice in result.notices:
        yield f"> {tr(NOTICES[notice])}"
        yield ""
    yield f"**{'; '.join(_counts(result))}**"
    yield ""
    yield from _extents(result) if isinstance(result, Derivation) else _fates(synopsis)
    sources = shown_sources(result, meant=meant)
    top = weightiest(result.changes, sources, _TOP)
    if top:
        yield f"## {tr('What counts most')}"
        yield ""
        for n, entry in enumerate(top, 1):
            yield from _card(card_of(entry, sources, whole=False), f"{n}.")
        yield ""
    if summary:
        return
    for weight in COUNTED:
        found = [change for change in result.changes if change.weight is weight]
        if found and weight is not Weight.COSMETIC:
            yield f"## {weighed(weight, len(found))}"
            yield ""
            for card in cards(found, sources, whole=False):
                yield from _card(card, "-")
            yield ""


def _counts(result: Comparison) -> Iterator[str]:
    weights = Counter(change.weight for change in result.changes)
    if not weights[Weight.SUBSTANTIVE]:
        yield tr("no substantive difference")
    yield from (weighed(weight, weights[weight]) for weight in COUNTED if weights[weight])


def _fates(synopsis: Synopsis) -> Iterator[str]:
    """Yield what became of the articles, in one line for each fate."""
    rows = [row for row in synopsis.rows if isinstance(row, Row)]
    for fate in _TOLD:
        found = [row for row in rows if row.fate is fate]
        if found:
            named = [_name(row) for row in found[:_NAMES]]
            more = len(found) - len(named)
            rest = [tr_n("{n} more", "{n} more", more).format(n=f"{more:,}")] if more else []
            yield f"- **{synopsis.terms.fates[fate.value]}** ({len(found):,}): {', '.join([*named, *rest])}"
    for note in synopsis.notes:
        yield f"- {escaped(_shortened(note))}"
    yield ""


def _name(row: Row) -> str:
    """Return the number of an article with its old one if that differs, or its first words."""
    sides = [row.cells.left, row.cells.right]
    if row.fate is Fate.NEW:
        sides = [row.cells.right]
    elif row.fate is Fate.REPEALED:
        sides = [row.cells.left]
    names = ["、".join(_first_words(plain_text(cell)) for cell in side) for side in sides]
    return escaped(" → ".join(filter(None, dict.fromkeys(names)))) or tr("outside the sections")


def _shortened(note: str) -> str:
    """Return a note that fits on a few lines: of a long one the items with which it begins."""
    if len(note) <= _NOTE:
        return note
    end = note.rfind(_ITEM, 0, _NOTE)
    return note[: end if end > 0 else _NOTE] + _ITEM + CUT


def _first_words(text: str) -> str:
    first = text.strip().split("\n")[0].replace("\u3000", " ")
    word = first.split(" ")[0]
    if word == CUT:
        return ""
    return word if 0 < len(word) <= _NAME else first[:_NAME] + "…"


def _extents(result: Derivation) -> Iterator[str]:
    """Yield how many sections were taken up, in part or not, and how many are the local plan's own."""
    for label, items, words in (
        (tr("national sections"), result.coverage.left, NATIONAL),
        (tr("local sections"), result.coverage.right, LOCAL),
    ):
        counts = Counter(item.extent for item in items)
        told = [f"{tr(EXTENTS[words[extent]])} {counts[extent]:,}" for extent in Extent if counts[extent]]
        yield f"- {label}: {', '.join(told)}"
    yield ""


def _card(card: Card, mark: str) -> Iterator[str]:
    words = "; ".join(_words(head) for head in card.heads)
    path = f", {escaped(card.path)}" if card.path else ""
    yield f"{mark} **{escaped(words)}**{path} ({tr('left')} {card.places.left}, {tr('right')} {card.places.right})  "
    yield f"   {_excerpt(card.texts.left, 'del')} → {_excerpt(card.texts.right, 'ins')}"


def _words(head: Head) -> str:
    checked = head.words + (f" ({tr('check')})" if head.check else "")
    return labelled(checked, head.place) if head.place else checked


def _excerpt(parts: Excerpt, tag: str) -> str:
    shown = []
    for text, kind in parts:
        words = escaped(text)
        shown.append(f"<{tag}>{words or '⟦⟧'}</{tag}>" if kind is PartKind.DIFFERENT else words)
    return "".join(shown)
