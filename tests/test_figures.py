"""What figures promise: read as values, told whole, and the same answer whatever two documents are to each other."""

from itertools import product

import pytest
from conftest import document
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plandiff.chinese.numerals import number_value
from plandiff.chinese.quantities import Quantity, figures
from plandiff.chinese.script import fold
from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.derivation.adapted_changes import clause_changes
from plandiff.judging.change import Change, Kind, Reason, Weight
from plandiff.outline.cleaning import clean
from plandiff.text.span import Pair, Span

BEFORE = "各级人民政府应当加强统筹协调，健全工作机制，落实各方责任。\n"


def changes(left: str, right: str, relation: Relation) -> list[tuple[str, str, str]]:
    """Return (kind, left text, right text) of the changes of substance, and of figures written in another way."""
    if relation is Relation.DERIVATION:
        texts = Pair(left, right).map(document).map(clean)
        found = clause_changes(texts, texts.map(lambda text: Span(0, len(text.key))))
    else:
        left, right = BEFORE + left, BEFORE + right
        found = list(compare(document(left), document(right), relation).changes)
    return [
        (change.kind.value, change.spans.left.of(left), change.spans.right.of(right))
        for change in found
        if is_told(change)
    ]


def is_told(change: Change) -> bool:
    return change.weight is Weight.SUBSTANTIVE


def is_a_figure(text: str) -> bool:
    return [one.span for one in figures(text, Span(0, len(text)))] == [Span(0, len(text))]


RELATIONS = list(Relation)


def in_every_relation(*rows: tuple[str, str, list[tuple[str, str, str]]]) -> pytest.MarkDecorator:
    cases = [(left, right, expected, relation) for (left, right, expected), relation in product(rows, RELATIONS)]
    return pytest.mark.parametrize(("left", "right", "expected", "relation"), cases)


@in_every_relation(
    ("在全国推广经验做法。", "在全省推广经验做法。", [("name", "国", "省")]),
    ("由省人民检察院负责监督工作。", "由市人民法院负责监督工作。", [("name", "省", "市"), ("name", "检察", "法")]),
    ("支持海南岛开展生态修复试点。", "支持舟山岛开展生态修复试点。", [("name", "海南", "舟山")]),
    ("支持㙟头镇开展生态修复试点。", "支持榃滨镇开展生态修复试点。", [("name", "㙟头", "榃滨")]),
    ("由市中级法院负责执行工作。", "由市检察院负责执行工作。", [("name", "中级法", "检察")]),
    ("支持河南开展生态修复试点。", "支持湖北开展生态修复试点。", [("name", "河南", "湖北")]),
    ("打造黄河流域生态走廊示范。", "打造长江流域生态走廊示范。", [("name", "黄河", "长江")]),
    ("报国家发展改革委备案审核。", "报国家能源局备案审核。", [("name", "发展改革委", "能源局")]),
    ("报省级主管部门备案审核。", "报市级主管部门备案审核。", [("name", "省", "市")]),
    ("推进城市更新改造提升工程。", "推进城区更新改造提升工程。", [("wording", "市", "区")]),
    ("支持老区开展生态修复试点。", "支持景区开展生态修复试点。", [("wording", "老", "景")]),
)
def test_places_bodies_and_levels_have_one_kind(
    left: str, right: str, expected: list[tuple[str, str, str]], relation: Relation
) -> None:
    """Another place, body or level of government is a name, and another sort of place is wording."""
    assert changes(left, right, relation) == expected


