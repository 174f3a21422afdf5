"""The rows of kinds, reasons and states: whole, shown by their examples, and written in docs/rules.md."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, document
from watched import Project

from plandiff.choices import Relation, Standard
from plandiff.comparison import compare
from plandiff.conversion.standards import Spelling
from plandiff.decisions.results import BROKEN, Outcome
from plandiff.derivation.coverage import LOCAL, NATIONAL
from plandiff.errors import InvariantError
from plandiff.judging.change import Kind, Reason
from plandiff.judging.kinds import KINDS
from plandiff.judging.reasons import REASONS, Example
from plandiff.judging.set_aside_changes import JUDGEMENTS
from plandiff.outline.clean_text import FURNITURE, RemovalKind
from plandiff.presentation.states import CHECK_STATES
from plandiff.proofreading.linting import lint
from plandiff.reports.alerts import alerts_of
from plandiff.reports.extents import EXTENTS
from plandiff.reviewing.queue_session import WAITING
from plandiff.tables import complete

EXAMPLES = [(reason, example) for reason, row in REASONS.items() for example in row.examples]


@pytest.mark.parametrize(("reason", "example"), EXAMPLES, ids=[f"{r}-{e.kind}" for r, e in EXAMPLES])
def test_an_example_shows_its_reason(reason: Reason, example: Example) -> None:
    """Comparing or linting the example of a reason gives that kind with that reason."""
    spelling = Spelling(Standard(example.standard))
    if example.right is None:
        judgements = [found.judgement for found in lint(document(example.left), spelling).findings]
    else:
        relation = Relation(example.relation) if example.relation else None
        both = document(example.left), document(example.right)
        judgements = [change.judgement for change in compare(*both, relation, spelling=spelling).changes]

    assert (example.kind, reason) in {(judgement.kind, judgement.reason) for judgement in judgements}


def test_every_kind_has_an_example() -> None:
    """No kind is named that nothing shows."""
    assert set(Kind) == {example.kind for _, example in EXAMPLES}


@pytest.mark.parametrize("state", [*Outcome])
def test_the_example_of_a_state_is_in_that_state(state: Outcome, tmp_path: Path) -> None:
    """What was accepted and what stands there now give the state of each row."""
    row = CHECK_STATES[state]
    project = Project(tmp_path / "project", 'documents = ["laws/*.txt"]\n')
    (project.root / "laws/dogs.txt").unlink()
    if row.accepted is not None:
        project.write("laws/a.txt", row.accepted)
        project.accept()
        (project.root / "laws/a.txt").unlink()
    name = "laws/b.txt" if state is Outcome.RENAMED else "laws/a.txt"
    if row.now is not None:
        project.write(name, row.now)

    assert project.states() == {name: state}


def test_a_state_alone_fails_a_check_as_its_row_says(tmp_path: Path) -> None:
    """A state with a level is an alert of that level; the others are none."""
    project = Project(tmp_path / "project", 'documents = ["laws/*.txt"]\n')
    check = project.check()
    for state, row in CHECK_STATES.items():
        result = replace(check.results[0], state=state, error="broken" if state in BROKEN else "")
        assert [alert.level for alert in alerts_of(result, check)] == ([row.level] if row.level else [])


def test_a_member_without_a_row_is_found_at_import() -> None:
    """Whoever adds a kind, reason or state and forgets its row is told its name before anything runs."""
    rows = dict(KINDS)
    del rows[Kind.NUMBER]

    with pytest.raises(InvariantError, match=r"no row for Kind\.NUMBER"):
        complete(Kind, rows)


def test_every_kind_of_removal_is_judged_in_every_relation() -> None:
    """Page furniture that only one side has is told with its reason, in a derivation as in a revision."""
    assert set(JUDGEMENTS) == set(RemovalKind)
    for kind in FURNITURE:
        assert JUDGEMENTS[kind].kind is Kind.FURNITURE


def test_the_page_of_rules_is_current() -> None:
    """``docs/rules.md`` says what the rows say; ``python docs/rules.py > docs/rules.md`` writes it anew."""
    written = subprocess.run([sys.executable, ROOT / "docs/rules.py"], capture_output=True, check=True, timeout=60)

    assert written.stdout.decode() == (ROOT / "docs/rules.md").read_text(encoding="utf-8")


def test_words_beside_the_rows_leave_none_out() -> None:
    """What the app and the reports of derivations say of states and sections is whole too."""
    assert set(WAITING) == {state for state, row in CHECK_STATES.items() if row.level}
    assert set(EXTENTS) == {*NATIONAL.values(), *LOCAL.values()}
