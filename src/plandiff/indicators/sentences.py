"""Indicators in sentences: what each figure of a text counts, when, and whether it is aimed at or was reached."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plandiff.chinese.numerals import HAN_NUMBERS
from plandiff.chinese.quantities import Figure, figures
from plandiff.indicators.figure_values import Amount, Bound, amount_of
from plandiff.indicators.glossary import glossary_begin
from plandiff.indicators.period import Period, Tense
from plandiff.indicators.when import REACH, SUBJECT_STOP, when
from plandiff.indicators.words import FALL, RISE, any_of, ends_acting, is_bare, named, words
from plandiff.outline import Outlined
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset, CleanSpan, clean_span

BINDING, EXPECTED = "binding", "expected"
OBLIGATIONS = {"约束": BINDING, "预期": EXPECTED, "指导": EXPECTED}
"""By the word of a table or of brackets behind a figure."""
_STOP = late_pattern(r"[，,。；;：:！!？?()《》\n]|——")
_LONGEST = 30
"""Code points of the name of an indicator; of longer words before a figure the last are taken."""
_BEHIND = late_pattern(r"(?:的)?([^，,。；;：:！!？?()、《》“”\"0-9和及并]{2,16})")
_DURATION = frozenset(
    ["周年", "年", "月", "日", "周", "分钟", "秒", "小时", "季度", "世纪", "工作日", "个工作日", "半年"]
)
_LASTS = late_pattern(r"压缩|缩短|缩减|减至|降至|控制|时限|时间|周期|提速|寿命|延长至|以内|不超过")
_RATIO = late_pattern(r"(?:指数|系数|比|之比|倍数|得分|人数|规模|数量|总数|人口|用户|总量|户数|产量)$")
_IN_NAME = late_pattern(
    rf"[0-9.]+(?:[A-Za-z+]|热线|工程|行动|计划|会议|决议|协定)|[0-9]+个(?:民族|省区市)|[{HAN_NUMBERS}]+(?:大|个)?(?:战略|攻坚战|工程|行动)"
)
_EACH = "分别"
_AND, _PAUSE, _CONJUNCTION = late_pattern("[、和与及]"), late_pattern("、"), late_pattern("[和与及]")


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of one indicator.

    Attributes:
        indicator: What it counts, in the words of the text, folded, with how it changes (国内生产总值增长).
        amount: Its value.
        span: Where it stands (clean offsets).
        tense: Whether it is aimed at.
        year: Of which year; None if nothing tells it.
        obligation: ``binding``, ``expected`` or None.
        unit: The unit that the row or the column of a table says; empty where it stands in the text of the figure.
    """

    indicator: str
    amount: Amount
    span: CleanSpan
    tense: Tense
    year: int | None
    obligation: str | None = None
    unit: str = ""


def stated(document: Outlined, period: Period, tables: Sequence[CleanSpan] = ()) -> Iterator[Statement]:
    """Yield what the sentences of a document say in numbers, in order; its glossary aside.

    Args:
        document: The document.
        period: What holds where a sentence does not say more.
        tables: Clean spans that are no sentences, sorted.
    """
    key = document.text.key
    inside = iter([*tables, clean_span(len(key), len(key))])
    table = next(inside)
    glossary = glossary_begin(document)
    for segment in document.segments:
        if segment.start >= glossary:
            return
        while table.end <= segment.start and table.start < len(key):
            table = next(inside)
        if table.start < segment.end and table.end > segment.start:
            continue
        start = segment.start
        for stop in [*re.finditer("[；;]", key[segment.start : segment.end]), None]:
            end = CleanOffset(segment.start + stop.end()) if stop else segment.end
            yield from _in_sentence(key, clean_span(start, end), period)
            start = end


def _in_sentence(key: str, sentence: CleanSpan, period: Period) -> Iterator[Statement]:
    found = [one for one in figures(key, sentence) if not _is_name(key, one)]
    counted = [one for one in found if not one.is_date]
    if not counted:
        return
    subject, at = "", sentence.start
    shared = _shared_out(key, sentence, counted)
    for n, figure in enumerate(counted):
        amount = amount_of(figure)
        before = _before(key, max(at, sentence.start), figure.span.start)
        if amount is None or _is_attribute(key, figure, before):
            continue
        at = figure.span.end
        name, change = shared.get(n) or _named(key, sentence, figure, before, subject)
        name = name[-_LONGEST:]
        if not name or not _counts(amount, figure, key, name + change, before):
            continue
        subject = name
        span = _without_lead(key, figure.span)
        level = span != figure.span or bool(_TO.search(before))
        tense, year = when(key, sentence, figure.span.start, period.at(figure.span.start))
        if _START.search(before) and _CHANGES.match(key, figure.span.end):
            tense, year = Tense.BASELINE, None
        yield Statement(
            name + change * (not level),
            amount,
            span,
            tense,
            year,
            _obligation(key, figure.span.end),
        )


