"""Targets: every figure with what it counts, of which year, and whether it is aimed at; never one beside another's."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from conftest import Run, document

from plandiff import targets as targets_of_files
from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.indicators.period import Tense
from plandiff.indicators.result import Targets, targets
from plandiff.reports.opening import opening
from plandiff.reports.to_targets import targets_text

REPORT = """政府工作报告
——2019年3月5日在第十三届全国人民代表大会第二次会议上
一、2018年工作回顾
国内生产总值突破90万亿元，增长6.6%。城镇调查失业率稳定在5%左右的较低水平。
二、2019年经济社会发展总体要求和政策取向
今年经济社会发展的主要预期目标是：国内生产总值增长6%－6.5%；城镇新增就业1100万人以上，城镇登记失业率4.5%以内。
粮食、油料产量分别达到1.3万亿斤和700万吨。再减少农村贫困人口1000万以上。大病保险报销比例由50%提高到60%。
"""
BOX = """某省“十四五”规划
专栏1 主要指标

| 类别 | 指标 | 2020年 | 2025年 | 属性 |
| --- | --- | --- | --- | --- |
| 绿色 | 1.森林覆盖率（%） | 23.2 | 24.1 | 约束性 |
| 绿色 | 2.单位GDP能源消耗降低（%） | — | [13.5] | 约束性 |
| 经济 | 3.常住人口城镇化率（%） | 60.6 | 65 | 预期性 |
"""
STACKED = """某省“十四五”规划

指标
2020年
2025年
属性
一、经济发展
常住人口城镇化率（%）
60.6
65
预期性
二、绿色生态
森林覆盖率（%）
23.2
24.1
约束性
"""


def told(*texts: str) -> list[tuple[str, str, str, str, str, int | None]]:
    """Return the values of documents: indicator, text, unit, bound, tense, year."""
    result = targets([document(text, f"{n}.txt") for n, text in enumerate(texts)])
    return [
        (
            row.indicator,
            one.span.of(texts[one.document]),
            one.amount.unit,
            one.amount.bound.value,
            one.tense.value,
            one.year,
        )
        for row in result.rows
        for one in row.values
    ]


def test_a_report_tells_results_of_last_year_and_targets_of_this_one() -> None:
    """The look-back is a result of the year before, what follows a target; each with its bound and unit."""
    assert told(REPORT)[:6] == [
        ("国内生产总值", "突破90万亿元", "元", "at-least", "result", 2018),
        ("国内生产总值增长", "6.6%", "%", "exact", "result", 2018),
        ("国内生产总值增长", "6%－6.5%", "%", "range", "target", 2019),
        ("城镇新增就业", "1100万人以上", "人", "at-least", "target", 2019),
        ("城镇登记失业率", "4.5%以内", "%", "at-most", "target", 2019),
        ("粮食产量", "1.3万亿斤", "吨", "exact", "target", 2019),
    ]


def test_figures_that_are_given_out_in_order_go_to_their_own_indicators() -> None:
    """分别 gives each figure to its item, and a harvest in 斤 is told in the unit of one in 吨."""
    result = targets([document(REPORT)])
    rows = {row.indicator: row.values[0].amount for row in result.rows}

    assert rows["粮食产量"].low == 650_000_000 and rows["油料产量"].low == 7_000_000


def test_a_chapter_on_a_plan_tells_the_last_year_of_the_plan() -> None:
    """In a report, targets of the five-year plan are not those of the year."""
    text = """政府工作报告
——2016年3月5日
一、2015年工作回顾
城镇新增就业1312万人。
二、“十三五”时期主要目标任务
城镇新增就业5000万人以上。
三、2016年重点工作
城镇新增就业1000万人以上。
"""
    assert [row[1:] for row in told(text)] == [
        ("1312万人", "人", "exact", "result", 2015),
        ("5000万人以上", "人", "at-least", "target", 2020),
        ("1000万人以上", "人", "at-least", "target", 2016),
    ]


def test_a_chapter_that_looks_back_first_tells_targets_from_its_turn_on() -> None:
    """十三五时期发展成就和十四五时期主要目标任务: what was reached, then what is aimed at."""
    text = """政府工作报告
