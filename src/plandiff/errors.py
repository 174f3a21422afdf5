"""One family of errors: what went wrong, and what to do about it."""


class PlandiffError(Exception):
    """Something a user can understand and mend; the command line prints it on one line and exits with 2.

    Attributes:
        what: What is wrong, naming the file or option. May hold document text or file names:
            whoever shows it must make control characters visible.
        remedy: What to do, as an imperative clause; may be empty.
    """

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what}; {remedy}" if remedy else what)
        self.what = what
        self.remedy = remedy


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
