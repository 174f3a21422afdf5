"""What a derivation promises: what was taken up, adapted, added and dropped, and nothing invented."""

import re
from random import Random

import pytest
from conftest import ROOT, document, seed
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plandiff.alignment.wording_similarity import evidence, told
from plandiff.chinese.formulas import formula_of, term_at
from plandiff.chinese.frequencies import Counts, Information
from plandiff.chinese.punctuation import plain
from plandiff.chinese.script import fold
from plandiff.choices import Relation
from plandiff.comparison import Comparison, compare
from plandiff.derivation.adapted_changes import clause_changes
from plandiff.derivation.coverage import LOCAL, NATIONAL
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.named_parents import named_parents
from plandiff.derivation.result import Derivation
from plandiff.judging.change import Certainty, Change, Direction, Kind, Weight, mirrored
from plandiff.judging.passages import Passage, Status, mirrored_status
from plandiff.judging.set_aside_changes import JUDGEMENTS
from plandiff.outline.clean_text import FURNITURE, CleanText, RemovalKind
from plandiff.outline.cleaning import clean
from plandiff.reading.document import Document
from plandiff.reports.to_derivation import derivation_text
from plandiff.text.span import Pair, Span
from plandiff.text.width import cell_width

NATIONAL_PLAN = """支持河谷农业发展规划

一、总体要求
（一）指导思想。以习近平新时代中国特色社会主义思想为指导，立足新发展阶段。到2035年，与全国同步基本实现社会主义现代化。

二、主要任务
（二）修缮灌渠。推动灌溉渠道向山脚梯田、河滩果园等延伸。到2025年，支持40个左右县（市、区）实施渠首加固工程。
（三）培育品种。探索建立稻种资源保存圃，大力推广抗倒伏晚稻品种。加强河谷茶园老树保护利用。
（四）通路通电。加快村级机耕道硬化，原则上每个行政村不少于三条。
"""
LOCAL_PLAN = """青禾省河谷農業發展實施方案

一、總體要求
（一）總體思路。以習近平新時代中國特色社會主義思想為指導，立足新發展階段，釀好每一罈米酒。到2035年，與全省同步基本實現社會主義現代化。

二、重點任務
（二）修繕灌渠。推動灌溉渠道向河灘果園延伸。實施柳灣縣、石橋縣、竹溪縣等渠首加固工程。
（三）培育品種。推動建立稻種資源保存圃，推廣抗倒伏晚稻品種。
（四）釀造米酒。米酒作坊申領陶缸可以分期付款，封壇後由鄉賢開封品評。
"""


def derived(left: str, right: str) -> Derivation:
    return compare(document(left, "left.txt"), document(right, "right.txt"), Relation.DERIVATION)


def linked(result: Comparison) -> list[tuple[str, str, Passage]]:
    """Return the passages of both sides with their texts."""
    left, right = result.documents.left.text, result.documents.right.text
    return [
        ("".join(s.of(left) for s in p.spans.left), "".join(s.of(right) for s in p.spans.right), p)
        for p in result.passages
        if p.spans.left and p.spans.right
    ]


def inside(result: Comparison, passage: Passage) -> list[Change]:
    def within(spans: tuple, span: tuple) -> bool:
        return any(s.start <= span[0] and span[1] <= s.end for s in spans)

    return [
        change
        for change in result.changes
        if change.kind not in (Kind.ADDED, Kind.DROPPED)
        and within(passage.spans.left, change.spans.left)
        and within(passage.spans.right, change.spans.right)
    ]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (
            "探索灌渠联合管护，支持有条件的村开展试点",
            "探索灌渠联合管护，支持柳湾县开展试点",
            ("有条件的村", "柳湾县", "stronger"),
        ),
        ("推进渠首加固工程和梯田修缮", "推进渠首加固工程和梯田适时修缮", ("", "适时", "weaker")),
    ],
)
def test_a_limit_is_marked_and_not_the_words_that_govern_alike(
    left: str, right: str, expected: tuple[str, str, str]
) -> None:
    """Where both clauses are governed by the same words, the word that takes away from one is the change."""
    texts = Pair(left, right).map(document).map(clean)

    changes = clause_changes(texts, texts.map(lambda text: Span(0, len(text.key))))

    assert [
        (c.spans.left.of(left), c.spans.right.of(right), c.judgement.direction)
        for c in changes
        if c.kind is Kind.COMMITMENT
    ] == [expected]


def passage_with(result: Comparison, left: str, right: str) -> Passage:
    found = [p for one, other, p in linked(result) if left in one and right in other]
    assert len(found) == 1, [(one, other) for one, other, _ in linked(result)]
    return found[0]


