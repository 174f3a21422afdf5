"""The review app when things go wrong: full disks, changing files, other reviews, a sudden end."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT
from driving import SMALL, drive, pair, pair_of
from test_reviewing import LEFT, RIGHT, material

from plandiff.comparison import compare
from plandiff.decisions import store
from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.store import Store
from plandiff.errors import UsageError
from plandiff.reading.document import Evidence
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session
from plandiff.tui.app import ReviewApp
from plandiff.tui.commands import COMMANDS

# When things go wrong


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path, monkeypatch):
    """The screen says NOT SAVED and why; q asks once more; when there is room again, all is written."""
    full = True

    def write(path, data, *_remedy):
        if full:
            raise UsageError("cannot write x: No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr("plandiff.decisions.store.write_atomically", write)

    async def play(app):
        nonlocal full
        await app.press("a", "r")
        assert "2 decisions are NOT SAVED" in app.text()
        assert "No space left on device" in app.text()
        await app.press("q")
        assert app.app.is_running and "q again leaves" in app.text()
        full = False
        app.app._look()
        await app.press()
        assert "all decisions are saved again" in app.text()
        assert "NOT SAVED" not in app.text()

    drive(play, folder=tmp_path)
    assert len(Store(tmp_path / "x.review.json", ("l", "r")).read()) == 2


def test_decisions_can_be_kept_elsewhere(tmp_path, monkeypatch):
    """w names another file when the first cannot be written to."""
    real = store.write_atomically

    def write(path, *arguments):
        if path.name == "x.review.json":
            raise UsageError("cannot write")
        real(path, *arguments)

    monkeypatch.setattr(store, "write_atomically", write)

    async def play(app):
        await app.press("a", "w")
        app.screen.query_one("#prompt").value = str(tmp_path / "other.json")
        await app.press("enter")
        assert "NOT SAVED" not in app.text()

    drive(play, folder=tmp_path)
    assert len(Store(tmp_path / "other.json", ("l", "r")).read()) == 1


def test_a_file_that_changes_is_told_and_compared_again(tmp_path):
    """The app says that a file has changed; Ctrl-R compares again, decisions stay, and export waits for it."""
    file = tmp_path / "right.txt"
    file.write_text(RIGHT, encoding="utf-8")

    def reviewed():
        return material(LEFT, file.read_text(encoding="utf-8"))

    async def play(app):
        await app.press("a", "r")
        file.write_text(RIGHT.replace("加强监测", "加强动态监测"), encoding="utf-8")
        app.app._look()
        await app.press()
        assert "has changed: Ctrl-R compares again" in " ".join(app.text().split())
        await app.press("e", "enter")
        assert "Ctrl-R compares again, then export" in " ".join(app.text().split())
        await app.press("ctrl+r")
        await app.app.workers.wait_for_complete()
        await app.press()
        assert "compared again; 2 decisions are kept." in app.text()
        assert "动态监测" in app.session.material.documents.right.text
        counts = app.session.counts()
        assert (counts[State.ACCEPTED], counts[State.REJECTED]) == (1, 1)

    drive(play, reviewed, folder=tmp_path, watched=[file])


def test_a_file_that_cannot_be_read_again_leaves_the_review_as_it_was(tmp_path):
    """If comparing again fails, the person is told and goes on, and export still waits for it."""
    file = tmp_path / "right.txt"
    file.write_text(RIGHT, encoding="utf-8")

    def reviewed():
        text = file.read_text(encoding="utf-8")
        if not text:
            raise UsageError("right.txt is empty")
        return material(LEFT, text)

    async def play(app):
        file.write_text("", encoding="utf-8")
        await app.press("ctrl+r")
        await app.app.workers.wait_for_complete()
        await app.press()
        assert "right.txt is empty" in app.text()
        await app.press("a")
        assert app.session.counts()[State.ACCEPTED] == 1
        await app.press("e", "enter")
        assert "Ctrl-R compares again, then export" in " ".join(app.text().split())

    drive(play, reviewed, folder=tmp_path, watched=[file])


def test_a_clash_with_another_review_is_told(tmp_path):
    """When another review has decided otherwise, the person is told, and Enter shows both rulings."""

    async def play(app):
        other = Review(SMALL, Store(tmp_path / "x.review.json", ("l", "r")))
        n = app.session.current
        other.decide([n], Verdict.REJECT)
        await app.press("a")
        assert "another review had decided 1 of these otherwise" in " ".join(app.text().split())
        await app.press("p", "enter")
        assert "said before, and overruled:" in app.text()

    drive(play, folder=tmp_path)


def test_what_another_review_decides_shows_without_a_key(tmp_path):
    """Two people on one pair see each other's decisions within moments."""

    async def play(app):
        Review(SMALL, Store(tmp_path / "x.review.json", ("l", "r"))).decide([app.session.current], Verdict.REJECT)
        app.app._look()
        await app.press()
        assert "1 rejected" in app.text() and "⟧✗" in app.text()

    drive(play, folder=tmp_path)


