"""What reading OpenDocument, rich text and workbooks promises: the same text in the same form as from Word."""

import io
import zipfile
from xml.sax.saxutils import quoteattr

import pytest
from office_files import R, S, docx, level, listed, numbering, odt, p, relationships, row, rtf, table, xlsx, zipped

from plandiff.errors import ReadingError
from plandiff.reading import read_bytes
from plandiff.reading.document import DocumentKind, Unit
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.notices import NoticeCode, notice

ORIGINAL = ReadingOptions(revisions=Revisions.ORIGINAL)


def text(data: bytes, options: ReadingOptions | None = None) -> str:
    return read_bytes(data, "plan", options or ReadingOptions()).text


# --- OpenDocument ---

_LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." '
    'style:num-prefix="第" style:num-suffix="条"/><text:list-level-style-number text:level="2" style:num-format="1" '
    'style:num-suffix=")" text:display-levels="2"/><text:list-level-style-bullet text:level="3"/></text:list-style>'
)


def item(content: str, more: str = "") -> str:
    return f"<text:list-item {more}><text:p>{content}</text:p></text:list-item>"


def test_opendocument_paragraphs_and_blanks() -> None:
    """Blanks, tabs and breaks are elements; white space around them collapses; what is hidden is told."""
    styles = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    body = (
        '<text:h>第一章<text:s text:c="2"/>总则</text:h>'
        "<text:p>甲 \n <text:span>乙</text:span><text:tab/>丙<text:line-break/>丁</text:p>"
        '<text:p>显<text:span text:style-name="H">隐</text:span>'
        "<office:annotation><text:p>批注</text:p></office:annotation></text:p>"
    )
    read = read_bytes(odt(body, styles), "plan")
    assert (read.kind, read.text) == (DocumentKind.ODT, "第一章  总则\n甲 乙\t丙\n丁\n显")
    assert set(read.notices) == {notice(NoticeCode.HIDDEN, count=1), notice(NoticeCode.COMMENTS, count=1)}
    assert read.place(0) == ((Unit.PARAGRAPH, 1),)


def test_opendocument_lists_are_numbered() -> None:
    """By their style and level; a list that continues counts on, another begins anew, an item may say its number."""
    ninth = item("戊", 'text:start-value="9"')
    inner = f"<text:list-item><text:list>{item('乙')}{item('丙')}</text:list></text:list-item>"
    body = (
        f'<text:list text:style-name="L">{item("甲")}{inner}</text:list>'
        f'<text:list text:style-name="L" text:continue-numbering="true">{item("丁")}{ninth}</text:list>'
        f'<text:list text:style-name="L">{item("己")}</text:list>'
    )
    expected = "第一条　甲\n一.1) 乙\n一.2) 丙\n第二条　丁\n第九条　戊\n第一条　己"
    assert text(odt(body, _LIST)) == expected


def test_opendocument_tables_boxes_and_notes() -> None:
    """Covered cells are empty, a shape follows its paragraph, notes stand at the end."""
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>宽</text:p></table:table-cell><table:covered-table-cell/>"
        "<table:table-cell><text:p>丙</text:p><text:p>丁</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows></table:table>"
        "<text:p>甲<draw:frame><draw:text-box><text:p>国发〔2021〕3号</text:p></draw:text-box></draw:frame>"
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>注文</text:p></text:note-body></text:note>乙</text:p>"
    )
    read = read_bytes(odt(body), "plan")
    assert read.text == "宽\t\t丙丁\n甲[1]乙\n国发〔2021〕3号\n[1] 注文"
    places = [read.place(read.text.index(sign)) for sign in ("宽", "国", "注文")]
    assert places == [((Unit.TABLE, 1), (Unit.ROW, 1)), ((Unit.TEXT_BOX, 1),), ((Unit.FOOTNOTE, 1),)]


def test_opendocument_tracked_changes_are_read_as_accepted_and_only_so() -> None:
    """Deletions lie apart from the text, which cannot be put together as it was."""
    change = "<text:changed-region><text:deletion><text:p>删</text:p></text:deletion></text:changed-region>"
    body = f"<text:tracked-changes>{change}</text:tracked-changes><text:p>甲</text:p>"
    read = read_bytes(odt(body), "plan")
    assert (read.text, read.notices) == ("甲", (notice(NoticeCode.REVISIONS_FINAL, count=1),))
    with pytest.raises(ReadingError, match=r"can be read as accepted only; save it as \.docx"):
        read_bytes(odt(body), "plan", ORIGINAL)


def test_opendocument_that_was_packed_anew_is_known() -> None:
    """The word for its kind ought to come first in the archive."""
    names = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
    names += " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
    body = f"<office:document-content {names}><office:body><office:text><text:p>甲</text:p></office:text></office:body>"
    data = zipped({"content.xml": f"{body}</office:document-content>", "META-INF/manifest.xml": "<manifest/>"})
    assert text(data) == "甲"


