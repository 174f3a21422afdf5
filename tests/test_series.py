"""Successive documents of a series are known by title, issuer and year; figures and duties come before all else.

Lines are long where a document is read in one piece.
"""
# ruff: noqa: E501

import pytest
from conftest import document

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.judging.rank import by_rank
from plandiff.presentation.excerpts import sources_of
from plandiff.reports.cards import weightiest

REPORT = """政府工作报告
——{year}年3月5日在第十{n}届全国人民代表大会第一次会议上
一、{last}年工作回顾
过去一年，城镇新增就业{done}万人，各项工作取得新成效。
二、{year}年工作任务
城镇新增就业{jobs}万人以上。{duty}推进统一大市场建设。
"""
OLD = REPORT.format(year=2024, last=2023, n="三", done=1244, jobs=1200, duty="支持")
NEW = REPORT.format(year=2025, last=2024, n="四", done=1256, jobs=1250, duty="坚决")


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        (OLD, NEW, Relation.SERIES),
        (OLD, OLD.replace("1200", "1250"), Relation.REVISION),  # two versions of one year's report
        ("2023年国民经济和社会发展统计公报\n全年产值增长5.2%。", "2024年国民经济和社会发展统计公报\n全年产值增长5.0%。", Relation.SERIES),
        ("某省2024年工作要点\n抓好粮食生产。", "某省2025年工作要点\n抓好耕地保护。", Relation.SERIES),
        ("某省2024年工作要点\n抓好粮食生产。", "某市2024年工作要点\n抓好粮食生产。", Relation.REVISION),
        ("某市绿色建筑行动计划(2021-2023年)\n建设一批。", "某市绿色建筑行动计划(2024-2026年)\n推广一批。", Relation.SERIES),
        (
            "在第十一届全国人民代表大会第三次会议上的政府工作报告\n粮食丰收。",
            "政府工作报告\n——2011年3月5日在第十一届全国人民代表大会第四次会议上\n粮食又丰收。",
            Relation.SERIES,
        ),
        ("江州省政府工作报告\n2023年1月5日\n粮食丰收。", "政府工作报告\n——2024年1月9日在江州省第五届人民代表大会第二次会议上\n粮食又丰收。", Relation.SERIES),
        ("省长李某某作政府工作报告\n2023年1月5日\n粮食丰收。", "广东省人民政府工作报告\n2024年1月9日\n粮食又丰收。", Relation.SERIES),
        ("恩施州政府工作报告\n2023年1月5日\n粮食丰收。", "恩施土家族苗族自治州2024年政府工作报告\n粮食又丰收。", Relation.SERIES),
        ("江苏省苏州市政府工作报告\n2023年1月5日\n粮食丰收。", "苏州市2024年政府工作报告\n粮食又丰收。", Relation.SERIES),
        ("宁波市2023年政府工作报告\n粮食丰收。", "苏州市2024年政府工作报告\n粮食丰收。", Relation.REVISION),
        ("某省国民经济和社会发展第十个五年计划纲要\n到2005年粮食增产。", "某省国民经济和社会发展第十一个五年规划纲要\n到2010年粮食增产。", Relation.SERIES),
        ("关于1979年国民经济计划执行结果的公报\n粮食增产。", "关于1980年国民经济计划执行结果的公报\n粮食又增产。", Relation.SERIES),
        ("某省2023年教育统计公报\n在校生增加。", "某省2024年卫生统计公报\n床位增加。", Relation.REVISION),
    ],
)  # fmt: skip
def test_neighbours_of_a_series_are_known_from_either_side(left: str, right: str, relation: Relation) -> None:
    assert compare(document(left), document(right)).relation is relation
    assert compare(document(right), document(left)).relation is relation


