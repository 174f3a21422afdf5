"""What reading a web page promises: the article's text in lines, nothing of the site, and word of what was left out."""

import base64
import quopri

import pytest

from plandiff.errors import ReadingError
from plandiff.reading import read_bytes
from plandiff.reading.document import Document, Unit
from plandiff.reading.extracted import ReadingOptions, Revisions

MENU = "".join(f'<li><a href="/c{n}/">政务公开栏目第{n}</a></li>' for n in range(20))
FOOT = "<div class=foot>主办单位：某市人民政府办公室。版权所有，<a href='/x'>联系我们</a></div>"
SENTENCE = "各级人民政府应当加强对本行政区域内工作的领导，建立健全协调机制。"
ARTICLE = "".join(f"<p>第{n}条　{SENTENCE}</p>" for n in "一二三四五")


def page(html: str | bytes, **options: object) -> Document:
    data = html if isinstance(html, bytes) else html.encode()
    return read_bytes(data, "page.html", ReadingOptions(**options))  # type: ignore[arg-type]


def lines(html: str, **options: object) -> list[str]:
    return page(f"<html><body>{html}</body></html>", **options).text.splitlines()


def notices(found: Document) -> dict[str, dict[str, int | str]]:
    return {notice.code.value: dict(notice.facts) for notice in found.notices}


def site(article: str) -> str:
    return f"<html><head><title>办法-某市政府</title></head><body><ul>{MENU}</ul>{article}{FOOT}</body></html>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>第一条　甲</p><div>乙<br>丙</div>", ["第一条　甲", "乙", "丙"]),
        ("<p>\n  甲乙\n    丙丁，\n 戊 </p>", ["甲乙丙丁，戊"]),
        ("<p>GDP\n growth</p>", ["GDP growth"]),
        ("<p>　　&nbsp;甲<b>乙</b><span>丙</span></p>", ["甲乙丙"]),
        ("甲<script>x()</script><style>p{}</style><!-- 丙 -->乙", ["甲乙"]),
        ("<pre>甲\n乙</pre><p style='white-space: pre-line'>丙\n丁</p>", ["甲", "乙", "丙", "丁"]),
        ("<ol><li>甲<li>乙<ol type=a><li>丙</ol><li value=7>丁</ol>", ["1. 甲", "2. 乙", "a. 丙", "7. 丁"]),
        ("<ol type=I start=4><li>甲<li>乙</ol><ul><li>丙</ul>", ["IV. 甲", "V. 乙", "丙"]),
        ("<ol reversed><li>甲<li>乙</ol><ol style='list-style: none'><li>丙</ol>", ["2. 甲", "1. 乙", "丙"]),
        ("<ol type=A start=27><li>甲</ol>", ["AA. 甲"]),
    ],
)
def test_blocks_are_lines_and_white_space_is_that_of_a_browser(html: str, expected: list[str]) -> None:
    """What stands on a line of its own in the browser is a line, with the number that the browser counts."""
    assert lines(html) == expected


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><th>指标<th>单位<tr><td>森林<br>覆盖率<td><p>百分</p><p>比</p>", ["指标\t单位", "森林覆盖率\t百分比"]),
        ("<tr><td colspan=2>甲<td>乙<tr><td>丙<td>丁<td>戊", ["甲\t\t乙", "丙\t丁\t戊"]),
        ("<tr><td rowspan=2>甲<td>乙<tr><td>丙", ["甲\t乙", "\t丙"]),
        ("<caption>表1</caption><tr><td>甲<td>乙", ["表1", "甲\t乙"]),
        ("<tr><td><p>甲</p><p>乙</p>", ["甲", "乙"]),
        ("<tr><td><table><tr><td>甲<td>乙</table><td>丙", ["甲\t乙", "丙"]),
    ],
)
def test_a_row_is_a_line_of_cells_and_a_table_that_frames_the_page_is_none(table: str, expected: list[str]) -> None:
    """Cells are parted by tabs, those that a merged cell reaches into are empty."""
    assert lines(f"<table>{table}</table>") == expected


def test_a_cell_that_claims_millions_of_columns_is_bounded() -> None:
    """The text stays in proportion to the page."""
    rows = "<tr><td>甲<td>乙" * 50
    assert len("\n".join(lines(f"<table><tr><td colspan=9999999 rowspan=9999999>丙{rows}</table>"))) < 20_000


@pytest.mark.parametrize(
    "box",
    [
        '<div id="UCAP-CONTENT">{}</div>',
        '<div class="a TRS_Editor">{}</div>',
        '<div id="js_content" style="visibility: hidden">{}</div>',
        '<div class="never-seen">{}</div>',
        "<table><tr><td>{}</td></tr></table>",
        "<div><div class=part>{0}</div><div class=part>{0}</div></div>",
    ],
)
def test_the_article_is_told_from_the_site(box: str) -> None:
    """By the names of boxes that government sites use, or else by where the sentences are; all its parts are kept."""
    found = page(site(box.format(ARTICLE)))
    assert found.text.splitlines() == ["办法", *[f"第{n}条　{SENTENCE}" for n in "一二三四五"] * box.count("{")]
    assert notices(found)["site"]["count"] > 100


