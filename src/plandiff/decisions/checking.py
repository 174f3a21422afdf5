"""Checks what a project watches: which texts are no longer what was accepted, and which changes nobody has decided on.

Nothing is written. A text that is as it was accepted is not compared; a change of any other, be it of a line break,
goes through the same comparison that ``plandiff compare`` makes, so that the changes and their ids are the same.
"""

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from plandiff.config import Config, WatchedPair
from plandiff.decisions.base import Base
from plandiff.decisions.comparing import compared, document_of
from plandiff.decisions.discover_documents import unwatched_in
from plandiff.decisions.folder import is_inside
from plandiff.decisions.git import untracked
from plandiff.decisions.policy import Policy
from plandiff.decisions.renaming import predecessor, renamed, with_ids_of_today
from plandiff.decisions.results import Check, Checked, CheckedChange, Outcome, pair_name
from plandiff.decisions.watching import chosen, clashes, pair_documents, place_in_repository, watched_documents
from plandiff.errors import PlandiffError, ReadingError, UsageError
from plandiff.judging.change import Change
from plandiff.patterns import late_pattern
from plandiff.reading import read
from plandiff.reading.document import Document
from plandiff.text.span import Pair

if TYPE_CHECKING:
    from plandiff.comparison import Comparison
    from plandiff.decisions.pair_file import PairSnapshot


def check(config: Config, policy: Policy, base: Base, paths: Iterable[str] = (), *, compare_all: bool = False) -> Check:
    """Check what a project watches.

    Args:
        config: What is watched.
        policy: Which changes make the check fail.
        base: What it is checked against.
        paths: Files or folders that the check is about; none for everything.
        compare_all: Whether pairs are compared even if neither text has changed.

    Raises:
        UsageError: Nothing is watched, or a path names nothing that is.
    """
    return _Checker(config, policy, base, compare_all).checked(list(paths))


