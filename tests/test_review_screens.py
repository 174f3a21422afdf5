"""Screens of the review app, as text a reader can judge, in every size and layout."""

from dataclasses import replace

import pytest
from conftest import golden
from driving import SIZES, drive, pair_of
from test_reviewing import material
from textual import events

from plandiff.comparison import compare
from plandiff.judging.change import Weight
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.review import Review
from plandiff.reviewing.session import Session
from plandiff.text.width import cell_width
from plandiff.tui.panes import heading_lines

# Screens


@pytest.mark.parametrize("size", SIZES)
def test_screens_a_reader_can_judge(plan, size):
    """The first screen, and the one after some decisions: texts side by side, outline, overview, detail, keys."""

    async def play(app):
        golden(app.text(), f"screen_{size[0]}x{size[1]}_first.txt")
        await app.press("A", "r", "n", "s")
        golden(app.text(), f"screen_{size[0]}x{size[1]}_decided.txt")

    drive(play, plan, size=size)


@pytest.mark.parametrize("size", SIZES)
def test_help_and_filter_fit_every_size(plan, size):
    """The keys and the filter are readable at every size, and closing them leaves the review as it was."""

    async def play(app):
        before = app.text()
        await app.press("question_mark")
        golden(app.text(), f"help_{size[0]}x{size[1]}.txt")
        await app.press("j", "k", "escape", "f")
        golden(app.text(), f"filter_{size[0]}x{size[1]}.txt")
        await app.press("escape")
        assert app.text() == before

    drive(play, plan, size=size)


def test_every_character_stands_in_its_cell(seeds):
    """On every row of the screen the divider of the columns and the overview stand in one cell."""

    async def play(app):
        for key in ("n", "space", "G"):
            await app.press(key)
            rows = app.text().split("\n")
            assert {cell_width(row.split("│")[0]) for row in rows if "│" in row} == {39}

    drive(play, seeds)


def test_the_outline_names_both_sides_where_they_differ():
    """A section of another number or title shows both; one that only the other document has is marked."""
    left = "第一章 总体要求\n推进产业结构调整升级。\n第二章 重点任务\n完善政策保障体系建设。\n"
    right = left.replace("第二章", "第二章 新增任务\n培育壮大新兴产业集群。\n第三章")
    session = Session(Review(material(left, right)))
    shown = [heading_lines(heading, {Weight.COSMETIC: 2}, 40) for heading in session.material.outline]

    assert ["".join(run.text for run in lines[0]) for lines in shown] == [
        "第一章 总体要求 2.",
        "+ 第二章 新增任务 2.",
        "第二章 重点任务 -> 第三章 重点任务 2.",
    ]


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


def test_what_is_pasted_or_was_said_commands_nothing_while_it_is_edited(tmp_path):
    """Wherever text is typed: the comment, which may hold an older one, and the list of commands."""
    found = material()
    hostile = "甲\x1b[2J\x07\u202e乙"

    async def play(app):
        app.session.comment(hostile)
        for key in ("c", "ctrl+p"):
            await app.press(key)
            app.app.post_message(events.Paste(hostile))
            await app.press()
            assert "甲[2J乙" in app.text() and not {"\x1b", "\x07", "\u202e"} & set(app.text())
            await app.press("escape")

    drive(play, found)


def test_ascii_frames(seeds):
    """With --ascii no frame and no mark needs a special font."""

    async def play(app):
        assert "│" not in app.text()
        assert " | " in app.text()
        await app.press("a", "r", "p", "p")
        assert "⟧a" in app.text() and "⟧r" in app.text()
        await app.press("question_mark")
        assert not set("╭╮╰╯│─▄▅▆▇") & set(app.text())

    drive(play, seeds, layout=LayoutOptions(ascii=True))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_where_ambiguous_characters_are_wide_the_columns_line_up(seeds, size):
    """Where “ takes two cells, the divider and the overview still stand in one cell of every row."""

    async def play(app):
        rows = []
        for key in ("n", "space", "G"):
            await app.press(key)
            rows += [row for row in app.text().split("\n") if " | " in row]
        assert any("“" in row for row in rows)
        assert len({cell_width(row.split(" | ")[0], 2) for row in rows}) == 1
        assert all(cell_width(row, 2) <= size[0] for row in rows)

    drive(play, seeds, size=size, layout=LayoutOptions(ascii=True, ambiguous=2))


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
            assert app.session.view.shows(app.session.target.block, app.session.target.tag), size

    drive(play, seeds)
