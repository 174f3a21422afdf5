"""Guesses the encoding of Chinese text from how usual the characters are that each candidate makes of the bytes.

"Take the first codec that decodes" is wrong here: nearly all Big5 bytes are valid GB 18030, and nearly all bytes are
valid UTF-16. So every candidate decodes the bytes, each character costs the negative logarithm of its rough frequency,
and the cheapest text wins. Damage only makes a text dearer, so a text with one bad byte is still known for what it is.

Wrong guesses among slices of the five seed documents (200 slices of each for each length, in GB 18030, UTF-16 in both
byte orders and, the traditional ones, Big5-HKSCS), against charset-normalizer 3.5.2 restricted to the same encodings:

    characters               4        8       20     100    1000
    charset-normalizer   1144/3592 473/3600 26/3600 0/3600 0/3591
    this module            65/3592   6/3600  0/3600 0/3600 0/3591

Most of what remains at 4 characters is UTF-16 without a byte order mark whose every byte happens to be printable ASCII:
it is valid UTF-8 and never gets here. charset-normalizer brought nothing on top, so plandiff does without it.
"""

import codecs
import re
from collections import Counter
from functools import cache
from typing import NamedTuple

CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8")
"""UTF-8 is among them for damaged files only: intact ones are recognised before any guess."""

# The 400 most frequent characters by the word counts of jieba (MIT), and the traditional forms of those that have one.
_COMMON = (
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所"
    "如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知"
    "级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五"
    "京河接条规式县白它改风光运信受什组听布百济党指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官每住商即步认车台林必死游举线言皇土团收考求德叫近备研争非具李众连调感转笑"
    "國爲這個來會時學說們於後發對長過業裏經門動進區開產軍還種現機體與當兩實麼關從內沒將員東頭間無見戰點場數樣問並萬級應資務氣漢總電聲設義統處馬兒領隊計別權話報給變書幾華議稱決張導術結師達題條規縣風運組聽濟"
    "黨論強黃選記卻職號類傳帶幹農邊據聯廣質陽難歷專認車臺遊舉線團備爭衆連調轉"
)
_PUNCTUATION = "，。、；：“”‘’（）《》〈〉！？…—·【】「」『』\u3000％"
# Inserted pinyin is a common kind of damage, and its two-byte vowels in GB 18030 are usual characters in Big5.
_PINYIN = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêɑńňǹḿɡ"

# Costs are nats, rounded: e**-6.5 is the share of one of the common characters, e**-10 of one that is merely current.
_PUNCTUATION_COST = 4.0
_ASCII_COST = 4.5
_COMMON_COST = 6.5
_PINYIN_COST = 9.0
_CURRENT_COST = 10.0
_SYMBOL_COST = 13.0
_RARE_COST = 14.0
_ALIEN_COST = 18.0

# ASCII aside, genuine slices of 4 and more characters cost 10.2 each at most, on average 7.5; random bytes cost 14.
_LIKELY_COST = 12.0

# Counting characters in five encodings takes a second for 2 MB.
_SAMPLE_BYTES = 64 * 1024


class Guess(NamedTuple):
    """The encoding under which bytes read most like Chinese.

    Attributes:
        encoding: One of the candidates. The bytes need not be fully valid in it.
        likely: Whether the text is usual enough to be Chinese at all.
    """

    encoding: str
    likely: bool


def guess(data: bytes, candidates: tuple[str, ...] = CANDIDATES) -> Guess:
    """Return the candidate that turns ``data`` into the most usual Chinese; of equals, the first."""
    counts = {encoding: _sample(data, encoding) for encoding in candidates}
    best = min(candidates, key=lambda encoding: _total_cost(counts[encoding]))
    telling = Counter({character: n for character, n in counts[best].items() if _cost(character) != _ASCII_COST})
    return Guess(best, likely=_total_cost(telling) <= _LIKELY_COST * telling.total())


def _sample(data: bytes, encoding: str) -> Counter[str]:
    """Count the characters of a sample; in a large file it starts no later than the first byte that is not ASCII."""
    telling = re.search(rb"[\x80-\xff]", data)
    start = min(telling.start() if telling else 0, max(0, len(data) - _SAMPLE_BYTES))
    start -= start % 2  # Keeps the pairs of UTF-16 together.
    sample = data[start : start + _SAMPLE_BYTES]
    whole = start + len(sample) == len(data)  # Else the cut may go through a character, which is no damage.
    return Counter(codecs.getincrementaldecoder(encoding)("replace").decode(sample, whole))


def _total_cost(counts: Counter[str]) -> float:
    return sum(n * _cost(character) for character, n in counts.items())


def _cost(character: str) -> float:
    if known := _known_costs().get(character):
        return known
    code = ord(character)
    if 0x4E00 <= code <= 0x9FFF:
        return _RARE_COST
    # Latin, Greek and Cyrillic letters; punctuation to dingbats; CJK symbols, kana, enclosed and squared forms; widths.
    if 0xA0 <= code < 0x460 or 0x2000 <= code < 0x2800 or 0x3000 <= code < 0x3400 or 0xFF00 <= code < 0xFFF0:
        return _SYMBOL_COST
    return _ALIEN_COST  # Controls, private use, Hangul, unassigned, U+FFFD: what wrong codecs and damage produce.


@cache
def _known_costs() -> dict[str, float]:
    costs = dict.fromkeys(_current_characters(), _CURRENT_COST)
    costs |= dict.fromkeys(_COMMON, _COMMON_COST)
    costs |= dict.fromkeys(_PINYIN, _PINYIN_COST)
    costs |= dict.fromkeys(map(chr, (*b"\t\n\f\r", *range(0x20, 0x7F))), _ASCII_COST)
    return costs | dict.fromkeys(_PUNCTUATION, _PUNCTUATION_COST)


def _current_characters() -> str:
    """Return the first levels of GB 2312 and Big5, which their makers chose as the characters in current use."""
    gb2312 = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    big5_trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    big5 = bytes(byte for lead in range(0xA4, 0xC6) for trail in big5_trails for byte in (lead, trail))
    return gb2312.decode("gb2312", "ignore") + big5.decode("big5", "ignore")
