"""What plans say of something, by plan: for a person at a terminal, for programs, pages and spreadsheets."""

from itertools import groupby

from plandiff.language import tr, tr_n
from plandiff.mentions import Mention, Mentions
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Line, Role, Styled, flow, painted
from plandiff.reports.listing import Cell, Listing, listing_csv, listing_html, listing_xlsx
from plandiff.reports.to_json import dumped

_INDENT = Styled("  ")


def find_json(result: Mentions) -> str:
    """Return mentions as JSON text: format ``plandiff-find/1``."""
    return dumped(result.to_dict())


def find_csv(result: Mentions) -> str:
    """Return mentions as CSV, a row each."""
    return listing_csv(_listing(result))


def find_html(result: Mentions) -> str:
    """Return mentions as one HTML file."""
    return listing_html(result.text, [_listing(result)])


def find_xlsx(result: Mentions) -> bytes:
    """Return mentions as a workbook."""
    return listing_xlsx(result.text, [_listing(result)])


def find_text(result: Mentions, columns: int, *, colour: bool) -> str:
    """Return mentions for a person, plan by plan.

    Args:
        result: The mentions.
        columns: Cells of a line.
        colour: Whether to write escape codes.
    """
    lines: list[Line] = []
    for number, group in groupby(result.found, key=lambda mention: mention.document):
        mentions = list(group)
        name = Styled(harmless(result.documents[number].name), Role.PATH)
        lines += [*flow([name, Styled(f"  ×{len(mentions):,}", Role.FAINT)], columns)]
        for mention in mentions:
            lines += _lines(result, mention, columns)
        lines.append(())
    plans = len({mention.document for mention in result.found})
    count = tr_n(
        "{n} mention in {plans} of {total} plans", "{n} mentions in {plans} of {total} plans", len(result.found)
    )
    said = count.format(n=f"{len(result.found):,}", plans=f"{plans:,}", total=f"{len(result.documents):,}")
    return painted([*lines, (Styled(said, Role.STRONG),)], colour=colour)


def _lines(result: Mentions, mention: Mention, columns: int) -> list[Line]:
    document = result.documents[mention.document]
    line, column = document.position(mention.span.start)
    facts = [f"{line}:{column}", harmless(_path(mention))]
    if mention.duty:
        facts.append(tr("duty: {words}").format(words=harmless(mention.duty)))
    if mention.figures:
        facts.append(tr("figures: {list}").format(list=harmless(_figures(result, mention))))
    head = [Styled(" · ".join(fact for fact in facts if fact), Role.FAINT)]
    text = [Styled(harmless(mention.span.of(document.text)).strip())]
    return [*flow(head, columns, (_INDENT,)), *flow(text, columns, (_INDENT, _INDENT))]


def _path(mention: Mention) -> str:
    return " › ".join(f"{section.number}{section.title}" for section in mention.sections)


def _figures(result: Mentions, mention: Mention) -> str:
    text = result.documents[mention.document].text
    return ", ".join(span.of(text).strip() for span in mention.figures)


def _listing(result: Mentions) -> Listing:
    rows: list[list[Cell]] = []
    for mention in result.found:
        document = result.documents[mention.document]
        rows.append(
            [
                *(document.name, _path(mention), mention.span.of(document.text).strip(), _figures(result, mention)),
                *(mention.duty, round(mention.likeness, 3), *document.position(mention.span.start)),
            ]
        )
    heads = (tr("plan"), tr("section"), tr("text"), tr("figures"), tr("duty"), tr("likeness"), tr("line"), tr("column"))
    return Listing(tr("mentions"), heads, rows)
