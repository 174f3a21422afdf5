"""The line that a decision is written as: one JSON object, the same in reviews and in snapshots.

Version 1 of either file said less, each in a way of its own; such lines are read here too, and never written.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plandiff.decisions.decision import Decision, Ruling, Subject, Verdict
from plandiff.text.visible import escaped_json

_RULING = ("comment", "name", "by", "at")
_SUBJECT = ("kind", "left", "right", "expected", "word", "section", "before", "after")
_ALWAYS = frozenset(("id", "kind", "left", "right"))
_SIDES = ("left", "right")
_KEYS = frozenset(("id", "verdict", *_RULING, "instead", *_SUBJECT, "earlier"))


def json_text(value: object) -> str:
    """Return JSON on one line that people can read and that commands no terminal: what cannot be seen is escaped."""
    return escaped_json(json.dumps(value, ensure_ascii=False))


def line_of(id_: str, decision: Decision) -> str:
    """Return a decision, and the id of the change it is on, as a line; what is empty is left out."""
    subject = decision.subject
    entry = {"id": id_} | _fields_of(decision.ruling) | {key: getattr(subject, key) for key in _SUBJECT}
    entry["earlier"] = [_fields_of(ruling) for ruling in decision.earlier]
    return json_text({key: value for key, value in entry.items() if value or key in _ALWAYS})


def decision_of(entry: object) -> tuple[str, Decision]:
    """Return the id and the decision that the object of a line says.

    Raises:
        ValueError: It says none.
    """
    if not isinstance(entry, dict) or not set(entry) >= _ALWAYS or not set(entry) <= _KEYS:
        raise ValueError(f"it does not have the keys {', '.join(sorted(_ALWAYS))}")
    section, earlier = entry.get("section", []), entry.get("earlier", [])
    if not isinstance(section, list) or not isinstance(earlier, list):
        raise ValueError("a list is something else")  # noqa: TRY004 - what is wrong is the file
    texts = {key: _text(entry.get(key, "")) for key in _SUBJECT if key != "section"}
    subject = Subject(**texts, section=tuple(map(_text, section)))
    return _text(entry["id"]), Decision(subject, _ruling(entry), tuple(map(_ruling, earlier)))


def from_review_1(id_: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entry of a file of decisions of version 1 as an entry of today.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(entry, dict) or not isinstance(section := entry.get("section"), str):
        raise ValueError("an entry has no section")  # noqa: TRY004 - what is wrong is the file
    kept = {key: value for key, value in entry.items() if key in _KEYS}
    return kept | {"id": id_, "section": section.split("/") if section else []}


def from_snapshot_1(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line of a snapshot of version 1 as a line of today.

    Raises:
        ValueError: It is none.
    """
    if not isinstance(entry, dict) or not isinstance(section := entry.get("section"), str):
        raise ValueError("it has no section")  # noqa: TRY004 - the same
    kept = {key: value for key, value in entry.items() if key != "note"}
    path = section.split(" › ") if section else []
    return kept | {"verdict": Verdict.ACCEPT.value, "comment": entry.get("note", ""), "section": path}


def _fields_of(ruling: Ruling) -> dict[str, Any]:
    fields = {"verdict": ruling.verdict or ""} | {key: getattr(ruling, key) for key in _RULING}
    said: dict[str, Any] = {key: value for key, value in fields.items() if value}
    return said if ruling.text is None else said | {"instead": {ruling.side: ruling.text}}


def _ruling(entry: object) -> Ruling:
    if not isinstance(entry, dict):
        raise ValueError("a ruling is something else")  # noqa: TRY004 - what is wrong is the file
    verdict = _text(entry.get("verdict", ""))
    said = Ruling(Verdict(verdict) if verdict else None, *(_text(entry.get(key, "")) for key in _RULING))
    if "instead" not in entry:
        return said
    instead = entry["instead"]
    if not isinstance(instead, dict) or len(instead) != 1 or not set(instead) <= set(_SIDES):
        raise ValueError("what stands instead is no text of one side")
    [(side, text)] = instead.items()
    return replace(said, text=_text(text), side=side)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is no text")  # noqa: TRY004 - what is wrong is the file
    return value
