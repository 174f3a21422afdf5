"""Write ``chinese/divisions.txt`` anew from the tables of the statistical office: ``divisions.py FOLDER``.

The folder holds ``provinces.csv``, ``cities.csv`` and ``areas.csv`` (code, name, codes of the levels above), the codes
of divisions for statistics (统计用区划代码) of the National Bureau of Statistics. Lines that only group others
(市辖区, 省直辖县级行政区划) are left out; names of one character before their last (东区) say too little alone.
"""

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/plandiff/chinese/divisions.txt"
HEAD = """\
# The administrative divisions of China from the province down to the county, full names, one level a paragraph.
#
# Source: National Bureau of Statistics, codes of divisions for statistics (统计用区划代码), as of 30 June 2023,
# published 11 September 2023, as collected in modood/Administrative-divisions-of-China 2.7.0 (licence: WTFPL); with
# Hong Kong, Macao and Taiwan. Written by benchmarks/divisions.py.
"""
GROUPS = ("市辖区", "直辖县", "直辖行政", "开发区", "管理区", "园区", "新区管")
BEYOND = "香港特别行政区 澳门特别行政区 台湾省"


def names(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        found = dict.fromkeys(row["name"] for row in csv.DictReader(lines))
    return [name for name in found if len(name) > 2 and not any(group in name for group in GROUPS)]


def main() -> None:
    folder = Path(sys.argv[1])
    provinces, cities, areas = (names(folder / f"{level}.csv") for level in ("provinces", "cities", "areas"))
    provinces += BEYOND.split()
    paragraphs = ["\n".join(lines) for lines in map(wrapped, (provinces, cities, areas))]
    TARGET.write_text("\n\n".join([HEAD.rstrip(), *paragraphs]) + "\n", encoding="utf-8")


def wrapped(words: list[str]) -> list[str]:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 110:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


if __name__ == "__main__":
    main()
