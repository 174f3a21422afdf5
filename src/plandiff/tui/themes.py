"""The app's own themes, light and dark: calm, and every colour doubled by a mark.

Roles of styled runs (see ``presentation.styled``) get their colours here; which set is used depends only on whether the
theme in force is dark.
"""

from rich.style import Style
from textual.theme import Theme

from plandiff.presentation.styled import Role
from plandiff.tables import complete

DARK = Theme(
    "plandiff-dark",
    primary="#7fb2d9",
    secondary="#7fd1d6",
    accent="#e5c07b",
    foreground="#d8dee4",
    background="#16191d",
    surface="#1e2124",
    panel="#272b2f",
    dark=True,
)
LIGHT = Theme(
    "plandiff-light",
    primary="#1f5f8b",
    secondary="#146c72",
    accent="#8a5a00",
    foreground="#22272e",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e5e3",
    dark=False,
)


def _styles(colours: dict[Role, str]) -> dict[Role, Style]:
    return {role: Style.parse(words) for role, words in complete(Role, colours).items()}


_DARK = _styles(
    {
        Role.PLAIN: "#d8dee4",
        Role.STRONG: "bold #eef2f6",
        Role.FAINT: "#8b96a1",
        Role.PATH: "#7fd1d6",
        Role.WARNING: "#e5c07b",
        Role.REPAIR: "#cf9ee8",
        Role.LEFT: "#f08080",
        Role.RIGHT: "#8fd18f",
        Role.LEFT_DIFFERENCE: "bold #f08080",
        Role.RIGHT_DIFFERENCE: "bold #8fd18f",
    }
)
_LIGHT = _styles(
    {
        Role.PLAIN: "#22272e",
        Role.STRONG: "bold #0b0e12",
        Role.FAINT: "#5c6168",
        Role.PATH: "#146c72",
        Role.WARNING: "#8a5a00",
        Role.REPAIR: "#7a3aa8",
        Role.LEFT: "#b3261e",
        Role.RIGHT: "#1b6e3c",
        Role.LEFT_DIFFERENCE: "bold #b3261e",
        Role.RIGHT_DIFFERENCE: "bold #1b6e3c",
    }
)
CURRENT = Style(reverse=True, bold=True)
"""The change in question; told without colour too."""
FOUND = Style(underline=True, bold=True)
"""What a search has found."""


def role_style(role: Role, *, dark: bool) -> Style:
    """Return how a role looks in a dark or light theme."""
    return (_DARK if dark else _LIGHT)[role]
