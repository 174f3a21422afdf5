"""Articles, headings and what stands around the text, as a policy officer sees them: small inputs, each for a kind.

Lines are long where a document is read in one piece.
"""
# ruff: noqa: E501

import pytest
from conftest import document

from plandiff.choices import Relation
from plandiff.comparison import AlignedComparison, compare
from plandiff.judging.change import Weight
from plandiff.outline import outlined


def numbered(text: str) -> list[str]:
    """Return the headings of a text: number and title."""
    return [f"{section.number} {section.title}".strip() for section in outlined(document(text)).sections]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        # Articles put in behind others, however many.
        (
            "第七條之二十　甲。\n第七條之二十一　乙。\n第七條之二十二　丙。\n",
            "第七條之二十|第七條之二十一|第七條之二十二",
        ),
        ("第九條之九十八　甲。\n第九條之九十九　乙。\n", "第九條之九十八|第九條之九十九"),
        ("第 7-1 條\n甲。\n第 7-2 條\n乙。\n第 8 條\n丙。\n", "第7-1條|第7-2條|第8條"),
        ("第四十条之九　甲。\n第四十条之十　乙。\n第四十条之十一　丙。\n", "第四十条之九|第四十条之十|第四十条之十一"),
        # A collection that is counted through.
        ("第九千九百九十九条　甲。\n第一万条　乙。\n第一万零一条　丙。\n", "第九千九百九十九条|第一万条|第一万零一条"),
        ("第9999条　甲。\n第10000条　乙。\n第10001条　丙。\n", "第9999条|第10000条|第10001条"),
        # A mark ends where the source has white space or a line end.
        (
            "第七十九条　甲。\n第七十九条之一　二以上机关共同办理。\n第八十条　乙。\n",
            "第七十九条|第七十九条之一|第八十条",
        ),
        ("第三十条之十　甲。\n第三十条之十一　三人以上者，报告。\n", "第三十条之十|第三十条之十一"),
        ("各部门落实。\n附件1\n2026年清单\n一、工程项目。\n", "附件1 2026年清单|一、 工程项目"),
        ("各部门落实。\n附件2\n10项指标\n一、经济类。\n", "附件2 10项指标|一、 经济类"),
        # A citation at the beginning of a line opens no article.
        (
            "第一条　法院为通译，\n第一条及第三条之规定，于前项准用之。\n第二条　甲。\n第三条　乙。\n",
            "第一条|第二条|第三条",
        ),
        (
            "第一条 甲。\n第二条 有下列情形者，依\n第一条第一项规定办理。\n第三条 第一条之规定，准用之。\n",
            "第一条|第二条|第三条",
        ),
        ("第五条　应当提交材料。\n第三条规定之文件，亦同。\n第六条　甲。\n第七条　乙。\n", "第五条|第六条|第七条"),
        ("第八条　可以申请。\n第二条至第四条之规定，准用之。\n第九条　甲。\n", "第八条|第九条"),
        # Titles that begin with a numeral.
        (
            "一、一年接着一年干\n持续推进。\n二、二十条措施\n落实好。\n三、三年行动\n深入开展。\n",
            "一、 一年接着一年干|二、 二十条措施|三、 三年行动",
        ),
        (
            "一、三大攻坚战取得进展\n全面推进。\n二、五项改革落地\n稳步实施。\n三、六稳六保\n扎实做好。\n",
            "一、 三大攻坚战取得进展|二、 五项改革落地|三、 六稳六保",
        ),
        ("1. 10项实事\n全面完成。\n2. 5个园区\n开工建设。\n", "1. 10项实事|2. 5个园区"),
        ("1．10项任务\n要落实。\n2．20条措施\n要落实。\n", "1． 10项任务|2． 20条措施"),
        ("稳定三、四线城市房价。\n三、四级航道要通航。\n", ""),
        # A title in strong type, however long.
        (
            "**（一）推进重点领域关键环节改革，加快建设全国统一大市场，推动形成高标准市场体系和公平竞争的营商环境。**要抓好落实。\n**（二）健全机制。**要落实。\n",
            "（一） 推进重点领域关键环节改革，加快建设全国统一大市场，推动形成高标准市场体系和公平竞争的营商环境|（二） 健全机制",
        ),
        # A folded contents list.
        (
            "<details>\n<summary>展开</summary>\n\n- 一、总体要求\n- 二、重点任务\n- 三、保障措施\n\n</details>\n\n一、总体要求\n坚持以人民为中心的发展思想，统筹发展和安全。\n二、重点任务\n抓好落实。\n三、保障措施\n加强领导。\n",
            "一、 总体要求|二、 重点任务|三、 保障措施",
        ),
    ],
)
def test_the_headings_a_reader_sees(text: str, headings: str) -> None:
    assert numbered(text) == [heading for heading in headings.split("|") if heading]


