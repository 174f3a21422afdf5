"""Turns the verdicts on single characters into judgements: for one document, or for two in different scripts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.chinese.script import is_han, leaning, print_form
from plandiff.conversion.attestation import Fault, Verdict, verdicts
from plandiff.conversion.cuts import clause_at
from plandiff.conversion.leftovers import simplified_verdicts
from plandiff.conversion.lexicon import facts
from plandiff.conversion.standards import Spelling
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.patterns import late_pattern
from plandiff.tables import complete
from plandiff.text.span import CleanSpan, Pair, Span, source_span

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

_HABIT = 3
"""Places beside one neighbour from which on a character that only its rarity speaks against is taken for a name."""
_KANA = late_pattern("[\u3041-\u3096\u30a1-\u30fa]")
_STRETCH = late_pattern(r"[^。！？；「」『』《》〈〉（）()\[\]【】\"“”]+")
_ADDRESS = late_pattern(r"(?:https?://|www\.)[^\s，。；、）)」』》\]\"”<>|]+")


def wrong_characters(
    texts: Pair[CleanText], runs: Sequence[CleanRun], spelling: Spelling
) -> Pair[dict[int, Judgement]]:
    """Judge a traditional and a simplified text, each by its script; by clean offset.

    The traditional one is judged beside its counterpart, which shows what is meant. A text in mixed script is judged
    as what it leans to.
    """
    if leaning(texts.left.document.text) == "hant":
        return Pair(_beside(texts.left, texts.right, runs, spelling), wrong_in_simplified(texts.right, spelling))
    swapped: list[CleanRun] = [Run(run.right, run.left, run.size) for run in runs]
    return Pair(wrong_in_simplified(texts.left, spelling), _beside(texts.right, texts.left, swapped, spelling))


def _beside(hant: CleanText, hans: CleanText, runs: Sequence[CleanRun], spelling: Spelling) -> dict[int, Judgement]:
    """Judge traditional characters with a simplified counterpart, which shows the text undamaged."""
    written = ["\0"] * len(hans.key)
    there: dict[int, int] = {}
    for run in runs:
        written[run.right : run.right + run.size] = hant.kept[run.left : run.left_end]
        there.update(zip(range(run.right, run.right + run.size), range(run.left, run.left_end), strict=True))
    found = verdicts(hans.key, "".join(written), hant.counts, spelling.standard, hans.kept)
    return _judgements(hant, ((there[at], verdict) for at, verdict in found), spelling)


def wrong_in_traditional(text: CleanText, spelling: Spelling) -> dict[int, Judgement]:
    """Judge the characters of a traditional text by its words alone; by clean offset."""
    return _judgements(text, verdicts(text.key, text.kept, text.counts, spelling.standard), spelling)


def wrong_in_simplified(text: CleanText, spelling: Spelling) -> dict[int, Judgement]:
    """Find what is wrong in a simplified text: traditional characters, and 着 for 著; by clean offset."""
    return _judgements(text, simplified_verdicts(text.kept, text.key, text.counts), spelling)


def _judgements(text: CleanText, found: Iterable[tuple[int, Verdict]], spelling: Spelling) -> dict[int, Judgement]:
    """Return what is to be told of the verdicts on a text.

    Confirmed names are right as they are written; Japanese and addresses of the web are no Chinese. A character that no
    word speaks against, only how common it is, and that comes back beside the same neighbour, is part of a name: it is
    asked for once.
    """
    passed = _named(text.kept, spelling.names) | foreign_places(text)
    kept = [(at, verdict) for at, verdict in sorted(found, key=lambda item: item[0]) if at not in passed]
    strong = {(text.kept[at], verdict.expected) for at, verdict in kept if not verdict.is_weak}
    weak = Counter(pair for at, verdict in kept if verdict.is_weak for pair in _neighbours(text.kept, at))
    present = frozenset(text.kept)
    asked: set[str] = set()
    judged = {}
    for at, verdict in kept:
        habits = {pair for pair in _neighbours(text.kept, at) if weak[pair] >= _HABIT}
        other = verdict.fault is Fault.LEFTOVER and verdict.expected in present
        if verdict.is_weak and habits and not other and (text.kept[at], verdict.expected) not in strong:
            if not asked.isdisjoint(habits):
                continue
            asked |= habits
            verdict = replace(verdict, certain=False)  # noqa: PLW2901
        judged[at] = _judgement(verdict)
    return judged


def related(texts: Pair[CleanText], edit: Pair[CleanSpan]) -> Judgement | None:
    """Judge two characters that OpenCC lets stand for one another though they fold apart (鍊 beside 链).

    Where native print has the word with the traditional one it is a form of the region, else the wrong one.
    """
    if len(edit.left) != 1 or len(edit.right) != 1:
        return None
    hant_left = leaning(texts.left.document.text) == "hant"
    (hant, there), (hans, here) = (
        ((texts.left, edit.left), (texts.right, edit.right))
        if hant_left
        else ((texts.right, edit.right), (texts.left, edit.left))
    )
    shown, possible = hant.kept[there.start], facts().exact.get(hans.kept[here.start], "")
    if print_form(shown) not in map(print_form, possible):
        return None
    clause = clause_at(hant.key, hant.kept, there.start)
    own = clause.options().get(print_form(shown))
    if own and len(own.word) > 1:
        return Judgement(Kind.REGIONAL_FORM, Reason.REGIONAL, expected=None)
    return Judgement(Kind.WRONG_CHARACTER, Reason.UNCOVERED, Certainty.CHECK, possible[0])


def _neighbours(text: str, at: int) -> list[str]:
    """Return a character with the Chinese one before it, and with the one behind it, each marked for which it is."""
    pairs = ("<" + text[max(0, at - 1) : at + 1], ">" + text[at : at + 2])
    return [pair for pair in pairs if len(pair) > 2 and all(map(is_han, pair[1:]))]


def foreign_places(text: CleanText) -> frozenset[int]:
    """Return the offsets inside what is no Chinese: stretches with Japanese letters, addresses of the web."""
    spans = [*_japanese(text.kept)]
    source = text.document.text
    for match in _ADDRESS.finditer(source) if "http" in source or "www." in source else ():
        span = source_span(*match.span())
        spans.append(Span(text.offsets.to_clean(span.start), text.offsets.to_clean(span.end)))
    return frozenset(at for span in spans for at in range(span.start, span.end))


@lru_cache(maxsize=2)
def _japanese(text: str) -> tuple[Span[int], ...]:
    """Return the stretches between marks in which Japanese letters stand."""
    if not _KANA.search(text):
        return ()
    return tuple(Span(*match.span()) for match in _STRETCH.finditer(text) if _KANA.search(match[0]))


def _named(text: str, names: Iterable[str]) -> frozenset[int]:
    """Return the offsets inside confirmed names, which are right as they are written."""
    spans = (Span(*match.span()) for name in names if name for match in re.finditer(re.escape(name), text))
    return frozenset(at for span in spans for at in range(span.start, span.end))


def _judgement(verdict: Verdict) -> Judgement:
    kind, reason = _FAULTS[verdict.fault]
    certainty = Certainty.CERTAIN if verdict.certain else Certainty.CHECK
    return Judgement(kind, reason, certainty, verdict.expected, word=verdict.word)
