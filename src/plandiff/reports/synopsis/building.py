"""Makes the synopsis of a comparison: title, heads, notes, rows."""

from collections.abc import Iterator

from plandiff.chinese.script import fold
from plandiff.derivation.result import Derivation
from plandiff.judging.result import AlignedComparison, Comparison
from plandiff.outline.sections import Section
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import harmless
from plandiff.reading.document import Document
from plandiff.reports.synopsis import remarks
from plandiff.reports.synopsis.aligned import Versions, is_told
from plandiff.reports.synopsis.derived import derived_rows
from plandiff.reports.synopsis.options import Options
from plandiff.reports.synopsis.rows import Row, Synopsis
from plandiff.reports.synopsis.terms import TERMS, Terms
from plandiff.reports.titles import file_name, title_of
from plandiff.text.span import Pair

_TOP = 600
"""Code points before the first section in which the date of a version is looked for."""
_DATE = late_pattern(
    r"[0-9〇零一二三四五六七八九十百两]{2,7}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日"
)


def synopsis_of(result: Comparison, options: Options, terms: Terms | None = None) -> Synopsis:
    """Return the synopsis of a comparison. Nothing in it comes from the clock, so that two runs are equal.

    Args:
        result: The comparison.
        options: What the user chose.
        terms: The words; None for those of the form that the options name.
    """
    terms = terms or TERMS[options.layout]
    titles = Pair(
        title_of(result.documents.left, result.sections.left), title_of(result.documents.right, result.sections.right)
    )
    if isinstance(result, AlignedComparison):
        versions = Versions.of(result, terms, meant=options.meant)
        rows = tuple(versions.rows(whole=options.whole))
        notes = tuple(_notes(versions, whole=options.whole))
        heads = Pair(terms.old, terms.new)
        named = titles.right or titles.left or file_name(result.documents.right)
        title = terms.title.format(title=named)
    else:
        assert isinstance(result, Derivation)  # noqa: S101 - there is no third kind of comparison
        rows, left_out = derived_rows(result, terms, whole=options.whole, meant=options.meant)
        notes = (terms.left_out_passages.format(items=left_out),) if left_out else ()
        heads = Pair(terms.national, terms.local)
        title = terms.titles.format(
            title=titles.left or file_name(result.documents.left),
            other=titles.right or file_name(result.documents.right),
        )
    if not any(isinstance(row, Row) for row in rows):
        notes = (*notes, terms.nothing + "。")
    return Synopsis(
        terms, harmless(options.title) if options.title else title, _heads(result, heads, options, terms), notes, rows
    )


def _heads(result: Comparison, heads: Pair[str], options: Options, terms: Terms) -> Pair[str]:
    editions = Pair(
        options.labels.left or _edition(result.documents.left, result.sections.left),
        options.labels.right or _edition(result.documents.right, result.sections.right),
    )
    if editions.left == editions.right and options.labels == Pair(None, None):
        return heads  # they would tell nothing apart
    return Pair(
        terms.edition.format(head=heads.left, edition=harmless(editions.left)) if editions.left else heads.left,
        terms.edition.format(head=heads.right, edition=harmless(editions.right)) if editions.right else heads.right,
    )


def _notes(versions: Versions, *, whole: bool) -> Iterator[str]:
    result, terms = versions.result, versions.terms
    texts = result.documents.map(lambda document: document.text)
    right, left = versions.units.right, versions.units.left
    places = {
        change.id: harmless(
            right.units[right.at(change.spans.right.start)].name
            if change.spans.right
            else left.units[left.at(change.spans.left.start)].name
        )
        for change in result.changes
        if is_told(change)
    }
    yield from remarks.replacement_note(terms, remarks.replacements(result.changes, texts, places))
    if not whole:
        yield from remarks.renumbering_note(terms, versions.renumbered())
    yield from remarks.left_out_note(terms, result.changes)


def _edition(document: Document, sections: tuple[Section, ...]) -> str:
    """Return the last date that a document bears above its first section; empty if it bears none."""
    top = document.text[: min(_TOP, sections[0].start)] if sections else ""
    dates = [match[0] for match in _DATE.finditer(fold("".join(top.split())))]
    return dates[-1] if dates else ""