def _named(key: str, sentence: CleanSpan, figure: Figure, before: str, subject: str) -> tuple[str, str]:
    """Return what a figure counts and how that changes.

    Args:
        key: The folded clean text.
        sentence: The sentence.
        figure: The figure.
        before: The words of its clause before it.
        subject: What the figure before it counts.
    """
    name, change = named(before.removeprefix("的"))
    if before.startswith("的"):
        return subject + name, change
    if is_bare(name):
        behind = _behind(key, figure, sentence.end)
        if subject and (change or not behind or not name):
            return subject, change
        return (name + behind if behind else subject or _subject(key, sentence, figure.span.start) or name), change
    if ends_acting(before) and not change:
        return name + _noun_behind(key, figure, sentence.end), change
    return name, change


_START = late_pattern("[由从][^由从]*$")
_CHANGES = late_pattern("提[高升]|增[加长]|[下降减压缩]|扩大|上升|调整|上调")
_TO = late_pattern("[到至为]$")
_AGE = late_pattern("岁(?:及?以[上下])?$")
_WHOSE = late_pattern("多?[一-鿿]{1,6}的")
"""Whose what follows is: the number only counts them."""


def _is_attribute(key: str, figure: Figure, before: str) -> bool:
    """Say whether a figure only describes the noun behind it: 60岁以上人口, 16%的税率, 300万元部分, 14亿人民的饭碗."""
    behind = key[figure.span.end : figure.span.end + 2]
    if not before or before.endswith("的"):
        return True
    if _AGE.search(figure.span.of(key)) and re.match("[一-鿿]", behind) and not re.match("[和与]", behind):
        return True
    if behind == "部分" or _is_whose(key, figure):
        return True
    return behind.startswith(("的", "一档")) and not is_bare(named(before)[0])


def _is_whose(key: str, figure: Figure) -> bool:
    """Say whether a figure counts those whose thing is spoken of; 9000多万人民 is read as a number of 人."""
    end = figure.span.end
    is_people = figure.quantity.unit == "人" and key.startswith("人民", end - 1)
    return (is_people or not (figure.quantity.unit or figure.counter)) and bool(_WHOSE.match(key, end))


def _before(key: str, start: int, end: int) -> str:
    """Return the words of the clause before a figure, back to the figure or stop before it."""
    text = key[start:end]
    stops = [match.end() for match in _STOP.finditer(text)]
    words_ = text[stops[-1] :] if stops else text
    if text.rstrip().endswith(
        ")"
    ):  # 研究与试验发展(R&D)经费: brackets right before a figure explain the words before them
        opened = text.rfind("(")
        words_ = _STOP.split(text[:opened])[-1] if opened > 0 else words_
    head, comma, last = words_.rpartition("、")
    only_changes = not named(last)[0] and named(last)[1]
    return last if comma and not head.endswith(tuple("分别")) and (_figure_in(head) or only_changes) else words_


def _figure_in(text: str) -> bool:
    return bool(re.search("[0-9%]", text))


def _behind(key: str, figure: Figure, end: int) -> str:
    match = _BEHIND.match(key, figure.span.end, min(end, figure.span.end + 20))
    return match[1] if match else ""


_NO_NOUN = late_pattern("[以用支于并对由为在左比同较其居超达已将]|[一-鿿](?:[。，,；;]|$)")


def _noun_behind(key: str, figure: Figure, end: int) -> str:
    """Return what a figure behind a verb counts: 专项资金 in 安排8000万元专项资金; empty if something else follows."""
    behind = _behind(key, figure, end)
    return "" if _NO_NOUN.match(behind) else behind


