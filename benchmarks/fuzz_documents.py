"""Makes the documents of ``fuzz_inputs.py``: texts, files of all formats around them, spoilt by who knows them.

Texts are stretches of the seeds after edits that know what a document is made of: lines, headings, numbers, marks,
tags, encodings, control characters; packages and pages are built around them. Bytes are spoilt last.
"""

import io
import random
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests"))

import ofd_files as ofd  # noqa: E402
import office_files as office  # noqa: E402 - it lies beside the tests
import pdf_files  # noqa: E402

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
LAWS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/cases/laws").glob("*.txt"))]
LONGEST = 3000
"""Code points that a document is begun with; half of them have fewer than 200."""

HOSTILE = (
    *("\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\u202e", "\u2066", "\u200b", "\x00", "\x0c", "\ufeff", "\ue000"),
    *("<br>", "</td>", "<!--", "-->", "::error::x", "##vso[x]", "| --- |", "```", "---\n", "[x](javascript:1)"),
    *("第七条之二十一", "第9999999999999条", "附件1", "1" * 400, "甲" * 2000, "?!笆?", "(chǎn)", "«", "《〈", "目录\n"),
    *("\n<<<<<<< a\n", "\n=======\n", "\n>>>>>>> b\n", "\r", "\r\n\r\n", "\u2028", "🀄", "\U000e0041", "-0.1%", "⚠️"),
    *("\n第三条　", "\n（一）", "\n一、", "第一章　总则\n", "\n| 居住 | 0.1 |\n", "\t", "&#27;", "&amp;lt;", "\ud7ff"),
    *("二〇二五年", "百分之五", "三分之二", "5—10公里", "不得", "应当", "二、二十条", "①", "[1]", "\x85", "\u3164"),
    *("ℹ️", "{name}", "%s", "[/b]", "\ufffd", "𠮷", "e\u0301", "\\", "'", '"', "$(x)", "=1+1", "\u2029", "\U0010ffff"),
)
ENCODINGS = (*("utf-8",) * 12, "utf-8-sig", "gb18030", "gb18030", "big5", "utf-16", "utf-16-le")
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# --- Texts ---


def text_of(rng: random.Random) -> str:
    """Return a stretch of a seed or of two versions of a law."""
    text = rng.choice(SEEDS if rng.random() < 0.6 else LAWS)
    at = rng.randrange(len(text))
    return text[at : at + int(LONGEST ** rng.uniform(0.3, 1.0))]


def edited(text: str, rng: random.Random) -> str:
    """Return the text after a few edits."""
    for _ in range(rng.randrange(7)):
        text = _edited_once(text, rng)
    return text[: 3 * LONGEST]


