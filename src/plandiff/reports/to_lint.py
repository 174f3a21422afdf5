"""What is wrong in single documents: as JSON and for a person at a terminal.

Equal findings are one group (製 ← 制 ×32 in 製造), so that an editor decides once; every place of it is listed.
"""

from collections import Counter
from collections.abc import Sequence

from plandiff.conversion.lexicon import sources
from plandiff.judging.change import Certainty, Kind, Weight
from plandiff.judging.kinds import KINDS, sign
from plandiff.judging.reasons import REASONS
from plandiff.language import listed, tr, tr_n
from plandiff.presentation.entry_lines import marked
from plandiff.presentation.excerpts import CLOSE, OPEN, Source, excerpt, harmless, spaces_named
from plandiff.presentation.places import position_text
from plandiff.presentation.styled import Line, Role, Styled, filled, flow, painted
from plandiff.proofreading.finding import Finding
from plandiff.proofreading.linting import Lint, lints_dict
from plandiff.reports.header import document_lines
from plandiff.reports.to_json import dumped

_PLACES = 24
"""Places of one group that are listed unless all are asked for."""
_GROUPS = 60
"""Groups of one document that are listed unless all are asked for."""
_INDENT = Styled("    ")


def lint_json(lints: Sequence[Lint]) -> str:
    """Return the findings of documents as JSON text: format ``plandiff-lint/1``."""
    return dumped(lints_dict(lints))


def lint_text(lints: Sequence[Lint], columns: int, *, colour: bool, show_all: bool) -> str:
    """Return findings for a person.

    Args:
        lints: One for each document.
        columns: Cells of a line.
        colour: Whether to write escape codes.
        show_all: Whether to list every group and place.
    """
    lines: list[Line] = []
    for lint in lints:
        lines += [*_document(lint, columns, show_all=show_all), ()]
    names = listed(f"{name} {version}" for name, version in sources().items())
    judged = tr("characters judged by {standard}; words from {names}").format(
        standard=f"--standard {lints[0].spelling.standard}" if lints else "", names=names
    )
    return painted([*lines, *flow([Styled(judged, Role.FAINT)], columns)], colour=colour)


def _document(lint: Lint, columns: int, *, show_all: bool) -> list[Line]:
    lines = document_lines(lint.document, lint.script, "", 0, columns)
    found = groups(lint)
    source = Source(lint.document, (), [], [])
    shown = len(found) if show_all else _GROUPS
    for group in found[:shown]:
        lines += [(), *_group(group, source, columns, show_all=show_all)]
    if rest := sum(map(len, found[shown:])):
        more = tr("… and {n} more (--all shows them)").format(n=f"{rest:,}")
        lines += [(), *flow([Styled(more, Role.STRONG)], columns)]
    return [*lines, (), *flow([Styled(summary(lint), Role.STRONG)], columns)]


def groups(lint: Lint) -> list[list[Finding]]:
    """Put equal findings together: the heaviest and most frequent first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in lint.findings:
        judgement = finding.judgement
        text = finding.span.of(lint.document.text)
        key = (judgement.kind, judgement.certainty, text, judgement.expected, judgement.word)
        groups.setdefault(key, []).append(finding)
    order = [*Weight]
    return sorted(groups.values(), key=lambda group: (order.index(group[0].judgement.kind.weight), -len(group)))


def _group(group: list[Finding], source: Source, columns: int, *, show_all: bool) -> list[Line]:
    first, judgement = group[0], group[0].judgement
    head = [Styled(f"{sign(judgement.kind)} "), Styled(exchange(first, source), Role.STRONG)]
    if len(group) > 1:
        head.append(Styled(f"  ×{len(group):,}", Role.STRONG))
    if judgement.word and judgement.word != judgement.expected:
        head.append(Styled("  " + tr("in {word}").format(word=harmless(judgement.word))))
    head.append(Styled(f"  {tr(KINDS[judgement.kind].label)}", Role.FAINT))
    if judgement.certainty is Certainty.CHECK:
        head.append(Styled(f" ({tr('check')})", Role.WARNING))
    lines = flow(head, columns, (), (_INDENT,))
    lines += flow([Styled(tr(REASONS[judgement.reason].sentence), Role.FAINT)], columns, (_INDENT,))
    lines += flow(marked(excerpt(source, [first.span], whole=show_all), Role.LEFT_DIFFERENCE), columns, (_INDENT,))
    listed = group if show_all else group[:_PLACES]
    places = [(Styled(position_text(source.document, finding.span.start), Role.FAINT),) for finding in listed]
    if len(listed) < len(group):
        more = tr("and {n} more places").format(n=f"{len(group) - len(listed):,}")
        places.append((Styled(more, Role.FAINT),))
    return lines + filled(places, columns, (_INDENT,), (_INDENT,))


def exchange(finding: Finding, source: Source) -> str:
    """Return ``製 ← 制``: what is expected and what was found; the found text alone if nothing is proposed."""
    text = spaces_named(finding.span.of(source.document.text)).replace("\n", "␤")
    expected = finding.judgement.expected
    if expected is None:
        return OPEN + _begun(text) + CLOSE
    return f"{_begun(harmless(expected)) or tr('nothing')} ← {_begun(text)}"


def _begun(text: str) -> str:
    return text if len(text) <= _PLACES else text[:_PLACES] + "…"


def summary(lint: Lint) -> str:
    """Count the findings of each kind."""
    if not lint.findings:
        return tr("nothing found")
    counts = Counter(finding.judgement.kind for finding in lint.findings)
    kinds = [f"{count:,} {tr(KINDS[kind].label)}" for kind, count in counts.most_common()]
    informative = counts[Kind.REGIONAL_FORM]
    total = len(lint.findings) - informative
    return tr_n("{n} finding: {kinds}", "{n} findings: {kinds}", total).format(n=f"{total:,}", kinds=listed(kinds))
