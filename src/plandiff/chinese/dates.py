"""Dates and words of time: until when (2025年底前, 三年内), how often (每年一次), and what leaves it open (适时)."""

from plandiff.chinese.numerals import HAN_NUMERALS
from plandiff.patterns import late_pattern
from plandiff.text.span import Pair

_COUNT = rf"[0-9{HAN_NUMERALS}两]{{1,3}}"
_PERIOD = rf"{_COUNT}(?:年|个月|个工作日|个自然日|日|天|周|小时)"
_DEADLINE = late_pattern(
    r"[,、]?(?:(?:到|至|力争到|力争)(?:[0-9]{4}年|[\"']?十[一二三四五六七八九]五[\"']?(?:末|期末|时期|期间))(?:底|末)?(?:前|以前|之前)?"
    rf"|(?:自[^,。;:]{{1,20}}之日起|在)?(?:[0-9]{{4}}年(?:底|末)?|(?:[0-9]{{4}}年)?[0-9]{{1,2}}月(?:底|末|[0-9]{{1,2}}日)?|{_PERIOD})"
    r"(?:前|以前|之前|内|以内|之内))[,、]?"
)
_SET = late_pattern(rf"每(?:半?年|两年|季度?|月|周|旬|日|天)|按[年季月]|定期|{_PERIOD}(?:{_COUNT}次)?|{_COUNT}次")
_OPEN = late_pattern(r"(?:合理|适当|一定)的?(?:期限|时间|时限|时候|时机)|不定期|适时|择机|择期|及时|尽快|视情况?|酌情")


YEAR_BEFORE = r"(?:到|至)?[0-9]{4}年底?前?"
"""The date that opens a clause or a sentence: 到2025年, 2025年底前."""
_ALONE = late_pattern(YEAR_BEFORE)


def is_year(text: str) -> bool:
    """Say whether folded text is nothing but a year, with 到, 底 or 前: the date over a sentence."""
    return _ALONE.fullmatch(text) is not None


def is_deadline(text: str) -> bool:
    """Say whether folded text says nothing but until when: 到2025年, 2025年底前, 三年内."""
    return _DEADLINE.fullmatch(text) is not None


def opened(texts: Pair[str]) -> int:
    """Say whether folded texts differ in that one sets a time and the other leaves it open (五个工作日内, 合理期限内).

    Returns:
        -1 if the right leaves it open, 1 if the left does, 0 if they differ otherwise.
    """
    if _leaves_open(texts.left, texts.right):
        return -1
    return int(_leaves_open(texts.right, texts.left))


def _leaves_open(fixed: str, loose: str) -> bool:
    fixed_rest, times = _SET.subn("", fixed)
    loose_rest, words = _OPEN.subn("", loose)
    return bool(times and words) and fixed_rest == loose_rest
