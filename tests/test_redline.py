"""Redlines: accepted they are the right text, rejected the left one, on a plain page and in the right document."""

import io
import random
import re
import zipfile
from pathlib import Path

import docx
import office_files
import pytest
from conftest import ROOT, Run, document
from docx.enum.style import WD_STYLE_TYPE
from hypothesis import given, settings
from hypothesis import strategies as st

from plandiff.choices import Relation
from plandiff.comparison import AlignedComparison, compare
from plandiff.errors import UsageError
from plandiff.reading import read, read_bytes
from plandiff.reading.document import Document
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.signature import Signature
from plandiff.reports.redline.marked import Track, paragraphs_of, pieces_of, slid
from plandiff.reports.to_redline import comparison_redline

LAWS = sorted((ROOT / "tests/cases/laws").glob("*.txt"))


def compared(left: Document, right: Document) -> AlignedComparison:
    result = compare(left, right, Relation.REVISION)
    assert isinstance(result, AlignedComparison)
    return result


def states(redline: bytes) -> tuple[str, str]:
    """Return what is read when all changes are accepted, and when all are rejected."""
    final, original = (
        read_bytes(redline, "x.docx", ReadingOptions(revisions=state)).text.strip("\n")
        for state in (Revisions.FINAL, Revisions.ORIGINAL)
    )
    return final, original


def xml(redline: bytes, part: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(redline)) as archive:
        return archive.read(part).decode()


def law(path: Path) -> tuple[Document, Document]:
    text = path.read_text(encoding="utf-8")
    case = {title.strip(): body for title, _, body in (block.partition("\n") for block in text.split("%%% ")[1:])}
    return document(case["old"]), document(case["new"])


@pytest.mark.parametrize("path", LAWS, ids=[path.stem for path in LAWS])
def test_a_law_reads_back_both_ways(path: Path) -> None:
    """Whole articles, renumbered, split, merged and moved ones."""
    left, right = law(path)
    redline = comparison_redline(compared(left, right), show_all=True, signature=Signature())

    assert states(redline) == (right.text.strip("\n"), left.text.strip("\n"))


