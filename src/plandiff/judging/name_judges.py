"""The judge of names: places, bodies and levels of government."""

from plandiff.chinese.places import ending_of, is_known, is_level, is_lone_level, is_name
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.judging.difference import Difference
from plandiff.patterns import late_pattern
from plandiff.text.span import CleanSpan

_JOINTS = late_pattern("、|以及|[和与及]")
_SHORTEST_BODY = 3
_WIDEST = 3
"""Characters on either side of an edit that may belong to the names it exchanges: 河[南→北], 检察[院→官]."""


def name(difference: Difference) -> Judgement | None:
    """A place, body or level of government exchanged for another, or one more or less."""
    texts = difference.texts
    if texts.left.replace("级", "") == texts.right.replace("级", ""):  # 省以下 and 省级以下
        return None
    named = _exchanged(difference) if texts.left and texts.right else _more_or_less(difference)
    return Judgement(Kind.NAME, Reason.NAME, Certainty.CHECK) if named else None


def _exchanged(difference: Difference) -> bool:
    left, right = difference.texts.left, difference.texts.right
    before, after = _context(difference.keys.left, difference.spans.left)
    if all(is_level(text, before[-1:], after) for text in (left, right)):
        return True
    if _listed(left) or _listed(right):
        return True
    if all(is_name(text) or is_name(text + ending_of(after)) for text in (left, right)):
        return True
    widths = [(n, m) for n in range(min(_WIDEST, len(before)) + 1) for m in range(min(_WIDEST, len(after)) + 1)]
    return any(all(is_known(before[len(before) - n :] + text + after[:m]) for text in (left, right)) for n, m in widths)


def _context(key: str, span: CleanSpan) -> tuple[str, str]:
    return key[max(0, span.start - _WIDEST) : span.start], key[span.end : span.end + _WIDEST]


def _listed(text: str) -> bool:
    """Say whether a text is a list of places and bodies; its last item may go on behind it."""
    items = [item for item in _JOINTS.split(text.strip(",、等")) if item]
    return len(items) > 1 and all(map(is_name, items[:-1]))


def _more_or_less(difference: Difference) -> bool:
    texts, spans, keys = difference.texts, difference.spans, difference.keys
    text = texts.left or texts.right
    before, after = _context(*((keys.left, spans.left) if texts.left else (keys.right, spans.right)))
    items = [item for item in _JOINTS.split(text.strip("、和与及")) if item]
    in_list = text.strip("、和与及") != text and all(len(item) >= _SHORTEST_BODY and is_name(item) for item in items)
    listed = len(items) > 1 and all(map(is_name, items))
    return is_lone_level(text, before[-1:], after) or (bool(items) and in_list) or listed
