"""The chapters above the rows of a table of changes."""

from collections.abc import Iterator, Sequence

from plandiff.chinese.script import fold
from plandiff.judging.result import AlignedComparison
from plandiff.outline.sections import Section
from plandiff.presentation.excerpts import harmless
from plandiff.reports.synopsis.rows import Band
from plandiff.reports.synopsis.units import Unit


class Bands:
    """The chapters above the rows: each is told once, before its first row."""

    def __init__(self, result: AlignedComparison) -> None:
        sections = result.sections
        self._twins = {
            pair.ids.left[0]: sections.right[int(pair.ids.right[0]) - 1]
            for pair in result.section_pairs
            if len(pair.ids.left) == len(pair.ids.right) == 1
        }
        self._old = {twin.id: sections.left[int(old) - 1] for old, twin in self._twins.items()}
        self._left = set(map(id, sections.left))
        self._open: tuple[tuple[str, str], ...] = ()

    def of_unit(self, unit: Unit) -> tuple[Section, ...]:
        """Return the chapters of a unit, those of the new text where the old ones have a twin there."""
        return tuple(self._twins.get(band.id, band) if id(band) in self._left else band for band in unit.bands)

    def entered(self, bands: Sequence[Section]) -> Iterator[Band]:
        """Yield the bands that begin before a row."""
        keys = tuple((str(id(band) in self._left), band.id) for band in bands)
        common = 0
        while common < min(len(keys), len(self._open)) and keys[common] == self._open[common]:
            common += 1
        for band in bands[common:]:
            old = None if id(band) in self._left else self._old.get(band.id)
            titles = [_title(old)] if old and fold(_title(old)) != fold(_title(band)) else []
            side = "l" if id(band) in self._left else "r"
            yield Band(" → ".join([*titles, _title(band)]), band.level, f"{side}{band.id}")
        self._open = keys


def _title(section: Section) -> str:
    return harmless(section.number + ("\u3000" if section.number and section.title else "") + section.title)
