"""Why a change was judged as it was: one row for each reason, with the sentence and texts that show it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from plandiff.judging.change import CellPlace, Direction, Judgement, Kind, Reason
from plandiff.language import Message
from plandiff.tables import complete


class Example(NamedTuple):
    """Texts in which a reason is given.

    Attributes:
        kind: The kind that comes with the reason.
        left: The left document, or one document to lint.
        right: The right document; None if one document shows it.
        relation: The relation they are compared by; empty lets the texts decide.
        standard: The standard that characters are judged by.
    """

    kind: Kind
    left: str
    right: str | None = None
    relation: str = ""
    standard: str = "any"


class ReasonRow(NamedTuple):
    """What is said of a reason.

    Attributes:
        sentence: Why, as an English clause: reports translate it, JSON gives it as it is.
        examples: One for each kind that the reason goes with; each is a test.
        silent: Whether the sentence says no more than the kind, so that reports for people leave it out.
    """

    sentence: Message
    examples: tuple[Example, ...]
    silent: bool = False


_BEFORE = "第三条 本法适用于全国。\n第四条 国务院主管。\n第五条 违反第四条规定的，依法处罚。\n"
_AFTER = (
    "第三条 本法适用于全国。\n第四条 任何单位和个人有权举报。\n第五条 国务院主管。\n"
    "第六条 违反第五条规定的，依法处罚。\n"
)
_PAGES = (
    "到2025年，推进制造业发展，\n某市发展规划\n— 1 —\n落实目标责任。完善就业服务，\n某市发展规划\n— 2 —\n"
    "促进失业人员再就业。加大财政支持，\n某市发展规划\n— 3 —\n保障重点项目。健全补偿机制，\n某市发展规划\n"
    "— 4 —\n治理重点区域。\n"
)
_UNPAGED = (
    "到2025年，推进制造业发展，\n落实目标责任。完善就业服务，\n促进失业人员再就业。加大财政支持，\n"
    "保障重点项目。健全补偿机制，\n治理重点区域。\n"
)
_LISTED = (
    "目录\n第一章 总则 1\n第二章 任务 2\n第三章 附则 5\n"
    "第一章 总则\n第一条 为了发展，制定本法。\n第二章 任务\n第二条 国务院主管。\n第三章 附则\n第三条 本法施行。\n"
)
_GRAIN, _FORESTS = "| 粮食产量（万吨） | 500 | 520 |\n", "| 森林覆盖率（%） | 60 | 65 |\n"
_TABLE = "| 指标 | 2020年 | 2025年 |\n|---|---|---|\n" + _GRAIN + _FORESTS
_FEWER_ROWS = _TABLE.replace(_FORESTS, "")
_OTHER_ROWS = _TABLE.replace(_GRAIN, "") + _GRAIN
_FEWER_COLUMNS = "| 指标 | 2025年 |\n|---|---|\n| 粮食产量（万吨） | 520 |\n| 森林覆盖率（%） | 65 |\n"
_OTHER_COLUMNS = (
    "| 指标 | 2025年 | 2020年 |\n|---|---|---|\n| 粮食产量（万吨） | 520 | 500 |\n| 森林覆盖率（%） | 65 | 60 |\n"
)
_TABBED = "指标\t2020年\t2025年\n粮食产量（万吨）\t500\t520\n森林覆盖率（%）\t60\t65\n"
_UNITS = "| 指标 | 单位 | 2025年 |\n|---|---|---|\n| 粮食产量 | 万吨 | 520 |\n| 森林覆盖率 | % | 65 |\n"

REASONS = complete(
    Reason,
    {
        Reason.WORDING: ReasonRow(
            "the wording differs",
            (Example(Kind.WORDING, "加强宣传，营造氛围。", "加强宣传，营造环境。"),),
            silent=True,
        ),
        Reason.VARIANT: ReasonRow(
            "two characters that the other script writes as one: say which word is meant",
            (Example(Kind.WORDING, "安排在后台。", "安排在後台。"),),
        ),
        Reason.NUMBER: ReasonRow("a number differs", (Example(Kind.NUMBER, "增长6.5%。", "增长7.5%。"),), silent=True),
        Reason.CODE: ReasonRow("a code differs", (Example(Kind.NUMBER, "沿国道G219线布局。", "沿国道219线布局。"),)),
        Reason.NUMERAL_STYLE: ReasonRow(
            "the same number in another notation",
            (Example(Kind.PUNCTUATION, "培训5000人。", "培训0.5万人。"),),
        ),
        Reason.NAME: ReasonRow(
            "a place, body or group of people differs",
            (Example(Kind.NAME, "支持鹤岗市转型。", "支持鹤壁市转型。"),),
            silent=True,
        ),
        Reason.REFERENCE: ReasonRow(
            "a cited document or article differs",
            (Example(Kind.REFERENCE, "依照第三条规定办理。", "依照第五条规定办理。"),),
            silent=True,
        ),
        Reason.FOLLOWS: ReasonRow(
            "the cited article bears another number, and the citation follows it",
            (Example(Kind.NUMBERING, _BEFORE, _AFTER),),
        ),
        Reason.LEFT_BEHIND: ReasonRow(
            "the cited article bears another number now, and the citation was left as it was",
            (Example(Kind.REFERENCE, _BEFORE, _AFTER.replace("违反第五条", "违反第四条")),),
        ),
        Reason.REVERSED: ReasonRow(
            "the sense is reversed",
            (
                Example(Kind.WORDING, "合同价格不含税。", "合同价格含税。"),
                Example(Kind.COMMITMENT, "经营者应当公开信息。", "经营者不得公开信息。"),
            ),
        ),
        Reason.OBLIGATION: ReasonRow(
            "a binding target became an expected one, or the reverse",
            (Example(Kind.COMMITMENT, "森林覆盖率为约束性指标。", "森林覆盖率为预期性指标。"),),
        ),
        Reason.DUTY: ReasonRow(
            "the words that bind differ", (Example(Kind.COMMITMENT, "应当报告。", "可以报告。"),), silent=True
        ),
        Reason.DEADLINE: ReasonRow(
            "only one side says until when",
            (
                Example(
                    Kind.COMMITMENT,
                    "建立健全资源枯竭城市可持续发展的长效机制和政策体系。",
                    "到2025年建立健全资源枯竭城市可持续发展的长效机制和政策体系。",
                    "derivation",
                ),
            ),
            silent=True,
        ),
        Reason.ONLY_RIGHT: ReasonRow(
            "this stands only on the right",
            (Example(Kind.ADDED, "第一条 本法施行。\n", "第一条 本法施行。\n第二条 国务院主管。\n"),),
            silent=True,
        ),
        Reason.ONLY_LEFT: ReasonRow(
            "this stands only on the left",
            (Example(Kind.DROPPED, "第一条 本法施行。\n第二条 国务院主管。\n", "第一条 本法施行。\n"),),
            silent=True,
        ),
        Reason.MOVED: ReasonRow(
            "the passage stands in another place",
            (
                Example(
                    Kind.MOVED,
                    "坚持生态优先，绿色发展。坚持改革创新，激发活力。坚持民生为本，共享成果。",
                    "坚持改革创新，激发活力。坚持民生为本，共享成果。坚持生态优先，绿色发展。",
                ),
            ),
            silent=True,
        ),
        Reason.ROW_ADDED: ReasonRow(
            "this row of the table stands only on the right", (Example(Kind.ADDED, _FEWER_ROWS, _TABLE),)
        ),
        Reason.ROW_DROPPED: ReasonRow(
            "this row of the table stands only on the left", (Example(Kind.DROPPED, _TABLE, _FEWER_ROWS),)
        ),
        Reason.ROW_MOVED: ReasonRow(
            "the row stands in another place of the table", (Example(Kind.MOVED, _TABLE, _OTHER_ROWS),)
        ),
        Reason.COLUMN_ADDED: ReasonRow(
            "this column of the table stands only on the right", (Example(Kind.ADDED, _FEWER_COLUMNS, _TABLE),)
        ),
        Reason.COLUMN_DROPPED: ReasonRow(
            "this column of the table stands only on the left", (Example(Kind.DROPPED, _TABLE, _FEWER_COLUMNS),)
        ),
        Reason.COLUMN_MOVED: ReasonRow(
            "the column stands in another place of the table", (Example(Kind.MOVED, _TABLE, _OTHER_COLUMNS),)
        ),
        Reason.UNIT: ReasonRow(
            "the unit of figures differs", (Example(Kind.NUMBER, _UNITS, _UNITS.replace("万吨", "亿吨")),)
        ),
        Reason.REORDERED: ReasonRow(
            "the other side has the same words in another place of the sentence",
            (Example(Kind.WORDING, "由发展改革委、财政部、教育部负责。", "由财政部、发展改革委、教育部负责。"),),
        ),
        Reason.BYTES_PROVEN: ReasonRow(
            "text stored in GBK was cut inside a character; the clean side reproduces the damage exactly",
            (Example(Kind.MOJIBAKE, "取得成就?!笆?三五时期到2025年。", "取得成就。“十三五时期到2025年。"),),
        ),
        Reason.BYTES_LOST: ReasonRow("signs of lost bytes", (Example(Kind.MOJIBAKE, "推进基\ufffd设施建设。"),)),
        Reason.BYTES_SHIFTED: ReasonRow(
            "text stored in GBK was cut inside a character; this fits the bytes and reads best",
            (Example(Kind.MOJIBAKE, "取得成就?!笆?三五时期到2025年。"),),
        ),
        Reason.MISDECODED: ReasonRow(
            "text read in another encoding than it was written in",
            (Example(Kind.MOJIBAKE, "规划指出，ÖÐ»ªÈËÃñ¹²ºÍ¹ú应当发展。"),),
        ),
        Reason.ENTITY: ReasonRow(
            "a character reference of HTML in place of the character",
            (Example(Kind.MOJIBAKE, "依据&#20013;&#21326;人民的规定。"),),
        ),
        Reason.GLYPH_CODES: ReasonRow(
            "codes of a font in place of characters", (Example(Kind.MOJIBAKE, "依据(cid:12)(cid:345)的规定。"),)
        ),
        Reason.RARE_VARIANT: ReasonRow(
            "a variant form that modern print does not have", (Example(Kind.OCR, "這便塟身火海，應當說明。"),)
        ),
        Reason.LOOKALIKE_WORD: ReasonRow(
            "a look-alike makes a word here, this one none", (Example(Kind.OCR, "加强曰常管理工作，发展经济。"),)
        ),
        Reason.PRIVATE_USE: ReasonRow(
            "a private character: what it shows depends on the font", (Example(Kind.OCR, "推进\ue000建设。"),)
        ),
        Reason.PART_OF_CHARACTER: ReasonRow(
            "a part of a character that is no word", (Example(Kind.OCR, "推进氵建设。"),)
        ),
        Reason.LOOKALIKE: ReasonRow("a form that is misread for the usual one", (Example(Kind.OCR, "硏究制定规划。"),)),
        Reason.MISREAD: ReasonRow("text recognition is not sure of this character", ()),
        Reason.QUESTION_MARK: ReasonRow(
            "a question mark where nothing is asked: a character is lost", (Example(Kind.OCR, "推进基?设施建设。"),)
        ),
        Reason.UNPAIRED: ReasonRow("a mark without its partner", (Example(Kind.OCR, "推进“十四五规划。"),)),
        Reason.NOTHING_BETWEEN: ReasonRow(
            "marks with nothing between them: a word may be lost", (Example(Kind.LOST_TEXT, "落实《》要求。"),)
        ),
        Reason.RADICAL: ReasonRow(
            "a radical or compatibility code point in place of the character", (Example(Kind.OCR, "推进⽣态建设。"),)
        ),
        Reason.WRONG_CHARACTER: ReasonRow(
            "the words around it call for another character", (Example(Kind.WRONG_CHARACTER, "理髮店剪頭發。"),)
        ),
        Reason.TOLERATED: ReasonRow(
            "Taiwan and Hong Kong write another character; the mainland tolerates this one",
            (Example(Kind.WRONG_CHARACTER, "旅游業發展，采購設備。"),),
        ),
        Reason.ACROSS: ReasonRow(
            "only a word that cuts other words apart has this character",
            (Example(Kind.WRONG_CHARACTER, "監測內生髮展。"),),
        ),
        Reason.UNCOVERED: ReasonRow(
            "no word covers it; alone, another character is usual",
            (Example(Kind.WRONG_CHARACTER, "講話指明瞭前進方向。"),),
        ),
        Reason.LEFTOVER: ReasonRow(
            "a character of the other script",
            (Example(Kind.LEFTOVER_CHARACTER, "規劃綱要实施方案的說明，製造業發展與環境保護。"),),
        ),
        Reason.OTHER_SCRIPT: ReasonRow(
            "a passage in the other script than most of the document",
            (
                Example(
                    Kind.LEFTOVER_CHARACTER,
                    "推進製造業發展，環境保護與經濟轉型。\n推进制造业发展，环境保护与经济转型。\n加強組織領導，落實責任。\n",
                ),
            ),
        ),
        Reason.OTHER_WORD: ReasonRow(
            "another region says it so",
            (Example(Kind.VOCABULARY, "應當說明資料與網路發展的要求。", "应当说明数据与网络发展的要求。"),),
        ),
        Reason.REGIONAL: ReasonRow(
            "another region writes it so", (Example(Kind.REGIONAL_FORM, "羣眾說明溫度。", standard="tw"),)
        ),
        Reason.PINYIN: ReasonRow(
            "a reading inserted behind a character", (Example(Kind.ANNOTATION, "尾(wěi)矿库治理。"),)
        ),
        Reason.INVISIBLE: ReasonRow(
            "an invisible character", (Example(Kind.INVISIBLE, "推\u200b进建设。", "推进建设。"),), silent=True
        ),
        Reason.PUNCTUATION: ReasonRow(
            "punctuation or its form differs",
            (Example(Kind.PUNCTUATION, "健全机制，完善政策。", "健全机制、完善政策。"),),
            silent=True,
        ),
        Reason.TYPE_FORM: ReasonRow(
            "another form of the same character", (Example(Kind.PUNCTUATION, "爲了羣眾。", "為了群眾。"),)
        ),
        Reason.MARKUP: ReasonRow(
            "a mark of Markdown or HTML", (Example(Kind.PUNCTUATION, "**推进**建设。", "推进建设。"),)
        ),
        Reason.CELL_MARK: ReasonRow("what parts the cells of a table", (Example(Kind.LAYOUT, _TABLE, _TABBED),)),
        Reason.WIDTH: ReasonRow(
            "full and half width", (Example(Kind.LAYOUT, "推进Ａ级景区建设。", "推进A级景区建设。"),)
        ),
        Reason.SPACE: ReasonRow("white space", (Example(Kind.LAYOUT, "推进 建设。", "推进建设。"),)),
        Reason.DIGITS_PARTED: ReasonRow(
            "white space between two digits: one number or two",
            (Example(Kind.NUMBER, "指标 5 12 7\n", "指标 51 2 7\n"),),
        ),
        Reason.LINE_BREAK: ReasonRow("a line break", (Example(Kind.LAYOUT, "推进\n建设。", "推进建设。"),)),
        Reason.PAGE_MARK: ReasonRow(
            "a page number",
            (
                Example(
                    Kind.FURNITURE,
                    "推进制造业高质量发展，\n— 3 —\n加强组织领导。\n",
                    "推进制造业高质量发展，加强组织领导。\n",
                ),
            ),
        ),
        Reason.RUNNING_HEAD: ReasonRow("a running head", (Example(Kind.FURNITURE, _PAGES, _UNPAGED),)),
        Reason.NOTE_MARK: ReasonRow(
            "the mark of a note",
            (
                Example(
                    Kind.FURNITURE,
                    "办理时限为五日[1]。\n[1]自受理之日起计算。\n",
                    "办理时限为五日①。\n①自受理之日起计算。\n",
                ),
                Example(Kind.NUMBERING, "全年产值[1]稳步增长。", "全年产值[2]稳步增长。"),
            ),
        ),
        Reason.CONTENTS: ReasonRow(
            "a contents list", (Example(Kind.FURNITURE, _LISTED, _LISTED.partition("附则 5\n")[2]),)
        ),
        Reason.FRAME: ReasonRow(
            "title, preface or footer around the text",
            (
                Example(
                    Kind.FURNITURE,
                    "关于做好防汛工作的通知\n各级政府应当加强防汛工作，落实责任。\n",
                    "各级政府应当加强防汛工作，落实责任。\n",
                ),
            ),
        ),
        Reason.RENUMBERED: ReasonRow(
            "the number of a heading differs", (Example(Kind.NUMBERING, _BEFORE, _AFTER),), silent=True
        ),
        Reason.OUT_OF_ORDER: ReasonRow(
            "the number of a heading is lost, doubled or out of order on one side",
            (
                Example(
                    Kind.NUMBER,
                    "一、加强领导。\n二、落实责任。\n三、完善政策。\n四、强化监督。\n",
                    "一、加强领导。\n二、落实责任。\n二、完善政策。\n四、强化监督。\n",
                ),
            ),
        ),
    },
)

DIRECTIONS: Mapping[Direction, Message] = complete(
    Direction,
    {
        Direction.STRONGER: "stronger on the right",
        Direction.WEAKER: "weaker on the right",
        Direction.LATERAL: "of the same strength",
    },
)


_CELL: tuple[tuple[str, Message], ...] = (
    ("row column values", "row {row}, column {column}: {old} → {new}"),
    ("row values", "row {row}: {old} → {new}"),
    ("column values", "column {column}: {old} → {new}"),
    ("row column", "row {row}, column {column}"),
    ("row", "row {row}"),
    ("column", "column {column}"),
    ("values", "{old} → {new}"),
)
"""What is said of a place in a table, by what is known of it."""
_OF_COLUMNS = frozenset((Reason.COLUMN_ADDED, Reason.COLUMN_DROPPED, Reason.COLUMN_MOVED))
_LONGEST_NAME = 40
"""Code points of a name or value that are said."""


def cell_words(cell: CellPlace, reason: Reason, say: Callable[[str], str], show: Callable[[str], str]) -> str:
    """Return where in a table a change stands, with both values of a cell; empty if nothing names it.

    Args:
        cell: The place.
        reason: Of a column that only one side has, or that moved, the column alone is named.
        say: Translates a sentence.
        show: Makes text of a document fit to be shown.
    """
    known = {"row": cell.row, "column": cell.column, "values": cell.values.left + cell.values.right}
    if reason in _OF_COLUMNS and cell.column:
        known = {"column": cell.column}
    names = " ".join(name for name, value in known.items() if value)
    old, new = cell.values.left or _NOTHING, cell.values.right or _NOTHING
    facts = {name: show(_short(text)) for name, text in (*known.items(), ("old", old), ("new", new))}
    return say(dict(_CELL)[names]).format_map(facts) if names else ""


_NOTHING = "∅"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


def reason_of(judgement: Judgement, cell: CellPlace | None = None) -> str:
    """Return the reason as an English clause, behind it in brackets where in a table the change stands."""
    direction = f": {DIRECTIONS[judgement.direction]}" if judgement.direction else ""
    word = f" ({judgement.word})" if judgement.word and judgement.word != judgement.expected else ""
    place = cell_words(cell, judgement.reason, str, str) if cell else ""
    return REASONS[judgement.reason].sentence + direction + word + (f" ({place})" if place else "")
