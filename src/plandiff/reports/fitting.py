"""Makes a text as wide as its column."""

from plandiff.text.width import cell_offsets, cell_width


def fitted(text: str, cells: int) -> str:
    """Cut or fill a text to a number of cells."""
    if cell_width(text) > cells:
        before, _ = cell_offsets(text)
        end = max(n for n, width in enumerate(before) if width <= cells - 1)
        text = text[:end] + "…"
    return text + " " * (cells - cell_width(text))
