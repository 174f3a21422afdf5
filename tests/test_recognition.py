"""What reading pictures promises: lines with their places and doubts, answers that are kept, one line without it.

The engine is stood in for by a process that answers as it does; what it reads itself is measured, not tested.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import Run, document
from pdf_files import PdfPage, page_of, pdf

from plandiff.comparison import Relation, compare
from plandiff.errors import ReadingError
from plandiff.judging.change import Certainty, Kind
from plandiff.reading import read_bytes, recognition
from plandiff.reading.document import Document, Unit
from plandiff.reading.extracted import ReadingOptions
from plandiff.text.span import Span

PNG = b"\x89PNG\r\n\x1a\nthe picture"
ANSWER = {
    "page": 0,
    "lines": [
        [
            ["森林覆盖率", [1.0, 0.5, 1.0, 1.0, 1.0], [100, 100, 300, 20]],
            ["65%", [1.0, 0.95, 0.99], [600, 100, 90, 20]],
        ],
        [["推进一体化", [1.0] * 5, [100, 150, 300, 20]]],
    ],
}


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Return a function that makes the worker give these answers, and count how often it is asked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(recognition, "is_installed", lambda: True)
    monkeypatch.setattr("plandiff.reading.pdf.is_installed", lambda: True)
    asked = tmp_path / "asked"

    def answering(*answers: object, status: int = 0) -> Path:
        code = (
            "import sys; sys.stdin.buffer.readline(); sys.stdin.buffer.read()\n"
            f"open({str(asked)!r}, 'a').write('x')\n"
            f"print({chr(10).join(map(json.dumps, answers))!r}); raise SystemExit({status})"
        )
        monkeypatch.setattr(recognition, "_WORKER", (sys.executable, "-c", code))
        return asked

    return answering


def test_a_picture_is_lines_with_their_places_and_doubts(engine: Any) -> None:
    """Pieces of a line are parted by tabs; a place is the page and the region of the picture."""
    engine(ANSWER)
    found = read_bytes(PNG, "scan.png")
    assert (found.text, found.kind) == ("森林覆盖率\t65%\n推进一体化", "picture")
    assert found.place(0) == ((Unit.PAGE, 1), (Unit.REGION, "100 100 590 20"))
    assert found.place(11) == ((Unit.PAGE, 1), (Unit.REGION, "100 150 300 20"))
    assert [notice.code for notice in found.notices] == ["recognised"]


def test_a_doubt_is_what_the_engine_is_not_sure_of_or_no_picture_can_tell(engine: Any) -> None:
    """林 was read at .5; 一 and the dash look the same."""
    engine(ANSWER)
    found = read_bytes(PNG, "scan.png")
    assert [doubt.of(found.text) for doubt in found.doubts] == ["林", "一"]


@pytest.mark.parametrize("data", [PNG, b"\xff\xd8\xff\xe0", b"II*\0....", b"MM\0*...."])
def test_pictures_are_told_by_their_content_and_kept_once_read(engine: Any, data: bytes) -> None:
    """PNG, JPEG and TIFF; the same file is recognised once, and the reader is told of each page."""
    asked = engine(ANSWER)
    told: list[tuple[int, int]] = []
    for _ in range(2):
        read_bytes(data, "scan", ReadingOptions(on_page=lambda *page: told.append(page)))
    assert asked.read_text() == "x"
    assert told == [(1, 0)]


def test_a_damaged_answer_in_the_cache_is_asked_anew(engine: Any, tmp_path: Path) -> None:
    """A cache is never a reason to fail."""
    asked = engine(ANSWER)
    read_bytes(PNG, "scan.png")
    for kept in (tmp_path / "cache").rglob("recognised-*.json"):
        kept.write_bytes(b"[{")
    assert read_bytes(PNG, "scan.png").text.startswith("森林")
    assert asked.read_text() == "xx"


def test_a_worker_that_fails_is_one_sentence(engine: Any) -> None:
    """Half an answer is never taken for the whole, nor kept."""
    engine(ANSWER, status=1)
    with pytest.raises(ReadingError, match="cannot be recognised"):
        read_bytes(PNG, "scan.png")
    engine({"page": 0, "lines": []})
    with pytest.raises(ReadingError, match="without text"):
        read_bytes(PNG, "scan.png")


def test_without_the_extra_one_line_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """For a picture, and for a PDF file of pictures."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(recognition, "is_installed", lambda: False)
    for data in (PNG, pdf([PdfPage(picture=True)])):
        with pytest.raises(ReadingError, match=r"pip install 'plandiff\[ocr\]'"):
            read_bytes(data, "scan")


