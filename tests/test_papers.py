"""The files that people hand on: what each medium holds, that no text does harm in it, that two runs are equal."""

import base64
import hashlib
import io
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from conftest import Run, document
from lxml import etree

from plandiff.choices import Relation
from plandiff.comparison import AlignedComparison, compare
from plandiff.reports.listing import Listing, listing_html
from plandiff.reports.looks import COLUMNS_CM, HEAT, heat
from plandiff.reports.synopsis.options import Options
from plandiff.reports.synopsis.terms import Layout
from plandiff.reports.to_briefing import comparison_markdown
from plandiff.reports.to_html import comparison_html
from plandiff.reports.to_table import comparison_table
from plandiff.reports.workbook import sheet_name, workbook

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENDINGS = (".docx", ".xlsx", ".html", ".md")
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "=1+1",
    "@SUM(A1)",
    "\u202eevil\u202c",
    "\x00\x07\x1b[31m",
    "\ufffe\uffff",
    "http://example.org/x",
    "|~~**x**~~|",
    "]]>&amp;",
)


def versions() -> AlignedComparison:
    """Return two versions that hold hostile text in headings, in what stays, what goes and what is new."""
    bad = "".join(HOSTILE)
    old = f"{bad}办法\n第一章 {bad}\n第一条 市政府负责{bad}登记。\n第二条 ={bad}旧的规定三日。\n第三条 删去{bad}。\n"
    new = old.replace("登记", "备案").replace("三日", "五日").replace(f"删去{bad}", f"增加了{bad}新事项")
    result = compare(document(old, f"{bad}.txt"), document(new, "new.txt"), Relation.REVISION)
    assert isinstance(result, AlignedComparison)
    return result


@pytest.fixture(scope="module")
def hostile() -> AlignedComparison:
    return versions()


@pytest.fixture(scope="module")
def plain() -> AlignedComparison:
    old = "某办法\n第一章 总则\n第一条 每周开放三日。\n第二条 村民查阅档案。村民复制档案应当登记。\n"
    new = "某办法\n第一章 总则\n第一条 每周开放五日。\n第二条 村民查阅档案。\n第三条 村民复制档案应当登记。\n"
    result = compare(document(old), document(new), Relation.REVISION)
    assert isinstance(result, AlignedComparison)
    return result


def table(result: AlignedComparison, ending: str, form: Options | None = None) -> bytes:
    written = comparison_table(result, ending=ending, form=form or Options())
    return written if isinstance(written, bytes) else written.encode("utf-8", "backslashreplace")


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


@pytest.mark.parametrize("ending", ENDINGS)
def test_two_runs_are_equal_to_the_byte(hostile: AlignedComparison, ending: str) -> None:
    """No clock, no chance: not in the text, not in the archive, not in the properties."""
    data = table(hostile, ending)

    assert table(versions(), ending) == data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = members(data)["docProps/core.xml"].decode()
        assert not re.search("202[4-9]-", core)


def test_a_word_table_has_what_real_ones_have(plain: AlignedComparison) -> None:
    """A4 across, four columns of the right widths, a head on every page, Chinese fonts, marks, merged cells."""
    paper = docx.Document(io.BytesIO(table(plain, ".docx")))
    section, (grid,) = paper.sections[0], paper.tables
    xml = grid._tbl

    assert section.page_width is not None and section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    widths = [int(column.get(f"{W}w")) * 2.54 / 1440 for column in xml.iter(f"{W}gridCol")]
    assert [round(width, 1) for width in widths] == list(COLUMNS_CM)
    assert xml.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    assert {font.get(f"{W}eastAsia") for font in xml.iter(f"{W}rFonts")} == {"仿宋", "黑体", "楷体"}
    gone = next(run for run in xml.iter(f"{W}r") if run.find(f"{W}rPr/{W}strike") is not None)
    new = next(run for run in xml.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None)
    assert (gone.findtext(f"{W}t"), gone.find(f"{W}rPr/{W}shd").get(f"{W}fill")) == ("三日", "E0E0E0")
    assert (new.findtext(f"{W}t"), new.find(f"{W}rPr/{W}u").get(f"{W}val")) == ("五日", "single")
    assert [merge.get(f"{W}val") for merge in xml.iter(f"{W}vMerge")] == ["restart"] * 3 + ["continue"] * 3
    bands = [row for row in grid.rows if row._tr.find(f"{W}tc/{W}tcPr/{W}gridSpan") is not None]
    assert [band.cells[0].text for band in bands][-1] == "第一章　总则"


def test_taiwan_underlines_and_strikes_nothing(plain: AlignedComparison) -> None:
    """Both columns are underlined where they differ, in the typeface of the form."""
    xml = members(table(plain, ".docx", Options(Layout.TW)))["word/document.xml"].decode()

    assert "<w:strike/>" not in xml and "<w:b/>" not in xml
    assert xml.count('<w:u w:val="single"/>') == 3
    assert "標楷體" in xml and "仿宋" not in xml


