"""The synopsis of two versions of one document: every article that is new, gone, changed, split, merged or moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from plandiff.chinese.numbering import mark_value
from plandiff.judging.change import Change, Kind, Reason, Weight
from plandiff.judging.fates import Fate, fate_of
from plandiff.judging.result import AlignedComparison
from plandiff.presentation.excerpts import harmless
from plandiff.presentation.meant import shown_sources
from plandiff.reports.synopsis import remarks
from plandiff.reports.synopsis.bands import Bands
from plandiff.reports.synopsis.cells import Side, layout_of
from plandiff.reports.synopsis.rows import Band, Cell, Mark, Row, Run
from plandiff.reports.synopsis.terms import Terms
from plandiff.reports.synopsis.units import AFTER, BEFORE, OWN, Group, Unit, Units, grouped, passage_units, units_of
from plandiff.text.span import Pair, Span

_PART = 12
"""Characters that must stand in a unit of another row before it is told: fewer are the frame of any sentence."""


def is_told(change: Change) -> bool:
    """Say whether a change is marked: not what is cosmetic, nor a citation that only follows a renumbering."""
    return change.weight is not Weight.COSMETIC and change.judgement.reason is not Reason.FOLLOWS


@dataclass(frozen=True)
class Versions:
    """Two versions, cut into units.

    Attributes:
        result: The comparison.
        units: The units of either side.
        groups: Which belong together, in the order of the table.
        sides: What is marked on either side.
        terms: The words of the form.
    """

    result: AlignedComparison
    units: Pair[Units]
    groups: list[Group]
    sides: Pair[Side]
    terms: Terms

    @cached_property
    def facts(self) -> "list[remarks.Facts]":
        """What each group is told about."""
        return self._facts()

    @classmethod
    def of(cls, result: AlignedComparison, terms: Terms, *, meant: bool = False) -> "Versions":
        """Cut and link the documents of a comparison; ``meant`` shows them so, see `presentation.meant`."""
        sources = shown_sources(result, meant=meant)
        if result.sections.left or result.sections.right:
            units = Pair(
                units_of(result.documents.left.text, result.sections.left),
                units_of(result.documents.right.text, result.sections.right),
            )
            links = [*_paired(result, units)]
        else:
            hulls = [(_hull(passage.spans.left), _hull(passage.spans.right)) for passage in result.passages]
            units = Pair(passage_units(left for left, _ in hulls), passage_units(right for _, right in hulls))
            links = [
                (units.left.at(left.start), units.right.at(right.start)) for left, right in hulls if left and right
            ]
        groups = grouped(links, Pair(len(units.left.units), len(units.right.units)))
        paired = Pair(
            {n for group in groups if group.right for n in group.left},
            {n for group in groups if group.left for n in group.right},
        )
        told = [change.spans for change in result.changes if is_told(change) and change.kind is not Kind.MOVED]
        # Where a whole unit is new or gone, no place of the other text lacks it.
        lefts = [s.left for s in told if s.left or units.right.at(s.right.start) in paired.right]
        rights = [s.right for s in told if s.right or units.left.at(s.left.start) in paired.left]
        layouts = sources.map(layout_of)
        sides = Pair(
            Side(sources.left, layouts.left, sorted(lefts), Mark.GONE),
            Side(sources.right, layouts.right, sorted(rights), Mark.NEW),
        )
        return cls(result, units, groups, sides, terms)

    def rows(self, *, whole: bool) -> Iterator[Row | Band]:
        """Yield the rows, a band before those of each chapter; ``whole`` shows unchanged ones and shortens none."""
        facts = self.facts
        bands = Bands(self.result)
        number = 0
        for n, group in enumerate(self.groups):
            fate = self._fate(group, facts[n])
            found = [bands.of_unit(unit) for unit in self._members(group)]  # each is met, in order
            if fate in (Fate.SAME, Fate.RENUMBERED) and not whole:
                continue
            # Of an article that was split, the first part tells in which chapter the row stands.
            yield from bands.entered(found[len(group.left)] if group.right else found[-1])
            number += 1
            yield Row(
                number=number,
                cells=self._cells(group, fate, whole=whole),
                fate=fate,
                remarks=self._remarks(group, fate, facts[n]),
                kinds=frozenset(change.kind for change in facts[n].changes if is_told(change)),
                place=self._place(group),
            )

    def _place(self, group: Group) -> str:
        return (
            f"r{self.units.right.units[group.right[0]].id}"
            if group.right
            else f"l{self.units.left.units[group.left[0]].id}"
        )

    def _members(self, group: Group) -> list[Unit]:
        return [self.units.left.units[n] for n in group.left] + [self.units.right.units[n] for n in group.right]

    def _facts(self) -> "list[remarks.Facts]":
        """Gather what each group of units is told about, in one pass over changes and shared text."""
        left = {unit: n for n, group in enumerate(self.groups) for unit in group.left}
        right = {unit: n for n, group in enumerate(self.groups) for unit in group.right}
        facts = [remarks.Facts() for _ in self.groups]
        for change in self.result.changes:
            homes = {left[self.units.left.at(change.spans.left.start)]} if change.spans.left else set()
            homes |= {right[self.units.right.at(change.spans.right.start)]} if change.spans.right else set()
            for home in homes:
                facts[home].changes.append(change)
        for same in self.result.same:
            if not same.furniture:
                for one, other, size in self._shared(same.spans):
                    facts[left[one]].gone[right[other]] += size if left[one] != right[other] else 0
                    facts[right[other]].come[left[one]] += size if left[one] != right[other] else 0
        return facts

    def _shared(self, spans: Pair[Span]) -> Iterator[tuple[int, int, int]]:
        """Yield by which units a shared piece lies in, and how many characters of it."""
        at = spans.map(lambda span: span.start)
        while at.left < spans.left.end:
            one, other = self.units.left.at(at.left), self.units.right.at(at.right)
            ends = Pair(self._end(self.units.left, one), self._end(self.units.right, other))
            size = min(spans.left.end - at.left, max(1, ends.left - at.left), max(1, ends.right - at.right))
            yield one, other, size
            at = Pair(at.left + size, at.right + size)

    @staticmethod
    def _end(units: Units, n: int) -> int:
        return units.units[n + 1].span.start if n + 1 < len(units.units) else units.units[n].span.end + (1 << 30)

    def _fate(self, group: Group, facts: "remarks.Facts") -> Fate:
        counts = Pair(len(group.left), len(group.right))
        moved = self._is_moved(group)
        reworded = renumbered = False
        if counts == Pair(1, 1):
            one, other = self.units.left.units[group.left[0]], self.units.right.units[group.right[0]]
            reworded = any(is_told(change) for change in facts.changes if change.kind is not Kind.MOVED)
            reworded |= any(size >= _PART for size in (*facts.gone.values(), *facts.come.values()))
            reworded |= not moved and any(
                change.kind is Kind.MOVED and not _is_whole(change, one, other) for change in facts.changes
            )
            renumbered = _number(one) != _number(other)
        return fate_of(counts, reworded=reworded, moved=moved, renumbered=renumbered)

    def _is_moved(self, group: Group) -> bool:
        ids = {self.units.left.units[n].id.removesuffix(OWN) for n in group.left}
        return any(pair.moved and not ids.isdisjoint(pair.ids.left) for pair in self.result.section_pairs)

    def _cells(self, group: Group, fate: Fate, *, whole: bool) -> Pair[tuple[Cell, ...]]:
        whole |= fate in (Fate.SPLIT, Fate.MERGED, Fate.RECAST)  # a reader wants to see what went where
        short = fate is Fate.MOVED and not whole

        def cells(side: Side, units: Units, own: tuple[int, ...]) -> tuple[Cell, ...]:
            return tuple(side.named(units.units[n]) if short else side.cell(units.units[n], whole=whole) for n in own)

        left = cells(self.sides.left, self.units.left, group.left)
        right = cells(self.sides.right, self.units.right, group.right)
        return Pair(left or (_stand_in(self.terms.added),), right or (_stand_in(self.terms.dropped),))

    def renumbered(self) -> list[Pair[str]]:
        """Return the numbers, old and new, of the articles that differ in nothing else; runs of them as one range."""
        facts = self.facts
        runs: list[list[tuple[int, int]]] = []
        for n, group in enumerate(self.groups):
            if self._fate(group, facts[n]) is not Fate.RENUMBERED:
                continue
            pair = (group.left[0], group.right[0])
            if runs and runs[-1][-1] == (pair[0] - 1, pair[1] - 1):
                runs[-1].append(pair)
            else:
                runs.append([pair])
        return [
            Pair(
                _range([_name(self.units.left.units[one]) for one, _ in run]),
                _range([_name(self.units.right.units[other]) for _, other in run]),
            )
            for run in runs
        ]

    def _remarks(self, group: Group, fate: Fate, facts: "remarks.Facts") -> tuple[str, ...]:
        names = Pair(
            [_name(self.units.left.units[n]) for n in group.left],
            [_name(self.units.right.units[n]) for n in group.right],
        )
        terms = self.terms
        lines = [*remarks.fate_lines(terms, fate, names, moved=self._is_moved(group), places=self._places(group))]
        if group.left and group.right:
            told = [change for change in facts.changes if is_told(change)]
            lines += [*remarks.kind_lines(terms, told), *remarks.cell_lines(terms, told)]
        for template, parts, side in (
            (terms.part_to, facts.gone, "right"),
            (terms.part_from, facts.come, "left"),
        ):
            for other, size in parts.items():
                if size >= _PART:
                    lines.append(template.format(place=self._group_name(other, side)))
        return tuple(lines)

    def _group_name(self, n: int, side: str) -> str:
        group = self.groups[n]
        units = self.units.right.units if side == "right" else self.units.left.units
        own = group.right if side == "right" else group.left
        names = [_name(units[m]) for m in own]
        return self.terms.comma.join(name for name in names if name) or self.terms.place

    def _places(self, group: Group) -> Pair[str]:
        """Return behind which units a moved one stands on either side."""
        if not group.left or not group.right:
            return Pair("", "")
        left, right = group.left[0] - 1, group.right[0] - 1
        return Pair(
            _name(self.units.left.units[left]) if left >= 0 else "",
            _name(self.units.right.units[right]) if right >= 0 else "",
        )


def _paired(result: AlignedComparison, units: Pair[Units]) -> Iterator[tuple[int, int]]:
    """Yield which units correspond: by their sections, and what stands before and behind all sections."""
    for pair in result.section_pairs:
        left = [units.left.of_section[n] for n in pair.ids.left if n in units.left.of_section]
        right = [units.right.of_section[n] for n in pair.ids.right if n in units.right.of_section]
        yield from ((one, other) for one in left for other in right)
    ids = units.map(lambda side: {unit.id: n for n, unit in enumerate(side.units)})
    for edge in (BEFORE, AFTER):
        if edge in ids.left and edge in ids.right:
            yield ids.left[edge], ids.right[edge]
    for pair in result.section_pairs:  # what stands below the heading of a chapter belongs to it
        if len(pair.ids.left) == len(pair.ids.right) == 1:
            one, other = pair.ids.left[0], pair.ids.right[0]
            if one not in units.left.of_section and other not in units.right.of_section:
                left_own, right_own = ids.left.get(one + OWN), ids.right.get(other + OWN)
                if left_own is not None and right_own is not None:
                    yield left_own, right_own


def _hull(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)


def _is_whole(change: Change, one: Unit, other: Unit) -> bool:
    """Say whether a change covers the whole of both units."""
    return (
        change.spans.left.start <= one.head_end
        and change.spans.right.start <= other.head_end
        and len(change.spans.left) * 2 > len(one.span)
    )


def _number(unit: Unit) -> object:
    return mark_value(unit.name) if unit.name else ""


def _name(unit: Unit) -> str:
    return harmless(unit.name)


def _range(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}至{names[-1]}"


def _stand_in(words: str) -> Cell:
    return ((Run(words, Mark.STAND_IN),),)
