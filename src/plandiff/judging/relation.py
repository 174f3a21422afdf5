"""How two documents relate, if nobody says."""

from enum import StrEnum

from plandiff.text.span import Pair


class Relation(StrEnum):
    """What the two documents are to each other."""

    RENDERING = "rendering"
    REVISION = "revision"
    DERIVATION = "derivation"


_ONE_TEXT = 0.97
"""Shared text above which two documents in one script count as renderings: what differs is transmission."""


def two_scripts(scripts: Pair[str]) -> bool:
    """Say whether one document is traditional and the other simplified."""
    return {scripts.left, scripts.right} == {"hans", "hant"}


def judge_relation(scripts: Pair[str], shared: float) -> Relation:
    """Judge by script and by ``shared``, the share of the text that both have.

    Two scripts, or next to no difference, make a rendering; everything else is read as two versions of one document.
    """
    if shared >= 0.5 and two_scripts(scripts):
        return Relation.RENDERING
    return Relation.RENDERING if shared >= _ONE_TEXT else Relation.REVISION
