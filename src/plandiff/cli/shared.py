"""What all commands share: options, reading, writing, telling."""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeGuard

import typer

from plandiff.choices import AUTO, Relation, Standard, relation_of
from plandiff.config import Config, load_config
from plandiff.conversion.standards import Spelling
from plandiff.decisions.watching import is_watched, pair_documents, watched_documents
from plandiff.errors import UsageError
from plandiff.language import Message, tr
from plandiff.presentation.reading_notices import notices_of
from plandiff.reading import read as read_document
from plandiff.reading import read_password
from plandiff.reading.document import Document, Evidence
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reports.formats import Format
from plandiff.reports.formats import names as names_of_formats
from plandiff.text.visible import unforged, visible
from plandiff.writing import resolved, write_atomically

NARROWEST = 20
"""Columns: below this a report is unreadable."""


class Colour(StrEnum):
    """When the terminal report is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


Output = Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file, whole or not at all.")]
Encoding = Annotated[
    str | None, typer.Option("--encoding", help="Encoding of the files; NAME:replace marks what cannot be decoded.")
]

TheRevisions = Annotated[
    Revisions, typer.Option("--revisions", help="Which state of tracked changes is read: accepted or rejected.")
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", help="A file whose first line is the password that opens the documents."),
]
TheStandard = Annotated[
    Standard | None,
    typer.Option("--standard", help="Whose traditional characters are right; any unless plandiff.toml says otherwise."),
]
Names = Annotated[
    list[str] | None, typer.Option("--name", help="A name whose characters are right as written; may be repeated.")
]


def _relation(word: str) -> Relation | None:
    try:
        return relation_of(word)
    except ValueError:
        known = ", ".join((AUTO, *Relation))
        raise typer.BadParameter(tr("{word} is no relation; use {known}").format(word=word, known=known)) from None


TheRelation = Annotated[
    Relation | None,
    typer.Option(
        "--relation",
        parser=_relation,
        metavar=f"[{'|'.join((AUTO, *Relation))}]",
        help="What the documents are to each other.",
        show_default=AUTO,
    ),
]


def format_option(command: str) -> Any:  # noqa: ANN401 - what typer.Option returns
    """Return the option that names a format of a command."""
    return typer.Option(
        "--format",
        "-f",
        metavar=names_of_formats(command),
        help="How to write the result; by the ending of -o, else the first, by default.",
    )


def spelling_of(standard: Standard | None, names: list[str] | None) -> Spelling:
    """Return what counts as a right character: by the options, and by ``plandiff.toml`` where they are silent."""
    config = load_config()
    return Spelling(Standard(standard or config.standard), (*config.names, *(names or ())))


Width = Annotated[int | None, typer.Option(min=NARROWEST, help="Columns of the report; the terminal's by default.")]
WhenColoured = Annotated[Colour, typer.Option("--color", help="When to colour the report.")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")]

LONG_WORK = 400_000
"""Code points of both documents from which on progress is shown."""


def options_of(encoding: str | None, revisions: Revisions, password_file: Path | None = None) -> ReadingOptions:
    """Return what the user asked of reading."""
    password = read_password(str(password_file)) if password_file else ""
    return ReadingOptions(encoding, revisions, password, _tell_page)


def _tell_page(done: int, pages: int) -> None:
    """Show on a terminal's standard error how far text recognition is."""
    if sys.stderr.isatty():
        of = tr("{done} of {pages}").format(done=done, pages=pages) if pages else str(done)
        end = "\n" if done == pages else ""
        sys.stderr.write(f"\r{tr('text recognition: page {page}').format(page=of)}{end}")
        sys.stderr.flush()


def read(name: str, options: ReadingOptions) -> Document:
    """Read a document, and tell the user what they must know of how it was read."""
    document = read_document(name, options)
    if document.encoding_evidence is Evidence.GUESS:
        tell_guess(name, document.encoding)
    for words in notices_of(document):
        say(tr("{name}: {words}"), name=name, words=words)
    return document


def tell_guess(name: str, encoding: str) -> None:
    """Tell the user that the encoding of a document had to be guessed."""
    say(tr("{name}: read as {encoding} (a guess; --encoding overrides it)"), name=name, encoding=encoding)


@contextmanager
def stages(*, shown: bool) -> Iterator[Callable[[Message], None]]:
    """Show on a terminal's standard error which stage long work has reached."""
    if not (shown and sys.stderr.isatty()):
        yield lambda _stage: None
        return

    def show(stage: str) -> None:
        sys.stderr.write(f"\r\x1b[Kplandiff: {tr(stage)} …")
        sys.stderr.flush()

    try:
        yield show
    finally:
        sys.stderr.write("\r\x1b[K")


