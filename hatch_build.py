"""Compiles the catalogues whenever plandiff is built or installed, in place as well."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
CATALOGUES = ROOT / "translations"
COMPILED = ROOT / "src" / "plandiff" / "locale"


def compile_catalogues() -> list[Path]:
    """Write each catalogue in the form that programs read, and return the files; one that is fresh stays."""
    written = []
    for source in sorted(CATALOGUES.glob("*.po")):
        target = COMPILED / source.stem.replace("-", "_") / "LC_MESSAGES" / "plandiff.mo"
        written.append(target)
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.stem.replace("-", "_"))
        draft = target.with_suffix(f".{id(target)}.tmp")
        with draft.open("wb") as out:
            write_mo(out, catalogue)
        draft.replace(target)
    return written


class CompileCatalogues(BuildHookInterface):
    """Puts the compiled catalogues into the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before anything is packed; Git does not keep what comes of it, so the package has to be told."""
        del version
        build_data["artifacts"] += [path.relative_to(self.root).as_posix() for path in compile_catalogues()]
