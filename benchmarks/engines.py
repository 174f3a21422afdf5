"""The rivals that are libraries, each run as a program; needs only the Python of the rivals' virtualenv.

    python benchmarks/engines.py dmp|dmp-default|fast-dmp|difflib|collatex LEFT RIGHT

Prints the number of differing regions and of the characters in them.
"""

import json
import re
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path


def length(text: str) -> int:
    return len("".join(text.split()))


def report(pieces: Iterable[tuple[bool, int]]) -> None:
    """Takes pieces in order, each with whether it is equal and how many characters it has on both sides."""
    runs = [sum(size for _, size in run) for equal, run in groupby(pieces, key=lambda piece: piece[0]) if not equal]
    print(json.dumps({"regions": len(runs), "characters": sum(runs)}))


def dmp(left: str, right: str, timeout: float) -> None:
    from diff_match_patch import diff_match_patch  # noqa: PLC0415 - each engine loads only itself

    engine = diff_match_patch()
    engine.Diff_Timeout = timeout
    diffs = engine.diff_main(left, right)
    engine.diff_cleanupSemantic(diffs)
    report((op == 0, length(text)) for op, text in diffs)


def fast_dmp(left: str, right: str) -> None:
    from fast_diff_match_patch import diff  # noqa: PLC0415

    report((op == "=", size) for op, size in diff(left, right, timelimit=0))


def difflib(left: str, right: str) -> None:
    from difflib import SequenceMatcher  # noqa: PLC0415

    matcher = SequenceMatcher(None, left, right)
    report((op == "equal", len(left[i:j]) + len(right[k:m])) for op, i, j, k, m in matcher.get_opcodes())


def collatex(left: str, right: str) -> None:
    from collatex import collate  # noqa: PLC0415

    witnesses = [
        {
            "id": name,
            "tokens": [
                {"t": clause, "n": "".join(clause.split())}
                for clause in re.findall(r"[^，、。；：！？,;:!?]+[，、。；：！？,;:!?]?", text)
                if clause.strip()
            ],
        }
        for name, text in (("left", left), ("right", right))
    ]
    table = collate({"witnesses": witnesses}, output="table", segmentation=False)
    columns = ([column.tokens_per_witness.get(name, []) for name in ("left", "right")] for column in table.columns)
    forms = (["".join(token.token_data["n"] for token in tokens) for tokens in column] for column in columns)
    report((a == b, len(a) + len(b)) for a, b in forms)


def main(engine: str, left: str, right: str) -> None:
    a, b = (Path(name).read_text(encoding="utf-8") for name in (left, right))
    engines = {
        "dmp": lambda: dmp(a, b, timeout=0.0),
        "dmp-default": lambda: dmp(a, b, timeout=1.0),
        "fast-dmp": lambda: fast_dmp(a, b),
        "difflib": lambda: difflib(a, b),
        "collatex": lambda: collatex(a, b),
    }
    engines[engine]()


if __name__ == "__main__":
    main(*sys.argv[1:])
