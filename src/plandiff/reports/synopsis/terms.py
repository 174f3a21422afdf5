"""The words of the form itself, in the two layouts in which it is handed on.

A synopsis is a Chinese paper: its words are those of the form, as the documents are in Chinese, whatever the reader's
language is. The mainland's form (cn) has the old text on the left and strikes what is gone; Taiwan's (tw) has the new
text on the left and underlines what differs on either side.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from plandiff.judging.change import Direction, Kind
from plandiff.tables import complete


class Layout(StrEnum):
    """Whose form a synopsis has."""

    CN = "cn"
    TW = "tw"


class Terms(NamedTuple):
    """The words of a layout; ``{…}`` is filled in.

    Attributes:
        new_first: Whether the new text stands on the left.
        struck: Whether gone words are struck out and shaded, else underlined.
        language: The tag of the language of the words.
        title: Names the paper by the title of the document.
        titles: The same for a national plan and a local one.
        number: Head of the first column.
        old: Head of the old text.
        new: Head of the new text.
        national: Head of the national text.
        local: Head of the local text.
        remark: Head of the last column.
        fate: Head of the column of a workbook by which rows are filtered.
        edition: A head with a date or name behind it.
        added: In place of the old text of what is new.
        dropped: In place of the new text of what is gone.
        not_taken: In place of the local text of what was not taken up.
        own: In place of the national text of what is local.
        fates: What became of a row, by the value of `Fate` or `Taken`.
        split: What an article was split into.
        merged: What an article was merged from.
        recast: What several articles were made from.
        renumbered: Told of an article that only bears another number.
        moved: Told of an article that stands elsewhere.
        moved_number: Told of one that stands elsewhere under another number.
        part_from: Told where a part of the text came from.
        part_to: Told where a part of the text went.
        place: A place without a number.
        replacement: A replacement throughout the document, told once.
        replacements: Opens the list of them.
        renumberings: Opens the list of articles that only bear other numbers, and are no rows.
        renumbering: One of them, or a range.
        left_out: What the table leaves out, with counts.
        left_out_passages: The same for passages of a derivation.
        counted: Behind what is counted.
        cell: What became of a cell of a table.
        comma: Between the items of a list.
        and_so_on: Closes a list that is cut.
        check: Behind what a person must look at.
        continued: Opens the rest of a text that is too long for one cell.
        nothing: In place of rows.
        kinds: The kinds of change.
        directions: How a duty changed.
    """

    new_first: bool
    struck: bool
    language: str
    title: str
    titles: str
    number: str
    old: str
    new: str
    national: str
    local: str
    remark: str
    fate: str
    edition: str
    added: str
    dropped: str
    not_taken: str
    own: str
    fates: Mapping[str, str]
    split: str
    merged: str
    recast: str
    renumbered: str
    moved: str
    moved_number: str
    part_from: str
    part_to: str
    place: str
    replacement: str
    replacements: str
    renumberings: str
    renumbering: str
    left_out: str
    left_out_passages: str
    counted: str
    cell: str
    comma: str
    and_so_on: str
    check: str
    continued: str
    nothing: str
    kinds: Mapping[Kind, str]
    directions: Mapping[Direction, str]


CN = Terms(
    new_first=False,
    struck=True,
    language="zh-Hans",
    title="{title}修订对照表",
    titles="{title}与{other}对照表",
    number="序号",
    old="修订前",
    new="修订后",
    national="国家规划",
    local="地方规划",
    remark="修订说明",
    fate="修订类型",
    edition="{head}（{edition}）",
    added="（新增）",
    dropped="（删除）",
    not_taken="（未承接）",
    own="（地方自有）",
    fates={
        "new": "新增",
        "repealed": "删除",
        "reworded": "修改",
        "split": "拆分",
        "merged": "合并",
        "recast": "重组",
        "moved": "移位",
        "renumbered": "条序调整",
        "same": "未修改",
        "adapted": "承接并调整",
        "adopted": "原文承接",
        "related": "内容相关",
        "not-taken": "未承接",
        "own": "地方自有",
    },
    split="原{old}拆分为{new}",
    merged="由原{old}合并",
    recast="由原{old}重组为{new}",
    renumbered="条序调整：原{old}",
    moved="移位：原在{old}之后，现在{new}之后",
    moved_number="移位：原{old}移为{new}",
    part_from="部分内容移自{place}",
    part_to="部分内容移至{place}",
    place="其他部分",
    replacement="“{old}”改为“{new}”，共{n}处（{places}）",
    replacements="全文统一替换：{items}。",
    renumberings="以下条文仅调整条序，本表不列：{items}。",
    renumbering="原{old}改为{new}",
    left_out="本表不列不影响内容的差异：{items}。",
    left_out_passages="本表不列：{items}。",
    counted="{what}{n}处",
    cell="{place}：{old} → {new}",
    comma="、",
    and_so_on="等",
    check="（待核）",
    continued="（续）",
    nothing="无实质修改",
    kinds=complete(
        Kind,
        {
            Kind.WORDING: "措辞",
            Kind.NUMBER: "数字",
            Kind.NAME: "名称",
            Kind.REFERENCE: "引用",
            Kind.COMMITMENT: "义务力度",
            Kind.ADDED: "增加内容",
            Kind.DROPPED: "删去内容",
            Kind.MOVED: "内容移位",
            Kind.WRONG_CHARACTER: "错字",
            Kind.LEFTOVER_CHARACTER: "残留繁简字",
            Kind.REGIONAL_FORM: "地区字形",
            Kind.VOCABULARY: "地区用词",
            Kind.MOJIBAKE: "乱码",
            Kind.OCR: "误识字",
            Kind.ANNOTATION: "夹注读音",
            Kind.INVISIBLE: "不可见字符",
            Kind.LOST_TEXT: "缺字",
            Kind.PUNCTUATION: "标点",
            Kind.LAYOUT: "版式",
            Kind.FURNITURE: "页面附属文字",
            Kind.NUMBERING: "条序",
        },
    ),
    directions=complete(Direction, {Direction.STRONGER: "加强", Direction.WEAKER: "减弱", Direction.LATERAL: "变更"}),
)

TW = Terms(
    new_first=True,
    struck=False,
    language="zh-Hant",
    title="{title}修正條文對照表",
    titles="{title}與{other}對照表",
    number="序號",
    old="現行條文",
    new="修正條文",
    national="中央計畫",
    local="地方計畫",
    remark="說明",
    fate="修正類型",
    edition="{head}（{edition}）",
    added="（本條新增）",
    dropped="（刪除）",
    not_taken="（未承接）",
    own="（地方自有）",
    fates={
        "new": "本條新增",
        "repealed": "刪除",
        "reworded": "修正",
        "split": "分列",
        "merged": "合併",
        "recast": "重組",
        "moved": "移列",
        "renumbered": "條次變更",
        "same": "未修正",
        "adapted": "承接並調整",
        "adopted": "原文承接",
        "related": "內容相關",
        "not-taken": "未承接",
        "own": "地方自有",
    },
    split="現行{old}分列為{new}",
    merged="由現行{old}合併",
    recast="由現行{old}重組為{new}",
    renumbered="條次變更：現行{old}",
    moved="移列：原在{old}之後，現在{new}之後",
    moved_number="移列：現行{old}移列{new}",
    part_from="部分內容移自{place}",
    part_to="部分內容移至{place}",
    place="其他部分",
    replacement="「{old}」修正為「{new}」，共{n}處（{places}）",
    replacements="全文統一用語：{items}。",
    renumberings="以下條文僅變更條次，本表不列：{items}。",
    renumbering="現行{old}改為{new}",
    left_out="本表不列不影響內容之差異：{items}。",
    left_out_passages="本表不列：{items}。",
    counted="{what}{n}處",
    cell="{place}：{old} → {new}",
    comma="、",
    and_so_on="等",
    check="（待核）",
    continued="（續）",
    nothing="無實質修正",
    kinds=complete(
        Kind,
        {
            Kind.WORDING: "文字",
            Kind.NUMBER: "數字",
            Kind.NAME: "名稱",
            Kind.REFERENCE: "援引",
            Kind.COMMITMENT: "義務強度",
            Kind.ADDED: "增列內容",
            Kind.DROPPED: "刪去內容",
            Kind.MOVED: "內容移列",
            Kind.WRONG_CHARACTER: "錯字",
            Kind.LEFTOVER_CHARACTER: "殘留繁簡字",
            Kind.REGIONAL_FORM: "地區字形",
            Kind.VOCABULARY: "地區用詞",
            Kind.MOJIBAKE: "亂碼",
            Kind.OCR: "誤識字",
            Kind.ANNOTATION: "夾註讀音",
            Kind.INVISIBLE: "不可見字元",
            Kind.LOST_TEXT: "缺字",
            Kind.PUNCTUATION: "標點",
            Kind.LAYOUT: "版式",
            Kind.FURNITURE: "頁面附屬文字",
            Kind.NUMBERING: "條次",
        },
    ),
    directions=complete(Direction, {Direction.STRONGER: "加強", Direction.WEAKER: "減弱", Direction.LATERAL: "變更"}),
)

TERMS = complete(Layout, {Layout.CN: CN, Layout.TW: TW})
