"""What a local plan names as the documents it carries out: 根据《…》（国发〔2021〕1号）、《…》精神."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from plandiff.chinese.script import fold
from plandiff.patterns import late_pattern

_HEAD = 2_500
"""Code points of a document's beginning in which it says what it carries out."""
_PARENT_HEAD = 600
"""Code points of a parent's beginning in which its title and number stand."""
_SAYS = late_pattern(
    r"(?:根据|依据|依照|按照|遵照|落实|实施|贯彻|执行)[^《》。;!?]{0,24}(?=《)"
    r"|(?:国务院|中共中央|中央|国家[^《》,。;!?]{0,12}|发展改革委|部|委)[^《》,。;!?]{0,8}(?:印发|发布|出台|批准|批复)[的了]?(?=《)"
)
"""Words of carrying out, or of a central body that has issued what follows."""
_NUMBER = r"[\u4e00-\u9fff]{1,8}[〔\[(【]\d{4}[〕\])】]第?\d{1,4}号"
_CITED = late_pattern(rf"《([^《》]{{4,80}})》(?:\(({_NUMBER})[^()]{{0,20}}\))?")
_BETWEEN = late_pattern(r"(?:等|、|和|及|与|以及|,|的?通知|精神|要求)*")
_ISSUING = late_pattern("^关于印发|的通知$")
"""What the title of a notice adds to that of the plan it issues."""
_BRACKETS = str.maketrans("[(【])】", "〔〔〔〕〕〕")


@dataclass(frozen=True, slots=True)
class NamedParent:
    """A document that a local plan says it carries out.

    Attributes:
        title: Its title, folded to simplified characters, without 《》.
        number: Its number (国发〔2021〕1号), if one is named.
        given: Whether it is among the parents that were given.
    """

    title: str
    number: str | None
    given: bool

    def to_dict(self) -> dict[str, Any]:
        """Return what the JSON formats say of it."""
        return {"title": self.title, "number": self.number, "given": self.given}


def named_parents(local: str, parents: Sequence[str]) -> tuple[NamedParent, ...]:
    """Return what a local plan names at its head, each once, in order.

    Args:
        local: The text of the local plan.
        parents: The texts of the parents that were given.
    """
    heads = [_bare(parent[:_PARENT_HEAD]) for parent in parents]
    found: dict[str, NamedParent] = {}
    head = _bare(local[:_HEAD])
    for title, number in _cited(head):
        if _is_own(head, _ISSUING.sub("", title)):
            continue
        given = any(_is_own(head, title) or bool(number and number in head.translate(_BRACKETS)) for head in heads)
        if title not in found or (number and not found[title].number):
            found[title] = NamedParent(title, number, given)
    return tuple(found.values())


@lru_cache(maxsize=16)
def _bare(text: str) -> str:
    return "".join(fold(text).split())


def _cited(head: str) -> Iterator[tuple[str, str | None]]:
    """Yield the titles, with their numbers, that follow a word of carrying out, and those joined to them."""
    for says in _SAYS.finditer(head):
        at = says.end()
        while cited := _CITED.match(head, at):
            yield cited[1], cited[2] and cited[2].translate(_BRACKETS)
            at = cited.end()
            joined = _BETWEEN.match(head, at)
            at = joined.end() if joined else at


def _is_own(head: str, title: str) -> bool:
    """Say whether a document has a title as its own, and not only as one that it cites."""
    return re.search(rf"(?<!《){re.escape(title)}", head) is not None
