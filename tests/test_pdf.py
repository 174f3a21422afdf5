"""What reading a PDF file promises: the lines of its pages, rows of ruled tables, and a sentence for what is none."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdf_files import PdfPage, grid, page_of, pdf

from plandiff.errors import ReadingError
from plandiff.reading import pdf as reader
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, Unit
from plandiff.reading.extracted import ReadingOptions
from plandiff.reading.pdf_pages import Page, pages_of
from plandiff.reading.ruled_tables import Rule, rules_of, tables_of

SECRET = "secret"
LINES = ["第一条　为了规范规划编制，", "制定本办法。"]


@pytest.fixture(autouse=True)
def _no_recognition(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Do as if the extra ``ocr`` were missing and had never been there; see test_recognition.py."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("plandiff.reading.recognition.is_installed", lambda: False)
    monkeypatch.setattr("plandiff.reading.pdf.is_installed", lambda: False)


def page(*drawn: tuple[float, float, float, str], **more: Any) -> Page:
    """Return what is read of one page; in this process, which is quicker."""
    return next(pages_of(pdf([PdfPage(list(drawn), **more)]), ""))


def read(data: bytes, **options: str) -> Document:
    return read_bytes(data, "a.pdf", ReadingOptions(**options))  # type: ignore[arg-type]


def notices(found: Document) -> dict[str, dict[str, int | str]]:
    return {notice.code.value: dict(notice.facts) for notice in found.notices}


def test_lines_are_those_of_the_page_and_pages_are_parted() -> None:
    r"""A line of the page is a line, \n\f stands between pages, and a place is a page."""
    found = read(pdf([page_of([*LINES, "－1－"]), page_of(["第二条　略。"], rotate=90)]))
    assert found.text == "第一条　为了规范规划编制，\n制定本办法。\n－1－\n\f第二条　略。"
    assert (found.kind, found.place(0), found.place(found.text.index("第二条"))) == (
        "pdf",
        ((Unit.PAGE, 1),),
        ((Unit.PAGE, 2),),
    )
    assert found.notices == ()


@pytest.mark.parametrize("step", [20, 30, 45])
def test_blanks_between_letter_spaced_characters_are_none_of_the_text(step: int) -> None:
    """However wide a line is set, it is one line without blanks."""
    spaced = [(60 + step * n, 740, 16, char) for n, char in enumerate("中华人民共和国规划法")]
    assert page(*spaced).lines == ["中华人民共和国规划法"]


def test_gaps_between_columns_are_kept() -> None:
    """Cells of a row do not glue together, numbers least of all."""
    row = [(60, 700, 16, "1"), (150, 700, 16, "刑事"), (300, 700, 16, "3.5"), (400, 700, 16, "4.2")]
    assert page(*row).lines == ["1\t刑事\t3.5\t4.2"]
    spaced = [(60 + 30 * n, 740, 16, char) for n, char in enumerate("指标名称")] + [(400, 740, 16, "单位")]
    assert page(*spaced).lines == ["指标名称\t单位"]


def test_a_blank_between_chinese_characters_is_kept_where_the_others_stand_close() -> None:
    """It parts a number from what it numbers; the gap beside a figure is the font's."""
    drawn = [(60, 740, 16, "第一条"), (114, 740, 16, "为了规范"), (182, 740, 16, "5%"), (202, 740, 16, "以上")]
    assert page(*drawn).lines == ["第一条 为了规范5%以上"]
    assert page(*[(60 + 22 * n, 740, 16, char) for n, char in enumerate("为了规范")]).lines == ["为了规范"]


def test_lines_are_indented_as_on_the_page() -> None:
    """So a line that is full is as long as the others; what stands in the middle is not indented, nor a lone mark."""
    lines = [(92, "第一条　为了规范规划编制"), (60, "工作，制定本办法。"), (108, "（一）国家规划；"), (240, "附则")]
    drawn = [(x, 700 - 24 * n, 16, text) for n, (x, text) in enumerate(lines * 2)]
    right = [(x + 40, y, size, text) for x, y, size, text in drawn]
    indented = "　　第一条　为了规范规划编制\n工作，制定本办法。\n　　　（一）国家规划；\n附则"
    odd, even = read(pdf([PdfPage([(20, 20, 10, "甲"), *drawn]), PdfPage(right)])).text.split("\n\f")
    assert odd == f"甲\n{indented}\n{indented}"
    assert even == f"{indented}\n{indented}"


