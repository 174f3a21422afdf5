"""The workflows that the documents tell a project to use, and our own: each is run step by step, on every event.

What a forge does beside its steps is done here by hand: it clones, chooses a Python, fills in expressions, and looks
whether a step is to be run. ``pip install`` is asked for what it is given, and installs nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from ruamel.yaml import YAML
from test_check_git import git
from watched import LAW

PLAIN = {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "PLANDIFF_LANGUAGE": "en"}
AMENDED = LAW.replace("五十元", "八十元")
NOTHING = "0" * 40
SCHEMAS = {"jobs": "vendor.github-workflows", "plandiff": "vendor.gitlab-ci"}
BLOCKS = re.findall(r"(?ms)^```yaml\n(.*?)^```", (ROOT / "docs/ci.md").read_text(encoding="utf-8"))
OURS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / ".github/workflows").glob("*.yml"))]


def parsed(text: str) -> Any:
    return YAML(typ="safe").load(text)


GITHUB, GITHUB_SINCE, GITLAB, GITLAB_SINCE, PRE_COMMIT = BLOCKS


@pytest.mark.parametrize("text", [*BLOCKS[:4], *OURS])
def test_a_workflow_is_as_its_forge_wants_it(text: str, tmp_path: Path) -> None:
    """The schema that the forge publishes takes it; a misspelt key is no workflow."""
    schema = SCHEMAS["jobs" if "jobs" in parsed(text) else "plandiff"]
    right, wrong = tmp_path / "right.yml", tmp_path / "wrong.yml"
    right.write_text(text, encoding="utf-8")
    wrong.write_text(text.replace("runs-on:", "run-on:").replace("script:", "scripts:"), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]

    assert subprocess.run([*command, right], capture_output=True, check=False).returncode == 0
    assert subprocess.run([*command, wrong], capture_output=True, check=False).returncode == 1


@dataclass
class Runner:
    """A machine of a forge with a clone of a project.

    Attributes:
        folder: The clone.
        event: What the forge tells of the event, by the names of its expressions.
        done: The statuses of the steps that ran commands.
        used: The actions that were used, with what they were given.
        installed: What pip was asked to install.
        shown: All that the steps printed.
    """

    folder: Path
    event: Mapping[str, object]
    done: list[int] = field(default_factory=list)
    used: dict[str, dict[str, object]] = field(default_factory=dict)
    installed: list[str] = field(default_factory=list)
    shown: str = ""

    def run(self, script: str, environment: Mapping[str, str]) -> int:
        """Run commands as the forge does: in one shell that ends with the first that fails."""
        pip = self.folder.parent / "bin/pip"
        pip.parent.mkdir(exist_ok=True)
        pip.write_text('#!/bin/sh\nprintf "%s\\n" "$2" >> "$0.asked"\n', encoding="utf-8")
        pip.chmod(0o755)
        known = {**os.environ, **PLAIN, **environment, "PATH": f"{pip.parent}{os.pathsep}{PLAIN['PATH']}"}
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=self.folder,
            env=known,
            capture_output=True,
            check=False,
            timeout=60,
        )
        asked = pip.with_name("pip.asked")
        self.installed = asked.read_text(encoding="utf-8").splitlines() if asked.exists() else []
        self.shown += done.stdout.decode() + done.stderr.decode()
        self.done.append(done.returncode)
        return done.returncode

    def value(self, expression: str) -> Any:
        """Return the value of an expression of GitHub."""
        found = re.sub(r"github(?:\.\w+)+", lambda name: repr(self.event.get(name[0], "")), expression)
        found = found.replace("&&", " and ").replace("||", " or ").replace("always()", "True")
        found = re.sub(
            r"hashFiles\(('.*?')\)", lambda file: repr(str((self.folder / file[1][1:-1]).exists() or "")), found
        )
        return eval(found.strip(), {"__builtins__": {}})  # noqa: S307 - of our own documents

    def filled(self, values: Mapping[str, object]) -> dict[str, str]:
        """Return variables with their expressions filled in."""
        expression = re.compile(r"\$\{\{(.*?)\}\}")
        return {
            name: expression.sub(lambda found: str(self.value(found[1])), str(value)) for name, value in values.items()
        }

    def github(self, text: str) -> int:
        """Run the one job of a workflow; return the status that it fails with, or 0."""
        workflow = parsed(text)
        [job] = workflow["jobs"].values()
        status = 0
        for step in job["steps"]:
            if not self.value(step["if"]) if "if" in step else status:
                continue
            if "uses" in step:
                self.used[step["uses"]] = step.get("with", {})
                continue
            summary = {"GITHUB_STEP_SUMMARY": str(self.folder.parent / "summary.md"), "GITHUB_ACTIONS": "true"}
            variables = self.filled({**workflow.get("env", {}), **step.get("env", {})})
            status = status or self.run(step["run"], {**summary, "CI": "true", **variables})
        return status

    def gitlab(self, text: str) -> int:
        """Run the script of a pipeline."""
        job = parsed(text)["plandiff"]
        self.used["artifacts"] = job.get("artifacts", {})
        variables = {**self.filled(job["variables"]), **self.event}
        return self.run("\n".join(job["script"]), {name: str(value) for name, value in variables.items()})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with an accepted law on its main branch and an amended one on a branch."""
    folder = tmp_path_factory.mktemp("made")
    git(folder, "init", "-q", "-b", "main")
    for key, value in {"user.name": "A", "user.email": "a@example.org"}.items():
        git(folder, "config", key, value)
    (folder / "law.txt").write_text(LAW, encoding="utf-8")
    (folder / "plandiff.toml").write_text('documents = ["law.txt"]\n', encoding="utf-8")
    subprocess.run([sys.executable, "-m", "plandiff", "accept", "--all"], cwd=folder, check=True, capture_output=True)
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Add")
    git(folder, "checkout", "-qb", "amended")
    (folder / "law.txt").write_text(AMENDED, encoding="utf-8")
    git(folder, "commit", "-qam", "Amend")
    return folder


