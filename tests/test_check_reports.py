"""The reports of a check: each service reads its own, and no document can speak to a service through them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT, Run
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml
from watched import CONFIG, LAW, PRINT, Project

from plandiff.decisions.results import Check
from plandiff.reports.alerts import RULES, alerts
from plandiff.reports.formats import FORMATS
from plandiff.reports.to_check import check_text
from plandiff.reports.to_check_json import check_json
from plandiff.reports.to_ci import github, gitlab, rdjson, sarif
from plandiff.reports.to_junit import junit
from plandiff.reports.to_markdown import check_markdown
from plandiff.reports.to_pending import pending_text
from plandiff.text.visible import unforged, unforged_json

SCHEMA = json.loads((ROOT / "tests/schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
HOSTILE = "%0A::error::甲\u202e|`@user`]]><b>\x1b]0;t\x07##[error]乙##vso[task]丙𠮷"


@pytest.fixture
def found(tmp_path: Path) -> Check:
    """A check that finds every state, a changed pair and a document that tries everything."""
    project = Project(tmp_path)
    project.write("laws/gone.txt", "第一条 为了规范养猫行为，另行制定办法。\n")
    project.write("laws/hostile 100%,a.txt", "第一章 总则\n第一条 " + HOSTILE + "应当办理。\n第二条 登记费五十元。\n")
    project.write("laws/old.txt", "第一条 为了保护湿地候鸟，划定栖息地，制定本办法。\n")
    project.accept()
    (tmp_path / "laws/gone.txt").unlink()
    (tmp_path / "laws/old.txt").rename(tmp_path / "laws/renamed.txt")
    project.write("laws/new.txt", "第一条 完全不同的内容，关于桥梁养护。\n")
    project.write("laws/binary.txt", b"\0\1")
    project.write("laws/dogs.txt", LAW.replace("五十元", "八十元").replace("第三条 不得携犬进入学校。\n", ""))
    project.write(
        "laws/hostile 100%,a.txt",
        f"第一章 总则\n第一条 {HOSTILE}可以办理。\n::set-output name=a::b\n"
        f"##[warning]{HOSTILE}。\n第二条 登记费六十元。\n",
    )
    project.write("print.txt", PRINT.replace("不得携犬", "可以携犬"))
    return project.check()


def test_every_state_and_change_is_an_alert_with_a_rule(found: Check) -> None:
    rules = {alert.rule for alert in alerts(found)}

    assert (
        {"new", "renamed", "obsolete", "unreadable", "number", "commitment", "dropped", "added"} <= rules <= set(RULES)
    )
    assert all(alert.level == "error" for alert in alerts(found))


def test_sarif_keeps_its_schema_and_the_rules_of_github(found: Check) -> None:
    """What the schema says, and what GitHub asks besides: it refuses or drops results that lack it."""
    log = json.loads(sarif(found))

    jsonschema.Draft4Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rule[part]["text"] for rule in rules for part in ("shortDescription", "fullDescription", "help"))
    assert len(run["results"]) == len(alerts(found))
    assert run["columnKind"] == "unicodeCodePoints" and run["automationDetails"]["id"].endswith("/")
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"] and result["partialFingerprints"]["primaryLocationLineHash"]
        (location,) = result["locations"]
        uri, region = location["physicalLocation"]["artifactLocation"]["uri"], location["physicalLocation"]["region"]
        assert re.fullmatch(r"[\w%./-]+", uri, re.ASCII) and not uri.startswith("/")
        assert all(region[key] >= 1 for key in ("startLine", "startColumn", "endLine", "endColumn"))
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    fingerprints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)


def test_a_fingerprint_survives_lines_that_move(tmp_path: Path) -> None:
    """GitHub keeps an alert open, and GitLab calls it the same, when a paragraph comes before it."""
    project = Project(tmp_path)
    project.accept()

    def fingerprints() -> set[str]:
        return {
            entry["fingerprint"] for entry in json.loads(gitlab(project.check())) if entry["check_name"] == "number"
        }

    project.write("laws/dogs.txt", LAW.replace("五十元", "八十元"))
    before = fingerprints()
    project.write("laws/dogs.txt", "\n\n" + LAW.replace("五十元", "八十元"))
    assert before == fingerprints() and len(before) == 1


def test_junit_is_read_by_a_parser(found: Check) -> None:
    """A case for each document and pair: what fails is a failure, what cannot be checked an error."""
    xml = JUnitXml.fromstring(junit(found).encode())

    (suite,) = list(xml)
    outcomes = {case.name: [type(outcome) for outcome in case.result] for case in suite}
    assert (suite.tests, suite.failures, suite.errors) == (7, 6, 1)
    assert outcomes["laws/binary.txt"] == [Error]
    assert outcomes["laws/dogs.txt"] == outcomes["web.txt ↔ print.txt"] == [Failure]


def test_gitlab_gets_an_array_with_distinct_fingerprints(found: Check) -> None:
    entries = json.loads(gitlab(found))

    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == len(alerts(found))
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1 and not entry["location"]["path"].startswith(("/", "./"))


def test_rdjson_counts_bytes_of_utf_8(found: Check) -> None:
    """A column is one more than the bytes before it in its line, so that reviewdog cuts no character."""
    value = json.loads(rdjson(found))

    assert set(value) == {"source", "diagnostics"}
    number = next(
        d for d in value["diagnostics"] if d["code"]["value"] == "number" and "hostile" in d["location"]["path"]
    )
    start, end = number["location"]["range"]["start"], number["location"]["range"]["end"]
    line = (found.config.root / number["location"]["path"]).read_bytes().split(b"\n")[start["line"] - 1]
    assert line[start["column"] - 1 : end["column"] - 1].decode() == "六十元"
    assert all(d["severity"] in {"ERROR", "WARNING", "INFO"} and d["message"] for d in value["diagnostics"])


def test_github_shows_the_worst_and_says_how_many_more(tmp_path: Path) -> None:
    """Of more than ten errors GitHub would drop the rest in silence; nine and a count are written instead."""
    project = Project(tmp_path)
    articles = [f"第{n}条 登记费{n}0元，由第{n}科收取。\n" for n in range(1, 31)]
    project.write("laws/dogs.txt", "".join(articles))
    project.accept()
    project.write("laws/dogs.txt", "".join(article.replace("0元", "5元") for article in articles))

    lines = github(project.check()).splitlines()

    assert len(lines) == 10 and lines[-1] == "::error title=plandiff::and 21 more: see the summary of this step"
    assert all(
        re.match(r"::error file=laws/dogs.txt,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=", line)
        for line in lines[:9]
    )


def test_an_insertion_and_a_deletion_and_a_document_and_its_pair_look_different(tmp_path: Path) -> None:
    """A lost “not” is told from a new one, and the pair that it is in from the document."""
    project = Project(tmp_path, CONFIG.replace("laws/", ""))
    (tmp_path / "laws/dogs.txt").unlink()
    project.accept()
    messages = []
    for new in ("得携犬", "不得不携犬"):
        project.write("print.txt", PRINT.replace("不得携犬", new))
        messages.append([line.split("::")[2].partition(" [")[0] for line in github(project.check()).splitlines()])

    told = [[message.partition(": ")[2].partition(" (")[0] for message in both] for both in messages]
    assert told == [["“不” → ∅"] * 2, ["∅ → “不”"] * 2]
    assert all("web.txt ↔ print.txt" in both[1] and "the sense is reversed" in both[0] for both in messages)
    assert "web.txt:2:" in pending_text(project.check()) and "↔ print.txt:2:" in pending_text(project.check())


@pytest.mark.parametrize("columns", [20, 60, 80])
def test_a_command_is_never_broken(found: Check, columns: int) -> None:
    """Whoever copies a line copies the whole command with its guard."""
    lines = check_text(found, columns, colour=False, show_all=False).splitlines()

    assert [line[line.index("plandiff accept") :] for line in lines if "plandiff accept" in line] == [
        "plandiff accept --change ID",
        f"plandiff accept --all --seen {found.token}",
        "plandiff accept --prune",
    ]


def test_only_what_helps_is_advised(tmp_path: Path) -> None:
    """What is gone can be pruned, not accepted, and is not counted as checked."""
    project = Project(tmp_path, 'documents = ["laws/*.txt"]')
    project.write("laws/cats.txt", LAW.replace("犬", "猫"))
    project.accept()
    (tmp_path / "laws/dogs.txt").unlink()

    for text in (check_text(project.check(), 80, colour=False, show_all=False), check_markdown(project.check())):
        assert "accept --prune" in text and "--all" not in text and "--change" not in text
    project.write("laws/cats.txt", LAW.replace("犬", "猫").replace("五十元", "八十元"))
    some = check_text(project.check("laws/cats.txt"), 80, colour=False, show_all=False)
    assert some.endswith("accept with: plandiff accept --change ID\nall of a document: plandiff accept PATH")
    assert "\n1 document and 0 pairs checked" in check_text(project.check(), 80, colour=False, show_all=False)


def test_annotations_escape_their_properties(found: Check) -> None:
    """Percent signs, colons and commas of a file name do not end a property."""
    line = next(line for line in github(found).splitlines() if "hostile" in line)

    properties, message = re.fullmatch(r"::error ([^:]*)::(.*)", line).groups()
    assert dict(part.split("=") for part in properties.split(","))["file"] == "laws/hostile 100%25%2Ca.txt"
    assert "\x1b" not in message and "\u202e" not in message


REPORTS: dict[str, Callable[[Check], str]] = {
    "terminal": lambda found: check_text(found, 80, colour=False, show_all=True),
    "narrow": lambda found: check_text(found, 20, colour=False, show_all=True),
    "json": check_json,
    "sarif": sarif,
    "junit": junit,
    "gitlab": gitlab,
    "rdjson": rdjson,
    "markdown": check_markdown,
    "pending": pending_text,
}


@pytest.mark.parametrize("report", REPORTS)
def test_no_document_commands_a_service_or_a_terminal(found: Check, report: str) -> None:
    """A runner obeys lines that begin with :: and ##[ anywhere; a terminal obeys escapes: none is in any report."""
    text = REPORTS[report](found)

    assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert not re.search(r"##[A-Za-z]*\[", text)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text) or report == "json"