def test_what_stands_beyond_the_edge_of_the_page_is_left_out_and_said() -> None:
    """One page of a spread shows only its own half."""
    found = read(
        pdf([PdfPage([(60, 740, 16, "正文一"), (610, 740, 16, "封底"), (60, -40, 16, "裁切线"), (60, 700, 16, "二")])])
    )
    assert found.text == "正文一\n二"
    assert notices(found) == {"outside": {"count": 5}}


def test_words_of_letters_keep_their_blank() -> None:
    """Only Chinese needs none."""
    assert page((60, 740, 16, "GDP"), (98, 740, 16, "growth")).lines == ["GDP growth"]


def test_what_is_drawn_twice_is_read_once_and_goes_of_one_line_are_one_line() -> None:
    """Bold type is often drawn twice; digits are often drawn after the line they stand in."""
    assert page((60, 740, 16, "总则"), (60.5, 740, 16, "总则")).lines == ["总则"]
    assert page((60, 740, 16, "增长"), (130, 740, 16, "左右"), (96, 740, 16, "5%")).lines == ["增长5%左右"]


def test_rows_of_a_ruled_table_are_lines_however_their_cells_wrap() -> None:
    """The cells interleave line by line on the page, and are put together by the rules around them."""
    texts = [
        (62, 722, 10, "序号"), (102, 722, 10, "指标"), (202, 722, 10, "属性"),
        (102, 706, 10, "森林"), (202, 706, 10, "约束"),
        (62, 702, 10, "1"),
        (102, 694, 10, "覆盖率"), (202, 694, 10, "性"),
    ]  # fmt: skip
    found = page(
        (60, 760, 16, "附表"), *texts, (60, 660, 16, "注：略"), boxes=grid(60, 690, [0, 40, 140, 240], [0, 28, 44])
    )
    assert found.lines == ["附表", "序号\t指标\t属性", "1\t森林覆盖率\t约束性", "注：略"]


def test_merged_cells_are_told_by_the_rules_that_are_missing() -> None:
    """The text stands in the first field of the cell, the others are empty."""
    rules = [
        *grid(60, 600, [0, 100], [0, 60]),
        (160, 600, 100, 0.5), (160, 660, 100, 0.5), (260, 600, 0.5, 60),
        (160, 620, 100, 0.5), (160, 640, 100, 0.5), (210, 620, 0.5, 20),
    ]  # fmt: skip
    texts = [
        (62, 622, 10, "甲"),
        (162, 645, 10, "乙"),
        (162, 625, 10, "丙"),
        (212, 625, 10, "丁"),
        (162, 605, 10, "戊"),
    ]
    assert page(*texts, boxes=rules).lines == ["甲\t乙\t", "\t丙\t丁", "\t戊\t"]


def test_a_numbered_row_that_the_end_of_a_page_cuts_is_one() -> None:
    """Its cells go on below, where the number is missing; a row with a number of its own is another."""
    rules = grid(60, 100, [0, 40, 140], [0, 28, 44])
    above = [
        (62, 132, 10, "1"),
        (102, 132, 10, "甲"),
        (62, 110, 10, "2"),
        (102, 110, 10, "森林覆"),
        (300, 20, 10, "— 1 —"),
    ]
    below = [(102, 132, 10, "盖率"), (62, 110, 10, "3"), (102, 110, 10, "乙")]
    expected = "1\t甲\n2\t森林覆盖率\n— 1 —\n\f3\t乙"
    assert read(pdf([PdfPage(above, rules), PdfPage(below, rules)])).text == expected
    other = read(pdf([PdfPage(above, rules), PdfPage([(62, 132, 10, "2"), *below], rules)])).text
    assert other == "1\t甲\n2\t森林覆\n— 1 —\n\f2\t盖率\n3\t乙"


def test_a_frame_is_no_table_and_a_ground_no_rule() -> None:
    """A box around a notice, and colour under a line, leave the lines as they are."""
    texts = [(62, 722, 10, "专栏1"), (62, 706, 10, "重大工程")]
    assert page(*texts, frames=[(50, 690, 300, 60)]).lines == ["专栏1", "重大工程"]
    assert page(*texts, boxes=[(50, 690, 90, 60), (140, 690, 90, 60)]).lines == ["专栏1", "重大工程"]


