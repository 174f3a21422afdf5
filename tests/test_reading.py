"""What reading promises of documents and files: exact positions, and one sentence for whatever cannot be read."""

import hashlib
import io
import os
import sys
import time
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandiff import reading, writing
from plandiff.errors import InvariantError, ReadingError, UsageError
from plandiff.reading import MAX_BYTES, read
from plandiff.reading.document import Address, Document, Evidence, Position, Unit
from plandiff.writing import write_atomically

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
HANS = "第一章　总体要求。坚持以人民为中心，单位GDP能源消耗降低13.5%。\r\n第二章　重点任务\n"
HANT = "第一章　總體要求。堅持以人民為中心，單位GDP能源消耗降低13.5%。\r\n第二章　重點任務\n"


def document(text: str, *addresses: Address) -> Document:
    return Document("a.txt", text, "utf-8", Evidence.UTF_8, "", addresses)


# --- The document ---


def test_position_counts_lines_and_columns_from_one_in_code_points() -> None:
    r"""Only "\n" ends a line, "\r" belongs to its line, and a character outside the BMP is one column."""
    text = "甲𠮷\r\n乙\r丙\n"
    expected = [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1)]
    assert [document(text).position(offset) for offset in range(len(text) + 1)] == expected


@given(st.text(alphabet="甲乙\n\r\u2028\x85 "))
def test_position_agrees_with_splitting_at_newlines(text: str) -> None:
    r"""Whatever the text, a position leads back to its offset through `text.split("\n")`."""
    lines, shown = text.split("\n"), document(text)
    for offset in range(len(text) + 1):
        line, column = shown.position(offset)
        assert sum(len(before) + 1 for before in lines[: line - 1]) + column - 1 == offset
        assert column <= len(lines[line - 1]) + 1


@pytest.mark.parametrize("offset", [-1, 3])
def test_position_outside_the_text_is_an_error(offset: int) -> None:
    """A wrong offset never yields a plausible line."""
    with pytest.raises(IndexError, match="outside"):
        document("甲乙").position(offset)


def test_place_names_the_place_that_holds_the_offset() -> None:
    """What joins two places, and the end of the text, belong to the place before; plain text has none."""
    first, second = ((Unit.PAGE, 1),), ((Unit.PAGE, 2),)
    paged = document("甲乙\n丙丁", Address(1, 2, first), Address(3, 4, second))
    assert [paged.place(offset) for offset in range(6)] == [None, first, first, second, second, second]
    assert document("甲").place(0) is None


def test_overlapping_addresses_are_a_defect() -> None:
    """A reader of another format that breaks the order is caught at once."""
    with pytest.raises(InvariantError, match="addresses"):
        document("甲乙丙", Address(0, 2, ((Unit.PAGE, 1),)), Address(1, 3, ((Unit.PAGE, 2),)))


# --- Files ---


def test_read_describes_the_file(tmp_path: Path) -> None:
    """Name as given, digest of the bytes, text with its line ends."""
    path = tmp_path / "方案 1.txt"
    data = HANS.encode("gb18030")
    path.write_bytes(data)
    expected = Document(str(path), HANS, "gb18030", Evidence.GUESS, hashlib.sha256(data).hexdigest())
    assert read(str(path)) == expected
    assert expected.position(HANS.index("第二章")) == Position(2, 1)


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name)
def test_seeds_are_read_as_they_are(path: Path) -> None:
    """The documents plandiff is made for."""
    seed = read(str(path))
    assert (seed.text.encode(), seed.encoding) == (path.read_bytes(), "utf-8")


def test_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, so that the encoding is found there too; messages say where they came from."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(HANT.encode("big5hkscs"))))
    piped = read("-")
    assert (piped.name, piped.text, piped.encoding) == ("-", HANT, "big5hkscs")
    with pytest.raises(ReadingError, match=r"^standard input is empty$"):
        read("-")  # All of it was read before.


def test_closed_standard_input_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """`plandiff … <&-` is answered, not crashed on."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ReadingError, match="standard input is closed"):
        read("-")


def test_what_cannot_be_opened_is_said_in_one_sentence(tmp_path: Path) -> None:
    """Missing files, directories and impossible names each have their message."""
    for name, message in (
        (str(tmp_path / "none.txt"), "none.txt does not exist; check"),
        (str(tmp_path), "is a directory; name a file"),
        ("", "a file name is empty; check"),
        ("a\0b", "no possible file name; check"),
        (str(tmp_path / ("长" * 300)), "cannot be read: File name too long"),
    ):
        with pytest.raises(ReadingError, match=message) as caught:
            read(name)
        assert "\n" not in str(caught.value)


def test_permission_denied_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, since root may read everything."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadingError, match=r"a\.txt may not be read; check its permissions"):
        read("a.txt")


def test_limit_is_kept_and_named(tmp_path: Path) -> None:
    """A file of just the limit is read, one byte more is refused with the number."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    assert len(read(str(path), max_bytes=1000).text) == 1000
    with pytest.raises(ReadingError, match="larger than the limit of 999 bytes"):
        read(str(path), max_bytes=999)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_endless_device_hits_the_limit() -> None:
    """Reading stops one byte past the limit."""
    with pytest.raises(ReadingError, match=f"limit of {MAX_BYTES:,} bytes"):
        read("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_waited_for_as_long_as_somebody_has_it_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With nobody at the other end, reading and writing end in one sentence."""
    monkeypatch.setattr(reading, "_PATIENCE", 0.1)
    monkeypatch.setattr(writing, "_PATIENCE", 0.1)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ReadingError, match="nobody writes to the pipe"):
        read(str(pipe))
    with pytest.raises(UsageError, match="cannot write"):
        write_atomically(pipe, b"a")

    def write_late() -> None:
        with pipe.open("wb") as stream:
            time.sleep(0.3)
            stream.write(HANS.encode())

    writer = Thread(target=write_late)
    writer.start()
    assert read(str(pipe)).text == HANS
    writer.join()
    reader = Thread(target=pipe.read_bytes)
    reader.start()
    write_atomically(pipe, b"a")
    reader.join()
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="needs /dev/fd")
def test_pipe_of_a_process_substitution_is_read() -> None:
    """`plandiff compare <(cmd) b.txt` works."""
    reader, writer = os.pipe()
    try:
        os.write(writer, HANS.encode())
        os.close(writer)
        assert read(f"/dev/fd/{reader}").text == HANS
    finally:
        os.close(reader)