def test_annotations_are_the_only_commands(found: Check) -> None:
    assert all(re.match(r"::(error|notice) ", line) for line in github(found).splitlines())
    assert "##[" not in github(found)


def test_markdown_shows_document_text_as_code_alone(found: Check) -> None:
    """Nobody is mentioned, nothing linked, no tag or table made by a document."""
    text = check_markdown(found)

    bare = re.sub(r"<code>[^<]*</code>|<br>", "", text)
    assert "@user" not in text and "<b>" not in text and "hostile" not in bare
    assert all(line.count("|") == 8 for line in text.splitlines() if line.startswith("|"))


def test_markdown_is_cut_at_a_row(found: Check) -> None:
    """A comment that would be too long for the service ends with how many rows are missing."""
    text = check_markdown(found, 1500)

    assert len(text.encode()) <= 1500 and "more rows" in text and "plandiff accept" in text


@given(st.text('#:[]\n ave甲\\"'))
def test_unforged_text_holds_no_command_and_json_keeps_its_meaning(text: str) -> None:
    safe = unforged(text)

    assert not any(line.lstrip().startswith("::") for line in safe.split("\n"))
    assert not re.search(r"##[A-Za-z]*\[", safe + unforged_json(json.dumps(text)))
    assert json.loads(unforged_json(json.dumps(text, ensure_ascii=False))) == text


