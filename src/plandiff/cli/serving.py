"""``plandiff serve``: the app in a browser of this machine."""

import gc
import shlex
import sys
from collections.abc import Awaitable, Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plandiff.cli.reviewer import As
from plandiff.cli.shared import Names, TheRelation, TheStandard, say
from plandiff.errors import UsageError
from plandiff.language import tr

if TYPE_CHECKING:
    from aiohttp import web
    from textual_serve.server import Server

_HOST = "127.0.0.1"
"""Nobody but this machine: the app has no login."""


def serve(  # noqa: PLR0913 - one parameter for each option
    left: Annotated[Path, typer.Argument(help="The first document.")],
    right: Annotated[Path, typer.Argument(help="The second document.")],
    *,
    relation: TheRelation = None,
    standard: TheStandard = None,
    name: Names = None,
    decisions: Annotated[
        Path | None, typer.Option("--decisions", help="File for the decisions; found by itself if not named.")
    ] = None,
    by: As = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of this machine.")] = 8000,
) -> None:
    """Review two documents in a browser of this machine; the page asks nothing of any other.

    What is written stays in the folder of the review. Ctrl-C ends it. Needs the extra `serve`.
    """
    for path in (left, right):
        if not path.is_file():
            raise UsageError("cannot read {path}: there is no such file", path=path)
    options = [("--relation", relation), ("--standard", standard), ("--decisions", decisions), ("--as", by)]
    words = [word for option, value in options if value for word in (option, str(value))]
    words += [word for one in name or () for word in ("--name", one)]
    command = [sys.executable, "-m", "plandiff", "review", *words, "--", str(left), str(right)]
    gc.enable()  # It runs for as long as somebody reviews.
    _server(shlex.join(command), port, f"{left.name} / {right.name}").serve()


def _server(command: str, port: int, title: str) -> "Server":
    try:
        import logging  # noqa: PLC0415 - what follows has loaded it anyway

        from aiohttp import web  # noqa: PLC0415 - an extra, and heavy
        from textual_serve.server import Server  # noqa: PLC0415 - the same
    except ImportError as error:
        raise UsageError("serve needs the extra serve", "pip install 'plandiff[serve]'") from error

    class OwnServer(Server):
        """Serves a page of our own, which asks nothing of any other machine, to pages of its own alone."""

        def initialize_logging(self) -> None:
            """Log nothing, not even what others send that is no HTTP: what is told goes through the command line."""
            logging.getLogger("aiohttp").addHandler(logging.NullHandler())
            logging.getLogger("aiohttp").propagate = False

        async def _make_app(self) -> "web.Application":
            app = await super()._make_app()
            app.middlewares.append(own_pages)
            return app

        async def on_startup(self, app: "web.Application") -> None:  # noqa: ARG002 - the library's signature
            """Say where it is."""
            say(tr("open {url} in a browser; Ctrl-C ends it"), url=self.public_url)

    @web.middleware
    async def own_pages(
        request: "web.Request", handler: Callable[["web.Request"], Awaitable["web.StreamResponse"]]
    ) -> "web.StreamResponse":
        """Refuse a page of another site that would type into the app, and a name that was bent to this machine."""
        here = f"{_HOST}:{port}"
        if request.host != here or request.headers.get("Origin", f"http://{here}") != f"http://{here}":
            raise web.HTTPForbidden
        return await handler(request)

    templates = str(resources.files("plandiff.tui") / "served")
    return OwnServer(command, host=_HOST, port=port, title=title, templates_path=templates)
