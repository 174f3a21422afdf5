"""Reads damaged files of every format: each must be text or one line that says why not, in time and within memory.

    python benchmarks/damaged_files.py [--files 1000] [--seed 1] [--more FOLDER] [--kinds pdf …]

Whole files are a plan that the tests write in every format, and what lies in ``--more``, told by its content. Each is
damaged by exchanged bits and bytes, by cuts, and by stretches that are moved or repeated; of a package half the time in
one of its parts, which is packed again, so that the damage reaches the reader. A file is named by its kind and number.
"""

import argparse
import io
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from office_files import xlsx
from test_ids_across_formats import MADE

from plandiff.errors import PlandiffError
from plandiff.reading import read_bytes
from plandiff.reading.formats import format_of

SECONDS = 35
"""A file may take so long: the process of a PDF is ended after 30."""
MEGABYTES = 1024
_CELL = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>森林覆盖率</t></is></c><c r="B{0}"><v>{0}.5</v></c></row>'


def sound(more: Path | None) -> dict[str, list[bytes]]:
    """Return whole files by their kind."""
    files = {kind.value: [made()] for kind, made in MADE.items()}
    files["xlsx"] = [xlsx(("指标", "".join(_CELL.format(n) for n in range(1, 40))))]
    for path in sorted(more.rglob("*")) if more else []:
        if path.is_file() and path.stat().st_size < 2**20:
            data = path.read_bytes()
            try:
                files.setdefault(format_of(data, path.name).kind.value, []).append(data)
            except PlandiffError:
                continue
    return files


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return the bytes with damage of one sort."""
    if data.startswith(b"PK") and rng.random() < 0.5:
        return _repacked(data, rng)
    spoilt = bytearray(data)
    at = rng.randrange(len(spoilt))
    end = min(len(spoilt), at + rng.randrange(1, 400))

    def flip() -> None:
        for _ in range(rng.randrange(1, 30)):
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)

    def exchange() -> None:
        for _ in range(rng.randrange(1, 12)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)

    def cut() -> None:
        del spoilt[at:]

    def drop() -> None:
        del spoilt[at:end]

    def repeat() -> None:
        spoilt[at:at] = spoilt[at:end] * rng.randrange(1, 50)

    def move() -> None:
        part = spoilt[at:end]
        del spoilt[at:end]
        where = rng.randrange(len(spoilt) + 1)
        spoilt[where:where] = part

    sorts: tuple[Callable[[], None], ...] = (flip, exchange, cut, drop, repeat, move)
    rng.choice(sorts)()
    return bytes(spoilt)


def _repacked(data: bytes, rng: random.Random) -> bytes:
    """Return a package with one of its parts damaged."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        chosen = rng.choice([name for name, part in parts.items() if part] or [""])
        for name, part in parts.items():
            new.writestr(name, damaged(part, rng) if name == chosen else part)
    return file.getvalue()


def outcome(data: bytes) -> str:
    """Read a file and say which promise is broken, else "read" or "refused"."""
    try:
        document = read_bytes(data, "a")
    except PlandiffError as error:
        shown = str(error)
        return "refused" if shown.count("\n") == 0 else f"more than a line: {shown!r}"
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return "".join(traceback.format_exception(error)[-3:])
    return "read" if document.text.strip() else "an empty document"


def _late(*_: object) -> None:
    raise TimeoutError


def main() -> int:
    """Damage and read the files of each kind; say what broke, the slowest, and what was read or refused."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=1000, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--more", type=Path, help="a folder of whole files")
    parser.add_argument("--kinds", nargs="*", help="only these")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))
    signal.signal(signal.SIGALRM, _late)
    faults = 0
    for kind, whole in sound(asked.more).items():
        if asked.kinds and kind not in asked.kinds:
            continue
        ends: Counter[str] = Counter()
        slowest, begun = (0.0, 0), _used()
        for number in range(asked.seed, asked.seed + asked.files):
            rng = random.Random(f"{kind} {number}")  # noqa: S311 - to be made again
            data = damaged(rng.choice(whole), rng)
            before = time.monotonic()
            signal.alarm(SECONDS)
            what = outcome(data)
            signal.alarm(0)
            slowest = max(slowest, (time.monotonic() - before, number))
            ends[what if what in {"read", "refused"} else "fault"] += 1
            if what not in {"read", "refused"}:
                print(f"{kind} {number}: {what}", flush=True)
        faults += ends["fault"]
        print(
            f"{kind}: {asked.files:,} of {len(whole)} whole files: {ends['read']} read, {ends['refused']} refused, "
            f"{ends['fault']} faults, {_used() - begun:.0f} CPU seconds, "
            f"the slowest {slowest[0]:.1f} s (number {slowest[1]})",
            flush=True,
        )
    return int(faults > 0)


def _used() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main())