def changes_in(result: Comparison, left: str, right: str) -> set[tuple[str, str | None, str, str]]:
    """Return kind, direction and both texts of the changes inside one passage."""
    texts = result.documents
    return {
        (
            change.kind.value,
            change.judgement.direction,
            change.spans.left.of(texts.left.text),
            change.spans.right.of(texts.right.text),
        )
        for change in inside(result, passage_with(result, left, right))
    }


SMALL = derived(NATIONAL_PLAN, LOCAL_PLAN)


def test_a_clause_taken_up_with_fewer_places_is_adapted() -> None:
    """A member of the list is gone, and nothing else is called different."""
    assert passage_with(SMALL, "推动灌溉渠道", "推動灌溉渠道").status is Status.REWORDED
    assert {("wording", None, "山脚梯田、", ""), ("wording", None, "等", "")} == changes_in(
        SMALL, "推动灌溉渠道", "推動灌溉渠道"
    )


@pytest.mark.parametrize("place", ["，增幅{}0.1%", "，碳排放强度为（{}0.1%）以内", "，{}0.1%的增幅目标要确保完成"])
def test_the_sign_of_a_figure_is_no_punctuation(place: str) -> None:
    """Where clauses are compared without their marks, a sign still belongs to its figure."""
    body = f"推动灌溉渠道向山脚梯田、河滩果园等延伸，实施渠首加固工程{place}。\n"
    result = compare(document(body.format("")), document(body.format("－")), Relation.DERIVATION)

    assert [(change.kind, change.weight) for change in result.changes] == [(Kind.NUMBER, Weight.SUBSTANTIVE)]


def test_places_in_the_place_of_a_number_and_a_lost_deadline() -> None:
    """The date that opens the sentence is a deadline lost; support became doing; the number became names."""
    found = changes_in(SMALL, "渠首加固工程", "渠首加固工程")

    assert ("commitment", Direction.WEAKER, "到2025年", "") in found
    assert ("commitment", Direction.STRONGER, "支持", "實施") in found
    assert any(kind == "number" and "40个" in left for kind, _, left, _ in found)
    assert any("柳灣縣、石橋縣、竹溪縣" in right for _, _, _, right in found)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("探索建立稻种", "推動建立稻種", ("commitment", Direction.STRONGER, "探索建立", "推動建立")),
        ("大力推广抗倒伏", "推廣抗倒伏", ("commitment", Direction.WEAKER, "大力推广", "推廣")),
    ],
)
def test_promises_grow_and_shrink(left: str, right: str, expected: tuple[str, str, str, str]) -> None:
    """The words that govern a clause decide, whatever stands behind them."""
    assert expected in changes_in(SMALL, left, right)


def test_a_formula_is_folded_away_but_a_change_in_it_is_shown() -> None:
    """与全国同步 became 與全省同步: still the formula, and the change is there."""
    passage = passage_with(SMALL, "与全国同步", "與全省同步")

    assert passage.formula and not is_reuse(passage)
    assert ("name", None, "国", "省") in changes_in(SMALL, "与全国同步", "與全省同步")


def test_what_only_one_plan_has_is_added_or_dropped() -> None:
    """The local plan's own measure and the national one it left out stand alone."""
    texts = SMALL.documents
    dropped = "".join(c.spans.left.of(texts.left.text) for c in SMALL.changes if c.kind is Kind.DROPPED)
    added = "".join(c.spans.right.of(texts.right.text) for c in SMALL.changes if c.kind is Kind.ADDED)

    assert "加快村级机耕道硬化" in dropped and "河谷茶园老树" in dropped
    assert "米酒作坊申領陶缸" in added and "釀好每一罈米酒" in added


def test_sections_are_covered_as_a_reader_would_say() -> None:
    """Taken up, partly taken up and dropped on one side; adopted and own on the other."""
    titles = [{s.id: s.title for s in sections} for sections in (SMALL.sections.left, SMALL.sections.right)]
    national = {titles[0][item.section]: NATIONAL[item.extent] for item in SMALL.coverage.left}
    local = {titles[1][item.section]: LOCAL[item.extent] for item in SMALL.coverage.right}

    assert national["修缮灌渠"] == "taken-up"
    assert national["通路通电"] == "dropped"
    assert local["修繕灌渠"] == "adopted"
    assert local["釀造米酒"] == "added"
    assert local["總體思路"] == "related"  # formulas alone are no measure


