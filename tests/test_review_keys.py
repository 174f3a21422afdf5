"""The keys of the review app: every command at three sizes, the palette, the mouse."""

import pytest
from driving import SIZES, SMALL, drive
from test_reviewing import numbered
from textual import events

from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.store import Store
from plandiff.judging.change import Kind
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session
from plandiff.text.width import cell_width
from plandiff.tui.app import ReviewApp
from plandiff.tui.commands import Where, commands
from plandiff.tui.documents import DocumentsScreen
from plandiff.tui.key_bar import KeyBar
from plandiff.tui.pair_view import PairView
from plandiff.tui.panes import Outline, Ruler, marks
from plandiff.tui.screen import ReviewScreen

# Commands


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
        assert session.view.shows(session.target.block, session.target.tag)

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
        assert app.screen.prompt.value.startswith("制造")
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
            assert session.view.shows(session.target.block, session.target.tag)
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
        blocks = [app.screen.hit_block]
        await app.press("n")
        blocks.append(app.screen.hit_block)
        await app.press("p")
        assert app.screen.hit_block == blocks[0] != blocks[1]
        await app.press("escape")
        assert session.found.count == 0
        await app.press("slash")
        await app.type("航天飞机", "enter")
        assert "stands in neither text" in app.text()
        await app.press("slash", "escape")
        assert not app.screen.prompt.display

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
        assert len(titles) == len(commands(Where.PAIR)) - 1
        await app.press("ctrl+p")
        await app.type("skip: leave")
        await app.pilot.pause(0.3)
        await app.press("enter")
        await app.pilot.pause(0.2)
        assert State.SKIPPED in app.session.review.states()

    drive(play)


def test_the_palette_decides_nothing_by_itself():
    """Opened and left with Enter, it takes its first row: that goes on, and no change is decided."""

    async def play(app):
        first = app.session.current
        await app.press("ctrl+p")
        await app.pilot.pause(0.3)
        await app.press("enter")
        await app.pilot.pause(0.2)
        assert (app.session.current, set(app.session.review.states())) == (first + 1, {State.OPEN})

    drive(play)


def test_every_command_has_an_action():
    """No key of the table leads nowhere, wherever it can be pressed."""
    for where in Where:
        screen = DocumentsScreen if where is Where.DOCUMENTS else ReviewScreen
        for command in commands(where):
            place, _, action = command.action.partition("(")[0].rpartition(".")
            holder = ReviewApp if place or action == "command_palette" else screen
            assert hasattr(holder, f"action_{action}"), command


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


def test_the_hit_in_question_stands_out(seeds):
    """Of all that a search has found, the passage with the hit in question is reversed; the next one after n."""

    async def play(app):
        await app.press("slash")
        app.screen.query_one("#prompt").value = "地區"
        await app.press("enter")
        seen = []
        for _ in range(2):
            view = app.screen.pair
            rows = [view.render_line(y) for y in range(view.size.height)]
            hits = [(y, part.style.reverse) for y, row in enumerate(rows) for part in row if part.style.underline]
            here = {app.session.view.block_at(app.session.view.top + y) for y, reverse in hits if reverse}
            assert len(here) == 1
            assert any(not reverse for _, reverse in hits)
            seen += here
            await app.press("n")
        assert seen[0] < seen[1]

    drive(play, seeds)


def test_what_was_said_goes_with_the_next_key(plan):
    """A note does not stay behind help and details, as if it spoke of them."""

    async def play(app):
        await app.press("A")
        assert "2 accepted\n" in app.text()
        await app.press("enter")
        assert "2 accepted\n" not in app.text()

    drive(play, plan)


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
