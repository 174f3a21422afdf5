"""Folding of script, variant forms, width and punctuation form, one character for one character.

Matching runs on folded text, reports show the source. The fold looks at each character alone, so that folding keeps
length, slices fold to slices of the fold, and a damaged or removed neighbour cannot change how a character folds.
It is coarser than a conversion (乾 and 干 fold together): whether a character is right in its script is not asked here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from plandiff.patterns import late_pattern

# Characters that OpenCC's t2s leaves alone (or keeps for one sense), with the form they fold to.
_VARIANTS = {
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
_PRINT_FORMS = dict(
    zip(
        "綫産顔緑録敎眞値淸滙兑囱媪悦愠户搵敍枴榅氲温税緼脱腽葱藴蜕衞説輼醖鈎鋭閲鰛",
        "線產顏綠錄教真值清匯兌囪媼悅慍戶揾敘柺榲氳溫稅縕脫膃蔥蘊蛻衛說轀醞鉤銳閱鰮",
        strict=True,
    )
)

# Radicals from PDF fonts that Unicode's NFKC does not map (CJK Radicals Supplement, EquivalentUnifiedIdeograph.txt).
_RADICALS = dict(
    zip(
        "⺠⻓⻋⻅⻉⻔⻘⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⺟⺝⺫⻄⻆⻇⻌",
        "民长车见贝门青页风飞食马鬼鱼鸟麦黄齐齿龙母月目西角角辶",
        strict=True,
    )
)

_FORMS = {
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

_UNIFIED = frozenset("\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29")
"""The twelve characters among the compatibility ideographs that stand for themselves (Unicode, chapter 18)."""
_FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@cache
def _converter(config: str) -> Any:  # noqa: ANN401 - the wheel has no types
    import opencc  # noqa: PLC0415 - only when a document is folded: start-up stays lean

    return opencc.OpenCC(config)


def _convert(characters: Iterable[str], config: str) -> list[str]:
    """Convert each of ``characters`` on its own."""
    shown: str = _converter(config).convert("\n".join(characters))
    return shown.split("\n")


def converted(characters: str, config: str) -> list[str]:
    """Convert each of ``characters`` (no line feed) on its own; what would grow stays as it is."""
    return [new if len(new) == 1 else old for old, new in zip(characters, _convert(characters, config), strict=True)]


def is_radical(char: str) -> bool:
    """Say whether ``char`` is a radical or compatibility code point in place of a character."""
    if "\uf900" <= char <= "\ufaff":
        return char not in _UNIFIED
    return "⺀" <= char <= "⿕" or "\U0002f800" <= char <= "\U0002fa1f"


HAN = "〇⺀-⿕㐀-䶿一-鿿\uf900-\ufaff\U00020000-\U000323af"
"""The Chinese characters (ideographs, unified or not, radicals and 〇) for a class in a pattern: ``f"[{HAN}]"``."""
_HAN = late_pattern(f"[{HAN}]")


def is_han(char: str) -> bool:
    """Say whether ``char`` is a Chinese character (a unified or compatibility ideograph, 〇, or a radical)."""
    return _HAN.match(char) is not None


def unified(char: str) -> str:
    """Return the unified ideograph for a radical or compatibility ideograph, else the character."""
    if is_radical(char):
        plain = _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return char


def without_japanese_forms(characters: str) -> str:
    """Return ``characters`` with the traditional form for those that only Japanese print has (関 for 關, 歩 for 步)."""
    foreign = "".join(filter(is_han, characters))
    foreign = "".join(set(foreign) - _writable(foreign, "gb2312") - _writable(foreign, "big5"))
    if not foreign:
        return characters
    return characters.translate(str.maketrans(foreign, "".join(converted(foreign, "jp2t"))))


@cache
def _kindred() -> dict[str, str]:
    """Return what OpenCC's tables exchange and t2s leaves apart: the character that each of these folds to."""
    text = Path(__file__).with_name("folds.txt").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def _folded_once(characters: str) -> dict[str, str]:
    plainly = without_japanese_forms("".join(map(unified, characters)))
    table: dict[str, str] = {}
    for char, plain, simple in zip(characters, plainly, converted(plainly, "t2s"), strict=True):
        form = _FORMS.get(char) or chr(_FULLWIDTH.get(ord(char), ord(char)))
        folded = _VARIANTS.get(plain) or (simple if is_han(plain) else form)
        table[char] = _VARIANTS.get(folded, folded)
    return table


_KNOWN: dict[int, str] = {}
"""The characters folded so far: what a character folds to never changes, and documents share most of them."""


