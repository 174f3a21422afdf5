"""The wording that differs inside one bead.

The matching has already found what the two sides share; here the neighbourhood of each difference is compared once
more token by token (rapidfuzz) and tidied (diff-match-patch), so that whole numbers and words are marked, chance
matches between two edits vanish, and edits lie at clause boundaries where they can.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diff_match_patch import diff_match_patch
from rapidfuzz.distance import Indel

from plandiff.alignment.anchors import CleanRun, Run
from plandiff.chinese.punctuation import CLAUSE_STOPS
from plandiff.chinese.script import HAN, is_han
from plandiff.chinese.tokens import Alphabet, is_number
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanOffset, CleanSpan, Pair, Span, clean_span

Step = CleanRun | Pair[CleanSpan]
"""What a bead is taken apart into: a run that both sides have, or an edit."""


def sides_of(step: Step) -> Pair[CleanSpan]:
    """Return what a step spans on either side."""
    if isinstance(step, Run):
        return Pair(clean_span(step.left, step.left_end), clean_span(step.right, step.right_end))
    return step


@dataclass(frozen=True, slots=True)
class Differing:
    """One bead taken apart: equal runs and edits (pairs of clean spans) that together tile both of its sides.

    ``coarse`` says that a part was too large to be compared again and keeps the matching as it is.
    """

    equal: tuple[CleanRun, ...]
    edits: tuple[Pair[CleanSpan], ...]
    coarse: bool = False

    @property
    def steps(self) -> list[Step]:
        """The runs and edits in the order in which they tile both sides."""
        return sorted([*self.equal, *self.edits], key=starts_of)


def starts_of(step: Step) -> tuple[CleanOffset, CleanOffset]:
    """Return where a step begins on either side."""
    return (step.left, step.right) if isinstance(step, Run) else (step.left.start, step.right.start)


_LONG_RUN = 48
"""Characters of a match that no edit can swallow; only what lies between such matches is compared again."""
_CONTEXT = 12
"""Characters of such a match that stay open on either side, for edits to slide and tokens to close."""
_LARGEST_WINDOW = 4_000_000
"""Token pairs compared again; a larger window keeps the matching as it is."""


def differing(
    keys: Pair[str], bead: Pair[CleanSpan], runs: Sequence[CleanRun], fixed: Sequence[Pair[CleanSpan]]
) -> Differing:
    """Compare the two sides of a bead.

    Args:
        keys: The folded clean texts.
        bead: The bead's span on either side.
        runs: The matching of the whole texts, sorted by left offset.
        fixed: Edits already known (proven damage), sorted by left offset.
    """
    if not bead.left and not bead.right:
        return Differing((), ())
    if bead.left.of(keys.left) == bead.right.of(keys.right):
        return Differing((Run(bead.left.start, bead.right.start, len(bead.left)),), ())
    inside = list(_clipped(runs, bead))
    cores: list[CleanRun | Pair[CleanSpan]] = [*_cores(inside, bead)]
    cores += [pair for pair in fixed if _within(pair.left, bead.left) and _within(pair.right, bead.right)]
    cores.sort(key=lambda core: core.left if isinstance(core, Run) else core.left.start)
    equal: list[CleanRun] = []
    edits: list[Pair[CleanSpan]] = []
    coarse = False
    at = Pair(bead.left.start, bead.right.start)
    for core in [*cores, Pair(Span(bead.left.end, bead.left.end), Span(bead.right.end, bead.right.end))]:
        spans = (
            core if isinstance(core, Pair) else Pair(Span(core.left, core.left_end), Span(core.right, core.right_end))
        )
        if spans.left.start < at.left or spans.right.start < at.right:
            continue
        window = Pair(Span(at.left, spans.left.start), Span(at.right, spans.right.start))
        found = _window(keys, window, inside)
        equal += found.equal
        edits += found.edits
        coarse |= found.coarse
        if isinstance(core, Run):
            equal.append(core)
        elif core.left or core.right:
            edits.append(core)
        at = Pair(spans.left.end, spans.right.end)
    return Differing(tuple(_joined(equal)), tuple(edits), coarse)


def _within(span: CleanSpan, outer: CleanSpan) -> bool:
    return outer.start <= span.start and span.end <= outer.end


def _clipped(runs: Sequence[CleanRun], bead: Pair[CleanSpan]) -> Iterator[CleanRun]:
    """Yield the parts of the runs that lie inside the bead on both sides."""
    n = max(0, bisect_right(runs, bead.left.start, key=lambda run: run.left) - 1)
    while n < len(runs) and runs[n].left < bead.left.end:
        run = runs[n]
        before = max(0, bead.left.start - run.left, bead.right.start - run.right)
        after = max(0, run.left_end - bead.left.end, run.right_end - bead.right.end)
        if run.size > before + after:
            yield Run(run.left + before, run.right + before, run.size - before - after)
        n += 1


def _cores(inside: list[CleanRun], bead: Pair[CleanSpan]) -> Iterator[CleanRun]:
    """Yield the middles of the long runs; a run that reaches the bead's edge on both sides is firm up to there."""
    for run in inside:
        if run.size < _LONG_RUN:
            continue
        before = 0 if (run.left, run.right) == (bead.left.start, bead.right.start) else _CONTEXT
        after = 0 if (run.left_end, run.right_end) == (bead.left.end, bead.right.end) else _CONTEXT
        yield Run(run.left + before, run.right + before, run.size - before - after)


