"""JSON Schemas (draft 2020-12) of all JSON that plandiff writes: one file a format.

A file is named for the middle of its format: ``plandiff-comparison/1`` is described by ``comparison.json``. What they
share stands in ``common.json``.
"""

import json
from importlib.resources import files
from typing import Any

COMMON = "common"


def names() -> list[str]:
    """Return the names of the schemas, that of what they share included."""
    return sorted(
        entry.name.removesuffix(".json") for entry in files(__name__).iterdir() if entry.name.endswith(".json")
    )


def schema(name: str) -> dict[str, Any]:
    """Return a schema, whole: what it shares with others is in its ``$defs``.

    Args:
        name: One of `names`, such as ``comparison``.

    Raises:
        KeyError: There is no such schema.
    """
    if name not in names():
        raise KeyError(name)
    found: dict[str, Any] = _read(name)
    if name == COMMON:
        return found
    whole: dict[str, Any] = json.loads(json.dumps(found).replace("common.json#", "#"))
    return whole | {"$defs": _read(COMMON)["$defs"]}


def _read(name: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(files(__name__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
