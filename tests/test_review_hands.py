"""Chinese hands, sharp eyes and an impatient person: keys of an input method, contrast, what a key costs."""

import pytest
from driving import SIZES, SMALL, drive
from rich.color import Color
from test_reviewing import numbered
from textual import events
from textual.keys import _character_to_key

from plandiff.decisions.decision import State
from plandiff.judging.change import Kind
from plandiff.presentation.styled import Role, Styled
from plandiff.tui import panes
from plandiff.tui.choosing import Grouping, Picking
from plandiff.tui.dialogues import Reading
from plandiff.tui.item_list import ItemList
from plandiff.tui.key_bar import KeyBar
from plandiff.tui.loading import plain_key
from plandiff.tui.panes import Outline
from plandiff.tui.themes import DARK, LIGHT, role_style

# Keys


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("ａ", "a"),
        ("Ａ", "A"),
        ("？", "?"),
        ("、", "/"),
        ("》", ">"),
        ("《", "<"),
        ("。", "."),
        ("：", ":"),
        ("年", "年"),
    ],
)
def test_a_key_of_an_input_method_is_its_plain_twin(typed, plain):
    assert plain_key(typed) == plain


def test_full_width_keys_do_what_plain_ones_do():
    """Also in what lies over the review; a Chinese character says that the input method is on, once."""

    async def play(app):
        first = app.session.current
        await app.commit("ａ")
        assert app.session.review.state(first) is State.ACCEPTED
        await app.commit("ｕ", "？")
        assert isinstance(app.app.screen, Reading)
        await app.commit("ｑ")
        assert app.app.screen is app.screen
        await app.commit("年")
        assert "input method is on" in app.text()
        assert app.session.counts() == {State.OPEN: len(app.session.listed)}

    drive(play)


def test_what_is_typed_before_a_prompt_has_opened_decides_nothing():
    """Hands are quicker than a loaded machine: c and what follows it is a comment, whenever the line opens."""

    async def play(app):
        for char in "carA0批":
            app.app._driver.send_message(events.Key(_character_to_key(char), char))
        await app.press()
        assert app.screen.query_one("#prompt").value == "arA0批"
        assert set(app.session.review.states()) == {State.OPEN}
        await app.press("enter")
        assert app.session.review.ruling(app.session.current).comment == "arA0批"

    drive(play)


@pytest.mark.parametrize("size", SIZES)
def test_the_cursor_stands_at_the_prompt_from_the_start(size):
    """An input method opens its window there; what it commits is typed as it is; a label says what for."""

    async def play(app):
        await app.press("c")
        row, cursor = app.screen.prompt.region, app.app.cursor_position
        assert cursor.y == row.y
        assert cursor.x >= len("comment: ")
        await app.commit(*"、？ａ年")
        assert app.screen.prompt.value == "、？ａ年"
        assert "comment: 、" in app.text()
        await app.press("enter", "m")
        assert "name: " in app.text()

    drive(play, size=size)


# Deciding knowingly


def test_a_group_is_read_and_then_decided():
    """D lists the groups, Enter the members, and leaving decides nothing."""

    async def play(app):
        session = app.session
        session.select(numbered(SMALL, Kind.WRONG_CHARACTER, "制")[0])
        app.screen.settle()
        await app.press("D")
        assert isinstance(app.app.screen, Grouping)
        assert "2 the same change in other places" in app.text()
        await app.press("enter")
        assert app.text().count("制 → 制") == 2
        await app.press("escape", "escape")
        assert session.counts() == {State.OPEN: len(session.listed)}
        await app.press("D", "a")
        assert session.counts()[State.ACCEPTED] == 2
        await app.press("V", "0", "L", "G", "enter")
        assert session.current == session.listed[-1]
        await app.press("c")
        await app.type("有疑", "enter")
        await app.press("C")
        assert isinstance(app.app.screen, Picking) and "有疑" in app.text()

    drive(play)


@pytest.mark.parametrize(("width", "keys"), [(80, "asrcuf?q"), (40, "ars?")])
def test_the_last_line_keeps_what_is_needed(width, keys):
    async def play(app):
        bar = app.screen.query_one(KeyBar)
        shown = {command.shown for command, _ in bar.parts(bar.size.width)}
        assert set(keys) <= shown
        assert width < 80 or "Tab" in shown

    drive(play, size=(width, 20))


def test_copies_go_to_the_clipboard_and_jumps_to_their_place():
    async def play(app):
        session = app.session
        texts = session.material.texts(session.change)
        await app.press("y")
        assert app.app.clipboard == texts.left
        await app.press("Y")
        assert app.app.clipboard == texts.right
        await app.commit("：")
        await app.type("3", "enter")
        assert session.current == session.listed[2]
        await app.press("i")
        await app.commit("！")
        await app.press("enter")
        assert session.review.ruling(session.listed[2]).text.endswith("！")

    drive(play)


# Seeing


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return the contrast ratio of two colours (Web Content Accessibility Guidelines 2, 1.4.3)."""

    def luminance(colour: tuple[int, ...]) -> float:
        parts = [part / 255 for part in colour]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_text_can_be_read(theme):
    """Each role on each surface has a contrast of 4.5 at least."""
    for surface in (theme.background, theme.surface, theme.panel):
        ground = tuple(Color.parse(surface).triplet)
        for role in Role:
            ink = tuple(role_style(role, dark=theme.dark).color.triplet)
            assert _contrast(ink, ground) >= 4.5, (surface, role)


def test_the_row_in_question_is_one_colour_over_its_whole_width():
    """What is coloured elsewhere is read there too: plain ink, reversed."""

    async def play(app):
        await app.press("o")
        outline = app.screen.query_one(Outline)
        outline.render_lines(outline.region.reset_offset)
        strip = outline.render_line(outline.highlighted)
        assert strip.cell_length == outline.size.width
        colours = {(part.style.color, part.style.bgcolor, part.style.reverse) for part in strip if part.text.strip()}
        assert len(colours) == 1 and next(iter(colours))[2]

    drive(play, size=(120, 40))


# Speed


def test_a_key_lays_out_what_is_seen_however_long_the_outline(monkeypatch):
    """Of a thousand sections a decision touches those on screen."""
    asked: list[int] = []

    async def play(app):
        items = app.screen.query_one(Outline)

        def lines(index, _width):
            asked.append(index)
            return [(Styled(f"section {index}"),)]

        ItemList.show(items, 100_000, lines, 50_000)
        await app.press("a")
        assert len(set(asked)) <= 2 * items.size.height
        assert 50_000 in asked

    monkeypatch.setattr(panes.Outline, "follow", lambda _self, _block: None)
    drive(play, size=(120, 40))
