"""How two documents relate, if nobody says."""

import re

from plandiff.choices import Relation
from plandiff.patterns import late_pattern
from plandiff.text.span import Pair

LITTLE = 0.3
"""Share of the text below which two documents may not be versions of one."""
_EXCERPT = 0.6
"""Share of the shorter text from which on it is an excerpt of the longer. Texts of one field share 0.4 by chance."""
_SAME_TEXT = 0.5
_ONE_DOCUMENT = 0.9
"""Share of the text from which on two documents are one, whatever the one says of the other."""
_HEAD = 600
"""Code points of a document's beginning in which it says what it was made from."""
_TITLE_WITHIN = 300
"""Code points of a document's beginning in which its own title stands, whatever a page puts before it."""
_CARRIED_OUT = late_pattern("(?:实施|根据|依据|依照|按照|落实|贯彻)《([^《》]{6,60})》")


def names_parent(texts: Pair[str], shared: float) -> bool:
    """Say whether one document says at its head that it carries out the other: 根据《…》, 实施《…》办法.

    Args:
        texts: Both documents, folded.
        shared: The share of their text that both have.
    """
    return shared < _ONE_DOCUMENT and (_carries_out(texts.left, texts.right) or _carries_out(texts.right, texts.left))


def share_little(sizes: Pair[int], shared: float) -> bool:
    """Say whether two documents share too little in order for versions of one, and neither is an excerpt of the other.

    Args:
        sizes: Code points of the documents.
        shared: The share of their text that both have.
    """
    of_shorter = shared * (sizes.left + sizes.right) / 2 / min(sizes.left, sizes.right)
    return shared < LITTLE and of_shorter < _EXCERPT


def _carries_out(child: str, parent: str) -> bool:
    head, start = ("".join(text.split()) for text in (child[:_HEAD], parent[:_TITLE_WITHIN]))
    for cited in _CARRIED_OUT.finditer(head):
        own = re.compile(rf"(?<!《){re.escape(cited[1])}")  # as a title of its own, not as a citation
        if own.search(start) and not own.search(head):
            return True
    return False


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