def test_protected_opendocument_is_named() -> None:
    """It says what to do."""
    with pytest.raises(ReadingError, match="plan is protected by a password; save it without one"):
        read_bytes(odt("<text:p>甲</text:p>", manifest="<encryption-data/>"), "plan")


# --- Rich text ---


def test_rich_text_in_every_way_of_writing_a_character() -> None:
    """Unicode with signs for old programs, bytes of the font's encoding, half of them as they are, symbols."""
    assert text(rtf(r"\uc1 甲𠮷\par ")) == "甲𠮷"
    assert text(rtf(r"{\f1 \'b9\'fa\'bc\'d2}\par {\f1 \'90L}\uc2\u22269\'b9\'fa\uc1 .\par ")) == "国家\n怢国."
    assert text(rtf(r"a\~b\_c\{\emdash\'85 \u8220?x\rdblquote\tab y\line z\par ")) == "a\u00a0b-c{—… “x”\ty\nz"


def test_rich_text_leaves_out_what_is_no_text() -> None:
    """Headers, pictures, instructions of fields, unknown groups, binary data; a field keeps its result."""
    body = (
        r"{\header 页眉\par}{\pict 00ff}{\*\unknown 未知}{\field{\*\fldinst HYPERLINK}{\fldrslt 结果}}"
        r"{\pict\bin3 }}x}正文{\v 隐}{\*\annotation 批注}\par "
    )
    read = read_bytes(rtf(body), "plan")
    assert read.text == "结果正文"
    assert set(read.notices) == {notice(NoticeCode.HIDDEN, count=1), notice(NoticeCode.COMMENTS, count=1)}


def test_rich_text_lists_tables_boxes_and_notes() -> None:
    """Numbers stand in the file; cells are put on one grid; what is merged is empty."""
    body = (
        r"{\listtext（一）\tab}甲{\super\chftn{\footnote\chftn 注文\par}}"
        r"{\shp{\*\shpinst{\shptxt 国发〔2021〕3号\par}}}\par "
        r"{\listtext\f2\'b7\tab}丙\par "
        r"\trowd\cellx1000\cellx2000\cellx3000 \intbl 一\cell 二\cell 三\par 四\cell\row "
        r"\trowd\cellx2010\clvmrg\cellx3000 \intbl 宽\cell\cell\row\pard 尾\par "
    )
    read = read_bytes(rtf(body, fonts=r"{\f0\fcharset0 A;}{\f2\fcharset2 Symbol;}"), "plan")
    assert read.text == "（一）甲[1]\n国发〔2021〕3号\n• 丙\n一\t二\t三四\n宽\t\t\n尾\n[1] 注文"
    places = [read.place(read.text.index(sign)) for sign in ("国", "宽", "尾", "注文")]
    assert places == [
        ((Unit.TEXT_BOX, 1),),
        ((Unit.TABLE, 1), (Unit.ROW, 2)),
        ((Unit.PARAGRAPH, 3),),
        ((Unit.FOOTNOTE, 1),),
    ]


def test_cells_claim_no_more_columns_than_documents_have() -> None:
    """A row may define thousands, and a later one a cell over them all; a cell defined behind a row begins anew."""
    edges = "".join(rf"\cellx{n * 100}" for n in range(1, 3000))
    wide = text(
        rtf(rf"\trowd{edges}a\cell b\cell\row\trowd\cellx299900 c\cell d\cell\row\cellx100\cellx200 e\cell f\cell\row")
    )
    assert [line.count("\t") for line in wide.split("\n")] == [1, 100, 1]


def test_rich_text_tracks_changes() -> None:
    """Inserted and deleted words, and a deleted end of paragraph."""
    body = r"应当{\revised 及时}{\deleted 尽快}办理{\deleted\par}甲\par "
    assert text(rtf(body)) == "应当及时办理甲"
    assert text(rtf(body), ORIGINAL) == "应当尽快办理\n甲"
    assert read_bytes(rtf(body), "a").notices == (notice(NoticeCode.REVISIONS_FINAL, count=3),)


def test_rich_text_that_is_cut_off_is_told() -> None:
    """Its text is read as far as it goes, and nobody takes it for all."""
    read = read_bytes(rtf(r"甲\par 乙\par ")[:-12], "plan")
    assert read.text.startswith("甲\n")
    assert read.notices == (notice(NoticeCode.CUT),)


# --- Workbooks ---

_FORMATS = {200: '0.0"亿元"', 201: 'yyyy"年"m"月"', 202: "[Red]0.0;(0.0)"}
_STYLES = (
    "<numFmts>"
    + "".join(f"<numFmt numFmtId='{n}' formatCode={quoteattr(code)}/>" for n, code in _FORMATS.items())
    + "</numFmts><cellXfs>"
    + "".join(f"<xf numFmtId='{n}'/>" for n in (0, 10, 14, 200, 201, 3, 202, 20))
    + "</cellXfs>"
)


