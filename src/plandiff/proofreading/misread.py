"""Signs that a page was read by a machine: parts of characters, look-alikes, question marks inside words."""

from collections.abc import Iterator

from plandiff.chinese.misreadings import LOOKALIKES, PARTS
from plandiff.chinese.questions import asks
from plandiff.chinese.script import (
    HAN,
    fold,
    is_regional_pair,
    leaning_of,
    places,
    without_japanese_form,
)
from plandiff.choices import Standard
from plandiff.conversion.cuts import clause_at
from plandiff.conversion.lexicon import candidates, facts, forms_of
from plandiff.conversion.standards import form
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.judging.characters import foreign_places
from plandiff.outline.clean_text import CleanText
from plandiff.patterns import late_pattern
from plandiff.proofreading.finding import Finding
from plandiff.text.span import clean_span

_PART = late_pattern(f"[{''.join(sorted(PARTS))}]")
_GROUPS = (
    "曰日 毋母 己已巳 末未 士土 干千 戊戌戍 田由甲申 午牛 夭天 壬王 汨汩 徙徒 侯候 "
    "拔拨 析折 晴睛 幻幼 亳毫 歼矸 冶治 拆折 兔免 鸟乌 刀刁 肓盲 茶荼 祟崇 "
    "辩辨 赢嬴 竟竞 暑署 管菅 裸棵 洒酒 炙灸 券卷 沽估 遗遣 微徽 拢扰 贷货 "
    "輸输 贝见 仅仪 设没 厂广 问间 即既 杭抗 枚校 准淮 凉涼 玖玫 抡抢"
)
"""Common characters that machines read for one another."""
_TWINS = {char: group.replace(char, "") for group in _GROUPS.split(" ") for char in group}
_MISREAD = 4.0
"""By how much (natural logarithm) a clause must be more likely with the look-alike."""
_USUAL = -15.5
"""Weight from which on a word is common enough to be what was meant."""
_AROUND = 12
"""Characters on each side that are looked at for that."""
_HABIT = 3
"""Places from which on a rare variant is taken for the document's own usage."""

_MANY = 6
"""Question marks in a row that no author writes."""
_QUESTION = late_pattern(rf"(?<=[{HAN}])\?+(?=[{HAN}])|\?{{{_MANY},}}")


def lone_radicals(text: CleanText) -> Iterator[Finding]:
    """Parts of characters that stand alone: 扌青 for 请 or 猜, 彳壬务 for 任务."""
    for match in _PART.finditer(text.kept):
        yield Finding(
            text.offsets.source_span(*clean_span(*match.span())), Judgement(Kind.OCR, Reason.PART_OF_CHARACTER)
        )


def lookalikes(text: CleanText) -> Iterator[Finding]:
    """Forms that modern print does not use and that machines confuse with those it does: 硏 for 研, 歩 for 步."""
    traditional = leaning_of(text.counts) == "hant"
    right = {}
    for char in text.counts:
        plain = LOOKALIKES.get(char) or without_japanese_form(char)
        if plain != char and not is_regional_pair(char, plain):
            simple = fold(plain)
            usual = plain if plain in candidates(simple) else candidates(simple)[0]
            right[char] = form(usual, Standard.ANY) if traditional else simple
    foreign = foreign_places(text) if right else frozenset()
    for at in places(text.kept, right):
        if at in foreign:
            continue
        judgement = Judgement(Kind.OCR, Reason.LOOKALIKE, expected=right[text.kept[at]])
        yield Finding(text.offsets.source_span(*clean_span(at, at + 1)), judgement)


def rare_variants(text: CleanText) -> Iterator[Finding]:
    """Variant forms that no modern text has (塟 for 葬); what comes back in a document is its own usage, or a name."""
    traditional = leaning_of(text.counts) == "hant"
    right = {
        char: usual
        for char, usual in facts().variants.items()
        if 0 < text.counts.get(char, 0) < _HABIT and not is_regional_pair(char, usual)
    }
    foreign = foreign_places(text) if right else frozenset()
    for at in places(text.kept, right):
        if at in foreign:
            continue
        usual = right[text.kept[at]]
        expected = form(usual, Standard.ANY) if traditional else fold(usual)
        judgement = Judgement(Kind.OCR, Reason.RARE_VARIANT, Certainty.CHECK, expected)
        yield Finding(text.offsets.source_span(*clean_span(at, at + 1)), judgement)


def misread_words(text: CleanText) -> Iterator[Finding]:
    """Common characters that were read for a look-alike: the clause is far more likely with the other (曰常, 毋機)."""
    framed, framed_as_written = f"\n{text.key}\n", f"\n{text.kept}\n"
    known: dict[str, list[str]] = {}
    for at in places(text.kept, _TWINS):
        seen = framed_as_written[at : at + 3]
        others = known.get(seen)
        if others is None:
            others = [other for other in _TWINS[seen[1]] if _makes_word(framed[at : at + 3], fold(other))]
            known[seen] = others
        if not others:
            continue
        key = text.key
        low, high = max(0, at - _AROUND), at + 1 + _AROUND
        start = at - low
        around, written = key[low:high], text.kept[low:high]
        best = max((_likelier(around, written, start, other), other) for other in others)
        if best[0] >= _MISREAD and not _is_broken(text, at):
            expected = best[1]
            judgement = Judgement(Kind.OCR, Reason.LOOKALIKE_WORD, Certainty.CHECK, expected)
            yield Finding(text.offsets.source_span(*clean_span(at, at + 1)), judgement)


def _makes_word(around: str, other: str) -> bool:
    """Say whether a look-alike makes a common word with a neighbour, and what stands between them makes none."""
    before, shown, behind = around[0], around[1], around[2]
    if forms_of(shown + behind) or forms_of(before + shown):
        return False
    made = (forms_of(before + other), forms_of(other + behind))
    return any(forms and forms[0][1] >= _USUAL for forms in made)


def _likelier(key: str, written: str, at: int, other: str) -> float:
    """Return by how much a clause is more likely with ``other`` in a word of two characters and more; 0 if in none."""
    simple = fold(other)
    swapped = clause_at(key[:at] + simple + key[at + 1 :], written[:at] + other + written[at + 1 :], at)
    options = [option for option in swapped.options().values() if len(option.word) > 1]
    if not options:
        return 0.0
    plain = clause_at(key, written, at)
    own = [option.weight for option in plain.options().values()]
    return max(option.weight for option in options) - max([*own, plain.unheard()])


def _is_broken(text: CleanText, at: int) -> bool:
    """Say whether a neighbour is damaged too: then nothing can be proposed."""
    around = text.kept[max(0, at - 1) : at + 2]
    return bool(_PART.search(around)) or any(char in LOOKALIKES or char in "?\ufffd□" for char in around)


def question_marks(text: CleanText) -> Iterator[Finding]:
    """Question marks between two characters of a sentence that asks nothing: each stands for a lost character.

    Only the mark of ASCII is what programs write for a character they could not keep; authors write the wide one.
    """
    if "?" not in text.counts:
        return
    line_starts = set(text.newlines())
    for match in _QUESTION.finditer(text.kept):
        few = len(match[0]) < _MANY
        if few and (match.end() in line_starts or asks(text.kept, match.start())):
            continue
        span = text.offsets.source_span(*clean_span(*match.span()))
        yield Finding(span, Judgement(Kind.OCR, Reason.QUESTION_MARK, Certainty.CHECK))
