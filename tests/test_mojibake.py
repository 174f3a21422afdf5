"""The proof of byte damage: it undoes what the byte model does, and proves nothing in any other place.

The simulator here goes the other way than ``explain``: it damages clean text, byte by byte.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

import opencc
import pytest
from conftest import SEEDS

from plandiff.chinese.mojibake import explain
from plandiff.chinese.script import fold

CUT_BEFORE = [bytes.fromhex(code) for code in ("A1A3", "A3A1", "A3BF", "A3BB", "A3AC")]
"""。！？；， in GBK."""


class Spoilt(NamedTuple):
    """A damaged span as it shows, the text that became it, and the text with its neighbours."""

    shown: str
    clean: str
    before: str
    after: str


def shown_pair(lead: int, trail: int) -> str | None:
    """Return what a reader of GBK sees of two bytes; None if they are no character."""
    user_defined = (0xAA <= lead <= 0xAF and trail >= 0xA1) or (0xF8 <= lead <= 0xFE and trail >= 0xA1)
    if user_defined or (0xA1 <= lead <= 0xA7 and trail <= 0xA0):
        return ""
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None


def damaged(text: str, most: int) -> tuple[str, int] | None:
    """Damage ``text`` from its first character on; return what shows and how many characters were damaged.

    The lead byte of the first character is orphaned, all pairs shift by a byte, until a trail byte is in the ASCII
    range or ``most`` characters are damaged and the last lead byte is left dangling.
    """
    data, shown = text.encode("gbk"), "?"
    for at in range(1, len(data), 2):
        count = (at + 1) // 2
        if data[at] < 0x80:
            return shown + chr(data[at]), count
        if count == most or at + 1 == len(data):
            return shown + "?", count
        seen = shown_pair(data[at], data[at + 1])
        if seen is None:
            return None
        shown += seen
    return None


def stretches(text: str) -> Iterator[str]:
    """Yield the parts of a text whose characters all have two bytes in GBK."""
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        stretch = match.group().encode("gbk", "ignore").decode("gbk")
        if stretch == match.group():
            yield stretch


def spoilt(script: str, most: int) -> list[Spoilt]:
    """Damage the seeds, converted to ``script``, wherever the tool would have cut in the middle of a character."""
    converter = opencc.OpenCC("s2t" if script == "hant" else "t2s")
    found = set()
    for path in SEEDS.glob("*.txt"):
        for text in stretches(converter.convert(path.read_bytes().decode("utf-8"))):
            data = text.encode("gbk")
            for at in range(1, len(text) - 1):
                result = damaged(text[at:], most) if data[2 * at + 1 : 2 * at + 3] in CUT_BEFORE else None
                if result and result[1] > 2:
                    shown, size = result
                    clean, around = text[at : at + size], (text[at - 1 : at + size - 1], text[at + 1 : at + size + 1])
                    found.add(Spoilt(shown, clean, *around))
    return sorted(found)


def explained(span: Spoilt, clean: str, script: str) -> str | None:
    return explain(fold(span.shown), fold(clean), traditional=script == "hant")


@pytest.fixture(scope="module", params=[(script, most) for script in ("hans", "hant") for most in (3, 4, 7, 20)])
def corpus(request: pytest.FixtureRequest) -> tuple[str, list[Spoilt]]:
    script, most = request.param
    return script, spoilt(script, most)


def test_the_simulator_damages_as_the_web_page_did() -> None:
    """The byte model turns the clean text into the very characters that the national plan's web page shows."""
    assert damaged("模化標準化，改善鄉村", 8) == ("?；瘶藴驶纳?", 8)
    assert damaged("。“十四五”時期", 20) == ("?！笆奈濉睍r", 7)


def test_damage_to_the_seeds_is_proven_and_undone(corpus: tuple[str, list[Spoilt]]) -> None:
    """What the bytes determine is recovered in the document's own script; of the last character, half is lost."""
    script, spans = corpus
    found = [explained(span, span.clean, script) for span in spans]

    assert len(spans) > 5
    assert [fold(span.clean) for span in spans] == [fold(repaired or "") for repaired in found]
    assert [span.clean[:-1] for span in spans] == [(repaired or "")[:-1] for repaired in found]


def test_one_character_beside_its_place_nothing_is_proven(corpus: tuple[str, list[Spoilt]]) -> None:
    """The proof holds for the exact counterpart only, not for its neighbours."""
    script, spans = corpus

    proven = [span for span in spans for clean in (span.before, span.after) if explained(span, clean, script)]

    assert not proven


def test_another_wording_in_its_place_proves_nothing(corpus: tuple[str, list[Spoilt]]) -> None:
    """Where the counterpart has another character, its bytes do not give what is shown."""
    script, spans = corpus
    proven = [span for span in spans if explained(span, f"{span.clean[0]}的{span.clean[2:]}", script)]

    assert not proven


@pytest.mark.parametrize(
    ("shown", "clean", "repaired"),
    [
        ("?；瘶藴驶纳?", "模化标准化,改善", "模化標準化，改善"),
        ("?！笆奈濉睍r", '。"十四五"时', "。“十四五”時"),
        ("?h", "县", None),
        ("??h", "海县", "海縣"),
        ("\ufffd?h", "海县", "海縣"),
    ],
)
def test_known_damage_of_the_national_plan(shown: str, clean: str, repaired: str | None) -> None:
    """The damaged spans of the national plan's web page are proven, whatever sign stands for a lost byte."""
    assert repaired == explain(fold(shown), clean, traditional=True)


@pytest.mark.parametrize(
    ("shown", "clean"),
    [
        ("", "改善"),
        ("?", ""),
        ("?", "吗"),
        ("为什么?因为", "为什么呢因为"),
        ("?改善", "。改善"),
        ("改善鄉村", "改善乡村"),
        ("?" * 70, "改" * 70),
    ],
)
def test_ordinary_differences_are_no_damage(shown: str, clean: str) -> None:
    """A question mark alone, another wording, or nothing at all proves no damage."""
    assert explain(shown, clean, traditional=True) is None
