"""The control words and character sets of rich text that mean something here (RTF 1.9.1)."""

from collections.abc import Callable

from plandiff.reading.numerals import BULLET
from plandiff.reading.rtf.story import Story

SKIPPED = frozenset(
    (
        "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer", "footerl",
        "footerr", "footerf", "fldinst", "annotation", "xe", "tc", "tcn", "objdata", "objclass", "objname",
        "nonshppict", "shprslt", "sp", "template", "filetbl", "upr", "private", "ftnsep", "ftnsepc", "ftncn",
        "aftnsep", "aftnsepc", "aftncn", "nonesttables", "pnseclvl", "listtable", "listoverridetable", "fontemb",
        "fontfile", "falt", "panose",
    )
)  # fmt: skip
STARRED = frozenset(("shpinst", "shptxt", "do", "dptxbxtext", "footnote", "nesttableprops", "shppict"))
"""Groups that are read though they begin with a star."""
SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": BULLET,
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
}
SYMBOLS = {"~": "\u00a0", "_": "-", "{": "{", "}": "}", "\\": "\\", "\t": "\t"}
ENCODINGS = {
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
CODE_PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5hkscs", 65001: "utf-8", 10008: "gb18030"}
SYMBOL_CHARSET = 2

LAYOUT: dict[str, Callable[[Story, int], None]] = {
    "pard": lambda story, _: story.leave_table(),
    "intbl": lambda story, _: story.enter_table(),
    "cell": lambda story, _: story.end_cell(),
    "row": lambda story, _: story.end_row(),
    "nestcell": lambda story, _: story.out.append("\n"),
    "trowd": lambda story, _: story.define_row(),
    "clvmrg": lambda story, _: story.merge_cell(),
    "clmrg": lambda story, _: story.merge_cell(),
    "cellx": lambda story, edge: story.define_cell(edge),
}
"""Words that say how a table is laid out."""

HEEDED = frozenset(
    word.encode()
    for word in (
        *("u", "uc", "f", "fonttbl", "fcharset", "ansicpg", "par", "sect", "page", "v", "plain", "object"),
        *("deleted", "revised", "mvf", "mvt", "listtext", "pntext", "shptxt", "dptxbxtext", "footnote", "ftnalt"),
        *SIGNS,
        *SKIPPED,
        *LAYOUT,
    )
)
"""The words that mean something here; nine in ten set fonts and margins."""
