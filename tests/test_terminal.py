"""What the terminal is asked before the app is shown in it, by a made terminal at the other end of the line."""

import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from driving import SMALL, pair, played
from rich.color import Color, ColorSystem

from plandiff.cli.terminal import ambiguous_width, is_dark, remember_dark
from plandiff.errors import UsageError
from plandiff.tui.app import ReviewApp
from plandiff.tui.themes import DARK, LIGHT

ASK = """
import sys
from plandiff.cli.terminal import ambiguous_width, is_dark
print(ambiguous_width(None), is_dark(), file=sys.stderr)
"""
WHITE, BLACK = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\", b"\x1b]11;rgb:1e1e/1e1e/2e2e\x07"
KIND = b"\x1b[?62;22c"


def answered(folder: Path, width: int, background: bytes, kind: bytes = KIND) -> tuple[str, bytes]:
    """Ask a terminal of that kind; return what was found out, and all that was asked."""
    ours, theirs = os.openpty()
    environment = os.environ | {"XDG_STATE_HOME": str(folder)}
    child = subprocess.Popen(
        [sys.executable, "-c", ASK], stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=environment
    )
    os.close(theirs)
    asked = b""
    while child.poll() is None:
        if not select.select([ours], [], [], 0.05)[0]:
            continue
        try:
            part = os.read(ours, 1024)
        except OSError:  # The child has closed its end.
            break
        asked += part
        answers = {b"\x1b[6n": b"\x1b[1;%dR" % (1 + width), b"\x1b]11;?": background, b"\x1b[c": kind}
        for question in re.findall(rb"\x1b\[6n|\x1b\]11;\?|\x1b\[c", part):
            os.write(ours, answers[question])
    told = child.communicate(timeout=20)[1].decode().strip()
    os.close(ours)
    return told, asked


@pytest.mark.parametrize(
    ("width", "background", "told"),
    [(1, BLACK, "1 True"), (2, WHITE, "2 False"), (1, b"", "1 True")],
    ids=["dark", "light, wide quotation marks", "says no colour"],
)
def test_the_terminal_is_asked(tmp_path, width, background, told):
    assert answered(tmp_path, width, background)[0] == told


def test_a_terminal_that_answers_nothing_is_asked_for_no_colour(tmp_path):
    """A late answer about a colour would be taken for keys."""
    told, asked = answered(tmp_path, 1, BLACK, b"")
    assert told == "1 True"
    assert b"]11" not in asked


def test_the_theme_is_remembered(tmp_path, monkeypatch):
    """What the person has chosen with t goes before what the terminal says."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert is_dark()
    remember_dark(False)
    assert not is_dark()
    told, asked = answered(tmp_path, 1, BLACK)
    assert told == "1 False"
    assert b"]11" not in asked


def test_the_app_opens_as_it_was_left(tmp_path):
    """It begins light where it is told so, and t tells what to remember."""
    remembered = []
    app = ReviewApp(lambda _stage: pair(SMALL, tmp_path), dark=False, remember=remembered.append)

    async def play(app):
        assert app.app.theme == LIGHT.name
        await app.press("t", "t", "t")
        assert app.app.theme == DARK.name

    played(app, play, (80, 24))
    assert remembered == [True, False, True]


def test_the_variable_goes_before_the_terminal(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANDIFF_AMBIGUOUS_WIDTH", "2")
    assert (ambiguous_width(None), ambiguous_width(1)) == (2, 1)
    assert answered(tmp_path, 1, BLACK)[0] == "2 True"
    monkeypatch.setenv("PLANDIFF_AMBIGUOUS_WIDTH", "3")
    with pytest.raises(UsageError, match="PLANDIFF_AMBIGUOUS_WIDTH is '3'; use 1, 2"):
        ambiguous_width(None)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_bars_stay_grey_in_a_terminal_of_256_colours(theme):
    """No bar turns into a colour of its own: each becomes a grey of the terminal, and the three stay apart."""
    shades = [Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number for colour in (theme.surface, theme.panel)]
    assert all(shade >= 231 for shade in shades)
    assert len(set(shades)) == 2