@pytest.fixture
def origin(made: Path, tmp_path: Path) -> Path:
    """Return a copy of the repository."""
    return shutil.copytree(made, tmp_path / "origin")


def runner(origin: Path, branch: str, **event: object) -> Runner:
    """Return a machine with a clone that stands on a branch; names of the event are written with ``__`` for dots."""
    folder = origin.parent / "clone"
    git(origin.parent, "clone", "-q", "-b", branch, str(origin), str(folder))
    told = {f"github.{name.replace('__', '.')}": value for name, value in event.items()}
    return Runner(folder, {"github.repository": "a/laws", "github.event.repository.default_branch": "main", **told})


SAME, FORK = "a/laws", "b/laws"
HEAD = "event__pull_request__head__repo__full_name"
PUSH = {"event_name": "push"}


@pytest.mark.parametrize(
    ("branch", "event", "status", "uploaded"),
    [
        ("main", PUSH, 0, True),
        ("amended", PUSH, 1, True),
        ("amended", {"event_name": "pull_request", HEAD: SAME}, 1, True),
        ("amended", {"event_name": "pull_request", HEAD: FORK}, 1, False),
    ],
)
def test_the_workflow_with_snapshots(origin: Path, branch: str, event: Any, status: int, uploaded: bool) -> None:
    """It fails where a change is not accepted, and uploads what it found unless a fork has no right to."""
    machine = runner(origin, branch, **event)

    assert machine.github(GITHUB) == status
    assert machine.installed == ["git+https://example.org/plandiff.git@COMMIT"]
    assert ("::error file=law.txt" in machine.shown) == bool(status)
    upload = machine.used.get("github/codeql-action/upload-sarif@v3", {})
    assert bool(upload) == uploaded and (not uploaded or (machine.folder / str(upload["sarif_file"])).is_file())
    assert (machine.folder.parent / "summary.md").is_file()


@pytest.mark.parametrize(
    ("branch", "event", "status"),
    [
        ("main", {**PUSH, "event__before": NOTHING}, 0),
        ("amended", {**PUSH, "event__before": "main"}, 1),
        ("amended", {**PUSH, "event__before": "amended"}, 0),
        ("amended", {**PUSH, "event__before": NOTHING}, 1),
        ("amended", {**PUSH, "event__before": "1234567890" * 4}, 1),
        ("amended", {"event_name": "pull_request", "base_ref": "main", "event__before": "amended"}, 1),
    ],
)
def test_the_workflow_without_snapshots(origin: Path, branch: str, event: dict[str, str], status: int) -> None:
    """First pushes, pushes over another history and pull requests all have a base, and an amendment is told."""
    before = event.get("event__before", "")
    if before in ("main", "amended"):
        event = {**event, "event__before": git(origin, "rev-parse", before).strip()}
    machine = runner(origin, branch, **event)

    assert machine.github(GITHUB_SINCE) == status, machine.shown
    assert machine.used["actions/checkout@v4"] == {"fetch-depth": 0}
    assert ("::error file=law.txt" in machine.shown) == bool(status)


def test_the_pipeline_with_snapshots(origin: Path) -> None:
    """What its artifacts name is there."""
    machine = runner(origin, "amended")

    assert machine.gitlab(GITLAB) == 1
    reports = machine.used["artifacts"]["reports"]
    assert all((machine.folder / file).is_file() for file in reports.values())  # type: ignore[attr-defined]


@pytest.mark.parametrize(("before", "status"), [(NOTHING, 1), ("main", 1), ("amended", 0)])
def test_the_pipeline_without_snapshots(origin: Path, before: str, status: int) -> None:
    """A new branch has no commit before it, and is compared all the same."""
    sha = before if before == NOTHING else git(origin, "rev-parse", before).strip()
    machine = runner(origin, "amended")
    machine.event = {"CI_COMMIT_BEFORE_SHA": sha, "CI_DEFAULT_BRANCH": "main"}

    assert machine.gitlab(GITLAB_SINCE) == status, machine.shown


def test_our_own_workflow_runs_what_the_readme_does() -> None:
    """The steps of our own workflow are those of the README: install with the extra for tests, and run them."""
    [job] = parsed(OURS[0])["jobs"].values()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    install, test = (step["run"] for step in job["steps"] if "run" in step)

    assert install.replace('"', "'").removeprefix("python -m pip install ") in readme
    assert test.removeprefix("python ") in readme


def test_the_hook_is_one_that_we_have() -> None:
    """What a project names in its configuration of pre-commit is what our repository offers."""
    [repo] = parsed(PRE_COMMIT)["repos"]
    offered = {hook["id"] for hook in parsed((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}

    assert {hook["id"] for hook in repo["hooks"]} <= offered
    assert {"repo", "rev", "hooks"} == set(repo)
