"""The words of quantities, places and bodies: each row of the data has its witness here, which fails without it."""

import pytest

from plandiff.chinese.places import divisions, ending_of, is_known, is_level, is_lone_level, is_name
from plandiff.chinese.quantities import Quantity, figures
from plandiff.chinese.script import HAN, fold, is_han
from plandiff.text.span import Span

UNITS = """
5个百分点 5百分点 5个工作日 5工作日 5个自然日 5自然日 5个月 5个小时 5小时 5个季度 5季度 5个年度
5平方公里 5平方千米 5平方米 5立方米 5平方 5立方 5公里 5千米 5厘米 5毫米 5微米 5米 5海里 5公顷 5亩
5公斤 5千克 5毫克 5微克 5克 5斤 5担 5吨标准煤 5吨油当量 5吨公里 5吨 5升 5千瓦时 5千瓦 5兆瓦 5吉瓦 5度
5美元 5港元 5日元 5欧元 5元 5角 5% 5‰ 5‱ 5℃ 5㎡ 5㎢ 5㎞ 5倍 5成 5半 5番 5年 5月 5日 5天 5周 5分钟
5秒 5世纪 5岁 5学时 5学分 5张床位 5户次 5人次 5户 5人 5名 5批次 5家 5个 5项 5所 5座 5条 5次 5批 5辆
5台 5套 5只 5头 5件 5处 5种 5类 5位 5片 5场 5届 5栋 5间 5张 5份 5篇 5款 5宗 5起 5例 5艘 5架 5株 5棵
5册 5门 5幅 5支 5对 5双 5组 5班 5队 5匹 5箱 5瓶 5盏
"""
ALIKE = """
5千米=5公里 5㎞=5公里 5平方千米=5平方公里 5㎢=5平方公里 5平方=5平方米 5㎡=5平方米 5立方=5立方米
5千克=5公斤 5天=5日 5自然日=5日 5个自然日=5日 5工作日=5个工作日 5个月=5月 5个小时=5小时 5个季度=5季度
5百分点=5个百分点 5名=5人
"""
SAME_BOUND = """
约5%=大约5% 约5%=约为5% 不低于5%=不少于5% 不低于5%=至少5% 不低于5%=最低5% 不低于5%=最少5%
不低于5%=≥5% 不超过5%=不高于5% 不超过5%=不多于5% 不超过5%=不大于5% 不超过5%=至多5% 不超过5%=最多5%
不超过5%=最高5% 不超过5%=≤5% 超过5%=超5% 超过5%=逾5% 超过5%=突破5% 超过5%=高于5% 超过5%=多于5%
超过5%=大于5% 超过5%=>5% 低于5%=少于5% 低于5%=小于5% 低于5%=不足5% 低于5%=不到5% 低于5%=<5%
近5%=将近5% 近5%=接近5% 近5%=≈5% 达到5%=达5% 达到5%=至5% 达到5%=到5% 达到5%=增至5% 达到5%=降至5%
"""
BOUNDS = """
约5% 不低于5% 不超过5% 超过5% 低于5% 近5% 达到5% 力争5% 合计5% ±5% 5%左右 5%内 5%以外 5%以上 5%以下
"""
NAMES = """
南湖部 南湖委 南湖局 南湖厅 南湖署 南湖院 南湖办 南湖处 南湖委员会 南湖办公室 南湖办公厅 南湖政府
南湖人大 南湖政协 南湖检察院 南湖法院 南湖法庭 南湖总局 南湖管理局 南湖监管局 南湖常委会 南湖联席会议
南湖领导小组 南湖指挥部 南湖工作组 南湖协会 南湖学会 南湖商会 南湖联合会 南湖基金会 南湖理事会
南湖总工会 南湖妇联 南湖共青团 南湖监察委 南湖主管部门 南湖岛 南湖群岛 南湖半岛 南湖流域 南湖平原
南湖盆地 南湖高原 南湖三角洲 南湖经济带 南湖城市群 南湖都市圈 南湖湾区
"""
KNOWN = """
国务院 全国人大 全国人大常委会 国务院办公厅 外交部 国防部 国家发展改革委 发展改革委
国家发展和改革委员会 教育部 科技部 科学技术部 工业和信息化部 国家民委 公安部 国家安全部 民政部 司法部
财政部 人力资源社会保障部 自然资源部 生态环境部 住房城乡建设部 交通运输部 水利部 农业农村部 商务部
文化和旅游部 国家卫生健康委 退役军人事务部 应急管理部 人民银行 中国人民银行 审计署 国务院国资委
国资委 海关总署 税务总局 市场监管总局 金融监管总局 中国证监会 广电总局 体育总局 国家信访局 国家统计局
国家知识产权局 国家国际发展合作署 国家医保局 国务院参事室 国管局 新华社 中国科学院 中国社会科学院
中国工程院 国务院发展研究中心 中央广播电视总台 中国气象局 国家粮食和储备局 国家能源局 国家数据局
国家国防科工局 国家烟草局 国家移民局 国家林草局 国家铁路局 中国民航局 国家邮政局 国家文物局
国家中医药局 国家疾控局 国家矿山安监局 国家消防救援局 国家外汇局 国家药监局 国家乡村振兴局 京津冀
长三角 珠三角 粤港澳大湾区 粤港澳 成渝 成渝地区 长江经济带 东北 东北地区 东部 东部地区 中部 中部地区
西部 西部地区 华北 华东 华中 华南 西南 西北 革命老区 海南自由贸易港 雄安新区 浦东新区
"""
ACTING = """
各地 各地区 各部门 各有关部门 有关部门 相关部门 有关地方 各有关地方 地方政府 地方人民政府 省级人民政府
市级人民政府 县级人民政府 各级政府 各级人民政府 省级政府 市县 市县政府 企业 国有企业 中央企业 民营企业
龙头企业 领军企业 中小企业 中小微企业 小微企业 个体工商户 外资企业 科研院所 高校 高等学校 高等院校
职业院校 医疗机构 金融机构 社会组织 社会资本 民间资本 社会力量 行业协会 农村集体经济组织 农民专业合作社
农民合作社 家庭农场 高校毕业生 毕业生 农民工 退役军人 脱贫人口 脱贫劳动力 低收入人口 低收入群体
中低收入群体 中等收入群体 残疾人 老年人 失能老人 失能老年人 高龄老人 妇女 儿童 未成年人 青年 青少年
学生 职工 农民 居民 城乡居民 农村居民 城镇居民 失业人员 登记失业人员 就业困难人员 就业困难群体
困难群众 困难职工 特困人员 低保对象 孤儿 困境儿童 留守儿童 流动儿童 新市民 青年人 农业转移人口
随迁子女 灵活就业人员 新就业形态劳动者 新就业形态就业人员 退休人员 军人军属 优抚对象 移民 搬迁群众
搬迁人口 消费者 患者 科研人员 科技人员 技能人才 产业工人 教师 医务人员 创业者 个体经营者 种粮农民
失地农民 下岗职工 零就业家庭 城市困难群体 低保边缘家庭
"""
SORTS = """
一部 上市 下乡 中国 中心区 主办 举办 乡镇 部署 交办 产业区 保护区 保税区 先行区 全区 全县 全国 全局 全市
全省 全部 内部 农区 创办 功能区 协办 各区 各县 各国 各州 各市 各省 园区 地区 城乡 城区 城市 城镇 处处
外国 外部 大国 大局 好处 学部 家乡 小区 局部 山区 市区 布局 干部 库区 建制镇 开办 开发区 引领区 强国
总部 我国 战区 承办 新区 景区 本国 林区 查办 校区 格局 灾区 爱国 片区 牧区 督办 矿区 示范区 社区 祖国
禁区 结局 老区 股市 自贸区 节省 街区 试验区 误区 超市 辖区 返乡 郊区 都市 门市 集聚区
"""