@in_every_relation(
    ("增速预期按3%安排。", "增速预期按4%左右安排。", [("number", "3%", "4%左右")]),
    (
        "增速预期拟按3%安排。",
        "增速预期拟按4%左右安排、比上年提高1个百分点。",
        [("number", "3%", "4%左右"), ("number", "", "、比上年提高1个百分点")],
    ),
    ("每人发放每年3000元补助。", "每人发放每月3000元补助。", [("number", "每年3000元", "每月3000元")]),
    ("非化石能源占比15%。", "非化石能源占比至15%。", [("number", "15%", "至15%")]),
    (
        "由主管部门处1000元罚款。",
        "由主管部门处2000元以上5000元以下罚款。",
        [("number", "1000元", "2000元以上5000元以下")],
    ),
    ("人均住房面积0.1平方米。", "人均住房面积-0.1平方米。", [("number", "0.1平方米", "-0.1平方米")]),
    ("居民消费价格上涨5%。", "居民消费价格上涨－5%。", [("number", "5%", "－5%")]),
    ("最低气温为零下5℃。", "最低气温为零下8℃。", [("number", "5℃", "8℃")]),
    ("森林覆盖率不低于24%。", "森林覆盖率不超过24%。", [("number", "不低于24%", "不超过24%")]),
    ("森林覆盖率力争达到24%。", "森林覆盖率达到24%。", [("number", "力争达到24%", "达到24%")]),
    ("粮食产量1.3万亿斤以上。", "粮食产量1.4万亿斤左右。", [("number", "1.3万亿斤以上", "1.4万亿斤左右")]),
    ("新建公路5—10公里。", "新建公路5—12公里。", [("number", "5—10公里", "5—12公里")]),
    ("补助标准10万元/亩。", "补助标准10万元/公顷。", [("number", "10万元/亩", "10万元/公顷")]),
    ("研发投入下降10%。", "研发投入下降10个百分点。", [("number", "10%", "10个百分点")]),
    ("应当在三十日内办结事项。", "应当在十五个工作日内办结事项。", [("number", "三十日内", "十五个工作日内")]),
    ("减免税费百分之五十。", "减免税费三分之二。", [("number", "百分之五十", "三分之二")]),
    ("自2025年1月1日起施行。", "自2026年1月1日起施行。", [("number", "2025年1月1日", "2026年1月1日")]),
    ("重点支持500家企业发展。", "重点支持龙头企业发展。", [("number", "500家", "龙头")]),
)
def test_a_changed_value_is_one_number_with_both_values_whole(
    left: str, right: str, expected: list[tuple[str, str, str]], relation: Relation
) -> None:
    """A sign, a unit, a bound, a range and what it counts per belong to the number, whatever else was rewritten."""
    assert changes(left, right, relation) == expected


SAME = [
    ("百分之五", "5%"),
    ("三成", "30%"),
    ("千分之三", "3‰"),
    ("三分之二", "2/3"),
    ("5—10公里", "5到10公里"),
    ("3~5年", "3至5年"),
    ("20%", "百分之二十"),
    ("3.5亿元", "35000万元"),
    ("百分之五十至百分之七十", "50%—70%"),
    ("二〇二五年一月一日", "2025年1月1日"),
    ("二十三个", "23个"),
    ("两万人", "20000人"),
    ("１２亩", "12亩"),
    ("1,000万元", "1000万元"),
    ("约500家", "500家左右"),
    ("30日以内", "30日之内"),
    ("5千米", "5公里"),
    ("负百分之五", "-5%"),
]


@pytest.mark.parametrize("relation", [Relation.RENDERING, Relation.REVISION])
@pytest.mark.parametrize(("left", "right"), SAME)
def test_the_same_value_in_another_notation_is_no_change(left: str, right: str, relation: Relation) -> None:
    """One cosmetic change says that the number is written in another way."""
    texts = [f"{BEFORE}各地应当按照{value}的标准安排补助，加强资金监管。" for value in (left, right)]
    found = [c for c in compare(*map(document, texts), relation).changes if c.kind is not Kind.LAYOUT]

    assert not any(map(is_told, found))
    if fold(left) != fold(right):
        assert all(change.judgement.reason is Reason.NUMERAL_STYLE for change in found) and len(found) == 1


def quantities(text: str) -> list[Quantity]:
    key = fold(text)
    return [figure.quantity for figure in figures(key, Span(0, len(key)))]


@pytest.mark.parametrize(("left", "right"), SAME)
def test_equal_values_compare_equal(left: str, right: str) -> None:
    """Whatever the notation, one quantity is read, and it is the same."""
    assert len(quantities(left)) == 1
    assert quantities(left) == quantities(right)


