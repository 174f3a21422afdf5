"""Recognises text stored in GBK that was cut inside a character, by its bytes alone.

The model is that of ``chinese.mojibake``: a lead byte is orphaned (``?``), the pairs behind it are read one byte late,
the first of them as a stop, and the shift ends at a trail byte in the ASCII range or at a dangling lead byte (``?``).
So the bytes between the first and the last are known, unless a pair in the user-defined zones vanished. All originals
that these bytes allow compete; the bigrams of the document itself and of the vocabulary rank them. The best is
proposed, to be checked: it is never proven without a counterpart.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache
from math import log

from plandiff.chinese.mojibake import LOST
from plandiff.chinese.questions import asks
from plandiff.chinese.script import writable
from plandiff.conversion.lexicon import facts, following, neighbours, times
from plandiff.judging.change import Certainty, Judgement, Kind, Reason
from plandiff.outline.clean_text import CleanText
from plandiff.patterns import late_pattern
from plandiff.proofreading.finding import Finding
from plandiff.text.span import clean_span

_START = late_pattern(rf"[{LOST}](?<=[^\W\x00-\x7f].)([。！？；，!?;,])")
_LONGEST = 16
"""Characters of a damaged span that are looked through for its end."""
_MARKS = "，。、；：！？“”‘’（）《》—…"
_HALF_WIDTH = str.maketrans("，；：！？（）", ",;:!?()")
_FULL_WIDTH = str.maketrans(",;:!?()", "，；：！？（）")
_TRAIL = range(0x40, 0x7F)
_HEARD = 5
"""Tenths of a proposal's bigrams that must be known."""
_SAMPLE = 100_000
"""Characters of a document that its bigrams are taken from."""
_BEAM = 30
"""Texts that are followed at a time."""
_ALONE = 0.2
"""Share of a character's likelihood that it has whatever stands before it."""
_LONG = 5
"""Characters of an original that may have lost two pairs."""
_OWN = 40
"""How much heavier a bigram of the document weighs than one of the vocabulary."""

Slot = tuple[int | str | None, int | str | None]
"""Lead and trail byte of an original character, as far as they are known; a string names a zone of bytes."""
_ZONES = ("AAA1-AFFE, F8A1-FEFE", "A140-A7A0")
"""The user-defined zones of GBK: a pair in one of them vanished."""
_MOST_REPAIRS = 300
"""Damaged spans of a document whose originals are looked for, some 5 ms each. Of more it is only said that they are
damaged, if most of the others were."""


class Bigrams:
    """The neighbours in the vocabulary and, with more weight, in a document."""

    def __init__(self, text: str) -> None:
        self._own = neighbours([text])
        self._following: dict[str, set[str]] = {}
        for pair in self._own:
            if len(pair) > 1:
                self._following.setdefault(pair[0], set()).add(pair[1])
        self._total = facts().neighbours + _OWN * (len(text) - 1)

    def count(self, string: str) -> int:
        """Return how often a character has another behind it: any other, or the one that ``string`` has."""
        return times(string) + _OWN * self._own.get(string, 0)

    def alone(self, char: str) -> float:
        """Return how likely a character is whatever stands before it."""
        return _ALONE * (self.count(char) + 1) / self._total

    def behind(self, before: str, among: AbstractSet[str]) -> AbstractSet[str]:
        """Return those of some characters that have been seen behind another."""
        return {*(following(before) & among), *(self._following.get(before, _NONE) & among)}


_NONE: AbstractSet[str] = frozenset()


def shifted_bytes(text: CleanText) -> Iterator[Finding]:
    """Find damaged spans, and propose what stood there."""
    bigrams: Bigrams | None = None
    known: dict[str, str | None] = {}
    end = 0
    for start in _START.finditer(text.kept):
        if start.start() < end:
            continue
        found = _end_and_slots(text.kept, start.start())
        if found is None or _may_be_meant(text.kept, start.start(), found):
            continue
        if bigrams is None:
            bigrams = Bigrams(text.kept[:_SAMPLE].translate(_HALF_WIDTH))
        end, slots = found
        shown = text.kept[start.start() - 1 : end + 1]
        if shown not in known and len(known) >= _MOST_REPAIRS:
            if sum(best is not None for best in known.values()) * 2 > len(known):
                span = text.offsets.source_span(*clean_span(start.start(), end))
                yield Finding(span, Judgement(Kind.MOJIBAKE, Reason.BYTES_SHIFTED, Certainty.CHECK))
            continue
        if shown not in known:  # the same damage may stand on every page
            behind = text.kept[end : end + 1].translate(_HALF_WIDTH)
            known[shown] = _best(slots, shown[0], behind, bigrams)
        best = known[shown]
        if best is not None:
            if "，" in text.kept:
                best = best.translate(_FULL_WIDTH)
            span = text.offsets.source_span(*clean_span(start.start(), end))
            yield Finding(span, Judgement(Kind.MOJIBAKE, Reason.BYTES_SHIFTED, Certainty.CHECK, best))