def whole(text: str) -> Quantity:
    """Return the one quantity that a text is."""
    key = fold(text)
    found = list(figures(key, Span(0, len(key))))
    assert [key] == [figure.span.of(key) for figure in found]
    return found[0].quantity


def test_units_and_counting_words_belong_to_the_number() -> None:
    """Whatever the unit, the figure goes to its end."""
    assert all(whole(text) for text in UNITS.split())


def test_names_of_one_unit_and_words_of_one_bound_are_equal() -> None:
    """千克 is 公斤, and 不少于 is 不低于."""
    for pair in [*ALIKE.split(), *SAME_BOUND.split()]:
        one, other = pair.split("=")
        assert whole(one) == whole(other), pair


def test_each_bound_is_another_value() -> None:
    """About, at least, at most and the like are told apart, and from the bare number."""
    words = [text for text in BOUNDS.split() if text != "5%左右"]  # as 约5%
    found = [whole(text) for text in [*words, "5%"]]

    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("长三角和珠三角", []),
        ("黄河三角洲", []),
        ("三位一体、四位一体、五位一体", []),
        ("三门峡市", []),
        ("票价三角", ["三角"]),
        ("三门峡市3个县", ["3个"]),
    ],
)
def test_numerals_of_names_are_no_figures(text: str, found: list[str]) -> None:
    assert [one.span.of(text) for one in figures(text, Span(0, len(text)))] == found


