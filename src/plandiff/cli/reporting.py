"""Where the reports of a check go: several at once, each to a file of its own or to standard output."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plandiff.cli.shared import Colour, columns_of, spare_project, to_file, use_colour, write
from plandiff.config import Config
from plandiff.decisions.results import Check
from plandiff.errors import UsageError
from plandiff.language import listed
from plandiff.reports.formats import Format, chosen


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports that are asked for, each with its file; None is standard output."""

    asked: tuple[tuple[Format, Path | None], ...]

    @classmethod
    def of(cls, reports: Sequence[str], output_format: str | None, output: Path | None) -> "Reports":
        """Return what the options ask for.

        Raises:
            UsageError: A format is unknown, or two reports would be mixed in one place.
        """
        asked = [_asked(report) for report in reports]
        if output_format or output or not asked:
            place = output if to_file(output) else None
            asked.append((chosen("check", output_format, place), place))
        for place in {place for _, place in asked}:
            formats = [form for form, there in asked if there == place]
            if len(formats) > 1 and (place or not all(form.lines for form in formats)):
                raise UsageError(
                    "{formats} would all go to one place",
                    "give each report a file: --report sarif=out.sarif",
                    formats=listed(form.name for form in formats),
                )
        return cls(tuple(asked))

    def spare(self, config: Config) -> None:
        """Refuse to write a report over anything that the project keeps; see ``shared.spare_project``."""
        for _, place in self.asked:
            spare_project(config, place)

    def write(self, check: Check, width: int | None, colour: Colour, *, show_all: bool) -> None:
        """Write all reports; each file whole or not at all."""
        columns = columns_of(width)
        for form, place in self.asked:
            painted = use_colour(colour, place)
            write(form.written(check, columns=columns, colour=painted, show_all=show_all), place)
            if form.name == "github":
                _add_step_summary(check)


def _asked(report: str) -> tuple[Format, Path | None]:
    name, given, place = report.partition("=")
    if given and not place:
        raise UsageError("--report {report} names no file", "give one: --report {name}=FILE", report=report, name=name)
    file = Path(place) if place not in {"", "-"} else None
    return chosen("check", name, file), file


_LARGEST_SUMMARY = 1024 * 1024 - 1024
"""Bytes: GitHub drops the whole summary of a step if it has more than 1 MiB."""


def _add_step_summary(check: Check) -> None:
    """Add the Markdown report to the summary page of the running step, if GitHub Actions runs us."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    markdown = chosen("check", "markdown", None)
    try:
        with Path(place).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(markdown.load()(check, _LARGEST_SUMMARY) + "\n")
    except OSError as error:
        raise UsageError("cannot write GITHUB_STEP_SUMMARY: {why}", why=error) from error
