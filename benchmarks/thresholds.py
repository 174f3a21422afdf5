"""What hangs on each number that decides: how much of the result changes when it is moved?

    python benchmarks/thresholds.py FOLDER [--factors 0.7,1.4] [--only alignment.beads] [--texts 60]

FOLDER holds texts, at any depth. Two whose names are the same but for a date in brackets, 会计法(2017-11-04) and
会计法(2024-06-28), are versions of one; 实施《水法》办法 was made from 水法. Outlines are made of single texts, as they
are and set in lines and pages with a contents list; comparisons of versions, derivations of the rest.

Each numeric constant of `outline/`, `alignment/` and `derivation/` is moved by each factor in turn. A row says which
share of the pieces (sections, segments, clauses and what was set aside; passages and changes) is another one then, and
in how many texts or pairs. A number that nothing hangs on can go, or its limit was never met; one on which much hangs
needs a reason.
"""

import argparse
import ast
import re
import sys
import types
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from plandiff.comparison import Derivation, compare
from plandiff.errors import PlandiffError
from plandiff.judging.relation import Relation
from plandiff.outline import outlined
from plandiff.reading import read
from plandiff.reading.document import Document

PACKAGE = Path(import_module("plandiff").__file__ or "").parent
LARGEST = 60_000  # characters of a text that is used
PAIRS = {Relation.REVISION: 24, Relation.DERIVATION: 8}

Pieces = list[frozenset[Hashable]]
"""The pieces of each text or pair."""


def documents(folder: Path, most: int) -> tuple[list[Document], list[tuple[Document, ...]], list[tuple[Document, ...]]]:
    """Single texts, versions, and texts with what was made from them."""
    named: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(folder.rglob("*.*")):
        if path.suffix in (".md", ".txt") and 2_000 < path.stat().st_size < 3 * LARGEST:
            named[re.sub(r"[(（][0-9-]*[)）]", "", path.stem)].append(path)
    singles = [paths[0] for paths in named.values()]
    versions = [(paths[0], paths[-1]) for paths in named.values() if len(paths) > 1]
    carried = ((re.search("实施《(.+?)》", name), paths[-1]) for name, paths in named.items())
    derived = [(named[law[1]][-1], path) for law, path in carried if law and named.get(law[1])]
    return (
        [read(str(path)) for path in singles[:: max(1, len(singles) // most)]][:most],
        [tuple(read(str(path)) for path in pair) for pair in versions[:: max(1, len(versions) // 24)]][:24],
        [tuple(read(str(path)) for path in pair) for pair in derived[:: max(1, len(derived) // 8)]][:8],
    )


def printed(text: Document) -> Document:
    """A text in lines of 32 characters and pages of 28 lines, with its title as running head and a contents list."""
    title, *paragraphs = [line.strip() for line in text.text.split("\n") if line.strip()]
    headings = [section.number + section.title for section in outlined(text).sections if section.kind != "article"]
    listed = ["目录", *headings, ""] if len(headings) >= 3 else []
    lines = [title, *listed]
    for paragraph in paragraphs:
        indented = "　　" + paragraph
        lines += [indented[at : at + 32] for at in range(0, len(indented), 32)]
    pages = [lines[at : at + 28] for at in range(0, len(lines), 28)]
    laid_out = "\n".join("\n".join([title] * (n > 1) + page + [f"— {n} —"]) for n, page in enumerate(pages, 1))
    return replace(text, text=laid_out)


def outlines(texts: list[Document]) -> Pieces:
    """The pieces of each outline."""
    found = []
    for text in texts:
        outline = outlined(text).standing_alone
        pieces = [("section", s.start, s.heading_end, s.level) for s in outline.sections]
        pieces += [("segment", s.start, s.end) for s in outline.segments]
        pieces += [("clause", c.start, c.end) for c in outline.clauses]
        found.append(frozenset([*pieces, *((old.kind, old.span) for old in outline.text.ledger)]))
    return found


def comparisons(pairs: list[tuple[Document, ...]], relation: Relation) -> Pieces:
    """The passages and changes of each pair."""
    found = []
    for left, right in pairs:
        result = compare(left, right, relation)
        pieces: list[Hashable] = [("passage", p.spans.left, p.spans.right, p.status, p.moved) for p in result.passages]
        pieces += [(change.kind, change.spans.left, change.spans.right) for change in result.changes]
        if isinstance(result, Derivation):
            pieces += [("left", one.section, one.extent) for one in result.coverage.left]
            pieces += [("right", one.section, one.extent) for one in result.coverage.right]
        found.append(frozenset(pieces))
    return found


def constants(package: str) -> Iterator[tuple[types.ModuleType, str]]:
    """The numeric constants of a package, in the order of the files."""
    for path in sorted((PACKAGE / package).glob("*.py")):
        module = import_module(f"plandiff.{package}.{path.stem}")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            for target in node.targets if isinstance(node, ast.Assign) else ():
                for name in (part.id for part in ast.walk(target) if isinstance(part, ast.Name)):
                    if type(getattr(module, name)) in (int, float):
                        yield module, name


def put(module: types.ModuleType, name: str, value: float) -> None:
    """Give a constant a value wherever it is known, and forget what was made with the old one."""
    old = getattr(module, name)
    for other in [other for key, other in sys.modules.items() if key.startswith("plandiff.")]:
        if vars(other).get(name) is old and (other is module or not name.startswith("_")):
            setattr(other, name, value)
        for known in vars(other).values():
            if hasattr(known, "cache_clear"):
                known.cache_clear()


def moved(value: float, factor: float) -> float:
    """A number moved by a factor, an integer by one at least."""
    if isinstance(value, float):
        return value * factor
    return max(round(value * factor), value + 1) if factor > 1 else min(round(value * factor), value - 1)


def difference(before: Pieces, after: Pieces) -> str:
    """Which share of the pieces is another, and in how many texts."""
    changed = [len(old ^ new) for old, new in zip(before, after, strict=True)]
    share = sum(changed) / max(1, sum(len(old) + len(new) for old, new in zip(before, after, strict=True)))
    return f"{share:.3%} in {sum(map(bool, changed))}"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--factors", default="0.7,1.4")
    options.add_argument("--only", default="", help="modules whose names begin so: alignment, alignment.beads")
    options.add_argument("--texts", type=int, default=60)
    given = options.parse_args()
    factors = [float(factor) for factor in given.factors.split(",")]
    texts, versions, derived = documents(given.folder, given.texts)
    texts += [*map(printed, texts)]
    print(f"{len(texts)} texts, {len(versions)} pairs of versions, {len(derived)} derivations")
    jobs: dict[str, Callable[[], Pieces]] = {
        "outline": lambda: outlines(texts),
        "alignment": lambda: comparisons(versions, Relation.REVISION),
        "derivation": lambda: comparisons(derived, Relation.DERIVATION),
    }
    for package, made in jobs.items():
        if not given.only.startswith(package) and not package.startswith(given.only):
            continue
        before = made()
        for module, name in constants(package):
            if not module.__name__.startswith(f"plandiff.{given.only}"):
                continue
            value = getattr(module, name)
            row = [f"{module.__name__[9:]}.{name.strip('_')} {value}"]
            for factor in factors:
                put(module, name, moved(value, factor))
                try:
                    row.append(f"{moved(value, factor):g}: {difference(before, made())}")
                except (PlandiffError, ArithmeticError, IndexError, ValueError) as error:
                    row.append(f"{moved(value, factor):g}: {type(error).__name__}")
                put(module, name, value)
            print(" | ".join(row), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