@dataclass
class _Checker:
    config: Config
    policy: Policy
    base: Base
    compare_all: bool
    digests: dict[str, str] = field(default_factory=dict)
    read: dict[str, Document | PlandiffError] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    """The new paths of renamed documents, each with its old one."""

    @cached_property
    def shown_root(self) -> str:
        """The root as errors name it: from the working folder."""
        root = os.path.relpath(self.config.root)
        return "" if root == "." else root

    @cached_property
    def others(self) -> list[Pair[str]]:
        """The pairs of which something is accepted and that are not watched, at least not by this name."""
        return list(self.base.other_pairs(self.config.pairs))

    def checked(self, given: list[str]) -> Check:
        watched = watched_documents(self.config)
        pairs = self.config.pairs
        accepted = list(self.base.documents())
        if not (watched or pairs or accepted):
            if self.config.file:
                raise UsageError(
                    "no file is watched by {file}", "mend its documents and pairs", file=self.config.file.name
                )
            raise UsageError("nothing is watched", "write a plandiff.toml with: plandiff init")
        wanted = chosen(self.config, given, {*watched, *accepted, *pair_documents(pairs)})
        spoilt = clashes(watched)
        mine = [path for path in watched if wanted is None or path in wanted]
        results = [self._document(path, spoilt.get(path, "")) for path in mine]
        missing = sorted(set(accepted) - set(watched))
        if wanted is None:
            results = self._with_missing(results, missing)
        else:
            lost = [path for path in missing if path in wanted]
            results += [_unreadable(Pair(path, path), f"{path} does not exist any more") for path in lost]
        results += [
            self._pair(pair) for pair in pairs if wanted is None or not wanted.isdisjoint((pair.left, pair.right))
        ]
        if wanted is None:
            carried = [result.carried.paths for result in results if result.carried]
            gone = [paths for paths in self.others if paths not in carried]
            results += [Checked(paths, True, Outcome.OBSOLETE) for paths in gone]
        place = place_in_repository(self.config.root)
        unwatched = tuple(unwatched_in(self.config, watched)) if wanted is None else ()
        kept = [path for path, digest in self.base.digests().items() if digest] if self.base.takes_changes else []
        return Check(
            self.config,
            self.base,
            wanted is None,
            tuple(results),
            self.digests,
            place,
            self.compare_all,
            unwatched,
            tuple(untracked(self.config.root, kept)) if wanted is None and kept else (),
        )

    def _read(self, path: str) -> Document:
        """Return a document under its path from the root; a second time without reading it again."""
        if path not in self.read:
            try:
                self.read[path] = self._from_disk(path)
            except PlandiffError as error:
                self.read[path] = error
        found = self.read[path]
        if isinstance(found, PlandiffError):
            raise found
        return found

    def _from_disk(self, path: str) -> Document:
        place = self.config.root / path
        if not is_inside(place if place.is_symlink() else place.parent, self.config.root):
            raise ReadingError(
                "{path} is a link that leads out of the project", "watch a file of the project", path=path
            )
        if place.exists() and not place.is_file():  # To open a pipe waits for a writer, and a device has no end.
            raise ReadingError("{path} is no file", "watch files only, or exclude it", path=path)
        document = replace(read(os.path.join(self.shown_root, path)), name=path)  # noqa: PTH118 - quicker, for many
        self.digests[path] = document.sha256
        return document

    def _document(self, path: str, clash: str) -> Checked:
        paths = Pair(path, path)
        if clash:
            return _unreadable(paths, f"{path} and {clash} would have one snapshot on some systems; rename one")
        try:
            document = self._read(path)
            if conflict := _conflict_in(document):
                return Checked(paths, False, Outcome.CONFLICTED, document, error=conflict)
            text = self.base.text(path, document.text)
            if text is None:
                return Checked(paths, False, Outcome.NEW, document)
            return self._revision(document, text)
        except PlandiffError as error:
            return _unreadable(paths, _told(error))

    def _revision(self, document: Document, text: str, was: str = "") -> Checked:
        """Compare a document with its accepted text."""
        paths = Pair(was or document.name, document.name)
        from plandiff.judging.relation import two_scripts  # noqa: PLC0415 - see `comparing`

        state = Outcome.RENAMED if was else Outcome.CHANGED
        if text == document.text:
            return Checked(paths, False, Outcome.RENAMED if was else Outcome.SAME, document, was=was)
        result = compared(document_of(document.name, text), document, "revision", self.config)
        if state is Outcome.CHANGED and two_scripts(result.scripts):
            state = Outcome.CONVERTED
        return Checked(paths, False, state, document, result, self._ruled(result, result.changes, paths), was=was)

    def _ruled(self, result: "Comparison", changes: Sequence[Change], paths: Pair[str]) -> tuple[CheckedChange, ...]:
        texts = result.documents.map(lambda document: document.text)
        return tuple(CheckedChange(change, self.policy.effect(change, texts, paths)) for change in changes)

    def _with_missing(self, results: list[Checked], missing: list[str]) -> list[Checked]:
        """Tell renamed documents from new and obsolete ones."""
        fresh = [result.paths.right for result in results if result.state is Outcome.NEW]
        lost: dict[str, str] = {}
        broken = []
        for path in missing:
            try:
                lost[path] = self.base.text(path) or ""
            except PlandiffError as error:
                broken.append(_unreadable(Pair(path, path), _told(error)))
        self.renamed = names = renamed(lost, {path: self._read(path).text for path in fresh})
        found = []
        for result in results:
            was = names.get(result.paths.right)
            found.append(self._revision(self._read(result.paths.right), lost[was], was) if was else result)
        gone = sorted(set(lost) - set(names.values()))
        return [*found, *(Checked(Pair(path, path), False, Outcome.OBSOLETE) for path in gone), *broken]

    def _pair(self, pair: WatchedPair) -> Checked:
        from plandiff.decisions.pair_file import text_digest  # noqa: PLC0415 - many projects watch no pair

        paths = Pair(pair.left, pair.right)
        try:
            documents = Pair(self._read(pair.left), self._read(pair.right))
            if conflict := _conflict_in(documents.left) or _conflict_in(documents.right):
                return Checked(paths, True, Outcome.CONFLICTED, error=conflict)
            accepted = self.base.pair(pair)
            carried = None if accepted else self._carried(pair, documents)
            digests = documents.map(lambda document: text_digest(document.text))
            if accepted and accepted.digests == digests and accepted.relation == pair.relation and not self.compare_all:
                return Checked(paths, True, Outcome.SAME)
            result = compared(documents.left, documents.right, pair.relation, self.config)
        except PlandiffError as error:
            return _unreadable(paths, self._lost(pair) or _told(error), is_pair=True)
        accepted = accepted or carried
        known = accepted.accepted if accepted else {}
        there = {change.id for change in result.changes}
        kept = [change for change in result.changes if change.id not in known and self.policy.is_kept(change)]
        return Checked(
            paths,
            True,
            Outcome.RENAMED if carried else Outcome.CHANGED if accepted else Outcome.NEW,
            None,
            result,
            self._ruled(result, kept, paths),
            {id_: decision for id_, decision in known.items() if id_ not in there},
            on_left=not accepted or accepted.digests.left != digests.left or accepted.digests.right == digests.right,
            was=pair_name(carried.paths) if carried else "",
            carried=carried,
        )

    def _carried(self, pair: WatchedPair, documents: Pair[Document]) -> "PairSnapshot | None":
        """Return what was accepted of a pair under an old name."""
        was = predecessor(pair, self.others, self.config, self.renamed)
        accepted = was and self.base.pair(was)
        return with_ids_of_today(accepted, documents, pair.relation, self.config) if accepted else None

    def _lost(self, pair: WatchedPair) -> str:
        """Say which line of the configuration names a document that is not there any more; empty if none does."""
        for side, path in (("left", pair.left), ("right", pair.right)):
            if not (self.config.root / path).exists():
                new = next((new for new, was in self.renamed.items() if was == path), "")
                what = f"was renamed to {new}" if new else "does not exist"
                return f'{path} {what}; in plandiff.toml, mend the line {side} = "{path}" of its [[pair]]'
        return ""


_CONFLICT = late_pattern(r"^<<<<<<< .*?^=======\r?$.*?^>>>>>>> ", re.MULTILINE | re.DOTALL)


def _conflict_in(document: Document) -> str:
    """Say where a document holds both sides of a merge; empty if nowhere."""
    found = _CONFLICT.search(document.text) if "<<<<<<< " in document.text else None
    if found is None:
        return ""
    return f"{document.name} holds a merge conflict from line {document.position(found.start()).line} on; resolve it"


def _told(error: PlandiffError) -> str:
    """Return an error as a watcher is told it, who has no option for the encoding of one document."""
    return f"{error.what}; mend the file, or save it as UTF-8" if "--encoding" in error.remedy else str(error)


def _unreadable(paths: Pair[str], error: str, *, is_pair: bool = False) -> Checked:
    return Checked(paths, is_pair, Outcome.UNREADABLE, error=error)
