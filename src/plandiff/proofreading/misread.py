"""Signs that a page was read by a machine: parts of characters, look-alikes, question marks inside words."""

import re
from collections.abc import Iterator

from plandiff.chinese.questions import asks
from plandiff.chinese.script import distinct, fold, is_regional_pair, leaning, places, without_japanese_forms
from plandiff.choices import Standard
from plandiff.conversion.standards import form
from plandiff.conversion.vocabulary import candidates
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.proofreading.finding import Finding
from plandiff.text.span import clean_span

_LONE_RADICAL = re.compile("[扌彳氵亻冫讠钅饣纟犭忄刂灬疒宀冖罒礻衤]")
"""Parts of characters that are no words: in running text each is half of a character that was taken apart."""

# Forms outside the character sets of modern print, with the simplified character that they are misread for.
_LOOKALIKES = dict(zip("硏岀囯眀旳査", "研出国明的查", strict=True))

_QUESTION = re.compile(r"(?<=[\u4e00-\u9fff])\?(?=[\u4e00-\u9fff])")


def lone_radicals(text: CleanText) -> Iterator[Finding]:
    """Parts of characters that stand alone: 扌青 for 请 or 猜, 彳壬务 for 任务."""
    for match in _LONE_RADICAL.finditer(text.kept):
        yield Finding(
            text.offsets.source_span(*clean_span(*match.span())), Judgement(Kind.OCR, Reason.PART_OF_CHARACTER)
        )


def lookalikes(text: CleanText) -> Iterator[Finding]:
    """Forms that modern print does not use and that machines confuse with those it does: 硏 for 研, 歩 for 步."""
    traditional = leaning(text.kept) == "hant"
    right = {}
    for char in distinct(text.kept):
        plain = _LOOKALIKES.get(char) or without_japanese_forms(char)
        if plain != char and not is_regional_pair(char, plain):
            simple = fold(plain)
            right[char] = form(candidates(simple)[0], Standard.ANY) if traditional else simple
    for at in places(text.kept, right):
        judgement = Judgement(Kind.OCR, Reason.LOOKALIKE, expected=right[text.kept[at]])
        yield Finding(text.offsets.source_span(*clean_span(at, at + 1)), judgement)


def question_marks(text: CleanText) -> Iterator[Finding]:
    """Question marks between two characters of a sentence that asks nothing: each stands for a lost character.

    Only the mark of ASCII is what programs write for a character they could not keep; authors write the wide one.
    """
    line_starts = set(text.newlines())
    for match in _QUESTION.finditer(text.kept):
        if match.end() in line_starts:
            continue
        if not asks(text.kept, match.start()):
            span = text.offsets.source_span(*clean_span(*match.span()))
            yield Finding(span, Judgement(Kind.OCR, Reason.QUESTION_MARK, Certainty.CHECK))
