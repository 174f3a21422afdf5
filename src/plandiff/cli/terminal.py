"""What there is to know of a terminal before the app is shown in it: how wide it draws “, and whether it is dark.

It is asked by control sequences that nearly all terminals answer. One that answers nothing is asked nothing more, so
that no late answer can be taken for keys.
"""

import os
import select
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plandiff.errors import PlandiffError, UsageError
from plandiff.patterns import late_pattern
from plandiff.writing import user_folder, write_atomically

WIDTH = "PLANDIFF_AMBIGUOUS_WIDTH"

_PATIENCE = 0.5
"""Seconds that a terminal has to answer."""
_WHO = "\x1b[c"
"""Asks what kind of terminal it is: what every terminal answers, and answers last."""
_ANSWERED = late_pattern(rb"\x1b\[\?[\d;]*c")
_PLACE = late_pattern(rb"\x1b\[\d+;(\d+)R")
_BACKGROUND = late_pattern(rb"\x1b\]11;rgba?:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)")
_SHARES = (0.299, 0.587, 0.114)
"""What red, green and blue have of the brightness of a colour (ITU-R BT.601)."""


def ambiguous_width(given: int | None) -> int:
    """Return how many cells an ambiguous character such as “ has: as the option or the variable says, else as drawn.

    Raises:
        UsageError: The variable says neither 1 nor 2.
    """
    if given:
        return given
    if said := os.environ.get(WIDTH):
        if said not in ("1", "2"):
            raise UsageError("{variable} is {asked!r}", "use {known}", variable=WIDTH, asked=said, known="1, 2")
        return int(said)
    place = _PLACE.search(asked(f"\r“\x1b[6n\r\x1b[K{_WHO}"))
    return 2 if place and int(place[1]) == 1 + 2 else 1


def is_dark() -> bool:
    """Say whether the app is dark: as it was left last, else as the terminal is."""
    remembered = _theme_file()
    with suppress(OSError):
        if remembered:
            return remembered.read_text(encoding="ascii", errors="replace").strip() != "light"
    found = _BACKGROUND.search(asked(f"\x1b]11;?\x1b\\{_WHO}")) if asked(_WHO) else None
    if not found:
        return True
    levels = [int(part, 16) / float(16 ** len(part) - 1) for part in found.groups()]
    return sum(share * level for share, level in zip(_SHARES, levels, strict=True)) < 1 / 2


def remember_dark(dark: bool) -> None:
    """Remember whether the app is dark; where nothing can be written, it is forgotten."""
    file = _theme_file()
    with suppress(OSError, PlandiffError):
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(file, b"dark\n" if dark else b"light\n")


def _theme_file() -> Path | None:
    folder = user_folder("XDG_STATE_HOME", ".local/state")
    return folder / "theme" if folder else None


def asked(question: str) -> bytes:
    """Return what the terminal answers, up to what kind it is; nothing if it does not say that in time."""
    if os.environ.get("TEXTUAL_DRIVER") or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return b""
    descriptor, answer, end = sys.stdin.fileno(), b"", time.monotonic() + _PATIENCE
    with _unechoed(descriptor) as able:
        if not able:
            return b""
        os.write(sys.stdout.fileno(), question.encode())
        while not _ANSWERED.search(answer):
            if not select.select([descriptor], [], [], max(0.0, end - time.monotonic()))[0]:
                return b""
            answer += os.read(descriptor, 1024)
    return answer


@contextmanager
def _unechoed(descriptor: int) -> Iterator[bool]:
    """Read what is typed at once, and do not show it; say whether that can be done here."""
    try:
        import termios  # noqa: PLC0415 - Windows has none
        import tty  # noqa: PLC0415 - the same

        before = termios.tcgetattr(descriptor)
    except (ImportError, OSError, ValueError):
        yield False
        return
    try:
        tty.setcbreak(descriptor)
        yield True
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
