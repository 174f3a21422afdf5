"""Find: the clauses of many plans that speak of something, in either script, with section, figures and duty."""

import json
from pathlib import Path

import pytest
from conftest import Run, document

from plandiff.errors import UsageError
from plandiff.mentions import Mentions, find

PLAN = """甲省行动方案
第一章 产业
大力发展低空经济，建设一批试点，到2025年规模突破1000亿元。有序开放低空空域。
第二章 文化
保护传统村落。
"""
TRADITIONAL = "乙省行動方案\n第一章 產業\n推動低空的經濟加快發展。\n"


def found(text: str, *plans: str) -> Mentions:
    return find(text, [document(plan, f"{n}.txt") for n, plan in enumerate(plans)])


@pytest.mark.parametrize("sought", ["低空经济", "低空經濟", "低空 经济"])
def test_a_subject_is_found_in_either_script_and_in_looser_words(sought: str) -> None:
    """低空的經濟 is 低空经济; 低空空域 is not."""
    result = found(sought, PLAN, TRADITIONAL)

    assert [(one.document, one.sections[-1].title) for one in result.found] == [(0, "产业"), (1, "產業")]


def test_a_mention_tells_its_figures_and_its_duty() -> None:
    """The whole sentence is shown, with its figures, of which 一批 is none, and what governs the clause."""
    (one,) = found("低空经济", PLAN).found

    assert one.span.of(PLAN).strip() == "大力发展低空经济，建设一批试点，到2025年规模突破1000亿元。"
    assert [span.of(PLAN) for span in one.figures] == ["突破1000亿元"] and one.duty == "大力发展"


def test_a_long_phrase_may_differ_in_a_character_and_a_short_word_may_not() -> None:
    """基础设施建设 is found beside 基础设备建设; 文化 is not found in 文物."""
    assert [one.likeness < 1 for one in found("加强基础设施建设", "某市方案\n加强基础设备建设。\n").found] == [True]
    assert found("文化", "某市方案\n保护文物建筑。\n").found == ()


def test_nothing_sought_is_refused() -> None:
    """White space names nothing."""
    with pytest.raises(UsageError):
        find("　 ", [])


def test_mentions_are_written_in_every_format_and_end_with_zero(tmp_path: Path, plandiff: Run) -> None:
    """Found or not, listing ends with 0."""
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    for ending in ("json", "csv", "html", "xlsx"):
        assert plandiff("find", "低空经济", "a.txt", "-o", f"f.{ending}").returncode == 0
    shown = plandiff("find", "低空经济", "a.txt")

    value = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert value["mentions"][0]["figures"] == ["突破1000亿元"] and value["mentions"][0]["duty"] == "大力发展"
    assert shown.returncode == 0 and "1 mention in 1 of 1 plans" in shown.stdout.decode()
    assert plandiff("find", "海洋", "a.txt").returncode == 0
