"""What two clauses have in common, in bits.

Clauses are compared by the runs of characters they share. The evidence is what the runs tell (``usual.py``), less a
price for each run, times the share of both clauses that they cover: a long name in two different sentences is no reuse,
nor are two sentences alike in nothing but usual words. Information times coverage is the shape of
``sqrt(shared idf mass x cosine)``, the best of seven scores compared on pairs of sentences. All of it is the same for
both orders of the clauses.
"""

from math import sqrt

from rapidfuzz.distance import Indel

from plandiff.chinese.formulas import term_at
from plandiff.chinese.frequencies import Information

_LISTED = 0.8
"""What a list that both clauses have counts for: sectors and places are listed alike wherever they are named."""
RUN_COST = 3.0
"""Bits that a run of shared characters must tell before it counts."""
_TERM_BITS = 4.0
"""Bits that a set term tells: that both clauses name a national strategy says little of their wording. With 2.8
and 5.6, 1.2 and 1.5 % of the passages, changes and coverage of four local measures that carry out a law are others."""
_GAP_ITEMS = 4
"""Characters that a list inserted or left out counts for: its items are what a local plan is expected to change."""
_JOINS = frozenset("和及与")


def evidence(one: str, other: str, information: Information) -> float:
    """Return what two clauses have in common, in bits; the same for both orders."""
    a, b = sorted((one, other))
    bits, matched = 0.0, 0
    sizes = [0, 0]
    at = [0, 0]
    for start, theirs, size in _runs(a, b):
        if size > 1:
            run = a[start : start + size]
            tells = sum(told(run, information, _TERM_BITS)) * (_LISTED if "、" in run else 1.0)
            bits += max(0.0, tells - RUN_COST)
            matched += size
            sizes[0] += size_of(a[at[0] : start])
            sizes[1] += size_of(b[at[1] : theirs])
            at = [start + size, theirs + size]
    if not bits:
        return 0.0
    ours, theirs = matched + sizes[0] + size_of(a[at[0] :]), matched + sizes[1] + size_of(b[at[1] :])
    return bits * matched / sqrt(ours * theirs)


def _runs(a: str, b: str) -> list[tuple[int, int, int]]:
    """Return the runs that two clauses share, in order: where in either, and how many characters.

    A run behind an insertion that could as well stand before it does: of 治理工程和改造工程 beside 治理工程 the first
    four characters are shared, not 治理 and the last two.
    """
    runs: list[tuple[int, int, int]] = []
    for op in Indel.opcodes(a, b):
        size = op.src_end - op.src_start
        if op.tag != "equal":
            continue
        if runs:
            ours, theirs, before = runs[-1]
            end, other = ours + before, theirs + before
            if end == op.src_start or other == op.dest_start:
                run = a[op.src_start : op.src_end]
                if a.startswith(run, end) and b.startswith(run, other):
                    runs[-1] = ours, theirs, before + size
                    continue
        runs.append((op.src_start, op.dest_start, size))
    return runs


def likeness(one: str, other: str) -> float:
    """Return the share of characters that two clauses have in common, in order; from 0 to 1."""
    return float(Indel.normalized_similarity(one, other))


def size_of(gap: str) -> int:
    """Return how many characters an unmatched stretch counts for: a list, or a member joined by 和, is one item."""
    listed = "、" in gap or gap[:1] in _JOINS or gap[-1:] in _JOINS
    return min(len(gap), _GAP_ITEMS) if listed else len(gap)


def told(run: str, information: Information, term_bits: float) -> list[float]:
    """Return the bits of each character of a run of shared ones; a set term counts ``term_bits`` as a whole."""
    bits: list[float] = []
    while len(bits) < len(run):
        at = len(bits)
        length = term_at(run, at)
        if length:
            bits += [term_bits, *[0.0] * (length - 1)]
        else:
            bits.append(information.told(run[max(0, at - 2) : at + 1]))
    return bits


def share(one: str, other: str) -> float:
    """Return the share of the shorter clause that the other has, in runs of two characters and more."""
    a, b = sorted((one, other))
    sizes = (op.src_end - op.src_start for op in Indel.opcodes(a, b) if op.tag == "equal")
    return sum(size for size in sizes if size > 1) / min(len(a), len(b))
