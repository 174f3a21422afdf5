"""check, pending and accept from the command line: exit codes, what they print, and what they leave alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run
from watched import CONFIG, LAW, Project

AMENDED = LAW.replace("五十元", "八十元").replace("不得携犬", "可以携犬")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with everything accepted, and then a law amended in two places."""
    made = Project(tmp_path)
    made.write("plandiff.toml", CONFIG)
    made.accept()
    made.write("laws/dogs.txt", AMENDED)
    return made


def listed(project: Project) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in project.root.rglob("*") if path.is_file()}


def test_pending_lists_a_change_a_line_with_its_id_first(project: Project, plandiff: Run) -> None:
    """Scripts cut the first word; the same ids are in the JSON of check and are taken by accept."""
    done = plandiff("pending")

    number, duty, state = done.stdout.decode("utf-8").splitlines()
    ids = [change["id"] for change in json.loads(plandiff("check", "-f", "json").stdout)["documents"][0]["changes"]]
    assert (done.returncode, number, duty) == (
        1,
        f"{ids[0]} ! laws/dogs.txt:2:21  # number  五十元 → 八十元",
        f"{ids[1]} ! laws/dogs.txt:3:5  ! commitment  不得 → 可以",
    )
    assert state.startswith("state ")


def test_accept_says_what_it_took_and_what_waits(project: Project, plandiff: Run) -> None:
    """A change, then the rest, then nothing: exit status 0, 0 and 1."""
    first = plandiff("accept", "--kind", "commitment")
    second = plandiff("accept", "laws")
    third = plandiff("accept", "--all")

    assert [run.returncode for run in (first, second, third)] == [0, 0, 1]
    assert first.stderr.decode() == (
        "plandiff: accepted laws/dogs.txt: 1 change\nplandiff: 1 still waits for a decision\n"
    )
    assert b"0 still wait" in second.stderr and b"accepted" not in third.stderr
    assert plandiff("check").returncode == plandiff("pending").returncode == 0


def test_a_dry_run_writes_nothing(project: Project, plandiff: Run) -> None:
    before = listed(project)

    done = plandiff("accept", "--all", "--dry-run")

    assert (done.returncode, listed(project)) == (0, before)
    assert b"would accept laws/dogs.txt: 2 changes" in done.stderr and b"accepted" not in done.stderr


def test_accept_refuses_what_it_was_not_shown(project: Project, plandiff: Run) -> None:
    """The state that check named is the state that is accepted, or nothing is."""
    state = json.loads(plandiff("check", "-f", "json").stdout)["state"]
    project.write("laws/dogs.txt", AMENDED.replace("八十元", "九十"))
    before = listed(project)

    refused = plandiff("accept", "--all", "--seen", state)

    assert (refused.returncode, refused.stderr.count(b"\n"), listed(project)) == (2, 1, before)
    project.write("laws/dogs.txt", AMENDED)
    assert plandiff("accept", "--all", "--seen", state).returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("accept",),
        ("accept", "--change", "00000000"),
        ("accept", "--kind", "numbers"),
        ("accept", "nowhere"),
        ("check", "nowhere"),
        ("check", "--since", "HEAD"),
        ("check", "--format", "pdf"),
        ("pending", "--format", "sarif"),
        ("check", "--report", "sarif="),
        ("check", "-o", "laws/dogs.txt"),
        ("check", "-o", "laws/report.txt"),
        ("check", "--report", "json=print.txt"),
        ("check", "--report", "sarif=laws/../plandiff.toml"),
        ("check", "--report", "json=snapshots/laws/dogs.txt.snap"),
        ("check", "--report", "json=snapshots/new"),
        ("pending", "-o", "laws/dogs.txt"),
    ],
)
def test_bad_usage_is_one_line_and_exit_status_2(project: Project, plandiff: Run, arguments: tuple[str, ...]) -> None:
    before = listed(project)

    done = plandiff(*arguments, GIT_CEILING_DIRECTORIES=str(project.root.parent))

    assert (done.returncode, done.stdout, done.stderr.count(b"\n"), listed(project)) == (2, b"", 1, before)


def test_trouble_is_worse_than_a_change_and_hides_nothing(project: Project, plandiff: Run) -> None:
    """An unreadable document gives 2 whatever else there is, and the change beside it is still reported."""
    project.write("laws/binary.txt", b"\0\1")

    done = plandiff("check")
    zero = plandiff("check", "--exit-zero")

    assert (done.returncode, zero.returncode) == (2, 2)
    assert "⟦五十元⟧".encode() in done.stdout and b"binary.txt" in done.stdout


def test_exit_zero_and_fail_on_make_a_check_pass(project: Project, plandiff: Run) -> None:
    """What does not fail is shown all the same."""
    runs = [
        plandiff("check", "--exit-zero"),
        plandiff("check", "--fail-on", "none"),
        plandiff("check", "--fail-on", "name"),
    ]

    assert [run.returncode for run in runs] == [0, 0, 0]
    assert all("⟦五十元⟧".encode() in run.stdout for run in runs)
    assert plandiff("check", "--fail-on", "number").returncode == 1


def test_a_check_from_a_folder_inside_finds_the_project(project: Project, plandiff: Run) -> None:
    """Paths are read from where the user stands."""
    command = ["check", "dogs.txt", "-f", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "plandiff", *command], cwd=project.root / "laws", capture_output=True, check=False
    )

    value = json.loads(done.stdout)
    assert (done.returncode, value["complete"], [d["path"] for d in value["documents"]]) == (
        1,
        False,
        ["laws/dogs.txt"],
    )


def test_accept_clears_away_what_a_killed_one_has_left(tmp_path: Path, plandiff: Run) -> None:
    """Also where it has nothing to accept, for the killed one had come so far."""
    project = Project(tmp_path)
    (tmp_path / "plandiff.toml").write_text(project.settings, encoding="utf-8")
    plandiff("accept", "--all")
    (tmp_path / ".plandiff/next").mkdir()

    assert plandiff("accept", "--all").returncode == 1
    assert [path.name for path in (tmp_path / ".plandiff").iterdir()] == [".gitignore"]
