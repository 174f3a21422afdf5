"""Makes small Word, OpenDocument, Excel and rich text files: whole packages around a few paragraphs of XML."""

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def relationships(**targets: str) -> str:
    """Return a part of relationships: kind to target; a target with ``!`` before it lies outside the package."""
    lines = []
    for kind, target in targets.items():
        mode = ' TargetMode="External"' if target.startswith("!") else ""
        lines.append(f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{target.removeprefix("!")}"{mode}/>')
    return f'<Relationships xmlns="{_RELATED}">{"".join(lines)}</Relationships>'


def docx(body: str, *, more: Mapping[str, str | bytes] | None = None, **parts: str) -> bytes:
    """Return a Word document.

    Args:
        body: The XML inside of the body, with the prefix ``w``.
        more: Further members of the archive.
        parts: The XML inside of further parts, by the kind of their relationship: styles, numbering, footnotes, …
    """
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(officeDocument="word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="{W}" {_MORE}><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relationships(**{kind: f"{kind}.xml" for kind in parts}),
    }
    for kind, inside in parts.items():
        members[f"word/{kind}.xml"] = f'<w:{kind} xmlns:w="{W}" {_MORE}>{inside}</w:{kind}>'
    return zipped(members | dict(more or {}))


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """Return a paragraph; what is no XML is text."""
    runs = (part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def listed(text: str, num: int = 1, level: int = 0) -> str:
    """Return a paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def level(n: int, form: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """Return the inside of a numbering part with one abstract list."""
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def table(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """Return a table row; what is no XML is the text of a cell."""
    inside = "".join(part if part.startswith("<") else cell(p(part)) for part in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def cell(*content: str, properties: str = "") -> str:
    """Return a table cell."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, styles: str = "", manifest: str = "") -> bytes:
    """Return an OpenDocument text; ``styles`` are automatic ones."""
    names = " ".join(
        f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
        for prefix, name in (
            *(("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style")),
            ("fo", "xsl-fo-compatible"),
        )
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return file.getvalue()


def rtf(body: str, *, fonts: str = r"{\f0\fcharset0 Times;}{\f1\fcharset134 SimSun;}") -> bytes:
    """Return a rich text; characters beyond ASCII are written as Unicode with a question mark for old programs."""
    written = "".join(char if char < "\x80" else f"\\u{_signed(char)}?" for char in body)
    return (r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl" + fonts + "}" + written + "}").encode("ascii")


def _signed(char: str) -> str:
    codes = char.encode("utf-16-le")
    units = [int.from_bytes(codes[n : n + 2], "little", signed=True) for n in range(0, len(codes), 2)]
    return "?\\u".join(map(str, units))


def xlsx(*sheets: tuple[str, str], strings: str = "", styles: str = "", state: str = "visible") -> bytes:
    """Return a workbook of sheets (name, XML inside of ``sheetData``); ``state`` is that of the last."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relationships(officeDocument="xl/workbook.xml"),
        "xl/sharedStrings.xml": f'<sst xmlns="{S}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
    }
    listed_, related = [], []
    for n, (name, data) in enumerate(sheets, 1):
        shown = state if n == len(sheets) else "visible"
        listed_.append(f'<sheet name="{name}" sheetId="{n}" state="{shown}" r:id="s{n}"/>')
        related.append(f'<Relationship Id="s{n}" Type="{R}/worksheet" Target="sheet{n}.xml"/>')
        members[f"xl/sheet{n}.xml"] = f'<worksheet xmlns="{S}"><sheetData>{data}</sheetData></worksheet>'
    related += [
        f'<Relationship Id="{kind}" Type="{R}/{kind}" Target="{kind}.xml"/>' for kind in ("sharedStrings", "styles")
    ]
    members["xl/workbook.xml"] = f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{"".join(listed_)}</sheets></workbook>'
    members["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_RELATED}">{"".join(related)}</Relationships>'
    return zipped(members)
