"""The result of a check for a person at a terminal: what must be decided on, and how.

Mostly there is nothing to show. So what sets changes in lines is imported only when there are changes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from plandiff.config import FILE_NAME
from plandiff.decisions.results import Check, Checked, Outcome
from plandiff.judging.change import COUNTED
from plandiff.language import clauses, labelled, listed, tr, tr_n
from plandiff.presentation.states import CHECK_STATES
from plandiff.presentation.styled import Line, Role, Styled, cells, flow, painted
from plandiff.text.visible import visible


def check_text(check: Check, columns: int, *, colour: bool, show_all: bool) -> str:
    """Return the report.

    Args:
        check: The result.
        columns: Cells of a line.
        colour: Whether to write escape codes; without them the text is the same.
        show_all: Whether to list cosmetic changes too and to shorten nothing.
    """
    lines: list[Line] = []
    for result in check.results:
        if result.state is not Outcome.SAME:
            lines += [*_result(result, check, columns, show_all=show_all), ()]
    return painted([*lines, *_summary(check, columns)], colour=colour)


def _result(result: Checked, check: Check, columns: int, *, show_all: bool) -> list[Line]:
    mark = CHECK_STATES[result.state].sign
    role = Role.WARNING if result.fails or result.state is Outcome.UNREADABLE else Role.STRONG
    head = [Styled(f"{mark} {visible(result.name)}", role), Styled("  " + clauses(*facts_of(result, check)))]
    lines = flow(head, columns, (), (Styled("  "),))
    if result.comparison is None:
        return lines
    from plandiff.reports.undecided import undecided  # noqa: PLC0415 - see above

    return lines + undecided(result, result.comparison, columns, show_all=show_all)


def facts_of(result: Checked, check: Check) -> Iterator[str]:
    """Say what became of a document or pair."""
    if result.error:
        yield visible(result.error)
    elif result.state is Outcome.NEW:
        yield tr("new: nothing is accepted of it yet")
    elif result.state is Outcome.OBSOLETE:
        yield _obsolete(check)
    elif result.state is Outcome.RENAMED:
        yield tr("renamed, was {path}").format(path=visible(result.was))
    elif result.state is Outcome.CONVERTED:
        yield tr("in the other script: traditional and simplified are exchanged")
    if result.document and result.state is not Outcome.SAME and result.document.notices:
        from plandiff.presentation.reading_notices import notices_of  # noqa: PLC0415 - see above

        yield from notices_of(result.document)
    if result.changes:
        from plandiff.presentation.words import weighed  # noqa: PLC0415 - see above

        weights = Counter(one.change.weight for one in result.changes)
        yield from (weighed(weight, weights[weight]) for weight in COUNTED if weights[weight])
    if not result.pending and result.state is Outcome.CHANGED and not result.gone:
        yield tr("nothing to decide on")


def _obsolete(check: Check) -> str:
    if check.base.takes_changes:
        return tr("gone, or no longer watched: its snapshot is obsolete")
    return tr("gone, or no longer watched, since {base}").format(base=visible(check.base.title))


def summary_words(check: Check) -> str:
    """Say how much was checked against what, and what came of it."""
    there = [result.is_pair for result in check.results if result.state is not Outcome.OBSOLETE]
    pairs = sum(there)
    documents = len(there) - pairs
    done = tr("{documents} and {pairs} checked against {base}").format(
        documents=tr_n("{n} document", "{n} documents", documents).format(n=f"{documents:,}"),
        pairs=tr_n("{n} pair", "{n} pairs", pairs).format(n=f"{pairs:,}"),
        base=visible(check.base.title),
    )
    failing = sum(one.effect.fails for result in check.results for one in result.changes)
    facts = [tr_n("{n} change fails", "{n} changes fail", failing).format(n=f"{failing:,}")] if failing else []
    states = Counter(result.state for result in check.results)
    for state, row in CHECK_STATES.items():
        if row.counted and states[state]:
            facts.append(tr(row.counted).format(n=f"{states[state]:,}"))
    verdict = listed(facts) or tr("nothing fails")
    return labelled(done, verdict)


def _summary(check: Check, columns: int) -> list[Line]:
    lines = flow([Styled(summary_words(check), Role.STRONG)], columns)
    if check.unwatched:
        lines += flow([Styled(unwatched_words(check), Role.WARNING)], columns)
    if check.untracked:
        lines += flow([Styled(untracked_words(check.untracked, check.config.snapshots), Role.WARNING)], columns)
    return lines + [line for what, how in ways(check) for line in _command(what, how, columns)]


_NAMED = 3
"""Files that are named; the others are counted."""


def unwatched_words(check: Check) -> str:
    """Say how many Chinese texts of the project are not watched, and name the first."""
    number = len(check.unwatched)
    return tr_n(
        "{n} Chinese text here is not watched: {paths}; see documents in {file}",
        "{n} Chinese texts here are not watched: {paths}; see documents in {file}",
        number,
    ).format(
        n=f"{number:,}",
        paths=_some(check.unwatched),
        file=FILE_NAME,
    )


def untracked_words(snapshots: Sequence[str], folder: str) -> str:
    """Say that snapshots are on this machine alone, and name the first."""
    number = len(snapshots)
    return tr_n(
        "{n} accepted snapshot is not in git, so nobody else has it: {paths}; git add {folder}",
        "{n} accepted snapshots are not in git, so nobody else has them: {paths}; git add {folder}",
        number,
    ).format(n=f"{number:,}", paths=_some(snapshots), folder=visible(folder))


def _some(paths: Sequence[str]) -> str:
    return ", ".join([*map(visible, paths[:_NAMED]), *["…"] * (len(paths) > _NAMED)])


def ways(check: Check) -> Iterator[tuple[str, str]]:
    """Yield what can be decided, each with the command that does it; nothing for a base that takes no changes."""
    if not check.base.takes_changes:
        return
    also = " --compare-all" if check.compare_all else ""
    if any(result.pending for result in check.results):
        yield tr("accept with:"), f"plandiff accept --change ID{also}"
    if any(result.state is not Outcome.OBSOLETE for result in check.undecided):
        if check.complete:
            yield tr("all of this:"), f"plandiff accept --all --seen {check.token}{also}"
        else:
            yield tr("all of a document:"), f"plandiff accept PATH{also}"
    if any(result.state is Outcome.OBSOLETE for result in check.results):
        yield tr("what is gone:"), "plandiff accept --prune"


def _command(what: str, command: str, columns: int) -> list[Line]:
    """Set a command so that it can be copied: it is never broken, however narrow the report."""
    whole = [Styled(what, Role.FAINT), Styled(f" {command}", Role.FAINT)]
    if cells(tuple(whole)) <= columns:
        return [tuple(whole)]
    return [*flow(whole[:1], columns), (whole[1],)]
