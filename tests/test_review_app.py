"""The app: every command by its key at three sizes, screens as text, and what happens when things go wrong."""

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS, document, golden, seed
from test_reviewing import LEFT, RIGHT, material, numbered
from textual import _wait, events

from plandiff.comparison import compare
from plandiff.errors import UsageError
from plandiff.judging.change import Kind
from plandiff.reading.document import Evidence
from plandiff.reviewing import store
from plandiff.reviewing.decisions import State, Verdict
from plandiff.reviewing.material import Material, material_of
from plandiff.reviewing.review import Review
from plandiff.reviewing.store import Store
from plandiff.text.width import cell_width
from plandiff.tui.app import ReviewApp
from plandiff.tui.commands import COMMANDS
from plandiff.tui.job import Job
from plandiff.tui.key_bar import KeyBar
from plandiff.tui.painting import Look
from plandiff.tui.pair_view import PairView
from plandiff.tui.panes import Outline, Ruler, marks
from plandiff.tui.screen import ReviewScreen
from plandiff.tui.session import Session

SIZES = [(80, 24), (120, 40), (40, 15)]
SMALL = material()


@pytest.fixture(autouse=True)
def _short_naps(monkeypatch):
    """Textual's pilot naps 20 ms twice after each key; a quarter of it is enough to see that nothing goes on."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 0.0005)


class Driven:
    """An app under test: press keys, look at the screen."""

    def __init__(self, app: ReviewApp, pilot) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> ReviewScreen:
        return next(screen for screen in self.app.screen_stack if isinstance(screen, ReviewScreen))

    @property
    def session(self) -> Session:
        return self.screen.session

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        for _ in range(3):  # A key may change heights, and heights what is on screen.
            await self.pilot.pause()

    async def type(self, text: str, *keys: str) -> None:
        await self.press(*text, *keys)

    def text(self) -> str:
        """Return the screen as text, spaces at line ends dropped."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(part.text for part in strip).rstrip() for strip in strips) + "\n"


