"""The objects of a repository, commits, folders and contents: as many as wanted, by one process of git."""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple

from plandiff.errors import UsageError
from plandiff.language import Message

_AT_ONCE = 50
"""Objects asked for together: so many names fit into any pipe, so that neither side waits for the other to read."""
_FOLDER, _LINKED = b"40000", b"160000"
"""The modes of a folder, and of a commit of another repository, in what git holds of a folder."""


class GitObject(NamedTuple):
    """An object: its full name in hexadecimal, and what it holds."""

    name: str
    content: bytes


Ask = Callable[[Sequence[str]], list[GitObject | None]]
"""Returns the objects of some names, as git understands them; None where there is none or more than one."""


@contextmanager
def git_objects(folder: Path, trouble: Message) -> Iterator[Ask]:
    """Start a process of git that is asked for objects.

    Args:
        folder: Where to run it; names such as ``HEAD:./`` start from there.
        trouble: What is wrong if it fails; ``{why}`` is what git says.

    Raises:
        UsageError: Git cannot be run, or it fails, as it does outside of a repository.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell, and names are no arguments
            ["git", "-C", os.fspath(folder), "cat-file", "--batch"],  # noqa: S607 - git is where the user has it
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError as error:
        raise UsageError("git cannot be run", "install it, or do without") from error
    with process:
        assert process.stdin and process.stdout and process.stderr  # noqa: S101, PT018 - they are pipes
        asked, answers, said = process.stdin, process.stdout, process.stderr

        def ask(names: Sequence[str]) -> list[GitObject | None]:
            found: list[GitObject | None] = []
            try:
                for first in range(0, len(names), _AT_ONCE):
                    some = names[first : first + _AT_ONCE]
                    asked.write(b"".join(os.fsencode(name) + b"\n" for name in some))
                    asked.flush()
                    found += [_answer(answers) for _ in some]
            except (BrokenPipeError, EOFError) as error:
                why = said.read().decode("utf-8", "replace").strip().removeprefix("fatal: ").partition("\n")[0]
                raise UsageError(trouble, why=why) from error
            return found

        try:
            yield ask
        finally:
            with suppress(BrokenPipeError):
                asked.close()
            process.kill()  # It may be in the middle of an answer, and holds nothing that could be lost.


def _answer(answers: IO[bytes]) -> GitObject | None:
    head = answers.readline()
    if not head:
        raise EOFError
    name, *facts = head.split()
    if len(facts) != 2 or not facts[1].isdigit():  # ... missing, ... ambiguous
        return None
    content = answers.read(int(facts[1]))
    answers.read(1)  # A line feed stands behind each.
    return GitObject(name.decode("ascii"), content)


def files_below(ask: Ask, folder: str) -> dict[str, str]:
    """Return the files of a folder and those below it, by path from it, each with the name of its content.

    Args:
        ask: See `git_objects`.
        folder: The name of the folder; a folder that is not there has no files.
    """
    files: dict[str, str] = {}
    below = {"": folder}
    while below:
        held = ask([*below.values()])
        folders = [(path, found) for path, found in zip(below, held, strict=True) if found]
        below = {}
        for path, found in folders:
            for mode, name, own in _entries(found):
                (below if mode == _FOLDER else files)[f"{path}{name}/" if mode == _FOLDER else f"{path}{name}"] = own
    return files


def _entries(folder: GitObject) -> Iterator[tuple[bytes, str, str]]:
    """Yield the mode, the name and the object of what a folder holds, other repositories set aside."""
    content, size, at = folder.content, len(folder.name) // 2, 0
    while at < len(content):
        mode, _, name = content[at : content.index(b"\0", at)].partition(b" ")
        at += len(mode) + len(name) + 2 + size
        if mode != _LINKED:
            yield mode, name.decode("utf-8", "surrogateescape"), content[at - size : at].hex()