def test_a_paragraph_that_leads_in_counts_once() -> None:
    """A news lead-in that repeats the body lies in the passages of the body and adds nothing of its own."""
    lead = "近日发布方案。推動灌溉渠道向河灘果園延伸。\n" + LOCAL_PLAN
    result = derived(NATIONAL_PLAN, lead)
    passage = passage_with(result, "推动灌溉渠道", "推動灌溉渠道")

    assert len(passage.spans.right) == 2
    assert len([p for p in result.passages if is_reuse(p)]) == len([p for p in SMALL.passages if is_reuse(p)])


def mirror(passage: Passage) -> tuple[object, ...]:
    return (passage.spans.right, passage.spans.left, mirrored_status(passage.status), passage.formula)


def assert_mirrored(left: Document, right: Document) -> None:
    there = compare(left, right, Relation.DERIVATION)
    back = compare(right, left, Relation.DERIVATION)

    assert {mirror(p) for p in there.passages} == {
        (*p.spans_pair, p.status, p.formula) for p in map(_Plain, back.passages)
    }
    assert {(c.spans.right, c.spans.left, mirrored(c.judgement)) for c in there.changes if not _placed(c)} == {
        (c.spans.left, c.spans.right, c.judgement) for c in back.changes if not _placed(c)
    }


class _Plain:
    def __init__(self, passage: Passage) -> None:
        self.spans_pair = (passage.spans.left, passage.spans.right)
        self.status, self.formula = passage.status, passage.formula


def _placed(change: Change) -> bool:
    """Say whether a change has one side only, whose place on the other is a courtesy."""
    return change.kind in (Kind.ADDED, Kind.DROPPED, Kind.FURNITURE)


def test_the_mirrored_result_is_the_mirror_image() -> None:
    """Added is dropped, stronger is weaker, and no passage depends on which side it stands."""
    assert_mirrored(document(NATIONAL_PLAN, "a.txt"), document(LOCAL_PLAN, "b.txt"))
    assert_mirrored(seed("national-demonstration-zones.hant"), seed("henan-resource-regions.hant"))


PIECES = st.lists(
    st.sampled_from(
        [
            "推动灌溉渠道向山脚梯田延伸，",
            "推动灌溉渠道向河滩果园延伸。",
            "支持实施渠首加固工程，",
            "實施渠首加固工程。",
            "（一）",
            "第三條",
            "到2025年，",
            "\n",
            "—3—",
            "!?",
            "探索建立稻种资源保存圃；",
            "統籌發展和安全，",
            "\u200b",
            "推(tuī)动",
            " ",
        ]
    ),
    min_size=1,
    max_size=14,
).map("".join)


@settings(max_examples=60, deadline=None)
@example("推动灌溉渠道向山脚梯田延伸，第三條（一）推(tuī)动\n", "第三條（一）推动灌溉渠道向山脚梯田延伸，推(tuī)动\n")
@given(PIECES, PIECES)
def test_every_character_is_accounted_for_and_sides_do_not_matter(left: str, right: str) -> None:
    """The self-check passes on whatever is compared, and the mirrored comparison finds the same passages."""
    sides = document(left + "水", "a.txt"), document(right + "田", "b.txt")
    there = compare(*sides, Relation.DERIVATION)
    back = compare(*reversed(sides), Relation.DERIVATION)

    assert sorted(map(repr, map(mirror, there.passages))) == sorted(
        repr((p.spans.left, p.spans.right, p.status, p.formula)) for p in back.passages
    )


TEXTS = ROOT / "tests" / "texts"


def text(name: str) -> Document:
    return document((TEXTS / f"{name}.txt").read_text(encoding="utf-8"), f"{name}.txt")


SEEDS = [
    "national-special-regions.hant",
    "national-demonstration-zones.hant",
    "henan-resource-regions.hant",
    "chongqing-resource-regions.hans",
]


@pytest.mark.parametrize("name", SEEDS)
def test_unrelated_documents_share_nothing(name: str) -> None:
    """A plan for children's libraries shares formulas with plans of the economy, and no wording, nor a measure."""
    result = compare(seed(name), text("unrelated"), Relation.DERIVATION)

    assert not [p for p in result.passages if is_reuse(p) or p.status is Status.RELATED]
    assert compare(seed(name), text("unrelated")).relation is not Relation.DERIVATION


def shuffled(name: str) -> str:
    """A text with its pairs of characters in another order: its words are there, what it says is gone."""
    lines = seed(name).text.split("\n")
    words = [line[at : at + 2] for line in lines for at in range(0, len(line), 2)]
    Random(1).shuffle(words)
    joined, at, found = "".join(words), 0, []
    for line in lines:
        found.append(joined[at : at + len(line)])
        at += len(line)
    return "\n".join(found)