def test_endings_make_names_and_sorts_of_places_do_not() -> None:
    """What the divisions do not list is known by its ending; a sort of place is none."""
    assert all(map(is_name, map(fold, NAMES.split())))
    assert all(map(is_known, map(fold, [*KNOWN.split(), *ACTING.split()])))
    assert not any(is_name("西部" * (len(word) < 2) + word) for word in map(fold, SORTS.split()))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("河南省", True),
        ("河南", True),
        ("延边", True),
        ("内蒙古", True),
        ("香港", True),
        ("㙟头镇", False),
        ("即墨区", True),
        ("振兴", False),
        ("青禾省", False),
    ],
)
def test_divisions_are_known_by_name(name: str, known: bool) -> None:
    """From the province to the county in full, provinces and prefectures also without their kind."""
    assert is_known(name) is known


def test_the_divisions_are_whole() -> None:
    """34 provinces, some 340 prefectures, some 2,900 counties, with the short names of the first two levels."""
    found = divisions()

    assert 3_300 < len(found) < 3_800
    assert sum(name.endswith("自治区") for name in found) == 5


@pytest.mark.parametrize(
    ("text", "before", "after", "level"),
    [
        ("国", "全", "推广", True),
        ("省", "由", "人民检察院", True),
        ("市", "城", "更新", False),
        ("市", "", "场监管", False),
        ("区", "园", "建设", False),
        ("县级", "", "人民政府", True),
        ("全省", "在", "推广", True),
        ("产业", "", "", False),
    ],
)
def test_levels_of_government(text: str, before: str, after: str, level: bool) -> None:
    """全国, 县级 and the 省 of 省人民政府 name a level; the 市 of 城市 and of 市场 does not."""
    assert is_level(text, before, after) is level


def test_a_lone_level_says_whose_body_acts() -> None:
    assert is_lone_level("省", "报", "人民政府")
    assert not is_lone_level("省", "节", "电改造")
    assert (
        is_lone_level("国家", "请", "发展改革委")
        and not is_lone_level("国家", "在", "发展全局")
        and not is_lone_level("国家", "化", "新征程")
    )
    assert is_lone_level("省级", "建", "平台") and not is_lone_level("我国", "", "经济")
    assert not is_name("服务型政府") and not is_name("开好局") and not is_name("以都市圈")
    assert ending_of("市场作用") == "" and ending_of("市辖区") == "市"


def test_the_class_of_chinese_characters() -> None:
    """Unified and compatibility ideographs of every block, radicals and 〇, whether asked one by one or by pattern."""
    assert all(map(is_han, "一龥㐀䶿〇⺠⻓豈\U00020000\U000323af"))
    assert not any(map(is_han, "aA1①。ア ￥"))
    assert HAN
