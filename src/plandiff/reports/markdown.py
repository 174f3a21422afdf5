"""Document text in Markdown: shown as it is, whatever signs it holds."""

from plandiff.presentation.excerpts import harmless


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    shown = harmless(" ".join(text.split())).replace("&", "&amp;").replace("<", "&lt;")
    return "".join("\\" + char if char in "\\`*_{}[]#|~>!" else char for char in shown)
