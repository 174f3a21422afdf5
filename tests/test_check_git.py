"""plandiff inside git: checks against a revision, and what git-setup tells git."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run
from watched import CONFIG, LAW, PRINT, Project

from plandiff.config import Config, parse_config, read_config

ENVIRONMENT = {
    **os.environ,
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(folder: Path, *arguments: str) -> str:
    settings = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in a repository, in a folder of it, without any snapshot."""
    made = Project(tmp_path)
    made.write("laws/养犬 办法.txt", LAW.replace("犬", "猫"))
    made.write("laws/lost.txt", "第一条 为了保护湿地候鸟，划定栖息地，制定本办法。\n")
    (tmp_path / "plandiff.toml").write_text(made.settings, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Begin")
    return made


def test_history_is_a_base_without_snapshots(project: Project, plandiff: Run) -> None:
    """Against a revision: what changed, came, went or was renamed since; what differed in a pair before is known."""
    project.write("laws/养犬 办法.txt", LAW.replace("犬", "猫").replace("五十元", "八十元"))
    project.write("laws/new.txt", "第一条 关于桥梁养护，另行规定。\n")
    (project.root / "laws/lost.txt").unlink()
    (project.root / "laws/dogs.txt").rename(project.root / "laws/hounds.txt")
    project.write("print.txt", PRINT.replace("不得携犬", "可以携犬"))

    done = plandiff("check", "--since", "HEAD", "--format", "json")

    value = json.loads(done.stdout)
    states = {document["path"]: document["state"] for document in value["documents"]}
    kinds = [change["kind"] for result in value["documents"] + value["pairs"] for change in result["changes"]]
    assert (done.returncode, value["base"]) == (1, "HEAD")
    assert states == {
        "laws/hounds.txt": "renamed",
        "laws/new.txt": "new",
        "laws/养犬 办法.txt": "changed",
        "laws/lost.txt": "obsolete",
    }
    assert kinds == ["number", "commitment"]
    assert not (project.root / "snapshots").exists() and not (project.root / ".plandiff").exists()


def test_a_project_in_a_folder_of_a_repository_names_files_as_the_service_does(project: Project, plandiff: Run) -> None:
    """GitHub looks for annotated files from the top of the repository."""
    inner = Project(project.root / "inner")
    (inner.root / "plandiff.toml").write_text(inner.settings, encoding="utf-8")
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", "Begin")
    inner.write("laws/dogs.txt", LAW.replace("五十元", "八十元"))
    command = [sys.executable, "-m", "plandiff", "check", "--since", "HEAD", "-f", "github"]

    done = subprocess.run(command, cwd=inner.root / "laws", env=ENVIRONMENT, capture_output=True, check=False)

    assert done.stdout.startswith(b"::error file=inner/laws/dogs.txt,line=2,")


def test_nothing_has_changed_since_the_last_commit(project: Project, plandiff: Run) -> None:
    assert plandiff("check", "--since", "HEAD").returncode == 0
    assert plandiff("pending", "--since", "HEAD").returncode == 0


@pytest.mark.parametrize(
    ("revision", "advice"),
    [
        *((revision, "name a commit, branch or tag") for revision in ("nonsense", "--help", "HEAD~5", "")),
        ("1234567890" * 4, "in a shallow clone, fetch the history first"),
        ("0" * 40, "name the branch that this one comes from"),
    ],
)
def test_a_revision_that_is_none_is_an_error(project: Project, plandiff: Run, revision: str, advice: str) -> None:
    """No option is smuggled into git, and the message is one line that says what to do."""
    done = plandiff("check", f"--since={revision}")

    assert (done.returncode, done.stderr.count(b"\n"), done.stdout) == (2, 1, b"")
    assert advice in done.stderr.decode()


def test_outside_a_repository_git_is_not_asked_for_much(tmp_path: Path, plandiff: Run) -> None:
    made = Project(tmp_path)
    (tmp_path / "plandiff.toml").write_text(made.settings, encoding="utf-8")

    for command in (("check", "--since", "HEAD"), ("git-setup",)):
        done = plandiff(*command, GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


def test_git_shows_clauses_and_forgets_it_again(project: Project, plandiff: Run) -> None:
    """After git-setup a rewrapped law has no difference in git diff but that of words; undo leaves nothing behind."""
    before = git(project.root, "config", "--local", "--list")
    attributes = project.root / ".git/info/attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.png binary\n")
    project.write("laws/dogs.txt", LAW.replace("，", "，\n").replace("五十元", "八十元"))

    assert plandiff("git-setup").returncode == 0
    assert plandiff("git-setup").returncode == 0
    shown = git(project.root, "diff", "--unified=0")
    compared = git(project.root, "difftool", "--no-prompt", "--tool", "plandiff")
    assert [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
        "-登记费五十元。",
        "+登记费八十元。",
    ]
    assert "⟦五十元⟧" in compared
    assert plandiff("git-setup", "--undo").returncode == 0
    assert plandiff("git-setup", "--undo").returncode == 0
    assert git(project.root, "config", "--local", "--list") == before
    assert attributes.read_text() == "*.png binary\n"


@pytest.mark.parametrize("before", [b"", b"\0\1\2", b"PK\x03\x04", LAW.encode(), LAW.encode("gb18030") + b"\xff"])
def test_git_diff_goes_on_whatever_a_watched_file_is(project: Project, plandiff: Run, before: bytes) -> None:
    """An empty, binary or damaged file on either side is no error of git diff and git log; the others are shown."""
    assert plandiff("git-setup").returncode == 0
    project.write("laws/cats.txt", before)
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", "Add")
    project.write("laws/cats.txt", b"\0" if before == LAW.encode() else LAW)
    project.write("laws/dogs.txt", LAW.replace("五十元", "八十元"))

    shown = git(project.root, "diff")

    assert "+登记费八十元。" in shown and "laws/cats.txt" in shown
    assert "Add" in git(project.root, "log", "-p")


def test_git_shows_a_damaged_text_as_far_as_it_can_be_read(plandiff: Run, tmp_path: Path) -> None:
    """One lost character does not hide the others; what is no text is said in a line without its passing name."""
    (tmp_path / "damaged.txt").write_bytes(LAW.encode("gb18030")[:-2])
    (tmp_path / "binary.txt").write_bytes(b"\0\1")

    damaged, binary, none = (plandiff("text", "--textconv", f"{name}.txt") for name in ("damaged", "binary", "none"))

    assert "登记费五十元。" in damaged.stdout.decode().splitlines()
    told = f"[is binary, not text; sha256 {hashlib.sha256(bytes([0, 1])).hexdigest()[:12]}]\n"
    assert (binary.stdout.decode(), none.stdout) == (told, b"[does not exist]\n")
    assert {done.returncode for done in (damaged, binary, none)} == {0}
    (tmp_path / "binary.txt").write_bytes(b"\0\2")
    assert plandiff("text", "--textconv", "binary.txt").stdout != binary.stdout  # else git shows no difference


def test_init_writes_what_can_be_read(tmp_path: Path, plandiff: Run) -> None:
    """A new plandiff.toml watches the texts that are there, and is never written over another one."""
    made = Project(tmp_path)
    made.write("laws/dogs.txt", LAW)

    first, second = plandiff("init"), plandiff("init")

    text = (tmp_path / "plandiff.toml").read_text(encoding="utf-8")
    assert (first.returncode, second.returncode) == (0, 2)
    assert 'documents = ["*.txt", "laws/*.txt"]' in text
    config = parse_config(re.sub(r"(?m)^# (?=\[\[|[a-z_]+ = )", "", text), tmp_path / "plandiff.toml")
    assert (len(config.pairs), len(config.ignore), config.fail_on) == (1, 1, Config.fail_on)
    done = plandiff("check")
    assert done.returncode == 1 and b"3 new" in done.stdout


def test_init_proposes_chinese_texts_and_renderings_alone(tmp_path: Path, plandiff: Run) -> None:
    """Neither what others wrote nor what machines read is watched; two renderings of a name are a pair."""
    made = Project(tmp_path)
    for name in (
        "laws/dogs.hant.txt",
        "laws/dogs.hans.txt",
        "plans/规划.md",
        "plans/local/2026/east/a/law.md",
        "mixed/law.txt",
        "node_modules/x/law.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        made.write(name, LAW)
    made.write("mixed/requirements.txt", "typer==0.12\n")
    made.write("README.md", LAW)
    (tmp_path / "strange").mkdir()
    made.write("strange/law.txt", LAW)
    for name in ("a", "b"):
        made.write(f"strange/{name}.txt", "Nothing but English in it.\n")

    assert plandiff("init").returncode == 0
    made.write("mixed/later.txt", LAW)  # Nobody has to name it.
    assert b"mixed/later.txt" in plandiff("check").stdout

    config = read_config(tmp_path / "plandiff.toml")
    assert config.documents == (
        "*.txt",
        "laws/*.txt",
        "mixed/*.txt",
        "plans/*.md",
        "plans/local/2026/east/a/*.md",
        "strange/law.txt",
    )
    assert config.exclude == ("mixed/requirements.txt",)
    assert [(pair.left, pair.right, pair.relation) for pair in config.pairs] == [
        ("laws/dogs.hant.txt", "laws/dogs.hans.txt", "rendering")
    ]


def test_init_in_an_empty_folder_says_so_and_so_does_a_check(tmp_path: Path, plandiff: Run) -> None:
    made, checked = plandiff("init"), plandiff("check")

    assert made.returncode == 0 and b"no Chinese text here yet" in made.stderr
    assert checked.returncode == 2 and b"plandiff init" not in checked.stderr and b"plandiff.toml" in checked.stderr


def test_init_makes_no_second_project_inside_one(tmp_path: Path) -> None:
    made = Project(tmp_path)
    made.write("plandiff.toml", CONFIG)

    done = subprocess.run(
        [sys.executable, "-m", "plandiff", "init"], cwd=tmp_path / "laws", capture_output=True, check=False
    )

    assert done.returncode == 2 and b"../plandiff.toml" in done.stderr
    assert not (tmp_path / "laws/plandiff.toml").exists()


def test_the_hook_runs_the_check_on_everything() -> None:
    """New and obsolete documents show only in a complete run, so file names are not passed."""
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")

    assert "entry: plandiff check" in hook and "pass_filenames: false" in hook and "language: python" in hook


def test_two_people_who_accept_different_chapters_do_not_collide(tmp_path: Path, plandiff: Run) -> None:
    """Git merges the document and its snapshot, and the merged snapshot is that of the merged document."""
    made = Project(tmp_path, 'documents = ["laws/*.txt"]\n')
    chapters = [
        f"第{n}章 第{n}组\n第{n}条 每户登记费{n}0元。\n第{n}条之一 由第{n}科收取，逾期不再受理。\n" for n in "一二三四"
    ]
    made.write("laws/fees.txt", "".join(chapters))
    made.write("plandiff.toml", made.settings)
    assert plandiff("accept", "--all").returncode == 0
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Begin")
    git(tmp_path, "checkout", "-qb", "other")
    for branch, old, new in (("other", "一0元", "五0元"), ("-", "四0元", "六0元")):
        git(tmp_path, "checkout", "-q", branch)
        text = (tmp_path / "laws/fees.txt").read_text(encoding="utf-8")
        made.write("laws/fees.txt", text.replace(old, new))
        assert plandiff("check").returncode == 1
        assert plandiff("accept", "laws").returncode == 0
        git(tmp_path, "commit", "-qam", f"Change {new}")

    git(tmp_path, "merge", "-q", "-m", "Merge", "other")

    snapshot = (tmp_path / "snapshots/laws/fees.txt.snap").read_text(encoding="utf-8")
    assert "五0元" in snapshot and "六0元" in snapshot
    assert plandiff("check").returncode == 0


def test_a_check_of_what_is_staged_sees_what_a_commit_will_hold(project: Project, plandiff: Run) -> None:
    """Documents, settings and snapshots all come from the index; names are those of the project."""
    assert plandiff("accept", "--all").returncode == 0
    git(project.root, "add", "-A")
    project.write("laws/dogs.txt", LAW.replace("五十", "八十"))
    unstaged = plandiff("check", "--staged")
    git(project.root, "add", "laws/dogs.txt")
    project.write("laws/dogs.txt", LAW)
    project.write("laws/lost.txt", b"\xff\xfe\xff\0\0")
    git(project.root, "add", "laws/lost.txt")
    by_name = plandiff("check", "--staged", "laws/dogs.txt", "--format", "json")
    everything = plandiff("check", "--staged", "--report", "terminal", COLUMNS="200")

    (document,) = json.loads(by_name.stdout)["documents"]
    assert (unstaged.returncode, by_name.returncode, everything.returncode) == (0, 1, 2)
    assert (document["path"], [change["kind"] for change in document["changes"]]) == ("laws/dogs.txt", ["number"])
    assert "\n? laws/lost.txt  laws/lost.txt " in everything.stdout.decode() and b"/tmp" not in everything.stdout
    assert plandiff("check", "--staged", "--since", "HEAD").returncode == 2


def test_a_check_of_what_is_staged_works_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    made = Project(tmp_path / "docs")
    (made.root / "plandiff.toml").write_text(made.settings, encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    command = [sys.executable, "-m", "plandiff", "check", "--staged", "--report", "json", "laws"]

    done = subprocess.run(command, cwd=made.root, capture_output=True, check=False, timeout=60)

    assert [document["path"] for document in json.loads(done.stdout)["documents"]] == ["laws/dogs.txt"]


def test_a_snapshot_that_only_this_machine_has_is_told(project: Project, plandiff: Run) -> None:
    """Accepted, but not in git: it would be new for everybody else. Where git is told to ignore it, accept says so."""
    first = plandiff("accept", "laws/dogs.txt")
    (project.root / ".gitignore").write_text("snapshots/\n", encoding="utf-8")
    done = plandiff("accept", "--all")
    before = plandiff("check", "--format", "json"), plandiff("check", COLUMNS="200")
    git(project.root, "add", "-f", "snapshots")
    after = plandiff("check")

    assert b"git add" not in first.stderr
    assert b"3 accepted snapshots are not in git" in done.stderr
    assert len(json.loads(before[0].stdout)["untracked"]) == json.loads(before[0].stdout)["summary"]["untracked"] == 4
    assert b"4 accepted snapshots are not in git, so nobody else has them: snapshots/laws/dogs.txt" in before[1].stdout
    assert {run.returncode for run in (*before, after)} == {0} and b"git add" not in after.stdout


def test_a_check_against_a_revision_asks_git_once_however_many_documents(project: Project, plandiff: Run) -> None:
    for n in range(30):
        project.write(f"laws/{n}.txt", LAW.replace("犬", str(n)))
    git(project.root, "add", "-A")
    git(project.root, "commit", "-qm", "More")
    trace = project.root / "git.log"

    done = plandiff("check", "--since", "HEAD", GIT_TRACE=str(trace))

    assert done.returncode == 0, done.stdout
    assert trace.read_text(encoding="utf-8").count("trace: built-in: git") == 1


def test_a_commit_of_another_repository_is_no_document(project: Project, plandiff: Run) -> None:
    """What a folder holds of a submodule is the name of a commit, even where git could show that commit."""
    commit = git(project.root, "rev-parse", "HEAD").strip()
    git(project.root, "update-index", "--add", "--cacheinfo", f"160000,{commit},laws/linked.txt")
    git(project.root, "commit", "-qm", "Link")

    done = plandiff("check", "--since", "HEAD")

    assert (done.returncode, b"linked" in done.stdout) == (0, False)
