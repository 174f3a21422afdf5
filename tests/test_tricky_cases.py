"""Small edits that a tool gets wrong easily: what a person would call them, and nothing else."""

import pytest
from conftest import document, seed

from plandiff.comparison import Comparison, compare
from plandiff.judging.change import Weight

BODY = seed("national-special-regions.hans").text[561:3000]


def changes(left: str, right: str) -> list[tuple[str, str, str]]:
    """Return (kind, left text, right text) of all changes but those of layout."""
    result = compare(document(left), document(right))
    return [
        (c.kind.value, c.spans.left.of(left), c.spans.right.of(right)) for c in result.changes if c.kind != "layout"
    ]


def substantive(result: Comparison) -> list[str]:
    return [c.kind.value for c in result.changes if c.weight is Weight.SUBSTANTIVE]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # Brackets of titles inside a title, one closed and the next opened in one place.
        (
            "见《关于修改<民事诉讼法>和<行政诉讼法>的决定》。",
            "见《关于修改〈民事诉讼法〉和〈行政诉讼法〉的决定》。",
            [("punctuation", "<", "〈"), ("punctuation", ">和<", "〉和〈"), ("punctuation", ">", "〉")],
        ),
        # Where a link leads to is no wording; what only looks like a link is.
        ("见[国旗法](old/a.md)。", "见[国旗法](/law/a.html)。", [("punctuation", "](old/a.md)", "](/law/a.html)")]),
        ("见[国旗法](old/a.md)。", "见[国徽法](old/a.md)。", [("wording", "旗", "徽")]),
        ("依照[2021](5)号文件办理。", "依照[2021](6)号文件办理。", [("number", "5", "6")]),
        # Numbers, whole and with their signs.
        ("推进“十三五”规划。", "推进“十四五”规划。", [("number", "十三五", "十四五")]),
        ("到2025年实现。", "到2035年实现。", [("number", "2025年", "2035年")]),
        ("自2021—11—30起施行。", "自2021—12—30起施行。", [("number", "2021—11—30", "2021—12—30")]),
        ("占比≥85%。", "占比≤85%。", [("number", "≥85%", "≤85%")]),
        ("面积5㎡。", "面积5㎢。", [("number", "5㎡", "5㎢")]),
        ("指标\t5\t12\t7\n", "指标\t51\t2\t7\n", [("number", "5", "51"), ("number", "12", "2")]),
        ("增长6.5%以上。", "增长6.5%以下。", [("number", "6.5%以上", "6.5%以下")]),
        ("| 居住 | 0.1 |", "| 居住 | －0.1 |", [("number", "0.1", "－0.1")]),
        ("居住\n0.1\n", "居住\n-0.1\n", [("number", "0.1", "-0.1")]),
        ("| 线 | G219-1 |", "| 线 | G219－1 |", [("punctuation", "-", "－")]),
        ("自2020-01-02起，用3-5年。", "自2020—01—02起，用3—5年。", [("punctuation", "-", "—")] * 3),
        ("任务：\n- 3个园区建成。", "任务：\n3个园区建成。", [("punctuation", "-", "")]),
        ("增幅\n- 3个百分点\n", "增幅\n3个百分点\n", [("number", "- 3个百分点", "3个百分点")]),
        ("绳长1.5米。", "绳长1.5公里。", [("number", "1.5米", "1.5公里")]),
        ("下降10%。", "下降10个百分点。", [("number", "10%", "10个百分点")]),
        ("支持500家企业。", "支持500多家企业。", [("number", "500家", "500多家")]),
        ("应在30日内办理。", "应在30个工作日内办理。", [("number", "30日内", "30个工作日内")]),
        ("版本1.1发布。", "版本1.10发布。", [("number", "1.1", "1.10")]),
        # The same quantity in another notation.
        ("培训5000人。", "培训0.5万人。", [("punctuation", "5000人", "0.5万人")]),
        ("投资3.5亿元。", "投资35000万元。", [("punctuation", "3.5亿元", "35000万元")]),
        ("自2021年5月起。", "自2021年05月起。", [("punctuation", "2021年5月", "2021年05月")]),
        ("共1000万元。", "共1,000万元。", [("punctuation", "1000万元", "1,000万元")]),
        ("以沿边国道G219线串联。", "以沿边国道219线串联。", [("number", "G", "")]),
        (
            "本办法自2012年6月1日起施行。",
            "本条例自2026年6月1日起施行。",
            [("wording", "办法", "条例"), ("number", "2012年6月1日", "2026年6月1日")],
        ),
        # What only machines that read pages write.
        ("提岀任务。", "提出任务。", [("ocr", "岀", "出")]),
        ("推进扌青建设。", "推进请建设。", [("ocr", "扌青", "请")]),
        ("推进建设。", "推进扌建设。", [("ocr", "", "扌")]),
        ("推进产(chăn)业。", "推进产业。", [("annotation", "(chăn)", "")]),
        ("推进产(chăn)业。", "推进产(chǎn)业。", [("annotation", "(chăn)", "(chǎn)")]),
        # Words of duty, with the whole word marked.
        ("应当报告。", "可以报告。", [("commitment", "应当", "可以")]),
        ("禁止新建项目。", "严禁新建项目。", [("commitment", "禁止", "严禁")]),
        ("推广应用技术。", "推广可用技术。", [("wording", "应", "可")]),
        # Numbers and modals apart from the words written anew around them.
        (
            "能效高于1.8的存量机房，应当在2026年底前完成改造；逾期未完成的，依法责令关停。",
            "存量机房能效高于1.7的，可以在2027年底前完成改造。",
            [
                ("wording", "", "存量机房"),
                ("number", "高于1.8", "高于1.7"),
                ("wording", "存量机房", ""),
                ("commitment", "应当", "可以"),
                ("number", "2026年底前", "2027年底前"),
                ("wording", "；逾期未完成的，依法责令关停", ""),
            ],
        ),
        (
            "企业应当按照规定报送数据。",
            "企业可以自愿报送数据。",
            [("commitment", "应当", "可以"), ("wording", "按照规定", "自愿")],
        ),
        # A body left out of a list that is put in another order.
        (
            "国家发展改革委、工业和信息化部、国家能源局、国家数据局加强统筹。",
            "工业和信息化部、国家发展改革委、国家能源局加强统筹。",
            [("wording", "", "工业和信息化部、"), ("wording", "工业和信息化部、", ""), ("name", "、国家数据局", "")],
        ),
        ("发展改革委、财政部等部门。", "发展改革委、财政部、教育部等部门。", [("name", "", "、教育部")]),
        # A heading's number apart from its words.
        ("（一）禁止新建高炉。", "（二）鼓励新建高炉。", [("number", "一", "二"), ("commitment", "禁止", "鼓励")]),
        ("建设。三、四级航道通航。", "建设。二、四级航道通航。", [("number", "三", "二")]),
        # Citations.
        ("依照第三条规定办理。", "依照第五条规定办理。", [("reference", "三", "五")]),
        ("违反第（二）项规定。", "违反第（三）项规定。", [("reference", "二", "三")]),
        ("依照第三条规定办理。", "依照第三条之一规定办理。", [("reference", "", "之一")]),
        # Marks are marks, and only lost bytes are damage.
        ("落实“十四五”规划任务。", "落实十四五规划任务。", [("punctuation", "“", ""), ("punctuation", "”", "")]),
        ("是否属实?应报告上级。", "是否属实,可不报告上级。", [("wording", "?应", ",可不")]),
        (
            "推进〔2021〕年计划，健全。",
            "推进(2021)年计划,健全。",
            [("punctuation", "〔", "("), ("punctuation", "〕", ")"), ("punctuation", "，", ",")],
        ),
    ],
)
def test_an_edit_is_called_what_a_person_calls_it(left: str, right: str, expected: list[tuple[str, str, str]]) -> None:
    """Kind and marked text of each edit, and no other change."""
    assert changes(left, right) == expected


