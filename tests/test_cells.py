"""What a comparison tells of tables: the cell that changed and no other, by row, column and both values."""

import pytest
from conftest import document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plandiff.choices import Relation
from plandiff.comparison import AlignedComparison, compare
from plandiff.judging.change import Change, Weight
from plandiff.judging.rank import by_rank

HEAD = ["指标", "单位", "2020年", "2025年", "属性"]
BODY = [
    ["森林覆盖率", "%", "60", "65", "约束性"],
    ["粮食产量", "万吨", "500", "520", "约束性"],
    ["居住", "%", "0.1", "2.3", "预期性"],
    ["城镇化率", "%", "62.5", "66", "预期性"],
]
BEFORE, BEHIND = "柳湾市发展规划指标如下。\n\n", "\n各区县应当落实上述指标。\n"

FORMS = {
    "tabs": lambda rows: "".join("\t".join(row) + "\n" for row in rows),
    "one cell a line": lambda rows: "".join("\n".join(row) + "\n" for row in rows),
    "blanks": lambda rows: "".join("    ".join(row) + "\n" for row in rows),
    "wide blanks": lambda rows: "".join("　　".join(row) + "\n" for row in rows),
    "Markdown": lambda rows: "".join(
        f"| {' | '.join(row)} |\n" + "|---" * len(row) * (not n) + "|\n" * (not n) for n, row in enumerate(rows)
    ),
    "HTML": lambda rows: (
        "<table>\n" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>\n" for row in rows) + "</table>\n"
    ),
    "drawn": lambda rows: "┌──┬──┐\n" + "├──┼──┤\n".join(f"│{'│'.join(row)}│\n" for row in rows) + "└──┴──┘\n",
}


def written(rows: list[list[str]], form: str = "Markdown") -> str:
    return BEFORE + FORMS[form](rows) + BEHIND


def told(left: str, right: str, relation: Relation | None = Relation.REVISION) -> list[str]:
    """Return the changes of substance in a line each, the most important first."""
    return [_line(change, left, right) for change in _substantive(left, right, relation)]


def _substantive(left: str, right: str, relation: Relation | None) -> list[Change]:
    result = compare(document(left), document(right), relation)
    assert isinstance(result, AlignedComparison)
    return [change for change in by_rank(result.changes) if change.weight is Weight.SUBSTANTIVE]


def _line(change: Change, left: str, right: str) -> str:
    cell = change.cell
    assert cell is not None, change
    old, new = cell.values.left, cell.values.right
    if not old + new:
        old, new = ("".join(span.of(text).split()) for span, text in zip(_spans(change), (left, right), strict=True))
    place = "/".join(filter(None, (cell.row, cell.column)))
    return f"{change.judgement.reason} {place}: {old}→{new}"


def _spans(change: Change) -> tuple[slice, ...]:
    return change.spans.left, change.spans.right  # type: ignore[return-value]


def exchanged(row: int, column: int, value: str) -> list[list[str]]:
    rows = [HEAD, *([*one] for one in BODY)]
    rows[row][column] = value
    return rows


@pytest.mark.parametrize(
    ("row", "column", "value", "line"),
    [
        # A figure, with its sign in any form.
        (1, 3, "63", "number 森林覆盖率/2025年: 65→63"),
        (2, 2, "510", "number 粮食产量/2020年: 500→510"),
        (3, 2, "-0.1", "number 居住/2020年: 0.1→-0.1"),
        (3, 2, "−0.1", "number 居住/2020年: 0.1→−0.1"),
        (3, 2, "－0.1", "number 居住/2020年: 0.1→－0.1"),
        (3, 3, "-2.3", "number 居住/2025年: 2.3→-2.3"),
        (4, 3, "66左右", "number 城镇化率/2025年: 66→66左右"),
        (4, 3, "≥66", "number 城镇化率/2025年: 66→≥66"),
        (4, 3, "64-66", "number 城镇化率/2025年: 66→64-66"),
        (4, 3, "—", "number 城镇化率/2025年: 66→—"),
        (4, 3, "", "number 城镇化率/2025年: 66→"),
        (2, 3, "1" + "0" * 30, "number 粮食产量/2025年: 520→1" + "0" * 30),
        # What a target is: the heaviest change that a table of a plan can have.
        (1, 4, "预期性", "obligation 森林覆盖率/属性: 约束性→预期性"),
        (3, 4, "约束性", "obligation 居住/属性: 预期性→约束性"),
        (2, 4, "预期", "obligation 粮食产量/属性: 约束性→预期"),
        (2, 4, "", "obligation 粮食产量/属性: 约束性→"),
        # Another unit is another value.
        (2, 1, "亿吨", "unit 粮食产量/单位: 万吨→亿吨"),
        (2, 1, "亿斤", "unit 粮食产量/单位: 万吨→亿斤"),
        (1, 1, "‰", "unit 森林覆盖率/单位: %→‰"),
    ],
)
def test_a_changed_cell_says_row_column_and_both_values(row: int, column: int, value: str, line: str) -> None:
    """One cell was changed: it alone is told, whole, by the row and the column it stands in."""
    assert told(written([HEAD, *BODY]), written(exchanged(row, column, value))) == [line]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [(1, 3, "65.0"), (1, 3, "６５"), (4, 2, "62.50"), (2, 3, "520 "), (3, 2, "0.10")],
)
def test_the_same_value_in_another_notation_is_no_change(row: int, column: int, value: str) -> None:
    """Zeros behind a figure, full width and blanks change no value."""
    assert told(written([HEAD, *BODY]), written(exchanged(row, column, value))) == []


