"""The synopsis of two versions: which articles are rows, what the last column says, what is marked or left out."""

import re

import pytest
from conftest import ROOT, document, seed

from plandiff.choices import Relation
from plandiff.comparison import compare
from plandiff.judging.fates import Fate
from plandiff.outline import outlined
from plandiff.reports.synopsis.building import synopsis_of
from plandiff.reports.synopsis.options import Options
from plandiff.reports.synopsis.rows import Band, Mark, Row, Synopsis, Taken, plain_text
from plandiff.reports.synopsis.terms import TERMS, Layout
from plandiff.reports.titles import title_of
from plandiff.text.span import Pair

LAWS = sorted(path.name for path in (ROOT / "tests/cases/laws").glob("*.txt"))
ARTICLE = re.compile(r"第[一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?")


def law(name: str) -> dict[str, str]:
    text = (ROOT / "tests/cases/laws" / name).read_text(encoding="utf-8")
    return {title.strip(): body for title, _, body in (block.partition("\n") for block in text.split("%%% ")[1:])}


def of(old: str, new: str, options: Options | None = None, relation: Relation | None = Relation.REVISION) -> Synopsis:
    return synopsis_of(compare(document(old, "old.txt"), document(new, "new.txt"), relation), options or Options())


def rows(synopsis: Synopsis) -> list[Row]:
    return [row for row in synopsis.rows if isinstance(row, Row)]


