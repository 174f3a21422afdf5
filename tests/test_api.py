"""The public interface: what docs/api.md shows, what the commands write as JSON, and the schemas that describe it."""

import doctest
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SEEDS, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from watched import Project

import plandiff
from plandiff.choices import Relation, Standard
from plandiff.decisions import decision
from plandiff.decisions.decision import Verdict
from plandiff.decisions.results import Outcome
from plandiff.errors import UsageError
from plandiff.judging.change import COUNTED, Certainty, Direction, Kind, Weight
from plandiff.judging.passages import Status
from plandiff.judging.result import Notice
from plandiff.outline import outlined
from plandiff.proofreading.explanation import explain
from plandiff.reading.document import Document, Evidence
from plandiff.reports.to_check_json import check_json
from plandiff.reports.to_explanation import explanation_json
from plandiff.reports.to_outline import outline_json
from plandiff.reviewing.export import decisions_json
from plandiff.reviewing.material import Material
from plandiff.reviewing.review import Review
from plandiff.schemas import names, schema

SHARED = schema("common")["$defs"]


def strict(part: Any, *, extended: bool = False) -> Any:
    """Return a schema that refuses what it does not describe; ``extended``: whether another one goes on from it."""
    if isinstance(part, list):
        return [strict(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {
        key: [strict(item, extended=True) for item in value]
        if key == "allOf"
        else {name: strict(item, extended=True) for name, item in value.items()}
        if key == "$defs"
        else {name: strict(item) for name, item in value.items()}
        if key == "properties"
        else strict(value)
        for key, value in part.items()
        if key != "enum"
    }
    made |= {"enum": part["enum"]} if "enum" in part else {}
    if not extended and {"properties", "$ref", "allOf"} & set(made):
        made["unevaluatedProperties"] = False
    return made


VALIDATORS = {name: Draft202012Validator(strict(schema(name))) for name in names() if name != "common"}


def validate(value: Any, name: str) -> None:
    errors = [f"{error.json_path}: {error.message[:300]}" for error in VALIDATORS[name].iter_errors(value)]
    assert not errors, errors[:5]


def plain(value: object) -> Any:
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("name", names())
def test_a_schema_is_a_schema(name: str) -> None:
    """Each is valid under draft 2020-12, and bears its own name."""
    Draft202012Validator.check_schema(schema(name))

    assert schema(name)["$id"] == f"{name}.json"


def test_schemas_name_all_that_the_program_knows() -> None:
    """A new kind, weight, state or relation is in the schema too."""
    properties = schema("comparison")["properties"]
    check = schema("check")["properties"]

    assert SHARED["kind"]["enum"] == [*Kind]
    assert SHARED["weight"]["enum"] == [*Weight]
    assert [*COUNTED] == [*properties["summary"]["properties"]]
    assert SHARED["certainty"]["enum"] == [*Certainty]
    assert SHARED["status"]["enum"] == [*Status]
    assert SHARED["change"]["properties"]["direction"]["enum"] == [*Direction, None]
    assert properties["relation"]["enum"] == [*Relation]
    assert properties["notices"]["items"]["enum"] == [*Notice]
    assert schema("explanation")["properties"]["standard"]["enum"] == [*Standard]
    assert check["documents"]["items"]["properties"]["state"]["enum"] == [*Outcome]
    assert {*Outcome} < {*check["summary"]["properties"]}
    assert [*schema("decisions")["properties"]["summary"]["properties"]] == [*decision.State]


def test_what_is_listed_fits_its_schema() -> None:
    """Targets, histories and mentions, as the commands write them."""
    plan = Document("a.txt", "某市规划\n第一条 森林覆盖率达到41%。\n", "utf-8", Evidence.UTF_8, "0" * 64)
    newer = Document("b.txt", plan.text.replace("41%", "45%"), "utf-8", Evidence.UTF_8, "0" * 64)

    validate(plain(plandiff.targets([plan, newer]).to_dict()), "targets")
    validate(plain(plandiff.history([plan, newer]).to_dict()), "history")
    validate(plain(plandiff.find("森林", [plan, newer]).to_dict()), "find")


def test_a_schema_refuses_what_it_does_not_describe() -> None:
    """The strict form that these tests use sees a key too many and a key too few, also inside of shared parts."""
    value = plandiff.lint(Document("a.txt", "头\ufffd发。", "utf-8", Evidence.UTF_8, "0" * 64)).to_dict()
    finding = value["documents"][0]["findings"][0]
    for wrong in (finding | {"more": 1}, {key: part for key, part in finding.items() if key != "line"}):
        value["documents"][0]["findings"][0] = wrong
        assert list(VALIDATORS["lint"].iter_errors(value))


def test_importing_plandiff_loads_nothing() -> None:
    """Only the names that are used are imported."""
    program = (
        "import sys; before = set(sys.modules); import plandiff\n"
        "loaded = {m for m in set(sys.modules) - before if m.startswith('plandiff.')}\n"
        "assert not loaded, loaded\n"
        "plandiff.Relation, plandiff.PlandiffError, plandiff.Kind\n"
        "heavy = {'rapidfuzz', 'opencc', 'textual', 'rich', 'typer', 'plandiff.comparison'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, b"")


def test_every_public_name_is_there() -> None:
    """``__all__`` holds what can be imported, and nothing else is offered."""
    assert set(dir(plandiff)) == set(plandiff.__all__)
    assert all(getattr(plandiff, name) is not None for name in plandiff.__all__)
    with pytest.raises(AttributeError, match="no attribute 'merge'"):
        plandiff.merge  # noqa: B018


def test_the_example_of_the_docs_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """docs/api.md shows what happens."""
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(ROOT / "docs/api.md"), module_relative=False, encoding="utf-8")

    assert (failed, tried > 20) == (0, True)


def test_results_are_the_json_of_the_commands(plandiff: Run, tmp_path: Path) -> None:
    """``to_dict`` gives what ``--format json`` writes, for each relation, for lint and for trace."""
    import plandiff as api  # noqa: PLC0415 - the fixture bears the name

    (tmp_path / "a.txt").write_text("第一条 企业应当报告。\n第二条 增长6.5%，头\ufffd。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("第一条 企业可以报告。\n第二条 增长7.5%，头。\n第三条 施行。\n", encoding="utf-8")
    left, right = (replace(api.read(tmp_path / name), name=name) for name in ("a.txt", "b.txt"))
    for relation in (None, "rendering", "revision", "derivation"):
        written = json.loads(
            plandiff("compare", "a.txt", "b.txt", "-f", "json", "--relation", relation or "auto").stdout
        )
        assert plain(api.compare(left, right, relation=relation).to_dict()) == written
        validate(written, "comparison")
    written = json.loads(plandiff("lint", "a.txt", "-f", "json").stdout)
    assert plain(api.lint(left).to_dict()) == written
    validate(written, "lint")
    written = json.loads(plandiff("trace", "a.txt", "b.txt", "-f", "json").stdout)
    assert plain(api.trace(left, [right]).to_dict()) == written
    validate(written, "trace")


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_what_is_written_of_a_seed_is_as_the_schemas_say(path: Path) -> None:
    """Lint, outline and evidence of each real document."""
    document = plandiff.read(path)
    validate(plandiff.lint(document).to_dict(), "lint")
    validate(json.loads(outline_json(outlined(document))), "outline")
    for offset in (0, 700, len(document.text) - 1):
        validate(json.loads(explanation_json(explain(document, offset))), "explanation")


def test_what_is_written_of_the_pairs_of_seeds_is_as_the_schemas_say() -> None:
    """A rendering, and local plans made from the national one."""
    paths = {path.stem: plandiff.read(path) for path in SEEDS.glob("*.txt")}
    national = paths["national-special-regions.hans"]
    others = [document for name, document in paths.items() if not name.startswith("national")]

    validate(plandiff.compare(paths["national-special-regions.hant"], national).to_dict(), "comparison")
    validate(plandiff.compare(national, others[0]).to_dict(), "comparison")
    validate(plandiff.trace(national, others).to_dict(), "trace")


TEXT = st.text("第一二条章、。，（）\n 增长6.5%应当可以规劃规划“” \t\u200b\ufffd", min_size=1, max_size=60)


@given(TEXT, TEXT, st.sampled_from([None, *Relation]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_two_texts_give_json_as_the_schemas_say(left: str, right: str, relation: Relation | None) -> None:
    """Edge cases: nothing but marks, one character, damage, invisible characters."""
    one, other = (Document(n, t, "utf-8", Evidence.UTF_8, "0" * 64) for n, t in (("a", left), ("b", right)))
    validate(plandiff.lint(one).to_dict(), "lint")
    validate(json.loads(outline_json(outlined(one))), "outline")
    validate(json.loads(explanation_json(explain(one, 0))), "explanation")
    if any(char.isalnum() for char in left) and any(char.isalnum() for char in right):
        validate(plandiff.compare(one, other, relation=relation).to_dict(), "comparison")


def test_a_check_is_written_as_its_schema_says(tmp_path: Path) -> None:
    """New, changed, unreadable, gone, and a pair with differences."""
    project = Project(tmp_path / "project")
    validate(json.loads(check_json(project.check())), "check")
    project.accept()
    project.write("laws/dogs.txt", "第一条 为了规范养猫行为，制定本办法。\n")
    project.write("laws/new.txt", b"\0\0")
    project.write("print.txt", "关于养犬的通知\n养犬人应当为犬只办理登记。\n")
    validate(json.loads(check_json(project.check())), "check")


def test_an_export_of_a_review_is_written_as_its_schema_says(plan: Material) -> None:
    """Open, decided and commented changes."""
    review = Review(plan)
    review.decide([0], Verdict.ACCEPT)
    review.decide([1], Verdict.REJECT)
    review.comment(1, "核对")
    validate(json.loads(decisions_json(review)), "decisions")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda path: plandiff.compare(path, path, relation="copy"), "copy is no relation; use auto, rendering"),
        (lambda path: plandiff.compare(path, path, standard="mo"), "mo is no standard; use any, tw, hk, cn"),
        (lambda path: plandiff.lint(path, script="latin"), "latin is no script; use hans or hant"),
        (lambda path: plandiff.lint(path, standard="mo"), "mo is no standard; use any, tw, hk, cn"),
    ],
)
def test_a_wrong_word_is_named(call: Any, said: str, tmp_path: Path) -> None:
    """An error of the caller is one line that says what there is."""
    (tmp_path / "a.txt").write_text("推进建设。", encoding="utf-8")

    with pytest.raises(UsageError, match=said):
        call(tmp_path / "a.txt")


def test_start_up_compiles_no_pattern() -> None:
    """What a comparison imports names hundreds of regular expressions; each is compiled when it is first used."""
    program = (
        "import re, sys, textwrap\n"
        "compiled, own = [], re.compile\n"
        "def noted(*given, **named):\n"
        "    name = sys._getframe(1).f_globals['__name__']\n"
        "    compiled.extend([name] * name.startswith('plandiff'))\n"
        "    return own(*given, **named)\n"
        "re.compile = noted\n"
        "import plandiff.cli.comparing, plandiff.cli.linting\n"
        "assert not compiled, f'use patterns.late_pattern in {compiled}'\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)

    assert (done.returncode, done.stderr.decode()) == (0, "")
