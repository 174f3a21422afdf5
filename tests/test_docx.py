"""What reading Word promises: the text a person sees on the page, each piece once, each at its place."""

import pytest
from office_files import cell, docx, level, listed, numbering, p, row, run, table, zipped

from plandiff.errors import ReadingError
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, DocumentKind, Unit
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.notices import NoticeCode, notice
from plandiff.reading.numerals import numeral

ORIGINAL = ReadingOptions(revisions=Revisions.ORIGINAL)


def document(body: str, options: ReadingOptions | None = None, **parts: str) -> Document:
    return read_bytes(docx(body, **parts), "plan.docx", options or ReadingOptions())


def lines(body: str, options: ReadingOptions | None = None, **parts: str) -> list[str]:
    return document(body, options, **parts).text.split("\n")


# --- Paragraphs ---


def test_a_paragraph_is_a_line_and_knows_its_number() -> None:
    """Runs are joined, breaks are lines, page breaks nothing; empty paragraphs are lines and are not counted."""
    body = (
        p("总则", run("第一条")) + p() + p("甲", "<w:r><w:br/><w:tab/></w:r>", '<w:r><w:br w:type="page"/></w:r>', "乙")
    )
    read = document(body)
    assert (read.kind, read.text) == (DocumentKind.DOCX, "总则第一条\n\n甲\n\t乙")
    assert [address.place for address in read.addresses] == [((Unit.PARAGRAPH, 1),), ((Unit.PARAGRAPH, 2),)]
    assert read.place(len(read.text) - 1) == ((Unit.PARAGRAPH, 2),)


def test_text_in_every_kind_of_wrapper_is_read() -> None:
    """Links, content controls, smart tags and simple fields hold text like any other."""
    inside = "".join(
        f"<w:{name}>{inner}</w:{name}>"
        for name, inner in (
            ("hyperlink", run("一")),
            ("smartTag", run("二")),
            ("sdt", f"<w:sdtContent>{run('三')}</w:sdtContent>"),
            ("fldSimple", run("四")),
        )
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('五')}</w:sdtContent></w:sdt>"
    assert lines(p(inside) + control) == ["一二三四", "五"]


def test_fields_keep_their_result_and_lose_their_instruction() -> None:
    """Also one inside another, one that runs over paragraphs, and one that is never closed."""

    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def told(text: str) -> str:
        return f"<w:r><w:instrText>{text}</w:instrText></w:r>"

    nested = sign("begin") + told("IF ") + sign("begin") + told("PAGE") + sign("separate") + run("7") + sign("end")
    nested += told("= 1") + sign("separate") + run("见附件") + sign("end")
    assert lines(p(nested)) == ["见附件"]
    assert lines(p(sign("begin"), told("TOC"), sign("separate"), "第一章") + p("第二章", sign("end"), "尾")) == [
        "第一章",
        "第二章尾",
    ]
    assert lines(p("甲", sign("begin"), told("PAGE"), "乙") + p("丙")) == ["甲乙", "丙"]
    circled = sign("begin") + told(r"eq \o\ac(○,12)") + sign("end")
    assert lines(p(circled, "项")) == ["⑫项"]


def test_what_is_no_plain_text_is_read_or_told() -> None:
    """Ruby keeps its base, hidden text is left out, symbols stay what they are, formulas are one line."""
    ruby = f"<w:r><w:ruby><w:rt>{run('guī')}</w:rt><w:rubyBase>{run('规')}</w:rubyBase></w:ruby></w:r>"
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    formula = "<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"
    hidden = run("密文", "<w:vanish/>")
    comment = '<w:r><w:commentReference w:id="0"/></w:r>'
    read = document(p(ruby, hidden, symbol, formula, comment, "<w:r><w:noBreakHyphen/></w:r>"))
    assert read.text == "规\uf0fex+1-"
    assert set(read.notices) == {
        notice(NoticeCode.READINGS, count=1),
        notice(NoticeCode.HIDDEN, count=2),
        notice(NoticeCode.SYMBOLS, count=1),
        notice(NoticeCode.FORMULAS, count=1),
        notice(NoticeCode.COMMENTS, count=1),
    }


