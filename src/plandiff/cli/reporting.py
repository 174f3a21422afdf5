"""Where the reports of a check go: several at once, each to a file of its own or to standard output."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from plandiff.cli.shared import Colour, check_ending, columns_of, spare_project, use_colour, write
from plandiff.errors import UsageError

if TYPE_CHECKING:
    from plandiff.config import Config
    from plandiff.decisions.results import Check


class CheckFormat(StrEnum):
    """How the result of a check is written."""

    TERMINAL = "terminal"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    GITLAB = "gitlab"
    RDJSON = "rdjson"
    MARKDOWN = "markdown"


_LINES = frozenset((CheckFormat.TERMINAL, CheckFormat.GITHUB, CheckFormat.MARKDOWN))
"""Made of lines: several of them may go to one place."""


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports that are asked for, each with its file; None is standard output."""

    asked: tuple[tuple[CheckFormat, Path | None], ...]

    @classmethod
    def of(cls, reports: Sequence[str], output_format: CheckFormat | None, output: Path | None) -> "Reports":
        """Return what the options ask for.

        Raises:
            UsageError: A format or a file's ending is unknown, or two reports would be mixed in one place.
        """
        asked = [_asked(report) for report in reports]
        if output_format or output or not asked:
            asked.append((output_format or CheckFormat.TERMINAL, None if str(output) == "-" else output))
        for place in {place for _, place in asked}:
            check_ending(place, CheckFormat)
            formats = [form for form, there in asked if there == place]
            if len(formats) > 1 and (place or not _LINES.issuperset(formats)):
                raise UsageError(
                    f"{' and '.join(formats)} would both go to {place or 'standard output'}",
                    "give each report a file: --report sarif=out.sarif",
                )
        return cls(tuple(asked))

    def spare(self, config: "Config") -> None:
        """Refuse to write a report over anything that the project keeps; see ``shared.spare_project``."""
        for _, place in self.asked:
            spare_project(config, place)

    def write(self, check: "Check", width: int | None, colour: Colour, *, show_all: bool) -> None:
        """Write all reports; each file whole or not at all."""
        columns = columns_of(width)
        for form, place in self.asked:
            painted = use_colour(colour, place)
            write(_content(check, form, columns, colour=painted, show_all=show_all), place)
            if form is CheckFormat.GITHUB:
                _add_step_summary(check)


def _asked(report: str) -> tuple[CheckFormat, Path | None]:
    name, given, place = report.partition("=")
    if name not in {*CheckFormat}:
        raise UsageError(f"{name} is no report", f"use {', '.join(CheckFormat)}")
    if given and not place:
        raise UsageError(f"--report {report} names no file", f"give one: --report {name}=FILE")
    return CheckFormat(name), Path(place) if place not in {"", "-"} else None


def _content(check: "Check", form: CheckFormat, columns: int, *, colour: bool, show_all: bool) -> str:
    if form is CheckFormat.TERMINAL:
        from plandiff.reports.to_check import check_text  # noqa: PLC0415

        return check_text(check, columns, colour=colour, show_all=show_all)
    if form is CheckFormat.JSON:
        from plandiff.reports.to_check_json import check_json  # noqa: PLC0415

        return check_json(check)
    if form is CheckFormat.MARKDOWN:
        from plandiff.reports.to_markdown import check_markdown  # noqa: PLC0415

        return check_markdown(check)
    if form is CheckFormat.JUNIT:
        from plandiff.reports.to_junit import junit  # noqa: PLC0415

        return junit(check)
    from plandiff.reports import to_ci  # noqa: PLC0415

    write_as = {
        CheckFormat.GITHUB: to_ci.github,
        CheckFormat.SARIF: to_ci.sarif,
        CheckFormat.GITLAB: to_ci.gitlab,
        CheckFormat.RDJSON: to_ci.rdjson,
    }
    return write_as[form](check)


_LARGEST_SUMMARY = 1024 * 1024 - 1024
"""Bytes: GitHub drops the whole summary of a step if it has more than 1 MiB."""


def _add_step_summary(check: "Check") -> None:
    """Add the Markdown report to the summary page of the running step, if GitHub Actions runs us."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    from plandiff.reports.to_markdown import check_markdown  # noqa: PLC0415

    try:
        with Path(place).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(check_markdown(check, _LARGEST_SUMMARY) + "\n")
    except OSError as error:
        raise UsageError(f"cannot write GITHUB_STEP_SUMMARY: {error.strerror or error}") from error
