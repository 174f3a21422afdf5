"""The result of a check as JUnit XML: a test case for each watched document and pair."""

from xml.etree import ElementTree as ET

from plandiff.decisions.results import Check, Checked, Outcome
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.states import Level
from plandiff.reports.alerts import alerts_of
from plandiff.reports.to_check import unwatched_words
from plandiff.text.visible import unforged

_ILLEGAL = late_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold in any form."""


def junit(check: Check) -> str:
    """Return the report: what fails is a failure, what could not be checked an error."""
    cases = [_case(result, check) for result in check.results]
    errors = sum(case.find("error") is not None for case in cases)
    failures = sum(case.find("failure") is not None for case in cases)
    counts = {"tests": str(len(cases)), "failures": str(failures), "errors": str(errors)}
    suites = ET.Element("testsuites", {"name": "plandiff", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "plandiff check", **counts})
    suite.extend(cases)
    if check.unwatched:
        ET.SubElement(suite, "system-out").text = _legal(unwatched_words(check))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + unforged(ET.tostring(suites, encoding="unicode"))


def _case(result: Checked, check: Check) -> ET.Element:
    kind = "pair" if result.is_pair else "document"
    case = ET.Element("testcase", {"name": _legal(harmless(result.name)), "classname": f"plandiff.{kind}"})
    found = list(alerts_of(result, check))
    lines = [f"{harmless(alert.path)}:{alert.start.line}:{alert.start.column}: {alert.message}" for alert in found]
    worst = [alert for alert in found if alert.level is Level.ERROR]
    if worst:
        tag = "error" if result.state is Outcome.UNREADABLE else "failure"
        outcome = ET.SubElement(case, tag, {"type": worst[0].rule, "message": _legal(worst[0].message)})
        outcome.text = _legal("\n".join(lines))
    elif lines:
        ET.SubElement(case, "system-out").text = _legal("\n".join(lines))
    return case


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
