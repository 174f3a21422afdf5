"""The part of a comparison that somebody asks for: changes of some kinds, or in some sections."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from plandiff.chinese.script import fold
from plandiff.errors import UsageError
from plandiff.judging.change import Change, Kind
from plandiff.judging.result import Comparison, Result
from plandiff.outline.sections import Section, section_path


def selected(result: Result, kinds: Collection[Kind] = (), sections: Sequence[str] = ()) -> Result:
    """Return the result with the other changes left out; sections, passages and counts stay whole.

    Args:
        result: The comparison.
        kinds: The kinds that are asked for; none for all.
        sections: Numbers, titles or ids of sections on either side, each with what stands under it; none for all.

    Raises:
        UsageError: Neither document has such a section.
    """
    wanted = [_named(result, name) for name in sections]
    held, left_out = list[Change](), list(result.left_out)
    for change in result.changes:
        asked = (not kinds or change.kind in kinds) and (
            not wanted or any(_stands_in(change, result, s) for s in wanted)
        )
        (held if asked else left_out).append(change)
    return replace(result, changes=tuple(held), left_out=tuple(left_out))


def _named(result: Comparison, name: str) -> tuple[set[str], set[str]]:
    """Return the ids, on the left and on the right, of the sections that a name means."""
    key = _plain(name)
    found = tuple(
        {section.id for section in side if key and key in (section.id, *_names(section))}
        for side in (result.sections.left, result.sections.right)
    )
    if not any(found):
        raise UsageError(
            "neither document has a section {name}", "name its number, title or id: plandiff outline FILE", name=name
        )
    return found[0], found[1]


def _names(section: Section) -> tuple[str, str, str]:
    number, title = _plain(section.number), _plain(section.title)
    return number, title, number + title


def _plain(text: str) -> str:
    return "".join(fold(text).split()).strip("、.:。")


def _stands_in(change: Change, result: Comparison, ids: tuple[set[str], set[str]]) -> bool:
    sides = (
        (result.sections.left, change.spans.left, ids[0]),
        (result.sections.right, change.spans.right, ids[1]),
    )
    return any(
        not own.isdisjoint(section.id for section in section_path(sections, span.start))
        for sections, span, own in sides
    )
