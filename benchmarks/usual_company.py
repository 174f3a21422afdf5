"""Write ``chinese/company.txt`` anew: ``usual_company.py REPORTS LAWS [TEXTS]``; needs numpy and scipy.

What a word is about is told by the company it keeps (Firth 1957): 光伏 and 风电 stand in the same sentences of reports.
Of the pairs of characters that ``frequencies.txt`` names, it is counted which stand in one sentence; the counts become
positive pointwise mutual information, and the first eigenvectors of that matrix give each pair a place among `SIZE`
directions (latent semantic analysis, Deerwester et al. 1990). Folders and what is left out are those of
``usual_wording.py``.
"""

import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import eigsh
from usual_wording import ROOT, SINCE, is_recent, pieces, texts

from plandiff.chinese.frequencies import usual_pairs
from plandiff.chinese.script import fold

COMPANY = ROOT / "src/plandiff/chinese/company.txt"
SIZE = 32
"""Directions. With 24 and 48, relatedness of 260 clauses labelled by reading is told about as well."""
MOST = 31
"""The greatest coordinate as written, and `ZERO` the character of 0."""
ZERO = ord("P")
LONGEST = 150
"""Pairs of a sentence beyond which it is a list or a table."""
SENTENCE = re.compile(r"[。！？；!?;\n]")
NO_WORDS = re.compile(r"[^\u4e00-\u9fff、,]")


def sentences(folder: Path, tested: set[str], *, reports: bool) -> Iterator[str]:
    for path, text in texts(folder, tested):
        if not reports or is_recent(path):
            yield from (NO_WORDS.sub("", line) for line in SENTENCE.split(fold(text)))


def main() -> None:
    reports, laws, tested_folder = (*map(Path, sys.argv[1:3]), Path((*sys.argv, str(ROOT / "seeds"))[3]))
    tested = {p for path in tested_folder.rglob("*.txt") for p in pieces(path.read_text(encoding="utf-8"))}
    pairs = [pair for pair in usual_pairs() if re.fullmatch(r"[\u4e00-\u9fff]{2}", pair) and "的" not in pair]
    place = {pair: n for n, pair in enumerate(pairs)}
    seen: set[str] = set()
    rows: list[int] = []
    columns: list[int] = []
    read = 0
    for folder, is_reports in ((reports, True), (laws, False)):
        for sentence in sentences(folder, tested, reports=is_reports):
            if sentence in seen:
                continue
            seen.add(sentence)
            held = sorted({place[p] for p in map("".join, pairwise(sentence)) if p in place})
            if 2 < len(held) <= LONGEST:
                rows += [read] * len(held)
                columns += held
                read += 1
    held_by = sparse.csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), shape=(read, len(pairs)))
    each = sparse.diags(1 / np.sqrt(held_by.sum(axis=1).A1)) @ held_by  # a long sentence says less of each two pairs
    together = (each.T @ each).toarray()
    np.fill_diagonal(together, 0)
    total = together.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.nan_to_num(np.log(together * total.sum() / np.outer(total, total)), neginf=0.0)
    _, directions = eigsh(np.maximum(told, 0), k=SIZE, which="LM", v0=np.ones(len(pairs)))
    scaled = np.rint(MOST * directions / np.maximum(np.abs(directions).max(axis=1, keepdims=True), 1e-9)).astype(int)
    lines = [pair + "".join(chr(ZERO + value) for value in row) for pair, row in zip(pairs, scaled, strict=True)]
    COMPANY.write_text(
        f"# Which pairs of characters keep the same company: a line is a pair and its direction, {SIZE} coordinates,\n"
        f"# the greatest of them {MOST} or -{MOST} (the character {chr(ZERO)} is 0).\n#\n"
        f"# Source: {read:,} sentences of government reports and plans since {SINCE} and of laws and local\n"
        "# regulations, in the public repositories lawtext/gov (July 2026) and LawRefBook/Laws (April 2025).\n"
        "# Official texts of state organs carry no copyright (著作权法 art. 5). Texts that share a quarter of their\n"
        "# 16-character pieces with seeds/ were left out. Written by benchmarks/usual_company.py.\n\n"
        + "\n".join(lines)
        + "\n",
        encoding="utf-8",
    )
    print(f"{read:,} sentences, {len(pairs):,} pairs")


if __name__ == "__main__":
    main()