@pytest.mark.parametrize(
    "paragraph",
    ["严禁新增产能。", "违者罚款五千元。", "本办法自2022年1月1日起施行。", "罚款标准：每次处以五万元罚款。"],
)
def test_a_new_last_paragraph_is_added_and_no_footer(paragraph: str) -> None:
    """What binds is never taken for the frame around the text."""
    assert changes(BODY + "。", f"{BODY}。\n{paragraph}") == [("added", "", paragraph)]


def test_another_title_is_a_change_of_substance() -> None:
    """A title on one side only is furniture; two different ones are not."""
    left, right = f"关于做好秋季防汛工作的通知\n{BODY}", f"关于启动抗旱应急响应的公告\n{BODY}"

    assert sorted(kind for kind, _, _ in changes(left, right)) == ["added", "dropped"]
    assert [kind for kind, _, _ in changes(left, BODY)] == ["furniture"]


LAW = "第三条 本法适用于全国。\n第四条 国务院主管。\n第五条 地方政府负责。\n第六条 本法施行。\n"
AMENDED = (
    "第三条 本法适用于全国。\n第四条 任何单位和个人有权举报。\n"
    "第五条 国务院主管。\n第六条 地方政府负责。\n第七条 本法施行。\n"
)


def test_an_inserted_article_renumbers_the_others_and_changes_nothing_else() -> None:
    """One article is added; the later ones keep their wording under new numbers, and are paired so."""
    result = compare(document(LAW), document(AMENDED))
    sections = result.sections
    pairs = [
        (
            [sections.left[int(n) - 1].number for n in pair.ids.left],
            [sections.right[int(n) - 1].number for n in pair.ids.right],
            pair.status.value,
            pair.renumbered,
        )
        for pair in result.section_pairs
    ]

    assert substantive(result) == ["added"]
    assert pairs == [
        (["第三条"], ["第三条"], "same", False),
        ([], ["第四条"], "added", False),
        (["第四条"], ["第五条"], "same", True),
        (["第五条"], ["第六条"], "same", True),
        (["第六条"], ["第七条"], "same", True),
    ]


