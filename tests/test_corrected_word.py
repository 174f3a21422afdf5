"""A corrected Word document: the repairs stand in the file itself, and all else is as it was."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import Run

from plandiff.reading import read, read_bytes
from plandiff.reading.docx.replacing import replaced
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.signature import Signature
from plandiff.text.span import Span


def _word(path: Path, *paragraphs: tuple[str, ...]) -> bytes:
    """Write a Word document of paragraphs, each run but the first bold."""
    paper = docx.Document()
    for runs in paragraphs:
        paragraph = paper.add_paragraph()
        for n, text in enumerate(runs):
            paragraph.add_run(text).bold = bool(n)
    paper.save(str(path))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("old", "new"),
    [("制造", "製造"), ("全部", "全體"), ("全部内", "全部內"), ("製", ""), ("", "增"), ("设。", "設。")],
    ids=["in a run", "over two runs", "over three runs", "gone", "put in", "at the end"],
)
def test_a_repair_stands_in_the_file_and_nothing_else_changes(tmp_path: Path, old: str, new: str) -> None:
    """Read again, it is the corrected text; other parts are the same bytes, runs keep their looks."""
    data = _word(tmp_path / "a.docx", ("推进制造業", "全", "部", "内", "製品", "建设。"), ("第二段。",))
    text = read(str(tmp_path / "a.docx")).text
    at = text.index(old) if old else 2
    span = Span(at, at + len(old))

    made = replaced(data, text, [(span, new)])

    assert made is not None
    (tmp_path / "b.docx").write_bytes(made)
    assert read(str(tmp_path / "b.docx")).text == text[: span.start] + new + text[span.end :]
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(made)) as after:
        assert before.namelist() == after.namelist()
        assert all(before.read(n) == after.read(n) for n in before.namelist() if n != "word/document.xml")
        assert after.read("word/document.xml").count(b"<w:b/>") >= before.read("word/document.xml").count(b"<w:b/>")


def test_what_has_no_place_in_a_run_is_not_forced(tmp_path: Path) -> None:
    """A repair over the end of a paragraph gives no file; the caller writes text instead."""
    data = _word(tmp_path / "a.docx", ("甲乙",), ("丙丁",))
    text = read(str(tmp_path / "a.docx")).text

    assert replaced(data, text, [(Span(text.index("乙"), text.index("丙") + 1), "戊")]) is None
    assert replaced(b"PK\x03\x04", text, [(Span(0, 1), "戊")]) is None


def test_a_review_exports_a_corrected_word_file(plandiff: Run, tmp_path: Path) -> None:
    """Accepted characters go into a copy of the Word file; the original stays."""
    before = _word(tmp_path / "a.docx", ("推進制造業發展，", "擴大開放。"))
    (tmp_path / "b.txt").write_text("推进制造业发展，扩大开放。\n", encoding="utf-8")

    done = plandiff("review", "a.docx", "b.txt", "--plain", stdin=b"A\nq\n")
    assert done.returncode in {0, 1}
    plandiff("review", "a.docx", "b.txt", "--export", "out")

    assert read(str(tmp_path / "out" / "a.corrected.docx")).text.strip() == "推進製造業發展，擴大開放。"
    assert (tmp_path / "a.docx").read_bytes() == before


def test_a_repair_stands_as_a_tracked_change_if_asked(tmp_path: Path) -> None:
    """Accepted it is the corrected text, rejected the document as it was; notes and cells take repairs too."""
    paper = docx.Document()
    paper.add_paragraph("推进").add_run("制造业").bold = True
    paper.add_table(1, 2).cell(0, 1).text = "扩大内需"
    paper.save(str(tmp_path / "a.docx"))
    data, text = (tmp_path / "a.docx").read_bytes(), read(str(tmp_path / "a.docx")).text
    repairs = [
        (Span(text.index("制"), text.index("制") + 1), "製"),
        (Span(text.index("内"), text.index("内") + 1), "內"),
    ]

    made = replaced(data, text, repairs, Signature("张三"))

    assert made is not None
    final, original = (
        read_bytes(made, "x.docx", ReadingOptions(revisions=state)).text
        for state in (Revisions.FINAL, Revisions.ORIGINAL)
    )
    assert (final, original) == (text.replace("制", "製").replace("内", "內"), text)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = archive.read("word/document.xml").decode()
    assert body.count('w:author="张三"') == 4 and "<w:ins" in body and body.count("<w:b/>") >= 2


def test_the_export_tracks_repairs_and_says_what_is_text(plandiff: Run, tmp_path: Path) -> None:
    """``--export FOLDER --tracked`` writes the repairs as changes of who reviewed; without an export it is refused."""
    _word(tmp_path / "a.docx", ("推進制造業發展，", "擴大開放。"))
    (tmp_path / "b.txt").write_text("推进制造业发展，扩大开放。\n", encoding="utf-8")
    plandiff("review", "a.docx", "b.txt", "--plain", stdin=b"A\nq\n")

    assert plandiff("review", "a.docx", "b.txt", "--export", "out", "--tracked", "--as", "李四").returncode in {0, 1}
    copy = read(str(tmp_path / "out" / "a.corrected.docx"), ReadingOptions(revisions=Revisions.ORIGINAL))
    assert copy.text.strip() == "推進制造業發展，擴大開放。" != read(copy.name).text.strip()
    assert plandiff("review", "a.docx", "b.txt", "--plain", "--tracked").returncode == 2
