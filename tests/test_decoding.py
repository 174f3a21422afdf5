"""What decoding promises: any bytes give a faithful text or one sentence that says what to do."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandiff.errors import ReadingError
from plandiff.reading.decoding import decode
from plandiff.reading.document import Evidence

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
HANS = "第一章　总体要求。坚持以人民为中心，单位GDP能源消耗降低13.5%。\r\n第二章　重点任务\n"
HANT = "第一章　總體要求。堅持以人民為中心，單位GDP能源消耗降低13.5%。\r\n第二章　重點任務\n"
GUESSED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")


def refusal(data: bytes, encoding: str | None = None) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        decode(data, "a.txt", encoding)
    return caught.value


def slices(length: int) -> list[tuple[str, str]]:
    """Return slices of all seeds, each with every encoding it can be written in (Big5 for traditional texts only)."""
    found = []
    for path in SEEDS:
        text = path.read_bytes().decode("utf-8")
        for start in range(0, len(text) - length, max(length, 97)):
            piece = text[start : start + length]
            for encoding in GUESSED:
                if encoding == "big5hkscs" and (".hant." not in path.name or unwritable(piece, encoding)):
                    continue
                if not piece.isascii():
                    found.append((piece, encoding))
    return found


def unwritable(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return True
    return False


# --- Intact texts ---


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"\x84\x31\x95\x33", "gb18030"),
    ],
)
def test_byte_order_mark_decides_and_is_removed(mark: bytes, encoding: str) -> None:
    """Offsets count from the first character after the mark; line ends stay as they are."""
    assert decode(mark + HANS.encode(encoding), "a.txt") == (HANS, encoding, Evidence.BOM)


def test_valid_utf8_is_never_guessed_at() -> None:
    """UTF-8 in any language is UTF-8."""
    for text in (HANS, HANT, "plain ASCII\n", "Общие требования", "𠮷", "a\x1b[31mb 甲乙丙丁"):
        assert decode(text.encode(), "a.txt") == (text, "utf-8", Evidence.UTF_8)


@pytest.mark.parametrize("encoding", GUESSED)
def test_other_encodings_are_guessed(encoding: str) -> None:
    """GB 18030, Big5-HKSCS and UTF-16 without a mark are told apart, in either script where it can be written."""
    for text in (HANS, HANT):
        if not unwritable(text, encoding):
            assert decode(text.encode(encoding), "a.txt") == (text, encoding, Evidence.GUESS)


@pytest.mark.parametrize("length", [20, 100, 1000])
def test_no_guess_is_wrong_from_twenty_characters_on(length: int) -> None:
    """Every slice of every seed, in every encoding it can be written in, reads back."""
    wrong = [(piece, encoding) for piece, encoding in slices(length) if decode(piece.encode(encoding), "a")[0] != piece]
    assert wrong == []


def test_short_slices_are_seldom_guessed_wrong() -> None:
    """Titles are short: at 8 characters less than one slice in a hundred is misread."""
    tried = slices(8)
    wrong = 0
    for piece, encoding in tried:
        try:
            wrong += decode(piece.encode(encoding), "a.txt").text != piece
        except ReadingError:
            wrong += 1
    assert len(tried) > 1000
    assert wrong < len(tried) / 100


def test_big5_is_not_taken_for_gb18030_though_it_decodes_as_such() -> None:
    """A ladder of strict codecs would take the wrong one here."""
    data = "落實生態文明建設戰略部署".encode("big5hkscs")
    data.decode("gb18030")
    assert decode(data, "a.txt").encoding == "big5hkscs"


def test_utf16_of_plain_ascii_is_text() -> None:
    """NUL bytes alone do not make a file binary."""
    assert decode("Annex 1\r\n".encode("utf-16-le"), "a.txt").text == "Annex 1\r\n"


def test_large_file_is_guessed_by_its_first_chinese() -> None:
    """A long ASCII head does not hide the text that follows, whatever its parity."""
    for head in ("#" * 200_000, "#" * 200_001):
        for encoding in GUESSED:
            text = head + HANT * 2000
            if not unwritable(HANT, encoding):
                assert decode(text.encode(encoding), "a.txt") == (text, encoding, Evidence.GUESS)


def test_gb18030_private_use_becomes_the_standard_characters() -> None:
    """The 18 characters of GB 18030-2022 and the ḿ of 2005 arrive as Unicode has them, one code point each."""
    codes = "A6D9 A6DA A6DB A6DC A6DD A6DE A6DF A6EC A6ED A6F3 FE59 FE61 FE66 FE67 FE6D FE7E FE90 FEA0 A8BC"
    expected = "︐︒︑︓︔︕︖︗︘︙\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\u1e3f"
    assert decode(bytes.fromhex(codes), "a.txt", "gb18030").text == expected
    assert decode(HANS.encode("gb18030") + b"\xa6\xd9", "a.txt").text == HANS + "︐"


def test_private_use_of_other_encodings_is_left_alone() -> None:
    """In UTF-8 these code points are somebody's own and stay as written."""
    assert decode("甲\ue78d".encode(), "a.txt").text == "甲\ue78d"


# --- The user names the encoding ---


