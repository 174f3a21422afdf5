"""What the one door of reading promises: each format is told by its content, and what is not read is named."""

import io
import zipfile

import pytest

from plandiff.errors import ReadingError
from plandiff.reading import read_bytes
from plandiff.reading.document import DocumentKind
from plandiff.reading.extracted import ReadingOptions


def zipped(*names: str) -> bytes:
    """Return an archive of empty members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'<?xml version="1.0"?><a/>', "XML"),
        (zipped("notes.txt"), "ZIP"),
        (b"PK\x03\x04....", "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0" + "WordDocument".encode("utf-16-le"), ".doc"),
        (b"\x1f\x8b\x08\0", "gzip"),
    ],
)
def test_known_kinds_that_are_not_read_are_named_with_what_to_do(data: bytes, kind: str) -> None:
    """Whoever passes a picture or an archive learns what it is, also if an encoding is given."""
    for encoding in (None, "utf-8:replace"):
        with pytest.raises(ReadingError) as caught:
            read_bytes(data, "a.txt", ReadingOptions(encoding))
        assert kind in caught.value.what
        assert caught.value.remedy


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE html>\n<html><body><p>正文</p>".encode("gb18030"),
        '\ufeff<?xml version="1.0"?><!-- 网站 -->\r\n<HTML lang="zh">正文'.encode(),
        "\ufeff<html><p>正文</p></html>".encode("utf-16-le"),
        "<body>正文".encode(),
        '<div class="content">\n<p>第一条</p>\n</div>\n'.encode(),
    ],
)
def test_a_web_page_is_told_by_its_content(data: bytes) -> None:
    """Whole or a part of one, in any encoding, never compared with its tags."""
    document = read_bytes(data, "a.txt")
    assert document.kind is DocumentKind.HTML
    assert document.text in {"正文", "第一条"}


def test_text_is_what_no_format_claims() -> None:
    """Plain text and Markdown come through the same door, with the digest of their bytes."""
    document = read_bytes("# 第一章\n".encode(), "plan.md")
    assert (document.kind, document.text, document.addresses) == (DocumentKind.TEXT, "# 第一章\n", ())


@pytest.mark.parametrize(
    "text",
    [
        "# 规划\n<table><tr><td>居住</td></tr></table>\n",
        "<table><tr><td>居住</td></tr></table>\n\n以上指标为预期性。\n",
        "<!-- 草案 -->\n# 规划\n",
        "<规划>由国务院批准。<p>",
    ],
)
def test_text_with_tags_in_it_is_text(text: str) -> None:
    """Markdown may hold a table or a comment in HTML."""
    document = read_bytes(text.encode(), "a.txt")
    assert (document.kind, document.text) == (DocumentKind.TEXT, text)
