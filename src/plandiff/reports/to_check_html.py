"""The result of a check as a page: what must be decided on, and how."""

from collections.abc import Iterator
from typing import Any

from plandiff.decisions.results import Check, Checked, Outcome
from plandiff.judging.change import COUNTED
from plandiff.language import language, tr
from plandiff.presentation.excerpts import sources_of
from plandiff.presentation.states import CHECK_STATES
from plandiff.presentation.words import NOTICES
from plandiff.reports.cards import Card, cards
from plandiff.reports.page import page
from plandiff.reports.to_check import facts_of, summary_words, unwatched_words, ways
from plandiff.text.visible import visible


def check_html(check: Check) -> str:
    """Return the result of a check as one HTML file."""
    return page(
        "check",
        language=language(),
        title=tr("Check"),
        summary=summary_words(check),
        unwatched=unwatched_words(check) if check.unwatched else "",
        names=(tr("left"), tr("right")),
        results=[_result(result, check) for result in check.results if result.state is not Outcome.SAME],
        ways=[*ways(check)],
    )


def _result(result: Checked, check: Check) -> dict[str, Any]:
    return {
        "name": visible(result.name),
        "sign": CHECK_STATES[result.state].sign,
        "fails": result.fails or result.state is Outcome.UNREADABLE,
        "facts": [*facts_of(result, check)],
        "notices": [tr(NOTICES[notice]) for notice in result.comparison.notices] if result.comparison else [],
        "failing": [*_cards(result, fails=True)],
        "others": [*_cards(result, fails=False)],
    }


def _cards(result: Checked, *, fails: bool) -> Iterator[Card]:
    """Yield the undecided changes that fail the check, or the others, the heaviest first."""
    if result.comparison is None:
        return
    sources = sources_of(result.comparison)
    for weight in COUNTED:
        found = [one.change for one in result.pending if one.effect.fails is fails and one.change.weight is weight]
        yield from cards(found, sources, whole=False)