def _window(keys: Pair[str], window: Pair[CleanSpan], inside: list[CleanRun]) -> Differing:
    left, right = window.left.of(keys.left), window.right.of(keys.right)
    if left == right:
        return Differing((Run(window.left.start, window.right.start, len(left)),) if left else (), ())
    if not left or not right:
        return Differing((), (window,))
    alphabet, items = Alphabet(), _shared_items(left, right)
    a, b = alphabet.encode(left, items), alphabet.encode(right, items)
    if len(a) * len(b) > _LARGEST_WINDOW:
        return _tiled(window, _clipped(inside, window))
    at = Pair(window.left.start, window.right.start)
    equal: list[CleanRun] = []
    edits: list[Pair[CleanSpan]] = []
    for old, new in _steps(_tidied(a, b), alphabet):
        end = Pair(at.left + alphabet.width(old), at.right + alphabet.width(new))
        if old == new:
            equal.append(Run(at.left, at.right, end.left - at.left))
        else:
            edits.append(Pair(Span(at.left, end.left), Span(at.right, end.right)))
        at = end
    return Differing(tuple(equal), tuple(edits))


_ITEM = late_pattern(rf"(?<![^、{CLAUSE_STOPS}])[{HAN}]{{3,16}}(?=、)")
_MANY = 200
"""Items of which no more are looked for: a longer list is a table."""


def _shared_items(left: str, right: str) -> re.Pattern[str] | None:
    """Return what finds the items of lists that both texts have: 国家能源局 answers to itself, not to 国家数据局."""
    found = {item for text in (left, right) for item in _ITEM.findall(text)}
    both = sorted((item for item in found if item in left and item in right), key=lambda item: (-len(item), item))
    shared = [item for item in both if all(_is_listed(item, text) for text in (left, right))]
    if not shared or len(found) > _MANY:
        return None
    any_item = "|".join(shared)
    return re.compile(rf"(?<![^、{CLAUSE_STOPS}])(?:{any_item})|(?:{any_item})(?=、)")


def _is_listed(item: str, text: str) -> bool:
    """Say whether an item opens a clause of ``text``, or stands before or behind a 、."""
    at = text.find(item)
    while at >= 0:
        if at == 0 or text[at - 1] in "、" + CLAUSE_STOPS or text.startswith("、", at + len(item)):
            return True
        at = text.find(item, at + 1)
    return False


def _tiled(window: Pair[CleanSpan], runs: Iterator[CleanRun]) -> Differing:
    """Take the matching as it is: its runs are equal, the gaps between them are edits."""
    equal, edits = list(runs), list[Pair[CleanSpan]]()
    i, j = window.left.start, window.right.start
    for run in [*equal, Run(window.left.end, window.right.end, 0)]:
        if run.left > i or run.right > j:
            edits.append(Pair(Span(i, run.left), Span(j, run.right)))
        i, j = run.left_end, run.right_end
    return Differing(tuple(equal), tuple(edits), coarse=True)


Diff = tuple[int, str]
_DELETED, _EQUAL, _INSERTED = -1, 0, 1


