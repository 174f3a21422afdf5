"""What links between two sides join: connected components, by union-find."""

from collections import defaultdict
from collections.abc import Iterable

from plandiff.text.span import Pair

Link = tuple[int, int]
"""A thing on the left and one on the right, by number."""
Component = Pair[list[int]]
"""Things that links join, the numbers of each side rising."""


def components(links: Iterable[Link]) -> list[Component]:
    """Return the components that the links form; almost linear in their number."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for u, v in links:
        parent[root(("left", u))] = root(("right", v))
    grouped: dict[tuple[str, int], Component] = defaultdict(lambda: Pair([], []))
    for side, n in sorted(parent):
        (grouped[root((side, n))].left if side == "left" else grouped[root((side, n))].right).append(n)
    return list(grouped.values())