def test_a_page_without_a_site_is_text_from_end_to_end() -> None:
    """Nothing is dropped from a saved document, however uneven its parts are."""
    found = page(f"<html><body><div>{ARTICLE * 9}</div><div><p>附件：名单</p></div></body></html>")
    assert len(found.text.splitlines()) == 46
    assert found.notices == ()


def test_an_article_that_cannot_be_told_is_said_and_nothing_is_dropped() -> None:
    """Many small texts between links are no article."""
    small = "".join(f'<div><a href="/{n}">链接之一的标题</a><p>第{n}则消息，共两句。</p></div>' for n in range(30))
    found = page(site(small))
    assert "whole-page" in notices(found)
    assert found.text.count("则消息") == 30


def test_a_path_without_links_is_of_the_site() -> None:
    """A saved page may have lost its links."""
    assert lines("<p>办法</p><p>现在位置： 首页 &gt;&gt; 东区新闻</p><p>第一条　略。</p>") == ["办法", "第一条　略。"]


def test_paths_buttons_and_owners_inside_the_box_are_of_the_site() -> None:
    """The links to files stay: they may be a part of the document."""
    box = (
        f'<div id="zoom"><p>您的位置：<a href="/">首页</a> &gt; <a href="/f/">政府文件栏目</a></p>{ARTICLE}'
        '<p><a href="/p/1.docx">附件：任务分工表</a></p><p><a href="/print">打印</a></p><p>ICP备01号</p></div>'
    )
    assert page(site(box)).text.splitlines()[-1] == "附件：任务分工表"
    assert page(site(box)).text.splitlines()[:2] == ["办法", f"第一条　{SENTENCE}"]


def test_a_known_box_around_more_than_the_article_is_narrowed() -> None:
    """Some sites put menus and neighbours into it too."""
    neighbours = "".join(f'<p><a href="/n/{n}">另一则新闻的标题之{n}</a></p>' for n in range(20))
    beside = f'<div class="b">{neighbours}<p>编辑推荐</p></div>'
    box = f'<div id="article_content"><div class="a">{ARTICLE}</div>{beside}</div>'
    assert "另一则新闻" not in page(site(box)).text
    assert page(site(box)).text.endswith(SENTENCE)


