"""In which language the command line speaks, and how its helps come to speak it."""

import os
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Annotated, Any

import typer
from typer.main import get_command

from plandiff.errors import ConfigError, UsageError
from plandiff.language import (
    LANGUAGES,
    VARIABLE,
    Language,
    Message,
    choose_language,
    language,
    language_named,
    tr,
)
from plandiff.text.width import cell_width
from plandiff.text.wrap import wrap

OPTION = "--language"


def choose(arguments: Sequence[str]) -> None:
    """Choose the language before anything is said, so also for helps and for errors in the arguments.

    The option goes first, wherever it stands; then ``PLANDIFF_LANGUAGE``, the key ``language`` of the project, and the
    locale.

    Raises:
        UsageError: ``PLANDIFF_LANGUAGE`` names no language.
    """
    if list(arguments) == ["--version"]:
        return
    asked = os.environ.get(VARIABLE, "")
    found = _option(arguments) or language_named(asked) or ("" if asked else _of_project())
    choose_language(found or language())
    if asked and not language_named(asked):
        raise UsageError(
            "{variable} is {asked!r}", "use {known}", variable=VARIABLE, asked=asked, known=", ".join(LANGUAGES)
        )


def _option(arguments: Sequence[str]) -> str:
    """Return the language that the arguments ask for; empty if none, or if what they ask for is none."""
    for argument, following in pairwise((*arguments, "")):
        if argument == "--":
            break
        name, given, value = argument.partition("=")
        if name == OPTION:
            return value if given and value in LANGUAGES else following if following in LANGUAGES else ""
    return ""


def _of_project() -> str:
    from plandiff.config import load_config  # noqa: PLC0415 - whoever names a language does without

    try:
        return load_config().language
    except (ConfigError, OSError):
        return ""  # The command that needs the project says what is wrong with it.


def in_the_readers_language(command: Any) -> Any:  # noqa: ANN401 - a command of click, which typer hides
    """Translate what the help of a command says, and give it the option that chooses the language."""
    command.params += get_command(_ONLY_LANGUAGE).params[:1]
    context = command.context_class
    formatter = type("Formatter", (_Formatter, context.formatter_class), {})
    command.context_class = type("Context", (context,), {"formatter_class": formatter})
    command.help = "\n\n".join(tr(" ".join(part.split())) for part in (command.help or "").split("\n\n"))
    command.options_metavar = tr("[OPTIONS]")
    if hasattr(command, "commands"):
        command.subcommand_metavar = tr("COMMAND [ARGS]...")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = tr(" ".join(parameter.help.split()))
        if parameter.param_type_name == "option" and parameter.metavar is None:
            parameter.metavar = tr(_VALUES.get(parameter.type.name, "")) or None
    return command


_ONLY_LANGUAGE = typer.Typer(add_completion=False)


@_ONLY_LANGUAGE.command()
def _speak(
    _language: Annotated[
        Language | None,
        typer.Option(
            OPTION,
            expose_value=False,
            help="The language of all that is shown; else PLANDIFF_LANGUAGE, plandiff.toml, the locale.",
        ),
    ] = None,
) -> None:
    """Carry the option: the language is chosen by `choose`, before any command is made."""


_VALUES: dict[str, Message] = {
    "text": "TEXT",
    "str": "TEXT",
    "integer": "INTEGER",
    "int": "INTEGER",
    "integer range": "INTEGER",
    "int range": "INTEGER",
    "path": "PATH",
}
"""What stands for the value of an option, by the names that the library has for types."""

_LIBRARY: tuple[Message, ...] = (
    "Usage: ",
    "Options",
    "Arguments",
    "Commands",
    "required",
    "default: {default}",
    "Show this message and exit.",
)
"""What the library of the command line writes into helps; it asks the same catalogue for some of it."""

_LIBRARY_ERRORS: tuple[Message, ...] = (
    "Missing command.",
    "No such command {name}.",
    "No such option: {name} Did you mean {other}?",
    "No such option: {name} (Possible options: {other})",
    "No such option: {name}",
    "Missing argument {name}.",
    "Missing option {name}. Choose from: {choices}",
    "Missing option {name}.",
    "Option {name} does not take a value.",
    "Option {name} requires an argument.",
    "Got unexpected extra argument(s) ({arguments})",
    "Got unexpected extra argument ({arguments})",
    "Got unexpected extra arguments ({arguments})",
    "Invalid value for {name}: {what}",
    "{value} is not one of {choices}.",
    "{value} is not a valid int.",
    "{value} is not a valid int range.",
    "{value} is not a valid integer.",
    "{value} is not in the range {range}.",
)
"""What it says of wrong arguments: English sentences, put together already; the longer of two alike goes first."""


def library_error(message: str) -> str:
    """Return what the library says of wrong arguments in the reader's language."""
    for template in _LIBRARY_ERRORS:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(template))
        if match := re.fullmatch(pattern, message, re.DOTALL):
            facts = {name: library_error(fact) if name == "what" else fact for name, fact in match.groupdict().items()}
            return tr(template).format(**facts)
    return message


_CHOICES = 6
"""Cells before the lines of an option's choices."""


class _Formatter:
    """Sets the lines of a help by cells of the terminal: the library counts characters, and breaks at spaces alone."""

    width: int
    current_indent: int
    write: Callable[[str], None]

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that shows how a command is called."""
        self._write(f"{prefix or tr('Usage: ')}{prog} {args}")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self._write(tr("{heading}:").format(heading=heading))

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        for number, paragraph in enumerate(text.split("\n\n")):
            self.write("\n" * bool(number))
            self._write(" ".join(paragraph.split()))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write words, each with what it means."""
        rows = list(rows)
        column = self.current_indent + min(max(cell_width(word) for word, _ in rows), col_max) + col_spacing
        for word, meaning in rows:
            lines = self._lines(tr(meaning), column)
            begin = " " * self.current_indent + self._choices(word)
            if cell_width(begin) + col_spacing > column:
                self.write(begin + "\n")
                begin = ""
            self.write((begin + " " * (column - cell_width(begin)) + lines[0]).rstrip() + "\n")
            self.write("".join(f"{' ' * column}{line}\n" for line in lines[1:]))

    def _choices(self, word: str) -> str:
        """Break an option with very many choices between them."""
        if cell_width(word) <= self.width - self.current_indent:
            return word
        lines = textwrap.wrap(word.replace("|", "| "), self.width - 2 * _CHOICES, break_on_hyphens=False)
        return f"\n{' ' * _CHOICES}".join(lines).replace("| ", "|")

    def _write(self, text: str) -> None:
        self.write("".join(f"{' ' * self.current_indent}{line}\n" for line in self._lines(text, self.current_indent)))

    def _lines(self, text: str, indent: int) -> list[str]:
        if text.isascii():  # It has spaces, and its options are not to be parted from their hyphens.
            return textwrap.wrap(text, max(self.width - indent, 10), break_on_hyphens=False) or [""]
        spans = wrap(text, max(self.width - indent, 10)) if text else []
        return [text[start:end].strip() for start, end in spans] or [""]