def _tidied(a: str, b: str) -> list[Diff]:
    """Return the difference of two encoded texts as diff-match-patch tidies it."""
    diffs: list[Diff] = []
    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            diffs.append((_EQUAL, a[op.src_start : op.src_end]))
            continue
        if op.src_end > op.src_start:
            diffs.append((_DELETED, a[op.src_start : op.src_end]))
        if op.dest_end > op.dest_start:
            diffs.append((_INSERTED, b[op.dest_start : op.dest_end]))
    differ = diff_match_patch()
    differ.diff_cleanupMerge(diffs)
    differ.diff_cleanupSemantic(diffs)
    return diffs


def _steps(diffs: list[Diff], alphabet: Alphabet) -> Iterator[tuple[str, str]]:
    """Yield (old, new) in encoded tokens: equal ones, and substitutions as pairs."""
    steps: list[tuple[str, str]] = []
    for operation, tokens in diffs:
        if operation == _EQUAL:
            steps.append((tokens, tokens))
            continue
        old, new = (tokens, "") if operation == _DELETED else ("", tokens)
        if steps and steps[-1][0] != steps[-1][1]:
            old, new = steps[-1][0] + old, steps[-1][1] + new
            steps.pop()
        steps.append((old, new))
        if len(steps) >= 3 and _is_one_word(*steps[-3:]):
            last = steps[-3:]
            steps[-3:] = [("".join(old for old, _ in last), "".join(new for _, new in last))]
    for old, new in steps:
        yield from [(old, new)] if old == new else _apart(old, new, alphabet)


def _is_one_word(before: tuple[str, str], island: tuple[str, str], after: tuple[str, str]) -> bool:
    """Say whether an equal character joins a deletion and an insertion into one exchanged word: 禁止, 严禁."""
    one_sided = (before[0] and not before[1] and after[1] and not after[0]) or (
        before[1] and not before[0] and after[0] and not after[1]
    )
    sizes = [len(old + new) for old, new in (before, after)]
    return bool(one_sided) and island[0] == island[1] and len(island[0]) == 1 and sizes == [1, 1] and is_han(island[0])


def _apart(old: str, new: str, alphabet: Alphabet) -> Iterator[tuple[str, str]]:
    """Take a substitution apart again: numbers exchanged in it or at its end, items of a list, marks around words.

    Each number is a decision of its own (办法自2012, 条例自2026), and marks around a word are no change of the word.
    """
    pairs = list(zip(old, new, strict=False))
    numbers = [is_number(alphabet.decode(a)) and is_number(alphabet.decode(b)) for a, b in pairs]
    only_numbers = len(old) == len(new) and all(a == b or both for (a, b), both in zip(pairs, numbers, strict=True))
    if only_numbers:
        yield from pairs
    elif old and new and _words(old) == _words(new):
        for op in Indel.opcodes(old, new):
            yield old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
    elif not alphabet.wholes.isdisjoint(old) and not alphabet.wholes.isdisjoint(new):
        yield from _items_apart(old, new, alphabet)
    elif old and new and all(is_number(alphabet.decode(side[-1])) for side in (old, new)):
        shared = 1
        while shared < min(len(old), len(new)) and old[-shared - 1] == new[-shared - 1]:
            shared += 1
        yield from _apart(old[:-shared], new[:-shared], alphabet)
        if shared > 1:
            yield old[-shared:-1], new[-shared:-1]
        yield old[-1], new[-1]
    else:
        yield old, new


def _items_apart(old: str, new: str, alphabet: Alphabet) -> Iterator[tuple[str, str]]:
    """Take a list apart at the items that both sides have: each is a match of its own, however many others changed."""
    deleted = inserted = ""
    for op in Indel.opcodes(old, new):
        before, after = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
        if op.tag != "equal" or alphabet.wholes.isdisjoint(before):
            deleted, inserted = deleted + before, inserted + after
            continue
        if deleted or inserted:
            yield deleted, inserted
        yield before, after
        deleted = inserted = ""
    if deleted or inserted:
        yield deleted, inserted


def _words(tokens: str) -> str:
    """Return the tokens that are no punctuation; a token of several characters is a private-use character."""
    return "".join(token for token in tokens if unicodedata.category(token)[0] not in "PZ")


def _joined(runs: list[CleanRun]) -> list[CleanRun]:
    """Join equal runs that touch on both sides."""
    joined: list[CleanRun] = []
    for run in runs:
        last = joined[-1] if joined else None
        if last and (last.left_end, last.right_end) == (run.left, run.right):
            joined[-1] = Run(last.left, last.right, last.size + run.size)
        else:
            joined.append(run)
    return joined
