"""Measures in words of their own: what brings clauses together, what differs in them, and how the report shows them."""

from random import Random

import pytest
from conftest import document, seed

from plandiff.chinese.company import SIZE, added, closeness, direction_of
from plandiff.chinese.frequencies import Counts, Information
from plandiff.choices import Relation
from plandiff.comparison import Comparison, compare
from plandiff.derivation.alike_headings import alike_headings
from plandiff.derivation.coverage import Extent
from plandiff.derivation.derive import is_reuse
from plandiff.derivation.indexed import Indexed
from plandiff.derivation.prepared import Prepared, prepare
from plandiff.derivation.related import Clauses, needed, related
from plandiff.derivation.result import Derivation
from plandiff.derivation.section_topics import near
from plandiff.derivation.topic_similarity import Matter, common, telling
from plandiff.judging.change import Certainty, Change, Direction, Kind
from plandiff.judging.passages import Passage, Status
from plandiff.outline import outlined
from plandiff.reports.to_derivation import derivation_text
from plandiff.text.span import Pair

NATIONAL_PLAN = """山塘与渔港整治规划
第一章 山塘水库
第一节 除险加固
到2025年，支持30座左右病险山塘实施防渗加固，提升泄洪闸自动监测水平。在库区种植芦苇、菖蒲等水生植物。
第二节 渔港建设
加快建设避风渔港和冷库码头，修缮防波堤，疏浚进港航道。探索建立渔船进出港报告制度。
第二章 茶园
推动古茶树建档挂牌保护，培育手工炒茶传承人。鼓励茶农修剪老枝，晾晒青叶。
"""
LOCAL_PLAN = """云溪縣山塘整治方案
（一）加固山塘。實施石壩、蓮花、青岙等山塘防滲加固工程，逐步給泄洪閘裝上自動監測儀。
（二）整修漁港。改造省級避風漁港的舊碼頭，清淤進港航道，落實漁船報告制度。
（三）扶持竹編。收購篾匠舊作，開辦竹編作坊，教孩子們編籃子。
"""


def derived(left: str, right: str) -> Derivation:
    return compare(document(left, "left.txt"), document(right, "right.txt"), Relation.DERIVATION)


SMALL = derived(NATIONAL_PLAN, LOCAL_PLAN)


def beside(result: Comparison) -> list[tuple[str, str, Passage]]:
    """Return the related passages with their texts, the closest first."""
    left, right = result.documents.left.text, result.documents.right.text
    return [
        ("".join(s.of(left) for s in p.spans.left), "".join(s.of(right) for s in p.spans.right), p)
        for p in sorted(result.passages, key=lambda p: -p.bits)
        if p.status is Status.RELATED
    ]


def changes_beside(result: Comparison, left: str, right: str) -> list[Change]:
    """Return the changes inside the closest related passage that holds both texts."""
    passage = next(p for one, other, p in beside(result) if left in one and right in other)
    (ours,), (theirs,) = passage.spans.left, passage.spans.right
    return [
        change
        for change in result.changes
        if change.kind not in (Kind.ADDED, Kind.DROPPED)
        and ours.start <= change.spans.left.start <= change.spans.left.end <= ours.end
        and theirs.start <= change.spans.right.start <= change.spans.right.end <= theirs.end
    ]


def told(result: Comparison, changes: list[Change]) -> set[tuple[str, str | None, str, str]]:
    texts = result.documents.map(lambda document: document.text)
    return {
        (
            change.kind.value,
            change.judgement.direction,
            change.spans.left.of(texts.left),
            change.spans.right.of(texts.right),
        )
        for change in changes
    }


def test_a_date_a_number_and_support_against_named_places() -> None:
    """What a local plan made of a national target is told in related clauses too, and always to be checked."""
    changes = changes_beside(SMALL, "30座左右", "石壩、蓮花")
    found = told(SMALL, changes)

    assert ("commitment", Direction.WEAKER, "到2025年", "") in found
    assert ("commitment", Direction.STRONGER, "支持", "實施") in found
    assert ("number", None, "30座左右", "") in found
    assert any(kind == "wording" and "石壩、蓮花、青岙" in right for kind, _, _, right in found)
    assert {change.judgement.certainty for change in changes} == {Certainty.CHECK}


