r"""The blocks that snapshot files are made of: lines of text, closed by a line with a digest over them.

A digest for each section of a document tells an edit by hand or a bad merge from an accepted text, and says where it
is. Two persons who accept changes in different sections touch different lines.

Lines are written so that each stays one line in every editor and shows all it holds: backslashes and characters
without a picture are escaped (``\\``, ``\u{200b}``), and so are a white space at the end of a line and a ``|`` that
would look like a closing line.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from plandiff.errors import SnapshotError
from plandiff.language import Message
from plandiff.patterns import late_pattern
from plandiff.text.visible import INVISIBLE_CLASS

_ESCAPED = rf"[\\\r\n\u2028\u2029{INVISIBLE_CLASS}]|^\||[ \t\u3000]\Z"
_ESCAPE = late_pattern(r"\\(?:(\\)|u\{([0-9a-f]{1,6})\})")
MERGE_AGAIN: Message = "take either side of it whole, and accept what plandiff check then shows"
"""What to do about a merge conflict."""
_DIGITS = 8
_LINE_FEED = 10


def escaped(text: str) -> str:
    """Return ``text`` as one line that shows all its characters; not ambiguous, see ``unescaped``."""
    return re.sub(_ESCAPED, lambda match: "\\\\" if match[0] == "\\" else f"\\u{{{ord(match[0]):x}}}", text)


def unescaped(line: str) -> str:
    """Return the text that ``escaped`` wrote as ``line``.

    Raises:
        SnapshotError: A backslash begins no escape.
    """
    if "\\" not in line:
        return line
    if _ESCAPE.sub("", line).count("\\"):
        raise SnapshotError("a backslash begins no escape")
    try:
        return _ESCAPE.sub(lambda match: "\\" if match[1] else chr(int(match[2], 16)), line)
    except (ValueError, OverflowError) as error:
        raise SnapshotError("an escape names no character") from error


def sealed(lines: Iterable[str], tail: str = "") -> str:
    """Return a block: the escaped lines, and the closing line with their digest."""
    body = "\n".join(lines)
    return f"{body}{body and chr(10)}| {_digest(body.encode(), tail.encode())}{tail and ' ' + tail}\n"


def blocks(content: bytes, *, verified: bool = True) -> Iterator[tuple[bytes, bytes]]:
    """Yield the lines, joined by line feeds, and the tail of each block.

    A check reads every snapshot, so this works on bytes as they are in the file.

    Args:
        content: The file behind its head.
        verified: Whether to compare the digests.

    Raises:
        SnapshotError: A block does not agree with its digest, or the last one is not closed.
    """
    start = count = 0
    at = content.find(b"|")  # One byte is found much quicker than a whole closing mark.
    while at >= 0:
        if not at or content[at - 1] == _LINE_FEED:
            end = content.find(b"\n", at)
            end = len(content) if end < 0 else end
            body = content[start : max(start, at - 1)]
            digest, _, tail = content[at + 2 : end].partition(b" ")
            count += 1
            if verified and digest.decode("ascii", "replace") != _digest(body, tail):
                raise _broken(body, count)
            yield body, tail
            start = at = end + 1
        else:
            at += 1
        at = content.find(b"|", at)
    if start < len(content):
        raise SnapshotError("the last section is not closed")


def _digest(body: bytes, tail: bytes) -> str:
    return hashlib.sha256(b"%b\n| %b" % (body, tail)).hexdigest()[:_DIGITS]


def _broken(body: bytes, count: int) -> SnapshotError:
    """Say which block does not agree with its digest, and why if that can be seen."""
    if re.search(rb"^(<<<<<<<|>>>>>>>) ", body, re.MULTILINE):
        return SnapshotError("section {count} holds a merge conflict", MERGE_AGAIN, count=count)
    begin = body.partition(b"\n")[0].decode("utf-8", "replace")[:30]
    return SnapshotError("section {count} ({begin}) was edited or merged by hand", count=count, begin=begin)
