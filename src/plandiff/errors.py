"""One family of errors: what went wrong, and what to do about it."""

from typing import Any

from plandiff.language import Message, tr


class PlandiffError(Exception):
    """Something a user can understand and mend; the command line prints it on one line and exits with 2.

    It is a template with its facts, and becomes a sentence of the reader's language when it is shown. The facts may
    hold document text or file names: whoever shows it must make control characters visible.
    """

    def __init__(self, what: Message, remedy: Message = "", /, **facts: Any) -> None:  # noqa: ANN401 - whatever can be shown
        """Take the facts for the places of both templates.

        Args:
            what: What is wrong, naming the file or option.
            remedy: What to do, as an imperative clause; may be empty.
            facts: For the places in braces; a number is written with commas if the place says so, and an error of the
                system is said in its own words, which are translated too.
        """
        super().__init__(what, remedy)
        self._what, self._remedy, self._facts = what, remedy, facts

    @property
    def what(self) -> str:
        """What is wrong, in the reader's language."""
        return self._said(self._what)

    @property
    def remedy(self) -> str:
        """What to do, as an imperative clause in the reader's language; may be empty."""
        return self._said(self._remedy)

    def __str__(self) -> str:
        """Return both in one sentence."""
        return tr("{what}; {remedy}").format(what=self.what, remedy=self.remedy) if self._remedy else self.what

    def _said(self, template: str) -> str:
        if not self._facts:
            return tr(template)
        return tr(template).format(**{name: _shown(fact) for name, fact in self._facts.items()})


def _shown(fact: Any) -> Any:  # noqa: ANN401 - the same
    return tr(fact.strerror or str(fact)) if isinstance(fact, OSError) else fact


SYSTEM: tuple[Message, ...] = (
    "Cannot allocate memory",
    "Device or resource busy",
    "Disk quota exceeded",
    "File exists",
    "File name too long",
    "Input/output error",
    "Is a directory",
    "No space left on device",
    "No such file or directory",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Too many levels of symbolic links",
    "Too many open files",
)
"""What the system says of files most often."""


class ReadingError(PlandiffError):
    """A document could not be read: missing, unreadable, binary, wrongly decoded or too large."""


class UsageError(PlandiffError):
    """The command cannot do what was asked with these arguments."""


class ConfigError(PlandiffError):
    """The file ``plandiff.toml`` cannot be read, or says what no configuration says; the message names the key."""


class InvariantError(PlandiffError):
    """A promise plandiff makes about its own result does not hold: a defect to report."""


class SnapshotError(PlandiffError):
    """A snapshot cannot be read, was changed by hand, or cannot be written as asked."""
