"""The app on all that waits: screens a reader can judge, and what its keys do to decisions and snapshots."""

from pathlib import Path

import pytest
from conftest import golden
from driving import drive_project
from watched import LAW, PRINT, Project

from plandiff.decisions import results
from plandiff.decisions.decision import State, Verdict
from plandiff.decisions.document_file import parsed
from plandiff.reviewing.review_queue import ReviewQueue
from plandiff.reviewing.to_review import load_waiting
from plandiff.tui.commands import DECIDING, Where, commands
from plandiff.tui.documents import DocumentsScreen
from plandiff.tui.item_list import ItemList
from plandiff.tui.screen import ReviewScreen

CATS = LAW.replace("犬", "猫")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in which two documents and a pair have changed, one is new, one gone, and one is no text."""
    monkeypatch.chdir(tmp_path)
    made = Project(tmp_path)
    made.write("laws/cats.txt", CATS)
    made.write("laws/old.txt", "本市城市绿化的若干规定已于去年废止，现予公布。\n")
    made.accept()
    (tmp_path / "laws/old.txt").unlink()
    made.write(
        "laws/dogs.txt", LAW.replace("应当", "可以").replace("五十", "八十") + "第四条 本办法自公布之日起施行。\n"
    )
    made.write("laws/cats.txt", CATS.replace("五十", "九十"))
    made.write("laws/new.txt", "关于供水的规定\n")
    made.write("laws/bad.txt", bytes(range(256)))
    made.write("print.txt", PRINT.replace("六十", "七十"))
    return made


@pytest.fixture
def one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project in which one document has changed in two places."""
    monkeypatch.chdir(tmp_path)
    made = Project(tmp_path)
    made.accept()
    made.write("laws/dogs.txt", LAW.replace("应当", "可以").replace("五十", "八十"))
    return made


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_screens_a_reader_can_judge(project: Project, size) -> None:
    """The documents, the changes of one of them, and the documents after decisions."""
    name = f"pending_{size[0]}x{size[1]}"

    async def play(app):
        golden(app.text(), f"{name}_documents.txt")
        await app.press("j", "enter", "a", "r")
        golden(app.text(), f"{name}_changes.txt")
        await app.press("q", "j", "a")
        golden(app.text(), f"{name}_decided.txt")

    drive_project(play, project.config, size=size)


def test_accepted_changes_are_written_on_demand_and_the_rest_waits(project: Project) -> None:
    """W takes what is accepted, of changes and of documents, into the snapshots; the rest is shown anew."""

    async def play(app):
        await app.press("j", "enter", "c", *"ask", "enter", "r", "a")
        before = project.snapshots()
        await app.press("greater_than_sign", "a", "j", "a")
        assert project.snapshots() == before
        await app.load("W")
        assert "written into the snapshots: 1 change, 2 documents as they stand" in app.text()

    app = drive_project(play, project.config)
    snapshots = project.snapshots()
    assert parsed(snapshots["laws/dogs.txt.snap"]).text == LAW.replace("五十", "八十")
    assert "laws/new.txt.snap" in snapshots and "laws/old.txt.snap" not in snapshots
    dogs = next(entry for entry in app.reviewed.queue.items if entry.name == "laws/dogs.txt")
    assert dogs.review.ruling(0).comment == "ask"
    assert [e.name for e in app.reviewed.queue.items] == [
        *("laws/cats.txt", "laws/dogs.txt", "web.txt ↔ print.txt", "laws/bad.txt"),
    ]


def test_a_single_document_is_shown_at_once_and_left_at_once(one: Project) -> None:
    """No list is in the way; when all is written the app says that nothing waits."""

    async def play(app):
        assert isinstance(app.app.screen, ReviewScreen)
        await app.press("a", "a")
        assert "W writes what is accepted" in app.text() and "goes on" not in app.text()
        await app.press("q")
        assert "2 are accepted but not in the snapshots" in app.text() and app.app.is_running
        await app.load("W")
        assert isinstance(app.app.screen, DocumentsScreen) and "nothing waits for a decision" in app.text()

    drive_project(play, one.config)
    assert one.states()["laws/dogs.txt"] is results.Outcome.SAME


def test_leaving_without_writing_asks_once_and_keeps_the_decisions(one: Project) -> None:
    async def play(app):
        await app.press("a", "q")
        assert "W writes" in app.text() and app.app.is_running
        await app.press("q")
        assert not app.app.is_running

    before = one.snapshots()
    drive_project(play, one.config)
    assert one.snapshots() == before

    async def later(app):
        assert "1 accepted" in app.text()

    drive_project(later, one.config)


