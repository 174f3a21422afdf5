"""What reading promises of files made to harm, and of files harmed: a right text or one line, soon and cheaply."""

import io
import random
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from office_files import cell, docx, level, listed, numbering, odt, p, relationships, row, rtf, run, table, xlsx, zipped

from plandiff.errors import ReadingError
from plandiff.reading import read_bytes
from plandiff.reading.document import DocumentKind
from plandiff.reading.extracted import ReadingOptions, Revisions
from plandiff.reading.notices import NoticeCode, notice

_DOCUMENT = "word/document.xml"


def word(document: str | bytes, **more: str | bytes) -> bytes:
    """Return a Word file whose main part is given byte for byte."""
    return docx("", more={_DOCUMENT: document, **more})


def rooted(target: str) -> bytes:
    """Return a Word file whose main part is said to lie elsewhere."""
    return docx("", more={"_rels/.rels": relationships(officeDocument=target)})


def nested_tables(depth: int) -> str:
    body = p("甲")
    for _ in range(depth):
        body = table(row(cell(body), cell(p())))
    return body


def bomb(size: int) -> bytes:
    return word(b"<w>" + b" " * size + b"</w>")


def with_entities(definition: str, use: str) -> bytes:
    return word(f'<!DOCTYPE w [{definition}]><w:document xmlns:w="x"><w:body>{use}</w:body></w:document>')


_LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

ATTACKS = {
    "a part that unpacks to 100 MB": lambda: bomb(100_000_000),
    "many parts": lambda: zipped({_DOCUMENT: "<w/>"} | {f"word/{n}.xml": b"" for n in range(2_500)}),
    "70,000 parts": lambda: many_entries(70_000),
    "billion laughs": lambda: with_entities(_LAUGHS, "&i;"),
    "external entity": lambda: with_entities('<!ENTITY x SYSTEM "file:///etc/passwd">', "甲&x;乙"),
    "a type in UTF-16": lambda: word('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE w><w/>'.encode("utf-16")),
    "depth": lambda: word("<w>" * 3_000 + "</w>" * 3_000),
    "millions of tags": lambda: word(b"<w>" + b"<a/>" * 2_100_000 + b"</w>"),
    "text without end": lambda: docx(p("甲" * 9_000_000) + p("乙" * 9_000_000)),
    "no XML": lambda: word("甲乙丙"),
    "no main part": lambda: zipped({_DOCUMENT: "<w/>"}),
    "a main part outside": lambda: rooted("!http://example.org/a.xml"),
    "a main part above the package": lambda: rooted("../../etc/passwd"),
    "groups": lambda: b"{\\rtf1 " + b"{" * 10_000,
    "codes": lambda: b"{\\rtf1 " + b"\\b" * 1_100_000,
    "notes": lambda: b"{\\rtf1 " + b"{\\footnote a}" * 21_000 + b"}",
    "a spreadsheet bomb": lambda: xlsx(("a", "<row/>" + " " * 40_000_000)),
    "an OpenDocument bomb": lambda: odt("<text:p>甲</text:p>" + " " * 40_000_000),
}


def many_entries(count: int) -> bytes:
    """Return an archive of many empty members, made quickly: one local entry that all names of the directory share."""
    name = b"word/document.xml"
    local = b"PK\3\4" + bytes(22) + len(name).to_bytes(2, "little") + bytes(2) + name
    entry = b"PK\1\2" + bytes(24) + len(name).to_bytes(2, "little") + bytes(16) + name
    directory = entry * count
    end = b"PK\5\6" + bytes(4) + (count % 65_536).to_bytes(2, "little") * 2
    return local + directory + end + len(directory).to_bytes(4, "little") + len(local).to_bytes(4, "little") + bytes(2)


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_answered_in_one_line_and_soon(name: str) -> None:
    """Nothing is resolved, opened or unpacked beyond the limits."""
    data = ATTACKS[name]()
    began = time.process_time()
    with pytest.raises(ReadingError, match=r"^plan\.docx [^\n]*$"):
        read_bytes(data, "plan.docx")
    assert time.process_time() - began < 10  # Two seconds on a machine of its own; this one is shared.


def test_a_bomb_costs_little_memory() -> None:
    """300 MB is what a process may take, Python and all."""
    script = (
        "import resource, sys\nfrom plandiff.reading import read_bytes\nfrom plandiff.errors import ReadingError\n"
        "resource.setrlimit(resource.RLIMIT_AS, (300 << 20, 300 << 20))\n"
        "try:\n    read_bytes(sys.stdin.buffer.read(), 'a')\nexcept ReadingError as error:\n    print(error)\n"
    )
    for name in ("a part that unpacks to 100 MB", "millions of tags", "70,000 parts"):
        done = subprocess.run([sys.executable, "-c", script], input=ATTACKS[name](), capture_output=True, check=False)
        assert done.stdout.startswith(b"a has "), done.stderr.decode()


