"""Takes the line breaks out of a text and puts them back, exactly.

A snapshot shows one clause a line, so that an edit touches its own line and nothing else. Where the source breaks its
lines is kept beside the text: for each break, the characters since the one before and the white space that it is made
of (``34`` is a line feed behind 34 characters, ``0nww`` one with two ideographic spaces behind it).
"""

from bisect import bisect_right
from itertools import accumulate, chain, pairwise

from plandiff.errors import SnapshotError
from plandiff.patterns import late_pattern

_BREAK = late_pattern(r"\r?\n[ \t\u3000\r\n]*")
_LETTERS = {"\n": "n", "\r": "r", " ": "s", "\t": "t", "\u3000": "w"}
_SPACES = {letter: space for space, letter in _LETTERS.items()}
_TOKEN = late_pattern(r"([0-9]{1,9})([nrstw]*)")
_PLAIN = "n"


def without_breaks(text: str) -> tuple[str, list[int]]:
    """Return ``text`` without its line breaks, and for each character that is left its offset."""
    offsets: list[int] = []
    last = 0
    for found in _BREAK.finditer(text):
        offsets += range(last, found.start())
        last = found.end()
    offsets += range(last, len(text))
    return _BREAK.sub("", text), offsets


def taken_apart(text: str, cuts: list[int]) -> tuple[list[str], str]:
    """Return the lines that ``cuts`` (sorted offsets) make of ``text`` without its line breaks, and the breaks."""
    parts: list[str] = []
    starts, removed, gone, last = [], [0], 0, 0
    tokens = []
    for found in _BREAK.finditer(text):
        parts.append(text[last : found.start()])
        letters = "".join(_LETTERS[space] for space in found[0])
        tokens.append(f"{found.start() - last}{'' if letters == _PLAIN else letters}")
        gone, last = gone + len(found[0]), found.end()
        starts.append(found.end())
        removed.append(gone)
    ink = "".join([*parts, text[last:]])
    ends = {min(len(ink), cut - removed[bisect_right(starts, cut)]) for cut in cuts}
    at = sorted({0, len(ink)} | {end for end in ends if end > 0})
    return [ink[start:end] for start, end in pairwise(at)], " ".join(tokens)


def put_together(ink: str, breaks: str) -> str:
    """Return the text that ``taken_apart`` has taken apart.

    Raises:
        SnapshotError: The breaks are no breaks of this text.
    """
    if not breaks:
        return ink
    tokens = breaks.split(" ")
    plain = breaks.replace(" ", "").isdecimal()  # Nearly always; then the lines need no more than to be joined.
    found = [] if plain else [_break(token) for token in tokens]
    try:
        ends = list(accumulate(map(int, tokens if plain else (count for count, _ in found))))
    except ValueError as error:
        raise SnapshotError("{breaks!r} are no line breaks", breaks=breaks[:40]) from error
    if ends[-1] > len(ink):
        raise SnapshotError("the line breaks do not fit the text")
    lines = [ink[start:end] for start, end in pairwise((0, *ends, len(ink)))]
    if plain:
        return "\n".join(lines)
    spaces = ["".join(map(_SPACES.__getitem__, letters)) for _, letters in found]
    return "".join(chain.from_iterable(zip(lines, [*spaces, ""], strict=True)))


def _break(token: str) -> tuple[str, str]:
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise SnapshotError("{token!r} is no line break", token=token)
    return match[1], match[2] or _PLAIN
