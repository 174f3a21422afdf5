"""Finds out which new document or pair is an old one under another name.

A document continues the one that has most of its text, a pair the one whose documents it has.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from plandiff.config import Config, WatchedPair
from plandiff.decisions.comparing import compared
from plandiff.reading.document import Document
from plandiff.text.span import Pair

if TYPE_CHECKING:
    from plandiff.decisions.pair_file import PairSnapshot

_SHINGLE = 12
"""Characters of the strings that two texts are compared by; taken where line breaks cannot matter."""
_SAMPLE = 8
"""One of so many strings of a long text is looked at, chosen by its first character and thus alike in both texts."""
_LONG = 1_000
_SAME_TEXT = 0.5
_COMMON = 16
"""Lost texts that a string may stand in and still tell one from another."""
_LIKELY = 4
"""Lost texts that a new one is compared with: those it shares most of such strings with."""


def renamed(lost: Mapping[str, str], fresh: Mapping[str, str]) -> dict[str, str]:
    """Return for each new path the lost path whose text it continues, if any; no path is taken twice.

    Equal texts find each other by themselves; what is left over is looked up in an index of the strings of the lost
    texts, so that the work grows with the texts and not with their pairs.

    Args:
        lost: The texts that are gone, by path.
        fresh: The texts that are new, by path.
    """
    found = _equal(lost, fresh)
    taken = set(found.values())
    old = {was: _shingles(text) for was, text in lost.items() if was not in taken}
    holding: dict[str, list[str]] = {}
    for was, strings in old.items():
        for string in strings:
            holding.setdefault(string, []).append(was)
    scored = []
    for path in fresh.keys() - found.keys() if old else ():
        mine = _shingles(fresh[path])
        shared = Counter(was for string in mine if len(there := holding.get(string, ())) <= _COMMON for was in there)
        for was in sorted(shared, key=lambda was: (-shared[was], was))[:_LIKELY]:
            share = len(mine & old[was]) / min(len(mine), len(old[was]))
            if share >= _SAME_TEXT:
                scored.append((-share, path, was))
    for _, path, was in sorted(scored):
        if path not in found and was not in taken:
            found[path] = was
            taken.add(was)
    return found


def _equal(lost: Mapping[str, str], fresh: Mapping[str, str]) -> dict[str, str]:
    """Return the new paths whose texts are lost ones, in order where several are equal."""
    waiting: dict[str, deque[str]] = {}
    for was in sorted(lost):
        waiting.setdefault(lost[was], deque()).append(was)
    return {path: waiting[text].popleft() for path, text in sorted(fresh.items()) if waiting.get(text)}


def _shingles(text: str) -> frozenset[str]:
    ink = "".join(text.split())
    sample = _SAMPLE if len(ink) > _LONG else 1
    places = (at for at in range(len(ink) - _SHINGLE + 1) if not ord(ink[at]) % sample)
    return frozenset(ink[at : at + _SHINGLE] for at in places)


def predecessor(
    pair: WatchedPair, others: Iterable[Pair[str]], config: Config, names: Mapping[str, str]
) -> WatchedPair | None:
    """Return which pair was watched before a document of it had another name; None if none is known.

    Args:
        pair: A pair of which nothing is accepted under its name.
        others: The pairs of which something is accepted and that are not watched.
        config: Where the documents lie.
        names: The new paths of documents whose new name is not accepted yet, each with its old one.
    """
    now = Pair(pair.left, pair.right)
    return next((WatchedPair(was.left, was.right) for was in others if _continued(was, now, config, names)), None)


def _continued(was: Pair[str], now: Pair[str], config: Config, names: Mapping[str, str]) -> bool:
    """Say whether each document is the old one or renamed from it; with one kept, the other need only be gone."""
    kept = was.left == now.left or was.right == now.right
    return all(
        old == new or names.get(new) == old or (kept and not (config.root / old).exists())
        for old, new in ((was.left, now.left), (was.right, now.right))
    )


def with_ids_of_today(
    accepted: "PairSnapshot", documents: Pair[Document], relation: str, config: Config
) -> "PairSnapshot | None":
    """Give accepted differences new ids: the names of the documents are part of an id, and of nothing else.

    Where none of them is there any more, the new document is another one, and None is returned.
    """
    olds = Pair(replace(documents.left, name=accepted.paths.left), replace(documents.right, name=accepted.paths.right))
    if olds.map(_file_name) == documents.map(_file_name):
        return accepted
    before = compared(olds.left, olds.right, relation, config)
    today = compared(documents.left, documents.right, relation, config)
    ids = {old.id: new.id for old, new in zip(before.changes, today.changes, strict=True)}
    if accepted.accepted and ids.keys().isdisjoint(accepted.accepted):
        return None
    return replace(accepted, accepted={ids.get(id_, id_): decision for id_, decision in accepted.accepted.items()})


def _file_name(document: Document) -> str:
    return PurePath(document.name).name