_LINES = st.lists(
    st.sampled_from(["第一条 加强监管。", "第二条 增长6%。", "三、推进改革，发展产业。", "甲\t乙\t5", "", "表 <b>&"]),
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(_LINES, _LINES, st.booleans())
def test_any_two_texts_read_back(left: list[str], right: list[str], windows: bool) -> None:
    """By construction: the pieces that stay or are new are the right text, those that stay or are gone the left one."""
    end = "\r\n" if windows else "\n"
    old, new = document(end.join(["题", *left])), document(end.join(["题", *right, "末"]))
    result = compared(old, new)

    for show_all in (True, False):
        pieces = [*slid(pieces_of(result, show_all=show_all))]
        assert "".join(piece.text for piece in pieces if piece.track.on_right) == new.text
        if show_all:
            assert "".join(piece.text for piece in pieces if piece.track.on_left) == old.text
    redline = comparison_redline(result, show_all=True, signature=Signature())
    assert states(redline) == tuple(side.text.replace("\r\n", "\n").strip("\n") for side in (new, old))


def test_only_what_is_substantive_is_tracked_unless_all_is_asked_for() -> None:
    """A comma and a renumbered heading are left alone; accepted, it is the right text all the same."""
    left, right = law(ROOT / "tests/cases/laws/rainwater-inserted-article.txt")
    result = compared(left, right)
    some, every = (comparison_redline(result, show_all=asked, signature=Signature()) for asked in (False, True))

    assert states(some)[0] == states(every)[0] == right.text.strip("\n")
    assert 0 < len(re.findall("<w:(?:ins|del) ", xml(some))) < len(re.findall("<w:(?:ins|del) ", xml(every)))
    assert "第五条" in states(some)[1] and "<w:delText" in xml(some)


def test_a_moved_article_is_a_move_with_one_name() -> None:
    """Word pairs the two places; nothing of it is shown as new."""
    left, right = law(ROOT / "tests/cases/laws/kindergartens-items-and-moves.txt")
    text = xml(comparison_redline(compared(left, right), show_all=False, signature=Signature()))

    names = [re.findall(rf'<w:move{way}RangeStart [^>]*w:name="(\w+)"', text) for way in ("From", "To")]
    assert names[0] == names[1] and len(names[0]) == 1
    moved = "".join(re.findall("<w:t[^>]*>([^<]*)", "".join(re.findall("<w:moveTo .*?</w:moveTo>", text))))
    assert "任何单位和个人不得改变配套幼儿园的用途" in moved


def test_changes_are_signed_numbered_and_explained() -> None:
    """Author and date as given, each number once, a comment with kind, direction and reason; no date of the clock."""
    left, right = document("第一条 应当报告。\n第二条 增长6%。\n"), document("第一条 可以报告。\n第二条 增长7%。\n")
    result = compared(left, right)
    redline = comparison_redline(result, show_all=False, signature=Signature("张三", "2026-01-31T00:00:00Z"))
    text, comments = xml(redline), xml(redline, "word/comments.xml")

    assert set(re.findall('w:author="([^"]+)"', text + comments)) == {"张三"}
    assert set(re.findall('w:date="([^"]+)"', text + comments)) == {"2026-01-31T00:00:00Z"}
    numbers = re.findall('<w:(?:ins|del) w:id="(\\d+)"', text)
    assert len(numbers) == len(set(numbers)) == 4
    assert "commitment weaker on the right" in comments and ">number<" in comments
    plain = comparison_redline(result, show_all=False, signature=Signature())
    assert "w:date" not in xml(plain) + xml(plain, "word/comments.xml")
    assert plain == comparison_redline(result, show_all=False, signature=Signature())


def test_a_plan_and_one_made_from_it_have_no_redline() -> None:
    """They have no common order: one line says so, and what to do."""
    result = compare(document("推进产业发展。\n完善体系。"), document("完善体系。\n促进就业。"), Relation.DERIVATION)
    with pytest.raises(UsageError, match="a redline needs two versions of one text"):
        comparison_redline(result, show_all=False, signature=Signature())


ARTICLES = {
    "第一条": " 每周开放三日。",
    "第二条": " 应当登记。",
    "第三条": " 予以公示。",
    "第四条": " 自公布起施行。",
}


def _word(tmp_path: Path, name: str, lines: list[tuple[str, str]]) -> Document:
    """Write and read a Word document: each line begins with bold words, in a style of its own."""
    paper = docx.Document()
    paper.styles.add_style("条文", WD_STYLE_TYPE.PARAGRAPH)
    for head, text in lines:
        paragraph = paper.add_paragraph(style="条文")
        paragraph.add_run(head).bold = True
        paragraph.add_run(text)
    paper.save(str(tmp_path / name))
    return read(str(tmp_path / name))


EDITS = {
    "words": [("第一条", " 每周开放五日。"), ("第二条", " 应当备案登记。")],
    "a paragraph gone": [("第一条", " 每周开放三日。"), ("第三条", " 予以公示。"), ("第四条", " 自公布起施行。")],
    "two paragraphs gone": [("第一条", " 每周开放三日。"), ("第四条", " 自公布起施行。")],
    "a paragraph new": [*ARTICLES.items(), ("新增", "一条。")],
    "a paragraph new inside": [("第一条", " 每周开放三日。"), ("新增", "一条。"), *[*ARTICLES.items()][1:]],
    "the end of a line": [("第一条", " 每周开放三日"), *[*ARTICLES.items()][1:]],
}


@pytest.mark.parametrize("name", EDITS)
def test_the_right_document_keeps_its_looks(tmp_path: Path, name: str) -> None:
    """The redline is the right file with tracked changes: runs, styles and parts are those it had."""
    left, right = _word(tmp_path, "a.docx", [*ARTICLES.items()]), _word(tmp_path, "b.docx", EDITS[name])
    redline = comparison_redline(compared(left, right), show_all=True, signature=Signature())

    assert states(redline) == (right.text.strip("\n"), left.text.strip("\n"))
    assert "<w:b/>" in xml(redline) and "条文" in xml(redline, "word/styles.xml")


def test_random_edits_of_a_word_document_read_back(tmp_path: Path) -> None:
    """Lines gone, new, moved and reworded anywhere: in place or on a plain page, both texts come back."""
    chance = random.Random(7)
    lines = [(f"第{n}条", f" 事项{n}由市政府在{n}日内完成。") for n in "一二三四五六七八"]
    left = _word(tmp_path, "a.docx", lines)
    for n in range(8):
        kept = [line for line in lines if chance.random() < 0.8]
        changed = [(head, text.replace("市", "县") if chance.random() < 0.3 else text) for head, text in kept]
        if n % 3 == 0:
            chance.shuffle(changed)
        changed.insert(chance.randrange(len(changed) + 1), ("新的", "一条，鼓励创新。"))
        right = _word(tmp_path, "b.docx", changed)
        redline = comparison_redline(compared(left, right), show_all=True, signature=Signature())
        assert states(redline) == (right.text.strip("\n"), left.text.strip("\n"))


def test_a_document_changed_since_it_was_read_is_not_written_into(tmp_path: Path) -> None:
    """Then a plain page takes the changes; the texts are those that were compared."""
    left, right = _word(tmp_path, "a.docx", [*ARTICLES.items()]), _word(tmp_path, "b.docx", EDITS["words"])
    (tmp_path / "b.docx").write_bytes(b"PK gone")
    redline = comparison_redline(compared(left, right), show_all=True, signature=Signature())

    assert states(redline) == (right.text.strip("\n"), left.text.strip("\n"))


def test_lines_hold_their_own_ends() -> None:
    """A paragraph that is new between two others is one tracked paragraph, not the tail of the one before it."""
    result = compared(
        document("第一条 甲乙。\n第三条 丙丁。"), document("第一条 甲乙。\n第二条 戊己庚。\n第三条 丙丁。")
    )
    lines = [*paragraphs_of(slid(pieces_of(result, show_all=True)))]

    assert [line.track for line in lines] == [Track.STAYS, Track.NEW, Track.STAYS]
    assert [{piece.track for piece in line.pieces} for line in lines] == [{Track.STAYS}, {Track.NEW}, {Track.STAYS}]


def test_the_command_line_writes_a_redline(plandiff: Run, tmp_path: Path) -> None:
    """``-f redline -o x.docx`` with a date; another ending is refused."""
    (tmp_path / "a.txt").write_text("第一条 每周三日。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("第一条 每周五日。\n", encoding="utf-8")

    done = plandiff("compare", "a.txt", "b.txt", "-f", "redline", "-o", "x.docx", "--all", "--date", "2026-01-31")
    assert done.returncode == 1
    assert states((tmp_path / "x.docx").read_bytes()) == ("第一条 每周五日。", "第一条 每周三日。")
    assert 'w:date="2026-01-31T00:00:00Z"' in xml((tmp_path / "x.docx").read_bytes())
    assert plandiff("compare", "a.txt", "b.txt", "-f", "redline", "-o", "x.xlsx").returncode == 2


_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _made(tmp_path: Path, name: str, body: str, **parts: str) -> Document:
    """Write and read a Word document of a few lines of XML."""
    kinds = {"document.main": "document", **{kind: kind for kind in parts}}
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for kind, part in kinds.items()
    )
    content = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{types}</Types>"
    )
    data = office_files.docx(body + "<w:sectPr/>", more={"[Content_Types].xml": content}, **parts)
    (tmp_path / name).write_bytes(data)
    return read(str(tmp_path / name))


