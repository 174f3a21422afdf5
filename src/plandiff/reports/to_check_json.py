"""The result of a check as JSON: format ``plandiff-check/1``."""

from typing import Any

from plandiff.decisions.results import Check, Checked, CheckedChange, Outcome
from plandiff.judging.json_values import change_value
from plandiff.reports.to_json import dumped

FORMAT = "plandiff-check/1"


def check_json(check: Check) -> str:
    """Return all that a check found; a change is as in ``plandiff-comparison/1``, with what the policy says of it."""
    results = check.results
    ruled = [one for result in results for one in result.changes]
    return dumped(
        {
            "format": FORMAT,
            "base": check.base.title,
            "complete": check.complete,
            "state": check.token,
            "documents": [_value(result) for result in results if not result.is_pair],
            "pairs": [_value(result) for result in results if result.is_pair],
            "unwatched": list(check.unwatched),
            "untracked": list(check.untracked),
            "summary": {
                "fails": sum(one.effect.fails for one in ruled),
                "ignored": sum(bool(one.effect.ignored) for one in ruled),
                "pending": sum(len(result.pending) for result in results),
                "unwatched": len(check.unwatched),
                "untracked": len(check.untracked),
                **{state.value: sum(result.state is state for result in results) for state in Outcome},
            },
        }
    )


def _value(result: Checked) -> dict[str, Any]:
    paths = {"left": result.paths.left, "right": result.paths.right} if result.is_pair else {"path": result.paths.right}
    return paths | {
        "state": result.state,
        "was": result.was or None,
        "error": result.error or None,
        "fails": result.fails,
        "changes": [_change(result, one) for one in result.changes],
        "gone": [
            {"id": id_, "kind": gone.subject.kind, "left": gone.subject.left, "right": gone.subject.right}
            for id_, gone in result.gone.items()
        ],
    }


def _change(result: Checked, one: CheckedChange) -> dict[str, Any]:
    assert result.comparison is not None  # noqa: S101 - changes come from a comparison
    documents = result.comparison.documents
    verdict = {"fails": one.effect.fails, "ignored": one.effect.ignored or None}
    return change_value(one.change, documents.left, documents.right) | verdict