def columns_of(width: int | None) -> int:
    """Return the columns of a report: those asked for, else the terminal's."""
    return width or max(NARROWEST, shutil.get_terminal_size((80, 24)).columns)


def use_colour(choice: Colour, output: Path | None) -> bool:
    """Say whether to colour: the option, then ``NO_COLOR``, ``FORCE_COLOR``, then whether a terminal shows it."""
    if choice is not Colour.AUTO:
        return choice is Colour.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return not to_file(output) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def to_file(output: Path | None) -> TypeGuard[Path]:
    """Say whether the result goes to a file: ``-`` is standard output, as it is standard input for a document."""
    return output is not None and str(output) != "-"


_ELSEWHERE: Message = "name another file"


def spare(documents: Iterable[str | Path], output: Path | None) -> None:
    """Refuse to write a result over one of the documents."""
    if to_file(output) and any(resolved(output) == resolved(name) for name in documents):
        raise UsageError("{output} is one of the documents", _ELSEWHERE, output=output)


def spare_project(config: Config, output: Path | None) -> None:
    """Refuse to write a result where a project keeps what it watches, its settings or its snapshots.

    What a process that died has left in the project is cleared away, since something is to be written.
    """
    if not to_file(output):
        return
    spare((config.root / path for path in (*watched_documents(config), *pair_documents(config.pairs))), output)
    place = resolved(output)
    snapshots = resolved(config.root / config.snapshots)
    if config.file and place == resolved(config.file):
        raise UsageError("{output} is the configuration", _ELSEWHERE, output=output)
    if place.is_relative_to(snapshots):
        raise UsageError("{output} lies in the folder of the snapshots", _ELSEWHERE, output=output)
    if place.is_relative_to(config.root) and is_watched(config, place.relative_to(config.root).as_posix()):
        raise UsageError("{output} would be watched as a document", _ELSEWHERE, output=output)
    from plandiff.decisions.committing import tidy  # noqa: PLC0415 - most commands commit nothing

    tidy(config)


Force = Annotated[bool, typer.Option("--force", help="Write over a paper that holds something else.")]


def spare_terminal(output: Path | None, form: Format) -> None:
    """Refuse to write bytes to a terminal."""
    if not to_file(output) and sys.stdout.isatty():
        raise UsageError("a terminal cannot show {form}", "name a file with -o", form=form.name)


def write_paper(content: str | bytes, output: Path | None, form: Format, *, force: bool) -> None:
    """Write a result in a format, and spare what a person may have worked on.

    Raises:
        UsageError: A paper would go over a file of another content, or bytes to a terminal.
    """
    data = content if isinstance(content, bytes) else encoded(content + "\n")
    if isinstance(content, bytes):
        spare_terminal(output, form)
    if form.paper and not force and to_file(output) and _holds_another(output, data):
        raise UsageError("{output} exists and holds something else", "name another file, or say --force", output=output)
    _write([data], output)


def _holds_another(output: Path, data: bytes) -> bool:
    try:
        return output.is_file() and output.read_bytes() != data
    except OSError:  # Writing says why.
        return False


def write(content: str | bytes, output: Path | None, *, newline: bool = True, errors: str = "backslashreplace") -> None:
    """Write a result, to standard output or whole to a file.

    Args:
        content: The result: text, which becomes UTF-8, or bytes, which stay as they are.
        output: The file; None for standard output.
        newline: Whether a line feed follows.
        errors: What becomes of a lone surrogate; ``surrogatepass`` writes it as it was read.
    """
    _write([content if isinstance(content, bytes) else (content + "\n" * newline).encode("utf-8", errors)], output)


def tell_path(path: str | os.PathLike[str]) -> None:
    """Write the path of a file that was made to standard output: to a terminal visibly, to a program as it is."""
    name = os.fspath(path)
    write(visible(name) if sys.stdout.isatty() else os.fsencode(f"{name}\n"), None, newline=sys.stdout.isatty())


def write_parts(parts: Iterable[str | bytes], output: Path | None) -> None:
    """Write a result that comes in parts, each as soon as it is there; a file still appears whole or not at all."""
    _write(map(encoded, parts), output)


def encoded(part: str | bytes) -> bytes:
    """Return text as UTF-8, a lone surrogate by its code; bytes stay as they are."""
    return part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")


def _write(parts: Iterable[bytes], output: Path | None) -> None:
    if to_file(output):
        write_atomically(output, parts)
        return
    try:
        sys.stdout.buffer.writelines(parts)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError("cannot write to standard output: {why}", why=error) from error


def say(template: Message, **facts: str) -> None:
    """Tell the user something on standard error; facts may come from documents and are made harmless."""
    line = template.format(**{key: visible(fact) for key, fact in facts.items()})
    sys.stderr.write(f"plandiff: {unforged(line)}\n")
