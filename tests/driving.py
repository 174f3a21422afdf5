"""Drives the review app in tests: press keys, look at the screen as text."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from conftest import document
from test_reviewing import material
from textual import _wait, events
from textual.keys import _character_to_key

from plandiff.config import Config
from plandiff.decisions.store import Store
from plandiff.reviewing.material import Material
from plandiff.reviewing.painting import LayoutOptions
from plandiff.reviewing.session import Session
from plandiff.reviewing.to_review import ToReview, load_waiting, pair_to_review, signatures
from plandiff.tui.app import ReviewApp
from plandiff.tui.loading import LoadingApp
from plandiff.tui.screen import ReviewScreen

SIZES = [(80, 24), (120, 40), (40, 15)]
SMALL = material()
"""A short pair with a number, a duty, a dropped sentence and wrong characters."""


class Driven:
    """An app under test: press keys, look at the screen."""

    def __init__(self, app: LoadingApp, pilot) -> None:
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

    async def commit(self, *chars: str) -> None:
        """Send characters as an input method commits them; the pilot knows keys of a keyboard only."""
        for char in chars:
            self.app._driver.send_message(events.Key(_character_to_key(char), char))
            await self.press()

    async def load(self, *keys: str) -> None:
        """Press keys that have the app load anew, and wait until it has."""
        await self.press(*keys)
        await self.app.workers.wait_for_complete()
        await self.press()

    def text(self) -> str:
        """Return the screen as text, spaces at line ends dropped."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(part.text for part in strip).rstrip() for strip in strips) + "\n"


def drive(
    play: Callable, reviewed: Material | Callable = SMALL, *, size=(80, 24), folder=None, layout=None, watched=()
):
    """Open the app on some material, play on it, and return the app when it is closed."""

    with TemporaryDirectory() as spare:
        place = folder or Path(spare)

        def load(stage):
            stage("reading")
            return pair(reviewed() if callable(reviewed) else reviewed, place, watched)

        return played(ReviewApp(load, layout or LayoutOptions()), play, size)


def pair(material: Material, folder: Path, watched=()) -> ToReview:
    """Return some material as what is to be reviewed, with its decisions in a folder."""
    return pair_to_review(material, Store(folder / "x.review.json", ("l", "r")), folder, "pair", signatures(watched))


def drive_project(play: Callable, config: Config, *, size=(80, 24)) -> ReviewApp:
    """Open the app on all that waits in a project, play on it, and return the app when it is closed."""
    return played(ReviewApp(lambda stage: load_waiting(config, stage), LayoutOptions()), play, size)


def played(app, play: Callable, size: tuple[int, int]):
    """Run an app, play on it once it has loaded, and return it when it is closed."""

    async def main() -> None:
        # Textual's pilot naps 20 ms twice after each key; a quarter of it is enough to see that nothing goes on.
        with patch.multiple(_wait, SLEEP_GRANULARITY=0.005, SLEEP_IDLE=0.0005):
            async with app.run_test(size=size) as pilot:
                await app.workers.wait_for_complete()
                await pilot.pause()
                driven = Driven(app, pilot)
                await driven.press()
                await play(driven)

    asyncio.run(main())
    return app


def pair_of(left, right):
    return document(left, "left.txt"), document(right, "right.txt")
