"""What the tables of a document are: the same rows, names and heads whatever parts the cells, and no prose in them."""

import pytest
from conftest import document

from plandiff.outline import outlined
from plandiff.outline.tables import Table, bare_name

ROWS = [
    ["指标", "2020年", "2025年", "属性"],
    ["森林覆盖率（%）", "60", "65", "约束性"],
    ["粮食产量（万吨）", "500", "520", "预期性"],
    ["居住", "0.1", "-2.3", "预期性"],
]


def tables(text: str) -> list[Table]:
    return outlined(document(text)).tables


def cells(text: str) -> list[list[str]]:
    whole = outlined(document(text))
    (table,) = whole.tables
    return [[cell.of(whole.text.kept) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        "".join("\t".join(row) + "\n" for row in ROWS),
        "".join("\t".join(row) + "\r\n" for row in ROWS),
        "".join("    ".join(row) + "\n" for row in ROWS),
        "".join("　　" + "　".join(row) + "\n" for row in ROWS),
        "".join("".join(cell + " " * (20 - 2 * len(cell)) for cell in row) + "\n" for row in ROWS),
        "".join("\n".join(row) + "\n" for row in ROWS),
        "".join("\n\n".join(row) + "\n\n" for row in ROWS),
        "|".join(ROWS[0]) + "\n---|---|---|---\n" + "".join("|".join(row) + "\n" for row in ROWS[1:]),
        "".join(f"｜{'｜'.join(row)}｜\n" for row in ROWS),
        "+--+--+\n" + "".join(f"| {' | '.join(row)} |\n+--+--+\n" for row in ROWS),
        "┏━━┳━━┓\n" + "".join(f"┃{'┃'.join(row)}┃\n┣━━╋━━┫\n" for row in ROWS),
        "<table>" + "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in ROWS) + "</table>",
        "<TABLE border=1>" + "".join(f"<TR>\n<TH>{'<TH><p>'.join(row)}\n" for row in ROWS) + "</TABLE>",
    ],
)
def test_a_table_is_the_same_whatever_parts_its_cells(text: str) -> None:
    """Tabs, blanks, wide blanks, lines, bars, rules, tags: the same cells, names and heads."""
    (table,) = tables(text)

    assert cells(text) == ROWS
    assert table.columns == ("指标", "2020年", "2025年", "属性")
    assert [row.written for row in table.rows if not row.is_head] == [row[0] for row in ROWS[1:]]


def test_a_cell_stands_where_the_source_has_it() -> None:
    """Offsets lead to the very characters, through blanks, bars and markup inside a cell."""
    text = "前言。\n\n| 指标 | 2025年 |\n| --- | ---: |\n| **森林**覆盖率 | 65 |\n"
    whole = outlined(document(text))
    row = whole.tables[0].rows[1]
    spans = [whole.text.offsets.source_span(*cell) for cell in row.cells]

    assert [span.of(text) for span in spans] == ["森林**覆盖率", "65"]
    assert [whole.text.key[slice(*cell)] for cell in row.cells] == ["森林复盖率", "65"]