def test_several_reports_are_written_at_once(tmp_path: Path, plandiff: Run) -> None:
    """One run, several files and standard output; the summary of a step is added to; two in one place are refused."""
    project = Project(tmp_path)
    (tmp_path / "plandiff.toml").write_text(project.settings, encoding="utf-8")
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")

    done = plandiff(
        "check", "--report", "sarif=a b.sarif", "--report", "junit=j.xml", "--report", "github", "--report", "terminal",
        GITHUB_STEP_SUMMARY=str(summary),
    )  # fmt: skip
    refused = [
        plandiff("check", "--report", "sarif", "--report", "json"),
        plandiff("check", "--report", "sarif=x", "--report", "json=x"),
        plandiff("check", "--report", "pdf"),
        plandiff("check", "--fail-on", "nonsense"),
    ]

    assert done.returncode == 1
    assert json.loads((tmp_path / "a b.sarif").read_bytes())["version"] == "2.1.0"
    assert (tmp_path / "j.xml").read_bytes().startswith(b"<?xml")
    assert b"::error " in done.stdout and b"2 new" in done.stdout
    assert summary.read_text().startswith("before\n### plandiff")
    assert [(run.returncode, run.stderr.count(b"\n")) for run in refused] == [(2, 1)] * 4
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("report", [form.name for form in FORMATS["check"]])
def test_every_report_says_how_many_texts_nobody_watches(tmp_path: Path, plandiff: Run, report: str) -> None:
    """A text that came after init had listed single files is not passed over in silence, though nothing fails."""
    project = Project(tmp_path)
    for name in ("requirements", "constraints"):
        project.write(f"laws/{name}.txt", "typer==0.12\n")
    assert plandiff("init").returncode == 0
    assert plandiff("accept", "--all").returncode == 0
    for name in ("cats", "cows"):
        project.write(f"laws/{name}.txt", LAW)

    done = plandiff("check", "--format", report, COLUMNS="200")

    shown = done.stdout.decode()
    assert done.returncode == 0
    assert "laws/cats.txt" in shown.replace("&#46;", ".")
    assert json.loads(shown)["summary"]["unwatched"] == 2 if report == "json" else "2 Chinese texts here" in shown