@pytest.mark.parametrize("name", SEEDS[1:])
def test_shuffled_text_shares_no_wording_and_hardly_a_subject(name: str) -> None:
    """The level of related clauses rises with the number of pairs, so that chance alone hardly reaches it."""
    result = compare(seed("national-special-regions.hans"), document(shuffled(name)), Relation.DERIVATION)

    assert not [p for p in result.passages if is_reuse(p)]
    assert sum(p.status is Status.RELATED for p in result.passages) <= 3


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("national-special-regions.hans", "henan-resource-regions.hant", Relation.DERIVATION),
        ("national-demonstration-zones.hant", "henan-resource-regions.hant", Relation.DERIVATION),
        ("henan-resource-regions.hant", "chongqing-resource-regions.hans", Relation.DERIVATION),
        ("national-special-regions.hant", "national-special-regions.hans", Relation.RENDERING),
    ],
)
def test_the_texts_tell_the_relation(left: str, right: str, relation: Relation) -> None:
    """Documents that share clauses but little text are a derivation, one text in two scripts is not."""
    assert compare(seed(left), seed(right)).relation is relation


def test_an_excerpt_is_no_derivation() -> None:
    """A chapter of the plan in the other script shares little of the whole, but nearly all of itself."""
    whole = seed("national-special-regions.hant")
    chapter = whole.text[whole.text.index("第六章 推動資源型地區加快轉型") :][:2500]

    assert compare(document(chapter, "chapter.txt"), seed("national-special-regions.hans")).relation is not (
        Relation.DERIVATION
    )


def test_a_local_regulation_beside_its_law() -> None:
    """A regulation that names the law at its head derives from it; its figures and duties are compared by article."""
    result = compare(text("law"), text("regulation"))

    assert result.relation is Relation.DERIVATION
    assert {("number", None, "低于百分之八十", "低於百分之八十五")} == changes_in(
        result, "干渠的防渗率", "干渠的防滲率"
    )
    assert {("number", None, "三十日", "十五日"), ("name", None, "", "縣級")} == changes_in(result, "日前", "日前")
    assert ("commitment", Direction.WEAKER, "应当", "可以") in changes_in(result, "每日巡查", "每日巡查")
    assert ("reference", None, "十一", "九") in changes_in(result, "条规定的", "條規定的")
    assert any("放牧" in right for _, _, _, right in changes_in(result, "取土", "取土"))
    numbers = {s.id: s.number for s in result.sections.left}
    missing = {numbers[item.section] for item in result.coverage.left if NATIONAL[item.extent] == "dropped"}
    assert {"第三条", "第六条", "第十三条"} <= missing


def test_two_laws_of_different_fields_share_no_more_than_the_words_of_laws() -> None:
    """Penalties and duties are worded alike in any law: that makes no derivation, and hardly any reuse."""
    result = compare(text("law"), text("other-law"), Relation.DERIVATION)

    assert len([p for p in result.passages if is_reuse(p)]) < 3
    assert compare(text("law"), text("other-law")).relation is Relation.REVISION


def test_what_says_the_same_in_other_words_is_related() -> None:
    """Sections about one thing are read side by side; terms count in any order, and nothing is called reuse."""
    left = """河谷矿山整治规划
（一）生态修复。加强退出矿区、历史遗留矿山植被恢复和尾矿库防渗治理。每座渣场种满沙棘。
（二）村史编写。请乡贤口述旧事，抄成线装册子存入祠堂。
"""
    right = """青禾縣礦山整治方案
（一）清理渣場。加快解決尾礦庫防滲、矸石山覆土等歷史遺留礦山問題，渣場坡面栽植沙棘。
（二）釀造米酒。作坊申領陶缸可以分期付款。
"""
    result = derived(left, right)
    found = [(one, other) for one, other, p in linked(result) if p.status is Status.RELATED]
    local = [LOCAL[item.extent] for item in result.coverage.right]

    assert any("尾矿库" in one and "尾礦庫" in other for one, other in found)
    assert not [p for p in result.passages if is_reuse(p)]
    assert local[0] == "related" and local[-1] == "added"


