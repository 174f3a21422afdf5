"""Makes edited copies of a document and remembers what was done, so that tests know what must be found."""

import random
import re
from dataclasses import dataclass, field
from itertools import pairwise


@dataclass
class Edited:
    """A text and what was done to it: numbers as (old, new), dropped sentences, titles of moved chapters."""

    text: str
    numbers: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)


_CHAPTER = re.compile(r"(?<=[。—])第[一二三四五六七八九]章")
_SENTENCE = re.compile(r"(?<=。)(?!第.[章节]|专栏)[^。—：（）]{20,120}。(?!第|专栏)")
_NUMBER = re.compile(r"(?<![0-9—第栏])[0-9]{2,4}(?![0-9—])")


def without_furniture(text: str) -> str:
    """Drop the contents list and the page marks of the printed plan, so that others can be put in."""
    body = text.index("前言特殊类型")
    return text[: text.index("目录")] + re.sub(r"—\d+—", "", text[body:])


def chapters_swapped(edited: Edited, first: int, second: int) -> Edited:
    """Exchange two chapters (1-based)."""
    starts = [match.start() for match in _CHAPTER.finditer(edited.text)]
    cuts = [0, *starts, len(edited.text)]
    parts = [edited.text[a:b] for a, b in pairwise(cuts)]
    parts[first], parts[second] = parts[second], parts[first]
    return Edited("".join(parts), edited.numbers, edited.dropped, [*edited.moved, parts[first][:3], parts[second][:3]])


def numbers_changed(edited: Edited, count: int, rng: random.Random) -> Edited:
    """Change ``count`` numbers to others of the same length."""
    found = list(_NUMBER.finditer(edited.text))
    text, numbers = edited.text, list(edited.numbers)
    for match in sorted(rng.sample(found, count), key=lambda match: -match.start()):
        new = str(int(match[0]) + rng.choice([1, 2, 3])).zfill(len(match[0]))[-len(match[0]) :]
        text = text[: match.start()] + new + text[match.end() :]
        numbers.append((match[0], new))
    return Edited(text, numbers, edited.dropped, edited.moved)


def sentences_dropped(edited: Edited, count: int, rng: random.Random) -> Edited:
    """Drop ``count`` sentences that hold no number."""
    found = [match for match in _SENTENCE.finditer(edited.text) if not re.search("[0-9]", match[0])]
    text, dropped = edited.text, list(edited.dropped)
    for match in sorted(rng.sample(found, count), key=lambda match: -match.start()):
        text = text[: match.start()] + text[match.end() :]
        dropped.append(match[0])
    return Edited(text, edited.numbers, dropped, edited.moved)


def wrapped(text: str, width: int) -> list[str]:
    """Cut a text into lines of ``width`` characters, wherever that falls."""
    return [text[at : at + width] for at in range(0, len(text), width)]


PAGE_STYLES = {
    "dashes": lambda page, pages: [f"- {page} -"],
    "of": lambda page, pages: [f"第 {page} 页 共 {pages} 页"],
    "slash": lambda page, pages: [f"{page}/{pages}"],
    "bare": lambda page, pages: [str(page)],
    "head": lambda page, pages: ["特殊类型地区振兴发展规划", f"— {page} —"],
    "head-only": lambda page, pages: ["“十四五”特殊类型地区振兴发展规划"],
    "head-and-number": lambda page, pages: [f"特殊类型地区振兴发展规划  {page}"],
}
"""Lines that a page break puts between two lines of text."""


def paged(lines: list[str], style: str, lines_per_page: int = 24) -> str:
    """Join lines, with page furniture of one style between pages."""
    pages = -(-len(lines) // lines_per_page)
    out: list[str] = []
    for page in range(1, pages + 1):
        out += lines[(page - 1) * lines_per_page : page * lines_per_page]
        if page < pages:
            out += PAGE_STYLES[style](page, pages)
    return "\n".join(out) + "\n"


INLINE_STYLES = {
    "dash": lambda page, pages: f"—{page}—",
    "hyphen": lambda page, pages: f"- {page} -",
    "of": lambda page, pages: f"第 {page} 页 共 {pages} 页",
    "head-before": lambda page, pages: f"“十四五”特殊类型地区振兴发展规划—{page}—",
    "head-behind": lambda page, pages: f"—{page}—国家发展改革委",
}
"""Page furniture that extraction has glued into the running text."""


def inline_paged(text: str, style: str, size: int = 550) -> str:
    """Glue page furniture between every ``size`` characters, wherever that falls."""
    parts = wrapped(text, size)
    marks = [INLINE_STYLES[style](page, len(parts)) for page in range(1, len(parts))]
    return "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True))
