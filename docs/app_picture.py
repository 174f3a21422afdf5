"""Draws the review app on the two seed renderings as a picture: ``python docs/app_picture.py > docs/review.svg``.

``--light`` takes the light theme, ``--keys "n n A"`` presses other keys, ``--size 80x24`` takes another size.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from picture import CELL, LINE, MARGIN, picture, placed
from rich.segment import Segment

from plandiff.comparison import compare
from plandiff.decisions.store import Store
from plandiff.reading import read
from plandiff.reviewing.arranging import material_of
from plandiff.reviewing.to_review import pair_to_review
from plandiff.text.width import cell_width
from plandiff.tui.app import ReviewApp

KEYS = "A a A r"


async def screen(size: tuple[int, int], keys: list[str]) -> list[list[Segment]]:
    """Return the rows of the app after some keys."""
    seeds = [read(f"seeds/national-special-regions.{script}.txt") for script in ("hant", "hans")]
    material = material_of(compare(*seeds))
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "plan.review.json", ("", ""))
        app = ReviewApp(lambda _stage: pair_to_review(material, store, Path(), "plan", {}))
        return await pressed(app, size, keys)


async def pressed(app: ReviewApp, size: tuple[int, int], keys: list[str]) -> list[list[Segment]]:
    """Press keys and return the rows of the app."""
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        return [list(strip) for strip in app.screen._compositor.render_strips()]  # noqa: SLF001 - what is on screen


def drawn(row: int, segments: Iterable[Segment]) -> list[str]:
    """Return one row: surfaces first, then the text on them."""
    surfaces, texts, column = [], [], 0
    for text, style, _ in segments:
        cells = cell_width(text)
        ink, paper = (style.color, style.bgcolor) if style else (None, None)
        if style and style.reverse:
            ink, paper = paper, ink
        if paper and paper.triplet:
            x, y = MARGIN + column * CELL, MARGIN + row * LINE
            surfaces.append(
                f'<rect x="{x:g}" y="{y:g}" width="{cells * CELL:g}" height="{LINE}" '
                f'fill="{paper.triplet.hex}" shape-rendering="crispEdges"/>'
            )
        look = f'fill="{ink.triplet.hex}"' if ink and ink.triplet else ""
        look += ' font-weight="bold"' if style and style.bold else ""
        texts += placed(text, row, column, look)
        column += cells
    return [*surfaces, *texts]


def main() -> None:
    """Write the picture to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--keys", default=KEYS)
    parser.add_argument("--size", default="120x36")
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    rows = asyncio.run(screen((width, height), [*options.keys.split(), *(["t"] if options.light else [])]))
    body = "\n".join(element for row, segments in enumerate(rows) for element in drawn(row, segments))
    sys.stdout.write(picture(body, width, height))


if __name__ == "__main__":
    main()
