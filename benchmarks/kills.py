"""Kills commands at random moments and looks whether anything was lost, mixed or left behind.

    python benchmarks/kills.py [accept] [review] [trace] [merge] [staged] [--kills 200] [--seed 0]

Each story lays out a folder, in which a command changes some files. The command is killed after a random time: half of
the kills fall anywhere in its run, the other half after it has begun to write. Then the files must be as they were
before or as they are after a run that nobody disturbed (for a review: after some of its steps), one by one or all
together as the story says. The command is run again, and all must be as after an undisturbed run: no file more, neither
there nor where temporary files lie, and no process.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections import Counter
from pathlib import Path

from measure import find_plandiff

ROOT = Path(__file__).parents[1]
Files = dict[str, bytes]


_MOMENT = re.compile(rb'"at": "[^"]*"')


def tree(folder: Path) -> Files:
    """Return all files of a folder by path, without the moments of decisions.

    What only says that a folder is not to be committed is no file.
    """
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".gitignore")
    return {str(path.relative_to(folder)): _MOMENT.sub(b"", path.read_bytes()) for path in files}


def laws() -> list[list[str]]:
    """Return the old and the new version of some laws."""
    cases = sorted((ROOT / "tests/cases/laws").glob("*.txt"))
    return [case.read_text(encoding="utf-8").split("%%% old\n")[1].split("%%% new\n") for case in cases]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a command in a folder: its temporary files lie beside the folder."""
    passing = folder.parent / "passing"
    passing.mkdir(exist_ok=True)
    return {**os.environ, "PLANDIFF_AS": "K", "TMPDIR": str(passing)}


class Story(ABC):
    """What is killed, and what must hold then."""

    command: tuple[str, ...]
    typed = b""

    def __init__(self, plandiff: str) -> None:
        self.plandiff = plandiff

    @abstractmethod
    def lay_out(self, folder: Path) -> None:
        """Make the folder."""

    @abstractmethod
    def is_sound(self, there: Files, before: Files, after: Files) -> bool:
        """Say whether nothing is lost or mixed right after the kill."""

    def has_begun(self, folder: Path, before: set[str]) -> bool:
        """Say whether the command has begun to write: there is a file that was not there."""
        return any(path.name not in before for path in folder.iterdir())

    def run(self, command: tuple[str, ...], folder: Path) -> None:
        """Run a command to its end."""
        done = subprocess.run(
            [self.plandiff, *command],
            cwd=folder,
            input=self.typed,
            capture_output=True,
            check=False,
            env=environment(folder),
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr.decode())


class Accept(Story):
    """Ten laws are watched, and eight of them have changed: all snapshots are old, or all are new."""

    command = ("accept", "--all")

    def lay_out(self, folder: Path) -> None:
        (folder / "laws").mkdir(parents=True)
        (folder / "plandiff.toml").write_text('documents = ["laws/*.txt"]\n', encoding="utf-8")
        versions = laws()
        for n in range(10):
            (folder / f"laws/{n}.txt").write_text(versions[n % len(versions)][0], encoding="utf-8")
        self.run(Accept.command, folder)
        for n in range(8):
            (folder / f"laws/{n}.txt").write_text(versions[n % len(versions)][1], encoding="utf-8")

    def has_begun(self, folder: Path, _before: set[str]) -> bool:
        return (folder / ".plandiff/next").exists()

    def is_sound(self, there: Files, before: Files, after: Files) -> bool:
        def kept(files: Files) -> Files:
            return {name: data for name, data in files.items() if name.startswith("snapshots/")}

        return kept(there) in (kept(before), kept(after))


class Review(Story):
    """All changes are accepted, and each decision is written as it is made: a whole file of some of them is kept."""

    command = ("review", "old.txt", "new.txt", "--plain")
    typed = b"a\n" * 99 + b"q\n"

    def lay_out(self, folder: Path) -> None:
        folder.mkdir()
        for name, texts in zip(("old.txt", "new.txt"), zip(*laws(), strict=True), strict=True):
            (folder / name).write_text("".join(texts), encoding="utf-8")

    def is_sound(self, there: Files, before: Files, after: Files) -> bool:
        [name] = after.keys() - before.keys()
        kept = there.get(name, b"").splitlines()
        whole = after[name].splitlines()
        decisions = {line.rstrip(b",") for line in kept[4:]}
        return not kept or (kept[:4] == whole[:4] and decisions <= {line.rstrip(b",") for line in whole})


class Trace(Story):
    """Twelve plans: the result is there as a whole or not at all, and what was found is not compared again."""

    command = ("trace", "national.txt", *(f"local{n}.txt" for n in range(12)), "--jobs", "2", "-o", "out.json")

    def lay_out(self, folder: Path) -> None:
        folder.mkdir()
        text = (ROOT / "seeds/national-demonstration-zones.hant.txt").read_text(encoding="utf-8")
        shutil.copy(ROOT / "seeds/national-demonstration-zones.hant.txt", folder / "national.txt")
        for n in range(12):
            (folder / f"local{n}.txt").write_text(text[n * 200 : n * 200 + 1500], encoding="utf-8")

    def has_begun(self, folder: Path, _before: set[str]) -> bool:
        return (folder / "out.json.partial").exists()

    def is_sound(self, there: Files, _before: Files, after: Files) -> bool:
        return there.get("out.json") in (None, after["out.json"])