def test_clauses_of_the_same_two_sentences_join_a_clear_pair() -> None:
    """疏浚进港航道 has little of its own in common with 清淤進港航道; its sentence has. The level is told."""
    one, other = next((one, other) for one, other, _ in beside(SMALL) if "避风渔港" in one)

    assert "疏浚进港航道" in one and "清淤進港航道" in other
    assert ("name", None, "", "省級") in told(SMALL, changes_beside(SMALL, "避风渔港", "避風漁港"))


def test_a_heading_is_related_and_tells_no_figures() -> None:
    """A title stands for its section; that it gives no date is no difference."""
    assert not changes_beside(SMALL, "防渗加固", "（一）加固山塘")


def test_what_no_section_speaks_of_is_not_related() -> None:
    """Basketry and tea have nothing in common but the verbs of plans."""
    assert not any("竹編" in other or "茶" in one for one, other, _ in beside(SMALL))
    extents = [item.extent for item in SMALL.coverage.left]
    assert extents == [Extent.PARTLY, Extent.PARTLY, Extent.PARTLY, Extent.NONE]


@pytest.mark.parametrize(
    ("closer", "farther"),
    [
        (("建设抽水蓄能电站", "推进抽水蓄能电站"), ("支持有条件的地方加快建设晒场", "支持有条件的地方加快建设展厅")),
        (("矿山遗留尾矿库", "尾矿库等遗留问题"), ("逐步完善工作机制", "进一步完善工作体系")),
        (("加固石坝、土坝、闸门", "石坝加固工程"), ("养护石坝边的果园、菜地、苗圃", "石坝开闸的日子")),
    ],
)
def test_what_is_done_weighs_more_than_how(closer: tuple[str, str], farther: tuple[str, str]) -> None:
    """Words of manner are shared by clauses about anything; order does not count, and the measure is the same."""
    bits_of = telling(Information(Counts.of([]), Counts.of([])))

    def bits(one: str, other: str) -> float:
        shared = common(Matter.of(one), Matter.of(other), bits_of)
        assert shared == common(Matter.of(other), Matter.of(one), bits_of)
        return shared.bits if shared else 0.0

    assert bits(*closer) > bits(*farther)


def test_a_term_named_again_and_again_counts_once() -> None:
    """Three centres in a list are no more evidence than one."""
    bits_of = telling(Information(Counts.of([]), Counts.of([])))
    one = common(Matter.of("石坝中心茶园"), Matter.of("渔港石坝"), bits_of)
    many = common(Matter.of("石坝中心石坝茶园石坝"), Matter.of("渔港石坝"), bits_of)

    assert one and many and many.bits <= one.bits


def test_lists_of_places_relate_nothing() -> None:
    """Both plans name towns: that says where, not what."""
    towns = "柳湾县、石桥县、竹溪县、青禾市"
    left = f"甲规划\n（一）试点范围。{towns}。修渠引水灌溉果园，水闸定期检修。\n"
    right = f"乙方案\n（一）試點範圍。{towns}、白鷺縣。放養蜜蜂釀製蜂蜜，蜂箱冬天保暖。\n"

    assert not beside(derived(left, right))


def test_a_stray_related_clause_makes_no_section_related() -> None:
    """One clause of forty is no sign that the other plan has the section; a chapter is what its sections are."""
    text = seed("national-special-regions.hans"), seed("henan-resource-regions.hant")
    result = compare(*text, Relation.DERIVATION)
    covered = {item.section: item for item in result.coverage.left}
    related = {index for index, p in enumerate(result.passages) if p.status is Status.RELATED}
    stray = [item for item in covered.values() if item.extent is Extent.NONE and related & set(item.beads)]

    assert stray
    for section in result.sections.left:
        if section.parent and covered[section.id].extent is not Extent.NONE:
            assert covered[section.parent].extent is not Extent.NONE