def test_a_note_that_refers_to_itself_or_is_referred_to_again_is_read_once() -> None:
    """Else it would have no end, and a small file could say a long note a million times."""
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    read = read_bytes(docx(p("甲", *[mark] * 3), footnotes=f'<w:footnote w:id="1">{p("注", mark)}</w:footnote>'), "a")
    assert read.text == "甲[1][1][1]\n[1] 注[1]"


def test_fields_inside_of_each_other_cost_what_they_are() -> None:
    """Thousands that were begun and never ended."""
    signs = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate"))
    began = time.process_time()
    assert len(read_bytes(docx(p(signs * 30_000, *[run("甲")] * 30_000)), "a").text) == 30_000
    assert time.process_time() - began < 5  # It took nine seconds when each word looked at all fields.


def test_nested_tables_are_read_in_time_that_grows_with_their_size() -> None:
    """Sixty of them are a small file; what lies deeper than forty is told."""
    read = read_bytes(docx(nested_tables(39) + nested_tables(45)), "a")
    assert read.text.startswith("甲")
    assert notice(NoticeCode.DEPTH, count=1) in read.notices


def test_hostile_numbers_are_numbers_no_more() -> None:
    """Levels, spans, counts and ids that no list has: no error, no flood."""
    wild = ("-1", "99999999999", "x", "", "²")
    for value in wild:
        part = numbering(level(0, "chineseCounting", "%1、").replace('w:val="1"', f'w:val="{value}"'))
        body = listed("甲") + table(row(cell(p("乙"), properties=f'<w:gridSpan w:val="{value}"/>'), "丙"))
        body += p("丁", properties=f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>')
        body += p(f'<w:r><w:sym w:char="{value}"/></w:r>', "戊")
        assert len(read_bytes(docx(body, numbering=part), "a").text) < 500


def test_a_protected_word_file_is_named() -> None:
    """It is an OLE file that holds an encrypted package."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ReadingError, match="a is protected by a password; save it without one"):
        read_bytes(data, "a")


def test_an_old_word_file_is_named_with_the_command_that_converts_it() -> None:
    """Also one of WPS."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le")
    with pytest.raises(ReadingError, match="run: soffice --headless --convert-to docx"):
        read_bytes(data, "a")


# --- Files harmed ---

_BODY = (
    listed("总则")
    + p("应当", f'<w:ins w:id="1">{run("及时")}</w:ins>', "办理", '<w:r><w:footnoteReference w:id="1"/></w:r>')
    + table(row("甲", "乙"), row(cell(p("宽"), properties='<w:gridSpan w:val="2"/>')))
)
WHOLE = {
    DocumentKind.DOCX: docx(
        _BODY,
        numbering=numbering(level(0, "chineseCounting", "第%1条")),
        footnotes=f'<w:footnote w:id="1">{p("注")}</w:footnote>',
    ),
    DocumentKind.ODT: odt(
        "<text:p>甲<text:s text:c='3'/>乙</text:p><table:table><table:table-row><table:table-cell>"
        "<text:p>丙</text:p></table:table-cell></table:table-row></table:table>"
    ),
    DocumentKind.RTF: rtf(
        r"{\listtext 第一条\tab}总则\par\trowd\cellx9\cellx99\intbl 甲\cell 乙\cell\row\u-10179\u-8704\par "
    ),
    DocumentKind.XLSX: xlsx(
        ("a", '<row r="2"><c r="B2" t="s"><v>0</v></c><c s="0"><v>1.5</v></c></row>'), strings="<si><t>甲</t></si>"
    ),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_harmed_anyhow_gives_a_text_or_one_line(kind: DocumentKind) -> None:
    """Bits flipped, ends cut, and what stands in the XML exchanged: a thousand times, never a traceback."""
    chance = random.Random(kind)
    for _ in range(1_000):
        told = outcome(_harmed(WHOLE[kind], chance), ReadingOptions(revisions=chance.choice([*Revisions])))
        assert told.strip()


def outcome(data: bytes, options: ReadingOptions) -> str:
    """Return the text, or the line that says why there is none; nothing if that takes more than a line."""
    try:
        return read_bytes(data, "a", options).text
    except ReadingError as error:
        return "" if "\n" in str(error) else str(error)


def _harmed(data: bytes, chance: random.Random) -> bytes:
    way = chance.randrange(3 if data.startswith(b"PK") else 2)
    if way == 0:
        return data[: chance.randrange(len(data))]
    if way == 1:
        harmed = bytearray(data)
        for _ in range(chance.choice((1, 3, 20))):
            harmed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(harmed)
    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            members[name] = re.sub(rb'"([^"]*)"', lambda match: _exchanged(match, chance), archive.read(name))
    return zipped(members)


def _exchanged(match: re.Match[bytes], chance: random.Random) -> bytes:
    if chance.random() > 0.1 or b":" in match[1]:
        return match[0]
    return b'"' + chance.choice((b"", b"-1", b"99999999999", b"x", "一".encode(), b"1e9", b"nan")) + b'"'


# --- Kinds ---


def test_a_kind_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    """A name says nothing: a Word file called .txt is a Word file."""
    assert [read_bytes(data, "plan.txt").kind for data in WHOLE.values()] == list(WHOLE)
