"""What a review gives away: its points as Markdown or JSON, and corrected copies of the documents.

Everything is written beside the originals and over nothing: a file that is there already and says something else keeps
its name, and the new one gets a number.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from plandiff.comparison import path_of
from plandiff.decisions.decision import State
from plandiff.decisions.records import json_text
from plandiff.errors import UsageError
from plandiff.judging.change import Certainty, Change, Kind, Weight
from plandiff.judging.json_values import place_value
from plandiff.judging.reasons import DIRECTIONS, reason_of
from plandiff.language import Message, bracketed, clauses, labelled, tr, tr_n
from plandiff.presentation.excerpts import Excerpt, Part, PartKind, excerpt, harmless, spaces_named
from plandiff.presentation.places import position_text, section_text
from plandiff.presentation.reason_words import reason_words
from plandiff.presentation.words import kind_text
from plandiff.reading.document import Document, DocumentKind, Evidence
from plandiff.reading.signature import Signature
from plandiff.reviewing.repairs import corrected, corrected_word
from plandiff.reviewing.review import Review
from plandiff.tables import complete
from plandiff.writing import write_atomically

FORMAT = "plandiff-decisions/1"

_CHAPTERS: Mapping[State, Message] = complete(
    State,
    {
        State.REJECTED: "Queries",
        State.AGAIN: "To be looked at again: text or place has changed",
        State.OPEN: "Not yet decided",
        State.SKIPPED: "Left for later",
        State.ACCEPTED: "Accepted",
        State.NAMED: "Names, right as written",
    },
)
"""The chapters of the Markdown in their order: what is open first."""

_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>#|~&!{}"})


def exported(review: Review, folder: Path, stem: str, signature: Signature | None = None) -> list[Path]:
    """Write the points as Markdown and JSON and a corrected copy of each document with accepted repairs.

    Args:
        review: The review.
        folder: Where to write them; it is made if missing.
        stem: What the names of the points' files begin with.
        signature: Who is said to have made the repairs, if corrected Word files are to have them as tracked changes.

    Returns:
        The files, those included that were there already with the same content.

    Raises:
        UsageError: The folder cannot be written to. What is written already stays, whole.
    """
    documents = review.material.documents
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError("cannot make {folder}: {why}", "name another folder", folder=folder, why=error) from error
    files = [
        _write(folder / f"{stem}.decisions.md", decisions_markdown(review).encode("utf-8", "backslashreplace")),
        _write(folder / f"{stem}.decisions.json", decisions_json(review).encode("utf-8", "backslashreplace")),
    ]
    texts, words = corrected(review), corrected_word(review, signature)
    for document, text, word in (
        (documents.left, texts.left, words.left),
        (documents.right, texts.right, words.right),
    ):
        name = Path(document.name)
        if word is not None:
            files.append(_write(folder / f"{name.stem}.corrected.docx", word))
        elif text is not None:
            # The copy of another format is text: only its own program writes it.
            suffix = name.suffix if document.kind is DocumentKind.TEXT else ".txt"
            files.append(_write(folder / f"{name.stem}.corrected{suffix}", _encoded(document, text)))
    return files


def word_as_text(review: Review, files: Iterable[Path]) -> list[str]:
    """Return the names of the Word documents whose corrected copy among ``files`` is text.

    A repair over the end of a line, or of a computed number, has no place in the file itself.
    """
    written = {path.name for path in files}
    documents = review.material.documents
    names = (Path(side.name) for side in (documents.left, documents.right) if side.kind is DocumentKind.DOCX)
    return [str(name) for name in names if f"{name.stem}.corrected.txt" in written]


def _write(path: Path, data: bytes) -> Path:
    """Write a new file; if ``path`` is taken by other content, under the next number."""
    for number in count(2):
        try:
            if not path.exists():
                write_atomically(path, data, "name another folder")
                return path
            if path.read_bytes() == data:
                return path
        except OSError as error:
            raise UsageError("cannot write {path}: {why}", path=path, why=error) from error
        stem = path.stem if number == 2 else path.stem.rpartition("-")[0]
        path = path.with_name(f"{stem}-{number}{path.suffix}")
    raise AssertionError


def _encoded(document: Document, text: str) -> bytes:
    """Return the bytes of a corrected text in its document's encoding; in UTF-8 if that lacks a character."""
    mark = "\ufeff" if document.encoding_evidence is Evidence.BOM else ""
    try:
        return (mark + text).encode(document.encoding)
    except (UnicodeEncodeError, LookupError):
        return text.encode("utf-8", "surrogatepass")


def decisions_markdown(review: Review) -> str:
    """Return the points of a review for people: what is open first, equal findings together, cosmetic changes not."""
    documents = review.material.documents
    title = tr("Review of {left} and {right}").format(
        left=_plain(documents.left.name), right=_plain(documents.right.name)
    )
    lines = [f"# {title}", ""]
    chapters = _by_state(review)
    for state, words in _CHAPTERS.items():
        if chapters[state]:
            lines.append(f"- {labelled(tr(words), f'{sum(map(len, chapters[state].values())):,}')}")
    if review.gone:
        kept = tr_n("{n} decision", "{n} decisions", len(review.gone)).format(n=f"{len(review.gone):,}")
        lines.append(f"- {labelled(tr('Decided before, and not there any more'), kept)}")
    for state, words in _CHAPTERS.items():
        if chapters[state]:
            lines += ["", f"## {tr(words)}", ""]
            for changes in chapters[state].values():
                lines += _point(review, changes)
    names = sorted({review.ruling(n).name for n in _members(chapters[State.NAMED])})
    if names:
        lines += ["", tr("For `plandiff.toml`, so that these names are not found again:"), "", "```toml"]
        lines += [f"names = [{', '.join(json.dumps(harmless(name), ensure_ascii=False) for name in names)}]", "```"]
    return "\n".join(lines) + "\n"