def test_what_one_must_know_is_told_first(tmp_path):
    """A guessed encoding, a coarse comparison, and what became of earlier decisions are told when the app opens."""
    Review(SMALL, Store(tmp_path / "x.review.json", ("l", "r"))).decide([0, 1], Verdict.ACCEPT)
    left, right = pair_of(LEFT, RIGHT.replace("13.8", "13.9"))
    found = material_of(compare(replace(left, encoding="gb18030", encoding_evidence=Evidence.GUESS), right))

    async def play(app):
        told = " ".join(app.text().split())
        assert "left.txt: read as gb18030 (a guess; --encoding overrides it)." in told
        assert "1 decision is kept. 1 to be looked at again" in told

    drive(play, found, folder=tmp_path)


def test_an_error_while_loading_ends_the_app_with_it():
    """What cannot be compared is one error, not a broken screen."""

    def broken():
        raise UsageError("x.txt holds no text to compare")

    async def main():
        app = ReviewApp(lambda _stage: broken())
        async with app.run_test() as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
        return app.return_value

    assert str(asyncio.run(main())) == "x.txt holds no text to compare"


def test_a_defect_of_ours_is_no_traceback(monkeypatch, capfd, tmp_path):
    """If the app breaks down, it leaves the terminal as it was, prints no traceback, and what was decided is kept."""
    found = Store(tmp_path / "x.review.json", ("l", "r"))
    app = ReviewApp(lambda _stage: pair(SMALL, tmp_path))

    def broken(*_arguments, **_keywords):
        app.reviewed.session.review.decide([0], Verdict.ACCEPT)
        raise RuntimeError("a defect")

    monkeypatch.setattr("plandiff.tui.showing.title_lines", broken)
    app.run(headless=True, size=(80, 24))

    assert str(app.failure) == "a defect"
    assert "Traceback" not in "".join(capfd.readouterr())
    assert len(found.read()) == 1


def test_long_work_shows_its_stage_and_can_be_cancelled():
    """While a comparison runs, the screen says how far it is, and q ends the work at its next stage."""
    reached = []

    def load(stage):
        for n in range(1_000):
            stage("matching")
            reached.append(n)
            time.sleep(0.01)

    async def main():
        app = ReviewApp(load)
        async with app.run_test() as pilot:
            await pilot.pause(0.1)
            strips = app.screen._compositor.render_strips()
            text = "".join(part.text for strip in strips for part in strip)
            await pilot.press("q")
            await pilot.pause()
        return text

    assert "plandiff: matching …" in asyncio.run(main())
    count = len(reached)
    time.sleep(0.1)
    assert len(reached) - count <= 1 < count < 900


# End to end, in a real terminal


class Terminal:
    """A terminal without a window: tmux on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, **environment: str) -> str:
        command = ["tmux", "-S", str(self.folder / "tmux"), "-u", "-f", "/dev/null", *arguments]
        done = subprocess.run(
            command, capture_output=True, check=True, cwd=self.folder, env={**os.environ, **environment}
        )
        return done.stdout.decode()

    def keys(self, *keys: str) -> None:
        self.run("send-keys", *keys)

    def wait_for(self, words: str, limit: float = 20) -> str:
        """Return the screen once it shows some words, on one line or two."""
        until = time.monotonic() + limit
        while words not in " ".join((text := self.run("capture-pane", "-p")).split()):
            assert time.monotonic() < until, text
            time.sleep(0.05)
        return text


@pytest.fixture
def terminal(tmp_path):
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\n[ -e fail ] && exit 3\necho 請核對原文 > $1\n", encoding="utf-8")
    editor.chmod(0o755)
    found = Terminal(tmp_path)
    size = ("-x", "80", "-y", "24")
    found.run("new-session", "-d", *size, "sh", VISUAL=str(editor), LC_ALL="C.UTF-8", PS1="$ ")
    yield found
    found.run("kill-server")


def test_in_a_terminal_from_first_key_to_kill_9(terminal, tmp_path, plan):
    """Run as a person runs it: decide, kill the program, come back, comment in an editor, leave."""
    for script in ("hant", "hans"):
        shutil.copy(ROOT / "tests" / "cases" / "review" / f"plan.{script}.txt", tmp_path)
    whole = len(Session(Review(plan)).listed)
    command = f"{sys.executable} -m plandiff review plan.hant.txt plan.hans.txt"

    terminal.keys(f"sh -c 'echo $$ > pid; exec {command}'", "Enter")
    terminal.wait_for(f"{whole} of {whole} open")
    terminal.keys("A")
    terminal.wait_for(f"{whole - 2} of {whole} open")
    os.kill(int((tmp_path / "pid").read_text(encoding="ascii")), signal.SIGKILL)
    time.sleep(0.2)
    terminal.run("respawn-pane", "-k", "sh")
    terminal.keys(command, "Enter")
    terminal.wait_for(f"{whole - 2} of {whole} open")
    (tmp_path / "fail").touch()
    terminal.keys("E")
    terminal.wait_for("failed with status 3")
    (tmp_path / "fail").unlink()
    terminal.keys("E")
    terminal.wait_for("“請核對原文”")
    terminal.run("resize-window", "-x", "40", "-y", "15")
    terminal.wait_for("? keys")
    terminal.keys("q")

    assert "decisions are kept in" in " ".join(terminal.wait_for("kept").split())
    assert (tmp_path / "plan.hant--plan.hans.review.json").read_text(encoding="utf-8").count("accept") == 2


def test_every_key_is_documented():
    """docs/review.md tells of each command by its key and its title, and help and palette have the same words."""
    text = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert command.title in text, command.title
        assert all(f"`{key}`" in text for key in command.shown.split())