def test_a_fall_from_binding_to_expected_ranks_before_the_figures() -> None:
    """The row of a plan lost both its figure and its force: the force comes first."""
    rows = exchanged(1, 3, "63")
    rows[1][4] = "预期性"
    rows[2][2] = "501"

    assert told(written([HEAD, *BODY]), written(rows)) == [
        "obligation 森林覆盖率/属性: 约束性→预期性",
        "number 森林覆盖率/2025年: 65→63",
        "number 粮食产量/2020年: 500→501",
    ]


@pytest.mark.parametrize("form", ["tabs", "Markdown"])
@pytest.mark.parametrize(
    ("left", "right", "lines"),
    [
        ("居住 0.1 2.3", "居住 -0.1 2.3", ["number 居住: 0.1→-0.1"]),
        ("森林覆盖率 % 60 65 约束性", "森林覆盖率 % 60 63 约束性", ["number 森林覆盖率: 65→63"]),
        ("交通 % 1.2 3.4 预期性", "交通 % 1.2 3.5 预期性", ["number 交通: 3.4→3.5"]),
        (
            "森林覆盖率 % 60 65 约束性",
            "森林覆盖率 % 60 63 预期性",
            ["obligation 森林覆盖率: 约束性→预期性", "number 森林覆盖率: 65→63"],
        ),
    ],
)
def test_a_single_row_is_a_table_too(form: str, left: str, right: str, lines: list[str]) -> None:
    """A row that was cut out of its table has no head; its cells are kept apart all the same."""
    rows = one_row(form, left), one_row(form, right)

    assert told(*rows) == lines


def one_row(form: str, row: str) -> str:
    cells = row.split()
    return "\t".join(cells) + "\n" if form == "tabs" else f"| {' | '.join(cells)} |\n"


@pytest.mark.parametrize("order", [(2, 1, 3, 4), (4, 1, 2, 3), (2, 3, 4, 1), (4, 3, 2, 1)])
def test_rows_in_another_order_are_no_change_of_value(order: tuple[int, ...]) -> None:
    """Each row answers to its own name: the order is told, and no figure."""
    rows = [HEAD, *BODY]

    lines = told(written(rows), written([rows[0], *(rows[n] for n in order)]))

    assert lines and all(line.startswith("row-moved") for line in lines)


def test_a_row_that_moved_tells_the_value_that_changed_in_it() -> None:
    """The list of partners is sorted anew, and one figure is another: that figure is told beside its own old one."""
    rows = exchanged(3, 3, "2.4")

    lines = told(written([HEAD, *BODY]), written([rows[0], rows[3], rows[1], rows[2], rows[4]]))

    assert lines[0] == "number 居住/2025年: 2.3→2.4"
    assert [line.split()[0] for line in lines] == ["number", "row-moved"]


@pytest.mark.parametrize("order", [(0, 1, 3, 2, 4), (0, 4, 1, 2, 3), (0, 3, 2, 1, 4)])
def test_columns_in_another_order_are_no_change_of_value(order: tuple[int, ...]) -> None:
    """Each column answers to its own head, told once."""
    rows = [HEAD, *BODY]

    lines = told(written(rows), written([[row[n] for n in order] for row in rows]))

    assert lines and all(line.startswith("column-moved") for line in lines)