def test_inserted_readings_and_damage_do_not_hide_reuse() -> None:
    """The demonstration plan has a reading behind every third character; its clauses are found all the same."""
    result = compare(
        seed("national-demonstration-zones.hant"), seed("henan-resource-regions.hant"), Relation.DERIVATION
    )
    right = result.documents.right.text
    same = {"".join(s.of(right) for s in p.spans.right) for p in result.passages if p.status is Status.SAME}

    assert {"推動校企共建實驗實訓平臺。", "實現就業遠程服務。", "支持應用型本科院校和高等職業院校發展,"} <= same


def test_a_lead_in_of_a_real_page_counts_once() -> None:
    """Henan's page repeats two items above the plan: the clause on subsided land is one passage with two places."""
    result = compare(seed("national-special-regions.hans"), seed("henan-resource-regions.hant"), Relation.DERIVATION)
    clause = "因地制宜推廣利用沉陷區受損土地發展光伏、風電。"
    right = result.documents.right.text
    found = [p for p in result.passages if p.status is Status.SAME and p.spans.right[0].of(right) == clause]

    assert [len(p.spans.right) for p in found] == [2]


def test_the_rendering_of_the_national_plan_does_not_matter() -> None:
    """Damaged traditional web page or simplified print without lines: Henan shares the same clauses with either."""

    def reused(name: str) -> list[tuple[object, Status]]:
        result = compare(seed(name), seed("henan-resource-regions.hant"), Relation.DERIVATION)
        return sorted((p.spans.right, p.status) for p in result.passages if is_reuse(p))

    assert reused("national-special-regions.hant") == reused("national-special-regions.hans")


@pytest.mark.parametrize(
    ("clause", "formula"),
    [
        ("与全省同步基本实现社会主义现代化", True),
        ("完整准确全面贯彻新发展理念", True),
        ("指导思想", True),
        ("构建新发展理念下的灌溉渠道维护队伍和巡查制度", False),
        ("统筹推进渠首加固", False),
    ],
)
def test_formulas_are_known_up_to_small_edits(clause: str, formula: bool) -> None:
    """A phrase with a word exchanged is the phrase; a clause that only holds some of it is not."""
    assert formula is (formula_of(clause) is not None)


def test_the_report_goes_through_the_local_plan_item_by_item() -> None:
    """Each item says how far it was taken up, what was adapted and how, and what is its own."""
    text = derivation_text(SMALL, 80, colour=False, show_all=True)
    items = re.split(r"\n\n", text)
    mend = next(item for item in items if "修繕灌渠  adopted" in item)
    wine = next(item for item in items if item.startswith("二、重點任務 › （四）"))

    assert "- 推动灌溉渠道向⟦山脚梯田、⟧河滩果园⟦等⟧延伸" in mend
    assert "⟦到2025年⟧，⟦支持⟧⟦40个左右县（市、区）实施⟧渠首加固工程" in mend
    assert "commitment weaker on the right" in mend and "commitment stronger on the right" in mend
    assert "own" in wine and "米酒作坊申領陶缸" in wine
    assert "与全⟦国⟧同步" in text
    assert re.search(r"not taken up: 1 section\n +（四）通路通电", text)


def test_the_report_begins_with_a_page_that_a_reader_takes_in() -> None:
    """Counts and chapters fit 50 lines, the whole 400; what is weaker comes first, formulas are only counted."""
    plan, local = seed("national-special-regions.hans"), seed("henan-resource-regions.hant")
    text = derivation_text(compare(plan, local, Relation.DERIVATION), 80, colour=False, show_all=False)
    parts = [line for line in text.split("\n") if line.startswith("== ")]
    page = text[: text.index(parts[1])]

    assert page.count("\n") <= 50
    assert text.count("\n") <= 400
    assert re.search(r"\d+ clauses word for word · \d+ adapted · \d+ of these weaker", page.replace("\n", " "))
    assert re.search(r"\d+%  第.章", page)
    assert parts[1].startswith("== taken up, and weaker on the right")
    assert "? related" not in text and "新时代中国特色社会主义思想为指导" not in text


def test_a_reading_inserted_into_the_source_is_no_part_of_a_quotation() -> None:
    result = derived(
        "县办法\n\n一、渔港\n支持渔区(qū)港池清淤疏浚三十处。\n", "市办法\n\n一、渔港\n推进渔区港池清淤疏浚九十处。\n"
    )

    text = derivation_text(result, 80, colour=False, show_all=True)

    assert "渔区港池清淤疏浚" in text and "(qū)" not in text


@pytest.mark.parametrize("columns", [20, 37, 80, 200])
@pytest.mark.parametrize("show_all", [False, True])
def test_no_line_is_wider_than_the_terminal(columns: int, show_all: bool) -> None:
    """Whatever the width, every line fits it."""
    text = derivation_text(SMALL, columns, colour=False, show_all=show_all)

    assert all(cell_width(line) <= columns for line in text.split("\n"))