def test_the_report_folds_what_adds_little() -> None:
    """Related passages are counted on the first page; --all shows every one."""
    result = compare(seed("national-special-regions.hans"), seed("henan-resource-regions.hant"), Relation.DERIVATION)
    short = derivation_text(result, 80, colour=False, show_all=False)
    whole = derivation_text(result, 80, colour=False, show_all=True)
    total = sum(p.status is Status.RELATED for p in result.passages)

    assert whole.count("  ? related") == total
    assert f"{total} related passages" in short.replace("\n", " ") and "  ? related" not in short
    assert not any(is_reuse(p) for p in result.passages if p.bits)


def test_related_passages_are_mirrored() -> None:
    """What stands beside what does not hang on which document comes first, nor does what differs in it."""
    plan, local = seed("national-demonstration-zones.hant"), seed("henan-resource-regions.hant")
    one, other = compare(plan, local, Relation.DERIVATION), compare(local, plan, Relation.DERIVATION)

    assert {p.spans for *_, p in beside(one)} == {p.spans.mirrored() for *_, p in beside(other)}
    assert {(c.kind, c.spans) for c in one.changes if c.spans.left and c.spans.right} == {
        (c.kind, c.spans.mirrored()) for c in other.changes if c.spans.left and c.spans.right
    }


def test_shuffled_text_relates_next_to_nothing() -> None:
    """The words of Henan's plan in random order have hardly a clause in common with the national plan."""
    plan = prepare(outlined(seed("national-demonstration-zones.hant")))
    local = seed("henan-resource-regions.hant").text
    lines = []
    for line in local.splitlines():
        words = [line[at : at + 2] for at in range(0, len(line), 2)]
        Random(1).shuffle(words)
        lines.append("".join(words))
    shuffled = prepare(outlined(document("\n".join(lines), "shuffled.txt")))
    real = prepare(outlined(seed("henan-resource-regions.hant")))

    def pairs(other: Prepared) -> int:
        return len(list(related(Pair(plan, other), [], near(plan.topics, other.topics), needed(Pair(plan, other)))))

    assert pairs(shuffled) < 0.15 * pairs(real)


@pytest.mark.parametrize(("title", "found"), [("培育壮大渔业龙头", True), ("培育菇农", False), ("修缮灌渠", False)])
def test_headings_are_compared_among_themselves(title: str, found: bool) -> None:
    """A title of a few characters tells too few bits; what counts is that no other title is as like it."""

    def side(*titles: str) -> Indexed:
        lines = "".join(f"\n{'一二三四五'[n]}、{one}\n" for n, one in enumerate(titles))
        return prepare(outlined(document(f"县水产办法\n{lines}"))).index

    left, right = side("培育渔业龙头企业", "养护闸门"), side(title, "整理农田")
    pairs = {(left.texts[i], right.texts[j]) for i, j in alike_headings(Pair(left, right))}

    assert (("培育渔业龙头企业", title) in pairs) == found


def test_figures_relate_nothing() -> None:
    """Two counts of ten thousand are not one thing; the words around them may be."""
    information = Information(Counts.of([]), Counts.of([]))

    def shared(one: str, other: str) -> float:
        found = common(Matter.of(one), Matter.of(other), telling(information))
        return found.bits if found else 0.0

    assert shared("约6700万亩梯田受旱", "约6700万亩鱼塘清淤") == 0.0
    assert shared("新增梯田灌渠6700万亩", "修缮梯田灌渠8100万亩") > 0


def test_a_clause_that_stands_in_another_whole_needs_to_beat_no_other() -> None:
    """Others say more of the term, and still the clause that is nothing but the term is related to this one."""
    more = "支持竹编工坊保护利用与茶会庙会相结合。评估茶会庙会竹编工坊保护利用效益。建立茶会庙会竹编工坊保护利用名录。"
    left = f"工业规划\n第一节 遗产\n加强竹编工坊保护利用。{more}\n"
    right = "云溪方案\n第一节 遗产\n实施茶会庙会竹编工坊保护利用工程，效益账目张榜，分级名录建档。\n"
    sides = Pair(left, right).map(lambda text: prepare(outlined(document(text))))
    (place,) = [(n, 2) for n, text in enumerate(sides.left.index.texts) if text == "加强竹编工坊保护利用"]
    assert "工程" in sides.right.index.texts[place[1]]

    assert place in Clauses(sides, near(sides.left.topics, sides.right.topics)).seeds([])