——2021年3月5日
一、2020年工作回顾
城镇新增就业1186万人。
二、“十三五”时期发展成就和“十四五”时期主要目标任务
城镇新增就业超过6000万人。
“十四五”时期是新征程的第一个五年。森林覆盖率达到24.1%。
三、2021年重点工作
城镇新增就业1100万人以上。
"""
    assert [(row[0], row[4], row[5]) for row in told(text)] == [
        ("城镇新增就业", "result", 2020),
        ("城镇新增就业", "target", 2021),
        ("城镇新增就业", "result", 2020),
        ("森林覆盖率", "target", 2025),
    ]


def test_a_burden_is_no_sign_of_a_number() -> None:
    """企业降负5700亿元 is no negative figure."""
    assert [row.values[0].amount.low for row in targets([document("某市规划\n为企业减税降负5700亿元。\n")]).rows] == [
        570_000_000_000
    ]


def test_a_change_from_one_value_to_another_is_a_baseline_and_a_target() -> None:
    """由50%提高到60% is one indicator with two values, not a rise by 60%."""
    assert [row[1:] for row in told(REPORT) if "报销比例" in row[0]] == [
        ("50%", "%", "exact", "baseline", None),
        ("60%", "%", "exact", "target", 2019),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "落实第三条和《“十四五”规划2025年行动方案》。",
        "打好三大攻坚战，推进G219国道和5G网络。",
        "会议于2025年3月5日召开。",
        "产值见注[1]，详见①。",
        "60岁以上人口需要照料。",
        "推进“12345”热线建设。",
    ],
)
def test_names_dates_ordinals_and_codes_are_no_targets(sentence: str) -> None:
    """What carries a number without counting anything is not told."""
    assert told(f"某市规划\n{sentence}\n") == []


def test_one_indicator_is_one_row_whatever_it_is_called() -> None:
    """GDP and 国内生产总值, 增速 and 增长, in two documents and two scripts, stand in one row; others do not."""
    rows = targets(
        [
            document("2024年工作报告\n今年目标是：GDP增速5%左右。\n"),
            document("2025年工作報告\n今年目標是：國內生產總值增長5%以上，居民收入增長6%。\n"),
        ]
    ).rows

    assert [[value.document for value in row.values] for row in rows] == [[0, 1], [1]]
    assert {value.tense for row in rows for value in row.values} == {Tense.TARGET}


@pytest.mark.parametrize("text", [BOX, STACKED, BOX.replace(" | ", "\t").replace("| ", "").replace(" |", "")])
def test_boxes_tell_baseline_target_and_duty(text: str) -> None:
    """A table of main indicators is read in Markdown, with tabs and with a cell a line; 约束性 is binding."""
    result = targets([document(text)])
    rows = {row.indicator: row.values for row in result.rows}

    assert [(v.tense.value, v.year, float(v.amount.low), v.obligation) for v in rows["森林覆盖率"]] == [
        ("baseline", 2020, 23.2, None),
        ("target", 2025, 24.1, "binding"),
    ]
    assert [v.obligation for v in rows["常住人口城镇化率"] if v.tense is Tense.TARGET] == ["expected"]


def test_brackets_of_a_plan_are_what_five_years_bring_together() -> None:
    """[13.5] in a table of a plan is cumulative, so it stands in a row of its own."""
    assert ("单位国内生产总值能源消耗下降累计", "[13.5]", "%", "exact", "target", 2025) in told(BOX)


def test_ragged_rows_huge_figures_and_long_chains_give_a_right_result() -> None:
    """A short row, a figure of 10^40 and a chain of 2,000 figures neither fail nor mix values."""
    ragged = "某市规划\n\n| 指标 | 2025年 |\n| 森林覆盖率 |\n| 人口（万人） | 1" + "0" * 40 + " | 5 |\n"
    chain = "某市规划\n" + "财政收入增长5%、" * 2000 + "\n"

    assert [(row[0], row[1][:2]) for row in told(ragged)] == [("人口", "10")]
    assert len(told(chain)) == 1


def test_no_value_of_a_document_is_left_out_when_two_have_the_same_name() -> None:
    """Two different targets of one indicator and year stand in rows of their own: at most one in a row."""
    result: Targets = targets([document("某市规划\n到2025年，森林覆盖率达到24%。\n到2025年，森林覆盖率达到41%。\n")])

    assert [float(row.values[0].amount.low) for row in result.rows] == [24, 41]


def test_targets_end_with_zero_and_are_written_in_every_format(tmp_path: Path, plandiff: Run) -> None:
    """Each ending of -o gives its format; a file that cannot be read does not hide the others."""
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    for ending in ("json", "csv", "html", "xlsx"):
        assert plandiff("targets", "a.txt", "-o", f"t.{ending}").returncode == 0
    failed = plandiff("targets", "a.txt", "none.txt")

    value = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert value == targets_of_files([tmp_path / "a.txt"]).to_dict() | {"documents": value["documents"]}
    assert "国内生产总值增长" in (tmp_path / "t.html").read_text(encoding="utf-8")
    assert zipfile.ZipFile(io.BytesIO((tmp_path / "t.xlsx").read_bytes())).testzip() is None
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").startswith("indicator,document,place,year,tense,text,low")
    assert failed.returncode == 2 and "国内生产总值增长" in failed.stdout.decode()
    assert "none.txt does not exist" in failed.stderr.decode()


BULLETIN = """{year}年滨海市国民经济和社会发展统计公报
| 指标 | 单位 | {year}年 | 比上年增长（%） |
|---|---|---|---|
| 粮食产量 | 万吨 | {grain} | {rise} |
| 单位GDP能耗降低（{duty}） | % | 3.5 | 0.1 |
"""


def test_a_table_of_a_bulletin_names_its_units_and_its_rises() -> None:
    """A column 比上年增长 is the rise of the row; a duty in brackets is no part of a name; units are as written."""
    old = document(BULLETIN.format(year=2023, grain="512.3", rise="1.2", duty="约束性"))
    new = document(BULLETIN.format(year=2024, grain="498.7", rise="-2.7", duty="预期性"))
    result = targets([old, new])

    assert [row.indicator for row in result.rows] == [
        "粮食产量",
        "粮食产量增长",
        "单位国内生产总值能耗下降",
        "单位国内生产总值能耗增长",
    ]
    assert "512.3 (万吨)" in targets_text(result, 80, colour=False)
    assert result.rows[0].values[0].amount.low == 5_123_000


def test_the_first_lines_name_the_cells_that_changed() -> None:
    """A target that no longer binds comes first, and each figure says its row and column."""
    old = BULLETIN.format(year=2023, grain="512.3", rise="1.2", duty="约束性")
    new = BULLETIN.format(year=2024, grain="498.7", rise="-2.7", duty="预期性") + "| 禽蛋产量 | 万吨 | 20.3 | 0.4 |\n"
    more = "\n".join(f"第{n}项工作已经完成{n + 10}处改造。" for n in range(1, 12))
    changed = "\n".join(f"第{n}项工作已经完成{n + 30}处改造。" for n in range(1, 12))
    result = compare(document(old + more), document(new + changed), Relation.REVISION)
    said = ["".join(part.text for part in line) for line in opening(result, 80)]

    assert said[1] == "! 单位GDP能耗降低（约束性） 指标 约束 → 预期"
    assert "# 粮食产量 2023年 512.3 → 498.7" in said


def test_how_things_stand_and_what_is_only_described_is_no_target() -> None:
    """Among the tasks: people who have something, a band of a tax, and how many there are today."""
    text = """某省2024年政府工作报告