@pytest.mark.parametrize(
    "text",
    [
        *("第三条", "产值[1]", "产值①", "十分重要", "千万不要", "一体化", "国道G219线", "三农", "一起推进"),
        *("一度紧张", "一次性补助", "一对一帮扶", "一条龙服务", "军民一家人", "两岸一家亲"),
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    """Ordinals, note marks, codes and words that begin like a numeral say no quantity."""
    assert quantities(text) == []


@pytest.mark.parametrize("text", ["一起交通事故", "一起案件", "一度电"])
def test_a_word_that_is_also_a_number_is_one_where_it_counts(text: str) -> None:
    assert len(quantities(text)) == 1


@pytest.mark.parametrize(("left", "right"), [("[1]", "[2]"), ("①", "②"), ("［3］", "")])
def test_note_marks_are_no_numbers(left: str, right: str) -> None:
    """The mark of a note is numbering, behind a word or a figure."""
    for stem in ("全年工业产值{}稳步增长。", "全年产值增长5%{}，结构优化。"):
        result = compare(document(BEFORE + stem.format(left)), document(BEFORE + stem.format(right)))
        assert not any(map(is_told, result.changes))


@in_every_relation(
    (
        "粮食增长2%；棉花增长3%；油料增长4%。",
        "粮食增长2%左右；油料增长4.5%；糖料增长3%。",
        [
            ("number", "2%", "2%左右"),
            ("wording", "棉花增长3%；", ""),
            ("number", "4%", "4.5%"),
            ("wording", "", "；糖料增长3%"),
        ],
    ),
    (
        "新增就业1200万人，失业率5.5%，居民消费价格上涨3%。",
        "新增就业1200万人，居民消费价格上涨2%，失业率5.5%。",
        [("wording", "失业率5.5%，", ""), ("number", "3%", "2%"), ("wording", "", "，失业率5.5%")],
    ),
)
def test_a_figure_is_never_set_against_that_of_another_indicator(
    left: str, right: str, expected: list[tuple[str, str, str]], relation: Relation
) -> None:
    """Enumerations are compared item by item."""
    assert changes(left, right, relation) == expected


@in_every_relation(
    ("粮食增长2%；油料增长4%；棉花持平。", "油料增长4%；粮食增长2%；棉花持平。", []),
    ("发展改革委、财政部、教育部等部门负责。", "财政部、发展改革委、教育部等部门负责。", []),
    ("重点保护石英砂、长石矿、云母矿资源。", "重点保护长石矿、石英砂、云母矿资源。", []),
)
def test_reordered_items_are_no_other_values(
    left: str, right: str, expected: list[tuple[str, str, str]], relation: Relation
) -> None:
    """The order is told as wording, and no number or name is said to differ."""
    assert [kind for kind, _, _ in changes(left, right, relation) if kind != "wording"] == expected


DIGITS = st.one_of(st.integers(0, 120).map(str), st.decimals(0, 99, places=1).map(str))
SIGNED = st.builds("{}{}".format, st.sampled_from(["", "", "-", "－", "−", "—", "负"]), DIGITS)
SPELT = st.sampled_from(["三", "五", "十二", "二十", "三百五十", "两千", "负五"])
UNITS = st.sampled_from(["", "%", "‰", "亩", "公里", "万元", "亿元", "家", "个", "个百分点", "年", "人"])
BOUNDS = st.sampled_from(["", "", "左右", "以上", "以下"])
ABOUT = st.sampled_from(["", "", "约", "不低于", "超过", "达到"])
FIGURES = st.builds("{}{}{}{}".format, ABOUT, SIGNED | SPELT, UNITS, BOUNDS)
FRAMES = st.sampled_from(
    ["| 居住 | {} |", "居民消费价格上涨{}。", "指标\t{}\t正常", "完成率（{}）", "同比{}，环比持平；", "{}"]
)


@settings(max_examples=150, deadline=None)
@given(FIGURES, FIGURES, FRAMES)
def test_no_changed_figure_is_cosmetic(left: str, right: str, frame: str) -> None:
    """Where value, unit or bound differ, something of substance is told; nothing cosmetic touches a digit or sign."""
    texts = [BEFORE + frame.format(figure) for figure in (left, right)]
    keys = [fold("".join(figure.split())) for figure in (left, right)]
    assume(keys[0] != keys[1])
    found = compare(*map(document, texts), Relation.REVISION).changes

    if quantities(frame.format(left)) != quantities(frame.format(right)):
        assert any(map(is_told, found)), found
    for change in found:
        touched = change.spans.left.of(texts[0]) + change.spans.right.of(texts[1])
        if change.weight is Weight.COSMETIC and any(char.isdecimal() for char in touched):
            assert change.judgement.reason in (Reason.NUMERAL_STYLE, Reason.WIDTH)


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十三", 23),
        ("二〇三五", 2035),
        ("三百五十万", 3_500_000),
        ("两千", 2000),
        ("1.2万", 12_000),
        ("１２", 12),
        ("3.5亿", 350_000_000),
    ],
)
def test_one_parser_reads_every_numeral(numeral: str, value: int) -> None:
    """Chinese, Arabic, mixed and full-width numerals alike."""
    assert number_value(numeral) == value


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (  # what counts the same is named earlier in the sentence; a rise by a figure is no level
            "从今年开始拟连续几年发行超长期特别国债，专项用于国家重大战略实施，今年先发行1万亿元。",
            "拟发行超长期特别国债1.3万亿元、比上年增加3000亿元。",
            ("1万亿元", "1.3万亿元"),
        ),
        (  # modals say nothing of what is counted, and a range is one figure
            "各街道应当至少建成1个具备综合功能的社区养老服务机构。",
            "各街道可以建设1至2个具备综合功能的社区养老服务机构。",
            ("1个", "1至2个"),
        ),
        ("今年是新中国成立75周年，任务艰巨。", "今年是新中国成立80周年，任务艰巨。", ("75周年", "80周年")),
    ],
)
def test_figures_are_set_against_those_that_count_the_same(left: str, right: str, expected: tuple[str, str]) -> None:
    told = [change[1:] for change in changes(left, right, Relation.REVISION) if change[0] == "number"]

    assert expected in told
    assert all("3000" not in one for one, _ in told)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("创建一批未来产业先导区，开辟新赛道。", "培育6G等未来产业，增加投入。"),  # a batch and a name
        ("今年是新中国成立75周年，是实现目标的关键一年。", "今年是“十四五”规划收官之年。"),  # a number and a plan
        ("新建学校，拟安排资金3万元。", "撤并学校，比上年增加2万元。"),  # a level and a rise
        ("以大力实施“强县域”五年行动为抓手，守住安全底线。", "按照“八个严抓”的要求，守住安全底线。"),  # no word before
        ("面向民生，24个项目获得专利奖，增加投入。", "面向民生，15项成果获得科技奖，增加投入。"),  # of other kinds
    ],
)
def test_figures_of_two_sorts_are_not_set_against_each_other(left: str, right: str) -> None:
    told = [change[1:] for change in changes(left, right, Relation.REVISION)]

    assert not [texts for texts in told if all(is_a_figure(text) for text in texts)]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("由财政局、水利局、商务局负责。", "由商务局、财政局、水利局负责。", "财政局、水利局、商务局"),
        ("支持甲州、乙洲、丙城建设副中心。", "支持丙城、甲州、乙洲建设副中心。", "甲州、乙洲、丙城"),
        ("加强监测、预警和应急处置。", "加强预警、监测和应急处置。", "监测、预警"),
        ("鼓励就近居住或共同生活。", "鼓励共同生活或就近居住。", "就近居住或共同生活"),
        ("粮食增产100吨、水果增产20吨。", "水果增产20吨、粮食增产100吨。", "粮食增产100吨、水果增产20吨"),
    ],
)  # fmt: skip
def test_items_in_another_order_are_one_difference_and_no_change_of_value(left: str, right: str, expected: str) -> None:
    result = compare(document(BEFORE + left), document(BEFORE + right), Relation.REVISION)
    [change] = [change for change in result.changes if is_told(change)]

    assert change.judgement.reason is Reason.REORDERED
    assert change.spans.left.of(BEFORE + left) == expected


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("由甲局、乙局、丙局负责落实。", "由乙局、甲局、丁局负责落实。", "name"),  # one body more is another
        ("达到100万吨、20万吨。", "达到20万吨、10万吨。", "number"),
        ("加强监测预警。", "加强预警监测。", "wording"),  # no list
    ],
)
def test_a_list_with_another_item_is_not_only_reordered(left: str, right: str, kind: str) -> None:
    result = compare(document(BEFORE + left), document(BEFORE + right), Relation.REVISION)

    assert kind in {change.kind.value for change in result.changes if change.judgement.reason is not Reason.REORDERED}


def test_figures_of_other_things_are_not_set_against_each_other_beside_a_pair() -> None:
    """An investment answers to the investment of next year, though bonds are told before it in the same words."""
    left = "今年中央预算内投资安排5776亿元，比去年增加400亿元。"
    right = "今年拟安排专项债券3.75万亿元，比去年增加1.6万亿元，提高资本金比例，中央预算内投资安排6000亿元。"
    told = [change[1:] for change in changes(left, right, Relation.REVISION)]

    assert ("5776亿元", "6000亿元") in told
    assert not [pair for pair in told if "5776" in pair[0] and "3.75" in pair[1]]
