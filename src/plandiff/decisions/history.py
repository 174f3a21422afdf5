"""The git history as the base of a check: documents as they were at a revision, without any snapshot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plandiff.config import Config, WatchedPair
from plandiff.decisions.comparing import compared, document_of
from plandiff.decisions.decision import Decision, Ruling, Verdict
from plandiff.decisions.git_objects import files_below, git_objects
from plandiff.decisions.pair_file import PairSnapshot, text_digest
from plandiff.decisions.policy import Policy
from plandiff.decisions.watching import is_watched, pair_documents
from plandiff.errors import UsageError
from plandiff.language import tr
from plandiff.reading import read_bytes
from plandiff.text.span import Pair


@dataclass(frozen=True, slots=True)
class History:
    """A revision of the repository that the project lies in.

    Attributes:
        config: What is watched.
        policy: Which differences of a pair count.
        commit: The full name of the revision.
        title: What reports call it.
        contents: The bytes of what is watched, by path from the root.
    """

    config: Config
    policy: Policy
    commit: str
    title: str
    contents: Mapping[str, bytes]
    takes_changes: bool = False

    @classmethod
    def of(cls, config: Config, policy: Policy, revision: str) -> "History":
        """Return the revision that a user names.

        Raises:
            UsageError: There is no such revision, no repository, or no git.
        """
        if revision and not revision.strip("0"):  # What git and forges say where a branch is pushed for the first time.
            raise UsageError(
                "{revision} is no commit: nothing was there before",
                "name the branch that this one comes from",
                revision=revision,
            )
        with git_objects(config.root, "git cannot read the revision: {why}") as ask:
            commit = None if "\n" in revision else ask([f"{revision}^{{commit}}"])[0]
            if commit is None:
                raise UsageError(
                    "git cannot find {revision}: {why}",
                    "name a commit, branch or tag; in a shallow clone, fetch the history first",
                    revision=revision,
                    why=tr("there is no such commit here"),
                )
            files = files_below(ask, f"{commit.name}:./")
            pairs = {*pair_documents(config.pairs)}
            wanted = {path: name for path, name in files.items() if path in pairs or is_watched(config, path)}
            names = sorted({*wanted.values()})
            contents = {name: found.content for name, found in zip(names, ask(names), strict=True) if found}
        held = {path: contents[name] for path, name in wanted.items() if name in contents}
        return cls(config, policy, commit.name, revision, held)

    def documents(self) -> list[str]:
        """Return the watched documents of the revision."""
        return sorted(path for path in self.contents if is_watched(self.config, path))

    def text(self, path: str, _current: str = "") -> str | None:
        """Return the text of a document at the revision."""
        content = self.contents.get(path)
        return None if content is None else read_bytes(content, path, shown=f"{path} at {self.title}").text

    def pair(self, pair: WatchedPair) -> PairSnapshot | None:
        """Return the differences that a pair had at the revision; None if a document was not there."""
        left, right = self.text(pair.left), self.text(pair.right)
        if left is None or right is None:
            return None
        from plandiff.decisions.subjects import subject_of  # noqa: PLC0415 - see `comparing`

        paths, texts = Pair(pair.left, pair.right), Pair(left, right)
        if texts == self._now(paths):
            return PairSnapshot(paths, pair.relation, texts.map(text_digest))
        result = compared(document_of(pair.left, left), document_of(pair.right, right), pair.relation, self.config)
        kept = (change for change in result.changes if self.policy.is_kept(change))
        accepted = {change.id: Decision(subject_of(change, result), Ruling(Verdict.ACCEPT)) for change in kept}
        return PairSnapshot(paths, pair.relation, texts.map(text_digest), accepted)

    def other_pairs(self, _pairs: Iterable[WatchedPair]) -> list[Pair[str]]:
        """Return nothing: only snapshots outlive their pair."""
        return []

    def digests(self) -> dict[str, str]:
        """Return the revision, which never changes."""
        return {self.title: self.commit}

    def _now(self, paths: Pair[str]) -> Pair[str] | None:
        """Return the texts of the tree, to spare comparing what is the same."""
        try:
            return paths.map(lambda path: read_bytes((self.config.root / path).read_bytes(), path).text)
        except OSError:
            return None