def test_a_document_does_not_differ_from_itself() -> None:
    """The same plan twice is identical, and everything in it was taken up."""
    result = derived(NATIONAL_PLAN, NATIONAL_PLAN)

    assert not result.changes
    assert [NATIONAL[item.extent] for item in result.coverage.left] == ["taken-up"] * 6
    assert [LOCAL[item.extent] for item in result.coverage.right] == ["adopted"] * 6
    for section, item in zip(result.sections.left, result.coverage.left, strict=True):
        spans = [result.passages[bead].spans.left for bead in item.beads]
        assert spans[0][0].start == section.start and spans[-1][-1].end == section.end


def test_two_texts_are_cleaned_once_and_a_derivation_is_known_before_they_are_aligned(monkeypatch) -> None:
    """Whether one text was made from the other is judged by what both share: no finished comparison is thrown away."""
    cleaned: list[str] = []

    def counted(text: Document) -> CleanText:
        cleaned.append(text.name)
        return clean(text)

    monkeypatch.setattr("plandiff.outline.document_outline.clean", counted)
    monkeypatch.setattr("plandiff.comparison.collate", None)
    left, right = seed("national-special-regions.hans"), seed("henan-resource-regions.hant")

    assert compare(left, right).relation is Relation.DERIVATION
    assert cleaned == [left.name, right.name]


def test_each_kind_of_removal_has_its_judgement() -> None:
    """What is set aside in one of two documents is reported in every relation, whatever its kind."""
    assert set(JUDGEMENTS) == set(RemovalKind)
    assert {kind for kind, judged in JUDGEMENTS.items() if judged.kind is Kind.FURNITURE} == FURNITURE


@pytest.mark.parametrize(
    "clause",
    [
        "2019年6月27日某市第十五届人民代表大会常务委员会第七次会议通过",
        "处三千元以上三万元以下的罚款",
        "违反本条例第十七条第一款规定",
        "在各自职责范围内做好灌渠养护相关工作",
        "构成犯罪的",  # counted: stock_clauses.txt
        "2020年3月23日最高人民法院审判委员会第1797次会议通过",
        "2011年8月13日起施行",
        "2023年3月5日在第十四届全国人民代表大会第一次会议上",
        "2018年3月19日国务院关于修改和废止部分行政法规的决定第二次修订",
        "由公安机关依照中华人民共和国治安管理处罚法的有关规定予以处罚",
    ],
)
def test_what_laws_on_any_subject_say_is_a_formula(clause: str) -> None:
    assert formula_of(fold(plain(clause))) is not None


@pytest.mark.parametrize("clause", ["到2025年新建灌渠300公里", "对种粮大户每亩补助200元", "省水利部门负责修缮灌渠"])
def test_what_a_plan_orders_is_no_formula(clause: str) -> None:
    assert formula_of(plain(clause)) is None


@pytest.mark.parametrize(
    ("left", "right", "figures"),
    [
        ("修缮高山灌渠渠首，办好河谷第一个百年学堂", "修缮高山灌渠渠首，办好河谷学堂", 0),
        ("铺设高山灌渠渠首监测网络", "铺设高山灌渠渠首与5G基站监测网络", 0),
        ("学习十九届全会精神修缮高山灌渠渠首", "学习全会精神修缮高山灌渠渠首", 0),
        ("修缮高山灌渠渠首", "修缮30座高山灌渠渠首", 1),
        ("支持20个高山灌渠渠首修缮", "支持柳湾县高山灌渠渠首修缮", 1),
        ("量大面广的高山灌渠渠首普遍受益", "惠及10多万户高山灌渠渠首", 0),
        ("修缮高山灌渠渠首和水闸", "修缮高山灌渠渠首和水闸两件大事", 0),
        ("修缮高山灌渠渠首三类设施", "修缮高山灌渠渠首各类设施", 0),
    ],
)
def test_what_is_numbered_is_no_figure(left: str, right: str, figures: int) -> None:
    """A numeral that a clause gains or loses is a figure if it counts something, and part of a name else."""
    texts = Pair(left, right).map(document).map(clean)
    changes = clause_changes(texts, texts.map(lambda text: Span(0, len(text.key))))

    assert changes and sum(change.kind is Kind.NUMBER for change in changes) == figures


