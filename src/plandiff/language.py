"""The reader's language: every text shown to people passes through here.

The source texts are English. Catalogues are looked up in ``locale/`` beside this file by the usual environment
variables; where there is none, the English text stands. JSON keys, kinds and exit codes are never translated.
"""

import gettext
from functools import cache
from pathlib import Path


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("plandiff", Path(__file__).with_name("locale"), fallback=True)


def language_tag() -> str:
    """Return the tag of the reader's language (BCP 47): of the catalogue, or English where there is none."""
    return _catalogue().info().get("language", "en").replace("_", "-") or "en"


def tr(message: str) -> str:
    """Return ``message`` in the reader's language."""
    return _catalogue().gettext(message)


def tr_n(one: str, many: str, count: int) -> str:
    """Return the form of a message that fits ``count``."""
    return _catalogue().ngettext(one, many, count)
