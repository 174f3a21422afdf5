"""The result of a check in the formats of services that build and review.

Each service has rules of its own beside the format, and drops what breaks them without a word; they are named where
they are kept. No text of a document can become a command of a service: see ``text.visible.unforged``.
"""

import hashlib
import json
from collections.abc import Sequence
from urllib.parse import quote

from plandiff import __version__
from plandiff.decisions.results import Check
from plandiff.presentation.states import Level
from plandiff.reading.document import Document
from plandiff.reports.alerts import RULES, Alert, alerts
from plandiff.tables import complete
from plandiff.text.span import Span
from plandiff.text.visible import unforged, unforged_json, visible

_COMMANDS = complete(Level, {Level.ERROR: "error", Level.NOTE: "notice"})
_SHOWN = 10
"""Annotations of one level that GitHub shows for a step; it drops the others in silence."""


def github(check: Check) -> str:
    """Return workflow commands, a line each: the worst alerts of each level, then how many more there are."""
    found = alerts(check)
    lines = []
    for level in Level:
        of_level = [alert for alert in found if alert.level is level]
        shown = of_level if len(of_level) <= _SHOWN else of_level[: _SHOWN - 1]
        lines += [_command(alert) for alert in shown]
        if rest := len(of_level) - len(shown):
            lines.append(f"::{_COMMANDS[level]} title=plandiff::and {rest} more: see the summary of this step")
    return "\n".join(lines)


def _command(alert: Alert) -> str:
    start, end = alert.start, alert.end
    properties = {"file": alert.path, "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # GitHub takes columns only inside one line.
        properties |= {"col": str(start.column), "endColumn": str(end.column)}
    properties["title"] = f"plandiff: {RULES[alert.rule]}"
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[alert.level]} {shown}::{_data(alert.message)}"


def _data(text: str) -> str:
    return unforged(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_RESULTS = 5000
"""GitHub shows so many of a run, and refuses a file with more than 25,000."""


def sarif(check: Check) -> str:
    """Return SARIF 2.1.0 that GitHub's code scanning takes.

    It wants a relative location with lines and columns from 1 for every result, texts for every rule, and reads one
    fingerprint only: the id of the change, so that an alert stays the same when lines move.
    """
    found = alerts(check)[:_MOST_RESULTS]
    rules = sorted({alert.rule for alert in found})
    run = {
        "tool": {
            "driver": {
                "name": "plandiff",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": "plandiff/check/"},
        "columnKind": "unicodeCodePoints",
        "results": [_result(alert, rules.index(alert.rule), check.place) for alert in found],
    }
    return _json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: str) -> dict[str, object]:
    words = {"text": RULES[rule]}
    return {"id": rule, "shortDescription": words, "fullDescription": words, "help": words}


def _result(alert: Alert, index: int, place: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": alert.rule,
        "ruleIndex": index,
        "level": alert.level,
        "message": {"text": alert.message},
        "locations": [_location(alert.path, alert.document, alert.span)],
        "partialFingerprints": {"primaryLocationLineHash": f"{_fingerprint(alert)}:1"},
    }
    if alert.related:
        document, span = alert.related
        result["relatedLocations"] = [
            {"id": 1, "message": {"text": "the other document"}} | _location(place + document.name, document, span)
        ]
    return result


def _location(path: str, document: Document | None, span: Span) -> dict[str, object]:
    region = {"startLine": 1, "startColumn": 1, "endLine": 1, "endColumn": 1}
    if document:
        start, end = document.position(span.start), document.position(span.end)
        region = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"))


def _fingerprint(alert: Alert) -> str:
    """Return what tells the alert from those of other documents of the same file name."""
    content = f"{alert.subject}\x1f{alert.rule}\x1f{alert.id}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_SEVERITIES = complete(Level, {Level.ERROR: "major", Level.NOTE: "info"})


def gitlab(check: Check) -> str:
    """Return a Code Quality report of GitLab: an array, each fingerprint once, paths without ``./``."""
    return _json(
        [
            {
                "description": alert.message,
                "check_name": alert.rule,
                "fingerprint": _fingerprint(alert),
                "severity": _SEVERITIES[alert.level],
                "location": {"path": alert.path, "lines": {"begin": alert.start.line}},
            }
            for alert in alerts(check)
        ]
    )


def rdjson(check: Check) -> str:
    """Return the diagnostics of reviewdog; its columns count bytes of UTF-8, from 1."""
    diagnostics = [
        {
            "message": alert.message,
            "location": {
                "path": alert.path,
                "range": {
                    "start": _byte_position(alert.document, alert.span.start),
                    "end": _byte_position(alert.document, alert.span.end),
                },
            },
            "severity": "ERROR" if alert.level is Level.ERROR else "INFO",
            "code": {"value": alert.rule},
        }
        for alert in alerts(check)
    ]
    return _json({"source": {"name": "plandiff"}, "diagnostics": diagnostics})


def _byte_position(document: Document | None, offset: int) -> dict[str, int]:
    if document is None:
        return {"line": 1, "column": 1}
    line, column = document.position(offset)
    before = document.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}


def _json(value: dict[str, object] | Sequence[object]) -> str:
    return unforged_json(json.dumps(value, ensure_ascii=False, indent=1))