@pytest.mark.parametrize(("row", "name"), [(1, "森林覆盖率"), (2, "粮食产量"), (4, "城镇化率")])
def test_a_row_that_only_one_side_has_says_so(row: int, name: str) -> None:
    """The other rows are what they were, wherever the row stood."""
    rows = [HEAD, *BODY]
    fewer = [*rows[:row], *rows[row + 1 :]]

    assert [line.split(":")[0] for line in told(written(rows), written(fewer))] == [f"row-dropped {name}"]
    assert [line.split(":")[0] for line in told(written(fewer), written(rows))] == [f"row-added {name}"]


@pytest.mark.parametrize(("column", "name"), [(1, "单位"), (2, "2020年"), (4, "属性")])
def test_a_column_that_only_one_side_has_is_one_finding(column: int, name: str) -> None:
    """Its cells are told as one, with their places, and the other columns are what they were."""
    rows = [HEAD, *BODY]
    fewer = [[*row[:column], *row[column + 1 :]] for row in rows]

    dropped = _substantive(written(rows), written(fewer), Relation.REVISION)
    added = _substantive(written(fewer), written(rows), Relation.REVISION)

    for changes, reason in ((dropped, "column-dropped"), (added, "column-added")):
        assert [change.judgement.reason for change in changes] == [reason] * 5
        assert {change.group for change in changes} == {changes[0].id}
        assert {change.cell.column for change in changes if change.cell} == {name}


def test_an_indicator_is_never_set_beside_another() -> None:
    """One row went and one came in its place: two indicators, though their names are alike."""
    left = "| 指标 | 2025年 |\n|---|---|\n| 城镇居民人均可支配收入 | 50000 |\n| 农村居民人均可支配收入 | 25000 |\n"
    right = left.replace("城镇居民", "全体居民").replace("50000", "40000")

    assert [line.split(":")[0] for line in told(left, right)] == [
        "row-added 全体居民人均可支配收入",
        "row-dropped 城镇居民人均可支配收入",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("城镇化率", "常住人口城镇化率"),
        ("森林覆盖率", "森林覆盖率（%）"),
        ("居住", "居住①"),
        ("森林覆盖率", "1.森林覆盖率"),
    ],
)
def test_a_row_whose_name_goes_on_in_another_is_still_that_row(old: str, new: str) -> None:
    """A unit, a note mark, a number or a word more in the name leaves the figures what they are."""
    rows = [HEAD, *BODY]
    renamed = [[cell.replace(old, new) if cell == old else cell for cell in row] for row in rows]

    assert not [line for line in told(written(rows), written(renamed)) if line.startswith(("number", "row-"))]


@pytest.mark.parametrize(
    ("left", "right", "line"),
    [
        ("人民法院审理案件暂行规定\t1986年\t已失效", "人民法院审理案件暂定规定\t1986年\t已失效", "wording"),
        ("第168条（修正案第2条）\t签订合同失职罪\t新增", "第268条（修正案第2条）\t签订合同失职罪\t新增", "reference"),
        ("某某学院\t5.1\t6.2", "某某大学\t5.1\t6.2", "wording"),
    ],
)
def test_a_row_in_its_place_bears_another_name(left: str, right: str, line: str) -> None:
    """What stands beside the name agrees, or the name is nearly the same: the name alone changed."""
    head, rest = "名称\t甲\t乙\n首行\t1\t2\n", "\n末行\t3\t4\n"

    assert [said.split()[0] for said in told(head + left + rest, head + right + rest)] == [line]


def test_rows_of_one_name_answer_in_order() -> None:
    """其中：机电 stands under exports and under imports; the one under imports changed."""
    left = "| 项目 | 金额 |\n|---|---|\n| 出口 | 10 |\n| 其中：机电 | 5 |\n| 进口 | 8 |\n| 其中：机电 | 4 |\n"
    right = left.replace("机电 | 4", "机电 | 6")

    assert told(left, right) == ["number 其中：机电/金额: 4→6"]


