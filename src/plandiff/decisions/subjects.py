"""Says what a decision on a change is about."""

from plandiff.comparison import Comparison, path_of
from plandiff.decisions.decision import Subject, brief
from plandiff.judging.change import Change


def subject_of(change: Change, comparison: Comparison, before: str = "", after: str = "") -> Subject:
    """Return what a decision on a change is about.

    Args:
        change: The change.
        comparison: Where it comes from.
        before: Its neighbourhood, where the change may have to be found again; see `Subject`.
        after: The same behind it.
    """
    texts = comparison.documents.map(lambda document: document.text)
    path = path_of(comparison.sections, change.spans)
    return Subject(
        change.kind.value,
        brief(change.spans.left.of(texts.left)),
        brief(change.spans.right.of(texts.right)),
        brief(change.judgement.expected or ""),
        change.judgement.word or "",
        tuple(f"{section.number} {section.title}".strip() for section in path),
        before,
        after,
    )
