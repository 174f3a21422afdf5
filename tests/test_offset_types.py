"""The type checker holds that an offset of one text is never used in the other."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

SNIPPET = """
from plandiff.outline.clean_text import CleanText
from plandiff.outline.sections import Section, section_path
from plandiff.outline.segments import Segment
from plandiff.text.span import CleanOffset, CleanSpan, SourceOffset, SourceSpan, Span, clean_span, merged, source_span


def used(text: CleanText, segment: Segment, section: Section, clean: CleanSpan, source: SourceSpan) -> None:
    text.offsets.to_source(segment.start)
    text.offsets.to_source(segment.end - 1)
    text.offsets.to_source(section.start)  # wrong
    text.offsets.to_source(section.heading_end - 1)  # wrong
    text.offsets.to_source(len(text.key))  # wrong
    text.offsets.to_source(text.offsets.to_source(segment.start))  # wrong
    text.offsets.to_clean(source.start + 1)
    text.offsets.to_clean(clean.start)  # wrong
    text.offsets.source_span(*clean)
    text.offsets.source_span(*source)  # wrong
    text.removals_in(text.gap(segment.start))
    text.removals_in(clean)  # wrong
    text.gap(section.end)  # wrong
    section_path([section], source.start)
    section_path([section], segment.start)  # wrong
    merged([source, text.gap(clean.end)])
    mapped: CleanSpan = text.offsets.source_span(*clean)  # wrong
    size: int = clean.end - clean.start
    moved: CleanOffset = clean.start + size
    other: SourceOffset = clean.start + size  # wrong
    born: SourceSpan = source_span(0, 1)
    bare: Span = born
    narrowed: SourceSpan = bare  # wrong
    found: CleanSpan = clean_span(moved, other + mapped.start + narrowed.start)
"""


def test_offsets_of_the_clean_text_and_of_the_source_do_not_mix(tmp_path: Path) -> None:
    """Each line that takes a position of one text for one of the other is an error of types, and no line else is."""
    file = tmp_path / "snippet.py"
    file.write_text(SNIPPET, encoding="utf-8")
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            f"--cache-dir={tmp_path / 'cache'}",
            "--no-error-summary",
            file.name,
        ],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    lines = {int(line.split(":")[1]) for line in checked.stdout.splitlines() if line.startswith("snippet.py:")}

    assert lines == {n for n, line in enumerate(SNIPPET.splitlines(), 1) if line.endswith("# wrong")}, checked.stdout