@pytest.mark.parametrize("name", ["老旧小区改造", "高标准农田建设", "城市更新行动", "四好农村路", "高效办成一件事"])
def test_a_programme_that_any_report_names_is_a_set_term(name: str) -> None:
    assert term_at(fold(name), 0) == len(name)


def test_small_phrases_of_unlike_texts_are_chance() -> None:
    """A phrase that is reuse between two plans of one origin is none where the best of many pairs tells no more."""
    shared = "推动高寒牧道向夏季草场、转场驿站延伸，每处驿站配备兽医箱。"
    own = "".join(
        f"{a}{b}{c}。"
        for a in "甲乙丙丁戊己庚辛"
        for b in ("磨坊", "陶缸", "酒曲")
        for c in ("申领", "开封", "封坛", "扩建")
    )
    other = "".join(
        f"{a}{b}{c}。"
        for a in "子丑寅卯辰巳午未"
        for b in ("船闸", "灯塔", "缆绳")
        for c in ("验收", "换新", "打捞", "改装")
    )

    alone = derived(f"{own}提高资源利用效率。", f"{other}提高能源利用效率。")
    together = derived(f"{own}{shared}提高资源利用效率。", f"{other}{shared}提高能源利用效率。")

    assert not any(is_reuse(passage) for _, _, passage in linked(alone))
    assert any(is_reuse(passage) and "资源利用" in one for one, _, passage in linked(together))


def test_further_characters_of_a_stock_phrase_tell_next_to_nothing() -> None:
    """The third character is weighed behind two: what laws repeat tells little behind its beginning."""
    information = Information(Counts.of([]), Counts.of([]))

    def bits(run: str) -> float:
        return sum(told(run, information, 4.0))

    stock, own = "应当自收到申请之日起", "渠首闸门抗冻养护队员"

    assert bits(stock[2:]) < 0.75 * sum(information.told(stock[at - 1 : at + 1]) for at in range(3, len(stock)))
    assert bits(own) - bits(own[:2]) > 15.0


def test_a_run_is_not_torn_by_an_insertion_that_ends_as_it_does() -> None:
    information = Information(Counts.of([]), Counts.of([]))

    whole = evidence("灌渠加固工程", "灌渠加固工程和闸门改造", information)

    assert evidence("灌渠加固工程", "灌渠加固工程和闸门改造工程", information) == pytest.approx(whole, abs=0.01)


def test_differences_in_related_passages_are_told_and_counted_nowhere() -> None:
    """Two measures for one thing in words of their own: what differs is for a reader who asks, no finding."""
    result = derived(
        "县渔业规划\n\n一、渔港\n支持渔港码头清淤疏浚，覆盖30个渔港。\n",
        "市渔业办法\n\n一、渔港\n疏浚码头航道，加快渔港清淤，完成90处。\n",
    )
    beside = [change for change in result.changes if change.weight is Weight.RELATED]

    assert any(passage.status is Status.RELATED for passage in result.passages)
    assert beside
    assert {change.judgement.certainty for change in beside} == {Certainty.CHECK}
    assert "related" not in result.to_dict()["summary"]
    assert sum(result.to_dict()["summary"].values()) == len(result.changes) - len(beside)


def test_what_a_local_plan_names_as_its_source_is_read_with_its_number() -> None:
    """What is joined to the first is named too; one that is given is known by its own title or number."""
    local = (
        "青禾省灌渠办法\n\n根据《全国灌渠养护规划》（农发〔2021〕7号）、《国家渔港建设规划》精神，"
        "參照《某县经验》，制定本办法。\n"
    )
    parents = ["全国灌渠养护规划\n\n一、总体要求\n", "关于渔港的通知\n\n农发[2019]3号\n"]

    found = [(named.title, named.number, named.given) for named in named_parents(local, parents)]

    assert found == [("全国灌渠养护规划", "农发〔2021〕7号", True), ("国家渔港建设规划", None, False)]
    assert named_parents("落实《渔港总规划》（农发〔2019〕3号）。", parents)[0].given
    assert not named_parents("各县可查阅《渔港总规划》。", parents)
    own = "云溪省渔港整治实施方案。云溪省发展改革委印发《关于印发云溪省渔港整治实施方案的通知》。"
    assert not named_parents(own, parents)


def test_a_numeral_in_a_name_is_no_figure() -> None:
    """“三篇大文章” came in, no quantity; a figure beside it is one all the same."""
    plan = "县办法\n\n一、渔港\n推进渔区港池清淤疏浚和码头加固。\n"
    named = derived(plan, "市办法\n\n一、渔港\n推进渔区港池清淤疏浚和码头加固“三篇大文章”。\n")
    counted = derived(plan, "市办法\n\n一、渔港\n推进渔区港池清淤疏浚和码头加固三十处。\n")

    assert Kind.NUMBER not in {change.kind for change in named.changes}
    assert Kind.NUMBER in {change.kind for change in counted.changes}


