"""Draws a coloured terminal report as a picture: ``python docs/picture.py > docs/report.svg``.

Every run of characters is placed at its cell and stretched to its cells, so that Chinese text lines up in whatever
font a reader has.
"""

import html
import re
import subprocess
import sys
from pathlib import Path

from plandiff.text.width import cell_width

ROOT = Path(__file__).parents[1]
COLUMNS, LINES = 80, 34
CELL, LINE, MARGIN = 8.0, 21, 16
WIDE, NARROW = 16, 13.3
"""Font sizes at which a Chinese character fills two cells, and a Latin one of a usual monospace font one."""
INK, PAPER = "#d8dee4", "#16191d"
STYLES = {
    "1": 'font-weight="bold"',
    "2": 'opacity="0.6"',
    "4": 'text-decoration="underline"',
    "31": 'fill="#f08080"',
    "32": 'fill="#8fd18f"',
    "33": 'fill="#e5c07b"',
    "34": 'fill="#82aaff"',
    "35": 'fill="#c792ea"',
    "36": 'fill="#7fd1d6"',
}


def report() -> list[str]:
    """Return the first lines of the coloured report on the two renderings of the national plan."""
    command = [sys.executable, "-m", "plandiff", "compare", "--color", "always", "--width", str(COLUMNS)]
    seeds = [f"seeds/national-special-regions.{script}.txt" for script in ("hant", "hans")]
    done = subprocess.run([*command, *seeds], cwd=ROOT, capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode().split("\n")[:LINES]


def placed(text: str, row: int, column: int, style: str) -> list[str]:
    """Return a run of text as SVG elements that begin at a cell."""
    elements = []
    for piece in re.findall(r"[\u2e80-\U0003ffff]+|[^\u2e80-\U0003ffff]+", text):
        cells = cell_width(piece)
        size = WIDE if piece[0] >= "\u2e80" else NARROW
        if piece.strip():
            x, y = MARGIN + column * CELL, MARGIN + (row + 0.75) * LINE
            elements.append(
                f'<text x="{x:g}" y="{y:g}" {style} font-size="{size}" '
                f'textLength="{cells * CELL:g}" lengthAdjust="spacingAndGlyphs" '
                f'xml:space="preserve">{html.escape(piece)}</text>'
            )
        column += cells
    return elements


def drawn(line: str, row: int) -> str:
    """Return one line as SVG text elements, a run each."""
    elements, styles, column = [], list[str](), 0
    for part in re.split(r"(\x1b\[[0-9;]*m)", line):
        if part.startswith("\x1b"):
            codes = part[2:-1].split(";")
            styles = [] if codes in ([""], ["0"]) else [*styles, *codes]
        else:
            elements += placed(part, row, column, " ".join(STYLES[code] for code in styles if code in STYLES))
            column += cell_width(part)
    return "\n".join(elements)


def picture(body: str, columns: int, rows: int) -> str:
    """Return drawn rows as a picture."""
    width, height = columns * CELL + 2 * MARGIN, rows * LINE + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" fill="{INK}" '
        'font-family="ui-monospace, DejaVu Sans Mono, Noto Sans Mono CJK SC, Noto Sans CJK SC, monospace">\n'
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>\n{body}\n</svg>\n'
    )


def main() -> None:
    """Write the picture to standard output."""
    lines = report()
    sys.stdout.write(picture("\n".join(drawn(line, row) for row, line in enumerate(lines)), COLUMNS, len(lines)))


if __name__ == "__main__":
    main()
