"""Where a character stands that is heavier than its words say: a surname, or a measure word behind a number."""

from collections.abc import Mapping
from enum import StrEnum

from plandiff.chinese.script import count_han, is_han
from plandiff.conversion.lexicon import facts, forms_of

_SURNAMES = dict(
    zip("于余范沈岳郁姜谷卜朴党曲游涂钟叶云肖傅尹种丘", "于余范沈岳郁姜谷卜朴党曲游涂鍾葉雲肖傅尹种丘", strict=True)
)
"""Surnames that share their folded character with another word, as they are written."""
_FAMILY = frozenset(
    "陈林黄张李王吴刘蔡杨郑谢郭洪邱廖赖徐周苏吕罗萧潘朱钟彭詹沈赵卢梁颜柯翁魏孙戴范宋邓杜傅侯曹薛阮董蒋邹黎韩冯袁夏姚倪汪何严"
)
"""Surnames (folded) of the hundred commonest of Taiwan that hardly stand by themselves otherwise."""
_NAME = 3
"""Characters of a surname and a given name."""
_SPEECH = frozenset(
    [
        "说",
        "称",
        "指出",
        "表示",
        "强调",
        "认为",
        "介绍",
        "说明",
        "回应",
        "报告",
        "解释",
        "透露",
        "批评",
        "坦言",
        "直言",
        "补充",
        "建议",
        "质疑",
        "呼吁",
    ]
)
"""What follows the name of one who speaks."""
_SURNAME = -4.0
"""Weight of a surname beside a title: as heavy as the commonest words of one character."""
_MEASURES = {"只": ("隻", -4.0), "出": ("齣", -6.0), "个": ("個", -3.0), "里": ("里", -4.0)}
"""Measure words (folded): as written, with their weight behind a number."""
_COUNTED = frozenset("只里")
"""Those of them that stand behind a number only: 多只 is 多|只, 這裡 is no mile."""
_SURE = -3.0
"""The same where nothing follows that the other character could go with, or a play does."""
_PLAYS = frozenset("戏剧")
_NUMBERS = frozenset("〇零一二两三四五六七八九十百千万亿几数每半双0123456789")
_POINTING = frozenset("多这那某该整首")
_IS = {"係": -5.5}
"""The weight of 係, to be, at the beginning of a clause that goes on a sentence."""
_GOES_ON = frozenset(",;:")
_WITHIN = {"裡": -5.0}
"""The weight of 裡 behind a common word; 里 stands behind the name of a village, or before 里长."""
_WORDLY = -8.0
"""Weight from which a character is too common a word to be taken for a surname misspelt."""
_COMMON = -12.5
_LISTED = frozenset("系里")
"""Nouns of one character that stand in lists: 院、系、所, 村、里."""
_BY_ITSELF = -2.5
"""The weight of such a noun where it stands between marks alone."""
_LIST_MARKS = frozenset("、()（）")
_ITEM = 2
"""Characters of the last item of a list, at most: behind it a clause may go on."""
_ABOVE_VILLAGES = frozenset("区乡镇市县")
_OF_VILLAGES = frozenset("长民办程里邻")

SPECIAL = frozenset([*_MEASURES, *_SURNAMES, *_LISTED])
"""Characters (folded) that ``bonus`` may have something for."""


def is_special(around: str, shown: str) -> bool:
    """Say whether ``bonus`` may speak against a character for what stands beside it: a glance is then not enough.

    Args:
        around: The folded character between its two neighbours.
        shown: The character in the form of print.
    """
    last, char, following = around[0], around[1], around[2]
    if char in _MEASURES and (last == char or last in _NUMBERS or last in _POINTING):
        return shown != _MEASURES[char][0]
    return char in _LISTED and (not is_han(last) or not is_han(following) or char == "里")


def is_like_a_surname(text: str, at: int) -> bool:
    """Say whether ``text[at]`` (folded) may be a surname for what stands around it."""
    return text[at] in _SURNAMES and is_surname_at(text, at)


