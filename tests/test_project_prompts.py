"""``plandiff review`` without documents, as a command: line prompts, kills, and what it says where it cannot go on."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run, golden
from test_cli import one_line
from watched import CONFIG, LAW, Project

CATS = LAW.replace("犬", "猫")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A repository in which two accepted documents have changed."""
    made = Project(tmp_path)
    made.write("plandiff.toml", CONFIG)
    made.write("laws/cats.txt", CATS)
    made.accept()
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    made.write("laws/dogs.txt", LAW.replace("应当", "可以").replace("五十", "八十"))
    made.write("laws/cats.txt", CATS.replace("五十", "九十"))
    return made


def waiting(plandiff: Run) -> dict[str, list[tuple[str, str]]]:
    """Return what check reports: by document the kinds and new texts of its changes."""
    data = json.loads(plandiff("check", "--format", "json").stdout)
    return {
        one["path"]: [(change["kind"], change["right"]["text"]) for change in one["changes"]]
        for one in data["documents"]
        if one["changes"]
    }


def test_a_session_of_line_prompts_decides_what_check_found(plandiff: Run, project: Project) -> None:
    """Accept one change in each of two documents, query another, write: check reports exactly the rest."""
    assert plandiff("check").returncode == 1
    lines = "?\na\n>\nc 谁同意的？\nr\nc tell the statistics office\na\nd\nnonsense\nw\nq\n"
    done = plandiff("review", "--plain", stdin=lines.encode())

    golden(done.stdout.decode(), "pending_plain.txt")
    assert (done.returncode, one_line(done.stderr).strip()) == (1, "plandiff: 1 still waits for a decision")
    assert waiting(plandiff) == {"laws/dogs.txt": [("commitment", "可以")]}
    assert b"tell the statistics office" in project.snapshots()["laws/dogs.txt.snap"]

    again = plandiff("review", "--plain", stdin=b"a\nw\n")
    assert "谁同意的？" in again.stdout.decode()
    assert (again.returncode, one_line(again.stderr).strip()) == (0, "plandiff: nothing waits for a decision")
    assert plandiff("check").returncode == 0
    assert not list((project.root / "reviews").rglob("*.json"))


def test_leaving_without_writing_says_what_is_not_in_the_snapshots(plandiff: Run, project: Project) -> None:
    """The end of the input is no consent: decisions are kept, snapshots are as they were."""
    before = project.snapshots()
    done = plandiff("review", "--plain", stdin=b"a\n")

    assert done.returncode == 1
    assert "1 is accepted but not in the snapshots" in " ".join(done.stderr.decode().split())
    assert project.snapshots() == before


def test_kill_9_in_the_middle_loses_no_decision(plandiff: Run, project: Project) -> None:
    """What was answered is in the file; the next session goes on from there."""
    before = project.snapshots()
    command = [sys.executable, "-m", "plandiff", "review", "--plain"]
    with subprocess.Popen(command, cwd=project.root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin and process.stdout
        process.stdin.write(b"a\n>\nr\n")
        process.stdin.flush()
        seen = b""
        while seen.count(b"help> ") < 4:
            seen += process.stdout.read(1)
        process.kill()

    assert project.snapshots() == before
    done = plandiff("review", "--plain", stdin=b"d\nw\nq\n")
    assert "1 accepted" in done.stdout.decode() and "1 rejected" in done.stdout.decode()
    assert set(waiting(plandiff)) == {"laws/dogs.txt"}


def test_documents_are_decided_on_as_they_stand(plandiff: Run, project: Project) -> None:
    """A new document is accepted, the vanished one queried; what cannot be read is told, with exit status 2."""
    (project.root / "laws/cats.txt").unlink()
    project.write("laws/dogs.txt", LAW)
    project.write("laws/new.txt", "关于供水的规定\n")
    project.write("laws/bad.txt", bytes(range(256)))
    done = plandiff("review", "--plain", stdin=b"r\nu\na\n>\nr\nd 3\na\nd 9\nd x\nw\nq\n")

    golden(done.stdout.decode(), "pending_plain_whole.txt")
    assert done.returncode == 2
    assert "laws/bad.txt is binary" in done.stderr.decode()
    assert set(project.snapshots()) == {
        *("laws/cats.txt.snap", "laws/dogs.txt.snap", "laws/new.txt.snap", "web.txt.pairs/print.txt.pair"),
    }


def test_nothing_waits(plandiff: Run, project: Project) -> None:
    """It says so and is content; no file of decisions appears."""
    project.accept()
    done = plandiff("review", "--plain")

    assert (done.returncode, one_line(done.stderr).strip()) == (0, "plandiff: nothing waits for a decision")
    assert not (project.root / "reviews").exists()


def test_without_a_terminal_it_says_what_to_use(plandiff: Run, project: Project) -> None:
    """One line that names pending, accept and --plain; exit status 2."""
    done = plandiff("review")

    assert (done.returncode, done.stdout) == (2, b"")
    assert all(word in one_line(done.stderr) for word in ("review --plain", "plandiff pending", "plandiff accept"))


def test_spoilt_decisions_are_told_and_left(plandiff: Run, project: Project) -> None:
    """A file with conflict marks is not written over."""
    project.write("reviews/x", "")
    (project.root / "reviews/laws").mkdir()
    spoilt = project.root / "reviews/laws/dogs.txt.snap.review.json"
    spoilt.write_text("<<<<<<<", encoding="utf-8")
    done = plandiff("review", "--plain", stdin=b"a\n")

    assert done.returncode == 2 and "dogs.txt.snap.review.json is damaged" in one_line(done.stderr)
    assert spoilt.read_text(encoding="utf-8") == "<<<<<<<"