def drive(play: Callable, reviewed: Material | Callable = SMALL, *, size=(80, 24), folder=None, look=None, watched=()):
    """Open the app on some material, play on it, and return the app when it is closed."""

    def load(stage, before):
        stage("reading")
        found = reviewed() if callable(reviewed) else reviewed
        if before:
            return before.continued(found)
        return Review(found, Store(folder / "x.review.json", ("l", "r")) if folder else None)

    async def main() -> ReviewApp:
        app = ReviewApp(Job(load, folder or Path(), "pair", tuple(watched), look or Look()))
        async with app.run_test(size=size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            driven = Driven(app, pilot)
            await driven.press()
            await play(driven)
        return app

    return asyncio.run(main())


@pytest.fixture(scope="module")
def seeds() -> Material:
    return material_of(compare(seed("national-special-regions.hant"), seed("national-special-regions.hans")))


# Screens


@pytest.mark.parametrize("size", SIZES)
def test_screens_a_reader_can_judge(seeds, size):
    """The first screen, and the one after some decisions: texts side by side, outline, overview, detail, keys."""

    async def play(app):
        golden(app.text(), f"screen_{size[0]}x{size[1]}_first.txt")
        await app.press("A", "r", "n", "s")
        golden(app.text(), f"screen_{size[0]}x{size[1]}_decided.txt")

    drive(play, seeds, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_help_and_filter_fit_every_size(seeds, size):
    """The keys and the filter are readable at every size, and closing them leaves the review as it was."""

    async def play(app):
        before = app.text()
        await app.press("question_mark")
        golden(app.text(), f"help_{size[0]}x{size[1]}.txt")
        await app.press("j", "k", "escape", "f")
        golden(app.text(), f"filter_{size[0]}x{size[1]}.txt")
        await app.press("escape")
        assert app.text() == before

    drive(play, seeds, size=size)


def test_every_character_stands_in_its_cell(seeds):
    """On every row of the screen the divider of the columns and the overview stand in one cell."""

    async def play(app):
        for key in ("n", "space", "G"):
            await app.press(key)
            rows = app.text().split("\n")
            assert {cell_width(row.split("│")[0]) for row in rows if "│" in row} == {39}

    drive(play, seeds)


# Commands


def pressed(*keys: str):
    async def play(app):
        await app.press(*keys)

    return play


@pytest.mark.parametrize("size", SIZES)
def test_moving(seeds, size):
    """n, p, N, Tab, j, k, Space, Ctrl-U, ], [, g and G move as they say."""

    async def play(app):
        session = app.session
        first = session.current
        await app.press("n")
        second = session.current
        await app.press("n", "p")
        assert session.current == second
        await app.press("N")
        assert session.current == first
        await app.press("a", "p")
        assert session.current == first
        await app.press("tab")
        assert session.current == second
        await app.press("g")
        assert session.view.top == 0
        await app.press("j", "down", "k")
        assert session.view.top == 1
        await app.press("space")
        assert session.view.top == 1 + session.view.screen - 2
        await app.press("ctrl+u")
        assert session.view.top == 1
        await app.press("right_square_bracket")
        assert session.view.top_block == session.material.outline[1].block
        await app.press("right_square_bracket", "left_square_bracket")
        assert session.view.top_block == session.material.outline[1].block
        await app.press("G")
        assert session.view.top + session.view.screen == session.view.height
        await app.press("n")
        assert session.view.shows(session.place.block, session.place.tag)

    drive(play, seeds, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_deciding(size, tmp_path):
    """a, r, s, A, R, S, =, c, m and u decide, and each step is in the file when the key is answered."""

    def stored():
        return {d.ruling.verdict for d in Store(tmp_path / "x.review.json", ("l", "r")).read().values()}

    async def play(app):
        session, first = app.session, app.session.current
        for key, state, verdict in (
            ("a", State.ACCEPTED, Verdict.ACCEPT),
            ("r", State.REJECTED, Verdict.REJECT),
            ("s", State.SKIPPED, Verdict.SKIP),
        ):
            await app.press(key)
            assert (session.review.state(first), stored()) == (state, {verdict})
            await app.press("u")
            assert (session.review.state(first), session.current, stored()) == (State.OPEN, first, set())
        word = numbered(SMALL, Kind.WRONG_CHARACTER, "制")
        for key, state in (("A", State.ACCEPTED), ("R", State.REJECTED), ("S", State.SKIPPED)):
            session.select(word[0])
            await app.press("g", "n", "p")
            session.select(word[0])
            await app.press(key)
            assert [session.review.state(n) for n in word] == [state, state, State.OPEN]
            await app.press("u")
        session.select(word[0])
        await app.press("equals_sign", "A")
        assert {session.review.state(n) for n in word} == {State.ACCEPTED}
        await app.press("u", "c")
        await app.type("why", "enter")
        assert session.review.ruling(word[0]).comment == "why"
        await app.press("m")
        assert app.screen.query_one("#prompt").value == "制造業"
        await app.press("enter")
        assert [session.review.state(n) for n in word] == [State.NAMED, State.NAMED, State.OPEN]

    drive(play, size=size, folder=tmp_path)


@pytest.mark.parametrize("size", SIZES)
def test_seeing(seeds, size):
    """1 to 4, U, f, z, v, o, Enter and t change what is seen, and the same key changes it back."""

    async def play(app):
        session = app.session
        for key in ("z", "v", "1", "2", "3", "4", "t"):
            before = app.text(), app.app.theme
            await app.press(key)
            assert (app.text(), app.app.theme) != before
            await app.press(key)
            assert app.app.theme == before[1]
            assert session.view.shows(session.place.block, session.place.tag)
        await app.press("U")
        assert session.filter.open_only
        await app.press("f", "j", "j", "space", "escape")
        assert "number" not in {session.material.changes[n].kind for n in session.listed}
        before = app.text()
        await app.press("enter")
        assert app.text() != before
        await app.press("escape")
        assert app.text() == before
        await app.press("o")
        assert app.screen.query_one(Outline).has_focus
        await app.press("end", "enter")
        assert app.screen.query_one(PairView).has_focus
        assert session.view.top_block >= session.material.outline[-3].block

    drive(play, seeds, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_searching(seeds, size):
    """/ finds in either script, n and p step from hit to hit, Esc ends it, and nothing found is said."""

    async def play(app):
        await app.press("slash")
        await app.type("革命老區", "enter")
        session = app.session
        assert session.found.count > 50
        assert "hits" in app.text()
        assert "next hit" in app.text()
        blocks = [app.screen._hit_block]
        await app.press("n")
        blocks.append(app.screen._hit_block)
        await app.press("p")
        assert app.screen._hit_block == blocks[0] != blocks[1]
        await app.press("escape")
        assert session.found.count == 0
        await app.press("slash")
        await app.type("航天飞机", "enter")
        assert "stands in neither text" in app.text()
        await app.press("slash", "escape")
        assert not app.screen.query_one("#prompt").display

    drive(play, seeds, size=size)


def test_nobody_decides_on_what_they_do_not_see(seeds):
    """After scrolling away, a first key shows the current change again; only the second decides."""

    async def play(app):
        first = app.session.current
        await app.press("G", "a")
        assert app.session.review.state(first) is State.OPEN
        assert "press again" in app.text()
        await app.press("a")
        assert app.session.review.state(first) is State.ACCEPTED

    drive(play, seeds)


def test_the_palette_holds_every_command():
    """Whoever does not know a key finds the command by its name."""

    async def play(app):
        titles = {command.title for command in app.app.get_system_commands(app.app.screen)}
        assert len(titles) == len(COMMANDS) - 1
        await app.press("ctrl+p")
        await app.type("skip: leave")
        await app.pilot.pause(0.3)
        await app.press("enter")
        await app.pilot.pause(0.2)
        assert State.SKIPPED in app.session.review.states()

    drive(play)


def test_every_command_has_an_action():
    """No key of the table leads nowhere, and no two commands share one."""
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    actions = {command.action.partition("(")[0] for command in COMMANDS} - {"command_palette"}

    assert len(keys) == len(set(keys))
    assert all(
        hasattr(ReviewScreen, f"action_{action}") or hasattr(ReviewApp, f"action_{action}") for action in actions
    )


def test_the_mouse_works(seeds):
    """A click takes a change, goes to a section, a place of the overview or presses a key; the wheel scrolls."""

    async def play(app):
        session, pilot = app.session, app.pilot
        view = app.screen.query_one(PairView)
        row = next(n for n, line in enumerate(session.view.rows()) if any(run.tag == session.listed[1] for run in line))
        x = next(n for n in range(75) if tag_at(session, row, n) == session.listed[1])
        await pilot.click(view, offset=(x, row))
        await pilot.pause()
        assert session.current == session.listed[1]
        top = session.view.top
        await pilot._post_mouse_events([events.MouseScrollDown], view, offset=(5, 5))
        await pilot.pause()
        assert session.view.top == top + 3
        ruler = app.screen.query_one(Ruler)
        await pilot.click(ruler, offset=(0, ruler.size.height - 1))
        await pilot.pause()
        assert session.view.top > session.view.height // 2
        await pilot.click(app.screen.query_one(Outline), offset=(5, 0))
        await pilot.pause()
        await pilot.pause()
        chosen = app.screen.query_one(Outline).highlighted
        assert session.view.top_block == session.material.outline[chosen].block
        await app.press("n")
        current = session.current
        bar = app.screen.query_one(KeyBar)
        at = 0
        for command, words in bar.parts(bar.size.width):
            if command.action == "decide('accept')":
                break
            at += sum(len(run.text) for run in words)
        await pilot.click(bar, offset=(at + 1, 0))
        await pilot.pause()
        assert session.review.state(current) is State.ACCEPTED

    def tag_at(session, row, x):
        at = 0
        for run in session.view.rows()[row]:
            at += cell_width(run.text)
            if x < at:
                return run.tag
        return None

    drive(play, seeds, size=(120, 40))


def test_the_overview_shows_the_heaviest_open_change(seeds):
    """Each place of the overview has the sign of the heaviest change that is open there; settled ones vanish."""
    session = Session(Review(seeds))
    before = marks(session, 20)
    for n in session.listed:
        session.review.decide([n], Verdict.ACCEPT)
    session.toggle_open_only()

    assert sum(mark is not None and mark == "substantive" for mark in before) == 1
    assert set(marks(Session(session.review), 20)) == {None}


# Out of it


def test_export_from_the_app(tmp_path):
    """e asks for a folder and says what it has written."""

    async def play(app):
        await app.press("A", "e")
        assert app.screen.query_one("#prompt").value == str(tmp_path)
        await app.press("enter")
        assert "written:" in app.text()

    drive(play, folder=tmp_path, size=(120, 40))
    assert (tmp_path / "pair.decisions.md").exists()


def test_an_editor_is_not_opened_where_there_is_none(tmp_path):
    """Where the screen cannot be left for an editor, E says to comment in a line."""

    async def play(app):
        await app.press("E")
        assert "c comments in a line" in app.text()

    drive(play)


# When things go wrong


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path, monkeypatch):
    """The screen says NOT SAVED and why; q asks once more; when there is room again, all is written."""
    full = True

    def write(path, data, *_remedy):
        if full:
            raise UsageError("cannot write x: No space left on device")
        path.write_bytes(data)

    monkeypatch.setattr("plandiff.reviewing.store.write_atomically", write)

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
        assert "compared again. 2 decisions are kept." in app.text()
        assert "动态监测" in app.session.material.documents.right.text
        counts = app.session.counts()
        assert (counts[State.ACCEPTED], counts[State.REJECTED]) == (1, 1)

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
        assert "another review said before:" in app.text()

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
        app = ReviewApp(Job(lambda _stage, _before: broken(), Path(), "pair"))
        async with app.run_test() as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
        return app.return_value

    assert str(asyncio.run(main())) == "x.txt holds no text to compare"


def test_long_work_shows_its_stage_and_can_be_cancelled():
    """While a comparison runs, the screen says how far it is, and q ends the work at its next stage."""
    reached = []

    def load(stage, _before):
        for n in range(1_000):
            stage("matching")
            reached.append(n)
            time.sleep(0.01)

    async def main():
        app = ReviewApp(Job(load, Path(), "pair"))
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


# Looks


def test_hostile_text_is_shown_harmless(tmp_path):
    """Escape codes, markup and bidi marks of a document, a name or a comment are shown, not obeyed."""
    hostile = "規劃[/red][@click=app.exit]期\x1b]0;owned\x07限\u202e為五年。"
    found = material_of(
        compare(*(replace(document, name="[b]x\x1b.txt") for document in pair_of(hostile, hostile.replace("五", "十"))))
    )

    async def play(app):
        await app.press("c")
        await app.type("[bold]", "enter")
        await app.press("slash")
        await app.type("[/red]", "enter")
        text = app.text()
        assert "[/red][@click=app.exit]" in "".join(text.split())
        assert "␛]0;owned␇限⟨RLO⟩" in "".join(text.split())
        assert "[b]x␛.txt" in text and "“[bold]”" in text
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
        await app.press("enter")
        assert not {"\x1b", "\x07", "\u202e"} & set(app.text())

    drive(play, found, size=(120, 40))


def pair_of(left, right):
    return document(left, "left.txt"), document(right, "right.txt")


def test_ascii_frames_and_wide_ambiguous_characters(seeds):
    """With --ascii no frame needs a special font; where “ takes two cells, the columns still line up."""

    async def play(app):
        assert "│" not in app.text()
        assert " | " in app.text()
        await app.press("question_mark")
        assert not set("╭╮╰╯│─") & set(app.text())

    drive(play, seeds, look=Look(ascii=True))


def test_without_colour_everything_is_still_told(seeds, monkeypatch):
    """With NO_COLOR the same text is on screen: pointer, marks and signs do not need colour."""
    texts = []

    async def play(app):
        await app.press("a", "r", "p", "p")
        texts.append(app.text())

    drive(play, seeds)
    monkeypatch.setenv("NO_COLOR", "1")
    drive(play, seeds)

    assert texts[0] == texts[1]
    assert all(mark in texts[0] for mark in ("⟧✓", "⟧✗", " *"))


def test_a_pair_without_sections_or_changes_can_be_opened():
    """Equal texts, and texts without headings, give a calm screen."""

    async def play(app):
        await app.press("n", "a", "A", "u", "c", "m", "enter", "escape", "o", "escape", "G", "z", "e", "escape")
        assert "no change is listed" in app.text()

    drive(play, material("规划期为五年。", "规划期为五年。"))


def test_resizing_keeps_the_place(seeds):
    """Whatever the window does, the current change stays on screen."""

    async def play(app):
        await app.press("n", "n", "n")
        for size in ((120, 40), (40, 15), (30, 10), (200, 50), (80, 24)):
            await app.pilot.resize_terminal(*size)
            await app.press()
            assert app.session.view.shows(app.session.place.block, app.session.place.tag), size

    drive(play, seeds)


# End to end, in a real terminal


def tmux(*arguments: str) -> str:
    return subprocess.run(["tmux", "-L", "plandiff-test", *arguments], capture_output=True, check=True).stdout.decode()


def wait_for(words: str, limit: float = 20) -> str:
    """Return the screen once it shows some words."""
    until = time.monotonic() + limit
    while words not in (text := tmux("capture-pane", "-p")):
        assert time.monotonic() < until, text
        time.sleep(0.05)
    return text


@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")
def test_in_a_terminal_from_first_key_to_kill_9(tmp_path):
    """Run as a person runs it: decide, kill the program, come back, comment in an editor, leave."""
    for script in ("hant", "hans"):
        shutil.copy(SEEDS / f"national-special-regions.{script}.txt", tmp_path / f"plan.{script}.txt")
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\necho 請核對原文 > $1\n", encoding="utf-8")
    editor.chmod(0o755)
    command = f"{sys.executable} -m plandiff review plan.hant.txt plan.hans.txt"
    environment = {**os.environ, "EDITOR": str(editor), "LC_ALL": "C.UTF-8", "PS1": "$ "}
    environment.pop("VISUAL", None)
    subprocess.run(
        ["tmux", "-L", "plandiff-test", "-u", "-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "sh"],
        cwd=tmp_path,
        env=environment,
        check=True,
    )
    try:
        tmux("send-keys", command, "Enter")
        wait_for("220 of 220 open")
        tmux("send-keys", "A")
        wait_for("218 of 220 open")
        pid = tmux("list-panes", "-F", "#{pane_pid}").strip()
        app = subprocess.run(["pgrep", "-P", pid], capture_output=True, check=True).stdout.decode().split()[0]
        os.kill(int(app), 9)
        time.sleep(0.2)
        tmux("respawn-pane", "-k", "sh")
        tmux("send-keys", command, "Enter")
        wait_for("218 of 220 open")
        tmux("send-keys", "E")
        wait_for("“請核對原文”")
        tmux("resize-window", "-x", "40", "-y", "15")
        wait_for("? keys")
        tmux("send-keys", "q")
        assert "decisions are kept in" in " ".join(wait_for("kept").split())
    finally:
        tmux("kill-server")
    assert (tmp_path / "plan.hant--plan.hans.review.json").read_text(encoding="utf-8").count("accept") == 2


def test_every_key_is_documented():
    """docs/review.md tells of each command by its key and its title, and help and palette have the same words."""
    text = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert command.title in text, command.title
        assert all(f"`{key}`" in text for key in command.shown.split())
