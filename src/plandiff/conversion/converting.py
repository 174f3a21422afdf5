"""Whole passages in the other script, word by word, by OpenCC."""

from functools import cache
from typing import Any

from plandiff.choices import Standard
from plandiff.tables import complete

_CONFIGS = complete(
    Standard,
    {Standard.ANY: "s2tw", Standard.TAIWAN: "s2tw", Standard.HONG_KONG: "s2hk", Standard.MAINLAND: "s2t"},
)


@cache
def _converter(config: str) -> Any:  # noqa: ANN401 - the wheel has no types
    import opencc  # noqa: PLC0415 - few documents have such a passage, and it takes as long to load as they to judge

    return opencc.OpenCC(config)


def converted(text: str, script: str, standard: Standard) -> str:
    """Return a text in another script.

    Args:
        text: The text as written, in the other script than ``script``.
        script: ``hans`` or ``hant``.
        standard: Whose traditional characters are wanted.
    """
    shown: str = _converter("t2s" if script == "hans" else _CONFIGS[standard]).convert(text)
    return shown
