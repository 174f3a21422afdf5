"""Compares two texts as a project has configured it; the engine is imported only when something is to be compared."""

from typing import TYPE_CHECKING

from plandiff.choices import Standard, relation_of
from plandiff.config import Config
from plandiff.reading.document import Document, Evidence

if TYPE_CHECKING:
    from plandiff.comparison import Comparison


def document_of(path: str, text: str) -> Document:
    """Return a document of which only the text is left."""
    return Document(path, text, "utf-8", Evidence.GIVEN, "")


def compared(left: Document, right: Document, relation: str, config: Config) -> "Comparison":
    """Compare two documents; ``relation`` is one of ``config.RELATIONS``.

    Raises:
        UsageError: A document holds nothing to compare.
    """
    from plandiff.comparison import compare  # noqa: PLC0415 - heavy
    from plandiff.conversion.standards import Spelling  # noqa: PLC0415 - the same

    spelling = Spelling(Standard(config.standard), config.names)
    return compare(left, right, relation_of(relation), spelling=spelling)
