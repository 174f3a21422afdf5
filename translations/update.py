"""Brings the catalogues up to date with the source, compiles them, and lists what has no translation yet.

Run it as ``make messages``. It exits with 1 while something is missing.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
from extraction import ROOT, Found, extracted  # noqa: E402 - the folder of a script that is loaded from elsewhere
from hatch_build import CATALOGUES, compile_catalogues  # noqa: E402

WIDTH = 120


def template(texts: list[Found]) -> Catalog:
    """Return all texts of the source, without translations."""
    catalogue = Catalog(project="plandiff", charset="utf-8")
    for found in texts:
        catalogue.add(found.id, locations=[(found.place[0], None)], flags=("python-brace-format",))
    return catalogue


def read(path: Path) -> Catalog:
    """Return the catalogue of a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem.replace("-", "_"))


def missing(catalogue: Catalog) -> list[Message]:
    """Return the entries that have no translation, or one that was only guessed."""
    return [entry for entry in catalogue if entry.id and (entry.fuzzy or not all(_strings(entry)))]


def _strings(entry: Message) -> tuple[str, ...]:
    return tuple(entry.string) if isinstance(entry.string, (list, tuple)) else (entry.string or "",)


def main() -> int:
    """Update every catalogue; return 1 if one is not complete."""
    found = extracted()
    texts = template(found.texts)
    status = int(bool(found.joined))
    for place in found.joined:
        sys.stdout.write(f"put together, so it cannot be translated: {place}\n")
    for path in sorted(CATALOGUES.glob("*.po")):
        catalogue = read(path)
        catalogue.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalogue, width=WIDTH, omit_header=False, sort_output=True)
        for entry in missing(catalogue):
            status = 1
            sys.stdout.write(f"{path.relative_to(ROOT)}: {entry.id!r}\n")
    compile_catalogues()
    return status


if __name__ == "__main__":
    sys.exit(main())
