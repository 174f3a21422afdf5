"""What a user may choose, each once: the relation of two documents, and the standard that characters are judged by.

It imports nothing, so that the command line and the configuration know the choices without the engine.
"""

from enum import StrEnum


class Relation(StrEnum):
    """What the two documents are to each other."""

    RENDERING = "rendering"
    REVISION = "revision"
    SERIES = "series"
    DERIVATION = "derivation"


AUTO = "auto"
"""Stands for no `Relation`: the texts decide."""


class Standard(StrEnum):
    """Whose traditional characters a text is judged by."""

    ANY = "any"
    TAIWAN = "tw"
    HONG_KONG = "hk"
    MAINLAND = "cn"


def relation_of(word: str) -> Relation | None:
    """Return the relation that a word names; None for ``auto``.

    Raises:
        ValueError: The word is neither.
    """
    return None if word == AUTO else Relation(word)
