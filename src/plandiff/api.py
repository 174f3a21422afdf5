"""What other programs call: read, compare, lint, trace, targets, history, find. Import them from ``plandiff``."""

import os
from collections.abc import Iterable, Sequence

from plandiff.choices import AUTO, Relation, Standard, relation_of
from plandiff.comparison import compare as compare_documents
from plandiff.conversion.standards import Spelling
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import Failure, Trace, calibrate
from plandiff.derivation.tracing import trace as trace_plans
from plandiff.errors import UsageError
from plandiff.indicators.result import Targets
from plandiff.indicators.result import targets as targets_of
from plandiff.judging.result import Comparison
from plandiff.mentions import Mentions
from plandiff.mentions import find as find_mentions
from plandiff.proofreading.linting import Lint
from plandiff.proofreading.linting import lint as lint_document
from plandiff.reading import read as read_document
from plandiff.reading.document import Document
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.versions.history import History, Version, history_of

Source = str | os.PathLike[str] | Document
"""A document, or the path of its file."""
_SCRIPTS = ("hans", "hant")


def read(
    path: str | os.PathLike[str], *, encoding: str | None = None, revisions: str = "final", password: str = ""
) -> Document:
    """Read a document.

    Args:
        path: A file, a pipe, or "-" for standard input.
        encoding: Its encoding; None finds it by byte order mark, by validity or by a guess.
        revisions: Which state of tracked changes is read: "final" or "original".
        password: Opens a protected document.

    Raises:
        ReadingError: It is missing, unreadable, too large, or no document.
        UsageError: There is no such state.
    """
    if revisions not in [*Revisions]:
        raise UsageError(
            "{revisions} is no state of tracked changes",
            "use {known}",
            revisions=revisions,
            known=" or ".join(Revisions),
        )
    return read_document(os.fspath(path), ReadingOptions(encoding, Revisions(revisions), password))


def compare(
    left: Source,
    right: Source,
    *,
    relation: Relation | str | None = None,
    standard: Standard | str = Standard.ANY,
    names: Iterable[str] = (),
) -> Comparison:
    """Compare two documents.

    Args:
        left: The first document: the older version, or the national plan.
        right: The second document.
        relation: What they are to each other; None or ``auto`` lets the texts decide.
        standard: Whose traditional characters are right.
        names: Names whose characters are right as they are written.

    Returns:
        What both have and what differs; a `Derivation` if the right document was made from the left one.

    Raises:
        ReadingError: A document cannot be read.
        UsageError: A document holds no text, or there is no such relation or standard.
    """
    spelling = Spelling(_standard(standard), tuple(names))
    return compare_documents(_document(left), _document(right), _relation(relation), spelling=spelling)


def lint(
    document: Source,
    *,
    standard: Standard | str = Standard.ANY,
    names: Iterable[str] = (),
    script: str | None = None,
) -> Lint:
    """Find what is wrong in one document: characters wrong for its script, and damage.

    Args:
        document: The document.
        standard: Whose traditional characters are right.
        names: Names whose characters are right as they are written.
        script: ``hans`` or ``hant`` if it should be in that script throughout; None goes by its code points.

    Raises:
        ReadingError: The document cannot be read.
        UsageError: There is no such standard or script.
    """
    if script is not None and script not in _SCRIPTS:
        raise UsageError("{script} is no script", "use {known}", script=script, known=" or ".join(_SCRIPTS))
    return lint_document(_document(document), Spelling(_standard(standard), tuple(names)), script)


def trace(
    national: Source,
    locals: Sequence[Source],  # noqa: A002 - the word of the field
    *,
    further: Sequence[Source] = (),
    jobs: int = 1,
) -> Trace:
    """Find what local plans took up, adapted, added and dropped of a national plan.

    Args:
        national: The national plan.
        locals: The local plans; one that cannot be read or compared is a `Failure` of the result.
        further: Further parents: each clause of a local plan goes to the one whose wording it has most of.
        jobs: Processes. More than one needs a main module that can be imported, as `multiprocessing` does.

    Raises:
        ReadingError: A parent cannot be read.
        UsageError: A parent holds no text.
    """
    sources = [local if isinstance(local, Document) else os.fspath(local) for local in locals]
    plan = calibrate(_document(national), sources, further=[_document(parent) for parent in further])
    results = list(trace_plans(plan, sources, _same, jobs=jobs))
    compared = tuple(result for result in results if isinstance(result, Derivation))
    return Trace(plan, compared, tuple(result for result in results if isinstance(result, Failure)))


def targets(documents: Iterable[Source]) -> Targets:
    """Find every numeric target and result of documents, one row an indicator.

    Raises:
        ReadingError: A document cannot be read.
        UsageError: A document holds no text.
    """
    return targets_of([_document(source) for source in documents])


def history(documents: Iterable[Source]) -> History:
    """Follow each article through the versions of one document, the oldest first.

    Raises:
        ReadingError: A version cannot be read.
        UsageError: A version holds no text, or two neighbours are not versions of one document.
    """
    return history_of([Version(_document(source)) for source in documents])


def find(text: str, documents: Iterable[Source]) -> Mentions:
    """Find the sentences of plans that speak of something, in either script.

    Args:
        text: What is sought; of several words, parted by spaces, a clause must say all.
        documents: The plans.

    Raises:
        ReadingError: A plan cannot be read.
        UsageError: Nothing is sought.
    """
    return find_mentions(text, [_document(source) for source in documents])


def _same(result: Derivation) -> Derivation:
    return result


def _document(source: Source) -> Document:
    return source if isinstance(source, Document) else read(source)


def _relation(word: Relation | str | None) -> Relation | None:
    try:
        return None if word is None else relation_of(word)
    except ValueError:
        raise UsageError(
            "{word} is no relation", "use {known}", word=word, known=", ".join((AUTO, *Relation))
        ) from None


def _standard(word: Standard | str) -> Standard:
    try:
        return Standard(word)
    except ValueError:
        raise UsageError("{word} is no standard", "use {known}", word=word, known=", ".join(Standard)) from None
