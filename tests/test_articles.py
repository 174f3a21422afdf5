"""Articles, headings and what stands around the text, as a policy officer sees them: small inputs, each for a kind.

Lines are long where a document is read in one piece.
"""
# ruff: noqa: E501

import re

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
        ("第七条　申请人依第五条及\n第六条规定办理者，免附。\n第八条　第六条第二项之期间，得延长。\n", "第七条|第八条"),
        ("第十条　有前条情形者。\n第九条但书规定，不适用之。\n第十一条　甲。\n", "第十条|第十一条"),
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
        (
            "一、一件事一次办\n推动各项任务落地见效，增强群众的获得感。\n二、两个健康\n推动各项任务落地见效，增强群众的获得感。\n三、十大行动\n推动各项任务落地见效，增强群众的获得感。\n",
            "一、 一件事一次办|二、 两个健康|三、 十大行动",
        ),
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
        # One of Markdown: never closed, its items linked, and text between it and what it lists.
        (
            "<details>\n<summary>目录</summary>\n\n- 一、[总体要求](#1)\n  - （一）目标\n- 二、重点 任务\n\n<details>\n\n---\n\n坚持以人民为中心的发展思想，统筹发展和安全。\n\n## 一、总体要求\n\n### （一）目标\n\n坚持以人民为中心的发展思想，统筹发展和安全。\n\n## 二、重点任务\n\n坚持以人民为中心的发展思想，统筹发展和安全。\n",
            "一、 总体要求|（一） 目标|二、 重点任务",
        ),
        (
            "## 目 录\n* 一、总体要求\n* 二、重点任务\n* 三、保障措施\n\n一、总体要求\n坚持以人民为中心的发展思想，统筹发展和安全。\n二、重点任务\n坚持以人民为中心的发展思想，统筹发展和安全。\n三、保障措施\n坚持以人民为中心的发展思想，统筹发展和安全。\n",
            "一、 总体要求|二、 重点任务|三、 保障措施",
        ),
        # Items that do not all come again are no contents.
        (
            "- 一、总体要求\n- 二、重点任务\n- 三、保障措施\n\n一、总体要求\n坚持以人民为中心的发展思想，统筹发展和安全。\n",
            "一、 总体要求|二、 重点任务|三、 保障措施|一、 总体要求",
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
        ('---\ntitle: 政府工作报告\n\ntag:\n  [\n    "报告",\n  ]\ndir:\n  order: 1\n# 草稿\n---\n' + BODY, BODY),
        ("---\ntag: [\n报告,\n]\n...\n" + BODY, BODY),
        ('+++\ntitle = "政府工作报告"\n[menu.main]\nweight = 1\n+++\n' + BODY, BODY),
        ("<!-- INFO END -->\n" + BODY, BODY),
        ("> " + BODY.replace("\n深", "\n>\n>深"), BODY),
        ("::: tip\n" + BODY + ":::\n", BODY),
        (BODY.replace("主体责任", "[主体责任](/责任/主体（现行）.md)"), BODY),
        (BODY.replace("主体责任", '[主体责任](页/主体(1).md "责任")'), BODY),
        ('![图](a.png){width="3.9in" .wide}\n' + BODY, BODY),
        ("# 目录\n\n<!-- toc -->\n\n[[TOC]]\n\n" + BODY, BODY),
        (BODY.replace("。\n深", "。结束\\\n深"), BODY.replace("。\n深", "。结束\n深")),
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


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("---\ntitle: 工作报告（2023）\n---\n" + BODY, "---\ntitle: 工作报告（2024）\n---\n" + BODY),
        ("---\ntitle: '工作报告'\n---\n# 报告\n" + BODY, '---\ntitle: "工作计划"\n---\n# 报告\n' + BODY),
        ("+++\ntitle = '工作报告'\n+++\n" + BODY, "+++\ntitle = '工作计划'\n+++\n" + BODY),
        ("# 工作报告\n" + BODY, "---\ntitle: 工作计划\nicon: book\n---\n" + BODY),
        ("---\n报告：甲\n---\n" + BODY, "---\n报告：乙\n---\n" + BODY),
        (BODY + "60岁以上的人\n", BODY + "> 60岁以上的人\n"),
        (BODY + "详见[甲](乙)。\n", BODY + "详见[甲](丙)。\n"),
        (f"某条例\n2022年通过\n{BODY}", f"某条例\n2022年通过\n另条例\n{BODY}"),
        (f"第一章 总则\n{BODY}第二章 附则\n", f"第一章 总则\n第二章 附则\n第三章 责任\n{BODY}第二章 附则\n"),
    ],
)
def test_a_title_and_what_only_looks_like_markup_are_compared(left: str, right: str) -> None:
    result = compare(document(left), document(right))

    assert [change for change in result.changes if change.weight is Weight.SUBSTANTIVE]