def test_a_style_hides_text_along_its_chain() -> None:
    """A character style based on a hidden one is hidden, and a run may say that it is not."""
    styles = (
        '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    shown = run("显", '<w:rStyle w:val="b"/><w:vanish w:val="0"/>')
    assert lines(p(run("隐", '<w:rStyle w:val="b"/>'), shown), styles=styles) == ["显"]


# --- Numbers ---


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 101, "一〇一"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("taiwaneseCountingThousand", 12, "十二"),
        ("japaneseCounting", 105, "百五"),
        ("ideographDigital", 2035, "二〇三五"),
        ("chineseLegalSimplified", 15, "壹拾伍"),
        ("ideographLegalTraditional", 3, "參"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 12, "亥"),
        ("ideographEnclosedCircle", 3, "㊂"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerLetter", 28, "bb"),
        ("ordinal", 112, "112th"),
        ("001", 7, "007"),
        ("none", 7, ""),
        ("decimalEnclosedCircle", 51, "51"),
        ("chineseCountingThousand", 10_000, "10000"),
    ],
)
def test_numbers_are_written_as_word_writes_them(form: str, value: int, written: str) -> None:
    """Every format that Chinese documents use; one without a sign for a value writes digits."""
    assert numeral(value, form) == written


def test_articles_and_items_are_numbered() -> None:
    """第一条 is parted by a wide blank, （一） by none; an inner level starts anew under the next outer one."""
    levels = (level(0, "chineseCountingThousand", "第%1条"), level(1, "chineseCountingThousand", "（%2）"))
    body = listed("甲") + listed("乙", level=1) + listed("丙", level=1) + listed("丁") + listed("戊", level=1)
    expected = ["第一条　甲", "（一）乙", "（二）丙", "第二条　丁", "（一）戊"]
    assert lines(body, numbering=numbering(*levels)) == expected


def test_a_level_may_go_on_counting_and_may_show_the_outer_number() -> None:
    """Restart after no level, digits for all levels (isLgl), no blank (suff nothing), bullets."""
    levels = (
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", '<w:lvlRestart w:val="0"/><w:isLgl/>'),
        level(2, "lowerLetter", "%3)", '<w:suff w:val="nothing"/>'),
        level(3, "bullet", "\uf0b7"),
    )
    body = "".join(listed("文", level=n) for n in (0, 1, 0, 1, 2, 3))
    assert lines(body, numbering=numbering(*levels)) == ["一、文", "1.1 文", "二、文", "2.2 文", "a)文", "• 文"]


def test_lists_of_one_abstract_list_count_on_unless_told_to_start() -> None:
    """A second list goes on; one with a start of its own begins there once; one with a level of its own looks so."""
    nums = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for n, override in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
            (4, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'),
        )
    )
    body = "".join(listed("文", num) for num in (1, 1, 2, 3, 3, 4))
    expected = ["1. 文", "2. 文", "3. 文", "5. 文", "6. 文", "VII. 文"]
    assert lines(body, numbering=numbering(level(0, "decimal", "%1."), nums=nums)) == expected


