"""What is wrong in single documents, as a page: equal findings once, with all their places."""

from collections.abc import Sequence
from typing import Any

from plandiff.judging.change import Certainty
from plandiff.judging.kinds import KINDS, sign
from plandiff.judging.reasons import REASONS
from plandiff.language import language, tr
from plandiff.presentation.excerpts import Source, excerpt, harmless
from plandiff.presentation.places import position_text
from plandiff.presentation.words import SCRIPTS, characters
from plandiff.proofreading.finding import Finding
from plandiff.proofreading.linting import Lint
from plandiff.reports.page import page
from plandiff.reports.to_lint import exchange, groups, summary

_PLACES = 200
"""Places of one group that are listed; the others are counted."""


def lint_html(lints: Sequence[Lint]) -> str:
    """Return findings as one HTML file."""
    return page("lint", language=language(), title=tr("Findings"), documents=[_document(lint) for lint in lints])


def _document(lint: Lint) -> dict[str, Any]:
    source = Source(lint.document, (), [], [])
    return {
        "name": harmless(lint.document.name),
        "facts": [tr(SCRIPTS[lint.script]), lint.document.encoding, characters(len(lint.document.text))],
        "summary": summary(lint),
        "groups": [_group(group, source) for group in groups(lint)],
    }


def _group(group: Sequence[Finding], source: Source) -> dict[str, Any]:
    first, judgement = group[0], group[0].judgement
    places = [position_text(source.document, finding.span.start) for finding in group[:_PLACES]]
    rest = len(group) - len(places)
    return {
        "kind": judgement.kind.value,
        "label": f"{sign(judgement.kind)} {tr(KINDS[judgement.kind].label)}",
        "check": judgement.certainty is Certainty.CHECK,
        "exchange": exchange(first, source),
        "word": harmless(judgement.word) if judgement.word and judgement.word != judgement.expected else "",
        "count": len(group),
        "reason": tr(REASONS[judgement.reason].sentence),
        "excerpt": excerpt(source, [first.span], whole=False),
        "places": places,
        "more": tr("and {n} more places").format(n=f"{rest:,}") if rest else "",
    }
