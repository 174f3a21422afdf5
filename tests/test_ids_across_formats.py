"""A document keeps the ids of its changes when it comes in another format: as Word, a web page, a printing, whatever.

One plan with numbered chapters, articles, a list and a table is written in every format as that format's programs write
it: numbers are computed by Word, OpenDocument and web pages, lines wrap and pages are numbered in PDF and OFD.
"""

from collections.abc import Iterator
from functools import cache

import opencc
import pytest
from conftest import document
from ofd_files import ofd, rule
from ofd_files import page as ofd_page
from ofd_files import text as ofd_text
from office_files import docx, level, listed, numbering, odt, p, row, rtf, table
from pdf_files import PdfPage, grid, pdf

from plandiff.comparison import compare
from plandiff.judging.change import Weight
from plandiff.judging.result import Comparison
from plandiff.outline.cleaning import clean
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, DocumentKind

CHAPTER, ARTICLE, TEXT, ITEM, ROW = range(5)
PLAN: tuple[tuple[int, str], ...] = (
    (TEXT, "江南省新型工业化规划"),
    (CHAPTER, "总则"),
    (
        ARTICLE,
        "为了推动制造业高质量发展，加快建设现代化产业体系，到2025年规模以上工业增加值年均增长6%以上，制定本规划。",
    ),
    (ARTICLE, "县级以上地方各级人民政府应当建立健全工作机制，及时协调解决企业开办、用地、用能等方面的问题。"),
    (TEXT, "省人民政府工业和信息化主管部门负责本规划的组织实施和监督检查工作。"),
    (CHAPTER, "重点任务"),
    (ARTICLE, "各地应当完成下列任务："),
    (ITEM, "培育先进制造业集群，支持企业建设研究开发机构；"),
    (ITEM, "改造提升传统产业，淘汰落后产能；"),
    (ITEM, "推进绿色制造，单位增加值能耗下降13.5%。"),
    (ARTICLE, "主要指标按照下表执行。"),
    (ROW, "指标|单位|目标|属性"),
    (ROW, "研究与试验发展经费投入强度|%|3.2|约束性"),
    (ROW, "高技术制造业增加值占比|%|28|预期性"),
    (ARTICLE, "本规划自公布之日起施行，有效期五年，由省人民政府办公厅负责解释。"),
)
NUMERALS = "一二三四五六七八九"
AMENDED = (
    ("6%以上", "6.5%左右"),
    ("应当建立健全", "可以探索建立"),
    ("改造提升传统产业，淘汰落后产能；", "改造提升传统产业；"),
    ("3.2", "3.5"),
    ("预期性", "约束性"),
    ("省人民政府工业和信息化主管部门负责本规划的组织实施和监督检查工作。\n", ""),
)


def numbered() -> Iterator[tuple[int, str]]:
    """Yield the blocks of the plan with their numbers written out."""
    counts = {CHAPTER: 0, ARTICLE: 0, ITEM: 0}
    for kind, words in PLAN:
        counts |= {kind: counts[kind] + 1} if kind in counts else {}
        mark = {CHAPTER: "第{}章　", ARTICLE: "第{}条　", ITEM: "{}. "}.get(kind, "")
        yield kind, mark.format(counts.get(kind, 0) if kind == ITEM else NUMERALS[counts.get(kind, 1) - 1]) + words


def plain() -> str:
    """Return the plan as text."""
    return "".join(words.replace("|", "\t") + "\n" for _, words in numbered())


def as_docx() -> bytes:
    """Return the plan as Word writes it, all numbers its own."""
    levels = [level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条"), level(2, "decimal", "%3.")]
    levels[1] = levels[1].replace("<w:lvlText", '<w:lvlRestart w:val="0"/><w:lvlText')
    blocks = []
    for kind, words in PLAN:
        if kind == ROW:
            blocks.append(row(*words.split("|")))
        else:
            blocks.append(p(words) if kind == TEXT else listed(words, level={CHAPTER: 0, ARTICLE: 1, ITEM: 2}[kind]))
    return docx(_tables(blocks, "<w:tr>", table), numbering=numbering(*levels))


def _tables(blocks: list[str], opening: str, wrapped: object) -> str:
    """Return the blocks with their rows in a table."""
    rows = [block for block in blocks if block.startswith(opening)]
    first = blocks.index(rows[0])
    return "".join([*blocks[:first], wrapped(*rows), *blocks[first + len(rows) :]])  # type: ignore[operator]


def as_odt() -> bytes:
    """Return the plan as an OpenDocument text: chapters and articles written out, the list numbered by its style."""
    style = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
        'style:num-suffix="."/></text:list-style>'
    )
    blocks = []
    for kind, words in numbered():
        if kind == ROW:
            cells = "".join(
                f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in words.split("|")
            )
            blocks.append(f"<table:table-row>{cells}</table:table-row>")
        elif kind == ITEM:
            item = f"<text:list-item><text:p>{words[3:]}</text:p></text:list-item>"
            goes_on = "" if words.startswith("1") else 'text:continue-numbering="true"'
            blocks.append(f'<text:list text:style-name="L" {goes_on}>{item}</text:list>')
        else:
            blocks.append(f"<text:h>{words}</text:h>" if kind == CHAPTER else f"<text:p>{words}</text:p>")
    rows = _tables(blocks, "<table:table-row>", lambda *rows: f"<table:table>{''.join(rows)}</table:table>")
    return odt(rows, style)


