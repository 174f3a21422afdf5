"""The life of each article through many versions: when it came, each change, split, merger, and its end.

Neighbouring versions are compared, and the pairs of their articles are chained to paths. An article that is split goes
on in the part that keeps its number, or the first; the other parts begin paths of their own, which name the one they
come from. A merger is the same the other way round. So every article of every version lies in exactly one path.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from plandiff.chinese.numbering import mark_value
from plandiff.chinese.script import script_of
from plandiff.choices import Relation
from plandiff.comparison import compare_outlined
from plandiff.errors import UsageError
from plandiff.judging.articles import ARTICLE
from plandiff.judging.fates import Fate, fate_of, fates_of
from plandiff.judging.json_values import document_value
from plandiff.judging.result import AlignedComparison, Notice
from plandiff.outline import Outlined, outlined
from plandiff.outline.sections import Section
from plandiff.reading.document import Document
from plandiff.text.span import Pair, SourceOffset, SourceSpan, source_span
from plandiff.versions.blame import Brought, brought


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the document.

    Attributes:
        document: The document.
        revision: The git commit that holds it; None if it is no commit's.
        date: The day of the commit (ISO 8601); None if none is known.
    """

    document: Document
    revision: str | None = None
    date: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the version as JSON has it."""
        value = document_value(self.document, script_of(self.document.text))
        return value | {"revision": self.revision, "date": self.date}


@dataclass(frozen=True, slots=True)
class Stage:
    """An article in one version.

    Attributes:
        version: The index of the version.
        number: Its mark as written (第七条); empty if it has none.
        title: Its title, or the first words of its text.
        span: Where it stands (source offsets); None where it is no longer: ``repealed``, or ``merged`` into another.
        fate: What became of it; never ``moved`` or ``recast``, which tell nothing of one article.
        origins: The ids of the articles whose text it has, or, where it was merged into another, of that one.
    """

    version: int
    number: str
    title: str
    span: SourceSpan | None
    fate: Fate
    origins: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the stage as JSON has it."""
        return {
            "version": self.version,
            "number": self.number,
            "title": self.title,
            "start": self.span.start if self.span else None,
            "end": self.span.end if self.span else None,
            "status": self.fate,
            "from": [*self.origins],
        }


@dataclass(frozen=True, slots=True)
class Life:
    """An article through the versions: one stage for each version that has it, and one for its end."""

    id: str
    path: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The versions, the lives of their articles in the order in which they came, and the origin of each sentence."""

    versions: tuple[Version, ...]
    articles: tuple[Life, ...]
    blame: tuple[Brought, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the object that ``history --format json`` writes: format ``plandiff-history/1``."""
        return {
            "format": "plandiff-history/1",
            "versions": [version.to_dict() for version in self.versions],
            "articles": [{"id": life.id, "path": [stage.to_dict() for stage in life.path]} for life in self.articles],
            "sentences": [{"start": one.span.start, "end": one.span.end, "version": one.version} for one in self.blame],
        }


def history_of(versions: Sequence[Version], said: Callable[[int], None] = lambda _n: None) -> History:
    """Follow each article through the versions of one document.

    Args:
        versions: The versions, the oldest first.
        said: Is told how many versions are done.

    Raises:
        UsageError: A version holds no text, or two neighbours are not versions of one document.
    """
    pairs: list[AlignedComparison] = []
    newest = outlined(versions[0].document) if versions else None
    for n in range(1, len(versions)):
        assert newest is not None  # noqa: S101 - there are versions
        older, newest = newest, outlined(versions[n].document)
        pairs.append(_compared(Pair(older, newest)))
        said(n + 1)
    lives = _Lives(_articles(versions, pairs))
    for n, pair in enumerate(pairs):
        lives.step(n, pair)
    return History(tuple(versions), lives.told(), tuple(brought(newest, pairs)) if newest else ())


def _compared(sides: Pair[Outlined]) -> AlignedComparison:
    result = compare_outlined(sides, Relation.REVISION)
    if not isinstance(result, AlignedComparison) or Notice.LITTLE_SHARED in result.notices:
        raise UsageError(
            "{old} and {new} share too little to be versions of one document",
            "check the order",
            old=sides.left.text.document.name,
            new=sides.right.text.document.name,
        )
    return result


Articles = dict[SourceOffset, Section]
"""The articles of a version by where they begin."""


def _articles(versions: Sequence[Version], pairs: Sequence[AlignedComparison]) -> list[Articles]:
    """Return the articles of each version; its innermost sections where no version has articles."""
    trees: list[list[Section]] = [[] for _ in versions]
    for n, pair in enumerate(pairs):
        trees[n] += pair.sections.left
        trees[n + 1] += pair.sections.right
    if not pairs:
        trees = [[*outlined(version.document).sections] for version in versions]
    if any(section.kind == ARTICLE for tree in trees for section in tree):
        return [{section.start: section for section in tree if section.kind == ARTICLE} for tree in trees]
    return [{section.start: section for section in _innermost(tree)} for tree in trees]


