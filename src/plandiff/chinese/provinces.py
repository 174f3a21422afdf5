"""The provinces in the order in which every Chinese table lists them (GB/T 2260), by the short forms of their names."""

from plandiff.chinese.script import fold

_NAMES = """
北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南
重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门
"""
PROVINCES = tuple(_NAMES.split())


def province_rank(name: str) -> int:
    """Return the place in the list of the province that a name speaks of first; the length of the list if of none."""
    folded = fold(name)
    places = [(at, rank) for rank, province in enumerate(PROVINCES) if (at := folded.find(province)) >= 0]
    return min(places)[1] if places else len(PROVINCES)