def test_a_workbook_row_is_a_line_and_each_cell_has_an_address() -> None:
    """Shared and own strings, numbers, truth values; empty cells keep their column, empty rows are left out."""
    strings = "<si><t>序号</t></si><si><r><t>任</t></r><r><t>务</t></r><rPh><t>renwu</t></rPh></si>"
    data = (
        '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="D2" t="s"><v>1</v></c></row>'
        '<row r="5"><c r="B5"><v>1</v></c><c t="inlineStr"><is><t>建设\n园区</t></is></c><c t="b"><v>1</v></c></row>'
    )
    read = read_bytes(xlsx(("任务表", data), strings=strings), "plan")
    assert (read.kind, read.text) == (DocumentKind.XLSX, "序号\t\t任务\n1\t建设园区\tTRUE")
    assert read.place(read.text.index("任务")) == ((Unit.SHEET, "任务表"), (Unit.CELL, "D2"))
    assert read.place(read.text.index("建设")) == ((Unit.SHEET, "任务表"), (Unit.CELL, "C5"))


@pytest.mark.parametrize(
    ("value", "style", "shown"),
    [
        ("0.10000000000000001", 0, "0.1"),
        ("13500", 0, "13500"),
        ("0.135", 1, "13.50%"),
        ("46353", 2, "2026-11-27"),
        ("12.34", 3, "12.3亿元"),
        ("46353", 4, "2026年11月"),
        ("1234567", 5, "1,234,567"),
        ("-2.5", 6, "(2.5)"),
        ("2.25", 6, "2.3"),
        ("0.5", 7, "12:00"),
        ("1e400", 0, "1e400"),
        ("nan", 1, "nan"),
        ("5", 99, "5"),
    ],
)
def test_a_number_is_shown_as_its_cell_shows_it(value: str, style: int, shown: str) -> None:
    """Shares, dates, units and grouping are what the reader of the sheet sees."""
    data = f'<row><c s="{style}"><v>{value}</v></c></row>'
    assert text(xlsx(("a", data), styles=_STYLES)) == f"{shown}"


def test_hidden_sheets_are_left_out_and_told() -> None:
    """Sheets are parted by an empty line."""
    one, two, three = (f'<row><c t="str"><v>{word}</v></c></row>' for word in ("甲", "乙", "丙丁"))
    read = read_bytes(xlsx(("a", one), ("b", two), ("c", three), state="hidden"), "plan")
    assert (read.text, read.notices) == ("甲\n\n乙", (notice(NoticeCode.HIDDEN, count=2),))


def test_comments_and_drawn_text_of_a_sheet_are_told() -> None:
    """What hangs beside the cells is left out, and macros are not run."""
    data = '<row><c t="str"><v>甲</v></c></row>'
    with zipfile.ZipFile(io.BytesIO(xlsx(("a", data)))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members["xl/_rels/sheet1.xml.rels"] = relationships(drawing="drawing1.xml", comments="comments1.xml")
    members["xl/drawing1.xml"] = "<a:t xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'>图注</a:t>"
    members["xl/comments1.xml"] = f"<comments xmlns='{S}'><comment/><comment/></comments>"
    more = f'<Relationship Id="v" Type="{R}/vbaProject" Target="vba.bin"/></Relationships>'
    rels = members["xl/_rels/workbook.xml.rels"]
    assert isinstance(rels, bytes)
    members |= {"xl/_rels/workbook.xml.rels": rels.replace(b"</Relationships>", more.encode()), "xl/vba.bin": ""}
    codes = {NoticeCode.EMBEDDED: 1, NoticeCode.COMMENTS: 2}
    expected = {notice(NoticeCode.MACROS), *(notice(code, count=count) for code, count in codes.items())}
    assert set(read_bytes(zipped(members), "plan").notices) == expected


def test_a_document_of_which_all_is_left_out_is_not_called_empty() -> None:
    """A chart alone, or hidden text alone."""
    chart = '<w:r><w:drawing><c:chart xmlns:c="urn:c"/></w:drawing></w:r>'
    with pytest.raises(ReadingError, match="plan holds no text but what is left out"):
        text(docx(p(chart)))
    with pytest.raises(ReadingError, match="plan is empty"):
        text(docx(p()))


# --- All alike ---


def test_the_same_words_give_the_same_text_in_every_format() -> None:
    """Numbers, blanks and cells come out in one form, so that a project may change its format."""
    body = listed("总则") + p("正文。") + table(row("甲", "乙"))
    word = docx(body, numbering=numbering(level(0, "chineseCountingThousand", "第%1条")))
    open_document = odt(
        f'<text:list text:style-name="L">{item("总则")}</text:list><text:p>正文。</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>"
        "<table:table-cell><text:p>乙</text:p></table:table-cell></table:table-row></table:table>",
        _LIST,
    )
    rich = rtf(r"{\listtext 第一条\tab}总则\par 正文。\par\trowd\cellx9\cellx99\intbl 甲\cell 乙\cell\row ")
    assert text(word) == text(open_document) == text(rich) == "第一条　总则\n正文。\n甲\t乙"
