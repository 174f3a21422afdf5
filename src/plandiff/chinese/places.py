"""Places, bodies, groups of people and levels of government, by their names: these are data, endings the fallback.

``divisions.txt`` lists the divisions from the province down to the county, ``bodies.toml`` the bodies of the state.
What stands in neither is known by what it ends with (柳湾县, 海南岛, 市数据局). All texts are folded.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from plandiff.chinese.script import HAN, fold
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan, clean_span

_LONGEST = 10
"""Code points of a name that its ending alone makes one; longer ones are phrases."""
_NO_NAME = "的或由应须可将被把对是及其以好型"
"""Characters of phrases, which no name has."""
_DIVISION_ENDINGS = "省市县区州盟旗镇乡"
_FORMAL_ENDING = late_pattern(r"(?:省|市|县|区|盟|旗|地区|林区|新区|自治[区州县旗]|特别行政区)$")
_OF_PEOPLE = late_pattern(
    r"(?:壮|回|藏|蒙古|维吾尔|朝鲜|土家|苗|彝|布依|侗|哈尼|傣|白|傈僳|景颇|羌|柯尔克孜|哈萨克|满|瑶|黎|畲|各|土|裕固|保安|东乡|撒拉|佤|拉祜|布朗|独龙|怒|纳西"
    r"|普米|毛南|仫佬|仡佬|水|锡伯|塔吉克|达斡尔|鄂温克|鄂伦春)族?"
)


@cache
def _data() -> dict[str, list[str]]:
    data = tomllib.loads(Path(__file__).with_name("bodies.toml").read_text(encoding="utf-8"))
    return {name: fold(words).split() for name, words in data.items()}


@cache
def divisions() -> frozenset[str]:
    """Return the names of the divisions, and those of provinces and prefectures without their kind (河南, 延边).

    The short names of counties are too often words (振兴, 和平).
    """
    text = Path(__file__).with_name("divisions.txt").read_text(encoding="utf-8")
    provinces, prefectures, counties = (fold(level).split() for level in text.split("\n\n")[1:])
    short = map(_short, provinces + prefectures)
    return frozenset([*provinces, *prefectures, *counties, *(name for name in short if len(name) > 1)])


def _short(name: str) -> str:
    bare = _FORMAL_ENDING.sub("", name)
    people = _OF_PEOPLE.search(bare, 2)
    return bare[: people.start()] if people and name.endswith(("自治区", "自治州", "自治县", "自治旗")) else bare


_LONGEST_DIVISION = 15
"""Code points of the longest name: 积石山保安族东乡族撒拉族自治县."""
_AT_START = late_pattern(rf"([{HAN}]{{1,8}}?)(?:自治区|自治州|自治县|省|市|州|盟|县|区|旗)(?!长|委)")


def first_division(text: str) -> str:
    """Return the division that a text (folded) names first, without its kind: 恩施 of 恩施土家族苗族自治州 and 恩施州.

    Of 江苏省苏州市 it is the inner one. A name that no list has counts where the text begins with it; empty if there is
    none.
    """
    for at in range(len(text) - 1):
        name = _division_at(text, at)
        if name:
            inner = _division_at(text, at + len(name))
            return _short(inner or name)
    found = _AT_START.match(text)
    return found[1] if found else ""


def _division_at(text: str, at: int) -> str:
    sizes = range(min(_LONGEST_DIVISION, len(text) - at), 1, -1)
    return next((text[at : at + size] for size in sizes if text[at : at + size] in divisions()), "")


@cache
def _known() -> frozenset[str]:
    lists = ("named", "regions", "actors", "groups")
    return divisions() | frozenset(word for name in lists for word in _data()[name])


@cache
def _common() -> tuple[str, ...]:
    return tuple(_data()["common"])


@cache
def _ending() -> re.Pattern[str]:
    endings = {*_DIVISION_ENDINGS, *_data()["endings"], *_data()["region_endings"]}
    return re.compile("|".join(sorted(endings, key=len, reverse=True)))


@cache
def _form() -> re.Pattern[str]:
    return re.compile(rf"(?:(?![{_NO_NAME}])[{HAN}]){{1,{_LONGEST}}}(?:{_ending().pattern})")


def ending_of(after: str) -> str:
    """Return the ending of a name that a text begins with: 流域 of 流域生态; empty if it begins with none."""
    found = _ending().match(after)
    behind = [*_NOT_BEFORE.get(found.group(), ""), "级"] if found else []
    return found.group() if found and after[found.end() :][:1] not in behind else ""


def is_known(text: str) -> bool:
    """Say whether a text is a division, body, region, actor or group of people of the lists."""
    return text in _known()


def is_name(text: str) -> bool:
    """Say whether a text names a place, body or group of people, known or of such a form; no sort of place (园区)."""
    return is_known(text) or bool(_form().fullmatch(text) and not text.endswith(_common()))


_RANK = "[国省市县区州乡镇]"
_LEVEL = late_pattern(
    rf"(?:全|我|本|各|跨)?{_RANK}|(?:地|副省|副部|省部)级|{_RANK}(?:级|直|属|内)|国家级?|中央|地方|自治[区州县]|直辖市|全(?:国|省|市)性"
)
_NOT_BEHIND = {"国": "外中各爱强大祖本", "市": "城都超上门股", "区": "城园社地山老库矿郊校小片辖牧林灾景新发范验"}
_NOT_BEFORE = {"市": "场民容", "区": "域间别分", "国": "际家土民企债务", "县": "城", "乡": "村镇", "镇": "区"}
_ACTING = late_pattern(r"人民|政府|级|直|属|委|厅|局|发展和?改革|财政|教育|法院|检察")
"""What stands behind a lone 省 or 市 that says whose body acts."""


def is_level(text: str, before: str, after: str) -> bool:
    """Say whether a text names a level of government (全省, 县级, 国家, the 省 of 省人民政府) where it stands.

    Args:
        text: The word.
        before: The character before it.
        after: What stands behind it.
    """
    if not _LEVEL.fullmatch(text):
        return False
    return len(text) > 1 or (
        before not in [*_NOT_BEHIND.get(text, "")] and after[:1] not in [*_NOT_BEFORE.get(text, "")]
    )


_LEVELS = late_pattern(r"全[国省市县区州]|(?:国家|省|市|县|区|乡)级|自治[区州县]")


def levels(key: str, span: CleanSpan) -> Iterator[CleanSpan]:
    """Yield the words in a span of folded text that name a level of government whatever stands around them."""
    return (clean_span(*match.span()) for match in _LEVELS.finditer(key, *span))


_OWN = frozenset(["国家", "国内", "我国", "我省", "我市", "我县", "我区", "本国", "本省", "本市", "本县", "本区"])
"""Words for the plan's own level: a plan that leaves one out (我国经济, 社会主义现代化国家) says the same of itself."""


def is_lone_level(text: str, before: str, after: str) -> bool:
    """Say whether a level of government that the other side lacks says who acts or how far it reaches."""
    tells = len(text) > 1 and text not in _OWN
    return is_level(text, before, after) and (tells or bool(_ACTING.match(after)))
