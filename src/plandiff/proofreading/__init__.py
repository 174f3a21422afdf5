"""What is wrong with one document alone."""

from plandiff.cleaning.clean import CleanText
from plandiff.judging.finding import Finding


def damaged(text: CleanText, script: str) -> list[Finding]:
    """Stub."""
    return []
