"""A comparison as a synopsis (新旧条文对照表), in the medium that the ending of the file names."""

from importlib import import_module

from plandiff.judging.result import Comparison
from plandiff.reports.synopsis.building import synopsis_of
from plandiff.reports.synopsis.options import Options

_WRITERS = {
    ".docx": "to_docx:synopsis_docx",
    ".xlsx": "to_xlsx:synopsis_xlsx",
    ".html": "to_html:synopsis_html",
    ".htm": "to_html:synopsis_html",
    ".md": "to_markdown:synopsis_markdown",
    ".markdown": "to_markdown:synopsis_markdown",
}


def comparison_table(result: Comparison, *, ending: str, form: Options) -> str | bytes:
    """Return the synopsis of a comparison.

    Args:
        result: The comparison.
        ending: Of the file it goes to, in lower case; any that names no medium makes it Markdown.
        form: What the user chose of its form.
    """
    module, function = _WRITERS.get(ending, _WRITERS[".md"]).split(":")
    writer = getattr(import_module(f"plandiff.reports.synopsis.{module}"), function)
    written: str | bytes = writer(synopsis_of(result, form))
    return written
