"""Feeds hostile documents to all commands in all their formats, and says which promise broke.

    python benchmarks/fuzz.py [--inputs 1000] [--seed 1] [--minutes 60] [--more FILE…]

An input is a pair of documents (and, for a project, its settings), made from the seeds by edits that know what a
document is made of: lines, headings, numbers, marks, tags, encodings, control characters. Each runs in a process of
its own, with its output on a pseudo-terminal; it must end with 0, 1 or 2, in time, with no internal error, traceback or
character on the terminal that commands it. An input is named by its number: ``--seed N --inputs 1`` runs it again.
Formats are those of the registry of reports; whatever reader knows a file by its content is tried with the files of
``--more``.
"""

import argparse
import os
import pty
import random
import re
import resource
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from plandiff.reports.formats import FORMATS
from plandiff.text.visible import INVISIBLE_CLASS

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
LONGEST = 4000
"""Code points that an input is begun with."""
PATIENCE = 10.0
"""CPU seconds that a run may take."""
_RAW = re.compile(f"[{INVISIBLE_CLASS}]")
_OUR_OWN = re.compile("\x1b\\[[0-9;]*[mK]|\r|ℹ️")

HOSTILE = (
    *(
        "\x1b[31m",
        "\x1b]0;x\x07",
        "\x9b31m",
        "\u202e",
        "\u2066",
        "\u200b",
        "\x00",
        "\x0c",
        "\ufeff",
        "\ue000",
        "\ufffd",
    ),
    *("<br>", "</td>", "<!--", "-->", "::error::x", "##vso[x]", "| --- |", "```", "---\n", "[x](javascript:1)"),
    *("第七条之二十一", "第9999999999999条", "附件1", "1" * 400, "甲" * 2000, "?!笆?", "(chǎn)", "«", "《〈", "目录\n"),
    *("\n<<<<<<< a\n", "\n=======\n", "\n>>>>>>> b\n", "\r", "\r\n\r\n", "\u2028", "🀄", "\U000e0041", "-0.1%", "⚠️"),
)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le")


def text_of(rng: random.Random) -> str:
    """Return a stretch of a seed."""
    text = rng.choice(SEEDS).read_text(encoding="utf-8")
    at = rng.randrange(len(text))
    return text[at : at + rng.randrange(1, LONGEST)]


def edited(text: str, rng: random.Random) -> str:
    """Return the text after a few edits."""
    for _ in range(rng.randrange(8)):
        text = _edited_once(text, rng)
    return text