def test_a_file_that_changes_is_told_and_not_mixed_up(one: Project) -> None:
    """W refuses what was decided on another text, and shows the new one; the decisions hold where it is the same."""

    async def play(app):
        await app.press("a")
        one.write("laws/dogs.txt", LAW.replace("应当", "可以").replace("五十", "六十"))
        app.app._look()
        await app.press()
        assert "dogs.txt has changed: Ctrl-R compares again" in " ".join(app.text().split())
        before = one.snapshots()
        await app.load("W")
        assert "laws/dogs.txt has changed in the meantime" in app.text() and "六十" in app.text()
        assert one.snapshots() == before
        await app.load("W")

    drive_project(play, one.config)
    assert parsed(one.snapshots()["laws/dogs.txt.snap"]).text == LAW.replace("应当", "可以")


def test_a_document_that_waits_no_more_leaves_the_screen(one: Project) -> None:
    """Somebody puts the old text back while it is reviewed: checking again says that nothing waits."""

    async def play(app):
        one.write("laws/dogs.txt", LAW)
        await app.load("ctrl+r")
        assert "checked again; nothing waits for a decision" in app.text()
        await app.press("enter", "a", "j")
        assert "nothing waits" in app.text()

    drive_project(play, one.config)


def test_another_review_shows_in_the_list(project: Project) -> None:
    """Decisions of a colleague are counted when they are written."""

    async def play(app):
        assert "0 of 1 open · 1 accepted" not in app.text()

        ReviewQueue.of(load_waiting(project.config, lambda _stage: None)).items[0].review.decide([0], Verdict.ACCEPT)
        app.app._look()
        await app.press()
        assert "laws/cats.txt  0 of 1 open · 1 accepted" in app.text()

    drive_project(play, project.config)


def test_every_key_of_the_changes_is_answered(project: Project) -> None:
    """One after the other, in a small window; only W touches snapshots, and nothing was accepted."""

    async def play(app):
        for command in commands(Where.PROJECT):
            for key in command.keys.split(",") if command.action not in ("command_palette", "app.leave") else ():
                if not isinstance(app.app.screen, ReviewScreen):
                    await app.press("escape")
                if isinstance(app.app.screen, DocumentsScreen):
                    app.app.screen.query_one(ItemList).highlighted = 0
                    await app.press("enter")
                await app.load(key)
                await app.press("escape", *("u" * (command.group == DECIDING)))
                assert app.app.failure is None and app.app.is_running

    before = project.snapshots()
    drive_project(play, project.config, size=(60, 20))
    assert project.snapshots() == before


def test_every_key_of_the_list_is_answered_on_every_document(project: Project) -> None:
    """Also on what cannot be read, and on what is decided change by change."""

    async def play(app):
        titles = [command.title for command in app.app.get_system_commands(app.app.screen)]
        assert any("write what is accepted into the snapshots" in title for title in titles)
        for at in range(6):
            for key in ("a", "r", "u", *(("t", "question_mark", "escape") if at == 5 else ()), "enter"):
                app.app.screen_stack[1].query_one(ItemList).highlighted = at
                await app.press(key)
            if isinstance(app.app.screen, ReviewScreen):
                await app.press("q")
            assert app.app.failure is None and "bad.txt  unreadable" in app.text()

    drive_project(play, project.config)


def test_keys_are_bound_once() -> None:
    """No key does two things on one screen."""
    for where in Where:
        keys = [key for command in commands(where) for key in command.keys.split(",")]
        assert len(keys) == len(set(keys))
    assert {"name", "export"}.isdisjoint(command.action for command in commands(Where.PROJECT))


def test_the_palette_decides_nothing_by_itself(project: Project) -> None:
    """Opened and left with Enter, on the list and on the changes of a document, it decides and writes nothing."""
    before = project.snapshots()

    async def play(app):
        for _ in range(2):
            await app.press("ctrl+p")
            await app.pilot.pause(0.3)
            await app.press("enter")
            await app.pilot.pause(0.2)
        assert isinstance(app.app.screen, ReviewScreen)

    assert set(drive_project(play, project.config).reviewed.queue.counts()) == {State.OPEN}
    assert project.snapshots() == before