HEAD = "第一条 为了规范管理，制定本办法。\n"
LIKE = "第{}条 {}类企业应当按照规定向主管部门报送年度报告。\n"


def told(left: str, right: str) -> tuple[list[str], list[str]]:
    """Return the fates of the articles, and the changes of substance with their reasons."""
    result = compare(document(left), document(right), Relation.REVISION)
    assert isinstance(result, AlignedComparison)
    fates = []
    for fate in result.fates:
        old, new = ("".join(one.number for one in side) for side in (fate.articles.left, fate.articles.right))
        fates.append(f"{fate.fate}: {old}→{new}")
    changes = [
        f"{change.kind} ({change.judgement.reason}): {change.spans.left.of(left)}→{change.spans.right.of(right)}"
        for change in result.changes
        if change.weight is Weight.SUBSTANTIVE
    ]
    return fates, changes


@pytest.mark.parametrize(
    ("left", "right", "fates", "changes"),
    [
        # Identical text binds before the number.
        (
            HEAD + "第二条 经营者应当在集市入口处公示收费标准。\n第三条 主办者应当配备计量器具。\n",
            HEAD
            + "第二条 经营者应当在集市入口处公示服务内容和投诉电话。\n第三条 经营者应当在集市入口处公示收费标准。\n"
            "第四条 主办者应当配备计量器具。\n",
            ["same: 第一条→第一条", "new: →第二条", "renumbered: 第二条→第三条", "renumbered: 第三条→第四条"],
            ["added (only-right): →第二条 经营者应当在集市入口处公示服务内容和投诉电话。"],
        ),
        (
            "".join(LIKE.format(*pair) for pair in zip("一二三四五", "甲乙丙丁戊", strict=True)),
            "".join(LIKE.format(*pair) for pair in zip("一二三四", "甲丙丁戊", strict=True)),
            [
                "same: 第一条→第一条",
                "repealed: 第二条→",
                "renumbered: 第三条→第二条",
                "renumbered: 第四条→第三条",
                "renumbered: 第五条→第四条",
            ],
            ["dropped (only-left): 第二条 乙类企业应当按照规定向主管部门报送年度报告。→"],
        ),
        # An article rewritten under its own number is that article.
        (
            HEAD + "第二条 市容部门负责本市餐厨垃圾的收集、运输和处置工作。\n第三条 本办法自公布之日起施行。\n",
            HEAD
            + "第二条 产生餐厨垃圾的单位，应当与取得许可的企业签订协议，不得自行处理。\n第三条 本办法自公布之日起施行。\n",
            ["same: 第一条→第一条", "reworded: 第二条→第二条", "same: 第三条→第三条"],
            [
                "wording (wording): 市容部门负责本市餐厨垃圾的收集、运输和处置工作→产生餐厨垃圾的单位，应当与取得许可的企业签订协议，不得自行处理"
            ],
        ),
        # A split by whole sentences.
        (
            HEAD
            + "第二条 单位应当建立台账，如实记录来源和去向。单位应当每年报告情况。\n第三条 本办法自公布之日起施行。\n",
            HEAD
            + "第二条 单位应当建立台账，如实记录来源和去向。\n第三条 单位应当每年报告情况。\n第四条 本办法自公布之日起施行。\n",
            ["same: 第一条→第一条", "split: 第二条→第二条第三条", "renumbered: 第三条→第四条"],
            [],
        ),
        # A paragraph cut into items is numbering; only the words that open the list are new.
        (
            "第三条 县级政府应当每年安排资金。街道应当设立站点。\n第四条 本办法自公布之日起施行。\n",
            "第三条 各级承担下列职责：\n（一）县级政府应当每年安排资金；\n（二）街道应当设立站点。\n第四条 本办法自公布之日起施行。\n",
            ["reworded: 第三条→第三条", "same: 第四条→第四条"],
            ["wording (wording): →各级承担下列职责："],
        ),
        # Citations: one follows the renumbering, one was left behind, one names another law.
        (
            HEAD + "第二条 单位应当建立台账。\n第三条 违反第四条规定的，处以罚款。\n第四条 每年向部门报告。\n",
            HEAD
            + "第二条 任何人有权举报。\n第三条 单位应当建立台账。\n第四条 违反第五条规定的，处以罚款。\n第五条 每年向部门报告。\n",
            [
                "same: 第一条→第一条",
                "new: →第二条",
                "renumbered: 第二条→第三条",
                "renumbered: 第三条→第四条",
                "renumbered: 第四条→第五条",
            ],
            ["added (only-right): →第二条 任何人有权举报。"],
        ),
        (
            HEAD + "第二条 单位应当建立台账。\n第三条 违反第四条规定的，处以罚款。\n第四条 每年向部门报告。\n",
            HEAD
            + "第二条 任何人有权举报。\n第三条 单位应当建立台账。\n第四条 违反第四条规定的，处以罚款。\n第五条 每年向部门报告。\n",
            [
                "same: 第一条→第一条",
                "new: →第二条",
                "renumbered: 第二条→第三条",
                "reworded: 第三条→第四条",
                "renumbered: 第四条→第五条",
            ],
            ["added (only-right): →第二条 任何人有权举报。", "reference (left-behind): 第四条→第四条"],
        ),
        (
            HEAD
            + "第二条 单位应当建立台账。\n第三条 违反刑法第四条、第二条规定的，移送公安机关。\n第四条 每年向部门报告。\n",
            HEAD
            + "第二条 任何人有权举报。\n第三条 单位应当建立台账。\n第四条 违反刑法第四条、第二条规定的，移送公安机关。\n第五条 每年向部门报告。\n",
            [
                "same: 第一条→第一条",
                "new: →第二条",
                "renumbered: 第二条→第三条",
                "renumbered: 第三条→第四条",
                "renumbered: 第四条→第五条",
            ],
            ["added (only-right): →第二条 任何人有权举报。"],
        ),
    ],
)
def test_the_life_of_an_article(left: str, right: str, fates: list[str], changes: list[str]) -> None:
    """What became of each article, and what of substance differs."""
    assert told(left, right) == (fates, changes)