def company(text: str) -> tuple[int, ...]:
    return direction_of(text[at : at + 2] for at in range(len(text) - 1))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("光伏发电", "风能项目", "养老护理"),
        ("职业技能", "高校学生", "尾矿库"),
        ("医疗机构", "疾病预防", "数据开放"),
        ("耕地保护", "粮食生产", "金融监管"),
    ],
)
def test_words_of_one_company_point_the_same_way(word: str, near: str, far: str) -> None:
    """Words that stand in the same sentences of policy texts are close, though they share no character."""
    assert not set(word) & set(near + far)
    assert closeness(company(word), company(near)) > closeness(company(word), company(far)) + 0.2


def test_directions_are_whole_numbers_that_add_up_in_any_order() -> None:
    """What is unknown points nowhere, and is close to nothing."""
    words = [company(word) for word in ("光伏", "养老", "耕地")]

    assert {len(word) for word in words} == {SIZE}
    assert added(words) == added(reversed(words))
    assert company("甪甪") == ()
    assert closeness((), words[0]) == 0.0


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("依托竹海驿站培训护士，方便老人就医。", "依托竹海驿站铺设光缆，开放数据接口。"),
        ("扩建竹海驿站，添置医疗器械和病床。", "扩建竹海驿站，修筑高速公路和桥梁。"),
    ],
)
def test_one_name_counts_for_less_where_the_sentences_keep_different_company(own: str, other: str) -> None:
    """A place is named by measures of any kind; what the words around it are about tells which of them go together."""
    sides = Pair("医疗规划\n第一节 乡村\n改造竹海驿站病房，增加护理床位。\n", f"云溪方案\n第一节 乡村\n{own}{other}\n")
    plans = sides.map(lambda text: prepare(outlined(document(text))))
    right = plans.right
    seeds = Clauses(plans, near(plans.left.topics, right.topics)).seeds([])
    best = {
        text: max((score for (_, j), score in seeds.items() if right.index.clauses[j].segment == segment), default=0.0)
        for text, segment in ((own, right.index.clauses[2].segment), (other, right.index.clauses[4].segment))
    }

    assert best[own] > 1.3 * best[other]


def test_a_clause_goes_with_the_title_that_names_it_best() -> None:
    """The title has a better counterpart, the clause has none: 培育渔业龙头 names both."""

    def side(text: str) -> Indexed:
        return prepare(outlined(document(f"县水产办法\n{text}"))).index

    left = side("一、渔业\n培育渔业龙头。培育十家渔业龙头加工户。疏浚河道。\n")
    right = side("一、培育渔业龙头\n整理农田。\n")
    pairs = {(left.texts[i], right.texts[j]) for i, j in alike_headings(Pair(left, right))}

    assert ("培育十家渔业龙头加工户", "培育渔业龙头") in pairs
    assert not any("疏浚" in one for one, _ in pairs)


@pytest.mark.parametrize(("title", "found"), [("织密兜牢医疗救助网", True), ("织密兜牢防汛排涝网", False)])
def test_a_title_keeps_company_with_its_counterpart(title: str, found: bool) -> None:
    """Words that any title has bring none together whose other words stand in other sentences."""

    def side(text: str) -> Indexed:
        return prepare(outlined(document(f"县办法\n一、{text}\n"))).index

    left, right = side("织密兜牢医疗保障网"), side(title)

    assert (
        any(
            (left.texts[i], right.texts[j]) == ("织密兜牢医疗保障网", title)
            for i, j in alike_headings(Pair(left, right))
        )
        is found
    )
