"""Makes small PDF files: Chinese text at given places, rules, pictures, without any font in the file."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class PdfPage:
    """What is drawn on a page of 600 by 800 points.

    Attributes:
        texts: (x, y, size, text) each.
        boxes: Filled boxes as (x, y, width, height); thin ones are rules.
        frames: Boxes whose outline is drawn.
        path: Operators of further paths.
        picture: Whether a picture covers the page.
        rotate: Degrees by which viewers turn the page.
    """

    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    frames: list[tuple[float, float, float, float]] = field(default_factory=list)
    path: str = ""
    picture: bool = False
    rotate: int = 0


def page_of(lines: Iterable[str], **more: object) -> PdfPage:
    """Return a page of lines from the top."""
    texts = [(60.0, 740.0 - 24 * number, 16.0, line) for number, line in enumerate(lines)]
    return PdfPage(texts, **more)  # type: ignore[arg-type]


def grid(
    left: float, bottom: float, columns: list[float], rows: list[float]
) -> list[tuple[float, float, float, float]]:
    """Return the rules of a table as thin boxes."""
    upright = [(left + x, bottom, 0.5, rows[-1]) for x in columns]
    return upright + [(left, bottom + y, columns[-1], 0.5) for y in rows]


def pdf(pages: Iterable[PdfPage], font_map: str = "UniGB-UCS2-H", password: str | None = None) -> bytes:
    """Return a PDF file of pages, encrypted if a password is given (which may be empty)."""
    objects: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{font_map}/DescendantFonts[4 0 R]>>".encode(),
        4: b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        b"/Supplement 4>>/DW 1000/W[1 95 500 814 907 500]/FontDescriptor 5 0 R>>",
        5: b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
        6: b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\x80\nendstream",
    }
    kids = []
    for number, page in enumerate(pages):
        content = _content(page)
        at = 10 + 2 * number
        kids.append(f"{at} 0 R")
        objects[at] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Rotate {page.rotate}/Contents {at + 1} 0 R"
            "/Resources<</Font<</F 3 0 R>>/XObject<</I 6 0 R>>>>>>"
        ).encode()
        objects[at + 1] = f"<</Length {len(content)}>>stream\n".encode() + content + b"\nendstream"
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    if password is not None:
        objects = _encrypted(objects, password.encode())
    return _file(objects)


_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def _encrypted(objects: dict[int, bytes], password: bytes) -> dict[int, bytes]:
    """Encrypt strings and streams by the first of the standard's methods (40 bits)."""
    owner, rights = bytes(range(32)), b"\xfc\xff\xff\xff"
    key = hashlib.md5((password + _PADDING)[:32] + owner + rights + b"\0").digest()[:5]  # noqa: S324 - as the format asks
    done = {}
    for number, body in objects.items():
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]  # noqa: S324
        hidden = body
        for text in (b"Adobe", b"GB1"):
            hidden = hidden.replace(b"(" + text + b")", b"<" + _rc4(own, text).hex().encode() + b">")
        head, stream, tail = hidden.partition(b">>stream\n")
        done[number] = head + stream + (_rc4(own, tail[: -len(b"\nendstream")]) + b"\nendstream" if stream else b"")
    user = _rc4(key, _PADDING)
    done[9] = f"<</Filter/Standard/V 1/R 2/P -4/O<{owner.hex()}>/U<{user.hex()}>>>".encode()
    return done


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _content(page: PdfPage) -> bytes:
    drawn = [f"{x} {y} {width} {height} re f" for x, y, width, height in page.boxes]
    drawn += [f"{x} {y} {width} {height} re S" for x, y, width, height in page.frames]
    drawn.append(page.path)
    if page.picture:
        drawn.append("q 600 0 0 800 0 0 cm /I Do Q")
    for x, y, size, text in page.texts:
        drawn.append(f"BT /F {size} Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET")
    return "\n".join(drawn).encode()


def _file(objects: dict[int, bytes]) -> bytes:
    file = b"%PDF-1.4\n"
    places = {}
    for number, body in objects.items():
        places[number] = len(file)
        file += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(file)
    file += f"xref\n0 {max(objects) + 1}\n0000000000 65535 f \n".encode()
    for number in range(1, max(objects) + 1):
        kind = "n" if number in places else "f"
        file += f"{places.get(number, 0):010} 00000 {kind} \n".encode()
    encrypt = "/Encrypt 9 0 R/ID[<00><00>]" if 9 in objects else ""
    return file + f"trailer<</Size {max(objects) + 1}/Root 1 0 R{encrypt}>>\nstartxref\n{start}\n%%EOF\n".encode()