BODY = (
    "各级政府应当加强统筹协调，落实主体责任，完善配套政策。到2025年，粮食产量稳定在1.3万亿斤以上。\n"
    "深入实施区域重大战略，推动城乡融合发展，健全体制机制。\n"
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("---\ntitle: 政府工作报告\ndate: 2024-03-05\ntags:\n  - 报告\n---\n" + BODY, BODY),
        ("<!-- INFO END -->\n" + BODY, BODY),
        ("![封面](cover.jpg)\n" + BODY, BODY),
        ("来源：新华社\n发布时间：2024-03-12 10:20\n" + BODY, BODY),
        (BODY.rstrip() + "（新华社北京3月13日电）\n", BODY),
        ("新华社北京3月12日电　" + BODY, BODY),
        (BODY.replace("\n", "</p>\n<p>"), BODY),
        (BODY.replace("\n", "<br/>\n"), BODY),
    ],
)
def test_two_copies_of_one_text_from_two_pages_are_a_rendering(left: str, right: str) -> None:
    """Front matter, comments, pictures, lines of a date, agency marks and tags are no text."""
    for one, other in ((left, right), (right, left)):
        result = compare(document(one), document(other))
        assert result.relation is Relation.RENDERING
        assert not [change for change in result.changes if change.weight is not Weight.COSMETIC]


@pytest.mark.parametrize(
    "line", ["数量<5个且>3个。", "---\n第一条 甲：乙。", "来源于财政的资金应当公开。", "（新华社区服务站）负责办理。"]
)
def test_what_only_looks_like_the_page_is_text(line: str) -> None:
    result = compare(document(BODY + line), document(BODY))

    assert [change for change in result.changes if change.weight is Weight.SUBSTANTIVE]