def articles(row: Row) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers of the articles of a row on either side."""
    left, right = (
        tuple(found[0] for cell in side if (found := ARTICLE.match(plain_text(cell).strip())))
        for side in (row.cells.left, row.cells.right)
    )
    return left, right


def marked(row: Row, mark: Mark) -> list[str]:
    side = row.cells.left if mark is Mark.GONE else row.cells.right
    return [run.text for cell in side for paragraph in cell for run in paragraph if run.mark is mark]


OLD = """集市管理办法
第一章 总则
第一条 为了规范集市，制定本办法。
第二条 集市每周开放三日。经营者应当持证经营，保持摊位整洁，接受街道办事处的日常检查和社会公众的监督，如实记录台账。
第二章 罚则
第三条 违反本办法的，可以处五百元罚款。
第四条 本办法由街道办事处解释，街道办事处应当每年公布一次解释的汇编，并抄送区人民政府备案。
"""
NEW = """集市管理办法
第一章 总则
第一条 为了规范集市，制定本办法。
第二条 集市每周开放五日。经营者应当持证经营，保持摊位整洁，接受街道办事处的日常检查和社会公众的监督，如实记录台账。
第三条 鼓励集市使用清洁能源，减少一次性用品。
第二章 罚则
第四条 违反本办法的，应当处五百元罚款。
第五条 本办法由街道办事处解释，街道办事处应当每年公布一次解释的汇编，并抄送区人民政府备案。
"""


@pytest.mark.parametrize("name", LAWS)
def test_every_amended_new_and_repealed_article_is_a_row_and_no_other(name: str) -> None:
    """The articles are told by hand in the cases; only splits, mergers and moves are rows besides."""
    case = law(name)
    synopsis = of(case["old"], case["new"])
    wanted = set()
    for line in filter(str.strip, case["articles"].splitlines()):
        left, sign, right = _told(line)
        if sign != "=" or len(left) > 1 or len(right) > 1:
            wanted.add((left, right))
    found = {articles(row): row.fate for row in rows(synopsis)}
    found.pop(((), ()), None)  # the preamble

    for left, right in wanted - set(found):
        assert _but_numbers(case["old"], left) == _but_numbers(case["new"], right)
    assert {found[pair] for pair in set(found) - wanted} <= {Fate.MOVED, Fate.SPLIT, Fate.MERGED}


def _told(line: str) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
    left, sign, right = re.fullmatch(r"(.*?)\s*([=~+-])\s*(.*)", line.strip()).groups()  # type: ignore[union-attr]
    return (tuple(right.split()), sign, ()) if sign == "-" else (tuple(left.split()), sign, tuple(right.split()))


def _but_numbers(text: str, numbers: tuple[str, ...]) -> str:
    """Return the text of an article without the numbers of articles, which may just follow a renumbering."""
    assert len(numbers) == 1
    found = re.search(rf"^{numbers[0]}[\s\u3000].*$", text, re.MULTILINE)
    assert found
    return ARTICLE.sub("", found[0])


def test_the_rows_of_a_revision_read_as_a_person_would_write_them() -> None:
    """Changed words are marked, unchanged sentences left out, chapters stand across, the rest is told once."""
    synopsis = of(OLD, NEW)
    first, second, third = rows(synopsis)

    assert synopsis.title == "集市管理办法修订对照表"
    assert [row.text for row in synopsis.rows if isinstance(row, Band)] == ["第一章　总则", "第二章　罚则"]
    assert [plain_text(first.cells.left[0]), plain_text(first.cells.right[0])] == [
        "第二条 集市每周开放三日。……",
        "第二条 集市每周开放五日。……",
    ]
    assert (marked(first, Mark.GONE), marked(first, Mark.NEW)) == (["三日"], ["五日"])
    assert first.remarks == ("修改", "数字")
    assert (second.fate, plain_text(second.cells.left[0]), second.remarks) == (Fate.NEW, "（新增）", ("新增",))
    assert marked(second, Mark.NEW) == ["第三条 鼓励集市使用清洁能源，减少一次性用品。"]
    assert third.remarks == ("修改", "条序调整：原第三条", "义务力度加强")
    assert (marked(third, Mark.GONE), marked(third, Mark.NEW)) == (["可以"], ["应当"])
    assert synopsis.notes[0] == "以下条文仅调整条序，本表不列：原第四条改为第五条。"
    assert re.fullmatch("本表不列不影响内容的差异：.*条序2处.*。", synopsis.notes[1])


def test_every_article_is_a_row_and_whole_if_asked_for() -> None:
    """``--all-articles`` shortens nothing and leaves nothing out."""
    whole = of(OLD, NEW, Options(whole=True))

    assert [articles(row)[1] for row in rows(whole) if articles(row)[1]] == [(f"第{n}条",) for n in "一二三四五"]
    text = "".join(plain_text(cell) for row in rows(whole) for cell in row.cells.right)
    titles = "".join(row.text for row in whole.rows if isinstance(row, Band))
    assert "".join((text + titles).split()) and "……" not in text
    assert all(line.split(" ", 1)[1] in text for line in NEW.splitlines() if line.startswith("第") and "条" in line[:3])


def test_a_moved_article_is_told_and_never_struck() -> None:
    """Its number and place stand in the last column; no word of it is marked."""
    case = law("kindergartens-items-and-moves.txt")
    (moved,) = [row for row in rows(of(case["old"], case["new"])) if row.fate is Fate.MOVED]

    assert moved.remarks == ("移位：原第六条移为第十条",)
    assert not marked(moved, Mark.GONE) and not marked(moved, Mark.NEW)


def test_split_and_merged_articles_stand_beside_each_other_whole() -> None:
    """One cell beside two: the first spans both, and nothing of either is left out."""
    split = next(row for row in rows(of(**_sides("archives-split.txt"))) if row.fate is Fate.SPLIT)
    merged = next(row for row in rows(of(**_sides("market-merged.txt"))) if row.fate is Fate.MERGED)

    assert (len(split.cells.left), len(split.cells.right), split.height) == (1, 2, 2)
    assert split.remarks[0] == "原第二条拆分为第二条、第三条"
    assert (len(merged.cells.left), len(merged.cells.right)) == (2, 1)
    assert merged.remarks[0] == "由原第二条、第三条合并"
    assert "……" not in "".join(plain_text(cell) for row in (split, merged) for cell in row.cells.left)


def _sides(name: str) -> dict[str, str]:
    case = law(name)
    return {"old": case["old"], "new": case["new"]}


def test_a_replacement_throughout_is_told_once_with_its_places() -> None:
    """Three places in three articles: the first row lists it, and each article is still a row."""
    acts = {"一": "登记", "二": "检查", "三": "处罚", "四": "公示"}
    old = "".join(f"第{n}条 {act}由商务局负责。\n" for n, act in acts.items())
    synopsis = of(old, old.replace("商务局", "市场局"))

    assert re.search("“商务局?”改为“市场局?”，共4处（第一条、第二条、第三条、第四条）", "".join(synopsis.notes))
    assert len(rows(synopsis)) == 4
    assert not any("统一替换" in note for note in of(OLD, NEW).notes)


def test_heads_bear_the_dates_of_the_documents_or_what_the_user_says() -> None:
    """The last date above the first article; options overrule; equal dates tell nothing and are left out."""
    old = "某办法\n（2018年3月1日公布）\n" + OLD.partition("\n")[2]
    new = "某办法\n（2018年3月1日公布　2024年5月6日修订）\n" + NEW.partition("\n")[2]

    assert of(old, new).heads == Pair("修订前（2018年3月1日）", "修订后（2024年5月6日）")
    assert of(OLD, NEW).heads == Pair("修订前", "修订后")
    named = of(old, new, Options(title="甲", labels=Pair("旧稿", None)))
    assert (named.title, named.heads) == ("甲", Pair("修订前（旧稿）", "修订后（2024年5月6日）"))


def test_taiwan_has_the_new_text_on_the_left() -> None:
    """The order of columns and the words of the form change, the rows do not."""
    synopsis = of(OLD, NEW, Options(Layout.TW))
    first = rows(synopsis)[0]

    assert synopsis.ordered(synopsis.heads) == ("修正條文", "現行條文")
    assert plain_text(synopsis.cells(first)[0][0]).startswith("第二条 集市每周开放五日")
    assert (synopsis.terms.remark, synopsis.terms.struck, first.remarks[0]) == ("說明", False, "修正")


@pytest.mark.parametrize("layout", Layout)
def test_each_word_of_a_layout_is_filled(layout: Layout) -> None:
    """Every fate has a word, and no word of a form is empty."""
    terms = TERMS[layout]

    assert set(terms.fates) == {fate.value for fate in (*Fate, *Taken)}
    assert all(word for word in terms if isinstance(word, str))


def test_equal_documents_say_so() -> None:
    """No row, and a note that says why."""
    synopsis = of(OLD, OLD, relation=None)

    assert not rows(synopsis)
    assert synopsis.notes == ("无实质修改。",)


def test_documents_without_headings_are_set_by_passages() -> None:
    """A text of bare sentences still gives rows that stand beside each other."""
    old = "加强宣传，营造氛围。\n推进改革，激发活力。\n保障民生，共享成果。\n"
    synopsis = of(old, old.replace("激发活力", "增强动力"))
    (row,) = rows(synopsis)

    assert [plain_text(row.cells.left[0]), plain_text(row.cells.right[0])] == [
        "推进改革，激发活力。",
        "推进改革，增强动力。",
    ]


def test_a_national_plan_beside_a_local_one() -> None:
    """Adapted passages and sections of one side are rows; what is left out is counted; words tell who has what."""
    national, local = seed("national-demonstration-zones.hant"), seed("henan-resource-regions.hant")
    synopsis = synopsis_of(compare(national, local, Relation.DERIVATION), Options())
    fates = {row.fate for row in rows(synopsis)}

    assert Taken.ADAPTED in fates and Taken.ADOPTED not in fates and Taken.RELATED not in fates
    assert synopsis.heads.left.startswith("国家规划") and "对照表" in synopsis.title
    assert re.search("本表不列：.*原文承接[0-9]+处", synopsis.notes[0])
    whole = synopsis_of(compare(national, local, Relation.DERIVATION), Options(whole=True))
    assert len(rows(whole)) > len(rows(synopsis))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("時間:2021-11-30 09:49\n來源:國家發改委\n養犬管理辦法\n第一條 依法養犬。\n", "養犬管理辦法"),
        ("来源：某网\n第一条 依法养犬。\n", ""),
        ("养犬管理办法：说明\n第一条 依法养犬。\n", "养犬管理办法：说明"),
        ("---\ntitle: 某市报告\ndate: 2021-02-25\n---\n\n各位代表：\n一、回顾\n完成任务。\n", "某市报告"),
        ("---\ndate: 2021-02-25\nicon: file\n---\n\n某市报告\n一、回顾\n完成任务。\n", "某市报告"),
    ],
)
def test_a_title_is_no_line_of_the_site(text: str, title: str) -> None:
    """What a page says of when and whence it was published names no document."""
    made = document(text)
    assert title_of(made, outlined(made).sections) == title