def _may_be_meant(text: str, start: int, found: tuple[int, list[Slot]]) -> bool:
    """Say whether a mark asks, or is one of a row: then nothing is shifted, though all may be lost."""
    end, slots = found
    return (asks(text, start) and len(slots) < _LONG) or set(text[start:end]) == {"?"}


def _end_and_slots(text: str, start: int) -> tuple[int, list[Slot]] | None:
    """Return where a damaged span ends, and what is known of its characters if no pair vanished."""
    shown: list[int] = [*_bytes(text[start + 1].translate(_FULL_WIDTH))]
    for at in range(start + 2, min(len(text), start + _LONGEST)):
        char = text[at]
        if char in LOST:
            return at + 1, _slots(shown, None)
        if ord(char) in _TRAIL:
            return at + 1, _slots(shown, ord(char))
        code = _bytes(char)
        if len(code) != 2:
            return None
        shown += code
    return None


def _bytes(char: str) -> bytes:
    return char.encode("gbk", "ignore")


def _slots(shown: list[int], last: int | None) -> list[Slot]:
    inner = list(zip(shown[1:-1:2], shown[2:-1:2], strict=True))
    return [(None, shown[0]), *inner, (shown[-1], last)]


def _best(slots: list[Slot], before: str, behind: str, bigrams: Bigrams) -> str | None:
    """Return the likeliest original; None if nothing that the bytes allow reads like text."""
    paths = [path for variant in _variants(slots) if (path := _likeliest(variant, before, behind, bigrams))]
    return max(paths)[1] if paths else None


def _variants(slots: list[Slot]) -> Iterator[list[Slot]]:
    """Yield the slots as they are, then with one pair vanished, in long spans also two, between two shown ones."""
    yield slots
    for n, (lead, trail) in enumerate(slots):
        if lead is None or trail is None:
            continue
        for zone in _ZONES:
            yield [*slots[:n], (lead, zone), (zone, trail), *slots[n + 1 :]]
            if len(slots) >= _LONG:
                yield [*slots[:n], (lead, zone), (zone, zone), (zone, trail), *slots[n + 1 :]]


def _likeliest(slots: list[Slot], before: str, behind: str, bigrams: Bigrams) -> tuple[float, str] | None:
    """Return the text through the slots whose bigrams are likeliest, with the logarithm of its likelihood."""
    paths = {before: (0.0, "")}
    for slot in slots:
        paths = _extended(paths, _characters(slot), bigrams)
    if behind:
        paths = _extended(paths, frozenset(behind), bigrams)
    if not paths:
        return None
    score, text = max(paths.values())
    text = text[: len(slots)]
    whole = before + text + behind
    pairs = [whole[at : at + 2] for at in range(len(whole) - 1)]
    heard = sum(bigrams.count(pair) > 0 for pair in pairs)
    return (score, text) if heard * 10 >= len(pairs) * _HEARD else None


def _extended(
    paths: dict[str, tuple[float, str]], characters: AbstractSet[str], bigrams: Bigrams
) -> dict[str, tuple[float, str]]:
    """Extend the best text that ends in each character by one more character.

    Behind a character that it has never been seen behind, a character is as likely as behind any other such: so the
    best text of all is tried, and besides only those behind whose ends it has been seen.
    """
    kept = sorted(paths.items(), key=lambda path: path[1], reverse=True)[:_BEAM]
    if not kept:
        return {}
    best, first = kept[0][1]
    alone = {char: bigrams.alone(char) for char in characters}
    longer = {char: (best + log(likelihood), first + char) for char, likelihood in alone.items()}
    for last, (score, text) in kept:
        known = bigrams.count(last) + 1
        for char in bigrams.behind(last, characters):
            following = bigrams.count(last + char) / known
            longer[char] = max(longer[char], (score + log((1 - _ALONE) * following + alone[char]), text + char))
    return longer


@cache
def _table() -> dict[Slot, set[str]]:
    """Return the characters of modern print by their bytes in GBK, by either byte and by both."""
    table: dict[Slot, set[str]] = {}
    han = "".join(map(chr, range(0x4E00, 0xA000)))
    modern = writable(han, "big5") | writable(han, "gb2312")
    for char, half in [*zip(_MARKS, _MARKS.translate(_HALF_WIDTH), strict=True), *((char, char) for char in modern)]:
        code = _bytes(char)
        if len(code) == 2:
            for slot in _slots_of(*code):
                table.setdefault(slot, set()).add(half)
    return table


def _slots_of(lead: int, trail: int) -> Iterator[Slot]:
    """Yield all the ways in which a character may be known by its bytes."""
    yield from ((lead, trail), (lead, None), (None, trail))
    behind = _ZONES[lead < 0xA1]
    yield behind, trail
    for zone, leads in zip(_ZONES, ({*range(0xAA, 0xB0), *range(0xF8, 0xFF)}, set(range(0xA1, 0xA8))), strict=True):
        if trail in leads:
            yield lead, zone
            if zone == behind:
                yield zone, zone


def _characters(slot: Slot) -> AbstractSet[str]:
    return _table().get(slot, frozenset())