def _folded(characters: str) -> dict[int, str]:
    """Return a table that has some characters; what a fold gives is folded once more, so that folding is idempotent."""
    new = "".join(char for char in characters if ord(char) not in _KNOWN)
    if new:
        once = _folded_once(new)
        again = _folded_once("".join(sorted(set(once.values()))))
        kindred = _kindred()
        _KNOWN.update({ord(char): kindred.get(again[form], again[form]) for char, form in once.items()})
    return _KNOWN


@lru_cache(maxsize=4)
def distinct(text: str) -> frozenset[str]:
    """Return the characters that ``text`` has: many questions need to be asked of these only."""
    return frozenset(text)


def places(text: str, characters: Iterable[str]) -> Iterator[int]:
    """Yield the offsets at which one of ``characters`` stands."""
    members = "".join(characters)
    return (match.start() for match in re.finditer(f"[{re.escape(members)}]", text)) if members else iter(())


@lru_cache(maxsize=4)
def fold(text: str) -> str:
    """Return ``text`` folded for matching; the result has the same length in code points."""
    characters = "".join(sorted(distinct(text) - {"\n"}))
    return text.translate(_folded(characters)) if characters else text


def fold_by_converter(text: str) -> str:
    """Return ``text`` folded by t2s and our own pairs alone: what ``folds.txt`` is made from."""
    once = _folded_once("".join(sorted(set(text))))
    again = _folded_once("".join(sorted(set(once.values()))))
    return "".join(again[once[char]] for char in text)


@cache
def regional_form(char: str, config: str) -> str:
    """Return a traditional character as a region prints it: ``t2tw`` for Taiwan, ``t2hk`` for Hong Kong."""
    return converted(_PRINT_FORMS.get(char, char), config)[0]


_APART = frozenset("喫嫺棱樑滙皁着纔脣蔘鍼")
"""Characters with a Taiwanese form that is also another character's in print: 纔 is written 才, 人才 never 人纔."""


def has_two_uses(char: str) -> bool:
    """Say whether a character is the form of another only in some words: 着 in 走着, never in 著名."""
    return char in _APART


@cache
def print_form(char: str) -> str:
    """Return a traditional character as Taiwan prints it, unless that would merge two that print tells apart."""
    return char if char in _APART or not is_han(char) else regional_form(char, "t2tw")


@cache
def is_regional_pair(one: str, other: str) -> bool:
    """Say whether two traditional characters are forms of one, which Taiwan or Hong Kong does not tell apart."""
    return any(regional_form(one, config) == regional_form(other, config) for config in ("t2tw", "t2hk"))


@cache
def variant_forms() -> dict[str, str]:
    """Return, for each folded character, the other characters of the basic block that fold to it."""
    block = list(map(chr, range(0x4E00, 0xA000)))
    changed = [char for char, simple in zip(block, _convert(block, "t2s"), strict=True) if char != simple]
    forms: dict[str, str] = {}
    changed += [char for char in _VARIANTS if char not in changed]  # the usual forms come first
    table = _folded("".join(changed))
    for char in changed:
        folded = table[ord(char)]
        forms[folded] = forms.get(folded, "") + char
    return forms


def _writable(characters: str, encoding: str) -> set[str]:
    return set(characters.encode(encoding, "ignore").decode(encoding))


@lru_cache(maxsize=1 << 16)
def is_writable(char: str, encoding: str) -> bool:
    """Say whether an encoding has a character; Big5 holds the common traditional ones, GB 2312 the simplified."""
    return char in _writable(char, encoding)


def is_common(char: str) -> bool:
    """Say whether a traditional character is among the 5,401 common ones of Big5 (its first level)."""
    return b"\xa4\x40" <= char.encode("big5", "ignore") < b"\xc6\x7f"


def script_of(text: str) -> str:
    """Say which script the code points of ``text`` are in: ``hans``, ``hant``, ``mixed`` or ``none``.

    A character votes if it belongs to the common set of one script only: GB 2312 holds the simplified characters,
    Big5 the traditional ones, and what stands in both (后, 里, 云) is silent. A stray character does not make a text
    mixed: that takes a tenth of the votes.
    """
    simplified, traditional = _votes(text)
    if min(simplified, traditional) * 10 >= simplified + traditional > 0:
        return "mixed"
    return leaning(text)


def leaning(text: str) -> str:
    """Say which script most of the votes are for: ``hans``, ``hant``, or ``none`` without votes."""
    simplified, traditional = _votes(text)
    if simplified + traditional == 0:
        return "none"
    return "hant" if traditional > simplified else "hans"


@lru_cache(maxsize=4)
def _votes(text: str) -> tuple[int, int]:
    """Count the characters that are simplified only, and those that are traditional only."""
    counts = Counter(text)
    characters = "".join(filter(is_han, counts))
    in_gb, in_big5 = _writable(characters, "gb2312"), _writable(characters, "big5")
    return sum(counts[char] for char in in_gb - in_big5), sum(counts[char] for char in in_big5 - in_gb)