def _edited_once(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    end = min(len(text), at + rng.randrange(1, 200))
    lines = text.splitlines(keepends=True)
    edits: tuple[Callable[[], str], ...] = (
        lambda: text[:at] + rng.choice(HOSTILE) + text[at:],
        lambda: text[:at] + text[end:],
        lambda: text[:at] + text[at:end] * rng.randrange(2, 9) + text[end:],
        lambda: "".join(rng.sample(lines, len(lines))),
        lambda: re.sub("[0-9一二三四五六七八九]", lambda _: rng.choice("0123456789一二三十百"), text, count=20),
        lambda: text[:at] + text_of(rng)[:500] + text[at:],
        lambda: text.replace(rng.choice("，。、；的"), rng.choice(("", "\n", ",", "?", "　"))),
    )
    return rng.choice(edits)()


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return the bytes as they are, or cut, with some of them exchanged."""
    if rng.random() < 0.8:
        return data
    spoilt = bytearray(data[rng.randrange(3) : rng.randrange(len(data) + 1)])
    for _ in range(rng.randrange(4)):
        if spoilt:
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def made(folder: Path, rng: random.Random, more: list[Path]) -> list[str]:
    """Write the documents of an input, and return the command line that they are for."""
    name = rng.choice(("a.txt", "规划\x1b[7m\n\u202e.txt", "=x.md"))
    first = edited(text_of(rng), rng)
    for file, text in ((name, first), ("b.txt", edited(first if rng.random() < 0.7 else text_of(rng), rng))):
        data = text.encode(rng.choice(ENCODINGS), "replace")
        if more and rng.random() < 0.5:
            data = rng.choice(more).read_bytes()
        (folder / file).write_bytes(damaged(data, rng))
    command = rng.choice([*FORMATS, "text", "accept"])
    form = ["--format", rng.choice(FORMATS[command]).name] if command in FORMATS else []
    if command in ("check", "pending", "accept"):
        kept = rng.choice(("*.txt", "**", name.replace("\n", "?").replace("\x1b", "?")))
        (folder / "plandiff.toml").write_text(f'documents = ["{kept}"]\n', encoding="utf-8")
        return [command, *form, *(["--all"] if command == "accept" else [])]
    two = command in ("compare", "trace")
    relation = (
        ["--relation", rng.choice(("auto", "rendering", "revision", "derivation"))] if command == "compare" else []
    )
    place = f"{name}:{rng.randrange(1, 4)}:{rng.randrange(1, 30)}" if command == "explain" else name
    return [command, place, *(["b.txt"] if two else []), *relation, *form]


def run(arguments: list[str], folder: Path) -> tuple[int, str, float]:
    """Run a command on a pseudo-terminal; return its status (negative: a signal), what it showed, and CPU seconds."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_CPU, (int(PATIENCE), int(PATIENCE) + 1))
        os.environ["PLANDIFF_LANGUAGE"] = "en"
        sys.argv = ["plandiff", *arguments]
        from plandiff.cli import main  # noqa: PLC0415 - the parent loads what is slow, and runs nothing

        try:
            main()
        except SystemExit as end:
            sys.stdout.flush()
            os._exit(end.code if isinstance(end.code, int) else 3)
        except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
            os._exit(70)
    shown, begun = bytearray(), time.monotonic()
    while time.monotonic() - begun < PATIENCE * 20:
        if select.select([terminal], [], [], 1.0)[0]:
            try:
                shown += (part := os.read(terminal, 65536))
            except OSError:
                break
            if not part:
                break
    else:
        os.kill(child, signal.SIGKILL)
    os.close(terminal)
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), shown.decode("utf-8", "replace"), used.ru_utime + used.ru_stime


def broken(status: int, shown: str, arguments: list[str]) -> str:
    """Say which promise is broken; empty if none is."""
    if status not in (0, 1, 2):
        return f"ended with {status}"
    if "internal error" in shown or "Traceback" in shown:
        return shown[max(0, shown.find("internal error")) :][:200]
    if arguments[0] == "trace" and "csv" in arguments:
        return ""
    raw = _RAW.search(_OUR_OWN.sub("", shown))
    return f"{raw[0]!r} reached the terminal" if raw else ""


def main() -> int:
    """Run the inputs and report what broke, with the number of each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1, help="number of the first input")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--more", type=Path, nargs="*", default=[], help="files of other formats to make inputs from")
    asked = parser.parse_args()
    for module in ("comparison", "proofreading.linting", "derivation.tracing"):
        __import__(f"plandiff.{module}")
    begun, cpu = time.monotonic(), 0.0
    commands: Counter[str] = Counter()
    faults = 0
    for number in range(asked.seed, asked.seed + asked.inputs):
        if time.monotonic() - begun > asked.minutes * 60:
            break
        with tempfile.TemporaryDirectory() as place:
            arguments = made(Path(place), random.Random(number), asked.more)  # noqa: S311 - to be made again
            status, shown, used = run(arguments, Path(place))
        cpu += used
        commands[arguments[0]] += 1
        if what := broken(status, shown, arguments):
            faults += 1
            print(f"input {number}: {' '.join(arguments)!r}: {what!r}", flush=True)
    print(f"{commands.total():,} inputs, {cpu / 60:.1f} CPU minutes, {faults} faults; {dict(commands.most_common())}")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