def test_styles_number_their_paragraphs_along_the_chain() -> None:
    """Headings get list and level from their styles; number 0 switches it off; a list may stand for another."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:basedOn w:val="h1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="own"><w:basedOn w:val="h2"/></w:style>'
        '<w:style w:type="numbering" w:styleId="laws"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    nums = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="laws"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    levels = (level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="h1"/>'), level(1, "chineseCounting", "第%2节"))
    off = '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("总则", properties='<w:pStyle w:val="h1"/>') + p("原则", properties='<w:pStyle w:val="own"/>')
    body += p("附件", properties=off) + listed("分则", num=2)
    expected = ["第一章　总则", "第一节　原则", "附件", "第二章　分则"]
    assert lines(body, styles=styles, numbering=numbering(*levels, nums=nums)) == expected


def test_an_unknown_format_is_written_in_digits_and_told() -> None:
    """A number is never lost."""
    read = document(listed("文"), numbering=numbering(level(0, "hebrew1", "%1.")))
    assert read.text == "1. 文"
    assert read.notices == (notice(NoticeCode.NUMBERS, count=1),)


# --- Tables ---


def test_a_table_row_is_a_line_whose_cells_are_parted_by_tabs() -> None:
    """Lines of a cell are joined, with a blank between words; each row knows its table and number."""
    body = table(row("序号", "任务"), row("1", cell(p("建设园区"), p("引进企业")))) + p("尾")
    body += table(row("a", cell(p("green"), p("growth"))), row("b", "c"))
    read = document(body)
    assert read.text == "序号\t任务\n1\t建设园区引进企业\n尾\na\tgreen growth\nb\tc"
    assert read.place(read.text.index("1")) == ((Unit.TABLE, 1), (Unit.ROW, 2))
    assert read.place(read.text.index("green")) == ((Unit.TABLE, 2), (Unit.ROW, 1))


def test_continued_merged_cells_are_empty_so_that_columns_stay() -> None:
    """Over columns, over rows, and columns left free before the first cell."""
    wide = cell(p("宽"), properties='<w:gridSpan w:val="2"/>')
    begins = cell(p("高"), properties='<w:vMerge w:val="restart"/>')
    goes_on = cell(p(), properties="<w:vMerge/>")
    body = table(
        row(wide, "丙"), row(begins, "乙", "丙"), row(goes_on, "乙"), row("尾", properties='<w:gridBefore w:val="1"/>')
    )
    assert lines(body) == ["宽\t\t丙", "高\t乙\t丙", "\t乙", "\t尾"]


def test_a_table_of_one_column_is_a_frame_around_lines() -> None:
    """A box of a plan keeps its title and paragraphs apart."""
    assert lines(table(row(cell(p("专栏1　重大工程"), p("（一）水利"), p("（二）交通"))))) == [
        "专栏1　重大工程",
        "（一）水利",
        "（二）交通",
    ]


def test_a_table_inside_a_cell_is_text_of_the_cell() -> None:
    """One row stays one line."""
    assert lines(table(row("甲", cell(table(row("乙", "丙")), p()), "丁"))) == ["甲\t乙 丙\t丁"]


# --- Text boxes and notes ---

_BOX = f"<w:txbxContent>{p('国发〔2021〕3号')}</w:txbxContent>"


def test_a_text_box_follows_its_paragraph_and_is_read_once() -> None:
    """It is in the file twice, for newer and for older programs; the document number is in it."""
    alternate = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{_BOX}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    read = document(p("国务院文件", alternate) + p("通知"))
    assert read.text == "国务院文件\n国发〔2021〕3号\n通知"
    assert read.place(read.text.index("国发")) == ((Unit.TEXT_BOX, 1),)
    old = f"<w:r><w:pict><v:textbox>{_BOX}</v:textbox></w:pict></w:r>"
    assert lines(p("国务院文件", old)) == ["国务院文件", "国发〔2021〕3号"]


def test_notes_stand_at_the_end_behind_their_marks() -> None:
    """In the order of the text, whatever their ids are; footnotes in digits, endnotes in roman numbers."""
    notes = f'<w:footnote w:id="5">{p("乙注")}</w:footnote><w:footnote w:id="2">{p("甲注")}{p("续")}</w:footnote>'
    ends = f'<w:endnote w:id="1">{p("尾注")}</w:endnote>'

    def reference(kind: str, id_: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{id_}"/></w:r>'

    body = p("甲", reference("footnote", 2), "乙", reference("endnote", 1)) + p("丙", reference("footnote", 5))
    read = document(body, footnotes=notes, endnotes=ends)
    assert read.text == "甲[1]乙[i]\n丙[2]\n[1] 甲注\n续\n[i] 尾注\n[2] 乙注"
    assert read.place(read.text.index("乙注")) == ((Unit.FOOTNOTE, 2),)


# --- Tracked changes ---


def inserted(inside: str) -> str:
    return f'<w:ins w:id="1">{inside}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


@pytest.mark.parametrize(
    ("body", "final", "original"),
    [
        (p("应当", inserted(run("及时")), deleted("尽快"), "办理"), "应当及时办理", "应当尽快办理"),
        (
            p(f'<w:moveFrom w:id="1">{run("甲")}</w:moveFrom>', "乙", f'<w:moveTo w:id="2">{run("甲")}</w:moveTo>'),
            "乙甲",
            "甲乙",
        ),
        (p("甲", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("乙"), "甲乙", "甲\n乙"),
        (p("甲", properties='<w:rPr><w:ins w:id="1"/></w:rPr>') + p("乙"), "甲\n乙", "甲乙"),
        (
            p("甲") + p(deleted("删"), properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("乙"),
            "甲\n乙",
            "甲\n删\n乙",
        ),
        (
            table(row("甲", "乙"), row("丙", "丁", properties='<w:ins w:id="1"/>'), row("戊", "己")),
            "甲\t乙\n丙\t丁\n戊\t己",
            "甲\t乙\n戊\t己",
        ),
        (
            table(row("甲", "乙"), row("丙", "丁", properties='<w:del w:id="1"/>'), row("戊", "己")),
            "甲\t乙\n戊\t己",
            "甲\t乙\n丙\t丁\n戊\t己",
        ),
        (
            table(row("甲", cell(p("乙"), properties='<w:cellIns w:id="1"/>')), row("丙", "丁")),
            "甲\t乙\n丙\t丁",
            "甲\n丙\t丁",
        ),
    ],
    ids=["words", "move", "mark deleted", "mark inserted", "paragraph deleted", "row inserted", "row deleted", "cell"],
)
def test_tracked_changes_are_read_as_accepted_or_rejected(body: str, final: str, original: str) -> None:
    """Words, moves, ends of paragraphs, rows and cells: each state is whole."""
    assert document(body).text == f"{final}"
    assert document(body, ORIGINAL).text == f"{original}"


def test_a_tracked_number_counts_in_its_state_only() -> None:
    """A paragraph that became part of a list has no number in the original, and the next one counts without it."""
    tracked = p("甲", properties='<w:numPr><w:numId w:val="1"/><w:ins w:id="1"/></w:numPr>')
    changed = p(
        "丙", properties='<w:pPrChange w:id="3"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    )
    part = numbering(level(0, "decimal", "%1."))
    assert lines(tracked + listed("乙") + changed, numbering=part) == ["1. 甲", "2. 乙", "丙"]
    assert lines(tracked + listed("乙") + changed, ORIGINAL, numbering=part) == ["甲", "1. 乙", "2. 丙"]


def test_the_state_that_was_read_is_told_with_the_number_of_changes() -> None:
    """Nobody takes a draft for the text in force without knowing."""
    body = p(inserted(run("甲")), deleted("乙"), "丙")
    assert document(body).notices == (notice(NoticeCode.REVISIONS_FINAL, count=2),)
    assert document(body, ORIGINAL).notices == (notice(NoticeCode.REVISIONS_ORIGINAL, count=2),)


# --- Packages ---


def test_strict_documents_read_alike() -> None:
    """ISO/IEC 29500 Strict has other namespaces, and the parts may lie anywhere."""
    body = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{p("第一条")}</w:body></w:document>'
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/word/Text.xml"/>'
        "</Relationships>"
    )
    data = zipped({"_rels/.rels": related, "word/text.xml": body})
    assert read_bytes(data, "a").text == "第一条"


def test_parts_in_other_formats_and_macros_are_told() -> None:
    """An embedded web page and a chart are left out, macros not run."""
    chart = '<w:r><w:drawing><c:chart xmlns:c="urn:c"/></w:drawing></w:r>'
    read = document(p("甲", chart) + '<w:altChunk xmlns:r="urn:r" r:id="x"/>', vbaProject="")
    assert read.text == "甲"
    assert set(read.notices) == {notice(NoticeCode.EMBEDDED, count=2), notice(NoticeCode.MACROS)}


def test_a_document_without_a_body_is_said_to_have_none() -> None:
    """One sentence, no traceback."""
    data = zipped(
        {
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": '<w:document xmlns:w="urn:w"/>',
        }
    )
    with pytest.raises(ReadingError, match=r"^a has no document body; "):
        read_bytes(data, "a")
