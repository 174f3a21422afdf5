"""Text stored in GBK that was cut inside a character, recognised without a counterpart: by its bytes alone."""

import re

import opencc
import pytest
from conftest import document, seed
from test_mojibake import CUT_BEFORE, damaged

from plandiff.judging.change import Certainty, Kind
from plandiff.proofreading.finding import Finding
from plandiff.proofreading.linting import lint

PLAN = "国家发展规划纲要对应两个时期。{}这样对应发展。"


def found(text: str) -> list[Finding]:
    """Return the damage by cut bytes in a text."""
    return [f for f in lint(document(text)).findings if f.judgement.kind is Kind.MOJIBAKE]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "national-special-regions.hant",
            {
                "?!笆?": {"。“十"},
                "?!笆奈濉睍r": {"。“十四五”時"},
                "?;瘶藴驶纳?": {"模化標準化，改善", "模化標準化改善"},
                "??偨Y": {"。總結"},
                "??h": {"海縣", "興縣"},
            },
        ),
        ("national-demonstration-zones.hant", {"?;渴?": {"模化部署"}, "?。▍^": {"省(區"}}),
    ],
)
def test_the_damage_of_the_web_pages_is_found_with_the_likeliest_original(
    name: str, expected: dict[str, set[str]]
) -> None:
    """Every damaged span has a proposal in the document's own script and width, which asks to be checked."""
    text = seed(name).text
    damage = found(text)

    assert {f.span.of(text) for f in damage} == expected.keys()
    assert [f.span.of(text) for f in damage if f.judgement.expected not in expected[f.span.of(text)]] == []
    assert {f.judgement.certainty for f in damage} == {Certainty.CHECK}


def places(text: str) -> list[tuple[int, int, str]]:
    """Return where the tool would have cut a text: offset, characters damaged, what they show as."""
    made = []
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        stretch, data = match[0], match[0].encode("gbk", "replace")
        for at in range(1, len(stretch) - 1):
            if len(data) == 2 * len(stretch) and data[2 * at + 1 : 2 * at + 3] in CUT_BEFORE:
                result = damaged(stretch[at:], 4)
                if result and result[1] > 2:
                    made.append((match.start() + at, result[1], result[0]))
    return made


@pytest.mark.parametrize(("config", "first", "step"), [("s2t", 0, 1), ("t2s", 0, 8), ("t2s", 3, 8)])
def test_damage_made_by_the_byte_model_is_found_where_it_was_made(config: str, first: int, step: int) -> None:
    """In a plan cut here and there as the tool cuts, four damaged spans in five are found whole, and no other place."""
    text = opencc.OpenCC(config).convert(seed("national-special-regions.hans").text)
    made: list[tuple[int, str]] = []
    for start, size, shown in reversed(places(text)[first::step]):
        text = text[:start] + shown + text[start + size :]
        made = [(start, shown), *((later + len(shown) - size, other) for later, other in made)]
    hits = {(f.span.start, f.span.of(text)) for f in found(text)}

    assert len(made) >= 9
    assert hits <= {*made}
    assert len(hits) >= 0.8 * len(made), {*made} - hits


@pytest.mark.parametrize(
    "passage",
    [
        *("怎么办?！大家讨论。", "要不要推进?；这是A区的项目。", "为什么?，因为B组负责。", "多少?。见附件C。"),
        *("做到了吗？！做到了。", "“谁负责?”“我们负责?”", "ABC?;DEF?", "谁负责?!谁监督?!", "请问?;a", "增长?，比例Q"),
    ],
)
def test_a_question_is_no_damage(passage: str) -> None:
    """A question mark and a stop in a row are not yet bytes cut apart."""
    assert found(PLAN.format(passage)) == []


def test_what_stands_inside_a_damaged_span_is_no_finding_of_its_own() -> None:
    """The question mark that ends the span stands between characters too, and 瘶 is no character of print."""
    text = "國家發展規劃綱要：規?;渴?網絡，規?;瘶藴驶纳?鄉村，這樣對應兩個時期。"
    findings = lint(document(text)).findings

    assert [f.span.of(text) for f in findings] == ["?;渴?", "?;瘶藴驶纳?"]


def test_of_very_many_damaged_spans_the_last_are_told_without_a_proposal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work has a bound; nothing damaged goes untold for it."""
    monkeypatch.setattr("plandiff.proofreading.shifted._MOST_REPAIRS", 2)
    spans = ["重大成就?!笆?三五”时期", "取得重大成就?!笆?四五”以来", "建成?!笆?二五”项目"]

    proposals = [finding.judgement.expected for finding in found("，推进建设。".join(spans) + "。")]

    assert [proposal is None for proposal in proposals] == [False, False, True]