def test_the_table_of_the_same_indicators_for_another_place_is_another() -> None:
    """Two tables with the same rows and heads: the change is told of the second."""
    table = "| 指标 | 2023年 |\n|---|---|\n| 人口 | {} |\n| 产值 | {} |\n"
    left = "表1 全市\n\n" + table.format(1, 2) + "\n表2 郊区\n\n" + table.format(3, 4)
    right = "表1 全市\n\n" + table.format(1, 2) + "\n新增一段说明文字。\n\n表2 郊区\n\n" + table.format(33, 4)

    found = [change for change in _substantive(left, right, Relation.REVISION) if change.cell]

    assert [_line(change, left, right) for change in found] == ["number 人口/2023年: 3→33"]
    assert found[0].cell and found[0].cell.tables.left == 2


@pytest.mark.parametrize("right", FORMS)
@pytest.mark.parametrize("left", FORMS)
def test_the_same_table_in_another_form_is_layout(left: str, right: str) -> None:
    """Tabs, one cell a line, blanks, Markdown, HTML, drawn lines: not a cell differs, and one that does is found."""
    rows = [HEAD, *BODY]
    changed = exchanged(3, 2, "-0.1")

    result = compare(document(written(rows, left)), document(written(rows, right)))

    assert not [change for change in result.changes if change.weight is not Weight.COSMETIC]
    assert result.relation is Relation.RENDERING
    assert told(written(rows, left), written(changed, right), None) == ["number 居住/2020年: 0.1→-0.1"]


TASKS = (
    "序号\t任务\t责任单位\t完成时限\n1\t修订条例\t市司法局\t2025年6月\n"
    "2\t建设平台\t市数据局\t2025年12月\n3\t开展培训\t市人社局\t长期\n"
)
LINES = TASKS.replace("\t", "\n")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("长期", "2026年1月", "wording 开展培训/完成时限: 长期→2026年1月"),
        ("市数据局", "市工信局", "name 建设平台/责任单位: 市数据局→市工信局"),
        ("2025年6月", "2025年9月", "number 修订条例/完成时限: 2025年6月→2025年9月"),
    ],
)
def test_a_document_learns_a_table_of_words_from_its_twin(old: str, new: str, line: str) -> None:
    """Short lines are no table by themselves; beside the same cells in rows they are."""
    assert told(TASKS, LINES) == []
    assert told(TASKS, LINES.replace(old, new)) == [line]


def test_the_numbers_of_rows_only_count_them() -> None:
    """A task was put in before others: their numbers follow, and nothing else changed."""
    right = TASKS.replace("\n1\t", "\n1\t编制目录\t市档案局\t长期\n2\t").replace("\n2\t建", "\n3\t建")
    right = right.replace("\n3\t开", "\n4\t开")

    assert [line.split(":")[0] for line in told(TASKS, right)] == ["row-added 编制目录"]


def test_cells_that_a_copy_leaves_out_are_empty() -> None:
    """A web page gives one cell a line and no line for an empty one; its twin knows where that stood."""
    rows = [
        [cell if (n, m) not in {(2, 2), (3, 4)} else "" for m, cell in enumerate(row)]
        for n, row in enumerate([HEAD, *BODY])
    ]
    lines = BEFORE + "".join(f"{cell}\n" for row in rows for cell in row if cell) + BEHIND

    assert told(written(rows), lines) == []
    assert told(written(rows), lines.replace("\n65\n", "\n63\n")) == ["number 森林覆盖率/2025年: 65→63"]


TWO_LINES = (
    "<table><tr><td rowspan=2>指标</td><td colspan=2>绝对数</td><td rowspan=2>增长（%）</td></tr>"
    "<tr><td>亿元</td><td>亿美元</td></tr><tr><td>出口额</td><td>380</td><td>53</td><td>0.6</td></tr></table>\n"
)