def test_what_weighs_nearly_as_much_elsewhere_is_not_taken_for_the_article() -> None:
    """A disclaimer below a short article, and another one at the foot."""
    disclaimer = "本网站对文中陈述、观点判断保持中立，不对所包含内容的准确性、可靠性提供任何保证，仅作参考。"
    parts = (("c", SENTENCE * 3), ("d", (disclaimer * 9)[: len(SENTENCE) * 27 // 10]), ("e", disclaimer + SENTENCE))
    article, *rest = (f"<div><div class={name}><p>{words}</p></div></div>" for name, words in parts)
    disclaimer = "".join(rest)
    text = page(site(article + disclaimer)).text
    assert SENTENCE in text
    assert "保持中立" not in text


@pytest.mark.parametrize(
    ("pager", "pages"),
    [
        ("<p>【1】<a href=2>【2】</a><a href=3>【3】</a></p>", 3),
        ("<p>1 <a href=2>2</a> <a href=2>下一页</a></p>", 2),
        ("<script>createPageHTML(5, 0, 'x');</script>", 5),
        ("<script>createPageHTML(1, 0, 'x');</script>", None),
        ("<p>【1】【2】</p>", None),
    ],
)
def test_the_first_page_of_several_is_said_to_be_one(pager: str, pages: int | None) -> None:
    """The rest of the article is missing, and the pager is no text of it."""
    found = page(site(f'<div id="zoom">{ARTICLE}{pager}</div>'))
    assert notices(found).get("pager") == (None if pages is None else {"count": pages})
    assert (pages is None) or found.text.endswith(SENTENCE)


@pytest.mark.parametrize(
    "hiding",
    ["hidden", 'style="display:none"', 'style="visibility: hidden"', 'style="color:red;FONT-SIZE: 0px;"'],
)
def test_hidden_text_is_left_out_and_counted(hiding: str) -> None:
    """What no reader of the page sees is no text of it."""
    found = page(f"<html><body><p>甲<span {hiding}>不可见</span>乙</p></body></html>")
    assert found.text == "甲乙"
    assert notices(found)["hidden"] == {"count": 3}


def test_readings_frames_and_tracked_changes_are_said() -> None:
    """Ruby keeps the base; of tracked changes the state that is asked for."""
    html = (
        "<html><body><p><ruby>重<rp>(</rp><rt>chóng</rt></ruby>庆<del>原</del><ins>新</ins></p><iframe src=x></iframe>"
    )
    found = page(html)
    assert (found.text, found.kind) == ("重庆新", "html")
    counted = {"readings": 1, "embedded": 1, "revisions-final": 1}
    assert {code: facts["count"] for code, facts in notices(found).items()} == counted
    assert page(html, revisions=Revisions.ORIGINAL).text == "重庆原"


@pytest.mark.parametrize(
    ("label", "encoding", "read_as"),
    [
        ("gb2312", "gb18030", "gb18030"),
        ("gb2312", "utf-8", "utf-8"),
        ("big5", "big5hkscs", "big5hkscs"),
        ("x-unknown", "gb18030", "gb18030"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_the_label_of_an_encoding_is_read_widely_and_not_trusted(label: str, encoding: str, read_as: str) -> None:
    """GB 2312 means GB 18030, and bytes that are UTF-8 are that whatever the page says."""
    text = "朱镕基总理，〇五年" if encoding != "big5hkscs" else "第一條總則，規劃"
    found = page(f'<html><head><meta charset="{label}"></head><body><p>{text}</p>'.encode(encoding))
    assert (found.text, found.encoding) == (text, read_as)


@pytest.mark.parametrize("depth", [300, 2_000])
def test_deep_nesting_is_read(depth: int) -> None:
    """The usual limit of the parser would end in an empty text."""
    assert lines("<div>" * depth + "甲" + "</div>" * depth + "乙") == ["甲", "乙"]


def test_deeper_nesting_is_refused_and_not_cut_in_silence() -> None:
    """Beyond the parser's depth all text would be lost."""
    with pytest.raises(ReadingError, match="nested too deeply"):
        lines("<div>" * 200_000 + "甲")


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><script>甲</script></body></html>", "<html><frameset>"])
def test_a_page_without_text_is_refused(html: str) -> None:
    """Such as one that a script fills, or one of frames."""
    with pytest.raises(ReadingError, match=r"empty|without text"):
        page(html)


def test_addresses_are_paragraphs_and_rows() -> None:
    """A person finds the third paragraph and the second row of a table."""
    found = page("<html><body><p>甲</p><table><tr><td>乙<td>丙<tr><td>丁<td>戊</table><p>己</p></body></html>")
    assert found.place(0) == ((Unit.PARAGRAPH, 1),)
    assert found.place(found.text.index("丁")) == ((Unit.TABLE, 1), (Unit.ROW, 2))
    assert found.place(found.text.index("己")) == ((Unit.PARAGRAPH, 2),)


@pytest.mark.parametrize(
    "html",
    ["<p>" + " " * 300_000 + "甲", "<p>" + "\n " * 200_000 + "甲", "<div>" * 500 + "<a href=x>" + "1" * 50_000 + "甲"],
)
def test_long_runs_take_no_long_time(html: str) -> None:
    """Blanks and digits by the hundred thousand are read in one go each; a test that hangs fails."""
    assert lines(html)[-1].endswith("甲")


def test_a_tag_of_ten_thousand_attributes_is_refused() -> None:
    """The parser would compare each with all others; a picture inside of a tag is long and has few."""
    with pytest.raises(ReadingError, match="attributes"):
        lines(f"<p {' '.join(f'a{n}=1' for n in range(10_000))}>甲</p>")
    assert lines(f'<img src="data:image/png;base64,{"A" * 100_000}=="><p>甲</p>') == ["甲"]


SAVED = """From: <Saved by Blink>
Subject: =?utf-8?Q?=E8=A7=84?=
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="----MultipartBoundary--x----"

{before}------MultipartBoundary--x----
Content-Type: text/html{charset}
Content-Transfer-Encoding: {coding}
Content-Location: https://example.org/a.html

{page}
------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------MultipartBoundary--x------
"""
PAGE = "<!DOCTYPE html><html><body><h1>规划</h1><p>第一条　为了规范规划编制，制定本办法。</p></body></html>"


@pytest.mark.parametrize(
    ("charset", "coding", "page"),
    [
        ("", "quoted-printable", quopri.encodestring(PAGE.encode()).decode()),
        ('; charset="gb2312"', "base64", base64.encodebytes(PAGE.encode("gb18030")).decode()),
        ("", "8bit", PAGE),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_page_saved_with_all_it_needs_is_read(charset: str, coding: str, page: str, line_end: str) -> None:
    """As browsers and Word save it (.mht, .mhtml), whatever its transfer encoding."""
    saved = SAVED.format(before="", charset=charset, coding=coding, page=page).replace("\n", line_end).encode()
    found = read_bytes(saved, "a.mht")
    assert (found.kind, found.text) == ("html", "规划\n第一条　为了规范规划编制，制定本办法。")


def test_a_saved_page_without_its_page_is_refused() -> None:
    """Cut behind its headers, or nothing but pictures."""
    saved = SAVED.format(before="", charset="", coding="8bit", page=PAGE)
    for data in (
        saved.replace("text/html", "text/css", 2),
        saved[: saved.index("\n\n") + 2],
        saved.replace("--x--", "--y--", 1),
    ):
        with pytest.raises(ReadingError, match="saved web page without the page"):
            read_bytes(data.encode(), "a.mht")


def test_a_message_is_told_from_text_about_one() -> None:
    """A text that begins with a label is a text."""
    text = "Content-Type: text/html\nnote: MIME-Version: 1.0 is missing above"
    assert read_bytes(f"发件人：某厅\n{text}".encode(), "a.txt").kind == "text"