@pytest.mark.parametrize(
    "path",
    [
        "60 650 m 200 650 l 60 680 m 200 680 l 60 650 m 60 680 l 100 650 m 100 680 l 200 650 m 200 680 l S",
        "60 650 40 30 re 100 650 100 30 re S",
        "60 650 140 .5 re 60 680 140 .5 re 60 650 .5 30 re 100 650 .5 30 re 200 650 .5 30 re f",
        "q .5 0 0 .5 0 0 cm 120 1300 80 60 re 200 1300 200 60 re S Q",
        "60 650 m 200 650 l 200 680 l 60 680 l h 100 650 m 100 680 l S",
    ],
)
def test_the_rules_of_a_table_may_be_one_path(path: str) -> None:
    """Lines, boxes and thin filled boxes, on their own scale, closed or not."""
    cells = [(62, 668, 10, "森林覆"), (62, 654, 10, "盖率"), (102, 662, 10, "约束性")]
    cells = [cells[0], cells[2], cells[1]]
    assert page(*cells, path=path).lines == ["森林覆盖率\t约束性"]


def test_a_drawing_is_no_table() -> None:
    """Slanting lines, curves and a filled ground part no cells."""
    cells = [(62, 668, 10, "森林"), (102, 662, 10, "约束性")]
    drawings = (
        "60 650 m 200 680 l 60 680 l S",
        "60 650 m 60 680 200 680 200 650 c S",
        "60 650 140 30 re 100 650 9 30 re f",
    )
    for path in drawings:
        assert page(*cells, path=path).rows == []


def test_a_table_stands_where_it_is_drawn_whatever_was_drawn_before() -> None:
    """A line drawn twice for weight above it takes no character from it."""
    above = [(60, 740, 16, "总则"), (60.5, 740, 16, "总则"), (60, 720, 16, "下表")]
    cells = [(62, 662, 10, "甲"), (102, 662, 10, "乙"), (60, 600, 16, "表下")]
    assert page(*above, *cells, boxes=grid(60, 650, [0, 40, 140], [0, 30])).lines == ["总则", "下表", "甲\t乙", "表下"]


def test_columns_without_rules_are_said() -> None:
    """Their cells may interleave, and nothing tells how."""
    rows = [(60 + 150 * x, 740 - 20 * y, 16, f"值{x}{y}") for y in range(3) for x in range(3)]
    found = read(pdf([page_of(LINES), PdfPage(rows)]))
    assert notices(found) == {"interleaved": {"count": 1, "pages": "2"}}


def test_radicals_of_fonts_are_read_as_characters_and_said_once() -> None:
    """One notice a document, however many there are; both blocks of radicals."""
    data = pdf([page_of(["⼀⽬⼗⾏，⻓城"]), page_of(["⼈民"])])
    pages = list(pages_of(data, ""))
    assert [line for page in pages for line in page.lines] == ["一目十行，长城", "人民"]
    assert notices(read(data)) == {"font-radicals": {"count": 6}}


def test_pictures_are_refused_and_a_picture_among_pages_is_named() -> None:
    """A scan has no text; a blank page and a page with a seal have nothing to tell."""
    with pytest.raises(ReadingError, match=r"holds pictures of text.*recognition"):
        read(pdf([PdfPage(picture=True), PdfPage([(300, 20, 10, "- 2 -")], picture=True)]))
    found = read(pdf([page_of(LINES), PdfPage(), page_of(LINES, picture=True), PdfPage(picture=True)]))
    assert notices(found) == {"pictures": {"count": 1, "pages": "4"}}
    with pytest.raises(ReadingError, match="has no text"):
        read(pdf([PdfPage()]))


def test_a_text_layer_without_meaning_is_refused() -> None:
    """What a font does not name cannot be compared."""
    with pytest.raises(ReadingError, match="unreadable"):
        read(pdf([page_of(["\ue000\ue001\ue002\ue003条", *LINES])]))