LISTED = (
    f"## 第一章 总 则\n{BODY}## 第二章 管 理\n第二条 单位应当登记。\n## 第三章 附 则\n第三条 本条例自公布之日起施行。\n"
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("---\ntitle: 报告\nicon: a\n---\n" + BODY, "---\ntitle: 报告\nicon: b\norder: 2\n---\n" + BODY),
        ("# 报告\n" + BODY, "---\ntitle: 报告\n---\n# 报告\n" + BODY),
        ("# 报告\n" + BODY, '---\ntitle: "报告"\n---\n\n' + BODY),
        ("- 1991 年 4 月 9 日通过并公布\n" + BODY, ">- 1991 年 4 月 9 日通过并公布\n" + BODY),
        ("1991年通过\n" + BODY, "> 1991年通过\n" + BODY),
        (
            f"# 某条例\n2022年通过\n{LISTED}",
            f"# 某条例\n2022年通过\n## 第一章 总则\n## 第二章 管理\n## 第三章 附则\n{LISTED}",
        ),
        (f"# 中华人民共和国某法\n2022年通过\n{BODY}", f"# 中华人民共和国某法\n2022年通过\n某法\n{BODY}"),
        (BODY + "见[甲](./乙.md)。\n", BODY + "见[甲](./丙/丁.md)。\n"),
    ],
)
def test_a_header_and_markup_are_not_wording(left: str, right: str) -> None:
    result = compare(document(left), document(right))

    assert not [change for change in result.changes if change.weight is not Weight.COSMETIC]


CITING = (
    HEAD
    + "第二条 经营者应当公示收费标准。\n第三条 主办者应当配备计量器具。\n第四条 {}\n第五条 本办法自公布之日起施行。\n"
)
MOVED_ON = (
    HEAD + "第二条 任何人有权举报违法行为。\n第三条 经营者应当公示收费标准。\n第四条 主办者应当配备计量器具。\n"
    "第五条 {}\n第六条 本办法自公布之日起施行。\n"
)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # One citation: it follows, it was left behind, it names a third article.
        ("违反第三条规定的，予以警告。", "违反第四条规定的，予以警告。", ["follows"]),
        ("违反第三条规定的，予以警告。", "违反第三条规定的，予以警告。", ["left-behind"]),
        ("违反第三条规定的，予以警告。", "违反第二条规定的，予以警告。", ["reference"]),
        # A list and a range, whose numbers meet when they follow.
        ("违反第二条、第三条规定的，予以警告。", "违反第三条、第四条规定的，予以警告。", ["follows", "follows"]),
        (
            "违反第二条、第三条规定的，予以警告。",
            "违反第二条、第三条规定的，予以警告。",
            ["left-behind", "left-behind"],
        ),
        ("违反第二条至第三条规定的，予以警告。", "违反第三条至第四条规定的，予以警告。", ["follows", "follows"]),
        (
            "违反第二条和第三条规定的，予以警告。",
            "违反第二条和第三条规定的，予以警告。",
            ["left-behind", "left-behind"],
        ),
        # A paragraph of an article; the article before, which no number names; another law.
        ("违反第三条第一款规定的，予以警告。", "违反第四条第二款规定的，予以警告。", ["follows", "reference"]),
        ("违反前条规定的，予以警告。", "违反前条规定的，予以警告。", []),
        ("依照《广告法》第三条予以警告。", "依照《广告法》第三条予以警告。", []),
    ],
)
def test_a_citation_follows_the_article_it_names_or_is_to_be_checked(old: str, new: str, told: list[str]) -> None:
    result = compare(document(CITING.format(old)), document(MOVED_ON.format(new)), Relation.REVISION)
    reasons = [change.judgement.reason for change in result.changes]

    assert [reason for reason in reasons if reason in ("follows", "left-behind", "reference")] == told


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("违反前项规定的，予以警告。", "违反前二项规定的，予以警告。"),
        ("对于前两款情形，可以延长。", "对于前三款情形，可以延长。"),
        ("依照前条处理结果公布。", "依照前二条处理结果公布。"),
    ],
)
def test_how_many_articles_before_are_cited_is_no_figure(left: str, right: str) -> None:
    for one, other in ((left, right), (right, left)):
        result = compare(document(HEAD + one), document(HEAD + other), Relation.REVISION)
        assert [change.kind for change in result.changes] == ["reference"]


def test_how_many_tasks_there_are_is_a_figure() -> None:
    result = compare(document("抓好目前三项任务。\n"), document("抓好目前五项任务。\n"), Relation.REVISION)

    assert [change.kind for change in result.changes] == ["number"]