def as_rtf() -> bytes:
    """Return the plan as a rich text; its programs write numbers out, in a group of their own."""
    written = ""
    for kind, words in numbered():
        if kind == ROW:
            cells = words.split("|")
            edges = "".join(rf"\cellx{900 * n}" for n in range(1, len(cells) + 1))
            written += rf"\trowd{edges}\intbl " + "".join(rf"{cell}\cell " for cell in cells) + r"\row "
        elif kind == ITEM:
            written += rf"{{\listtext {words[:2]}\tab}}{words[3:]}\par "
        else:
            written += rf"\pard {words}\par "
    return rtf(written)


def as_html() -> bytes:
    """Return the plan as a page of its own, its list numbered by the browser."""
    blocks = []
    for kind, words in numbered():
        cells = "".join(f"<td>{cell}</td>" for cell in words.split("|"))
        tag = {CHAPTER: "h2", ROW: "tr", ITEM: "li"}.get(kind, "p")
        blocks.append(f"<{tag}>{cells if kind == ROW else words[3:] if kind == ITEM else words}</{tag}>")
    body = _tables(blocks, "<tr>", lambda *rows: f"<table>{''.join(rows)}</table>")
    first, last = body.index("<li>"), body.rindex("</li>") + len("</li>")
    return f"<!DOCTYPE html><html><body>{body[:first]}<ol>{body[first:last]}</ol>{body[last:]}</body></html>".encode()


WIDTH, HEIGHT, SIZE, STEP = 22, 12, 16, 24
"""Characters of a line, lines of a page, points of a character and from line to line."""
COLUMNS = [0, 260, 300, 340, 400]
Line = list[tuple[int, str]]
"""What stands on a line: the distance from the margin in points, and the text there."""


def printed() -> list[list[Line]]:
    """Return the pages of the plan with their numbers; paragraphs wrap, and the table begins a page."""
    pages: list[list[Line]] = [[]]
    for kind, words in numbered():
        if kind == ROW:
            wrapped = [list(zip(COLUMNS, words.split("|"), strict=False))]
        else:
            indent = 0 if kind == CHAPTER or not pages[0] else 2
            wrapped = [[(indent * SIZE, words[: WIDTH - indent])]]
            wrapped += [[(0, words[at : at + WIDTH])] for at in range(WIDTH - indent, len(words), WIDTH)]
        for line in wrapped:
            if len(pages[-1]) == HEIGHT or "指标" in (line[0][1], words[:2]):
                pages.append([])
            pages[-1].append(line)
    return [[*lines, [(200, f"— {number} —")]] for number, lines in enumerate(pages, 1)]


def as_pdf() -> bytes:
    """Return the plan as printed."""
    made = []
    for lines in printed():
        texts = [(60 + x, 740 - STEP * n, SIZE, words) for n, line in enumerate(lines) for x, words in line]
        rows = sum(len(line) > 1 for line in lines)
        rules = grid(56, 736 - STEP * (rows - 1), COLUMNS, [STEP * n for n in range(rows + 1)]) if rows else []
        made.append(PdfPage(texts, rules))
    return pdf(made)


def as_ofd() -> bytes:
    """Return the plan as printed, in millimetres."""
    made = []
    for lines in printed():
        drawn = [
            ofd_text(
                words, x=20 + x / 3, y=20 + STEP / 3 * n, size=SIZE / 3, code=f'DeltaX="g {len(words)} {SIZE / 3}"'
            )
            for n, line in enumerate(lines)
            for x, words in line
        ]
        rows = sum(len(line) > 1 for line in lines)
        lying = range(rows + 1 if rows else 0)
        drawn += [rule(19, 19 + STEP / 3 * n, 160, 19 + STEP / 3 * n) for n in lying]
        drawn += [rule(19 + x / 3, 19, 19 + x / 3, 19 + STEP / 3 * rows) for x in (COLUMNS if rows else [])]
        made.append(ofd_page(*drawn))
    return ofd(*made)


MADE = {
    DocumentKind.DOCX: as_docx,
    DocumentKind.ODT: as_odt,
    DocumentKind.RTF: as_rtf,
    DocumentKind.HTML: as_html,
    DocumentKind.PDF: as_pdf,
    DocumentKind.OFD: as_ofd,
}


def amended() -> Document:
    """Return the plan with amendments of many kinds."""
    text = plain()
    for old, new in AMENDED:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return document(text, "new.txt")


@cache
def traditional() -> Document:
    """Return the plan in the other script, with a wrong character and another figure."""
    text = opencc.OpenCC("s2t").convert(plain())
    return document(text.replace("發展", "髮展", 1).replace("3.2", "3.3"), "hant.txt")


def ids(result: Comparison) -> list[tuple[str, str]]:
    """Return kind and id of all changes but those of layout."""
    return [(change.kind.value, change.id) for change in result.changes if change.kind.weight is not Weight.COSMETIC]


@pytest.mark.parametrize("kind", MADE)
def test_a_plan_has_the_same_clean_text_in_every_format(kind: DocumentKind) -> None:
    """Numbers, lists and cells stand where they do in plain text."""
    found = read_bytes(MADE[kind](), "plan")
    assert found.kind is kind
    assert clean(found).key == clean(document(plain())).key


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize("partner", [amended, traditional])
def test_ids_are_those_of_the_text(kind: DocumentKind, partner: object) -> None:
    """Against either partner and on either side; the file may be named after its format."""
    text, other = document(plain(), "plan.txt"), partner()  # type: ignore[operator]
    found = read_bytes(MADE[kind](), f"plan.{kind}")
    expected = ids(compare(text, other))
    assert len(expected) >= 2
    assert ids(compare(found, other)) == expected
    assert ids(compare(other, found)) == ids(compare(other, text))