一、2023年工作回顾
粮食产量达到500万吨。
二、2024年工作任务
①新建高标准农田60万亩。把全省9000多万人民的饭碗端牢。年应纳税所得额100万元至300万元部分减半征收。我省有290万在校学生。
"""
    rows = {row.indicator: [value.tense for value in row.values] for row in targets([document(text)]).rows}

    assert rows == {
        "粮食产量": [Tense.RESULT],
        "新建高标准农田": [Tense.TARGET],
        "在校学生": [Tense.RESULT],
    }


def test_each_figure_of_a_list_is_told_with_what_the_list_is_of() -> None:
    """A page's first lines name what a figure is of: from its clause's beginning, and over an enumeration comma."""
    frame = "今年主要预期目标是：城镇和农村常住居民人均可支配收入分别增长{0}、{1}。\n各级政府应当落实责任。\n"
    goals = "".join(f"建设第{n}类设施{{0}}万个。\n" for n in "甲乙丙丁戊己庚辛壬")
    old, new = (document((frame + goals).format(*rates)) for rates in (("9%", "10%"), ("8%", "7%")))
    result = compare(old, new, Relation.REVISION)
    said = ["".join(part.text for part in line) for line in opening(result, 80)]

    assert "# 城镇和农村常住居民人均可支配收入分别增长 9% → 8%" in said
    assert "# …农村常住居民人均可支配收入分别增长9%、 10% → 7%" in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("国内生产总值增长5%左右", "地区生产总值增长6%左右"),
        ("国内生产总值增长5%左右", "生产总值增长6%左右"),
        ("国内生产总值增长5%左右", "经济增长6%左右"),
        ("单位国内生产总值能耗下降3%左右", "单位地区生产总值能耗下降2%左右"),
        ("单位国内生产总值能耗下降3%左右", "单位生产总值能耗下降2%左右"),
        ("单位国内生产总值能耗下降3%左右", "万元地区生产总值能耗下降2%左右"),
        ("单位国内生产总值二氧化碳排放下降3.8%", "单位地区生产总值二氧化碳排放下降3%"),
        ("单位国内生产总值二氧化碳排放下降3.8%", "单位生产总值二氧化碳排放下降3%"),
        ("粮食产量14000亿斤以上", "粮食总产量880亿斤以上"),
        ("粮食产量14000亿斤以上", "粮食总产880亿斤以上"),
        ("城镇新增就业1200万人以上", "新增城镇就业17万人以上"),
    ],
)
def test_what_the_country_and_a_place_aim_at_stands_in_one_row(one: str, other: str) -> None:
    """A row bears the name that the first document gives it."""
    found = targets([document(f"2025年主要预期目标是：{text}。", f"{n}.txt") for n, text in enumerate((one, other))])

    (row,) = [row for row in found.rows if len(row.values) == 2]
    assert one.startswith(row.indicator.removesuffix("增长").removesuffix("下降"))


@pytest.mark.parametrize(
    "title",
    [
        *(
            "名词解释",
            "【名词解释】",
            "附：部分名词解释",
            "附件二：名词解释",
            "《政府工作报告》有关内容名词注释",
            "注释",
        ),
        *("政府工作报告专业术语名词解释", "《政府工作报告》相关缩略语", "部分工作和用语说明", "主要名词解释", "注解："),
        *("《政府工作报告》中有关术语的说明", "注释"),
    ],
)
def test_the_glossary_of_a_report_sets_no_targets(title: str) -> None:
    report = "某省2024年政府工作报告\n一、2024年工作任务\n新建高标准农田60万亩。\n"
    text = f"{report}\n{title}\n1.“千企计划”：每年培育企业900家。\n"

    assert [row[:2] for row in told(text)] == [("新建高标准农田", "60万亩")]