def bonus(key: str, at: int, before: str, after: str) -> dict[str, float]:
    """Return characters that are heavier here by themselves than elsewhere, with their weight.

    Args:
        key: The clause, folded.
        at: The offset in it.
        before: What stands in front of the clause, folded.
        after: What stands behind it.
    """
    char = key[at]
    if char in _MEASURES:
        last = key[at - 1] if at else before
        if (
            (last in _NUMBERS and not (last == "数" and at > 1 and forms_of(key[at - 2 : at])))
            or (last in _POINTING and char not in _COUNTED)
            or (last == char and at > 1 and key[at - 2] in _NUMBERS)
        ):
            form, weight = _MEASURES[char]
            plays = char == "出" and not _PLAYS.isdisjoint(key[at : at + 8])
            sure = plays or (char == "只" and at + 1 == len(key))
            return {form: _SURE if sure else weight}
    if char in _LISTED and (listed := _as_listed(key, at, before, after)):
        return {char: listed}
    if char == "系" and at == 0 and before in _GOES_ON:
        return _IS
    if char == "里" and at > 1 and key[at + 1 : at + 2] not in _OF_VILLAGES and _is_common(key[at - 2 : at]):
        return {} if key[at - 3 : at - 2] in _ABOVE_VILLAGES else _WITHIN
    if char in _SURNAMES and is_surname_at(key, at):
        return {_SURNAMES[char]: _SURNAME}
    return {}


def _as_listed(key: str, at: int, before: str, after: str) -> float | None:
    """Return the weight of a noun of one character that is an item of a list (院、系、所), or ends one (各院系、所)."""
    if len(key) == 1 and before in _LIST_MARKS and after in _LIST_MARKS:
        return _BY_ITSELF
    ends = at + 1 == len(key) and after[:1] == "、"
    return _SURE if ends or (at == 0 and before == "、" and len(key) <= _ITEM) else None


class Standing(StrEnum):
    """Why a character is heavier in a place than its words say."""

    SURNAME = "surname"
    MEASURE = "measure"
    LISTED = "listed"
    COPULA = "copula"
    WITHIN = "within"


def standing(char: str, weight: float) -> Standing:
    """Return why ``bonus`` has ``char`` with ``weight``."""
    if char in _WITHIN:
        return Standing.WITHIN
    if char in _IS:
        return Standing.COPULA
    if char in _LISTED and weight in {_SURE, _BY_ITSELF}:
        return Standing.LISTED
    return Standing.MEASURE if any(char == form for form, _ in _MEASURES.values()) else Standing.SURNAME


def speaks_for(char: str, simple: str, heavier: Mapping[str, float]) -> bool:
    """Say whether what stands around a place is reason to ask for ``char`` there, not only to let it stand.

    A list may hold a noun of one character, but only between marks alone it can be nothing else; a title may follow a
    word as common as 於 or 黨.

    Args:
        char: The character that may be meant.
        simple: The folded character that stands there.
        heavier: What ``bonus`` has for the place.
    """
    if char not in heavier or (simple in _LISTED and char == simple and heavier[char] == _SURE):
        return False
    if simple in _SURNAMES:
        rivals = (weight for form, weight in forms_of(simple) if form != char)
        return max(rivals, default=_WORDLY) <= _WORDLY
    return True


def is_in_name(key: str, at: int) -> bool:
    """Say whether a character (folded) that no word covers is one of a given name: 李慧琼, 黃于喬.

    A surname stands one or two characters before it, and no word covers these three.
    """
    for start in (at - 2, at - 1):
        if start < 0 or key[start] not in _FAMILY or count_han(key[start : start + 3]) < _NAME:
            continue
        if not any(forms_of(key[left : left + 2]) for left in range(max(0, start - 1), start + 2)):
            return True
    return False


def is_full_name(word: str) -> bool:
    """Say whether a word (folded) is a surname and a given name: people spell theirs as they like (黃世傑, 黃世杰)."""
    return len(word) == _NAME and word[0] in _FAMILY


def _is_common(key: str) -> bool:
    forms = forms_of(key)
    return bool(forms) and forms[0][1] >= _COMMON


def is_surname_at(text: str, at: int) -> bool:
    """Say whether ``text[at]`` (folded) stands where a surname does.

    That is behind 姓, before a title (曲院长, 于先生), or before a given name and a title or a word of speech
    (游名扬说明).
    """
    if text[max(0, at - 1) : at] == "姓":
        return True
    titles = facts().titles
    if text[at + 1 : at + 2] in titles:
        return True
    for given in (1, 2, 3):
        follows = text[at + given : at + given + 2]
        if follows in titles and text[at + given + 2 : at + given + 3] != "会":  # 委员, but not 委员会
            return True
        if given > 1 and (follows in _SPEECH or (follows[:1] in _SPEECH and given == 3)):
            return True
    return False