def test_pictures_among_the_pages_of_a_pdf_file_are_recognised(engine: Any) -> None:
    """The other pages keep their text layer; places and doubts count through the whole."""
    engine(ANSWER | {"page": 1})
    found = read_bytes(pdf([page_of(["第一页有文字，共十个。"]), PdfPage(picture=True), page_of(["第三页"])]), "a.pdf")
    assert found.text == "第一页有文字，共十个。\n\f森林覆盖率\t65%\n推进一体化\n\f第三页"
    assert [doubt.of(found.text) for doubt in found.doubts] == ["林", "一"]
    assert found.place(found.text.index("推进")) == ((Unit.PAGE, 2), (Unit.REGION, "100 150 300 20"))
    assert found.place(found.text.index("三")) == ((Unit.PAGE, 3),)
    assert {notice.code: dict(notice.facts) for notice in found.notices} == {"recognised": {"count": 1, "pages": "2"}}


def test_pieces_on_one_height_are_a_line_though_the_page_lies_askew() -> None:
    """From the top, and from the left; the right end of a line may lie as low as the next begins."""
    found = [
        ([[500, 118], [900, 126], [900, 146], [500, 138]], ("右", _sure(0.9))),
        ([[100, 110], [400, 118], [400, 138], [100, 130]], ("左", _sure(0.9))),
        ([[100, 140], [900, 156], [900, 176], [100, 160]], ("下", _sure(0.9))),
    ]
    assert [[piece[0] for piece in line] for line in recognition.lines_on(found, 1000, 1000)] == [["左", "右"], ["下"]]


def _sure(value: float) -> Any:
    return SimpleNamespace(characters=[value])


CLEAN = "第一条　各级人民政府应当推进重点地区振兴，完成投资三千万元，深入推进体制改革。\n" * 3


def recognised(text: str, *doubts: str) -> Document:
    """Return a document that was read from a picture, with the first of each of these characters in doubt."""
    at = sorted(text.index(doubt) for doubt in doubts)
    plain = document(text, "scan.png")
    spans = tuple(Span(place, place + 1) for place in at)
    return Document(plain.name, text, plain.encoding, plain.encoding_evidence, plain.sha256, doubts=spans)


@pytest.mark.parametrize(
    ("misread", "doubts", "expected"),
    [
        (CLEAN.replace("深入", "深人", 1), "人民", None),
        (CLEAN.replace("深入推进", "深乂推进", 1), "乂", "入"),
        (CLEAN.replace("三千万", "三干万", 1), "干", "三千万"),
        (CLEAN.replace("三千", "8千", 1), "8", "三千万"),
    ],
)
def test_a_difference_at_a_doubtful_character_is_a_misreading(misread: str, doubts: str, expected: str | None) -> None:
    """To check, with the text of the clean side as its repair; never wording or a number."""
    found = compare(recognised(misread, *doubts), document(CLEAN, "clean.txt"), relation=Relation.RENDERING)
    kinds = [(change.kind, change.judgement.certainty, change.judgement.expected) for change in found.changes]
    if expected:
        assert kinds == [(Kind.OCR, Certainty.CHECK, expected)]
    else:
        assert Kind.OCR not in {kind for kind, *_ in kinds}


def test_another_form_of_a_character_is_the_engine_s() -> None:
    """It writes one form for all, and is sure of it; between two texts it is told as a form."""
    clean = document("立足資源稟賦，發揮比較優勢。" * 3, "clean.txt")
    scan = recognised(clean.text.replace("稟", "禀", 1), "發")
    for pair, spelt in (((scan, clean), "稟"), ((clean, scan), "稟")):
        found = compare(*pair)
        assert [(change.kind, change.judgement.expected) for change in found.changes] == [(Kind.OCR, spelt)]
    assert [change.kind for change in compare(replace(scan, doubts=()), clean).changes] == [Kind.WORDING]


def test_a_passage_with_a_doubtful_character_is_not_excused() -> None:
    """What was read surely and differs is a difference."""
    misread = CLEAN.replace("推进重点地区振兴", "支持老工业城市转型", 1)
    found = compare(recognised(misread, "型"), document(CLEAN, "clean.txt"), relation=Relation.RENDERING)
    assert Kind.OCR not in {change.kind for change in found.changes}
    assert any(change.weight == "substantive" for change in found.changes)


def test_the_password_is_read_from_a_file(plandiff: Run, tmp_path: Path) -> None:
    """It stands on the first line; without one, or with a wrong one, the option is named."""
    (tmp_path / "a.pdf").write_bytes(pdf([page_of(["第一条　总则"])], password="密".encode().decode("latin-1")))
    (tmp_path / "b.pdf").write_bytes(pdf([page_of(["第一条　总则"])], password="secret"))  # noqa: S106
    (tmp_path / "right").write_text("secret\nmore\n", encoding="utf-8")
    (tmp_path / "none").write_bytes(b"\n")
    opened = plandiff("text", "b.pdf", "--password-file", "right")
    assert (opened.returncode, opened.stdout.decode().strip()) == (0, "第一条　总则")
    for options, words in (((), "--password-file"), (("--password-file", "none"), "holds no password")):
        refused = plandiff("text", "b.pdf", *options)
        assert (refused.returncode, refused.stdout) == (2, b"")
        assert words in refused.stderr.decode() and refused.stderr.count(b"\n") == 1
