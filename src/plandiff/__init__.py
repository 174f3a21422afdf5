"""plandiff compares Chinese policy documents: it aligns, diffs and judges.

The names below are the public interface; docs/api.md shows their use. Each is imported when it is first asked for, so
``import plandiff`` loads nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plandiff.api import compare, find, history, lint, read, targets, trace
    from plandiff.choices import Relation, Standard
    from plandiff.derivation.result import Derivation
    from plandiff.derivation.tracing import Failure, Trace
    from plandiff.errors import ConfigError, InvariantError, PlandiffError, ReadingError, SnapshotError, UsageError
    from plandiff.indicators.result import Target, Targets
    from plandiff.judging.change import Certainty, Change, Direction, Judgement, Kind, Reason, Weight
    from plandiff.judging.passages import Passage, Status
    from plandiff.judging.result import Comparison, Notice
    from plandiff.mentions import Mention, Mentions
    from plandiff.outline.sections import Section
    from plandiff.proofreading.finding import Finding
    from plandiff.proofreading.linting import Lint
    from plandiff.reading.document import Document
    from plandiff.text.span import Pair, Span
    from plandiff.versions.history import History

__version__ = "0.1.0"

_PLACES = {
    "api": ("compare", "find", "history", "lint", "read", "targets", "trace"),
    "choices": ("Relation", "Standard"),
    "derivation.result": ("Derivation",),
    "derivation.tracing": ("Failure", "Trace"),
    "errors": ("ConfigError", "InvariantError", "PlandiffError", "ReadingError", "SnapshotError", "UsageError"),
    "indicators.result": ("Target", "Targets"),
    "judging.change": ("Certainty", "Change", "Direction", "Judgement", "Kind", "Reason", "Weight"),
    "judging.passages": ("Passage", "Status"),
    "judging.result": ("Comparison", "Notice"),
    "mentions": ("Mention", "Mentions"),
    "outline.sections": ("Section",),
    "proofreading.finding": ("Finding",),
    "proofreading.linting": ("Lint",),
    "reading.document": ("Document",),
    "text.span": ("Pair", "Span"),
    "versions.history": ("History",),
}
"""Where each public name lives."""

__all__ = [
    "Certainty",
    "Change",
    "Comparison",
    "ConfigError",
    "Derivation",
    "Direction",
    "Document",
    "Failure",
    "Finding",
    "History",
    "InvariantError",
    "Judgement",
    "Kind",
    "Lint",
    "Mention",
    "Mentions",
    "Notice",
    "Pair",
    "Passage",
    "PlandiffError",
    "ReadingError",
    "Reason",
    "Relation",
    "Section",
    "SnapshotError",
    "Span",
    "Standard",
    "Status",
    "Target",
    "Targets",
    "Trace",
    "UsageError",
    "Weight",
    "__version__",
    "compare",
    "find",
    "history",
    "lint",
    "read",
    "targets",
    "trace",
]


def __getattr__(name: str) -> object:
    """Import a public name."""
    place = next((place for place, names in _PLACES.items() if name in names), None)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{place}"), name)
    return value


def __dir__() -> list[str]:
    return __all__
