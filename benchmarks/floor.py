"""The floor: the least that any comparison made of well-kept libraries must do, in one process.

    python benchmarks/floor.py LEFT RIGHT

Imports libraries for commands, width, differences and folding, reads both files, folds them to simplified characters,
strips white space and runs one exact longest common subsequence. Prints the number of differing regions and of the
characters in them.
"""

import json
import sys
from itertools import groupby
from pathlib import Path

import diff_match_patch
import opencc
import typer
import wcwidth
from rapidfuzz.distance import Indel

ONLY_IMPORTED = (diff_match_patch, typer, wcwidth)


def main(left: str, right: str) -> None:
    fold = opencc.OpenCC("t2s").convert
    a, b = ("".join(fold(Path(name).read_text(encoding="utf-8")).split()) for name in (left, right))
    regions = characters = 0
    for equal, run in groupby(Indel.opcodes(a, b), key=lambda op: op.tag == "equal"):
        if not equal:
            regions += 1
            characters += sum(op.src_end - op.src_start + op.dest_end - op.dest_start for op in run)
    print(json.dumps({"regions": regions, "characters": characters}))


if __name__ == "__main__":
    main(*sys.argv[1:])
