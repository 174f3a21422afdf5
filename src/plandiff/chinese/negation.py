"""Words that turn the sense of a sentence round: 不含税 and 含税, 已完成 and 未完成, 允许 and 禁止, 约束性 and 预期性.

All texts are folded.
"""

from plandiff.patterns import late_pattern

_NEGATION = late_pattern(r"不得|不予|不再|[不未无非没勿]")
_AFFIRMED = frozenset(
    [
        "已",
        "已经",
        "有",
        "可",
        "可以",
        "能",
        "能够",
        "得",
        "会",
        "予以",
        "给予",
        "准予",
        "应当",
        "应",
        "必须",
        "须",
        "需",
        "需要",
        "要",
        "正",
        "正在",
        "尚",
        "仍",
        "是",
        "曾",
        "合",
        "属",
        "属于",
    ]
) | {""}
"""What a negation takes the place of, or is joined to: 已完成, 未完成; 需要, 无需; 可以, 不得; 合法, 非法."""
_NO_NEGATION = late_pattern(
    r"不断|不仅|不但|不同|不少|不论|不管|不动产|不锈钢|不可抗力|非常|非洲|非遗|非物质|非公有制|未来|无论|无锡|无线|无人机|无障碍"
)
_OPPOSITES = frozenset(
    frozenset(pair.split("/"))
    for pair in [
        "允许/禁止",
        "准许/禁止",
        "鼓励/限制",
        "鼓励/禁止",
        "支持/限制",
        "公开/保密",
        "全部/部分",
        "所有/部分",
        "一律/原则上",
        "强制/自愿",
        "义务/自愿",
        "有偿/无偿",
        "免费/收费",
        "增加/减少",
        "提高/降低",
        "扩大/缩小",
        "上升/下降",
        "增长/下降",
        "增/减",
        "升/降",
        "盈利/亏损",
        "顺差/逆差",
        "先/后",
        "同意/反对",
        "生效/失效",
    ]
)
BINDING, EXPECTED = "约束", "预期"
"""What a target is said to be, with or without 性."""


def reverses(left: str, right: str) -> bool:
    """Say whether an edit turns the sense round: a negation that only one side has, joined to the same words or none.

    Any negation does, whatever word it is put before (定期, 不定期): the text without it makes sense as well, or it
    would be no text. Only within the edit a word may hold a negation that is none: 不断.

    Args:
        left: The words on the left; may be empty.
        right: The words on the right.
    """
    if frozenset((left, right)) in _OPPOSITES:
        return True
    if _negations(left) % 2 == _negations(right) % 2:
        return False
    rests = {_NEGATION.sub("", left), _NEGATION.sub("", right)}
    return len(rests) == 1 or rests <= _AFFIRMED


def _negations(words: str) -> int:
    """Count the negations in words."""
    return len(_NEGATION.findall(_NO_NEGATION.sub("", words)))


def obligation(left: str, right: str) -> int:
    """Return how the obligation of a target changes: -1 from binding to expected, 1 the other way, else 0."""
    return {(BINDING, EXPECTED): -1, (EXPECTED, BINDING): 1}.get((left.removesuffix("性"), right.removesuffix("性")), 0)
