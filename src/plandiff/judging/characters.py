"""Turns the verdicts on single characters into judgements, for two documents in different scripts."""

from collections.abc import Sequence

from plandiff.alignment.anchors import Run
from plandiff.cleaning.clean import CleanText
from plandiff.conversion.attestation import Verdict, wrong_in_traditional
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.text.span import Pair


def wrong_characters(texts: Pair[CleanText], scripts: Pair[str], runs: Sequence[Run]) -> Pair[dict[int, Judgement]]:
    """Judge the traditional one of two texts by the simplified one; by clean offset, empty on the simplified side."""
    if scripts == Pair("hant", "hans"):
        return Pair(_judged(wrong_in_traditional(texts.left.kept, texts.right.kept, runs)), {})
    if scripts == Pair("hans", "hant"):
        swapped = [Run(run.right, run.left, run.size) for run in runs]
        return Pair({}, _judged(wrong_in_traditional(texts.right.kept, texts.left.kept, swapped)))
    return Pair({}, {})


def _judged(verdicts: dict[int, Verdict]) -> dict[int, Judgement]:
    return {at: _judgement(verdict) for at, verdict in verdicts.items()}


def _judgement(verdict: Verdict) -> Judgement:
    if verdict.leftover:
        return Judgement(Kind.LEFTOVER_CHARACTER, Reason.LEFTOVER, expected=verdict.expected)
    if verdict.certain:
        return Judgement(Kind.WRONG_CHARACTER, Reason.WRONG_CHARACTER, expected=verdict.expected)
    return Judgement(Kind.WRONG_CHARACTER, Reason.TOLERATED, Certainty.CHECK, verdict.expected)