@pytest.mark.parametrize(
    ("left", "right", "lines"),
    [
        # Ragged rows.
        (
            "指标\t2020年\t2025年\n甲\t1\t2\n乙\t3\n丙\t4\t5\t6\n",
            "指标\t2020年\t2025年\n甲\t1\t2\n乙\t7\n丙\t4\t5\t8\n",
            ["number 乙/2020年: 3→7", "number 丙: 6→8"],
        ),
        # A head over two lines, cells merged over columns and rows.
        (
            TWO_LINES,
            "指标\t绝对数\t\t增长（%）\n\t亿元\t亿美元\t\n出口额\t380\t54\t-0.6\n",
            ["number 出口额/绝对数亿美元: 53→54", "number 出口额/增长（%）: 0.6→-0.6"],
        ),
        # A category that is merged downwards.
        (
            "类别\t指标\t2025年\n经济\t产值\t5\n\t税收\t6\n民生\t就业\t7\n\t收入\t8\n",
            "类别\t指标\t2025年\n经济\t产值\t5\n\t税收\t-6\n民生\t就业\t7\n\t收入\t9\n",
            ["number 税收/2025年: 6→-6", "number 收入/2025年: 8→9"],
        ),
        # Only the year in the head.
        (
            "| 指标 | 2025年 |\n|---|---|\n| 产值 | 5 |\n| 税收 | 6 |\n",
            "| 指标 | 2030年 |\n|---|---|\n| 产值 | 5 |\n| 税收 | 6 |\n",
            ["number 指标/2025年: 2025年→2030年"],
        ),
    ],
)
def test_tables_as_they_come(left: str, right: str, lines: list[str]) -> None:
    """Ragged rows, heads over two lines, merged cells: the right cells stand against each other."""
    assert told(left, right) == lines


def test_a_chain_of_ten_thousand_cells_is_compared() -> None:
    """One row of a sheet without end: the one cell that differs is found."""
    row = [str(n) for n in range(10_000)]
    left = "\t".join(["指标", *row]) + "\n" + "\t".join(["数值", *row]) + "\n"
    row[5000] = "-5000"
    right = "\t".join(["指标", *map(str, range(10_000))]) + "\n" + "\t".join(["数值", *row]) + "\n"

    (change,) = _substantive(left, right, Relation.REVISION)

    assert (change.spans.left.of(left), change.spans.right.of(right)) == ("5000", "-5000")


NUMBERS = st.integers(-999, 999).map(lambda n: f"{n / 10:.1f}")
NAMES = st.lists(st.text("甲乙丙丁戊己庚辛壬癸", min_size=3, max_size=5), min_size=2, max_size=5, unique=True)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(NAMES, st.data())
def test_exactly_the_cells_that_differ_are_told(names: list[str], data: st.DataObject) -> None:
    """Whatever the figures and the forms: the cells told are those whose value is another."""
    heads = ["指标", "2023年", "2024年"]
    old, new = ({name: [data.draw(NUMBERS), data.draw(NUMBERS)] for name in names} for _ in "ab")
    for name in names:
        if data.draw(st.booleans()):
            new[name] = old[name]
    forms = [data.draw(st.sampled_from(["tabs", "Markdown", "HTML"])) for _ in "ab"]
    left, right = (
        written([heads, *([name, *side[name]] for name in names)], form)
        for side, form in zip((old, new), forms, strict=True)
    )

    differ = {(name, heads[n + 1]) for name in names for n in (0, 1) if float(old[name][n]) != float(new[name][n])}
    found = _substantive(left, right, Relation.REVISION)

    assert {(change.cell.row, change.cell.column) for change in found if change.cell} == differ
    assert len(found) == len(differ)


NATIONAL = (
    "国家生态振兴规划\n第一章 目标\n" + FORMS["Markdown"]([HEAD, *BODY]) + "第二章 任务\n支持资源型地区加快转型。\n"
)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("| 60 | 65 | 约束性 |", "| 60 | 68.5 | 约束性 |", "number 森林覆盖率/2025年: 65→68.5"),
        ("| 62.5 | 66 | 预期性 |", "| 60.1 | 66 | 预期性 |", "number 城镇化率/2020年: 62.5→60.1"),
        ("| 500 | 520 | 约束性 |", "| 500 | 520 | 预期性 |", "obligation 粮食产量/属性: 约束性→预期性"),
        ("| 0.1 | 2.3 | 预期性 |", "| 0.1 | -2.3 | 预期性 |", "number 居住/2025年: 2.3→-2.3"),
    ],
)
def test_a_local_plan_adapts_a_cell(old: str, new: str, line: str) -> None:
    """In a derivation a row of the indicators is compared with the row of the same name, cell by cell."""
    local = "柳湾省生态振兴方案\n第一章 本省目标\n加强领导。\n" + NATIONAL.split("目标\n")[1].replace(old, new)
    result = compare(document(NATIONAL), document(local), Relation.DERIVATION)

    assert line in [_line(change, NATIONAL, local) for change in result.changes if change.cell]
