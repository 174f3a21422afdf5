"""Writes what each kind, reason and state is, from its rows: ``python docs/rules.py > docs/rules.md``."""

import sys
from collections.abc import Iterator
from pathlib import Path

from plandiff.config import Config
from plandiff.decisions.policy import policy_of
from plandiff.judging.change import COUNTED, Kind
from plandiff.judging.kinds import KINDS, WEIGHTS, sign
from plandiff.judging.reasons import REASONS, Example
from plandiff.presentation.states import CHECK_STATES, REVIEW_STATES
from plandiff.presentation.words import STATUSES
from plandiff.text.visible import visible

HEAD = """\
# The kinds of change, and why

Written by `python docs/rules.py > docs/rules.md`. Each row is read by the reports, the app and the rules of continuous
integration; each example is a test. `⏎` is a line end, `⇥` a tab, `∅` nothing. *Lint* is one document alone.

A kind *fails* a check unless `fail_on` or `--fail-on` says otherwise. What fails is an error for continuous
integration, what only waits for a decision a note. A reason in brackets says no more than its kind, and reports leave
it out.
"""


def rules() -> str:
    """Return the page as Markdown."""
    return "\n".join([HEAD, *_kinds(), *_states()])


def _kinds() -> Iterator[str]:
    failing = policy_of(Config(Path())).failing
    for weight in COUNTED:
        weight_row = WEIGHTS[weight]
        yield f"## {weight_row.word.capitalize()}\n"
        for kind in Kind:
            if kind.weight is weight:
                yield f"### `{kind}`: {KINDS[kind].label}\n"
                yield f"{KINDS[kind].meaning} Sign `{sign(kind)}`; {'fails' if kind in failing else 'passes'}.\n"
                yield from _table(
                    ("reason", "says", "example"),
                    [
                        (f"`{reason}`", f"({row.sentence})" if row.silent else row.sentence, _example(example))
                        for reason, row in REASONS.items()
                        for example in row.examples
                        if example.kind is kind
                    ],
                )


def _example(example: Example) -> str:
    shown = _text(example.left)
    shown = f"lint: {shown}" if example.right is None else f"{shown} → {_text(example.right)}"
    options = [f"--relation {example.relation}"] if example.relation else []
    options += [f"--standard {example.standard}"] if example.standard != "any" else []
    return shown + "".join(f" `{option}`" for option in options)


def _text(text: str | None) -> str:
    if text is None:
        return "∅"
    return f"`{visible(text.replace(chr(10), '⏎').replace(chr(9), '⇥'))}`"


def _states() -> Iterator[str]:
    yield "## What became of a watched document or pair\n"
    yield from _table(
        ("state", "sign", "means", "by itself", "example: accepted → now"),
        [
            (f"`{state}`", f"`{row.sign}`", row.meaning, row.level or "", f"{_text(row.accepted)} → {_text(row.now)}")
            for state, row in CHECK_STATES.items()
        ],
    )
    yield "## Where a change stands in a review\n"
    yield from _table(
        ("state", "mark", "in ASCII", "means"),
        [(f"`{state}`", row.mark, row.ascii, row.words) for state, row in REVIEW_STATES.items()],
    )
    yield "## How two passages relate\n"
    yield from _table(
        ("status", "sign", "means"), [(f"`{status}`", f"`{sign}`", words) for status, (sign, words) in STATUSES.items()]
    )


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


if __name__ == "__main__":
    sys.stdout.write(rules())
