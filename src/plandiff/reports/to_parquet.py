"""A trace as a Parquet file: a row for each national section in each local plan, its passages inside the row.

A passage stands once, in the innermost section that counts it, so that passages can be counted.

What a local plan gives comes from the process that compared it, as JSON, and becomes a table here: no other process
needs pyarrow, and rows are written as the plans come, so that memory does not grow with their number.
"""

import io
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from plandiff.derivation.coverage import NATIONAL
from plandiff.derivation.result import Derivation
from plandiff.derivation.tracing import National
from plandiff.errors import UsageError
from plandiff.judging.passages import Passage
from plandiff.patterns import late_pattern
from plandiff.presentation.excerpts import Source, sources_of
from plandiff.reports.matrix import Report, Selection, View, column_of
from plandiff.reports.reuse import clause_of
from plandiff.text.span import Pair, SourceSpan

_SURROGATE = late_pattern("[\ud800-\udfff]")
_GROUP = 20_000
"""Rows of a group, which a reader can skip as a whole: some megabytes."""


def parquet_report(national: National, *, selection: Selection) -> Report:
    """Return how a trace becomes a Parquet file.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and heavy
    except ImportError as error:
        raise UsageError("parquet needs the extra cluster", "pip install 'plandiff[cluster]'") from error
    return Report(partial(_view, selection=selection), partial(_parquet, pa, national))


def _view(result: Derivation, selection: Selection) -> View:
    """Return a local plan's rows as JSON: the values of the columns in their order, without the first three."""
    rows: list[list[Any]] = []
    number = count()
    for parent, part in enumerate(result.parts):
        sources = sources_of(part)
        innermost = {bead: item.section for item in part.coverage.left for bead in item.beads}
        for section, item in zip(part.sections.left, part.coverage.left, strict=True):
            if not selection.has(next(number), item.extent):
                continue
            passages = [_passage(part.passages[bead], sources) for bead in item.beads if innermost[bead] == section.id]
            place = [parent, section.id, section.parent, section.level, section.number, section.title]
            rows.append([*place, NATIONAL[item.extent], round(item.shared, 4), passages])
    document = result.documents.right
    text = json.dumps([document.name, document.sha256, rows], ensure_ascii=False)
    # A lone surrogate, as a file's name may have, is no Unicode text: it is shown by its code.
    return View(column_of(result), _SURROGATE.sub(lambda one: rf"\\u{ord(one.group()):04x}", text))


def _passage(passage: Passage, sources: Pair[Source]) -> dict[str, Any]:
    left, right = _side(sources.left, passage.spans.left), _side(sources.right, passage.spans.right)
    facts = {
        "status": passage.status.value,
        "formula": passage.formula,
        "moved": passage.moved,
        "similarity": round(passage.similarity, 4),
    }
    return (
        facts
        | {f"national_{key}": value for key, value in left.items()}
        | {f"local_{key}": value for key, value in right.items()}
    )


def _side(source: Source, spans: tuple[SourceSpan, ...]) -> dict[str, Any]:
    if not spans:
        return {"start": None, "end": None, "text": None}
    clause = clause_of(source, spans)
    return {"start": clause.start, "end": clause.end, "text": source.shown(clause).strip()}


def _schema(arrow: Any) -> Any:  # noqa: ANN401 - of pyarrow, which has no types
    words, number = arrow.dictionary(arrow.int32(), arrow.string()), arrow.int32()
    sides = [
        (f"{side}_{key}", kind)
        for side in ("national", "local")
        for key, kind in (("start", number), ("end", number), ("text", arrow.string()))
    ]
    facts = [
        ("status", arrow.string()),
        ("formula", arrow.bool_()),
        ("moved", arrow.bool_()),
        ("similarity", arrow.float64()),
    ]
    return arrow.schema(
        [
            ("local", words),
            ("local_sha256", words),
            ("national", words),
            ("section", words),
            ("parent_section", words),
            ("level", arrow.int16()),
            ("number", words),
            ("title", words),
            ("status", words),
            ("shared", arrow.float64()),
            ("passages", arrow.list_(arrow.struct([*facts, *sides]))),
        ],
        {"format": "plandiff-trace-cells/1"},
    )


def partition(national: National, views: Iterable[View], facts: Callable[[], dict[str, str]]) -> bytes:
    """Return a Parquet file of some local plans; its metadata say ``facts`` too, which are asked for at the end."""
    import pyarrow as pa  # noqa: PLC0415 - an extra, and heavy

    return b"".join(_parquet(pa, national, views, facts))


def facts_of(path: Path) -> dict[str, str] | None:
    """Return the metadata of a file; None if it is no whole Parquet file."""
    from pyarrow import ArrowException  # noqa: PLC0415 - the same
    from pyarrow.parquet import read_metadata  # noqa: PLC0415 - the same

    try:
        found = read_metadata(path).metadata or {}
    except (ArrowException, OSError):
        return None
    return {key.decode(errors="replace"): value.decode(errors="replace") for key, value in found.items()}


def _parquet(
    arrow: Any,  # noqa: ANN401 - the same
    national: National,
    views: Iterable[View],
    facts: Callable[[], dict[str, str]] = dict,
) -> Iterator[bytes]:
    from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - the same

    names = [document.name.encode("utf-8", "backslashreplace").decode() for document in national.documents]
    schema, sink = _schema(arrow), _Sink()
    with ParquetWriter(sink, schema, compression="zstd") as writer:
        waiting: list[dict[str, Any]] = []
        for view in views:
            local, digest, rows = json.loads(view.text)
            for parent, *values in rows:
                waiting.append(dict(zip(schema.names, (local, digest, names[parent], *values), strict=True)))
            if len(waiting) >= _GROUP:
                writer.write_table(arrow.Table.from_pylist(waiting, schema))
                waiting.clear()
                yield sink.taken()
        if waiting:
            writer.write_table(arrow.Table.from_pylist(waiting, schema))
        writer.add_key_value_metadata(facts())
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Takes what is written to it and gives it away in parts."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._size = 0

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def tell(self) -> int:
        """Return how many bytes were written."""
        return self._size

    def write(self, data: Any) -> int:  # noqa: ANN401 - whatever holds bytes
        """Take bytes."""
        part = bytes(data)
        self._parts.append(part)
        self._size += len(part)
        return len(part)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data, self._parts = b"".join(self._parts), []
        return data
