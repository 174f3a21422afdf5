"""Characters that are wrong for their script: judged by the words around them, shown by the counterpart."""

from collections import Counter

import pytest
from conftest import document, seed

from plandiff.comparison import Comparison, compare
from plandiff.judging.change import Certainty, Kind, Weight


def findings(result: Comparison) -> list[tuple[str, str | None, Certainty]]:
    """Return (found, expected, certainty) of the conversion changes, on the traditional side."""
    on_left = result.scripts.left == "hant"
    text = result.documents.left.text if on_left else result.documents.right.text
    return [
        ((c.spans.left if on_left else c.spans.right).of(text), c.judgement.expected, c.judgement.certainty)
        for c in result.changes
        if c.weight is Weight.CONVERSION
    ]


FRAME = ("國家發展規劃綱要：{}，這樣對應兩個時期。", "国家发展规划纲要：{}，这样对应两个时期。")


def judged(hant: str, hans: str) -> list[tuple[str, str | None, Certainty]]:
    return findings(compare(document(FRAME[0].format(hant), "t"), document(FRAME[1].format(hans), "s")))


@pytest.mark.parametrize(
    ("hant", "hans", "found", "expected"),
    [
        ("搬遷后續扶持", "搬迁后续扶持", "后", "後"),
        ("升級示范區", "升级示范区", "范", "範"),
        ("先進制造業", "先进制造业", "制", "製"),
        ("陜西延安", "陕西延安", "陜", "陝"),
        ("骨干企業", "骨干企业", "干", "幹"),
        ("沈陽市", "沈阳市", "沈", "瀋"),
        ("更加復雜", "更加复杂", "復", "複"),
    ],
)
def test_a_wrong_character_is_certain_and_has_its_right_one(hant: str, hans: str, found: str, expected: str) -> None:
    """Mergers of the simplification, and wrong code points, are wrong under every standard."""
    assert judged(hant, hans) == [(found, expected, Certainty.CERTAIN)]


@pytest.mark.parametrize(
    ("hant", "hans", "found", "expected"),
    [("綜合采用", "综合采用", "采", "採"), ("鄉村旅游", "乡村旅游", "游", "遊"), ("有利于", "有利于", "于", "於")],
)
def test_what_the_mainland_tolerates_is_to_be_checked(hant: str, hans: str, found: str, expected: str) -> None:
    """Mergers of the mainland's variant table are findings that ask for a look."""
    assert judged(hant, hans) == [(found, expected, Certainty.CHECK)]


@pytest.mark.parametrize(
    ("hant", "hans"),
    [
        ("內生發展動力", "内生发展动力"),
        ("足額發放", "足额发放"),
        ("新征程", "新征程"),
        ("皇后區", "皇后区"),
        ("制度創新", "制度创新"),
        ("公布名錄", "公布名录"),
        ("依托產業", "依托产业"),
        ("為群眾服務", "为群众服务"),
        ("爲羣衆服務", "为群众服务"),
        ("楊闇公陵園", "杨闇公陵园"),
        ("于都縣長征", "于都县长征"),
    ],
)
def test_right_characters_regional_forms_and_names_are_silent(hant: str, hans: str) -> None:
    """What a converter gets wrong, what a region writes otherwise, and names are no findings."""
    assert judged(hant, hans) == []


def test_the_national_plan_has_its_known_wrong_characters() -> None:
    """The counts that were read by eye stand in both directions, and every finding is on the traditional side."""
    hant, hans = seed("national-special-regions.hant"), seed("national-special-regions.hans")
    forwards, backwards = findings(compare(hant, hans)), findings(compare(hans, hant))
    counts = Counter(found + (expected or "") for found, expected, _ in forwards)

    assert Counter(forwards) == Counter(backwards)
    assert {pair: count for pair, count in counts.items() if count > 5} == {
        "范範": 44,
        "制製": 39,
        "游遊": 36,
        "采採": 23,
        "后後": 13,
        "陜陝": 10,
        "于於": 8,
        "并並": 6,
    }


def test_documents_in_one_script_have_no_conversion_changes() -> None:
    """Conversion is judged between two scripts only; in one script a person decides which word is meant."""
    result = compare(
        document("做好后續扶持工作。繁體字檔案與國家規劃。"), document("做好後續扶持工作。繁體字檔案與國家規劃。")
    )

    assert [(c.kind, c.judgement.certainty) for c in result.changes] == [(Kind.WORDING, Certainty.CHECK)]
