"""The versions of one file that git holds, under whatever names it had."""

import re
from dataclasses import dataclass
from pathlib import Path

from plandiff.decisions.git import git
from plandiff.errors import UsageError
from plandiff.patterns import late_pattern
from plandiff.writing import resolved

_COMMIT = late_pattern(r"([0-9a-f]{40,64})\t([0-9-]{10})")


@dataclass(frozen=True, slots=True)
class FileVersion:
    """The bytes of a file in one commit: its full name, its day (ISO 8601) and the path the file had."""

    commit: str
    date: str
    path: str
    data: bytes


def file_versions(file: str) -> list[FileVersion]:
    """Return the versions of a file that differ from the one before, the oldest first; renames are followed.

    Raises:
        UsageError: The file does not lie in a repository, no commit has it, or git cannot be run.
    """
    folder, name = resolved(file).parent, Path(file).name
    log = git(
        *(
            folder,
            "log",
            "--follow",
            "-z",
            "--name-only",
            "--find-renames=40%",
            "--diff-filter=d",
            "--format=%H%x09%cs",
            "--",
            name,
        ),
        trouble="git cannot tell the versions of {file}: {why}",
        remedy="name the versions as files, the oldest first",
        file=str(file),
    ).decode("utf-8", "surrogateescape")
    asked: list[tuple[str, str, str]] = []
    commit: re.Match[str] | None = None
    for part in log.split("\0"):
        for line in part.split("\n"):
            found = _COMMIT.fullmatch(line)
            if found:
                commit = found
            elif line and commit:
                asked.append((commit[1], commit[2], line))
    if not asked:
        raise UsageError("git has no version of {file}", "name the versions as files, the oldest first", file=file)
    asked.reverse()
    names = "".join(f"{commit}:{path}\n" for commit, _, path in asked).encode("utf-8", "surrogateescape")
    contents = _blobs(
        git(
            folder,
            "cat-file",
            "--batch",
            trouble="git cannot read the versions of {file}: {why}",
            file=str(file),
            fed=names,
        )
    )
    versions: list[FileVersion] = []
    for (name_of, date, path), data in zip(asked, contents, strict=True):
        if data is not None and (not versions or versions[-1].data != data):
            versions.append(FileVersion(name_of, date, path, data))
    return versions


def _blobs(batch: bytes) -> list[bytes | None]:
    """Return the contents that ``git cat-file --batch`` printed; None for what git does not have."""
    found: list[bytes | None] = []
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        head = batch[at:end].split()
        if head[-1] == b"missing":
            found.append(None)
            at = end + 1
            continue
        size = int(head[-1])
        found.append(batch[end + 1 : end + 1 + size])
        at = end + size + 2
    return found