def test_the_look_back_comes_last() -> None:
    """The target that changed is told before the result of last year, though it stands behind."""
    told = [change for change in by_rank(compare(document(OLD), document(NEW)).changes) if change.rank]
    texts = [change.spans.left.of(OLD) for change in told]
    place = {old: next(n for n, text in enumerate(texts) if old in text) for old in ("1200", "1244")}

    assert place["1200"] < place["1244"]


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        (
            "推动传统产业转型。由农业农村部负责。应当报告。增长5%。合同价格不含税。",
            "推动优势产业转型。由水利部负责。可以报告。增长6%。合同价格含税。",
            ["reversed", "number", "duty", "name", "wording"],
        ),
        ("森林覆盖率为约束性指标。增长5%。", "森林覆盖率为预期性指标。增长6%。", ["obligation", "number"]),
        ("整改已完成。任务共3项。", "整改未完成。任务共4项。", ["reversed", "number"]),
        ("经营者应当公开信息。期限为3日。", "经营者不得公开信息。期限为5日。", ["reversed", "number"]),
    ],
)
def test_what_counts_comes_first(left: str, right: str, order: list[str]) -> None:
    result = compare(document(left), document(right), Relation.REVISION)

    assert [change.judgement.reason for change in by_rank(result.changes) if change.rank] == order


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("应当定期检查。", "应当不定期检查。"),
        ("双方同意变更的。", "双方不同意变更的。"),
        ("动产登记。", "不动产登记。"),
        ("支持营利性机构。", "支持非营利性机构。"),
        ("经批准可以占用。", "未经批准可以占用。"),
        ("变更需要审批。", "变更无需审批。"),
        ("到期可以延长。", "到期不得延长。"),
        ("合法取得的财产。", "非法取得的财产。"),
        ("签订有固定期限合同。", "签订无固定期限合同。"),
    ],
)
def test_a_negation_turns_the_sense_round_whatever_word_it_is_put_before(left: str, right: str) -> None:
    for sides in ((left, right), (right, left)):
        result = compare(*map(document, sides), Relation.REVISION)

        assert [change.judgement.reason for change in result.changes] == ["reversed"]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("不断提高水平。", "提高水平。"),
        ("非洲合作。", "亚洲合作。"),
        ("未来产业。", "前沿产业。"),
        ("因不可抗力延期。", "因自然灾害延期。"),
    ],
)
def test_a_word_that_only_holds_a_negation_reverses_nothing(left: str, right: str) -> None:
    result = compare(document(left), document(right), Relation.REVISION)

    assert "reversed" not in {change.judgement.reason for change in result.changes}


def test_equal_replacements_are_one_group_and_hide_nothing_beside_them() -> None:
    """The new name of an office is told once with its places; the term that changed beside it stands alone."""
    left = "报省扶贫办备案，每年检查一次。\n由省扶贫办汇总。\n省扶贫办负责解释。\n"
    right = "报省乡村振兴局备案，每两年检查一次。\n由省乡村振兴局汇总。\n省乡村振兴局负责解释。\n"
    changes = compare(document(left), document(right), Relation.REVISION).changes
    grouped = [change for change in changes if change.group]

    assert len(grouped) == 3
    assert len({change.group for change in grouped}) == 1
    assert [change.spans.right.of(right) for change in changes if change.group is None] != []


TASKS = """某市政府工作报告
——{year}年1月8日在某市第六届人民代表大会第{n}次会议上
一、{last}年工作回顾
{done}
二、{year}年工作任务
{tasks}
"""


def report(year: int, n: str, tasks: str, done: str = "各项工作取得成效。") -> str:
    return TASKS.format(year=year, last=year - 1, n=n, tasks=tasks, done=done)


def linked(left: str, right: str) -> set[tuple[str, str]]:
    """Return the texts of the passages that are on both sides."""
    result = compare(document(left), document(right))
    assert result.relation is Relation.SERIES
    return {
        (passage.spans.left[0].of(left).strip(), passage.spans.right[0].of(right).strip())
        for passage in result.passages
        if passage.spans.left and passage.spans.right
    }


FARMS = "完善快递物流体系，改造农产品冷链仓储设施，扶持产地初加工，培育农村电商带头人，支持供销社开展农资配送。"
FARMS_NEXT = (
    "新建农产品冷链仓储设施十处，举办丰收节和直播大赛，对农村电商带头人免费培训，按村组划分服务站点，打通最后一公里。"
)
ROADS = "新建农村公路三百公里，改造危桥二十座。"
STOCK = "加强组织领导，压实工作责任，确保各项任务落到实处。"


