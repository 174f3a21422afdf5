"""The reader's language: every text shown to people passes through here.

The source texts are English, and whole sentences: a place for a fact is a name in braces. What holds such a text has
the type `Message`, or the types `One` and `Many` of its two forms: by these types ``translations/extraction.py`` finds
all there is to translate, in calls, rows and tables. A catalogue lies in ``locale/`` beside this file; where it has no
translation, the English text stands. JSON keys, kinds, codes, snapshots and exit codes are never translated.
"""

import gettext
import os
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

Message = str
"""A text to translate."""
One = str
"""A text to translate, as it is said of one."""
Many = str
"""The same as it is said of several, or none."""


class Language(StrEnum):
    """The languages that plandiff speaks, by their tags of BCP 47."""

    ENGLISH = "en"
    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"


LANGUAGES = tuple(map(str, Language))
VARIABLE = "PLANDIFF_LANGUAGE"

_TRADITIONAL_PLACES = {"hant", "tw", "hk", "mo"}
_DOMAIN = "plandiff"
_FOLDER = Path(__file__).with_name("locale")


def language() -> str:
    """Return the language that texts are shown in: ``PLANDIFF_LANGUAGE``, else that of the locale."""
    return language_named(os.environ.get(VARIABLE, "")) or language_of_locale()


def language_of_locale() -> str:
    """Return the language of the locale: as in gettext, the first of ``LANGUAGE`` that there is, else the messages'."""
    names = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    if names.partition(".")[0] not in {"", "C", "POSIX"}:
        names = f"{os.environ.get('LANGUAGE', '')}:{names}"
    return next(filter(None, map(language_named, names.split(":"))), Language.ENGLISH)


def language_named(name: str) -> str:
    """Return the language that a tag or a locale names (``zh-Hant``, ``zh_HK.UTF-8``); empty for an unknown one."""
    language, *parts = name.lower().partition(".")[0].replace("@", "_").replace("-", "_").split("_")
    if language == "zh":
        return Language.TRADITIONAL if _TRADITIONAL_PLACES & set(parts) and "hans" not in parts else Language.SIMPLIFIED
    return Language.ENGLISH if language == "en" else ""


def choose_language(language: str) -> None:
    """Show all texts from now on in one of ``LANGUAGES``, here and in every process that this one starts."""
    os.environ[VARIABLE] = language
    os.environ["LANGUAGE"] = _file(language)  # for the command line library, which speaks through gettext as well
    gettext.bindtextdomain(_DOMAIN, str(_FOLDER))
    gettext.textdomain(_DOMAIN)


def _file(language: str) -> str:
    return language.replace("-", "_")


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _FOLDER, [_file(language)], fallback=True)


def tr(message: Message) -> str:
    """Return ``message`` in the reader's language."""
    return _catalogue(language()).gettext(message) if message else ""


def tr_n(one: One, many: Many, count: int) -> str:
    """Return the form of a message that fits ``count``."""
    return _catalogue(language()).ngettext(one, many, count)


def listed(items: Iterable[str]) -> str:
    """Return words of one kind in a row, parted as the reader's language parts them."""
    return tr(", ").join(items)


def clauses(*parts: str) -> str:
    """Return the clauses that are not empty in a row, parted as the reader's language parts them."""
    return tr("; ").join(filter(None, parts))


def labelled(label: str, text: str) -> str:
    """Return a text behind what it is."""
    return tr("{label}: {text}").format(label=label, text=text)


def bracketed(text: str) -> str:
    """Return a remark in brackets, as it stands behind other words."""
    return tr(" ({remark})").format(remark=text)
