"""The life of articles through many versions: for a person at a terminal, for programs, pages and spreadsheets."""

from collections import Counter
from collections.abc import Iterator

from plandiff.judging.fates import Fate
from plandiff.language import clauses, tr, tr_n
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.styled import Line, Role, Styled, filled, flow, painted
from plandiff.presentation.words import FATES
from plandiff.reports.listing import Cell, Listing, listing_csv, listing_html, listing_xlsx
from plandiff.reports.to_json import dumped
from plandiff.text.width import cell_width
from plandiff.versions.history import History, Life, Stage, Version

_FIRST_WORDS = 24
"""Code points of an article's text that stand for the title it does not have."""
_HASH = 8


def history_json(result: History) -> str:
    """Return a history as JSON text: format ``plandiff-history/1``."""
    return dumped(result.to_dict())


def history_csv(result: History) -> str:
    """Return a history as CSV, a row for each stage of each article."""
    return listing_csv(_stages(result))


def history_html(result: History) -> str:
    """Return a history as one HTML file."""
    return listing_html(tr("History of articles"), [_matrix(result)])


def history_xlsx(result: History) -> bytes:
    """Return a history as a workbook: articles by versions on one sheet, a row for each stage on the next."""
    return listing_xlsx(tr("History of articles"), [_matrix(result), _stages(result)])


def history_text(result: History, columns: int, *, colour: bool, blame: bool) -> str:
    """Return a history for a person: of each article what happened, versions without change left out.

    Args:
        result: The history.
        columns: Cells of a line.
        colour: Whether to write escape codes.
        blame: Whether to show the newest text, each sentence with the version that brought it, instead.
    """
    lines: list[Line] = [
        (Styled(f"{n + 1:>3}  ", Role.STRONG), Styled(_name(version), Role.PATH))
        for n, version in enumerate(result.versions)
    ]
    lines.append(())
    if blame:
        return painted([*lines, *_blame(result, columns)], colour=colour)
    for life in result.articles:
        lines += _life(result, life, columns)
    counts = Counter(stage.fate for life in result.articles for stage in life.path[1:])
    counts.update(Fate.NEW for life in result.articles if life.path[0].version)
    said = [f"{counts[fate]:,} {tr(FATES[fate])}" for fate in Fate if counts[fate] and fate is not Fate.SAME]
    total = tr_n("{n} article", "{n} articles", len(result.articles)).format(n=f"{len(result.articles):,}")
    return painted([*lines, (), (Styled(clauses(total, *said), Role.STRONG),)], colour=colour)


def _name(version: Version) -> str:
    facts = [harmless(version.document.name)]
    if version.date:
        facts.append(version.date)
    if version.revision:
        facts.append(version.revision[:_HASH])
    return "  ".join(facts)


def _life(result: History, life: Life, columns: int) -> list[Line]:
    told = [stage for n, stage in enumerate(life.path) if n == 0 or stage.fate is not Fate.SAME]
    if len(told) == 1 and life.path[0].version == 0:
        return []
    first = next(stage for stage in life.path if stage.span)
    head = [
        Styled(f"{life.id}  {harmless(first.number)}", Role.STRONG),
        Styled(f"  {_words(result, first)}", Role.FAINT),
    ]
    parts: list[Line] = []
    for stage in told:
        origins = [origin for origin in stage.origins if origin != life.id]
        shown = f"{stage.version + 1}: {harmless(stage.number)} {tr(FATES[stage.fate])}"
        parts.append((Styled(shown + f" ({', '.join(origins)})" * bool(origins)),))
    return [*flow(head, columns), *filled(parts, columns, (Styled("    "),), (Styled("    "),))]


def _words(result: History, stage: Stage) -> str:
    """Return the title of an article, or its first words."""
    if stage.title or stage.span is None:
        return harmless(stage.title)
    text = result.versions[stage.version].document.text[stage.span.start : stage.span.end]
    words = " ".join(text.split()).removeprefix(stage.number).strip()
    return harmless(words[:_FIRST_WORDS] + "…" * (len(words) > _FIRST_WORDS))


def _blame(result: History, columns: int) -> Iterator[Line]:
    text = result.versions[-1].document.text if result.versions else ""
    width = max((cell_width(_short(version, n)) for n, version in enumerate(result.versions)), default=0)
    for one in result.blame:
        name = _short(result.versions[one.version], one.version)
        first = (Styled(name + " " * (width - cell_width(name) + 2), Role.FAINT),)
        yield from flow([Styled(harmless(one.span.of(text)).strip())], columns, first, (Styled(" " * (width + 2)),))


def _short(version: Version, n: int) -> str:
    return f"{n + 1:>3} {version.date}" if version.date else f"{n + 1:>3}"


def _matrix(result: History) -> Listing:
    rows: list[list[Cell]] = []
    for life in result.articles:
        cells = [""] * len(result.versions)
        for stage in life.path:
            cells[stage.version] = f"{stage.number} {tr(FATES[stage.fate])}".strip()
        first = next(stage for stage in life.path if stage.span)
        rows.append([life.id, _words(result, first), *cells])
    heads = (tr("article"), tr("first words"), *map(_name, result.versions))
    return Listing(tr("articles by versions"), heads, rows, fixed=2)


def _stages(result: History) -> Listing:
    rows: list[list[Cell]] = []
    for life in result.articles:
        for stage in life.path:
            version = result.versions[stage.version]
            facts = (life.id, stage.version + 1, version.document.name, version.date or "", version.revision or "")
            words = (stage.number, stage.fate.value, " ".join(stage.origins), _words(result, stage))
            rows.append([*facts, *words])
    heads = ("article", "version", "document", "date", "revision", "number", "status", "from", "first words")
    return Listing(tr("stages"), heads, rows)