def test_a_task_said_in_other_words_in_another_place_is_the_same_task() -> None:
    left = report(2024, "二", FARMS + ROADS + "加强食品药品监管。")
    right = report(2025, "三", "深化医药卫生改革。" + ROADS + FARMS_NEXT)

    assert (FARMS, FARMS_NEXT) in linked(left, right)


def test_the_language_of_all_reports_makes_no_two_tasks_one() -> None:
    left = report(2024, "二", STOCK + ROADS + FARMS)
    right = report(2025, "三", ROADS + FARMS + "把各项任务落到实处的要求写进考核，压实各方责任。")

    assert not {pair for pair in linked(left, right) if pair[0] == STOCK}


def test_what_was_done_is_no_task_of_the_next_year() -> None:
    left = report(2024, "二", ROADS, done=FARMS)
    right = report(2025, "三", ROADS + FARMS_NEXT, done="粮食再获丰收。")

    assert not {pair for pair in linked(left, right) if pair[0] == FARMS}


def test_the_order_of_tasks_means_nothing_in_a_series() -> None:
    """Tasks may be told in any order each year; of two versions of one report the order is a change."""
    first, second = "开展城市体检，补齐社区养老托育设施短板。", "严格耕地占补平衡管理，建成高标准农田五十万亩。"
    third = "推进扫黑除恶常态化，依法打击电信网络诈骗。"
    left, right = report(2024, "二", first + second + third), report(2025, "三", second + third + first)
    told = {change.kind for change in compare(document(left), document(right)).changes}

    assert "moved" not in told
    versions = compare(document(left), document(right), Relation.REVISION)
    assert "moved" in {change.kind for change in versions.changes}


def test_what_only_says_the_year_comes_last() -> None:
    """The number of the session and the year are what makes it another report; a deadline that moved otherwise is news."""
    left = report(2024, "二", "到2025年建成高标准农田五十万亩。到2030年全面普及。新增学位三千个。")
    right = report(2025, "三", "到2026年建成高标准农田五十万亩。到2035年全面普及。新增学位四千个。")
    told = [change for change in by_rank(compare(document(left), document(right)).changes) if change.rank]
    texts = [(change.spans.left.of(left), change.spans.right.of(right)) for change in told]

    assert texts[:2] == [("2030年", "2035年"), ("三千个", "四千个")]
    assert ("二", "三") in texts[2:]
    assert ("2024年", "2025年") in texts[2:] or ("2024年1月8日", "2025年1月8日") in texts[2:]


def test_another_word_of_the_same_strength_ranks_as_wording() -> None:
    left = "增强宏观政策取向一致性。各地应当报告。"
    right = "强化宏观政策取向一致性。各地可以报告。"
    result = compare(document(left), document(right), Relation.REVISION)
    told = [change.judgement.direction for change in by_rank(result.changes) if change.rank]

    assert told == ["weaker", "lateral"]


def test_what_a_page_shows_first_is_what_ranks_first() -> None:
    """One order for the report, the page and the briefing."""
    left = "报省扶贫办备案。\n由省扶贫办汇总。\n增长5%。合同价格不含税。\n"
    right = "报省乡村振兴局备案。\n由省乡村振兴局汇总。\n增长6%。合同价格含税。\n"
    result = compare(document(left), document(right), Relation.REVISION)

    told = [entry.changes[0] for entry in weightiest(result.changes, sources_of(result), 3)]

    assert [change.judgement.reason for change in told[:2]] == ["reversed", "number"]
    assert told == by_rank(told)


def test_the_day_a_report_was_given_is_no_news() -> None:
    """Whatever the day and the session: what stands in the lines of the title comes behind the tasks."""
    left = (
        "某省政府工作报告\n2024年1月23日\n某省第十届人民代表大会第二次会议\n"
        "今年安排专项资金3亿元，" + "支持乡村建设" * 12
    )
    right = (
        "某省政府工作报告\n2025年2月14日\n某省第十届人民代表大会第三次会议\n"
        "今年安排专项资金4亿元，" + "支持乡村建设" * 12
    )
    told = [change for change in by_rank(compare(document(left), document(right)).changes) if change.rank]

    assert [change.spans.left.of(left) for change in told] == ["3亿元", "2024年1月23日", "二"]
