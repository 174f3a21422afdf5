"""Who decides: the name that stands with each decision."""

import getpass
import os
from typing import Annotated

import typer

from plandiff.config import Config

As = Annotated[
    str | None, typer.Option("--as", metavar="NAME", help="Who decides; else PLANDIFF_AS, plandiff.toml, your login.")
]


def reviewer(named: str | None, config: Config) -> str:
    """Return who decides: by the option, ``PLANDIFF_AS``, the key ``as`` of the project, or the login name."""
    found = named or os.environ.get("PLANDIFF_AS") or config.reviewer or _login()
    return " ".join(found.split())


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # in a container without names
        return ""
