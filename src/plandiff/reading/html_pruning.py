"""Takes out of an HTML tree what no reader of the page sees as its text, and leaves a note of what that was."""

from lxml import etree

from plandiff.patterns import late_pattern
from plandiff.reading.extracted import Revisions
from plandiff.reading.html_body import is_known_box
from plandiff.reading.html_text import Element, Stub

_TEXTLESS = """
head script style noscript template title meta link select button textarea input svg canvas audio video map source
datalist rp
"""
_EMBEDDED = frozenset(("iframe", "object", "embed", "frame"))
_STUBS = {
    **dict.fromkeys(_TEXTLESS.split(), Stub.NOTHING),
    **dict.fromkeys(_EMBEDDED, Stub.EMBEDDED),
    "rt": Stub.READING,
}
_HIDING = late_pattern(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0+(?:px|pt|em|%)?\s*(?:;|$)"
)


def prune(root: Element, revisions: Revisions) -> None:
    """Empty all that holds no text of the document, and leave a stub that says what it was.

    Frames, hidden text, readings and the side of tracked changes that is not asked for are counted where they stood,
    so that it can be told what the body of an article has lost.
    """
    stubs = _STUBS | {"del" if revisions is Revisions.FINAL else "ins": Stub.REVISED}
    walk = etree.iterwalk(root, events=("start",))
    doomed: list[tuple[Element, Stub, int]] = []
    for _, element in walk:
        stub = stubs.get(element.tag) or (Stub.HIDDEN if _is_hidden(element) else None)
        if stub:
            size = sum(len(text.strip()) for text in element.itertext()) if stub is Stub.HIDDEN else 1
            doomed.append((element, stub, size))
            walk.skip_subtree()
    for element, stub, count in doomed:
        element.clear(keep_tail=True)
        element.tag = stub
        element.set("count", str(count))


def _is_hidden(element: Element) -> bool:
    """Say whether an element's own attributes hide it; a known box of content is shown by a script of the page."""
    hidden = element.get("hidden") is not None or _HIDING.search(element.get("style", "").lower())
    return bool(hidden) and not is_known_box(element)
