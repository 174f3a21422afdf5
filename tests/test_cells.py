"""Rows of tables whose cells are parted by tabs: a cell that changed is told by itself, and no other."""

import pytest
from conftest import document

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.judging.change import Weight

HEAD = "指标\t单位\t2020年\t2025年\t属性\n"


@pytest.mark.parametrize(
    ("left", "right", "changes"),
    [
        ("森林覆盖率\t%\t60\t65\t约束性\n", "森林覆盖率\t%\t60\t63\t约束性\n", ["number: 65→63"]),
        (
            "森林覆盖率\t%\t60\t65\t约束性\n",
            "森林覆盖率\t%\t60\t63\t预期性\n",
            ["number: 65→63", "commitment: 约束→预期"],
        ),
        (
            "粮食产量\t万吨\t500\t520\t约束性\n",
            "粮食产量\t万吨\t510\t530\t约束性\n",
            ["number: 500→510", "number: 520→530"],
        ),
        ("居住\t%\t0.1\t2.3\t预期性\n", "居住\t%\t-0.1\t2.3\t预期性\n", ["number: 0.1→-0.1"]),
        ("交通\t%\t1.2\t3.4\t预期性\n", "交通\t%\t1.2\t3.5\t预期性\n", ["number: 3.4→3.5"]),
    ],
)
def test_a_changed_cell_is_told_by_itself(left: str, right: str, changes: list[str]) -> None:
    left, right = HEAD + left, HEAD + right
    result = compare(document(left), document(right), Relation.REVISION)

    assert [
        f"{change.kind}: {change.spans.left.of(left)}→{change.spans.right.of(right)}"
        for change in result.changes
        if change.weight is Weight.SUBSTANTIVE
    ] == changes
