"""Makes the inputs of ``fuzz.py``: a few steps in one folder, each files to write, then a command.

An input is made from its number alone: documents, projects with their settings and what is accepted in them, reviews,
merges; what plandiff keeps is spoilt between two steps.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fuzz_documents import damaged, document, edited, text_of

from plandiff.config import RELATIONS
from plandiff.reports.formats import FORMATS

NAMES = (
    *("a.txt", "规划\x1b[7m\n\u202e.txt", "=x.md", "\x9b1m.txt", "甲" * 78 + ".txt", "a b'\".txt", "-f", "[x].txt"),
    *("::error.txt", "a%s{name}.txt", "\u2028.txt", "a:b\\c.txt"),
)


@dataclass
class Step:
    """Files to write, what to spoil of those that are there, a command line, and what it reads from its input."""

    arguments: list[str]
    files: dict[str, bytes] = field(default_factory=dict)
    spoil: Callable[[Path], None] | None = None
    typed: bytes = b""


# --- Settings ---


_NO_SETTINGS = ("x = 1", "documents = 1", "[", "a = " + "[" * 900, "a = " + "9" * 9999, "\x00", '"\ud7ff" = 0')
_GLOBS = (*('"*.txt", "*.md"',) * 6, '"*"', '"*.txt"', '"**"', '"**/*.txt", "*"', '"["', '"/x"')
_VALUES = {
    "exclude": ("a*", "**", "b.txt", "x/**/y", "[", ""),
    "names": ("甲乙", "", "养犬人", "\x00", "a" * 999),
    "fail_on": ("number", "substantive", "cosmetic", "added", "x"),
    "snapshots": ("s", ".", ".git/x", "../x", "a.txt", "s/t", "", "s\x1b"),
    "standard": ("any", "tw", "hk", "cn", "x"),
    "language": ("en", "zh-Hans", "zh-Hant", "xx"),
    "as": ("甲", "\x1b[1m", "a\nb"),
}
"""What each key may be set to; the first three take lists."""


def settings(names: Sequence[str], rng: random.Random) -> bytes:
    """Return a ``plandiff.toml`` that watches the documents, with all that it may say and some that it may not."""
    shown = [json.dumps(name) for name in names]
    lines = [f"documents = [{rng.choice((', '.join(shown), *_GLOBS))}]"]
    for key, values in _VALUES.items():
        if rng.random() < 0.03:
            value = json.dumps(rng.choice(values))
            lines.append(f"{key} = [{value}]" if key in ("exclude", "names", "fail_on") else f"{key} = {value}")
    if rng.random() < 0.02:
        lines.append(rng.choice(_NO_SETTINGS))
    if rng.random() < 0.4:
        sides = f"left = {rng.choice(shown)}\nright = {rng.choice(shown)}"
        lines.append(f'[[pair]]\n{sides}\nrelation = "{rng.choice(RELATIONS)}"')
    if rng.random() < 0.2:
        kinds = json.dumps([rng.choice(_VALUES["fail_on"])])
        lines.append(f'[[ignore]]\nreason = "\\u001b[1m甲"\nkinds = {kinds}\ntext = "{rng.choice("的一0")}"')
    return "\n".join(lines).encode("utf-8", "replace")


# --- Inputs ---


def steps_of(number: int) -> list[Step]:
    """Return the steps of an input."""
    rng = random.Random(number)  # noqa: S311 - to be made again
    story = rng.choices((_listed, _compared, _watched, _merged, _reviewed, _begun), (32, 34, 25, 4, 4, 1))[0]
    return story(rng)


def _pair(rng: random.Random) -> dict[str, bytes]:
    first = edited(text_of(rng), rng)
    second = edited(first if rng.random() < 0.7 else text_of(rng), rng)
    left = rng.choice(NAMES) if rng.random() < 0.2 else "a.txt"
    return {left: document(first, rng), "b.txt": document(second, rng)}


_OPTIONS = {
    "compare": (
        "--all",
        "--summary",
        "--layout=tw",
        "--all-articles",
        "--kind=number",
        "--section=第一条",
        "--standard=tw",
    ),
    "lint": ("--all", "--script=hans", "--script=hant", "--standard=hk"),
    "trace": ("--wording", "--no-wording", "--sort=taken", "--columns=region", "--status=partly", "--section=一"),
    "check": ("--all", "--compare-all", "--fail-on=cosmetic", "--staged", "--since=HEAD", "--exit-zero"),
    "history": ("--blame",),
}
"""Options that some of the command lines have."""


def _form(command: str, rng: random.Random) -> list[str]:
    form = rng.choice(FORMATS[command])
    out = ["-o", f"out{rng.choice(form.endings)}"] if form.paper else []
    force = ["--force"] if out and command in ("compare", "trace") else []
    of_a_file = () if command in ("check", "pending") else ("--encoding=gb18030:replace", "--revisions=original")
    options = (*_OPTIONS.get(command, ()), "--language=zh-Hant", *of_a_file)
    return ["--format", form.name, *out, *force, *(rng.sample(options, 1) if rng.random() < 0.25 else [])]


def _listed(rng: random.Random) -> list[Step]:
    files = _pair(rng)
    name = rng.choice([*files])
    path = f"./{name}"
    command = rng.choice(("text", "text", "lint", "lint", "explain", "outline", "targets", "find", "history"))
    if command == "text":
        option = rng.choice(([], ["--clauses"], ["--textconv"], ["--encoding=big5:replace"]))
        return [Step([command, path, *option], files)]
    given = {
        "explain": [f"{path}:{rng.randrange(1, 6)}:{rng.randrange(1, 30)}"],
        "find": [rng.choice(("增长", "養犬 登记", "\x1b", "", "5%", "「", "的")), *(f"./{file}" for file in files)],
        "history": [f"./{file}" for file in files],
        "targets": [f"./{file}" for file in files],
    }.get(command, [path])  # fmt: skip
    if command in ("lint", "text", "outline") and rng.random() < 0.1:
        return [Step([command, "-", *_form(command, rng)], {}, typed=files[name])]
    return [Step([command, *given, *_form(command, rng)], files)]


def _compared(rng: random.Random) -> list[Step]:
    files = _pair(rng)
    given = [f"./{name}" for name in files]
    if rng.random() < 0.3:
        files["c.txt"] = document(edited(text_of(rng), rng), rng)
        return [Step(["trace", *given, "./c.txt", "--jobs", "1", *_trace_form(rng)], files)]
    relation = ["--relation", rng.choice(RELATIONS)]
    if rng.random() < 0.05:
        return [Step(["compare", given[0], "--tracked", *_form("compare", rng)], files)]
    return [Step(["compare", *given, *relation, *_form("compare", rng)], files)]


def _trace_form(rng: random.Random) -> list[str]:
    form = _form("trace", rng)
    return [*form, "--resume"] if "-o" in form and rng.random() < 0.2 else form


_ACCEPTED = (["--all"], ["--kind", "number"], ["--change", "x"], ["--prune"], ["--all", "--dry-run"], ["b.txt"])


def _watched(rng: random.Random) -> list[Step]:
    files = _pair(rng)
    names = [*files]
    note = rng.choice(("", "甲\x1b[1m\n乙"))
    accepted = Step(["accept", "--all", "--note", note], files | {"plandiff.toml": settings(names, rng)})
    changed = {name: document(edited(text_of(rng), rng), rng) for name in names if rng.random() < 0.3}
    if "b.txt" in files and rng.random() < 0.5:  # mostly an edit of what was accepted
        text = edited(files["b.txt"].decode("utf-8", "replace"), rng)
        changed["b.txt"] = damaged(text.encode("utf-8", "replace"), rng)
    spoil = _spoiler(rng) if rng.random() < 0.3 else None
    command = rng.choice((*("check",) * 5, "pending", "accept", "accept", "review"))
    report = ["--report", f"{rng.choice(FORMATS['check']).name}=r.out"] if rng.random() < 0.2 else []
    then = {
        "check": lambda: [*report, *_form("check", rng)],
        "pending": lambda: _form("pending", rng),
        "accept": lambda: rng.choice(_ACCEPTED),
        "review": lambda: ["--plain"],
    }[command]()
    if rng.random() < 0.3:
        files = accepted.files | changed
        return [Step([command, *then], files, typed=_keys(rng))]
    return [accepted, Step([command, *then], changed, spoil, _keys(rng))]


def _spoiler(rng: random.Random) -> Callable[[Path], None]:
    """Return what spoils a file that plandiff keeps: snapshots, decisions."""
    seed = rng.random()

    def spoil(folder: Path) -> None:
        own = random.Random(seed)  # noqa: S311 - the same
        there = folder.rglob("*")
        kept = sorted(path for path in there if path.suffix in (".snap", ".pair", ".json") and path.is_file())
        if not kept:
            return
        path = own.choice(kept)
        way = own.randrange(4)
        if way == 0:
            path.write_bytes(edited(path.read_bytes().decode("utf-8", "replace"), own).encode("utf-8", "replace"))
        elif way == 1:
            path.write_bytes(damaged(path.read_bytes(), own))
        elif way == 2:
            sign, other = own.choice((b"2", b":", b"\n", b"|", b'"')), own.choice((b"", b"9" * 99, b"\\u{1", b"\x1b"))
            path.write_bytes(path.read_bytes().replace(sign, other))
        else:
            path.unlink()
            path.mkdir()

    return spoil


def _keys(rng: random.Random) -> bytes:
    keys = ("a", "r", "s", "n", "?", "c", "u", "\x1b", "W", "w", "甲", "", "q", "d", "e out", "l", "/的", "1")
    return "".join(f"{rng.choice(keys)}\n" for _ in range(12)).encode()


def _merged(rng: random.Random) -> list[Step]:
    """Three snapshots of one document, as git gives them."""
    text = edited(text_of(rng), rng)
    steps, kept = [], []
    for n, side in enumerate((text, edited(text, rng), edited(text, rng))):
        kept.append(f"s{n}")
        toml = f'documents = ["a.txt"]\nsnapshots = "s{n}"\n'.encode()
        steps.append(Step(["accept", "--all"], {"a.txt": side.encode("utf-8", "replace"), "plandiff.toml": toml}))
    sides = [f"{name}/a.txt.snap" for name in kept]
    spoil = _spoiler(rng) if rng.random() < 0.3 else None
    return [*steps, Step(["merge-driver", *sides, rng.choice(NAMES[:3])], spoil=spoil)]


def _reviewed(rng: random.Random) -> list[Step]:
    files = _pair(rng)
    given = [f"./{name}" for name in files]
    ways = (["--plain"], ["--html", "r.html"], ["--export", "out"], ["--plain", "--ascii"])
    first = Step(["review", *given, *rng.choice(ways)], files, typed=_keys(rng))
    again = Step(["review", *given, "--plain"], spoil=_spoiler(rng), typed=_keys(rng))
    return [first, again] if rng.random() < 0.3 else [first]


def _begun(rng: random.Random) -> list[Step]:
    command = rng.choice(("init", "git-setup", "check", "history"))
    return [Step([command, *(["a.txt"] if command == "history" else [])], _pair(rng))]
