"""Score the judged differences of derivations against facts and commitments labelled by reading.

    python facts.py FACTS.json REUSE.json PAIR=RESULT.json …       PAIR such as 003_004

``REUSE.json`` names the passages that correspond, ``FACTS.json`` what differs in them; spans are code points of the
documents as read. RESULT is the output of ``plandiff compare --relation derivation --format json``. A fact counts as
found if a substantive change, or one told of related clauses, inside a passage of both sides overlaps it; a
commitment if such a change is a commitment with an accepted direction. Both are counted among the rows whose passages
the result links, and among all rows; a control, whose commitment did not change, is right wherever none is reported.
"""

import json
import sys
from pathlib import Path

DIRECTIONS = {"shift": {"stronger", "weaker", "lateral"}, "actor_shift": {"stronger", "weaker", "lateral"}}


def overlaps(start, end, low, high):
    return start is not None and ((start < high and low < end) or start == end == low)


def shares(spans, start, end):
    common = sum(max(0, min(e, end) - max(s, start)) for s, e in spans)
    return common and common >= 0.5 * min(sum(e - s for s, e in spans), end - start)


def inside(change, bead):
    return all(
        any(s <= change[side]["start"] and change[side]["end"] <= e for s, e in bead[side])
        for side in ("left", "right")
    )


def found(row, changes):
    """Say whether a change marks the fact, and with which directions."""
    marked = [
        c
        for c in changes
        if overlaps(row["a_start"], row["a_end"], c["left"]["start"], c["left"]["end"])
        or overlaps(row["b_start"], row["b_end"], c["right"]["start"], c["right"]["end"])
    ]
    return bool(marked), {c["direction"] for c in marked if c["kind"] == "commitment"}


def main(facts_path, reuse_path, *pairs):
    facts = json.loads(Path(facts_path).read_text(encoding="utf-8"))
    places = {
        row["id"]: (row["left"], row["right"])
        for pair in json.loads(Path(reuse_path).read_text(encoding="utf-8"))["pairs"]
        for row in pair["rows"]
    }
    results = dict(pair.split("=", 1) for pair in pairs)
    for name in ("facts", "modality"):
        hits = aligned = total = right = 0
        for row in facts[name]:
            if row["pair"] not in results or row["rel_id"] not in places:
                continue
            total += 1
            result = json.loads(Path(results[row["pair"]]).read_text(encoding="utf-8"))
            one, other = places[row["rel_id"]]
            beads = [b for b in result["beads"] if shares(b["left"], *one) and shares(b["right"], *other)]
            if not beads:
                right += row.get("direction") == "unchanged"
                continue
            aligned += 1
            changes = [
                c
                for c in result["changes"]
                if c["weight"] in ("substantive", "related") and any(inside(c, b) for b in beads)
            ]
            marked, directions = found(row, changes)
            if name == "facts":
                ok = marked
            elif row["direction"] == "unchanged":
                ok = not directions
            else:
                ok = bool(directions & DIRECTIONS.get(row["direction"], {row["direction"]}))
            hits += ok
            if not ok:
                what = row.get("direction", row.get("kind"))
                sides = f"{row['a_text']} | {row['b_text']}"
                print(f"   missed {row['id']} {row['pair']} {what}: {sides} ({directions or '-'})")
        print(f"{name}: {hits} of {aligned} in linked passages found; {hits + right} of all {total}")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
