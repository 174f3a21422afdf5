"""Turns the verdicts on single characters into judgements: for one document, or for two in different scripts."""

import re
from collections.abc import Iterable, Sequence

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.chinese.script import distinct, leaning, places
from plandiff.conversion.attestation import Fault, Verdict, disputed, judge, suspects
from plandiff.conversion.leftovers import is_foreign, simplified_for
from plandiff.conversion.standards import Spelling
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.tables import complete
from plandiff.text.span import Pair, Span

_FAULTS = complete(
    Fault,
    {
        Fault.WRONG: (Kind.WRONG_CHARACTER, Reason.WRONG_CHARACTER),
        Fault.TOLERATED: (Kind.WRONG_CHARACTER, Reason.TOLERATED),
        Fault.ACROSS: (Kind.WRONG_CHARACTER, Reason.ACROSS),
        Fault.UNCOVERED: (Kind.WRONG_CHARACTER, Reason.UNCOVERED),
        Fault.LEFTOVER: (Kind.LEFTOVER_CHARACTER, Reason.LEFTOVER),
        Fault.REGIONAL: (Kind.REGIONAL_FORM, Reason.REGIONAL),
    },
)


def wrong_characters(
    texts: Pair[CleanText], runs: Sequence[CleanRun], spelling: Spelling
) -> Pair[dict[int, Judgement]]:
    """Judge a traditional and a simplified text, each by its script; by clean offset. Empty for two of one script.

    The traditional one is judged beside its counterpart, which shows what is meant. A text in mixed script is judged
    as what it leans to.
    """
    scripts = texts.map(lambda text: leaning(text.document.text))
    if scripts == Pair("hant", "hans"):
        return Pair(_beside(texts.left, texts.right, runs, spelling), wrong_in_simplified(texts.right, spelling))
    if scripts == Pair("hans", "hant"):
        swapped = [Run(run.right, run.left, run.size) for run in runs]
        return Pair(wrong_in_simplified(texts.left, spelling), _beside(texts.right, texts.left, swapped, spelling))
    return Pair({}, {})


def _beside(hant: CleanText, hans: CleanText, runs: Sequence[CleanRun], spelling: Spelling) -> dict[int, Judgement]:
    """Judge traditional characters with a simplified counterpart, which shows the text undamaged."""
    named = _named(hant.kept, spelling.names)
    found = {}
    suspected = list(places(hant.kept, suspects(hant.kept, spelling.standard)))
    at = 0
    for run in sorted(runs):
        while at < len(suspected) and suspected[at] < run.left:
            at += 1
        while at < len(suspected) and suspected[at] < run.left_end:
            place, there = suspected[at], run.right + suspected[at] - run.left
            verdict = judge(hans.key, there, hant.kept[place], spelling.standard, hans.kept[there])
            if verdict and place not in named:
                found[place] = _judgement(verdict)
            at += 1
    return found


def wrong_in_traditional(text: CleanText, spelling: Spelling) -> dict[int, Judgement]:
    """Judge the characters of a traditional text by its words alone; by clean offset."""
    named = _named(text.kept, spelling.names)
    found = {}
    for at in disputed(text.kept, text.key, spelling.standard):
        verdict = judge(text.key, at, text.kept[at], spelling.standard)
        if verdict and at not in named:
            found[at] = _judgement(verdict)
    return found


def wrong_in_simplified(text: CleanText, spelling: Spelling) -> dict[int, Judgement]:
    """Find the traditional characters in a simplified text; by clean offset."""
    named = _named(text.kept, spelling.names)
    foreign = frozenset(filter(is_foreign, distinct(text.kept)))
    found = {}
    for at in places(text.kept, foreign):
        right = simplified_for(text.kept, text.key, at)
        if right and at not in named:
            expected, certain = right
            certainty = Certainty.CERTAIN if certain else Certainty.CHECK
            found[at] = Judgement(Kind.LEFTOVER_CHARACTER, Reason.LEFTOVER, certainty, expected)
    return found


def _named(text: str, names: Iterable[str]) -> frozenset[int]:
    """Return the offsets inside confirmed names, which are right as they are written."""
    spans = (Span(*match.span()) for name in names if name for match in re.finditer(re.escape(name), text))
    return frozenset(at for span in spans for at in range(span.start, span.end))


def _judgement(verdict: Verdict) -> Judgement:
    kind, reason = _FAULTS[verdict.fault]
    certainty = Certainty.CERTAIN if verdict.certain else Certainty.CHECK
    return Judgement(kind, reason, certainty, verdict.expected, word=verdict.word)