def _subject(key: str, sentence: CleanSpan, before: int) -> str:
    """Return what the clauses before a figure are about, the nearest that names something."""
    clauses = SUBJECT_STOP.split(key[max(sentence.start, before - REACH) : before])
    for clause in reversed(clauses[-3:-1]):
        name, _ = named(clause)
        if name and not is_bare(name) and len(name) <= 20:
            return name
    return ""


def _shared_out(key: str, sentence: CleanSpan, counted: Sequence[Figure]) -> dict[int, tuple[str, str]]:
    """Return the names of figures that 分别 gives out in order: 城镇、农村居民收入分别增长5%和6%."""
    given: dict[int, tuple[str, str]] = {}
    for n, figure in enumerate(counted):
        before = SUBJECT_STOP.split(key[max(sentence.start, figure.span.start - REACH) : figure.span.start])[-1]
        head, shares, _ = before.rpartition(_EACH)
        if n in given or not shares:
            continue
        items = _items(head, len(counted) - n)
        run = [n]
        while run[-1] + 1 < len(counted) and len(run) < len(items):
            between = key[counted[run[-1]].span.end : counted[run[-1] + 1].span.start]
            if not re.fullmatch(rf"[、和与及]?(?:{any_of([*words('rise'), *words('fall')])})?", between):
                break
            run.append(run[-1] + 1)
        if len(run) != len(items) or len(items) < 2:
            continue
        _, change = named(before)
        tail = _common_tail(items)
        for item, place in zip(items, run, strict=True):
            whole, _ = named(item if item.endswith(tail) else item + tail)
            given[place] = (whole, change)
    return given


def _items(head: str, figures_left: int) -> list[str]:
    """Return what is listed, cut so that each item may have a figure: 和 may stand inside an item, or 、 may."""
    cuts = [pattern.split(head) for pattern in (_AND, _PAUSE, _CONJUNCTION)]
    return next((items for items in cuts if 1 < len(items) <= figures_left), cuts[0])


def _common_tail(items: Sequence[str]) -> str:
    """Return the head noun that the last item says for all: 居民收入 in 城镇和农村居民收入."""
    last, first = items[-1], items[0]
    for size in range(len(last) - 1, 1, -1):
        if any(
            last[-size:].startswith(noun)
            for noun in ("居民", "人均", "增加值", "产量", "收入", "支出", "排放量", "面积", "里程")
        ):
            return "" if first.endswith(last[-2:]) else last[-size:]
    return ""


def _counts(amount: Amount, figure: Figure, key: str, name: str, before: str) -> bool:
    """Say whether a figure is the value of an indicator, and no term, number of a list, or small word of speech."""
    text = figure.span.of(key)
    unit = figure.quantity.unit
    written = re.search("[0-9]", text) or (unit == "share" and len(text) > 1) or re.search(r"[百千万亿].", text[1:])
    if not written or text[0] in "百千万亿" or (text.startswith("一半") and not name.endswith((RISE, FALL))):
        return False
    if unit in _DURATION:
        return bool(_LASTS.search(before + text) or _LASTS.search(name))
    if not unit and not figure.counter:
        return bool(re.search("[万亿千]", text)) or bool(_RATIO.search(name)) or amount.bound is Bound.AT_LEAST
    return True


def _is_name(key: str, figure: Figure) -> bool:
    """Say whether a figure is part of a name: in 《》 or quotation marks, 12345热线, 5G."""
    start, end = figure.span
    left = key[max(0, start - 24) : start]
    if left.rfind("《") > left.rfind("》") or (
        left.rfind('"') >= 0 and left.count('"') % 2 and '"' in key[end : end + 12]
    ):
        return True
    if left.rfind("“") > left.rfind("”"):
        return True
    if re.match(r"[A-Za-z+]", key[end : end + 1]) and not figure.quantity.unit:
        return True
    return bool(re.search(r"[A-Za-z]$", left) and not figure.quantity.unit) or bool(_IN_NAME.match(key, start, end + 3))


_LEAD = late_pattern("(?:达到?|至|到|增至|降至)+")


def _without_lead(key: str, span: CleanSpan) -> CleanSpan:
    lead = _LEAD.match(key, span.start, span.end)
    return clean_span(lead.end(), span.end) if lead else span


def _obligation(key: str, end: int) -> str | None:
    note = re.match(r"[(\[]?(约束|预期)性?[)\]]", key[end : end + 8])
    return OBLIGATIONS[note[1]] if note else None