def _table(*rows: tuple[str, ...]) -> str:
    cells = (office_files.row(*(office_files.cell(office_files.p(text)) for text in cells)) for cells in rows)
    return office_files.table(*cells)


_ROWS = [
    ("指标", "目标", "部门"),
    ("产值", "增长6%", "工信局"),
    ("投资", "增长5%", "发改委"),
    ("就业", "1万人", "人社局"),
]
TABLES = {
    "a cell changed": [*_ROWS[:1], ("产值", "增长7%", "工信局"), *_ROWS[2:]],
    "a cell emptied": [*_ROWS[:1], ("产值", "", "工信局"), *_ROWS[2:]],
    "a row new": [*_ROWS[:2], ("出口", "增长3%", "商务局"), *_ROWS[2:]],
    "a row gone": [*_ROWS[:1], *_ROWS[2:]],
    "the first row gone": _ROWS[1:],
    "the last row gone": _ROWS[:-1],
    "a row moved": [_ROWS[0], _ROWS[3], _ROWS[1], _ROWS[2]],
    "a column new": [(*row, "备注") for row in _ROWS],
    "all rows gone": [],
}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_rows_of_a_table_are_tracked_in_the_table(tmp_path: Path, name: str, back: bool) -> None:
    """A changed cell is a change in the cell; a row that is new or gone is one of the table; nothing is told aside."""
    around = [office_files.p("第一条 下列目标应当完成。"), office_files.p("第二条 本办法自公布之日起施行。")]
    pages = (around[0] + (_table(*rows) if rows else "") + around[1] for rows in (_ROWS, TABLES[name]))
    left, right = (_made(tmp_path, f"{n}.docx", page) for n, page in enumerate(pages))
    if back:
        left, right = right, left
    told: list[str] = []
    result = compared(left, right)
    redline = comparison_redline(result, show_all=True, signature=Signature(), tell=told.append)

    assert not told
    assert states(redline) == (right.text.strip("\n"), left.text.strip("\n"))
    rows = re.findall(r"<w:trPr>\s*<w:(ins|del) ", xml(redline))
    in_cells = name.startswith("a cell")
    assert not rows if in_cells else rows
    if name == "a row new":
        assert rows == ["del" if back else "ins"]


