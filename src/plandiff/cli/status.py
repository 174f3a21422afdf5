"""The exit status: what every command tells the program that runs it."""

from typing import NoReturn

import typer

SAME, FOUND, TROUBLE, INTERRUPTED = 0, 1, 2, 130


def leave(
    *, found: bool = False, troubled: bool = False, interrupted: bool = False, exit_zero: bool = False
) -> NoReturn:
    """End the command, and say how it went.

    Args:
        found: Whether there is something to look at: 1.
        troubled: Whether something could not be done: 2, whatever was found.
        interrupted: Whether the person broke it off: 130.
        exit_zero: Whether what is found shall be no reason to fail.
    """
    if interrupted:
        raise typer.Exit(INTERRUPTED)
    raise typer.Exit(TROUBLE if troubled else FOUND if found and not exit_zero else SAME)