_Groups = dict[tuple[Any, ...], list[int]]


def _by_state(review: Review) -> dict[State, _Groups]:
    """Group the changes that are not cosmetic, or are decided, by state and then with their equals."""
    groups: dict[State, _Groups] = {state: {} for state in _CHAPTERS}
    for n, change in enumerate(review.material.changes):
        state, ruling = review.state(n), review.ruling(n)
        if change.weight is Weight.COSMETIC and state is State.OPEN and not ruling.comment:
            continue
        alike = review.material.equals(n, words=True)[0] if change.weight is Weight.CONVERSION else n
        groups[state].setdefault((alike, ruling.comment, ruling.name, ruling.by), []).append(n)
    return groups


def _members(groups: _Groups) -> Iterable[int]:
    return (n for changes in groups.values() for n in changes)


def _point(review: Review, numbers: list[int]) -> Iterator[str]:
    """Yield the lines of one point: what it is, where, both texts, what is expected, what was said."""
    material = review.material
    change, ruling = material.changes[numbers[0]], review.ruling(numbers[0])
    judgement, spans = change.judgement, change.spans
    kind = kind_text(change.kind, material.comparison.relation) + (
        tr(", {words}").format(words=tr(DIRECTIONS[judgement.direction])) if judgement.direction else ""
    )
    kind += f" ×{len(numbers):,}" if len(numbers) > 1 else ""
    doubt = bracketed(tr("check")) if judgement.certainty is Certainty.CHECK else ""
    why = reason_words(change)
    reason = labelled("", _plain(why)) if why else ""
    path = " › ".join(map(section_text, path_of(material.comparison.sections, spans)))
    ids = ", ".join(f"`{material.changes[n].id}`" for n in numbers[:3]) + (" …" if len(numbers) > 3 else "")
    yield f"- **{kind}**{doubt}{reason} — {_plain(path)} {bracketed(clauses(_where(review, change), ids)).strip()}"
    sources = material.sources
    for name, source, span in ((tr("left"), sources.left, spans.left), (tr("right"), sources.right, spans.right)):
        yield f"  - {labelled(name, _excerpt(excerpt(source, [span], whole=change.kind is not Kind.MOVED)))}"
    if judgement.expected is not None:
        yield f"  - {labelled(tr('expected'), f'**{_plain(judgement.expected)}**')}"
    if ruling.text is not None:
        words = tr("in the left copy: {text}") if ruling.side == "left" else tr("in the right copy: {text}")
        yield "  - " + words.format(text=f"**{_plain(ruling.text)}**")
    if ruling.name:
        yield f"  - {labelled(tr('name'), f'**{_plain(ruling.name)}**')}"
    for line in ruling.comment.splitlines():
        yield f"  - {labelled(tr('comment'), _plain(line))}"
    if ruling.by:
        yield f"  - {labelled(tr('decided by'), _plain(ruling.by))}"


def _where(review: Review, change: Change) -> str:
    documents = review.material.documents
    left = position_text(documents.left, change.spans.left.start)
    right = position_text(documents.right, change.spans.right.start)
    return tr("left {left}, right {right}").format(left=_plain(left), right=_plain(right))


def _excerpt(parts: Excerpt) -> str:
    return "".join(_marked(part) for part in parts)


def _marked(part: Part) -> str:
    if part.kind is PartKind.DIFFERENT:
        return f"⟦**{_plain(part.text)}**⟧" if part.text else "⟦⟧"
    return _plain(part.text)


def _plain(text: str) -> str:
    """Return document text, a name or a comment harmless, and without meaning to Markdown."""
    return (harmless(text) if text.strip() else spaces_named(text)).translate(_MARKDOWN)


def decisions_json(review: Review) -> str:
    """Return the points of a review for programs: each change that is not cosmetic, or is decided, an item a line."""
    material, counts = review.material, dict.fromkeys(State, 0)
    items = []
    for n, change in enumerate(material.changes):
        state, ruling = review.state(n), review.ruling(n)
        if change.weight is Weight.COSMETIC and state is State.OPEN and not ruling.comment:
            continue
        counts[state] += 1
        texts = material.texts(change)
        items.append(
            {
                "id": change.id,
                "state": state,
                "kind": change.kind,
                "weight": change.weight,
                "left": _span(material.documents.left, change.spans.left, texts.left),
                "right": _span(material.documents.right, change.spans.right, texts.right),
                "expected": change.judgement.expected,
                "certainty": change.judgement.certainty,
                "reason": reason_of(change.judgement),
                "comment": ruling.comment or None,
                "name": ruling.name or None,
                "decided": ruling.at or None,
                "by": ruling.by or None,
            }
        )
    documents = material.documents.map(lambda document: {"path": document.name, "sha256": document.sha256})
    gone = [
        {"id": id_, "verdict": decision.ruling.verdict, "left": decision.subject.left, "right": decision.subject.right}
        for id_, decision in review.gone.items()
    ]
    head = {"format": FORMAT, "left": documents.left, "right": documents.right, "summary": counts}
    lines = [f'"{key}": {json_text(value)}' for key, value in head.items()]
    lines += [f'"{key}": {_list(values)}' for key, values in (("changes", items), ("gone", gone))]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _list(values: list[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(map(json_text, values)) + "\n]" if values else "[]"


def _span(document: Document, span: tuple[int, int], text: str) -> dict[str, Any]:
    return {"start": span[0], "end": span[1], "text": text, **place_value(document, span[0])}
