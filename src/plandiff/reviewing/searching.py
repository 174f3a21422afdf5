"""Search in both texts: what is typed in either script finds both."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from plandiff.chinese.script import fold
from plandiff.reviewing.material import Material
from plandiff.text.span import Pair, Span


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search has found.

    Attributes:
        query: What was searched for, as typed.
        hits: Source spans by block and side.
        blocks: The blocks with hits, in order.
        count: How many hits there are on both sides.
    """

    query: str
    hits: dict[int, Pair[tuple[Span, ...]]]
    blocks: tuple[int, ...]
    count: int


NOTHING = Hits("", {}, (), 0)


def search(material: Material, query: str) -> Hits:
    """Find ``query`` in both texts: up to script, width, case and white space (a line break may stand in a word)."""
    wanted = "".join(fold(query).split())
    if not wanted:
        return NOTHING
    pattern = re.compile(r"\s*".join(map(re.escape, wanted)), re.IGNORECASE)
    found: dict[int, tuple[list[Span], list[Span]]] = {}
    count = 0
    for side, text in enumerate((material.folded.left, material.folded.right)):
        held = sorted(
            (span.start, span.end, n)
            for n, block in enumerate(material.blocks)
            for span in (block.spans.right if side else block.spans.left)
        )
        for match in pattern.finditer(text):
            at = bisect_right(held, (match.start(), len(text) + 1, 0)) - 1
            if at >= 0 and match.start() < held[at][1]:
                found.setdefault(held[at][2], ([], []))[side].append(Span(*match.span()))
                count += 1
    hits = {block: Pair(tuple(left), tuple(right)) for block, (left, right) in found.items()}
    return Hits(query, hits, tuple(sorted(hits)), count)
