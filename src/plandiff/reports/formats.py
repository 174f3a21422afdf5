"""The formats that each command can write: their names, the endings of files they answer to, and what writes them.

A row is all that a format needs: the options of the command, the choice by the ending of ``-o`` and the refusals come
from here. A writer is named as ``module:function`` and imported when it is asked for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from plandiff.errors import UsageError

LOOK = ("columns", "colour", "show_all")
"""The options of a report that is laid out for a person."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write the result of a command.

    Attributes:
        name: What ``--format`` calls it.
        writer: The function that makes text or bytes of a result, as ``module:function`` in `plandiff.reports`.
        endings: Of files that hold it, with their dots, in lower case; without ``--format`` the first format that
            answers to the ending of ``-o`` is chosen.
        takes: The options of the command that the writer takes, by name.
        binary: Whether it is bytes, which a terminal cannot show.
        lines: Whether it is made of lines, so that several may go to one place.
        paper: Whether a person goes on working in it, so that no other content is written over it unasked.
    """

    name: str
    writer: str
    endings: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    binary: bool = False
    lines: bool = False
    paper: bool = False

    def load(self) -> Callable[..., Any]:
        """Return the writer."""
        module, function = self.writer.split(":")
        written: Callable[..., Any] = getattr(import_module(f"plandiff.reports.{module}"), function)
        return written

    def written(self, result: object, **options: object) -> Any:  # noqa: ANN401 - text, bytes, or what trace wants
        """Return ``result`` in this format; of the options each writer is given those it takes."""
        return self.load()(result, **{name: options[name] for name in self.takes})


FORMATS: Mapping[str, tuple[Format, ...]] = {
    "compare": (
        Format("terminal", "to_comparison:comparison_report", takes=(*LOOK, "meant")),
        Format("json", "to_json:comparison_json", (".json",)),
        Format("html", "to_html:comparison_html", (".html", ".htm"), takes=("show_all", "meant"), paper=True),
        Format("markdown", "to_briefing:comparison_markdown", (".md", ".markdown"), takes=("summary", "meant")),
        Format(
            "table",
            "to_table:comparison_table",
            (".docx", ".xlsx", ".html", ".htm", ".md", ".markdown"),
            takes=("ending", "form"),
            paper=True,
        ),
        Format(
            "redline",
            "to_redline:comparison_redline",
            (".docx",),
            takes=("show_all", "signature", "tell"),
            binary=True,
            paper=True,
        ),
    ),
    "lint": (
        Format("terminal", "to_lint:lint_text", takes=LOOK),
        Format("json", "to_lint:lint_json", (".json",)),
        Format("html", "to_lint_html:lint_html", (".html", ".htm")),
    ),
    "trace": (
        Format("terminal", "to_trace:terminal_report", takes=("selection", "columns", "colour", "wording")),
        Format("json", "to_trace_data:json_report", (".json",), takes=("selection",)),
        Format("csv", "to_trace_data:csv_report", (".csv",), takes=("selection",)),
        Format("markdown", "to_trace:markdown_report", (".md", ".markdown"), takes=("selection",)),
        Format("html", "coverage.to_html:html_report", (".html", ".htm"), takes=("selection",), paper=True),
        Format("xlsx", "coverage.to_xlsx:xlsx_report", (".xlsx",), takes=("selection",), binary=True, paper=True),
        Format("parquet", "to_parquet:parquet_report", (".parquet",), takes=("selection",), binary=True),
    ),
    "check": (
        Format("terminal", "to_check:check_text", takes=LOOK, lines=True),
        Format("json", "to_check_json:check_json", (".json",)),
        Format("github", "to_ci:github", lines=True),
        Format("sarif", "to_ci:sarif", (".sarif", ".json")),
        Format("junit", "to_junit:junit", (".xml",)),
        Format("gitlab", "to_ci:gitlab", (".json",)),
        Format("rdjson", "to_ci:rdjson", (".json", ".rdjson")),
        Format("markdown", "to_markdown:check_markdown", (".md", ".markdown"), lines=True),
        Format("html", "to_check_html:check_html", (".html", ".htm")),
    ),
    "pending": (
        Format("terminal", "to_pending:pending_text"),
        Format("json", "to_check_json:check_json", (".json",)),
    ),
    "explain": (
        Format("terminal", "to_explanation:explanation_text", takes=("columns", "colour")),
        Format("json", "to_explanation:explanation_json", (".json",)),
    ),
    "targets": (
        Format("terminal", "to_targets:targets_text", takes=("columns", "colour")),
        Format("json", "to_targets:targets_json", (".json",)),
        Format("csv", "to_targets:targets_csv", (".csv",)),
        Format("html", "to_targets:targets_html", (".html", ".htm")),
        Format("xlsx", "to_targets:targets_xlsx", (".xlsx",), binary=True, paper=True),
    ),
    "find": (
        Format("terminal", "to_find:find_text", takes=("columns", "colour")),
        Format("json", "to_find:find_json", (".json",)),
        Format("csv", "to_find:find_csv", (".csv",)),
        Format("html", "to_find:find_html", (".html", ".htm")),
        Format("xlsx", "to_find:find_xlsx", (".xlsx",), binary=True, paper=True),
    ),
    "history": (
        Format("terminal", "to_history:history_text", takes=("columns", "colour", "blame")),
        Format("json", "to_history:history_json", (".json",)),
        Format("csv", "to_history:history_csv", (".csv",)),
        Format("html", "to_history:history_html", (".html", ".htm")),
        Format("xlsx", "to_history:history_xlsx", (".xlsx",), binary=True, paper=True),
    ),
    "outline": (
        Format("terminal", "to_outline:outline_text"),
        Format("json", "to_outline:outline_json", (".json",)),
    ),
}
"""For each command its formats; the first is the one without ``--format``."""

_PROMISING = frozenset(
    (
        *(".csv", ".json", ".md", ".markdown", ".parquet", ".sarif", ".svg", ".tex", ".xml", ".zip"),
        *(".doc", ".docx", ".epub", ".htm", ".html", ".odt", ".ofd", ".pdf", ".rtf", ".wps", ".xhtml"),
        *(".et", ".ods", ".ppt", ".pptx", ".xls", ".xlsx"),
    )
)
"""Endings that promise a reader or a program a format of their own: never written with another content."""


def names(command: str) -> str:
    """Return the names of the formats of a command, as ``[terminal|json]``."""
    return f"[{'|'.join(form.name for form in FORMATS[command])}]"


def chosen(command: str, name: str | None, output: Path | None) -> Format:
    """Return the format that ``--format`` names, else the one that the ending of ``-o`` asks for.

    Args:
        command: The command.
        name: What was given as ``--format``; None if nothing was.
        output: The file; None for standard output.

    Raises:
        UsageError: The command has no such format, or a file of this ending would hold another one.
    """
    formats = FORMATS[command]
    ending = output.suffix.lower() if output else ""
    if name is None:
        answering = next((form for form in formats if ending in form.endings), None)
        if answering is None and ending in _PROMISING:
            raise UsageError(
                "{output}: {command} writes no {ending} file",
                "use {formats}",
                output=output,
                command=command,
                ending=ending,
                formats=_listed(formats),
            )
        return answering or formats[0]
    form = next((form for form in formats if form.name == name), None)
    if form is None:
        raise UsageError(
            "{command} has no format {name}", "use {formats}", command=command, name=name, formats=_listed(formats)
        )
    if ending in _PROMISING and ending not in form.endings:
        raise UsageError(
            "{output}: {form} writes no {ending} file",
            "use {formats}",
            output=output,
            form=form.name,
            ending=ending,
            formats=_listed(formats),
        )
    return form


def refuse_promise(output: Path | None) -> None:
    """Refuse to write plain text to a file whose ending promises something else; Markdown is plain text.

    Raises:
        UsageError: It does.
    """
    if output and output.suffix.lower() in _PROMISING - {".md", ".markdown"}:
        raise UsageError(
            "{output}: plain text writes no {ending} file",
            "name a .txt file",
            output=output,
            ending=output.suffix.lower(),
        )


def _listed(formats: tuple[Format, ...]) -> str:
    return ", ".join(f"{form.name} ({' '.join(form.endings)})" if form.endings else form.name for form in formats)