def test_the_first_page_sets_targets_side_by_side_and_fits_a_screen() -> None:
    """Targets of both plans, those that differ first; with thirty chapters and thirty targets it is fifty lines."""
    chapters = "".join(f"第{n}章 灌渠{n}段修缮\n推动灌溉渠道向第{n}道山脚梯田延伸。\n" for n in range(1, 31))
    aims = "到2030年，{}。\n"
    crops = [
        f"{name}种植面积"
        for name in (
            "水稻",
            "高粱",
            "荞麦",
            "油菜",
            "棉花",
            "茶叶",
            "桑树",
            "莲藕",
            "甘蔗",
            "大豆",
            "玉米",
            "花生",
            "红薯",
            "小麦",
        )
    ]
    left = "河谷规划\n" + chapters + "".join(aims.format(f"{crop}达到{n + 10}万亩") for n, crop in enumerate(crops))
    right = (
        "青禾规划\n"
        + chapters
        + "".join(aims.format(f"{crop}达到{n + 10 + n % 2}万亩") for n, crop in enumerate(crops))
    )
    page = derivation_text(derived(left, right), 80, colour=False, show_all=False).split("\n== ")[1].split("\n")

    assert "14 targets side by side" in page
    first = page.index("14 targets side by side") + 1
    assert [line.split()[0] for line in page[first : first + 2]] == ["高粱种植面积", "油菜种植面积"]
    assert "11万亩 (2030)" in page[first] and "> 12万亩 (2030)" in page[first]
    assert len(page) + 8 <= 50 and any("and 4 more (plandiff targets)" in line for line in page)


@pytest.mark.parametrize(
    ("clause", "told"), [("清淤河道，新建渠首12座。", False), ("今年要清淤河道，新建渠首12座。", True)]
)
def test_a_figure_of_what_was_done_is_asked_of_nobody(clause: str, told: bool) -> None:
    """One report counts what it did, another does not; what one sets itself and the other does not is asked."""
    back = clause if not told else "建成山塘。"
    ahead = clause if told else "要修缮山塘。"
    left = (
        f"政府工作报告\n一、2023年工作回顾\n{back}修复了高山梯田灌渠渠首闸门。\n"
        f"二、2024年工作安排\n{ahead}要修复高山梯田灌渠渠首闸门，力争办好学堂。\n"
    )
    right = left.replace("新建渠首12座", "新建渠首")
    asked = [change for change in derived(left, right).changes if change.kind is Kind.NUMBER]

    assert bool(asked) is told


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (
            "——2024年3月5日在第十四届全国人民代表大会第二次会议上",
            "——2024年1月21日在云溪省第十四届人民代表大会第二次会议上",
        ),
        (
            "我代表国务院，向大会报告政府工作，请予审议，并请全国政协委员提出意见。",
            "我代表省人民政府，向大会报告政府工作，请予审议，并请省政协委员提出意见。",
        ),
        ("自觉接受同级人大及其常委会的监督。", "自觉接受省人大的法律监督。"),
        ("向全国各族人民表示衷心感谢！", "向全省各族人民表示诚挚感谢！"),
    ],
)
def test_the_day_a_report_is_read_tells_nothing(left: str, right: str) -> None:
    """Sessions, salutations and thanks differ by nature: a formula, and no difference in it is told."""
    shared = "\n修缮高山梯田灌渠渠首闸门。疏浚梯田蓄水池和沉沙池。培训灌渠巡护员和水闸看守员。\n"
    found = derived(left + shared, right + shared)

    assert [
        change
        for change in found.changes
        if change.weight is Weight.SUBSTANTIVE and change.kind not in (Kind.ADDED, Kind.DROPPED)
    ] == []


@pytest.mark.parametrize(("word", "kind"), [("全省", Kind.WORDING), ("各市", Kind.NAME)])
def test_a_plan_that_names_all_it_is_for_names_nobody(word: str, kind: Kind) -> None:
    """A local plan says 全省 where the national one says nothing; 各市 says who."""
    texts = Pair("修缮高山灌渠渠首和水闸", f"修缮{word}高山灌渠渠首和水闸").map(document).map(clean)
    (change,) = clause_changes(texts, texts.map(lambda text: Span(0, len(text.key))))

    assert change.kind is kind
