"""Results as JSON text."""

import json
from collections.abc import Mapping

from plandiff.judging.result import Comparison
from plandiff.text.visible import unforged_json

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def comparison_json(result: Comparison) -> str:
    """Return a comparison as JSON text: format ``plandiff-comparison/1``."""
    return dumped(result.to_dict())


def dumped(value: Mapping[str, object]) -> str:
    """Return ``value`` as JSON: an item a line, so that results can be read and diffed.

    The library's own indentation would leave its fast encoder and put each number on a line of its own.
    """
    return "{" + ",\n".join(f"{item_line(key)}: {_block(part)}" for key, part in value.items()) + "}"


def _block(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(map(item_line, value)) + "]"
    if isinstance(value, dict) and any(isinstance(part, list) for part in value.values()):
        return dumped(value)
    return item_line(value)


def item_line(value: object) -> str:
    """Return a value as JSON on one line; what cannot be seen, or written as UTF-8, is escaped."""
    return unforged_json(_ENCODER.encode(value))