COUNTED = (
    "第一章 总则\n第一条 为了规范登记制定本法。\n第二条 本法适用于全国各地。\n第三条 国务院主管登记工作。\n"
    "第二章 登记\n第四条 县级政府负责本地登记。\n"
    "第五条 有下列情形的登记：\n（一）新建房屋；\n（二）买卖房屋；\n（三）赠与房屋。\n"
    "第三章 附则\n第六条 本法自公布之日起施行。\n"
)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("\n第五条 ", "", ("第五条", "")),  # merged with what stands before it, but the next is still the sixth
        ("\n第六条 ", "", ("第六条", "")),  # no number behind the last tells
        ("第四条", "第五条", ("四", "五")),  # doubled
        ("第二条", "第四条", ("二", "四")),
        ("第三章", "第二章", ("三", "二")),
        ("（二）买卖", "（三）买卖", ("二", "三")),
    ],
)
def test_a_number_lost_or_doubled_on_one_side_is_no_renumbering(old: str, new: str, expected: tuple[str, str]) -> None:
    """Nothing before it explains it, so it is a number to check, whichever side has it."""
    right = COUNTED.replace(old, new, 1)

    assert [change for change in changes(COUNTED, right) if change[0] == "number"] == [("number", *expected)]
    assert [change for change in changes(right, COUNTED) if change[0] == "number"] == [("number", *reversed(expected))]


def test_headings_of_two_renderings_bear_the_same_numbers() -> None:
    """A number may be written otherwise, but a section that bears another is a difference, however well it counts."""
    hant = document("第一條 為了規範登記制定本法。\n第二條 本法適用於全國各地。\n第三條 國務院主管登記工作。\n")
    hans = "第1条 为了规范登记制定本法。\n第2条 本法适用于全国各地。\n第3条 国务院主管登记工作。\n"

    assert substantive(compare(hant, document(hans))) == []
    assert substantive(compare(hant, document(hans.replace("\n第2条 ", "").replace("3", "2")))) == ["number", "number"]


def test_a_retitled_chapter_is_one_change_of_wording() -> None:
    """The chapter stays the same section under another title."""
    left = "第一章 总则\n为了发展制定。\n第二章 产业转型\n加快转型升级，推动创新。\n"

    assert changes(left, left.replace("产业转型", "绿色低碳发展")) == [("wording", "产业转型", "绿色低碳发展")]


def test_repeated_lines_of_a_table_are_text() -> None:
    """Deadlines that stand below every task are no running heads, though they repeat."""
    task = (
        "推进重点任务，完善工作机制，加强组织领导，落实各方责任，健全规划实施机制，及时跟踪落实情况，"
        "适时组织开展评估，确保取得实效\n完成时限：{}年12月\n"
    )
    left = "".join(task.format(2024) for _ in range(5))
    right = "".join(task.format(year) for year in (2024, 2024, 2026, 2024, 2024))

    assert changes(left, right) == [("number", "2024年12月", "2026年12月")]