def test_a_plain_page_has_real_tables() -> None:
    """Where both are no Word documents, rows are rows all the same, and lines with tabs are lines."""
    page = "<html><body><p>下列目标应当完成，由有关部门负责。</p><table>{}</table><p>应当遵守本办法。</p></body></html>"
    rows = ["<tr><td>产值</td><td>增长6%</td></tr>", "<tr><td>就业</td><td>1万人</td></tr>"]
    left, right = (
        read_bytes(page.format("".join(kept)).encode(), name)
        for name, kept in (("a.html", rows), ("b.html", [rows[0].replace("6", "7")]))
    )
    redline = comparison_redline(compared(left, right), show_all=True, signature=Signature())

    assert states(redline) == (right.text.strip("\n"), left.text.strip("\n"))
    assert xml(redline).count("<w:tbl>") == 1 and xml(redline).count("<w:tr>") == 2
    assert len(re.findall(r"<w:trPr>\s*<w:del ", xml(redline))) == 1
    tabbed = comparison_redline(
        compared(document("甲\t乙五年。"), document("甲\t乙三年。")), show_all=True, signature=Signature()
    )
    assert "<w:tbl>" not in xml(tabbed)


_LIST = office_files.numbering(office_files.level(0, "chineseCounting", "第%1条"))
_ITEMS = ["每周开放三日，由市政府公布。", "应当登记，不得收取费用。", "予以公示，并接受监督。", "自公布之日起施行。"]
LISTS = {
    "an article new": [*_ITEMS[:2], "鼓励社会力量参与建设和运营。", *_ITEMS[2:]],
    "an article gone": [_ITEMS[0], *_ITEMS[2:]],
    "the last gone": _ITEMS[:-1],
    "words changed": [_ITEMS[0].replace("三", "五"), *_ITEMS[1:]],
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("typed", [False, True], ids=["computed on both sides", "typed on the left"])
@pytest.mark.parametrize("show_all", [False, True], ids=["substance", "all"])
def test_computed_numbers_follow_by_themselves(tmp_path: Path, name: str, typed: bool, show_all: bool) -> None:
    """A number is no text of the file: it is right again once the articles before it are accepted or rejected."""
    pages = ["".join(map(office_files.listed, items)) for items in (_ITEMS, LISTS[name])]
    left = _made(tmp_path, "a.docx", pages[0], numbering=_LIST)
    right = _made(tmp_path, "b.docx", pages[1], numbering=_LIST)
    if typed:
        left = document(left.text)
    told: list[str] = []
    redline = comparison_redline(compared(left, right), show_all=show_all, signature=Signature(), tell=told.append)

    assert not told and "第一条" in right.text
    assert states(redline) == (right.text.strip("\n"), left.text.strip("\n"))
    assert not re.search("<w:(t|delText)[^>]*>第", xml(redline))


def _noted(tmp_path: Path, name: str, note: str) -> Document:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = office_files.p("第一条 幼儿园", reference, "每周开放三日。")
    inside = f'<w:footnote w:id="2">{office_files.p("<w:r><w:footnoteRef/></w:r>", " " + note)}</w:footnote>'
    return _made(tmp_path, name, body, footnotes=inside)


def test_the_text_of_a_note_is_tracked_in_the_note(tmp_path: Path) -> None:
    """Words of a note change where they stand; its mark is computed and stays."""
    left = _noted(tmp_path, "a.docx", "指公办幼儿园和普惠性幼儿园。")
    right = _noted(tmp_path, "b.docx", "指公办幼儿园。")
    told: list[str] = []
    redline = comparison_redline(compared(left, right), show_all=True, signature=Signature(), tell=told.append)

    assert not told and states(redline) == (right.text, left.text)
    assert "和普惠性幼儿园" in "".join(re.findall("<w:delText[^>]*>([^<]*)", xml(redline, "word/footnotes.xml")))


def test_what_has_no_place_in_the_word_document_is_said(tmp_path: Path) -> None:
    """A document that has tracked changes of others takes no more: a plain page does, and one line says so."""
    own = '<w:ins w:id="1" w:author="x"><w:r><w:t>每周开放五日。</w:t></w:r></w:ins>'
    left, right = document("第一条 每周开放三日。"), _made(tmp_path, "b.docx", office_files.p("第一条 ", own))
    told: list[str] = []
    redline = comparison_redline(compared(left, right), show_all=True, signature=Signature(), tell=told.append)

    assert states(redline) == ("第一条 每周开放五日。", "第一条 每周开放三日。")
    assert [words for words in told if "plain page" in words] == told != []
