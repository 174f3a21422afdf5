"""The git history as the base of a check: documents as they were at a revision, without any snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from plandiff.config import Config, WatchedPair
from plandiff.decisions.comparing import compared, document_of
from plandiff.decisions.decision import Decision, Ruling, Verdict
from plandiff.decisions.git import git
from plandiff.decisions.pair_file import PairSnapshot, text_digest
from plandiff.decisions.policy import Policy
from plandiff.decisions.watching import is_watched, pair_documents
from plandiff.errors import UsageError
from plandiff.reading import read_bytes
from plandiff.text.span import Pair


@dataclass(frozen=True)  # Without slots: what git says is cached in the instance.
class History:
    """A revision of the repository that the project lies in.

    Attributes:
        config: What is watched.
        policy: Which differences of a pair count.
        commit: The full name of the revision.
        title: What reports call it.
    """

    config: Config
    policy: Policy
    commit: str
    title: str
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
        name = f"{revision}^{{commit}}"
        commit = git(
            config.root,
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            name,
            trouble="git cannot find {revision}: {why}",
            remedy="name a commit, branch or tag; in a shallow clone, fetch the history first",
            unsaid="there is no such commit here",
            revision=revision,
        )
        return cls(config, policy, commit.decode("ascii").strip(), revision)

    def documents(self) -> list[str]:
        """Return the watched documents of the revision."""
        return sorted(path for path in self._blobs if is_watched(self.config, path))

    def text(self, path: str, _current: str = "") -> str | None:
        """Return the text of a document at the revision."""
        blob = self._blobs.get(path)
        if blob is None:
            return None
        return read_bytes(self._contents[blob], path, shown=f"{path} at {self.title}").text

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

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        """The contents of all that is watched, by name: one process of git reads them, however many there are."""
        named = {*self.documents(), *pair_documents(self.config.pairs)}
        wanted = dict.fromkeys(self._blobs[path] for path in named if path in self._blobs)
        fed = "".join(f"{name}\n" for name in wanted).encode("ascii")
        answer = git(self.config.root, "cat-file", "--batch", trouble="git cannot read the revision: {why}", fed=fed)
        found: dict[str, bytes] = {}
        at = 0
        while at < len(answer):
            end = answer.index(b"\n", at)
            name, _, size = answer[at:end].decode("ascii").split(" ")
            at = end + 1 + int(size)
            found[name] = answer[end + 1 : at]
            at += 1  # A line feed stands behind each.
        return found

    @cached_property
    def _blobs(self) -> dict[str, str]:
        """The files of the revision under the root, by path, each with the name of its content."""
        listed = git(
            self.config.root, "ls-tree", "-r", "-z", self.commit, trouble="git cannot list the revision: {why}"
        )
        entries = (entry.partition(b"\t") for entry in listed.split(b"\0") if entry)
        return {
            path.decode("utf-8", "surrogateescape"): facts.split()[2].decode("ascii")
            for facts, _, path in entries
            if facts.split()[1] == b"blob"
        }