def _edited_once(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    end = min(len(text), at + rng.randrange(1, 200))
    lines = text.splitlines(keepends=True)
    edits: tuple[Callable[[], str], ...] = (
        lambda: text[:at] + rng.choice(HOSTILE) + text[at:],
        lambda: text[:at] + text[end:],
        lambda: text[:at] + text[at:end] * rng.randrange(2, 9) + text[end:],
        lambda: "".join(rng.sample(lines, len(lines))),
        lambda: re.sub("[0-9一二三四五六七八九]", lambda _: rng.choice("0123456789一二三十百"), text, count=20),
        lambda: text[:at] + text_of(rng)[:500] + text[at:],
        lambda: text.replace(rng.choice("，。、；的"), rng.choice(("", "\n", ",", "?", "　"))),
        lambda: text[:at] + chr(rng.choice((rng.randrange(0xD800), rng.randrange(0xE000, 0x110000)))) + text[at:],
    )
    return rng.choice(edits)()


# --- Formats ---


def _plain(text: str, rng: random.Random) -> bytes:
    return text.encode(rng.choice(ENCODINGS), "replace")


def _xml_lines(text: str) -> list[str]:
    return [escape(line) for line in _NO_XML.sub("", text).splitlines() or [""]]


def _wild(rng: random.Random) -> str:
    return rng.choice(("0", "1", "2", "-1", "99999999999", "x", "", "²", "1e9"))


def _html(text: str, rng: random.Random) -> bytes:
    tags = (*("p", "div", "td", "li", "b", "table"), *("script", "pre", "ruby", "template", "svg", "details", "x:y"))
    parts = [f"<meta charset={rng.choice(ENCODINGS)}>" if rng.random() < 0.3 else ""]
    for line in text.splitlines():
        tag = rng.choice(tags)
        shown = line if rng.random() < 0.2 else escape(line)
        style = f' style="display:none" colspan="{_wild(rng)}"' if rng.random() < 0.1 else ""
        parts.append(f"<{tag}{style}>{shown}" + (f"</{tag}>" if rng.random() < 0.8 else ""))
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>".encode(rng.choice(ENCODINGS[:6]), "replace")


def _docx(text: str, rng: random.Random) -> bytes:
    lines = _xml_lines(text)
    made: list[str] = []
    span, symbol = f'<w:gridSpan w:val="{_wild(rng)}"/>', f'<w:r><w:sym w:char="{_wild(rng)}"/></w:r>'
    gone = '<w:del w:id="2"><w:r><w:delText>{}</w:delText></w:r></w:del>'
    levels = [office.level(n, rng.choice(("chineseCounting", "decimal", "x")), f"第%{n + 1}条") for n in range(3)]
    for line in lines:
        forms = (
            lambda line=line: office.p(line),
            lambda line=line: office.listed(line, level=rng.randrange(4)),
            lambda line=line: office.table(
                office.row(line, "乙"), office.row(office.cell(office.p(line), properties=span))
            ),
            lambda line=line: office.p(f'<w:ins w:id="1">{office.run(line)}</w:ins>', gone.format(line)),
            lambda line=line: office.p(line, '<w:r><w:footnoteReference w:id="1"/></w:r>', symbol),
        )
        made.append(rng.choice(forms)() if rng.random() < 0.4 else forms[0]())
    return office.docx(
        "".join(made),
        numbering=office.numbering(*levels),
        footnotes=f'<w:footnote w:id="1">{office.p(lines[0])}</w:footnote>',
    )


def _odt(text: str, rng: random.Random) -> bytes:
    made = (
        f"<text:p>{line}<text:s text:c='{_wild(rng)}'/></text:p>" if rng.random() < 0.8 else
        f"<text:list><text:list-item><text:p>{line}</text:p></text:list-item></text:list>"
        f"<table:table><table:table-row><table:table-cell table:number-columns-repeated='{_wild(rng)}'>"
        f"<text:p>{line}</text:p></table:table-cell></table:table-row></table:table>"
        for line in _xml_lines(text)
    )  # fmt: skip
    return office.odt("".join(made))


def _rtf(text: str, rng: random.Random) -> bytes:
    words = (
        *(r"\par ", r"\cell ", r"\row ", r"\u-1? ", r"\'ff"),
        "{",
        "}",
        r"\bin9 ",
        r"\trowd\cellx9 ",
        r"\u99999999?",
    )
    lines = (line.replace("\\", r"\\") for line in text.splitlines())
    return office.rtf("".join(line + (rng.choice(words) if rng.random() < 0.3 else r"\par ") for line in lines))


def _xlsx(text: str, rng: random.Random) -> bytes:
    lines = _xml_lines(text)
    strings = "".join(f"<si><t>{line}</t></si>" for line in lines)
    rows = "".join(
        f'<row r="{n if rng.random() < 0.9 else _wild(rng)}"><c r="{rng.choice("ABZ")}{n}" t="s"><v>{n - 1}</v></c>'
        f'<c s="{_wild(rng)}"><v>{rng.choice(("1.5", "45000", "-0.1", "1e400", "x"))}</v></c></row>'
        for n in range(1, len(lines) + 1)
    )
    return office.xlsx(("甲", rows), strings=strings)


def _ofd(text: str, rng: random.Random) -> bytes:
    codes = ("", "", "", "", f'DeltaX="g {_wild(rng)} 5"')
    lines = enumerate(_xml_lines(text)[:60])
    drawn = [ofd.text(line, x=rng.uniform(0, 100), y=30 + 8 * n, code=rng.choice(codes)) for n, line in lines]
    return ofd.ofd(ofd.page(*drawn), ofd.page(*drawn[:3]))


def _pdf(text: str, rng: random.Random) -> bytes:
    lines = [line[:40] for line in text.splitlines()]
    turned = rng.choice((0, 0, 90))
    return pdf_files.pdf(pdf_files.page_of(lines[at : at + 28], rotate=turned) for at in (0, 28, 56))


WRITERS: Sequence[tuple[Callable[[str, random.Random], bytes], float]] = (
    *((_plain, 70.0), (_html, 10.0), (_docx, 6.0), (_odt, 4.0), (_rtf, 4.0), (_xlsx, 3.0), (_ofd, 3.0), (_pdf, 0.25)),
)
"""What makes a document of a text, with its weight: a PDF is read by a process of its own, which starts slowly."""


def document(text: str, rng: random.Random) -> bytes:
    """Return a text as a file of some format, perhaps spoilt."""
    writer = rng.choices([writer for writer, _ in WRITERS], [weight for _, weight in WRITERS])[0]
    return damaged(writer(text, rng), rng)


def damaged(data: bytes, rng: random.Random) -> bytes:
    """Return the bytes as they are, or cut, with some exchanged, or a package with its attributes exchanged."""
    if rng.random() < 0.85:
        return data
    if zipfile.is_zipfile(io.BytesIO(data)) and rng.random() < 0.7:
        return _repacked(data, rng)
    spoilt = bytearray(data[rng.randrange(3) : rng.randrange(len(data) + 1)] if rng.random() < 0.5 else data)
    for _ in range(rng.randrange(8)):
        if spoilt:
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def _repacked(data: bytes, rng: random.Random) -> bytes:
    def exchanged(match: re.Match[bytes]) -> bytes:
        return match[0] if b":" in match[1] or rng.random() > 0.1 else b'"' + _wild(rng).encode() + b'"'

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: re.sub(rb'"([^"]*)"', exchanged, archive.read(name)) for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, EOFError):  # spoilt already
        return data
    if rng.random() < 0.2:
        members.pop(rng.choice([*members]))
    return office.zipped(members)