@pytest.mark.parametrize(
    ("given_name", "written", "reported"),
    [
        ("GBK", "gbk", "gb18030"),
        ("gb2312", "gb2312", "gb18030"),
        ("cp936", "gbk", "gb18030"),
        ("big5", "big5", "big5hkscs"),
        ("Big5-HKSCS", "big5hkscs", "big5hkscs"),
        ("UTF8", "utf-8", "utf-8"),
        ("utf_8", "utf-8-sig", "utf-8"),
        ("utf-8:replace", "utf-8", "utf-8"),
        ("utf-16", "utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be", "utf-16-be"),
        ("utf-16-le", "utf-16-le", "utf-16-le"),
    ],
)
def test_given_encoding_wins(given_name: str, written: str, reported: str) -> None:
    """Common names are understood, the wider encoding is used and reported, a mark is removed."""
    text = "生態文明，重要。" if "big5" in written else "生态文明，重要。"
    assert decode(text.encode(written), "a.txt", given_name) == (text, reported, Evidence.GIVEN)


def test_given_encoding_wins_over_better_evidence() -> None:
    """Even where the bytes are valid UTF-8 or hold a NUL, the user knows best."""
    assert decode("联通".encode("gbk") * 2, "a.txt", "gbk").text == "联通联通"
    assert decode("甲\0乙".encode(), "a.txt", "utf-8").text == "甲\0乙"


@pytest.mark.parametrize("name", ["klingon", "", "latin-1", "rot13", "utf-8:ignore", "\0", "\udc80", "hex"])
def test_unknown_encoding_lists_what_is_accepted(name: str) -> None:
    """A typing mistake is answered with the choices."""
    error = refusal(b"abc", name)
    assert "utf-8, gb18030, big5hkscs" in error.remedy


def test_given_encoding_that_does_not_fit_names_the_byte_and_another() -> None:
    """The message leads to the right encoding."""
    error = refusal(b"ab" + HANS.encode("gb18030"), "utf-8")
    assert error.what == "a.txt is not valid utf-8 at byte offset 2"
    assert "--encoding gb18030," in error.remedy


# --- Damage ---


def test_damaged_utf8_is_not_read_as_gb18030() -> None:
    """One bad byte in UTF-8 is named, with its offset and the way on."""
    data = HANS.encode()
    error = refusal(data[:30] + b"\xff" + data[30:])
    assert error.what == "a.txt looks like utf-8, but is damaged at byte offset 30"
    assert "--encoding utf-8:replace" in error.remedy


@pytest.mark.parametrize(("encoding", "text"), [("gb18030", HANS), ("big5hkscs", HANT), ("utf-8", HANT)])
def test_truncated_text_is_known_for_what_it_is(encoding: str, text: str) -> None:
    """A file cut in the middle of a character is no guessing matter."""
    data = text.rstrip().encode(encoding)[:-1]
    assert refusal(data).what.startswith(f"a.txt looks like {encoding}, but is damaged at byte offset ")


def test_damage_far_into_a_large_file_is_found() -> None:
    """The guess looks at a sample, the decoding at everything."""
    data = (HANS * 3000).encode()
    assert refusal(data + b"\xff").what.endswith(f"looks like utf-8, but is damaged at byte offset {len(data)}")


def test_replacement_is_made_only_on_request() -> None:
    """With ":replace" damage becomes U+FFFD and the rest stays."""
    data = "生态".encode() + b"\xff" + "文明".encode()
    assert decode(data, "a.txt", "utf-8:replace") == ("生态\ufffd文明", "utf-8", Evidence.GIVEN)


# --- What is no text ---


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", "\u3000\n".encode()])
def test_empty_file_is_said_to_be_empty(data: bytes) -> None:
    """A file without a visible character has nothing to compare."""
    assert refusal(data).what == "a.txt is empty"


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x03\0\x3e\0",
        bytes(range(256)) * 4,
        HANS.encode() + b"\0",
        b"\x01\x02\x03\x04 abc",
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    """NUL without UTF-16 around it, or a high share of controls, is no text."""
    assert refusal(data).what == "a.txt is binary, not text"


def test_other_languages_in_old_encodings_are_refused() -> None:
    """Latin-1 and the like are not turned into rare Chinese characters."""
    error = refusal("été déjà où élève façonné".encode("latin-1"))
    assert "UTF-8" in error.remedy


# --- Any bytes ---


@given(st.binary(max_size=200), st.none() | st.sampled_from(["utf-8", "gbk", "big5:replace", "utf-16", "utf-32-le"]))
def test_any_bytes_give_a_text_or_a_reading_error(data: bytes, encoding: str | None) -> None:
    """No traceback, and a text that can always be written as UTF-8 and is not blank."""
    try:
        text = decode(data, "a.txt", encoding).text
    except ReadingError:
        return
    assert text.strip()
    text.encode()


@given(st.text(max_size=30))
def test_any_encoding_name_gives_a_text_or_a_reading_error(name: str) -> None:
    """No name upsets the search for codecs."""
    try:
        text = decode(b"abcd", "a.txt", name).text
    except ReadingError:
        return
    assert text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_reads_back_exactly(text: str) -> None:
    """Decoding changes no character, save for one byte order mark at the start."""
    assert decode(f"{text}。".encode(), "a.txt", "utf-8").text == f"{text}。".removeprefix("\ufeff")
