"""``plandiff init`` and ``plandiff git-setup``: what a project needs once."""

import os
import shutil
import sys
import textwrap
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from plandiff.choices import Standard
from plandiff.cli.shared import say
from plandiff.config import FILE_NAME, RELATIONS, load_config
from plandiff.decisions.discover_documents import proposed_globs, proposed_pairs, texts_in
from plandiff.decisions.git import git
from plandiff.errors import UsageError
from plandiff.judging.change import Kind, Weight
from plandiff.language import tr
from plandiff.writing import write_atomically

_TEMPLATE = """\
# What plandiff watches in this project, and how it judges it. Paths are from this folder, with /.

# Watched documents: `plandiff check` compares each with its accepted text. * stays in a folder, ** goes into any.
documents = [{documents}]

# Files, and folders with all that is in them, that are not watched all the same.
{exclude}

# Where accepted texts and differences are kept; commit this folder.
# snapshots = "snapshots"

# Kinds or weights of change that make a check fail. [] lets everything pass; "check --fail-on KIND" overrides it.
{kinds}
# fail_on = ["substantive", "mojibake", "lost-text"]

# Whose traditional characters are right: {standards}.
# standard = "any"

# Names that are right as they are written.
# names = ["两江新区"]

# The name that decisions are made under; without it, each person's own.
# as = "编辑部"

# A watched pair: new differences between two documents fail a check. Relations: {relations}.
{pairs}

# Changes that do not count; give a reason and at least one condition.
# [[ignore]]
# reason = "the site's footer changes every year"
# kinds = ["wording", "number"]
# document = "plans/*.txt"
# text = "版权所有"
"""
_PAIR = """\
[[pair]]
left = "{left}"
right = "{right}"
relation = "rendering"
"""
_NO_PAIR = "# " + _PAIR.format(left="plans/national.hant.txt", right="plans/national.hans.txt").replace("\n", "\n# ")


def init() -> None:
    """Write a plandiff.toml with comments for the documents in this folder."""
    root = Path.cwd()
    file = root / FILE_NAME
    if file.exists():
        raise UsageError("{file} is there already", "edit it, or delete it first", file=FILE_NAME)
    above = load_config().file
    if above:
        shown = os.path.relpath(above)
        raise UsageError("this folder lies in the project of {name}", "add its documents there", name=shown)
    texts = texts_in(root)
    documents, excluded = (", ".join(f'"{found}"' for found in globs) for globs in proposed_globs(root, texts))
    pairs = [_PAIR.format(left=pair.left, right=pair.right) for pair in proposed_pairs(texts)]
    shown_pairs = "\n".join(pairs).rstrip() or _NO_PAIR.removesuffix("\n# ")
    choices = {
        "exclude": f"exclude = [{excluded}]" if excluded else '# exclude = ["laws/drafts"]',
        "kinds": textwrap.fill(
            f"Weights: {', '.join(Weight)}. Kinds: {', '.join(Kind)}.",
            width=119,
            initial_indent="# ",
            subsequent_indent="# ",
            break_on_hyphens=False,
        ),
        "standards": ", ".join(Standard),
        "relations": ", ".join(RELATIONS),
    }
    write_atomically(file, _TEMPLATE.format(documents=documents or '"*.txt"', pairs=shown_pairs, **choices).encode())
    if texts:
        say(tr("wrote {file}; see what is watched with: plandiff check"), file=FILE_NAME)
    else:
        say(tr("wrote {file}; there is no Chinese text here yet: mend its documents"), file=FILE_NAME)


_SETTINGS = {
    "diff.plandiff.textconv": "{plandiff} text --textconv",
    "diff.plandiff.cachetextconv": "true",
    "merge.plandiff.name": "plandiff snapshots, clause by clause",
    "merge.plandiff.driver": "{plandiff} merge-driver %O %A %B %P",
    "difftool.plandiff.cmd": '{plandiff} compare --relation revision "$LOCAL" "$REMOTE"',
}
"""git stops with an error if it cannot find the command, so one that is not on the path is named in full."""
_INNER = ("", "/**")
"""What is excluded with a file or folder of that name."""
_BEGIN, _END = "# plandiff: begin", "# plandiff: end"


def git_setup(
    *, undo: Annotated[bool, typer.Option("--undo", help="Take out what git-setup has put in.")] = False
) -> None:
    """Make git diff show watched documents and git merge their snapshots clause by clause; this clone only.

    Nothing in the tree is changed: the settings lie in .git.
    """
    attributes = Path(_asked("rev-parse", "--git-path", "info/attributes"))
    kept = _without_ours(attributes.read_text(encoding="utf-8") if attributes.exists() else "")
    for section in ("diff.plandiff", "merge.plandiff", "difftool.plandiff"):
        with suppress(UsageError):  # There is none.
            _asked("config", "--local", "--remove-section", section)
    if undo:
        if attributes.exists():
            write_atomically(attributes, kept.encode())
        say(tr("git no longer knows of plandiff"))
        return
    config = load_config()
    if not config.documents:
        raise UsageError("nothing is watched", "write a plandiff.toml with: plandiff init")
    prefix = os.path.relpath(config.root, _asked("rev-parse", "--show-toplevel"))
    place = "" if prefix == "." else f"{Path(prefix).as_posix()}/"
    lines = [
        _BEGIN,
        *(f"{_quoted(place + pattern)} diff=plandiff" for pattern in config.documents),
        f"{_quoted(place + config.snapshots.rstrip('/') + '/**')} merge=plandiff text eol=lf",
        *(f"{_quoted(place + pattern.rstrip('/') + inner)} !diff" for pattern in config.exclude for inner in _INNER),
        _END,
    ]
    command = "plandiff" if shutil.which("plandiff") else f"'{sys.executable}' -m plandiff"
    for key, value in _SETTINGS.items():
        _asked("config", "--local", key, value.format(plandiff=command))
    attributes.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(attributes, (kept + "\n".join(lines) + "\n").encode())
    say(tr("git diff shows watched documents clause by clause; try: git difftool -t plandiff"))


def _quoted(pattern: str) -> str:
    """Return a pattern as git reads it in a file of attributes."""
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _without_ours(attributes: str) -> str:
    lines, ours = [], False
    for line in attributes.splitlines(keepends=True):
        ours = ours or line.strip() == _BEGIN
        if not ours:
            lines.append(line)
        ours = ours and line.strip() != _END
    return "".join(lines)


def _asked(*arguments: str) -> str:
    answer = git(Path.cwd(), *arguments, trouble="git cannot be set up here: {why}")
    return answer.decode("utf-8", "surrogateescape").strip()
