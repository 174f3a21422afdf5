"""Finds out which new document is an old one under another name: the one that has most of its text."""

from collections.abc import Mapping

_SHINGLE = 12
"""Characters of the strings that two texts are compared by; taken where line breaks cannot matter."""
_SAMPLE = 8
"""One of so many strings of a long text is looked at, chosen by its first character and thus alike in both texts."""
_LONG = 10_000
_SAME_TEXT = 0.5


def renamed(lost: Mapping[str, str], fresh: Mapping[str, str]) -> dict[str, str]:
    """Return for each new path the lost path whose text it continues, if any; no path is taken twice.

    Args:
        lost: The texts that are gone, by path.
        fresh: The texts that are new, by path.
    """
    if not lost or not fresh:
        return {}
    old = {path: _shingles(text) for path, text in lost.items()}
    scored = []
    for path, text in fresh.items():
        mine = _shingles(text)
        for was, theirs in old.items():
            share = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
            if text == lost[was] or share >= _SAME_TEXT:
                scored.append((text != lost[was], -share, path, was))
    found: dict[str, str] = {}
    for _, _, path, was in sorted(scored):
        if path not in found and was not in found.values():
            found[path] = was
    return found


def _shingles(text: str) -> frozenset[str]:
    ink = "".join(text.split())
    sample = _SAMPLE if len(ink) > _LONG else 1
    places = (at for at in range(len(ink) - _SHINGLE + 1) if not ord(ink[at]) % sample)
    return frozenset(ink[at : at + _SHINGLE] for at in places)