def test_passwords() -> None:
    """A file for its owner's password alone opens; one for its readers' asks for it by the name of the option."""
    assert read(pdf([page_of(LINES)], password="")).text.startswith("第一条")
    locked = pdf([page_of(LINES)], password=SECRET)
    with pytest.raises(ReadingError, match="protected by a password; give --password-file"):
        read(locked)
    with pytest.raises(ReadingError, match="not opened by the password given"):
        read(locked, password=SECRET[1:])
    assert read(locked, password=SECRET).text.startswith("第一条")


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%\xe2\xe3", pdf([page_of(LINES)])[:400], b"%PDF-1.4\n" + b"<<" * 5000])
def test_damaged_files_are_refused_in_one_sentence(data: bytes) -> None:
    """Cut, empty, or nothing but nesting."""
    with pytest.raises(ReadingError, match=r"is a PDF file that is damaged|has no text"):
        read(data)


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that reads it is ended."""
    monkeypatch.setattr(reader, "_SECONDS", 0.2)
    monkeypatch.setattr(reader, "_WORKER", (sys.executable, "-c", "import time; time.sleep(60)"))
    with pytest.raises(ReadingError, match=r"takes more than 0\.2 seconds"):
        read(pdf([page_of(LINES)]))


@pytest.mark.parametrize("answer", ["", '{"error": "large"}', '{"lines": ["a"], "visib'])
def test_what_the_other_process_does_not_finish_is_no_document(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Half an answer is never taken for the whole."""
    monkeypatch.setattr(reader, "_WORKER", (sys.executable, "-c", f"print({answer!r}); raise SystemExit(9)"))
    with pytest.raises(ReadingError, match=r"damaged|more pages"):
        read(pdf([page_of(LINES)]))


@pytest.mark.skipif(sys.platform == "win32", reason="the system knows no such limit")
def test_the_memory_of_the_other_process_is_limited() -> None:
    """200 MB beside four times the file: a stream that unpacks to more ends the process, not the machine."""
    code = "import plandiff.reading.pdf_pages as pages; pages._limit_memory({}); bytearray(250 * 2**20)"
    for size, status in ((0, 1), (40 * 2**20, 0)):
        done = subprocess.run([sys.executable, "-c", code.format(size)], capture_output=True, text=True, check=False)
        assert done.returncode == status, done.stderr


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit, not a wait."""
    monkeypatch.setattr("plandiff.reading.pdf_pages.MAX_PAGES", 1)
    with pytest.raises(OverflowError):
        list(pages_of(pdf([page_of(LINES), page_of(LINES)]), ""))
    monkeypatch.setattr("plandiff.reading.pdf_pages.MAX_PAGES", 2)
    monkeypatch.setattr("plandiff.reading.pdf_pages.MAX_CHARACTERS", 20)
    with pytest.raises(OverflowError):
        list(pages_of(pdf([page_of(LINES), page_of(LINES)]), ""))


def test_the_library_is_not_loaded_into_the_process_that_asks() -> None:
    """It lives in the other one."""
    code = "import sys, plandiff.reading.pdf; print(sorted(m for m in sys.modules if 'pdfium' in m))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


RULES = st.builds(Rule, st.booleans(), *[st.floats(0, 600, allow_nan=False)] * 3)


@given(st.lists(RULES, max_size=30), st.floats(0, 600), st.floats(0, 600))
def test_any_rules_give_tables_whose_cells_begin_with_themselves(rules: list[Rule], x: float, y: float) -> None:
    """Whatever a drawing is, a point lies in at most one cell of a table, whose first field is in it."""
    for table in tables_of(rules):
        cell = table.cell_at(x, y)
        if cell:
            assert 0 <= cell[0] < len(table.rows) - 1 and 0 <= cell[1] < len(table.columns) - 1
            assert table.as_lines({cell: "甲"}) == ["\t" * cell[1] + "甲" + "\t" * (len(table.columns) - 2 - cell[1])]


def test_rules_of_boxes() -> None:
    """A thin box is one rule, a wide one four, a dot none."""
    assert rules_of(0, 0, 1, 50) == [Rule(upright=True, at=0.5, start=0, end=50)]
    assert rules_of(0, 0, 50, 1) == [Rule(upright=False, at=0.5, start=0, end=50)]
    assert len(rules_of(0, 0, 50, 50)) == 4
    assert rules_of(0, 0, 1, 1) == []
