"""The result of a check as Markdown: for a comment on a pull request, or the summary page of a step."""

from collections.abc import Iterator, Sequence

from plandiff.decisions.results import Check
from plandiff.language import tr, tr_n
from plandiff.presentation.states import Level
from plandiff.reports.alerts import RULES, Alert, alerts_of
from plandiff.reports.to_check import unwatched_words, ways
from plandiff.text.visible import visible

_LONGEST_COMMENT = 65_000
"""Bytes: GitHub refuses a comment of more than 65,536 characters."""
_SPECIAL = {ord(sign): f"&#{ord(sign)};" for sign in "&<>\"'\\`*_{}[]()#+-.!|~:@"}


def check_markdown(check: Check, limit: int = _LONGEST_COMMENT) -> str:
    """Return the report, cut at a whole row if it would have more than ``limit`` bytes of UTF-8."""
    by_subject = [(result, list(alerts_of(result, check))) for result in check.results]
    errors = sum(alert.level is Level.ERROR for _, found in by_subject for alert in found)
    if errors:
        verdict = tr_n("{n} thing to decide on", "{n} things to decide on", errors).format(n=f"{errors:,}")
    else:
        verdict = tr("nothing fails")
    parts = [f"### plandiff: {verdict}\n"]
    for result, found in by_subject:
        if found:
            parts += [f"\n**{_code(result.name)}**\n\n", *_table(found)]
    ending = f"\n{unwatched_words(check).translate(_SPECIAL)}\n" if check.unwatched else ""
    if errors and (commands := [command for _, command in ways(check)]):
        shown = ", ".join(f"`{command}`" for command in ("plandiff pending", *commands))
        ending += f"\n{tr('Accept what is right')}: {shown}.\n"
    return "".join(_within(parts, limit - len(ending.encode()) - 200)) + ending


def _table(found: Sequence[Alert]) -> Iterator[str]:
    titles = ["", tr("what"), tr("where"), tr("old"), tr("new"), tr("section"), "id"]
    yield f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}\n"
    for alert in found:
        place = f"{alert.start.line}:{alert.start.column}"
        cells = [
            "❌" if alert.level is Level.ERROR else "ℹ️",
            tr(RULES[alert.rule]),
            place,
            _code(alert.old),
            _code(alert.new),
            _code(alert.section),
            f"`{alert.id}`",
        ]
        yield f"| {' | '.join(cells)} |\n"


def _code(text: str) -> str:
    """Return document text as code: nobody is mentioned by it, nothing linked, and no markup in it works."""
    return f"<code>{visible(text).translate(_SPECIAL)}</code>" if text else ""


def _within(parts: Sequence[str], limit: int) -> Iterator[str]:
    size = 0
    for shown, part in enumerate(parts):
        size += len(part.encode("utf-8", "backslashreplace"))
        if size > limit:
            rest = len(parts) - shown
            yield "\n" + tr_n("… and {n} more row", "… and {n} more rows", rest).format(n=f"{rest:,}") + "\n"
            return
        yield part