@pytest.mark.parametrize(
    "text",
    [
        "第一条\t为了发展，制定本法。\n第二条\t国务院主管全国工作。\n",
        "\t全市各级政府应当落实责任。\n\t各部门应当加强监督检查。\n",
        "来源：柳湾日报 | 作者：张三\n全市粮食产量增长5%。\n",
        "会议由王主任|李主任主持。参加会议的有张三|李四。\n会议还研究了其他事项|通报了情况。\n",
        "张三　　李四　　王五\n赵六　　钱七　　孙八\n",
        "到  2025  年\n创建  10  个左右示范区\n支持县区发展。\n",
        "一、总体要求\n二、主要目标\n三、重点任务\n四、保障措施\n",
        "加强领导\n完善政策\n落实责任\n强化监督\n",
        "编制说明\n2024年\n征求意见\n2025年\n",
        "为2021至\n2025年，\n远期展望\n2035年。\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    """Indents, a bar in a line, rosters, wrapped sentences, lists of headings."""
    assert tables(text) == []


def test_the_heading_of_a_table_row_opens_no_section() -> None:
    """一、出口总额 is the name of a row; the chapter behind the table is one."""
    text = (
        "一、对外贸易\n全年进出口增长。\n项目\t金额\n一、出口总额\t380\n二、进口总额\t180\n二、人民生活\n收入增长。\n"
    )

    assert [heading.title for heading in outlined(document(text)).headings] == ["对外贸易", "人民生活"]


@pytest.mark.parametrize(
    ("text", "columns", "names"),
    [
        # A head over two lines.
        (
            "指标\t2024年\t\t2025年\t\n\t总量\t增速\t总量\t增速\n产值\t1\t2\t3\t4\n税收\t5\t6\t7\t8\n",
            ("指标", "2024年总量", "2024年增速", "2025年总量", "2025年增速"),
            ["产值", "税收"],
        ),
        (
            (
                "<table><tr><td rowspan='2'>指标</td><td colspan='2'>绝对数</td><td rowspan='2'>增长</td></tr>"
                "<tr><td>亿元</td><td>亿美元</td></tr><tr><td>出口</td><td>1</td><td>2</td><td>3</td></tr></table>"
            ),
            ("指标", "绝对数亿元", "绝对数亿美元", "增长"),
            ["出口"],
        ),
        # A title over all columns.
        (
            "| 表1 主要指标 | | |\n| 指标 | 2024年 | 2025年 |\n|---|---|---|\n| 产值 | 1 | 2 |\n",
            ("指标", "2024年", "2025年"),
            ["产值"],
        ),
        # The names stand behind numbers or categories.
        (
            "序号\t任务\t单位\n1\t修订条例\t司法局\n2\t建设平台\t数据局\n",
            ("序号", "任务", "单位"),
            ["修订条例", "建设平台"],
        ),
        (
            "类别\t指标\t值\n经济\t产值\t1\n\t税收\t2\n民生\t收入\t3\n\t就业\t4\n",
            ("类别", "指标", "值"),
            ["产值", "税收", "收入", "就业"],
        ),
        # No head at all.
        ("| 产值 | 1 |\n| 税收 | 2 |\n", ("", ""), ["产值", "税收"]),
        # Numbers and 其中 before a name.
        (
            "项目\t值\n一、出口\t3\n其中：机电\t2\n1.服装\t1\n#纺织\t1\n",
            ("项目", "值"),
            ["出口", "机电", "服装", "纺织"],
        ),
    ],
)
def test_rows_have_names_and_columns_heads(text: str, columns: tuple[str, ...], names: list[str]) -> None:
    """Merged cells, titles, numbers, categories: what a row is called, and what a column."""
    (table,) = tables(text)

    assert table.columns == columns
    assert [row.name for row in table.rows if not row.is_head] == names


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("粮食产量(万吨)", "粮食产量"),
        ("森林覆盖率(%)", "森林覆盖率"),
        ("人均收入(元/人)", "人均收入"),
        ("产值①", "产值"),
        ("产值[1]", "产值"),
        ("人口(城镇)", "人口(城镇)"),
    ],
)
def test_a_unit_and_a_note_mark_are_no_part_of_a_name(name: str, bare: str) -> None:
    """Of two names that differ in these alone both mean one row; (城镇) says which it is."""
    assert bare_name(name) == bare


def test_a_short_row_keeps_its_cells_under_their_columns() -> None:
    """Where blanks align the cells, a missing one leaves its column empty."""
    head = "指标      单位    2020年  2025年\n"
    text = head + "产值      亿元    1       2\n税收              3       4\n收入      元      5       6\n"

    assert cells(text)[2] == ["税收", "", "3", "4"]


def test_a_cell_of_a_whole_passage_makes_no_table() -> None:
    """A frame around long passages is layout: they are compared as text."""
    passage = "各级政府应当加强领导，落实责任。" * 40

    assert tables(f"| 原文 | {passage} |\n|---|---|\n| 新文 | {passage} |\n") == []


def test_a_hostile_table_claims_no_more_columns_than_a_row_may_have() -> None:
    """Cells merged over a thousand columns and rows cost no more than they hold."""
    text = "<table>" + "<tr><td rowspan=999 colspan=999>甲</td><td>1</td></tr>" * 50 + "</table>"

    assert max(len(row.cells) for table in tables(text) for row in table.rows) <= 200