def _innermost(tree: Sequence[Section]) -> Iterator[Section]:
    parents = {section.parent for section in tree}
    return (section for section in tree if section.id not in parents)


def _among(sections: dict[str, Section], articles: Articles) -> dict[str, Section]:
    return {name: section for name, section in sections.items() if section.start in articles}


@dataclass
class _Lives:
    """The paths while they grow.

    Attributes:
        articles: The articles of each version.
        paths: The stages of each path, by id, in the order of their beginning.
        at: For each version the id of the path that each article lies in.
    """

    articles: list[Articles]
    paths: dict[str, list[Stage]] = field(default_factory=dict)
    at: list[dict[SourceOffset, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.at = [{} for _ in self.articles]
        for start in sorted(self.articles[0]) if self.articles else ():
            self._begin(0, start, Fate.NEW, ())

    def told(self) -> tuple[Life, ...]:
        """Return the lives."""
        return tuple(Life(name, tuple(path)) for name, path in self.paths.items())

    def step(self, n: int, pair: AlignedComparison) -> None:
        """Follow the articles from version ``n`` to the next."""
        gone = set(self.articles[n])
        told = pair.sections.map(lambda side: {section.id: section for section in side})
        told = Pair(_among(told.left, self.articles[n]), _among(told.right, self.articles[n + 1]))
        for found in fates_of(told, pair.section_pairs):
            left = [one.start for one in found.articles.left if one.start in gone]
            right = [one.start for one in found.articles.right if one.start not in self.at[n + 1]]
            if left and right:
                self._go_on(n, left, right, reworded=found.reworded)
                gone.difference_update(left)
        for start in sorted(set(self.articles[n + 1]) - set(self.at[n + 1])):
            self._begin(n + 1, start, Fate.NEW, ())
        for start in sorted(gone):
            self._end(n + 1, start, Fate.REPEALED, ())

    def _go_on(self, n: int, left: list[SourceOffset], right: list[SourceOffset], *, reworded: bool) -> None:
        """Let the paths of articles go on in those that have their text."""
        split, merged = len(right) > len(left), len(left) > len(right)
        origins = tuple(self.at[n][start] for start in left)
        heirs = self._heirs(n, left, right)
        for old, new in heirs.items():
            fate = fate_of(
                Pair(1, 1),
                reworded=reworded or len(left) > 1,
                moved=False,
                renumbered=self._value(n, old) != self._value(n + 1, new),
            )
            name = self.at[n][old]
            whole = Fate.SPLIT if split else Fate.MERGED if merged else fate
            self._add(n + 1, new, name, whole, origins if merged else (name,))
        for new in right:
            if new not in heirs.values():
                self._begin(n + 1, new, Fate.SPLIT, origins)
        into = tuple(self.at[n + 1][new] for new in right)
        for old in left:
            if old not in heirs:
                self._end(n + 1, old, Fate.MERGED, into)

    def _heirs(self, n: int, left: list[SourceOffset], right: list[SourceOffset]) -> dict[SourceOffset, SourceOffset]:
        """Return in which new article each old one goes on: the one of its number, else the next in order."""
        numbers = {self._value(n + 1, new): new for new in reversed(right)}
        heirs = {old: numbers[value] for old in left if (value := self._value(n, old)) in numbers}
        free = [new for new in right if new not in heirs.values()]
        for old in left:
            if old not in heirs and free and len(heirs) < min(len(left), len(right)):
                heirs[old] = free.pop(0)
        return heirs

    def _value(self, n: int, start: SourceOffset) -> object:
        return mark_value(self.articles[n][start].heading.mark)

    def _begin(self, n: int, start: SourceOffset, fate: Fate, origins: tuple[str, ...]) -> None:
        name = f"a{len(self.paths) + 1}"
        self.paths[name] = []
        self._add(n, start, name, fate, origins)

    def _add(self, n: int, start: SourceOffset, name: str, fate: Fate, origins: tuple[str, ...]) -> None:
        section = self.articles[n][start]
        self.at[n][start] = name
        stage = Stage(n, section.number, section.title, source_span(section.start, section.end), fate, origins)
        self.paths[name].append(stage)

    def _end(self, n: int, start: SourceOffset, fate: Fate, into: tuple[str, ...]) -> None:
        section, name = self.articles[n - 1][start], self.at[n - 1][start]
        self.paths[name].append(Stage(n, section.number, section.title, None, fate, into))