@pytest.mark.parametrize("ending", [".docx", ".xlsx"])
def test_office_files_hold_hostile_text_as_text(hostile: AlignedComparison, ending: str) -> None:
    """Every part is XML; there is no formula and nothing outside; what XML cannot hold is shown by its code."""
    parts = members(table(hostile, ending))
    texts = [data for name, data in parts.items() if name.endswith(("document.xml", "Strings.xml"))]
    shown = "".join("".join(etree.fromstring(data).itertext()) for data in texts)

    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
        assert b'TargetMode="External"' not in data
        if name.startswith("xl/worksheets/sheet"):
            assert not re.search(rb"<f[ >]", data) and b"hyperlink" not in data
    assert "</script><script>alert(1)</script>" in shown and "=1+1" in shown and "{{ 7 * 7 }}" in shown
    assert "␀" in shown and "⟨U+FFFE⟩" in shown and "⟨RLO⟩evil" in shown
    assert not re.search("[\u202a-\u202e\x00-\x08\ud800-\udfff]", shown)


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


@pytest.mark.parametrize("kind", ["table", "report"])
def test_a_page_loads_and_runs_nothing(hostile: AlignedComparison, kind: str) -> None:
    """No script, no address but inside the page, one style sheet that the policy knows by its hash; marks in words."""
    html = table(hostile, ".html").decode() if kind == "table" else comparison_html(hostile, show_all=True)
    page = _Page(html)

    assert not {"script", "img", "link", "iframe", "object", "base", "form"} & set(page.tags)
    assert all(value and value.startswith("#") for name, value in page.attributes if name in ("href", "src"))
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "style"]
    (style,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(value for name, value in page.attributes if name == "content" and value and "default-src" in value)
    assert f"style-src 'sha256-{digest}'" in policy and "default-src 'none'" in policy
    assert html.count("<ins>") == html.count("</ins>") > 0
    assert re.search('<del><span class="mark">〔[^<]+</span>', html)
    assert "{{ 7 * 7 }}" in html
    assert not re.search("[\u202a-\u202e\x00-\x08]", html)


def test_the_report_tells_first_what_counts_and_filters_without_script(plain: AlignedComparison) -> None:
    """Counts, a switch for each kind that the style sheet obeys, both texts, the sections with links to their rows."""
    html = comparison_html(plain, show_all=False)

    assert html.index("substantive change") < html.index('id="f-number"') < html.index('class="synopsis')
    assert "body:has(#f-number:checked) .k-number { display: revert; }" in html
    assert 'class="filtered k-number"' in html
    places = set(re.findall(' id="(r[^"]+)"', html))
    assert set(re.findall('href="#(r[^"]+)"', html)) <= places and len(places) >= 3


def test_markdown_shows_hostile_text_and_no_more(hostile: AlignedComparison) -> None:
    """No tag but our own, no bar that would open a column."""
    for text in (table(hostile, ".md").decode(), comparison_markdown(hostile, summary=False)):
        assert set(re.findall(r"<(\w+)", text)) <= {"del", "ins", "br"}
    rows = [line for line in table(hostile, ".md").decode().splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_a_briefing_fits_on_a_page(plandiff: Run, tmp_path: Path) -> None:
    """Counts, a line for each fate, ten changes with place and both texts, equal ones once; else all follow."""
    old = "".join(f"第{n}条 第{n}项任务由市政府在{at}日内完成。\n" for at, n in enumerate("一二三四五六七八九", 1))
    (tmp_path / "a.txt").write_text(old + "第十条 废止旧规。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(old.replace("日内", "5日内").replace("市政府", "县政府"), encoding="utf-8")
    brief = plandiff("compare", "a.txt", "b.txt", "-f", "markdown", "--summary", "--relation", "revision")
    whole = plandiff("compare", "a.txt", "b.txt", "-o", "x.md", "--relation", "revision")
    text = brief.stdout.decode()

    assert (brief.returncode, whole.returncode) == (1, 1)
    assert "**dropped** (1): 第十条" in text and "**amended** (9): 第一条, 第二条" in text
    assert len(re.findall(r"^\d+\. \*\*", text, re.MULTILINE)) == 10 and text.count("\n") < 60
    (tmp_path / "b.txt").write_text(old.replace("市政府", "县政府"), encoding="utf-8")
    equal = plandiff("compare", "a.txt", "b.txt", "-f", "markdown", "--summary", "--relation", "revision")
    assert "×9" in equal.stdout.decode()
    assert (tmp_path / "x.md").read_text(encoding="utf-8").count("\n- **") > 10


def test_a_workbook_has_the_columns_and_what_filters_them(plain: AlignedComparison) -> None:
    """The head is frozen, the rows can be filtered by what became of them, marks are in the text of the cells."""
    parts = members(table(plain, ".xlsx"))
    sheet, strings = parts["xl/worksheets/sheet1.xml"].decode(), parts["xl/sharedStrings.xml"].decode()

    assert "<autoFilter ref=" in sheet and 'state="frozen"' in sheet and 'orientation="landscape"' in sheet
    assert "修订类型" in strings and "拆分" in strings
    assert re.search("<r><rPr><strike/>.*?<t[^>]*>三日</t></r>", strings)
    assert re.search("<r><rPr><b/><u/>.*?<t[^>]*>五日</t></r>", strings)


@pytest.mark.parametrize(
    ("title", "expected"),
    [("𠮷" * 31, "𠮷" * 15), ("某办法" * 20, ("某办法" * 11)[:31]), ("[1]: 'a'", "1 a"), ("*", "1")],
)
def test_a_title_of_any_characters_names_a_sheet(title: str, expected: str) -> None:
    """A sheet takes 31 code units, of which a character outside the basic plane has two, and no sign of a reference."""
    assert sheet_name(title) == expected
    with workbook(title) as opened:
        opened.book.add_worksheet(sheet_name(title))


def test_a_text_too_long_for_a_cell_goes_on_in_the_next_row() -> None:
    """Nothing is cut: 40,000 characters of one article stand in two cells, the second says that it goes on."""
    long = "".join(chr(0x4E00 + n % 2000) for n in range(40_000))
    result = compare(document("第一条 甲。\n"), document(f"第一条 甲。\n第二条 {long}。\n"), Relation.REVISION)
    strings = members(table(result, ".xlsx"))["xl/sharedStrings.xml"].decode()  # type: ignore[arg-type]
    texts = [
        "".join(re.findall("<t[^>]*>([^<]*)</t>", item)) for item in re.findall("<si>.*?</si>", strings, re.DOTALL)
    ]

    assert max(map(len, texts)) <= 32_767
    assert "".join(text.removeprefix("（续）") for text in texts if len(text) > 1000) == f"第二条 {long}。"


SHARES = [(0.0, 0), (0.001, 1), (0.17, 1), (0.19, 2), (0.89, 5), (0.9, 5), (1.0, 5)]


@pytest.mark.parametrize(("share", "index"), SHARES)
def test_shades_rise_with_shares(share: float, index: int) -> None:
    """Nothing is white, the least share is shaded, nine tenths are the darkest."""
    assert heat(share) == index
    assert heat(share) < len(HEAT)


def test_a_paper_that_somebody_worked_on_is_spared(plandiff: Run, tmp_path: Path) -> None:
    """The same again is fine; another content is refused in one line with exit 2, unless --force says so."""
    (tmp_path / "a.txt").write_text("第一条 每周三日。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("第一条 每周五日。\n", encoding="utf-8")
    arguments = ("compare", "a.txt", "b.txt", "-o", "x.docx")

    assert [plandiff(*arguments).returncode for _ in range(2)] == [1, 1]
    written = (tmp_path / "x.docx").read_bytes()
    refused = plandiff(*arguments, "--title", "甲")
    assert (refused.returncode, refused.stderr.count(b"\n")) == (2, 1) and b"--force" in refused.stderr
    assert (tmp_path / "x.docx").read_bytes() == written
    assert plandiff(*arguments, "--title", "甲", "--force").returncode == 1
    assert (tmp_path / "x.docx").read_bytes() != written
    assert not [*tmp_path.glob(".x*")]


def test_lint_and_check_write_pages(plandiff: Run, tmp_path: Path) -> None:
    """Findings and what waits for a decision, each as one page that runs nothing."""
    (tmp_path / "a.txt").write_text("推进⽣态建设</script>。\n", encoding="utf-8")
    (tmp_path / "plandiff.toml").write_text('documents = ["a.txt"]\n', encoding="utf-8")

    assert plandiff("lint", "a.txt", "-o", "l.html").returncode == 1
    assert plandiff("accept", "--all").returncode in {0, 1, 2}
    assert plandiff("check", "-o", "c.html").returncode in {0, 1}
    for name in ("l.html", "c.html"):
        page = (tmp_path / name).read_text(encoding="utf-8")
        assert "script" not in _Page(page).tags and "default-src" in page
    assert "misread character" in (tmp_path / "l.html").read_text(encoding="utf-8")


def test_who_exports_nothing_loads_no_office_library(tmp_path: Path) -> None:
    """A comparison at the terminal imports neither templates, nor Word, nor workbooks, nor XML."""
    (tmp_path / "a.txt").write_text("第一条 每周三日。\n", encoding="utf-8")
    program = (
        "import sys; sys.argv = ['plandiff', 'compare', 'a.txt', 'a.txt']\n"
        "from plandiff.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'docx', 'lxml', 'xlsxwriter', 'jinja2', 'markupsafe'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr.decode()


def test_on_a_phone_each_cell_of_a_listing_bears_its_head() -> None:
    """Where rows become cards, the heads of the table are gone; the name of the document stands in the cell."""
    page = listing_html("目标", [Listing("目标", ("指标", "北京"), [("产值", "6%")])])
    assert '<td data-head="北京">' in page