class Merge(Story):
    """Our side of a snapshot is ours still, or merged."""

    command = ("merge-driver", "base", "ours", "theirs", "snapshots/law.txt.snap")

    def lay_out(self, folder: Path) -> None:
        folder.mkdir()
        old, _ = laws()[0]
        lines = old.splitlines(keepends=True)
        for name, cut in (("base", None), ("ours", 5), ("theirs", len(lines) - 5)):
            text = old if cut is None else "".join([*lines[:cut], "第九十九条 其他事项另行规定。\n", *lines[cut + 1 :]])
            (folder / "law.txt").write_text(text, encoding="utf-8")
            (folder / "plandiff.toml").write_text('documents = ["law.txt"]\n', encoding="utf-8")
            self.run(Accept.command, folder)
            shutil.copy(folder / "snapshots/law.txt.snap", folder / name)

    def is_sound(self, there: Files, before: Files, after: Files) -> bool:
        return there["ours"] in (before["ours"], after["ours"])


class Staged(Accept):
    """What is staged is looked at in a folder that passes; nothing changes in the project."""

    command = ("check", "--staged", "-o", "out.json")

    def lay_out(self, folder: Path) -> None:
        super().lay_out(folder)
        for words in (("init", "--quiet"), ("add", ".")):
            subprocess.run(["git", *words], cwd=folder, check=True)

    def has_begun(self, folder: Path, _before: set[str]) -> bool:
        return any((folder.parent / "passing").iterdir())

    def is_sound(self, there: Files, before: Files, after: Files) -> bool:
        report = there.get("out.json", after["out.json"])  # Beside it may lie one that was not finished.
        return before.items() <= there.items() and report == after["out.json"]


STORIES = {"accept": Accept, "review": Review, "trace": Trace, "merge": Merge, "staged": Staged}


def killed(story: Story, folder: Path, delay: float, *, writing: bool) -> bool:
    """Start the command, kill it after `delay` seconds (from its first write on, if `writing`); say if it was alive."""
    before = {path.name for path in folder.iterdir()}
    process = subprocess.Popen(
        [story.plandiff, *story.command],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(folder),
        start_new_session=True,
    )
    with process.stdin as typed:
        typed.write(story.typed)
    while writing and process.poll() is None and not story.has_begun(folder, before):
        time.sleep(0.0001)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    alive = process.wait() == -signal.SIGKILL
    if not has_ended(process.pid):
        raise RuntimeError("a process that it started goes on")
    return alive


def has_ended(group: int) -> bool:
    """Say whether no process of a group is there any more, or soon is not."""
    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def told(story: Story, kills: int, rng: random.Random) -> bool:
    """Kill a command many times, print what was found, and say whether all was well."""
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        original, whole = Path(name) / "original", Path(name) / "whole"
        story.lay_out(original)
        before = tree(original)
        shutil.copytree(original, whole)
        begun = time.perf_counter()
        story.run(story.command, whole)
        seconds, after = time.perf_counter() - begun, tree(whole)
        for n in range(kills):
            folder = Path(name) / str(n)
            shutil.copytree(original, folder)
            writing = n % 2 == 0
            alive = killed(story, folder, rng.uniform(0, 0.012 if writing else seconds), writing=writing)
            there = tree(folder)
            outcome = "as before" if there == before else "as after" if there == after else "on the way"
            if not story.is_sound(there, before, after):
                outcome = "MIXED OR LOST"
            resumed = ("--resume",) if (folder / "out.json.partial").exists() else ()
            story.run((*story.command, *resumed), folder)
            passing = {*(folder.parent / "passing").iterdir()}
            if tree(folder) != after or passing:
                extra = (tree(folder).keys() ^ after.keys()) | passing
                outcome += f", WRONG AFTERWARDS {sorted(map(str, extra))}"
            found[f"{'killed while writing' if writing else 'killed'}: {outcome}" if alive else "had ended"] += 1
            shutil.rmtree(folder)
    print(type(story).__name__)
    for outcome, count in sorted(found.items()):
        print(f"{count:4} {outcome}", flush=True)
    return not any(word in outcome for outcome in found for word in ("MIXED", "WRONG"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("stories", nargs="*", choices=[*STORIES, []], help="all by default")
    parser.add_argument("--plandiff", help="the command to kill")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    plandiff = find_plandiff(options.plandiff)
    if plandiff is None:
        sys.exit("no plandiff command found")
    rng = random.Random(options.seed)  # noqa: S311 - moments, no secrets
    stories = [STORIES[name](plandiff) for name in options.stories or STORIES]
    return int(sum(not told(story, options.kills, rng) for story in stories) > 0)


if __name__ == "__main__":
    sys.exit(main())