def test_a_citation_of_a_repealed_article_whose_number_another_bears_is_to_be_checked() -> None:
    old = CITING.format("违反第三条规定的，予以警告。")
    new = (
        HEAD + "第二条 经营者应当公示收费标准。\n第三条 违反第三条规定的，予以警告。\n第四条 本办法自公布之日起施行。\n"
    )

    result = compare(document(old), document(new), Relation.REVISION)

    assert [change.judgement.reason for change in result.changes if change.kind == "reference"] == ["left-behind"]


def test_citations_of_articles_put_in_behind_others_follow_too() -> None:
    old = "第 1 條\n主管機關，為內政部。\n第 2 條\n申請人應檢具文件申請。\n第 2-1 條\n主管機關應於三十日內審查。\n第 3 條\n違反{}規定者，處罰鍰。\n"
    new = old.replace("第 3 條", "第 4 條").replace("第 2-1 條", "第 3 條")
    for cited, told in (("第三條", ["follows"]), ("第二條之一", ["left-behind"])):
        result = compare(document(old.format("第二條之一")), document(new.format(cited)), Relation.REVISION)
        reasons = [change.judgement.reason for change in result.changes]
        assert [reason for reason in reasons if reason in ("follows", "left-behind", "reference")] == told


REPORT = (
    "政府工作报告\n——2026年1月20日在市人民代表大会上\n各位代表：\n现在，我代表市人民政府，向大会报告工作，请予审议。\n"
    "一、2025年工作回顾\n过去一年，全市地区生产总值增长5.2%，城镇新增就业3.4万人。\n"
    "二、2026年工作安排\n今年的预期目标是：地区生产总值增长5%左右。\n谢谢大家！\n"
)
PAGE_LINES = [
    "来源：某市人民政府网",
    "2026年01月25日 来源：人民网",
    "发布时间：2026-01-25 10:20:00 来源：市政府办公室 浏览次数：1024",
    "信息来源：发展改革委\n发布日期：2026年1月26日",
    "作者：李四\n编辑：王五\n审核：赵六",
    "字号：[大 中 小]\n分享到：微信 微博",
    "当前位置：首页 > 政务公开 > 政府工作报告",
    "索引号：000014349/2026-00012\n发文机关：市政府办公室\n成文日期：2026年01月20日",
    "（来源：某市日报）",
    "2026-01-25 08:00",
    "《某市日报》（2026年1月25日 第01版）",
    "原标题：某市2026年政府工作报告",
]


@pytest.mark.parametrize("line", PAGE_LINES)
def test_a_line_of_the_page_is_none_of_the_text_wherever_it_stands(line: str) -> None:
    """Above the title, below it, or behind the text; alone, or beside the line of another page."""
    title, rest = REPORT.split("\n", 1)
    other = PAGE_LINES[PAGE_LINES.index(line) - 5]
    copies = [
        (f"{line}\n{REPORT}", REPORT),
        (f"{title}\n{line}\n{rest}", REPORT),
        (f"{REPORT}{line}\n", REPORT),
        (f"{title}\n{line}\n{rest}", f"{title}\n{other}\n{rest}"),
        (f"{line}\n{REPORT}", f"{other}\n{REPORT}"),
    ]
    for left, right in (*copies, *((right, left) for left, right in copies)):
        result = compare(document(left), document(right))
        told = [change.spans for change in result.changes if change.weight is Weight.SUBSTANTIVE]
        assert not told, (left, right)


@pytest.mark.parametrize("width", [7, 9, 11])
@pytest.mark.parametrize("line", PAGE_LINES)
def test_wrapping_a_line_of_the_page_makes_no_difference_of_it(line: str, width: int) -> None:
    text = REPORT.replace("\n", f"\n{line}\n", 1)
    wrapped = re.sub(rf"(.{{{width}}})(?=.)", r"\1\n", text)

    result = compare(document(text), document(wrapped), Relation.RENDERING)

    assert {change.weight for change in result.changes} == {Weight.COSMETIC}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("政府工作报告\n（2026年1月20日市人民代表大会通过）", "政府工作报告"),
        ("编辑出版管理规定", "编辑出版管理办法"),
        ("政府工作报告\n字号使用办法", "政府工作报告"),
        ("政府工作报告\n适用范围：本市各级政府", "政府工作报告"),
    ],
)
def test_what_stands_below_the_title_is_text_unless_it_has_the_form_of_the_page(left: str, right: str) -> None:
    result = compare(
        document(REPORT.replace("政府工作报告", left, 1)), document(REPORT.replace("政府工作报告", right, 1))
    )

    assert [change for change in result.changes if change.weight is Weight.SUBSTANTIVE]
