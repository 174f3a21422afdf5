"""Turns the bytes of a text file into text: byte order mark, then strict UTF-8, then a guess; a given name wins.

Nothing is replaced or dropped in silence. Bytes that do not decode are an error that names the first of them, unless
the user asks for "NAME:replace", which puts U+FFFD where bytes are damaged. What is no text is refused.
"""

import codecs
from typing import NamedTuple

from plandiff.errors import ReadingError
from plandiff.language import Message
from plandiff.reading.document import Evidence
from plandiff.reading.guessing import guess

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),  # Before UTF-16, whose mark it begins with.
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_ACCEPTED = ("utf-8", "gb18030", "big5hkscs", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
# By Python's name of the codec. The wider encodings decode all that their subsets do.
_ALIASES = {"utf-8-sig": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}

# Terminal recordings stay below; a document with a few stray controls is read, and lint reports them.
_CONTROL_SHARE = 0.2
_CONTROLS = "".join(chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\v\f\r\x85")

# In UTF-8 the controls below U+0080 are bytes of their own, and the others follow this one: counting bytes is quick.
_CONTROL_BYTES = "".join(char for char in _CONTROLS if char < "\x80").encode("ascii")
_C1_LEAD = b"\xc2"

# GB 18030-2022 moved 18 characters from private use to Unicode proper, as the 2005 edition did with the last one here;
# Python's codec is that of 2000.
_GB18030_PRIVATE_USE = (
    "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864\ue7c7"
)
_GB18030_STANDARD = (
    "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u9fb4\u9fb5\u9fb6\u9fb7\u9fb8\u9fb9\u9fba\u9fbb\u1e3f"
)


class Decoded(NamedTuple):
    """A text (no newline translation, byte order mark removed), its encoding, and how that became known."""

    text: str
    encoding: str
    evidence: Evidence


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode the bytes of one text file.

    Args:
        data: All bytes of the file.
        name: What messages call the file.
        encoding: The encoding if the user named one, which then wins over all evidence; "NAME:replace" puts U+FFFD
            where bytes are damaged. GBK and GB 2312 are read as GB 18030, Big5 as Big5-HKSCS, "utf-16" by its byte
            order mark or else by the more usual text.

    Raises:
        ReadingError: The bytes are no text, hold nothing but white space, or do not decode; or the encoding is unknown.
    """
    if encoding is not None:
        decoded = _decode_as_given(data, name, encoding)
    else:
        decoded = _decode_by_mark(data, name) or _decode_utf8(data) or _decode_by_guess(data, name)
        if decoded.evidence is not Evidence.UTF_8 and _is_binary(decoded.text):
            raise _not_text(name)
    if not decoded.text.strip():
        raise ReadingError("{name} is empty", name=name)
    return decoded


def _decode_as_given(data: bytes, name: str, given: str) -> Decoded:
    encoding, replace = _canonical(given)
    if encoding == "utf-16":
        marked = next((found for mark, found in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
        encoding = marked if marked.startswith("utf-16") else guess(data, ("utf-16-le", "utf-16-be")).encoding
    try:
        return Decoded(_text(data, encoding, "replace" if replace else "strict"), encoding, Evidence.GIVEN)
    except UnicodeDecodeError as error:
        other, likely = guess(data)
        remedy: Message = "give --encoding {encoding}:replace to mark the damage and go on"
        if likely and other != encoding:
            remedy = "try --encoding {other}, or give --encoding {encoding}:replace to mark the damage and go on"
        raise ReadingError(
            "{name} is not valid {encoding} at byte offset {offset}",
            remedy,
            name=name,
            encoding=encoding,
            offset=error.start,
            other=other,
        ) from error


def _canonical(given: str) -> tuple[str, bool]:
    """Return the canonical name of an encoding and whether it asks for replacement of damaged bytes."""
    name, _, handling = given.partition(":")
    try:
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):  # ValueError: a name that holds NUL or lone surrogates.
        encoding = ""
    encoding = _ALIASES.get(encoding, encoding)
    if encoding not in _ACCEPTED or handling not in {"", "replace"}:
        raise ReadingError(
            "{given} is no encoding plandiff reads",
            "give one of {known} (gbk and big5 will do too), with :replace after it for damaged files",
            given=given,
            known=", ".join(_ACCEPTED),
        )
    return encoding, handling == "replace"


def _decode_by_mark(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_text_or_damage(data, name, encoding), encoding, Evidence.BOM)
    return None


def _decode_utf8(data: bytes) -> Decoded | None:
    """Return valid UTF-8 that is text: UTF-16 without a mark may be valid by chance, but then as control characters."""
    try:
        text = _text(data, "utf-8")
    except UnicodeDecodeError:
        return None
    suspicious = len(data) - len(data.translate(None, _CONTROL_BYTES)) + data.count(_C1_LEAD)
    if suspicious and (b"\0" in data or suspicious > _CONTROL_SHARE * len(text)) and _is_binary(text):
        return None
    return Decoded(text, "utf-8", Evidence.UTF_8)


def _decode_by_guess(data: bytes, name: str) -> Decoded:
    encoding, likely = guess(data)
    if likely:
        return Decoded(_text_or_damage(data, name, encoding), encoding, Evidence.GUESS)
    if _is_binary(data.decode("ascii", "ignore")):
        raise _not_text(name)
    raise ReadingError(
        "{name} is not Chinese text in an encoding that can be told from its bytes",
        "save it as UTF-8, or name its encoding with --encoding",
        name=name,
    )


def _text_or_damage(data: bytes, name: str, encoding: str) -> str:
    try:
        return _text(data, encoding)
    except UnicodeDecodeError as error:
        raise ReadingError(
            "{name} looks like {encoding}, but is damaged at byte offset {offset}",
            "mend the file, or give --encoding {encoding}:replace to mark the damage and go on",
            name=name,
            encoding=encoding,
            offset=error.start,
        ) from error


def _text(data: bytes, encoding: str, errors: str = "strict") -> str:
    text = data.decode(encoding, errors).removeprefix("\ufeff")
    if encoding == "gb18030":
        # A few plain searches cost nothing beside str.translate, which looks at every character.
        for private, standard in zip(_GB18030_PRIVATE_USE, _GB18030_STANDARD, strict=True):
            text = text.replace(private, standard)
    return text


def _is_binary(text: str) -> bool:
    return "\0" in text or sum(map(text.count, _CONTROLS)) > _CONTROL_SHARE * len(text)


def _not_text(name: str) -> ReadingError:
    return ReadingError(
        "{name} is binary, not text", "if it is text all the same, name its encoding with --encoding", name=name
    )
