"""How two documents relate, if nobody says."""

from enum import StrEnum

from plandiff.text.span import Pair


class Relation(StrEnum):
    """What the two documents are to each other."""

    RENDERING = "rendering"
    REVISION = "revision"
    DERIVATION = "derivation"


_SAME_TEXT = 0.5


def two_scripts(scripts: Pair[str]) -> bool:
    """Say whether one document is traditional and the other simplified."""
    return {scripts.left, scripts.right} == {"hans", "hant"}


def judge_relation(scripts: Pair[str], shared: float, *, reworded: bool) -> Relation:
    """Judge by script, by ``shared`` (the share of the text that both have) and by whether the wording differs.

    One text in two scripts, or without a difference of substance, is rendered twice; everything else is read as two
    versions of one document.
    """
    one_text = shared >= _SAME_TEXT and two_scripts(scripts)
    return Relation.RENDERING if one_text or not reworded else Relation.REVISION
