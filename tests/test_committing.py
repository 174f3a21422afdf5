"""Writing snapshots: all or nothing, one at a time, whatever happens on the way."""

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from conftest import ROOT, Run
from filelock import FileLock

from plandiff.config import Config
from plandiff.decisions.committing import commit, tidy
from plandiff.decisions.folder import folder_of
from plandiff.errors import SnapshotError
from plandiff.unfinished import passing_folder, sweep
from plandiff.writing import write_atomically

BEFORE = {"laws/a.snap": b"old a", "laws/b.snap": b"old b", "laws/c.snap": b"old c", "README.md": b"kept"}
AFTER = {"laws/a.snap": b"new a", "laws/b.snap": b"new b", "laws/d.snap": b"new d", "README.md": b"kept"}
WRITES = {name: content for name, content in AFTER.items() if name.endswith(".snap")}


def lay_out(root: Path) -> Path:
    for name, content in BEFORE.items():
        file = root / "snapshots" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes to kill are forked")
@pytest.mark.parametrize("how", ["exchange", "fallback"])
def test_a_process_killed_at_any_step_leaves_all_old_or_all_new(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each step that touches a file: the folder is as before or as after, and the next commit succeeds."""
    monkeypatch.setattr(os, "fsync", lambda _file: None)
    lay_out(tmp_path / "original")
    command = [sys.executable, str(ROOT / "tests/dying_commit.py"), str(tmp_path), how]
    subprocess.run(command, check=True, timeout=120)

    roots = sorted((int(path.name), path) for path in tmp_path.iterdir() if path.name.isdecimal())
    done = []
    for step, root in roots:
        there = tree(folder_of(Config(root)))
        assert there in (BEFORE, AFTER), step
        done.append(there == AFTER)
        commit(root, root / "snapshots", WRITES, [] if there == AFTER else ["laws/c.snap"], {})
        assert tree(root / "snapshots") == AFTER
        assert sorted(path.name for path in (root / ".plandiff").iterdir()) == [".gitignore"]
    assert len(roots) > 20 and done == sorted(done) and True in done[:-1] and False in done


def test_what_a_killed_process_left_goes_though_nothing_is_to_be_written(tmp_path: Path) -> None:
    """It had done its work but for the cleaning; a folder that another is working in is left alone."""
    root = lay_out(tmp_path)
    work = root / ".plandiff"
    for name in ("next", "previous"):
        (work / name).mkdir(parents=True)
        (work / name / "a.snap").write_bytes(b"old")
    with FileLock(work / "lock"):
        tidy(Config(root))
        assert (work / "next").exists()
    (work / "lock").touch()
    tidy(Config(root))

    assert not [*work.iterdir()]
    assert tree(root / "snapshots") == BEFORE


@pytest.mark.parametrize("at", ["write_atomically", "_swap", "second rename"])
def test_a_commit_that_fails_says_so_and_leaves_nothing(
    tmp_path: Path, at: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, wherever it is met: nothing was accepted, as the message says, and no part of it lies about."""
    root = lay_out(tmp_path)
    rename = Path.rename

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    def renamed(path: Path, target: Path) -> Path:
        return full() or path if path.name == "next" else rename(path, target)

    if at == "second rename":
        monkeypatch.setattr("plandiff.decisions.committing._exchange", lambda *_: False)
        monkeypatch.setattr(Path, "rename", renamed)
    else:
        monkeypatch.setattr(f"plandiff.decisions.committing.{at}", full)
    with pytest.raises(SnapshotError, match="No space left on device; nothing was accepted"):
        commit(root, root / "snapshots", WRITES, [], {})

    assert tree(root / "snapshots") == BEFORE
    assert [path.name for path in (root / ".plandiff").iterdir()] == [".gitignore"]


def test_only_one_process_writes_at_a_time(tmp_path: Path) -> None:
    """A second writer is told to wait, and does nothing."""
    root = lay_out(tmp_path)
    (root / ".plandiff").mkdir()
    with FileLock(root / ".plandiff/lock"), pytest.raises(SnapshotError, match="another plandiff"):
        commit(root, root / "snapshots", WRITES, [], {})

    assert tree(root / "snapshots") == BEFORE


def test_the_first_commit_makes_the_folder(tmp_path: Path) -> None:
    commit(tmp_path, tmp_path / "kept/snapshots", WRITES, [], {})

    assert tree(tmp_path / "kept/snapshots") == WRITES


def test_a_folder_that_is_left_empty_goes_and_the_mode_of_a_file_stays(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    (root / "snapshots/README.md").chmod(0o600)
    (root / "snapshots/deep/er").mkdir(parents=True)
    (root / "snapshots/deep/er/e.snap").write_bytes(b"old e")

    commit(root, root / "snapshots", {"README.md": b"other"}, ["deep/er/e.snap"], {})

    assert not (root / "snapshots/deep").exists()
    assert (root / "snapshots/README.md").stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """A full disk or a missing right is one sentence, and nothing was accepted."""
    root = lay_out(tmp_path)
    (root / ".plandiff").write_bytes(b"a file in the way")

    with pytest.raises(SnapshotError, match="nothing was accepted"):
        commit(root, root / "snapshots", WRITES, [], {})

    assert tree(root / "snapshots") == BEFORE


def test_what_a_killed_process_left_half_written_goes_with_the_next_write(tmp_path: Path) -> None:
    """It is known by the lock that nobody holds any more; what a living process writes is left alone."""
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom plandiff.writing import write_atomically\n"
        "def parts():\n    yield b'half'\n    print(flush=True)\n    sys.stdin.read()\n"
        "write_atomically(Path(sys.argv[1]), parts())\n"
    )
    writers = []
    for name in ("dead.txt", "living.txt"):
        command = [sys.executable, "-c", code, str(tmp_path / name)]
        writers.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        assert writers[-1].stdout
        writers[-1].stdout.readline()
    dead, living = writers
    dead.kill()
    dead.communicate()
    assert len([*tmp_path.iterdir()]) == 2

    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "next.txt")],
        stdin=subprocess.DEVNULL,
        check=True,
        capture_output=True,
    )
    living.communicate()

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"next.txt": b"half", "living.txt": b"half"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows locks no folder")
def test_what_a_killed_process_left_where_folders_pass_goes_with_the_next_that_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a process still holds, what bears our name alone and what a link leads to stay."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "gettempdir", None)  # It would leave a file if it were killed.
    died = "import os\nfrom plandiff.unfinished import passing_folder\nwith passing_folder() as one: os._exit(9)"
    assert subprocess.run([sys.executable, "-c", died], check=False).returncode == 9
    [left] = tmp_path.iterdir()
    (tmp_path / "plandiff-mine").mkdir()
    (tmp_path / "linked.plandiff-tmp").symlink_to(tmp_path / "plandiff-mine")
    sweep.cache_clear()

    with passing_folder() as held:
        assert not left.exists()
        left.mkdir()
        sweep.cache_clear()
        write_atomically(tmp_path / "a.txt", b"")
        assert not left.exists() and held.exists()
    there = {path.name for path in tmp_path.iterdir()}
    assert there == {"plandiff-mine", "linked.plandiff-tmp", "a.txt"}


def test_each_command_that_writes_in_a_project_clears_away_what_a_killed_process_left(
    tmp_path: Path, plandiff: Run
) -> None:
    """And ``check`` without a report, which writes nothing, leaves it."""
    (tmp_path / "a.txt").write_text("第一条 为了加强管理，制定本办法。\n", encoding="utf-8")
    (tmp_path / "plandiff.toml").write_text('documents = ["a.txt"]\n', encoding="utf-8")
    for command in ("check", "check -o out.json", "review --plain"):
        (tmp_path / ".plandiff/next/laws").mkdir(parents=True, exist_ok=True)
        assert plandiff(*command.split()).returncode == 1
        assert (tmp_path / ".plandiff/next").exists() == (command == "check"), command
